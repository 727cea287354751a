import { describe, expect, it } from 'vitest';
import { chooseTargetOutputs } from './target-outputs.ts';

const output = (name: string, shape: readonly (number | string)[], type = 'float32') => ({
  name,
  type,
  shape,
});

describe('the outputs of several targets', () => {
  it.each([
    ['one with a column for each', [output('y', ['n', 2])], ['y']],
    ['one of unknown width', [output('y', ['n', 'k'])], ['y']],
    ['the only one, whatever width it declares', [output('y', ['n', 1])], ['y']],
    ['one for each, by name', [output('days', ['n']), output('price', ['n', 1])], ['price', 'days']],
    [
      'those of their names beside others',
      [output('all', ['n', 2]), output('days', ['n']), output('price', ['n'])],
      ['price', 'days'],
    ],
    ['the wide one beside a label', [output('label', ['n'], 'int64'), output('y', ['n', 2])], ['y']],
  ])('are %s', (_case, outputs, names) => {
    expect(chooseTargetOutputs(outputs, ['price', 'days']).scores.map(({ name }) => name)).toEqual(names);
  });

  it('may have names that exporters replace', () => {
    const outputs = [output('price__EUR_', ['n']), output('days', ['n'])];
    expect(chooseTargetOutputs(outputs, ['price (EUR)', 'days']).scores.map(({ name }) => name)).toEqual([
      'price__EUR_',
      'days',
    ]);
  });

  it.each([
    [
      'two that fit',
      [output('a', ['n', 2]), output('b', ['n', 2])],
      /none of the model's outputs can be price, days/,
    ],
    ['one name of two', [output('price', ['n', 1]), output('c', ['n', 1])], /none of the model's outputs/],
    ['none', [], /there are none/],
  ])('cannot be %s', (_case, outputs, says) => {
    expect(() => chooseTargetOutputs(outputs, ['price', 'days'])).toThrow(says);
  });
});
