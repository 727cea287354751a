import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../table.ts';
import { changeColumn } from './change-column.ts';
import type { Change } from './perturbation.ts';

const none = (length: number) => new Uint8Array(length);
const numbers = (...data: number[]): Column => ({
  kind: 'number',
  name: 'income',
  data: Float64Array.from(data),
  missing: none(data.length),
});
const integers = (...data: number[]): Column => ({
  kind: 'integer',
  name: 'age',
  data: BigInt64Array.from(data, BigInt),
  missing: none(data.length),
});
const texts = (...data: string[]): Column => ({
  kind: 'text',
  name: 'sex',
  data,
  missing: none(data.length),
});
const booleans = (...data: number[]): Column => ({
  kind: 'boolean',
  name: 'member',
  data: Uint8Array.from(data),
  missing: none(data.length),
});

function changed(column: Column, change: Change) {
  const { column: after, rows } = changeColumn(column, change);
  return { values: [...(after.data as Iterable<unknown>)], rows: [...rows] };
}

describe('a changed column', () => {
  it.each<[string, Column, Change, unknown[], number[]]>([
    ['set', texts('f', 'm'), { kind: 'set', value: 'm' }, ['m', 'm'], [0]],
    ['set of a boolean', booleans(0, 1), { kind: 'set', value: true }, [1, 1], [0]],
    ['add', numbers(1, -2), { kind: 'add', amount: 1.5 }, [2.5, -0.5], [0, 1]],
    ['add to whole numbers', integers(30, 31), { kind: 'add', amount: 1 }, [31n, 32n], [0, 1]],
    ['scale', numbers(0, 4), { kind: 'scale', factor: 0.5 }, [0, 2], [1]],
    ['scale of whole numbers', integers(3, 10), { kind: 'scale', factor: 1.1 }, [3n, 11n], [1]],
    ['swap', texts('f', 'm', 'x'), { kind: 'swap', values: ['f', 'm'] }, ['m', 'f', 'x'], [0, 1]],
    ['swap of three', integers(1, 2, 3), { kind: 'swap', values: [1, 2, 3] }, [2n, 3n, 1n], [0, 1, 2]],
    ['typos', texts('ab', 'aa', ''), { kind: 'typos', count: 1 }, ['ba', 'aa', ''], [0]],
    ['numbers set as text', texts('1'), { kind: 'set', value: 2 }, ['2'], [0]],
  ])('%s', (_, column, change, values, rows) => {
    expect(changed(column, change)).toEqual({ values, rows });
  });

  it('keeps missing cells missing', () => {
    const column = { ...numbers(0, 5), missing: Uint8Array.of(1, 0) };
    const { column: after, rows } = changeColumn(column, { kind: 'set', value: 7 });
    expect([...rows]).toEqual([1]);
    expect([...after.missing]).toEqual([1, 0]);
  });

  it.each<[Column, Change, string]>([
    [texts('a'), { kind: 'add', amount: 1 }, 'column sex holds text values; add needs numbers'],
    [numbers(1), { kind: 'typos', count: 1 }, 'typos need text'],
    [integers(1), { kind: 'set', value: 1.5 }, '1.5 is none of them'],
    [booleans(1), { kind: 'swap', values: [0, 1] }, '0 is none of them'],
    [integers(1), { kind: 'scale', factor: 1e300 }, 'cannot be held exactly'],
  ])('is refused where it would be none: %#', (column, change, message) => {
    expect(() => changeColumn(column, change)).toThrow(message);
  });

  it('with typos has the same characters, and is the same every time', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.integer({ min: 1, max: 5 }), (data, count) => {
        const change: Change = { kind: 'typos', count };
        const once = changed(texts(...data), change);
        expect(changed(texts(...data), change)).toEqual(once);
        const sorted = (text: unknown) => [...String(text)].sort().join('');
        expect(once.values.map(sorted)).toEqual(data.map(sorted));
      }),
      { seed: 2 },
    );
  });
});
