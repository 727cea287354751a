import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowRule } from '../../domain/contract/measure-plan.ts';
import type { SurveyedColumn } from '../../domain/data-checks/survey.ts';
import type { DataEngine, DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

/** Text of more bytes is not kept in a table but in a file of columns. */
const LARGE = 64 * 1024 * 1024;
const ROWS = 70;

let folder: string;
let engine: DataEngine;
let large: DataSource;
let small: DataSource;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-stored-'));
  engine = createDuckdbEngine({ memoryLimitMb: 256 });
  small = csv('small.csv', 'pad');
  large = csv('large.csv', 'p'.repeat(Math.ceil(LARGE / ROWS)));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const CELLS: Readonly<Record<string, (row: number) => string>> = {
  id: (row) => String(row === 60 ? 3 : row),
  'a "name"': (row) => ['"a,b"', '""', '', ' a', 'n/a'][row % 5] ?? '',
  amount: (row) => (row === 9 ? 'NaN' : row === 10 ? '1e6' : String(row / 7)),
  whole: (row) => (row % 9 === 0 ? '' : String(row % 4)),
  day: (row) => `2024-01-${String(1 + (row % 28)).padStart(2, '0')}`,
  at: (row) => `2024-01-01T00:00:${String(row % 60).padStart(2, '0')}+02:00`,
  flag: (row) => String(row % 3 === 0),
};

function csv(name: string, pad: string): DataSource {
  const header = ['id,"a ""name""",amount,whole,day,at,flag,pad'];
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const source = row === ROWS - 1 ? 11 : row;
    return [...Object.values(CELLS).map((cell) => cell(source)), pad].join(',');
  });
  const path = join(folder, name);
  writeFileSync(path, `${[...header, ...rows].join('\n')}\n`);
  return { files: [path], types: {} };
}

const NAMES = Object.keys(CELLS);

describe('text that is too large for a table', () => {
  it('has the types that it has in a table', async () => {
    const found = await engine.describe(large);
    expect(found).toEqual(await engine.describe(small));
    expect(found.map(({ logicalType }) => logicalType)).toEqual([
      'integer',
      'string',
      'number',
      'integer',
      'date',
      'timestamp',
      'boolean',
      'string',
    ]);
  });

  it('is measured as it is in a table, with the same rows for examples', async () => {
    const rules: RowRule[] = [
      { kind: 'range', column: 'amount', maximum: 5 },
      { kind: 'not-null', column: 'a "name"' },
      { kind: 'not-null', column: 'whole' },
    ];
    const plan = {
      rules: [
        ...rules.map((rule, index) => ({ id: String(index), rule })),
        { id: 'u', rule: { kind: 'unique' as const, columns: ['id'] } },
      ],
      profile: NAMES.map((column) => ({
        column,
        as: ['amount', 'whole', 'id'].includes(column) ? ('number' as const) : ('category' as const),
        edges: null,
        categories: null,
      })),
      maxCategories: 5,
      groupBy: 'whole',
      maxExamples: 3,
    };
    const found = await engine.measure(large, plan);
    expect(found).toEqual(await engine.measure(small, plan));
    expect(found.rules.map(({ failing }) => failing)).toEqual([35, 14, 8, 2]);
    expect(found.rules[0]?.examples[0]).toEqual({ row: 10, value: 'NaN' });
  });

  it('is surveyed as it is in a table', async () => {
    const columns = NAMES.map((column): SurveyedColumn => {
      if (column === 'a "name"') return { column, as: 'text', withLabel: true, cells: 'values' };
      const isNumber = ['amount', 'whole'].includes(column);
      return {
        column,
        as: isNumber ? 'number' : 'other',
        withLabel: true,
        cells: isNumber ? 'bins' : 'order',
      };
    });
    const plan = {
      columns,
      label: { column: 'flag', as: 'classes' as const },
      groupBy: 'whole',
      rows: NAMES,
      features: NAMES.slice(1, 3),
      correlated: ['amount', 'whole'],
      twins: [],
      time: { column: 'at', until: '2023-12-31 22:00:30' },
    };
    const found = await engine.survey(large, plan);
    expect(found).toEqual(await engine.survey(small, plan));
    expect(found.repeated).toMatchObject({ checked: ROWS, failing: 1, shared: 2, examples: [{ row: ROWS }] });
    expect(await engine.countShared([large, small], NAMES)).toMatchObject({ shared: ROWS, values: ROWS - 1 });
  });
});

describe('text of more columns than one file holds', () => {
  it('is looked at across the files', async () => {
    const names = Array.from({ length: 430 }, (_, column) => `c${column}`);
    const lines = Array.from({ length: 40 }, (_, row) =>
      names
        .map((_, column) => (column === 429 && row === 8 ? 'x' : ((row % 39) * (column + 1)) % 41))
        .join(','),
    );
    const path = join(folder, 'wide.csv');
    writeFileSync(path, `${[names.join(','), ...lines].join('\n')}\n`);
    const source = { files: [path], types: {} };
    const types = (await engine.describe(source)).map(({ logicalType }) => logicalType);
    expect(new Set(types.slice(0, -1))).toEqual(new Set(['integer']));
    expect(types.at(-1)).toBe('string');
    const rules = [
      { id: 'u', rule: { kind: 'unique' as const, columns: ['c0', 'c429'] } },
      { id: 'p', rule: { kind: 'pattern' as const, column: 'c429', pattern: '^[0-9]+$' } },
    ];
    const plan = { rules, profile: [], maxCategories: 0, groupBy: null, maxExamples: 3 };
    const measured = await engine.measure(source, plan);
    expect(measured.rules).toEqual([
      { id: 'u', checked: 40, failing: 1, examples: [{ row: 40, value: '0, 0' }] },
      { id: 'p', checked: 40, failing: 1, examples: [{ row: 9, value: 'x' }] },
    ]);
    const columns = names
      .slice(0, -1)
      .map((column): SurveyedColumn => ({ column, as: 'number', withLabel: true, cells: 'bins' }));
    const label = { column: 'c429', as: 'classes' as const };
    const survey = {
      columns,
      label,
      groupBy: null,
      rows: names,
      features: null,
      correlated: [],
      twins: [],
      time: null,
    };
    const found = await engine.survey(source, survey);
    expect(found.repeated).toMatchObject({ checked: 40, failing: 1, examples: [{ row: 40 }] });
    for (const index of [0, 49, 50, 399, 400, 428]) {
      const alone = await engine.survey(source, { ...survey, columns: columns.slice(index, index + 1) });
      expect(found.columns[index]).toEqual(alone.columns[0]);
    }
  });
});

describe('JSON Lines of more columns than a table keeps', () => {
  const cellOf = [
    (row: number) => row * 3,
    (row: number) => row / 7,
    (row: number) => (row % 5 === 0 ? null : `t${row % 4}`),
    (row: number) => row % 3 === 0,
    (row: number) => `2024-01-${String(1 + (row % 28)).padStart(2, '0')}`,
  ];
  const write = (name: string, columns: number) => {
    const lines = Array.from({ length: 50 }, (_, row) =>
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: columns }, (_, column) => [
            `c${column}`,
            cellOf[column % cellOf.length]?.(row + column - (column % cellOf.length)),
          ]),
        ),
      ),
    );
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return { files: [path], types: {} };
  };
  const profile = async (source: DataSource) =>
    await engine.measure(source, {
      rules: [{ id: 'null', rule: { kind: 'not-null', column: 'c2' } as RowRule }],
      profile: ['c0', 'c1', 'c2', 'c3'].map((column, index) => ({
        column,
        as: index < 2 ? ('number' as const) : ('category' as const),
        edges: null,
        categories: null,
      })),
      maxCategories: 100,
      groupBy: null,
      maxExamples: 3,
    });

  it('have the types, counts and row numbers of few columns', async () => {
    const [few, many] = [write('few.jsonl', 5), write('many.jsonl', 130)];
    expect((await engine.describe(many)).slice(0, 5)).toEqual(await engine.describe(few));
    const found = await profile(many);
    expect(found).toEqual(await profile(few));
    expect(found.rules).toEqual([
      { id: 'null', checked: 50, failing: 10, examples: [1, 6, 11].map((row) => ({ row, value: '' })) },
    ]);
  });
});
