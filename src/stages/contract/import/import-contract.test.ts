import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ContractColumn } from '../../../domain/contract/contract.ts';
import { parseContract } from '../load-contract.ts';
import { importContract } from './import-contract.ts';
import { strftimeFormat } from './strftime-format.ts';

/** The contract that an imported document is read as, and what was lost. */
function imported(text: string, label: string) {
  const { document, lost } = importContract(text, label, null);
  const contract = parseContract(stringify(document), 'imported.yaml');
  const columns = new Map(contract.columns.map((column): [string, ContractColumn] => [column.name, column]));
  return { contract, columns, lost };
}

const refused = (text: string, label: string) => {
  try {
    importContract(text, label, null);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('Table Schema', () => {
  const field = (name: string, type: string, more: Record<string, unknown> = {}) => ({ name, type, ...more });
  const SCHEMA = {
    fields: [
      field('id', 'integer', { constraints: { required: true, unique: true } }),
      field('country', 'string', {
        title: 'Country',
        constraints: { enum: ['US', 'GB'], pattern: '[A-Z]{2}' },
      }),
      field('day', 'date', { format: '%d/%m/%Y', constraints: { minimum: '2020-01-01' } }),
      field('at', 'datetime', { format: 'any' }),
      field('mail', 'string', { format: 'email', constraints: { minLength: 3, maxLength: 9 } }),
      field('amount', 'number', { decimalChar: ',', constraints: { minimum: 0, exclusiveMaximum: 100 } }),
      field('tags', 'list', { constraints: { minLength: 1, maxLength: 3 } }),
      field('born', 'year'),
      field('where', 'geopoint'),
      field('free', 'any', { constraints: { jsonSchema: {} } }),
    ],
    primaryKey: 'id',
    missingValues: ['', 'NA'],
    uniqueKeys: [['country', 'day']],
  };

  it('fields, constraints and keys', () => {
    const { contract, columns, lost } = imported(JSON.stringify(SCHEMA), 'orders.json');
    expect(contract).toMatchObject({ id: 'orders', primaryKey: ['id'] });
    expect(columns.get('id')).toMatchObject({ logicalType: 'integer', required: true, unique: true });
    expect(columns.get('id')?.rules).toMatchObject([{ metric: 'missingValues', values: ['', 'NA'] }]);
    expect(columns.get('country')).toMatchObject({
      pattern: '^(?:[A-Z]{2})$',
      rules: [{ values: ['US', 'GB'] }],
    });
    expect(columns.get('day')).toMatchObject({
      logicalType: 'date',
      range: { minimum: '2020-01-01' },
      reading: { strptime: '%d/%m/%Y' },
    });
    expect(columns.get('mail')).toMatchObject({
      format: { name: 'email' },
      length: { minimum: 3, maximum: 9 },
    });
    expect(columns.get('amount')?.range).toEqual({ minimum: 0, exclusiveMaximum: 100 });
    expect(columns.get('tags')).toMatchObject({ logicalType: 'array', items: { minimum: 1, maximum: 3 } });
    expect(columns.get('born')).toMatchObject({
      logicalType: 'integer',
      range: { minimum: 0, maximum: 9999 },
    });
    expect(contract.rules).toMatchObject([{ metric: 'duplicateValues', columns: ['country', 'day'] }]);
    expect(lost).toEqual([
      'at: the format any cannot be read',
      'amount: decimalChar: text is not read so here',
      'where: the form of geopoint is not checked',
      'free: the constraint jsonSchema is not known here',
      'missingValues: cells that say "NA" are text here, not null',
    ]);
  });

  it('a data package with keys into other resources', () => {
    const { contract, lost } = imported(
      JSON.stringify({
        name: 'shop',
        resources: [
          {
            name: 'orders',
            path: 'orders.csv',
            schema: {
              fields: [field('id', 'integer'), field('store', 'integer'), field('parent', 'integer')],
              foreignKeys: [
                { fields: 'store', reference: { resource: 'stores', fields: 'id' } },
                { fields: ['parent'], reference: { resource: '', fields: ['id'] } },
                { fields: 'store', reference: { resource: 'gone', fields: 'id' } },
              ],
            },
          },
          {
            name: 'stores',
            path: ['a.csv', 'b.csv'],
            schema: { fields: [field('id', 'integer', { constraints: { required: true } })] },
          },
          { name: 'prices', path: 'p.csv' },
        ],
      }),
      'datapackage.json',
    );
    expect(contract.relationships).toEqual([
      { from: [{ column: 'store' }], to: { table: 'stores', columns: [{ column: 'id' }], hasRows: true } },
      { from: [{ column: 'parent' }], to: { table: 'orders', columns: [{ column: 'id' }], hasRows: true } },
    ]);
    expect(contract.tables).toMatchObject([
      { name: 'stores', files: ['a.csv', 'b.csv'], columns: [{ required: true }] },
    ]);
    expect(lost).toEqual([
      'foreignKeys store: the resource gone is not in this file',
      'prices: no key points to this resource',
    ]);
  });

  it.each([
    ['%Y-%m-%d', 'yyyy-MM-dd'],
    ['%d.%m.%y %H:%M:%S', 'dd.MM.yy HH:mm:ss'],
    ['%Y-%m-%dT%H:%M', "yyyy-MM-dd'T'HH:mm"],
    ['%x', null],
    ['any', null],
  ])('%s is %s', (format, java) => {
    expect(strftimeFormat(format)).toBe(java);
  });
});

describe('JSON Schema', () => {
  const SCHEMA = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['id', 'name', 'address', 'unnamed'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: ['string', 'null'], minLength: 1 },
      age: { type: 'integer', exclusiveMinimum: 0, maximum: 120 },
      old: { type: 'number', minimum: 5, exclusiveMinimum: true },
      plan: { enum: ['free', 'pro', null] },
      address: { $ref: '#/$defs/address' },
      tags: {
        type: 'array',
        items: { type: 'string', pattern: '^[a-z]+$' },
        uniqueItems: true,
        minItems: 1,
        contains: {},
      },
      when: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
      either: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      ahead: { type: 'string', pattern: '(?=a)b' },
      both: { allOf: [{ type: 'integer' }, { minimum: 3 }] },
      far: { $ref: 'other.json#/x' },
    },
    $defs: {
      address: { type: 'object', required: ['zip'], properties: { zip: { type: 'string', maxLength: 5 } } },
    },
    if: {},
  };

  it('properties, nested ones, references and choices with null', () => {
    const { columns, lost } = imported(JSON.stringify(SCHEMA), 'people.schema.json');
    expect(columns.get('id')).toMatchObject({ required: true, format: { name: 'uuid' } });
    expect(columns.get('name')).toMatchObject({ required: false, length: { minimum: 1 } });
    expect(columns.get('age')?.range).toEqual({ exclusiveMinimum: 0, maximum: 120 });
    expect(columns.get('old')?.range).toEqual({ exclusiveMinimum: 5 });
    expect(columns.get('plan')?.rules).toMatchObject([{ values: ['free', 'pro'] }]);
    expect(columns.get('address')).toMatchObject({
      logicalType: 'object',
      required: true,
      properties: [{ name: 'zip', required: true, length: { maximum: 5 } }],
    });
    expect(columns.get('tags')).toMatchObject({
      items: { minimum: 1, unique: true },
      element: { logicalType: 'string', required: true, pattern: '^[a-z]+$' },
    });
    expect(columns.get('when')).toMatchObject({ logicalType: 'timestamp', required: false });
    expect(columns.get('both')).toMatchObject({ logicalType: 'integer', range: { minimum: 3 } });
    expect(lost).toEqual([
      'unnamed: is required and not described',
      'tags: contains is not checked',
      'either: oneOf: a choice between 2 schemas cannot be checked',
      expect.stringMatching(/^ahead: pattern: .*look-ahead/),
      'far: other.json#/x is not in this file',
      'if is not checked',
      'properties that are not required: their columns must be there all the same, and may hold nulls',
    ]);
  });

  it('a list of rows, references in circles, and nothing', () => {
    const list = { type: 'array', items: { properties: { a: { type: 'integer' } } } };
    expect(imported(JSON.stringify(list), 'x.json').columns.get('a')?.logicalType).toBe('integer');
    const circle = { properties: { a: { $ref: '#/properties/a' } } };
    expect(imported(JSON.stringify(circle), 'x.json').columns.size).toBe(1);
    expect(refused('{"properties": {}}', 'x.json')).toBe('x.json describes no column');
    expect(refused('{"a": 1}', 'x.json')).toContain('is no Table Schema, no JSON Schema');
    expect(refused('[1]', 'x.json')).toContain('expected an object');
    expect(refused('{"a": ', 'x.json')).toMatch(/^x\.json:1:\d+ /);
  });
});

describe('a schema of TFDV', () => {
  const SCHEMA = `# a comment
feature {
  name: "payment_type"
  value_count { min: 1 max: 1 }
  type: BYTES
  domain: "payment_type"
  presence { min_fraction: 1.0 min_count: 1 }
  skew_comparator { infinity_norm { threshold: 0.01 } }
  drift_comparator { jensen_shannon_divergence { threshold: 0.04 } normalized_abs_difference { threshold: 1 } }
}
feature {
  name: "tips" type: FLOAT
  presence { min_fraction: 0.99 }
  float_domain { min: 0 max: 500.0 }
  not_in_environment: "SERVING"
  shape { dim { size: 1 } }
}
feature { name: "tags" type: BYTES value_count { min: 0 max: 5 } string_domain { value: ["a", 'b\\303\\251' "c"] } distribution_constraints { min_domain_mass: 0.9 } }
feature: < name: "age", type: INT; int_domain { min: 0 max: 0x78 } lifecycle_stage: BETA natural_language_domain {} >
feature { name: "address" type: STRUCT struct_domain { feature { name: "zip" type: BYTES presence { min_fraction: 1 } } } }
feature { name: "flag" type: INT bool_domain {} deprecated: true }
feature { name: "day" type: BYTES time_domain { string_format: "%Y-%m-%d" } }
feature { name: "free" type: FLOAT float_domain { max: inf disallow_nan: true } }
string_domain { name: "payment_type" value: "Cash" value: "Credit Card" }
default_environment: "TRAINING"
default_environment: "SERVING"
dataset_constraints { min_examples_count: 100 }
weighted_feature { name: "w" }
`;

  it('features, domains, environments and comparators', () => {
    const { contract, columns, lost } = imported(SCHEMA, 'taxi/schema.pbtxt');
    expect(columns.get('payment_type')).toMatchObject({
      logicalType: 'string',
      required: true,
      rules: [{ values: ['Cash', 'Credit Card'], operator: { kind: 'mustBe', value: 0 } }],
      skew: { lInfinity: 0.01 },
      drift: { js: 0.2 },
    });
    expect(columns.get('tips')).toMatchObject({
      range: { minimum: 0, maximum: 500 },
      environments: ['training', 'evaluation'],
      rules: [{ metric: 'nullValues', operator: { kind: 'mustBeLessOrEqualTo', value: 1 }, unit: 'percent' }],
    });
    expect(columns.get('tags')).toMatchObject({
      logicalType: 'array',
      items: { minimum: 0, maximum: 5 },
      element: { rules: [{ values: ['a', 'béc'], operator: { value: 10 }, unit: 'percent' }] },
    });
    expect(columns.get('age')).toMatchObject({ range: { minimum: 0, maximum: 120 }, lifecycle: 'beta' });
    expect(columns.get('address')).toMatchObject({ properties: [{ name: 'zip', required: true }] });
    expect(columns.get('flag')).toMatchObject({ lifecycle: 'deprecated', rules: [{ values: [0, 1] }] });
    expect(columns.get('day')).toMatchObject({ logicalType: 'date' });
    expect(contract.rules).toMatchObject([
      { metric: 'rowCount', operator: { kind: 'mustBeGreaterOrEqualTo', value: 100 } },
    ]);
    expect(lost).toEqual([
      'payment_type: drift_comparator: normalized_abs_difference is not compared',
      'age: natural_language_domain is not checked',
      'free: disallow_nan: NaN and infinities are warned of, and do not block',
      'weighted_feature: is not known here',
    ]);
  });

  it.each([
    ['feature { name: "a"', /^s\.pbtxt:1:20 {2}\} is missing at the end/],
    ['feature {\n  name "a"\n}', /^s\.pbtxt:2:8 {2}expected : or \{, found "a"/],
    ['feature { name: }', /^s\.pbtxt:1:17 {2}expected a value, found \}/],
    ['feature { § }', /^s\.pbtxt:1:11 {2}"§" is not expected here/],
    ['feature { name: "a }', /^s\.pbtxt:1:17 {2}"\\"" is not expected here/],
    ['}', /^s\.pbtxt:1:1 {2}expected the name of a field/],
    ['x '.repeat(3), /s\.pbtxt:1:\d+ {2}expected : or \{/],
    [`${'a {'.repeat(200)}`, /nested too deeply/],
    ['default_environment: "A"', /describes no column/],
  ])('%j', (text, message) => {
    expect(refused(text, 's.pbtxt')).toMatch(message);
  });
});
