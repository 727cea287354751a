import { expect, it } from 'vitest';
import { PAIR_METRICS } from '../metrics/pair-metrics.ts';
import { METRICS } from '../metrics/registry.ts';
import { metricWords } from './metric-words.ts';

it('has words for every metric there is, and none for the user’s own', () => {
  const without = METRICS.map(({ name }) => name).filter((name) => metricWords(name) === null);
  expect(without).toEqual([]);
  for (const { name } of PAIR_METRICS.filter((each) => each.name !== 'positive_flip_rate'))
    expect(metricWords(name)).not.toBeNull();
  expect(metricWords('helpfulness')).toBeNull();
  expect(metricWords('top_3_accuracy')).toContain('the 3 likeliest');
  expect(metricWords('recall@10')).toContain('the first 10');
});
