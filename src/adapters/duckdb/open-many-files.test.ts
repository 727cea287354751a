import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataForm, USUAL_CSV, USUAL_FORM } from '../../domain/data-form.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-many-'));
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes files by name; gives them as one dataset. */
function dataset(
  files: Readonly<Record<string, string | Uint8Array>>,
  form: Partial<DataForm> = {},
): DataSource {
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  });
  return { files: paths, types: {}, base: folder, form: { ...USUAL_FORM, ...form } };
}

/** Writes a Parquet or DuckDB file by SQL and gives its path. */
async function withSql(name: string, sql: (path: string) => string[]): Promise<string> {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const statement of sql(path)) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const parquet = (name: string, select: string) =>
  withSql(name, (path) => [`COPY (${select}) TO '${path}' (FORMAT parquet)`]);

async function typesOf(source: DataSource): Promise<Record<string, string>> {
  const columns = await engine.describe(source);
  return Object.fromEntries(columns.map(({ name, logicalType }) => [name, logicalType]));
}

async function rowsOf(source: DataSource): Promise<(string | null)[][]> {
  const columns = (await engine.describe(source)).map(({ name }) => ({ name, as: 'text' as const }));
  const table = await engine.read(source, { columns, orderBy: null });
  return Array.from({ length: table.rows }, (_, row) =>
    table.columns.map(({ missing, data }) => (missing[row] === 1 ? null : String(data.at(row)))),
  );
}

async function refusal(source: DataSource): Promise<string> {
  return engine.describe(source).then(
    () => 'it was read',
    (error: unknown) => {
      expect(error).toMatchObject({ code: 'input', hint: expect.stringMatching(/./) });
      return (error as Error).message;
    },
  );
}

describe('files whose columns differ', () => {
  it('in order or in separator are read by their names', async () => {
    const source = dataset({ 'o/1.csv': 'a,b\n1,2\n', 'o/2.csv': 'b;a\n4;3\n', 'o/3.csv': 'a,b\n5,6\n' });
    expect(await rowsOf(source)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(await engine.differences(source)).toEqual([]);
  });

  it('are refused, with every file and column', async () => {
    const source = dataset({ 'm/1.csv': 'a,b\n1,2\n', 'm/2.csv': 'a\n3\n', 'm/3.csv': 'a,c\n5,6\n' });
    expect(await refusal(source)).toBe(
      'the files of one dataset differ in columns: b is missing in 2 of 3 files (m/2.csv, m/3.csv); c is missing in 2 of 3 files (m/1.csv, m/2.csv)',
    );
  });

  it('are null where they lack one when that is allowed, and it is told', async () => {
    const source = dataset({ 'n/1.csv': 'a,b\n1,2\n', 'n/2.csv': 'a\n3\n' }, { missingColumns: 'null' });
    expect(await rowsOf(source)).toEqual([
      ['1', '2'],
      ['3', null],
    ]);
    expect(await engine.differences(source)).toEqual(['b is missing in 1 of 2 files (n/2.csv)']);
    expect(await typesOf(source)).toEqual({ a: 'integer', b: 'integer' });
  });

  it('in type are refused, whatever is allowed', async () => {
    const one = await parquet('t/1.parquet', `SELECT 1::BIGINT AS a, 'x' AS b, TIMESTAMP '2020-01-01' AS c`);
    const two = await parquet(
      't/2.parquet',
      `SELECT 'y' AS a, 2.5 AS b, TIMESTAMPTZ '2020-01-01 00:00:00Z' AS c`,
    );
    const source = { ...dataset({}, { missingColumns: 'null' }), files: [one, two] };
    expect(await refusal(source)).toBe(
      'the files of one dataset differ in types: column a is VARCHAR in t/2.parquet and BIGINT in t/1.parquet; column b is DECIMAL(2,1) in t/2.parquet and VARCHAR in t/1.parquet; column c is TIMESTAMP WITH TIME ZONE in t/2.parquet and TIMESTAMP in t/1.parquet',
    );
  });

  it('in width keep every value, whichever file comes first', async () => {
    const small = await parquet(
      'w/1.parquet',
      'SELECT 1::TINYINT AS a, 1.5::FLOAT AS b, 1.25::DECIMAL(4,2) AS c',
    );
    const large = await parquet(
      'w/2.parquet',
      'SELECT 3000000000 AS a, 0.1::DOUBLE AS b, 12345.678::DECIMAL(9,3) AS c',
    );
    const source = { ...dataset({}), files: [small, large] };
    expect(await typesOf(source)).toEqual({ a: 'integer', b: 'number', c: 'number' });
    const { columns } = await engine.read(source, {
      columns: ['a', 'b', 'c'].map((name) => ({ name, as: 'number' as const })),
      orderBy: null,
    });
    expect(columns.map(({ data }) => [...data])).toEqual([
      [1, 3_000_000_000],
      [1.5, 0.1],
      [1.25, 12_345.678],
    ]);
  });

  it('keys of JSON may be absent in whole files, which is told', async () => {
    const source = dataset({
      'k/1.jsonl': '{"a": 1, "b": {"x": 1}}\n',
      'k/2.jsonl': '{"a": 2.5}\n',
      'k/3.jsonl': '{"a": null}\n',
    });
    expect(await typesOf(source)).toEqual({ a: 'number', b: 'object' });
    expect(await engine.differences(source)).toEqual(['b is missing in 2 of 3 files (k/2.jsonl, k/3.jsonl)']);
    const mixed = dataset({ 'x/1.jsonl': '{"a": 1}\n', 'x/2.jsonl': '{"a": "x"}\n' });
    expect(await refusal(mixed)).toMatch(/column a is VARCHAR in x\/2\.jsonl and BIGINT in x\/1\.jsonl/);
  });
});

describe('a list of JSON objects', () => {
  it('is read like lines', async () => {
    const source = dataset({ 'list.json': ' [\n {"a": 1, "b": "x"},\n {"a": 2} ]\n' });
    expect(await rowsOf(source)).toEqual([
      ['1', 'x'],
      ['2', null],
    ]);
    expect(await rowsOf(dataset({ 'lines.json': '{"a": 1}\n{"a": 2}\n' }))).toEqual([['1'], ['2']]);
  });
});

describe('folders of partitions', () => {
  it('are columns, typed by all their values', async () => {
    const source = dataset({
      'h/year=2025/kind=a%20b/1.csv': 'v\n1\n',
      'h/year=2026/kind=__HIVE_DEFAULT_PARTITION__/1.csv': 'v\n2\n',
      'h/year=2026/kind=c/2.csv': 'v\n3\n',
    });
    expect(await typesOf(source)).toEqual({ v: 'integer', year: 'integer', kind: 'string' });
    expect(await rowsOf(source)).toEqual([
      ['1', '2025', 'a b'],
      ['2', '2026', null],
      ['3', '2026', 'c'],
    ]);
  });

  it('of Parquet, JSON and text that is decoded first', async () => {
    const one = await parquet('p/m=01/1.parquet', 'SELECT 1 AS v');
    const two = await parquet('p/m=x/1.parquet', 'SELECT 2 AS v');
    expect(await rowsOf({ ...dataset({}), files: [one, two] })).toEqual([
      ['1', '01'],
      ['2', 'x'],
    ]);
    expect(await rowsOf(dataset({ 'j/m=1/1.jsonl': '{"v": 5}\n' }))).toEqual([['5', '1']]);
    const wide = Buffer.from('\ufeffv\né\n', 'utf16le');
    const decoded = dataset({ 'd/m=7/1.csv': wide, 'd/m=8/1.csv': 'v\nx\n' });
    expect(await rowsOf(decoded)).toEqual([
      ['é', '7'],
      ['x', '8'],
    ]);
  });

  it('with names and values that look like SQL', async () => {
    const source = dataset({ 'q/a"b=x\'; DROP TABLE kept_1; --/1.csv': 'v\n1\n' });
    expect(await rowsOf(source)).toEqual([['1', "x'; DROP TABLE kept_1; --"]]);
    expect(Object.keys(await typesOf(source))).toEqual(['v', 'a"b']);
  });

  it('are left alone above the folder of the config, and where nobody wants them', async () => {
    const source = dataset({ 'z/run=3/data/1.csv': 'v\n1\n' });
    expect(await rowsOf({ ...source, base: join(folder, 'z/run=3') })).toEqual([['1']]);
    expect(await rowsOf({ ...source, form: { ...USUAL_FORM, partitions: 'none' } })).toEqual([['1']]);
  });

  it('that are no partitions of all files are refused', async () => {
    expect(await refusal(dataset({ 'u/m=1/1.csv': 'v\n1\n', 'u/2.csv': 'v\n1\n' }))).toBe(
      'u/m=1/1.csv lies in those of m, u/2.csv in none',
    );
    expect(await refusal(dataset({ 'own/v=1/1.csv': 'v\n1\n' }))).toBe(
      'own/v=1/1.csv: v is a column of the file and a folder (v=…), too',
    );
  });
});

describe('DuckDB files', () => {
  const file = (name: string, statements: readonly string[]) =>
    withSql(name, (path) => [`ATTACH '${path}' AS f`, 'USE f', ...statements, 'USE memory', 'DETACH f']);
  const source = (path: string, table: string | null = null): DataSource => ({
    ...dataset({}, { table }),
    files: [path],
  });

  it('are read by table, and change nothing', async () => {
    const path = await file('two.duckdb', [
      'CREATE TABLE t (a INTEGER, "b c" DECIMAL(5,2))',
      'INSERT INTO t VALUES (1, 2.50), (2, NULL)',
      'CREATE SCHEMA s',
      'CREATE TABLE s.u AS SELECT 7 AS x',
    ]);
    expect(await rowsOf(source(path, 't'))).toEqual([
      ['1', '2.50'],
      ['2', null],
    ]);
    expect(await rowsOf(source(path, 's.u'))).toEqual([['7']]);
    expect(await typesOf(source(path, 'main.t'))).toEqual({ a: 'integer', 'b c': 'number' });
    expect(await refusal(source(path))).toBe('two.duckdb has 2 tables, and none is named');
    expect(await refusal(source(path, 't; DROP TABLE t'))).toBe('two.duckdb has no table t; DROP TABLE t');
  });

  it('need no table where there is one', async () => {
    const path = await file('one.db', ['CREATE TABLE "x ""y" AS SELECT 1 AS a']);
    expect(await rowsOf(source(path))).toEqual([['1']]);
  });

  it('views are not read: they could read anything', async () => {
    const path = await file('view.duckdb', ["CREATE VIEW v AS SELECT * FROM read_csv('/etc/passwd')"]);
    expect(await refusal(source(path, 'v'))).toBe('view.duckdb has no table v');
  });

  it('with changes that are not in the file yet, or damaged, are refused', async () => {
    const path = await file('log.duckdb', ['CREATE TABLE t AS SELECT 1 AS a']);
    writeFileSync(`${path}.wal`, 'x');
    expect(await refusal(source(path))).toBe(
      'log.duckdb has changes that are not in the file yet: log.duckdb.wal',
    );
    const broken = join(folder, 'broken.duckdb');
    writeFileSync(broken, Buffer.concat([Buffer.alloc(8, 1), Buffer.from('DUCK'), Buffer.alloc(8000, 7)]));
    expect(await refusal(source(broken))).toMatch(/^broken\.duckdb /);
  });
});

describe('what has no meaning for the files is refused, not left out', () => {
  it.each([
    ['csv', { csv: USUAL_CSV }],
    ['table', { table: 't' }],
  ])('%s', async (key, form) => {
    const path = await parquet(`idle ${key}.parquet`, 'SELECT 1 AS a');
    expect(await refusal({ ...dataset({}, form), files: [path] })).toBe(
      `idle ${key}.parquet: ${key} has no meaning for files of this format`,
    );
  });
});
