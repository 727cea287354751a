import { type LabelTable, MOST_VALUES, type SurveyPlan } from '../../domain/data-checks/survey.ts';
import { nativeType } from './cell-sql.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { binCounts, histogramSql } from './histogram.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, numberedRows, type Relation } from './relation.ts';
import { textLiteral } from './sql.ts';
import type { Surveying } from './survey.ts';
import { type LabelCodes, labelCodes } from './survey-classes.ts';
import { binSql, numberEdges, textEdges } from './survey-edges.ts';
import { textSql, type Values } from './survey-text.ts';

/** A column that is held against the label, with its different values where they are its cells. */
export interface Tabulated {
  readonly surveying: Surveying;
  readonly values: Values | null;
}

/** Counts rows by cell, class and half, for each column; none where there is no label. Rows without a label are left out. */
export async function labelTables(
  session: EngineSession,
  relation: Relation,
  { plan, columns }: { readonly plan: SurveyPlan; readonly columns: readonly Tabulated[] },
): Promise<LabelTable[]> {
  const codes = columns.length === 0 ? null : await labelCodes(session, relation, plan);
  if (codes === null) return [];
  const cells: Cells[] = [];
  for (const each of columns) cells.push(await cellsOf(each));
  const tabulation = { session, relation, plan, codes };
  const binned = cells.filter((each) => each.kind === 'bins');
  const tables = new Map<Cells, LabelTable>(await tabulateBins(tabulation, binned));
  for (const each of cells)
    if (each.kind !== 'bins') tables.set(each, tableOf(await countCells(tabulation, each), each, codes));
  return cells.flatMap((each) => tables.get(each) ?? []);
}

/** Bins of a number, counted for many columns in one pass. */
interface BinnedCells {
  readonly kind: 'bins';
  readonly value: string;
  readonly edges: readonly number[];
  readonly names: readonly (string | null)[];
}

/** Counted column by column. */
interface PlacedCells {
  readonly kind: 'places';
  /** What rows are grouped by. */
  readonly value: string;
  /** Place of the cell by the name `v` of that value, never null; the last is "no value". `b` is the joined table. */
  readonly place: string;
  /** A table of places by value `v`; null: none is needed. */
  readonly ranked: string | null;
  readonly names: readonly (string | null)[];
}

type Cells = BinnedCells | PlacedCells;

interface Tabulation {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: SurveyPlan;
  readonly codes: LabelCodes;
}

/** Each row with its class, its half and these values. */
function classedRows({ relation, plan, codes }: Tabulation, values: readonly string[]): string {
  const key = plan.groupBy === null ? 'row' : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
  const looked = `SELECT ${codes.value} AS y, hash(${key}) % 2 AS half, ${values.join(', ')} FROM ${numberedRows(relation)}`;
  const names = values.map((_, index) => `v${index}`).join(', ');
  return `(SELECT * FROM (SELECT ${codes.sql('y')} AS class, half, ${names} FROM (${looked})) WHERE class IS NOT NULL)`;
}

const COLUMNS_PER_PASS = 50;

async function tabulateBins(
  tabulation: Tabulation,
  cells: readonly BinnedCells[],
): Promise<[BinnedCells, LabelTable][]> {
  const { session, relation, codes } = tabulation;
  const tables: [BinnedCells, LabelTable][] = [];
  for (let start = 0; start < cells.length; start += COLUMNS_PER_PASS) {
    const batch = cells.slice(start, start + COLUMNS_PER_PASS);
    const values = batch.map(({ value }, index) => `${value} AS v${index}`);
    const counts = batch.map(({ edges }, index) => `${histogramSql(`v${index}`, edges)} AS h${index}`);
    const rows = await session.rows(
      `SELECT class, half, count(*) AS n, ${counts.join(', ')} FROM ${classedRows(tabulation, values)} GROUP BY ALL`,
      relation.source,
    );
    for (const [index, each] of batch.entries()) {
      const counted = rows.flatMap(({ class: place, half, n, [`h${index}`]: bins }) => {
        const found = binCounts(bins, each.edges);
        const rest = Number(n) - found.reduce((sum, count) => sum + count, 0);
        return [...found, rest].map((count, cell) => ({ class: place, half, cell, n: count }));
      });
      tables.push([each, tableOf(counted, each, codes)]);
    }
  }
  return tables;
}

async function countCells(tabulation: Tabulation, { value, place, ranked }: PlacedCells): Promise<SqlRow[]> {
  const { session, relation } = tabulation;
  const rows = classedRows(tabulation, [`${value} AS v0`]);
  // Of joined places each value is looked up once.
  const counted =
    ranked === null
      ? `SELECT class, half, ${place} AS cell, count(*) AS n FROM (SELECT class, half, v0 AS v FROM ${rows}) GROUP BY ALL`
      : `SELECT class, half, ${place} AS cell, sum(n) AS n FROM (SELECT class, half, v0 AS v, count(*) AS n FROM ${rows} GROUP BY ALL) a LEFT JOIN ${ranked} b ON a.v = b.v GROUP BY ALL`;
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

async function cellsOf({ surveying, values }: Tabulated): Promise<Cells> {
  const { session, relation, surveyed, column } = surveying;
  if (surveyed.cells === 'values' && values !== null && values.table !== null)
    return valueCells(surveying, values.table);
  if (surveyed.cells === 'bins') {
    const value = finiteSql(column);
    const edges = await numberEdges(session, relation, value);
    return { kind: 'bins', value, edges, names: [...places(edges.length + 1), null] };
  }
  // Text that writes moments is in the order of the moments, and takes long to make.
  const isMoment = ['date', 'timestamp'].includes(nativeType(column.physicalType));
  const value = isMoment ? column.raw : `${column.raw}::VARCHAR`;
  const edges = await textEdges(session, relation, value);
  const type = isMoment ? column.physicalType : 'VARCHAR';
  const written = edges.map((edge) => `${textLiteral(edge)}::${type}`);
  const place = `coalesce(${binSql('v', written)}, ${edges.length + 1})`;
  return { kind: 'places', value, place, ranked: null, names: [...places(edges.length + 1), null] };
}

/** The most frequent values, one cell for all others, one for "no value". */
async function valueCells({ session, relation, column }: Surveying, table: string): Promise<Cells> {
  const ranked = `(SELECT v, row_number() OVER (ORDER BY n DESC, v) - 1 AS place FROM ${table} QUALIFY place < ${MOST_VALUES})`;
  const listed = await session.rows(`SELECT v FROM ${ranked} ORDER BY place`, relation.source);
  const known = listed.map(({ v }) => String(v));
  return {
    kind: 'places',
    value: textSql(column),
    place: `CASE WHEN a.v IS NULL THEN ${known.length + 1} ELSE coalesce(b.place, ${known.length}) END`,
    ranked,
    names: [...known, '(other values)', null],
  };
}

function places(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(place));
}
