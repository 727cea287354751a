import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CASES, type Case, contractOf, type Verdict } from '../../../test/fixtures/datacontract/cases.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { writeData } from '../../../test/fixtures/validate/write-data.ts';
import { type BuiltWorker, buildSqlWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { loadContract } from '../contract/load-contract.ts';
import { checkDataset, openDataset } from './check-dataset.ts';
import { checkTables, openTables, sourcesOf } from './reference-tables.ts';

interface Recorded {
  readonly name: string;
  readonly format: 'csv' | 'parquet';
  readonly verdict: Verdict;
}

const RECORDED = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/datacontract/verdicts.json', import.meta.url), 'utf8'),
) as { readonly tool: string; readonly verdicts: readonly Recorded[] };

/** Where we say something else, and why. */
const OTHERWISE: readonly {
  readonly name: string;
  readonly format?: 'csv' | 'parquet';
  readonly verdict: Verdict;
  readonly why: string;
}[] = [
  {
    name: 'NaN and required, broken',
    format: 'csv',
    verdict: 'fail',
    why: 'there NaN passes as not null in CSV, and in Parquet ends the run',
  },
  {
    name: 'quoted empty text and required, broken',
    format: 'csv',
    verdict: 'pass',
    why: 'there a quoted empty cell is null in CSV, and empty text in Parquet is not',
  },
  {
    name: 'one value many times, broken',
    verdict: 'fail',
    why: 'the standard counts duplicates in rows, there values are counted: five equal ones are one',
  },
  { name: 'duplicateValues in percent, broken', verdict: 'fail', why: 'there it cannot be tested' },
  {
    name: 'rowCount at the end of a between, broken',
    verdict: 'fail',
    why: 'the standard says that mustBeBetween is mustBeGreaterThan and mustBeLessThan',
  },
  {
    name: 'names in other letters, kept',
    verdict: 'fail',
    why: 'names are exact here; there the column counts as present, and its nulls below are not seen',
  },
  { name: 'names in other letters, broken', verdict: 'fail', why: 'as above' },
  { name: 'no rows, kept', verdict: 'fail', why: 'there is nothing to learn from: the check `rows` fails' },
  {
    name: 'a column that is not in the contract, kept',
    verdict: 'warn',
    why: 'there columns that the contract does not name are not looked at',
  },
  {
    name: 'half a number in a column of integers, broken',
    verdict: 'fail',
    why: 'there types of columns in files are not looked at',
  },
  { name: 'format email, broken', verdict: 'fail', why: 'there formats are not looked at' },
  { name: 'multipleOf, broken', verdict: 'fail', why: 'there it is not looked at' },
  { name: 'a rule of 3.0, broken', verdict: 'fail', why: 'there rules by their older name are passed over' },
];

const root = mkdtempSync(join(tmpdir(), 'modelyard-recorded-'));
let worker: BuiltWorker;
let engine: DataEngine;
beforeAll(async () => {
  worker = await buildSqlWorker();
  engine = createDuckdbEngine({ memoryLimitMb: 512, sandbox: { workerUrl: worker.url } });
});
afterAll(async () => {
  await engine.close();
  await worker.remove();
  rmSync(root, { recursive: true, force: true });
});

async function writeCase(one: Case, format: 'csv' | 'parquet'): Promise<string> {
  const directory = mkdtempSync(join(root, 'case-'));
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'contract.yaml'), stringify(contractOf(one, format)));
  for (const [name, table] of Object.entries(one.tables))
    await writeData(directory, { name, format, ...table });
  return directory;
}

async function check(context: StageContext, written: string): Promise<DatasetResult[]> {
  const at = (path: string) => ({ written: path, absolute: join(context.project.directory, path) });
  const { contract } = await loadContract(at('contract.yaml'));
  const dataset = await openDataset(context, engine, {
    role: 'train',
    paths: { patterns: [at(written)] },
    contract,
  });
  const tables = await openTables(context, engine, contract);
  const request = {
    contract,
    roleChecks: [],
    optional: [],
    environment: 'training',
    tables: sourcesOf(tables),
  } as const;
  return [
    await checkDataset(context, engine, { dataset, request }),
    ...(await checkTables(context, engine, tables)),
  ];
}

/** The gravest of the contract's checks; NaN and infinities are warned of besides. */
function verdictOf(results: readonly DatasetResult[]): Verdict {
  const checks = results.flatMap((result) => result.checks).filter(({ kind }) => kind !== 'finite');
  const found = new Set<string>(checks.map(({ verdict }) => verdict));
  if (found.has('fail') || found.has('error')) return 'fail';
  return found.has('warn') || found.has('insufficient') ? 'warn' : 'pass';
}

describe(`contracts and data of which ${RECORDED.tool} has judged`, () => {
  const cases = new Map(CASES.map((each) => [each.name, each]));

  it('every case is recorded, and every exception is one', () => {
    const recorded = RECORDED.verdicts.map(({ name, format }) => `${name} ${format}`);
    expect(recorded).toEqual(
      CASES.flatMap(({ name, formats }) => formats.map((format) => `${name} ${format}`)),
    );
    for (const { name, format, verdict } of OTHERWISE) {
      const told = RECORDED.verdicts.filter(
        (each) => each.name === name && each.format === (format ?? each.format),
      );
      expect(told.length, name).toBeGreaterThan(0);
      expect(
        told.every((each) => each.verdict !== verdict),
        name,
      ).toBe(true);
    }
  });

  it.each(RECORDED.verdicts)('$name, $format: $verdict', async ({ name, format, verdict }) => {
    const one = cases.get(name);
    if (one === undefined) throw new Error(`there is no case ${name}`);
    const other = OTHERWISE.find((each) => each.name === name && (each.format ?? format) === format);
    const directory = await writeCase(one, format);
    const results = await check(stageContext(directory), `orders.${format}`);
    expect(verdictOf(results), JSON.stringify(results.map((each) => each.checks))).toBe(
      other?.verdict ?? verdict,
    );
  });
});
