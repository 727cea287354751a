import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { model, node, tensor, valueInfo } from '../fixtures/onnx/build-model.ts';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { copyProject, type QuickstartProject, quickstartProject } from './quickstart-project.ts';
import { taskProject } from './task-project.ts';

/** Mistakes that people make with data and models, each planted alone: the gate must fail, or the open part of the report must say it. */
let bundle: Bundle;
let released: QuickstartProject;

beforeAll(async () => {
  bundle = await buildBundle();
  released = await quickstartProject(bundle);
  for (const command of ['run', 'release']) {
    const { code, stderr } = await released.modelyard(command);
    if (code !== 0) throw new Error(stderr);
  }
}, 120_000);
afterAll(() => bundle.remove());

const TRAIN = 'data/train.csv';
const EVALUATION = 'data/evaluation.csv';
const GRAPH = 'trainer/graph.mjs';

interface Csv {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function read(project: QuickstartProject, file: string): Csv {
  const [header = '', ...rows] = readFileSync(project.path(file), 'utf8').trimEnd().split('\n');
  return { header: header.split(','), rows: rows.map((row) => row.split(',')) };
}

/** The label is the last column. */
function change(project: QuickstartProject, file: string, how: (csv: Csv) => Csv): void {
  const { header, rows } = how(read(project, file));
  writeFileSync(project.path(file), `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`);
}

function replaceIn(project: QuickstartProject, file: string, [old, text]: readonly [string, string]): void {
  const before = readFileSync(project.path(file), 'utf8');
  if (!before.includes(old)) throw new Error(`${file} has no ${old}`);
  writeFileSync(project.path(file), before.replace(old, text));
}

const labelled = (cells: readonly string[], label: string | undefined) => [
  ...cells.slice(0, -1),
  label ?? '',
];
const copied = ([id = '', ...cells]: readonly string[]) => [`${id}-again`, ...cells];

interface Judged {
  readonly code: number | null;
  /** What stands open, without a click. */
  readonly open: string;
}

async function judged(plant: (project: QuickstartProject) => void): Promise<Judged> {
  const project = copyProject(bundle, released);
  plant(project);
  await project.git('commit', '-q', '-a', '-m', 'another candidate');
  const { code, stderr } = await project.modelyard('run');
  expect(code, stderr).toBeLessThan(2);
  const report = readFileSync(project.path('.modelyard/visits/report.md'), 'utf8');
  return { code, open: report.slice(0, report.indexOf('<details>')) };
}

describe('a candidate without a fault', () => {
  it('passes, and is warned of nothing that the faults are warned of', async () => {
    const { code, open } = await judged((project) =>
      change(project, TRAIN, ({ header, rows }) => ({ header, rows: rows.slice(0, -30) })),
    );
    expect(code).toBe(0);
    for (const said of [
      'wrong way',
      'must change something',
      'stand there twice',
      'alone tells',
      'another label',
      '⛔',
    ])
      expect(open).not.toContain(said);
  });
});

describe('a fault is noticed', () => {
  it('two classes swapped in the labels', async () => {
    const { code, open } = await judged((project) =>
      change(project, TRAIN, ({ header, rows }) => ({
        header,
        rows: rows.map((cells) => labelled(cells, cells.at(-1) === 'yes' ? 'no' : 'yes')),
      })),
    );
    expect(code).toBe(1);
    expect(open).toContain('visits must not replace v1.0.0');
    expect(open).toContain('Are two classes swapped');
  });

  it('two classes swapped in the model', async () => {
    const { code, open } = await judged((project) =>
      replaceIn(project, GRAPH, ["['no', 'yes']", "['yes', 'no']"]),
    );
    expect(code).toBe(1);
    expect(open).toContain('the classes come in another order: yes, no; was no, yes');
  });

  it('labels shifted by a row', async () => {
    const { code, open } = await judged((project) =>
      change(project, TRAIN, ({ header, rows }) => ({
        header,
        rows: rows.map((cells, at) => labelled(cells, rows[(at + 1) % rows.length]?.at(-1))),
      })),
    );
    // A person's rows stand beside each other, so most labels stay with their person: the loss is small, and no pass.
    expect(code).toBe(1);
    expect(open).toContain('**roc_auc**');
    expect(open).toMatch(
      /⚠️ [\d,]+ known rows of the train data have another label than before \(\d+ % of the rows/,
    );
  });

  it('labels of the evaluation rows shifted: the release itself is worse than it was', async () => {
    const { open } = await judged((project) =>
      change(project, EVALUATION, ({ header, rows }) => ({
        header,
        rows: rows.map((cells, at) => labelled(cells, rows[(at + 5) % rows.length]?.at(-1))),
      })),
    );
    expect(open).toMatch(/⚠️ [\d,]+ known rows of the evaluation data have another label than before/);
    expect(open).toMatch(/on other evaluation data, where its roc_auc was 0\.69\d; on today's it is 0\.5\d+/);
  });

  it('a class dropped from training', async () => {
    const { code, open } = await judged((project) =>
      change(project, TRAIN, ({ header, rows }) => ({
        header,
        rows: rows.filter((cells) => cells.at(-1) === 'yes'),
      })),
    );
    expect(code).toBe(1);
    expect(open).toContain('unseen_labels');
  });

  it('rows repeated, with their ids and with new ones', async () => {
    const repeat = (as: (cells: readonly string[]) => readonly string[]) => (project: QuickstartProject) =>
      change(project, TRAIN, ({ header, rows }) => ({
        header,
        rows: [...rows, ...rows.slice(0, 400).map(as)],
      }));
    const same = await judged(repeat((cells) => cells));
    expect(same.code).toBe(1);
    expect(same.open).toContain('400 of');
    const renamed = await judged(repeat(copied));
    expect(renamed.open).toContain('⚠️ 400 rows of the train data stand there twice.');
  });

  it('the label leaked into a feature', async () => {
    const { open } = await judged((project) => {
      for (const file of [TRAIN, EVALUATION])
        change(project, file, ({ header, rows }) => {
          const income = header.indexOf('income');
          const paid = (cells: readonly string[]) => (cells.at(-1) === 'yes' ? '30000' : '9000');
          return { header, rows: rows.map((cells) => cells.with(income, paid(cells))) };
        });
    });
    expect(open).toContain('⚠️ `income` alone tells the label in the train data');
  });

  it('evaluation rows used for training', async () => {
    const { code, open } = await judged((project) => {
      const { rows: evaluated } = read(project, EVALUATION);
      change(project, TRAIN, ({ header, rows }) => ({ header, rows: [...rows, ...evaluated] }));
    });
    expect(code).toBe(1);
    expect(open).toContain('no row of the training data is evaluated');
  });

  it('evaluation rows used for training under new ids and groups', async () => {
    const { code, open } = await judged((project) => {
      const { header: names, rows: evaluated } = read(project, EVALUATION);
      const [id, person] = [names.indexOf('row_id'), names.indexOf('person')];
      const renamed = evaluated.map((cells) =>
        cells.with(id, `9${cells[id]}`).with(person, `9${cells[person]}`),
      );
      change(project, TRAIN, ({ header, rows }) => ({ header, rows: [...rows, ...renamed] }));
    });
    expect(code).toBe(1);
    expect(open).toContain('no row of the training data, but for chance');
  });

  it('features given to the model in another order', async () => {
    const { code, open } = await judged((project) =>
      replaceIn(project, GRAPH, [
        'const parts = FEATURES.map',
        'const parts = [...FEATURES.slice(1), FEATURES[0]].map',
      ]),
    );
    expect(code).toBe(1);
    expect(open).toContain('visits must not replace v1.0.0');
  });
});

/** price = 2x + z out of one tensor of two columns. */
const PRICE = model({
  nodes: [node('MatMul', [['features', 'w'], ['price']])],
  inputs: [valueInfo('features', 'float32', ['n', 2])],
  outputs: [valueInfo('price', 'float32', ['n', 1])],
  constants: [tensor({ name: 'w', type: 'float32', dims: [2, 1], values: [2, 1] })],
});

function prices(prefix: string, count: number): string {
  const lines = Array.from({ length: count }, (_, row) => {
    const [x, z] = [((row * 37) % 101) / 101, ((row * 53) % 89) / 89];
    const price = 2 * x + z + ((row * 7919) % 997) / 9970;
    return [`${prefix}${row}`, x.toFixed(4), z.toFixed(4), price.toFixed(4)].join(',');
  });
  return ['id,x,z,price', ...lines, ''].join('\n');
}

const config = (features: string) => `version: 1
models:
  homes:
    task: regression
    data: {train: t.csv, evaluation: e.csv, target: price, id: id, features: ${features}, checks: {overlap_rows: off}}
    train: {run: node train.mjs, model: out/homes.onnx}
    gates: {mae: {max_worse: 0.01}}
`;

describe('the same bytes of a model that takes its columns by their place', () => {
  it('are not the same model when the config feeds it in another order', async () => {
    const project = await taskProject(bundle, {
      'modelyard.yml': config('[x, z]'),
      't.csv': prices('t', 200),
      'e.csv': prices('e', 300),
      'train.mjs': `import { copyFileSync, mkdirSync } from 'node:fs';
        mkdirSync('out', { recursive: true });
        copyFileSync('homes.onnx', 'out/homes.onnx');`,
      'homes.onnx': PRICE,
    });
    expect((await project.run()).code).toBe(0);
    expect((await project.modelyard('release')).code).toBe(0);
    const again = await project.run();
    expect(again.code).toBe(0);
    expect(again.stages.evaluate.identical).toBe(true);
    await project.commit({ 'modelyard.yml': config('[z, x]') });
    const { code, stages } = await project.run();
    expect(code).toBe(1);
    expect(stages.evaluate).toMatchObject({ identical: false, verdict: 'fail' });
    expect(stages.evaluate.notes.join()).toContain('is fed or read in another way');
    expect(stages.evaluate.signatureChanges).toEqual([
      { bump: 'major', what: 'the features come in another order: z, x; was x, z' },
    ]);
  });
});
