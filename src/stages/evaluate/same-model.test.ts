import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { GateConfig } from '../../config/resolved.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { evaluateOnMetrics } from './evaluate-on-metrics.ts';
import { evaluateOnRows } from './evaluate-on-rows.ts';
import type { Judging } from './judging.ts';

const ROWS = 400;
const DIGEST = `sha256:${'1'.repeat(64)}`;
const root = mkdtempSync(join(tmpdir(), 'modelyard-same-model-'));
mkdirSync(join(root, 'data'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const rows = Array.from({ length: ROWS }, (_, row) => row);
const isYes = (row: number) => row % 2 === 0;
/** Right for seven rows of eight. */
const score = (row: number) => (isYes(row) === (row % 8 !== 3) ? 0.6 : 0.4) + row / 10_000;

function write(name: string, lines: readonly string[]): string {
  const path = join(root, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
write('data/evaluation.csv', [
  'row_id,visited',
  ...rows.map((row) => `r${row},${isYes(row) ? 'yes' : 'no'}`),
]);
const predictions = (name: string, order: readonly number[], of: (row: number) => number) =>
  write(name, ['row_id,score', ...order.map((row) => `r${row},${of(row)}`)]);
const released = predictions('released.csv', rows, score);

/** A candidate whose opaque model is the released one, byte by byte. */
function judging(
  files: { readonly predictions?: string; readonly metrics?: string },
  { threshold = 0.5, metric = 'roc_auc' } = {},
): Judging {
  const base = stageContext(root);
  const gate: GateConfig = {
    metric,
    min: null,
    max: null,
    maxWorse: { value: 0.05, relative: false },
    minBetter: null,
    on: files.metrics === undefined ? null : 'point',
    severity: 'block',
  };
  const model = {
    ...base.model,
    data: { ...base.model.data, groupBy: null },
    baseline: { ...base.model.baseline, trivial: false },
    evaluate: { ...base.model.evaluate, metrics: ['roc_auc', 'accuracy'], threshold },
    gates: [gate],
  };
  return {
    context: { ...base, model },
    ports: { engine },
    candidate: {
      record: { trainSeconds: 1, outputs: [] },
      model: { path: join(root, 'm.bin'), digest: DIGEST, bytes: 1 },
      predictions: files.predictions ?? null,
      metrics: files.metrics ?? null,
    },
    evidence: files.metrics === undefined ? 'predictions' : 'metrics',
    graph: null,
    baseline: {
      release: 'visits@v1.0.0',
      source: 'visits@v1.0.0',
      digest: DIGEST,
      modelPath: null,
      predictionsPath: released,
      points: { roc_auc: 0.8 },
      features: null,
      classes: null,
      threshold: 0.5,
      sizeBytes: 1,
    },
    identical: true,
    contract: null,
    types: {},
  } as unknown as Judging;
}

describe('a model that is the released one', () => {
  it('is identical when it predicts the same, in whatever order the rows stand', async () => {
    const same = predictions('same.csv', rows.toReversed(), score);
    const found = await evaluateOnRows(judging({ predictions: same }));
    expect(found).toMatchObject({ identical: true, verdict: 'pass', notes: [] });
  });

  it('is judged by what it predicts when that is something else', async () => {
    const shuffled = predictions('shuffled.csv', rows, (row) => score((row * 7 + 1) % ROWS));
    const found = await evaluateOnRows(judging({ predictions: shuffled }));
    expect(found).toMatchObject({ identical: false, verdict: 'fail' });
    expect(found.notes.join()).toContain('its predictions are not');
  });

  it('decides otherwise at another threshold: what hangs on it is measured, what does not stays the same', async () => {
    const asked = { threshold: 0.62, metric: 'accuracy' };
    const found = await evaluateOnRows(judging({ predictions: released }, asked));
    expect(found).toMatchObject({ identical: false, verdict: 'fail' });
    const right = (limit: number) => rows.filter((row) => score(row) >= limit === isYes(row)).length / ROWS;
    const [auc, accuracy] = found.metrics;
    expect(auc).toMatchObject({ name: 'roc_auc', difference: 0, method: 'identical' });
    expect(accuracy).toMatchObject({ name: 'accuracy', candidate: right(0.62), baseline: right(0.5) });
    expect(accuracy?.interval?.[1]).toBeLessThan(-0.05);
    expect(found.gates[0]).toMatchObject({ metric: 'accuracy', outcome: 'broken' });
    expect(found.flips?.changed.rows).toBe(
      rows.filter((row) => score(row) >= 0.5 && score(row) < 0.62).length,
    );
    const onScores = await evaluateOnRows(judging({ predictions: released }, { threshold: 0.62 }));
    expect(onScores.gates[0]).toMatchObject({ metric: 'roc_auc', verdict: 'pass', outcome: 'identical' });
  });

  it.each<[number, boolean, EvaluateRecord['verdict']]>([
    [0.8, true, 'pass'],
    [0.6, false, 'fail'],
  ])('is judged by its metrics: %d', async (value, identical, verdict) => {
    const metrics = write('metrics.json', [JSON.stringify({ roc_auc: value })]);
    expect(await evaluateOnMetrics(judging({ metrics }))).toMatchObject({ identical, verdict });
  });
});
