import { portions, type Steps } from '../steps.ts';
import { decideLabels, trueLabels } from './decide-labels.ts';
import type { MetricInput } from './estimate.ts';

/**
 * Rows that the baseline decided right and the candidate decides wrong, at most so many, those first in which the candidate's
 * answer is the furthest from the true one: binary, the distance of the score from the threshold; multiclass, how much more
 * probable it calls its own class than the true one. Equally far: in the order of the rows.
 */
export function* surestFlips(candidate: MetricInput, baseline: MetricInput, most: number): Steps<number[]> {
  const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
  const labels = trueLabels(candidate);
  const distance = distanceOf(candidate, own);
  const kept: { row: number; far: number }[] = [];
  for (const [from, to] of portions(own.length)) {
    for (let row = from; row < to; row++) {
      if (own[row] === labels[row] || other[row] !== labels[row]) continue;
      const far = distance(row);
      if (kept.length === most && far <= (kept.at(-1)?.far ?? 0)) continue;
      const place = kept.findIndex((each) => each.far < far);
      kept.splice(place === -1 ? kept.length : place, 0, { row, far });
      if (kept.length > most) kept.pop();
    }
    yield to - from;
  }
  return kept.map(({ row }) => row);
}

interface FlipCounts {
  readonly changed: number;
  readonly nowWrong: number;
  readonly nowRight: number;
}

/** Rows whose decision is not what the baseline's was, and those of them that are wrong or right only now. */
export function* countFlips(candidate: MetricInput, baseline: MetricInput): Steps<FlipCounts> {
  const [own, other] = [yield* decideLabels(candidate), yield* decideLabels(baseline)];
  const labels = trueLabels(candidate);
  const counts = { changed: 0, nowWrong: 0, nowRight: 0 };
  for (const [from, to] of portions(own.length)) {
    for (let row = from; row < to; row++) {
      if (own[row] === other[row]) continue;
      counts.changed += 1;
      if (other[row] === labels[row]) counts.nowWrong += 1;
      if (own[row] === labels[row]) counts.nowRight += 1;
    }
    yield to - from;
  }
  return counts;
}

function distanceOf(
  { truth, predictions, threshold }: MetricInput,
  decided: Int32Array,
): (row: number) => number {
  if (predictions.task === 'binary')
    return (row) => Math.abs((predictions.scores[row] as number) - threshold);
  if (predictions.task !== 'multiclass' || truth.task !== 'multiclass') return () => 0;
  const width = truth.classes.length;
  const chance = (row: number, label: number) => predictions.probabilities[row * width + label] as number;
  return (row) => chance(row, decided[row] as number) - chance(row, truth.labels[row] as number);
}
