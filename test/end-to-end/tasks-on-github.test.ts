import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../architecture/source-files.ts';
import { executeInRunner } from './execute-in-runner.ts';
import { type HostedProject, hostedProject } from './hosted-project.ts';
import type { Jobs } from './hosted-run.ts';
import { NOISE } from './task-project.ts';
import {
  documents,
  HOMES,
  homeRows,
  homes,
  JUDGE,
  PROFIT,
  predictRent,
  questions,
  RANK,
  RENT,
  SELL,
} from './task-scripts.ts';

/** Marks of a judge, two targets, a command that predicts, a number that a command prints and a ranking: five models of one repository. */
const config = (served: string) => `version: 1
models:
  assistant:
    task: scores
    root: assistant
    data: {train: assistant/prompts.csv, evaluation: assistant/questions.csv, id: id, checks: {new_categories: off}}
    train: {run: node judge.mjs, params: assistant/params.json, model: assistant/out/prompt.txt, predictions: assistant/out/marks.csv}
    evaluate: {metrics: [{column: helpfulness, better: higher}, {column: cost, better: lower}], slices: [language]}
    gates: {helpfulness: {min: 3, max_worse: 0.05}, cost: {max_worse: 10%}}
    deploy: {staging: {target: {kind: directory, path: ${served}/assistant}}}
  homes:
    task: regression
    root: homes
    data: {train: homes/train.csv, evaluation: homes/evaluation.csv, target: [price, days], id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, params: homes/params.json, model: homes/out/homes.onnx}
    evaluate: {metrics: [mae, r2]}
    gates: {mae: [{max: 5, target: price}, {max_worse: 0.05}]}
    deploy: {staging: {target: {kind: directory, path: ${served}/homes}}}
  rents:
    task: regression
    root: rents
    data: {train: rents/train.csv, evaluation: rents/evaluation.csv, target: price, id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, params: rents/params.json, model: rents/out/model}
    evaluate: {metrics: [mae], predict: node predict.mjs}
    gates: {mae: {max: 1, max_worse: 0.05}}
    deploy: {staging: {target: {kind: directory, path: ${served}/rents}}}
  sales:
    task: regression
    root: sales
    data: {train: sales/train.csv, evaluation: sales/evaluation.csv, target: price, id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, params: sales/params.json, model: sales/out/model.txt, predictions: sales/out/p.csv}
    evaluate: {metrics: [mae], custom: {profit: {run: node profit.mjs, better: higher}}}
    gates: {mae: {max: 1}, profit: {min: 100, max_worse: 2%, on: point}}
    deploy: {staging: {target: {kind: directory, path: ${served}/sales}}}
  search:
    task: ranking
    root: search
    data: {train: search/train.csv, evaluation: search/evaluation.csv, target: relevance, group_by: query, id: id}
    train: {run: node rank.mjs, params: search/params.json, predictions: search/out/ranked.csv, model: search/out/weights.json}
    evaluate: {slices: [market]}
    gates: {ndcg@10: {min: 0.5, max_worse: 0.05}}
    deploy: {staging: {target: {kind: directory, path: ${served}/search}}}
`;

interface Tried {
  readonly assistant: object;
  readonly homes: object;
  readonly rents: object;
  readonly sales: object;
  readonly search: object;
}

const FIRST: Tried = {
  assistant: { helps: 0, costs: 0, name: 'a' },
  homes: { model: 'fair.onnx' },
  rents: { shift: 0.2 },
  sales: { shift: 0 },
  search: { blur: 1.2 },
};
const WORSE: Tried = {
  assistant: { helps: -0.3, costs: 0, name: 'b' },
  homes: { model: 'worse.onnx' },
  rents: { shift: -0.6 },
  sales: { shift: -0.5 },
  search: { blur: 9 },
};
const BETTER: Tried = {
  assistant: { helps: 0.2, costs: 0, name: 'c' },
  homes: { model: 'good.onnx' },
  rents: { shift: 0 },
  sales: { shift: 0.1 },
  search: { blur: 0.4 },
};

const params = (tried: Tried) =>
  Object.fromEntries(
    Object.entries(tried).map(([model, value]) => [`${model}/params.json`, JSON.stringify(value)]),
  );

const files = (served: string) => ({
  'modelyard.yml': config(served),
  '.gitignore': 'out/\n.modelyard/\n',
  'assistant/prompts.csv': questions('p', 50),
  'assistant/questions.csv': questions('q', 300),
  'assistant/judge.mjs': JUDGE,
  'assistant/noise.mjs': NOISE,
  'homes/train.csv': homeRows('t', 100),
  'homes/evaluation.csv': homeRows('e', 400),
  'homes/train.mjs': HOMES,
  'homes/good.onnx': homes([2, 1, 1, -1], 'one'),
  'homes/fair.onnx': homes([2.1, 1.2, 1, -1], 'one'),
  'homes/worse.onnx': homes([2.2, 1.2, 1, -3], 'each'),
  'rents/train.csv': homeRows('t', 100),
  'rents/evaluation.csv': homeRows('e', 300),
  'rents/train.mjs': RENT,
  'rents/predict.mjs': predictRent('first'),
  'rents/noise.mjs': NOISE,
  'sales/train.csv': homeRows('t', 100),
  'sales/evaluation.csv': homeRows('e', 300),
  'sales/train.mjs': SELL,
  'sales/profit.mjs': PROFIT,
  'sales/noise.mjs': NOISE,
  'search/train.csv': documents('t', 60, 300),
  'search/evaluation.csv': documents('e', 300),
  'search/rank.mjs': RANK,
  'search/noise.mjs': NOISE,
  ...params({ ...FIRST, search: { blur: 2 } }),
});

const MODELS = ['assistant', 'homes', 'rents', 'sales', 'search'];

const WORKFLOW = join(PROJECT, 'examples/workflows/quickstart.yml');

let project: HostedProject;
beforeAll(async () => {
  project = await hostedProject(executeInRunner, files);
}, 120_000);
afterAll(() => project.close());

const results = (jobs: Jobs) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
/** Each model has a comment of its own. */
const comments = () =>
  [...project.github.tables.comments.values()]
    .slice(-MODELS.length)
    .map(({ body }) => body)
    .join('\n');
const tags = () =>
  [...project.github.tables.releases.values()].filter(({ draft }) => !draft).map(({ tag }) => tag);
const logs = (jobs: Jobs) =>
  Object.values(jobs)
    .map(({ log }) => log)
    .join('\n');

describe('every task on GitHub, from the pull request to what is served', { timeout: 240_000 }, () => {
  it('the first candidates are reported, accepted as they were reviewed, released and served', async () => {
    const number = await project.propose('first', params(FIRST));
    const jobs = await project.pull(WORKFLOW, number);
    expect(results(jobs).check, logs(jobs)).toBe('success');
    for (const model of MODELS) expect(comments()).toContain(`${model} may become the first release`);
    await project.github.mergePull(number, 'squash', 'bob');
    const pushed = await project.push(WORKFLOW);
    expect(results(pushed), logs(pushed)).toEqual({ check: 'skipped', accept: 'success', ship: 'success' });
    expect(pushed.accept?.log.match(/the reviewed bytes of pull request/g)).toHaveLength(MODELS.length);
    expect(tags().sort()).toEqual(MODELS.map((model) => `${model}@v1.0.0`));
    for (const model of MODELS) expect(existsSync(join(project.served, model))).toBe(true);
    expect(readdirSync(join(project.served, 'search/search/current'))).toContain('weights.json');
    expect(readdirSync(join(project.served, 'rents/rents/current')).sort()).toEqual([
      'columns.txt',
      'model.pkl',
    ]);
    expect(pushed.accept?.log).toContain('the code of first predicts with a shift of 0.2');
    expect(pushed.ship?.log).not.toContain('predicts with');
  });

  it('worse ones are refused, each by the metric of its task', async () => {
    const number = await project.propose('second', params(WORSE));
    const jobs = await project.pull(WORKFLOW, number);
    expect(results(jobs).check).toBe('failure');
    for (const title of comments().match(/^### .*$/gm) ?? []) expect(title).toMatch(/^### (⛔|❔) /);
    for (const metric of ['helpfulness', 'mae of days', 'profit', 'ndcg@'])
      expect(comments()).toContain(metric);
  });

  it('better ones take their place, judged again by accept with the commands of the repository', async () => {
    await project.change('second', { ...params(BETTER), 'rents/predict.mjs': predictRent('second') });
    const number = [...project.github.tables.pulls.keys()].at(-1) ?? 0;
    const jobs = await project.pull(WORKFLOW, number);
    expect(results(jobs).check, logs(jobs)).toBe('success');
    await project.github.mergePull(number, 'merge', 'bob');
    const pushed = await project.push(WORKFLOW);
    expect(results(pushed), logs(pushed)).toMatchObject({ accept: 'success', ship: 'success' });
    expect(pushed.accept?.log.match(/the reviewed bytes of pull request/g)).toHaveLength(MODELS.length);
    expect(pushed.accept?.log).toContain('looking at ');
    expect(pushed.ship?.log).not.toContain('looking at ');
    expect(pushed.accept?.log).toContain('the code of second predicts with a shift of 0');
    expect(pushed.accept?.log).toContain('the code of first predicts with a shift of 0.2');
    expect(pushed.ship?.log).not.toContain('predicts with');
    expect(readFileSync(join(project.served, 'rents/rents/current/model.pkl')).subarray(3).toString()).toBe(
      '0',
    );
    expect(tags()).toHaveLength(2 * MODELS.length);
  });
});
