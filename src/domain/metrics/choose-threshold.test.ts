import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import { chooseThreshold, type ScoredRows, THRESHOLD_METRICS } from './choose-threshold.ts';
import { measureMetrics } from './measure-metrics.ts';

function rows(seed: number, count: number, { digits = 16, weighted = false } = {}): ScoredRows {
  const random = seededRandom(seed);
  const labels = Uint8Array.from({ length: count }, (_, row) => (row === 0 || random() < 0.3 ? 1 : 0));
  const scores = Float64Array.from(
    labels,
    (label) => Math.round((0.3 * label + 0.7 * random()) * 10 ** digits) / 10 ** digits,
  );
  return { labels, scores, weights: weighted ? scores.map(() => random()) : null };
}

function valueAt({ labels, scores, weights }: ScoredRows, metric: string, threshold: number): number {
  const [measured] = measureMetrics({
    truth: { task: 'binary', labels },
    candidate: { task: 'binary', scores, scoreType: 'float64' },
    baseline: null,
    groups: null,
    weights,
    metrics: [metric],
    threshold,
    confidence: 0.95,
    subset: null,
  });
  return measured?.candidate ?? Number.NaN;
}

describe.each(THRESHOLD_METRICS)('the threshold chosen for %s', (metric) => {
  it.each([
    ['distinct scores', rows(1, 200)],
    ['many ties', rows(2, 300, { digits: 1 })],
    ['weights', rows(3, 150, { weighted: true })],
    ['two rows', { labels: Uint8Array.of(1, 0), scores: Float64Array.of(0.2, 0.7), weights: null }],
  ])('has the value it says, and no other has a larger one: %s', (_, given) => {
    const chosen = chooseThreshold(given, metric);
    if (chosen === null) throw new Error('nothing was chosen');
    expect(valueAt(given, metric, chosen.threshold)).toBeCloseTo(chosen.value, 12);
    for (const threshold of [...given.scores, ...[...given.scores].map((score) => score + 1e-9), 0.999999])
      expect(valueAt(given, metric, threshold)).toBeLessThanOrEqual(chosen.value + 1e-12);
  });
});

describe('a threshold', () => {
  const of = (labels: number[], scores: number[]) =>
    chooseThreshold(
      { labels: Uint8Array.from(labels), scores: Float64Array.from(scores), weights: null },
      'f1',
    );

  it('lies between scores, with few decimals, so that no rounding of a score crosses it', () => {
    expect(of([0, 0, 1, 1], [0.1, 0.2, 0.6128, 0.9])).toEqual({ threshold: 0.4, value: 1 });
    expect(of([0, 1], [0.612345, 0.612399])).toEqual({ threshold: 0.61237, value: 1 });
  });

  it('is that nearest to 0.5 of equally good ones', () => {
    expect(of([1, 0, 1, 0], [0.9, 0.8, 0.3, 0.1])).toMatchObject({ threshold: 0.2, value: 0.8 });
    expect(of([1, 1], [0.9, 0.8])).toMatchObject({ threshold: 0.4, value: 1 });
  });

  it('may be as high as the lowest score where nothing lies below', () => {
    const [low, high] = [1 - 2 ** -52, 1 - 2 ** -53];
    expect(of([0, 1], [low, high])).toEqual({ threshold: high, value: 1 });
  });

  it('is none where scores are 0 and 1 alike', () => {
    expect(of([0, 1], [0, 0])).toMatchObject({ threshold: 0.5, value: 0 });
    expect(of([0, 1], [1, 1])).toMatchObject({ threshold: 0.5 });
    expect(of([0, 1], [0, 1])).toEqual({ threshold: 0.5, value: 1 });
  });
});
