import { mergeSparse, missingCells } from './cell-merge.ts';
import { type CellShares, cellShares } from './cell-shares.ts';
import type { DriftSettings } from './drift-settings.ts';
import { jensenShannonDistance, standardisedWasserstein } from './effect-size.ts';
import type { CellCounts, ColumnProfile } from './profile.ts';
import { rankScores, shapePValue, shiftPValue } from './significance.ts';

export interface DriftSignal {
  signal: 'drift' | 'nulls' | 'schema';
  column: string;
  statistic: string;
  value: number | null;
  threshold: number | null;
  pValue: number | null;
  rows: number;
  groups: number | null;
  verdict: 'pass' | 'fail' | 'warn' | 'insufficient';
  reason?: string;
}

/** One statistic of one column before the correction for testing many. */
export interface ColumnTest {
  readonly signal: DriftSignal;
  /** NaN where nothing can be tested: such a statistic does not make the others pay. */
  readonly rawP: number;
}

/** What a column is compared by. `current` is counted in the cells of `reference`. */
export function columnTests(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): ColumnTest[] {
  if (reference.classified === true || current.classified === true)
    return [unseenShape(reference, current, settings), missingTest(reference, current, settings)];
  const before = reference.heldOut ?? reference;
  const merge = mergeSparse(before, current, { ordered: reference.kind === 'number' });
  const shares = [cellShares(before, merge), cellShares(current, merge)] as const;
  const tooFew = insufficiency(...shares, settings);
  const [shape, shift] = tooFew === null ? [shapePValue(...shares), shiftOf(...shares)] : [1, 1];
  const isConstant = merge.count < 2;
  const noCells = reference.categories?.length === 0 ? 'no value is frequent enough to be compared' : null;
  const test = (statistic: 'js' | 'wasserstein', value: number | null, rawP: number): ColumnTest => ({
    signal: {
      signal: 'drift',
      column: reference.column,
      statistic,
      value,
      threshold: settings[statistic],
      ...standing(shares[1], tooFew, noCells),
    },
    rawP: tooFew === null && !isConstant ? rawP : Number.NaN,
  });
  const isEmpty = shares.some(({ rows }) => rows === 0);
  const distanceOfShapes = isEmpty ? null : jensenShannonDistance(before.counts, current.counts);
  const tests = [test('js', distanceOfShapes, shape)];
  const distance = standardisedWasserstein(reference, current);
  // The distance answers to a shift and to a change of spread, so either may prove it.
  if (distance !== null) tests.push(test('wasserstein', distance, Math.min(1, 2 * Math.min(shape, shift))));
  return [...tests, missingTest(reference, current, settings)];
}

/** Of a classified column no value is kept, so that only its missing cells can be compared. */
function unseenShape(reference: ColumnProfile, current: ColumnProfile, settings: DriftSettings): ColumnTest {
  const shares = cellShares(current, mergeSparse(current, current, { ordered: true }));
  return {
    signal: {
      signal: 'drift',
      column: reference.column,
      statistic: 'js',
      value: null,
      threshold: settings.js,
      ...standing(shares, 'the contract classifies the column: only missing cells are compared', null),
    },
    rawP: Number.NaN,
  };
}

function shiftOf(before: CellShares, now: CellShares): number {
  return shiftPValue(before, now, rankScores(before, now));
}

/** The share of missing cells, which needs no common cells. */
export function missingTest(
  reference: ColumnProfile,
  current: ColumnProfile,
  settings: DriftSettings,
): ColumnTest {
  const [before, now] = [missingShares(reference), missingShares(current)];
  const tooFew = insufficiency(before, now, settings);
  const [was, is] = [before.shares[1] ?? 0, now.shares[1] ?? 0];
  const change = was === 0 && is === 0 ? null : `${percent(was)} missing before, ${percent(is)} now`;
  return {
    signal: {
      signal: 'nulls',
      column: reference.column,
      statistic: 'null_share',
      value: before.rows === 0 || now.rows === 0 ? null : Math.abs(is - was),
      threshold: settings.nullShare,
      ...standing(now, tooFew, change),
    },
    rawP: tooFew === null && change !== null ? shiftPValue(before, now, [0, 1]) : Number.NaN,
  };
}

function missingShares(profile: CellCounts): CellShares {
  return cellShares(profile, missingCells(profile));
}

type Standing = Pick<DriftSignal, 'pValue' | 'rows' | 'groups' | 'verdict' | 'reason'>;

function standing({ rows, groups }: CellShares, tooFew: string | null, note: string | null): Standing {
  const reason = tooFew ?? note;
  const verdict = tooFew === null ? 'pass' : 'insufficient';
  return { pValue: null, rows, groups, verdict, ...(reason === null ? {} : { reason }) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function insufficiency(before: CellShares, now: CellShares, settings: DriftSettings): string | null {
  for (const [when, sample] of [
    ['now', now],
    ['in the reference', before],
  ] as const) {
    if (sample.rows < settings.leastRows)
      return `${sample.rows} rows with a value ${when}; at least ${settings.leastRows} are needed`;
    if (sample.groups !== null && sample.groups < settings.leastGroups)
      return `${sample.groups} groups with a value ${when}; at least ${settings.leastGroups} are needed`;
  }
  return null;
}
