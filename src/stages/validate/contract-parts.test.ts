import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { type BuiltWorker, buildSqlWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { CheckResult } from '../../records/validate.ts';
import { validateStage } from './validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-parts-'));
let worker: BuiltWorker;
let engine: DataEngine;
beforeAll(async () => {
  worker = await buildSqlWorker();
  engine = createDuckdbEngine({ memoryLimitMb: 512, sandbox: { workerUrl: worker.url } });
});
afterAll(async () => {
  await engine.close();
  await worker.remove();
  rmSync(root, { recursive: true, force: true });
});
let directory: string;
let count = 0;

interface Given {
  /** YAML of properties, one a line, as flow maps. */
  readonly properties: readonly string[];
  readonly object?: readonly string[];
  readonly top?: readonly string[];
  /** Rows as JSON Lines; `visited` and `row_id` are added. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly format?: 'csv' | 'jsonl';
  readonly files?: Readonly<Record<string, string>>;
}

/** Checks of the training data by id; the clock stands at 2026-01-05 11:00 UTC. */
async function check(given: Given) {
  const { files = {}, format = 'jsonl', object = [], top = [] } = given;
  // The engine remembers files that it has opened: each call has its own.
  count += 1;
  directory = join(root, String(count));
  mkdirSync(join(directory, 'data'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const write = (name: string, prefix: string) => {
    const rows = given.rows.map((row, index) => ({
      ...row,
      visited: 'yes',
      row_id: `${prefix}${index}`,
      person: `${prefix}${index}`,
    }));
    const names = Object.keys(rows[0] ?? {});
    const cell = (value: unknown) =>
      value === null || value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`;
    const lines =
      format === 'jsonl'
        ? rows.map((row) => JSON.stringify(row))
        : [
            names.join(','),
            ...rows.map((row) => names.map((key) => cell((row as Record<string, unknown>)[key])).join(',')),
          ];
    writeFileSync(join(directory, `data/${name}.${format}`), `${lines.join('\n')}\n`);
  };
  write('train', 't');
  write('evaluation', 'e');
  const lines = [
    'apiVersion: v3.1.0',
    'kind: DataContract',
    'id: c',
    'version: 1.0.0',
    'status: active',
    ...top,
    'schema:',
    '  - name: rows',
    ...object.map((line) => `    ${line}`),
    '    properties:',
    ...[...given.properties, '{name: visited}', '{name: row_id}', '{name: person}'].map(
      (line) => `      - ${line}`,
    ),
    ...(files.tables === undefined ? [] : [files.tables]),
  ];
  writeFileSync(join(directory, 'contract.yaml'), `${lines.join('\n')}\n`);
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const base = stageContext(directory);
  const context = stageContext(directory, {
    model: {
      data: {
        ...base.model.data,
        train: { patterns: [path(`data/train.${format}`)] },
        evaluation: { patterns: [path(`data/evaluation.${format}`)] },
        contract: path('contract.yaml'),
      },
    },
  });
  const record = await validateStage(context, { engine });
  const of = (role: string) =>
    new Map(record.datasets.find((dataset) => dataset.role === role)?.checks.map((each) => [each.id, each]));
  return { record, checks: of('train'), of };
}

const brief = (result: CheckResult | undefined) =>
  result === undefined ? null : `${result.verdict} ${result.failing}/${result.checked}`;

describe('named formats', () => {
  const cases: readonly (readonly [format: string, good: readonly string[], bad: readonly string[]])[] = [
    ['email', ['a@b.co', "o'neil+x@mail.example.org"], ['a@b', 'a b@c.de', '@b.co', 'a@b.co ']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000', 'x']],
    ['uri', ['https://example.org/a?b=c', 'urn:isbn:1'], ['example.org', 'http://a b']],
    ['hostname', ['example.org', 'a-b.c'], ['-a.org', 'a_b.org', `${'a'.repeat(64)}.org`]],
    ['ipv4', ['127.0.0.1', '255.255.255.255'], ['256.1.1.1', '1.2.3', '01.2.3.4']],
    [
      'ipv6',
      ['::1', '2001:db8::ff00:42:8329', '1:2:3:4:5:6:7:8', '::', '1::', '::ffff:1.2.3.4'],
      ['1:2:3', ':::', '1::2::3', 'g::1'],
    ],
    ['byte', ['aGk=', 'aGkh', ''], ['aGk', '***']],
    ['date', ['2026-01-31'], ['2026-1-31', '31.01.2026']],
    [
      'date-time',
      ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5+01:00'],
      ['2026-01-31', '2026-01-31T12:00:00'],
    ],
  ];
  it.each(cases)('%s', async (format, good, bad) => {
    const { checks } = await check({
      properties: [`{name: v, logicalType: string, logicalTypeOptions: {format: ${format}}}`],
      rows: [...good, ...bad].map((v) => ({ v })),
    });
    const result = checks.get('v.format');
    expect(result?.failing).toBe(bad.length);
    expect(result?.examples.map(({ value }) => value)).toEqual(bad.slice(0, 5));
  });

  it('numbers of so many bits', async () => {
    const { checks } = await check({
      properties: [
        '{name: a, logicalType: integer, logicalTypeOptions: {format: i8}}',
        '{name: b, logicalType: integer, logicalTypeOptions: {format: u16}}',
        '{name: c, logicalType: integer, logicalTypeOptions: {format: i64}}',
        '{name: d, logicalType: number, logicalTypeOptions: {format: f32}}',
        '{name: e, logicalType: number, logicalTypeOptions: {format: f64}}',
      ],
      rows: [
        { a: 127, b: 65535, c: Number.MAX_SAFE_INTEGER, d: 1.5, e: 1e100 },
        { a: -129, b: -1, c: -5, d: 1e39, e: 0 },
      ],
    });
    expect(['a', 'b', 'c', 'd'].map((name) => checks.get(`${name}.format`)?.failing)).toEqual([1, 1, 0, 1]);
    expect(checks.has('e.format')).toBe(false);
    expect(checks.get('a.format')?.expected).toBe('i8, -128 … 127');
  });
});

describe('dates and times', () => {
  const cases: readonly (readonly [
    what: string,
    property: string,
    kind: string,
    good: readonly string[],
    bad: readonly string[],
  ])[] = [
    [
      'a format is how text is read',
      '{name: v, logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}}',
      'type',
      ['31.12.2025', '01.02.2026'],
      ['2025-12-31', '1.2.2026', '31.02.2026', '12/31/2025'],
    ],
    [
      'and bounds hold for what was read',
      '{name: v, logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy, minimum: "2026-01-02"}}',
      'range',
      ['02.01.2026', '31.12.2026'],
      ['01.01.2026'],
    ],
    [
      'times of day',
      '{name: v, logicalType: time, logicalTypeOptions: {format: "HH:mm", maximum: "20:00"}}',
      'range',
      ['08:05', '20:00'],
      ['20:01'],
    ],
    [
      'offsets',
      `{name: v, logicalType: timestamp, logicalTypeOptions: {format: "yyyy-MM-dd'T'HH:mm:ssXXX", minimum: "2026-01-01T00:00:00Z"}}`,
      'range',
      ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00'],
      ['2026-01-01T00:00:00+01:00'],
    ],
    [
      'fractions of a second',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {format: "yyyy-MM-dd HH:mm:ss.SSS"}}',
      'type',
      ['2026-01-01 00:00:00.123'],
      ['2026-01-01 00:00:00', '2026-01-01 00:00:00.1'],
    ],
    [
      'names of months',
      '{name: v, logicalType: date, logicalTypeOptions: {format: "d MMM yyyy"}}',
      'type',
      ['5 Jan 2026'],
      ['5 Foo 2026', 'Jan 5 2026'],
    ],
    [
      'bounds with an offset',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {minimum: "2020-01-01 00:00:00+10:00"}}',
      'range',
      ['2019-12-31 14:00:00'],
      ['2019-12-31 13:59:59'],
    ],
    [
      'a zone for times without one',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Australia/Sydney, minimum: "2020-01-01 00:00:00+11:00"}}',
      'range',
      ['2020-01-01 00:00:00', '2019-12-31 13:00:00Z'],
      ['2019-12-31 23:59:59', '2019-12-31 12:59:59Z'],
    ],
    [
      'a zone for bounds, too',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Australia/Sydney, minimum: "2020-01-01 00:00:00"}}',
      'range',
      ['2020-01-01 00:00:00', '2019-12-31 13:00:00Z'],
      ['2019-12-31 23:59:59'],
    ],
    [
      'times must say their zone',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {timezone: true}}',
      'timezone',
      ['2020-01-01 00:00:00Z', '2020-01-01T00:00:00+01:00'],
      ['2020-01-01 00:00:00'],
    ],
    [
      'times must not',
      '{name: v, logicalType: timestamp, logicalTypeOptions: {timezone: false}}',
      'timezone',
      ['2020-01-01 00:00:00'],
      ['2020-01-01 00:00:00Z', '2020-01-01 00:00:00+0100'],
    ],
  ];
  it.each(cases)('%s', async (_what, property, kind, good, bad) => {
    for (const format of ['jsonl', 'csv'] as const) {
      const { checks } = await check({
        properties: [property],
        rows: [...good, ...bad].map((v) => ({ v })),
        format,
      });
      expect(checks.get(`v.${kind}`)?.examples.map(({ value }) => value)).toEqual(bad);
    }
  });
});

describe('the age of rows', () => {
  const sla = (property: string, value: string, unit: string) => [
    `slaProperties: [{property: ${property}, value: ${value}, unit: ${unit}, element: rows.at}]`,
  ];
  const ages = (...at: (string | null)[]) => ({
    properties: ['{name: at, logicalType: timestamp}'],
    rows: at.map((each) => ({ at: each })),
  });
  it.each([
    ['latency', '4', 'd', ['2020-01-01 00:00:00', '2026-01-02 00:00:00'], 'pass null/2', undefined],
    [
      'latency',
      '12',
      'h',
      ['2020-01-01 00:00:00', '2026-01-02 00:00:00'],
      'fail null/2',
      'no row is from 2026-01-04T23:00:00.000Z or later',
    ],
    ['freshness', '30', 'm', ['2026-01-05 10:40:00'], 'pass null/1', undefined],
    ['ly', 'P4D', 'x', ['2026-01-01 11:00:00'], 'pass null/1', undefined],
    ['latency', '1', 'y', [null], 'fail null/0', 'no row has a time'],
    ['retention', '3', 'y', ['2020-01-01 00:00:00', '2026-01-02 00:00:00'], 'fail 1/2', undefined],
    ['retention', '30', 'm', ['2024-01-01 00:00:00'], 'pass 0/1', undefined],
  ])('%s %s %s of %j: %s', async (property, value, unit, rows, verdict, reason) => {
    const { checks } = await check({ ...ages(...rows), top: sla(property, value, unit) });
    const kind = property.startsWith('re') ? 'retention' : 'freshness';
    const result = checks.get(`at.${kind}`);
    expect(brief(result)).toBe(verdict);
    expect(result?.reason).toBe(reason);
  });

  it('service levels that speak of no rows are let through', async () => {
    const top = [
      'slaProperties: [{property: generalAvailability, value: "2026-01-01"}, {property: frequency, value: 1, unit: d}, {property: costs, value: 3}]',
    ];
    const { record } = await check({ ...ages('2026-01-01 00:00:00'), top });
    expect(record.verdict).toBe('pass');
  });

  it('of a table that is not described is a check that cannot run', async () => {
    const top = ['slaProperties: [{property: latency, value: 4, unit: d, element: elsewhere.at}]'];
    const { checks, record } = await check({ ...ages('2026-01-05 00:00:00'), top });
    expect(record.verdict).toBe('fail');
    expect(checks.get('elsewhere.at.freshness')).toMatchObject({ verdict: 'error', column: null });
  });
});

describe('other objects of which there are no rows', () => {
  const tables = [
    '  - name: stores',
    '    properties: [{name: id, relationships: [{to: nowhere.id}]}, {name: at, logicalType: date}]',
    '  - name: cities',
    '    properties: []',
  ].join('\n');
  const rows = [{ store: 'a' }];

  it('are named, and what is asked of their rows is not', async () => {
    const top = ['slaProperties: [{property: latency, value: 4, unit: d, element: stores.at}]'];
    const properties = ['{name: store, logicalType: string}'];
    const { checks, record, of } = await check({ properties, rows, top, files: { tables } });
    expect(record.verdict).toBe('pass');
    expect(checks.get('objects')).toMatchObject({
      verdict: 'insufficient',
      reason: 'not checked, for want of rows: stores, cities',
    });
    expect(of('evaluation').has('objects')).toBe(false);
    expect(record.datasets.map(({ role }) => role)).toEqual(['train', 'evaluation']);
  });

  it('a key that points to them cannot be checked, which is no pass', async () => {
    const properties = ['{name: store, logicalType: string, relationships: [{to: stores.id}]}'];
    const { checks, record } = await check({ properties, rows, files: { tables } });
    expect(record.verdict).toBe('fail');
    expect(checks.get('foreign_key(store)')).toMatchObject({
      verdict: 'error',
      reason: 'not run: the contract names no files of stores',
    });
  });
});

describe('keys that point to other tables', () => {
  const STORES = `  - name: stores
    id: stores_tbl
    physicalName: stores_2026
    customProperties: [{property: files, value: stores.csv}]
    properties:
      - {name: store_id, id: sid, logicalType: integer, primaryKey: true}
      - {name: country, logicalType: string, required: true}`;
  const files = { tables: STORES, 'stores.csv': 'store_id,country\n1,DE\n2,FR\n3,\n' };
  const rows = [
    { store: 1, land: 'DE' },
    { store: 9, land: 'DE' },
    { store: null, land: 'DE' },
    { store: 2, land: 'DE' },
    { store: 3, land: null },
  ];
  const properties = [
    '{name: store, logicalType: integer, relationships: [{to: stores.store_id}]}',
    '{name: land}',
  ];

  it('rows whose key stands nowhere fail, and the other table is checked by its own rules', async () => {
    const { checks, of, record } = await check({ properties, rows, files });
    expect(checks.get('foreign_key(store)')).toMatchObject({
      verdict: 'fail',
      failing: 1,
      checked: 4,
      column: 'store',
      expected: 'store stands in store_id of stores',
      examples: [{ row: 2, value: '9' }],
    });
    const stores = of('reference:stores');
    expect(brief(stores.get('country.required'))).toBe('fail 1/3');
    expect(brief(stores.get('primary_key'))).toBe('pass 0/3');
    expect(record.read.map(({ path }) => path)).toContain('stores.csv');
  });

  it('keys of several columns, by ids and by names', async () => {
    const object = [
      'relationships:',
      '  - {from: [rows.store, rows.land], to: [stores.store_id, stores.country]}',
      '  - {from: rows.store, to: schema/stores_tbl/properties/sid}',
      '  - {from: rows.store, to: stores_2026.store_id}',
    ];
    const { checks } = await check({
      properties: ['{name: store, logicalType: integer}', '{name: land}'],
      object,
      rows,
      files,
    });
    expect(checks.get('foreign_key(store, land)')).toMatchObject({
      failing: 2,
      checked: 3,
      examples: [
        { row: 2, value: '9, DE' },
        { row: 4, value: '2, DE' },
      ],
    });
    expect(brief(checks.get('foreign_key(store)'))).toBe('fail 1/4');
    expect(brief(checks.get('foreign_key(store)#2'))).toBe('fail 1/4');
  });

  it('a table may point to itself, and a field to a column', async () => {
    const { checks } = await check({
      properties: [
        '{name: id, logicalType: integer}',
        '{name: parent, logicalType: object, properties: [{name: id, logicalType: integer, relationships: [{to: rows.id}]}]}',
      ],
      rows: [
        { id: 1, parent: null },
        { id: 2, parent: { id: 1 } },
        { id: 3, parent: { id: 7 } },
      ],
    });
    expect(checks.get('foreign_key(parent.id)')).toMatchObject({
      failing: 1,
      checked: 2,
      examples: [{ row: 3, value: '7' }],
    });
  });

  it('a number is equal to the same number of another type, text is not', async () => {
    const numbers = {
      ...files,
      'stores.csv': 'store_id,country\n1.0,DE\n2.0,FR\n',
      tables: STORES.replace('logicalType: integer', 'logicalType: number'),
    };
    const { checks } = await check({ properties, rows: rows.slice(0, 2), files: numbers });
    expect(brief(checks.get('foreign_key(store)'))).toBe('fail 1/2');
  });

  it('files that are not there are an error that names them', async () => {
    await expect(check({ properties, rows, files: { tables: STORES } })).rejects.toMatchObject({
      code: 'input',
      message: 'stores.csv: no such file',
    });
  });
});

describe('where a column is, and in what state', () => {
  const rows = [{ age: -1 }, { age: 3 }];
  const column = (...parts: string[]) =>
    `{name: age, logicalType: integer, logicalTypeOptions: {minimum: 0}, customProperties: [${parts.join(', ')}]}`;

  it.each([
    ['production', 'fail', 'error'],
    ['beta', 'fail', 'error'],
    ['deprecated', 'warn', 'warning'],
    ['planned', 'warn', 'info'],
    ['disabled', 'warn', 'info'],
  ])('%s: %s, %s', async (lifecycle, verdict, severity) => {
    const { checks, record } = await check({
      properties: [column(`{property: lifecycle, value: ${lifecycle}}`)],
      rows,
    });
    expect(checks.get('age.range')).toMatchObject({ verdict, severity, failing: 1 });
    expect(record.verdict).toBe(verdict === 'fail' ? 'fail' : 'pass');
  });

  it('a planned column that is not there blocks nothing, and each of its checks is told', async () => {
    const { checks, record } = await check({
      properties: [
        '{name: later, logicalType: integer, required: true, customProperties: [{property: lifecycle, value: planned}]}',
      ],
      rows: [{ other: 1 }],
    });
    expect(checks.get('later.present')).toMatchObject({ verdict: 'warn', severity: 'info' });
    expect(checks.get('later.required')).toMatchObject({
      verdict: 'insufficient',
      reason: 'not run: the column is not there',
    });
    expect(record.verdict).toBe('pass');
  });

  it('a column of other environments may be absent, and is checked where it is there', async () => {
    const serving = '{property: environments, value: [serving]}';
    const absent = await check({ properties: [column(serving)], rows: [{ other: 1 }] });
    expect([...absent.checks.keys()].filter((id) => id.startsWith('age'))).toEqual([]);
    expect(absent.record.verdict).toBe('pass');
    const there = await check({ properties: [column(serving)], rows });
    expect(there.checks.get('age.range')?.verdict).toBe('fail');
  });
});

describe('severities and names', () => {
  it('info is recorded and blocks nothing', async () => {
    const { checks, record } = await check({
      properties: ['{name: age, quality: [{metric: nullValues, mustBe: 0, severity: info}]}'],
      rows: [{ age: null }],
    });
    expect(checks.get('age.null_values')).toMatchObject({ severity: 'info', verdict: 'warn', failing: 1 });
    expect(record.verdict).toBe('pass');
  });

  it('a physical name is the name in the data', async () => {
    const { checks } = await check({
      properties: ['{name: Age of person, physicalName: age, logicalType: integer, required: true}'],
      object: ['quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [Age of person]}}]'],
      rows: [{ age: 1 }, { age: 1 }],
    });
    expect(brief(checks.get('age.required'))).toBe('pass 0/2');
    expect(brief(checks.get('duplicate_values(age)'))).toBe('fail 1/2');
  });

  it('values and a pattern must both hold', async () => {
    const { checks } = await check({
      properties: [
        '{name: v, quality: [{metric: invalidValues, mustBe: 0, arguments: {validValues: [aa, b, null], pattern: "^.$"}}]}',
      ],
      rows: [{ v: 'aa' }, { v: 'b' }, { v: 'c' }, { v: null }],
    });
    expect(checks.get('v.valid_values')).toMatchObject({ failing: 2, checked: 3 });
  });
});

describe('nested columns', () => {
  const properties = [
    '{name: address, logicalType: object, required: true, logicalTypeOptions: {required: [zip]}, properties: [{name: zip, logicalType: string, required: true, classification: confidential, logicalTypeOptions: {pattern: "^[0-9]{5}$"}}]}',
    '{name: tags, logicalType: array, logicalTypeOptions: {minItems: 1, uniqueItems: true}, items: {logicalType: string, logicalTypeOptions: {maxLength: 3}}}',
    '{name: items, logicalType: array, items: {logicalType: object, properties: [{name: price, logicalType: number, logicalTypeOptions: {minimum: 0}}]}}',
  ];
  it('every part has a check of its own', async () => {
    const { checks } = await check({
      properties,
      rows: [
        { address: { zip: '10115' }, tags: ['a', 'b'], items: [{ price: 1 }] },
        { address: { zip: 'x' }, tags: ['a', 'a', 'long'], items: [{ price: -1 }, { price: 2 }] },
        { address: null, tags: [], items: null },
      ],
    });
    const found = Object.fromEntries(
      [...checks].filter(([id]) => /^(address|tags|items)/.test(id)).map(([id, each]) => [id, brief(each)]),
    );
    expect(found).toEqual({
      'address.present': 'pass null/null',
      'address.type': 'pass 0/2',
      'address.required': 'fail 1/3',
      'address.fields': 'pass 0/2',
      'address.zip.type': 'pass 0/2',
      'address.zip.required': 'pass 0/2',
      'address.zip.pattern': 'fail 1/2',
      'tags.present': 'pass null/null',
      'tags.type': 'pass 0/3',
      'tags.items': 'fail 1/3',
      'tags.unique_items': 'fail 1/3',
      'tags[].type': 'pass 0/2',
      'tags[].length': 'fail 1/2',
      'items.present': 'pass null/null',
      'items.type': 'pass 0/2',
      'items[].type': 'pass 0/2',
      'items[].price.type': 'pass 0/2',
      'items[].price.range': 'fail 1/2',
    });
    expect(checks.get('address.zip.pattern')?.examples).toEqual([{ row: 2, value: '(classified)' }]);
  });
});

describe('rules in SQL', () => {
  const rows = [
    { age: 1, 'x"; drop': 5 },
    { age: 2, 'x"; drop': null },
    { age: 40, 'x"; drop': 7 },
  ];
  const sql = (query: string, rest: string) => `{type: sql, query: ${JSON.stringify(query)}, ${rest}}`;
  const age = (...rules: string[]) => `{name: age, logicalType: integer, quality: [${rules.join(', ')}]}`;

  it('answers are compared, with placeholders for names', async () => {
    const { checks, record } = await check({
      properties: [
        age(
          sql(`SELECT COUNT(*) FROM $${'{object}'} WHERE $${'{property}'} > 30`, 'mustBeLessOrEqualTo: 1'),
          sql(
            'SELECT max({column}) FROM {table}',
            'mustBeLessThan: 40, severity: warning, name: nobody is old',
          ),
          sql('SELECT avg(age) > 100 FROM rows;', 'mustBe: true, severity: info'),
        ),
        `{name: 'x"; drop', quality: [${sql('select count("{property}") from "{model}"', 'mustBe: 2')}]}`,
      ],
      object: [`quality: [${sql(`select count(*) from $${'{schema}'}.{object}`, 'mustBeBetween: [2, 4]')}]`],
      rows,
    });
    expect(checks.get('age.sql')).toMatchObject({ verdict: 'pass', kind: 'sql', column: 'age' });
    expect(checks.get('age.sql#2')).toMatchObject({
      verdict: 'warn',
      expected: 'less than 40: nobody is old',
      reason: 'the query gives 40',
      failing: null,
      examples: [],
    });
    expect(checks.get('age.sql#3')).toMatchObject({
      verdict: 'warn',
      severity: 'info',
      reason: 'the query gives 0',
    });
    expect(checks.get('x"; drop.sql')).toMatchObject({ verdict: 'pass' });
    expect(checks.get('sql')).toMatchObject({ verdict: 'pass', column: null });
    expect(record.verdict).toBe('pass');
  });

  it('what may not be asked, or has no answer, is an error and blocks', async () => {
    const { checks, record } = await check({
      properties: [
        age(
          sql("SELECT count(*) FROM '/etc/passwd'", 'mustBe: 0'),
          sql('SELECT 1; DROP VIEW rows', 'mustBe: 1'),
          sql('SELECT agee FROM {object}', 'mustBe: 1, severity: warning'),
        ),
      ],
      rows,
    });
    expect(checks.get('age.sql')).toMatchObject({
      verdict: 'error',
      reason: expect.stringMatching(/^not run: there is no table/),
    });
    expect(checks.get('age.sql#2')).toMatchObject({
      verdict: 'error',
      reason: expect.stringMatching(/^not run: only /),
    });
    expect(checks.get('age.sql#3')).toMatchObject({
      verdict: 'error',
      reason: expect.stringMatching(/agee/),
    });
    expect(record.verdict).toBe('fail');
  });

  it('the other tables can be asked, too, by any of their names', async () => {
    const tables =
      '  - {name: stores, physicalName: shops, customProperties: [{property: files, value: stores.csv}], properties: [{name: id}]}';
    const { checks, of } = await check({
      properties: [age()],
      object: [
        'physicalName: people',
        `quality: [${sql('select count(*) from people join shops on age = shops.id', 'mustBe: 1')}]`,
      ],
      rows,
      files: { tables, 'stores.csv': 'id\n2\n3\n' },
    });
    expect(checks.get('sql')).toMatchObject({ verdict: 'pass' });
    expect(of('reference:stores').get('rows')).toMatchObject({ verdict: 'pass', checked: 2 });
  });
});

describe('what is asked of values inside of others', () => {
  it('is in the record, each with a verdict, whether or not the place is there', async () => {
    const inner = (name: string) =>
      `{name: ${name}, logicalType: string, required: true, logicalTypeOptions: {minLength: 1, pattern: a}, quality: [{metric: nullValues, mustBe: 0}, {metric: duplicateValues, mustBeLessThan: 9}]}`;
    const properties = [
      `{name: o, logicalType: object, logicalTypeOptions: {minProperties: 1, required: [p]}, properties: [${inner('p')}, ${inner('gone')}]}`,
      '{name: l, logicalType: array, logicalTypeOptions: {minItems: 1, uniqueItems: true}, items: {logicalType: integer, logicalTypeOptions: {maximum: 3}}}',
      `{name: absent, logicalType: object, properties: [${inner('p')}]}`,
    ];
    const { checks } = await check({ properties, rows: [{ o: { p: 'a' }, l: [1, 2, 9] }] });
    const asked = (label: string) =>
      ['type', 'required', 'length', 'pattern', 'null_values', 'duplicate_values'].map(
        (kind) => `${label}.${kind}`,
      );
    const expected = [
      ...['o.present', 'o.type', 'o.field_count', 'o.fields', ...asked('o.p'), ...asked('o.gone')],
      ...['l.present', 'l.type', 'l.items', 'l.unique_items', 'l[].type', 'l[].range'],
      ...['absent.present', 'absent.type', ...asked('absent.p')],
    ];
    expect([...checks.keys()].filter((id) => /^(o|l|absent)[.[]/.test(id)).sort()).toEqual(expected.sort());
    expect(checks.get('o.gone.required')).toMatchObject({ verdict: 'fail', failing: 1 });
    expect(checks.get('absent.p.pattern')).toMatchObject({ verdict: 'error' });
    expect(checks.get('l[].range')).toMatchObject({ verdict: 'fail', failing: 1 });
  });
});
