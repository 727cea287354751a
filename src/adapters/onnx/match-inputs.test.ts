import { describe, expect, it } from 'vitest';
import { columnOf } from '../../../test/fixtures/onnx/columns.ts';
import type { Table } from '../../domain/table.ts';
import { matchInputs } from './match-inputs.ts';

function table(...names: string[]): Table {
  return { rows: 2, columns: names.map((name) => columnOf(name, 'number', [1, 2])) };
}

function input(name: string, shape: (number | string)[], type = 'float32') {
  return { name, type, shape };
}

function fed(inputs: Parameters<typeof matchInputs>[0], features: Table): string[] {
  return matchInputs(inputs, features).inputs.map(
    ({ name, columns, rowShape }) =>
      `${name}[${rowShape}]: ${columns.map((column) => column.name).join(' ')}`,
  );
}

describe('one input for all features', () => {
  it.each([
    ['fixed', [input('X', ['', 3])]],
    ['dynamic', [input('X', ['n', 'f'])]],
    ['of the name of a column', [input('a', ['', 3])]],
  ])('takes the features in their order: %s width', (_, inputs) => {
    expect(fed(inputs, table('b', 'a', 'c'))).toEqual([`${inputs[0]?.name}[3]: b a c`]);
  });

  it('takes a single column whatever its name', () => {
    expect(fed([input('X', ['', 1])], table('a'))).toEqual(['X[1]: a']);
    expect(fed([input('X', ['n'])], table('a'))).toEqual(['X[]: a']);
  });

  it('says both numbers when the width is another', () => {
    expect(() => matchInputs([input('X', ['', 4])], table('a', 'b', 'c'))).toThrow(
      'input X of the model takes 4 columns; there are 3 feature columns: a, b, c',
    );
    expect(() => matchInputs([input('X', ['', 4])], table('a'))).toThrow('there is 1 feature column: a');
  });

  it('refuses other shapes', () => {
    expect(() => matchInputs([input('X', ['', 2, 2])], table('a', 'b'))).toThrow('has the shape [?, 2, 2]');
    expect(() => matchInputs([input('X', [])], table('a', 'b'))).toThrow('has the shape []');
    expect(() => matchInputs([], table('a'))).toThrow('no inputs');
    expect(() => matchInputs([input('X', ['', 2])], table())).toThrow('no feature column');
  });
});

describe('one input per column', () => {
  it('goes by name, not by order, and tells which columns it left out', () => {
    const plan = matchInputs([input('b', ['', 1]), input('a', ['n'])], table('a', 'extra', 'b'));
    expect(plan.inputs.map(({ name, columns }) => [name, columns[0]?.name])).toEqual([
      ['b', 'b'],
      ['a', 'a'],
    ]);
    expect(plan.notes).toEqual(['not an input of the model, and not used: extra']);
  });

  it('finds renamed columns and says so', () => {
    const plan = matchInputs(
      [input('alcohol_content', ['', 1]), input('od280_od315', ['', 1]), input('_2nd', ['', 1])],
      table('alcohol content', 'od280/od315', '2nd'),
    );
    expect(plan.inputs.map(({ columns }) => columns[0]?.name)).toEqual([
      'alcohol content',
      'od280/od315',
      '2nd',
    ]);
    expect(plan.notes[0]).toBe(
      "column alcohol content feeds the model's input alcohol_content: the export renamed it",
    );
  });

  it('prefers the exact name over a similar one', () => {
    expect(fed([input('a_b', ['', 1]), input('c', ['', 1])], table('a b', 'a_b', 'c'))[0]).toBe(
      'a_b[1]: a_b',
    );
  });

  it('refuses to guess between similar names, in both directions', () => {
    expect(() => matchInputs([input('a_b', ['', 1]), input('c', ['', 1])], table('a b', 'a-b', 'c'))).toThrow(
      "the model's input a_b could be any of the columns a b, a-b",
    );
    expect(() => matchInputs([input('a-b', ['', 1]), input('a+b', ['', 1])], table('a b', 'c'))).toThrow(
      "column a b could feed the model's inputs a-b and a+b",
    );
  });

  it('names the input that has no column, and the columns that there are', () => {
    expect(() =>
      matchInputs([input('age', ['', 1]), input('plan', ['', 1])], table('age', 'region')),
    ).toThrow("the model's input plan has no column; the feature columns are age, region");
  });

  it('refuses a model without inputs', () => {
    expect(() => matchInputs([], table('a'))).toThrow('the model has no inputs');
  });
});

describe('inputs of several columns beside others', () => {
  it('take the columns that no name takes, in their order, and say so', () => {
    const inputs = [input('numbers', ['n', 2]), input('place', ['n'], 'int64'), input('codes', ['n', 1])];
    const plan = matchInputs(inputs, table('place', 'a', 'codes', 'b'));
    expect(plan.inputs.map(({ columns }) => columns.map(({ name }) => name))).toEqual([
      ['a', 'b'],
      ['place'],
      ['codes'],
    ]);
    expect(plan.notes).toEqual(["by their order, these columns feed the model's input numbers: a, b"]);
  });

  it('go in the order of the model, one of them with what is left', () => {
    const wide = input('wide', ['n', 2]);
    const columns = table('a', 'b', 'c', 'd', 'e');
    expect(fed([wide, input('deep', ['n', 3])], columns)).toEqual(['wide[2]: a b', 'deep[3]: c d e']);
    expect(fed([input('deep', ['n', 'f']), wide], columns)).toEqual(['deep[3]: a b c', 'wide[2]: d e']);
  });

  it.each([
    [
      'too many columns',
      [input('x', ['n', 2]), input('c', ['n', 1])],
      'x [n, 2] takes 2 columns; 3 feature columns are left for them: a, b, d',
    ],
    [
      'too few',
      [input('x', ['n', 3]), input('y', ['n', 2])],
      'x [n, 3], y [n, 2] take together 5 columns; 4 feature columns are left for them: a, b, c, d',
    ],
    [
      'nothing for an open width',
      [input('x', ['n', 4]), input('y', ['n', 'f'])],
      'x [n, 4], y [n, f] take together 4 columns; 4 feature',
    ],
    [
      'two open widths',
      [input('x', ['n', 'f']), input('y', ['n', 'g'])],
      'more than one leaves its width open',
    ],
    [
      'weights among the inputs',
      [input('x', [2, 4]), input('fc.weight', [2, 4])],
      'x [2, 4], fc.weight [2, 4] take together 8 columns',
    ],
    [
      'no name for an input of one',
      [input('x', ['n', 3]), input('q', ['n', 1])],
      "the model's input q has no column",
    ],
    [
      'more dimensions',
      [input('x', ['n', 3]), input('q', ['n', 2, 2])],
      'input q of the model has the shape [n, 2, 2]',
    ],
  ])('are refused with both numbers: %s', (_, inputs, message) => {
    expect(() => matchInputs(inputs, table('a', 'b', 'c', 'd'))).toThrow(message);
  });
});

describe('batch size', () => {
  it('is what the inputs fix, if anything', () => {
    expect(matchInputs([input('X', ['n', 2])], table('a', 'b')).batchSize).toBeNull();
    expect(matchInputs([input('X', [32, 2])], table('a', 'b')).batchSize).toBe(32);
    expect(matchInputs([input('a', [1, 1]), input('b', ['', 1])], table('a', 'b')).batchSize).toBe(1);
  });

  it.each([
    ['1 and 2', [input('a', [1, 1]), input('b', [2, 1])]],
    ['0', [input('a', [0, 1]), input('b', [0, 1])]],
    ['1000000000', [input('a', [1e9, 1]), input('b', [1e9, 1])]],
  ])('must be one sensible number, not %s', (sizes, inputs) => {
    expect(() => matchInputs(inputs, table('a', 'b'))).toThrow(`takes exactly ${sizes} rows in one call`);
  });
});
