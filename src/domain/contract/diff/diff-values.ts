import type { ContractField, ContractValue, Scalar } from '../contract.ts';
import { type PlacedValue, valuesOf } from '../placed-values.ts';
import { rangeText } from '../plan-value.ts';
import {
  BOTH,
  type Broken,
  type ContractChange,
  looserOrStricter,
  NOBODY,
  reason,
} from './contract-change.ts';
import { boundsBreaks, rangeBreaks } from './diff-bounds.ts';
import { diffRules } from './diff-rules.ts';

/** What differs in one column and everything inside it. */
export function diffField(before: ContractField, after: ContractField): ContractChange[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const byLabel = new Map(now.map((placed) => [placed.label, placed]));
  const known = new Set(old.map(({ label }) => label));
  return [
    ...old.flatMap((placed) => {
      const other = byLabel.get(placed.label);
      return other === undefined ? [gone(placed)] : diffValue(placed.label, placed.value, other.value);
    }),
    ...now.filter(({ label }) => !known.has(label)).map(added),
  ];
}

function gone({ label, value }: PlacedValue): ContractChange {
  const because = 'whoever reads it finds nothing';
  return {
    where: label,
    what: 'field',
    before: value.logicalType ?? 'any type',
    after: null,
    breaks: ['readers'],
    because,
  };
}

function added({ label, value }: PlacedValue): ContractChange {
  return {
    where: label,
    what: 'field',
    before: null,
    after: value.logicalType ?? 'any type',
    breaks: ['data'],
    because: 'older data may not have it',
  };
}

type Part = readonly [what: string, before: string | null, after: string | null, breaks: readonly Broken[]];

function diffValue(where: string, before: ContractValue, after: ContractValue): ContractChange[] {
  const parts: readonly Part[] = [
    ['type', before.logicalType, after.logicalType, typeBreaks(before.logicalType, after.logicalType)],
    flag('required', before.required, after.required),
    flag('unique', before.unique, after.unique),
    ['range', ranged(before.range), ranged(after.range), rangeBreaks(before.range, after.range)],
    [
      'multiple of',
      text(before.multipleOf),
      text(after.multipleOf),
      multipleBreaks(before.multipleOf, after.multipleOf),
    ],
    ['length', ranged(before.length), ranged(after.length), boundsBreaks(before.length, after.length)],
    plain('pattern', before.pattern, after.pattern),
    plain('format', before.format?.name ?? null, after.format?.name ?? null),
    ['items', ranged(before.items), ranged(after.items), boundsBreaks(before.items, after.items)],
    flag('unique items', before.items?.unique ?? false, after.items?.unique ?? false),
    [
      'number of fields',
      ranged(before.fields),
      ranged(after.fields),
      boundsBreaks(before.fields, after.fields),
    ],
    sets('fields', before.fields?.required ?? [], after.fields?.required ?? []),
    plain('zone in times', text(before.hasOffset), text(after.hasOffset)),
    plain('time format', reading(before), reading(after)),
    ['classified', text(before.classified), text(after.classified), NOBODY],
  ];
  const changes = parts
    .filter(([, old, now]) => old !== now)
    .map(
      ([what, old, now, breaks]): ContractChange => ({
        where,
        what,
        before: old,
        after: now,
        breaks,
        because: reason(what, breaks),
      }),
    );
  return [
    ...changes,
    ...diffClosedLists(where, before, after),
    ...diffRules(where, otherRules(before), otherRules(after)),
  ];
}

function ranged(range: Parameters<typeof rangeText>[0] | null): string | null {
  const told = range === null ? '' : rangeText(range);
  return told === '' ? null : told;
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function reading({ reading: given }: ContractValue): string | null {
  if (given === null) return null;
  return [given.strptime, given.timezone].filter((part) => part !== null).join(', ');
}

function flag(what: string, before: boolean, after: boolean): Part {
  return [what, before ? 'yes' : 'no', after ? 'yes' : 'no', after ? ['data'] : ['readers']];
}

function plain(what: string, before: string | null, after: string | null): Part {
  return [what, before, after, looserOrStricter(before, after)];
}

/** Names that must be there: one less breaks readers, one more data. */
function sets(what: string, before: readonly string[], after: readonly string[]): Part {
  const [less, more] = [
    before.some((name) => !after.includes(name)),
    after.some((name) => !before.includes(name)),
  ];
  const told = (names: readonly string[]) => (names.length === 0 ? null : [...names].sort().join(', '));
  return [
    what,
    told(before),
    told(after),
    [...(less ? (['readers'] as const) : []), ...(more ? (['data'] as const) : [])],
  ];
}

function typeBreaks(before: string | null, after: string | null): readonly Broken[] {
  if (before === 'integer' && after === 'number') return ['readers'];
  if (before === 'number' && after === 'integer') return ['data'];
  return looserOrStricter(before, after);
}

function multipleBreaks(before: number | null, after: number | null): readonly Broken[] {
  if (before === null || after === null) return looserOrStricter(before, after);
  const isMultiple = (one: number, of: number) => Math.abs(one / of - Math.round(one / of)) < 1e-9;
  if (isMultiple(after, before)) return ['data'];
  return isMultiple(before, after) ? ['readers'] : BOTH;
}

/** Rules that close the list of values: no other may stand there. */
function closedList({ rules }: ContractValue): readonly Scalar[] | null {
  const lists = rules.filter(isClosedList);
  return lists.length === 1 ? (lists[0]?.values ?? null) : null;
}

function isClosedList(rule: ContractValue['rules'][number]): boolean {
  const { metric, values, pattern, operator, severity } = rule;
  const isNone = operator.kind === 'mustBe' && operator.value === 0;
  return metric === 'invalidValues' && values !== null && pattern === null && isNone && severity === 'error';
}

function otherRules(value: ContractValue): ContractValue['rules'] {
  return closedList(value) === null ? value.rules : value.rules.filter((rule) => !isClosedList(rule));
}

/** A value more is one that readers have never met; a value less is one that data may still have. */
function diffClosedLists(where: string, before: ContractValue, after: ContractValue): ContractChange[] {
  const [old, now] = [closedList(before), closedList(after)];
  if (old === null && now === null) return [];
  const told = (values: readonly Scalar[] | null) => (values === null ? null : values.map(String).join(', '));
  const more = now === null ? [] : now.filter((value) => !(old ?? []).includes(value));
  const less = old === null ? [] : old.filter((value) => !(now ?? []).includes(value));
  if (old !== null && now !== null && more.length + less.length === 0) return [];
  const breaks: readonly Broken[] =
    old === null || now === null
      ? looserOrStricter(old, now)
      : [...(more.length > 0 ? (['readers'] as const) : []), ...(less.length > 0 ? (['data'] as const) : [])];
  const because =
    old === null || now === null
      ? reason('values', breaks)
      : [
          more.length > 0 ? `new to readers: ${more.map(String).join(', ')}` : null,
          less.length > 0 ? `refused from now on: ${less.map(String).join(', ')}` : null,
        ]
          .filter((part) => part !== null)
          .join('; ');
  return [{ where, what: 'values', before: told(old), after: told(now), breaks, because }];
}
