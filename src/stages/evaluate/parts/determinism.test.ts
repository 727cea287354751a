import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEvaluation, type Row, type Says } from '../../../../test/fixtures/evaluate/evaluation-case.ts';
import { seededRandom } from '../../../../test/fixtures/gates/fake-measurement.ts';
import type { EvaluateConfig } from '../../../config/resolved.ts';
import { modelFolder } from '../../../records/store.ts';
import { determinismLine, determinismWarnings } from '../../report/determinism-section.ts';

let evaluation: Awaited<ReturnType<typeof openEvaluation>>;
beforeAll(async () => {
  evaluation = await openEvaluation();
});
afterAll(() => evaluation.close());

const random = seededRandom(4);
const ROWS: readonly Row[] = Array.from({ length: 600 }, (_, row) => ({
  row_id: `r${String(row).padStart(3, '0')}`,
  x: random(),
})).map((row) => ({ ...row, visited: random() < row.x ? 'yes' : 'no' }));

const steady: Says = (row) => 0.9 * Number(row.x);
/** Another draw with every run, as with a dropout that was left on. */
const restless: Says = (row, { run }) => 0.9 * Number(row.x) + (run > 0 ? 0.05 : 0);
/** Looks at the size of its batch, as with statistics of the batch. */
const crowded: Says = (row, { batchRows }) => 0.9 * Number(row.x) + (batchRows === null ? 0 : 1e-3);
/** What float32 does: nothing that anybody would miss. */
const rounded: Says = (row, { run }) => 0.9 * Number(row.x) + (run > 0 ? 1e-7 : 0);

function judge(candidate: Says, changes: Partial<EvaluateConfig> = {}) {
  const evaluate = { metrics: ['accuracy'], threshold: 0.5, slices: [], confidence: 0.95, ...changes };
  return evaluation.judge({ rows: ROWS, features: ['x'], candidate, config: { gates: [], evaluate } });
}

describe('a candidate that is run again', () => {
  it('says the same, also in small batches', async () => {
    const record = await judge(steady);
    expect(record.determinism).toMatchObject([
      { batchRows: null, rows: 600, differing: 0, largest: 0, first: [] },
      { batchRows: 7, rows: 500, differing: 0, largest: 0 },
    ]);
    expect(record.gates).toEqual([]);
    expect(determinismWarnings(record)).toEqual([]);
    expect(determinismLine(record)).toBe(
      'Run again on 600 rows: the same scores to the last digit; in batches of 7 on 500 rows: the same scores to the last digit.',
    );
  });

  it('may move in the last digits', async () => {
    const record = await judge(rounded);
    expect(record.determinism?.[0]).toMatchObject({ differing: 0, largest: expect.closeTo(1e-7, 9) });
    expect(determinismLine(record)).toContain('within 0.00001 + 0.0001 of the score (the largest change is');
    const strict = await judge(rounded, { tolerance: { absolute: 0, relative: 0 } });
    expect(strict.determinism?.[0]?.differing).toBe(600);
  });

  it('is warned of when it says something else', async () => {
    const record = await judge(restless);
    expect(record.determinism?.[0]).toMatchObject({
      differing: 600,
      first: ['r000', 'r001', 'r002', 'r003', 'r004'],
    });
    expect(record.gates).toEqual([]);
    expect(determinismWarnings(record)[0]).toMatch(
      /^⚠️ The candidate is not deterministic: run again on 600 rows it says something else of 600 \(the largest change is 0\.050\), the first: r000/,
    );
  });

  it('fails where the config says so', async () => {
    const record = await judge(crowded, { determinism: 'block' });
    expect(record.gates.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['share scored alike again', 'pass'],
      ['share scored alike in batches of 7', 'fail'],
    ]);
    expect(record.verdict).toBe('fail');
  });

  it('is not looked at where the config says so', async () => {
    const record = await judge(restless, { determinism: 'off' });
    expect(record.determinism).toBeUndefined();
  });
});

it('golden rows carry the tolerance of the config', async () => {
  const toleranceOf = async (changes: Partial<EvaluateConfig>) => {
    await judge(steady, changes);
    const path = join(modelFolder(evaluation.directory, 'visits'), 'golden.json');
    return (JSON.parse(readFileSync(path, 'utf8')) as { tolerance: unknown }).tolerance;
  };
  expect(await toleranceOf({})).toEqual({ absolute: 1e-5, relative: 1e-4 });
  const tolerance = { absolute: 0.01, relative: 0 };
  expect(await toleranceOf({ tolerance })).toEqual(tolerance);
});
