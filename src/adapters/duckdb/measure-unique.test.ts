import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeData } from '../../../test/fixtures/validate/write-data.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-unique-'));
  engine = createDuckdbEngine({ memoryLimitMb: 256 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function countUnique(source: DataSource, columns: readonly string[]) {
  const rules = [{ id: 'r', rule: { kind: 'unique', columns } as const }];
  const plan = { rules, profile: [], maxCategories: 0, groupBy: null, maxExamples: 5 };
  const [found] = (await engine.measure(source, plan)).rules;
  return { checked: found?.checked, failing: found?.failing, rows: found?.examples.map(({ row }) => row) };
}

const range = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => String(first + index));

/** Cells of one column; an empty one is null. */
const COLUMNS: readonly { what: string; type: string; cells: readonly string[]; expected: object }[] = [
  {
    what: 'numbers side by side',
    type: 'integer',
    cells: range(5, 3000),
    expected: { checked: 3000, failing: 0, rows: [] },
  },
  {
    what: 'numbers side by side, of which one is there twice',
    type: 'integer',
    cells: [...range(-5, 3000), '2'],
    expected: { checked: 3001, failing: 1, rows: [3001] },
  },
  {
    what: 'numbers with nulls between them',
    type: 'integer',
    cells: ['1', '', '2', '', '1'],
    expected: { checked: 3, failing: 1, rows: [5] },
  },
  {
    what: 'numbers far apart',
    type: 'integer',
    cells: ['0', '9007199254740993', '9007199254740992', '-9007199254740993'],
    expected: { checked: 4, failing: 0, rows: [] },
  },
  {
    what: 'the smallest and the largest number',
    type: 'integer',
    cells: ['-9223372036854775808', '9223372036854775807', '9223372036854775807'],
    expected: { checked: 3, failing: 1, rows: [3] },
  },
  {
    what: 'large neighbours',
    type: 'integer',
    cells: ['9007199254740993', '9007199254740994', '9007199254740993'],
    expected: { checked: 3, failing: 1, rows: [3] },
  },
  { what: 'only nulls', type: 'integer', cells: ['', ''], expected: { checked: 0, failing: 0, rows: [] } },
  {
    what: 'text',
    type: 'string',
    cells: ['a', 'b', 'A', 'a', 'a'],
    expected: { checked: 5, failing: 2, rows: [4] },
  },
];

describe('what stands there more than once', () => {
  describe.each(['csv', 'parquet'] as const)('%s', (format) => {
    it.each(COLUMNS)('$what', async ({ what, type, cells, expected }) => {
      const rows = cells.map((cell) => ({ k: cell === '' ? null : cell, other: 'x' }));
      const types = { k: type === 'integer' ? 'BIGINT' : 'VARCHAR', other: 'VARCHAR' };
      const path = await writeData(folder, { name: what.replaceAll(' ', '-'), format, rows, types });
      expect(await countUnique({ files: [path], types: { k: type } }, ['k'])).toEqual(expected);
    });
  });

  it.each(['UTINYINT', 'SMALLINT', 'UBIGINT', 'HUGEINT'])('%s', async (type) => {
    const rows = [{ k: 7 }, { k: 8 }, { k: null }, { k: 8 }];
    const path = await writeData(folder, { name: type, format: 'parquet', rows, types: { k: type } });
    expect(await countUnique({ files: [path], types: {} }, ['k'])).toEqual({
      checked: 3,
      failing: 1,
      rows: [4],
    });
  });

  it('several columns together, of which rows with a null are left to others', async () => {
    const path = join(folder, 'pairs.csv');
    writeFileSync(path, 'a,b\n1,x\n1,y\n2,x\n1,\n1,\n1,y\n');
    expect(await countUnique({ files: [path], types: {} }, ['a', 'b'])).toEqual({
      checked: 4,
      failing: 1,
      rows: [6],
    });
  });
});
