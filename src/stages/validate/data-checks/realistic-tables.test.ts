import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../../test/fixtures/report/stage-context.ts';
import { type Row, TABLES, type Table } from '../../../../test/fixtures/validate/tables.ts';
import { type Format, writeData } from '../../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../../adapters/duckdb/duckdb-engine.ts';
import { DATA_CHECKS } from '../../../domain/data-checks/catalogue.ts';
import type { ValidateRecord } from '../../../records/validate.ts';
import { checkParts } from '../check-parts.ts';
import { validateStage } from '../validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-tables-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Data {
  readonly train: Row[];
  readonly evaluation: Row[];
  readonly types: Readonly<Record<string, string>>;
}

const dataOf = ({ rows, types }: Table, seed: number): Data => ({
  train: rows('t', 1500, 2 * seed),
  evaluation: rows('e', 600, 2 * seed + 1),
  types,
});

let count = 0;
async function validate(table: Table, data: Data, format: Format = 'csv'): Promise<ValidateRecord> {
  count += 1;
  const directory = join(root, String(count));
  mkdirSync(join(directory, 'data'), { recursive: true });
  for (const name of ['train', 'evaluation'] as const)
    await writeData(join(directory, 'data'), { name, format, rows: data[name], types: data.types });
  const at = (name: string) => ({
    patterns: [{ written: name, absolute: join(directory, 'data', `${name}.${format}`) }],
  });
  const { model } = stageContext(directory);
  const { task, target, positive, id, groupBy = null, time = null } = table;
  const context = stageContext(directory, {
    model: {
      task,
      data: {
        ...model.data,
        train: at('train'),
        evaluation: at('evaluation'),
        targets: [target],
        positive: positive === undefined ? null : { text: positive, type: 'string' },
        id,
        groupBy,
        time,
      },
    },
  });
  const engine = createDuckdbEngine({ memoryLimitMb: 512 });
  const kinds = ['roles', 'overlap', ...DATA_CHECKS.map(({ kind }) => kind)];
  return validateStage(context, { engine, parts: checkParts(kinds) }).finally(() => engine.close());
}

/** Checks that accuse; one that cannot tell accuses nobody. */
const accused = ({ datasets }: ValidateRecord) =>
  datasets.flatMap(({ role, checks }) =>
    checks
      .filter(({ verdict }) => verdict === 'warn' || verdict === 'fail' || verdict === 'error')
      .map((check) => `${role} ${check.id}`),
  );

/** Some rows, spread over the data. */
const some = (rows: Row[], share: number): Row[] =>
  rows.filter((_, index) => index % Math.round(1 / share) === 3);
const set = (rows: readonly Row[], cells: (row: Row, index: number) => Row) => {
  for (const [index, row] of rows.entries()) Object.assign(row, cells(row, index));
};

/** Faults in one table, each where no other is, and the checks that must tell them. */
function plant(table: Table, data: Data): { readonly data: Data; readonly told: string[] } {
  const { number, category, target, id } = table;
  const { train, evaluation } = data;
  const classes = [...new Set(train.map((row) => String(row[target])))].sort();
  const place = (row: Row) =>
    table.task === 'regression' ? Number(row[target]) : classes.indexOf(String(row[target]));
  const spread = table.task === 'regression' ? 1e-3 : 0.05;
  // Wrong units in two of a hundred rows, and one way more to say one thing and nothing.
  set(some(train, 0.02), (row) => ({ [number]: 1000 * Number(row[number]) }));
  set(some(train, 0.05).slice(0, 12), (row) => ({ [category]: ` ${String(row[category]).toUpperCase()}` }));
  set(some(evaluation, 0.02), () => ({ [category]: 'brand new' }));
  for (const rows of [train, evaluation])
    set(rows, (row, index) => ({
      after: place(row) + spread * Math.sin(index * 7.1),
      called: `(${201 + (index % 700)}) 555-${1000 + index}`,
      flag: 7,
      twin: 2.54 * Number(row[number]) + 3,
      note: index % 40 === 0 ? 'n/a' : index % 41 === 0 ? null : `x${index % 9}`,
      count: index % 50 === 0 ? 'many' : String(index % 400),
      mark: index % 60 === 0 ? '##' : `m${index % 5}`,
      gone: index % 10 < 7 ? null : index,
    }));
  evaluation.push(...train.slice(20, 30).map((row, index) => ({ ...row, [id]: 77_000_000 + index })));
  train.push(...train.slice(40, 52).map((row) => ({ ...row })));
  const more = { after: 'DOUBLE', called: 'VARCHAR', flag: 'BIGINT', twin: 'DOUBLE', note: 'VARCHAR' };
  const last = { count: 'VARCHAR', mark: 'VARCHAR', gone: 'BIGINT' };
  return {
    data: { train, evaluation, types: { ...data.types, ...more, ...last } },
    told: [
      `train ${number}.outliers`,
      `train ${category}.variants`,
      `evaluation ${category}.new_categories`,
      'train after.label_leak',
      'train called.personal_data',
      'train flag.constant',
      'train twin.redundant',
      'train note.null_spellings',
      'train count.mixed_types',
      'train mark.symbols',
      'train gone.missing_share',
      'evaluation overlap.rows',
      'train duplicate_rows',
    ],
  };
}

describe('tables as people have them', () => {
  const seeds = [1, 2, 3].flatMap((seed) => TABLES.map((table) => ({ name: table.name, seed, table })));
  it.each(seeds)('$name, drawn for the $seed. time: nothing is accused', async ({ table, seed }) => {
    expect(accused(await validate(table, dataOf(table, seed)))).toEqual([]);
  });

  it.each(TABLES)('$name: every fault is found, in CSV and in Parquet', async (table) => {
    const { data, told } = plant(table, dataOf(table, 9));
    const record = await validate(table, data);
    expect(told.filter((each) => !accused(record).includes(each))).toEqual([]);
    expect(accused(await validate(table, data, 'parquet'))).toEqual(accused(record));
  });
});
