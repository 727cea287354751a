import type { ColumnKind, Table } from '../../domain/table.ts';
import { textOrder } from '../../domain/texts/text-order.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnRequest, ReadRequest } from '../../ports/data-engine.ts';
import { type ColumnBuilder, columnBuilder, finishedColumns } from './column-builder.ts';
import type { EngineSession } from './engine-session.ts';
import { labelOfAll } from './label-of.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { countIf } from './sql.ts';

/**
 * Reads columns into typed arrays. Throws `input` for a cell that does not fit the kind asked for. Rows are put in order here,
 * when they are bytes in arrays: the engine would hold them all a second time.
 */
export async function readTable(
  session: EngineSession,
  whole: Relation,
  request: ReadRequest,
): Promise<Table> {
  const { orderBy } = request;
  const names = request.columns.map(({ name }) => name);
  const relation = narrowRelation(whole, orderBy === null ? names : [...names, orderBy]);
  const wanted = request.columns.map((each) => ({ wanted: each, column: columnNamed(relation, each.name) }));
  await assertReadable(session, relation, wanted);
  const key = wanted.findIndex(({ wanted: each }) => each.name === orderBy && each.as === 'text');
  const columns =
    orderBy === null || key !== -1
      ? wanted
      : [
          ...wanted,
          { wanted: { name: orderBy, as: 'text' as const }, column: columnNamed(relation, orderBy) },
        ];
  const builders = columns.map(({ wanted: { name, as } }) => columnBuilder(name, as));
  const rows = await eachChunk(session, relation, { columns, builders });
  const ordering = orderBy === null ? undefined : builders[key === -1 ? wanted.length : key];
  const order = ordering === undefined ? null : orderOf(ordering, rows);
  const asked = builders.slice(0, wanted.length);
  return { rows, columns: await finishedColumns(asked, { rows, order }) };
}

/** Rows without a value come last, as in the engine. */
function orderOf(ordering: ColumnBuilder, rows: number): Int32Array | null {
  const order = ordering.order(textOrder);
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

interface Reading {
  readonly columns: readonly WantedColumn[];
  readonly builders: readonly ColumnBuilder[];
}

/** Gives every chunk to the builders and counts the rows. */
async function eachChunk(session: EngineSession, relation: Relation, { columns, builders }: Reading) {
  const select = columns.map(({ wanted, column }, index) => `${valueSql(column, wanted.as)} AS c${index}`);
  let rows = 0;
  await session.eachChunk(`SELECT ${select.join(', ')} FROM ${relation.sql}`, relation.source, (chunk) => {
    for (const [index, builder] of builders.entries()) builder.add(chunk.getColumnVector(index));
    rows += chunk.rowCount;
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
