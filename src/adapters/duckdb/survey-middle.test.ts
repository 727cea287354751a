import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistinctDoubles } from './distinct-doubles.ts';
import { middleOf } from './survey-middle.ts';

test('the scale is the median distance of the values from their median', () => {
  const some = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(some, (values) => {
      const sorted = Float64Array.from(values).sort();
      const median = sorted[Math.ceil(sorted.length / 2) - 1] as number;
      const away = sorted.map((value) => Math.abs(value - median)).sort();
      const others = away.filter((each) => each > 0);
      const half = (list: Float64Array) => list[Math.ceil(list.length / 2) - 1] ?? 0;
      expect(middleOf(sorted)).toEqual({ median, scale: 1.482602218505602 * (half(away) || half(others)) });
    }),
  );
});

test('different doubles are counted within a few percent', () => {
  for (const different of [1, 10, 1000, 20_000, 200_000]) {
    const counted = new DistinctDoubles();
    const values = Float64Array.from({ length: 2 * different }, (_, row) => (row % different) / 8 - 3);
    counted.add(values, values.length);
    expect(counted.count() / different).toBeGreaterThan(0.93);
    expect(counted.count() / different).toBeLessThan(1.07);
  }
});

test('0 and -0 are one value', () => {
  const counted = new DistinctDoubles();
  counted.add(Float64Array.from([0, -0, 0]), 3);
  expect(counted.count()).toBe(1);
});
