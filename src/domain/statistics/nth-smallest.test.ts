import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOneGo, STEP_ROWS } from '../steps.ts';
import { nthSmallest } from './nth-smallest.ts';

it('finds what stands at a place of the sorted values', () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, 1, 1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  );
  const cases = fc.array(value, { minLength: 1, maxLength: 60 }).chain((values) => {
    const place = fc.nat(values.length - 1);
    return fc.tuple(fc.constant(values), fc.array(place, { minLength: 1, maxLength: 4 }));
  });
  fc.assert(
    fc.property(cases, ([values, places]) => {
      const ascending = places.sort((a, b) => a - b);
      const sorted = Float64Array.from(values).sort();
      const found = inOneGo(nthSmallest(Float64Array.from(values), ascending));
      expect(found.map((each) => each + 0)).toEqual(ascending.map((place) => (sorted[place] as number) + 0));
    }),
    { numRuns: 500, seed: 3 },
  );
});

it('ordered values and many equal ones end, with rests', () => {
  const rows = 3 * STEP_ROWS;
  for (const [name, draw] of [
    ['ascending', (row: number) => row],
    ['descending', (row: number) => -row],
    ['equal', () => 4],
    ['two values', (row: number) => row % 2],
  ] as const) {
    const values = Float64Array.from({ length: rows }, (_, row) => draw(row));
    const sorted = values.slice().sort();
    let told = 0;
    const steps = nthSmallest(values, [1000, rows - 1]);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) told += step.value ?? 0;
    expect(step.value, name).toEqual([sorted[1000], sorted[rows - 1]]);
    expect(told, name).toBeGreaterThanOrEqual(rows);
  }
});
