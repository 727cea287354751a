import { type LabelTable, MOST_VALUES, type SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, numberedRows, type Relation, type RelationColumn } from './relation.ts';
import { literal, textLiteral } from './sql.ts';
import type { Surveying } from './survey.ts';
import type { Values } from './survey-text.ts';

const BINS = 32;
/** More classes than this are no classes to tell apart; the rarest are left out. */
const MOST_CLASSES = 100;

/** The label as a number: the place of its class or bin, null where there is none. */
export interface LabelCodes {
  readonly sql: string;
  readonly classes: readonly string[];
  readonly isOrdered: boolean;
}

/** null where no column is held against a label. */
export async function labelCodes(
  session: EngineSession,
  relation: Relation,
  { label }: SurveyPlan,
): Promise<LabelCodes | null> {
  if (label === null) return null;
  const column = columnNamed(relation, label.column);
  if (label.as === 'bins') {
    const edges = await quantileEdges(session, relation, column);
    const classes = Array.from({ length: edges.length + 1 }, (_, place) => String(place));
    return { sql: binSql(column, edges), classes, isOrdered: true };
  }
  const text = labelText(column);
  const rows = await session.rows(
    `SELECT ${text} AS v FROM ${relation.sql} WHERE ${text} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_CLASSES}`,
    relation.source,
  );
  const classes = rows.map(({ v }) => String(v)).sort();
  const list = `[${classes.map(textLiteral).join(', ')}]::VARCHAR[]`;
  return { sql: `list_position(${list}, ${text}) - 1`, classes, isOrdered: false };
}

function labelText(column: RelationColumn): string {
  return `(${column.logicalType === 'boolean' ? column.typed : column.raw})::VARCHAR`;
}

interface Against {
  readonly codes: LabelCodes;
  readonly values: Values | null;
}

/** Counts rows by cell, class and half. Rows without a label are left out. */
export async function labelTable(surveying: Surveying, against: Against): Promise<LabelTable> {
  const { codes } = against;
  const { session, relation, plan } = surveying;
  const { sql, names, from } = await cellsOf(surveying, against);
  const key = plan.groupBy === null ? 'row' : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
  const rows = await session.rows(
    `SELECT ${sql} AS cell, ${codes.sql} AS class, hash(${key}) % 2 AS half, count(*) AS n FROM ${from} WHERE (${codes.sql}) IS NOT NULL GROUP BY ALL`,
    relation.source,
  );
  const empty = () => names.map(() => codes.classes.map(() => 0));
  const counts: [number[][], number[][]] = [empty(), empty()];
  for (const { cell, class: place, half, n } of rows) {
    const line = counts[Number(half) === 0 ? 0 : 1][Number(cell)];
    if (line !== undefined) line[Number(place)] = Number(n);
  }
  return { classes: codes.classes, isOrdered: codes.isOrdered, cells: names, counts };
}

interface CellsSql {
  /** Place of a row's cell; the last is "no value". */
  readonly sql: string;
  readonly names: readonly (string | null)[];
  readonly from: string;
}

async function cellsOf(surveying: Surveying, { values }: Against): Promise<CellsSql> {
  const { session, relation, surveyed, column } = surveying;
  if (surveyed.cells === 'values' && values !== null) return valueCells(surveying, values);
  if (surveyed.as === 'number') {
    const edges = await quantileEdges(session, relation, column);
    const names = [...places(edges.length + 1), null];
    const sql = `coalesce(${binSql(column, edges)}, ${edges.length + 1})`;
    return { sql, names, from: numberedRows(relation) };
  }
  const from = `(SELECT *, CASE WHEN ${column.raw} IS NULL THEN ${BINS} ELSE ntile(${BINS}) OVER (PARTITION BY ${column.raw} IS NULL ORDER BY ${column.raw}) - 1 END AS place FROM ${numberedRows(relation)})`;
  return { sql: 'place', names: [...places(BINS), null], from };
}

/** The most frequent values, one cell for all others, one for "no value". */
async function valueCells({ session, relation, column }: Surveying, values: Values): Promise<CellsSql> {
  const ranked = `(SELECT v, row_number() OVER (ORDER BY n DESC, v) - 1 AS place FROM ${values.table} QUALIFY place < ${MOST_VALUES})`;
  const listed = await session.rows(`SELECT v FROM ${ranked} ORDER BY place`, relation.source);
  const known = listed.map(({ v }) => String(v));
  const text = labelText(column);
  const from = `(SELECT a.*, b.place FROM ${numberedRows(relation)} a LEFT JOIN ${ranked} b ON ${text} = b.v)`;
  const sql = `CASE WHEN ${text} IS NULL THEN ${known.length + 1} ELSE coalesce(place, ${known.length}) END`;
  return { sql, names: [...known, '(other values)', null], from };
}

function places(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(place));
}

/** Interior edges at the quantiles, each a value of the data, without repeats. */
async function quantileEdges(
  session: EngineSession,
  relation: Relation,
  column: RelationColumn,
): Promise<number[]> {
  const shares = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS);
  const [row = {}] = await session.rows(
    `SELECT quantile_disc(${finiteSql(column)}, [${shares.join(', ')}]) AS q FROM ${relation.sql}`,
    relation.source,
  );
  return [...new Set(itemsOf(row.q).map(Number))];
}

/** Place of the bin; null where there is no finite value. An edge is in the bin that begins with it. */
function binSql(column: RelationColumn, edges: readonly number[]): string {
  const value = finiteSql(column);
  const steps = edges
    .map((edge, index) => `WHEN (${value}) < ${literal(edge)}::DOUBLE THEN ${index}`)
    .join(' ');
  return `CASE WHEN (${value}) IS NULL THEN NULL ${steps} ELSE ${edges.length} END`;
}
