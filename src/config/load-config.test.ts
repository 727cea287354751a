import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRIFT_DEFAULTS } from '../domain/drift/drift-settings.ts';
import { pairMetricNames } from '../domain/metrics/pair-metrics.ts';
import { metricNames } from '../domain/metrics/registry.ts';
import { ModelyardError } from '../errors.ts';
import { loadConfig } from './load-config.ts';
import { PERFORMANCE_METRICS } from './performance-metrics.ts';
import type { ProjectConfig } from './resolved.ts';

const KNOWN_BINARY = [...metricNames('binary'), ...pairMetricNames('binary'), ...PERFORMANCE_METRICS].join(
  ', ',
);

const outside = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-config-')));
let count = 0;

beforeAll(() => {
  writeFileSync(join(outside, 'elsewhere.csv'), 'a\n1\n');
});
afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

/** A repository with a config; returns its folder. */
function repository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(outside, `r${count++}`);
  mkdirSync(join(folder, '.git'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function load(folder: string, file: string | null = null, cwd = folder): Promise<ProjectConfig> {
  return loadConfig({ cwd, file, repositoryTop: async () => folder });
}

/** The lines of the error, without its first one. */
async function problems(folder: string, file: string | null = null): Promise<string[]> {
  const error: unknown = await load(folder, file).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ModelyardError)) throw new Error('the config was taken');
  expect(error.code).toBe('config');
  return error.message.split('\n').slice(1);
}

/** A small valid config; `line` numbers in the tables below count in it. */
const BASE = [
  'version: 1', // 1
  'models:',
  '  churn:',
  '    task: binary',
  '    data:', // 5
  '      train: data/train.csv',
  '      evaluation: data/evaluation.csv',
  '      target: churned',
  '      positive: true',
  '    train:', // 10
  '      run: python train.py',
  '      model: out/churn.onnx',
];

/** What a workflow would expand. */
const EXPRESSION = ['$', '{{ x }}'].join('');

/** BASE with some of its lines (counted from 1) replaced, and lines added at the end. */
function edited(changes: Readonly<Record<number, string>>, ...added: string[]): string {
  return [...BASE.map((line, index) => changes[index + 1] ?? line), ...added, ''].join('\n');
}

async function problemsOf(changes: Readonly<Record<number, string>>, ...added: string[]): Promise<string[]> {
  return problems(repository({ 'modelyard.yml': edited(changes, ...added) }));
}

describe('drift', () => {
  it('has limits over the defaults, and limits of single columns', async () => {
    const drift = [
      '    drift: {js: off, psi: 0.2, missing: 0.1, alpha: 0.01, min_rows: 500, base: block, serving: off,',
      '      columns: {note: off, plan: {l_infinity: 0.05, wasserstein: off}}}',
    ];
    const { models } = await load(repository({ 'modelyard.yml': edited({}, ...drift) }));
    expect(models[0]?.drift).toEqual({
      settings: {
        ...DRIFT_DEFAULTS,
        js: null,
        psi: 0.2,
        nullShare: 0.1,
        alpha: 0.01,
        leastRows: 500,
        columns: { note: 'off', plan: { lInfinity: 0.05, wasserstein: null } },
      },
      trainEvaluation: 'warn',
      base: 'block',
      serving: 'off',
    });
  });

  it.each([
    ['{js: 0}', 'models.churn.drift.js: expected more than 0, found 0'],
    ['{js: 2}', 'models.churn.drift.js: expected at most 1, found 2'],
    ['{js: none}', 'models.churn.drift.js: expected a number above 0 and at most 1, or off'],
    ['{psi: none}', 'models.churn.drift.psi: expected a number above 0, or off'],
    ['{base: maybe}', 'models.churn.drift.base: expected block, warn or off'],
    ['{min_rows: 5}', 'models.churn.drift.min_rows'],
    ['{columns: {age: 0.1}}', 'models.churn.drift.columns.age: expected off, or limits such as {js: 0.2}'],
    ['{columns: {age: {jss: 0.1}}}', 'did you mean js?'],
  ])('%s is refused', async (written, message) => {
    expect((await problemsOf({}, `    drift: ${written}`)).join('\n')).toContain(message);
  });
});

describe('a config that is right', () => {
  it('gets its defaults', async () => {
    const folder = repository({ 'modelyard.yml': edited({}) });
    const { models, ...project } = await load(folder);
    expect(project).toEqual({ file: join(folder, 'modelyard.yml'), directory: folder, repository: folder });
    expect(models).toHaveLength(1);
    expect(models[0]).toMatchObject({
      name: 'churn',
      task: 'binary',
      root: { written: '.', absolute: folder },
      data: {
        train: { patterns: [{ written: 'data/train.csv', absolute: join(folder, 'data/train.csv') }] },
        contract: null,
        positive: { text: 'true', type: 'boolean' },
        id: null,
        nullLabels: 'error',
      },
      train: { inputs: null, timeoutMs: 21_600_000, env: [], seed: 0, predictions: null },
      baseline: { from: { kind: 'latest-release' }, whenAbsent: 'absolute-only' },
      evaluate: { threshold: 0.5, confidence: 0.95, slices: [] },
      gates: [],
      release: {
        from: 'reviewed',
        approval: 'merge',
        onMismatch: 'refuse',
        firstVersion: '1.0.0',
        renamedFrom: null,
        isNew: false,
      },
      deploy: [],
      monitor: null,
      examples: 'auto',
    });
  });

  it('is read as it is written', async () => {
    const text = edited(
      { 9: '      positive: "yes"\n      id: row\n      classes: [no, "yes"]' },
      '      timeout: 90s',
      '    baseline: {from: "live:staging", when_absent: fail}',
      '    evaluate: {metrics: [f1], slices: [site, {column: age, bins: [0, 30]}, {cross: [site, {column: age, bins: [0, 30]}], prove: true}]}',
      '    gates:',
      '      roc_auc: {min: 0.8, max_worse: 0.5%, severity: warn}',
      '      latency_p95_ms: {max: 5}',
      '      latency_p50_ms: {max: 5, severity: block}',
      '    deploy:',
      '      staging: {target: {kind: directory, path: /srv/models}}',
      '      production: {target: {kind: directory, path: ../live}, requires: staging}',
      '    monitor: {data: [logs/*.csv]}',
      'examples: none',
    );
    const folder = repository({ 'modelyard.yml': text });
    expect((await load(folder)).models[0]).toMatchObject({
      data: { positive: { text: 'yes', type: 'string' }, classes: ['no', 'yes'] },
      train: { timeoutMs: 90_000 },
      baseline: { from: { kind: 'live', environment: 'staging' }, whenAbsent: 'fail' },
      evaluate: {
        metrics: ['f1', 'roc_auc'],
        slices: [
          { kind: 'category', column: 'site' },
          { kind: 'bins', column: 'age', edges: [0, 30] },
          {
            kind: 'crossing',
            parts: [
              { kind: 'category', column: 'site' },
              { kind: 'bins', column: 'age', edges: [0, 30] },
            ],
            prove: true,
          },
        ],
      },
      gates: [
        {
          metric: 'roc_auc',
          min: { value: 0.8, relative: false },
          max: null,
          maxWorse: { value: 0.005, relative: true },
          on: null,
          severity: 'warn',
        },
        { metric: 'latency_p95_ms', max: { value: 5, relative: false }, severity: 'warn' },
        { metric: 'latency_p50_ms', severity: 'block' },
      ],
      deploy: [
        { name: 'staging', target: { path: { absolute: '/srv/models' } }, requires: null },
        { name: 'production', target: { path: { absolute: join(outside, 'live') } }, requires: 'staging' },
      ],
      monitor: { data: { patterns: [{ written: 'logs/*.csv' }] } },
      examples: 'none',
    });
  });

  it.each([
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['20d', 1_728_000_000],
    ['90', 90_000],
  ])('takes timeout: %s as %d ms', async (written, expected) => {
    const folder = repository({ 'modelyard.yml': edited({}, `      timeout: ${written}`) });
    expect((await load(folder)).models[0]?.train.timeoutMs).toBe(expected);
  });

  it('may begin with a byte order mark, lie elsewhere and be named by its folder', async () => {
    const folder = repository({ 'ml/modelyard.yml': `\uFEFF${edited({})}`, 'ml/deep/x': '' });
    expect((await load(folder, 'ml')).directory).toBe(join(folder, 'ml'));
    expect((await load(folder, 'ml/modelyard.yml')).models[0]?.root.absolute).toBe(join(folder, 'ml'));
    expect((await load(folder, null, join(folder, 'ml/deep'))).file).toBe(join(folder, 'ml/modelyard.yml'));
  });

  it('takes paths above it that stay in the repository', async () => {
    const folder = repository({ 'ml/modelyard.yml': edited({ 6: '      train: ../data/*.csv' }) });
    expect((await load(folder, 'ml')).models[0]?.data.train.patterns[0]?.absolute).toBe(
      join(folder, 'data/*.csv'),
    );
  });
});

describe('fairness', () => {
  const lines = (evaluate: string, gates: string, changes = {}) =>
    problems(
      repository({ 'modelyard.yml': edited(changes, `    evaluate: ${evaluate}`, `    gates: ${gates}`) }),
    );
  const BY = '{fairness: {by: [sex, {cross: [sex, {column: age, bins: [0, 30, 60]}]}]}}';

  it('has gates of its own, one for each column that none names', async () => {
    const gates =
      '{f1: {min: 0.5}, demographic_parity_ratio: [{min: 0.8}, {min: 0.9, by: "sex × age", severity: warn}]}';
    const text = edited({}, `    evaluate: ${BY}`, `    gates: ${gates}`);
    const [model] = (await load(repository({ 'modelyard.yml': text }))).models;
    expect(model?.gates.map(({ metric }) => metric)).toEqual(['f1']);
    expect(model?.evaluate.metrics).not.toContain('demographic_parity_ratio');
    expect(model?.evaluate.fairness).toMatchObject({
      by: [
        { name: 'sex', cut: { kind: 'category' } },
        { name: 'sex × age', cut: { kind: 'crossing' } },
      ],
      positive: null,
      leastRows: 50,
      gates: [
        { metric: 'demographic_parity_ratio by sex', min: { value: 0.8 } },
        { metric: 'demographic_parity_ratio by sex × age', min: { value: 0.8 } },
        { metric: 'demographic_parity_ratio by sex × age', min: { value: 0.9 }, severity: 'warn' },
      ],
    });
  });

  it.each([
    [BY, '{equalized_odds_difference: {max_worse: 0.1}}', 'shown and not judged: write max'],
    [BY, '{equalized_odds_difference: {max: 0.1, by: region}}', 'has no region; it lists sex, sex × age'],
    [BY, '{equalized_odds_difference: {max: 0.1, slice: "sex = f"}}', 'leave slice out'],
    [BY, '{f1: {min: 0.1, by: sex}}', 'f1 is measured on all rows: leave by out'],
    [BY, '{equalised_odds_difference: {max: 0.1}}', 'did you mean equalized_odds_difference?'],
    ['{}', '{equalized_odds_difference: {max: 0.1}}', 'evaluate.fairness is missing'],
    ['{fairness: {by: [sex, sex]}}', '{f1: {min: 0.1}}', 'sex stands twice'],
    ['{fairness: {by: [sex], positive: a}}', '{f1: {min: 0.1}}', 'data.positive says it already'],
    ['{fairness: {by: []}}', '{f1: {min: 0.1}}', 'expected at least 1 entry, found 0'],
    ['{fairness: {by: [sex], min_rows: 3}}', '{f1: {min: 0.1}}', 'expected at least 10, found 3'],
  ])('%s with %s is told', async (evaluate, gates, message) => {
    expect(await lines(evaluate, gates)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['    task: multiclass', '{fairness: {by: [sex]}}', 'missing; expected the class that is asked about'],
    [
      '    task: regression',
      '{metrics: [mae], fairness: {by: [sex]}}',
      'has no meaning for task regression: it speaks of decisions',
    ],
  ])('%s is told, too', async (task, evaluate, message) => {
    const changes = { 4: task, 9: '      id: row' };
    expect(await lines(evaluate, '{size_bytes: {max: 9}}', changes)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe('perturbations', () => {
  const lines = (perturbation: string, changes = {}) =>
    problems(
      repository({
        'modelyard.yml': edited(changes, `    evaluate: {perturbations: {one: ${perturbation}}}`),
      }),
    );

  it('are read as they are written', async () => {
    const written = [
      'a: {column: sex, swap: [f, m], expect: same}',
      'b: {column: income, add: 100, expect: not_lower, min_share: 0.9, severity: warn}',
    ].join(', ');
    const text = edited({}, `    evaluate: {perturbations: {${written}}}`);
    expect((await load(repository({ 'modelyard.yml': text }))).models[0]?.evaluate.perturbations).toEqual([
      {
        name: 'a',
        column: 'sex',
        change: { kind: 'swap', values: ['f', 'm'] },
        expect: 'same',
        of: null,
        tolerance: 0.01,
        minShare: 1,
        severity: 'block',
      },
      {
        name: 'b',
        column: 'income',
        change: { kind: 'add', amount: 100 },
        expect: 'not_lower',
        of: null,
        tolerance: 0,
        minShare: 0.9,
        severity: 'warn',
      },
    ]);
  });

  it.each([
    ['{column: a, expect: same}', 'missing; expected one change: set, add, scale, swap, typos'],
    ['{column: a, set: 1, add: 1, expect: same}', 'one change at a time: set or add'],
    ['{column: a, add: 0, expect: same}', 'adding 0 changes nothing'],
    ['{column: a, swap: [f, f], expect: same}', '"f" stands twice'],
    ['{column: a, swap: [f], expect: same}', 'expected at least 2 entries, found 1'],
    ['{column: a, set: 1, expect: hihger}', 'did you mean higher?'],
    ['{column: a, set: 1, expect: higher, of: b}', 'there is one score only'],
    ['{column: a, set: 1, expect: same_decision, tolerance: 1}', 'has no meaning for same_decision'],
    ['{column: a, set: 1, expect: same, min_share: 0}', 'expected more than 0, found 0'],
    ['{column: churned, set: 1, expect: same}', 'churned is data.target: no model is shown it'],
  ])('%s is told', async (written, message) => {
    expect(await lines(written)).toEqual([expect.stringContaining(message)]);
  });

  it('of a regression name a tolerance, and decide nothing', async () => {
    const regression = { 4: '    task: regression', 9: '      id: row' };
    expect(await lines('{column: a, set: 1, expect: same}', regression)).toEqual([
      expect.stringContaining('missing; expected how much counts as no change'),
    ]);
    expect(await lines('{column: a, set: 1, expect: same_decision}', regression)).toEqual([
      expect.stringContaining('task regression decides nothing'),
    ]);
  });
});

describe('slices and gates', () => {
  const lines = (evaluate: string, gates: string) =>
    problems(repository({ 'modelyard.yml': edited({}, `    evaluate: ${evaluate}`, `    gates: ${gates}`) }));
  const SLICES = '{metrics: [roc_auc], slices: [region, {column: age, bins: [0, 30], prove: true}]}';

  it('fit together', async () => {
    const gates = '{roc_auc: [{max_worse: 0.01}, {min: 0.7, slice: "region = north"}]}';
    const text = edited({}, `    evaluate: ${SLICES}`, `    gates: ${gates}`);
    expect((await load(repository({ 'modelyard.yml': text }))).models[0]).toMatchObject({
      evaluate: { slices: [{ column: 'region' }, { column: 'age', prove: true }] },
      gates: [{ maxWorse: { value: 0.01 } }, { slice: 'region = north' }],
    });
  });

  it.each([
    [SLICES, '{roc_auc: [{max_worse: 0.01}, {min: 0.7, slice: "regoin = north"}]}', 'did you mean region?'],
    ['{metrics: [roc_auc]}', '{roc_auc: {min: 0.7, slice: "region = north"}}', 'there are none'],
    [SLICES, '{roc_auc: {max_worse: 1%}, size_bytes: {max: 9, slice: "age 0 … 30"}}', 'leave slice out'],
    [
      SLICES,
      '{roc_auc: {max_worse: 1%, dataset: evaluation, slice: "age 0 … 30"}}',
      'slices are cut from the first dataset',
    ],
    [
      '{metrics: [roc_auc], slices: [{cross: [region, age]}]}',
      '{roc_auc: {min: 0.7, slice: "region = north"}}',
      'they are cut by region × age. Names are written',
    ],
    [SLICES, '{roc_auc: {min: 0.8}}', 'add max_worse to one on a metric'],
    [SLICES, '{roc_auc: {max_worse: 1%, slice: "region = a"}}', 'add max_worse to one on a metric'],
    [
      '{metrics: [roc_auc]}',
      '{roc_auc: {min: 0.8}}\n    baseline: {anchor: churn@v1.0.0}',
      'nothing is held against the anchor',
    ],
    [
      '{metrics: [roc_auc]}',
      '{roc_auc: {max_worse: 0.8}}\n    baseline: {beside: ["live:moon"]}',
      'there is no environment moon',
    ],
    [
      '{metrics: [roc_auc]}',
      '{roc_auc: {max_worse: 0.8}}\n    baseline: {anchor: v1.0.0}',
      'expected the tag of a release',
    ],
  ])('%s with %s do not', async (evaluate, gates, message) => {
    expect((await lines(evaluate, gates)).join('\n')).toContain(message);
  });
});

describe('a config that is no config', () => {
  it.each([
    ['empty', '', 'modelyard.yml:1:1  expected version: 1 and models:, found nothing'],
    ['only comments', '# nothing\n', 'modelyard.yml:1:1  expected version: 1 and models:, found nothing'],
    ['a list', '- a\n- b\n', 'modelyard.yml:1:1  expected version: 1 and models:, found a list'],
    ['text', 'hello\n', 'modelyard.yml:1:1  expected version: 1 and models:, found "hello"'],
    ['a tab', 'version: 1\nmodels:\n\tchurn: 1\n', 'modelyard.yml:3:1  a tab stands where YAML wants spaces'],
    [
      'a key twice',
      'version: 1\nversion: 1\nmodels: {}\n',
      'modelyard.yml:2:1  the key version stands twice',
    ],
    [
      'without models',
      'version: 1\nmodels: {}\n',
      'modelyard.yml:2:9  models: expected at least one model, found a map',
    ],
    [
      'another version',
      `version: 2\n${BASE.slice(1).join('\n')}`,
      'modelyard.yml:1:10  version: expected 1, found 2',
    ],
  ])('%s', async (_name, text, line) => {
    expect(await problems(repository({ 'modelyard.yml': text }))).toEqual([line]);
  });

  it.each([
    [
      'bytes that are no UTF-8',
      new Uint8Array([0x76, 0xff, 0xfe, 0x0a]),
      /^modelyard.yml is not UTF-8 text$/,
    ],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x76, 0, 0x3a, 0]), /^modelyard.yml is not UTF-8 text$/],
    ['5 MB', 'a'.repeat(5_000_000), /^modelyard.yml has 5,000,000 bytes: too long for a config$/],
  ])('%s', async (_name, content, message) => {
    await expect(load(repository({ 'modelyard.yml': content }))).rejects.toThrow(message);
  });

  it('is missing', async () => {
    const folder = repository({ 'deep/er/x': '' });
    await expect(load(folder, null, join(folder, 'deep/er'))).rejects.toThrow(
      /there is no modelyard.yml here/,
    );
    await expect(load(folder, 'nope.yml')).rejects.toThrow('--config nope.yml: there is no such file');
  });

  it('is looked for up to the top of the repository, not beyond it', async () => {
    const folder = repository({ 'modelyard.yml': edited({}), 'inner/.git/HEAD': '', 'inner/x': '' });
    await expect(load(folder, null, join(folder, 'inner'))).rejects.toThrow(/there is no modelyard.yml here/);
  });

  it('is called by the name under which it was given', async () => {
    const folder = repository({ 'ml/other.yml': edited({ 4: '    task: x' }) });
    expect(await problems(folder, 'ml/other.yml')).toEqual([
      'ml/other.yml:4:11  models.churn.task: expected binary, multiclass, regression, ranking or scores, found "x"',
    ]);
  });
});

describe('one problem', () => {
  it.each<[string, Readonly<Record<number, string>>, string[], string]>([
    [
      'an unknown key',
      { 12: '      modle: x' },
      [],
      '12:7  models.churn.train.modle: unknown key; did you mean model?',
    ],
    [
      'an unknown key far from any',
      { 12: '      model: x\n      zzzzzz: 1' },
      [],
      '13:7  models.churn.train.zzzzzz: unknown key; known are run, inputs, params, model, predictions, metrics, timeout, env, seed, seeds',
    ],
    [
      'a misspelt value',
      { 4: '    task: binray' },
      [],
      '4:11  models.churn.task: expected binary, multiclass, regression, ranking or scores, found "binray"; did you mean binary?',
    ],
    [
      'a missing key',
      { 8: '' },
      [],
      '5:5  models.churn.data.target: missing; expected the name of the column that the model predicts',
    ],
    [
      'an empty key',
      { 8: '      target:' },
      [],
      '8:7  models.churn.data.target: expected the name of a column, at most 200 characters, or a list of them, found nothing',
    ],
    [
      'a number for text',
      { 8: '      target: 7' },
      [],
      '8:15  models.churn.data.target: expected the name of a column, at most 200 characters, or a list of them, found 7',
    ],
    [
      'one column crossed with nothing',
      {},
      ['    evaluate: {slices: [{cross: [a]}]}'],
      '13:33  models.churn.evaluate.slices[0].cross: expected two or three columns, found 1',
    ],
    [
      'a column crossed with itself',
      {},
      ['    evaluate: {slices: [{cross: [a, {column: a, bins: [0, 1]}]}]}'],
      '13:37  models.churn.evaluate.slices[0].cross[1]: a stands twice',
    ],
    [
      'a crossing with bins of its own',
      {},
      ['    evaluate: {slices: [{cross: [a, b], bins: [0, 1]}]}'],
      '13:47  models.churn.evaluate.slices[0].bins: bins belong to one column of cross: {column: age, bins: [0, 30]}',
    ],
    [
      'a crossing beside a column',
      {},
      ['    evaluate: {slices: [{column: c, cross: [a, b]}]}'],
      '13:34  models.churn.evaluate.slices[0].column: cross names the columns: leave column out',
    ],
    [
      'edges of a crossing that fall',
      {},
      ['    evaluate: {slices: [{cross: [a, {column: b, bins: [2, 1]}]}]}'],
      '13:55  models.churn.evaluate.slices[0].cross[1].bins: edges must ascend',
    ],
    [
      'a slice of nothing',
      {},
      ['    evaluate: {slices: [{prove: false}]}'],
      '13:25  models.churn.evaluate.slices[0]: missing; expected column, or cross with two or three columns',
    ],
    [
      'a list for a map',
      { 10: '    train: [a]', 11: '', 12: '' },
      [],
      '10:12  models.churn.train: expected a map, found a list',
    ],
    [
      'no positive',
      { 9: '' },
      [],
      '5:5  models.churn.data.positive: missing; a binary task names the value of churned that a score speaks of',
    ],
    [
      'a positive without need',
      { 4: '    task: regression' },
      [],
      '9:17  models.churn.data.positive: has no meaning for task regression',
    ],
    [
      'a positive that no number holds',
      { 9: '      positive: 12345678901234567890' },
      [],
      '9:17  models.churn.data.positive: a number this large cannot be held exactly; write it in quotes',
    ],
    [
      'no evidence',
      { 12: '' },
      [],
      '10:5  models.churn.train.model: missing; name what training writes: model, predictions or metrics',
    ],
    [
      'predictions without an id',
      { 12: '      predictions: p.csv' },
      [],
      '5:5  models.churn.data.id: missing; predictions (train.predictions) are joined to rows by id',
    ],
    [
      'a feature twice',
      { 9: '      positive: 1\n      features: [a, b, a]' },
      [],
      '10:24  models.churn.data.features[2]: a stands twice',
    ],
    [
      'the target as a feature',
      { 9: '      positive: 1\n      features: [a, churned]' },
      [],
      '10:21  models.churn.data.features[1]: churned is the target; it cannot be a feature',
    ],
    [
      'the id as a feature',
      { 9: '      positive: 1\n      id: a\n      features: [a]' },
      [],
      '11:18  models.churn.data.features[0]: a is the id; it cannot be a feature',
    ],
    [
      'the target as a group',
      { 9: '      positive: 1\n      group_by: churned' },
      [],
      '10:17  models.churn.data.group_by: churned is the target already',
    ],
    [
      'positive outside the classes',
      { 9: '      positive: 1\n      classes: [0, 2]' },
      [],
      '10:16  models.churn.data.classes: 1 (data.positive) is missing here',
    ],
    [
      'a timeout of nothing',
      {},
      ['      timeout: 0s'],
      '13:16  models.churn.train.timeout: expected a time such as 90s, 30m or 2h, at most 20d, found "0s"',
    ],
    [
      'a timeout beyond all timers',
      {},
      ['      timeout: 30d'],
      '13:16  models.churn.train.timeout: expected a time such as 90s, 30m or 2h, at most 20d, found "30d"',
    ],
    [
      'a variable that is none',
      {},
      ['      env: [A, "B C"]'],
      '13:16  models.churn.train.env[1]: expected the name of a variable, found "B C"',
    ],
    [
      'a gate on nothing',
      {},
      ['    gates: {roc_uac: {min: 1}}'],
      '13:13  models.churn.gates.roc_uac: no metric of this name; did you mean roc_auc?',
    ],
    [
      'a gate of another task',
      {},
      ['    gates: {rmse: {max: 1}}'],
      `13:13  models.churn.gates.rmse: no metric of task binary; known are ${KNOWN_BINARY}`,
    ],
    [
      'a gate called like a method',
      {},
      ['    gates: {constructor: {min: 1}}'],
      `13:13  models.churn.gates.constructor: no metric of task binary; known are ${KNOWN_BINARY}`,
    ],
    [
      'a gate on what is only shown',
      {},
      ['    gates: {ece_10: {max: 0.1}}'],
      '13:13  models.churn.gates.ece_10: ece is shown, never judged: few rows alone make it large, however good the model; gate log_loss or brier, and name it under evaluate.metrics to see it',
    ],
    [
      'a gate on churn that compares once more',
      {},
      ['    gates: {churn: {max_worse: 0.1}}'],
      '13:32  models.churn.gates.churn.max_worse: churn is measured against the baseline already: use max',
    ],
    [
      'churn among the metrics',
      {},
      ['    evaluate: {metrics: [roc_auc, churn]}'],
      '13:35  models.churn.evaluate.metrics[1]: churn is always measured; name it under gates only',
    ],
    [
      'a limit for what may be as much as it likes',
      {},
      ['    gates: {positive_flip_rate: {max: 1}}'],
      '13:13  models.churn.gates.positive_flip_rate: no metric of this name; did you mean negative_flip_rate?',
    ],
    [
      'a parameter of a metric that is not written in its one way',
      {},
      ['    gates: {ece_010: {max: 1}}'],
      '13:13  models.churn.gates.ece_010: no metric of this name; did you mean ece_15?',
    ],
    [
      'a threshold that is chosen nowhere',
      { 9: '      positive: 1\n      id: row' },
      ['    evaluate: {threshold: {choose: f1, on: tuning}}'],
      '5:5  models.churn.data.tuning: missing; it holds the rows on which evaluate.threshold is chosen',
    ],
    [
      'a threshold chosen for recall, which all positive have',
      { 9: '      positive: 1\n      id: row\n      tuning: c.csv' },
      ['    evaluate: {threshold: {choose: recall, on: tuning}}'],
      '15:36  models.churn.evaluate.threshold.choose: expected f1, accuracy, balanced_accuracy, mcc or cohen_kappa, found "recall"',
    ],
    [
      'a threshold chosen on the evaluation rows',
      { 9: '      positive: 1\n      id: row\n      tuning: c.csv' },
      ['    evaluate: {threshold: {choose: f1, on: evaluation}}'],
      '15:44  models.churn.evaluate.threshold.on: expected tuning, found "evaluation"',
    ],
    [
      'a threshold chosen without ids',
      { 9: '      positive: 1\n      tuning: c.csv' },
      ['    evaluate: {threshold: {choose: f1, on: tuning}}'],
      '5:5  models.churn.data.id: missing; ids tell that no row both chooses the threshold and judges the model',
    ],
    [
      'weights that are a feature',
      { 9: '      positive: 1\n      weight: plan\n      features: [age, plan]' },
      [],
      '11:23  models.churn.data.features[1]: plan is the weight of rows; it cannot be a feature',
    ],
    [
      'an empty gate',
      {},
      ['    gates: {roc_auc: {}}'],
      '13:13  models.churn.gates.roc_auc: a gate asks for one of min, max, max_worse, min_better',
    ],
    [
      'min above max',
      {},
      ['    gates: {roc_auc: {min: 0.9, max: 0.8}}'],
      '13:28  models.churn.gates.roc_auc.min: min 0.9 is above max 0.8',
    ],
    [
      'a relative min',
      {},
      ['    gates: {roc_auc: {min: 1%}}'],
      '13:28  models.churn.gates.roc_auc.min: expected a number: a percentage needs a baseline, so it belongs to max_worse or min_better, found "1%"',
    ],
    [
      'a margin below nothing',
      {},
      ['    gates: {roc_auc: {max_worse: -0.1}}'],
      '13:34  models.churn.gates.roc_auc.max_worse: expected at least 0, found -0.1',
    ],
    [
      'NaN',
      {},
      ['    gates: {roc_auc: {min: .nan}}'],
      '13:28  models.churn.gates.roc_auc.min: expected a number, found NaN',
    ],
    [
      'infinity',
      {},
      ['    gates: {roc_auc: {max: .inf}}'],
      '13:28  models.churn.gates.roc_auc.max: expected a number, found Infinity',
    ],
    [
      'an interval of a latency',
      {},
      ['    gates: {latency_p95_ms: {max: 1, on: bound}}'],
      '13:42  models.churn.gates.latency_p95_ms.on: latency_p95_ms has no interval: use on: point, or leave it out',
    ],
    [
      'margins on a metrics file',
      { 12: '      metrics: m.json' },
      ['    gates: {roc_auc: {max_worse: 0.1}}'],
      '13:34  models.churn.gates.roc_auc.max_worse: a metrics file gives values without intervals: set on: point',
    ],
    [
      'churn on a metrics file',
      { 12: '      metrics: m.json' },
      ['    gates: {churn: {max: 0.1}}'],
      '13:13  models.churn.gates.churn: a metrics file does not say what became of single rows: churn needs train.model or train.predictions',
    ],
    [
      'a threshold of one',
      {},
      ['    evaluate: {threshold: 1}'],
      '13:27  models.churn.evaluate.threshold: expected less than 1, found 1',
    ],
    [
      'a threshold in words',
      {},
      ['    evaluate: {threshold: half}'],
      '13:27  models.churn.evaluate.threshold: expected a number above 0 and below 1, or {choose, on: tuning} with one of f1, accuracy, balanced_accuracy, mcc, cohen_kappa, found "half"',
    ],
    [
      'a column of 201 characters',
      { 8: `      target: ${'x'.repeat(201)}` },
      [],
      `8:15  models.churn.data.target: expected the name of a column, at most 200 characters, found "${'x'.repeat(30)}…${'x'.repeat(29)}"`,
    ],
    [
      'a seed that is no whole number',
      {},
      ['      seed: 1.5'],
      '13:13  models.churn.train.seed: expected a whole number, found 1.5',
    ],
    [
      'a confidence in percent',
      {},
      ['    evaluate: {confidence: 95}'],
      '13:28  models.churn.evaluate.confidence: expected less than 1, found 95',
    ],
    [
      'a metric twice',
      {},
      ['    evaluate: {metrics: [f1, f1]}'],
      '13:30  models.churn.evaluate.metrics[1]: f1 stands twice',
    ],
    [
      'a metric that is measured anyway',
      {},
      ['    evaluate: {metrics: [size_bytes]}'],
      '13:26  models.churn.evaluate.metrics[0]: size_bytes is always measured; name it under gates only',
    ],
    [
      'one edge',
      {},
      ['    evaluate: {slices: [{column: a, bins: [1]}]}'],
      '13:43  models.churn.evaluate.slices[0].bins: expected at least two edges, found 1',
    ],
    [
      'edges that fall',
      {},
      ['    evaluate: {slices: [{column: a, bins: [2, 1]}]}'],
      '13:43  models.churn.evaluate.slices[0].bins: edges must ascend',
    ],
    [
      'a slice that is a number',
      {},
      ['    evaluate: {slices: [7]}'],
      '13:25  models.churn.evaluate.slices[0]: expected the name of a column, {column, bins} or {cross: [column, column]}, found 7',
    ],
    [
      'a baseline from nowhere',
      {},
      ['    baseline: {from: newest}'],
      '13:22  models.churn.baseline.from: expected latest-release, live:<environment> or file:<path>, found "newest"',
    ],
    [
      'a baseline from no environment',
      {},
      ['    baseline: {from: "live:prod"}'],
      '13:22  models.churn.baseline.from: there is no environment prod; known are none',
    ],
    [
      'a first version that is none',
      {},
      ['    release: {first_version: "01.0.0"}'],
      '13:30  models.churn.release.first_version: expected a version such as 1.0.0, found "01.0.0"',
    ],
    [
      'new and renamed',
      {},
      ['    release: {new: true, renamed_from: old}'],
      '13:40  models.churn.release.renamed_from: a model is either new or renamed: take out new: true',
    ],
    [
      'renamed from itself',
      {},
      ['    release: {renamed_from: churn}'],
      '13:29  models.churn.release.renamed_from: churn is still a model here; a renamed model has lost its old name',
    ],
    [
      'an environment that is missing',
      {},
      ['    deploy:', '      a: {target: {kind: directory, path: x}, requires: toString}'],
      '14:57  models.churn.deploy.a.requires: there is no environment toString; known are a',
    ],
    [
      'an environment that waits for itself',
      {},
      ['    deploy:', '      a: {target: {kind: directory, path: x}, requires: a}'],
      '14:57  models.churn.deploy.a.requires: a requires itself',
    ],
    [
      'an environment called ../x',
      {},
      ['    deploy:', '      ../x: {target: {kind: directory, path: x}}'],
      '14:7  models.churn.deploy.../x: an environment is named with letters, digits, dot, dash and underscore, starting with a letter or digit',
    ],
    [
      'one folder twice',
      {},
      [
        '    deploy:',
        '      a: {target: {kind: directory, path: x}}',
        '      b: {target: {kind: directory, path: ./x/}}',
      ],
      '15:43  models.churn.deploy.b.target.path: environment a uses the same folder',
    ],
    [
      'a target in .git',
      {},
      ['    deploy:', '      a: {target: {kind: directory, path: .git/x}}'],
      "14:43  models.churn.deploy.a.target.path: .git/x lies in git's own folder",
    ],
    [
      'a model called ../x',
      { 3: '  ../x:' },
      [],
      '3:3  models.../x: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters',
    ],
    [
      'a model called a|b',
      { 3: '  "a|b":' },
      [],
      '3:3  models.a|b: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters',
    ],
    [
      'a model called like an expression',
      { 3: `  "${EXPRESSION}":` },
      [],
      `3:3  models.${EXPRESSION}: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters`,
    ],
    [
      'a root that is not there',
      { 12: '      model: x\n    root: nope' },
      [],
      '13:11  models.churn.root: there is no folder nope',
    ],
    [
      'a path out of the repository',
      { 6: '      train: ../elsewhere.csv' },
      [],
      '6:14  models.churn.data.train: ../elsewhere.csv leaves the repository',
    ],
    [
      'an absolute path',
      { 6: '      train: /etc/passwd' },
      [],
      '6:14  models.churn.data.train: /etc/passwd leaves the repository',
    ],
    [
      'a pattern that climbs',
      { 6: '      train: "{a,../..}/x.csv"' },
      [],
      '6:14  models.churn.data.train: {a,../..}/x.csv: a pattern does not go up with .. after its first wildcard',
    ],
    [
      'a home folder',
      { 6: '      train: ~/x.csv' },
      [],
      '6:14  models.churn.data.train: ~/x.csv: ~ is not expanded; paths are relative to this file',
    ],
    [
      'one of several paths',
      { 6: '      train: [a.csv, ../b.csv]' },
      [],
      '6:22  models.churn.data.train[1]: ../b.csv leaves the repository',
    ],
    [
      'a control character',
      { 6: '      train: "a\\nb"' },
      [],
      '6:14  models.churn.data.train: a path holds no control characters',
    ],
    [
      'a model over the whole folder',
      { 12: '      model: .' },
      [],
      '12:14  models.churn.train.model: training would write over this file; name a path of its own',
    ],
    [
      'a model over its data',
      { 12: '      model: data' },
      [],
      '12:14  models.churn.train.model: training would write over data.train; name a path of its own',
    ],
    [
      'two outputs in one place',
      { 12: '      model: out/a\n      metrics: ./out/a' },
      [],
      '13:16  models.churn.train.metrics: training would write over train.model; name a path of its own',
    ],
  ])('%s', async (_name, changes, added, line) => {
    expect(await problemsOf(changes, ...added)).toEqual([`modelyard.yml:${line}`]);
  });

  it('a cycle of environments is told at each of them', async () => {
    const target = (name: string) => `{target: {kind: directory, path: ${name}}`;
    const lines = await problemsOf(
      {},
      '    deploy:',
      `      a: ${target('a')}, requires: b}`,
      `      b: ${target('b')}, requires: a}`,
    );
    expect(lines).toEqual([
      'modelyard.yml:14:57  models.churn.deploy.a.requires: a requires itself through b',
      'modelyard.yml:15:57  models.churn.deploy.b.requires: b requires itself through a',
    ]);
  });
});

describe('what is not built yet is refused by name', () => {
  it.each<[Readonly<Record<number, string>>, string[], string]>([
    [{}, ['include: models/*/modelyard.yml'], '13:10  include: include is not built yet'],
    [{ 4: '    task: multilabel' }, [], '4:11  models.churn.task: task multilabel is not built yet, found'],
    [
      { 6: '      train: {a: a.csv, b: b.csv}' },
      [],
      '6:14  models.churn.data.train: several datasets by name stand under data.evaluation only',
    ],
    [
      { 6: '      train: s3://bucket/a.csv' },
      [],
      '6:14  models.churn.data.train: s3://bucket/a.csv: data at a URL is not built yet',
    ],
    [
      {},
      ['    deploy: {a: {target: {kind: s3, path: x}}}'],
      '13:33  models.churn.deploy.a.target.kind: target kind s3 is not built yet; use directory or command',
    ],
  ])('%j %j', async (changes, added, line) => {
    const lines = await problemsOf(changes, ...added);
    const expected = `modelyard.yml:${line.replace(/, found$/, '')}`;
    expect(lines).toContain(expected);
  });
});

describe('links', () => {
  it('that lead out of the repository are refused, also behind a wildcard', async () => {
    const folder = repository({
      'modelyard.yml': edited({
        6: '      train: linked/elsewhere.csv',
        7: '      evaluation: "data/*.csv"',
      }),
      'data/a.csv': 'a\n',
    });
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(join(outside, 'elsewhere.csv'), join(folder, 'data/b.csv'));
    const target = join(outside, 'elsewhere.csv');
    expect(await problems(folder)).toEqual([
      `modelyard.yml:6:14  models.churn.data.train: linked/elsewhere.csv leaves the repository: it leads to ${target}`,
      `modelyard.yml:7:19  models.churn.data.evaluation: data/b.csv leaves the repository: it leads to ${target}`,
    ]);
  });

  it('within the repository are paths like others', async () => {
    const folder = repository({ 'modelyard.yml': edited({}), 'stored/train.csv': 'a\n' });
    symlinkSync(join(folder, 'stored'), join(folder, 'data'));
    await expect(load(folder)).resolves.toBeDefined();
  });
});

describe('all problems at once', () => {
  it('those of the schema and those of the checks, in the order of the file, one mistake once', async () => {
    const lines = await problemsOf(
      {
        3: '  Churn:',
        4: '    task: binry',
        6: '      train: ../a.csv',
        9: '      postive: true',
        11: '      run:',
      },
      '      timout: 3h',
      '    gates:',
      '      roc_uac: {min: 0.5}',
      '      f1: {min: high, max_wors: 1}',
      '    deploy:',
      '      production: {target: {kind: directory, path: x}, requires: stagin}',
      '      staging: {target: {kind: kserve, path: y}}',
      'modles: {}',
    );
    expect(lines.map((line) => line.replace(/^modelyard\.yml:/, ''))).toEqual([
      '3:3  models.Churn: a model is named with a-z, 0-9, _ and -, starting with a letter or digit, at most 63 characters',
      '4:11  models.Churn.task: expected binary, multiclass, regression, ranking or scores, found "binry"; did you mean binary?',
      '6:14  models.Churn.data.train: ../a.csv leaves the repository',
      '9:7  models.Churn.data.postive: unknown key; did you mean positive?',
      '11:7  models.Churn.train.run: expected text, found nothing',
      '13:7  models.Churn.train.timout: unknown key; did you mean timeout?',
      '15:7  models.Churn.gates.roc_uac: no metric of this name; did you mean roc_auc?',
      '16:17  models.Churn.gates.f1.min: expected a number, found "high"',
      '16:23  models.Churn.gates.f1.max_wors: unknown key; did you mean max_worse?',
      '18:66  models.Churn.deploy.production.requires: there is no environment stagin; did you mean staging?',
      '19:32  models.Churn.deploy.staging.target.kind: target kind kserve is not built yet; use directory or command',
      '20:1  modles: unknown key; did you mean models?',
    ]);
  });

  it('of several models', async () => {
    const second = BASE.slice(3).join('\n').replace('task: binary', 'task: x');
    const lines = await problemsOf({ 4: '    task: y' }, '  other:', second);
    expect(lines.map((line) => line.split('  ')[0])).toEqual(['modelyard.yml:4:11', 'modelyard.yml:14:11']);
  });

  it('and says how many', async () => {
    const folder = repository({ 'modelyard.yml': edited({ 4: '    task: x', 12: '      model: /x' }) });
    await expect(load(folder)).rejects.toThrow(/^modelyard.yml has 2 problems\n/);
  });
});
