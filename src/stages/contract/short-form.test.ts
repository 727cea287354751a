import { describe, expect, it } from 'vitest';
import { ModelyardError } from '../../errors.ts';
import { parseContract, parseDocument } from './load-contract.ts';

const CHURN = `contract: churn
columns:
  customer_id: string 1..36 required key
  household: integer group
  month: date 2020-01-01.. time
  age: integer 0..120 required
  plan: [free, pro, team]
  region: north|south required
  income: number >=0 nulls<5%
  email: email personal
  score: {is: number 0..1, description: of the bureau, drift: {threshold: 0.2}}
  store: integer -> stores.id
  churned: boolean label
rows: 1000..
fresh: {month: 40d}
tables: {stores: {files: data/stores.csv, columns: {id: integer key}}}
`;

/** The compiled document of one column. */
function column(given: string): Record<string, unknown> {
  const { document } = parseDocument(`contract: c\ncolumns:\n  x: ${given}\n`, 'c.yaml');
  const { schema } = document as { schema: { properties: Record<string, unknown>[] }[] };
  const { name: _, ...rest } = schema[0]?.properties[0] ?? {};
  return rest;
}

function problems(text: string): string[] {
  try {
    parseContract(text, 'c.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelyardError);
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

describe('the usual case', () => {
  it('takes fifteen lines and says what the standard says in eighty', () => {
    expect(CHURN.trim().split('\n').length).toBeLessThanOrEqual(16);
    const contract = parseContract(CHURN, 'c.yaml');
    expect(contract).toMatchObject({
      id: 'churn',
      version: '1.0.0',
      name: 'churn',
      primaryKey: ['customer_id'],
    });
    expect(Object.fromEntries(contract.columns.map(({ name, logicalType }) => [name, logicalType]))).toEqual({
      customer_id: 'string',
      household: 'integer',
      month: 'date',
      age: 'integer',
      plan: 'string',
      region: null,
      income: 'number',
      email: 'string',
      score: 'number',
      store: 'integer',
      churned: 'boolean',
    });
    const of = (name: string) => contract.columns.find((each) => each.name === name);
    expect(of('customer_id')).toMatchObject({ required: true, length: { minimum: 1, maximum: 36 } });
    expect(of('month')).toMatchObject({ role: 'time', range: { minimum: '2020-01-01' } });
    expect(of('age')).toMatchObject({ required: true, range: { minimum: 0, maximum: 120 } });
    expect(of('plan')?.rules).toMatchObject([{ metric: 'invalidValues', values: ['free', 'pro', 'team'] }]);
    expect(of('region')).toMatchObject({ required: true, rules: [{ values: ['north', 'south'] }] });
    expect(of('income')).toMatchObject({
      range: { minimum: 0 },
      rules: [{ metric: 'nullValues', operator: { kind: 'mustBeLessThan', value: 5 }, unit: 'percent' }],
    });
    expect(of('email')).toMatchObject({ classified: true, format: { name: 'email' } });
    expect(of('score')).toMatchObject({ drift: { js: 0.2, wasserstein: 0.2 } });
    expect(of('churned')).toMatchObject({ role: 'label', environments: ['training', 'evaluation'] });
    expect(contract.rules).toMatchObject([{ metric: 'rowCount', operator: { value: 1000 } }]);
    expect(contract.serviceLevels).toMatchObject([{ kind: 'freshness', column: 'month', age: '40 d' }]);
    expect(contract.relationships).toEqual([
      { from: [{ column: 'store' }], to: { table: 'stores', columns: [{ column: 'id' }], hasRows: true } },
    ]);
    expect(contract.tables).toMatchObject([
      { name: 'stores', files: ['data/stores.csv'], primaryKey: ['id'] },
    ]);
  });

  it('a table of which only files are said has the columns that keys point to', () => {
    const contract = parseContract(
      'contract: c\ncolumns: {store: integer -> stores.id}\ntables: {stores: [a.csv, b.csv]}\n',
      'c.yaml',
    );
    expect(contract.tables).toMatchObject([
      { files: ['a.csv', 'b.csv'], columns: [{ name: 'id', logicalType: null }] },
    ]);
  });

  it('keeps the order of columns, also of those whose names are numbers', () => {
    const { columns } = parseContract(
      'contract: c\ncolumns:\n  b: integer\n  2: string\n  a:\n  1: date\n',
      'c.yaml',
    );
    expect(columns.map(({ name }) => name)).toEqual(['b', '2', 'a', '1']);
  });

  it('compiles to a document that is read as the same contract', () => {
    const { contract, document } = parseDocument(CHURN, 'c.yaml');
    expect(parseContract(JSON.stringify(document), 'c.yaml')).toEqual(contract);
  });
});

describe('words', () => {
  const options = (type: string, given: Record<string, unknown>) => ({
    logicalType: type,
    logicalTypeOptions: given,
  });
  it.each([
    ['text', { logicalType: 'string' }],
    ['int', { logicalType: 'integer' }],
    ['string 3..', options('string', { minLength: 3 })],
    ['string >0 <=5', options('string', { minLength: 1, maxLength: 5 })],
    ['number >0 <1', options('number', { exclusiveMinimum: 0, exclusiveMaximum: 1 })],
    ['number -1.5..1e3', options('number', { minimum: -1.5, maximum: 1000 })],
    ['timestamp 2020-01-01T00:00..', options('timestamp', { minimum: '2020-01-01T00:00' })],
    ['time 08:00..20:00', options('time', { minimum: '08:00', maximum: '20:00' })],
    [
      'string[] 1..5',
      {
        logicalType: 'array',
        items: { logicalType: 'string' },
        logicalTypeOptions: { minItems: 1, maxItems: 5 },
      },
    ],
    [
      'integer[][]',
      { logicalType: 'array', items: { logicalType: 'array', items: { logicalType: 'integer' } } },
    ],
    ['/^[A-Z]{2} [0-9]+$/', { logicalTypeOptions: { pattern: '^[A-Z]{2} [0-9]+$' } }],
    ['u8', options('integer', { format: 'u8' })],
    ['uuid unique', { logicalType: 'string', unique: true, logicalTypeOptions: { format: 'uuid' } }],
    [
      'integer 1|2|3',
      {
        logicalType: 'integer',
        quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: [1, 2, 3] } }],
      },
    ],
    [
      'string duplicates<=1%',
      {
        logicalType: 'string',
        quality: [{ metric: 'duplicateValues', mustBeLessOrEqualTo: 1, unit: 'percent' }],
      },
    ],
    [
      'date deprecated training evaluation',
      {
        logicalType: 'date',
        customProperties: [
          { property: 'lifecycle', value: 'deprecated' },
          { property: 'environments', value: ['training', 'evaluation'] },
        ],
      },
    ],
    [
      '[1, 2.5]',
      {
        logicalType: 'number',
        quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: [1, 2.5] } }],
      },
    ],
    ['[1, a]', { quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: [1, 'a'] } }] }],
    [
      '{values: [true, false], required: true}',
      {
        logicalType: 'boolean',
        required: true,
        quality: [{ metric: 'invalidValues', mustBe: 0, arguments: { validValues: [true, false] } }],
      },
    ],
    [
      '{fields: {zip: string required, tags: "string[]"}}',
      {
        logicalType: 'object',
        properties: [
          { name: 'zip', logicalType: 'string', required: true },
          { name: 'tags', logicalType: 'array', items: { logicalType: 'string' } },
        ],
      },
    ],
    [
      '{items: {fields: {sku: string}}, maxItems: 3}',
      {
        logicalType: 'array',
        logicalTypeOptions: { maxItems: 3 },
        items: { logicalType: 'object', properties: [{ name: 'sku', logicalType: 'string' }] },
      },
    ],
    [
      '{is: integer, quality: [{metric: nullValues, mustBe: 0, severity: warning}]}',
      { logicalType: 'integer', quality: [{ metric: 'nullValues', mustBe: 0, severity: 'warning' }] },
    ],
    ['', {}],
  ])('%s', (given, expected) => {
    expect(column(given)).toEqual(expected);
  });
});

describe('what is wrong is told where it was written', () => {
  const one = (given: string) => problems(`contract: c\ncolumns:\n  x: ${given}\n`);
  it.each([
    [
      'integer 0...100',
      'c.yaml:3:6  columns.x: "0...100": a range has two dots, and a fraction a digit before its point',
    ],
    ['integr', 'c.yaml:3:6  columns.x: "integr" is not understood; did you mean integer?'],
    ['integer requird', 'c.yaml:3:6  columns.x: "requird" is not understood; did you mean required?'],
    ['integer string', 'c.yaml:3:6  columns.x: a second type: string'],
    ['integer a..b', 'c.yaml:3:6  columns.x: a..b is no range as 0..120, 1.. or 2020-01-01..2020-12-31'],
    ['string 1.5..', 'c.yaml:3:6  columns.x: the size of a string is a whole number, not 1.5'],
    ['integer email', 'c.yaml:3:6  columns.x: email is for string'],
    ['free||pro', 'c.yaml:3:6  columns.x: free||pro: a value is missing'],
    ['integer ->', 'c.yaml:3:6  columns.x: -> needs a column to point to, as -> stores.store_id'],
    [
      'integer -> stores.id',
      'c.yaml:3:6  columns.x.relationships[0].to: stores.id: there is no object stores under schema',
    ],
    [
      'integer 5..1',
      'c.yaml:3:6  columns.x.logicalTypeOptions.minimum: minimum 5 is above maximum 1: no value fits',
    ],
    [
      '/(?=a)/',
      'c.yaml:3:6  columns.x.logicalTypeOptions.pattern: "(?=a)" uses look-ahead and look-behind, (?=…) (?!…) (?<=…) (?<!…): that is not built',
    ],
    ['{is: integer, minimun: 1}', 'c.yaml:3:20  columns.x.minimun: unknown key; did you mean minimum?'],
    [
      '{fields: {zip: sting}}',
      'c.yaml:3:21  columns.x.fields.zip: "sting" is not understood; did you mean string?',
    ],
    [
      '{is: integer, quality: [{metric: nullValues}]}',
      'columns.x.quality[0]: nullValues needs exactly one of',
    ],
    ['{role: lable}', 'columns.x.customProperties[0].value: role: expected'],
    [
      '5',
      'c.yaml:3:6  columns.x: expected words as "integer 0..120 required", a list of values, or a map, found 5',
    ],
  ])('%s', (given, expected) => {
    expect(one(given).join('\n')).toContain(expected);
  });

  it.each([
    ['contract: c\ncolumns: {}\n', 'expected at least one column'],
    ['contract: c\ncolums: {x: string}\n', 'apiVersion'],
    ['columns: {x: string}\n', 'contract: missing'],
    ['contract: c\ncolumns: {x: string}\nkey: [y]\n', 'c.yaml:3:6  key: there is no column y'],
    [
      'contract: c\ncolumns: {x: string}\nrows: many\n',
      'c.yaml:3:7  rows: "many" is no range as 1000.. or 1000..5000',
    ],
    [
      'contract: c\ncolumns: {x: string}\nunique: [[x, y]]\n',
      'c.yaml:3:10  unique[0].arguments.properties: there is no property y',
    ],
    [
      'contract: c\ncolumns: {x: string}\nfresh: {x: 7d}\n',
      'c.yaml:3:12  fresh.x: x is of logicalType string; an age needs a date or a timestamp',
    ],
    ['contract: c\ncolumns: {x: date}\nfresh: {x: soon}\n', 'is no age as 4 with unit d'],
    [
      'contract: c\ncolumns: {x: string}\nsql: {none: "select {y} from {object}"}\n',
      'c.yaml:3:13  sql.none: nothing stands for {y} here',
    ],
    [
      'contract: c\ncolumns: {x: string}\ntables: {t: {files: t.csv, columns: {a: strin}}}\n',
      'tables.t.columns.a: "strin" is not understood',
    ],
    [
      'contract: c\ncolumns: {x: string}\nquality: [{metric: rowCount}]\n',
      'c.yaml:3:11  quality[0]: rowCount needs',
    ],
  ])('%j', (text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });
});
