import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const questions = (prefix: string, count: number) =>
  [
    'id,language',
    ...Array.from({ length: count }, (_, row) => `${prefix}${row},${row % 4 === 0 ? 'en' : 'de'}`),
    '',
  ].join('\n');

const JUDGE = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, noise, rowsOf } from './noise.mjs';
const { helps, costs, name, broken } = JSON.parse(readFileSync(process.env.MODELYARD_PARAMS, 'utf8'));
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8')).map(({ id }) => ({
  id,
  helpfulness: broken !== undefined && id === 'q7' ? broken : (3 + noise(id) + helps + 0.2 * noise(name + id)).toFixed(4),
  cost: (0.1 + costs + 0.05 * noise(name + id + 'cost')).toFixed(4),
}));
mkdirSync('out', { recursive: true });
writeFileSync('out/prompt.txt', name);
writeFileSync('out/marks.csv', csvOf(rows.reverse()));
`;

const SCORES = `version: 1
models:
  assistant:
    task: scores
    data: {train: prompts.csv, evaluation: questions.csv, id: id, checks: {new_categories: off}}
    train: {run: node judge.mjs, params: params.json, model: out/prompt.txt, predictions: out/marks.csv}
    evaluate:
      metrics:
        - {column: helpfulness, better: higher}
        - {column: cost, better: lower}
        - {column: cost, better: lower, aggregate: p95}
      slices: [language]
    gates:
      helpfulness: {min: 3, max_worse: 0.05}
      cost: {max_worse: 10%}
`;

const params = (given: object) => ({ 'params.json': JSON.stringify({ helps: 0, costs: 0, ...given }) });

describe('task scores: numbers of a judge for every row, without labels', () => {
  let project: TaskProject;
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': SCORES,
      'prompts.csv': questions('p', 50),
      'questions.csv': questions('q', 300),
      'judge.mjs': JUDGE,
      'noise.mjs': NOISE,
      ...params({ name: 'a' }),
    });
  });

  it('become the first release', async () => {
    const { code, stages } = await project.run();
    expect(code).toBe(0);
    expect(stages.evaluate).toMatchObject({
      task: 'scores',
      evidence: 'predictions',
      rows: 300,
      baseline: null,
    });
    expect((await project.modelyard('release')).code).toBe(0);
    expect(readFileSync(project.path('.modelyard/assistant/report.md'), 'utf8')).toContain('helpfulness');
  });

  it('are compared with the release row by row, and by slices', async () => {
    await project.commit(params({ name: 'b', helps: 0.1 }));
    const { code, stages } = await project.run();
    expect(code).toBe(0);
    const [helpfulness, cost, p95] = stages.evaluate.metrics;
    expect(helpfulness).toMatchObject({
      name: 'helpfulness',
      against: 'assistant@v1.0.0',
      better: 'higher',
      method: 'paired-mean',
    });
    expect(helpfulness.interval[0]).toBeGreaterThan(0.05);
    expect(cost).toMatchObject({ better: 'lower', method: 'paired-mean' });
    expect(p95).toMatchObject({ name: 'cost_p95', method: 'bootstrap' });
    expect(stages.evaluate.slices).toHaveLength(2);
  });

  it('that are worse than allowed fail, and explain says why', async () => {
    await project.commit(params({ name: 'c', costs: 0.05 }));
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    expect(
      stages.evaluate.gates.map(({ metric, verdict }: Record<string, string>) => [metric, verdict]),
    ).toEqual([
      ['helpfulness', 'pass'],
      ['helpfulness', 'pass'],
      ['cost', 'fail'],
    ]);
    expect((await project.modelyard('explain')).stdout).toContain('cost');
  });

  it.each([
    ['NaN', 1, /NaN or an infinity on 1 of 300 rows, the first: q7/],
    ['', 2, /column helpfulness has empty cells, the first for id "q7"/],
    ['good', 2, /column helpfulness should hold numbers; 1 cell does not/],
  ])('a mark of %j is never a pass', async (broken, code, text) => {
    await project.commit(params({ name: 'd', broken }));
    const ended = await project.modelyard('run');
    const report = readFileSync(project.path('.modelyard/assistant/report.md'), 'utf8');
    expect([ended.code, ended.stderr + report]).toEqual([code, expect.stringMatching(text)]);
  });

  it('of rows that the release does not have are compared with nothing', async () => {
    await project.commit({ ...params({ name: 'e' }), 'questions.csv': questions('q', 301) });
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    expect(stages.evaluate.notes).toContain(
      'assistant@v1.0.0 has no predictions for some of these rows: nothing is compared with it',
    );
    expect(stages.evaluate.gates.map(({ outcome }: Record<string, string>) => outcome)).toEqual([
      'kept',
      'no-baseline-value',
      'no-baseline-value',
    ]);
    await project.commit({ 'questions.csv': questions('q', 300) });
  });

  it('need their columns in the file', async () => {
    await project.commit({
      'modelyard.yml': SCORES.replaceAll('column: cost', 'column: costs').replace(
        '\n      cost:',
        '\n      costs:',
      ),
    });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('there is no column costs (evaluate.metrics)'),
    ]);
  });
});
