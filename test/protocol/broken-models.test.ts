import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/records/run.ts';
import {
  classifierModel,
  externalTensor,
  linearClassifier,
  model,
  node,
  tensorSequence,
  valueInfo,
} from '../fixtures/onnx/build-model.ts';
import { type Bundle, buildBundle, type Ended, gitRepository, run } from './bundle.ts';

const GOOD = classifierModel({ classes: ['no', 'yes'], columns: 2 });
const X = valueInfo('x', 'float32', ['n', 2]);
const SCORES = valueInfo('scores', 'float32', ['n', 2]);
const { nodes: CLASSIFIER } = linearClassifier({ classes: ['no', 'yes'], columns: 2 });
const identity = (output: Uint8Array) =>
  model({ nodes: [node('Identity', [['x'], ['scores']])], inputs: [X], outputs: [output] });

const PROBABILITIES = model({
  nodes: [node('Sigmoid', [['x'], ['scores']])],
  inputs: [X],
  outputs: [SCORES],
});

/** 0 / 0 for every score. */
const NOT_A_NUMBER = model({
  nodes: [node('Sub', [['x', 'x'], ['zero']]), node('Div', [['zero', 'zero'], ['scores']])],
  inputs: [X],
  outputs: [SCORES],
});

/** Probabilities, and what a regulariser left beside them. */
const TWO_SCORES = model({
  nodes: [node('Softmax', [['x'], ['scores']]), node('Neg', [['x'], ['other']])],
  inputs: [X],
  outputs: [SCORES, valueInfo('other', 'float32', ['n', 2])],
});

interface Broken {
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  readonly says: RegExp;
  readonly task?: 'multiclass' | 'regression';
  /** Lines of `data:` beside those of every case. */
  readonly data?: string;
  readonly evaluate?: string;
}

const one = (bytes: Uint8Array | string, says: RegExp, more: Partial<Broken> = {}): Broken => ({
  files: { 'model.onnx': bytes },
  says,
  ...more,
});
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const external = (location: string) =>
  model({
    nodes: [node('MatMul', [['x', 'w'], ['scores']])],
    inputs: [X],
    outputs: [SCORES],
    constants: [externalTensor('w', [2, 2], location)],
  });
const CLASSES = 'classes: ["no", "yes"]';

/** Each is exit code 2: a message that says what is wrong, and no number. */
const REFUSED: Readonly<Record<string, Broken>> = {
  empty: one('', /wrote an empty out\/empty\/model\.onnx \(train\.model\)/),
  'cut-short': one(GOOD.slice(0, GOOD.length / 2), /is cut short: it has \d+ bytes and announces \d+/),
  'lfs-pointer': one(
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n',
    /is a Git LFS pointer, not the model itself/,
  ),
  text: one('the model will be here soon\n', /is a text file/),
  pickle: one(latin1('\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x07sklearn'), /is a Python pickle/),
  zeros: one(new Uint8Array(4096), /is no ONNX model, or it is damaged/),
  'future-ir': one(
    model({ irVersion: 99, nodes: CLASSIFIER, inputs: [X], outputs: [SCORES] }),
    /ONNX IR version 99; onnxruntime \d+\.\d+\.\d+ reads up to \d+/,
  ),
  'future-opset': one(
    model({ opsets: { '': 99, 'ai.onnx.ml': 3 }, nodes: CLASSIFIER, inputs: [X], outputs: [SCORES] }),
    /uses opset 99 of ai\.onnx; onnxruntime \d+\.\d+\.\d+ knows up to \d+/,
  ),
  'custom-operator': one(
    model({
      opsets: { '': 15, 'com.example': 1 },
      nodes: [node('Magic', [['x'], ['scores']], { domain: 'com.example' })],
      inputs: [X],
      outputs: [SCORES],
    }),
    /uses the custom operator .*Magic/,
  ),
  'external-missing': one(external('weights.bin'), /keeps weights in "weights\.bin", which is not there/),
  'external-outside': one(
    external('../weights.bin'),
    /keeps weights in "\.\.\/weights\.bin", outside its own folder/,
  ),
  'external-short': {
    files: { 'model.onnx': external('weights.bin'), 'weights.bin': new Uint8Array(3) },
    says: /keeps weights in a file that is shorter than it says/,
    data: CLASSES,
  },
  'folder-without-graph': {
    files: { 'notes.txt': 'none' },
    says: /a model that cannot be run here \(it is not ONNX\), and nothing else tells how good it is/,
  },
  'folder-with-two': {
    files: { 'a.onnx': GOOD, 'b.onnx': GOOD },
    says: /holds several ONNX files: a\.onnx, b\.onnx/,
  },
  'three-columns': one(
    classifierModel({ classes: ['no', 'yes'], columns: 3 }),
    /takes 3 columns; there are 2 feature columns: a, b/,
  ),
  'unknown-input': one(
    model({
      nodes: [node('Add', [['a', 'income'], ['scores']])],
      inputs: [valueInfo('a', 'float32', ['n', 1]), valueInfo('income', 'float32', ['n', 1])],
      outputs: [SCORES],
    }),
    /the model's input income has no column; the feature columns are a, b/,
    { data: CLASSES },
  ),
  'three-classes': one(
    classifierModel({ classes: ['maybe', 'no', 'yes'], columns: 2 }),
    /has 3 columns, and its classes are maybe, no, yes \(3\).*task binary/,
  ),
  'class-missing': one(
    classifierModel({ classes: ['no', 'perhaps'], columns: 2 }),
    /the candidate has the classes no, perhaps; a binary task needs two, one of them yes/,
  ),
  'class-missing-of-three': one(
    classifierModel({ classes: ['no', 'perhaps', 'never'], columns: 2 }),
    /the model knows no class "yes"; its classes are no, perhaps, never/,
    { task: 'multiclass' },
  ),
  'classes-unknown': one(PROBABILITIES, /does not say which classes output scores speaks of/),
  'classes-contradicted': one(GOOD, /data\.classes says yes, no; the model itself says no, yes/, {
    data: 'classes: ["yes", "no"]',
  }),
  logits: one(identity(SCORES), /which is no probability; are these logits\?/, { data: CLASSES }),
  'one-row-for-all': one(
    model({
      nodes: [node('ReduceMean', [['x'], ['scores']], { attributes: { axes: { ints: [0] } } })],
      inputs: [X],
      outputs: [valueInfo('scores', 'float32', null)],
    }),
    /has the shape \[1, 2\] for \d+ rows; it must have one row per row/,
    { data: CLASSES },
  ),
  'label-only': one(
    model({ nodes: CLASSIFIER, inputs: [X], outputs: [valueInfo('label', 'string', null)] }),
    /none of the model's outputs can be probabilities: label \(string/,
  ),
  'two-scores': one(TWO_SCORES, /more than one of the model's outputs can be probabilities/, {
    data: CLASSES,
  }),
  'no-such-output': one(
    TWO_SCORES,
    /the model has no output probability \(evaluate\.output\); its outputs are/,
    {
      data: CLASSES,
      evaluate: '{output: probability}',
    },
  ),
  'output-of-labels': one(GOOD, /output label of the model holds string \(evaluate\.output\)/, {
    evaluate: '{output: label}',
  }),
  'sequence-output': one(
    model({
      nodes: [node('SequenceConstruct', [['x'], ['list']])],
      inputs: [X],
      outputs: [tensorSequence('list')],
    }),
    /output list is a sequence or a map, which cannot be read here/,
  ),
  'text-input': one(
    model({
      nodes: [node('Identity', [['a'], ['scores']])],
      inputs: [valueInfo('a', 'string', ['n', 1])],
      outputs: [valueInfo('scores', 'string', ['n', 1])],
    }),
    /column a is read as number/,
  ),
  'two-values': one(
    identity(SCORES),
    /output scores of the model has 2 columns; regression needs one number/,
    {
      task: 'regression',
    },
  ),
};

/** Each is a verdict that says no: the model runs, and what it says is no number. */
const FAILED: Readonly<Record<string, Omit<Broken, 'says'>>> = {
  'nan-scores': { files: { 'model.onnx': NOT_A_NUMBER }, data: CLASSES },
  'nan-scores-of-many': { files: { 'model.onnx': NOT_A_NUMBER }, data: CLASSES, task: 'multiclass' },
  'nan-values': {
    files: {
      'model.onnx': model({
        nodes: [
          node('Sub', [['x', 'x'], ['zero']]),
          node('Div', [['zero', 'zero'], ['nan']]),
          node('ReduceMean', [['nan'], ['scores']], { attributes: { axes: { ints: [1] } } }),
        ],
        inputs: [X],
        outputs: [valueInfo('scores', 'float32', ['n', 1])],
      }),
    },
    task: 'regression',
  },
};

const METRIC = { binary: 'roc_auc', multiclass: 'accuracy', regression: 'rmse' } as const;

function modelText(name: string, { files, task, data, evaluate = '{}' }: Omit<Broken, 'says'>): string {
  const output = Object.keys(files).join() === 'model.onnx' ? `out/${name}/model.onnx` : `out/${name}`;
  const limit = task === 'regression' ? 'max: 1e9' : 'min: 0';
  return `
  ${name}:
    task: ${task ?? 'binary'}
    data:
      train: train.csv
      evaluation: evaluation.csv
      target: ${task === 'regression' ? 'value' : 'y'}
      id: id
      checks: {overlap_rows: off}
      features: [a, b]
      ${task === undefined ? 'positive: "yes"' : ''}
      ${data ?? ''}
    train: {run: mkdir -p out && cp -R models/${name} out/, model: ${output}}
    evaluate: ${evaluate}
    gates: {${METRIC[task ?? 'binary']}: {${limit}}}`;
}

function rows(prefix: string): string {
  const lines = Array.from(
    { length: 200 },
    (_, row) =>
      `${prefix}${row},${(row * 37) % 101}.5,${(row * 53) % 89}.25,${row % 3 === 0 ? 'yes' : 'no'},${row}`,
  );
  return `id,a,b,y,value\n${lines.join('\n')}\n`;
}

async function runAll(folder: string, cases: Readonly<Record<string, Omit<Broken, 'says'>>>): Promise<Ended> {
  const entries = Object.entries(cases);
  for (const [name, { files }] of entries) {
    for (const [file, bytes] of Object.entries(files)) {
      const path = join(folder, 'models', name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
  }
  for (const name of ['train', 'evaluation']) writeFileSync(join(folder, `${name}.csv`), rows(name));
  writeFileSync(join(folder, '.gitignore'), 'out/\n.modelyard/\n');
  const text = entries.map(([name, broken]) => modelText(name, broken)).join('');
  writeFileSync(join(folder, 'modelyard.yml'), `version: 1\nmodels:${text}\n`);
  await gitRepository(folder);
  return run(process.execPath, [bundle.main, 'run', '--json'], { cwd: folder });
}

/** What `run --json` prints for a model that could not be judged. */
interface Refusal {
  readonly model: string;
  readonly verdict: null;
  readonly exitCode: number;
  readonly error: { readonly code: string; readonly message: string };
}

let bundle: Bundle;
let ended: Ended;
let answers: ReadonlyMap<string, RunRecord | Refusal>;

beforeAll(async () => {
  bundle = await buildBundle();
  ended = await runAll(bundle.folder(), { ...REFUSED, ...FAILED });
  const all: readonly (RunRecord | Refusal)[] = JSON.parse(ended.stdout);
  answers = new Map(all.map((answer) => [answer.model, answer]));
});
afterAll(() => bundle?.remove());

it('the worst exit code is that of wrong input; nobody is shown a stack trace', () => {
  expect(ended.code, ended.stderr).toBe(2);
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(answers.size).toBe(Object.keys({ ...REFUSED, ...FAILED }).length);
});

describe('a model that cannot be run is refused, and the message says why', () => {
  it.each(Object.entries(REFUSED))('%s', (name, { says }) => {
    const answer = answers.get(name) as Refusal;
    expect(answer).toMatchObject({ verdict: null, exitCode: 2, error: { code: 'input' } });
    expect(answer.error.message).toMatch(says);
    expect(ended.stderr).toContain(`error: ${name}: ${answer.error.message}\nhint: `);
  });
});

describe('a model whose scores are no numbers fails, and no number is told', () => {
  it.each(Object.keys(FAILED))('%s', (name) => {
    const { verdict, stages } = answers.get(name) as RunRecord;
    expect(verdict).toBe('fail');
    const metrics = stages.evaluate?.metrics ?? [];
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.map((row) => row.candidate)).toEqual(metrics.map(() => null));
  });
});
