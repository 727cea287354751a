import { type LabelTable, MOST_VALUES } from '../../domain/data-checks/survey.ts';
import { nativeType } from './cell-sql.ts';
import type { SqlRow } from './engine-session.ts';
import { binCounts, histogramSql } from './histogram.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, narrowRelation, numberedRows } from './relation.ts';
import { textLiteral } from './sql.ts';
import type { LabelCodes } from './survey-classes.ts';
import { binSql, cellEdges, quantileEdges } from './survey-edges.ts';
import { briefSql, textSql } from './survey-text.ts';
import { columnsOf, type SurveyBatch, type Surveying } from './surveying.ts';

/** Counts rows by cell, class and half, for each column; none where there is no label. Rows without a label are left out. */
export async function labelTables(
  batch: SurveyBatch,
  columns: readonly Surveying[],
): Promise<ReadonlyMap<Surveying, LabelTable>> {
  const { codes } = batch;
  if (codes === null) return new Map();
  const tabulation = { ...batch, codes };
  const cells = await cellsOfAll(batch, columns);
  const binned = [...cells.values()].filter((each) => each.kind === 'bins');
  const tables = new Map<Cells, LabelTable>(await tabulateBins(tabulation, binned));
  for (const [{ surveyed }, each] of cells)
    if (each.kind !== 'bins')
      tables.set(each, tableOf(await countCells(tabulation, surveyed.column, each), each, codes));
  return new Map(
    [...cells].flatMap(([column, each]) => {
      const table = tables.get(each);
      return table === undefined ? [] : [[column, table] as const];
    }),
  );
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

async function countCells(
  tabulation: Tabulation,
  column: string,
  { value, place, ranked }: PlacedCells,
): Promise<SqlRow[]> {
  const { session, relation, plan } = tabulation;
  const narrow = narrowRelation(relation, columnsOf(plan, [column]));
  const rows = classedRows({ ...tabulation, relation: narrow }, [`${value} AS v0`]);
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

/** Edges are asked for of many columns at a time. */
async function cellsOfAll(
  { session, relation }: SurveyBatch,
  columns: readonly Surveying[],
): Promise<ReadonlyMap<Surveying, Cells>> {
  const counted = columns.filter(hasValueCells);
  const binned = columns.filter((each) => !counted.includes(each) && each.surveyed.cells === 'bins');
  const ordered = columns.filter((each) => !counted.includes(each) && !binned.includes(each));
  const cells = new Map<Surveying, Cells>();
  for (const each of counted) cells.set(each, await valueCells(each, each.values?.table ?? ''));
  const numbers = await cellEdges(
    session,
    relation,
    binned.map(({ column }) => finiteSql(column)),
  );
  for (const [index, each] of binned.entries()) cells.set(each, binnedCells(each, numbers[index] ?? []));
  const texts = await quantileEdges(session, relation, ordered.map(orderedSql));
  for (const [index, each] of ordered.entries()) cells.set(each, orderedCells(each, texts[index] ?? []));
  return cells;
}

function hasValueCells({ surveyed, values }: Surveying): boolean {
  return surveyed.cells === 'values' && values !== null && values.table !== null;
}

function binnedCells({ column }: Surveying, edges: readonly number[]): BinnedCells {
  return { kind: 'bins', value: finiteSql(column), edges, names: [...places(edges.length + 1), null] };
}

/** Text that writes moments is in the order of the moments, and takes long to make. */
function isMoment({ column }: Surveying): boolean {
  return ['date', 'timestamp'].includes(nativeType(column.physicalType));
}

function orderedSql(surveying: Surveying): string {
  const { raw } = surveying.column;
  return isMoment(surveying) ? raw : `${raw}::VARCHAR`;
}

function orderedCells(surveying: Surveying, edges: readonly string[]): PlacedCells {
  const type = isMoment(surveying) ? surveying.column.physicalType : 'VARCHAR';
  const written = edges.map((edge) => `${textLiteral(edge)}::${type}`);
  const place = `coalesce(${binSql('v', written)}, ${edges.length + 1})`;
  const names = [...places(edges.length + 1), null];
  return { kind: 'places', value: orderedSql(surveying), place, ranked: null, names };
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
