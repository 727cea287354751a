import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DuckDBVector } from '@duckdb/node-api';
import { inTurn } from '../../domain/steps.ts';
import type { Column, ColumnKind, Table } from '../../domain/table.ts';
import { textOrderInSteps } from '../../domain/texts/text-order.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnRequest, ReadRequest, StoredTables, StoreRequest } from '../../ports/data-engine.ts';
import { type ColumnBuilder, columnBuilder, finishedColumns } from './column-builder.ts';
import type { EngineSession } from './engine-session.ts';
import { labelOfAll } from './label-of.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { createRowFile, type FixedColumn, type RowFile } from './row-file.ts';
import { type RowWriter, reorderRows, rowWriter } from './row-writer.ts';
import { countIf } from './sql.ts';
import { type HeldTexts, storedRows } from './stored-rows.ts';

/**
 * Reads columns into typed arrays. Throws `input` for a cell that does not fit the kind asked for. Rows are put in order here,
 * when they are bytes in arrays: the engine would hold them all a second time.
 */
export async function readTable(
  session: EngineSession,
  whole: Relation,
  { columns, orderBy }: ReadRequest,
): Promise<Table> {
  const { rows, builders, order } = await readInto(session, whole, {
    held: columns,
    fixed: [],
    orderBy,
    writer: null,
  });
  return { rows, columns: await finishedColumns(builders, { rows, order }) };
}

/** The same, and further columns: those of numbers go to a file, in the same order of rows. */
export async function readAndStore(
  session: EngineSession,
  whole: Relation,
  { columns, stored, orderBy }: StoreRequest,
): Promise<StoredTables> {
  const fixed = stored.flatMap(({ name, as }) => (as === 'text' ? [] : [{ name, kind: as }]));
  const texts = stored.filter(({ as }) => as === 'text');
  const file = await newFile(session, fixed);
  const writer = rowWriter(file);
  const held = [...columns, ...texts];
  const { rows, builders, order } = await readInto(session, whole, {
    held,
    fixed: stored.filter(({ as }) => as !== 'text'),
    orderBy,
    writer,
  });
  const withNulls = await writer.finish();
  const finished = await finishedColumns(builders, { rows, order });
  const ordered = order === null ? file : await reorderRows(file, await newFile(session, fixed), order);
  return {
    table: { rows, columns: finished.slice(0, columns.length) },
    stored: storedRows(
      {
        columns: stored.map(({ name, as }) => ({ name, kind: as })),
        file: ordered,
        texts: new Map(finished.slice(columns.length).flatMap(heldTexts)),
        withNulls,
      },
      rows,
    ),
  };
}

async function newFile(session: EngineSession, columns: readonly FixedColumn[]): Promise<RowFile> {
  const file = await createRowFile(await session.newPath('columns'), columns);
  session.beforeClose(() => file.remove());
  return file;
}

function heldTexts(column: Column): [string, HeldTexts][] {
  return column.kind === 'text' ? [[column.name, { texts: column.data, missing: column.missing }]] : [];
}

interface Into {
  /** Columns that builders take. */
  readonly held: readonly ColumnRequest[];
  /** Columns that the writer takes. */
  readonly fixed: readonly ColumnRequest[];
  readonly orderBy: string | null;
  readonly writer: RowWriter | null;
}

/** Reads all rows once; `order` is the row that comes at each place; null: as they were read. */
async function readInto(session: EngineSession, whole: Relation, { held, fixed, orderBy, writer }: Into) {
  const isKey = ({ name, as }: ColumnRequest) => name === orderBy && as === 'text';
  const keys = orderBy === null || held.some(isKey) ? [] : [{ name: orderBy, as: 'text' as const }];
  const asked = [...held, ...keys, ...fixed];
  const relation = narrowRelation(
    whole,
    asked.map(({ name }) => name),
  );
  const wanted = asked.map((each) => ({ wanted: each, column: columnNamed(relation, each.name) }));
  await assertReadable(session, relation, wanted);
  const builders = [...held, ...keys].map(({ name, as }) => columnBuilder(name, as));
  const rows = await eachChunk(session, relation, wanted, async (vectors) => {
    for (const [index, builder] of builders.entries()) builder.add(vectors[index] as DuckDBVector);
    await writer?.add(vectors.slice(builders.length));
  });
  const key = orderBy === null ? -1 : [...held, ...keys].findIndex(isKey);
  const ordering = builders[key];
  const order = ordering === undefined ? null : await orderOf(ordering, rows);
  return { rows, order, builders: builders.slice(0, held.length) };
}

/** Rows without a value come last, as in the engine. */
async function orderOf(ordering: ColumnBuilder, rows: number): Promise<Int32Array | null> {
  const order = await inTurn(textOrderInSteps(ordering.texts() ?? []), nextTurn);
  const { nulls } = ordering;
  if (nulls.length === 0) return order;
  const isNull = new Uint8Array(rows);
  for (const row of nulls) isNull[row] = 1;
  const valued = (order ?? Int32Array.from(isNull.keys())).filter((row) => isNull[row] === 0);
  const all = new Int32Array(rows);
  all.set(valued);
  all.set(nulls, valued.length);
  return all;
}

/** Gives the columns of every chunk, in their order, and counts the rows. */
async function eachChunk(
  session: EngineSession,
  relation: Relation,
  columns: readonly WantedColumn[],
  take: (vectors: readonly DuckDBVector[]) => Promise<void>,
): Promise<number> {
  const select = columns.map(({ wanted, column }, index) => `${valueSql(column, wanted.as)} AS c${index}`);
  let rows = 0;
  await session.eachChunk(`SELECT ${select.join(', ')} FROM ${relation.sql}`, relation.source, (chunk) => {
    rows += chunk.rowCount;
    return take(columns.map((_, index) => chunk.getColumnVector(index)));
  });
  return rows;
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
  const counts = doubtful.map((each, index) => `${countIf(misfit(each))} AS m${index}`);
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
