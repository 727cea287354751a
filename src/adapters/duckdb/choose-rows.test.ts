import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RowChoice, USUAL_FORM } from '../../domain/data-form.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-rows-'));
  engine = createDuckdbEngine({ memoryLimitMb: 256 });
  writeFileSync(
    join(folder, 'a.csv'),
    `id,split,fold,x\n${ROWS.map((row) => `${row.join(',')}\n`).join('')}`,
  );
  writeFileSync(
    join(folder, 'a.jsonl'),
    ROWS.map(([id, split, fold, x]) => `${JSON.stringify({ id, split, fold, x })}\n`).join(''),
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT * FROM read_csv('${join(folder, 'a.csv')}')) TO '${join(folder, 'a.parquet')}'`,
  );
  connection.closeSync();
  instance.closeSync();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = [
  ['a', 'train', 1, '1'],
  ['b', 'test', 1, '2'],
  ['c', 'train', 2, '3'],
  ['d', 'test', 2, '4'],
  ['e', 'test', 2, 'high'],
] as const;

const source = (name: string, rows: readonly RowChoice[]): DataSource => ({
  files: [join(folder, name)],
  types: { x: 'number' },
  base: folder,
  form: { ...USUAL_FORM, rows },
});
const split = (...values: readonly string[]): RowChoice => ({ column: 'split', values });
const fold = (...values: readonly (number | string)[]): RowChoice => ({ column: 'fold', values });

async function ids(from: DataSource): Promise<string[]> {
  const { columns } = await engine.read(from, { columns: [{ name: 'id', as: 'text' }], orderBy: null });
  return columns.flatMap((column) => (column.kind === 'text' ? [...column.data] : []));
}

describe.each(['a.csv', 'a.jsonl', 'a.parquet'])('rows of %s', (name) => {
  it.each([
    [[split('train')], ['a', 'c']],
    [[split('test', 'train')], ['a', 'b', 'c', 'd', 'e']],
    [
      [split('test'), fold(2)],
      ['d', 'e'],
    ],
    [[fold('2')], ['c', 'd', 'e']],
  ])('%j are %j', async (choices, expected) => {
    expect(await ids(source(name, choices))).toEqual(expected);
  });

  it('keep the numbers that they have in the file', async () => {
    const read = engine.read(source(name, [split('test')]), {
      columns: [{ name: 'x', as: 'number' }],
      orderBy: null,
    });
    await expect(read).rejects.toThrow(
      `${name}: column x should hold numbers; 1 cell does not, the first in row 5`,
    );
  });

  it.each([
    [[split('tran')], `${name}: no row has split = tran; the column has 2 different values`],
    [[split('train', 'valid')], `${name}: no row has split = valid`],
    [[split('train'), fold(3)], `${name}: no row has fold = 3`],
    [[{ column: 'part', values: ['x'] }], `${name}: there is no column part`],
  ])('%j are an error', async (choices, message) => {
    await expect(engine.describe(source(name, choices))).rejects.toThrow(message);
  });
});

it('that no row has together are an error', async () => {
  const name = join(folder, 'b.csv');
  writeFileSync(name, 'split,fold\ntrain,1\ntest,2\n');
  await expect(engine.describe(source('b.csv', [split('train'), fold(2)]))).rejects.toThrow(
    'b.csv: no row has split = train and fold = 2',
  );
});
