import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeData } from '../../../test/fixtures/validate/write-data.ts';
import type { SurveyedColumn, SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { createDuckdbEngine } from './duckdb-engine.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-survey-'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const COLUMNS = 215;
/** A column of each kind in turn: SQL of its cells over the row `i`, and how it is looked at. */
const KINDS: readonly (readonly [sql: string, as: SurveyedColumn['as'], cells: SurveyedColumn['cells']])[] = [
  ['tan(3.1 * (u - 0.5))', 'number', 'bins'],
  ["CASE WHEN u < 0.1 THEN NULL WHEN u < 0.2 THEN 'nan'::DOUBLE ELSE 100 * u END", 'number', 'bins'],
  ['CASE WHEN u < 0.8 THEN 0 ELSE (1000 * u)::INT END', 'number', 'bins'],
  ["['a', 'A', ' a', 'n/a', '-', 'x@y.org'][1 + (6 * u)::INT % 6]", 'text', 'values'],
  ["DATE '2020-01-01' + (900 * u)::INT", 'other', 'order'],
  ['u < 0.3', 'other', 'order'],
  ["'k' || (i // 2)", 'text', 'order'],
  ['NULL::DOUBLE', 'number', 'bins'],
];

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const cells = Array.from({ length: COLUMNS }, (_, column) => {
    const [sql] = KINDS[column % KINDS.length] as (typeof KINDS)[number];
    return `${sql.replaceAll('u', `(hash(i * 1000 + ${column}) % 1000003 / 1000003)`)} AS c${column}`;
  });
  const table = (rows: string) =>
    `SELECT row % 3 AS y, row // 3 AS g, ${cells.join(', ')} FROM (SELECT i AS row, CASE WHEN i = 399 THEN 17 ELSE i END AS i FROM ${rows})`;
  await connection.run(`COPY (${table('range(400) t(i)')}) TO '${join(root, 'wide.parquet')}'`);
  await connection.run(`COPY (${table('range(17, 4000, 1000) t(i)')}) TO '${join(root, 'other.parquet')}'`);
  connection.closeSync();
  instance.closeSync();
});

const sourceOf = (name: string): DataSource => ({ files: [join(root, `${name}.parquet`)], types: {} });
const NAMES = Array.from({ length: COLUMNS }, (_, index) => `c${index}`);

describe('a survey of many columns', () => {
  it('tells whole rows apart, within a dataset and between two', async () => {
    const [source, other] = [sourceOf('wide'), sourceOf('other')];
    const found = await engine.survey(source, {
      columns: [],
      label: { column: 'y', as: 'classes' },
      groupBy: 'g',
      rows: NAMES,
      features: NAMES,
      correlated: [],
      twins: [],
      time: null,
    });
    const example = [{ row: 400, value: 'whole row' }];
    expect(found.repeated).toEqual({ checked: 400, failing: 1, shared: 2, examples: example });
    expect(found.conflicting).toEqual({ checked: 400, failing: 2, shared: 2, examples: example });
    expect(await engine.countShared([source, other], NAMES)).toEqual({
      checked: 400,
      shared: 2,
      values: 1,
      examples: [{ row: 18, value: 'whole row' }, ...example],
    });
  });

  it('finds of each, batch by batch, what it finds of it alone', async () => {
    const columns = Array.from({ length: COLUMNS }, (_, index): SurveyedColumn => {
      const [, as, cells] = KINDS[index % KINDS.length] as (typeof KINDS)[number];
      return { column: `c${index}`, as, withLabel: true, cells };
    });
    const source = sourceOf('wide');
    const plan: SurveyPlan = {
      columns,
      label: { column: 'y', as: 'classes' },
      groupBy: 'g',
      rows: null,
      features: null,
      correlated: [],
      twins: [],
      time: null,
    };
    const together = await engine.survey(source, plan);
    expect(together.rows).toBe(400);
    // Of each batch the first and the last, and each kind.
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7, 198, 199, 200, 201, COLUMNS - 1]) {
      const alone = await engine.survey(source, { ...plan, columns: columns.slice(index, index + 1) });
      expect(together.columns[index]).toEqual(alone.columns[0]);
      expect(together.columns[index]?.column).toBe(`c${index}`);
    }
    const far = together.columns[0]?.number;
    expect(far?.lowest.farthest.length).toBeGreaterThan(0);
    expect(far?.highest.farthest.length).toBeGreaterThan(0);
  });

  it('tells where numbers stand apart, however many are far', async () => {
    // The median is 500, and half of the values lie within 250 of it: scale 370.65, so that 1,612 is far.
    const usual = Array.from({ length: 1001 }, (_, index) => index);
    const slips = Array.from({ length: 250 }, (_, index) => 2_000_000 + index);
    const values = [...usual, ...slips, ...slips.slice(0, 3), 1e9, -1e9, 2000, 2001].map((x) => ({ x }));
    const path = await writeData(root, {
      name: 'apart',
      format: 'parquet',
      rows: values,
      types: { x: 'DOUBLE' },
    });
    const found = await engine.survey(
      { files: [path], types: {} },
      {
        columns: [{ column: 'x', as: 'number', withLabel: false, cells: 'bins' }],
        label: null,
        groupBy: null,
        rows: null,
        features: null,
        correlated: [],
        twins: [],
        time: null,
      },
    );
    const { lowest, highest, median = 0, scale = 1 } = found.columns[0]?.number ?? {};
    const place = (value: number) => Math.asinh(Math.abs(value - median) / scale);
    const nearest = Array.from({ length: 30 }, (_, index) => place(2_000_249 - index));
    const excess = nearest.reduce((sum, each) => sum + each - place(2_000_219), 0);
    expect(lowest).toEqual({
      farthest: [{ value: -1e9, rows: 1, row: 1256 }],
      gaps: [
        {
          value: -1e9,
          rows: 1,
          values: 1,
          width: expect.closeTo(place(-1e9) - place(0)),
          tail: { values: 0, excess: 0 },
        },
      ],
    });
    expect(highest?.farthest.map(({ value, rows }) => [value, rows])).toEqual([
      [1e9, 1],
      [2_000_249, 1],
      [2_000_248, 1],
      [2_000_247, 1],
      [2_000_246, 1],
    ]);
    expect(highest?.gaps).toEqual([
      // The slips that are next to it lie as close together as the thirty-first of them lets them.
      {
        value: 1e9,
        rows: 1,
        values: 1,
        width: expect.closeTo(place(1e9) - place(2_000_249)),
        tail: { values: 30, excess: expect.closeTo(excess, 9) },
      },
      {
        value: 2_000_000,
        rows: 254,
        values: 251,
        width: expect.closeTo(place(2_000_000) - place(2001)),
        tail: { values: 0, excess: 0 },
      },
    ]);
  });
});

it('tells long texts by their beginning, and apart though they begin alike', async () => {
  const long = 'x'.repeat(100_000);
  const path = join(root, 'long.csv');
  writeFileSync(
    path,
    ['y,t', ...Array.from({ length: 60 }, (_, row) => `${row % 2},${long}${row % 3}`)].join('\n'),
  );
  const found = await engine.survey(
    { files: [path], types: {} },
    {
      columns: [{ column: 't', as: 'text', withLabel: true, cells: 'values' }],
      label: { column: 'y', as: 'classes' },
      groupBy: null,
      rows: null,
      features: null,
      correlated: [],
      twins: [],
      time: null,
    },
  );
  const [column] = found.columns;
  const values = column?.text?.values ?? [];
  expect(values.map(({ rows }) => rows)).toEqual([20, 20, 20]);
  expect(new Set(values.map(({ value }) => value)).size).toBe(3);
  for (const { value } of values) expect(value.length).toBeLessThan(1100);
  expect(column?.label?.cells.slice(0, 3)).toEqual(values.map(({ value }) => value));
});
