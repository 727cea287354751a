import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import {
  type Cell,
  FORMATS,
  type Format,
  type Rows,
  writeData,
} from '../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig, ModelConfig } from '../../config/resolved.ts';
import { planChecks } from '../../domain/contract/plan-checks.ts';
import { ModelyardError } from '../../errors.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { type ValidateRecord, validateRecordSchema } from '../../records/validate.ts';
import { parseContract } from '../contract/load-contract.ts';
import { validateStage } from './validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-validate-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, String(count));
  mkdirSync(join(directory, 'data'), { recursive: true });
});

const TYPES = { row_id: 'VARCHAR', person: 'BIGINT', age: 'DOUBLE', plan: 'VARCHAR', visited: 'VARCHAR' };
type Row = Record<string, Cell>;

function rows(prefix: string, changes: Readonly<Record<number, Row>> = {}): Rows {
  return Array.from({ length: 40 }, (_, index) => ({
    row_id: `${prefix}${index + 1}`,
    person: (prefix === 't' ? 0 : 1000) + Math.floor(index / 2),
    age: 20.5 + index,
    plan: index % 2 === 0 ? 'basic' : 'full',
    visited: index % 3 === 0 ? 'yes' : 'no',
    ...changes[index + 1],
  }));
}

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: visits
version: 1.0.0
status: active
schema:
  - name: visits
    properties:
      - {name: row_id, logicalType: string, primaryKey: true, unique: true}
      - {name: person, logicalType: integer, required: true, classification: confidential}
      - {name: age, logicalType: number, required: true, logicalTypeOptions: {minimum: 0, maximum: 120}}
      - name: plan
        logicalType: string
        logicalTypeOptions: {pattern: "^[a-z]+$", maxLength: 10}
        quality:
          - {metric: invalidValues, mustBe: 0, arguments: {validValues: [basic, full]}}
          - {metric: nullValues, mustBeLessThan: 10, unit: percent, severity: warning}
          - {metric: missingValues, mustBeLessOrEqualTo: 1, arguments: {missingValues: ["", none]}}
      - {name: visited, logicalType: string}
    quality:
      - {metric: rowCount, mustBeGreaterThan: 10}
      - {metric: duplicateValues, mustBe: 0, arguments: {properties: [person, age]}}
`;

/** What a workflow, a table or HTML could take for its own. */
const HOSTILE = `</details>|$${'{{ x }}'}`;

interface Given {
  readonly train?: Rows;
  readonly evaluation?: Rows;
  readonly format?: Format;
  readonly contract?: string | null;
  readonly data?: Partial<DataConfig>;
  readonly examples?: ModelConfig['examples'];
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with the training data at every step that is told. */
  readonly meanwhile?: (path: string) => void;
  /** Called with them when their columns are known. */
  readonly described?: (path: string) => void;
}

async function validate(given: Given = {}): Promise<ValidateRecord> {
  const format = given.format ?? 'csv';
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  await writeData(join(directory, 'data'), {
    name: 'train',
    format,
    rows: given.train ?? rows('t'),
    types: TYPES,
  });
  await writeData(join(directory, 'data'), {
    name: 'evaluation',
    format,
    rows: given.evaluation ?? rows('e'),
    types: TYPES,
  });
  const contract = given.contract === undefined ? CONTRACT : given.contract;
  if (contract !== null) writeFileSync(join(directory, 'data/contract.yaml'), contract);
  const base = stageContext(directory);
  const context = stageContext(directory, {
    model: {
      examples: given.examples ?? 'auto',
      data: {
        ...base.model.data,
        train: { patterns: [path(`data/train.${format}`)] },
        evaluation: { patterns: [path(`data/evaluation.${format}`)] },
        contract: contract === null ? null : path('data/contract.yaml'),
        // Those have tests of their own.
        checks: {},
        ...given.data,
      },
    },
    environment: given.environment ?? {},
  });
  const engine = createDuckdbEngine({ memoryLimitMb: 512 });
  const train = join(directory, `data/train.${format}`);
  const progress = () => given.meanwhile?.(train);
  const describing: DataEngine = {
    ...engine,
    async describe(source) {
      const columns = await engine.describe(source);
      if (source.files.includes(train)) given.described?.(train);
      return columns;
    },
  };
  try {
    return await validateStage(
      { ...context, reporter: { ...context.reporter, progress } },
      { engine: describing },
    );
  } finally {
    await engine.close();
  }
}

const checksOf = (record: ValidateRecord, role: string) =>
  new Map(record.datasets.find((dataset) => dataset.role === role)?.checks.map((check) => [check.id, check]));

describe('the validation record', () => {
  it.each(FORMATS)('%s: good data pass, every check with its numbers', async (format) => {
    const record = await validate({ format });
    expect(record.verdict).toBe('pass');
    const stored = await readRecord(recordPath(directory, 'visits', 'validate'), validateRecordSchema);
    expect(stored).toEqual(record);
    const checks = checksOf(record, 'train');
    expect([...checks.keys()]).toEqual([
      'rows',
      'row_count',
      'target',
      'id.type',
      'id.null',
      'id.unique',
      'group',
      'age.finite',
      'row_id.present',
      'row_id.type',
      'row_id.required',
      'row_id.unique',
      'person.present',
      'person.type',
      'person.required',
      'age.present',
      'age.type',
      'age.required',
      'age.range',
      'plan.present',
      'plan.type',
      'plan.length',
      'plan.pattern',
      'plan.valid_values',
      'plan.null_values',
      'plan.missing_values',
      'visited.present',
      'visited.type',
      'primary_key',
      'duplicate_values(person, age)',
      'unexpected_columns',
    ]);
    expect([...checksOf(record, 'evaluation').keys()].slice(-2)).toEqual(['overlap.id', 'overlap.group']);
    expect(checks.get('age.range')).toMatchObject({ verdict: 'pass', failing: 0, checked: 40, examples: [] });
    expect(record.datasets.map(({ role, rows: n, files }) => [role, n, files.length])).toEqual([
      ['train', 40, 1],
      ['evaluation', 40, 1],
    ]);
  });

  it('NaN, infinities, empty text and null have the same verdicts in every format', async () => {
    const train = rows('t', {
      2: { age: Number.NaN, plan: '' },
      3: { age: Number.POSITIVE_INFINITY, plan: null },
      4: { age: Number.NEGATIVE_INFINITY, plan: 'NaN' },
      5: { age: null, plan: 'null' },
    });
    const verdicts = async (format: (typeof FORMATS)[number]) => {
      const { datasets } = await validate({ format, train });
      return datasets.map(({ checks }) =>
        checks.map(({ id, verdict, failing, checked, examples }) => {
          const places = examples.map(({ row }) => row);
          return { id, verdict, failing, checked, places };
        }),
      );
    };
    const expected = await verdicts('parquet');
    expect(expected[0]?.find(({ id }) => id === 'age.finite')).toMatchObject({ failing: 3, checked: 39 });
    for (const format of FORMATS) expect(await verdicts(format), format).toEqual(expected);
  });

  it('a file that is written to while it is read is told, and no record is written', async () => {
    const running = validate({ meanwhile: (path) => appendFileSync(path, 'zz,999,30,basic,yes\n') });
    await expect(running).rejects.toMatchObject({
      code: 'input',
      message: 'data/train.csv changed while it was read',
    });
    expect(existsSync(join(directory, '.modelyard/visits/validate.json'))).toBe(false);
  });

  it.each<[string, (path: string) => void]>([
    ['replaced by a whole one', (path) => renameSync(`${path}.new`, path)],
    ['cut off', (path) => truncateSync(path, 60)],
    ['removed', (path) => rmSync(path)],
  ])(
    'a file that is %s once its columns are known is told, and nothing is written',
    async (_what, change) => {
      for (const format of ['csv', 'parquet'] as const) {
        rmSync(join(directory, '.modelyard'), { recursive: true, force: true });
        const described = (path: string) => {
          copyFileSync(path.replace('train', 'evaluation'), `${path}.new`);
          change(path);
        };
        await expect(validate({ format, described })).rejects.toMatchObject({
          message: expect.stringMatching(
            /^(data\/train\.(csv|parquet) changed while it was read|cannot read data\/train\.\w+: there is no such file)$/,
          ),
        });
        expect(existsSync(join(directory, '.modelyard/visits'))).toBe(false);
      }
    },
  );

  it.each(FORMATS)('%s: broken rows are counted and shown with their numbers', async (format) => {
    const record = await validate({
      format,
      train: rows('t', {
        3: { age: -4 },
        4: { age: Number.NaN },
        5: { age: null },
        6: { plan: 'Basic' },
        7: { plan: HOSTILE },
        8: { plan: '' },
        9: { row_id: 't1' },
        10: { visited: null },
        11: { person: null },
      }),
    });
    expect(record.verdict).toBe('fail');
    const checks = checksOf(record, 'train');
    const numbers = (id: string) => {
      const { verdict, failing, checked, examples } = checks.get(id) as NonNullable<
        ReturnType<typeof checks.get>
      >;
      return [verdict, failing, checked, examples.map(({ row }) => row)];
    };
    expect(numbers('age.range')).toEqual(['fail', 2, 39, [3, 4]]);
    expect(numbers('age.required')).toEqual(['fail', 2, 40, [4, 5]]);
    expect(numbers('age.finite')).toEqual(['warn', 1, 39, [4]]);
    expect(numbers('plan.valid_values')).toEqual(['fail', 3, 40, [6, 7, 8]]);
    expect(numbers('plan.pattern')).toEqual(['fail', 3, 40, [6, 7, 8]]);
    expect(numbers('plan.length')).toEqual(['fail', 1, 40, [7]]);
    expect(numbers('plan.null_values')).toEqual(['pass', 0, 40, []]);
    expect(numbers('plan.missing_values')).toEqual(['pass', 1, 40, []]);
    expect(numbers('id.unique')).toEqual(['fail', 1, 40, [9]]);
    expect(numbers('row_id.unique')).toEqual(['fail', 1, 40, [9]]);
    expect(numbers('primary_key')).toEqual(['fail', 1, 40, [9]]);
    expect(numbers('target')).toEqual(['fail', 1, 40, [10]]);
    expect(numbers('group')).toEqual(['fail', 1, 40, [11]]);
    expect(checks.get('plan.valid_values')?.examples[1]?.value).toBe(HOSTILE);
    expect(checksOf(record, 'evaluation').get('age.range')?.verdict).toBe('pass');
  });

  it('shares are of all rows, at most five examples', async () => {
    const nulls = Object.fromEntries([1, 2, 3, 4, 5, 6].map((row) => [row, { plan: null, age: 200 }]));
    const checks = checksOf(await validate({ train: rows('t', nulls) }), 'train');
    expect(checks.get('plan.null_values')).toMatchObject({
      verdict: 'warn',
      severity: 'warning',
      failing: 6,
      checked: 40,
    });
    expect(checks.get('age.range')?.examples.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
    expect(checks.get('plan.valid_values')).toMatchObject({ verdict: 'pass', failing: 0, checked: 34 });
  });

  it('warnings alone pass', async () => {
    const record = await validate({
      train: rows('t', { 1: { age: Number.POSITIVE_INFINITY } }),
      contract: null,
    });
    expect(record).toMatchObject({ verdict: 'pass', contract: null });
    expect(checksOf(record, 'train').get('age.finite')?.verdict).toBe('warn');
  });

  it('without a contract the built-in checks run', async () => {
    const checks = checksOf(await validate({ contract: null }), 'train');
    expect([...checks.keys()]).toEqual([
      'rows',
      'target',
      'id.type',
      'id.null',
      'id.unique',
      'group',
      'age.finite',
    ]);
  });

  it('has no check that the docs do not describe', async () => {
    const page = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8');
    const docs = page('validation') + page('contract');
    const record = await validate();
    for (const { id, column, kind } of record.datasets.flatMap(({ checks }) => checks))
      expect(docs).toContain(
        `\`${kind === 'finite' ? '<column>.finite' : id.replace(`${column}.`, '').replace(/\(.*/, '')}\``,
      );
  });

  it('a column that the contract names and the data lack fails, and its checks could not run', async () => {
    const contract = CONTRACT.replace('{name: age,', '{name: gone, unique: true,').replace(
      '[person, age]',
      '[person, gone]',
    );
    const record = await validate({ contract });
    const checks = [...checksOf(record, 'train').values()].filter(({ verdict }) => verdict !== 'pass');
    expect(record.verdict).toBe('fail');
    expect(checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['gone.present', 'fail'],
      ['gone.type', 'error'],
      ['gone.required', 'error'],
      ['gone.range', 'error'],
      ['gone.unique', 'error'],
      ['duplicate_values(person, gone)', 'error'],
      ['unexpected_columns', 'warn'],
    ]);
    expect(checks.at(-1)?.reason).toBe('also there: age');
  });

  it('rows and groups that stand in both datasets', async () => {
    const record = await validate({
      evaluation: rows('e', { 2: { row_id: 't9' }, 5: { person: 3 }, 6: { person: 3 } }),
    });
    const checks = checksOf(record, 'evaluation');
    expect(checks.get('overlap.id')).toMatchObject({
      verdict: 'fail',
      failing: 1,
      checked: 40,
      examples: [{ row: 2, value: 't9' }],
    });
    expect(checks.get('overlap.group')).toMatchObject({
      verdict: 'fail',
      failing: 2,
      checked: 40,
      examples: [{ row: 5, value: '(classified)' }],
    });
  });

  it('floating-point ids, a header without rows', async () => {
    const numbers = rows('t').map((row, index) => ({ ...row, row_id: String(index + 0.5) }));
    const floats = checksOf(await validate({ contract: null, train: numbers }), 'train');
    expect(floats.get('id.type')).toMatchObject({ verdict: 'fail', failing: null });
    const none = await validate({ train: [] });
    expect(none.verdict).toBe('fail');
    const checks = checksOf(none, 'train');
    expect(checks.get('rows')).toMatchObject({ verdict: 'fail', checked: 0 });
    expect(checks.get('plan.null_values')).toMatchObject({
      verdict: 'warn',
      reason: 'a share of no rows is not defined',
    });
  });

  it('a check on a column called id does not take the numbers of the check on ids', async () => {
    const path = join(directory, 'ids.csv');
    writeFileSync(
      path,
      `id,row_id,person,visited\n${Array.from({ length: 20 }, (_, row) => `7,t${row},${row},yes`).join('\n')}\n`,
    );
    const other = join(directory, 'ids-e.csv');
    writeFileSync(other, 'id,row_id,person,visited\n8,e1,99,no\n9,e2,98,no\n');
    const own = `${CONTRACT.split('      - {name: row_id')[0]}      - {name: id, logicalType: integer, unique: true}\n`;
    const record = await validate({
      contract: own,
      data: {
        train: { patterns: [{ written: 'ids.csv', absolute: path }] },
        evaluation: { patterns: [{ written: 'ids-e.csv', absolute: other }] },
      },
    });
    const checks = checksOf(record, 'train');
    expect(checks.get('id.unique')).toMatchObject({ column: 'row_id', verdict: 'pass', failing: 0 });
    expect(checks.get('id.unique#2')).toMatchObject({ column: 'id', verdict: 'fail', failing: 19 });
  });
});

describe('values of people', () => {
  const train = rows('t', { 2: { age: 350 }, 3: { person: null } });
  const evaluation = rows('e', { 1: { person: 3 } });
  const shown = async (given: Given) => {
    const record = await validate({ train, evaluation, ...given });
    return checksOf(record, 'train').get('age.range')?.examples;
  };
  it('are shown on somebody’s own machine, hidden on build servers', async () => {
    expect(await shown({})).toEqual([{ row: 2, value: '350' }]);
    expect(await shown({ environment: { CI: 'true' } })).toEqual([{ row: 2, value: '(not shown)' }]);
    expect(await shown({ environment: { CI: 'true' }, examples: 'values' })).toEqual([
      { row: 2, value: '350' },
    ]);
    expect(await shown({ examples: 'none' })).toEqual([]);
  });

  it('of classified columns are nowhere in the record', async () => {
    const contract = CONTRACT.replace('primaryKey: true', 'classification: secret, primaryKey: true');
    await validate({
      contract,
      train: rows('t', { 2: { row_id: 'hush1' }, 3: { row_id: 'hush1' } }),
      evaluation: rows('e', { 1: { row_id: 'hush1' } }),
      examples: 'values',
    });
    const text = readFileSync(recordPath(directory, 'visits', 'validate'), 'utf8');
    expect(text).toContain('(classified)');
    expect(text).not.toContain('hush1');
  });
});

describe('what the config names and the data lack', () => {
  it.each([
    [{ targets: ['gone'] }, /data\.target: gone/],
    [{ id: 'gone', groupBy: 'lost' }, /data\.id: gone, data\.group_by: lost/],
    [{ features: ['age', 'gone'] }, /data\.features: gone/],
    [{ time: 'gone' }, /data\.time: gone/],
  ])('%j', async (data, message) => {
    const error = await validate({ data }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ModelyardError);
    expect(error).toMatchObject({
      code: 'input',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('row_id, person, age'),
    });
  });
});

describe('no check is dropped', () => {
  const name = fc.constantFrom(
    'id',
    'age',
    'plan',
    'a.type',
    'overlap',
    HOSTILE,
    "it's",
    'rows',
    '🙂',
    'id.unique',
  );
  const option = fc.record(
    {
      required: fc.boolean(),
      unique: fc.boolean(),
      primaryKey: fc.boolean(),
      quality: fc.array(
        fc.constantFrom(
          { metric: 'nullValues', mustBe: 0 },
          { metric: 'duplicateValues', mustBe: 0 },
          { metric: 'missingValues', mustBe: 0 },
          { metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['a'] } },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  );
  const columns = fc.uniqueArray(fc.tuple(name, option), {
    selector: ([key]) => key,
    minLength: 1,
    maxLength: 5,
  });
  it('whatever the contract asks for and the data have', () => {
    fc.assert(
      fc.property(columns, fc.uniqueArray(name), (declared, present) => {
        const properties = declared.map(([key, options]) => ({ name: key, ...options }));
        const text = JSON.stringify({
          apiVersion: 'v3.1.0',
          kind: 'DataContract',
          id: 'c',
          version: '1',
          status: 'x',
          schema: [{ name: 's', properties }],
        });
        const contract = parseContract(text, 'c.yaml');
        const planned = planChecks({
          contract,
          columns: present.map((each) => ({ name: each, logicalType: 'string', physicalType: 'VARCHAR' })),
          optional: [],
          environment: 'training',
          nowMs: 0,
        });
        for (const { name: column, required, unique, primaryKey, quality } of properties) {
          const asked =
            1 + Number(required || primaryKey || false) + Number(unique ?? false) + (quality?.length ?? 0);
          const own = planned.filter(
            (check) => check.column === column && check.kind !== 'primary_key' && check.kind !== 'finite',
          );
          expect(own).toHaveLength(asked);
          const couldRun = own.filter(
            (check) => !('outcome' in check && check.outcome.reason?.startsWith('not run')),
          );
          expect(couldRun).toHaveLength(present.includes(column) ? asked : 1);
        }
        const keys = properties.filter(({ primaryKey }) => primaryKey).length;
        expect(planned.filter(({ kind }) => kind === 'primary_key')).toHaveLength(keys > 0 ? 1 : 0);
        expect(planned.filter(({ kind }) => kind === 'unexpected_columns')).toHaveLength(1);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('every planned check stands in the record once, with a verdict', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (declared) => {
        const keep = ['id', 'age', 'plan', 'rows'];
        const header = ['row_id', 'person', 'visited', ...keep];
        for (const [file, prefix] of [
          ['train', 't'],
          ['evaluation', 'e'],
        ] as const)
          writeFileSync(
            join(directory, `${file}.csv`),
            `${header.join(',')}\n${prefix}1,${prefix}p,yes,1,2,a,\n`,
          );
        const properties = declared.map(([key, options]) => ({ name: key, ...options }));
        const contract = JSON.stringify({
          apiVersion: 'v3.1.0',
          kind: 'DataContract',
          id: 'c',
          version: '1',
          status: 'x',
          schema: [{ name: 's', properties }],
        });
        const at = (file: string) => ({ patterns: [{ written: file, absolute: join(directory, file) }] });
        const record = await validate({
          contract,
          data: { train: at('train.csv'), evaluation: at('evaluation.csv') },
        });
        const types = header.map((each) => ({ name: each, logicalType: 'string', physicalType: 'VARCHAR' }));
        const planned = planChecks({
          contract: parseContract(contract, 'c.yaml'),
          columns: types,
          optional: [],
          environment: 'training',
          nowMs: 0,
        });
        for (const { checks, role } of record.datasets) {
          expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
          const builtIn = role === 'train' ? 6 : 8;
          expect(checks.filter(({ kind }) => kind !== 'finite')).toHaveLength(planned.length + builtIn);
          for (const check of checks) expect(['pass', 'fail', 'warn', 'error']).toContain(check.verdict);
        }
      }),
      { numRuns: 4, seed: 7 },
    );
  });
});
