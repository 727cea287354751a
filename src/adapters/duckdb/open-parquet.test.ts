import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let engine: DataEngine;
beforeAll(() => {
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(() => engine.close());

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../test/fixtures/validate/${name}-pyarrow.parquet`, import.meta.url));
const source = (name: string, types: Record<string, string> = {}): DataSource => ({
  files: [fixture(name)],
  types,
});

async function cells(from: DataSource, name: string): Promise<(string | null)[]> {
  const { columns } = await engine.read(from, { columns: [{ name, as: 'text' }], orderBy: null });
  const [column] = columns;
  return Array.from(column?.missing ?? [], (gone, row) => (gone === 1 ? null : String(column?.data.at(row))));
}

describe('types of Parquet', () => {
  it('have a logical type each', async () => {
    const columns = await engine.describe(source('types'));
    expect(Object.fromEntries(columns.map(({ name, logicalType }) => [name, logicalType]))).toEqual({
      object: 'object',
      list: 'array',
      map: 'object',
      decimal: 'number',
      wide: 'number',
      words: 'string',
      codes: 'integer',
      zoned: 'timestamp',
      local: 'timestamp',
      day: 'date',
      clock: 'time',
      nothing: 'integer',
      bytes: 'string',
      large: 'integer',
    });
  });

  it('are counted, profiled and looked at without an error', async () => {
    const columns = await engine.describe(source('types'));
    const names = columns.map(({ name }) => name);
    const measured = await engine.measure(source('types'), {
      rules: names.map((column) => ({ id: column, rule: { kind: 'not-null', column } })),
      profile: columns
        .filter(({ logicalType }) => ['number', 'integer', 'string'].includes(logicalType))
        .map(({ name, logicalType }) => ({
          column: name,
          as: logicalType === 'string' ? 'category' : 'number',
          edges: null,
          categories: null,
        })),
      maxCategories: 10,
      groupBy: null,
      maxExamples: 3,
    });
    expect(Object.fromEntries(measured.rules.map(({ id, failing }) => [id, failing]))).toMatchObject({
      object: 1,
      list: 1,
      map: 1,
      decimal: 1,
      zoned: 1,
      nothing: 3,
      bytes: 1,
      large: 0,
    });
  });

  it('keep every digit of decimals', async () => {
    expect(await cells(source('types'), 'decimal')).toEqual(['1.10', null, '-2.25']);
    expect((await cells(source('types'), 'wide'))[0]).toBe('12345678901234567890.1234567890');
  });

  it('decimals that cannot be read exactly are refused', async () => {
    await expect(engine.describe(source('decimal256'))).rejects.toThrow(
      /column n holds decimals of 50 digits; more than 38 cannot be read exactly/,
    );
  });

  it('unsigned integers beyond 64 bits are not cut', async () => {
    const request = { columns: [{ name: 'large', as: 'integer' as const }], orderBy: null };
    await expect(engine.read(source('types'), request)).rejects.toThrow(
      /column large should hold integer values; 1 cell does not, the first in row 1/,
    );
  });

  it('names that stand twice or are missing are those of the file', async () => {
    await expect(engine.describe(source('names'))).rejects.toThrow(
      /column "A" stands twice .*: as column 1 it is "a", as column 3 "A"/,
    );
    await expect(engine.describe(source('unnamed'))).rejects.toThrow(/column 2 has no name/);
  });
});

describe('times of Parquet', () => {
  it('with a zone are instants in UTC, those without one are what they say', async () => {
    expect(await cells(source('types'), 'zoned')).toEqual([
      '2020-07-01 12:00:00+00',
      null,
      '2020-01-01 12:00:00+00',
    ]);
    expect(await cells(source('types'), 'local')).toEqual([
      '2020-07-01 12:00:00',
      null,
      '2020-01-01 12:00:00',
    ]);
  });

  it('of the old type INT96 are read', async () => {
    expect(await cells(source('int96'), 't')).toEqual(['2020-07-01 12:00:00', null]);
  });
});

describe('bytes of Parquet that do not say what they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-bytes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function written(name: string, select: string): Promise<DataSource> {
    const path = join(folder, `${name}.parquet`);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    return { files: [path], types: {} };
  }

  it('are text where all of them are, as Impala and Hive write it', async () => {
    const from = await written(
      'text',
      "SELECT encode(city) AS city, n FROM (VALUES ('Köln', 1), (NULL, 2), ('', 3)) AS t(city, n)",
    );
    expect(await cells(from, 'city')).toEqual(['Köln', null, '']);
    const found = await engine.survey(from, {
      columns: [{ column: 'city', as: 'text', withLabel: false, cells: 'values' }],
      label: null,
      groupBy: null,
      rows: ['city', 'n'],
      features: null,
      correlated: [],
      twins: [],
      time: null,
    });
    expect(found.columns[0]?.text?.values?.map(({ value }) => value)).toEqual(['', 'Köln']);
  });

  it('stay bytes where one of them is no text', async () => {
    const from = await written('bytes', "SELECT unnest([encode('Köln'), '\\xFF'::BLOB]) AS picture");
    expect(await cells(from, 'picture')).toEqual(['K\\xC3\\xB6ln', '\\xFF']);
  });
});
