import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactTotals, scaled, UNIT_POWER, unitsOf } from './exact-totals.ts';
import { SquareTotals } from './square-totals.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** The sum as a multiple of 2^-1074, with whole numbers alone. */
function exactSum(values: readonly number[]): bigint {
  return values.reduce((sum, value) => sum + unitsOf(value), 0n);
}

test('sums of cells are exact, in any order and any portions', () => {
  const given = fc.array(fc.tuple(finite, fc.nat(2)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(given, fc.nat(59), (rows, cut) => {
      const totals = new ExactTotals(3);
      const portions = [rows.slice(0, cut), rows.slice(cut)].map((portion) => [...portion].reverse());
      for (const portion of portions)
        totals.add(
          Float64Array.from(portion, ([value]) => value),
          portion.length,
          portion.map(([, cell]) => cell),
        );
      const expected = [0, 1, 2].map((cell) =>
        exactSum(rows.flatMap(([value, own]) => (own === cell ? [value] : []))),
      );
      expect(totals.totals()).toEqual(expected);
    }),
  );
});

test('a double is the number of its units', () => {
  fc.assert(
    fc.property(finite, (value) => {
      expect(scaled(unitsOf(value), UNIT_POWER)).toBe(value === 0 ? 0 : value);
    }),
  );
});

function deviationOf(values: readonly number[]): number | null {
  const squares = new SquareTotals();
  const all = Float64Array.from(values);
  squares.add(all, all.length, { cells: new Uint16Array(all.length), missing: 1 });
  const [minimum, maximum] = [Math.min(...values), Math.max(...values)];
  return squares.deviation(exactSum(values), values.length, { minimum, maximum });
}

test.each([
  [[1, 2, 3, 4], 1.2909944487358056],
  [[1e200, 3e200], 1.414213562373095e200],
  [[1e-200, 3e-200], 1.414213562373095e-200],
  [[1e9 + 1, 1e9 + 2, 1e9 + 3], 1],
  [[5, 5, 5], 0],
  [[5], null],
  [[-1.7e308, 1.7e308], null],
  [[1e-300, 1], 0.7071067811865475],
])('the standard deviation of %j is %d', (values, expected) => {
  const found = deviationOf(values);
  if (expected === null || expected === 0) expect(found).toBe(expected);
  else expect((found ?? 0) / expected).toBeCloseTo(1, 14);
});

test('values that are none are left out of the deviation', () => {
  const squares = new SquareTotals();
  const values = Float64Array.from([0, 1, 0, 3]);
  squares.add(values, 4, { cells: [2, 0, 2, 0], missing: 2 });
  expect(squares.deviation(exactSum([1, 3]), 2, { minimum: 1, maximum: 3 })).toBeCloseTo(Math.SQRT2, 14);
});
