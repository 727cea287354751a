import { expect, it } from 'vitest';
import { metricRange } from './metric-range.ts';
import { METRICS } from './registry.ts';

const INFINITE = Number.POSITIVE_INFINITY;

it.each([
  ['roc_auc', [0, 1]],
  ['top_2_accuracy', [0, 1]],
  ['ndcg@10', [0, 1]],
  ['mcc', [-1, 1]],
  ['cohen_kappa', [-1, 1]],
  ['r2', [-INFINITE, 1]],
  ['brier', [0, 2]],
  ['log_loss', [0, INFINITE]],
  ['pinball_0.1', [0, INFINITE]],
  ['profit', null],
])('values of %s lie in %j', (name, range) => {
  expect(metricRange(name)).toEqual(range);
});

it('only losses have no upper end', () => {
  const unbounded = METRICS.filter(({ name }) => metricRange(name)?.[1] === INFINITE);
  expect(unbounded.every(({ better }) => better === 'lower')).toBe(true);
  const bounded = METRICS.filter((metric) => !unbounded.includes(metric) && metric.better === 'lower');
  expect(bounded.map(({ name }) => name.replace(/_\d+$/, '')).sort()).toEqual(['brier', 'ece']);
});
