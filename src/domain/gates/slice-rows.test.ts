import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import type { Column } from '../table.ts';
import { JudgingError } from './judging-error.ts';
import { sliceRows } from './slice-rows.ts';

function numbers(values: readonly (number | null)[]): Column {
  return {
    kind: 'number',
    name: 'age',
    data: Float64Array.from(values, (value) => value ?? 0),
    missing: Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
  };
}

function texts(values: readonly (string | null)[]): Column {
  return {
    kind: 'text',
    name: 'plan',
    data: values.map((value) => value ?? ''),
    missing: Uint8Array.from(values, (value) => (value === null ? 1 : 0)),
  };
}

const shown = (column: Column, edges?: readonly number[]) =>
  inOneGo(
    sliceRows(
      column,
      edges === undefined
        ? { kind: 'category', column: column.name }
        : { kind: 'bins', column: column.name, edges },
    ),
  ).map(({ name, rows }) => [name, [...rows]]);

describe('slices by value', () => {
  it('numbers come by size, missing cells apart', () => {
    expect(shown(numbers([10, 2, null, 10, -0]))).toEqual([
      ['age = 0', [4]],
      ['age = 2', [1]],
      ['age = 10', [0, 3]],
      ['age is missing', [2]],
    ]);
  });

  it('integers keep all their digits', () => {
    const data = BigInt64Array.from([9007199254740993n, 9007199254740992n]);
    const column: Column = { kind: 'integer', name: 'id', data, missing: new Uint8Array(2) };
    expect(shown(column)).toEqual([
      ['id = 9007199254740992', [1]],
      ['id = 9007199254740993', [0]],
    ]);
  });

  it('text and boolean, the empty text is a value', () => {
    expect(shown(texts(['b', '', null, 'B']))).toEqual([
      ['plan = ', [1]],
      ['plan = B', [3]],
      ['plan = b', [0]],
      ['plan is missing', [2]],
    ]);
    const column: Column = {
      kind: 'boolean',
      name: 'child',
      data: Uint8Array.from([1, 0]),
      missing: new Uint8Array(2),
    };
    expect(shown(column)).toEqual([
      ['child = false', [1]],
      ['child = true', [0]],
    ]);
  });

  it('NaN is a value, not a missing cell', () => {
    expect(shown(numbers([Number.NaN, 1, null]))).toContainEqual(['age = NaN', [0]]);
  });

  it('takes 100 values and refuses 101', () => {
    expect(shown(numbers(Array.from({ length: 100 }, (_, index) => index)))).toHaveLength(100);
    expect(() => shown(numbers(Array.from({ length: 101 }, (_, index) => index)))).toThrow(JudgingError);
  });
});

describe('slices by bins', () => {
  it('are closed below and open above, the last closed; what lies outside is told', () => {
    expect(shown(numbers([0, 29.999, 30, 60, 60.001, -1, null, Number.NaN]), [0, 30, 60])).toEqual([
      ['age below 0', [5]],
      ['age 0 … 30', [0, 1]],
      ['age 30 … 60', [2, 3]],
      ['age above 60', [4]],
      ['age is not a number', [7]],
      ['age is missing', [6]],
    ]);
  });

  it('empty bins are left out', () => {
    expect(shown(numbers([5]), [0, 10, 20])).toEqual([['age 0 … 10', [0]]]);
  });

  it('refuse text', () => {
    expect(() => shown(texts(['a']), [0, 1])).toThrow(/cannot be cut into bins/);
  });

  it('hold every row once, whatever the values', () => {
    const value = fc.option(fc.oneof(fc.double(), fc.integer({ min: -3, max: 9 })), { nil: null });
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const rows = inOneGo(sliceRows(numbers(values), { kind: 'bins', column: 'age', edges: [0, 1.5, 4] }));
        expect(rows.flatMap((slice) => [...slice.rows]).sort((a, b) => a - b)).toEqual(
          values.map((_, row) => row),
        );
      }),
      { seed: 3 },
    );
  });
});
