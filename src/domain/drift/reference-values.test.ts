import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildColumn } from '../../../test/fixtures/drift/build-profile.ts';
import { readRandHie } from '../../../test/fixtures/drift/rand-hie.ts';
import { cellShares } from './cell-shares.ts';
import {
  jensenShannonDistance,
  largestShareChange,
  populationStabilityIndex,
  standardisedWasserstein,
} from './effect-size.ts';
import type { ColumnProfile } from './profile.ts';
import { rankScores, shapePValue, shiftPValue } from './significance.ts';

/** By SciPy: test/fixtures/drift/make-expected.py. */
const expected = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/drift/expected.json', import.meta.url), 'utf8'),
) as {
  numbers: Record<
    string,
    { edges: number[]; counts: [number[], number[]]; js: number; psi: number; wasserstein: number }
  >;
  categories: Record<string, { counts: [number[], number[]]; js: number; psi: number; lInfinity: number }>;
  independent: Record<string, { counts: [number[], number[]]; chiSquare: number; wilcoxon: number }>;
};
const rows = readRandHie();

function pair(column: string): readonly [ColumnProfile, ColumnProfile] {
  const values = rows.number(column);
  const reference = buildColumn(
    column,
    values.filter((_, row) => (rows.years[row] ?? 0) <= 3),
  );
  const current = buildColumn(
    column,
    values.filter((_, row) => (rows.years[row] ?? 0) > 3),
    { reference },
  );
  return [reference, current];
}

describe('Jensen–Shannon distance', () => {
  it.each(Object.entries({ ...expected.numbers, ...expected.categories }))(
    'of %s is SciPy’s',
    (_, { counts, js }) => {
      expect(jensenShannonDistance(...counts)).toBeCloseTo(js, 12);
    },
  );

  it('is 0 for equal shares of unequal counts, 1 for disjoint ones, and the same both ways', () => {
    expect(jensenShannonDistance([1, 2, 3], [10, 20, 30])).toBe(0);
    expect(jensenShannonDistance([1, 0], [0, 7])).toBe(1);
    expect(jensenShannonDistance([5, 1, 0], [2, 2, 9])).toBeCloseTo(
      jensenShannonDistance([2, 2, 9], [5, 1, 0]),
      15,
    );
  });
});

describe('what is computed when it is asked for', () => {
  it.each(Object.entries({ ...expected.numbers, ...expected.categories }))(
    'the stability index of %s is SciPy’s',
    (_, { counts, psi }) => {
      expect(populationStabilityIndex(...counts)).toBeCloseTo(psi, 12);
    },
  );

  it.each(Object.entries(expected.categories))(
    'the largest change of a share of %s is SciPy’s',
    (_, { counts, lInfinity }) => {
      expect(largestShareChange(...counts)).toBeCloseTo(lInfinity, 12);
    },
  );
});

describe('standardised Wasserstein distance', () => {
  it.each(Object.entries(expected.numbers))('of %s is SciPy’s on the rows, within 0.006', (column, given) => {
    const [reference, current] = pair(column);
    expect(reference.edges).toEqual(given.edges);
    expect([reference.counts, current.counts]).toEqual(given.counts);
    expect(Math.abs((standardisedWasserstein(reference, current) ?? 0) - given.wasserstein)).toBeLessThan(
      0.006,
    );
  });

  it.each(['site', 'female'])('of %s, one value a bin, is exact', (column) => {
    const distance = standardisedWasserstein(...pair(column));
    expect(distance).toBeCloseTo(expected.numbers[column]?.wasserstein ?? 0, 12);
  });

  it('is null where the reference does not vary, or nothing is left to compare', () => {
    const constant = buildColumn('x', new Float64Array(200).fill(3));
    const nothing = buildColumn('x', new Float64Array(200).fill(Number.NaN), { reference: pair('site')[0] });
    expect(standardisedWasserstein(constant, constant)).toBeNull();
    expect(standardisedWasserstein(pair('site')[0], nothing)).toBeNull();
  });
});

describe('p-values of independent rows', () => {
  const shares = ([before, now]: readonly [number[], number[]]) => {
    const cells = [...before.map((_, index) => index), -1];
    const sample = (counts: number[]) => ({
      rows: counts.reduce((sum, count) => sum + count, 0),
      counts,
      clusters: null,
    });
    return [before, now].map((counts) => cellShares(sample(counts), { cells, count: before.length }));
  };

  it.each(Object.entries(expected.independent))(
    'of %s are Pearson’s and Wilcoxon’s',
    (_, { counts, chiSquare, wilcoxon }) => {
      const [before, now] = shares(counts);
      if (before === undefined || now === undefined) throw new Error('two samples');
      expect(shapePValue(before, now) / chiSquare).toBeCloseTo(1, 8);
      expect(shiftPValue(before, now, rankScores(before, now)) / wilcoxon).toBeCloseTo(1, 2);
    },
  );
});
