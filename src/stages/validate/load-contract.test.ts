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
    expect((error as ModelyardError).hint).toContain('docs/validation.md');
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const PROPERTY_LINE = 10;
const OBJECT_LINE = 8;
const TOP_LINE = 6;

describe('parts of the standard that are not built are errors with their place', () => {
  const options = [
    'format',
    'timezone',
    'defaultTimezone',
    'maxProperties',
    'minProperties',
    'required',
    'maxItems',
    'minItems',
    'uniqueItems',
  ];
  it.each(options)('logicalTypeOptions.%s', (option) => {
    expect(problems(contract({ property: ['logicalTypeOptions:', `  ${option}: 1`] }))).toEqual([
      `data.contract.yaml:${PROPERTY_LINE + 1}:${11 + option.length + 2}  schema[0].properties[0].logicalTypeOptions.${option}: logicalTypeOptions.${option} is not built yet; take it out, or check it elsewhere`,
    ]);
  });

  it.each(['relationships', 'items', 'properties'])('%s of a property', (key) => {
    const [first] = problems(contract({ property: [`${key}: [{name: x}]`] }));
    expect(first).toMatch(
      new RegExp(
        `^data.contract.yaml:${PROPERTY_LINE}:${9 + key.length + 2}  schema\\[0\\].properties\\[0\\].${key}: .*not built yet`,
      ),
    );
  });

  it('relationships of the dataset, service levels', () => {
    expect(problems(contract({ object: ['relationships: [{from: a, to: b}]'] }))[0]).toMatch(
      new RegExp(`:${OBJECT_LINE}:20  schema\\[0\\].relationships: relationships is not built yet`),
    );
    expect(problems(contract({ top: ['slaProperties: [{property: latency, value: 4}]'] }))[0]).toMatch(
      new RegExp(`:${TOP_LINE}:16  slaProperties: slaProperties is not built yet`),
    );
  });

  it.each(['object', 'array'])('logicalType %s', (type) => {
    expect(problems(contract({ property: [`logicalType: ${type}`] }))[0]).toContain(
      `logicalType ${type} is not built yet`,
    );
  });

  it.each(['sql', 'custom'])('rules of type %s', (type) => {
    const found = problems(
      contract({ property: ['quality:', `  - {type: ${type}, query: select 1, mustBe: 0}`] }),
    );
    expect(found.join('\n')).toContain(`quality rules of type ${type} are not built yet`);
    expect(found[0]).toMatch(
      new RegExp(
        `^data.contract.yaml:${PROPERTY_LINE + 1}:\\d+  schema\\[0\\].properties\\[0\\].quality\\[0\\]`,
      ),
    );
  });

  it.each(['query: select 1', 'engine: soda', 'implementation: x'])('%s', (part) => {
    const text = contract({ property: ['quality:', `  - {metric: nullValues, mustBe: 0, ${part}}`] });
    expect(problems(text)[0]).toContain(`${part.split(':')[0]} is not built yet`);
  });

  it('several datasets', () => {
    const text = `${contract({})}  - name: other\n    properties: [{name: b}]\n`;
    expect(problems(text).join('\n')).toContain('one contract describes one dataset');
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
    [rule('metric: nullValues, mustBe: 0, mustBeLessThan: 5'), 'nullValues needs exactly one of mustBe'],
    [rule('mustBe: 0'), 'a library rule needs metric'],
    [rule('metric: freshness, mustBe: 0'), 'freshness is no library metric'],
    [rule('metric: rowCount, mustBe: 1'), 'rowCount belongs to the dataset'],
    [
      rule('metric: invalidValues, mustBe: 0'),
      'invalidValues needs arguments.validValues or arguments.pattern',
    ],
    [rule('metric: invalidValues, mustBe: 0, arguments: {validValues: [1], pattern: x}'), 'write two rules'],
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
    [typed('string', 'minimum: 1'), 'a number bounds columns of numbers, not of logicalType string'],
    [typed('date', 'maximum: 5'), 'not of logicalType date'],
    [typed('date', 'maximum: tomorrow'), 'is no date or time as 2026-01-31'],
    [typed('time', 'maximum: "2020-01-01"'), 'is no date or time'],
    [typed('integer', 'maximum: .inf'), 'expected a number or a date'],
    [typed('integer', 'pattern: x'), 'pattern is for logicalType string, not for integer'],
    [typed('boolean', 'maxLength: 3'), 'maxLength is for logicalType string'],
    [typed('string', 'multipleOf: 2'), 'multipleOf is for numbers'],
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
          top: ['team: [{username: a}]', 'servers: [{server: x, type: local}]', 'price: {priceAmount: 1}'],
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
