import { describe, expect, it } from 'vitest';
import { chooseGates, knownMetrics } from './choose-gates.ts';
import { choosePositive } from './choose-positive.ts';
import { chooseGroup, chooseId, chooseTime } from './choose-roles.ts';
import { chooseTarget } from './choose-target.ts';
import { chooseTask } from './choose-task.ts';
import type { ColumnCounts, ColumnFacts } from './column-facts.ts';
import { modelNameFrom } from './output-names.ts';

function counts(changes: Partial<ColumnCounts> = {}): ColumnCounts {
  return { rows: 100, nulls: 0, distinct: 100, values: [], ...changes };
}

function column(name: string, logicalType: string, changes: Partial<ColumnFacts> = {}): ColumnFacts {
  return { name, logicalType, train: counts(), evaluation: counts(), shared: 0, ...changes };
}

function target(logicalType: string, ...texts: string[]): ColumnFacts {
  const values = texts.map((text) => ({ text, rows: 10 }));
  return column('y', logicalType, { train: counts({ distinct: texts.length, values }) });
}

const NO_HINTS = { classes: false, numbers: false };

describe('the target', () => {
  const from = (where: string, ...columns: string[]) => ({ where, columns });
  it('is what the nearest source calls it', () => {
    const found = chooseTarget(
      ['a', 'b', 'y'],
      [from('train.py', 'gone'), from('params.yaml', 'b'), from('x.py', 'a')],
    );
    expect(found).toEqual({ value: 'b', because: 'params.yaml calls it the target' });
  });
  it('is asked for where one source names two', () => {
    expect(chooseTarget(['a', 'b'], [from('train.py', 'a', 'b')])).toMatchObject({
      option: 'target',
      choices: ['a', 'b'],
    });
  });
  it.each([
    [['x', 'target'], 'target'],
    [['x', 'Churn'], 'Churn'],
    [['SalePrice', 'x'], 'SalePrice'],
  ])('of %j is %s by its name', (columns, value) =>
    expect(chooseTarget(columns, [])).toMatchObject({ value }),
  );
  it.each([[['x', 'z']], [['label', 'target']]])('of %j is asked for', (columns) =>
    expect(chooseTarget(columns, [])).toMatchObject({ option: 'target' }),
  );
});

describe('the task', () => {
  const numbers = Array.from({ length: 60 }, (_, index) => String(index));
  it.each<[string, ColumnFacts, typeof NO_HINTS, unknown]>([
    ['two texts', target('string', 'a', 'b'), NO_HINTS, { value: 'binary' }],
    ['two numbers', target('integer', '0', '1'), NO_HINTS, { value: 'binary' }],
    ['three texts', target('string', 'a', 'b', 'c'), NO_HINTS, { value: 'multiclass' }],
    ['fractions', target('number', '0.5', '1', '2'), NO_HINTS, { value: 'regression' }],
    ['few whole numbers', target('integer', '1', '2', '3'), NO_HINTS, { option: 'task' }],
    [
      'few whole numbers and a classifier',
      target('integer', '1', '2', '3'),
      { classes: true, numbers: false },
      { value: 'multiclass' },
    ],
    [
      'few whole numbers and a regressor',
      target('integer', '1', '2', '3'),
      { classes: false, numbers: true },
      { value: 'regression' },
    ],
    [
      'few whole numbers and both',
      target('integer', '1', '2', '3'),
      { classes: true, numbers: true },
      { option: 'task' },
    ],
    ['many whole numbers', target('integer', ...numbers), NO_HINTS, { value: 'regression' }],
    ['many texts', target('string', ...numbers), NO_HINTS, { option: 'task' }],
    ['one value', target('string', 'a'), NO_HINTS, { option: 'task' }],
  ])('%s', (_what, facts, hints, expected) =>
    expect(chooseTask(facts, hints)).toMatchObject(expected as object),
  );
});

describe('the positive class', () => {
  it.each<[ColumnFacts, string[], unknown]>([
    [target('boolean', 'False', 'True'), [], { value: true }],
    [target('integer', '0', '1'), [], { value: 1 }],
    [target('integer', '-1', '1'), [], { value: 1 }],
    [target('string', 'no', 'yes'), [], { value: 'yes' }],
    [target('string', 'not churned', 'churned'), [], { value: 'churned' }],
    [target('string', 'good', 'bad'), ['bad', 'x'], { value: 'bad' }],
    [target('string', 'good', 'bad'), ['bad', 'good'], { option: 'positive', choices: ['good', 'bad'] }],
    [target('integer', '1', '2'), [], { option: 'positive' }],
  ])('%#', (facts, compared, expected) =>
    expect(choosePositive(facts, compared)).toMatchObject(expected as object),
  );
});

describe('roles', () => {
  const repeated = { train: counts({ distinct: 40 }), evaluation: counts({ distinct: 30 }) };
  it('an id is unique in both files together; a key of the contract comes first', () => {
    expect(chooseId([column('id', 'integer')], []).found?.value).toBe('id');
    expect(chooseId([column('id', 'integer'), column('sku', 'string')], ['sku']).found?.value).toBe('sku');
    expect(chooseId([column('a_id', 'string'), column('b_id', 'string')], [])).toMatchObject({
      found: null,
      notes: [expect.stringContaining('--id')],
    });
    expect(chooseId([column('id', 'integer', { shared: 9 })], [])).toMatchObject({
      found: null,
      notes: [expect.stringContaining('9 values')],
    });
    expect(
      chooseId([column('id', 'integer', { train: counts({ nulls: 1, distinct: 99 }) })], []).found,
    ).toBeNull();
    expect(chooseId([column('id', 'number')], []).found).toBeNull();
    expect(chooseId([column('paid', 'integer')], []).found).toBeNull();
  });

  it('a group repeats, is apart, and is none of few', () => {
    expect(chooseGroup([column('customer_id', 'integer', repeated)]).found?.value).toBe('customer_id');
    expect(chooseGroup([column('customer_id', 'integer', { ...repeated, shared: 7 })])).toMatchObject({
      found: null,
      notes: [expect.stringContaining('split by customer_id')],
    });
    const few = { train: counts({ distinct: 5 }), evaluation: counts({ distinct: 5 }) };
    expect(chooseGroup([column('device', 'string', few)])).toEqual({ found: null, notes: [] });
    expect(chooseGroup([column('customer_id', 'integer')])).toEqual({ found: null, notes: [] });
  });

  it('a time is a date, or a number that training leaves out', () => {
    const unseen = { features: null, dropped: [] };
    expect(chooseTime([column('created_at', 'timestamp')], unseen).found?.value).toBe('created_at');
    expect(chooseTime([column('year', 'integer')], unseen)).toMatchObject({
      found: null,
      notes: [expect.stringContaining('--time year')],
    });
    expect(chooseTime([column('year', 'integer')], { features: ['a'], dropped: [] }).found?.value).toBe(
      'year',
    );
    expect(chooseTime([column('year', 'integer')], { features: null, dropped: ['year'] }).found?.value).toBe(
      'year',
    );
    expect(chooseTime([column('lifetime', 'integer')], unseen)).toEqual({ found: null, notes: [] });
  });
});

describe('gates', () => {
  it('are of the task, and of what a file of numbers can tell', () => {
    expect(chooseGates('regression', null).map(({ path }) => path[1])).toEqual(['rmse', 'mae']);
    const [metrics, ...gates] = chooseGates('binary', knownMetrics('binary', ['f1', 'accuracy', 'auc']));
    expect(metrics?.value).toEqual(['accuracy', 'f1']);
    expect(gates.map(({ path, value }) => [path[1], value])).toEqual([
      ['accuracy', { max_worse: 0.01, on: 'point' }],
      ['f1', { max_worse: 0.01, on: 'point' }],
    ]);
    expect(knownMetrics('regression', ['roc_auc', 'rmse'])).toEqual(['rmse']);
  });
});

describe('a name', () => {
  it.each([
    ['Wine Quality', 'wine-quality'],
    ['éclair_2', 'e-clair_2'],
    ['model', null],
    ['best_model_v2', 'best_model_v2'],
    ['final_model', null],
    ['___', null],
    ['0b9c3f1e-1111-4222-8333-444444444444', null],
    ['x'.repeat(90), 'x'.repeat(63)],
  ])('of %s', (text, name) => expect(modelNameFrom(text)).toBe(name));
});
