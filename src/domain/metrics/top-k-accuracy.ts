import { portions, type Steps } from '../steps.ts';
import { type MetricInput, meanEstimate } from './estimate.ts';
import type { MetricFamily } from './metric.ts';

/**
 * 1 where the true class is among the k largest probabilities. As in scikit-learn the highest index goes first among equal
 * ones, which is the other way round than for decided labels.
 */
function* topRows({ truth, predictions }: MetricInput, k: number): Steps<Float64Array> {
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass') return new Float64Array(0);
  const width = truth.classes.length;
  const { probabilities } = predictions;
  const hits = new Float64Array(truth.labels.length);
  for (const [from, to] of portions(hits.length)) {
    for (let row = from; row < to; row++) {
      const start = row * width;
      const label = truth.labels[row] as number;
      const own = probabilities[start + label] as number;
      let before = 0;
      for (let index = 0; index < width; index++) {
        const other = probabilities[start + index] as number;
        if (other > own || (other === own && index > label)) before += 1;
      }
      hits[row] = before < k ? 1 : 0;
    }
    yield (to - from) * width;
  }
  return hits;
}

/** top_k_accuracy. */
export const topKAccuracy: MetricFamily = {
  pattern: /^top_([1-9]\d{0,3})_accuracy$/,
  example: 'top_2_accuracy',
  member: (parameter) => {
    const hits = (input: MetricInput) => topRows(input, Number(parameter));
    return {
      name: `top_${parameter}_accuracy`,
      tasks: ['multiclass'],
      better: 'higher',
      method: 'share',
      *estimate(input) {
        return yield* meanEstimate(yield* hits(input), input.weights);
      },
      hits,
    };
  },
};
