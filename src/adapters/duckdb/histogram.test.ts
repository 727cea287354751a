import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { binCounts, histogramSql } from './histogram.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

async function binned(values: readonly (number | null)[], edges: readonly number[]): Promise<number[]> {
  const rows = values.map((value) => `(${value === null ? 'NULL' : `'${value}'::DOUBLE`})`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT ${histogramSql('v', edges)} AS h FROM (VALUES ${rows}) t(v)`,
  );
  return binCounts(reader.getRowObjects()[0]?.h, edges);
}

describe('bins', () => {
  it('hold their lower edge and not their upper one', async () => {
    expect(await binned([-1, 0, 0.5, 1, 1, 1.5, 2, 3], [0, 1, 2])).toEqual([1, 2, 3, 2]);
  });

  it('leave null out', async () => {
    expect(await binned([null, 1], [1])).toEqual([0, 1]);
    expect(await binned([null], [1, 2])).toEqual([0, 0, 0]);
  });

  it('take 0 and -0 for one number', async () => {
    expect(await binned([-0, 0, -1], [0])).toEqual([1, 2]);
    expect(await binned([-0, 0, -1], [-0])).toEqual([1, 2]);
  });

  it('know neighbours of the last digit, and the ends of the range, apart', async () => {
    const edges = [-Number.MAX_VALUE, 0.1 + 0.2, Number.MAX_VALUE];
    expect(await binned([-Number.MAX_VALUE, 0.3, 0.1 + 0.2, Number.MAX_VALUE], edges)).toEqual([0, 2, 1, 1]);
    expect(await binned([0, 5e-324, 1e-323], [5e-324, 1e-323])).toEqual([1, 1, 1]);
  });

  it('are one without edges', async () => {
    expect(await binned([1, 2, null], [])).toEqual([2]);
  });

  it('agree with counting one by one', async () => {
    const values = Array.from({ length: 5000 }, (_, index) => ((index * 7919) % 1009) / 8 - 50);
    const edges = [-40, -12.125, 0, 3, 60.5];
    const places = values.map((value) => edges.filter((edge) => edge <= value).length);
    const expected = Array.from({ length: 6 }, (_, place) => places.filter((each) => each === place).length);
    expect(await binned(values, edges)).toEqual(expected);
  });
});
