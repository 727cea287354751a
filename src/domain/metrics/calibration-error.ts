import { portions, type Steps } from '../steps.ts';
import { decideLabels } from './decide-labels.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { MetricFamily } from './metric.ts';

interface Claims {
  /** Chance that the model gives to what it says. */
  readonly chance: Float64Array;
  /** 1 where that is true, else 0. */
  readonly holds: Uint8Array;
}

/** Binary: the score speaks of the positive class. Multiclass: the largest probability speaks of the decided class. */
export function* claimsOf(input: MetricInput): Steps<Claims | null> {
  const { truth, predictions } = input;
  if (truth.task === 'binary' && predictions.task === 'binary')
    return { chance: predictions.scores, holds: truth.labels };
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass') return null;
  const [decided, width] = [yield* decideLabels(input), truth.classes.length];
  const [chance, holds] = [new Float64Array(decided.length), new Uint8Array(decided.length)];
  for (const [from, to] of portions(decided.length)) {
    for (let row = from; row < to; row++) {
      const label = decided[row] as number;
      chance[row] = predictions.probabilities[row * width + label] as number;
      holds[row] = label === truth.labels[row] ? 1 : 0;
    }
    yield to - from;
  }
  return { chance, holds };
}

/** Bins of equal width, closed on the right as usual: (0, 1/k], (1/k, 2/k] …; 0 is in the first. */
export function binOf(chance: number, bins: number): number {
  let bin = Math.min(Math.max(Math.ceil(chance * bins) - 1, 0), bins - 1);
  while (bin > 0 && chance <= bin / bins) bin--;
  while (bin < bins - 1 && chance > (bin + 1) / bins) bin++;
  return bin;
}

interface Gaps {
  /** Per bin Σw·(chance − truth), and Σw²·chance·(1 − chance), its variance if every chance were true. */
  readonly gap: Float64Array;
  readonly variance: Float64Array;
  readonly total: number;
}

function* gapsOf({ chance, holds }: Claims, weights: Float64Array | null, bins: number): Steps<Gaps> {
  const [gap, variance] = [new Float64Array(bins), new Float64Array(bins)];
  let total = 0;
  for (const [from, to] of portions(chance.length)) {
    for (let row = from; row < to; row++) {
      const claimed = chance[row] as number;
      const weight = weights === null ? 1 : (weights[row] as number);
      const bin = binOf(claimed, bins);
      gap[bin]! += weight * (claimed - (holds[row] as number));
      variance[bin]! += weight * weight * claimed * (1 - claimed);
      total += weight;
    }
    yield to - from;
  }
  return { gap, variance, total };
}

/** Σ over bins of |Σw·(chance − truth)| / Σw. */
function* estimateEce(input: MetricInput, bins: number): Steps<Estimate> {
  const claims = yield* claimsOf(input);
  if (claims === null) return undefinedEstimate('not a classification task', 0);
  const { gap, total } = yield* gapsOf(claims, input.weights, bins);
  const value = gap.reduce((sum, each) => sum + Math.abs(each), 0) / total;
  return { value, influence: new Float64Array(0), reason: null };
}

/** What it would be on average if every chance were true: √(2/π) times the standard deviation of each bin (normal approximation). */
function* chanceEce(input: MetricInput, bins: number): Steps<number> {
  const claims = yield* claimsOf(input);
  if (claims === null) return Number.NaN;
  const { variance, total } = yield* gapsOf(claims, input.weights, bins);
  return variance.reduce((sum, each) => sum + Math.sqrt((2 / Math.PI) * each), 0) / total;
}

const MOST_BINS = 1000;

/** ece_k: expected calibration error over k bins of equal width. */
export const ece: MetricFamily = {
  pattern: /^ece_([1-9]\d{0,3})$/,
  example: 'ece_15',
  member: (parameter) => {
    const bins = Number(parameter);
    if (bins > MOST_BINS) return null;
    return {
      name: `ece_${parameter}`,
      tasks: ['binary', 'multiclass'],
      better: 'lower',
      method: 'none',
      estimate: (input) => estimateEce(input, bins),
      nullValue: (input) => chanceEce(input, bins),
      displayOnly:
        'ece is shown, never judged: few rows alone make it large, however good the model; gate log_loss or brier, and name it under evaluate.metrics to see it',
    };
  },
};
