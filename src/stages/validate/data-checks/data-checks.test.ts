import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../test/fixtures/drift/random.ts';
import { stageContext } from '../../../../test/fixtures/report/stage-context.ts';
import { type Cell, type Format, writeData } from '../../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import type { DataConfig, EvaluateConfig } from '../../../config/resolved.ts';
import { DATA_CHECKS } from '../../../domain/data-checks/catalogue.ts';
import type { CheckResult, ValidateRecord } from '../../../records/validate.ts';
import { checkParts } from '../check-parts.ts';
import { validateStage } from '../validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-data-checks-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Row = Record<string, Cell>;
const TYPES = {
  row_id: 'VARCHAR',
  age: 'DOUBLE',
  income: 'DOUBLE',
  visits: 'BIGINT',
  plan: 'VARCHAR',
  city: 'VARCHAR',
  visited: 'VARCHAR',
};

/** Rows without a fault: the label hangs on age, nothing else on anything. */
function cleanRows(prefix: string, rows: number, seed: number): Row[] {
  const { uniform, normal } = createRandom(seed);
  const oneOf = (values: readonly string[]) => values[Math.floor(uniform() * values.length)] ?? '';
  return Array.from({ length: rows }, (_, index) => {
    const age = 45 + 15 * normal();
    return {
      row_id: `${prefix}${index}`,
      age,
      income: Math.exp(normal()),
      visits: Math.floor(-3 * Math.log(1 - uniform())),
      plan: oneOf(['basic', 'full', 'trial']),
      city: oneOf(['Berlin', 'New York', 'Paris']),
      visited: uniform() < 1 / (1 + Math.exp(-(age - 45) / 15)) ? 'yes' : 'no',
    };
  });
}

/** Sets some cells of each row. */
function change(rows: readonly Row[], cells: (row: Row, index: number) => Row): void {
  for (const [index, row] of rows.entries()) Object.assign(row, cells(row, index));
}

interface Given {
  readonly train?: Row[];
  readonly evaluation?: Row[];
  readonly types?: Readonly<Record<string, string>>;
  readonly format?: Format;
  readonly data?: Partial<DataConfig>;
  readonly slices?: EvaluateConfig['slices'];
  readonly checks?: readonly string[];
}

let count = 0;
async function validate(given: Given): Promise<ValidateRecord> {
  count += 1;
  const [directory, format] = [join(root, String(count)), given.format ?? 'csv'];
  mkdirSync(join(directory, 'data'), { recursive: true });
  const types = given.types ?? TYPES;
  for (const [name, rows] of [
    ['train', given.train ?? cleanRows('t', 2000, 1)],
    ['evaluation', given.evaluation ?? cleanRows('e', 800, 2)],
  ] as const)
    await writeData(join(directory, 'data'), { name, format, rows, types });
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const { model } = stageContext(directory);
  const data = {
    ...model.data,
    groupBy: null,
    train: { patterns: [path(`data/train.${format}`)] },
    evaluation: { patterns: [path(`data/evaluation.${format}`)] },
    ...given.data,
  };
  const evaluate = { ...model.evaluate, slices: given.slices ?? [] };
  const context = stageContext(directory, { model: { data, evaluate } });
  const engine = createDuckdbEngine({ memoryLimitMb: 512 });
  const parts = given.checks === undefined ? {} : { parts: checkParts(given.checks) };
  return validateStage(context, { engine, ...parts }).finally(() => engine.close());
}

const checksOf = (record: ValidateRecord, role: string) =>
  record.datasets.find((dataset) => dataset.role === role)?.checks ?? [];
const accused = (record: ValidateRecord) =>
  record.datasets.flatMap(({ role, checks }) =>
    checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => `${role} ${id} ${verdict}`),
  );
const found = (record: ValidateRecord, role: string, id: string): Partial<CheckResult> | undefined =>
  checksOf(record, role).find((check) => check.id === id);

describe('checks on data for learning', () => {
  it.each([1, 2, 3, 4, 5])('accuse no clean data (%d)', async (seed) => {
    const train = cleanRows('t', 2000, seed * 2);
    const evaluation = cleanRows('e', 800, seed * 2 + 1);
    const record = await validate({ train, evaluation, slices: [{ kind: 'category', column: 'plan' }] });
    expect(accused(record)).toEqual([]);
    const kinds = new Set(record.datasets.flatMap(({ checks }) => checks.map(({ kind }) => kind)));
    const unasked = DATA_CHECKS.filter(({ kind }) => !kinds.has(kind)).map(({ kind }) => kind);
    expect(unasked).toEqual(['overlap_time', 'changed_labels']);
  });

  const planted: readonly (readonly [
    string,
    (rows: { train: Row[]; evaluation: Row[] }) => void,
    string,
    object,
  ])[] = [
    [
      'rows copied into the evaluation data under new ids',
      ({ train, evaluation }) =>
        evaluation.push(...train.slice(5, 15).map((row, i) => ({ ...row, row_id: `x${i}` }))),
      'evaluation overlap.rows',
      { verdict: 'fail', failing: 10, checked: 810 },
    ],
    [
      'an amount that only the rare class has',
      ({ train, evaluation }) => {
        for (const rows of [train, evaluation])
          change(rows, (_, at) => ({
            visited: at % 20 === 0 ? 'yes' : 'no',
            income: at % 20 === 0 ? 50 + (at % 97) : 0,
          }));
      },
      'train income.label_leak',
      { verdict: 'warn' },
    ],
    [
      'a label that training never saw',
      ({ evaluation }) => Object.assign(evaluation[3] ?? {}, { visited: 'maybe' }),
      'evaluation unseen_labels',
      { verdict: 'fail', failing: 1 },
    ],
    [
      'rows twice',
      ({ train }) => train.push(...train.slice(0, 7)),
      'train duplicate_rows',
      { verdict: 'warn', failing: 7 },
    ],
    [
      'rows twice under new ids',
      ({ train }) => train.push(...train.slice(0, 7).map((row, i) => ({ ...row, row_id: `c${i}` }))),
      'train duplicate_rows',
      { verdict: 'warn', failing: 7 },
    ],
    [
      'equal features with another label',
      ({ train }) =>
        train.push(
          ...train
            .slice(0, 6)
            .map((row, i) => ({ ...row, row_id: `c${i}`, visited: row.visited === 'yes' ? 'no' : 'yes' })),
        ),
      'train conflicting_labels',
      { verdict: 'warn', failing: 12 },
    ],
    [
      'one city in two spellings',
      ({ train }) => change(train.slice(0, 20), () => ({ city: ' berlin' })),
      'train city.variants',
      { verdict: 'warn', failing: 20 },
    ],
    [
      'a slip of the keyboard',
      ({ train }) => Object.assign(train[41] ?? {}, { age: 4500 }),
      'train age.outliers',
      { verdict: 'warn', failing: 1, examples: [{ row: 42, value: '4500' }] },
    ],
    [
      'a category that training never saw',
      ({ evaluation }) => change(evaluation.slice(0, 9), () => ({ plan: 'gold' })),
      'evaluation plan.new_categories',
      { verdict: 'warn', failing: 9 },
    ],
    [
      'a category that is gone',
      ({ evaluation }) => change(evaluation, () => ({ plan: 'basic' })),
      'evaluation plan.missing_categories',
      { verdict: 'warn' },
    ],
    [
      'several ways to say nothing',
      ({ train }) => change(train.slice(0, 30), (_, i) => ({ plan: ['NA', 'null', null][i % 3] ?? null })),
      'train plan.null_spellings',
      { verdict: 'warn', failing: 20 },
    ],
    [
      'some text among numbers',
      ({ train }) => change(train, (_, i) => ({ city: i < 15 ? 'x' : String(i) })),
      'train city.mixed_types',
      { verdict: 'warn', failing: 15 },
    ],
    [
      'cells of signs alone',
      ({ train }) => change(train.slice(0, 12), () => ({ city: '***' })),
      'train city.symbols',
      { verdict: 'warn', failing: 12 },
    ],
    [
      'e-mail addresses',
      ({ train }) => change(train, (_, i) => ({ city: `u${i}@example.org` })),
      'train city.personal_data',
      { verdict: 'warn', failing: 2000 },
    ],
    [
      'a rare class',
      ({ train }) => change(train, (_, i) => ({ visited: i < 9 ? 'yes' : 'no' })),
      'train class_balance',
      { verdict: 'warn', failing: 9 },
    ],
    [
      'one value alone',
      ({ train }) => change(train, () => ({ income: 3 })),
      'train income.constant',
      { verdict: 'warn' },
    ],
    [
      'an empty column',
      ({ train }) => change(train.slice(0, 1200), () => ({ income: null })),
      'train income.missing_share',
      { verdict: 'warn', failing: 1200 },
    ],
    [
      'a column that says what another says',
      ({ train }) => change(train, (row) => ({ income: 2 * Number(row.age) - 7 })),
      'train income.redundant',
      { verdict: 'warn', reason: 'says what age says' },
    ],
    [
      'a text that is another one in every row',
      ({ train }) =>
        change(train, (row, i) => (i === 7 ? { plan: null, city: null } : { city: row.plan ?? null })),
      'train city.redundant',
      { verdict: 'warn', reason: 'says what plan says' },
    ],
    [
      'one city in two ways to encode its accent',
      ({ train }) => change(train.slice(0, 30), (_, i) => ({ city: i < 12 ? 'Ko\u0308ln' : 'K\u00f6ln' })),
      'train city.variants',
      { verdict: 'warn', failing: 12 },
    ],
    [
      'the label in disguise',
      ({ train }) =>
        change(train, (row) => ({ income: (row.visited === 'yes' ? 5 : 0) + Number(row.income) / 9 })),
      'train income.label_leak',
      { verdict: 'warn' },
    ],
    [
      'the label in disguise in one dataset',
      ({ train }) =>
        change(train, (row) => ({ income: (row.visited === 'yes' ? 5 : 0) + Number(row.income) / 9 })),
      'evaluation income.label_link',
      { verdict: 'warn' },
    ],
    [
      'ids that are sorted by label',
      ({ train }) => change(train, (row, i) => ({ row_id: `${row.visited === 'yes' ? 'a' : 'b'}${i}` })),
      'train row_id.id_tells_label',
      { verdict: 'warn' },
    ],
    [
      'few rows to evaluate on',
      ({ evaluation }) => evaluation.splice(50),
      'evaluation evaluation_size',
      { verdict: 'warn', checked: 50 },
    ],
  ];
  it.each(planted)('find %s', async (_name, plant, which, expected) => {
    const rows = { train: cleanRows('t', 2000, 1), evaluation: cleanRows('e', 800, 2) };
    plant(rows);
    const [role = '', ...id] = which.split(' ');
    const csv = await validate(rows);
    expect(found(csv, role, id.join(' '))).toMatchObject(expected);
    const parquet = await validate({ ...rows, format: 'parquet' });
    expect(accused(parquet)).toEqual(accused(csv));
  });

  it('find a slice that is small and slices whose label rates differ', async () => {
    const train = cleanRows('t', 2000, 1).map(
      (row, i): Row => ({
        ...row,
        plan: i < 12 ? 'gold' : (row.plan ?? ''),
      }),
    );
    const skewed = train.map((row) => (row.city === 'Paris' ? { ...row, visited: 'no' } : row));
    const slices = ['plan', 'city'].map((column) => ({ kind: 'category', column }) as const);
    const record = await validate({ train: skewed, slices });
    expect(found(record, 'train', 'plan.representation')).toMatchObject({ verdict: 'warn', failing: 12 });
    expect(found(record, 'train', 'city.label_rate')).toMatchObject({ verdict: 'warn' });
    expect(found(record, 'train', 'city.representation')).toMatchObject({ verdict: 'pass' });
  });

  const nothing = ['no value', 'free text', 'a constant', 'a code', 'no positive label', 'no time'] as const;
  it.each(nothing)(
    'asked of data with %s answer that they cannot tell, or that all is well',
    async (what) => {
      const types = { ...TYPES, day: 'DATE' };
      const cell = (index: number): Row =>
        ({
          'no value': { income: null },
          'free text': { city: `somewhere ${index}` },
          'a constant': { visits: 3 },
          'a code': { visits: index % 4 },
          'no positive label': { visited: 'no' },
          'no time': { day: null },
        })[what];
      const rows = (prefix: string, count: number, seed: number) =>
        cleanRows(prefix, count, seed).map((row, index) => ({ ...row, day: '2024-06-30', ...cell(index) }));
      const slices = [{ kind: 'category', column: 'plan' } as const];
      const data = { time: 'day' };
      const train = rows('t', 2000, 1);
      const record = await validate({
        train,
        evaluation: rows('e', 1500, 2),
        types,
        slices,
        data,
        format: 'parquet',
      });
      const brief = (role: string, id: string) => {
        const check = found(record, role, id);
        return check === undefined ? null : [check.verdict, check.severity, check.reason];
      };
      const beside = ['insufficient', 'info', 'more than 1000 values: text rather than categories'];
      const expected: Readonly<
        Record<(typeof nothing)[number], readonly (readonly [string, string, unknown])[]>
      > = {
        'no value': [
          ['train', 'income.outliers', ['insufficient', 'warning', 'no cell is a finite number']],
          ['train', 'income.redundant', ['insufficient', 'info', 'it does not vary where another does']],
        ],
        'free text': [
          ['train', 'city.variants', beside],
          ['evaluation', 'city.new_categories', beside],
          ['evaluation', 'city.missing_categories', beside],
        ],
        'a constant': [
          ['train', 'visits.redundant', ['insufficient', 'info', 'it does not vary where another does']],
        ],
        'a code': [['evaluation', 'visits.outliers', ['pass', 'warning', undefined]]],
        'no positive label': [
          ['train', 'plan.label_rate', ['insufficient', 'info', 'no row is of the positive class']],
        ],
        'no time': [
          ['evaluation', 'day.overlap_time', ['insufficient', 'warning', 'no training row has a time']],
        ],
      };
      for (const [role, id, answer] of expected[what]) expect([id, brief(role, id)]).toEqual([id, answer]);
    },
  );

  it('say once that so many numbers are not held against each other', async () => {
    const wide = (rows: Row[]) =>
      rows.map((row, index) => ({
        ...row,
        ...Object.fromEntries(Array.from({ length: 60 }, (_, c) => [`n${c}`, (index * (c + 7)) % 101])),
      }));
    const types = {
      ...TYPES,
      ...Object.fromEntries(Array.from({ length: 60 }, (_, c) => [`n${c}`, 'BIGINT'])),
    };
    const record = await validate({
      train: wide(cleanRows('t', 200, 1)),
      evaluation: wide(cleanRows('e', 200, 2)),
      types,
      checks: ['redundant'],
    });
    expect(checksOf(record, 'train').filter(({ kind }) => kind === 'redundant')).toMatchObject([
      {
        id: 'redundant',
        column: null,
        verdict: 'insufficient',
        reason: expect.stringContaining('63 numeric'),
      },
      { id: 'plan.redundant', verdict: 'pass' },
      { id: 'city.redundant', verdict: 'pass' },
    ]);
  });

  it('find evaluation rows from before the end of the training data', async () => {
    const types = { ...TYPES, day: 'DATE' };
    const on = (rows: Row[], day: (index: number) => string) =>
      rows.map((row, i) => ({ ...row, day: day(i) }));
    const train = on(cleanRows('t', 500, 1), () => '2024-06-30');
    const evaluation = on(cleanRows('e', 400, 2), (i) => (i < 30 ? '2024-06-30' : '2024-07-01'));
    const record = await validate({ train, evaluation, types, data: { time: 'day' } });
    expect(found(record, 'evaluation', 'day.overlap_time')).toMatchObject({
      verdict: 'warn',
      failing: 30,
      checked: 400,
    });
  });

  it('payment cards and bank accounts need right check digits', async () => {
    const types = { ...TYPES, number: 'BIGINT', account: 'VARCHAR' };
    const luhn = (digits: string) => {
      const sum = [...digits].reverse().reduce((total, digit, i) => {
        const twice = Number(digit) * (i % 2 === 0 ? 2 : 1);
        return total + (twice > 9 ? twice - 9 : twice);
      }, 0);
      return `${digits}${(10 - (sum % 10)) % 10}`;
    };
    const iban = (digits: string) =>
      `DE${String(98n - (BigInt(`${digits}131400`) % 97n)).padStart(2, '0')}${digits}`;
    const make = (isReal: boolean) =>
      cleanRows('t', 500, 1).map((row, i) => {
        const [card, account] = [
          `4${String(10 ** 13 + i * 7919)}`,
          String(37040044 * 10 ** 6 + i).padEnd(18, '7'),
        ];
        return isReal
          ? { ...row, number: Number(luhn(card)), account: iban(account) }
          : { ...row, number: Number(`${card}0`), account: `DE00${account}` };
      });
    const real = await validate({ train: make(true), evaluation: make(true), types });
    expect(found(real, 'train', 'number.personal_data')).toMatchObject({ verdict: 'warn', failing: 500 });
    expect(found(real, 'train', 'account.personal_data')).toMatchObject({ verdict: 'warn', failing: 500 });
    const chance = await validate({ train: make(false), evaluation: make(false), types });
    expect(found(chance, 'train', 'number.personal_data')).toMatchObject({ verdict: 'pass' });
    expect(found(chance, 'train', 'account.personal_data')).toMatchObject({ verdict: 'pass' });
  });

  it('find evaluation rows in training under new ids, in new groups and another split', async () => {
    const named = (rows: readonly Row[], as: string, split: string) =>
      rows.map((row, at) => ({ ...row, row_id: `${as}${at}`, person: `${as}${at >> 1}`, split }));
    const evaluation = named(cleanRows('e', 800, 2), 'e', 'test');
    const train = named(cleanRows('t', 2000, 1), 't', 'learn');
    const types = { ...TYPES, person: 'VARCHAR', split: 'VARCHAR' };
    const data = { groupBy: 'person', features: ['age', 'income', 'visits', 'plan', 'city'] };
    const clean = await validate({ train, evaluation, types, data });
    expect(found(clean, 'evaluation', 'overlap.rows')).toMatchObject({ verdict: 'pass', failing: 0 });
    const copied = named(evaluation.slice(0, 20), 'x', 'learn');
    const record = await validate({ train: [...train, ...copied], evaluation, types, data });
    expect(found(record, 'evaluation', 'overlap.group')).toMatchObject({ verdict: 'pass' });
    expect(found(record, 'evaluation', 'overlap.rows')).toMatchObject({
      verdict: 'fail',
      failing: 20,
      checked: 800,
    });
    expect(record.verdict).toBe('fail');
  });

  it('rows that stand in training twice excuse no copy of others under new groups', async () => {
    const named = (rows: readonly Row[], as: string) =>
      rows.map((row, at) => ({ ...row, row_id: `${as}${at}`, person: `${as}${at >> 2}` }));
    const train = named(cleanRows('t', 2000, 1), 't');
    const twice = train.slice(0, 60).map((row, at) => ({ ...row, row_id: `d${at}` }));
    const copied = named(train.slice(100, 120), 'x');
    const evaluation = [...named(cleanRows('e', 800, 2), 'e'), ...copied];
    const types = { ...TYPES, person: 'VARCHAR' };
    const data = { groupBy: 'person' };
    const record = await validate({ train: [...train, ...twice], evaluation, types, data });
    expect(found(record, 'evaluation', 'overlap.rows')).toMatchObject({ verdict: 'fail', failing: 20 });
  });

  it('what each person has of the own is no new category of other persons', async () => {
    const named = (rows: readonly Row[], as: string) =>
      rows.map((row, at): Row => ({ ...row, person: `${as}${at >> 2}`, street: `${as} ${at >> 3}` }));
    const types = { ...TYPES, person: 'VARCHAR', street: 'VARCHAR' };
    const data = { groupBy: 'person' };
    const train = named(cleanRows('t', 2000, 1), 't');
    // Two persons a street in training: Good's estimate is none of them, and four in five lived nowhere else.
    for (const [at, row] of train.entries()) if (at % 40 < 32) row.street = `own ${at >> 2}`;
    const evaluation = named(cleanRows('e', 800, 2), 'e');
    for (const [at, row] of evaluation.entries())
      row.street = at % 40 < 32 ? (row.street ?? null) : `t ${at >> 3}`;
    const record = await validate({ train, evaluation, types, data });
    expect(found(record, 'evaluation', 'street.new_categories')).toMatchObject({
      verdict: 'pass',
      failing: 640,
    });
    for (const row of evaluation.slice(0, 100)) row.plan = 'brand new';
    const changed = await validate({ train, evaluation, types, data });
    expect(found(changed, 'evaluation', 'plan.new_categories')).toMatchObject({
      verdict: 'warn',
      failing: 100,
    });
  });

  it('coarse data have equal rows by chance, which is no sign of a copy', async () => {
    const coarse = (prefix: string, rows: number, seed: number) =>
      cleanRows(prefix, rows, seed).map(
        ({ row_id, plan, city, visited }) => ({ row_id, plan, city, visited }) as Row,
      );
    const types = { row_id: 'VARCHAR', plan: 'VARCHAR', city: 'VARCHAR', visited: 'VARCHAR' };
    const record = await validate({ train: coarse('t', 2000, 1), evaluation: coarse('e', 800, 2), types });
    expect(found(record, 'evaluation', 'overlap.rows')).toMatchObject({ verdict: 'pass', failing: 800 });
    expect(found(record, 'train', 'conflicting_labels')).toMatchObject({ verdict: 'insufficient' });
  });

  it('run as the config says: switched off, another severity, another limit, without a column', async () => {
    const rows = cleanRows('t', 2000, 1);
    rows.push(...rows.slice(0, 7));
    const without = (checks: DataConfig['checks']) => validate({ train: rows, data: { checks } });
    const setting = { severity: 'error', limit: 0, except: [] } as const;
    expect(found(await without({}), 'train', 'duplicate_rows')).toBeUndefined();
    expect(found(await without({ duplicate_rows: setting }), 'train', 'duplicate_rows')?.verdict).toBe(
      'fail',
    );
    const loose = { duplicate_rows: { ...setting, limit: 0.01 } };
    expect(found(await without(loose), 'train', 'duplicate_rows')?.verdict).toBe('pass');
    const constant = { constant: { ...setting, limit: 0.999, except: ['age'] } };
    expect(
      checksOf(await without(constant), 'train')
        .filter(({ kind }) => kind === 'constant')
        .map(({ column }) => column),
    ).toEqual(['income', 'visits', 'plan', 'city']);
  });

  it('run in part without leaving a record that stands for the whole', async () => {
    const record = await validate({ checks: ['overlap', 'outliers'] });
    const kinds = new Set(record.datasets.flatMap(({ checks }) => checks.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(['finite', 'outliers', 'overlap', 'overlap_rows', 'rows']);
    expect(record.profile).toBeNull();
    expect(() => checkParts(['overlap', 'outlier'])).toThrow(/there is no check "outlier"/);
  });

  it('drift alone: the comparisons are made, and no profile is left behind', async () => {
    const record = await validate({ checks: ['drift'] });
    expect(record.comparisons?.map(({ kind }) => kind)).toEqual(['train-evaluation']);
    expect(record.comparisons?.[0]?.rows.before).toBeGreaterThan(0);
    expect(record.profile).toBeNull();
    expect((await validate({ checks: ['overlap'] })).comparisons).toEqual([]);
  });

  it('hostile names and values change nothing', async () => {
    const name = `a"; DROP TABLE x; --'|</details>`;
    const rename = (rows: Row[]) =>
      rows.map(({ city, ...row }) => ({ ...row, [name]: `${city}'; SELECT 1; --` }));
    const { city: _, ...rest } = TYPES;
    const types = { ...rest, [name]: 'VARCHAR' };
    const record = await validate({
      train: rename(cleanRows('t', 500, 1)),
      evaluation: rename(cleanRows('e', 400, 2)),
      types,
    });
    expect(accused(record)).toEqual([]);
    expect(found(record, 'train', `${name}.variants`)).toMatchObject({ verdict: 'pass', checked: 500 });
  });

  it.each([0, 1, 2])('%d rows are judged without an accident', async (rows) => {
    const record = await validate({
      train: cleanRows('t', rows, 1),
      evaluation: cleanRows('e', rows, 2),
      format: 'parquet',
    });
    expect(record.datasets[0]?.rows).toBe(rows);
  });
});
