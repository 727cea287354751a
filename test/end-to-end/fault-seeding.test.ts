import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { copyProject, type QuickstartProject, quickstartProject } from './quickstart-project.ts';

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
    for (const said of ['wrong way', 'must change something', 'stand there twice', 'alone tells', '⛔'])
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
