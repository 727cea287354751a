import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chiSquareSurvival } from './chi-square.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { studentQuantile, studentSurvival } from './student-t.ts';
import { tangoInterval, wilsonInterval } from './tango.ts';

/** By SciPy; Tango's interval by numerical maximum likelihood: test/fixtures/metrics/make-metrics.py. */
const expected = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/metrics/distributions.json', import.meta.url), 'utf8'),
) as {
  readonly normalCdf: [number, number][];
  readonly normalQuantile: [number, number][];
  readonly studentSurvival: [number, number, number][];
  readonly studentQuantile: [number, number, number][];
  readonly chiSquareSurvival: [number, number, number][];
  readonly tango: {
    onlyCandidate: number;
    onlyBaseline: number;
    rows: number;
    confidence: number;
    interval: [number, number];
  }[];
  readonly wilson: { successes: number; rows: number; confidence: number; interval: [number, number] }[];
};

/** Distance from the reference, as a share of it where it is not zero. */
function distance(value: number, reference: number): number {
  return Math.abs(value - reference) / (reference === 0 ? 1 : Math.abs(reference));
}

describe('SciPy’s', () => {
  it.each(expected.normalCdf)('normal P(Z <= %d)', (z, reference) => {
    expect(distance(normalCdf(z), reference)).toBeLessThan(z < -20 ? 1e-12 : 1e-13);
  });

  it.each(expected.normalQuantile)('normal quantile of %d', (p, reference) => {
    expect(distance(normalQuantile(p), reference)).toBeLessThan(1e-12);
  });

  it.each(expected.studentSurvival)('P(T > %d) with %d degrees', (t, degrees, reference) => {
    expect(distance(studentSurvival(t, degrees), reference)).toBeLessThan(1e-9);
  });

  it.each(expected.studentQuantile)('t quantile of %d with %d degrees', (p, degrees, reference) => {
    expect(distance(studentQuantile(p, degrees), reference)).toBeLessThan(1e-9);
  });

  it.each(expected.chiSquareSurvival)('P(X > %d) of chi-square with %d degrees', (x, degrees, reference) => {
    expect(distance(chiSquareSurvival(x, degrees), reference)).toBeLessThan(1e-10);
  });

  it.each(expected.wilson)('Wilson interval of $successes in $rows', (given) => {
    const interval = wilsonInterval(given.successes / given.rows, given.rows, given.confidence);
    expect(distance(interval[0], given.interval[0])).toBeLessThan(1e-12);
    expect(distance(interval[1], given.interval[1])).toBeLessThan(1e-12);
  });
});

describe('Tango’s interval', () => {
  it.each(expected.tango)('$onlyCandidate and $onlyBaseline of $rows at $confidence', (given) => {
    const interval = tangoInterval(given, given.confidence);
    expect(distance(interval[0], given.interval[0])).toBeLessThan(1e-9);
    expect(distance(interval[1], given.interval[1])).toBeLessThan(1e-9);
  });

  it('is what R’s PropCIs::scoreci.mp(25, 28, 618, 0.90) gives, with its arguments the other way round', () => {
    const [low, high] = tangoInterval({ onlyCandidate: 28, onlyBaseline: 25, rows: 618 }, 0.9);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['-0.0148', '0.0247']);
  });

  it('has a closed form where nothing disagrees', () => {
    const z2 = normalQuantile(0.975) ** 2;
    const [low, high] = tangoInterval({ onlyCandidate: 0, onlyBaseline: 0, rows: 200 }, 0.95);
    expect(high).toBeCloseTo(z2 / (200 + z2), 12);
    expect(low).toBeCloseTo(-z2 / (200 + z2), 12);
  });

  it('mirrors when the models change places', () => {
    const [low, high] = tangoInterval({ onlyCandidate: 9, onlyBaseline: 2, rows: 70 }, 0.95);
    const [otherLow, otherHigh] = tangoInterval({ onlyCandidate: 2, onlyBaseline: 9, rows: 70 }, 0.95);
    expect(otherLow).toBeCloseTo(-high, 12);
    expect(otherHigh).toBeCloseTo(-low, 12);
  });
});

describe('outside the domain', () => {
  it('there is NaN or an infinity, never a number', () => {
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([studentQuantile(0, 5), studentQuantile(1, 5), studentQuantile(0.9, 0)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(chiSquareSurvival(3, 0)).toBeNaN();
    expect(chiSquareSurvival(-1, 3)).toBe(1);
  });
});
