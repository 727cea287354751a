import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import type { LabelKind } from '../../../domain/metrics/canonical-label.ts';
import type { PredictionsForm } from '../../../domain/predictions-form.ts';
import { binaryTruth, multiclassTruth } from '../rows/truth.ts';
import { type PredictionsRequest, readPredictions } from './predictions-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-forms-'));
const engine = createDuckdbEngine({ memoryLimitMb: 256 });
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const LABELS = ['b', 'a', 'c'];
const of = (form: PredictionsForm['form'], more: Partial<PredictionsForm> = {}): PredictionsForm => ({
  form,
  score: 'score',
  class: 'class',
  classes: null,
  ...more,
});
const BASE = {
  engine,
  label: 'out/p',
  idColumn: 'id',
  targetColumn: 'y',
  ids: ['r1', 'r2', 'r3'],
  labels: LABELS,
  otherIds: [],
  classesAreGiven: true,
  truth: multiclassTruth(LABELS, ['a', 'b', 'c'], 'text'),
  reading: { positive: null, kind: 'text' as LabelKind },
};
let files = 0;

function read(text: string | Uint8Array, ending: string, changes: Partial<PredictionsRequest>) {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return readPredictions({ ...BASE, path, ...changes });
}

async function parquet(select: string): Promise<string> {
  const path = join(folder, `${files++}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const lines = (...rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const IN_ORDER = Float64Array.of(0.25, 0.5, 0.25, 0.75, 0.125, 0.125, 0, 0, 1);

describe('a list with a probability per class', () => {
  // In the order of data.classes, which is not that of the alphabet.
  const form = of('list', { classes: ['c', 'a', 'b'] });
  const rows = [
    { id: 'r3', score: [1, 0, 0] },
    { id: 'r1', score: [0.25, 0.25, 0.5] },
    { id: 'r2', score: [0.125, 0.75, 0.125] },
  ];
  const csv = `id,score\n${rows.map(({ id, score }) => `${id},"[${score.join(', ')}]"\n`).join('')}`;

  it.each([
    ['JSON Lines', lines(...rows), 'jsonl'],
    ['compressed JSON Lines', gzipSync(lines(...rows)), 'jsonl.gz'],
    ['CSV', csv, 'csv'],
    ['compressed CSV', gzipSync(csv), 'csv.gz'],
  ])('of %s is read in the order of the classes', async (_, text, ending) => {
    expect(await read(text, ending, { form })).toEqual({
      task: 'multiclass',
      probabilities: IN_ORDER,
      scoreType: 'float64',
    });
  });

  it.each([
    ['FLOAT', 'float32'],
    ['DOUBLE', 'float64'],
  ])('of Parquet keeps the type %s', async (type, scoreType) => {
    const values = rows.map(({ id, score }) => `('${id}', [${score.join(', ')}]::${type}[])`);
    const path = await parquet(`SELECT * FROM (VALUES ${values.join(', ')}) AS t(id, score)`);
    expect(await readPredictions({ ...BASE, path, form })).toEqual({
      task: 'multiclass',
      probabilities: IN_ORDER,
      scoreType,
    });
  });

  it('of a binary task is that of the positive class', async () => {
    const labels = ['1', '0', '1'];
    const found = await read('id,score\nr1,"[0.25, 0.75]"\nr2,"[0.5, 0.5]"\nr3,"[0, 1]"\n', 'csv', {
      form: of('list', { classes: ['0', '1'] }),
      labels,
      truth: binaryTruth(labels, '1', 'number'),
      reading: { positive: '1', kind: 'number' },
    });
    expect(found).toMatchObject({ task: 'binary', scores: Float64Array.of(0.75, 0.5, 1) });
  });

  it.each([
    [
      'too short',
      lines(
        { id: 'r1', score: [0.5, 0.25, 0.25] },
        { id: 'r2', score: [0.5, 0.5] },
        { id: 'r3', score: [1, 0, 0] },
      ),
      'out/p: column score should hold lists of 3 numbers (c, a, b); 1 row does not, there it has 2 (the first in row 2, id "r2")',
    ],
    [
      'missing',
      lines({ id: 'r1', score: [0.5, 0.25, 0.25] }, { id: 'r2' }, { id: 'r3', score: [1, 0, 0] }),
      '1 row does not (the first in row 2, id "r2")',
    ],
    [
      'with a hole',
      lines(
        { id: 'r1', score: [0.5, 0.25, 0.25] },
        { id: 'r2', score: [0, null, 1] },
        { id: 'r3', score: [1, 0, 0] },
      ),
      'column a has empty cells, the first for id "r2"',
    ],
    ['a number', lines({ id: 'r1', score: 0.5 }), 'column score holds double values, not lists'],
    ['text', lines({ id: 'r1', score: 'high' }), '1 row does not (the first in row 1, id "r1")'],
    ['elsewhere', lines({ id: 'r1', p: [1, 0, 0] }), 'out/p: there is no column score'],
  ])('%s is told', async (_, text, message) => {
    await expect(read(text, 'jsonl', { form })).rejects.toThrow(message);
  });
});

describe('a row for each id and class', () => {
  const form = of('long', { class: 'label', score: 'p' });
  const long = (...rows: readonly string[]) => ['id,label,p', ...rows, ''].join('\n');
  const ROWS = [
    'r1,a,0.25',
    'r3,c,1',
    'r1,b,0.5',
    'r2,a,0.75',
    'r3,a,0',
    'r2,b,0.125',
    'r1,c,0.25',
    'r3,b,0',
    'r2,c,0.125',
  ];

  it('is read in whatever order', async () => {
    for (const [text, ending] of [
      [long(...ROWS), 'csv'],
      [gzipSync(long(...ROWS.toReversed())), 'csv.gz'],
    ] as const)
      expect(await read(text, ending, { form })).toEqual({
        task: 'multiclass',
        probabilities: IN_ORDER,
        scoreType: 'float64',
      });
  });

  it('knows the spellings of a number, and labels that stand beside it', async () => {
    const labels = ['1', '0', '1'];
    const given = {
      form,
      labels,
      truth: binaryTruth(labels, '1', 'number'),
      reading: { positive: '1', kind: 'number' as const },
    };
    const text = 'id,label,p,y\nr1,0,0.25,1\nr1,1.0,0.75,1\nr2,1,0.5,0\nr2,0.0,0.5,0\nr3,1,1,1\nr3,0,0,1\n';
    expect(await read(text, 'csv', given)).toMatchObject({ scores: Float64Array.of(0.75, 0.5, 1) });
    await expect(read(text.replaceAll(',0\n', ',1\n'), 'csv', given)).rejects.toThrow(
      'for id "r2" it says y = "1", the evaluation data say "0"',
    );
  });

  it.each([
    ['twice', [...ROWS, 'r2,b,0.1'], 'out/p: rows 6 and 10 both speak of b for id "r2"'],
    ['left out', ROWS.slice(1), 'out/p: id "r1" (row 2) has no row for a'],
    ['unknown', [...ROWS, 'r1,d,0.1'], 'column label names classes that no evaluation row has: "d"'],
    [
      'nameless',
      [...ROWS, 'r1,,0.1'],
      'column label names the class; 1 cell is empty (the first in row 10, id "r1")',
    ],
    [
      'no number',
      [...ROWS.slice(1), 'r1,a,high'],
      'column p should hold numbers; 1 cell does not (the first in row 9, id "r1")',
    ],
    [
      'empty',
      [...ROWS.slice(1), 'r1,a,'],
      'column p should hold numbers; 1 cell does not (the first in row 9, id "r1")',
    ],
  ])('%s is told', async (_, rows, message) => {
    await expect(read(long(...rows), 'csv', { form })).rejects.toThrow(message);
  });
});

describe('the chosen label and its score', () => {
  const labels = ['yes', 'no', 'yes'];
  const given = {
    form: of('chosen', { class: 'predicted', score: 'confidence' }),
    labels,
    truth: binaryTruth(labels, 'yes', 'text'),
    reading: { positive: 'yes', kind: 'text' as const },
  };
  const chosen = (...rows: readonly string[]) => ['id,predicted,confidence', ...rows, ''].join('\n');

  it('is turned round where the other label was chosen', async () => {
    expect(await read(chosen('r2,no,0.75', 'r3,no,0.625', 'r1,yes,0.875'), 'csv', given)).toEqual({
      task: 'binary',
      scores: Float64Array.of(0.875, 0.25, 0.375),
      scoreType: 'float64',
    });
    const logits = await read(chosen('r2,no,2', 'r3,no,0', 'r1,yes,2'), 'csv', { ...given, link: 'logit' });
    expect(logits).toMatchObject({ scores: { 0: 0.8807970779778823, 1: 0.11920292202211755, 2: 0.5 } });
  });

  it.each([
    [
      'of the positive class all along',
      ['r1,yes,0.9', 'r2,no,0.2', 'r3,no,0.4'],
      'these are scores of the positive class, not of the chosen label',
    ],
    [
      'of another class',
      ['r1,yes,0.9', 'r2,maybe,0.8', 'r3,no,0.7'],
      'for id "r2" the chosen label is "maybe"',
    ],
    ['without a label', ['r1,yes,0.9', 'r2,,0.8', 'r3,no,0.7'], 'for id "r2" the chosen label is ""'],
  ])('%s is told', async (_, rows, message) => {
    await expect(read(chosen(...rows), 'csv', given)).rejects.toThrow(message);
  });

  it('without its columns is told', async () => {
    await expect(read('id,score\nr1,1\n', 'csv', given)).rejects.toThrow(
      'there is no column confidence (evaluate.predictions); the columns are id, score',
    );
  });
});

describe('lists of a ranking', () => {
  const queries = { index: Int32Array.of(0, 0, 1), count: 2 };
  const given = {
    targetColumn: null,
    truth: { task: 'ranking' as const, relevance: Float64Array.of(1, 0, 1), queries },
  };
  const values = (numbers: readonly number[]) => ({ task: 'regression', values: Float64Array.from(numbers) });

  it('of ids and scores become a row each', async () => {
    const text = lines(
      { query: 'q2', id: ['r3'], score: [0.5] },
      { query: 'q1', id: ['r2', 'r1'], score: [2, 1] },
    );
    expect(await read(text, 'jsonl', { ...given, form: of('list') })).toMatchObject(values([1, 2, 0.5]));
  });

  it('of ids alone are the best first', async () => {
    const path = await parquet(`SELECT * FROM (VALUES (['r2', 'r1']), (['r3'])) AS t(id)`);
    expect(await readPredictions({ ...BASE, ...given, path, form: of('ranked') })).toMatchObject(
      values([-2, -1, -1]),
    );
  });

  it.each([
    [
      'of different lengths',
      lines({ id: ['r1', 'r2'], score: [1, 2] }, { id: ['r3'], score: [1, 2] }),
      'column score should hold a list with a number for each id; 1 row does not (the first in row 2)',
    ],
    [
      'without an id of the data',
      lines({ id: ['r1'], score: [1] }, { id: ['r3'], score: [1] }),
      'the first is "r2"',
    ],
    ['with an id twice', lines({ id: ['r1', 'r1'], score: [1, 2] }), 'id "r1" stands more than once'],
  ])('%s are told', async (_, text, message) => {
    await expect(read(text, 'jsonl', { ...given, form: of('list') })).rejects.toThrow(message);
  });
});
