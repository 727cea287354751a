import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalPlaces,
  formatBytes,
  formatCount,
  formatExact,
  formatNumber,
  formatPercent,
  formatSeconds,
} from './format-number.ts';
import { metricLabel, quantityFormat } from './quantity-format.ts';

describe('decimal places', () => {
  it.each([
    [0.007, 4],
    [0.0099, 4],
    [0.01, 3],
    [0.12, 2],
    [1.2, 1],
    [12, 0],
    [1200, 0],
  ])('a half-width of %s shows two significant digits', (halfWidth, places) => {
    expect(decimalPlaces(halfWidth, [])).toBe(places);
  });

  it('are more until the text agrees with the verdict', () => {
    expect(decimalPlaces(0.01, [{ value: 0.00499, limit: 0.005 }])).toBe(5);
    expect(decimalPlaces(0.01, [{ value: 0.0049999, limit: 0.005 }])).toBe(7);
    expect(decimalPlaces(0.01, [{ value: 0.004, limit: 0.005 }])).toBe(3);
  });

  it('stop for values that differ from the limit by the rounding of float64 only', () => {
    expect(decimalPlaces(0.01, [{ value: 0.81 - 0.8, limit: 0.01 }])).toBe(3);
  });

  it('without an interval are three significant digits', () => {
    expect(decimalPlaces(null, [{ value: 0.2134, limit: 5 }])).toBe(3);
    expect(decimalPlaces(null, [{ value: 213.4, limit: 5 }])).toBe(0);
    expect(decimalPlaces(null, [{ value: 0, limit: 5 }])).toBe(0);
  });

  it('never let a rounded bound read on the other side of its limit', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.double({ min: 1e-6, max: 10, noNaN: true }), (bound, limit, halfWidth) => {
        fc.pre(Math.abs(bound - limit) > 1e-11);
        const shown = Number(bound.toFixed(decimalPlaces(halfWidth, [{ value: bound, limit }])));
        expect(Math.sign(shown - limit)).toBe(Math.sign(bound - limit));
      }),
      { seed: 4 },
    );
  });
});

describe('numbers', () => {
  it.each([
    [-0.0345, 3, {}, '−0.035'],
    [0.0345, 3, { signed: true }, '+0.035'],
    [-0.0001, 2, { signed: true }, '0.00'],
    [1234567.891, 1, {}, '1,234,567.9'],
    [-1234, 0, {}, '−1,234'],
    [0.1234567, 7, {}, '0.1234567'],
    [Number.NaN, 2, {}, 'not a number'],
    [Number.NEGATIVE_INFINITY, 2, {}, '−∞'],
    [1e300, 2, {}, '1.000e+300'],
  ])('%s with %s places %o is %s', (value, places, style, text) => {
    expect(formatNumber(value, places, style)).toBe(text);
  });

  it.each([
    [0.005, '0.005'],
    [5, '5'],
    [-0.1, '−0.1'],
    [12345.5, '12,345.5'],
    [1e-7, '1e−7'],
  ])('the limit %s is written as it is: %s', (value, text) => {
    expect(formatExact(value)).toBe(text);
  });

  it('percent, counts, seconds, bytes', () => {
    expect([0.01, 0.005, 0.95, 0.07, 0.999].map(formatPercent)).toEqual([
      '1 %',
      '0.5 %',
      '95 %',
      '7 %',
      '99.9 %',
    ]);
    expect([0, 999, 5069].map(formatCount)).toEqual(['0', '999', '5,069']);
    expect([0.04, 3.14, 42.4, 125, 3780].map(formatSeconds)).toEqual([
      '0.0 s',
      '3.1 s',
      '42 s',
      '2 min 5 s',
      '1 h 3 min',
    ]);
    expect([0, 999, 1234, 46_000_000, 999_600].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.2 kB',
      '46 MB',
      '1.0 MB',
    ]);
  });
});

describe('quantities', () => {
  it('carry the unit of their metric', () => {
    const latency = quantityFormat({
      metric: 'latency_p95_ms',
      halfWidth: null,
      values: [0.2134, 0.03],
      comparisons: [{ value: 0.2134, limit: 5 }],
    });
    expect([latency.measured(0.2134), latency.measured(0.1834, { signed: true }), latency.limit(5)]).toEqual([
      '0.213 ms',
      '+0.183 ms',
      '5 ms',
    ]);
    expect(metricLabel('latency_p95_ms')).toBe('latency p95');
    expect(metricLabel('constructor')).toBe('constructor');
  });

  it('of bytes share one readable unit and still agree with the verdict', () => {
    const size = quantityFormat({
      metric: 'size_bytes',
      halfWidth: null,
      values: [5_000_400],
      comparisons: [{ value: 5_000_400, limit: 5_000_000 }],
    });
    expect([size.measured(5_000_400), size.limit(5_000_000)]).toEqual(['5.0004 MB', '5 MB']);
    expect(size.advice(5_000_400, 'up')).toBe('5000400');
  });

  it('advise a limit that does not cut off what it must hold', () => {
    const format = quantityFormat({ metric: 'roc_auc', halfWidth: 0.01, values: [0.7], comparisons: [] });
    expect([
      format.advice(0.03841, 'up'),
      format.advice(0.03841, 'down'),
      format.advice(0.038, 'up'),
    ]).toEqual(['0.039', '0.038', '0.038']);
  });
});
