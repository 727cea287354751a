import { describe, expect, it } from 'vitest';
import { judgeChange } from './judge-change.ts';

const seen = { better: 'higher', difference: 0.01, interval: null, guard: null } as const;

describe('judgeChange', () => {
  it.each([
    ['a point that rose', seen, 'better'],
    ['a point that fell', { ...seen, difference: -0.01 }, 'worse'],
    ['a point that rose where lower is better', { ...seen, better: 'lower' }, 'worse'],
    ['the same point, but for rounding', { ...seen, difference: 1e-17 }, 'same'],
    ['an interval above 0', { ...seen, interval: [0.001, 0.02] }, 'better'],
    [
      'an interval above 0 where lower is better',
      { ...seen, better: 'lower', interval: [0.001, 0.02] },
      'worse',
    ],
    ['an interval below 0', { ...seen, interval: [-0.02, -0.001] }, 'worse'],
    ['an interval that touches 0', { ...seen, interval: [0, 0.02] }, 'unclear'],
    ['an interval around 0', { ...seen, interval: [-0.01, 0.02] }, 'unclear'],
    ['an interval that may not be read', { ...seen, interval: [0.001, 0.02], guard: 'few rows' }, 'unclear'],
    ['the same predictions', { ...seen, difference: 0, interval: [0, 0], guard: 'no width' }, 'same'],
  ] as const)('%s', (_name, change, expected) => {
    expect(judgeChange(change)).toBe(expected);
  });
});
