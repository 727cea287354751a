import { portions, type Steps } from '../steps.ts';
import { decideLabels } from './decide-labels.ts';
import type { MetricInput } from './estimate.ts';
import { type Groups, type Predictions, rowCount } from './observations.ts';

interface TwoModels {
  readonly candidateInput: MetricInput;
  readonly baselineInput: MetricInput;
  readonly groups: Groups | null;
}

export function unitOf({ groups }: Pick<TwoModels, 'groups'>): 'rows' | 'groups' {
  return groups === null ? 'rows' : 'groups';
}

/** Rows, or groups where there are any, on which the two models decide differently. */
export function* decidedUnits({ candidateInput, baselineInput, groups }: TwoModels): Steps<number> {
  const own = yield* decideLabels(candidateInput);
  const other = yield* decideLabels(baselineInput);
  return yield* unitsWith((row) => own[row] !== other[row], own.length, groups);
}

/** Rows, or groups where there are any, on which the two models give different scores. */
export function differingUnits({ candidateInput, baselineInput, groups }: TwoModels): Steps<number> {
  const [own, other] = [numbersOf(candidateInput.predictions), numbersOf(baselineInput.predictions)];
  const { truth } = candidateInput;
  const width = own.length / rowCount(truth);
  const differs = (row: number) => {
    for (let at = row * width; at < (row + 1) * width; at++) if (own[at] !== other[at]) return true;
    return false;
  };
  return unitsWith(differs, own.length / width, groups);
}

/** Every score, probability or value. */
export function numbersOf(predictions: Predictions): Float64Array {
  if (predictions.task === 'binary') return predictions.scores;
  if (predictions.task === 'scores') return predictions.own.values;
  return predictions.task === 'multiclass' ? predictions.probabilities : predictions.values;
}

/** Rows (groups with such a row) that something holds for. */
export function* unitsWith(
  holds: (row: number) => boolean,
  rows: number,
  groups: Groups | null,
): Steps<number> {
  const seen = groups === null ? null : new Uint8Array(groups.count);
  let count = 0;
  for (const [from, to] of portions(rows)) {
    for (let row = from; row < to; row++) {
      if (!holds(row)) continue;
      const group = groups?.index[row] ?? -1;
      if (seen?.[group] === 1) continue;
      if (seen !== null) seen[group] = 1;
      count += 1;
    }
    yield to - from;
  }
  return count;
}
