import { chiSquareSurvival } from '../statistics/chi-square.ts';
import { normalCdf } from '../statistics/normal.ts';
import { studentSurvival } from '../statistics/student-t.ts';
import type { CellShares } from './cell-shares.ts';

/**
 * P-value of the hypothesis that two samples have the same shares: Pearson's statistic with the second-order
 * correction of J. N. K. Rao and A. J. Scott (Annals of Statistics 12, 1984) for clustered rows, which is Pearson's own test for
 * independent ones. 1 where there is nothing to compare.
 */
export function shapePValue(reference: CellShares, current: CellShares): number {
  const size = 1 / reference.rows + 1 / current.rows;
  const pooled = reference.shares.map(
    (p, index) =>
      (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / (reference.rows + current.rows),
  );
  const used = pooled.flatMap((share, index) => (share > 0 ? [index] : []));
  if (used.length < 2) return 1;
  let [statistic, trace, squares] = [0, 0, 0];
  for (const i of used) {
    const d = (current.shares[i] ?? 0) - (reference.shares[i] ?? 0);
    statistic += (d * d) / ((pooled[i] ?? 1) * size);
    for (const j of used) {
      const v = (reference.covariance[i]?.[j] ?? 0) + (current.covariance[i]?.[j] ?? 0);
      if (i === j) trace += v / ((pooled[i] ?? 1) * size);
      squares += (v * v) / ((pooled[i] ?? 1) * (pooled[j] ?? 1) * size * size);
    }
  }
  if (!(trace > 0)) return statistic > 0 ? 0 : 1;
  return chiSquareSurvival((statistic * trace) / squares, (trace * trace) / squares);
}

/**
 * P-value of a shift: difference of the mean scores of the cells over its standard error. With groups Student's t with as many
 * degrees of freedom as the smaller sample has groups, less one.
 */
export function shiftPValue(reference: CellShares, current: CellShares, scores: readonly number[]): number {
  let [difference, variance] = [0, 0];
  scores.forEach((score, i) => {
    difference += score * ((current.shares[i] ?? 0) - (reference.shares[i] ?? 0));
    scores.forEach((other, j) => {
      variance += score * other * ((reference.covariance[i]?.[j] ?? 0) + (current.covariance[i]?.[j] ?? 0));
    });
  });
  if (!(variance > 0)) return difference === 0 ? 1 : 0;
  const z = Math.abs(difference) / Math.sqrt(variance);
  const groups = Math.min(
    reference.groups ?? Number.POSITIVE_INFINITY,
    current.groups ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(groups) ? 2 * studentSurvival(z, groups - 1) : 2 * normalCdf(-z);
}

/** Share of the pooled rows below the middle of each cell: what the Wilcoxon test calls the mean rank. */
export function rankScores(reference: CellShares, current: CellShares): number[] {
  let below = 0;
  return reference.shares.map((p, index) => {
    const share =
      (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / (reference.rows + current.rows);
    const score = below + share / 2;
    below += share;
    return score;
  });
}
