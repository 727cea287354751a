import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amount, fakeGate, percent, seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import {
  git,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import { wholeTable } from '../../domain/stored-table.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { modelFolder } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { trainStage } from '../train/train.ts';
import type { Baseline } from './baseline.ts';
import { evaluateAgain, evaluateStage } from './evaluate.ts';

const ROWS = 400;
const random = seededRandom(3);
const PEOPLE = Array.from({ length: ROWS }, (_, row) => {
  const x = Math.round(1000 * random()) / 1000;
  return { id: `r${row}`, x, y: random() < 0.2 + 0.6 * x ? 'yes' : 'no' };
});
/** A session remembers what it read: every judgement has its own, as every command has. */
let engine = createDuckdbEngine({ memoryLimitMb: 256 });
let directory = '';

beforeAll(async () => {
  directory = await makeRepository();
});
afterAll(async () => {
  await engine.close();
  await removeRepository(directory);
});

/** A model that says x, moved by what its file holds. */
const runtime: ModelRuntime = {
  inspect: async () => ({ inputs: [], outputs: [], classes: ['no', 'yes'] }),
  predict: async ({ model, features }) => {
    const [x] = (await wholeTable(features, ['x'])).columns;
    const shift = Number(readFileSync(model.path, 'utf8'));
    const scores = Float64Array.from(x?.kind === 'number' ? x.data : [], (value) =>
      Math.min(1, value * 0.9 + shift),
    );
    return {
      kind: 'classes',
      classes: ['no', 'yes'],
      probabilities: Float64Array.from([...scores].flatMap((score) => [1 - score, score])),
      scoreType: 'float32',
      labels: null,
      notes: [],
    };
  },
  measureLatency: async ({ models }) =>
    models.map((_, index) => ({ 1: { p50: 1 + index, p95: 2 + index }, 256: { p50: 3, p95: 4 } })),
  close: async () => undefined,
};

interface Given {
  /** What training leaves, by kind of evidence. */
  readonly model?: string;
  readonly predictions?: string;
  readonly metrics?: string;
  readonly evaluation?: string;
  readonly config?: Partial<ModelConfig>;
  readonly baseline?: Partial<Baseline> | null;
  readonly anchor?: Partial<Baseline>;
  /** By environment. */
  readonly live?: Readonly<Record<string, Baseline>>;
}

const BASELINE: Baseline = {
  release: 'visits@v1.0.0',
  source: 'visits@v1.0.0',
  digest: `sha256:${'0'.repeat(64)}`,
  modelPath: null,
  predictionsPath: null,
  points: {},
  features: null,
  classes: null,
  threshold: null,
  sizeBytes: 10,
};
const csv = (rows: readonly (readonly unknown[])[]) => rows.map((row) => `${row.join(',')}\n`).join('');
const EVALUATION = csv([['row_id', 'x', 'visited'], ...PEOPLE.map(({ id, x, y }) => [id, x, y])]);
const scoresBy = (score: (x: number, row: number) => unknown) =>
  csv([['row_id', 'score'], ...PEOPLE.map(({ id, x }, row) => [id, score(x, row)])]);

async function judge(given: Given): Promise<EvaluateRecord> {
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const has = (kind: 'model' | 'predictions' | 'metrics', written: string) =>
    given[kind] === undefined ? null : path(written);
  writeFileSync(join(directory, 'data/evaluation.csv'), given.evaluation ?? EVALUATION);
  for (const kind of ['model', 'predictions', 'metrics'] as const)
    writeFileSync(join(directory, `source-${kind}`), given[kind] ?? '');
  const base = workshopContext(directory);
  const train = {
    ...base.model.train,
    model: has('model', 'out/model.onnx'),
    predictions: has('predictions', 'out/predictions.csv'),
    metrics: has('metrics', 'out/metrics.json'),
    run: 'mkdir -p out && cp source-model out/model.onnx && cp source-predictions out/predictions.csv && cp source-metrics out/metrics.json',
  };
  const data = { ...base.model.data, groupBy: null, features: ['x'], ...given.config?.data };
  const context = workshopContext(directory, { model: { ...given.config, train, data } });
  await engine.close();
  engine = createDuckdbEngine({ memoryLimitMb: 256 });
  await trainStage(context, { force: true, onOutput: () => undefined });
  const { baseline = null } = given;
  const findRelease = async ({ model: { baseline: rule } }: StageContext) => {
    if (rule.from.kind === 'live') return given.live?.[rule.from.environment] ?? null;
    return baseline === null ? null : { ...BASELINE, ...baseline };
  };
  const findTagged = async (_: unknown, tag: string) => ({
    ...BASELINE,
    source: tag,
    release: tag,
    ...given.anchor,
  });
  return evaluateStage(context, { engine, runtime, findRelease, findTagged });
}

const evaluate = { metrics: ['roc_auc'], threshold: 0.5, slices: [], confidence: 0.95 };
const auc = (gate: object) => ({ evaluate, gates: [fakeGate(gate)] });
const outcomes = ({ gates }: EvaluateRecord) =>
  gates.map(({ rule, verdict, outcome }) => `${rule} ${verdict} ${outcome}`);

describe('a predictions file', () => {
  it('is judged alone on a first release', async () => {
    const record = await judge({
      predictions: scoresBy((x) => x),
      config: auc({ min: amount(0.6), maxWorse: amount(0.01) }),
    });
    expect(outcomes(record)).toEqual(['min pass kept', 'max_worse pass first-release']);
    expect(record).toMatchObject({
      verdict: 'pass',
      evidence: 'predictions',
      rows: ROWS,
      baseline: null,
      nonFiniteScores: 0,
    });
  });

  it.each(['nan', 'inf', '-inf'])('with one score of %s fails, and shows no number', async (bad) => {
    const predictions = scoresBy((x, row) => (row === 7 ? bad : x));
    const config = { evaluate, gates: [fakeGate({ min: amount(0.1), severity: 'warn' })] };
    const record = await judge({ predictions, config });
    expect(outcomes(record)).toEqual(['min fail not-finite']);
    expect(record).toMatchObject({
      verdict: 'fail',
      nonFiniteScores: 1,
      metrics: [{ candidate: null, candidateInterval: null }],
    });
    expect(record.notes.join()).toContain(`NaN or an infinity on 1 of ${ROWS} rows, the first: r7`);
  });

  it('on rows of one class never passes, with a release or without, whatever the bytes', async () => {
    const evaluation = EVALUATION.replaceAll(',no\n', ',yes\n');
    const predictions = scoresBy((x) => x);
    const config = auc({ min: amount(0), maxWorse: amount(1) });
    for (const baseline of [null, {}]) {
      const record = await judge({ predictions, evaluation, config, baseline });
      expect(outcomes(record)).toEqual(['min inconclusive no-value', 'max_worse inconclusive no-value']);
      expect(record.verdict).toBe('inconclusive');
    }
  });

  it('against a release without predictions cannot tell', async () => {
    const record = await judge({
      predictions: scoresBy((x) => x),
      config: auc({ maxWorse: amount(0.5) }),
      baseline: {},
    });
    expect(outcomes(record)).toEqual(['max_worse inconclusive no-baseline-value']);
  });

  it('is judged by rows that count more than others where a column says so', async () => {
    const predictions = scoresBy((x) => x);
    const weighted = PEOPLE.map(({ id, x, y }, row) => [id, x, y, row % 3]);
    const evaluation = csv([['row_id', 'x', 'visited', 'w'], ...weighted]);
    const data = { ...workshopContext(directory).model.data, groupBy: null, features: null, weight: 'w' };
    const config = { evaluate: { ...evaluate, metrics: ['brier', 'accuracy'] }, gates: [] };
    const plain = await judge({ predictions, evaluation, config });
    const record = await judge({ predictions, evaluation, config: { ...config, data } });
    expect(record).toMatchObject({ rows: ROWS, weight: 'w' });
    const errors = PEOPLE.map(({ x, y }) => (x - (y === 'yes' ? 1 : 0)) ** 2);
    const total = PEOPLE.reduce((sum, _, row) => sum + (row % 3), 0);
    const mean = errors.reduce((sum, error, row) => sum + error * (row % 3), 0) / total;
    expect(record.metrics[0]?.candidate).toBeCloseTo(mean, 12);
    expect(record.metrics[0]?.candidate).not.toBeCloseTo(plain.metrics[0]?.candidate ?? 0, 5);
    expect(record.notes.join()).toMatch(
      /rows count by their weight: these \d+ tell as much as about \d+ that/,
    );
  });

  it('on a single row has values and no interval, and the record can be written', async () => {
    const evaluation = 'row_id,x,visited\nr0,1,yes\n';
    const config = {
      evaluate: { ...evaluate, metrics: ['brier', 'accuracy', 'f1'] },
      gates: [fakeGate({ metric: 'brier', max: amount(1), on: 'bound' })],
    };
    const record = await judge({ predictions: 'row_id,score\nr0,0.5\n', evaluation, config });
    expect(record.metrics[0]).toMatchObject({ candidate: 0.25, candidateInterval: null });
    expect(record.verdict).toBe('inconclusive');
  });
});

describe('a threshold chosen on tuning rows', () => {
  const tuning = PEOPLE.map(({ id, x, y }) => [`t${id}`, x, y]);
  const rowsOf = (rows: readonly (readonly unknown[])[]) => csv([['row_id', 'x', 'visited'], ...rows]);
  const given = (rows: readonly (readonly unknown[])[] = tuning, from = 0.5) => {
    const written = 'data/tuning.csv';
    writeFileSync(join(directory, written), rowsOf(rows));
    const { data } = workshopContext(directory).model;
    const paths = { patterns: [{ written, absolute: join(directory, written) }] };
    const own = { ...data, groupBy: null, features: ['x'], tuning: paths };
    const asked = { ...evaluate, metrics: ['f1', 'accuracy'], threshold: from, choose: 'f1' as const };
    return { evaluate: asked, gates: [fakeGate({ metric: 'f1', maxWorse: amount(0.5) })], data: own };
  };
  const scores = csv([
    ['row_id', 'score'],
    ...PEOPLE.map(({ id, x }) => [id, 0.9 * x]),
    ...PEOPLE.map(({ id, x }) => [`t${id}`, 0.9 * x]),
  ]);
  const f1At = (threshold: number) => {
    const counts = { hits: 0, positives: 0 };
    for (const { x, y } of PEOPLE) {
      const decided = 0.9 * x >= threshold;
      counts.hits += decided && y === 'yes' ? 2 : 0;
      counts.positives += (decided ? 1 : 0) + (y === 'yes' ? 1 : 0);
    }
    return counts.hits / counts.positives;
  };

  it('is the best there, whether a model or a file gives the scores, and stands in the record', async () => {
    const byFile = await judge({ predictions: scores, config: given() });
    const best = Math.max(...PEOPLE.map(({ x }) => f1At(0.9 * x)));
    expect(byFile.thresholdChoice).toEqual({
      metric: 'f1',
      dataset: 'tuning',
      value: expect.closeTo(best, 12),
      rows: ROWS,
    });
    expect(byFile.threshold).not.toBe(0.5);
    expect(f1At(byFile.threshold ?? 0)).toBeCloseTo(best, 12);
    // The same people judge here under other ids, so that the value is known.
    expect(byFile.metrics[0]?.candidate).toBeCloseTo(best, 12);
    expect(byFile.notes[0]).toMatch(
      /^the threshold 0\.\d+ was chosen on 400 rows of data\.tuning, for their f1 of 0\.\d+$/,
    );
    const byModel = await judge({ model: '0', config: given() });
    expect(byModel).toMatchObject({ threshold: byFile.threshold, evidence: 'model' });
  });

  it('is the candidate’s own: the release keeps the one it was released with', async () => {
    const predictionsPath = join(directory, 'released.csv');
    writeFileSync(
      predictionsPath,
      scoresBy((x) => 0.9 * x),
    );
    const baseline = { predictionsPath, threshold: 0.8 };
    const record = await judge({ predictions: scores, config: given(), baseline });
    expect(record.metrics[0]?.baseline).toBeCloseTo(f1At(0.8), 12);
    expect(record.metrics[0]?.candidate).toBeGreaterThan(record.metrics[0]?.baseline ?? 1);
  });

  it('does not depend on the evaluation rows', async () => {
    const evaluation = EVALUATION.replaceAll(',yes\n', ',maybe\n')
      .replaceAll(',no\n', ',yes\n')
      .replaceAll(',maybe\n', ',no\n');
    const [one, other] = [
      await judge({ predictions: scores, config: given() }),
      await judge({ predictions: scores, evaluation, config: given(tuning, 0.7) }),
    ];
    expect(one.threshold).toBe(other.threshold);
    expect(one.metrics[0]?.candidate).not.toBeCloseTo(other.metrics[0]?.candidate ?? 0, 2);
  });

  it.each([
    [
      'an evaluation row',
      [...tuning, ['r7', 0.5, 'yes']],
      'data.tuning: 1 of its 401 rows is an evaluation row, the first with id "r7"',
    ],
    [
      'no label',
      [...tuning, ['t', 0.5, '']],
      'data.tuning: 1 of 401 evaluation rows has no label in visited',
    ],
    [
      'one class',
      tuning.map(([id, x]) => [id, x, 'yes']),
      'data.tuning: every row is positive: there is nothing to choose between',
    ],
    ['a row without a score', [...tuning, ['t', 0.5, 'no']], expect.stringContaining('data.tuning: ')],
  ])('is refused where the rows hold %s', async (_, rows, message) => {
    await expect(judge({ predictions: scores, config: given(rows) })).rejects.toMatchObject({
      code: 'input',
      message,
    });
  });
});

describe('a metrics file', () => {
  const metrics = '{"roc_auc": 0.8}';

  it('is judged by its points where the gate says so', async () => {
    const config = auc({ min: amount(0.7), maxWorse: amount(0.05), on: 'point' });
    const better = await judge({ metrics, config, baseline: { points: { roc_auc: 0.82 } } });
    expect(outcomes(better)).toEqual(['min pass kept', 'max_worse pass kept']);
    const worse = await judge({ metrics, config, baseline: { points: { roc_auc: 0.9 } } });
    expect(outcomes(worse)).toEqual(['min pass kept', 'max_worse fail broken']);
    expect(worse).toMatchObject({
      verdict: 'fail',
      evidence: 'metrics',
      rows: null,
      metrics: [{ interval: null, method: 'point' }],
    });
  });

  it('has no bound, and what it leaves out was not measured', async () => {
    const bound = await judge({ metrics, config: auc({ min: amount(0.7), on: 'bound' }) });
    expect(outcomes(bound)).toEqual(['min inconclusive points-only']);
    const missing = await judge({
      metrics: '{"f1": 1}',
      config: auc({ min: amount(0), maxWorse: amount(1), on: 'point' }),
    });
    expect(outcomes(missing)).toEqual([
      'min inconclusive not-measured',
      'max_worse inconclusive not-measured',
    ]);
  });
});

describe('a model', () => {
  const old = (name: string, shift: string) => {
    const path = join(directory, name);
    writeFileSync(path, shift);
    return path;
  };

  it('with the bytes of the release is identical', async () => {
    const first = await judge({ model: '0.02', config: auc({ min: amount(0.5) }) });
    const baseline = { digest: first.candidate.digest, modelPath: old('same.onnx', '0.02') };
    const record = await judge({
      model: '0.02',
      baseline,
      config: auc({ maxWorse: amount(0), minBetter: amount(0) }),
    });
    expect(record.identical).toBe(true);
    expect(outcomes(record)).toEqual(['max_worse pass identical', 'min_better fail identical']);
  });

  it('that ranks every row alike with other bytes is no proof of anything', async () => {
    const record = await judge({
      model: '0.02',
      baseline: { modelPath: old('alike.onnx', '0.03') },
      config: auc({ maxWorse: amount(0.1) }),
    });
    expect(outcomes(record)).toEqual(['max_worse inconclusive guarded']);
    expect(record).toMatchObject({
      sizeBytes: 4,
      latencyMs: { batch1: { p95: 2 } },
      signature: { classes: ['no', 'yes'] },
    });
  });

  it('costs what it costs beside the release: latency in turn, size and training time as released', async () => {
    const gates = ['latency_p95_ms', 'size_bytes', 'train_seconds'].map((metric) =>
      fakeGate({ metric, maxWorse: metric === 'size_bytes' ? percent(10) : amount(1000) }),
    );
    const record = await judge({
      model: '0.02',
      baseline: { modelPath: old('costs.onnx', '0.03'), sizeBytes: 3, trainSeconds: 2.5 },
      config: { evaluate, gates },
    });
    expect(record.latencyMs?.batch1.p95).toBe(2);
    expect(record.baselineCosts).toMatchObject({
      latencyMs: { batch1: { p95: 3 } },
      sizeBytes: 3,
      trainSeconds: 2.5,
    });
    expect(record.gates.map(({ metric, verdict, seen }) => [metric, verdict, seen?.baseline])).toEqual([
      ['latency_p95_ms', 'pass', 3],
      ['size_bytes', 'fail', 3],
      ['train_seconds', 'pass', 2.5],
    ]);
  });

  it('meets the release at the threshold that the release has', async () => {
    const config = { evaluate: { ...evaluate, metrics: ['accuracy'] }, gates: [] };
    const path = old('old.onnx', '0.02');
    const [own, released] = [
      await judge({ model: '0.01', baseline: { modelPath: path }, config }),
      await judge({ model: '0.01', baseline: { modelPath: path, threshold: 0 }, config }),
    ];
    const positives = PEOPLE.filter(({ y }) => y === 'yes').length;
    expect(released.metrics[0]?.baseline).toBeCloseTo(positives / ROWS, 12);
    expect(own.metrics[0]?.baseline).not.toBeCloseTo(positives / ROWS, 3);
    expect(released.metrics[0]?.candidate).toBe(own.metrics[0]?.candidate);
  });

  it('leaves golden rows, and is judged again without a trace', async () => {
    const record = await judge({ model: '0.05', config: auc({ min: amount(0.5) }) });
    const golden = join(modelFolder(directory, 'visits'), 'golden.json');
    expect(JSON.parse(readFileSync(golden, 'utf8'))).toMatchObject({
      rows: 50,
      classes: ['no', 'yes'],
      candidate: record.candidate.digest,
    });
    writeFileSync(golden, 'untouched');
    const base = workshopContext(directory);
    const path = (written: string) => ({ written, absolute: join(directory, written) });
    const context = workshopContext(directory, {
      model: {
        ...auc({ min: amount(0.5) }),
        data: { ...base.model.data, groupBy: null, features: ['x'] },
        train: { ...base.model.train, model: path('out/model.onnx') },
      },
    });
    const again = await evaluateAgain(context, { engine, runtime, findRelease: async () => null });
    expect(again.metrics).toEqual(record.metrics);
    expect(readFileSync(golden, 'utf8')).toBe('untouched');
  });
});

describe('an anchor', () => {
  const anchor = 'visits@v0.9.0';
  const rules = { from: { kind: 'latest-release' }, whenAbsent: 'absolute-only', anchor } as const;
  const judgements = ({ gates }: EvaluateRecord) =>
    gates.map(
      ({ metric, rule, against, verdict }) => `${metric} ${rule} ${against ?? 'baseline'} ${verdict}`,
    );

  it('must keep max_worse, too: small losses do not add up', async () => {
    const noisy = (noise: number) =>
      scoresBy((x, row) => Math.min(1, Math.max(0, x + noise * (((row * 37) % 101) / 101 - 0.5))));
    const file = (name: string, text: string) => {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    };
    const record = await judge({
      predictions: noisy(2),
      baseline: {
        predictionsPath: file('last.csv', noisy(1.95)),
      },
      anchor: {
        predictionsPath: file(
          'anchor.csv',
          scoresBy((x) => x),
        ),
        sizeBytes: 1_000_000,
      },
      config: {
        baseline: rules,
        evaluate,
        gates: [
          fakeGate({ min: amount(0.1), maxWorse: amount(0.03) }),
          fakeGate({ metric: 'size_bytes', maxWorse: amount(10) }),
        ],
      },
    });
    expect(judgements(record)).toEqual([
      'roc_auc min baseline pass',
      'roc_auc max_worse baseline pass',
      'size_bytes max_worse baseline inconclusive',
      'roc_auc max_worse visits@v0.9.0 fail',
      'size_bytes max_worse visits@v0.9.0 inconclusive',
    ]);
    expect(record.verdict).toBe('fail');
    expect(record.beside).toMatchObject([
      { name: 'roc_auc', against: anchor, candidate: record.metrics[0]?.candidate },
    ]);
    expect(record.gates[3]?.reason).toContain('roc_auc fell by');
  });

  it('what stands beside is shown and decides nothing; what is not there is left out', async () => {
    const path = join(directory, 'worse.csv');
    writeFileSync(
      path,
      scoresBy((x, row) => (row % 2 === 0 ? x : 1 - x)),
    );
    const beside = [
      { kind: 'latest-release' },
      { kind: 'live', environment: 'staging' },
      { kind: 'live', environment: 'nowhere' },
    ] as const;
    const bare = { from: { kind: 'latest-release' }, whenAbsent: 'absolute-only', beside } as const;
    const given = {
      predictions: scoresBy((x) => x),
      config: { baseline: bare, ...auc({ maxWorse: amount(0.05) }) },
    };
    const other = { ...BASELINE, source: 'visits@v0.5.0', predictionsPath: path };
    const record = await judge({
      ...given,
      baseline: { predictionsPath: path },
      live: { staging: other },
    });
    expect(record.gates).toHaveLength(1);
    expect(record.beside?.map(({ name, against, rows }) => [name, against, rows])).toEqual([
      ['roc_auc', 'visits@v0.5.0', ROWS],
    ]);
  });

  it('that is the baseline itself asks nothing twice; a metrics file has its points', async () => {
    const predictions = scoresBy((x) => x);
    const path = join(directory, 'same.csv');
    writeFileSync(path, predictions);
    const config = { baseline: { ...rules, anchor: BASELINE.source }, ...auc({ maxWorse: amount(0.05) }) };
    const same = await judge({ predictions, baseline: { predictionsPath: path }, config });
    expect(same.gates).toHaveLength(1);
    expect(same.beside).toBeUndefined();
    const points = await judge({
      metrics: '{"roc_auc": 0.8}',
      baseline: { points: { roc_auc: 0.81 } },
      anchor: { points: { roc_auc: 0.9 } },
      config: { baseline: rules, ...auc({ maxWorse: amount(0.05), on: 'point' }) },
    });
    expect(judgements(points)).toEqual([
      'roc_auc max_worse baseline pass',
      'roc_auc max_worse visits@v0.9.0 fail',
    ]);
  });
});

describe('rows that were judged on before', () => {
  const noisy = (seed: number) =>
    scoresBy((x, row) => Math.min(1, Math.max(0, x + 0.9 * (((row * seed) % 101) / 101 - 0.5))));
  const judgedAs = async (evaluated: Baseline['evaluated']) => {
    const path = join(directory, 'before.csv');
    writeFileSync(path, noisy(37));
    const config = auc({ maxWorse: amount(0.1), minBetter: amount(0) });
    return judge({
      predictions: scoresBy((x) => x),
      baseline: { predictionsPath: path, evaluated: evaluated ?? null },
      config,
    });
  };

  it('count the candidates that the releases know of, and ask min_better for α / k', async () => {
    const first = await judgedAs(null);
    const { rows = '' } = first.reuse ?? {};
    expect(first.reuse).toEqual({ rows, candidates: 1, baselineRows: 'unknown' });
    expect(first.gates.map(({ seen }) => seen?.confidence)).toEqual([0.95, 0.95]);
    const fourth = await judgedAs({ rows, read: new Set(), candidates: 3 });
    expect(fourth.reuse).toEqual({ rows, candidates: 4, baselineRows: 'same' });
    expect(fourth.gates.map(({ rule, seen }) => [rule, seen?.confidence])).toEqual([
      ['max_worse', 0.95],
      ['min_better', 0.9875],
    ]);
    const widths = [first, fourth].map(({ gates }) => {
      const [low = 0, high = 0] = gates[1]?.seen?.interval ?? [];
      return high - low;
    });
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(2.4977 / 1.96, 3);
    expect(fourth.metrics).toEqual(first.metrics);
  });

  it('are others where the release was judged on other files; records of earlier versions name the files', async () => {
    const other = await judgedAs({ rows: `sha256:${'1'.repeat(64)}`, read: new Set(), candidates: 3 });
    expect(other.reuse).toMatchObject({ candidates: 1, baselineRows: 'other' });
    const file = other.read.find(({ path }) => path === 'data/evaluation.csv')?.sha256 ?? '';
    const earlier = await judgedAs({ rows: null, read: new Set([file]), candidates: 1 });
    expect(earlier.reuse).toMatchObject({ candidates: 2, baselineRows: 'same' });
    expect(earlier.gates[1]?.seen?.confidence).toBe(0.975);
  });
});

describe('rows that the baseline was trained on', () => {
  const trainOn = (people: readonly { id: string }[]) =>
    csv([['row_id', 'x', 'visited'], ...people.map(({ id }) => [id, 0.5, 'yes'])]);
  /** A release whose commit trained on these rows; today's training data are others. */
  const releasedFrom = async (people: readonly { id: string }[]) => {
    writeFileSync(join(directory, 'data/train.csv'), trainOn(people));
    await git(directory, 'add', '--force', 'data/train.csv');
    await git(directory, 'commit', '--quiet', '--allow-empty', '--message', 'trained');
    const commit = await git(directory, 'rev-parse', 'HEAD');
    writeFileSync(join(directory, 'data/train.csv'), trainOn([{ id: 'new' }]));
    return commit;
  };
  const judgedBeside = (commit: string | null) => {
    const path = join(directory, 'taught.csv');
    writeFileSync(
      path,
      scoresBy((x) => x),
    );
    const config = auc({ maxWorse: amount(0.05) });
    return judge({
      predictions: scoresBy((x) => x * 0.9),
      baseline: { predictionsPath: path, commit },
      config,
    });
  };

  it('are left out, and counted; predictions on them are no surprise', async () => {
    const record = await judgedBeside(await releasedFrom(PEOPLE.slice(0, 30)));
    expect(record).toMatchObject({ taughtRows: 30, rows: ROWS - 30 });
    expect(record.metrics[0]?.rows).toBe(ROWS - 30);
    const clean = await judgedBeside(await releasedFrom([{ id: 'elsewhere' }]));
    expect(clean).toMatchObject({ taughtRows: 0, rows: ROWS });
  });

  it('are told by their features and labels where they got new ids', async () => {
    const copies = PEOPLE.slice(0, 200).map(({ x, y }, at) => [`again${at}`, x, y]);
    const contents = new Set(copies.map(([, x, y]) => `${x} ${y}`));
    const equal = PEOPLE.filter(({ x, y }) => contents.has(`${x} ${y}`)).length;
    writeFileSync(join(directory, 'data/train.csv'), csv([['row_id', 'x', 'visited'], ...copies]));
    await git(directory, 'add', '--force', 'data/train.csv');
    await git(directory, 'commit', '--quiet', '--message', 'copied');
    const commit = await git(directory, 'rev-parse', 'HEAD');
    writeFileSync(join(directory, 'data/train.csv'), trainOn([{ id: 'new' }]));
    const record = await judgedBeside(commit);
    expect(record).toMatchObject({ taughtRows: 0, rows: ROWS });
    expect(record.notes.join()).toContain(
      `about ${equal} evaluation rows with the same features and label stood in the training data of visits@v1.0.0 under other ids`,
    );
    const clean = await judgedBeside(await releasedFrom([{ id: 'elsewhere' }]));
    expect(clean.notes.join()).not.toContain('under other ids');
  });

  it('are an error where they are all that there is', async () => {
    const commit = await releasedFrom(PEOPLE);
    await expect(judgedBeside(commit)).rejects.toThrow('visits@v1.0.0 was trained on every one');
  });

  it('may not be known, and then that is said', async () => {
    for (const commit of ['0'.repeat(40), null]) {
      const record = await judgedBeside(commit);
      expect(record.taughtRows).toBeNull();
      expect(record.notes.join()).toContain('is not known');
    }
    const same = await releasedFrom(PEOPLE.slice(0, 3));
    writeFileSync(join(directory, 'data/train.csv'), trainOn(PEOPLE.slice(0, 3)));
    const record = await judgedBeside(same);
    expect(record.taughtRows).toBeUndefined();
    expect(record.rows).toBe(ROWS);
  });
});

describe('a trivial model', () => {
  const train = csv([
    ['row_id', 'x', 'visited'],
    ...PEOPLE.map(({ id, x, y }) => [`t${id}`, x, y]),
    ...PEOPLE.slice(0, 50).map(({ id, x, y }) => [id, x, y === 'yes' ? 'no' : 'yes']),
  ]);
  const trivially = async (given: Given) => {
    const path = join(directory, 'data/train.csv');
    const before = readFileSync(path);
    writeFileSync(path, train);
    const record = await judge(given);
    writeFileSync(path, before);
    return record;
  };
  const verdicts = ({ trivial }: EvaluateRecord) => trivial?.map(({ model, verdict }) => [model, verdict]);

  it('is what a candidate is held against; rows of the evaluation teach it nothing', async () => {
    const record = await trivially({ model: '0.02', config: auc({ min: amount(0.5) }) });
    expect(verdicts(record)).toEqual([
      ['class frequencies', 'better'],
      ['a logistic regression', 'not-shown'],
    ]);
    expect(record.trivial?.[0]).toMatchObject({
      learntRows: ROWS,
      metric: { name: 'roc_auc', baseline: 0.5, against: 'trivial:class frequencies' },
    });
  });

  it('is as good as a candidate that guesses, and that decides nothing', async () => {
    const predictions = scoresBy((_, row) => ((row * 37) % 101) / 101);
    const record = await trivially({ predictions, config: auc({ min: amount(0.1) }) });
    expect(verdicts(record)).toEqual([['class frequencies', 'not-shown']]);
    expect(record.verdict).toBe('pass');
  });

  it('is not made where the config says so, nor of data that do not fit, and then the notes say why', async () => {
    const given = { model: '0.02', config: auc({ min: amount(0.5) }) };
    const rule = { from: { kind: 'latest-release' }, whenAbsent: 'absolute-only', trivial: false } as const;
    expect((await judge({ ...given, config: { ...given.config, baseline: rule } })).trivial).toBeUndefined();
    const path = join(directory, 'data/train.csv');
    const before = readFileSync(path);
    writeFileSync(path, 'row_id,x,visited\na,1,no\n');
    const record = await judge(given);
    writeFileSync(path, before);
    expect(record.trivial).toBeUndefined();
    expect(record.notes.join()).toContain('no trivial model to compare with: no evaluation row has');
  });
});

describe('slices', () => {
  const halves = { kind: 'bins', column: 'x', edges: [0, 0.5, 1] } as const;
  const predictions = scoresBy((x) => x);
  /** The other model says nothing on the upper half. */
  const released = () => {
    const path = join(directory, 'released.csv');
    writeFileSync(path, predictions);
    return { predictionsPath: path };
  };
  const worseAbove = scoresBy((x, row) => (x < 0.5 ? x : 0.5 + ((row * 37) % 97) / 200));
  const places = ({ gates }: EvaluateRecord) =>
    gates.map(({ rule, slice, verdict }) => `${rule} ${slice ?? 'all'} ${verdict}`);

  it('a gate that names one looks at its rows alone', async () => {
    const config = {
      evaluate: { ...evaluate, slices: [halves] },
      gates: [
        fakeGate({ min: amount(0.6) }),
        fakeGate({ min: amount(0.6), slice: 'x 0.5 … 1' }),
        fakeGate({ maxWorse: amount(0.001), slice: 'x 0.5 … 1', severity: 'warn' }),
      ],
    };
    const record = await judge({ predictions: worseAbove, config, baseline: released() });
    expect(places(record)).toEqual(['min all pass', 'min x 0.5 … 1 fail', 'max_worse x 0.5 … 1 fail']);
    const inSlice = record.slices.find(({ slice }) => slice === 'x 0.5 … 1');
    expect(record.gates[1]?.seen).toMatchObject({
      rows: inSlice?.rows,
      candidate: inSlice?.metrics[0]?.candidate,
    });
    expect(record.gates[1]?.reason).toContain('roc_auc on x 0.5 … 1 is');
  });

  it('one to be proven must be shown to be no worse: what only cannot be told does not pass', async () => {
    const slightly = scoresBy((x, row) => (x < 0.5 ? x : Math.min(1, x + ((row % 7) - 3) / 40)));
    const given = { predictions: slightly, baseline: released() };
    const gates = [fakeGate({ maxWorse: amount(0.015) })];
    const harm = await judge({ ...given, config: { evaluate: { ...evaluate, slices: [halves] }, gates } });
    expect(places(harm)).toEqual(['max_worse all pass']);
    expect(harm.verdict).toBe('pass');
    const slices = [{ ...halves, prove: true }];
    const proven = await judge({ ...given, config: { evaluate: { ...evaluate, slices }, gates } });
    expect(places(proven)).toEqual([
      'max_worse all pass',
      'max_worse x 0 … 0.5 inconclusive',
      'max_worse x 0.5 … 1 inconclusive',
    ]);
    expect(proven.verdict).toBe('inconclusive');
  });

  it('one that has no row is a mistake in the config, which names those that there are', async () => {
    const config = {
      evaluate: { ...evaluate, slices: [halves] },
      gates: [fakeGate({ min: amount(0.1), slice: 'x 1 … 2' })],
    };
    await expect(judge({ predictions, config })).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('x 0 … 0.5; x 0.5 … 1'),
    });
  });
});

describe('several evaluation datasets', () => {
  const half = PEOPLE.filter((_, row) => row % 2 === 0);
  const recent = csv([['row_id', 'x', 'visited'], ...half.map(({ id, x, y }) => [`n${id}`, 1 - x, y])]);

  const several = () => {
    writeFileSync(join(directory, 'data/recent.csv'), recent);
    const paths = (written: string) => ({ patterns: [{ written, absolute: join(directory, written) }] });
    return {
      ...workshopContext(directory).model.data,
      groupBy: null,
      evaluationSets: [
        { name: 'main', paths: paths('data/evaluation.csv') },
        { name: 'recent', paths: paths('data/recent.csv') },
      ],
    };
  };
  const gates = [fakeGate({ min: amount(0.6) }), { ...fakeGate({ min: amount(0.6) }), dataset: 'recent' }];

  it('are judged each for itself, and a gate looks at the one it names', async () => {
    const record = await judge({ model: '0.02', config: { evaluate, gates, data: several() } });
    expect(record.metrics.map(({ dataset, rows }) => [dataset, rows])).toEqual([
      ['main', ROWS],
      ['recent', ROWS / 2],
    ]);
    expect(record.gates.map(({ dataset, verdict }) => [dataset, verdict])).toEqual([
      ['main', 'pass'],
      ['recent', 'fail'],
    ]);
    expect(record.verdict).toBe('fail');
    expect(record.read.map(({ path }) => path)).toContain('data/recent.csv');
  });

  it('are all spoken of by one predictions file', async () => {
    const predictions = `${scoresBy((x) => x)}${csv(half.map(({ id, x }, row) => [`n${id}`, row === 3 ? 'nan' : x]))}`;
    const record = await judge({ predictions, config: { evaluate, gates, data: several() } });
    expect(record.gates.map(({ dataset, outcome }) => [dataset, outcome])).toEqual([
      ['main', 'kept'],
      ['recent', 'not-finite'],
    ]);
    expect(record).toMatchObject({ verdict: 'fail', nonFiniteScores: 1 });
    expect(record.notes.join()).toContain(
      `recent: the candidate gave NaN or an infinity on 1 of ${ROWS / 2} rows`,
    );
    await expect(
      judge({ predictions: scoresBy((x) => x), config: { evaluate, gates, data: several() } }),
    ).rejects.toThrow(`${ROWS / 2} evaluation rows have no prediction`);
  });

  it('are not measured by a metrics file, but for the first', async () => {
    const record = await judge({ metrics: '{"roc_auc": 0.8}', config: { evaluate, gates, data: several() } });
    expect(record.gates.map(({ dataset, outcome }) => [dataset, outcome])).toEqual([
      ['main', 'kept'],
      ['recent', 'not-measured'],
    ]);
    expect(record.verdict).toBe('inconclusive');
  });
});

it('without a candidate there is nothing to evaluate', async () => {
  const context = workshopContext(directory, { model: { name: 'other' } });
  await expect(evaluateStage(context, { engine, runtime, findRelease: async () => null })).rejects.toThrow(
    'other has no candidate to evaluate',
  );
});
