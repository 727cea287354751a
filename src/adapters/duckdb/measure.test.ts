import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS, type Format, type Rows, writeData } from '../../../test/fixtures/validate/write-data.ts';
import type { PlannedRule } from '../../domain/contract/measure-plan.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

let folder: string;
let engine: DataEngine;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-measure-'));
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

type Rule = PlannedRule['rule'];

async function measureRule(source: DataSource, rule: Rule, maxExamples = 5) {
  const plan = { rules: [{ id: 'r', rule }], profile: [], maxCategories: 0, groupBy: null, maxExamples };
  const { rules, rows } = await engine.measure(source, plan);
  return { ...(rules[0] as NonNullable<(typeof rules)[0]>), rows };
}

const TYPES = { n: 'DOUBLE', i: 'BIGINT', s: 'VARCHAR', d: 'DATE', t: 'TIMESTAMP', b: 'BOOLEAN' };
const LOGICAL = { n: 'number', i: 'integer', s: 'string', d: 'date', t: 'timestamp', b: 'boolean' };
const ROWS: Rows = [
  { n: 1, i: 1, s: 'a', d: '2020-01-01', t: '2020-01-01 10:00:00', b: true },
  { n: 2.5, i: 2, s: '', d: '2020-06-01', t: '2020-06-01 00:00:00', b: false },
  { n: null, i: null, s: null, d: null, t: null, b: null },
  { n: Number.NaN, i: 3, s: 'bb', d: '2019-12-31', t: '2019-12-31 23:59:59', b: true },
  { n: -4, i: -4, s: "it's", d: '2021-01-01', t: '2021-01-01 00:00:00', b: true },
  { n: Number.POSITIVE_INFINITY, i: 5, s: 'a|b,"c"\nd', d: '2020-01-01', t: '2020-01-01 00:00:00', b: false },
  { n: 350, i: 350, s: '🙂🙂', d: '2020-02-29', t: '2020-02-29 12:00:00', b: true },
  { n: 1, i: 1, s: 'a', d: '2020-01-01', t: '2020-01-01 10:00:00', b: true },
];

interface Case {
  readonly what: string;
  readonly rule: Rule;
  readonly checked: number;
  /** Numbers of the rows that fail. */
  readonly rows: readonly number[];
}

const many = Array.from({ length: 300 }, (_, index) => `v${index}`);
const CASES: readonly Case[] = [
  { what: 'null and NaN', rule: { kind: 'not-null', column: 'n' }, checked: 8, rows: [3, 4] },
  { what: 'empty text is not null', rule: { kind: 'not-null', column: 's' }, checked: 8, rows: [3] },
  {
    what: 'empty text declared missing',
    rule: { kind: 'not-missing', column: 's', values: [''] },
    checked: 8,
    rows: [2, 3],
  },
  {
    what: 'a number declared missing',
    rule: { kind: 'not-missing', column: 'n', values: [-4] },
    checked: 8,
    rows: [3, 4, 5],
  },
  {
    what: 'no value declared missing',
    rule: { kind: 'not-missing', column: 'i', values: [] },
    checked: 8,
    rows: [3],
  },
  {
    what: 'both bounds',
    rule: { kind: 'range', column: 'n', minimum: 0, maximum: 120 },
    checked: 7,
    rows: [4, 5, 6, 7],
  },
  {
    what: 'a lower bound: NaN fails it',
    rule: { kind: 'range', column: 'n', minimum: 0 },
    checked: 7,
    rows: [4, 5],
  },
  {
    what: 'an upper bound: NaN fails it',
    rule: { kind: 'range', column: 'n', maximum: 1000 },
    checked: 7,
    rows: [4, 6],
  },
  {
    what: 'exclusive bounds',
    rule: { kind: 'range', column: 'n', exclusiveMinimum: 1, exclusiveMaximum: 350 },
    checked: 7,
    rows: [1, 4, 5, 6, 7].concat(8),
  },
  {
    what: 'integers, bounds with a fraction',
    rule: { kind: 'range', column: 'i', minimum: 0.5, maximum: 5.5 },
    checked: 7,
    rows: [5, 7],
  },
  {
    what: 'dates',
    rule: { kind: 'range', column: 'd', minimum: '2020-01-01', maximum: '2020-12-31' },
    checked: 7,
    rows: [4, 5],
  },
  {
    what: 'times',
    rule: { kind: 'range', column: 't', minimum: '2020-01-01T00:00:00', exclusiveMaximum: '2020-06-01' },
    checked: 7,
    rows: [2, 4, 5],
  },
  {
    what: 'multiples of a fraction',
    rule: { kind: 'multiple-of', column: 'n', factor: 0.5 },
    checked: 7,
    rows: [4, 6],
  },
  {
    what: 'multiples',
    rule: { kind: 'multiple-of', column: 'i', factor: 2 },
    checked: 7,
    rows: [1, 4, 6, 8],
  },
  {
    what: 'length in characters, not bytes',
    rule: { kind: 'length', column: 's', minimum: 1, maximum: 2 },
    checked: 7,
    rows: [2, 5, 6],
  },
  { what: 'pattern', rule: { kind: 'pattern', column: 's', pattern: '^[a-z]' }, checked: 7, rows: [2, 7] },
  {
    what: 'pattern with quotes',
    rule: { kind: 'pattern', column: 's', pattern: "^(a|bb|it's)$" },
    checked: 7,
    rows: [2, 6, 7],
  },
  {
    what: 'values',
    rule: { kind: 'one-of', column: 's', values: ['a', 'bb', "it's"] },
    checked: 7,
    rows: [2, 6, 7],
  },
  {
    what: 'numbers',
    rule: { kind: 'one-of', column: 'n', values: [1, 2.5] },
    checked: 7,
    rows: [4, 5, 6, 7],
  },
  {
    what: 'numbers written as text',
    rule: { kind: 'one-of', column: 'n', values: ['1.0', '2.50'] },
    checked: 7,
    rows: [4, 5, 6, 7],
  },
  {
    what: 'integers written as text',
    rule: { kind: 'one-of', column: 'i', values: ['1', '2', 'x'] },
    checked: 7,
    rows: [4, 5, 6, 7],
  },
  { what: 'booleans', rule: { kind: 'one-of', column: 'b', values: [true] }, checked: 7, rows: [2, 6] },
  {
    what: 'dates by text',
    rule: { kind: 'one-of', column: 'd', values: ['2020-01-01'] },
    checked: 7,
    rows: [2, 4, 5, 7],
  },
  {
    what: '300 values',
    rule: { kind: 'one-of', column: 's', values: [...many, 'a'] },
    checked: 7,
    rows: [2, 4, 5, 6, 7],
  },
  { what: 'NaN and infinity', rule: { kind: 'finite', column: 'n' }, checked: 7, rows: [4, 6] },
  { what: 'integers are finite', rule: { kind: 'finite', column: 'i' }, checked: 7, rows: [] },
  ...Object.entries(LOGICAL).map(
    ([column, logicalType]): Case => ({
      what: `${logicalType} fits`,
      rule: { kind: 'type', column, logicalType },
      checked: 7,
      rows: [],
    }),
  ),
  { what: 'unique', rule: { kind: 'unique', columns: ['i'] }, checked: 7, rows: [8] },
  { what: 'unique numbers', rule: { kind: 'unique', columns: ['n'] }, checked: 7, rows: [8] },
  { what: 'unique together', rule: { kind: 'unique', columns: ['d', 's'] }, checked: 7, rows: [8] },
  { what: 'unique booleans', rule: { kind: 'unique', columns: ['b'] }, checked: 7, rows: [4, 6] },
];

describe.each(FORMATS)('%s', (format: Format) => {
  let source: DataSource;
  beforeAll(async () => {
    source = {
      files: [await writeData(folder, { name: 'rules', format, rows: ROWS, types: TYPES })],
      types: LOGICAL,
    };
  });

  it.each(CASES)('$rule.kind: $what', async ({ what, rule, checked, rows }) => {
    const found = await measureRule(source, rule, 8);
    expect({ checked: found.checked, rows: found.examples.map(({ row }) => row) }).toEqual({ checked, rows });
    expect(found.failing).toBe(what === 'unique booleans' ? 5 : rows.length);
  });

  it('shows values as the file has them, at most as many as asked for', async () => {
    const found = await measureRule(source, { kind: 'one-of', column: 's', values: ['a'] }, 2);
    expect(found).toMatchObject({
      failing: 5,
      examples: [
        { row: 2, value: '' },
        { row: 4, value: 'bb' },
      ],
    });
    expect(await measureRule(source, { kind: 'unique', columns: ['d', 's'] })).toMatchObject({
      examples: [{ row: 8, value: '2020-01-01, a' }],
    });
  });

  it('without examples nothing of the data is told', async () => {
    expect((await measureRule(source, { kind: 'one-of', column: 's', values: ['a'] }, 0)).examples).toEqual(
      [],
    );
    expect((await measureRule(source, { kind: 'unique', columns: ['i'] }, 0)).examples).toEqual([]);
  });

  it('has no verdict but numbers on no rows', async () => {
    const path = await writeData(folder, { name: 'none', format, rows: [], types: TYPES }).catch(() => '');
    if (format === 'jsonl') return; // a file without a line has no columns: refused, see open-relation.test.ts
    const found = await measureRule({ files: [path], types: LOGICAL }, { kind: 'unique', columns: ['i'] });
    expect(found).toMatchObject({ rows: 0, checked: 0, failing: 0 });
  });
});

describe('NaN in a file that pyarrow wrote, whose statistics leave it out', () => {
  const parquet = fileURLToPath(
    new URL('../../../test/fixtures/validate/nan-pyarrow.parquet', import.meta.url),
  );
  const expected = [
    { rule: { kind: 'not-null', column: 'x' }, checked: 1000, failing: 8 },
    { rule: { kind: 'range', column: 'x', minimum: 0, maximum: 200 }, checked: 997, failing: 5 },
    { rule: { kind: 'range', column: 'x', maximum: 1000 }, checked: 997, failing: 5 },
    { rule: { kind: 'range', column: 'x', exclusiveMaximum: 1000 }, checked: 997, failing: 5 },
    { rule: { kind: 'range', column: 'x', minimum: -1000 }, checked: 997, failing: 5 },
    { rule: { kind: 'multiple-of', column: 'x', factor: 1e-18 }, checked: 997, failing: 5 },
    { rule: { kind: 'one-of', column: 'x', values: [-1] }, checked: 997, failing: 997 },
    { rule: { kind: 'not-missing', column: 'x', values: [-1] }, checked: 1000, failing: 8 },
    { rule: { kind: 'finite', column: 'x' }, checked: 997, failing: 5 },
    { rule: { kind: 'finite', column: 'y' }, checked: 1000, failing: 11 },
    { rule: { kind: 'range', column: 'y', maximum: 1e300 }, checked: 1000, failing: 11 },
  ] satisfies readonly { rule: Rule; checked: number; failing: number }[];
  const files = new Map<Format, string>([['parquet', parquet]]);

  beforeAll(async () => {
    const columns = (['x', 'y'] as const).map((name) => ({ name, as: 'number' as const }));
    const table = await engine.read({ files: [parquet], types: {} }, { columns, orderBy: null });
    const rows = Array.from({ length: table.rows }, (_, row) =>
      Object.fromEntries(
        table.columns.map(({ name, missing, data }) => [
          name,
          missing[row] === 1 ? null : Number(data.at(row)),
        ]),
      ),
    );
    const types = { x: 'DOUBLE', y: 'DOUBLE' };
    for (const format of ['csv', 'jsonl'] as const)
      files.set(format, await writeData(folder, { name: 'nan', format, rows, types }));
  });

  it.each(
    FORMATS.flatMap((format) => [
      { format, types: {} },
      { format, types: { x: 'number', y: 'number' } },
    ]),
  )('$format, declared $types', async ({ format, types }) => {
    const source = { files: [files.get(format) ?? ''], types };
    for (const { rule, checked, failing } of expected) {
      expect(await measureRule(source, rule), JSON.stringify(rule)).toMatchObject({
        rows: 1000,
        checked,
        failing,
      });
    }
  });
});

describe('cells that do not fit their type', () => {
  const cells: readonly (readonly [type: string, good: readonly string[], bad: readonly string[]])[] = [
    [
      'integer',
      ['7', '+7', '-0', '007', ' 7', '9223372036854775807'],
      ['1.5', '1e3', '', 'x', '9223372036854775808', '0x10', 'true', 'NaN'],
    ],
    [
      'number',
      ['1.5', '1e3', '-.5', 'NaN', 'inf', '-Infinity', ' 7 '],
      ['', '1_000', '1,5', '12a', 'true', '0x10'],
    ],
    ['boolean', ['true', 'FALSE', '1', '0', 'yes'], ['2', 'ja', '', '1.0']],
    [
      'date',
      ['2020-02-29', '2020-01-01 00:00:00', '2020-01-01T00:00'],
      ['2019-02-29', '2020-01-01 10:00', '01.02.2020', '2020-1-1', ''],
    ],
    [
      'timestamp',
      [
        '2020-01-01',
        '2020-01-01T10:00:00',
        '2020-01-01 10:00:00.5',
        '2020-01-01T10:00:00Z',
        '2020-01-01T10:00:00+02:00',
      ],
      ['2020-13-01', 'x', '10:00', ''],
    ],
    ['time', ['10:00', '10:00:00'], ['25:00', 'x', '']],
    ['string', ['x', '', '1'], []],
  ];
  it.each(cells)('%s: %j fit, %j do not', async (logicalType, good, bad) => {
    const rows = [...good, ...bad].map((c) => ({ c }));
    const expected = bad.map((_, index) => good.length + index + 1);
    for (const format of FORMATS) {
      const path = await writeData(folder, {
        name: `cells-${logicalType}`,
        format,
        rows,
        types: { c: 'VARCHAR' },
      });
      const found = await measureRule(
        { files: [path], types: { c: logicalType } },
        { kind: 'type', column: 'c', logicalType },
        20,
      );
      expect(
        found.examples.map(({ row }) => row),
        format,
      ).toEqual(expected);
      expect(found).toMatchObject({ checked: rows.length, failing: bad.length });
    }
  });

  it.each([
    ['DOUBLE', 'integer', [1, 2.5, Number.NaN], [2, 3]],
    ['DOUBLE', 'boolean', [1, 0], [1, 2]],
    ['BIGINT', 'boolean', [1, 0, 5], [3]],
    ['BIGINT', 'number', [1, 0, 5], []],
    ['BIGINT', 'string', [1, null, 5], [1, 3]],
    ['BIGINT', 'date', [20200101], [1]],
    ['BIGINT', 'timestamp', [1577836800], [1]],
    ['BOOLEAN', 'integer', [true, null], [1]],
    ['BOOLEAN', 'number', [true, null], [1]],
    ['DOUBLE', 'time', [1.5], [1]],
    ['DATE', 'timestamp', ['2020-01-01'], []],
    ['TIMESTAMP', 'date', ['2020-01-01', '2020-01-01 10:00'], [2]],
    ['VARCHAR[]', 'string', ['[a]'], [1]],
    ['STRUCT(a BIGINT)', 'integer', ["{'a': 1}"], [1]],
    ['UBIGINT', 'integer', [1], []],
    ['DECIMAL(10,2)', 'number', [1.5], []],
    ['DECIMAL(10,2)', 'integer', [1.5, 2], [1]],
    ['FLOAT', 'number', [1.5, Number.NaN], []],
  ])('a Parquet column of %s declared %s', async (type, logicalType, cells, misfits) => {
    const rows = cells.map((c) => ({ c }));
    const path = await writeData(folder, { name: 'physical', format: 'parquet', rows, types: { c: type } });
    const copy = join(folder, `physical-${type.replace(/\W/g, '')}-${logicalType}.parquet`);
    copyFileSync(path, copy);
    const found = await measureRule(
      { files: [copy], types: { c: logicalType } },
      { kind: 'type', column: 'c', logicalType },
      9,
    );
    expect(found.examples.map(({ row }) => row)).toEqual(misfits);
  });

  it('a large unsigned integer is compared as it is', async () => {
    const rows = [{ c: '18446744073709551615' }, { c: '5' }];
    const path = await writeData(folder, {
      name: 'unsigned',
      format: 'parquet',
      rows,
      types: { c: 'UBIGINT' },
    });
    const source = { files: [path], types: { c: 'integer' } };
    expect(await measureRule(source, { kind: 'range', column: 'c', maximum: 10 })).toMatchObject({
      checked: 2,
      failing: 1,
    });
  });

  it('a multiple is a multiple although 0.01 is not exact', async () => {
    const path = join(folder, 'cents.csv');
    writeFileSync(path, 'c\n0.07\n1234567.89\n98765432.1\n0.005\n1234567.895\n');
    const found = await measureRule(
      { files: [path], types: {} },
      { kind: 'multiple-of', column: 'c', factor: 0.01 },
    );
    expect(found.examples.map(({ row }) => row)).toEqual([4, 5]);
  });

  it('an offset of a time counts', async () => {
    const rows = [{ c: '2020-01-01T01:00:00+02:00' }, { c: '2020-01-01T01:00:00Z' }];
    const path = await writeData(folder, { name: 'offset', format: 'csv', rows, types: { c: 'VARCHAR' } });
    const source = { files: [path], types: { c: 'timestamp' } };
    const found = await measureRule(source, { kind: 'range', column: 'c', minimum: '2020-01-01' });
    expect(found.examples.map(({ row }) => row)).toEqual([1]);
  });

  it('without a declared type, cells that the bounds cannot be compared with are out of range', async () => {
    const rows = [{ c: '5' }, { c: 'x' }, { c: '' }, { c: null }, { c: '500' }, { c: 'NaN' }];
    for (const format of FORMATS) {
      const path = await writeData(folder, { name: 'undeclared', format, rows, types: { c: 'VARCHAR' } });
      const source = { files: [path], types: {} };
      const range = await measureRule(source, { kind: 'range', column: 'c', maximum: 10 });
      expect(
        range.examples.map(({ row }) => row),
        format,
      ).toEqual([2, 3, 5, 6]);
      const dates = await measureRule(source, { kind: 'range', column: 'c', minimum: '2020-01-01' });
      expect(dates.failing, format).toBe(5);
      const multiple = await measureRule(source, { kind: 'multiple-of', column: 'c', factor: 5 });
      expect(
        multiple.examples.map(({ row }) => row),
        format,
      ).toEqual([2, 3, 6]);
    }
  });
});

describe('many rules and files', () => {
  it('every rule gets its own numbers, over more than one pass', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ c: index }));
    const path = await writeData(folder, { name: 'passes', format: 'csv', rows, types: { c: 'BIGINT' } });
    const rules = Array.from({ length: 900 }, (_, index) => ({
      id: `r${index}`,
      rule: { kind: 'range', column: 'c', minimum: index } as const,
    }));
    const plan = { rules, profile: [], maxCategories: 0, groupBy: 'c', maxExamples: 1 };
    const measured = await engine.measure({ files: [path], types: {} }, plan);
    expect(measured).toMatchObject({ rows: 1000, groups: 1000 });
    expect(measured.rules.map(({ id, failing }) => [id, failing])).toEqual(
      rules.map(({ id }, index) => [id, index]),
    );
    expect(measured.rules[899]?.examples).toEqual([{ row: 1, value: '0' }]);
  });

  it.each(FORMATS)('rows of several %s files count on', async (format) => {
    const files: string[] = [];
    for (const name of ['b', 'a', 'c']) {
      const rows = [{ c: 1 }, { c: name === 'a' ? -1 : 2 }];
      files.push(await writeData(folder, { name: `part-${name}`, format, rows, types: { c: 'BIGINT' } }));
    }
    const found = await measureRule({ files, types: {} }, { kind: 'range', column: 'c', minimum: 0 });
    expect(found).toMatchObject({ rows: 6, failing: 1, examples: [{ row: 4, value: '-1' }] });
  });

  it('unique numbers are equal as numbers in CSV, too', async () => {
    const path = join(folder, 'equal.csv');
    writeFileSync(path, 'c\n1.0\n1\n1.00\n2\nNaN\nnan\n');
    expect(await measureRule({ files: [path], types: {} }, { kind: 'unique', columns: ['c'] })).toMatchObject(
      {
        checked: 6,
        failing: 3,
        examples: [
          { row: 2, value: '1.0' },
          { row: 6, value: 'nan' },
        ],
      },
    );
  });

  it('counts the rows whose value stands in another dataset', async () => {
    const left = join(folder, 'left.csv');
    const right = join(folder, 'right.csv');
    writeFileSync(left, 'g\n1\n2\n2\n\n3\n3\n3\n');
    writeFileSync(right, 'g\n3\n2\n2\n\n9\n');
    const sources = [
      { files: [left], types: {} },
      { files: [right], types: {} },
    ] as const;
    expect(await engine.countShared(sources, ['g'])).toEqual({
      checked: 6,
      shared: 5,
      values: 2,
      examples: [
        { row: 2, value: '2' },
        { row: 5, value: '3' },
      ],
    });
  });
});
