import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeData } from '../../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import type { LabelKind } from '../../../domain/metrics/canonical-label.ts';
import { binaryTruth, multiclassTruth, regressionTruth } from '../rows/truth.ts';
import { readPredictions } from './predictions-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-predictions-'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const LABELS = ['1', '0', '1'];
const BASE = {
  engine,
  label: 'out/p.csv',
  idColumn: 'id',
  targetColumn: 'y',
  ids: ['a', 'b', 'c'],
  labels: LABELS,
  otherIds: [] as string[][],
  classesAreGiven: false,
  truth: binaryTruth(LABELS, '1', 'number'),
  reading: { positive: '1', kind: 'number' as LabelKind },
};
let files = 0;

function read(text: string, changes: Partial<typeof BASE> | object = {}) {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, text);
  return readPredictions({ ...BASE, path, ...changes });
}

describe('a predictions file is joined by id', () => {
  it('whatever the order of its rows', async () => {
    expect(await read('id,score\nc,0.3\na,0.1\nb,0.2\n')).toEqual({
      task: 'binary',
      scores: Float64Array.of(0.1, 0.2, 0.3),
      scoreType: 'float64',
    });
  });

  it('as probabilities, where the config says that it holds logits', async () => {
    const found = await read('id,score\na,0\nb,2\nc,-2\n', { link: 'logit' });
    expect(found).toMatchObject({ task: 'binary', scores: { 0: 0.5, 1: 0.8807970779778823 } });
    const labels = ['p', 'q', 'p'];
    const truth = multiclassTruth(labels, ['p', 'q'], 'text');
    const reading = { positive: null, kind: 'text' };
    const of = { link: 'softmax', truth, reading, targetColumn: null, labels };
    expect(await read('id,q,p\na,3,3\nb,3,3\nc,3,3\n', of)).toMatchObject({
      probabilities: Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
    });
  });

  it.each([
    ['a missing id', 'id,score\na,0.1\nc,0.3\n', '1 evaluation row has no prediction, the first is "b"'],
    [
      'an extra id',
      'id,score\na,0.1\nb,0.2\nc,0.3\nz,0.4\n',
      '1 prediction belongs to no evaluation row, the first is "z"',
    ],
    ['a duplicate id', 'id,score\na,0.1\nb,0.2\nb,0.2\nc,0.3\n', 'id "b" stands more than once'],
    ['an empty id', 'id,score\na,0.1\nb,0.2\nc,0.3\n,0.4\n', 'belongs to no evaluation row, the first is ""'],
    [
      'one instead of the other',
      'id,score\na,0.1\nb,0.2\nC,0.3\n',
      '1 evaluation row has no prediction, the first is "c"; the file has other ids, the first is "C"',
    ],
    [
      'a disagreeing label',
      'id,y,score\na,1,0.1\nb,1,0.2\nc,1,0.3\n',
      'for id "b" it says y = "1", the evaluation data say "0"',
    ],
    ['an empty label', 'id,y,score\na,1,0.1\nb,,0.2\nc,1,0.3\n', 'for id "b" it says y = ""'],
    ['an empty score', 'id,score\nc,0.1\nb,\na,0.3\n', 'column score has empty cells, the first for id "b"'],
    ['no id column', 'row,score\na,0.1\n', 'there is no id column id; the columns are row, score'],
    ['an id column called alike', 'ID,score\na,0.1\n', 'there is no id column id, but "ID"; the columns are'],
    ['a score with a space', 'id, score\na,0.1\nb,0.1\nc,0.1\n', 'the columns are id, " score"'],
    [
      'no score',
      'id,x\na,0.1\nb,0.1\nc,0.1\n',
      'expected one column named 1, score, probability, prediction, value',
    ],
    [
      'two scores',
      'id,score,value\na,0,0\nb,0,0\nc,0,0\n',
      'more than one column could be the score: score, value',
    ],
    [
      'a percentage',
      'id,score\na,10%\nb,20%\nc,30%\n',
      /^out\/p\.csv: column score should hold numbers; 3 cells do not/,
    ],
  ])('%s is an error', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it.each([
    ['1.0', /numbers with a fraction, as pandas does/],
    [' 1', /spaces around them/],
    ['01', /leading zeros/],
    ['one', /exactly one prediction for every row/],
  ])('the id %s in place of 1 is explained', async (id, hint) => {
    const error = await read(`id,score\n${id},0.1\n2,0.2\n3,0.3\n`, { ids: ['1', '2', '3'] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'input', hint: expect.stringMatching(hint) });
  });

  it('ids are text: 1, 01 and 1.0 are three', async () => {
    const ids = ['01', '1', '1.0'];
    expect(await read('id,score\n1,0.1\n1.0,0.2\n01,0.3\n', { ids })).toMatchObject({
      scores: Float64Array.of(0.3, 0.1, 0.2),
    });
  });

  it('labels that mean the same agree', async () => {
    await expect(read('id,y,score\na,1.0,0.1\nb,0.0,0.2\nc,1,0.3\n')).resolves.toBeDefined();
  });

  it('rows left out for want of a label may have predictions, even empty ones', async () => {
    const found = await read('id,score\na,0.1\nb,0.2\nc,0.3\nn,\n', { otherIds: [['n', 'm']] });
    expect(found).toMatchObject({ scores: Float64Array.of(0.1, 0.2, 0.3) });
  });

  it('NaN and infinities are kept: they fail the model, not the join', async () => {
    const found = await read('id,score\na,nan\nb,inf\nc,0.3\n');
    expect(found).toMatchObject({ scores: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0.3) });
  });
});

describe('columns', () => {
  it('a column per class gives the positive one', async () => {
    expect(await read('id,0,1\na,0.9,0.1\nb,0.8,0.2\nc,0.7,0.3\n')).toMatchObject({
      scores: Float64Array.of(0.1, 0.2, 0.3),
    });
  });

  const multiclass = {
    labels: ['x', 'y', 'x'],
    targetColumn: 't',
    truth: multiclassTruth(['x', 'y', 'x'], ['x', 'y'], 'text'),
    reading: { positive: null, kind: 'text' },
  };

  it('of a multiclass task are put in the order of the classes', async () => {
    expect(await read('id,y,x\na,0.9,0.1\nb,0.8,0.2\nc,0.7,0.3\n', multiclass)).toMatchObject({
      probabilities: Float64Array.of(0.1, 0.9, 0.2, 0.8, 0.3, 0.7),
    });
    await expect(read('id,x\na,1\nb,1\nc,1\n', multiclass)).rejects.toThrow(
      'expected one column per class (x, y)',
    );
  });

  it('a class that no row has is never dropped in silence', async () => {
    const text = 'id,x,y,z\na,0.1,0.1,0.8\nb,0.1,0.2,0.7\nc,0.3,0.1,0.6\n';
    await expect(read(text, multiclass)).rejects.toThrow('no evaluation row has the label z');
    await expect(read(text, { ...multiclass, classesAreGiven: true })).resolves.toBeDefined();
  });

  it('text beside the classes is passed over', async () => {
    await expect(read('id,x,y,note\na,1,0,p\nb,1,0,q\nc,1,0,r\n', multiclass)).resolves.toBeDefined();
  });

  it('a regression has a value', async () => {
    const truth = regressionTruth(['1', '2', '3']);
    const labels = ['1', '2', '3'];
    expect(await read('id,prediction\na,-5\nb,1e3\nc,0\n', { truth, labels })).toEqual({
      task: 'regression',
      values: Float64Array.of(-5, 1000, 0),
    });
  });

  it('float32 of a Parquet file is known as such', async () => {
    const rows = ['a', 'b', 'c'].map((id) => ({ id, score: 0.5 }));
    for (const [type, scoreType] of [
      ['FLOAT', 'float32'],
      ['DOUBLE', 'float64'],
    ] as const) {
      const types = { id: 'VARCHAR', score: type };
      const path = await writeData(folder, { name: type, format: 'parquet', rows, types });
      expect(await readPredictions({ ...BASE, path })).toMatchObject({ scoreType });
    }
  });
});

describe('numbers that are not what they are taken for', () => {
  const rows = 40;
  const ids = Array.from({ length: rows }, (_, row) => `r${row}`);
  const labels = ids.map((_, row) => String(row % 2));
  /** Scores of the positive class from 0.02 to 0.98, and the label that is chosen by them. */
  const said = ids.map((id, row) => {
    const score = 0.02 + (0.96 * ((row * 7) % rows)) / (rows - 1);
    return { id, score, label: score >= 0.5 ? 1 : 0 };
  });
  const many = (header: string, line: (row: (typeof said)[number]) => string, changes: object = {}) =>
    read([header, ...said.map(line), ''].join('\n'), {
      ids,
      labels,
      targetColumn: null,
      truth: binaryTruth(labels, '1', 'number'),
      ...changes,
    });
  const scores = Float64Array.from(said, ({ score }) => score);
  const ofChosen = ({ score }: { score: number }) => Math.max(score, 1 - score);

  it('a decision beside the score is no score', async () => {
    expect(await many('id,prediction,score', (row) => `${row.id},${row.label},${row.score}`)).toMatchObject({
      scores,
    });
    expect(await many('id,label,score', (row) => `${row.id},${row.label},${row.score}`)).toMatchObject({
      scores,
    });
  });

  it('scores of the chosen label are not taken for those of the positive class', async () => {
    const file = (column: string) =>
      many(`id,${column},score`, (row) => `${row.id},${row.label},${ofChosen(row)}`);
    await expect(file('label')).rejects.toThrow(
      /no score is below one half, also where label names the other label/,
    );
    await expect(file('predicted_class')).rejects.toMatchObject({
      hint: expect.stringContaining('evaluate.predictions: {form: chosen, class: predicted_class}'),
    });
    const high = (row: (typeof said)[number]) => 0.5 + row.score / 2;
    expect(
      await many('id,label,score', (row) => `${row.id},${high(row) > 0.8 ? 1 : 0},${high(row)}`),
    ).toMatchObject({ task: 'binary' });
  });

  it('probabilities are not taken for logits', async () => {
    const link = { link: 'logit' };
    await expect(many('id,score', (row) => `${row.id},${row.score}`, link)).rejects.toThrow(
      'out/p.csv: evaluate.link says logit, and these numbers are probabilities: none lies outside 0 … 1',
    );
    expect(await many('id,score', ({ id, score }) => `${id},${score / 2}`, link)).toMatchObject({
      task: 'binary',
    });
    expect(await many('id,score', ({ id, score }) => `${id},${3 * score}`, link)).toMatchObject({
      task: 'binary',
    });
    const softmax = {
      link: 'softmax',
      labels: labels.map((label) => (label === '1' ? 'p' : 'q')),
      truth: multiclassTruth(
        labels.map((label) => (label === '1' ? 'p' : 'q')),
        ['p', 'q'],
        'text',
      ),
      reading: { positive: null, kind: 'text' },
    };
    await expect(many('id,p,q', ({ id, score }) => `${id},${score},${1 - score}`, softmax)).rejects.toThrow(
      'none lies outside 0 … 1 and every row adds up to 1',
    );
    expect(await many('id,p,q', ({ id, score }) => `${id},${score},${score}`, softmax)).toMatchObject({
      task: 'multiclass',
    });
  });
});
