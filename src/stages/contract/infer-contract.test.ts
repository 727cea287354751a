import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { type Cell, csvText, type Rows } from '../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { Role } from '../../domain/contract/contract.ts';
import { leastRows, nullLimit, roomyRange } from '../../domain/contract/roomy-range.ts';
import { checkDataset, openDataset } from '../validate/check-dataset.ts';
import { inferContract } from './infer-contract.ts';
import { parseContract } from './load-contract.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-infer-'));
const engine = createDuckdbEngine({ memoryLimitMb: 512 });
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});
let count = 0;

/** Writes the rows, infers a contract, and runs its checks on the same rows. */
async function inferAndCheck(
  rows: Rows,
  roles: ReadonlyMap<string, Role> = new Map(),
  text?: string,
  others: readonly number[] | null = [],
) {
  count += 1;
  const directory = join(root, String(count));
  mkdirSync(directory, { recursive: true });
  const absolute = join(directory, text === undefined ? 'rows.csv' : 'rows.jsonl');
  writeFileSync(absolute, text ?? csvText(Object.keys(rows[0] ?? {}), rows));
  const source = { files: [absolute], types: {} };
  const sources = others?.map((size) => {
    const path = join(directory, `${size}.csv`);
    writeFileSync(path, `a\n${'1\n'.repeat(size)}`);
    return { files: [path], types: {} };
  });
  const contract = await inferContract(engine, {
    source,
    name: 'rows',
    from: 'rows.csv',
    roles,
    others: sources ?? null,
  });
  const parsed = parseContract(contract, 'inferred.yaml');
  const context = stageContext(directory);
  const dataset = await openDataset(context, engine, {
    role: 'train',
    paths: { patterns: [{ written: 'rows', absolute }] },
    contract: parsed,
  });
  const request = {
    contract: parsed,
    roleChecks: [],
    optional: [],
    environment: 'training',
    tables: {},
  } as const;
  const { checks } = await checkDataset(context, engine, { dataset, request });
  return { contract, parsed, broken: checks.filter(({ verdict }) => verdict !== 'pass') };
}

const lineOf = (contract: string, name: string) =>
  contract
    .split('\n')
    .find((line) => line.trim().startsWith(`${name}:`))
    ?.trim();

describe('a first contract', () => {
  const rows = Array.from({ length: 200 }, (_, index) => ({
    customer_id: `c${1000 + index}`,
    age: 18 + (index % 60),
    share: (index % 11) / 10,
    balance: (index % 7) * 1000 - 3000.5,
    plan: ['free', 'pro', 'off'][index % 3] ?? null,
    income: index % 20 === 0 ? null : index * 100.5,
    email: `p${index}@example.org`,
    signed: `202${index % 5}-0${1 + (index % 9)}-10`,
    note: 'x'.repeat(1 + (index % 37)),
    empty: null,
    constant: 7,
    churned: index % 2 === 0,
  })) satisfies Rows;

  it('says types, nulls, closed lists, ranges with room, the key, and what was seen', async () => {
    const roles = new Map<string, Role>([
      ['churned', 'label'],
      ['signed', 'time'],
    ]);
    const { contract, broken } = await inferAndCheck(rows, roles);
    expect(contract.split('\n').map((line) => line.replace(/ +# /, '  # '))).toEqual([
      '# A first contract, written by modelyard contract infer from rows.csv, 200 rows.',
      '# What was seen is not yet what must be: read it, widen what was chance, narrow what was luck.',
      'contract: rows',
      'columns:',
      '  customer_id: string 5..5 required key  # 5 characters, no value twice, no nulls',
      '  age: integer 0..110 required  # 18 … 77, no nulls',
      '  share: number 0..1 required  # 0 … 1, no nulls',
      '  balance: number -7000..6000 required  # -3000.5 … 2999.5, no nulls',
      '  plan: {values: [free, "off", pro], is: required}  # free 34 %, pro 34 %, off 33 %, no nulls',
      '  income: number 0..30000 nulls<=13%  # 100.5 … 19999.5, 5.0 % null',
      '  email: email required personal  # 14 … 16 characters, no value twice, no nulls',
      '  signed: date 2020-01-01.. required time  # 2020-01-10 … 2024-09-10, no nulls',
      '  note: string 1..80 required  # 1 … 37 characters, no nulls',
      '  empty: {}  # no value was seen',
      '  constant: integer required  # 7 alone, no nulls',
      '  churned: boolean required label  # no nulls',
      'rows: 100..  # 200 were seen',
      '',
    ]);
    expect(broken).toEqual([]);
  });

  it('gives no range where there are NaN and infinities, which fit none', async () => {
    const cells = ['NaN', 'Infinity', '-Infinity'];
    const made = Array.from({ length: 60 }, (_, index) => ({
      x: index % 6 === 0 ? (cells[index % 3] ?? '') : index,
    }));
    const { contract, broken } = await inferAndCheck(made);
    expect(lineOf(contract, 'x')).toMatch(/^x: number nulls<=40% +# 1 … 59, no nulls, 10 NaN or infinite$/);
    expect(broken.filter(({ verdict }) => verdict !== 'warn')).toEqual([]);
  });

  it('leaves keys of rows and of groups open, and asks no dataset for more rows than it has', async () => {
    const made = Array.from({ length: 200 }, (_, index) => ({
      id: index % 50,
      person: index % 40,
      household: `h${index % 9}`,
      age: index % 60,
    }));
    const roles = new Map<string, Role>([
      ['id', 'id'],
      ['person', 'group'],
    ]);
    const { contract, broken } = await inferAndCheck(made, roles, undefined, [30]);
    expect(lineOf(contract, 'id')).toMatch(/^id: integer required id +#/);
    expect(lineOf(contract, 'person')).toMatch(/^person: integer required group +#/);
    expect(lineOf(contract, 'household')).toMatch(/^household: \{values:/);
    expect(contract).toContain('\nrows: 15..  # 200 and 30 were seen\n');
    expect(broken).toEqual([]);
    const alone = await inferAndCheck(made, new Map([['household', 'group']]), undefined, null);
    expect(lineOf(alone.contract, 'household')).toMatch(/^household: string 2\.\.2 required group +#/);
    expect(alone.contract).toContain('\nrows: 20..  # 200 were seen\n');
  });

  it('knows what is inside of objects and lists', async () => {
    const text = Array.from({ length: 60 }, (_, id) =>
      JSON.stringify({
        id,
        tags: ['a'],
        items: [{ sku: 'x', marks: [1] }],
        address: { zip: '1', in: { floor: id } },
        '1': 2,
      }),
    ).join('\n');
    const { contract, parsed, broken } = await inferAndCheck([], new Map(), `${text}\n`);
    expect(lineOf(contract, 'tags')).toMatch(/^tags: string\[\] required +#/);
    expect(lineOf(contract, 'items')).toMatch(
      /^items: \{items: \{fields: \{sku: string, marks: "?integer\[\]"?\}\}, is: required\}/,
    );
    expect(lineOf(contract, 'address')).toContain(
      '{fields: {zip: string, in: {fields: {floor: integer}}}, is: required}',
    );
    expect(parsed.columns.map(({ name }) => name)).toEqual(['1', 'id', 'tags', 'items', 'address']);
    expect(broken).toEqual([]);
  });

  it('names and values that could be YAML, SQL or comments stay what they are', async () => {
    const names = [
      'y',
      'a b: #c',
      "it's",
      '"q"',
      '- x',
      '1',
      '0x1F',
      'null',
      '🙂',
      '{a}',
      '[b]',
      '#d',
      '2020-01-01',
      '*e',
      '&f',
      '!g',
      '%h',
      '@i',
      '`j`',
    ];
    const values = [
      'on',
      'a: b',
      '# c',
      '1',
      '2020-01-01',
      "o'x",
      '"q"',
      '- y',
      ' z ',
      'null',
      '~',
      '{}',
      '[',
      '\\n',
    ];
    const hostile = Array.from({ length: 280 }, (_, index) =>
      Object.fromEntries(names.map((name) => [name, values[index % values.length] ?? ''])),
    );
    const { parsed, broken } = await inferAndCheck(hostile);
    expect(parsed.columns.map(({ name }) => name)).toEqual(Object.keys(hostile[0] ?? {}));
    expect(parsed.columns[0]?.rules[0]?.values).toEqual([...values].sort());
    expect(broken.filter(({ kind }) => kind !== 'unexpected_columns')).toEqual([]);
  });

  it('accepts the rows that it was made from, whatever they are', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ maxLength: 8 }).filter((text) => !/[\r\0]/.test(text)),
      fc.integer({ min: -1000, max: 1000 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.boolean(),
      fc.constantFrom('2020-01-05', '2021-12-31', 'a', 'b', 'a@b.co'),
    );
    const column = fc.oneof(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 60, maxLength: 60 }),
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 60, maxLength: 60 }),
      fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 60, maxLength: 60 }),
      fc.array(cell, { minLength: 60, maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 4 }), async (columns) => {
        const made = Array.from({ length: 60 }, (_, row) =>
          Object.fromEntries(columns.map((cells, index) => [`c${index}`, (cells[row] ?? null) as Cell])),
        );
        const { broken, contract } = await inferAndCheck(made);
        expect(broken, contract).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('room', () => {
  it.each([
    [18, 97, true, { low: 0, high: 140 }],
    [0.1, 0.9, false, { low: 0, high: 1 }],
    [0.1, 1.9, false, { low: 0, high: 3 }],
    [-5, 5, true, { low: -10, high: 10 }],
    [-97, -18, true, { low: -140, high: 0 }],
    [0.001, 0.002, false, { low: 0, high: 1 }],
    [1.001, 1.002, false, { low: 1, high: 1.003 }],
    [7, 7, true, null],
    [-Infinity, 1, false, null],
    [-1e308, 1e308, false, null],
  ])('%d … %d', (minimum, maximum, isInteger, expected) => {
    expect(roomyRange(minimum, maximum, isInteger)).toEqual(expected);
  });

  it('a range holds what was seen', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.boolean(), (a, b, isInteger) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) =>
          isInteger ? Math.round(value) : value,
        );
        const range = roomyRange(low ?? 0, high ?? 0, isInteger);
        if (range === null) return;
        expect(range.low).toBeLessThanOrEqual(low ?? 0);
        expect(range.high).toBeGreaterThanOrEqual(high ?? 0);
      }),
    );
  });

  it('limits of nulls and of rows', () => {
    expect([nullLimit(0, 100), nullLimit(1, 1000), nullLimit(50, 1000), nullLimit(99, 100)]).toEqual([
      0, 1, 10, 100,
    ]);
    expect([1, 30, 15121, 2_000_000].map((rows) => leastRows(rows, []))).toEqual([0, 15, 7500, 1_000_000]);
    expect([1, 30, 15121, 2_000_000].map((rows) => leastRows(rows, null))).toEqual([0, 3, 1500, 200_000]);
    expect([leastRows(6000, [2500]), leastRows(6000, [2500, 90]), leastRows(60, [9000])]).toEqual([
      1200, 45, 30,
    ]);
  });
});
