import { type CheckHead, noneFails, type PlannedCheck } from './check.ts';
import type { Bounds, ValueRange } from './contract.ts';
import { valueRuleCheck } from './library-rule.ts';
import type { PlannedRule, RowRule } from './measure-plan.ts';
import type { PlacedValue } from './placed-values.ts';

/** Every check that the contract asks of one value: a column, a field, an item. */
export function valueChecks(placed: PlacedValue): PlannedCheck[] {
  const { value } = placed;
  return [
    ...constraintChecks(placed),
    ...(value.unique ? [uniqueCheck(placed)] : []),
    ...value.rules.map((rule) => valueRuleCheck(placed, rule)),
  ];
}

/** A rule without the place where it holds. */
type Unplaced<T> = T extends unknown ? Omit<T, 'column' | 'path' | 'as'> : never;
type Constraint = readonly [kind: string, expected: string, rule: Unplaced<RowRule>];

function constraintChecks(placed: PlacedValue): PlannedCheck[] {
  const { column, path, value } = placed;
  const place = path.length === 0 ? { column } : { column, path, as: value.logicalType };
  return [...scalarConstraints(value), ...nestedConstraints(value)].map(([kind, expected, rule]) =>
    counted(placed, { kind, expected }, { ...place, ...rule } as RowRule),
  );
}

type Value = PlacedValue['value'];

function scalarConstraints(value: Value): Constraint[] {
  const { logicalType, range, multipleOf, length, pattern, format, hasOffset } = value;
  const found: (Constraint | null)[] = [
    logicalType === null ? null : ['type', typeText(value), { kind: 'type', logicalType }],
    value.required ? ['required', 'no null and no NaN', { kind: 'not-null' }] : null,
    range === null ? null : ['range', rangeText(range), { kind: 'range', ...range }],
    multipleOf === null
      ? null
      : ['multiple_of', `a multiple of ${multipleOf}`, { kind: 'multiple-of', factor: multipleOf }],
    length === null ? null : ['length', `${boundsText(length)} characters`, { kind: 'length', ...length }],
    pattern === null ? null : ['pattern', `pattern ${pattern}`, { kind: 'pattern', pattern }],
    format === null ? null : formatConstraint(format),
    hasOffset === null ? null : offsetConstraint(hasOffset),
  ];
  return found.filter((each) => each !== null);
}

function formatConstraint({ name, pattern, range }: NonNullable<Value['format']>): Constraint | null {
  if (pattern !== null) return ['format', name, { kind: 'pattern', pattern }];
  return range === null ? null : ['format', `${name}, ${rangeText(range)}`, { kind: 'range', ...range }];
}

function offsetConstraint(isThere: boolean): Constraint {
  return ['timezone', isThere ? 'times with a zone' : 'times without a zone', { kind: 'offset', isThere }];
}

function nestedConstraints({ items, fields }: Value): Constraint[] {
  const found: (Constraint | null)[] = [
    items === null || !hasBounds(items)
      ? null
      : ['items', `${boundsText(items)} items`, { kind: 'items', ...boundsOf(items) }],
    items?.unique === true ? ['unique_items', 'no item twice', { kind: 'unique-items' }] : null,
    fields === null || fields.required.length === 0
      ? null
      : ['fields', `with ${fields.required.join(', ')}`, { kind: 'fields', names: fields.required }],
    fields === null || !hasBounds(fields)
      ? null
      : ['field_count', `${boundsText(fields)} fields`, { kind: 'field-count', ...boundsOf(fields) }],
  ];
  return found.filter((each) => each !== null);
}

function boundsOf({ minimum, maximum }: Bounds<number>): Bounds<number> {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function hasBounds({ minimum, maximum }: Bounds<number>): boolean {
  return minimum !== undefined || maximum !== undefined;
}

function uniqueCheck(placed: PlacedValue): PlannedCheck {
  const { column, path } = placed;
  const rule = { kind: 'unique', columns: [column], ...(path.length === 0 ? {} : { path }) } as const;
  return counted(placed, { kind: 'unique', expected: 'no value twice' }, rule);
}

function counted(
  { label, classified }: PlacedValue,
  { kind, expected }: Pick<CheckHead, 'kind' | 'expected'>,
  rule: PlannedRule['rule'],
): PlannedCheck {
  const head = { id: `${label}.${kind}`, column: label, kind, severity: 'error', expected } as const;
  return { ...head, rule, classified, judge: noneFails };
}

/** `date`, `list of integer`. */
function typeText({ logicalType, element }: Value): string {
  if (logicalType === 'array' && element !== null && element.logicalType !== null)
    return `array of ${typeText(element)}`;
  return logicalType ?? 'any type';
}

export function rangeText(range: ValueRange): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum}`;
  const parts = [
    minimum === undefined ? null : `at least ${minimum}`,
    exclusiveMinimum === undefined ? null : `more than ${exclusiveMinimum}`,
    maximum === undefined ? null : `at most ${maximum}`,
    exclusiveMaximum === undefined ? null : `less than ${exclusiveMaximum}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function boundsText({ minimum, maximum }: Bounds<number>): string {
  if (minimum !== undefined && maximum !== undefined)
    return minimum === maximum ? `exactly ${minimum}` : `${minimum} … ${maximum}`;
  return minimum === undefined ? `at most ${maximum}` : `at least ${minimum}`;
}
