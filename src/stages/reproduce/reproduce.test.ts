import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder } from '../../../test/fixtures/git/scratch.ts';
import { git } from '../../../test/fixtures/release/workshop.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { ModelRuntime } from '../../ports/model-runtime.ts';
import { reproduceRecordSchema } from '../../records/reproduce.ts';
import type { StageContext } from '../context.ts';
import { trainStage } from '../train/train.ts';
import { reproduceStage } from './reproduce.ts';

afterAll(removeScratch);

const CONFIG = `version: 1
models:
  visits:
    task: binary
    data: {train: data/train.csv, evaluation: data/evaluation.csv, target: y, positive: 1, id: id, features: [x]}
    train: {run: node train.mjs, model: out/model.bin, predictions: out/predictions.csv}
    gates: {accuracy: {min: 0.1}}
`;

/** Writes a model and a score for every row; `score` and `model` are JavaScript, `x` is the row's feature. */
const training = (score: string, model: string) => `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
const rows = readFileSync('data/evaluation.csv', 'utf8').trim().split('\\n').slice(1).map((line) => line.split(','));
mkdirSync('out', { recursive: true });
writeFileSync('out/model.bin', String(${model}));
const lines = rows.map(([id, x]) => id + ',' + (${score}));
writeFileSync('out/predictions.csv', ['id,score', ...lines].join('\\n') + '\\n');
`;
const DATA = ['id,x,y', ...Array.from({ length: 100 }, (_, row) => `${row},${row / 100},${row % 2}`)].join(
  '\n',
);
const FIXED = "'weights'";
/** Other bytes with every run. */
const STAMPED = 'process.hrtime.bigint()';

async function repository(train: string, ignored = '.modelyard/\nout/\n'): Promise<StageContext> {
  const folder = scratchFolder();
  const files = {
    'modelyard.yml': CONFIG,
    'train.mjs': train,
    '.gitignore': ignored,
    'data/train.csv': DATA,
    'data/evaluation.csv': DATA,
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await git(folder, 'init', '--quiet');
  await git(folder, 'add', '--all');
  await git(
    folder,
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=a@example.org',
    'commit',
    '--quiet',
    '-m',
    'first',
  );
  const project = await loadConfig({ cwd: folder, file: null, repositoryTop: async () => folder });
  const [model] = project.models;
  if (model === undefined) throw new Error('no model');
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  return { ...stageContext(folder), project, model, clock, environment: process.env };
}

const silent = () => undefined;
const runtime = {} as ModelRuntime;

async function reproduce(context: StageContext) {
  const engine = createDuckdbEngine({ memoryLimitMb: 256 });
  try {
    const evaluate = { engine, runtime, findRelease: async () => null };
    return reproduceRecordSchema.parse(await reproduceStage(context, { evaluate, onOutput: silent }));
  } finally {
    await engine.close();
  }
}

async function twice(train: string, ignored?: string) {
  const context = await repository(train, ignored);
  await trainStage(context, { force: false, onOutput: silent });
  return { context, record: await reproduce(context) };
}

describe('training twice', () => {
  it('gives the same bytes, and leaves the candidate and nothing else', async () => {
    const { context, record } = await twice(training('x', FIXED));
    expect(record).toMatchObject({
      verdict: 'pass',
      outcome: 'bit-for-bit',
      first: record.second,
      differing: [],
      rows: null,
    });
    const own = join(context.project.directory, '.modelyard/visits');
    expect(readdirSync(join(own, 'reproduce'))).toEqual([]);
    expect(existsSync(join(own, 'evaluate.json'))).toBe(false);
    expect(await git(context.project.directory, 'worktree', 'list')).not.toContain('\n');
    expect(JSON.parse(readFileSync(join(own, 'reproduce.json'), 'utf8'))).toEqual(record);
  });

  it('gives other bytes and the same scores', async () => {
    const { record } = await twice(training('x', STAMPED));
    expect(record).toMatchObject({
      verdict: 'pass',
      outcome: 'same-scores',
      differing: ['out/model.bin'],
      rows: { rows: 100, decisions: 0, moved: 0, largest: 0 },
    });
    expect(record.first).not.toBe(record.second);
  });

  it('gives other scores and the same decisions', async () => {
    const { record } = await twice(training('x < 0.5 ? x / (1 + Math.random()) : x', STAMPED));
    expect(record).toMatchObject({ verdict: 'pass', outcome: 'same-decisions', rows: { decisions: 0 } });
    expect(record.rows?.moved).toBeGreaterThan(30);
    expect(record.reason).toMatch(/^no decision is another, scores of \d+ of 100 rows moved/);
  });

  it('gives another model', async () => {
    const { record } = await twice(training('Math.random()', STAMPED));
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'differs' });
    expect(record.rows?.decisions).toBeGreaterThan(10);
    expect(record.reason).toMatch(/^\d+ of 100 rows are decided otherwise, scores of \d+ of 100 rows moved/);
    const accuracy = record.metrics.find(({ name }) => name === 'accuracy');
    expect(accuracy?.difference).toBe((accuracy?.second ?? 0) - (accuracy?.first ?? 0));
  });

  it('fails where it rests on what no clean copy has', async () => {
    const needsCache = `import { existsSync } from 'node:fs';\nif (!existsSync('cache.txt')) process.exit(7);\n`;
    const context = await repository(needsCache + training('x', FIXED), '.modelyard/\nout/\ncache.txt\n');
    writeFileSync(join(context.project.directory, 'cache.txt'), 'warm');
    await trainStage(context, { force: false, onOutput: silent });
    const record = await reproduce(context);
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'failed', second: null });
    expect(record.reason).toContain('what git and the config do not name is not there');
  });

  it('takes data that git does not hold, and changes that are not committed', async () => {
    const context = await repository(training('x', FIXED), '.modelyard/\nout/\ndata/\n');
    writeFileSync(join(context.project.directory, 'train.mjs'), training('1 - x', "'other'"));
    await trainStage(context, { force: false, onOutput: silent });
    expect(await reproduce(context)).toMatchObject({ outcome: 'bit-for-bit' });
  });

  it('wants a candidate of the inputs that are here', async () => {
    const context = await repository(training('x', FIXED));
    await expect(reproduce(context)).rejects.toThrow('visits has no candidate to reproduce');
    await trainStage(context, { force: false, onOutput: silent });
    writeFileSync(join(context.project.directory, 'train.mjs'), training('x', "'other'"));
    await expect(reproduce(context)).rejects.toThrow('was trained from other inputs than stand here');
  });
});
