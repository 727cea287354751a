import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type TaskProject, taskProject } from './task-project.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await buildBundle();
});
afterAll(() => bundle.remove());

const config = (task: string, more: string) => `version: 1
models:
  m:
    task: ${task}
    data: {train: train.csv, evaluation: evaluation.csv, target: y, id: id, ${more}
    train: {run: mkdir -p out && cp given.csv out/p.csv, predictions: out/p.csv}
`;
const BINARY = `${config('binary', 'positive: 1, checks: {overlap_rows: off, constant: off}}')}
    evaluate: {metrics: [roc_auc, average_precision, precision, f1, log_loss]}
    gates: {roc_auc: {min: 0.6, on: point}}
`;
const CLASSES = `${config('multiclass', 'classes: [a, b, c, d], checks: {overlap_rows: off, constant: off, new_categories: off}}')}
    evaluate: {metrics: [accuracy, f1_macro, balanced_accuracy, roc_auc_ovr_macro, top_2_accuracy]}
    gates: {accuracy: {min: 0.5}}
`;

const csv = (head: string, lines: readonly string[]) => [head, ...lines, ''].join('\n');
const rows = (labels: readonly string[], prefix = 'e') =>
  csv(
    'id,x,y',
    labels.map((label, row) => `${prefix}${row},${row},${label}`),
  );
const scores = (values: readonly (number | string)[]) =>
  csv(
    'id,score',
    values.map((value, row) => `e${row},${value}`),
  );

/** 40 rows, of which the second half is positive. */
const HALF = Array.from({ length: 40 }, (_, row) => (row < 20 ? '0' : '1'));
const RISING = HALF.map((_, row) => (row + 0.5) / 40);

describe('rows at the edge of what a metric is', () => {
  let project: TaskProject;
  beforeAll(async () => {
    project = await taskProject(bundle, {
      'modelyard.yml': BINARY,
      'train.csv': rows(HALF, 't'),
      'evaluation.csv': rows(HALF),
      'given.csv': scores(RISING),
    });
  });

  const judge = async (files: Readonly<Record<string, string>>) => {
    await project.commit({
      'modelyard.yml': BINARY,
      'evaluation.csv': rows(HALF),
      note: `${Math.random()}`,
      ...files,
    });
    const { code, stages } = await project.run();
    const values = Object.fromEntries(
      (stages.evaluate?.metrics ?? []).map(({ name, candidate }: Record<string, unknown>) => [
        name,
        candidate,
      ]),
    );
    return { code, values, evaluate: stages.evaluate };
  };

  it('one class: there is no AUC, and its gate cannot tell', async () => {
    const { code, values, evaluate } = await judge({
      'evaluation.csv': rows(HALF.map(() => '1')),
      'given.csv': scores(RISING),
    });
    expect([code, values.roc_auc, evaluate.gates[0].verdict]).toEqual([1, null, 'inconclusive']);
    expect(values.average_precision).toBe(1);
  });

  it('equal scores: an AUC of one half, which fails', async () => {
    const { code, values } = await judge({ 'given.csv': scores(HALF.map(() => 0.4)) });
    expect([code, values.roc_auc, values.average_precision]).toEqual([1, 0.5, 0.5]);
    expect([values.precision, values.f1]).toEqual([0, 0]);
  });

  it.each(['NaN', 'inf'])('a score of %s: no value at all', async (broken) => {
    const { code, values, evaluate } = await judge({ 'given.csv': scores([...RISING.slice(1), broken]) });
    expect([code, evaluate.verdict]).toEqual([1, 'fail']);
    expect(new Set(Object.values(values))).toEqual(new Set([null]));
  });

  it('a row without a label: the data fail, or it is left out and counted where that is asked for', async () => {
    const files = { 'evaluation.csv': rows(['', ...HALF.slice(1)]), 'given.csv': scores(RISING) };
    await project.commit({ 'modelyard.yml': BINARY, ...files });
    const { code, stages } = await project.run();
    expect([code, stages.validate.verdict, stages.evaluate]).toEqual([1, 'fail', null]);
    const excluded = BINARY.replace('positive: 1,', 'positive: 1, null_labels: exclude,');
    const told = await judge({ ...files, 'modelyard.yml': excluded });
    expect(told.evaluate).toMatchObject({ rows: 39 });
    expect(told.evaluate.notes.join()).toMatch(/1 row/);
  });

  it.each([
    ['a row without a prediction', scores(RISING.slice(1)), /e39/],
    ['a prediction twice', `${scores(RISING)}e0,0.3\n`, /e0/],
    ['a score outside 0 … 1', scores([1.5, ...RISING.slice(1)]), /1\.5/],
  ])('%s: an error that names it', async (_, given, says) => {
    await project.commit({ 'modelyard.yml': BINARY, 'evaluation.csv': rows(HALF), 'given.csv': given });
    const { code, stderr } = await project.modelyard('run');
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  it('a class that no row has: no one-against-the-rest AUC, and its recall counts nowhere', async () => {
    const labels = HALF.map((_, row) => ['a', 'b', 'c'][row % 3] ?? 'a');
    const given = labels.map((label, row) => {
      const shares = ['a', 'b', 'c', 'd'].map((each) => (each === label && row % 4 !== 0 ? 0.7 : 0.1));
      return `e${row},${row % 4 === 0 ? '0.1,0.1,0.1,0.7' : shares.join(',')}`;
    });
    const { code, values } = await judge({
      'modelyard.yml': CLASSES,
      'train.csv': rows([...labels.slice(1), 'd'], 't'),
      'evaluation.csv': rows(labels),
      'given.csv': csv('id,a,b,c,d', given),
    });
    expect([code, values.roc_auc_ovr_macro, values.accuracy]).toEqual([0, null, 0.75]);
    // Ten rows of class d are decided, and none is true: F1 counts it with 0, balanced accuracy leaves it out.
    expect(values.f1_macro).toBeCloseTo((3 / 4) * ((2 * 0.75) / 1.75), 2);
    expect(values.balanced_accuracy).toBeCloseTo(0.75, 1);
  });
});
