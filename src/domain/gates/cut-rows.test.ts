import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneGo } from '../steps.ts';
import type { Column } from '../table.ts';
import { type CrossingDefinition, cutRows, sliceColumns } from './cut-rows.ts';
import { JudgingError } from './judging-error.ts';

type Cells = readonly (string | number | null)[];

function column(name: string, cells: Cells): Column {
  const missing = Uint8Array.from(cells, (cell) => (cell === null ? 1 : 0));
  return cells.some((cell) => typeof cell === 'string')
    ? { kind: 'text', name, data: cells.map((cell) => String(cell ?? '')), missing }
    : { kind: 'number', name, data: Float64Array.from(cells, (cell) => Number(cell ?? 0)), missing };
}

function cut(columns: Readonly<Record<string, Cells>>, definition: CrossingDefinition) {
  const columnOf = (name: string) => column(name, columns[name] ?? []);
  return inOneGo(cutRows(columnOf, definition)).map(({ name, rows }) => [name, [...rows]]);
}

const category = (name: string) => ({ kind: 'category' as const, column: name });
const REGION = category('region');
const AGE = { kind: 'bins' as const, column: 'age', edges: [0, 30, 60] };

describe('crossed slices', () => {
  it('are the combinations that have rows, in the order of the first column, then of the next', () => {
    const columns = {
      region: ['south', 'north', 'north', null, 'north', 'south'],
      age: [10, 40, 12, 5, 59, null],
    };
    expect(cut(columns, { kind: 'crossing', parts: [REGION, AGE] })).toEqual([
      ['region = north & age 0 … 30', [2]],
      ['region = north & age 30 … 60', [1, 4]],
      ['region = south & age 0 … 30', [0]],
      ['region = south & age is missing', [5]],
      ['region is missing & age 0 … 30', [3]],
    ]);
  });

  it('of three columns name all three', () => {
    const columns = { region: ['a', 'a'], age: [1, 1], plan: ['x', 'y'] };
    const parts = [REGION, AGE, category('plan')];
    expect(cut(columns, { kind: 'crossing', parts })).toEqual([
      ['region = a & age 0 … 30 & plan = x', [0]],
      ['region = a & age 0 … 30 & plan = y', [1]],
    ]);
    expect(sliceColumns({ kind: 'crossing', parts })).toEqual(['region', 'age', 'plan']);
  });

  it('keep apart what would be written alike', () => {
    const columns = { region: ['a & b = c', 'a'], b: ['d', 'c & b = d'] };
    const parts = [REGION, category('b')];
    expect(cut(columns, { kind: 'crossing', parts }).map(([, rows]) => rows)).toEqual([[1], [0]]);
  });

  it('are at most 200', () => {
    const square = (side: number, rows: number) => ({
      region: Array.from({ length: rows }, (_, row) => row % side),
      plan: Array.from({ length: rows }, (_, row) => Math.floor(row / side)),
    });
    const parts = [REGION, category('plan')];
    expect(cut(square(20, 200), { kind: 'crossing', parts })).toHaveLength(200);
    const tooMany = () => cut(square(20, 201), { kind: 'crossing', parts });
    expect(tooMany).toThrow(JudgingError);
    expect(tooMany).toThrow('region × plan gives more than 200 crossings with rows');
  });

  it('hold every row once, in ascending order', () => {
    const cell = fc.option(fc.integer({ min: -1, max: 3 }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (pairs) => {
        const columns = { region: pairs.map(([a]) => a), age: pairs.map(([, b]) => b) };
        const crossed = cut(columns, { kind: 'crossing', parts: [REGION, AGE] });
        const rows = crossed.map(([, rows]) => rows as number[]);
        for (const each of rows) expect(each).toEqual([...each].sort((a, b) => a - b));
        expect(rows.flat().sort((a, b) => a - b)).toEqual(pairs.map((_, row) => row));
      }),
      { seed: 5 },
    );
  });
});
