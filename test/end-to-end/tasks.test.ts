import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, run } from '../protocol/bundle.ts';
import { NOISE, type TaskProject, taskProject } from './task-project.ts';
import { documents, HOMES, homeRows, homes, JUDGE, PROFIT, questions, RANK, SELL } from './task-scripts.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

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
    const { stdout } = await project.modelyard('experiments best --metric cost --json');
    expect(JSON.parse(stdout)).toMatchObject({ metric: 'cost', better: 'lower', pointsOnly: [] });
    expect(JSON.parse(stdout).ranked.at(-1)).toMatchObject({ standing: 'worse', method: 'paired-mean' });
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

const TARGETS = `version: 1
models:
  homes:
    task: regression
    data: {train: train.csv, evaluation: evaluation.csv, target: [price, days], id: id, checks: {overlap_rows: off}}
    train: {run: node train.mjs, params: params.json, model: out/homes.onnx}
    evaluate: {metrics: [mae, r2], slices: [{column: x, bins: [0, 0.5, 1]}]}
    gates:
      mae: [{max: 5, target: price}, {max_worse: 0.05}]
`;

describe('several targets of a regression', () => {
  let project: TaskProject;
  let ofRelease: number;
  const use = (name: string) => ({ 'params.json': JSON.stringify({ model: name }) });
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': TARGETS,
      'train.csv': homeRows('t', 100),
      'evaluation.csv': homeRows('e', 400),
      'train.mjs': HOMES,
      'good.onnx': homes([2, 1, 1, -1], 'one'),
      'same.onnx': homes([2, 1, 1, -1], 'each'),
      'worse.onnx': homes([2, 1, 1, -3], 'each'),
      ...use('good.onnx'),
    });
  });

  it('are judged one by one', async () => {
    const { code, stages } = await project.run();
    expect(code).toBe(0);
    expect(
      stages.evaluate.metrics.map(({ name, target }: Record<string, string>) => `${name} ${target}`),
    ).toEqual(['mae price', 'mae days', 'r2 price', 'r2 days']);
    for (const { candidate } of stages.evaluate.metrics.slice(0, 2)) expect(candidate).toBeCloseTo(0.25, 1);
    expect((await project.modelyard('release')).code).toBe(0);
  });

  it('may each have an output of their own, in any order', async () => {
    await project.commit(use('same.onnx'));
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    expect(stages.evaluate.metrics[0]).toMatchObject({ target: 'price', difference: 0 });
    expect(stages.evaluate.metrics[1]).toMatchObject({ target: 'days', difference: 0 });
  });

  it('must all keep a gate that names none', async () => {
    await project.commit(use('worse.onnx'));
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    ofRelease = stages.evaluate.metrics[0].baseline;
    expect(
      stages.evaluate.gates.map(({ target, rule, verdict }: Record<string, string>) => [
        target,
        rule,
        verdict,
      ]),
    ).toEqual([
      ['price', 'max', 'pass'],
      ['price', 'max_worse', 'inconclusive'],
      ['days', 'max_worse', 'fail'],
    ]);
    const report = readFileSync(project.path('.modelyard/homes/report.md'), 'utf8');
    expect(report).toContain('mae of days');
  });

  it('are ranked by one of them, and compared by all', async () => {
    const ask = (args: string[]) =>
      run(process.execPath, [bundle.main, 'experiments', ...args], { cwd: project.path() });
    const best = JSON.parse((await ask(['best', '--json'])).stdout);
    expect(best).toMatchObject({ metric: 'mae', target: 'price', pointsOnly: [], outcome: 'tied' });
    const { ranked, ...days } = JSON.parse((await ask(['best', '--metric', 'mae of days', '--json'])).stdout);
    expect(days).toMatchObject({ metric: 'mae', target: 'days', pointsOnly: [], outcome: 'winner' });
    expect(ranked.at(-1)).toMatchObject({ standing: 'worse', method: 'paired-mean' });
    expect((await ask(['list', '--sort', 'mae of days'])).stdout).toMatch(/ mae of price +mae of days /);
    const compared = await ask(['compare', 'HEAD~1', 'HEAD', '--metric', 'mae', '--json']);
    expect(JSON.parse(compared.stdout).metrics).toMatchObject([
      { name: 'mae', target: 'price', change: 'same', basis: 'rows' },
      { name: 'mae', target: 'days', change: 'worse', basis: 'rows' },
    ]);
    const unknown = await ask(['best', '--metric', 'mae of rooms']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('mae of price, mae of days')]);
  });

  it('stand in a predictions file as columns of their names', async () => {
    const run = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { csvOf, rowsOf } from './noise.mjs';
const rows = rowsOf(readFileSync(process.env.MODELYARD_EVALUATION_DATA, 'utf8'));
mkdirSync('out', { recursive: true });
writeFileSync('out/p.csv', csvOf(rows.map(({ id, x, z }) => ({ id, days: x - z, price: 2 * x + Number(z) }))));
`;
    await project.commit({
      'modelyard.yml': TARGETS.replace('model: out/homes.onnx', 'predictions: out/p.csv'),
      'train.mjs': run,
      'noise.mjs': NOISE,
    });
    const { stages } = await project.run();
    for (const { candidate } of stages.evaluate.metrics.slice(0, 2)) expect(candidate).toBeCloseTo(0.25, 1);
  });

  it('tell what the first of them was, where the release was judged on other rows', async () => {
    await project.commit({
      'modelyard.yml': TARGETS,
      'train.mjs': HOMES,
      'evaluation.csv': homeRows('e', 380),
    });
    const { stages } = await project.run();
    expect(stages.evaluate.reuse.before).toEqual({ metric: 'mae', value: ofRelease });
  });
});

const RANKING = `version: 1
models:
  search:
    task: ranking
    data: {train: train.csv, evaluation: evaluation.csv, target: relevance, group_by: query, id: id}
    train: {run: node rank.mjs, params: params.json, predictions: out/ranked.csv, model: out/weights.json}
    evaluate: {slices: [market]}
    gates:
      ndcg@10: {min: 0.6, max_worse: 0.1}
`;

describe('task ranking: documents by query', () => {
  let project: TaskProject;
  const blurred = (blur: number) => ({ 'params.json': JSON.stringify({ blur }) });
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': RANKING,
      'train.csv': documents('t', 60, 300),
      'evaluation.csv': documents('e', 300),
      'rank.mjs': RANK,
      'noise.mjs': NOISE,
      ...blurred(1),
    });
  });

  it('is measured query by query, and released', async () => {
    const { code, stages } = await project.run();
    expect(code).toBe(0);
    expect(stages.evaluate).toMatchObject({ task: 'ranking', rows: 2400, groups: 300, groupBy: 'query' });
    expect(stages.evaluate.metrics.map(({ name }: Record<string, string>) => name)).toEqual([
      'ndcg@10',
      'mrr@10',
    ]);
    expect((await project.modelyard('release')).code).toBe(0);
  });

  it('is compared with the release over queries, and over slices of whole queries', async () => {
    await project.commit(blurred(1.05));
    const { code, stages } = await project.run();
    expect(code, JSON.stringify(stages.evaluate.gates)).toBe(0);
    expect(stages.evaluate.metrics[0]).toMatchObject({
      name: 'ndcg@10',
      groups: 300,
      method: 'paired-mean-clustered',
    });
    expect(stages.evaluate.slices).toMatchObject([
      { slice: 'market = ch', groups: 100 },
      { slice: 'market = de', groups: 200 },
    ]);
  });

  it('that is worse than allowed fails', async () => {
    await project.commit(blurred(9));
    const { code, stages } = await project.run();
    expect([code, stages.evaluate.verdict]).toEqual([1, 'fail']);
  });

  it.each([
    ['slices: [market]', 'slices: [match]', /match differs within one query/],
    [', group_by: query', '', /data.group_by: missing; task ranking names the column/],
  ])('refuses %s as %j', async (from, to, says) => {
    await project.commit({ 'modelyard.yml': RANKING.replace(from, to) });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('a number that a command prints', () => {
  let project: TaskProject;
  const CUSTOM = TARGETS.replace('target: [price, days]', 'target: price')
    .replace('model: out/homes.onnx', 'model: out/model.txt, predictions: out/p.csv')
    .replace(/ {4}evaluate:[\s\S]*$/, '')
    .concat(`    evaluate:
      metrics: [mae]
      custom: {profit: {run: node profit.mjs, better: higher, timeout: 1m}}
    gates:
      mae: {max: 1}
      profit: {min: 100, max_worse: 2%, on: point}
`);
  const shifted = (shift: number) => ({ 'params.json': JSON.stringify({ shift }) });
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': CUSTOM,
      'train.csv': homeRows('t', 100),
      'evaluation.csv': homeRows('e', 300),
      'train.mjs': SELL,
      'profit.mjs': PROFIT,
      'noise.mjs': NOISE,
      ...shifted(0),
    });
  });

  it('is a gate, and asked of the release again', async () => {
    expect((await project.run()).code).toBe(0);
    expect((await project.modelyard('release')).code).toBe(0);
    await project.commit(shifted(0.1));
    const { code, stages } = await project.run();
    const profit = stages.evaluate.metrics.at(-1);
    expect(code, JSON.stringify(stages.evaluate.gates)).toBe(0);
    expect(profit).toMatchObject({ name: 'profit', method: 'point', interval: null });
    expect(profit.candidate).toBeGreaterThan(profit.baseline);
    expect(profit.baseline).toBeGreaterThan(100);
    expect(stages.evaluate.notes.join()).toContain('neither intervals nor slices can be known');
  });

  it('fails where it is worse than allowed', async () => {
    await project.commit(shifted(-0.5));
    const { code, stages } = await project.run();
    expect([code, stages.evaluate.gates.at(-1)]).toMatchObject([
      1,
      { metric: 'profit', rule: 'max_worse', verdict: 'fail', on: 'point' },
    ]);
  });

  it.each([
    [
      "console.log('profit: 7')",
      /the command printed "profit: 7"; expected one finite number and nothing else/,
    ],
    ['console.log(NaN)', /printed "NaN"/],
    ['', /printed nothing/],
    ['console.log(1); process.exit(3)', /ended with exit code 3 for the candidate/],
    ['setTimeout(() => {}, 99999)', /took longer than its timeout/],
  ])('is an error for %s', async (script, says) => {
    await project.commit({
      'profit.mjs': script,
      'modelyard.yml': CUSTOM.replace('timeout: 1m', 'timeout: 2s'),
    });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  it('under the rules of the base is printed by the script of the base', async () => {
    await project.commit({ 'modelyard.yml': CUSTOM, 'profit.mjs': 'console.log(1e6)', ...shifted(-0.6) });
    const { code, stdout } = await project.modelyard('run --json --base homes@v1.0.0');
    const { stages } = JSON.parse(stdout);
    expect(stages.evaluate.metrics.at(-1)).toMatchObject({ name: 'profit', candidate: 1e6 });
    expect([code, stages.judge]).toMatchObject([
      1,
      { verdict: 'fail', reason: expect.stringContaining('profit'), changes: [{ what: 'profit.mjs' }] },
    ]);
  });

  it('has no interval to be judged by', async () => {
    await project.commit({ 'modelyard.yml': CUSTOM.replace(', on: point', '') });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'gates.profit.max_worse: a command prints a number without an interval: set on: point',
      ),
    ]);
  });
});
