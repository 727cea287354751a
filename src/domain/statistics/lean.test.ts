import { describe, expect, it } from 'vitest';
import { leaningCriticalValue, leanOf } from './lean.ts';

describe('lean', () => {
  it('is the skewness of SciPy over √n', () => {
    const values = Float64Array.from({ length: 40 }, (_, row) => Math.exp(row / 10));
    expect(leanOf(values)).toBeCloseTo(0.19984752672275097, 12);
    expect(leanOf(values.map((value) => -value))).toBeCloseTo(-0.19984752672275097, 12);
  });

  it.each([1, 4, 25])('of %d values that differ alike among many is 1 over its root', (count) => {
    const values = Float64Array.from({ length: 1e6 }, (_, row) => (row < count ? 1 : 0));
    expect(leanOf(values)).toBeCloseTo(1 / Math.sqrt(count), 3);
  });

  it('of equal values is 0', () => {
    expect(leanOf(new Float64Array(9).fill(3))).toBe(0);
  });
});

describe('the critical value of a mean that leans', () => {
  /** Hall's g, as he writes it. */
  const straightened = (t: number, lean: number) =>
    t + (lean * t * t) / 3 + (lean * lean * t ** 3) / 27 + lean / 6;

  it.each([-0.9, -0.15, -1e-5, 1e-5, 0.15, 0.5])(
    'with a lean of %d is what his transformation takes back',
    (lean) => {
      for (const critical of [-2.5, -1.96, 0, 1.96, 2.5])
        expect(straightened(leaningCriticalValue(critical, lean), lean)).toBeCloseTo(critical, 9);
    },
  );

  it('without a lean is the same', () => {
    expect(leaningCriticalValue(1.96, 0)).toBe(1.96);
  });

  // Mean 12.7407…, standard error 2.1132…, t(39) = 2.0227; the polynomial inverted numerically by SciPy.
  it('gives the interval of forty numbers that grow like e^x', () => {
    const of = (critical: number) =>
      12.740725053524782 - 2.1132064640924426 * leaningCriticalValue(critical, 0.19984752672275097);
    expect(of(2.022690920036764)).toBeCloseTo(8.99615727315044, 8);
    expect(of(-2.022690920036764)).toBeCloseTo(17.870202856914865, 8);
  });
});
