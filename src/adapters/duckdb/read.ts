import type { Column, ColumnKind, ColumnValues, Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnRequest, ReadRequest } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { labelOfAll } from './label-of.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';

/** Reads columns into typed arrays. Throws `input` for a cell that does not fit the kind asked for. */
export async function readTable(
  session: EngineSession,
  whole: Relation,
  request: ReadRequest,
): Promise<Table> {
  const names = request.columns.map(({ name }) => name);
  const relation = narrowRelation(whole, request.orderBy === null ? names : [...names, request.orderBy]);
  const columns = request.columns.map((wanted) => ({ wanted, column: columnNamed(relation, wanted.name) }));
  await assertReadable(session, relation, columns);
  const select = columns
    .map(({ wanted, column }, index) => `${valueSql(column, wanted.as)} AS c${index}`)
    .join(', ');
  const order =
    request.orderBy === null ? '' : ` ORDER BY ${columnNamed(relation, request.orderBy).raw}::VARCHAR`;
  const connection = await session.connection();
  const builders = columns.map(({ wanted }) => columnBuilder(wanted.name, wanted.as));
  let rows = 0;
  try {
    const result = await connection.stream(`SELECT ${select} FROM ${relation.sql}${order}`);
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      for (const [index, builder] of builders.entries()) builder.add(chunk.getColumnValues(index));
      rows += chunk.rowCount;
    }
  } catch (cause) {
    throw await session.told(cause, relation.source);
  }
  return { rows, columns: builders.map((builder) => builder.finish()) };
}

interface WantedColumn {
  readonly wanted: ColumnRequest;
  readonly column: RelationColumn;
}

const SQL_BY_KIND: Readonly<Record<Exclude<ColumnKind, 'text'>, string>> = {
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
};

/** Text is what the file holds; numbers go through the column's own logical type, so that 1.5 never becomes an integer. */
function valueSql(column: RelationColumn, kind: ColumnKind): string {
  if (kind === 'text') return `${column.raw}::VARCHAR`;
  const typed = column.logicalType === 'string' ? column.raw : column.typed;
  return `TRY_CAST(${typed} AS ${SQL_BY_KIND[kind]})`;
}

/** One pass that finds the first cell that is there and cannot be read as what is asked for. Its value may be of a person: it is not told. */
async function assertReadable(
  session: EngineSession,
  relation: Relation,
  columns: readonly WantedColumn[],
): Promise<void> {
  const doubtful = columns.filter(({ wanted }) => wanted.as !== 'text');
  if (doubtful.length === 0) return;
  const misfit = ({ wanted, column }: WantedColumn) =>
    `${column.raw} IS NOT NULL AND (${valueSql(column, wanted.as)}) IS NULL`;
  const counts = doubtful.map((each, index) => `count(*) FILTER (WHERE ${misfit(each)}) AS m${index}`);
  const [row = {}] = await session.rows(`SELECT ${counts.join(', ')} FROM ${relation.sql}`, relation.source);
  const index = doubtful.findIndex((_, each) => Number(row[`m${each}`]) > 0);
  const found = doubtful[index];
  if (found === undefined) return;
  const [example = {}] = await session.rows(
    `SELECT row AS r FROM ${numberedRows(relation)} WHERE ${misfit(found)} ORDER BY 1 LIMIT 1`,
    relation.source,
  );
  const count = Number(row[`m${index}`]);
  throw new ModelyardError(
    'input',
    `${labelOfAll(relation.source)}: column ${found.wanted.name} should hold ${found.wanted.as === 'number' ? 'numbers' : `${found.wanted.as} values`}; ${count} ${count === 1 ? 'cell does' : 'cells do'} not, the first in row ${example.r}`,
    { hint: 'Fix the data, or declare the type in the contract.' },
  );
}

interface ColumnBuilder {
  add(values: readonly unknown[]): void;
  finish(): Column;
}

/** Values become typed as their chunk arrives: a million boxed cells of every column would not fit. */
function columnBuilder(name: string, kind: ColumnKind): ColumnBuilder {
  const missing: Uint8Array[] = [];
  const cells = cellsOf(kind);
  return {
    add(chunk) {
      missing.push(missingIn(chunk));
      cells.add(chunk);
    },
    finish: () => ({ name, missing: joined(missing, Uint8Array), ...cells.finish() }),
  };
}

function missingIn(chunk: readonly unknown[]): Uint8Array {
  const flags = new Uint8Array(chunk.length);
  for (let row = 0; row < chunk.length; row++) if (chunk[row] === null) flags[row] = 1;
  return flags;
}

interface CellsBuilder {
  add(values: readonly unknown[]): void;
  finish(): ColumnValues;
}

function cellsOf(kind: ColumnKind): CellsBuilder {
  switch (kind) {
    case 'number':
      return typedCells(
        Float64Array,
        (value) => (value === null ? 0 : Number(value)),
        (data) => ({ kind, data }),
      );
    case 'boolean':
      return typedCells(
        Uint8Array,
        (value) => (value === true ? 1 : 0),
        (data) => ({ kind, data }),
      );
    case 'integer':
      return typedCells(
        BigInt64Array,
        (value) => (value === null ? 0n : BigInt(value as bigint)),
        (data) => ({ kind, data }),
      );
    case 'text': {
      const data: string[] = [];
      const shared = sharedTexts();
      return {
        add(chunk) {
          for (const value of chunk) data.push(value === null ? '' : shared(String(value)));
        },
        finish: () => ({ kind, data }),
      };
    }
  }
}

/** More different texts than this are ids, and sharing them saves nothing. */
const MOST_SHARED = 10_000;

/** Labels, slices and the like are a few texts a million times: each is kept once. */
function sharedTexts(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (known.size > MOST_SHARED) return text;
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, text);
    return text;
  };
}

type Typed = Float64Array | Uint8Array | BigInt64Array;
type TypedConstructor<T extends Typed> = new (length: number) => T;

function typedCells<T extends Typed>(
  Kind: TypedConstructor<T>,
  convert: (value: unknown) => T[number],
  finished: (data: T) => ColumnValues,
): CellsBuilder {
  const parts: T[] = [];
  return {
    add(chunk) {
      const part = new Kind(chunk.length);
      for (let row = 0; row < chunk.length; row++) part[row] = convert(chunk[row]);
      parts.push(part);
    },
    finish: () => finished(joined(parts, Kind)),
  };
}

function joined<T extends Typed>(parts: readonly T[], Kind: TypedConstructor<T>): T {
  const whole = new Kind(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    (whole as { set(values: ArrayLike<unknown>, offset: number): void }).set(part, start);
    start += part.length;
  }
  return whole;
}
