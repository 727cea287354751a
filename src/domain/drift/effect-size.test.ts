import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildColumn } from '../../../test/fixtures/drift/build-profile.ts';
import {
  jensenShannonDistance,
  largestShareChange,
  populationStabilityIndex,
  standardisedWasserstein,
} from './effect-size.ts';

/** Two samples counted in the same cells, neither empty. */
const pairs = fc
  .array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 30 })
  .map((cells) => [cells.map(([a]) => a), cells.map(([, b]) => b)] as const)
  .filter((pair) => pair.every((counts) => counts.some((count) => count > 0)));

const MEASURES = { jensenShannonDistance, populationStabilityIndex, largestShareChange };

describe.each(Object.entries(MEASURES))('%s', (_, measure) => {
  it('is 0 for equal counts, never negative, and the same both ways', () => {
    fc.assert(
      fc.property(pairs, ([p, q]) => {
        expect(measure(p, p)).toBeCloseTo(0, 12);
        expect(measure(p, q)).toBeGreaterThanOrEqual(0);
        expect(measure(p, q)).toBeCloseTo(measure(q, p), 10);
      }),
    );
  });

  it('does not care in which order the cells stand', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), ([p, q], keys) => {
        const order = p.map((__, index) => ({ index, key: keys.next().value as number }));
        order.sort((a, b) => a.key - b.key);
        const moved = (counts: readonly number[]) => order.map(({ index }) => counts[index] ?? 0);
        expect(measure(moved(p), moved(q))).toBeCloseTo(measure(p, q), 10);
      }),
    );
  });
});

describe('what is a distance', () => {
  it.each([
    ['jensenShannonDistance', jensenShannonDistance],
    ['largestShareChange', largestShareChange],
  ] as const)('%s lies in 0 … 1', (_, measure) => {
    fc.assert(
      fc.property(pairs, ([p, q]) => {
        expect(measure(p, q)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('the stability index of disjoint cells is large, and finite', () => {
    expect(populationStabilityIndex([1000, 0], [0, 1000])).toBeCloseTo(
      2 * (1000 / 1001) * Math.log(2001),
      10,
    );
  });
});

describe('the standardised Wasserstein distance', () => {
  const column = (values: readonly number[]) => buildColumn('x', values);

  it('is a number where two values lie further apart than a double can say', () => {
    const reference = { ...column([-1e308, 1e308]), standardDeviation: 1e308 };
    const current = { ...column([1e308]), edges: reference.edges, counts: [0, 1], means: [null, 1e308] };
    expect(standardisedWasserstein(reference, current)).toBeCloseTo(1, 12);
  });

  it('is the largest number where the deviation is too small beside it', () => {
    const reference = { ...column([0, 1e-300]), standardDeviation: 1e-300 };
    const current = { ...column([1e300]), counts: [0, 1], means: [null, 1e300] };
    expect(standardisedWasserstein(reference, current)).toBe(Number.MAX_VALUE);
  });
});
