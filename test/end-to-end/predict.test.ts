import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, run } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

/** Visits whose label follows x; each dataset has its own ids. */
const visits = (prefix: string, count: number) =>
  [
    'id,x,y',
    ...Array.from({ length: count }, (_, row) => {
      const x = ((row * 37) % 101) / 101;
      return `${prefix}${row},${x.toFixed(4)},${x + ((row * 53) % 41) / 100 > 0.7 ? 1 : 0}`;
    }),
    '',
  ].join('\n');

/** A model in bytes that nothing but its own program understands. */
const TRAINER = `
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
const { blur } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
mkdirSync('out/model', { recursive: true });
writeFileSync('out/model/model.pkl', Buffer.concat([Buffer.from([0x80, 4, 0x95]), Buffer.from(JSON.stringify({ blur }))]));
writeFileSync('out/model/vocabulary.txt', 'x\\n');
`;

/** Says x, blurred as the model says; notes in a file outside what it was asked. */
const PREDICT = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf, noise, rowsOf } from './noise.mjs';
const { MODELYARD_MODEL, MODELYARD_DATA, MODELYARD_OUTPUT, MODELYARD_DATASET, TMPDIR } = process.env;
const { blur } = JSON.parse(readFileSync(join(MODELYARD_MODEL, 'model.pkl')).subarray(3).toString());
const rows = rowsOf(readFileSync(MODELYARD_DATA, 'utf8'));
if (rows.some((row) => 'y' in row)) throw new Error('the label was shown');
appendFileSync(join(TMPDIR, 'asked.txt'), VERSION + ' ' + blur + ' ' + MODELYARD_DATASET + '\\n');
writeFileSync(MODELYARD_OUTPUT, csvOf(rows.map(({ id, x }) => ({ id, score: ((1 - blur) * x + blur * noise(id)).toFixed(6) }))));
`;
const program = (version: number) => PREDICT.replace('VERSION', JSON.stringify(`v${version}`));

const CONFIG = `version: 1
models:
  visits:
    task: binary
    data:
      train: train.csv
      evaluation: {recent: recent.csv, old: old.csv}
      tuning: tuning.csv
      target: y
      positive: 1
      id: id
      checks: {overlap_rows: off}
    train: {run: node train.mjs, params: params.json, model: out/model}
    evaluate: {metrics: [roc_auc, f1], threshold: {choose: f1, on: tuning}, predict: node predict.mjs}
    gates:
      roc_auc: [{max_worse: 0.02}, {min: 0.6, dataset: old}, {max_worse: 0.1, dataset: old}]
    deploy: {staging: {target: {kind: directory, path: served}}}
`;

const params = (blur: number) => ({ 'params.json': JSON.stringify({ blur }) });

let project: TaskProject;
const asked = () => {
  const file = join(project.outside, 'asked.txt');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines.sort();
};
const record = async (commandLine: string) => {
  const { code, stdout, stderr } = await project.modelyard(`${commandLine} --json`);
  if (stdout === '') throw new Error(stderr);
  return { code, ...JSON.parse(stdout) };
};
/** What the job after a merge finds: the repository alone. */
const forget = () => {
  for (const name of ['.modelyard', 'out']) rmSync(project.path(name), { recursive: true, force: true });
};
/** Runs the check of a pull request and packs what it found. */
const check = async () => {
  forget();
  const stages = (await record('run --pack packed')).stages;
  const [archive = ''] = readdirSync(project.path('packed'));
  cpSync(project.path('packed', archive), join(project.outside, 'check.tar'));
  rmSync(project.path('packed'), { recursive: true });
  return stages.evaluate;
};
const accept = () => record(`accept --archive ${join(project.outside, 'check.tar')}`);
const evaluated = () => JSON.parse(readFileSync(project.path('.modelyard/visits/evaluate.json'), 'utf8'));
const judgement = ({ metrics, gates, slices, threshold, thresholdChoice, verdict, rows, notes }: Judged) => ({
  metrics,
  gates,
  slices,
  threshold,
  thresholdChoice,
  verdict,
  rows,
  notes,
});
// biome-ignore lint/suspicious/noExplicitAny: records are read as whoever gets the JSON reads them
type Judged = Readonly<Record<string, any>>;

describe('a model that only evaluate.predict can run, on several datasets', () => {
  beforeAll(async () => {
    project = await taskProject(bundle, {
      '.gitignore': 'out/\npacked/\nserved/\n.modelyard/\n',
      'modelyard.yml': CONFIG.replace(
        '[{max_worse: 0.02}, {min: 0.6, dataset: old}, {max_worse: 0.1, dataset: old}]',
        '{min: 0.6}',
      ),
      'train.csv': visits('t', 300),
      'recent.csv': visits('r', 400),
      'old.csv': visits('o', 300),
      'tuning.csv': visits('u', 200),
      'train.mjs': TRAINER,
      'predict.mjs': program(1),
      'noise.mjs': NOISE,
      ...params(0.4),
    });
  });

  it('is judged on each, the candidate once on each', async () => {
    const evaluate = await check();
    expect(evaluate).toMatchObject({ verdict: 'pass', evidence: 'predict', rows: 400, baseline: null });
    expect(evaluate.thresholdChoice).toMatchObject({ metric: 'f1', rows: 200 });
    expect(asked()).toEqual(['v1 0.4 old', 'v1 0.4 recent', 'v1 0.4 tuning']);
  });

  it('is accepted on merge by the same judgement, and released as it is', async () => {
    const reviewed = evaluated();
    forget();
    expect(await accept()).toMatchObject({
      code: 0,
      outcome: 'accepted',
      candidate: reviewed.candidate.digest,
    });
    expect(judgement(evaluated())).toEqual(judgement(reviewed));
    expect(asked()).toEqual(['v1 0.4 old', 'v1 0.4 recent', 'v1 0.4 tuning']);
    const released = await record('release');
    expect(released).toMatchObject({ tag: 'visits@v1.0.0', candidate: reviewed.candidate.digest });
    expect(asked()).toEqual([]);
    expect(await record('deploy --environment staging')).toMatchObject({ action: 'deploy', verdict: 'pass' });
  });

  it('is compared with the release by the code of each, once for each on each', async () => {
    const anchored = CONFIG.replace('    evaluate:', '    baseline: {anchor: visits@v1.0.0}\n    evaluate:');
    await project.commit({ 'modelyard.yml': anchored, 'predict.mjs': program(2), ...params(0.2) });
    const evaluate = await check();
    expect(evaluate.verdict, JSON.stringify(evaluate.gates)).toBe('pass');
    const gates = evaluate.gates.map((gate: Judged) => [gate.rule, gate.dataset ?? null, gate.verdict]);
    expect(gates).toHaveLength(3);
    expect(evaluate.metrics.map((row: Judged) => [row.name, row.dataset, row.against])).toEqual([
      ['roc_auc', 'recent', 'visits@v1.0.0'],
      ['f1', 'recent', 'visits@v1.0.0'],
      ['roc_auc', 'old', 'visits@v1.0.0'],
      ['f1', 'old', 'visits@v1.0.0'],
    ]);
    expect(asked()).toEqual(['v1 0.4 old', 'v1 0.4 recent', 'v2 0.2 old', 'v2 0.2 recent', 'v2 0.2 tuning']);
  });

  it('replaces the release by the reviewed bytes, and is what the environment serves', async () => {
    const reviewed = evaluated();
    forget();
    expect(await accept()).toMatchObject({ code: 0, outcome: 'accepted' });
    expect(judgement(evaluated())).toEqual(judgement(reviewed));
    expect(asked()).toHaveLength(5);
    const released = await record('release');
    expect(released).toMatchObject({ tag: 'visits@v1.1.0', origin: 'reviewed', reevaluated: true });
    expect((await record('deploy --environment staging')).code).toBe(0);
    const live = project.path(
      'served',
      readdirSync(project.path('served')).includes('current') ? 'current' : '',
    );
    expect(readdirSync(live, { recursive: true }).join()).toContain('model.pkl');
  });

  it('that shares a commit of the anchor is run once for both', async () => {
    await project.commit({ ...params(0.19) });
    const evaluate = await check();
    expect(evaluate.beside.length).toBeGreaterThan(0);
    expect(asked()).toEqual([
      'v1 0.4 recent',
      'v2 0.19 old',
      'v2 0.19 recent',
      'v2 0.19 tuning',
      'v2 0.2 old',
      'v2 0.2 recent',
    ]);
  });

  it('fails on merge where its program says something else by then', async () => {
    const reviewed = evaluated();
    forget();
    writeFileSync(project.path('noise.mjs'), NOISE.replace('2166136261', '2166136262'));
    const ended = await project.modelyard(`accept --archive ${join(project.outside, 'check.tar')}`);
    expect(reviewed.verdict).toBe('pass');
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringMatching(
        /judged again on this branch it does not pass: .* was 0\.\d+ when it was judged and is 0\.\d+ now/,
      ),
    ]);
    await run('git', ['checkout', '.'], { cwd: project.path() });
  });
});
