import { describe, expect, it } from 'vitest';
import type { LabelKind } from '../../../domain/metrics/canonical-label.ts';
import { inOneGo } from '../../../domain/steps.ts';
import type { ModelOutput } from '../../../ports/model-runtime.ts';
import { nonFiniteRows, toPredictions } from '../predictions/to-predictions.ts';
import { binaryTruth, multiclassTruth, regressionTruth } from './truth.ts';

const bits = (labels: readonly string[], positive: string, kind: LabelKind) => {
  const truth = binaryTruth(labels, positive, kind);
  return truth.task === 'binary' ? [...truth.labels] : [];
};

describe('binary labels', () => {
  it.each<[string, string[], string, LabelKind]>([
    ['text', ['yes', 'no', 'yes'], 'yes', 'text'],
    ['integers', ['1', '0', '1'], '1', 'number'],
    ['floats against an integer', ['1.0', '0.0', '1.0'], '1', 'number'],
    ['integers against a float', ['1', '0', '1'], '1.0', 'number'],
    [
      'large integers, exactly',
      ['9007199254740993', '9007199254740992', '9007199254740993'],
      '9007199254740993',
      'number',
    ],
    ['booleans', ['true', 'false', 'true'], 'true', 'boolean'],
    ['booleans as Python writes them', ['True', 'False', 'True'], 'true', 'boolean'],
    ['integers against true', ['1', '0', '1'], 'true', 'boolean'],
    ['false as the positive class', ['false', 'true', 'false'], 'false', 'boolean'],
  ])('%s', (_, labels, positive, kind) => {
    expect(bits(labels, positive, kind)).toEqual([1, 0, 1]);
  });

  it('text is compared as it stands', () => {
    expect(() => bits(['Yes', 'No'], 'yes', 'text')).toThrow('besides yes there are "No", "Yes"');
    expect(() => bits(['01', '1'], '1', 'text')).not.toThrow();
  });

  it('a third value, or no row of the positive class, is an error', () => {
    expect(() => bits(['a', 'b', 'c'], 'a', 'text')).toThrow('besides a there are "b", "c"');
    expect(() => bits(['b', 'b'], 'a', 'text')).toThrow(
      'no evaluation row has the positive label a; the labels are "b"',
    );
  });

  it('only positive rows are no error: what cannot be measured says so itself', () => {
    expect(bits(['a', 'a'], 'a', 'text')).toEqual([1, 1]);
  });
});

describe('other labels', () => {
  it('are indices into the classes, in their order', () => {
    expect(multiclassTruth(['2', '0', '1.0'], ['0', '1', '2'], 'number')).toMatchObject({
      labels: Int32Array.of(2, 0, 1),
    });
    expect(() => multiclassTruth(['a', 'z'], ['a', 'b'], 'text')).toThrow(
      'the model knows no class "z"; its classes are a, b',
    );
  });

  it('of a regression are finite numbers', () => {
    expect(regressionTruth(['1', '-2.5e3'])).toEqual({
      task: 'regression',
      values: Float64Array.of(1, -2500),
    });
    for (const bad of ['', ' ', 'nan', 'NaN', 'inf', 'Infinity', 'x'])
      expect(() => regressionTruth(['1', bad]), bad).toThrow('row 2 has');
  });
});

const output = (classes: string[], probabilities: number[]): ModelOutput => ({
  kind: 'classes',
  classes,
  probabilities: Float64Array.from(probabilities),
  scoreType: 'float32',
  labels: null,
  notes: [],
});
const binary = binaryTruth(['1', '0'], '1', 'number');
const reading = { positive: '1', kind: 'number' as const, who: 'the candidate' };

describe('a model’s output', () => {
  it('gives the score of the positive class, wherever its column stands', () => {
    const scores = (classes: string[]) =>
      inOneGo(toPredictions(output(classes, [0.2, 0.8, 0.6, 0.4]), binary, reading));
    expect(scores(['0', '1'])).toEqual({
      task: 'binary',
      scores: Float64Array.of(0.8, 0.4),
      scoreType: 'float32',
    });
    expect(scores(['1.0', '0.0'])).toMatchObject({ scores: Float64Array.of(0.2, 0.6) });
  });

  it('is put in the order of the truth’s classes', () => {
    const truth = multiclassTruth(['a', 'b'], ['a', 'b', 'c'], 'text');
    const given = output(['c', 'a', 'b'], [0.1, 0.2, 0.7, 0.3, 0.3, 0.4]);
    expect(inOneGo(toPredictions(given, truth, { ...reading, kind: 'text' }))).toMatchObject({
      probabilities: Float64Array.of(0.2, 0.7, 0.1, 0.3, 0.4, 0.3),
    });
  });

  it.each([
    [
      'the positive class is missing',
      output(['2', '3'], [0.5, 0.5, 0.5, 0.5]),
      binary,
      'has the classes 2, 3',
    ],
    ['three classes for two', output(['0', '1', '2'], [1, 0, 0, 1, 0, 0]), binary, 'a binary task needs two'],
    [
      'classes for a regression',
      output(['0', '1'], [1, 0]),
      regressionTruth(['1']),
      'the task is regression',
    ],
    [
      'a class is missing',
      output(['a', 'b'], [1, 0]),
      multiclassTruth(['a'], ['a', 'b', 'c'], 'text'),
      'judged on a, b, c',
    ],
    [
      'a class too many',
      output(['a', 'b', 'c'], [1, 0, 0]),
      multiclassTruth(['a'], ['a', 'b'], 'text'),
      'judged on a, b',
    ],
    [
      'two names of one class',
      output(['1', '1.0', '2'], [1, 0, 0]),
      multiclassTruth(['1'], ['1', '2'], 'number'),
      'judged on 1, 2',
    ],
  ] as const)('does not fit when %s', (_, given, truth, message) => {
    expect(() => inOneGo(toPredictions(given, truth, reading))).toThrow(message);
  });

  it('one number per row is no classifier', () => {
    const values: ModelOutput = {
      kind: 'values',
      values: Float64Array.of(0.5),
      scoreType: 'float32',
      notes: [],
    };
    expect(() => inOneGo(toPredictions(values, binary, reading))).toThrow(
      'one number per row without classes',
    );
    expect(inOneGo(toPredictions(values, regressionTruth(['1']), reading))).toEqual({
      task: 'regression',
      values: values.values,
    });
  });
});

it('rows with any score that is not finite are counted, the first are named', () => {
  const probabilities = Float64Array.of(0.5, 0.5, Number.NaN, 1, 0, Number.POSITIVE_INFINITY, 0.1, 0.9);
  const predictions = { task: 'multiclass', probabilities, scoreType: 'float64' } as const;
  expect(inOneGo(nonFiniteRows(predictions, 4, 1))).toEqual({ count: 2, first: [1] });
});
