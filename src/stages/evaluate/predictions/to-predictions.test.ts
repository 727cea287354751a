import { describe, expect, it } from 'vitest';
import { inOneGo } from '../../../domain/steps.ts';
import { binaryTruth } from '../rows/truth.ts';
import { nonFiniteRows, toPredictions } from './to-predictions.ts';

const truth = binaryTruth(['yes', 'no', 'yes'], 'yes', 'text');
const scores = (probabilities: number[]) =>
  inOneGo(
    toPredictions(
      {
        kind: 'classes',
        classes: ['no', 'yes'],
        probabilities: Float64Array.from(probabilities),
        scoreType: 'float32',
        labels: null,
        notes: [],
      },
      truth,
      { positive: 'yes', kind: 'text', who: 'the candidate' },
    ),
  );

describe('scores of a binary task', () => {
  it('are those of the positive class, wherever it stands', () => {
    expect(scores([0.1, 0.9, 0.8, 0.2, 0.5, 0.5])).toMatchObject({ scores: Float64Array.of(0.9, 0.2, 0.5) });
  });

  it.each([
    ['negative', [Number.NaN, 0.9]],
    ['positive', [0.1, Number.NaN]],
    ['negative', [Number.NEGATIVE_INFINITY, 0.9]],
  ])('are broken in a row whose %s class is no finite number', (_, row) => {
    const predictions = scores([...row, 0.8, 0.2, 0.5, 0.5]);
    expect(inOneGo(nonFiniteRows(predictions, 3, 5))).toEqual({ count: 1, first: [0] });
  });
});
