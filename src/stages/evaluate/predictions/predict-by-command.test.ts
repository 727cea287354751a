import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  git,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../../test/fixtures/release/workshop.ts';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import type { EvaluateConfig } from '../../../config/resolved.ts';
import type { ModelRuntime } from '../../../ports/model-runtime.ts';
import type { EvaluateRecord } from '../../../records/evaluate.ts';
import { modelFolder } from '../../../records/store.ts';
import { trainStage } from '../../train/train.ts';
import type { Baseline } from '../baseline.ts';
import { evaluateStage } from '../evaluate.ts';

let engine = createDuckdbEngine({ memoryLimitMb: 256 });
let directory = '';
let released = '';

/** Says x plus what the model holds; the release's code says it the other way round. */
const program = (score: string) => `
import { readFileSync, writeFileSync } from 'node:fs';
const { MODELYARD_MODEL, MODELYARD_DATA, MODELYARD_OUTPUT } = process.env;
const [header, ...lines] = readFileSync(MODELYARD_DATA, 'utf8').trim().split('\\n');
const shift = Number(readFileSync(MODELYARD_MODEL, 'utf8'));
const at = header.split(',').indexOf('x');
const rows = lines.map((line) => line.split(',')).map((cells) => { const x = Number(cells[at]); return cells[0] + ',' + (${score}); });
writeFileSync(MODELYARD_OUTPUT, ['row_id,score', ...rows, ''].join('\\n'));
writeFileSync(process.env.SEEN ?? '/dev/null', JSON.stringify({ header, env: process.env, cwd: process.cwd() }));
`;

const ROWS = 200;
const EVALUATION = [
  'row_id,person,x,visited',
  ...Array.from(
    { length: ROWS },
    (_, row) => `r${row},p${row},${((row * 37) % 101) / 101},${(row * 37) % 101 > 50 ? 'yes' : 'no'}`,
  ),
  '',
].join('\n');

beforeAll(async () => {
  directory = await makeRepository();
  writeFileSync(join(directory, 'data/evaluation.csv'), EVALUATION);
  writeFileSync(join(directory, 'predict.mjs'), program('1 - x'));
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--message', 'as released');
  released = await git(directory, 'rev-parse', 'HEAD');
  writeFileSync(join(directory, 'predict.mjs'), program('x * 0.9 + shift'));
  writeFileSync(join(directory, 'weights.txt'), '0.01');
  await git(directory, 'commit', '--quiet', '--all', '--message', 'now');
  mkdirSync(join(directory, 'out'));
  writeFileSync(join(directory, 'out/old.joblib'), '0.05');
});
afterAll(async () => {
  await engine.close();
  await removeRepository(directory);
});

const runtime: ModelRuntime = {
  inspect: () => Promise.reject(new Error('not asked')),
  predict: () => Promise.reject(new Error('not asked')),
  measureLatency: () => Promise.reject(new Error('not asked')),
  close: async () => undefined,
};

interface Given {
  readonly evaluate?: Partial<EvaluateConfig>;
  readonly baseline?: Partial<Baseline> | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly mayRun?: boolean;
}

const baseline = (): Baseline => ({
  release: 'visits@v1.0.0',
  source: 'visits@v1.0.0',
  digest: `sha256:${createHash('sha256').update('0.05').digest('hex')}`,
  modelPath: null,
  predictionsPath: null,
  storedPath: join(directory, 'out/old.joblib'),
  commit: released,
  points: {},
  features: null,
  classes: null,
  threshold: null,
  sizeBytes: 4,
});

async function judge(given: Given = {}): Promise<EvaluateRecord> {
  const base = workshopContext(directory);
  const evaluate = {
    metrics: ['roc_auc'],
    threshold: 0.5,
    slices: [],
    confidence: 0.95,
    predict: 'node predict.mjs',
    predictCode: 'release' as const,
    predictTimeoutMs: 60_000,
    ...given.evaluate,
  };
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const train = {
    ...base.model.train,
    model: path('out/visits.joblib'),
    run: 'mkdir -p out && cp weights.txt out/visits.joblib',
  };
  const data = { ...base.model.data, groupBy: null };
  const own = workshopContext(directory, { model: { evaluate, train, data, gates: [] } });
  const context = { ...own, environment: { ...process.env, ...given.environment } };
  await engine.close();
  engine = createDuckdbEngine({ memoryLimitMb: 256 });
  await trainStage(context, { force: true, onOutput: () => undefined });
  const found = given.baseline === null ? null : { ...baseline(), ...given.baseline };
  const openOutput =
    given.mayRun === false ? null : () => ({ write: () => undefined, close: () => undefined });
  return evaluateStage(context, { engine, runtime, findRelease: async () => found, openOutput });
}

const own = () => readdirSync(join(modelFolder(directory, 'visits'), 'predict'));
const worktrees = () =>
  execFileSync('git', ['worktree', 'list'], { cwd: directory, encoding: 'utf8' }).trim().split('\n');

describe('evaluate.predict', () => {
  it('is run for the candidate here and for the baseline with the code of its release', async () => {
    const record = await judge();
    expect(record).toMatchObject({
      evidence: 'predict',
      identical: false,
      rows: ROWS,
      latencyMs: null,
      signature: null,
    });
    expect(record.metrics[0]).toMatchObject({ candidate: 1, baseline: 0 });
    expect(worktrees()).toHaveLength(1);
    expect(own()).toEqual([]);
  });

  it('runs the baseline with the code of this checkout where the config says so, or where no commit is known', async () => {
    for (const given of [{ evaluate: { predictCode: 'head' as const } }, { baseline: { commit: null } }])
      expect((await judge(given)).metrics[0]).toMatchObject({ candidate: 1, baseline: 1 });
  });

  it('is run again for rows that are changed on purpose', async () => {
    const common = { of: null, minShare: 1, severity: 'block' } as const;
    const runs = join(directory, 'out/runs.txt');
    const record = await judge({
      baseline: null,
      evaluate: {
        predict: `node -e "const f = require('fs'); f.appendFileSync('out/runs.txt', f.readFileSync(process.env.MODELYARD_DATA, 'utf8').split('\\n').length - 2 + ' ')" && node predict.mjs`,
        perturbations: [
          {
            ...common,
            name: 'people',
            column: 'person',
            change: { kind: 'swap', values: ['p1', 'p2'] },
            expect: 'same',
            tolerance: 0,
          },
          {
            ...common,
            name: 'more',
            column: 'x',
            change: { kind: 'add', amount: 0.1 },
            expect: 'higher',
            tolerance: 0.08,
          },
          {
            ...common,
            name: 'nothing',
            column: 'x',
            change: { kind: 'scale', factor: 0.5 },
            expect: 'same',
            tolerance: 0.2,
          },
        ],
      },
    });
    expect(readFileSync(runs, 'utf8').trim().split(' ')).toEqual(['200', '2', '200', '198']);
    // The score moves by 0.45 x: beyond 0.2 from x = 0.444… on. One row in 101 has x = 0, which no factor changes.
    const xs = Array.from({ length: ROWS }, (_, row) => ((row * 37) % 101) / 101);
    expect(record.perturbations).toMatchObject([
      { name: 'people', changed: 2, held: 2 },
      { name: 'more', changed: 200, held: 200 },
      { name: 'nothing', changed: 198, held: xs.filter((x) => x > 0 && 0.45 * x <= 0.2).length },
    ]);
    expect(record.verdict).toBe('fail');
  });

  it('that fails on changed rows says on which', async () => {
    const change = { kind: 'set', value: 'other' } as const;
    const asked = { of: null, minShare: 1, severity: 'block', tolerance: 0, expect: 'same' } as const;
    await expect(
      judge({
        baseline: null,
        evaluate: {
          predict: 'if grep -q other $MODELYARD_DATA; then exit 4; fi; node predict.mjs',
          perturbations: [{ ...asked, name: 'renamed', column: 'person', change }],
        },
      }),
    ).rejects.toThrow(
      'evaluate.predict ended with exit code 4 for the candidate on evaluation, changed for renamed',
    );
  });

  it('is shown every column but the target, and no secret', async () => {
    const seen = join(directory, 'out/seen.json');
    await judge({
      baseline: null,
      environment: { SEEN: seen, MY_API_KEY: 'k', GITHUB_OUTPUT: 'o', ACTIONS_RUNTIME_TOKEN: 't' },
    });
    const { header, env, cwd } = JSON.parse(readFileSync(seen, 'utf8'));
    expect(header).toBe('row_id,person,x');
    expect(env).toMatchObject({ MODELYARD_DATASET: 'evaluation', MODELYARD_MODEL_NAME: 'visits' });
    for (const secret of ['MY_API_KEY', 'GITHUB_OUTPUT', 'ACTIONS_RUNTIME_TOKEN'])
      expect(env).not.toHaveProperty(secret);
    expect(cwd).toBe(directory);
  });

  const write = (line: string) => `node -e "const f = require('fs'); ${line}"`;
  it.each([
    ['exit 3', 'evaluate.predict ended with exit code 3 for the candidate on evaluation'],
    ['true', 'evaluate.predict ended well for the candidate but wrote nothing'],
    ['touch $(dirname $MODELYARD_OUTPUT)/a $MODELYARD_OUTPUT', 'wrote several files (a, predictions.csv)'],
    [
      `printf 'row_id,score\\nr0,0.5\\n' > $MODELYARD_OUTPUT`,
      `what evaluate.predict wrote for the candidate: ${ROWS - 1} evaluation rows have no prediction`,
    ],
    [
      `${write("f.appendFileSync(process.env.MODELYARD_MODEL, 'x')")}; node predict.mjs`,
      'the model of the candidate was changed by evaluate.predict',
    ],
  ])('%s is told: %s', async (predict, message) => {
    await expect(judge({ evaluate: { predict }, baseline: null })).rejects.toThrow(message);
    expect(own()).toEqual([]);
  });

  it('has a time limit', async () => {
    await expect(
      judge({ evaluate: { predict: 'sleep 60', predictTimeoutMs: 200 }, baseline: null }),
    ).rejects.toThrow('took longer than evaluate.predict_timeout for the candidate');
  });

  it('that says NaN fails the verdict', async () => {
    const record = await judge({
      evaluate: {
        predict: `node predict.mjs && sed -i.bak '2s/,.*/,nan/' $MODELYARD_OUTPUT && rm $MODELYARD_OUTPUT.bak`,
      },
      baseline: null,
    });
    expect(record).toMatchObject({ verdict: 'fail', nonFiniteScores: 1 });
  });

  it('fails where the release has no such program, other bytes, or no commit here', async () => {
    const first = await git(directory, 'rev-parse', 'HEAD~2');
    const at = (commit: string) => ({ baseline: { commit } });
    await expect(judge(at(first))).rejects.toThrow('ended with exit code 1 for visits@v1.0.0');
    await expect(judge(at('f'.repeat(40)))).rejects.toThrow('the commit ffffffffffff is not in this clone');
    await expect(judge({ baseline: { digest: `sha256:${'1'.repeat(64)}` } })).rejects.toThrow(
      'the model of visits@v1.0.0 is not what was recorded',
    );
    expect(worktrees()).toHaveLength(1);
  });

  it('is not run in a job that can write', async () => {
    await expect(judge({ mayRun: false })).rejects.toMatchObject({ code: 'refused' });
  });

  it('removes what a killed run left', async () => {
    const left = join(modelFolder(directory, 'visits'), 'predict', '99999999-dead', 'code');
    await git(directory, 'worktree', 'add', '--quiet', '--detach', left, released);
    expect(worktrees()).toHaveLength(2);
    await judge();
    expect(worktrees()).toHaveLength(1);
    expect(existsSync(left)).toBe(false);
  });
});
