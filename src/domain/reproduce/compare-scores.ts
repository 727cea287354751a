import type { Observed } from '../experiments/observed.ts';
import { decideLabels } from '../metrics/decide-labels.ts';
import { rowCount } from '../metrics/observations.ts';
import { numbersOf } from '../metrics/units.ts';
import { inOneGo } from '../steps.ts';

export interface ComparedScores {
  rows: number;
  /** Rows that are decided otherwise; null where nothing is decided. */
  decisions: number | null;
  /** Rows with a score that moved by more than is allowed. */
  moved: number;
  /** The largest change of a score; null where one is no number. */
  largest: number | null;
}

/** What two models say of the same rows, each with its own threshold. `allowed`: how much a score may move, by the score. */
export function compareScores(
  first: Observed,
  second: Observed,
  allowed: (score: number) => number,
): ComparedScores {
  const rows = rowCount(first.truth);
  const [old, now] = [numbersOf(first.candidate), numbersOf(second.candidate)];
  const width = rows === 0 ? 0 : old.length / rows;
  let [moved, largest] = [0, 0];
  for (let row = 0; row < rows; row++) {
    let isMoved = false;
    for (let at = row * width; at < (row + 1) * width; at++) {
      const by = Math.abs((now[at] ?? Number.NaN) - (old[at] as number));
      if (!(by <= largest)) largest = by;
      if (!(by <= allowed(old[at] as number))) isMoved = true;
    }
    if (isMoved) moved += 1;
  }
  return {
    rows,
    decisions: changedDecisions(first, second),
    moved,
    largest: Number.isFinite(largest) ? largest : null,
  };
}

function changedDecisions(first: Observed, second: Observed): number | null {
  const { task } = first.candidate;
  if (task !== 'binary' && task !== 'multiclass') return null;
  const [old, now] = [first, second].map(({ truth, candidate, threshold }) =>
    inOneGo(decideLabels({ truth, predictions: candidate, threshold, epsilon: 0, weights: null })),
  ) as [Int32Array, Int32Array];
  return old.reduce((count, decision, row) => count + (decision === now[row] ? 0 : 1), 0);
}
