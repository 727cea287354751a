import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedRule, RowRule, SetRule } from '../../domain/contract/measure-plan.ts';
import type { Step } from '../../domain/contract/place.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-nested-'));
const engine = createDuckdbEngine({ memoryLimitMb: 512 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Objects with fields of awkward names, lists of scalars, of objects and of lists. */
const ROWS = [
  {
    id: 1,
    address: { zip: '10115', 'street "x"': 'A', floor: 3, since: '2020-01-01' },
    tags: ['new', 'red'],
    items: [
      { sku: 'A1', price: 2.5, marks: [1, 2] },
      { sku: 'B2', price: 0, marks: [] },
    ],
    grid: [[1], [2, 3]],
  },
  {
    id: 2,
    address: { zip: 'x', 'street "x"': null, floor: -1, since: '2030-01-01' },
    tags: ['red', 'red'],
    items: [{ sku: null, price: -4, marks: [9] }],
    grid: [[], [100]],
  },
  { id: 3, address: null, tags: [], items: [], grid: null },
  {
    id: 4,
    address: { zip: null, 'street "x"': 'B', floor: null, since: null },
    tags: ['blue', null, 'green'],
    items: null,
    grid: [[4]],
  },
  {
    id: 5,
    address: { zip: '20095', 'street "x"': 'C', floor: 0, since: '2021-05-05' },
    tags: null,
    items: [{ sku: 'A1', price: 1, marks: null }],
    grid: [[5, null]],
  },
];

const TYPES = {
  address: `STRUCT(zip VARCHAR, "street ""x""" VARCHAR, floor INTEGER, since DATE)`,
  tags: 'VARCHAR[]',
  items: 'STRUCT(sku VARCHAR, price DOUBLE, marks INTEGER[])[]',
  grid: 'INTEGER[][]',
};
const DECLARED = { address: 'object', tags: 'array', items: 'array', grid: 'array' };

const sources: Record<string, DataSource> = {};
beforeAll(async () => {
  const lines = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
  const jsonl = join(folder, 'rows.jsonl');
  writeFileSync(jsonl, lines);
  const cells = (value: unknown) =>
    value === null ? '' : `"${JSON.stringify(value).replaceAll('"', '""')}"`;
  const csv = join(folder, 'rows.csv');
  const names = ['id', ...Object.keys(TYPES)] as (keyof (typeof ROWS)[0])[];
  writeFileSync(
    csv,
    [names.join(','), ...ROWS.map((row) => names.map((name) => cells(row[name])).join(','))].join('\n'),
  );
  const parquet = join(folder, 'rows.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = Object.entries(TYPES).map(([name, type]) => `'${name}': '${type.replaceAll("'", "''")}'`);
  await connection.run(
    `COPY (SELECT * FROM read_json('${jsonl}', format = 'newline_delimited', columns = {'id': 'BIGINT', ${columns.join(', ')}})) TO '${parquet}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  for (const [name, file] of Object.entries({ jsonl, csv, parquet }))
    sources[name] = { files: [file], types: DECLARED };
});

async function count(format: string, rule: RowRule | SetRule) {
  const planned: PlannedRule = { id: 'r', rule };
  const plan = { rules: [planned], profile: [], maxCategories: 0, groupBy: null, maxExamples: 5 };
  const measured = await engine.measure(sources[format] as DataSource, plan);
  const found = measured.rules[0];
  return {
    checked: found?.checked,
    rows: found?.examples.map(({ row }) => row),
    values: found?.examples.map(({ value }) => value),
  };
}

const field = (...names: string[]): Step[] => names.map((name) => ({ field: name }));
const at = (column: string, path: readonly Step[], as: string | null = null) => ({ column, path, as });

/** Rule, rows that it looks at, rows that break it. */
const CASES: readonly (readonly [
  what: string,
  rule: RowRule | SetRule,
  checked: number,
  rows: readonly number[],
])[] = [
  [
    'a field is required where its object is there',
    { ...at('address', field('zip'), 'string'), kind: 'not-null' },
    4,
    [4],
  ],
  [
    'a pattern in a field',
    { ...at('address', field('zip'), 'string'), kind: 'pattern', pattern: '^[0-9]{5}$' },
    3,
    [2],
  ],
  [
    'a field with quotes in its name',
    { ...at('address', field('street "x"'), 'string'), kind: 'not-null' },
    4,
    [2],
  ],
  ['a range in a field', { ...at('address', field('floor'), 'integer'), kind: 'range', minimum: 0 }, 3, [2]],
  [
    'a date in a field',
    { ...at('address', field('since'), 'date'), kind: 'range', maximum: '2025-01-01' },
    3,
    [2],
  ],
  [
    'fields that must be there',
    { column: 'address', kind: 'fields', names: ['zip', 'street "x"'] },
    4,
    [2, 4],
  ],
  ['a field that no row has', { column: 'address', kind: 'fields', names: ['gone'] }, 4, [1, 2, 4, 5]],
  ['how many fields', { column: 'address', kind: 'field-count', minimum: 3 }, 4, [4]],
  ['items are required', { ...at('tags', ['items'], 'string'), kind: 'not-null' }, 3, [4]],
  [
    'items are one of',
    { ...at('tags', ['items'], 'string'), kind: 'one-of', values: ['new', 'red', 'green'] },
    3,
    [4],
  ],
  ['length of items', { ...at('tags', ['items'], 'string'), kind: 'length', maximum: 4 }, 3, [4]],
  ['how many items', { column: 'tags', kind: 'items', minimum: 1, maximum: 2 }, 4, [3, 4]],
  ['no item twice', { column: 'tags', kind: 'unique-items' }, 4, [2]],
  ['a field of items', { ...at('items', ['items', { field: 'sku' }], 'string'), kind: 'not-null' }, 3, [2]],
  [
    'a range in items',
    { ...at('items', ['items', { field: 'price' }], 'number'), kind: 'range', minimum: 0 },
    3,
    [2],
  ],
  [
    'lists in items',
    { ...at('items', ['items', { field: 'marks' }, 'items'], 'integer'), kind: 'range', maximum: 5 },
    2,
    [2],
  ],
  ['lists in lists', { ...at('grid', ['items', 'items'], 'integer'), kind: 'range', maximum: 50 }, 4, [2]],
  ['items of lists in lists', { ...at('grid', ['items'], 'array'), kind: 'items', minimum: 1 }, 4, [2]],
  [
    'null items of lists in lists',
    { ...at('grid', ['items', 'items'], 'integer'), kind: 'not-null' },
    4,
    [5],
  ],
  [
    'a type in a field',
    { ...at('address', field('zip'), 'string'), kind: 'type', logicalType: 'string' },
    3,
    [],
  ],
  [
    'a type in items',
    { ...at('items', ['items', { field: 'price' }], 'number'), kind: 'type', logicalType: 'number' },
    3,
    [],
  ],
  ['the type of a whole column', { column: 'tags', kind: 'type', logicalType: 'array' }, 4, []],
  ['the type of an object', { column: 'address', kind: 'type', logicalType: 'object' }, 4, []],
  ['a field repeats', { kind: 'unique', columns: ['address'], path: field('street "x"') }, 3, []],
];

describe.each(['parquet', 'jsonl', 'csv'])('%s: inside objects and lists', (format) => {
  it.each(CASES)('%s', async (_what, rule, checked, rows) => {
    expect(await count(format, rule)).toMatchObject({ checked, rows });
  });

  it('examples show the item that fails', async () => {
    const rule: RowRule = {
      ...at('items', ['items', { field: 'price' }], 'number'),
      kind: 'range',
      minimum: 0,
    };
    const { values } = await count(format, rule);
    expect(values?.map(Number)).toEqual([-4]);
  });
});

describe('values of other types than declared', () => {
  const lines = [
    '{"id":1,"tags":["a",1],"address":{"zip":5}}',
    '{"id":2,"tags":"a","address":[1]}',
    '{"id":3,"tags":{"a":1},"address":"x"}',
    '{"id":4,"tags":["a"],"address":{"zip":"1","n":1.5,"m":2.0,"t":"2026-01-01"}}',
  ];
  const file = join(folder, 'mixed.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const source = { files: [file], types: { tags: 'array', address: 'object' } };
  const rows = async (rule: RowRule) => {
    const plan = { rules: [{ id: 'r', rule }], profile: [], maxCategories: 0, groupBy: null, maxExamples: 5 };
    return (await engine.measure(source, plan)).rules[0]?.examples.map(({ row }) => row);
  };
  const typeAt = (column: string, path: readonly Step[], logicalType: string): RowRule =>
    path.length === 0
      ? { column, kind: 'type', logicalType }
      : { column, path, as: logicalType, kind: 'type', logicalType };

  it.each([
    ['a list that is text or an object', typeAt('tags', [], 'array'), [2, 3]],
    ['an object that is a list or text', typeAt('address', [], 'object'), [2, 3]],
    ['an item that is a number', typeAt('tags', ['items'], 'string'), [1]],
    ['a field that is a number', typeAt('address', field('zip'), 'string'), [1]],
    ['1.5 is no integer', typeAt('address', field('n'), 'integer'), [4]],
    ['2.0 is an integer', typeAt('address', field('m'), 'integer'), []],
    ['a date', typeAt('address', field('t'), 'date'), []],
    ['a date is no time', typeAt('address', field('t'), 'boolean'), [4]],
  ] as const)('%s', async (_what, rule, expected) => {
    expect(await rows(rule)).toEqual(expected);
  });
});

describe('types of columns are told with what is inside', () => {
  it('Parquet', async () => {
    const [, address, , items] = await engine.describe(sources.parquet as DataSource);
    const scalar = (logicalType: string) => ({ kind: 'scalar', logicalType });
    expect(address?.shape).toEqual({
      kind: 'object',
      fields: {
        zip: scalar('string'),
        'street "x"': scalar('string'),
        floor: scalar('integer'),
        since: scalar('date'),
      },
    });
    expect(items?.shape).toMatchObject({
      kind: 'list',
      items: { kind: 'object', fields: { marks: { kind: 'list' } } },
    });
  });

  it('text that is no JSON is neither a list nor an object, and is told as it stands', async () => {
    const path = join(folder, 'text.csv');
    writeFileSync(path, 'tags,address\nred,"{"\n"[1]","{""a"": 1}"\n,\n"{}","[]"\n');
    const found = await engine.measure(
      { files: [path], types: { tags: 'array', address: 'object' } },
      {
        rules: [
          { id: 'tags', rule: { kind: 'type', column: 'tags', logicalType: 'array' } },
          { id: 'address', rule: { kind: 'type', column: 'address', logicalType: 'object' } },
        ],
        profile: [],
        maxCategories: 0,
        groupBy: null,
        maxExamples: 5,
      },
    );
    const told = (...cells: string[]) => cells.map((value, index) => ({ row: 1 + 3 * index, value }));
    expect(found.rules).toEqual([
      { id: 'tags', checked: 3, failing: 2, examples: told('red', '{}') },
      { id: 'address', checked: 3, failing: 2, examples: told('{', '[]') },
    ]);
  });

  it('JSON and text that is JSON may hold anything', async () => {
    for (const format of ['jsonl', 'csv']) {
      const columns = await engine.describe(sources[format] as DataSource);
      expect(columns.slice(1).map(({ shape }) => shape?.kind)).toEqual(['open', 'open', 'open', 'open']);
    }
  });
});
