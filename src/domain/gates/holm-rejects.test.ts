import { describe, expect, it } from 'vitest';
import { holmRejects } from './holm-rejects.ts';

describe('Holm', () => {
  // statsmodels 0.15.0 multipletests([.01, .04, .03, .005, .2], method='holm'): .04 .09 .09 .025 .2
  const pValues = [0.01, 0.04, 0.03, 0.005, 0.2];

  it.each([
    [0.0249, [false, false, false, false, false]],
    [0.0251, [false, false, false, true, false]],
    [0.0401, [true, false, false, true, false]],
    [0.0901, [true, true, true, true, false]],
    [0.2001, [true, true, true, true, true]],
  ])('rejects at level %s what statsmodels rejects', (alpha, rejected) => {
    expect(holmRejects(pValues, alpha)).toEqual(rejected);
  });

  it('never rejects NaN, and takes no tests at all', () => {
    expect(holmRejects([Number.NaN], 0.5)).toEqual([false]);
    expect(holmRejects([], 0.05)).toEqual([]);
  });
});
