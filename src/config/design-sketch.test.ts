import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../test/fixtures/git/scratch.ts';
import { messageOf } from '../errors.ts';
import { loadConfig } from './load-config.ts';

afterAll(removeScratch);

async function problems(text: string): Promise<string[]> {
  const folder = scratchFolder();
  mkdirSync(join(folder, '.git'));
  write(folder, { 'modelyard.yml': text });
  const request = { cwd: folder, file: null, repositoryTop: async () => folder };
  return loadConfig(request).then(
    () => [],
    (error: unknown) =>
      messageOf(error)
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/^modelyard\.yml:\d+:\d+ {2}/, '')),
  );
}

/** Everything that the format is designed to hold, built or not. */
const SKETCH = `
version: 1
include: models/*/modelyard.yml
examples: values
models:
  churn:
    task: binary
    root: .
    data:
      train: {path: data/train.parquet, rows: {split: train}}
      evaluation: {a: data/a.parquet, b: data/b.parquet}
      tuning: data/tuning.parquet
      contract: data/churn.contract.yaml
      target: churned
      positive: true
      id: customer_id
      group_by: household
      time: month
      weight: sample_weight
      features: [age, plan, region]
    train:
      run: python train.py
      inputs: ["*.py"]
      params: params.yaml
      model: out/churn.onnx
      predictions: out/predictions.csv
      metrics: out/metrics.json
      timeout: 2h
      env: [WANDB_API_KEY]
    baseline: {from: latest-release, when_absent: absolute-only, anchor: churn@v1.0.0}
    evaluate:
      metrics: [roc_auc, log_loss]
      threshold: {choose: f1, on: tuning}
      slices: [region, {column: age, bins: [0, 30, 60, 120], prove: true}]
      predict: python predict.py
      confidence: 0.95
    gates:
      roc_auc: [{min: 0.80, max: 1, max_worse: 0.005, min_better: 1%, on: point, dataset: a, severity: warn}, {min: 0.7, slice: region = north}]
      latency_p95_ms: {max: 5, severity: warn}
    release: {first_version: 1.0.0, from: retrain, approval: review, on_mismatch: retrain, renamed_from: old}
    deploy:
      staging: {target: {kind: directory, path: /srv/models}}
      production: {target: {kind: command, run: ./deploy.sh}, requires: staging}
      bucket: {target: {kind: s3, bucket: x, prefix: y}}
      cluster: {target: {kind: kserve, namespace: x}}
    monitor: {data: logs/*.parquet}
  new: {task: binary, data: {train: a.csv, evaluation: b.csv, target: y, positive: 1}, train: {run: x, model: m}, release: {new: true}}
`;

describe('the whole format', () => {
  it('is known: what is not built yet is refused as such, the rest is taken', async () => {
    expect(await problems(SKETCH)).toEqual([
      'include: include is not built yet',
      'models.churn.deploy.bucket.target.kind: target kind s3 is not built yet; use directory or command',
      'models.churn.deploy.cluster.target.kind: target kind kserve is not built yet; use directory or command',
    ]);
  });

  it.each(['multilabel', 'forecasting'])('task %s is not built yet', async (task) => {
    const lines = await problems(SKETCH.replace('task: binary', `task: ${task}`));
    expect(lines).toContain(`models.churn.task: task ${task} is not built yet`);
    expect(lines.join('\n')).not.toMatch(/unknown key/);
  });
});

const LATER =
  'average_precision balanced_accuracy precision recall mcc cohen_kappa precision_macro f1_micro f1_weighted roc_auc_ovr_macro top_2_accuracy median_ae mape pinball_0.1 ndcg@10 mrr ece_15';

describe('metrics of the design', () => {
  const config = (task: string, rest: string) =>
    `version: 1\nmodels:\n  m:\n    task: ${task}\n    data: {train: a.csv, evaluation: b.csv, target: y${task === 'binary' ? ', positive: 1' : ''}}\n    train: {run: x, model: m}\n    ${rest}\n`;

  it.each(LATER.split(' '))('%s is built, or said not to be yet', async (metric) => {
    for (const task of ['binary', 'multiclass', 'regression']) {
      for (const rest of [`evaluate: {metrics: ["${metric}"]}`, `gates: {"${metric}": {max: 1}}`]) {
        const lines = await problems(config(task, rest));
        for (const line of lines)
          expect(line).toMatch(/not built yet|no metric of task|is shown, never judged/);
        expect(lines.join()).not.toMatch(/did you mean/);
      }
    }
  });

  it('do not hide a misspelling', async () => {
    expect(await problems(config('binary', 'gates: {acuracy: {min: 0}}'))).toEqual([
      'models.m.gates.acuracy: no metric of this name; did you mean accuracy?',
    ]);
  });
});

describe('patterns', () => {
  const config = (train: string) =>
    `version: 1\nmodels:\n  m: {task: regression, data: {train: "${train}", evaluation: b.csv, target: y}, train: {run: x, model: m}}\n`;

  it.each([
    ['{2019..2023}.csv', 'a range such as {1..3} is not supported; write {1,2,3}'],
    ['*/../x.csv', 'a pattern does not go up with .. after its first wildcard'],
    ['{a,..}/x.csv', 'a pattern does not go up with .. after its first wildcard'],
    ['{..,a}/x.csv', 'a pattern does not go up with .. after its first wildcard'],
    ['+(..|a)/x.csv', 'a pattern does not go up with .. after its first wildcard'],
  ])('%s is refused', async (pattern, message) => {
    expect(await problems(config(pattern))).toEqual([`models.m.data.train: ${pattern}: ${message}`]);
  });
});

describe('targets', () => {
  const config = (target: string) =>
    `version: 1\nmodels:\n  m:\n    task: regression\n    data: {train: a.csv, evaluation: b.csv, target: y}\n    train: {run: x, model: m}\n    deploy: {a: {target: ${target}}}\n`;
  const at = 'models.m.deploy.a.target';

  it.each([
    ['{kind: command, runn: x}', [`${at}.runn: unknown key; did you mean run?`]],
    ['{kind: directory, pat: x}', [`${at}.pat: unknown key; did you mean path?`]],
    ['{kind: command, run: x, path: y}', [`${at}.path: unknown key; known are kind, run, timeout`]],
    ['{kind: command}', [`${at}.run: missing; expected text`]],
    [
      '{kind: direktory, path: x}',
      [`${at}.kind: expected {kind: directory, path} or {kind: command, run}, found "direktory"`],
    ],
    ['{path: x}', [`${at}.kind: missing; expected {kind: directory, path} or {kind: command, run}`]],
    ['x', [`${at}: expected {kind: directory, path} or {kind: command, run}, found "x"`]],
  ])('%s is told', async (target, expected) => {
    expect(await problems(config(target))).toEqual(expected);
  });
});
