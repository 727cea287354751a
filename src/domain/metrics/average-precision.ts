import { portions, type Steps } from '../steps.ts';
import { type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import { scoreOrderInSteps } from './score-order.ts';

/** Σ over distinct scores of (Rₙ − Rₙ₋₁)·Pₙ, without interpolation; 0 without positives. */
function* estimateAveragePrecision({ truth, predictions, weights }: MetricInput): Steps<Estimate> {
  if (truth.task !== 'binary' || predictions.task !== 'binary')
    return undefinedEstimate('not a binary task', 0);
  const levels = yield* levelsOf(truth.labels, predictions.scores, weights);
  const influence = new Float64Array(truth.labels.length);
  if (levels.positives === 0) return { value: 0, influence, reason: null };
  const value = yield* levelSum(levels);
  yield* fillInfluence(influence, levels, { labels: truth.labels, value });
  return { value, influence, reason: null };
}

/** Distinct scores in descending order, with sums of weights. */
interface Levels {
  readonly order: Uint32Array;
  readonly weights: Float64Array | null;
  /** Places in `order`, from its end, at which each score ends. */
  readonly ends: Uint32Array;
  readonly count: number;
  /** Weight of all rows and of positives with this score or a higher one. */
  readonly rowsAbove: Float64Array;
  readonly hitsAbove: Float64Array;
  readonly positives: number;
}

function* levelsOf(labels: Uint8Array, scores: Float64Array, weights: Float64Array | null): Steps<Levels> {
  const { rows: order, starts } = yield* scoreOrderInSteps(scores);
  const rows = order.length;
  const [ends, rowsAbove, hitsAbove] = [
    new Uint32Array(rows),
    new Float64Array(rows),
    new Float64Array(rows),
  ];
  let [count, total, hits] = [0, 0, 0];
  for (const [from, to] of portions(rows)) {
    for (let place = rows - 1 - from; place >= rows - to; place--) {
      const row = order[place] as number;
      const weight = weights === null ? 1 : (weights[row] as number);
      total += weight;
      hits += (labels[row] as number) * weight;
      if (starts[place] === 0) continue;
      ends[count] = place;
      rowsAbove[count] = total;
      hitsAbove[count] = hits;
      count += 1;
    }
    yield to - from;
  }
  return { order, weights, ends, count, rowsAbove, hitsAbove, positives: hits };
}

function* levelSum({ count, rowsAbove, hitsAbove, positives }: Levels): Steps<number> {
  let [sum, before] = [0, 0];
  for (const [from, to] of portions(count)) {
    for (let level = from; level < to; level++) {
      const hits = hitsAbove[level] as number;
      const rows = rowsAbove[level] as number;
      if (hits > before) sum += (hits - before) * (hits / rows);
      before = hits;
    }
    yield to - from;
  }
  return sum / positives;
}

/**
 * The derivative of the step sum by the weight of a row. With P(t) = TP(t)/N(t) and p(t) the weight of the positives at
 * t, a row of score s moves Σ p(t)·P(t) by y·P(s) + Σ over t ≤ s of p(t)·(y − P(t))/N(t), and a positive the divisor.
 */
function* fillInfluence(
  influence: Float64Array,
  levels: Levels,
  { labels, value }: { readonly labels: Uint8Array; readonly value: number },
): Steps<void> {
  const { order, weights, ends, count, positives } = levels;
  let [gain, loss, place] = [0, 0, 0];
  for (const [from, to] of portions(count)) {
    const began = place;
    for (let level = count - 1 - from; level >= count - to; level--) {
      const { rows, own, precision } = levelAt(levels, level);
      if (own > 0) {
        gain += own / rows;
        loss += (own * precision) / rows;
      }
      const end = level === 0 ? order.length : (ends[level - 1] as number);
      for (; place < end; place++) {
        const row = order[place] as number;
        const weight = weights === null ? 1 : (weights[row] as number);
        const forHit = (labels[row] as number) * (precision + gain - value);
        influence[row] = (weight * (forHit - loss)) / positives;
      }
    }
    yield place - began;
  }
}

/** Weight of all rows with this score or a higher one, of the positives that have just this one, and the precision there. */
function levelAt({ rowsAbove, hitsAbove }: Levels, level: number) {
  const rows = rowsAbove[level] as number;
  const hits = hitsAbove[level] as number;
  const own = hits - (level === 0 ? 0 : (hitsAbove[level - 1] as number));
  return { rows, own, precision: rows === 0 ? 0 : hits / rows };
}

export const averagePrecision: Metric = {
  name: 'average_precision',
  tasks: ['binary'],
  better: 'higher',
  method: 'linearised',
  estimate: estimateAveragePrecision,
};
