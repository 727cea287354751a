import { describe, expect, it } from 'vitest';
import { sparklines } from './sparkline.ts';

describe('sparklines', () => {
  it('draws one bar a share, several samples on one scale', () => {
    expect(sparklines([[0, 0.25, 0.5, 1]])).toEqual(['▁▃▅█']);
    expect(
      sparklines([
        [0.5, 0.5],
        [0, 1],
      ]),
    ).toEqual(['▅▅', '▁█']);
  });

  it('has nothing to divide by where nothing is', () => {
    expect(sparklines([[0, 0], []])).toEqual(['▁▁', '']);
  });
});
