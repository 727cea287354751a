import { describe, expect, it } from 'vitest';
import { groupFiles, isDataFile, pairGroups, roleOfPath } from './data-names.ts';

describe('the role of a data file', () => {
  it.each([
    ['data/train.csv', 'train'],
    ['data/churn_training_2024.csv', 'train'],
    ['trainData.parquet', 'train'],
    ['data/train/part-0.csv', 'train'],
    ['data/holdout.csv', 'evaluation'],
    ['data/test/x.jsonl.gz', 'test'],
    ['data/val.csv', 'validation'],
    ['data/train_test.csv', null],
    ['data/trainer.csv', null],
    ['data/constraint.csv', null],
    ['customers.csv', null],
  ])('%s: %s', (path, role) => expect(roleOfPath(path)).toBe(role));

  it.each([
    ['data/train.csv', true],
    ['a.parquet', true],
    ['a.jsonl.gz', true],
    ['a.json', false],
    ['requirements.txt', false],
    ['out/train.csv', false],
    ['tests/train.csv', false],
    ['data/sample_submission.csv', false],
    ['data/predictions.csv', false],
  ])('%s is data: %s', (path, is) => expect(isDataFile(path)).toBe(is));
});

describe('files of one dataset', () => {
  const written = (...files: string[]) => groupFiles(files).map((group) => group.written);

  it('are one pattern that matches them and no others', () => {
    expect(written('d/train-0.csv', 'd/train-1.csv', 'd/train-10.csv')).toEqual(['d/train-*.csv']);
    expect(written('d/train/a.csv', 'd/train/b.csv')).toEqual(['d/train/*.csv']);
    expect(written('d/train-00-of-02.csv', 'd/train-01-of-02.csv')).toEqual(['d/train-*-of-02.csv']);
    expect(written('d/train.csv', 'd/train.parquet')).toEqual(['d/train.csv', 'd/train.parquet']);
  });

  it('are not guessed where a pattern would take another one in', () => {
    expect(written('d/train-0.csv', 'd/train-1.csv', 'd/train-old.csv')).toContain('');
  });
});

describe('pairs', () => {
  const pairs = (...files: string[]) =>
    pairGroups(groupFiles(files)).map(({ train, evaluation }) => [train.written, evaluation.written]);

  it.each<[string, string[], string[][]]>([
    [
      'rows for judging before rows for tests',
      ['train.csv', 'test.csv', 'eval.csv'],
      [['train.csv', 'eval.csv']],
    ],
    [
      'rows for tests before rows for tuning',
      ['train.csv', 'val.csv', 'test.csv'],
      [['train.csv', 'test.csv']],
    ],
    ['rows for tuning where there are no others', ['train.csv', 'val.csv'], [['train.csv', 'val.csv']]],
    ['folders side by side', ['d/train/x.csv', 'd/test/x.csv'], [['d/train/x.csv', 'd/test/x.csv']]],
    [
      'one format',
      ['train.csv', 'test.csv', 'train.parquet', 'test.parquet'],
      [
        ['train.csv', 'test.csv'],
        ['train.parquet', 'test.parquet'],
      ],
    ],
    ['one folder', ['a/train.csv', 'b/test.csv'], []],
    ['no training data', ['test.csv'], []],
    ['two to judge by', ['train.csv', 'test_a.csv', 'test_b.csv'], []],
  ])('%s', (_what, files, expected) => expect(pairs(...files)).toEqual(expected));
});
