/**
 * Counts of one column in fixed bins, enough to compare two datasets without their rows.
 * Numbers: bin k holds values v with edges[k-1] <= v < edges[k]; bin 0 is below the first edge, the last at or above the last.
 * Categories: bin k holds categories[k]; the last bin holds every other value.
 * NaN and infinities are counted apart from null; neither is in `counts`.
 */
export interface ColumnProfile extends CellCounts {
  column: string;
  kind: 'number' | 'category';
  nulls: number;
  nonFinite: number;
  edges: number[] | null;
  categories: string[] | null;
  /** Mean of the finite values in each bin, null for an empty one; null for categories. */
  means: (number | null)[] | null;
  mean: number | null;
  /** Sample standard deviation (n − 1) of the finite values. */
  standardDeviation: number | null;
  minimum: number | null;
  maximum: number | null;
  /** Of a number: why it has no standard deviation. */
  reason?: string | undefined;
  /** The contract classifies the column: one cell holds all its values, and none of them, nor a moment, is told. */
  classified?: true | undefined;
  /**
   * Counts of the half that had no say in which categories are kept apart; null where every category is kept and
   * frequent. Whoever is chosen for being frequent is less so the next time: only these counts may be compared.
   */
  heldOut: CellCounts | null;
}

/** Rows per bin. What is missing from `rows` is null or not finite. */
export interface CellCounts {
  rows: number;
  counts: number[];
  clusters: ClusterSums | null;
}

/**
 * With `group_by`: sums over groups for cluster-robust covariances. Cells are the bins in order, then one last
 * cell for null and non-finite (K + 1 cells). n_gi is the rows of group g in cell i.
 */
export interface ClusterSums {
  groups: number;
  /** Groups with a row in any cell but the last. */
  valuedGroups: number;
  /** products[i][j], j <= i: the sum over groups of n_gi · n_gj. */
  products: number[][];
}

/** Counts, bins and null rates of a dataset: the drift reference that is released with the model. */
export interface Profile {
  schema: 'modelyard/profile/1';
  toolkit: string;
  model: string;
  /** SHA-256 over the sorted `sha256sum` lines of the profiled files. */
  data: string;
  rows: number;
  groups: number | null;
  groupBy: string | null;
  columns: ColumnProfile[];
}
