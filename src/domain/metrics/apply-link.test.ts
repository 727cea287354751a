import { describe, expect, it } from 'vitest';
import { applyLink } from './apply-link.ts';
import type { Predictions } from './observations.ts';

const binary = (...scores: number[]): Predictions => ({
  task: 'binary',
  scores: Float64Array.from(scores),
  scoreType: 'float64',
});
const classes = (...logits: number[]): Predictions => ({
  task: 'multiclass',
  probabilities: Float64Array.from(logits),
  scoreType: 'float64',
});
const valuesOf = (predictions: Predictions) => {
  if (predictions.task === 'binary') return [...predictions.scores];
  return predictions.task === 'multiclass' ? [...predictions.probabilities] : [];
};

describe('logits become probabilities', () => {
  it('of a binary score as SciPy’s expit says, without overflow', () => {
    const found = valuesOf(applyLink(binary(0, 2, -2, 800, -800, -30), 'logit', 1));
    const expit = [0.5, 0.8807970779778823, 0.11920292202211755, 1, 0, 9.357622968839299e-14];
    found.forEach((value, row) => {
      expect(value).toBeCloseTo(expit[row] ?? Number.NaN, 15);
    });
  });

  it('of several classes as SciPy’s softmax says, without overflow', () => {
    const found = valuesOf(applyLink(classes(1, 2, 3, 1000, 1001, 1002), 'softmax', 3));
    const softmax = [0.09003057317038046, 0.24472847105479767, 0.6652409557748219];
    found.forEach((value, index) => {
      expect(value).toBeCloseTo(softmax[index % 3] ?? Number.NaN, 15);
    });
  });

  it('never out of what is no number, and not where nothing says that they are logits', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(valuesOf(applyLink(binary(...odd), 'logit', 1))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(valuesOf(applyLink(classes(0, Number.NEGATIVE_INFINITY, 1, 1), 'softmax', 2))).toEqual([
      Number.NaN,
      Number.NaN,
      0.5,
      0.5,
    ]);
    expect(valuesOf(applyLink(binary(2), null, 1))).toEqual([2]);
  });
});
