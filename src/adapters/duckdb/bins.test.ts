import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bins } from './bins.ts';

test('a value is in the bin that begins with the last edge at or below it; what is no finite number in the last cell', () => {
  const edge = fc.double({ noNaN: true, min: -100, max: 100 });
  const given = fc.uniqueArray(edge, { maxLength: 90, size: 'max' });
  const some = fc.array(fc.oneof(edge, fc.constantFrom(Number.NaN, Infinity, -Infinity)), { maxLength: 20 });
  fc.assert(
    fc.property(given, some, (list, others) => {
      const edges = [...list].sort((a, b) => a - b);
      const values = Float64Array.from([...others, ...edges]);
      const cells = new Uint16Array(values.length);
      const bins = new Bins(edges);
      bins.place(values, values.length, cells);
      const expected = Array.from(values, (value) =>
        Number.isFinite(value) ? edges.filter((each) => each <= value).length : edges.length + 1,
      );
      expect([...cells]).toEqual(expected);
      expect(bins.cells).toBe(edges.length + 1);
    }),
  );
});
