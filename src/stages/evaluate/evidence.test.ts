import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { resolveBaseline } from './baseline.ts';
import { chooseEvidence } from './evidence.ts';
import { readMetricsFile } from './points/metrics-file.ts';
import { pointMeasurements } from './points/point-measurements.ts';
import { resolveFeatures } from './rows/features.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text = 'x'): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe('a candidate is judged by', () => {
  const onnx = file('m.ONNX');
  const pickle = file('m.pkl');
  const inFolder = file('one/graph.onnx');
  file('one/weights.bin');
  file('two/a.onnx');
  file('two/b.onnx');

  it.each([
    ['its ONNX file before anything else', onnx, 'p.csv', 'm.json', { evidence: 'model', graph: onnx }],
    ['the one graph of its folder', join(folder, 'one'), null, null, { evidence: 'model', graph: inFolder }],
    [
      'its predictions before its metrics',
      pickle,
      'p.csv',
      'm.json',
      { evidence: 'predictions', graph: null },
    ],
    ['its metrics where there is nothing else', null, null, 'm.json', { evidence: 'metrics', graph: null }],
  ])('%s', async (_, model, predictions, metrics, expected) => {
    const files = { model: model === null ? null : { path: model }, predictions, metrics };
    expect(await chooseEvidence(files)).toEqual(expected);
  });

  it('nothing: that is an error, and so are two graphs', async () => {
    const only = (path: string) => chooseEvidence({ model: { path }, predictions: null, metrics: null });
    await expect(only(pickle)).rejects.toThrow('it is not ONNX');
    await expect(only(join(folder, 'two'))).rejects.toThrow('several ONNX files: a.onnx, b.onnx');
  });
});

describe('a folder that MLflow wrote', () => {
  const mlflow = (name: string, description: string) => {
    file(`${name}/MLmodel`, description);
    file(`${name}/model.onnx`);
    file(`${name}/artifacts/preprocessing.onnx`);
    const files = { model: { path: join(folder, name) }, predictions: 'p.csv', metrics: null };
    return chooseEvidence(files);
  };
  const ONNX =
    'flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.17.0\n  python_function: {loader_module: mlflow.onnx}\n';

  it('is run here where it has the onnx flavour, whatever else lies in it', async () => {
    const graph = join(folder, 'ml-onnx/model.onnx');
    expect(await mlflow('ml-onnx', ONNX)).toEqual({ evidence: 'model', graph });
  });

  it('of other flavours is judged by its predictions, though an ONNX file lies in it', async () => {
    const sklearn =
      'flavors:\n  sklearn: {pickled_model: model.pkl}\n  python_function: {loader_module: mlflow.sklearn}\n';
    expect(await mlflow('ml-sklearn', sklearn)).toEqual({ evidence: 'predictions', graph: null });
  });

  it.each([
    [
      'ml-outside',
      ONNX.replace('model.onnx', '../m.onnx'),
      'says "../m.onnx" where the file of its onnx flavour',
    ],
    ['ml-absolute', ONNX.replace('model.onnx', '/etc/passwd'), 'says "/etc/passwd" where the file'],
    [
      'ml-gone',
      ONNX.replace('model.onnx', 'graph.onnx'),
      'names graph.onnx, and there is no such file beside it',
    ],
    ['ml-without', 'flavors: {onnx: {}}', 'says null where the file'],
    ['ml-broken', 'flavors: {onnx', 'is no YAML'],
  ])('%s is told', async (name, description, message) => {
    await expect(mlflow(name, description)).rejects.toThrow(message);
  });
});

const read = (text: string, { label = 'm.json', map = {} as Record<string, string> } = {}) =>
  readMetricsFile({ path: file('metrics', text), label, names: ['roc_auc', 'f1'], map });

describe('a metrics file', () => {
  it('is an object of numbers', async () => {
    expect(await read('{"roc_auc": 0.81, "f1": 1, "seed": "x"}')).toEqual({ roc_auc: 0.81, f1: 1 });
  });

  it.each([
    ['', 'm.json is not JSON'],
    ['{"roc_auc": NaN}', 'm.json is not JSON'],
    ['{"roc_auc": 1e999}', 'roc_auc must be a finite number'],
    ['{"roc_auc": null}', 'roc_auc must be a finite number, found null'],
    ['{"roc_auc": "0.8"}', 'roc_auc must be a finite number, found "0.8"'],
    ['{"roc_auc": {"value": 1}}', 'which of roc_auc.value is roc_auc is not known'],
    [
      '{"test": {"roc_auc": 1}, "train/roc_auc": 1}',
      'which of test.roc_auc, train/roc_auc is roc_auc is not known',
    ],
    [`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`, 'm.json is nested too deeply'],
    ['[0.8]', 'expected an object of numbers'],
    ['null', 'expected an object of numbers'],
  ])('%j is an error', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it.each([
    ['nested, as DVC has it', '{"test": {"roc_auc": 0.8, "f1": 1}, "note": null}', {}],
    ['flat with slashes, as MLflow logs it', '{"test/roc_auc": 0.8, "test/f1": 1, "test/my_f1": 0}', {}],
    [
      'named otherwise',
      '{"auc": 0.8, "roc_auc": 0, "val": {"f": 1}}',
      { map: { roc_auc: 'auc', f1: 'val.f' } },
    ],
    ['YAML', 'test:\n  roc_auc: 0.8\n  f1: 1\n', { label: 'm.yaml' }],
    ['TOML', '[test]\nroc_auc = 0.8\nf1 = 1.0\n', { label: 'm.toml' }],
    ['JSON with a byte order mark', '\uFEFF{"roc_auc": 0.8, "f1": 1}', {}],
  ])('may be %s', async (_, text, given) => {
    expect(await read(text, given)).toEqual({ roc_auc: 0.8, f1: 1 });
  });

  it('has what the map says, and a number where it says it', async () => {
    await expect(read('{"a": 1}', { map: { f1: 'b' } })).rejects.toThrow(
      'there is no b (evaluate.metrics_map.f1)',
    );
    await expect(read('f1: .nan', { label: 'm.yml' })).rejects.toThrow(
      'f1 must be a finite number, found NaN',
    );
    await expect(read('a: [', { label: 'm.yml' })).rejects.toThrow('m.yml is not YAML');
    await expect(read('a', { label: 'm.toml' })).rejects.toThrow('m.toml is not TOML');
    expect(await read('{"constructor": 1}')).toEqual({});
  });

  it('has values that the metric can have: a percentage would pass every min', async () => {
    await expect(read('{"roc_auc": 81}')).rejects.toThrow(
      'roc_auc is 81, and its values are between 0 and 1',
    );
    await expect(read('{"f1": -0.2}')).rejects.toThrow('f1 is -0.2, and its values are between 0 and 1');
    expect(await read('{"f1": 1.0000000000000002}')).toEqual({ f1: 1.0000000000000002 });
  });

  it.each([
    ['{"train": {"f1": 1}, "test": {"f1": 0.8}}', 'test.f1'],
    ['{"f1": [0.5, 0.7, 0.8]}', 'f1.2'],
    ['{"f1": {"mean": 0.8, "std": 0.1}}', 'f1.mean'],
  ])('that holds one in several places is told with a likely one: %s', async (text, place) => {
    await expect(read(text)).rejects.toMatchObject({
      hint: `Say it: evaluate.metrics_map: {f1: ${place}}.`,
    });
  });

  it('gives points, never an interval', () => {
    const [auc, f1, own] = pointMeasurements({
      metrics: ['roc_auc', 'f1', 'constructor'],
      candidate: { roc_auc: 0.8, extra: 1 },
      baseline: { roc_auc: 0.75, f1: 0.5 },
      confidence: 0.95,
    });
    expect(auc).toMatchObject({ candidate: 0.8, baseline: 0.75, candidateInterval: null, better: 'higher' });
    expect(auc?.contrast(1)).toMatchObject({ method: 'point', guard: expect.any(String) });
    expect(f1).toMatchObject({
      candidate: null,
      reason: expect.stringMatching(/^the metrics file has no f1 /),
    });
    expect(f1?.contrast(1)).toBeNull();
    expect(own).toMatchObject({ candidate: null, baseline: null });
  });
});

describe('the features', () => {
  const data = { ...stageContext(folder).model.data, targets: ['y'], id: 'id', groupBy: 'g', time: 't' };
  it.each([
    ['as the config lists them', { ...data, features: ['b', 'a'] }, ['a', 'b', 'y'], null, ['b', 'a']],
    ['in the contract’s order', data, ['a', 'b', 'c', 'y', 'id'], ['y', 'c', 'a', 'gone', 'id'], ['c', 'a']],
    [
      'in the file’s order without the columns that have a role',
      data,
      ['t', 'b', 'id', 'y', 'a', 'g'],
      null,
      ['b', 'a'],
    ],
  ])('stand %s', (_, config, inFile, inContract, expected) => {
    expect(resolveFeatures(config, inFile, inContract)).toEqual(expected);
  });
});

describe('the baseline', () => {
  const context = (written: string) => {
    const from = { kind: 'file' as const, path: { written, absolute: join(folder, written) } };
    return stageContext(folder, { model: { baseline: { from, whenAbsent: 'absolute-only' } } });
  };
  const noForge = () => Promise.reject(new Error('the forge was asked'));

  it('from a file is hashed, and the forge is not asked', async () => {
    file('old.onnx', 'bytes');
    expect(await resolveBaseline(context('old.onnx'), noForge)).toMatchObject({
      release: null,
      source: 'file:old.onnx',
      digest: 'sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9',
      sizeBytes: 5,
    });
  });

  it('that MLflow wrote is run by its ONNX file', async () => {
    const baseline = await resolveBaseline(context('ml-onnx'), noForge);
    expect(baseline?.modelPath).toBe(join(folder, 'ml-onnx/model.onnx'));
  });

  it('that is not there is unreadable, never absent', async () => {
    await expect(resolveBaseline(context('gone.onnx'), noForge)).rejects.toMatchObject({
      code: 'unreadable',
      message: 'baseline.from: file:gone.onnx: there is no such file',
    });
  });

  it('from a release is what the forge says, absence and errors included', async () => {
    expect(await resolveBaseline(stageContext(folder), () => Promise.resolve(null))).toBeNull();
    await expect(resolveBaseline(stageContext(folder), noForge)).rejects.toThrow('the forge was asked');
  });
});
