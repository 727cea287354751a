import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import { scoreOrder } from './score-order.ts';

/** Σ over distinct scores of (Rₙ − Rₙ₋₁)·Pₙ, without interpolation; 0 without positives. */
function estimateAveragePrecision({ truth, predictions, weights }: MetricInput): Estimate {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  const steps = stepsOf(truth.labels, predictions.scores, weights);
  const influence = new Float64Array(truth.labels.length);
  if (steps.positives === 0) return { value: 0, influence, reason: null };
  return { value: stepSum(steps), influence: influenceOf(steps, influence, truth.labels), reason: null };
}

/** Distinct scores in descending order, with sums of weights. */
interface Steps {
  readonly order: Uint32Array;
  readonly weights: Float64Array | null;
  /** Places in `order`, from its end, at which each step ends. */
  readonly ends: Uint32Array;
  readonly count: number;
  /** Weight of all rows and of positives with this score or a higher one. */
  readonly rowsAbove: Float64Array;
  readonly hitsAbove: Float64Array;
  readonly positives: number;
}

function stepsOf(labels: Uint8Array, scores: Float64Array, weights: Float64Array | null): Steps {
  const { rows: order, starts } = scoreOrder(scores);
  const rows = order.length;
  const [ends, rowsAbove, hitsAbove] = [
    new Uint32Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ];
  let [count, total, hits] = [0, 0, 0];
  for (let place = rows - 1; place >= 0; place--) {
    const row = order[place] as number;
    const weight = weights === null ? 1 : (weights[row] as number);
    total += weight;
    if (labels[row] === 1) hits += weight;
    if (starts[place] === 0) continue;
    ends[count] = place;
    rowsAbove[count] = total;
    hitsAbove[count] = hits;
    count += 1;
  }
  return { order, weights, ends, count, rowsAbove, hitsAbove, positives: hits };
}

function stepSum({ count, rowsAbove, hitsAbove, positives }: Steps): number {
  let [sum, before] = [0, 0];
  for (let step = 0; step < count; step++) {
    const [hits, rows] = [hitsAbove[step] as number, rowsAbove[step] as number];
    if (hits > before) sum += (hits - before) * (hits / rows);
    before = hits;
  }
  return sum / positives;
}

/**
 * The derivative of the step sum by the weight of a row. With P(t) = TP(t)/N(t) and p(t) the weight of the positives at
 * t, a row of score s moves Σ p(t)·P(t) by y·P(s) + Σ over t ≤ s of p(t)·(y − P(t))/N(t), and a positive the divisor.
 */
function influenceOf(steps: Steps, influence: Float64Array, labels: Uint8Array): Float64Array {
  const { order, weights, ends, count, rowsAbove, hitsAbove, positives } = steps;
  const value = stepSum(steps);
  let [gain, loss, place] = [0, 0, 0];
  for (let step = count - 1; step >= 0; step--) {
    const [rows, hits] = [rowsAbove[step] as number, hitsAbove[step] as number];
    const own = hits - (step === 0 ? 0 : (hitsAbove[step - 1] as number));
    const precision = rows === 0 ? 0 : hits / rows;
    if (own > 0) {
      gain += own / rows;
      loss += (own * precision) / rows;
    }
    const end = step === 0 ? order.length : (ends[step - 1] as number);
    for (; place < end; place++) {
      const row = order[place] as number;
      const weight = weights === null ? 1 : (weights[row] as number);
      const forHit = labels[row] === 1 ? precision + gain - value : 0;
      influence[row] = (weight * (forHit - loss)) / positives;
    }
  }
  return influence;
}

export const averagePrecision: Metric = {
  name: 'average_precision',
  tasks: ['binary'],
  better: 'higher',
  method: 'linearised',
  ordersScores: true,
  estimate: estimateAveragePrecision,
};
