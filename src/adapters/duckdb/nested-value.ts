import type { Place, Step } from '../../domain/contract/place.ts';
import { ModelyardError } from '../../errors.ts';
import { castSql, misfitSql, nativeType, textOf } from './cell-sql.ts';
import { type DuckType, parseType } from './nested-type.ts';
import { columnNamed, type Relation, type RelationColumn } from './relation.ts';
import { textLiteral } from './sql.ts';

/** The values at a place as SQL sees them. */
export interface PlacedValues {
  /** One value; inside lists an item, the variable `x`. */
  readonly value: PlacedCell;
  /** null: one value in each row; else the list over which `x` runs. */
  readonly list: string | null;
}

export interface PlacedCell extends RelationColumn {
  readonly type: DuckType;
  /** What is not null where the file has a value, of whatever type. */
  readonly there: string;
  /** Condition under which there could be a value: the object that it is a field of is there. */
  readonly within: string;
}

interface Position {
  readonly expression: string;
  readonly type: DuckType;
  readonly list: string | null;
  readonly within: string;
}

const ITEM = 'x';
const JSON_TYPE: DuckType = { kind: 'scalar', text: 'JSON' };

/** The values at a place. `as` is the logical type that is declared for what a path leads to. */
export function placedValues(
  relation: Relation,
  place: Place & { readonly as?: string | null },
): PlacedValues {
  const column = columnNamed(relation, place.column);
  const isJsonText = column.physicalType === 'VARCHAR' && ['array', 'object'].includes(column.logicalType);
  const top: DuckType = isJsonText ? JSON_TYPE : parseType(column.physicalType);
  const path = place.path ?? [];
  if (path.length === 0)
    return {
      list: null,
      value: {
        ...column,
        raw: isJsonText ? column.typed : column.raw,
        there: column.raw,
        type: top,
        within: 'true',
      },
    };
  const start: Position = {
    expression: isJsonText ? column.typed : column.raw,
    type: top,
    list: null,
    within: 'true',
  };
  const end = path.reduce((position, step) => stepInto(position, step, column.name), start);
  return { list: end.list, value: cellAt(end, { name: column.name, as: place.as ?? null }) };
}

function cellAt(
  { expression, type, within }: Position,
  { name, as }: { readonly name: string; readonly as: string | null },
): PlacedCell {
  const native = type.text === 'JSON' ? 'string' : nativeType(type.text);
  const cell = { raw: expression, physicalType: type.text, logicalType: as ?? native, reading: null };
  const typed = castSql(cell) ?? expression;
  // Rules on text look at what a JSON string says.
  const isNested = as === 'object' || as === 'array';
  const raw = isNested ? expression : textOf(expression, type.text === 'JSON' ? 'JSON' : 'VARCHAR');
  return { ...cell, name, type, within, typed, misfit: misfitSql(cell, typed), raw, there: raw };
}

function stepInto(position: Position, step: Step, column: string): Position {
  return step === 'items' ? intoItems(position, column) : intoField(position, step.field, column);
}

function intoField({ expression, type, list }: Position, field: string, column: string): Position {
  const at = (inner: string, innerType: DuckType) => ({
    expression: inner,
    type: innerType,
    list,
    within: `${expression} IS NOT NULL`,
  });
  const name = textLiteral(field);
  if (type.text === 'JSON') {
    const path = textLiteral(`$."${field.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
    return at(`nullif(json_extract(${expression}, ${path}), 'null')`, JSON_TYPE);
  }
  if (type.kind === 'map') return at(`map_extract_value(${expression}, ${name})`, type.value);
  const found = type.kind === 'struct' ? type.fields.find(([known]) => known === field) : undefined;
  if (found === undefined) throw noPlace(column, `field ${field}`, type);
  return at(`struct_extract(${expression}, ${name})`, found[1]);
}

function intoItems({ expression, type, list }: Position, column: string): Position {
  const isJson = type.text === 'JSON';
  if (!isJson && type.kind !== 'list') throw noPlace(column, 'items', type);
  const items = isJson ? `TRY_CAST(${expression} AS JSON[])` : expression;
  return {
    expression: ITEM,
    type: type.kind === 'list' ? type.element : JSON_TYPE,
    list: list === null ? items : `flatten(list_transform(${list}, lambda ${ITEM}: ${items}))`,
    within: 'true',
  };
}

function noPlace(column: string, what: string, { text }: DuckType): ModelyardError {
  return new ModelyardError(
    'internal',
    `column ${column}: ${text} has no ${what}; it should not have been asked for`,
  );
}
