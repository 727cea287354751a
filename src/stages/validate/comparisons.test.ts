import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { type Rows, writeData } from '../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig, DriftConfig } from '../../config/resolved.ts';
import { DRIFT_DEFAULTS } from '../../domain/drift/drift-settings.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { validateStage } from './validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-comparisons-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, String(count));
  mkdirSync(join(directory, 'data'), { recursive: true });
});

const TYPES = { row_id: 'VARCHAR', person: 'BIGINT', age: 'DOUBLE', plan: 'VARCHAR', visited: 'VARCHAR' };

function rows(prefix: string, { size = 400, older = 0, full = 0.5 } = {}): Rows {
  const random = createRandom(prefix.charCodeAt(0));
  return Array.from({ length: size }, (_, index) => ({
    row_id: `${prefix}${index}`,
    person: prefix.charCodeAt(0) * 10_000 + index,
    age: Math.round(10 * (40 + 10 * random.normal() + older)) / 10,
    plan: random.uniform() < full ? 'full' : 'basic',
    visited: index % 3 === 0 ? 'yes' : 'no',
  }));
}

interface Given {
  readonly evaluation?: Rows;
  readonly serving?: Rows | null;
  readonly drift?: Partial<DriftConfig>;
  readonly contract?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

async function validate(given: Given): Promise<ValidateRecord> {
  const format = 'csv' as const;
  const folder = join(directory, 'data');
  await writeData(folder, { name: 'train', format, rows: rows('t'), types: TYPES });
  await writeData(folder, { name: 'evaluation', format, rows: given.evaluation ?? rows('e'), types: TYPES });
  const { serving = null } = given;
  if (serving !== null) {
    const here = Object.entries(TYPES).filter(([name]) => serving[0] !== undefined && name in serving[0]);
    await writeData(folder, { name: 'serving', format, rows: serving, types: Object.fromEntries(here) });
  }
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const plain = stageContext(directory);
  const data: DataConfig = {
    ...plain.model.data,
    serving: serving === null ? null : { patterns: [path('data/serving.csv')] },
  };
  const drift: DriftConfig = { ...plain.model.drift, ...given.drift };
  const context = stageContext(directory, { model: { data, drift }, environment: given.environment ?? {} });
  const engine = createDuckdbEngine({ memoryLimitMb: 256 });
  try {
    return await validateStage(context, { engine });
  } finally {
    await engine.close();
  }
}

const alarms = ({ comparisons = [] }: ValidateRecord) =>
  comparisons.flatMap(({ kind, signals }) =>
    signals
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .map(({ column, statistic, verdict }) => `${kind} ${column} ${statistic} ${verdict}`),
  );

describe('evaluation data against the training data', () => {
  it('of one kind pass, and every column is told with value, limit, rows and p', async () => {
    const { verdict, comparisons } = await validate({});
    expect(verdict).toBe('pass');
    expect(comparisons).toMatchObject([
      {
        kind: 'train-evaluation',
        against: 'train',
        role: 'evaluation',
        verdict: 'pass',
        severity: 'warning',
        rows: { before: 400, now: 400 },
      },
    ]);
    for (const signal of comparisons?.[0]?.signals ?? []) {
      expect(signal).toMatchObject({
        rows: 400,
        value: expect.any(Number),
        threshold: expect.any(Number),
        pValue: expect.any(Number),
      });
    }
    expect(new Set(comparisons?.[0]?.signals.map(({ column }) => column))).toEqual(
      new Set(['age', 'plan', 'visited']),
    );
  });

  it('of another kind warn, and block where the config says so', async () => {
    const evaluation = rows('e', { older: 6 });
    const warned = await validate({ evaluation });
    expect(warned.verdict).toBe('pass');
    expect(alarms(warned)).toEqual(['train-evaluation age js warn', 'train-evaluation age wasserstein warn']);
    const blocked = await validate({ evaluation, drift: { trainEvaluation: 'block' } });
    expect(blocked.verdict).toBe('fail');
    expect(blocked.comparisons).toMatchObject([{ verdict: 'fail', severity: 'error' }]);
  });

  it('too few rows cannot tell: nothing to worry about when told, no pass when it blocks', async () => {
    const evaluation = rows('e', { size: 60 });
    expect(await validate({ evaluation })).toMatchObject({
      verdict: 'pass',
      comparisons: [{ verdict: 'insufficient' }],
    });
    const drift = { trainEvaluation: 'block' } as const;
    expect(await validate({ evaluation, drift })).toMatchObject({ verdict: 'inconclusive' });
  });

  it('are not compared when that is off, nor columns that are', async () => {
    const evaluation = rows('e', { older: 6, full: 0.9 });
    expect((await validate({ evaluation, drift: { trainEvaluation: 'off' } })).comparisons).toEqual([]);
    const settings = { ...DRIFT_DEFAULTS, columns: { age: 'off' as const, plan: { js: 0.9, psi: 0.2 } } };
    const record = await validate({ evaluation, drift: { settings } });
    expect(alarms(record)).toEqual(['train-evaluation plan psi warn']);
  });
});

describe('pictures', () => {
  it('name categories on one’s own machine, and not on a build server', async () => {
    const evaluation = rows('e', { full: 0.9 });
    const picture = ({ comparisons = [] }: ValidateRecord) =>
      comparisons[0]?.signals.find((signal) => signal.picture !== undefined)?.picture;
    const shown = picture(await validate({ evaluation }));
    expect(shown?.labels?.toSorted()).toEqual(['basic', 'full']);
    expect(shown?.now).toHaveLength(2);
    const hidden = picture(await validate({ evaluation, environment: { CI: 'true' } }));
    expect(hidden).toEqual({ ...shown, labels: null });
  });
});

describe('what is asked in operation against the training data', () => {
  const withoutLabel = (all: Rows): Rows => all.map(({ visited: _, ...row }) => row);

  it('needs no label, and is told apart', async () => {
    const record = await validate({ serving: withoutLabel(rows('s', { full: 0.9 })) });
    expect(alarms(record)).toEqual(['serving plan js warn']);
    expect(record.read.map(({ path }) => path)).toContain('data/serving.csv');
  });

  it('that lacks a feature alarms', async () => {
    const record = await validate({ serving: rows('s').map(({ age: _, ...row }) => row) });
    expect(alarms(record)).toEqual(['serving age column warn']);
  });

  it('without the groups cannot be compared, which fails where it blocks', async () => {
    const serving = rows('s').map(({ person: _, ...row }) => row);
    const record = await validate({ serving, drift: { serving: 'block' } });
    expect(record.verdict).toBe('fail');
    expect(record.comparisons?.at(-1)).toMatchObject({
      kind: 'serving',
      verdict: 'error',
      reason: expect.stringContaining('the serving data have no column person'),
    });
  });
});
