import type { CellCounts, ClusterSums } from '../../domain/drift/profile.ts';
import type { SqlRow } from './engine-session.ts';
import { EXACT_SUMS_SQL, type ExactSums, exactRows, exactSums, type Grid, NO_SUMS } from './exact-sums.ts';
import type { Profiling } from './profile.ts';
import { groupHalfSql, type Half } from './profile-halves.ts';
import { finiteSql, valueSql } from './profile-values.ts';
import { columnNamed } from './relation.ts';
import { numberSqlOf, textLiteral } from './sql.ts';
import { binSql } from './survey-edges.ts';

/** Where the rows of a column are counted. */
export interface Cells {
  /** What is looked at, once a row. */
  readonly value: string;
  /** Number of its cell, by its name. */
  readonly place: (name: string) => string;
  /** Cells of values; one more holds null and non-finite. */
  readonly cells: number;
  /** Only the rows of these groups; null: all. */
  readonly half: Half | null;
}

/** A cell for each bin, the last one for null and non-finite. */
export function binCells({ column }: Profiling, edges: readonly number[]): Cells {
  return {
    value: finiteSql(column),
    place: (name) => `coalesce(${binSql(name, edges.map(numberSqlOf))}, ${edges.length + 1})`,
    cells: edges.length + 1,
    half: null,
  };
}

/** A cell for each category, then one for every other value, then one for null. */
export function categoryCells({ column, planned }: Profiling, categories: readonly string[]): Cells {
  const cells = categories.length + 1;
  // To write true and false as text for every row takes longer than to count them.
  if (column.logicalType === 'boolean')
    return { value: column.typed, place: booleanPlace(categories), cells, half: null };
  const list = `[${categories.map(textLiteral).join(', ')}]::VARCHAR[]`;
  const position = (name: string) =>
    categories.length === 0 ? 'NULL' : `nullif(list_position(${list}, ${name}), 0) - 1`;
  return {
    value: valueSql(column, planned),
    place: (name) =>
      `CASE WHEN ${name} IS NULL THEN ${cells} ELSE coalesce(${position(name)}, ${categories.length}) END`,
    cells,
    half: null,
  };
}

function booleanPlace(categories: readonly string[]): Cells['place'] {
  const [whole, none] = ['true', 'false'].map((text) =>
    categories.includes(text) ? categories.indexOf(text) : categories.length,
  );
  return (name) =>
    `CASE WHEN ${name} THEN ${whole} WHEN NOT ${name} THEN ${none} ELSE ${categories.length + 1} END`;
}

/** Rows per cell and, with groups, the sums over groups that a cluster-robust comparison needs. */
export async function countCells(profiling: Profiling, cells: Cells): Promise<CellCounts> {
  const { sums: _, ...counted } = await countAndAdd(profiling, cells, null);
  return counted;
}

/** Besides the sums of the values of each cell of a number. */
export async function countAndAdd(
  profiling: Profiling,
  cells: Cells,
  grid: Grid | null,
): Promise<CellCounts & { readonly sums: ExactSums[] }> {
  const { session, relation, plan } = profiling;
  const where =
    cells.half === null || plan.groupBy === null
      ? ''
      : ` WHERE ${groupHalfSql(relation, plan.groupBy, cells.half)}`;
  const values = `(SELECT ${cells.value} AS v FROM ${relation.sql}${where})`;
  const asked =
    grid === null
      ? `count(*) AS n FROM ${values}`
      : `count(*) AS n, ${EXACT_SUMS_SQL} FROM ${exactRows(values, grid)}`;
  const rows = await session.rows(`SELECT ${cells.place('v')} AS c, ${asked} GROUP BY 1`, relation.source);
  return {
    rows: rows.reduce((sum, row) => sum + Number(row.n), 0),
    counts: perCell(rows, cells.cells, (row) => Number(row?.n ?? 0)),
    sums: perCell(rows, cells.cells, (row) => (row === undefined ? NO_SUMS : exactSums(row))),
    clusters: plan.groupBy === null ? null : await clusterSums(profiling, cells, where),
  };
}

function perCell<T>(rows: readonly SqlRow[], cells: number, read: (row: SqlRow | undefined) => T): T[] {
  const byCell = new Map(rows.map((row) => [Number(row.c), row]));
  return Array.from({ length: cells }, (_, cell) => read(byCell.get(cell)));
}

async function clusterSums(
  { session, relation, plan }: Profiling,
  { value, place, cells }: Cells,
  where: string,
): Promise<ClusterSums> {
  const group = columnNamed(relation, plan.groupBy ?? '').raw;
  const perGroup = `WITH per_group AS MATERIALIZED (SELECT g, ${place('v')} AS c, count(*) AS n FROM (SELECT ${group} AS g, ${value} AS v FROM ${relation.sql}${where}) GROUP BY 1, 2)`;
  const pairs = `SELECT a.c AS i, b.c AS j, sum(a.n * b.n) AS s FROM per_group a JOIN per_group b ON a.g IS NOT DISTINCT FROM b.g AND b.c <= a.c GROUP BY 1, 2`;
  const valued = `c <> ${cells}`;
  // Two more rows of the same shape carry the number of groups; a null group is one group.
  const groups = (only: string) => `SELECT count(*) FROM (SELECT DISTINCT g FROM per_group WHERE ${only})`;
  const rows = await session.rows(
    `${perGroup} SELECT * FROM (${pairs}) UNION ALL SELECT -1, -1, (${groups('true')}) UNION ALL SELECT -2, -2, (${groups(valued)})`,
    relation.source,
  );
  const products = Array.from({ length: cells + 1 }, (_, i) => new Array<number>(i + 1).fill(0));
  for (const { i, j, s } of rows) {
    const line = products[Number(i)];
    if (line !== undefined) line[Number(j)] = Number(s);
  }
  const single = (index: number) => Number(rows.find(({ i }) => Number(i) === index)?.s ?? 0);
  return { groups: single(-1), valuedGroups: single(-2), products };
}
