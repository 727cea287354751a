import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurveyedColumn, SurveyPlan } from '../../domain/data-checks/survey.ts';
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
  await connection.run(
    `COPY (SELECT hash(i) % 3 AS y, i // 3 AS g, ${cells.join(', ')} FROM range(400) t(i)) TO '${join(root, 'wide.parquet')}'`,
  );
  connection.closeSync();
  instance.closeSync();
});

describe('a survey of many columns', () => {
  it('finds of each, batch by batch, what it finds of it alone', async () => {
    const columns = Array.from({ length: COLUMNS }, (_, index): SurveyedColumn => {
      const [, as, cells] = KINDS[index % KINDS.length] as (typeof KINDS)[number];
      return { column: `c${index}`, as, withLabel: true, cells };
    });
    const source = { files: [join(root, 'wide.parquet')], types: {} };
    const plan: SurveyPlan = {
      columns,
      label: { column: 'y', as: 'classes' },
      groupBy: 'g',
      rows: null,
      features: null,
      correlated: [],
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
    expect(far?.lowest.length).toBeGreaterThan(1);
    expect(far?.highest.length).toBeGreaterThan(1);
  });
});
