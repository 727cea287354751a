import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Files, write } from '../fixtures/git/scratch.ts';
import { customers, DVC, JOBLIB, MLFLOW, MONOREPO } from '../fixtures/init/shapes.ts';
import { type Bundle, buildBundle, type Ended, gitRepository, PROJECT, run } from '../protocol/bundle.ts';
import { addPython, python, pythonPath } from './python.ts';

const VARIABLE = 'MODELYARD_TEST_ACTIONLINT';

/** The linter of workflows. Throws without one: a suite that cannot run has failed. */
function actionlintPath(): string {
  const path = process.env[VARIABLE];
  if (path !== undefined && path !== '') return path;
  throw new Error(`${VARIABLE} is not set: it must name actionlint. bash .ci/run makes one.`);
}

let bundle: Bundle;
let path: string;

beforeAll(async () => {
  actionlintPath();
  pythonPath();
  bundle = await buildBundle();
  const bin = bundle.folder();
  addPython(bin);
  path = [bin, process.env.PATH].join(delimiter);
});
afterAll(() => bundle?.remove());

async function repository(files: Files): Promise<string> {
  const folder = bundle.folder();
  write(folder, files);
  await gitRepository(folder);
  return folder;
}

function modelyard(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return run(process.execPath, [bundle.main, ...args], { cwd, env: { PATH: path } });
}

async function expectSuccess(ended: Promise<Ended>): Promise<Ended> {
  const done = await ended;
  expect(done.code, `${done.stdout}${done.stderr}`).toBe(0);
  return done;
}

async function expectLinted(file: string): Promise<void> {
  await expectSuccess(run(actionlintPath(), ['-no-color', '-shellcheck=', file]));
}

describe('repositories that train with Python run without an edit', () => {
  it('examples/sklearn: init gets what the example says', async () => {
    const top = bundle.folder();
    for (const name of ['sklearn', 'quickstart'])
      cpSync(join(PROJECT, 'examples', name), join(top, name), {
        recursive: true,
        filter: (source) =>
          !/[\\/](\.modelyard|out|deployed|__pycache__|\.venv|[^\\/]*\.parquet)$/.test(source) &&
          source !== join(PROJECT, 'examples', 'sklearn', 'modelyard.yml'),
      });
    const folder = join(top, 'sklearn');
    await python(['prepare.py'], { cwd: folder });
    await gitRepository(folder);
    await expectSuccess(modelyard(folder, 'init', '--prepare', 'python prepare.py'));
    const written = parse(readFileSync(join(folder, 'modelyard.yml'), 'utf8')).models.visits;
    const example = parse(readFileSync(join(PROJECT, 'examples/sklearn/modelyard.yml'), 'utf8')).models
      .visits;
    const { checks: _, ...data } = example.data;
    expect(written.data).toEqual(data);
    const { stderr } = await expectSuccess(modelyard(folder, 'run'));
    expect(stderr).toContain('visits may become the first release');
    const workflow = join(folder, '.github/workflows/modelyard.yml');
    expect(readFileSync(workflow, 'utf8').match(/run: python prepare\.py/g)).toHaveLength(2);
    await expectLinted(workflow);
  });

  it('scikit-learn with joblib and a metrics file', async () => {
    const folder = await repository(JOBLIB);
    await expectSuccess(modelyard(folder, 'init', '--name', 'churn'));
    const { stderr } = await expectSuccess(modelyard(folder, 'run'));
    expect(stderr).toContain('churn may become the first release');
  });
});

const TABLES: Files = { 'data/train.csv': customers(1000, 60), 'data/test.csv': customers(5000, 60) };

const PACKAGE: Files = {
  ...TABLES,
  'package.json': '{"scripts":{"train":"node train.mjs"},"engines":{"node":">=20"}}',
  'package-lock.json': '{}',
  'train.mjs': 'const TARGET = "churned"; write("out/a.onnx");',
  '.gitattributes': '*.csv filter=lfs diff=lfs merge=lfs -text\n',
};

describe('actionlint finds nothing in what init writes', () => {
  it.each<[string, Files, string, string[]]>([
    ['pip', JOBLIB, '', []],
    ['DVC', DVC, '', []],
    ['conda', MLFLOW, '', []],
    ['uv in a monorepo', MONOREPO, 'models/churn', ['--branch', '!v1+]']],
    ['npm and LFS', PACKAGE, '', []],
    ['poetry', { ...JOBLIB, 'poetry.lock': '' }, '', ['--prepare', 'dvc repro prepare && echo "a: b" # c']],
    [
      'pyproject.toml',
      { ...JOBLIB, 'requirements.txt': '', 'pyproject.toml': '[project]\nname = "a"\n' },
      '',
      [],
    ],
    [
      'nothing to install that is known',
      { ...TABLES, 'train.R': 'TARGET = "churned"; save("out/a.onnx")' },
      '',
      [],
    ],
  ])('%s', async (_what, files, below, args) => {
    const top = await repository(files);
    await expectSuccess(modelyard(join(top, below), 'init', ...args));
    const name = below === '' ? 'modelyard.yml' : 'modelyard-churn.yml';
    await expectLinted(join(top, '.github/workflows', name));
  });

  it('with an environment that is there already', async () => {
    const config = `version: 1
models:
  a:
    task: regression
    data: {train: data/train.csv, evaluation: data/test.csv, target: tenure}
    train: {run: python a.py, metrics: out/m.json}
    deploy: {"my.stage-1": {target: {kind: command, run: ./d.sh}}}
`;
    const folder = await repository({ ...JOBLIB, 'modelyard.yml': config });
    await expectSuccess(modelyard(folder, 'init'));
    await expectLinted(join(folder, '.github/workflows/modelyard.yml'));
  });
});

/** Runs a command in a terminal of its own; each answer is typed when its question is there. */
const TERMINAL = `
import json, os, pty, sys
command, answers = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen = b""
while True:
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        break
    if not chunk:
        break
    sys.stdout.buffer.write(chunk)
    seen += chunk
    if answers and answers[0][0].encode() in seen:
        os.write(fd, answers.pop(0)[1].encode() + b"\\n")
        seen = b""
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describe('in a terminal', () => {
  it('init asks for what is open, says why an answer will not do, and goes on', async () => {
    const folder = await repository({
      ...JOBLIB,
      'train.py': 'joblib.dump(m, "m.joblib")',
      'data/train.csv': odd(0),
      'data/test.csv': odd(900),
    });
    const script = join(bundle.folder(), 'terminal.py');
    writeFileSync(script, TERMINAL);
    const answers = [
      ['--target: ', 'colour'],
      ['--target: ', 'kind'],
      ['--positive: ', '2'],
      ['--metrics-file: ', 'out/m.json'],
      ['--metric: ', 'roc_auc,accuracy'],
    ];
    const command = [process.execPath, bundle.main, 'init', '--no-workflow', '--no-color'];
    const { stdout } = await python([script, JSON.stringify(command), JSON.stringify(answers)], {
      cwd: folder,
    });
    expect(stdout).toContain('no: --target colour: there is no such column in both files');
    const model = Object.values(parse(readFileSync(join(folder, 'modelyard.yml'), 'utf8')).models)[0];
    expect(model).toMatchObject({
      data: { target: 'kind', positive: 'round' },
      train: { metrics: 'out/m.json' },
      evaluate: { metrics: ['roc_auc', 'accuracy'] },
    });
    expect(existsSync(join(folder, '.github'))).toBe(false);
  });
});

function odd(first: number): string {
  const lines = Array.from(
    { length: 60 },
    (_, index) => `${first + index},${index % 3 === 0 ? 'round' : 'edgy'}`,
  );
  return ['size,kind', ...lines, ''].join('\n');
}
