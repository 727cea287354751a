import { counted } from '../../report/counted.ts';
import { cutMiddle } from '../../report/escape-markdown.ts';
import type { ContractColumn, LibraryRule, Scalar } from '../contract.ts';
import type { Extent } from './extent.ts';
import type { PatchLine } from './patch.ts';
import { widenedOperator } from './widen-operator.ts';
import { yamlList, yamlScalar } from './yaml-scalar.ts';

/** One broken check: in how many rows, of each dataset in which it is broken. */
export interface Broken {
  readonly id: string;
  readonly kind: string;
  readonly counts: readonly { readonly failing: number; readonly rows: number }[];
}

/** What may be said of the values of a column. */
export interface Disclosure {
  readonly isShown: boolean;
  /** Why not, for people. */
  readonly why: string;
}

/** What is known of one broken check. */
export interface Evidence {
  readonly broken: Broken;
  /** Of each dataset in which it is broken. */
  readonly extents: readonly Extent[];
  readonly disclosure: Disclosure;
}

const NAN = 'NaN and what cannot be read never fit: repair the data';

export function rowsText({ counts }: Broken): string {
  return counts.map(({ failing, rows }) => `${failing} of ${counted(rows, 'row')}`).join(', ');
}

/** Wider bounds; those that are not broken stay. */
export function rangeLines(
  { range }: Pick<ContractColumn, 'range'>,
  { broken, extents, disclosure }: Evidence,
): PatchLine[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range ?? {};
  const [low, high] = [endOf(extents, 'low'), endOf(extents, 'high')];
  const lower = minimum ?? exclusiveMinimum;
  const upper = maximum ?? exclusiveMaximum;
  const lines: PatchLine[] = [];
  const rows = rowsText(broken);
  if (low !== null && lower !== undefined && isBelow(low, lower, exclusiveMinimum !== undefined))
    lines.push(
      ...boundLines('Minimum', {
        end: low,
        was: lower,
        isExclusive: exclusiveMinimum !== undefined,
        rows,
        disclosure,
      }),
    );
  if (high !== null && upper !== undefined && isBelow(upper, high, exclusiveMaximum !== undefined))
    lines.push(
      ...boundLines('Maximum', {
        end: high,
        was: upper,
        isExclusive: exclusiveMaximum !== undefined,
        rows,
        disclosure,
      }),
    );
  return extents.some(({ hasOthers }) => hasOthers) ? [...lines, { yaml: null, remark: NAN }] : lines;
}

interface Bound {
  readonly end: Scalar;
  readonly was: Scalar;
  readonly isExclusive: boolean;
  readonly rows: string;
  readonly disclosure: Disclosure;
}

function boundLines(
  name: 'Minimum' | 'Maximum',
  { end, was, isExclusive, rows, disclosure }: Bound,
): PatchLine[] {
  const key = name.toLowerCase();
  const remark = `${isExclusive ? `in place of exclusive${name}: ` : 'was '}${was}; ${rows}`;
  if (disclosure.isShown) return [{ yaml: `${key}: ${yamlScalar(end)}`, remark }];
  return [
    {
      yaml: null,
      remark: `${key}: ${name === 'Minimum' ? 'below' : 'above'} ${was} in ${rows}; ${disclosure.why}`,
    },
  ];
}

/** Numbers as numbers; dates and times as the text that they are, which sorts by time. */
function endOf(extents: readonly Extent[], side: 'low' | 'high'): Scalar | null {
  const ends = extents.flatMap((extent) => extent[side] ?? []).map(numberOrText);
  return ends.reduce<Scalar | null>((best, end) => {
    if (best === null) return end;
    const isFurther = side === 'low' ? end < best : end > best;
    return isFurther ? end : best;
  }, null);
}

function numberOrText(text: string): Scalar {
  const number = Number(text);
  // Integers beyond 2^53 keep their digits.
  return text.trim() !== '' && Number.isFinite(number) && String(number) === plainNumber(text)
    ? number
    : text;
}

function plainNumber(text: string): string {
  return text.replace(/\.0+$/, '');
}

function isBelow(one: Scalar, other: Scalar, orEqual: boolean): boolean {
  if (typeof one === 'number' && typeof other === 'number') return orEqual ? one <= other : one < other;
  const [a, b] = [momentOf(one), momentOf(other)];
  return orEqual ? a <= b : a < b;
}

/** `2026-01-31 00:00:00` and `2026-01-31T00:00:00Z` are one moment. */
function momentOf(value: Scalar): number {
  const text = String(value).replace(' ', 'T');
  const moment = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(moment) ? Number(value) : moment;
}

/** Lengths say little of a value, but those of few are theirs. */
export function lengthLines(
  { length }: Pick<ContractColumn, 'length'>,
  { broken, extents, disclosure }: Evidence,
): PatchLine[] {
  const shortest = Math.min(...extents.flatMap((extent) => extent.shortest ?? []));
  const longest = Math.max(...extents.flatMap((extent) => extent.longest ?? []));
  const ends = [
    { key: 'minLength', was: length?.minimum, seen: shortest, isBroken: shortest < (length?.minimum ?? 0) },
    {
      key: 'maxLength',
      was: length?.maximum,
      seen: longest,
      isBroken: longest > (length?.maximum ?? Number.POSITIVE_INFINITY),
    },
  ];
  return ends
    .filter(({ isBroken, seen }) => isBroken && Number.isFinite(seen))
    .map(({ key, was, seen }) =>
      disclosure.isShown
        ? { yaml: `${key}: ${seen}`, remark: `was ${was}; ${rowsText(broken)}` }
        : { yaml: null, remark: `${key}: beyond ${was} in ${rowsText(broken)}; ${disclosure.why}` },
    );
}

/** More valid values where that is what is broken and they are few, else a wider count. */
export function ruleLine(rule: LibraryRule, { broken, extents, disclosure }: Evidence): PatchLine {
  const added = rule.metric === 'invalidValues' && rule.pattern === null ? newValues(extents) : null;
  if (rule.values !== null && added !== null) return domainLine(rule, { broken, added, disclosure });
  const amounts = broken.counts.map(({ failing, rows }) =>
    rule.unit === 'percent' ? (100 * failing) / rows : failing,
  );
  if (rule.isEnum === true) return { yaml: null, remark: `delete enum: ${rowsText(broken)} break it` };
  const operator = widenedOperator(rule, amounts);
  if (operator === null) return { yaml: null, remark: `delete the rule ${rule.metric}: ${rowsText(broken)}` };
  const remark = `was ${operatorYaml(rule)}; ${rowsText(broken)}`;
  // Its list may hold what may not be shown here.
  if (rule.values !== null && !disclosure.isShown)
    return { yaml: null, remark: `${operator} in the rule ${rule.metric}, ${remark}` };
  return { yaml: ruleYaml(rule, operator, rule.values), remark };
}

/** null where they are too many to be a domain, or some cannot be one. */
function newValues(extents: readonly Extent[]): Map<string, number> | null {
  const added = new Map<string, number>();
  for (const { values, hasOthers } of extents) {
    if (values === null || hasOthers) return null;
    for (const { value, rows } of values) added.set(value, (added.get(value) ?? 0) + rows);
  }
  return added.size === 0 ? null : added;
}

function domainLine(
  rule: LibraryRule,
  {
    broken,
    added,
    disclosure,
  }: {
    readonly broken: Broken;
    readonly added: ReadonlyMap<string, number>;
    readonly disclosure: Disclosure;
  },
): PatchLine {
  const count = added.size === 1 ? '1 more value' : `${added.size} more values`;
  if (!disclosure.isShown)
    return { yaml: null, remark: `validValues: ${count} in ${rowsText(broken)}; ${disclosure.why}` };
  const known = rule.values ?? [];
  const news = [...added.keys()].map((value) => likeKnown(value, known));
  const told = [...added]
    .map(([value, rows]) => `${cutMiddle(value, 40)} (${counted(rows, 'row')})`)
    .join(', ');
  if (rule.isEnum === true) return { yaml: null, remark: `add to enum: ${told}` };
  return { yaml: ruleYaml(rule, operatorYaml(rule), [...known, ...news]), remark: `new: ${told}` };
}

/** Numbers stay numbers where the list has numbers. */
function likeKnown(value: string, known: readonly Scalar[]): Scalar {
  const number = Number(value);
  const isNumeric = known.length > 0 && known.every((each) => typeof each === 'number');
  return isNumeric && value.trim() !== '' && Number.isFinite(number) ? number : value;
}

function operatorYaml({ operator }: LibraryRule): string {
  const amount = 'value' in operator ? operator.value : `[${operator.low}, ${operator.high}]`;
  return `${operator.kind}: ${amount}`;
}

/** The rule whole, in flow style: it takes the place of the one that is there. */
function ruleYaml(rule: LibraryRule, operator: string, values: readonly Scalar[] | null): string {
  const { metric, unit, severity, pattern, columns } = rule;
  const list = metric === 'missingValues' ? 'missingValues' : 'validValues';
  const given = [
    values === null ? null : `${list}: ${yamlList(values)}`,
    pattern === null ? null : `pattern: ${yamlScalar(pattern)}`,
    columns === null ? null : `properties: ${yamlList(columns)}`,
  ].filter((part) => part !== null);
  const parts = [
    `metric: ${metric}`,
    operator,
    unit === 'percent' ? 'unit: percent' : null,
    severity === 'error' ? null : `severity: ${severity}`,
    given.length === 0 ? null : `arguments: {${given.join(', ')}}`,
  ];
  return `{${parts.filter((part) => part !== null).join(', ')}}`;
}
