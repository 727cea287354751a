import { type LabelTable, MOST_VALUES, type SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, numberedRows, type Relation } from './relation.ts';
import { literal, textLiteral } from './sql.ts';
import type { Surveying } from './survey.ts';
import { someRows } from './survey-sample.ts';
import { textSql, type Values } from './survey-text.ts';

const BINS = 32;
/** More classes than this are no classes to tell apart; the rarest are left out. */
const MOST_CLASSES = 100;

/** The label as a number: the place of its class or bin, null where there is none. */
interface LabelCodes {
  /** What is looked at, once a row, and the place by its name. */
  readonly value: string;
  readonly sql: (name: string) => string;
  readonly classes: readonly string[];
  readonly isOrdered: boolean;
}

/** null where no column is held against a label. */
async function labelCodes(
  session: EngineSession,
  relation: Relation,
  { label }: SurveyPlan,
): Promise<LabelCodes | null> {
  if (label === null) return null;
  const column = columnNamed(relation, label.column);
  if (label.as === 'bins') {
    const edges = await quantileEdges(session, relation, { value: finiteSql(column), isNumber: true });
    const classes = Array.from({ length: edges.length + 1 }, (_, place) => String(place));
    return { value: finiteSql(column), sql: (name) => binSql(name, edges), classes, isOrdered: true };
  }
  const text = textSql(column);
  const rows = await session.rows(
    `SELECT ${text} AS v FROM ${relation.sql} WHERE ${text} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_CLASSES}`,
    relation.source,
  );
  const classes = rows.map(({ v }) => String(v)).sort();
  const list = `[${classes.map(textLiteral).join(', ')}]::VARCHAR[]`;
  return { value: text, sql: (name) => `list_position(${list}, ${name}) - 1`, classes, isOrdered: false };
}

/** A column that is held against the label, with its different values where they are its cells. */
export interface Tabulated {
  readonly surveying: Surveying;
  readonly values: Values | null;
}

/** Columns that are tabulated in one pass over the rows. */
const COLUMNS_PER_PASS = 20;

/** Counts rows by cell, class and half, for each column; none where there is no label. Rows without a label are left out. */
export async function labelTables(
  session: EngineSession,
  relation: Relation,
  { plan, columns }: { readonly plan: SurveyPlan; readonly columns: readonly Tabulated[] },
): Promise<LabelTable[]> {
  const codes = columns.length === 0 ? null : await labelCodes(session, relation, plan);
  if (codes === null) return [];
  const tables: LabelTable[] = [];
  for (let start = 0; start < columns.length; start += COLUMNS_PER_PASS) {
    const cells: Cells[] = [];
    for (const each of columns.slice(start, start + COLUMNS_PER_PASS)) cells.push(await cellsOf(each));
    tables.push(...(await tabulate(session, relation, { plan, codes, cells })));
  }
  return tables;
}

interface Tabulation {
  readonly plan: SurveyPlan;
  readonly codes: LabelCodes;
  readonly cells: readonly Cells[];
}

async function tabulate(
  session: EngineSession,
  relation: Relation,
  { plan, codes, cells }: Tabulation,
): Promise<LabelTable[]> {
  const key = plan.groupBy === null ? 'row' : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
  const names = cells.map((_, index) => `c${index}`);
  const values = cells.map(({ value }, index) => `${value} AS v${index}`);
  const looked = `SELECT ${codes.value} AS y, hash(${key}) % 2 AS half, ${values.join(', ')} FROM ${numberedRows(relation)}`;
  const joins = cells.flatMap(({ join }, index) => (join === null ? [] : [join(`v${index}`, `j${index}`)]));
  const placed = cells.map(({ sql }, index) => `${sql(`v${index}`, `j${index}`)} AS c${index}`);
  const inner = `SELECT ${codes.sql('y')} AS class, half, ${placed.join(', ')} FROM (${looked}) a ${joins.join(' ')} WHERE y IS NOT NULL`;
  const sets = names.map((name) => `(class, half, ${name})`);
  const rows = await session.rows(
    `SELECT GROUPING_ID(${names.join(', ')}) AS which, class, half, coalesce(${names.join(', ')}) AS cell, count(*) AS n FROM (${inner}) WHERE class IS NOT NULL GROUP BY GROUPING SETS (${sets.join(', ')})`,
    relation.source,
  );
  // The set of column i leaves every other column out: all bits are set but its own, the first column's the highest.
  const all = 2 ** cells.length - 1;
  return cells.map(({ names }, index) => {
    const own = all - 2 ** (cells.length - 1 - index);
    return tableOf(
      rows.filter(({ which }) => Number(which) === own),
      { names, codes },
    );
  });
}

function tableOf(
  rows: readonly SqlRow[],
  { names, codes }: { readonly names: Cells['names']; readonly codes: LabelCodes },
): LabelTable {
  const empty = () => names.map(() => codes.classes.map(() => 0));
  const counts: [number[][], number[][]] = [empty(), empty()];
  for (const { cell, class: place, half, n } of rows) {
    const line = counts[Number(half) === 0 ? 0 : 1][Number(cell)];
    if (line !== undefined) line[Number(place)] = Number(n);
  }
  return { classes: codes.classes, isOrdered: codes.isOrdered, cells: names, counts };
}

interface Cells {
  /** What is looked at, once a row. */
  readonly value: string;
  /** Place of the cell by the name of that value, never null; the last is "no value". `alias` is that of the joined table. */
  readonly sql: (name: string, alias: string) => string;
  readonly join: ((name: string, alias: string) => string) | null;
  readonly names: readonly (string | null)[];
}

async function cellsOf({ surveying, values }: Tabulated): Promise<Cells> {
  const { session, relation, surveyed, column } = surveying;
  if (surveyed.cells === 'values' && values !== null && values.table !== null)
    return valueCells(surveying, values.table);
  const isNumber = surveyed.cells === 'bins';
  const value = isNumber ? finiteSql(column) : `${column.raw}::VARCHAR`;
  const edges = await quantileEdges(session, relation, { value, isNumber });
  return {
    value,
    sql: (name) => `coalesce(${binSql(name, edges)}, ${edges.length + 1})`,
    join: null,
    names: [...places(edges.length + 1), null],
  };
}

/** The most frequent values, one cell for all others, one for "no value". */
async function valueCells({ session, relation, column }: Surveying, table: string): Promise<Cells> {
  const ranked = `(SELECT v, row_number() OVER (ORDER BY n DESC, v) - 1 AS place FROM ${table} QUALIFY place < ${MOST_VALUES})`;
  const listed = await session.rows(`SELECT v FROM ${ranked} ORDER BY place`, relation.source);
  const known = listed.map(({ v }) => String(v));
  return {
    value: textSql(column),
    sql: (name, alias) =>
      `CASE WHEN ${name} IS NULL THEN ${known.length + 1} ELSE coalesce(${alias}.place, ${known.length}) END`,
    join: (name, alias) => `LEFT JOIN ${ranked} ${alias} ON a.${name} = ${alias}.v`,
    names: [...known, '(other values)', null],
  };
}

function places(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(place));
}

const SHARES = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS).join(', ');

type Edge = number | string;

/** Interior edges at the quantiles of some rows, each a value of the data, ascending, without repeats. */
async function quantileEdges(
  session: EngineSession,
  relation: Relation,
  { value, isNumber }: { readonly value: string; readonly isNumber: boolean },
): Promise<Edge[]> {
  const [row = {}] = await session.rows(
    `SELECT quantile_disc(${value}, [${SHARES}]) AS q FROM ${await someRows(session, relation)}`,
    relation.source,
  );
  return [...new Set(itemsOf(row.q).map((edge): Edge => (isNumber ? Number(edge) : String(edge))))];
}

/** Place of the bin of a value; null where there is none. An edge is in the bin that begins with it. Found by halving. */
function binSql(name: string, edges: readonly Edge[]): string {
  const search = (from: number, to: number): string => {
    if (from === to) return String(from);
    const middle = Math.floor((from + to) / 2);
    const edge = edges[middle] as Edge;
    const written = typeof edge === 'number' ? `${literal(edge)}::DOUBLE` : textLiteral(edge);
    return `CASE WHEN ${name} < ${written} THEN ${search(from, middle)} ELSE ${search(middle + 1, to)} END`;
  };
  return `CASE WHEN ${name} IS NULL THEN NULL ELSE ${search(0, edges.length)} END`;
}
