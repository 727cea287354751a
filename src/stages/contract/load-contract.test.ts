import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelyardError } from '../../errors.ts';
import { loadContract, parseContract } from './load-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-contract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = ['apiVersion: v3.1.0', 'kind: DataContract', 'id: c', 'version: 1.0.0', 'status: active'];

/** A contract with one property; `property`, `object` and `top` are YAML lines that stand in those places. */
function contract({
  property = [],
  object = [],
  top = [],
}: Partial<Record<'property' | 'object' | 'top', readonly string[]>>): string {
  return [
    ...HEAD,
    ...top,
    'schema:',
    '  - name: rows',
    ...object.map((line) => `    ${line}`),
    '    properties:',
    '      - name: age',
    ...property.map((line) => `        ${line}`),
    '',
  ].join('\n');
}

function problems(text: string): string[] {
  try {
    parseContract(text, 'data.contract.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ModelyardError);
    expect(error).toMatchObject({ code: 'config', exitCode: 2 });
    expect((error as ModelyardError).hint).toContain('docs/contract.md');
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const PROPERTY_LINE = 10;
const OBJECT_LINE = 8;
const TOP_LINE = 6;

describe('what cannot be checked is an error that names it, with its place', () => {
  const option = (type: string, text: string) =>
    contract({ property: [`logicalType: ${type}`, `logicalTypeOptions: {${text}}`] });
  const rule = (text: string) => contract({ property: [`quality: [{${text}}]`] });
  const twoTables = (property: readonly string[] = []) =>
    `${contract({ property: [...property] })}  - name: other\n    id: o\n    properties: [{name: b, id: bee}]\n    customProperties: [{property: files, value: other.csv}]\n`;

  it.each([
    [
      contract({ property: ['customProperties: [{property: enum, value: "a, b"}]'] }),
      'enum: expected a list of values, found "a, b"',
    ],
    [contract({ property: ['enum: [{value: [a]}]'] }), 'enum: expected one value, found ["a"]'],
    [rule('type: custom, engine: soda'), 'a rule of type custom needs implementation'],
    [
      rule('metric: nullValues, mustBe: 0, engine: soda'),
      'engine and implementation are for rules of type custom, which other tools run',
    ],
    [rule('rule: minCheck, mustBe: 0'), 'a library rule "minCheck" cannot be checked; known are nullValues'],
    [rule('metric: nullValues, mustBe: 0, severity: urgent'), 'expected error, warning or info'],
    [rule('metric: nullValues, mustBe: 0, unit: cells'), 'expected rows or percent'],
    [
      option('string', 'format: iban'),
      'the format "iban" cannot be checked; of string there are email, uuid',
    ],
    [option('integer', 'format: f64'), 'the format "f64" cannot be checked; of integer there are i8'],
    [option('date', 'format: "yyyy/QQ"'), 'QQ in the format "yyyy/QQ" is not known'],
    [option('timestamp', 'defaultTimezone: Mars/Base'), '"Mars/Base" is no time zone'],
    [option('date', 'timezone: true'), 'timezone is for logicalType timestamp, time, not for date'],
    [option('string', 'minItems: 1'), 'minItems is for logicalType array, not for string'],
    [option('array', 'required: [a]'), 'required is for logicalType object, not for array'],
    [
      contract({ property: ['logicalTypeOptions: {uniqueItems: true}'] }),
      'uniqueItems needs a logicalType: array',
    ],
    [option('integer', 'minimum: 5, maximum: 1'), 'minimum 5 is above maximum 1: no value fits'],
    [option('integer', 'exclusiveMaximum: true'), 'exclusiveMaximum: true needs maximum'],
    [
      contract({ property: ['items: {logicalType: string}'] }),
      'only a property of logicalType array has items',
    ],
    [
      contract({ property: ['properties: [{name: x}]'] }),
      'only a property of logicalType object has properties',
    ],
    [
      contract({ property: ['logicalType: array', 'items: {unique: true}'] }),
      'unique inside a list cannot be checked',
    ],
    [
      contract({ property: ['logicalType: object', 'properties: [{name: x, primaryKey: true}]'] }),
      'a primary key is a column',
    ],
    [contract({ property: ['logicalType: object', 'properties: [{name: x}, {name: x}]'] }), 'x stands twice'],
    [
      contract({
        property: ['logicalType: array', 'items: {quality: [{metric: duplicateValues, mustBe: 0}]}'],
      }),
      'duplicateValues inside a list',
    ],
    [
      contract({ property: ['- {name: b, physicalName: age}'] }).replace('        - {', '      - {'),
      'the column age is already that of another property',
    ],
    [contract({ object: ['customProperties: [{property: files, value: 5}]'] }), 'files: expected a path'],
    [
      twoTables(['relationships: [{to: another.b}]']),
      'there is no object another under schema; did you mean other?',
    ],
    [twoTables(['relationships: [{to: other.c}]']), 'other has no property c'],
    [twoTables(['relationships: [{to: other}]']), 'other names no property'],
    [twoTables(['relationships: [{to: "schema/o/properties/bees"}]']), 'other has no property bees'],
    [
      twoTables(['relationships: [{to: "far.yaml#schema/o/properties/bee"}]']),
      'another contract cannot be followed',
    ],
    [twoTables(['relationships: [{from: rows.age, to: other.b}]']), 'from is the property itself here'],
    [
      contract({ object: ['relationships: [{to: rows.age}]'] }),
      'a relationship of an object needs from and to',
    ],
    [
      contract({ object: ['relationships: [{from: rows.age, to: [rows.age]}]'] }),
      'must both be one column, or both a list',
    ],
    [
      contract({ object: ['relationships: [{from: [rows.age], to: [rows.age, rows.age]}]'] }),
      'from names 1 columns and to 2',
    ],
    [contract({ top: ['slaProperties: [{property: latency, value: 4}]'] }), 'latency needs element'],
    [
      contract({ top: ['slaProperties: [{property: latency, value: soon, element: age}]'] }),
      'is no age as 4 with unit d',
    ],
    [
      contract({ top: ['slaProperties: [{property: latency, value: 4, element: rows.at}]'] }),
      'rows has no property at',
    ],
    [
      contract({
        top: ['slaProperties: [{property: latency, value: 4, element: age}]'],
        property: ['logicalType: integer'],
      }),
      'an age needs a date or a timestamp',
    ],
    [
      contract({ top: ['slaProperties: [{property: freshnes, value: 4}]'] }),
      'freshnes is not checked; did you mean freshness?',
    ],
    [
      contract({ property: ['customProperties: [{property: role, value: lable}]'] }),
      'role: expected feature, label, id, time, weight, group, found "lable"; did you mean label?',
    ],
    [
      contract({ property: ['customProperties: [{property: environments, value: [live]}]'] }),
      'environments: expected training, evaluation, serving',
    ],
    [
      contract({ property: ['customProperties: [{property: lifecycle, value: old}]'] }),
      'lifecycle: expected planned, alpha',
    ],
    [
      contract({ property: ['customProperties: [{property: drift, value: {method: ks}}]'] }),
      'drift: expected off, or a map',
    ],
    [
      contract({ top: ['servers: [{server: a, type: local, path: x, format: csv, delimiter: ";"}]'] }),
      'unknown key of a server of type local',
    ],
    [contract({ top: ['tags: x'] }), 'expected a list'],
  ])('%#: $1', (text, message) => {
    const found = problems(text);
    expect(found.join('\n')).toContain(message);
    for (const line of found) expect(line).toMatch(/^data\.contract\.yaml:[1-9]\d*:[1-9]\d* {2}\S/);
  });

  it('stands at the line and column of the value', () => {
    expect(problems(option('string', 'format: iban'))[0]).toMatch(
      new RegExp(
        `^data.contract.yaml:${PROPERTY_LINE + 1}:30  schema\\[0\\].properties\\[0\\].logicalTypeOptions.format: `,
      ),
    );
    expect(problems(contract({ top: ['slaProperties: [{property: latency, value: 4}]'] }))[0]).toMatch(
      new RegExp(`^data.contract.yaml:${TOP_LINE}:17  slaProperties\\[0\\]: `),
    );
    expect(problems(contract({ object: ['relationships: [{to: rows.age}]'] }))[0]).toMatch(
      new RegExp(`^data.contract.yaml:${OBJECT_LINE}:21  schema\\[0\\].relationships\\[0\\]: `),
    );
  });

  it('other versions and unknown keys, told at once', () => {
    const found = problems(contract({ property: ['logicalTyp: integer'] }).replace('v3.1.0', 'v2.2.0'));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/:1:\d+ {2}apiVersion: expected apiVersion v3\.0\.x or v3\.1\.x/);
    expect(found[1]).toMatch(/logicalTyp.*logicalType/);
  });
});

describe('rules that contradict themselves or would be passed over', () => {
  const rule = (text: string) => contract({ property: [`quality: [{${text}}]`] });
  const typed = (type: string, options: string) =>
    contract({ property: [`logicalType: ${type}`, `logicalTypeOptions: {${options}}`] });
  it.each([
    [rule('metric: nullValues'), 'nullValues needs exactly one of mustBe'],
    [
      rule('metric: nullValues, mustBe: 0, mustBeLessThan: 5'),
      'nullValues needs exactly one operator, found mustBe and mustBeLessThan',
    ],
    [rule('mustBe: 0'), 'a library rule needs metric'],
    [rule('metric: freshness, mustBe: 0'), 'freshness is no library metric'],
    [rule('metric: rowCount, mustBe: 1'), 'rowCount belongs to the dataset'],
    [
      rule('metric: invalidValues, mustBe: 0'),
      'invalidValues needs arguments.validValues or arguments.pattern',
    ],
    [
      rule('metric: nullValues, mustBe: true'),
      'nullValues is a number; true and false are answers of queries',
    ],
    [
      rule('metric: nullValues, mustBe: 0, arguments: {validValues: [1]}'),
      'nullValues does not look at validValues',
    ],
    [rule('metric: nullValues, mustBe: 0, validValues: [1]'), 'nullValues does not look at validValues'],
    [
      rule('metric: missingValues, mustBe: 0, arguments: {pattern: x}'),
      'missingValues does not look at pattern',
    ],
    [rule('metric: duplicateValues, mustBe: 0, arguments: {properties: [age]}'), 'belongs to the dataset'],
    [rule('metric: nullValues, mustBeBetween: [5, 1]'), 'the first number must be the smaller'],
    [rule('metric: nullValues, mustBe: .nan'), 'expected a number'],
    [rule('metric: nullValues, mustBe: 0, query: select 1'), 'a rule has a metric or a query, not both'],
    [rule('type: sql, mustBe: 0'), 'a rule of type sql needs query'],
    [rule('query: select 1, mustBe: 0'), 'a query needs type: sql'],
    [rule('type: sql, query: select 1'), 'a query needs exactly one of mustBe'],
    [rule('type: sql, query: "  ", mustBe: 0'), 'the query is empty'],
    [
      rule('type: sql, query: "select {columns}", mustBe: 0'),
      'nothing stands for {columns} here; there is {object} and {property}',
    ],
    [
      contract({ object: ['quality: [{type: sql, query: "select {property}", mustBe: 0}]'] }),
      'nothing stands for {property} here; there is {object}',
    ],
    [
      contract({
        property: ['logicalType: array', 'items: {quality: [{type: sql, query: select 1, mustBe: 0}]}'],
      }),
      'a query stands at a column or at the object',
    ],
    [rule('type: text, metric: nullValues, mustBe: 0'), 'a rule of type text is not checked'],
    [rule('metric: nullValues, rule: rowCount, mustBe: 0'), 'metric says nullValues and rule says rowCount'],
    [rule('metric: invalidValues, mustBe: 0, arguments: {pattern: "(?=x)"}'), 'look-ahead'],
    [
      contract({ object: ['quality: [{metric: nullValues, mustBe: 0}]'] }),
      'nullValues belongs to a property',
    ],
    [
      contract({ object: ['quality: [{metric: duplicateValues, mustBe: 0}]'] }),
      'or needs arguments.properties',
    ],
    [
      contract({
        object: ['quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [gone]}}]'],
      }),
      'there is no property gone',
    ],
    [
      contract({ object: ['quality: [{metric: rowCount, mustBe: 0, unit: percent}]'] }),
      'rowCount has no percent',
    ],
    [typed('integer', 'minimum: "2020-01-01"'), 'bounds dates and times, not logicalType integer'],
    [
      typed('string', 'minimum: 1'),
      'minimum is for logicalType number, integer, date, timestamp, time, not for string',
    ],
    [typed('date', 'maximum: 5'), 'not of logicalType date'],
    [typed('date', 'maximum: tomorrow'), 'is no date or time as 2026-01-31'],
    [typed('time', 'maximum: "2020-01-01"'), 'is no date or time'],
    [typed('integer', 'maximum: .inf'), 'expected a number or a date'],
    [typed('integer', 'pattern: x'), 'pattern is for logicalType string, not for integer'],
    [typed('boolean', 'maxLength: 3'), 'maxLength is for logicalType string'],
    [typed('string', 'multipleOf: 2'), 'multipleOf is for logicalType number, integer, not for string'],
    [typed('string', 'pattern: "("'), 'is no regular expression'],
    [
      contract({ property: ['logicalTypeOptions: {minimum: 1, maximum: "2020-01-01"}'] }),
      'cannot bound one column together',
    ],
    [
      contract({ property: ['- name: age'] }).replace('        - name: age', '      - name: age'),
      'age stands twice',
    ],
  ])('%#: $1', (text, message) => {
    const found = problems(text);
    expect(found.join('\n')).toContain(message);
    for (const line of found) expect(line).toMatch(/^data\.contract\.yaml:[1-9]\d*:[1-9]\d* {2}\S/);
  });
});

describe('what is built', () => {
  it('becomes columns and rules', () => {
    const found = parseContract(
      contract({
        property: [
          'logicalType: integer',
          'required: true',
          'classification: restricted',
          'logicalTypeOptions: {minimum: 0, exclusiveMaximum: 120, multipleOf: 2}',
          'quality:',
          '  - {metric: nullValues, mustBeLessThan: 1, unit: percent, severity: warning}',
          '  - {rule: missingValues, mustBe: 0, arguments: {missingValues: [null, NA, 9]}}',
          '  - {type: text, description: ask Ada}',
          '- {name: id, primaryKey: true, primaryKeyPosition: 2, unique: true}',
          '- {name: year, primaryKey: true, primaryKeyPosition: 1, classification: public}',
        ].map((line) => (line.startsWith('- ') ? `\u0000${line}` : line)),
        object: ['quality: [{metric: duplicateValues, mustBe: 0, arguments: {properties: [age, id]}}]'],
      }).replaceAll('        \u0000', '      '),
      'c.yaml',
    );
    expect(found).toMatchObject({ id: 'c', version: '1.0.0', primaryKey: ['year', 'id'] });
    expect(
      found.columns.map(({ name, required, unique, classified }) => [name, required, unique, classified]),
    ).toEqual([
      ['age', true, false, true],
      ['id', true, true, false],
      ['year', true, false, false],
    ]);
    expect(found.columns[0]).toMatchObject({
      range: { minimum: 0, exclusiveMaximum: 120 },
      multipleOf: 2,
      rules: [
        {
          metric: 'nullValues',
          operator: { kind: 'mustBeLessThan', value: 1 },
          unit: 'percent',
          severity: 'warning',
        },
        { metric: 'missingValues', values: ['NA', 9], unit: 'rows', severity: 'error' },
      ],
    });
    expect(found.rules).toMatchObject([{ metric: 'duplicateValues', columns: ['age', 'id'] }]);
  });

  it('documentation is let through', () => {
    const keys = [
      'businessName: x',
      'description: x',
      'physicalType: int',
      'tags: [a]',
      'examples: [1]',
      'customProperties: [{property: a, value: b}]',
    ];
    expect(
      problems(
        contract({
          property: keys,
          top: [
            'team: [{username: a}]',
            'servers: [{server: x, type: local, path: x, format: csv}]',
            'price: {priceAmount: 1}',
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('the file', () => {
  it.each([
    ['absent.yaml', () => {}, /absent\.yaml cannot be read: .*ENOENT/],
    [
      'pipe.yaml',
      (path: string) => execFileSync('mkfifo', [path]),
      /pipe\.yaml cannot be read: it is not a regular file/,
    ],
  ])('%s is refused', async (name, make, message) => {
    const absolute = join(folder, name);
    make(absolute);
    await expect(loadContract({ written: name, absolute })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['', /apiVersion|expected/],
    ['[1]', /expected/],
    ['a: [', /./],
    ['a: 1\na: 2', /./],
    ['\0', /NUL/],
  ])('%j is refused with a place', (text, message) => {
    const found = problems(text);
    expect(found.join('\n')).toMatch(message);
    expect(found[0]).toMatch(/^data\.contract\.yaml:\d+:\d+/);
  });
});
