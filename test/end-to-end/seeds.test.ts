import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const visits = (prefix: string, count: number) =>
  [
    'id,x,y',
    ...Array.from({ length: count }, (_, row) => {
      const x = ((row * 37) % 101) / 101;
      return `${prefix}${row},${x.toFixed(4)},${x + ((row * 53) % 41) / 100 > 0.7 ? 1 : 0}`;
    }),
    '',
  ].join('\n');

/** How blurred a model is hangs on its seed, and it fails with the seed that the parameters name. */
const TRAINER = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, noise, rowsOf } from './noise.mjs';
const seed = Number(process.env.MODELYARD_SEED);
const { blur, fails, same } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
if (seed === fails) process.exit(3);
const drawn = same ? 0 : seed;
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8'));
mkdirSync('out', { recursive: true });
writeFileSync('out/model.txt', JSON.stringify({ seed, blur }));
writeFileSync('out/p.csv', csvOf(rows.map(({ id, x }) => ({ id, score: ((1 - blur) * x + blur * noise(drawn + id)).toFixed(5) }))));
`;

const CONFIG = `version: 1
models:
  visits:
    task: binary
    data: {train: train.csv, evaluation: evaluation.csv, target: y, positive: 1, id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, params: params.json, model: out/model.txt, predictions: out/p.csv, seed: 7, seeds: 4}
    evaluate: {metrics: [roc_auc, log_loss]}
    gates: {roc_auc: {min: 0.6}}
`;

const params = (given: object) => ({ 'params.json': JSON.stringify(given) });

describe('train.seeds', () => {
  let project: TaskProject;
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': CONFIG,
      'train.csv': visits('t', 200),
      'evaluation.csv': visits('e', 300),
      'train.mjs': TRAINER,
      'noise.mjs': NOISE,
      ...params({ blur: 0.4 }),
    });
  });
  const report = () => readFileSync(project.path('.modelyard/visits/report.md'), 'utf8');

  it('tells how far trainings differ; the candidate is the first, not the best', async () => {
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate?.gates)).toBe(0);
    const { seeds } = stages.evaluate;
    expect(seeds.trained.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8, 9, 10]);
    expect(seeds.trained[0].candidate).toBe(stages.evaluate.candidate.digest);
    expect(JSON.parse(readFileSync(project.path('out/model.txt'), 'utf8')).seed).toBe(7);
    const [auc] = seeds.metrics;
    expect(auc.values[0]).toBe(stages.evaluate.metrics[0].candidate);
    expect(Math.max(...auc.values)).toBeGreaterThan(auc.values[0]);
    const mean = auc.values.reduce((sum: number, value: number) => sum + value, 0) / 4;
    expect(auc.mean).toBeCloseTo(mean, 12);
    expect(report()).toContain(
      'The recipe was trained with 4 seeds (7, 8, 9, 10); the candidate is that of seed 7',
    );
    const listed = await project.modelyard('experiments list --json');
    expect(JSON.parse(listed.stdout).experiments).toHaveLength(1);
    expect((await project.modelyard('release')).code).toBe(0);
  });

  it('says on how many of them it rests where some are not kept any more, and trains these alone again', async () => {
    const [, second, third, fourth] = JSON.parse(
      readFileSync(project.path('.modelyard/visits/train.json'), 'utf8'),
    ).seeds.map(({ inputDigest }: { inputDigest: string }) => inputDigest.replace('sha256:', ''));
    const forget = (digest: string) =>
      rmSync(project.path('.modelyard/visits/candidates', digest), { recursive: true });
    const judge = async () => {
      expect((await project.modelyard('evaluate')).code).toBe(0);
      expect((await project.modelyard('report')).code).toBe(0);
      return JSON.parse(readFileSync(project.path('.modelyard/visits/evaluate.json'), 'utf8')).seeds;
    };
    const whole = await judge();
    forget(third);
    const without = await judge();
    expect(without.trained.map(({ kept }: { kept?: boolean }) => kept)).toEqual([
      undefined,
      undefined,
      false,
      undefined,
    ]);
    const [a, b, , d] = whole.metrics[0].values;
    expect(without.metrics[0].values).toEqual([a, b, null, d]);
    expect(without.metrics[0].mean).toBeCloseTo((a + b + d) / 3, 12);
    expect(report()).toContain(
      'What follows rests on 3 of 4 seeds (7, 8, 10). What the others gave is not kept',
    );
    for (const digest of [second, fourth]) forget(digest);
    expect((await judge()).metrics).toEqual([]);
    expect(report()).toContain('Only seed 7 is at hand, so how far they differ is not known.');
    const { stderr } = await project.modelyard('train');
    expect(stderr.match(/seed \d+, training/g)).toHaveLength(4);
    expect((await judge()).metrics).toEqual(whole.metrics);
    expect(report()).not.toContain('not kept');
  });

  it('says whether the release might be another seed of the recipe, also after the merge', async () => {
    await project.commit(params({ blur: 0.41 }));
    const { stdout } = await project.modelyard('run --json --pack packed');
    const reviewed = JSON.parse(stdout).stages.evaluate;
    expect(reviewed.seeds.metrics[0]).toMatchObject({ baselineIsLikeASeed: true });
    expect(report()).toContain('is no further off than another seed of this recipe might be');
    const [archive = ''] = readdirSync(project.path('packed'));
    cpSync(project.path('packed', archive), join(project.outside, 'check.tar'));
    for (const name of ['packed', '.modelyard', 'out']) rmSync(project.path(name), { recursive: true });
    const accepted = await project.modelyard(`accept --archive ${join(project.outside, 'check.tar')} --json`);
    expect([accepted.code, accepted.stderr]).toEqual([0, expect.any(String)]);
    const record = JSON.parse(readFileSync(project.path('.modelyard/visits/evaluate.json'), 'utf8'));
    expect(record.seeds).toEqual(reviewed.seeds);
  });

  it('says where the release is further off than that', async () => {
    await project.commit(params({ blur: 0.9 }));
    const { stages } = await project.run();
    expect(stages.evaluate.seeds.metrics[1]).toMatchObject({ name: 'log_loss', baselineIsLikeASeed: false });
    expect(report()).toContain('is further off than another seed of this recipe would be');
  });

  it('says where the seed makes no difference', async () => {
    await project.commit(params({ blur: 0.4, same: true }));
    const { stages } = await project.run();
    expect(stages.evaluate.seeds.metrics[0]).toMatchObject({ standardDeviation: 0, another: null });
    expect(report()).toContain('with every seed: it does not hang on it');
  });

  it('fails where the recipe fails with one of them', async () => {
    await project.commit(params({ blur: 0.4, fails: 9 }));
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    expect(stages.train).toMatchObject({ verdict: 'fail', exitCode: 3, seed: 9 });
    expect(stages.evaluate).toBeNull();
  });

  it.each([
    ['seeds: 4', 'seeds: 1', /train\.seeds: /],
    ['seed: 7', 'seed: 2147483646', /train\.seeds: from seed 2147483646 on there are not 4 seeds/],
    [
      'model: out/model.txt, predictions: out/p.csv',
      'metrics: m.json',
      /train\.seeds: has no meaning for train\.metrics alone/,
    ],
  ])('%s as %s is told', async (from, to, message) => {
    await project.commit({ 'modelyard.yml': CONFIG.replace(from, to) });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
