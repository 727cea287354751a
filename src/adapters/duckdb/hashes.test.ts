import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-hashes-'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

/** More than are told apart at once. */
const ROWS = 1_200_000;
const sourceOf = (name: string): DataSource => ({ files: [join(root, `${name}.parquet`)], types: {} });
const [many, few] = [sourceOf('many'), sourceOf('few')];

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  // The last three rows are those numbered 101, 102 and 103 once more.
  const ids = (rows: string) =>
    `SELECT (hash(CASE WHEN i >= ${ROWS - 3} THEN i - ${ROWS - 103} ELSE i END) >> 2)::BIGINT AS id FROM ${rows}`;
  const write = (source: DataSource, rows: string) =>
    connection.run(`COPY (${ids(rows)}) TO '${source.files[0]}' (FORMAT parquet, COMPRESSION uncompressed)`);
  await write(many, `range(${ROWS}) t(i)`);
  await write(few, `range(${100 - ROWS}, 101, ${ROWS}) t(i)`);
  connection.closeSync();
  instance.closeSync();
});

const ROW_PLAN = {
  columns: [],
  label: null,
  groupBy: null,
  features: null,
  correlated: [],
  twins: [],
  time: null,
};

describe('more hashes than are told apart at once', () => {
  it('leave no repeated key out', async () => {
    const rules = [{ id: 'u', rule: { kind: 'unique', columns: ['id'] } as const }];
    const plan = { rules, profile: [], maxCategories: 0, groupBy: null, maxExamples: 5 };
    const [found] = (await engine.measure(many, plan)).rules;
    expect(found).toMatchObject({ checked: ROWS, failing: 3 });
    expect(found?.examples.map(({ row }) => row)).toEqual([ROWS - 2, ROWS - 1, ROWS]);
  });

  it('leave no repeated row out', async () => {
    const { repeated } = await engine.survey(many, { ...ROW_PLAN, rows: ['id'] });
    expect(repeated).toMatchObject({ checked: ROWS, failing: 3, shared: 6 });
    expect(repeated?.examples.map(({ row }) => row)).toEqual([ROWS - 2, ROWS - 1, ROWS]);
  });

  it('leave out nothing that stands on both sides', async () => {
    expect(await engine.countShared([many, few], ['id'])).toMatchObject({
      checked: ROWS,
      shared: 2,
      values: 1,
    });
    const shared = await engine.countShared([few, many], ['id']);
    expect(shared).toMatchObject({ checked: 2, shared: 1, values: 1, examples: [{ row: 2 }] });
  });
});
