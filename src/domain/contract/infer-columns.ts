import type { Role } from './contract.ts';
import type { ColumnOutline } from './outline.ts';
import { nullLimit, roomyRange } from './roomy-range.ts';
import type { ValueShape } from './value-shape.ts';

/** A column of a first contract in the short form. */
export interface InferredColumn {
  readonly name: string;
  readonly words: readonly string[];
  /** The values that may stand there; null: not a closed list. */
  readonly values: readonly string[] | null;
  /** Fields of an object, and what a list of objects holds. */
  readonly shape: ValueShape;
  /** What was seen, for people. */
  readonly seen: string;
}

export interface InferOptions {
  /** Roles that the config gives to columns. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** Rows below which "no value twice" is taken for chance. */
const LEAST_KEY_ROWS = 50;
/** Rows that a value of a closed list has on average, at least. */
const LEAST_SHARED = 10;
const CODED = ['email'];

/** What each column should keep, from what it is like. The first that could be one is the key. */
export function inferColumns(outlines: readonly ColumnOutline[], { roles }: InferOptions): InferredColumn[] {
  const key = chooseKey(outlines, roles);
  return outlines.map((outline) => {
    const role = roles.get(outline.column);
    // Keys of rows and of groups go on and on: other data have others.
    const isKey = role === 'id' || role === 'group';
    const values = isKey ? null : closedValues(outline);
    const words = [
      ...typeWords(outline, { values, isKey }),
      ...nullWords(outline),
      ...(outline.column === key ? ['key'] : []),
      ...(role === undefined ? [] : [role]),
      ...(CODED.includes(outline.format ?? '') ? ['personal'] : []),
    ];
    return { name: outline.column, words, values, shape: outline.shape, seen: seenText(outline, values) };
  });
}

/** The id of the config, else the first column that is called like one, else the first without a value twice. */
function chooseKey(outlines: readonly ColumnOutline[], roles: InferOptions['roles']): string | null {
  const unique = outlines.filter(
    ({ isUnique, nulls, rows }) => isUnique && nulls === 0 && rows >= LEAST_KEY_ROWS,
  );
  const id = outlines.find(({ column }) => roles.get(column) === 'id');
  if (id !== undefined) return id.isUnique && id.nulls === 0 ? id.column : null;
  const named = unique.find(({ column }) => /(^|[_\s-])(id|key|uuid|nr|no)$|Id$|ID$/.test(column));
  return (named ?? unique[0])?.column ?? null;
}

/** Longer text is no name of a category. */
const LONGEST_CATEGORY = 100;

function closedValues({ values, rows, nulls, isUnique, format }: ColumnOutline): readonly string[] | null {
  if (values === null || isUnique || format !== null) return null;
  if (values.some(({ value }) => value.length > LONGEST_CATEGORY)) return null;
  const isShared = rows - nulls >= LEAST_SHARED * values.length;
  return isShared ? values.map(({ value }) => value).sort() : null;
}

interface Listed {
  readonly values: readonly string[] | null;
  readonly isKey: boolean;
}

function typeWords(outline: ColumnOutline, { values, isKey }: Listed): string[] {
  const { logicalType, shape, rows, nulls, format } = outline;
  if (rows === nulls) return [];
  if (shape.kind === 'list' || shape.kind === 'object') return nestedWords(shape);
  if (format !== null) return [format];
  // The values say the type.
  if (values !== null) return [];
  return isKey && logicalType !== 'string' ? [logicalType] : [logicalType, ...rangeWords(outline)];
}

export function nestedWords(shape: ValueShape): string[] {
  if (shape.kind === 'scalar') return [shape.logicalType];
  if (shape.kind === 'list') return isPlainList(shape) ? [`${nestedWords(shape.items)[0]}[]`] : [];
  return shape.kind === 'object' ? [] : ['object'];
}

/** A list of scalars, however deep: `integer[][]`. */
export function isPlainList(shape: ValueShape): boolean {
  return shape.kind === 'list' && (shape.items.kind === 'scalar' || isPlainList(shape.items));
}

function rangeWords(outline: ColumnOutline): string[] {
  const { logicalType, minimum, maximum, length, isUnique, column, nonFinite } = outline;
  // NaN and infinities fit no range: data that have some would break the contract that was made from them.
  if (nonFinite > 0) return [];
  if (logicalType === 'string') return length === null ? [] : lengthWords(length);
  if (typeof minimum === 'number' && typeof maximum === 'number') {
    // An id goes on and on.
    if (logicalType === 'integer' && (isUnique || /(^|_)id$/i.test(column))) return [];
    const range = roomyRange(minimum, maximum, logicalType === 'integer');
    const isExact =
      range !== null && [range.low, range.high].every((bound) => Math.abs(bound) <= Number.MAX_SAFE_INTEGER);
    return isExact ? [`${range.low}..${range.high}`] : [];
  }
  const isDated = logicalType === 'date' || logicalType === 'timestamp';
  return isDated && typeof minimum === 'string' && /^\d{4}-/.test(minimum)
    ? [`${minimum.slice(0, 4)}-01-01..`]
    : [];
}

/** As long as all of them where they are all of one length, else up to twice the longest. */
function lengthWords({ shortest, longest }: NonNullable<ColumnOutline['length']>): string[] {
  if (shortest === longest) return longest === 0 ? [] : [`${longest}..${longest}`];
  const most = 2 * longest;
  return [`${shortest > 0 ? 1 : 0}..${most > 20 ? Math.ceil(most / 10) * 10 : most}`];
}

function nullWords({ nulls, nonFinite, rows }: ColumnOutline): string[] {
  if (rows === nulls) return [];
  if (nulls + nonFinite === 0) return ['required'];
  const limit = nullLimit(nulls + nonFinite, rows);
  return limit < 100 ? [`nulls<=${limit}%`] : [];
}

const SHOWN = 5;

/** `18 … 97, no nulls`. Of text no values but those that the contract lists. */
function seenText(outline: ColumnOutline, listed: readonly string[] | null): string {
  const { rows, nulls, nonFinite, minimum, maximum, length, values, isUnique } = outline;
  if (rows === nulls) return 'no value was seen';
  const parts = [
    minimum === null || maximum === null
      ? null
      : minimum === maximum
        ? `${minimum} alone`
        : `${minimum} … ${maximum}`,
    listed === null && length !== null ? lengthText(length) : null,
    listed === null ? null : listedText(values ?? [], rows),
    isUnique ? 'no value twice' : null,
    nulls === 0 ? 'no nulls' : `${percentText(nulls, rows)} null`,
    nonFinite === 0 ? null : `${nonFinite} NaN or infinite`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function lengthText({ shortest, longest }: NonNullable<ColumnOutline['length']>): string {
  return shortest === longest ? `${longest} characters` : `${shortest} … ${longest} characters`;
}

function listedText(values: NonNullable<ColumnOutline['values']>, rows: number): string {
  const shown = values.slice(0, SHOWN).map((each) => `${each.value} ${percentText(each.rows, rows)}`);
  return values.length > SHOWN
    ? `${values.length} values, most often ${shown.slice(0, 3).join(', ')}`
    : shown.join(', ');
}

function percentText(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return `${percent >= 10 ? percent.toFixed(0) : percent >= 0.1 ? percent.toFixed(1) : '<0.1'} %`;
}
