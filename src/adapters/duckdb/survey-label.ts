import { type LabelTable, MOST_VALUES } from '../../domain/data-checks/survey.ts';
import { nativeType } from './cell-sql.ts';
import type { SqlRow } from './engine-session.ts';
import { columnNamed, narrowRelation, numberedRows } from './relation.ts';
import { textLiteral } from './sql.ts';
import type { LabelCodes } from './survey-classes.ts';
import { binSql, quantileEdges } from './survey-edges.ts';
import { briefSql, keySql } from './survey-text.ts';
import { columnsOf, type SurveyBatch, type Surveying } from './surveying.ts';

/**
 * Counts rows by cell, class and half, for each column whose cells are no bins of a number; none where there is no label. Rows
 * without a label are left out.
 */
export async function labelTables(
  batch: SurveyBatch,
  columns: readonly Surveying[],
): Promise<ReadonlyMap<Surveying, LabelTable>> {
  const { codes } = batch;
  if (codes === null) return new Map();
  const tabulation = { ...batch, codes };
  const tables = new Map<Surveying, LabelTable>();
  for (const [column, cells] of await cellsOfAll(batch, columns)) {
    const rows = await countCells(tabulation, column.surveyed.column, cells);
    tables.set(column, tableOf(rows, cells, codes));
  }
  return tables;
}

interface Cells {
  /** What rows are grouped by. */
  readonly value: string;
  /** Place of the cell by the name `v` of that value, never null; the last is "no value". `b` is the joined table. */
  readonly place: string;
  /** A table of places by value `v`; null: none is needed. */
  readonly ranked: string | null;
  readonly names: readonly (string | null)[];
}

interface Tabulation extends Pick<SurveyBatch, 'session' | 'relation' | 'plan'> {
  readonly codes: LabelCodes;
}

/** Each row with its class, its half and these values. */
function classedRows({ relation, plan, codes }: Tabulation, values: readonly string[]): string {
  const key = plan.groupBy === null ? 'row' : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
  const looked = `SELECT ${codes.value} AS y, hash(${key}) % 2 AS half, ${values.join(', ')} FROM ${numberedRows(relation)}`;
  const names = values.map((_, index) => `v${index}`).join(', ');
  return `(SELECT * FROM (SELECT ${codes.sql('y')} AS class, half, ${names} FROM (${looked})) WHERE class IS NOT NULL)`;
}

async function countCells(
  tabulation: Tabulation,
  column: string,
  { value, place, ranked }: Cells,
): Promise<SqlRow[]> {
  const { session, relation, plan } = tabulation;
  const narrow = narrowRelation(relation, columnsOf(plan, [column]));
  const rows = classedRows({ ...tabulation, relation: narrow }, [`${value} AS v0`]);
  // Of joined places each value is looked up once.
  const counted =
    ranked === null
      ? `SELECT class, half, ${place} AS cell, count(*) AS n FROM (SELECT class, half, v0 AS v FROM ${rows}) GROUP BY ALL`
      : `SELECT class, half, ${place} AS cell, sum(n) AS n FROM (SELECT class, half, v0 AS v, count(*) AS n FROM ${rows} GROUP BY ALL) a LEFT JOIN ${ranked} b ON a.v::VARCHAR = b.v GROUP BY ALL`;
  return session.rows(counted, relation.source);
}

function tableOf(rows: readonly SqlRow[], { names }: Cells, codes: LabelCodes): LabelTable {
  const empty = () => names.map(() => codes.classes.map(() => 0));
  const counts: [number[][], number[][]] = [empty(), empty()];
  for (const { cell, class: place, half, n } of rows) {
    const line = counts[Number(half) === 0 ? 0 : 1][Number(cell)];
    if (line !== undefined) line[Number(place)] = Number(n);
  }
  return { classes: codes.classes, isOrdered: codes.isOrdered, cells: names, counts };
}

/** Edges are asked for of many columns at a time. */
async function cellsOfAll(
  { session, relation }: SurveyBatch,
  columns: readonly Surveying[],
): Promise<ReadonlyMap<Surveying, Cells>> {
  const counted = columns.filter(hasValueCells);
  const ordered = columns.filter((each) => !counted.includes(each));
  const cells = new Map<Surveying, Cells>();
  for (const each of counted) cells.set(each, await valueCells(each, each.values?.table ?? ''));
  const texts = await quantileEdges(session, relation, ordered.map(orderedSql));
  for (const [index, each] of ordered.entries()) cells.set(each, orderedCells(each, texts[index] ?? []));
  return cells;
}

function hasValueCells({ surveyed, values }: Surveying): boolean {
  return surveyed.cells === 'values' && values !== null && values.table !== null;
}

/** Text that writes moments is in the order of the moments, and takes long to make. */
function isMoment({ column }: Surveying): boolean {
  return ['date', 'timestamp'].includes(nativeType(column.physicalType));
}

function orderedSql(surveying: Surveying): string {
  const { raw } = surveying.column;
  return isMoment(surveying) ? raw : `${raw}::VARCHAR`;
}

function orderedCells(surveying: Surveying, edges: readonly string[]): Cells {
  const type = isMoment(surveying) ? surveying.column.physicalType : 'VARCHAR';
  const written = edges.map((edge) => `${textLiteral(edge)}::${type}`);
  const place = `coalesce(${binSql('v', written)}, ${edges.length + 1})`;
  const names = [...places(edges.length + 1), null];
  return { value: orderedSql(surveying), place, ranked: null, names };
}

/** The most frequent values, one cell for all others, one for "no value". */
async function valueCells({ session, relation, column }: Surveying, table: string): Promise<Cells> {
  const ranked = `(SELECT v, row_number() OVER (ORDER BY n DESC, v) - 1 AS place FROM ${table} QUALIFY place < ${MOST_VALUES})`;
  const listed = await session.rows(
    `SELECT ${briefSql('v')} AS brief FROM ${ranked} ORDER BY place`,
    relation.source,
  );
  const known = listed.map(({ brief }) => String(brief));
  return {
    value: keySql(column),
    place: `CASE WHEN a.v IS NULL THEN ${known.length + 1} ELSE coalesce(b.place, ${known.length}) END`,
    ranked,
    names: [...known, '(other values)', null],
  };
}

function places(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(place));
}
