import type { MeasurePlan, PlannedProfile } from '../../domain/contract/measure-plan.ts';
import type { ClusterSums, ColumnProfile } from '../../domain/drift/profile.ts';
import { ModelyardError } from '../../errors.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { identifier, literal, textLiteral } from './sql.ts';

const BINS = 20;

/** The profile of each planned column, in the order of the plan. */
export async function profileColumns(
  session: EngineSession,
  relation: Relation,
  plan: MeasurePlan,
): Promise<ColumnProfile[]> {
  if (plan.profile.length === 0) return [];
  const summaries = await summarise(session, relation, plan);
  const profiles: ColumnProfile[] = [];
  for (const [index, planned] of plan.profile.entries()) {
    const column = relation.columns.find((each) => each.name === planned.column);
    if (column === undefined)
      throw new ModelyardError('internal', `column ${planned.column} cannot be profiled: it is not there`);
    const summary = summaryOf(summaries, index);
    profiles.push(await profileColumn({ session, relation, plan, planned, column, summary }));
  }
  return profiles;
}

interface Summary {
  readonly rows: number;
  readonly nulls: number;
  readonly nonFinite: number;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** One pass: counts and moments of every column. Moments look at finite values only; DuckDB refuses infinities in a deviation. */
async function summarise(session: EngineSession, relation: Relation, plan: MeasurePlan): Promise<SqlRow> {
  const parts = plan.profile.map((planned, index) => {
    const column = relation.columns.find((each) => each.name === planned.column);
    if (column === undefined)
      throw new ModelyardError('internal', `column ${planned.column} cannot be profiled: it is not there`);
    const nulls = `count(*) FILTER (WHERE (${valueSql(column, planned)}) IS NULL) AS z${index}`;
    if (planned.as === 'category') return nulls;
    const finite = finiteSql(column);
    const moments = ['avg', 'stddev_samp', 'min', 'max'].map(
      (name) => `${name}(${finite}) AS ${name}${index}`,
    );
    return [nulls, `count(${finite}) AS f${index}`, ...moments].join(', ');
  });
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n, ${parts.join(', ')} FROM ${relation.sql}`,
    relation.source,
  );
  return row;
}

function summaryOf(row: SqlRow, index: number): Summary {
  const rows = Number(row.n);
  const nulls = Number(row[`z${index}`]);
  const finite = row[`f${index}`];
  const number = (name: string) => {
    const value = row[`${name}${index}`];
    return value === null || value === undefined ? null : Number(value);
  };
  return {
    rows,
    nulls,
    nonFinite: finite === undefined ? 0 : rows - nulls - Number(finite),
    mean: number('avg'),
    standardDeviation: number('stddev_samp'),
    minimum: number('min'),
    maximum: number('max'),
  };
}

/** The value as number or as text. */
function valueSql(column: RelationColumn, planned: PlannedProfile): string {
  if (planned.as === 'number') return `(${column.typed})::DOUBLE`;
  return column.logicalType === 'boolean' ? `(${column.typed})::VARCHAR` : `${column.raw}::VARCHAR`;
}

function finiteSql(column: RelationColumn): string {
  const value = `(${column.typed})::DOUBLE`;
  return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

interface Profiling {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
  readonly planned: PlannedProfile;
  readonly column: RelationColumn;
  readonly summary: Summary;
}

async function profileColumn(profiling: Profiling): Promise<ColumnProfile> {
  const { planned, summary } = profiling;
  const edges = planned.as === 'number' ? (planned.edges ?? (await quantileEdges(profiling))) : null;
  const categories =
    planned.as === 'category' ? (planned.categories ?? (await frequentCategories(profiling))) : null;
  const cells = (edges === null ? (categories ?? []).length : edges.length) + 1;
  const cell = edges === null ? categoryCell(profiling, categories ?? []) : binCell(profiling, edges);
  const { counts, clusters } = await countCells(profiling, { cell, cells });
  return {
    column: planned.column,
    kind: planned.as,
    ...summary,
    edges: edges === null ? null : [...edges],
    categories: categories === null ? null : [...categories],
    counts,
    distinct: null,
    clusters,
  };
}

/** Interior edges at this data's quantiles, each a value of the data, without repeats. */
async function quantileEdges({ session, relation, column }: Profiling): Promise<number[]> {
  const shares = Array.from({ length: BINS - 1 }, (_, index) => (index + 1) / BINS);
  const finite = finiteSql(column);
  const [row = {}] = await session.rows(
    `SELECT quantile_disc(${finite}, [${shares.join(', ')}]) AS q, min(${finite}) AS low FROM ${relation.sql}`,
    relation.source,
  );
  const items = row.q === null || row.q === undefined ? [] : (row.q as { items: readonly number[] }).items;
  // A value v is in the bin that begins with it, so an edge at the smallest value would leave the first bin empty.
  return [...new Set(items.map(Number))].filter((edge) => edge > Number(row.low));
}

/** The most frequent values, by count and then by text; sorted by text. */
async function frequentCategories({
  session,
  relation,
  column,
  planned,
  plan,
}: Profiling): Promise<string[]> {
  const value = valueSql(column, planned);
  const rows = await session.rows(
    `SELECT ${value} AS v, count(*) AS n FROM ${relation.sql} WHERE (${value}) IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${plan.maxCategories}`,
    relation.source,
  );
  return rows.map((row) => String(row.v)).sort();
}

/** Number of the bin of a row, the last cell for null and non-finite. */
function binCell({ column }: Profiling, edges: readonly number[]): string {
  const value = `(${column.typed})::DOUBLE`;
  const steps = edges
    .map((edge, index) => `WHEN ${value} < ${literal(edge)}::DOUBLE THEN ${index}`)
    .join(' ');
  return `CASE WHEN (${value}) IS NULL OR NOT isfinite(${value}) THEN ${edges.length + 1} ${steps} ELSE ${edges.length} END`;
}

function categoryCell({ column, planned }: Profiling, categories: readonly string[]): string {
  const value = valueSql(column, planned);
  const list = `[${categories.map(textLiteral).join(', ')}]`;
  const position = categories.length === 0 ? '0' : `coalesce(list_position(${list}::VARCHAR[], ${value}), 0)`;
  return `CASE WHEN (${value}) IS NULL THEN ${categories.length + 1} WHEN ${position} = 0 THEN ${categories.length} ELSE ${position} - 1 END`;
}

interface Cells {
  readonly cell: string;
  /** Cells of values; one more holds null and non-finite. */
  readonly cells: number;
}

/** Rows per cell and, with groups, the sums over groups that a cluster-robust comparison needs. */
async function countCells(
  { session, relation, plan }: Profiling,
  { cell, cells }: Cells,
): Promise<Pick<ColumnProfile, 'counts' | 'clusters'>> {
  if (plan.groupBy === null) {
    const rows = await session.rows(
      `SELECT ${cell} AS c, count(*) AS n FROM ${relation.sql} GROUP BY 1`,
      relation.source,
    );
    return { counts: countsOf(rows, cells), clusters: null };
  }
  const perGroup = `WITH per_group AS MATERIALIZED (SELECT ${identifier(plan.groupBy)} AS g, ${cell} AS c, count(*) AS n FROM ${relation.sql} GROUP BY 1, 2)`;
  const rows = await session.rows(
    `${perGroup} SELECT c, sum(n) AS n FROM per_group GROUP BY 1`,
    relation.source,
  );
  const pairs = await session.rows(
    `${perGroup} SELECT a.c AS i, b.c AS j, sum(a.n * b.n) AS s FROM per_group a JOIN per_group b ON a.g IS NOT DISTINCT FROM b.g AND b.c <= a.c GROUP BY 1, 2`,
    relation.source,
  );
  const [size = {}] = await session.rows(
    `${perGroup} SELECT count(*) AS groups FROM (SELECT DISTINCT g FROM per_group)`,
    relation.source,
  );
  return { counts: countsOf(rows, cells), clusters: clusterSums(pairs, Number(size.groups), cells + 1) };
}

function countsOf(rows: readonly SqlRow[], cells: number): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (const row of rows) {
    const cell = Number(row.c);
    if (cell < cells) counts[cell] = Number(row.n);
  }
  return counts;
}

/** Sizes follow from the products: Σ n_gi · n_g = Σ_j Σ n_gi · n_gj. */
function clusterSums(pairs: readonly SqlRow[], groups: number, cells: number): ClusterSums {
  const full = Array.from({ length: cells }, () => new Array<number>(cells).fill(0));
  for (const pair of pairs) {
    const [i, j, sum] = [Number(pair.i), Number(pair.j), Number(pair.s)];
    (full[i] as number[])[j] = sum;
    (full[j] as number[])[i] = sum;
  }
  const sizes = full.map((row) => row.reduce((total, value) => total + value, 0));
  return {
    groups,
    products: full.map((row, i) => row.slice(0, i + 1)),
    sizes,
    sizeSquares: sizes.reduce((total, value) => total + value, 0),
  };
}
