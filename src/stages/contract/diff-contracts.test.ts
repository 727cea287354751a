import { describe, expect, it } from 'vitest';
import { diffContracts } from '../../domain/contract/diff/diff-contracts.ts';
import { parseContract } from './load-contract.ts';

const contract = (columns: string, more = '') =>
  parseContract(
    `contract: c\ncolumns:\n${columns
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n')}\n${more}`,
    'c.yaml',
  );

const diff = (before: string, after: string, more: readonly [string, string] = ['', '']) =>
  diffContracts(contract(before, more[0]), contract(after, more[1]));

/** `where what: before -> after ! whom`. */
const told = (found: ReturnType<typeof diff>) =>
  found.changes.map(
    ({ where, what, before, after, breaks }) =>
      `${where} ${what}: ${before} -> ${after} ! ${breaks.join('+')}`,
  );

describe('whom a change of a column breaks', () => {
  it.each([
    ['x: integer', 'x: integer', []],
    ['x: integer', 'x: number', ['x type: integer -> number ! readers']],
    ['x: number', 'x: integer', ['x type: number -> integer ! data']],
    ['x: integer', 'x: string', ['x type: integer -> string ! readers+data']],
    ['x: integer', 'x:', ['x type: integer -> null ! readers']],
    ['x: integer required', 'x: integer', ['x required: yes -> no ! readers']],
    ['x: integer', 'x: integer required', ['x required: no -> yes ! data']],
    ['x: integer unique', 'x: integer', ['x unique: yes -> no ! readers']],
    ['x: integer 0..120', 'x: integer 0..150', ['x range: 0 … 120 -> 0 … 150 ! readers']],
    ['x: integer 0..120', 'x: integer 0..100', ['x range: 0 … 120 -> 0 … 100 ! data']],
    ['x: integer 0..120', 'x: integer 5..150', ['x range: 0 … 120 -> 5 … 150 ! readers+data']],
    ['x: integer 0..120', 'x: integer', ['x range: 0 … 120 -> null ! readers']],
    ['x: integer', 'x: integer ..5', ['x range: null -> at most 5 ! data']],
    ['x: integer <=5', 'x: integer <5', ['x range: at most 5 -> less than 5 ! data']],
    ['x: integer >5', 'x: integer >=5', ['x range: more than 5 -> at least 5 ! readers']],
    ['x: integer 0..', 'x: integer 0..9', ['x range: at least 0 -> 0 … 9 ! data']],
    [
      'x: date 2020-01-01..',
      'x: date 2019-01-01..',
      ['x range: at least 2020-01-01 -> at least 2019-01-01 ! readers'],
    ],
    [
      'x: {is: timestamp, minimum: "2020-01-01T02:00:00+02:00"}',
      'x: {is: timestamp, minimum: "2020-01-01T01:00:00Z"}',
      ['x range: at least 2020-01-01T02:00:00+02:00 -> at least 2020-01-01T01:00:00Z ! data'],
    ],
    [
      'x: {is: timestamp, minimum: "2020-01-01T02:00:00"}',
      'x: {is: timestamp, minimum: "2020-01-01T02:00:00Z"}',
      ['x range: at least 2020-01-01T02:00:00 -> at least 2020-01-01T02:00:00Z ! readers+data'],
    ],
    ['x: string 1..5', 'x: string 1..9', ['x length: 1 … 5 -> 1 … 9 ! readers']],
    ['x: string /a/', 'x: string /b/', ['x pattern: a -> b ! readers+data']],
    ['x: string email', 'x: string', ['x format: email -> null ! readers']],
    ['x: {is: integer, multipleOf: 2}', 'x: {is: integer, multipleOf: 4}', ['x multiple of: 2 -> 4 ! data']],
    [
      'x: {is: integer, multipleOf: 4}',
      'x: {is: integer, multipleOf: 2}',
      ['x multiple of: 4 -> 2 ! readers'],
    ],
    ['x: [a, b]', 'x: [a, b, c]', ['x values: a, b -> a, b, c ! readers']],
    ['x: [a, b]', 'x: [b, a]', []],
    ['x: [a, b]', 'x: [a]', ['x values: a, b -> a ! data']],
    ['x: [a, b]', 'x: string', ['x values: a, b -> null ! readers']],
    ['x: string', 'x: [a, b]', ['x values: null -> a, b ! data']],
    [
      'x: number nulls<5%',
      'x: number nulls<9%',
      ['x nullValues: less than 5 % null -> less than 9 % null ! readers'],
    ],
    [
      'x: number nulls<5%',
      'x: number nulls<1%',
      ['x nullValues: less than 5 % null -> less than 1 % null ! data'],
    ],
    [
      'x: number nulls<5%',
      'x: number nulls<=5%',
      ['x nullValues: less than 5 % null -> at most 5 % null ! readers'],
    ],
    [
      'x: number nulls<5%',
      'x: number nulls<5',
      ['x nullValues: less than 5 % null -> less than 5 null ! readers+data'],
    ],
    ['x: number', 'x: number nulls<5%', ['x nullValues: null -> less than 5 % null ! data']],
    [
      'x: {quality: [{metric: nullValues, mustBe: 0}]}',
      'x: {quality: [{metric: nullValues, mustBe: 0, severity: warning}]}',
      ['x nullValues: exactly 0 null -> exactly 0 null (warning) ! readers'],
    ],
    [
      'x: number',
      'x: {is: number, quality: [{metric: nullValues, mustBe: 0, severity: info}]}',
      ['x nullValues: null -> exactly 0 null (info) ! '],
    ],
    [
      'x: integer label',
      'x: integer',
      ['x role: label -> null ! readers', 'x environments: training, evaluation -> null ! data'],
    ],
    [
      'x: integer training serving',
      'x: integer training',
      ['x environments: training, serving -> training ! readers'],
    ],
    ['x: integer', 'x: integer deprecated', ['x lifecycle: production -> deprecated ! readers']],
    ['x: integer planned', 'x: integer alpha', ['x lifecycle: planned -> alpha ! ']],
    ['x: integer 0..9 alpha', 'x: integer 0..5 alpha', ['x range: 0 … 9 -> 0 … 5 ! ']],
    [
      'x: integer 0..9 alpha',
      'x: integer 0..5',
      ['x range: 0 … 9 -> 0 … 5 ! data', 'x lifecycle: alpha -> production ! data'],
    ],
    [
      'x: {is: number, quality: [{metric: nullValues, mustBe: 0}]}',
      'x: number nulls<5%',
      ['x nullValues: exactly 0 null -> less than 5 % null ! readers+data'],
    ],
    [
      'x: {is: number, quality: [{metric: nullValues, mustBe: 0}]}',
      'x: number nulls<5',
      ['x nullValues: exactly 0 null -> less than 5 null ! readers'],
    ],
    ['x: integer planned', 'x: integer', ['x lifecycle: planned -> production ! data']],
    [
      'x: {is: number, drift: {js: 0.1}}',
      'x: {is: number, drift: off}',
      ['x drift: {"off":false,"js":0.1} -> {"off":true} ! '],
    ],
    ['x: string', 'x: string personal', ['x classified: false -> true ! ']],
    ['x: {is: string, description: a}', 'x: {is: string, description: b}', []],
    [
      'x: {fields: {zip: string, b: integer}}',
      'x: {fields: {zip: string required}}',
      ['x.zip required: no -> yes ! data', 'x.b field: integer -> null ! readers'],
    ],
    [
      'x: {fields: {zip: string}}',
      'x: {fields: {zip: string, b: integer}}',
      ['x.b field: null -> integer ! data'],
    ],
    ['x: "string[]"', 'x: "integer[]"', ['x[] type: string -> integer ! readers+data']],
    ['x: string[] 1..3', 'x: string[] 1..4', ['x items: 1 … 3 -> 1 … 4 ! readers']],
    ['x: integer\ny: string', 'x: integer', ['y column: string -> null ! readers']],
    ['x: integer', 'x: integer\ny: string', ['y column: null -> string ! data']],
    ['x: integer', 'x: integer\ny: string planned', ['y column: null -> string ! ']],
    ['x: integer\ny: string debug', 'x: integer', ['y column: string -> null ! ']],
    ['x: integer', 'x: integer\ny: string required', ['y column: null -> string, required ! data']],
    ['x: integer\ny: string', 'y: string\nx: integer', ['columns order: x, y -> y, x ! readers']],
  ])('%s → %s', (before, after, expected) => {
    const found = diff(before, after);
    expect(told(found)).toEqual(expected);
    expect(found.isBreaking).toBe(expected.some((line) => !line.endsWith('! ')));
  });
});

describe('whom a change of the whole breaks', () => {
  it.each([
    ['rows: 100..', 'rows: 50..', ['rows rowCount: at least 100 rows -> at least 50 rows ! readers']],
    ['rows: 100..', 'rows: 100..500', ['rows rowCount: null -> at most 500 rows ! data']],
    ['key: [x]', '', ['primary key columns: x -> null ! readers', 'x required: yes -> no ! readers']],
    ['fresh: {t: 7d}', 'fresh: {t: 9d}', ['t freshness age: 7 d -> 9 d ! readers']],
    ['fresh: {t: 7d}', 'fresh: {t: 12h}', ['t freshness age: 7 d -> 12 h ! data']],
    [
      'sql: {a: select 1}',
      'sql: {a: select 2}',
      ['sql query: exactly 0: select 1 -> null ! readers', 'sql query: null -> exactly 0: select 2 ! data'],
    ],
    [
      'sql: {a: {query: select 1, mustBe: 1}}',
      'sql: {a: {query: select 1, mustBe: 2}}',
      ['sql query: exactly 1: select 1 -> exactly 2: select 1 ! readers+data'],
    ],
    [
      'sql: {a: {query: select 1, mustBeLessThan: 9}}',
      'sql: {a: {query: select 1, mustBeLessThan: 5}}',
      ['sql query: less than 9: select 1 -> less than 5: select 1 ! data'],
    ],
    [
      'sql: {a: {query: select 1, mustBeLessThan: 9}, b: {query: select 1, mustBeGreaterThan: 2}}',
      'sql: {a: {query: select 1, mustBeLessThan: 9}, b: {query: select 1, mustBeGreaterThan: 1}}',
      ['sql query: more than 2: select 1 -> more than 1: select 1 ! readers'],
    ],
    [
      'sql: {a: {query: select 1, severity: warning}}',
      '',
      ['sql query: exactly 0: select 1 (warning) -> null ! '],
    ],
    ['unique: [[x, t]]', '', ['rows duplicateValues: exactly 0 repeated -> null ! readers']],
    ['version: 1.0.0\ndescription: a', 'version: 2.0.0\ndescription: b', []],
  ])('%s → %s', (before, after, expected) => {
    expect(told(diff('x: integer\nt: date', 'x: integer\nt: date', [before, after])).sort()).toEqual(
      [...expected].sort(),
    );
  });

  it('keys and the tables that they point to', () => {
    const before = ['x: integer -> s.id', 'tables: {s: {files: s.csv, columns: {id: integer}}}'] as const;
    const after = ['x: integer', 'tables: {s: {files: s.csv, columns: {id: string}}, u: u.csv}'] as const;
    expect(
      told(
        diff(before[0], after[0], [
          before[1],
          after[1].replace(', u: u.csv', ', u: {files: u.csv, columns: {a: string}}'),
        ]),
      ),
    ).toEqual([
      's: id type: integer -> string ! readers+data',
      'foreign key relationship: x in s (id) -> null ! readers',
      'u table: null -> u.csv ! data',
    ]);
  });

  it('says what version the change is', () => {
    expect(diff('x: integer', 'x: integer').suggests).toBe('none');
    expect(diff('x: integer', 'x: integer\ny: string planned').suggests).toBe('minor');
    expect(diff('x: integer', 'y: integer').suggests).toBe('major');
  });
});
