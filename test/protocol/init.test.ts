import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type InitRecord, initRecordSchema } from '../../src/records/init.ts';
import { loadOfficialParser, type OfficialParser } from '../architecture/expressions/official-parser.ts';
import { type Files, write } from '../fixtures/git/scratch.ts';
import { customers, DVC, JOBLIB, MLFLOW, MONOREPO } from '../fixtures/init/shapes.ts';
import { type Bundle, buildBundle, type Ended, gitRepository, PROJECT, preload, run } from './bundle.ts';

let bundle: Bundle;
let parser: OfficialParser;

beforeAll(async () => {
  bundle = await buildBundle();
  parser = await loadOfficialParser();
});
afterAll(() => bundle.remove());

const WORKFLOW = '.github/workflows/modelyard.yml';

async function repository(files: Files): Promise<string> {
  const folder = bundle.folder();
  write(folder, files);
  await gitRepository(folder);
  return folder;
}

function modelyard(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd });
}

async function init(cwd: string, ...args: readonly string[]): Promise<InitRecord> {
  const { code, stdout, stderr } = await modelyard(cwd, 'init', '--json', ...args);
  expect(code, stderr).toBe(0);
  return initRecordSchema.parse(JSON.parse(stdout));
}

const text = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');
const modelOf = (folder: string, name: string) => parse(text(folder, 'modelyard.yml')).models[name];
const actions = ({ files }: InitRecord) =>
  Object.fromEntries(files.map(({ path, action }) => [path, action]));

/** What a workflow of this repository must be, whatever it was made for. */
function expectSound(workflow: string): void {
  expect(parser.workflowErrors(workflow)).toEqual([]);
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: { run?: string; uses?: string }[] }> };
  for (const { steps } of Object.values(jobs))
    for (const { run: script = '', uses } of steps) {
      expect(script).not.toContain(['$', '{{'].join(''));
      if (uses !== undefined) expect(uses).toMatch(/^modelyard\/modelyard|@[0-9a-f]{40}$/);
    }
}

async function expectFirstRun(folder: string): Promise<void> {
  const { code, stderr } = await modelyard(folder, 'run');
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('may become the first release');
}

describe('the quickstart without its modelyard.yml', () => {
  let folder: string;
  let record: InitRecord;
  beforeAll(async () => {
    folder = bundle.folder();
    cpSync(join(PROJECT, 'examples', 'quickstart'), folder, {
      recursive: true,
      filter: (source) => !/[\\/](\.modelyard|out|deployed|modelyard\.yml)$/.test(source),
    });
    await gitRepository(folder);
    record = await init(folder);
  });

  it('gets what the example says', () => {
    const written = modelOf(folder, 'visits');
    const example = parse(text(join(PROJECT, 'examples', 'quickstart'), 'modelyard.yml')).models.visits;
    const { features, ...data } = written.data;
    const { checks: _, ...usual } = example.data;
    expect(data).toEqual(usual);
    expect(features).toHaveLength(13);
    expect(written.train).toEqual({ run: 'node train.mjs', params: 'params.json', model: 'out/visits.onnx' });
    expect(Object.keys(written.gates)).toEqual(['roc_auc', 'log_loss']);
  });

  it('explains every line', () => {
    const lines = text(folder, 'modelyard.yml').split('\n');
    const keys = lines.filter((line) => /^ {4,}\S+: \S/.test(line));
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(lines[lines.indexOf(key) - 1], key).toMatch(/^ +# \S/);
    for (const { because } of record.lines) expect(because).not.toBe('');
  });

  it('runs, without an edit', () => expectFirstRun(folder));

  it('has a workflow that releases and deploys nothing', () => {
    const workflow = text(folder, WORKFLOW);
    expectSound(workflow);
    expect(workflow).not.toContain('actions/deploy');
    expect(parse(workflow).jobs.ship.permissions).toEqual({ contents: 'write' });
  });

  it('is as it was after a second run', async () => {
    const before = [text(folder, 'modelyard.yml'), text(folder, WORKFLOW), text(folder, '.gitignore')];
    const again = await init(folder);
    expect(actions(again)).toEqual({ '.gitignore': 'kept', [WORKFLOW]: 'kept', 'modelyard.yml': 'kept' });
    expect([text(folder, 'modelyard.yml'), text(folder, WORKFLOW), text(folder, '.gitignore')]).toEqual(
      before,
    );
  });
});

describe('what it finds', () => {
  it('scikit-learn and joblib: judged by the numbers that training tells', async () => {
    const folder = await repository(JOBLIB);
    const record = await init(folder, '--name', 'churn');
    expect(record.framework).toBe('scikit-learn');
    expect(modelOf(folder, 'churn')).toEqual({
      task: 'binary',
      data: {
        train: 'data/train.csv',
        evaluation: 'data/test.csv',
        target: 'churned',
        positive: true,
        id: 'customer_id',
        time: 'signup_date',
        features: ['tenure', 'spend'],
      },
      train: { run: 'python train.py', model: 'model.joblib', metrics: 'metrics.json' },
      evaluate: { metrics: ['roc_auc', 'accuracy'] },
      gates: { roc_auc: { max_worse: 0.01, on: 'point' } },
    });
    expect(text(folder, '.gitignore')).toContain('.modelyard/\n/model.joblib\n/metrics.json\n');
    const workflow = text(folder, WORKFLOW);
    expectSound(workflow);
    expect(workflow.match(/python-version-file: "\.python-version"/g)).toHaveLength(2);
    expect(workflow.match(/pip install -r requirements\.txt/g)).toHaveLength(2);
  });

  it('a DVC pipeline: its stage, its inputs, its metrics; and the first run passes', async () => {
    const folder = await repository(DVC);
    const record = await init(folder);
    expect(modelOf(folder, 'churn')).toMatchObject({
      data: { train: 'data/prepared/train.csv', evaluation: 'data/prepared/test.csv', target: 'churned' },
      train: {
        run: 'node src/train.mjs',
        params: 'params.yaml',
        inputs: ['src/train.mjs', 'data/prepared'],
        model: 'models/churn.pkl',
        metrics: 'metrics.json',
      },
      evaluate: { metrics: ['roc_auc', 'log_loss'] },
    });
    const workflow = text(folder, WORKFLOW);
    expectSound(workflow);
    expect(workflow).toContain('- run: dvc pull data/prepared/train.csv data/prepared/test.csv');
    expect(workflow).toContain("pip install 'dvc[s3]'");
    expect(record.notes.join()).toContain('s3://bucket/path needs credentials');
    expect(text(folder, '.gitignore')).toBe(
      '/data\n/models\n# what training and Modelyard write\n.modelyard/\n',
    );
    await expectFirstRun(folder);
  });

  it('an MLflow project: its entry point with its defaults, conda, a regression', async () => {
    const folder = await repository(MLFLOW);
    const record = await init(folder);
    expect(modelOf(folder, 'wine-quality')).toMatchObject({
      task: 'regression',
      data: { train: 'data/train.csv', evaluation: 'data/holdout.csv', target: 'quality' },
      train: { run: 'python train.py data/train.csv --alpha 0.5', model: 'out/wine.onnx' },
      gates: { rmse: { max_worse: '1%' }, mae: { max_worse: '1%' } },
    });
    expectSound(text(folder, WORKFLOW));
    expect(text(folder, WORKFLOW)).toContain('env create --quiet --file conda.yaml');
    expect(text(folder, '.gitignore')).toContain('/mlruns/');
    expect(record.framework).toBe('scikit-learn');
  });

  it('XGBoost in a folder of a monorepo: parts, predictions, uv at the top', async () => {
    const top = await repository(MONOREPO);
    const folder = join(top, 'models/churn');
    const record = await init(folder, '--branch', 'release/1+');
    expect(modelOf(folder, 'churn')).toMatchObject({
      data: {
        train: 'data/train/part-*.csv',
        evaluation: 'data/test/part-0.csv',
        features: ['tenure', 'signup_date'],
      },
      train: { run: 'uv run python src/train.py', model: 'out/churn.ubj', predictions: 'out/scores.csv' },
    });
    const workflow = text(top, '.github/workflows/modelyard-churn.yml');
    expectSound(workflow);
    expect(parse(workflow)).toMatchObject({
      name: 'modelyard churn',
      on: { push: { branches: ['release/1\\+'] } },
    });
    expect(workflow.match(/config: "models\/churn\/modelyard\.yml"/g)).toHaveLength(3);
    expect(workflow).toContain('python-version-file: "pyproject.toml"');
    expect(record.notes.join()).toContain('WANDB_API_KEY');
    expect(existsSync(join(top, '.gitignore'))).toBe(false);
  });
});

describe('what it does not know', () => {
  it('is told at once, with the options that answer it, and nothing is written', async () => {
    const folder = await repository({
      'data/customers.csv': 'a,b\n1,2\n',
      'train.py': 'joblib.dump(m, "m.joblib")\n',
    });
    const { code, stdout, stderr } = await modelyard(folder, 'init');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const option of ['--train-data', '--evaluation-data', '--metrics-file'])
      expect(stderr).toContain(option);
    expect(stderr).toContain('Split the data once');
    expect(readdirSync(folder).sort()).toEqual(['.git', 'data', 'train.py']);
  });

  it.each<[string, Files, string]>([
    [
      'no label to judge by',
      { 'data/test.csv': 'customer_id,tenure\n1,2\n' },
      '--evaluation-data  data/test.csv has no column churned',
    ],
    [
      'a script that needs arguments',
      { 'train.py': 'p.add_argument("--data", required=True)\njoblib.dump(m, "m.joblib")' },
      '--run           train.py does not start without --data',
    ],
    [
      'metrics that are no numbers',
      { 'metrics.json': '{"roc_auc": {"test": 1}}' },
      '--metrics-file  metrics.json: roc_auc is a map',
    ],
    [
      'metrics under other names',
      { 'metrics.json': '{"auc": 1}' },
      '--metric  metrics.json tells nothing under a known name; of a binary task there are roc_auc',
    ],
    [
      'two targets',
      { 'train.py': `${JOBLIB['train.py']}\nTARGET = "plan"\n` },
      '--target  train.py speaks of several targets: plan, churned',
    ],
  ])('%s', async (_what, files, message) => {
    const folder = await repository({ ...JOBLIB, ...files });
    const { code, stderr } = await modelyard(folder, 'init', '--dry-run');
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each<[string, string[], string]>([
    ['a column', ['--target', 'churn'], 'there is no such column in both files; did you mean churned?'],
    ['a task', ['--task', 'ranking'], '--task ranking: expected binary, multiclass, regression'],
    ['a class', ['--positive', 'yes'], '--positive yes: churned holds'],
    [
      'data',
      ['--train-data', 'x.csv', '--evaluation-data', 'data/test.csv'],
      '--train-data x.csv: no such file',
    ],
    ['a name', ['--name', 'My Model'], '--name My Model: a model is named with'],
    ['a branch', ['--branch', 'a b'], '--branch a b: git allows no branch of this name'],
    ['a text to print', ['--print', 'all'], '--print all: expected config or workflow'],
    ['an option of other commands', ['--config', 'x'], 'modelyard init has no option --config'],
  ])('%s that is not there is exit 2', async (_what, args, message) => {
    const { code, stderr } = await modelyard(await repository(JOBLIB), 'init', ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('outside a repository says what to do', async () => {
    const { code, stderr } = await modelyard(bundle.folder(), 'init');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('this is not a git repository'),
    });
  });
});

describe('data that are named', () => {
  const TRAINER: Files = {
    'all.csv': customers(1000, 90),
    'train.mjs': `import { writeFileSync } from 'node:fs';
const TARGET = 'churned';
writeFileSync('model.pkl', 'm');
writeFileSync('metrics.json', JSON.stringify({ roc_auc: 0.8 }));
`,
  };

  it('one file for both is taken where training tells its own numbers, and the first run passes', async () => {
    const folder = await repository(TRAINER);
    const { notes } = await init(folder, '--train-data', 'all.csv', '--evaluation-data', 'all.csv');
    expect(notes).toEqual([]);
    await expectFirstRun(folder);
  });

  it('one file for both is refused where rows judge', async () => {
    const folder = await repository({
      ...TRAINER,
      'train.mjs': "const TARGET = 'churned'; write('m.onnx');",
    });
    const { code, stderr } = await modelyard(
      folder,
      'init',
      '--train-data',
      'all.csv',
      '--evaluation-data',
      'all.csv',
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('what a model has seen cannot judge it'),
    });
  });

  it('the other is found by its name, wherever it lies', async () => {
    const folder = await repository({ ...TRAINER, 'raw/holdout.csv': customers(5000, 60) });
    await init(folder, '--train-data', 'all.csv', '--name', 'churn');
    expect(modelOf(folder, 'churn').data).toMatchObject({ train: 'all.csv', evaluation: 'raw/holdout.csv' });
  });

  it('what DVC holds and is not here is to be pulled, or described', async () => {
    const pointer = 'outs:\n- md5: x\n  path: x\n';
    const folder = await repository({
      ...TRAINER,
      'data/train.csv.dvc': pointer,
      'data/test.csv.dvc': pointer,
    });
    const { code, stderr } = await modelyard(folder, 'init');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Run dvc pull first') });
    await init(folder, '--task', 'binary', '--positive', 'true', '--name', 'churn');
    expect(modelOf(folder, 'churn').data).toEqual({
      train: 'data/train.csv',
      evaluation: 'data/test.csv',
      target: 'churned',
      positive: true,
    });
    expect(text(folder, WORKFLOW)).toContain('- run: dvc pull data/train.csv data/test.csv');
    const whole = await repository({ ...JOBLIB, 'data/train.csv': '', 'more.dvc': pointer });
    rmSync(join(whole, 'data'), { recursive: true });
    expect((await modelyard(whole, 'init')).stderr).toContain('DVC holds more: run dvc pull first.');
  });
});

describe('what is there already', () => {
  it('stays: a config, a workflow under another name', async () => {
    const config =
      'version: 1\nmodels:\n  a:\n    task: regression\n    data: {train: data/train.csv, evaluation: data/test.csv, target: tenure}\n    train: {run: node a.mjs, metrics: out/m.json}\n    deploy: {staging: {target: {kind: command, run: ./d.sh}}}\n';
    const folder = await repository({ ...JOBLIB, 'modelyard.yml': config, '.gitignore': 'out\r\n' });
    const record = await init(folder);
    expect(actions(record)).toEqual({
      '.gitignore': 'appended',
      [WORKFLOW]: 'written',
      'modelyard.yml': 'kept',
    });
    expect(text(folder, 'modelyard.yml')).toBe(config);
    expect(text(folder, '.gitignore')).toBe('out\r\n# what training and Modelyard write\r\n.modelyard/\r\n');
    const workflow = text(folder, WORKFLOW);
    expectSound(workflow);
    expect(workflow).toContain('with: { environment: "staging" }');
    writeFileSync(join(folder, '.github/workflows/ml.yml'), workflow);
    rmSync(join(folder, WORKFLOW));
    expect(actions(await init(folder))).toMatchObject({ '.github/workflows/ml.yml': 'kept' });
  });

  it('is no reason not to show what would be written', async () => {
    const folder = await repository({ ...JOBLIB, 'modelyard.yml': 'version: 1\n' });
    const { code, stdout } = await modelyard(folder, 'init', '--print', 'config', '--target', 'churned');
    expect(code).toBe(0);
    expect(parse(stdout).models).toBeTypeOf('object');
    expect(text(folder, 'modelyard.yml')).toBe('version: 1\n');
    expect(existsSync(join(folder, '.github'))).toBe(false);
  });

  it('is left alone where it leads out of the repository', async () => {
    const folder = await repository(JOBLIB);
    const outside = bundle.folder();
    symlinkSync(outside, join(folder, '.github'));
    symlinkSync(join(outside, 'ignore'), join(folder, '.gitignore'));
    writeFileSync(join(outside, 'ignore'), '');
    const record = await init(folder);
    expect(actions(record)).toMatchObject({ '.gitignore': 'skipped', 'modelyard.yml': 'written' });
    expect(readdirSync(outside)).toEqual(['ignore']);
    expect(text(outside, 'ignore')).toBe('');
  });
});

describe('names with bad intent', () => {
  const expression = ['$', '{{ github.token }}'].join('');

  it('are data in modelyard.yml, and no part of a workflow', async () => {
    const odd = `it's "${expression}" # x`;
    const folder = await repository({
      [`data/train ${odd}.csv`]: JOBLIB['data/train.csv'] ?? '',
      [`data/test ${odd}.csv`]: JOBLIB['data/test.csv'] ?? '',
      'data/train\nx.csv': 'a\n',
      'train.py': `TARGET = 'churned'\nonnx = os.environ['MODELYARD_OUTPUT_MODEL']\n`,
    });
    await init(folder, '--name', 'odd', '--run', `true "${expression}"`);
    const { data, train } = modelOf(folder, 'odd');
    expect(data).toMatchObject({ train: `data/train ${odd}.csv`, evaluation: `data/test ${odd}.csv` });
    expect(train.run).toBe(`true "${expression}"`);
    expect(text(folder, WORKFLOW)).not.toContain('github.token');
    expectSound(text(folder, WORKFLOW));
    expect((await modelyard(folder, 'status')).code).toBe(0);
  });

  it('no workflow is written where one would hold them', async () => {
    const top = await repository({ [`${expression}/x.md`]: 'x' });
    const folder = join(top, expression);
    write(folder, JOBLIB);
    const { files } = await init(folder);
    expect(files.find(({ path }) => path.includes('workflows'))).toMatchObject({
      action: 'skipped',
      reason: expect.stringContaining('rename it'),
    });
  });
});

describe('killed half-way', () => {
  /** Kills the process before its k-th file gets its name. */
  const killer = (k: number) => `
    const fs = require('node:fs/promises');
    let calls = 0;
    for (const name of ['link', 'rename']) {
      const real = fs[name];
      fs[name] = async (...args) => { if (++calls === ${k}) process.kill(process.pid, 'SIGKILL'); return real(...args); };
    }
    require('node:module').syncBuiltinESMExports();`;

  it.each([1, 2, 3])('before file %i: whole files or none, and the second run completes', async (k) => {
    const whole = await repository(JOBLIB);
    await init(whole, '--name', 'churn');
    const folder = await repository(JOBLIB);
    const hook = join(bundle.folder(), 'kill.cjs');
    writeFileSync(hook, killer(k));
    const args = [bundle.main, 'init', '--name', 'churn'];
    const { code } = await run(process.execPath, args, { cwd: folder, env: preload(hook) });
    expect(code).toBeNull();
    const files = ['.gitignore', WORKFLOW, 'modelyard.yml'];
    const there = files.filter((file) => existsSync(join(folder, file)));
    expect(there).toEqual(files.slice(0, k - 1));
    for (const file of there) expect(text(folder, file)).toBe(text(whole, file));
    await init(folder, '--name', 'churn');
    for (const file of files) expect(text(folder, file)).toBe(text(whole, file));
  });

  it('what cannot be written leaves nothing', async () => {
    const folder = await repository({ ...JOBLIB, '.github': 'a file' });
    mkdirSync(join(folder, 'x'));
    const record = await init(folder);
    expect(actions(record)).toMatchObject({ [WORKFLOW]: 'skipped', 'modelyard.yml': 'written' });
  });
});
