import { describe, expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import { fewCriticalValue, leaningCriticalValue, leanOf, shapeOf } from './lean.ts';

describe('lean', () => {
  it('is the skewness of SciPy over √n', () => {
    const values = Float64Array.from({ length: 40 }, (_, row) => Math.exp(row / 10));
    expect(inOneGo(leanOf(values))).toBeCloseTo(0.19984752672275097, 12);
    expect(inOneGo(leanOf(values.map((value) => -value)))).toBeCloseTo(-0.19984752672275097, 12);
  });

  it.each([1, 4, 25])('of %d values that differ alike among many is 1 over its root', (count) => {
    const values = Float64Array.from({ length: 1e6 }, (_, row) => (row < count ? 1 : 0));
    expect(inOneGo(leanOf(values))).toBeCloseTo(1 / Math.sqrt(count), 3);
  });

  it('of equal values is 0', () => {
    expect(inOneGo(leanOf(new Float64Array(9).fill(3)))).toBe(0);
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

describe('the critical value of few values that differ', () => {
  // (k − gamma.ppf(q, k + ½)) / √k by SciPy 1.17; Wilson and Hilferty's cube root is within a hundredth of it.
  it.each([
    [4, 1.3249026250049103, -2.7556919496604078],
    [10, 1.5364087631950285, -2.4474251740599957],
    [25, 1.6838213630873065, -2.261599226908585],
    [400, 1.8884100207555208, -2.033108295934062],
  ])('that lean as %d alike do is that of a Poisson count', (count, below, above) => {
    const of = (critical: number, sign: number) =>
      fewCriticalValue(critical, { lean: sign / Math.sqrt(count), stray: -0.5 / count });
    const z = 1.959963984540054;
    expect(Math.abs(of(z, 1) - below)).toBeLessThan(0.01);
    expect(Math.abs(of(-z, 1) - above)).toBeLessThan(0.01);
    expect(of(z, -1)).toBeCloseTo(-of(-z, 1), 12);
  });

  it('agrees with Hall to first order, and is the same without a lean', () => {
    const lean = 1e-3;
    for (const critical of [-2.5, -1.96, 1.96])
      expect(
        Math.abs(fewCriticalValue(critical, { lean, stray: 0 }) - leaningCriticalValue(critical, lean)),
      ).toBeLessThan(5e-6);
    expect(fewCriticalValue(1.96, { lean: 0, stray: -1 })).toBe(1.96);
  });

  it('is larger where the lean strays', () => {
    const straight = fewCriticalValue(1.96, { lean: 0.1, stray: 0 });
    expect(fewCriticalValue(1.96, { lean: 0.1, stray: 0.05 })).toBeCloseTo(
      straight * (1 + (0.05 * (2 * 1.96 ** 2 + 1)) / 6),
      12,
    );
  });

  // Skewness and kurtosis of the same numbers by NumPy.
  it('is told from lean and kurtosis of the values', () => {
    const values = Float64Array.from([...new Array(95).fill(0), 1, 1, 1, -1, 2]);
    expect(inOneGo(shapeOf(values)).lean).toBeCloseTo(0.4123906705539358, 12);
    expect(inOneGo(shapeOf(values)).stray).toBeCloseTo(0.015492322501678812, 12);
    expect(inOneGo(shapeOf(new Float64Array(5)))).toEqual({ lean: 0, stray: 0 });
  });
});
