import { cutMiddle, MOST_CHARACTERS } from '../report/escape-markdown.ts';
import type { ColumnProfile, Profile } from './profile.ts';

type Pair<T> = { before: T; now: T };

export interface DomainChange {
  size: Pair<number>;
  /** Every value is kept apart, so that what is not among them is not there. */
  isWhole: Pair<boolean>;
  added: number;
  gone: number;
  addedValues: string[];
  goneValues: string[];
}

export interface ColumnChange {
  column: string;
  change: 'added' | 'removed' | 'kind' | 'none';
  kind: Pair<ColumnProfile['kind'] | null>;
  missing: Pair<number | null>;
  mean: Pair<number | null> | null;
  range: Pair<[number, number] | null> | null;
  domain: DomainChange | null;
}

export interface ChangedProfiles {
  readonly before: Profile;
  /** With the cells that its own data suggest. */
  readonly now: Profile;
  /** The same data, counted in the cells of `before`. */
  readonly counted: Profile;
}

const MOST_VALUES = 10;

/** What became of each column, those of before first; without any value of the data unless `showValues`. */
export function columnChanges(
  { before, now, counted }: ChangedProfiles,
  { showValues }: { readonly showValues: boolean },
): ColumnChange[] {
  const columnOf = ({ columns }: Profile, name: string) => columns.find(({ column }) => column === name);
  const kept = before.columns.map((was) =>
    changeOf(was, columnOf(now, was.column), columnOf(counted, was.column)),
  );
  const added = now.columns
    .filter(({ column }) => columnOf(before, column) === undefined)
    .map((is) => changeOf(undefined, is, undefined));
  return [...kept, ...added].map((change) => (showValues ? change : withoutValues(change)));
}

function changeOf(
  was: ColumnProfile | undefined,
  is: ColumnProfile | undefined,
  counted: ColumnProfile | undefined,
): ColumnChange {
  const numbers = was?.kind !== 'category' && is?.kind !== 'category';
  return {
    column: (was ?? is)?.column ?? '',
    change: kindOfChange(was, is),
    kind: { before: was?.kind ?? null, now: is?.kind ?? null },
    missing: { before: missingShare(was), now: missingShare(is) },
    mean: numbers ? { before: was?.mean ?? null, now: is?.mean ?? null } : null,
    range: numbers ? { before: rangeOf(was), now: rangeOf(is) } : null,
    domain: domainChange(was, is, counted),
  };
}

function kindOfChange(was: ColumnProfile | undefined, is: ColumnProfile | undefined): ColumnChange['change'] {
  if (was === undefined) return 'added';
  if (is === undefined) return 'removed';
  const hasValues = [was, is].every(({ counts }) => counts.some((count) => count > 0));
  return was.kind !== is.kind && hasValues ? 'kind' : 'none';
}

function missingShare(profile: ColumnProfile | undefined): number | null {
  if (profile === undefined || profile.rows === 0) return null;
  return (profile.nulls + profile.nonFinite) / profile.rows;
}

function rangeOf(profile: ColumnProfile | undefined): [number, number] | null {
  if (profile?.minimum == null || profile.maximum === null) return null;
  return [profile.minimum, profile.maximum];
}

/** null unless both are categories whose values may be looked at. */
function domainChange(
  was: ColumnProfile | undefined,
  is: ColumnProfile | undefined,
  counted: ColumnProfile | undefined,
): DomainChange | null {
  const [old, own] = [was?.categories ?? null, is?.categories ?? null];
  if (old === null || own === null || was?.classified === true || is?.classified === true) return null;
  const known = new Set(old);
  const added = own.filter((value) => !known.has(value));
  const gone = old.filter((_, index) => counted?.counts[index] === 0);
  return {
    size: { before: old.length, now: own.length },
    isWhole: { before: keepsAll(was), now: keepsAll(is) },
    added: added.length,
    gone: gone.length,
    addedValues: shown(added),
    goneValues: shown(gone),
  };
}

function shown(values: readonly string[]): string[] {
  return values.slice(0, MOST_VALUES).map((value) => cutMiddle(value, MOST_CHARACTERS));
}

/** The last cell holds every value that is not kept apart. */
function keepsAll(profile: ColumnProfile | undefined): boolean {
  return (profile?.counts.at(-1) ?? 0) === 0;
}

function withoutValues(change: ColumnChange): ColumnChange {
  const { domain } = change;
  return {
    ...change,
    range: null,
    domain: domain === null ? null : { ...domain, addedValues: [], goneValues: [] },
  };
}
