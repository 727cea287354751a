import { chiSquareSurvival } from '../statistics/chi-square.ts';
import { fisherSurvival } from '../statistics/f-distribution.ts';
import { normalCdf } from '../statistics/normal.ts';
import { studentSurvival } from '../statistics/student-t.ts';
import { type CellShares, multinomial } from './cell-shares.ts';

type Matrix = readonly (readonly number[])[];

/**
 * P-value of the hypothesis that two samples have the same shares: Pearson's chi-square for independent rows; for grouped
 * rows with the second-order correction of J. N. K. Rao and A. J. Scott (Annals of Statistics 12, 1984), read off Fisher's
 * distribution with the groups' degrees of freedom: their covariance is estimated too, and large groups make that a rough guess.
 * 1 where there is nothing to compare.
 */
export function shapePValue(reference: CellShares, current: CellShares): number {
  const size = 1 / reference.rows + 1 / current.rows;
  const pooled = pooledShares(reference, current);
  const used = pooled.flatMap((share, index) => (share > 0 ? [index] : []));
  if (used.length < 2) return 1;
  const covariance = add(covarianceOf(reference, pooled), covarianceOf(current, pooled));
  let [statistic, trace, squares] = [0, 0, 0];
  for (const i of used) {
    const d = (current.shares[i] ?? 0) - (reference.shares[i] ?? 0);
    statistic += (d * d) / ((pooled[i] ?? 1) * size);
    for (const j of used) {
      const v = covariance[i]?.[j] ?? 0;
      if (i === j) trace += v / ((pooled[i] ?? 1) * size);
      squares += (v * v) / ((pooled[i] ?? 1) * (pooled[j] ?? 1) * size * size);
    }
  }
  if (!(trace > 0)) return statistic > 0 ? 0 : 1;
  const [value, degrees] = [(statistic * trace) / squares, (trace * trace) / squares];
  const groups = leastGroups(reference, current);
  return groups === null
    ? chiSquareSurvival(value, degrees)
    : fisherSurvival(value / degrees, degrees, groups - 1);
}

/**
 * P-value of a shift: difference of the mean scores of the cells over its standard error. Independent rows: the variance of
 * the pooled rows, which for `rankScores` is the Wilcoxon test with ties. Groups: that variance times the design effect of the two
 * samples, and Student's t with as many degrees of freedom as the smaller sample has groups (as many of equal size), less one.
 */
export function shiftPValue(reference: CellShares, current: CellShares, scores: readonly number[]): number {
  const difference = scores.reduce(
    (sum, score, i) => sum + score * ((current.shares[i] ?? 0) - (reference.shares[i] ?? 0)),
    0,
  );
  const pooled = pooledShares(reference, current);
  const independent = add(multinomial(pooled, reference.rows), multinomial(pooled, current.rows));
  const variance = quadratic(independent, scores) * designEffect(reference, current, scores);
  if (!(variance > 0)) return Math.abs(difference) > 1e-12 ? 0 : 1;
  const z = Math.abs(difference) / Math.sqrt(variance);
  const groups = leastGroups(reference, current);
  return groups === null ? 2 * normalCdf(-z) : 2 * studentSurvival(z, groups - 1);
}

/** Of the smaller sample, as groups of equal size: a few large groups say less than their number. */
function leastGroups(reference: CellShares, current: CellShares): number | null {
  const counts = [reference, current].flatMap(({ effectiveGroups }) => effectiveGroups ?? []);
  return counts.length === 0 ? null : Math.max(2, Math.min(...counts));
}

/** How many times the variance of independent rows the mean scores have. */
function designEffect(reference: CellShares, current: CellShares, scores: readonly number[]): number {
  const [before, now] = [reference, current].map((sample) => multinomial(sample.shares, sample.rows));
  const independent = quadratic(add(before ?? [], now ?? []), scores);
  if (!(independent > 0)) return 1;
  const own = add(reference.covariance ?? before ?? [], current.covariance ?? now ?? []);
  return quadratic(own, scores) / independent;
}

/** Share of the pooled rows below the middle of each cell: what the Wilcoxon test calls the mean rank. */
export function rankScores(reference: CellShares, current: CellShares): number[] {
  let below = 0;
  return pooledShares(reference, current).map((share) => {
    const score = below + share / 2;
    below += share;
    return score;
  });
}

function pooledShares(reference: CellShares, current: CellShares): number[] {
  const rows = reference.rows + current.rows;
  return reference.shares.map(
    (p, index) => (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / rows,
  );
}

function covarianceOf({ covariance, rows }: CellShares, pooled: readonly number[]): Matrix {
  return covariance ?? multinomial(pooled, rows);
}

function add(a: Matrix, b: Matrix): number[][] {
  return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? 0)));
}

function quadratic(matrix: Matrix, scores: readonly number[]): number {
  let sum = 0;
  matrix.forEach((row, i) => {
    row.forEach((value, j) => {
      sum += (scores[i] ?? 0) * value * (scores[j] ?? 0);
    });
  });
  return sum;
}
