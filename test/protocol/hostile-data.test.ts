import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateRecordSchema } from '../../src/records/validate.ts';
import { HOSTILE_TEXTS } from '../fixtures/hostile/hostile-text.ts';
import { liveParts } from '../fixtures/hostile/live-markdown.ts';
import { type Cell, type Rows, writeData } from '../fixtures/validate/write-data.ts';
import { type Bundle, buildBundle, gitRepository, run } from './bundle.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

/** What a query, a shell, YAML, a workflow, a log, HTML or a person could take for something else. */
const NAMES: readonly string[] = [
  ...HOSTILE_TEXTS,
  `"; DROP TABLE rows; --`,
  `'; DROP TABLE rows; --`,
  `") FROM rows; SELECT ("`,
  `a"b`,
  `a""b`,
  `a'b`,
  `a''b`,
  `a\`b`,
  'a;b',
  'a,b',
  'a.b',
  'a[]',
  'a]b',
  '[0]',
  'a(b)',
  'a b',
  ' a',
  'a  ',
  'a\tb',
  'a\nb',
  'a\\b',
  '\\',
  '/',
  '../x',
  '*',
  '?',
  '%s',
  '$1',
  '$a',
  '{object}',
  '{property}',
  `$${'{model}'}`,
  '$(touch pwned)',
  '`touch pwned`',
  '& touch pwned',
  '-- x',
  '/* x',
  '# x',
  '- x',
  'a: b',
  '!!js x',
  '&x *x',
  '~',
  'null',
  'true',
  'NaN',
  '1e5',
  '0',
  'select',
  'row',
  'rowid',
  'filename',
  'v0',
  't',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '🙂',
  'é',
  'e\u0301',
  '::set-output name=x::y',
  '::error::no',
  'x'.repeat(300),
];

const ROWS = 60;
const BROKEN = 17;
/** Every other column holds text, and the others numbers. */
const isText = (index: number) => index % 2 === 0;

function rows(prefix: string): Rows {
  return Array.from({ length: ROWS }, (_, row) => {
    const cells = NAMES.map((name, column): [string, Cell] => {
      if (!isText(column)) return [name, row === BROKEN ? 999 : (row * (column + 3)) % 50];
      return [name, row === BROKEN ? `${name}!!!` : `v${(row + column) % 5}`];
    });
    const label = row % 3 === 0 ? `yes'; --` : 'no|</td>';
    return { 'the "id"': `${prefix}'${row}`, ...Object.fromEntries(cells), 'y;': label };
  });
}

const types = {
  'the "id"': 'VARCHAR',
  ...Object.fromEntries(NAMES.map((name, index) => [name, isText(index) ? 'VARCHAR' : 'DOUBLE'])),
  'y;': 'VARCHAR',
};

/** A rule of every kind that one column can have, each broken by one row. */
function property(name: string, index: number): object {
  const quality = (operator: object) => [
    { type: 'sql', query: `SELECT count(*) FROM {object} WHERE {property} IS NULL`, mustBe: 0 },
    operator,
  ];
  if (!isText(index))
    return {
      name,
      logicalType: 'number',
      required: true,
      logicalTypeOptions: { minimum: 0, maximum: 100, multipleOf: 1 },
      quality: quality({ metric: 'missingValues', mustBe: 0, arguments: { missingValues: [999] } }),
    };
  return {
    name,
    logicalType: 'string',
    required: true,
    logicalTypeOptions: { pattern: '^v[0-9]$', maxLength: 2 },
    relationships: [{ to: 'schema/sites/properties/key' }],
    quality: quality({
      metric: 'invalidValues',
      mustBe: 0,
      arguments: { validValues: ['v0', 'v1', 'v2', 'v3', 'v4', name] },
    }),
  };
}

const KEY = `k"e'y`;
const OTHER = `sites'; "x" $(touch pwned) [1] {2}`;
const FILES = {
  train: `tr'a"in; $(touch pwned) [1] {a,b} *?`,
  evaluation: 'e🙂v&`touch pwned`|</details>'.replace('/', '∕'),
};

function contract(format: string): object {
  const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: `x'"; --`, version: '1', status: 'active' };
  const own = [
    { name: 'the "id"', logicalType: 'string', primaryKey: true },
    { name: 'y;', logicalType: 'string' },
  ];
  const [first = '', second = ''] = NAMES;
  return {
    ...head,
    schema: [
      {
        name: `rows"; DROP TABLE x; --`,
        properties: [...own, ...NAMES.map(property)],
        quality: [
          { metric: 'duplicateValues', mustBe: 0, arguments: { properties: ['the "id"', first, second] } },
        ],
      },
      {
        id: 'sites',
        name: OTHER,
        customProperties: [{ property: 'files', value: `data/${OTHER}.${format}` }],
        properties: [{ id: 'key', name: KEY, logicalType: 'string', unique: true }],
      },
    ],
  };
}

async function project(format: 'csv' | 'parquet'): Promise<string> {
  const cwd = bundle.folder();
  mkdirSync(join(cwd, 'data'));
  const folder = join(cwd, 'data');
  await writeData(folder, { name: FILES.train, format, rows: rows('t'), types });
  await writeData(folder, { name: FILES.evaluation, format, rows: rows('e'), types });
  const keys = ['v0', 'v1', 'v2', 'v3', 'v4'].map((key) => ({ [KEY]: key }));
  await writeData(folder, { name: OTHER, format, rows: keys, types: { [KEY]: 'VARCHAR' } });
  const data = {
    train: `data/${FILES.train}.${format}`,
    evaluation: `data/${FILES.evaluation}.${format}`,
    contract: 'contract.yaml',
    target: 'y;',
    positive: `yes'; --`,
    id: 'the "id"',
  };
  const model = {
    task: 'binary',
    examples: 'values',
    data,
    train: { run: 'true', metrics: 'm.json' },
    evaluate: { metrics: ['accuracy'], slices: NAMES.filter((_, index) => isText(index)).slice(0, 5) },
  };
  writeFileSync(join(cwd, 'modelyard.yml'), JSON.stringify({ version: 1, models: { m: model } }));
  writeFileSync(join(cwd, 'contract.yaml'), JSON.stringify(contract(format)));
  await gitRepository(cwd);
  return cwd;
}

describe.each(['csv', 'parquet'] as const)('hostile names of columns, objects and files, %s', (format) => {
  it('are names: every check finds its row, and nothing that is printed is more than text', async () => {
    const cwd = await project(format);
    const { code, stdout, stderr } = await run(process.execPath, [bundle.main, 'validate', '--json'], {
      cwd,
    });
    expect(stderr).not.toMatch(/^error/m);
    expect(code).toBe(1);
    const { datasets } = validateRecordSchema.parse(JSON.parse(stdout));
    for (const { role, checks } of datasets.slice(0, 2)) {
      expect(checks.filter(({ verdict }) => verdict === 'error')).toEqual([]);
      for (const [index, name] of NAMES.entries()) {
        const own = checks.filter(({ column }) => column === name);
        const kinds = isText(index)
          ? ['pattern', 'length', 'valid_values', 'foreign_key']
          : ['range', 'missing_values'];
        for (const kind of kinds) {
          const check = own.find((each) => each.kind === kind);
          expect([role, name, kind, check?.verdict, check?.failing, check?.examples[0]?.row]).toEqual([
            role,
            name,
            kind,
            'fail',
            1,
            BROKEN + 1,
          ]);
        }
        for (const kind of ['present', 'type', 'required', 'sql'])
          expect([name, kind, own.find((each) => each.kind === kind)?.verdict]).toEqual([name, kind, 'pass']);
      }
    }
    const told = await run(process.execPath, [bundle.main, 'validate'], { cwd });
    const report = await run(process.execPath, [bundle.main, 'report'], { cwd });
    for (const text of [stderr, told.stdout, told.stderr]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal would obey them
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(text).not.toMatch(/^\s*(?:::|##\[)/m);
    }
    expect(report.stdout).toMatch(/^### ⛔ m/);
    expect(liveParts(report.stdout)).toEqual([]);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
    expect(readdirSync(join(cwd, 'data'))).toHaveLength(3);
  });
});
