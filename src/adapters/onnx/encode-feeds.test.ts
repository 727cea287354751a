import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import type { Column, ColumnKind, Table } from '../../domain/table.ts';
import { assertFits, encodeCalls, portionRows, portionsOf } from './encode-feeds.ts';
import type { FeedPlan } from './match-inputs.ts';

function plan(type: string, columns: readonly Column[], batchSize: number | null = null): FeedPlan {
  const rowShape = [columns.length];
  return { inputs: [{ name: 'X', type, columns, rowShape }], batchSize, notes: [] };
}

type Cells = Parameters<typeof columnOf>[2];

function tableOf(...columns: readonly Column[]): Table {
  return { rows: columns[0]?.missing.length ?? 0, columns };
}

async function encoded(type: string, kind: ColumnKind, cells: Cells): Promise<unknown> {
  const column = columnOf('c', kind, cells);
  const feeds = plan(type, [column]);
  await assertFits(feeds, [tableOf(column)], false);
  return inOneGo(feeds, tableOf(column))[0]?.[0]?.data;
}

function inOneGo(feeds: FeedPlan, table: Table) {
  return encodeCalls(feeds, { table, rowAt: (index) => index, count: table.rows });
}

describe('what fits', () => {
  it.each<[string, ColumnKind, Cells, unknown]>([
    ['float32', 'number', [0.1, null, Number.NaN], Float32Array.of(0.1, Number.NaN, Number.NaN)],
    ['float32', 'integer', [3n, null], Float32Array.of(3, Number.NaN)],
    ['float32', 'boolean', [true, false, null], Float32Array.of(1, 0, Number.NaN)],
    ['float32', 'number', [Number.POSITIVE_INFINITY], Float32Array.of(Number.POSITIVE_INFINITY)],
    ['float64', 'number', [1e300, null], Float64Array.of(1e300, Number.NaN)],
    ['float16', 'number', [1, -2], Uint16Array.of(0x3c00, 0xc000)],
    ['int64', 'integer', [2n ** 62n, -5n], BigInt64Array.of(2n ** 62n, -5n)],
    ['int64', 'number', [3, -4], BigInt64Array.of(3n, -4n)],
    ['int64', 'boolean', [true, false], BigInt64Array.of(1n, 0n)],
    ['int32', 'integer', [-7n], Int32Array.of(-7)],
    ['uint8', 'integer', [255n], Uint8Array.of(255)],
    ['bool', 'boolean', [true, false], Uint8Array.of(1, 0)],
    ['bool', 'integer', [1n, 0n], Uint8Array.of(1, 0)],
    ['string', 'text', ['Süd', ''], ['Süd', '']],
    ['string', 'integer', [9007199254740993n], ['9007199254740993']],
  ])('%s takes a %s column', async (type, kind, cells, expected) => {
    expect(await encoded(type, kind, cells)).toEqual(expected);
  });

  it('puts columns side by side, row by row', () => {
    const columns = [columnOf('a', 'number', [1, 2]), columnOf('b', 'integer', [10n, 20n])];
    const [call] = inOneGo(plan('float32', columns), tableOf(...columns));
    expect(call?.[0]).toMatchObject({ dims: [2, 2], data: Float32Array.of(1, 10, 2, 20) });
  });

  it('tells how many nulls became NaN, wherever they stand', async () => {
    const parts = [[1, null], [3], [null]].map((cells) => tableOf(columnOf('age', 'number', cells)));
    expect(await assertFits(plan('float32', [columnOf('age', 'number', [])]), parts)).toEqual([
      '2 null values of column age were given to the model as NaN',
    ]);
  });
});

describe('what does not', () => {
  it.each<[string, ColumnKind, Cells, string]>([
    ['float32', 'text', ['1'], 'column c holds text; input X of the model takes float32'],
    ['int64', 'text', ['1'], 'column c holds text'],
    ['float32', 'number', [1, 1e39], 'has 1 of 2 values that are too large for the type (first in row 2)'],
    ['float16', 'number', [70000], 'too large'],
    ['int64', 'number', [1, 2.5, 3.5], 'has 2 of 3 values that are no exact whole numbers (first in row 2)'],
    ['int64', 'number', [2 ** 60], 'no exact whole numbers'],
    ['int64', 'number', [Number.NaN], 'no exact whole numbers'],
    [
      'int64',
      'integer',
      [1n, null],
      'is null in 1 of 2 rows (first in row 2), and only float inputs can be null',
    ],
    ['int32', 'integer', [2n ** 31n], 'outside -2147483648 … 2147483647'],
    ['uint64', 'integer', [-1n], 'below 0'],
    ['bool', 'integer', [2n], 'other than 0 and 1'],
    ['bool', 'boolean', [null], 'is null'],
    ['string', 'text', [null, 'a'], 'is null in 1 of 2 rows'],
    ['string', 'number', [1], 'is read as number, and as text 1, 1.0 and 1.00 are different categories'],
    ['string', 'boolean', [true], 'is read as boolean'],
    ['complex64', 'number', [1], 'takes complex64, which no column can become'],
  ])('%s refuses a %s column', async (type, kind, cells, message) => {
    await expect(encoded(type, kind, cells)).rejects.toThrow(message);
  });

  it('is counted over all parts, with the first row of all', async () => {
    const parts = [[1n], [2n, -1n], [-7n]].map((cells) => tableOf(columnOf('c', 'integer', cells)));
    await expect(assertFits(plan('uint8', [columnOf('c', 'integer', [])]), parts)).rejects.toThrow(
      'column c has 2 of 4 values that are outside 0 … 255 (first in row 3)',
    );
  });

  it('float16 inputs where Float16Array exists', async () => {
    const column = columnOf('c', 'number', [1]);
    const fits = assertFits(plan('float16', [column]), [tableOf(column)], true);
    await expect(fits).rejects.toThrow('takes float16, which onnxruntime-node cannot be given');
  });
});

describe('calls', () => {
  const columns = [columnOf('a', 'number', [0, 1, 2, 3, 4])];

  it('pad the last one with its last row where the model fixes its batch', () => {
    const calls = inOneGo(plan('float32', columns, 2), tableOf(...columns));
    expect(calls.map(([feed]) => [...((feed as NonNullable<typeof feed>).data as Float32Array)])).toEqual([
      [0, 1],
      [2, 3],
      [4, 4],
    ]);
  });

  it.each([
    [5, null, [[0, 5]]],
    [
      2500,
      null,
      [
        [0, 1024],
        [1024, 1024],
        [2048, 452],
      ],
    ],
    [
      2500,
      1,
      [
        [0, 1024],
        [1024, 1024],
        [2048, 452],
      ],
    ],
    [
      2500,
      1000,
      [
        [0, 2000],
        [2000, 500],
      ],
    ],
    [3, 5000, [[0, 3]]],
  ])('%d rows with batch size %s go in portions', (rows, batchSize, expected) => {
    expect(portionsOf(rows, portionRows(batchSize)).map((portion) => [portion.from, portion.rows])).toEqual(
      expected,
    );
  });
});
