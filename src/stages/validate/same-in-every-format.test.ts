import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { type Cell, FORMATS, type Format, writeData } from '../../../test/fixtures/validate/write-data.ts';
import { type BuiltWorker, buildSqlWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { loadContract } from '../contract/load-contract.ts';
import { checkDataset, openDataset } from './check-dataset.ts';
import { openTables, sourcesOf } from './reference-tables.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-formats-'));
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

/** Every rule that a number can have, and every one of text. */
const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
servers: [{server: files, type: local, path: "{model}.FORMAT", format: FORMAT}]
schema:
  - name: rows
    properties:
      - {name: id, logicalType: string, primaryKey: true}
      - name: n
        logicalType: number
        required: true
        unique: true
        logicalTypeOptions: {minimum: 0, maximum: 100, multipleOf: 0.5, format: f32}
        relationships: [{to: keys.n}]
        quality:
          - {metric: nullValues, mustBe: 0}
          - {metric: nullValues, mustBeLessThan: 10, unit: percent}
          - {metric: missingValues, mustBe: 0, arguments: {missingValues: [3]}}
          - {metric: invalidValues, mustBe: 0, arguments: {validValues: [1, 1.5, 2, 2.5]}}
          - {metric: duplicateValues, mustBe: 0}
          - {type: sql, query: "SELECT count(*) FROM {object} WHERE {property} IS NULL", mustBe: 0}
          - {type: sql, query: "SELECT count(*) FROM {object} WHERE isnan({property})", mustBe: 0}
      - name: t
        logicalType: string
        required: true
        unique: true
        logicalTypeOptions: {minLength: 1, maxLength: 3, pattern: "^[a-z]", format: hostname}
        relationships: [{to: keys.t}]
        quality:
          - {metric: nullValues, mustBe: 0}
          - {metric: missingValues, mustBe: 0, arguments: {missingValues: ["", "NA"]}}
          - {metric: invalidValues, mustBe: 0, arguments: {validValues: [a, b, c, d, ""]}}
          - {metric: invalidValues, mustBe: 0, arguments: {pattern: "[a-z]"}}
          - {metric: duplicateValues, mustBe: 0}
          - {type: sql, query: "SELECT count(*) FROM {object} WHERE {property} = ''", mustBe: 0}
      - {name: at, logicalType: date, required: true, logicalTypeOptions: {minimum: "2026-01-01"}}
    quality:
      - {metric: duplicateValues, mustBe: 0, arguments: {properties: [n, t]}}
  - name: keys
    properties: [{name: n, logicalType: number}, {name: t, logicalType: string}]
slaProperties: [{property: retention, value: 200, unit: y, element: rows.at}]
`;

const TYPES = { id: 'VARCHAR', n: 'DOUBLE', t: 'VARCHAR', at: 'DATE' };
const KEYS = ['a', 'b', 'c', 'd'].map((t, index) => ({ n: 1 + index / 2, t }));

/** Cells that formats write each in their own way. */
const ODD: readonly (readonly [
  what: string,
  cells: Readonly<Record<string, Cell>>,
  told: readonly string[],
])[] = [
  ['nothing odd', {}, []],
  [
    'null',
    { n: null, t: null, at: null },
    ['at.required', 'n.null_values', 'n.required', 'n.sql', 't.required'],
  ],
  ['NaN', { n: Number.NaN }, ['n.multiple_of', 'n.null_values', 'n.range', 'n.required', 'n.valid_values']],
  ['Infinity', { n: Number.POSITIVE_INFINITY }, ['n.format', 'n.multiple_of', 'n.range', 'n.valid_values']],
  ['-Infinity', { n: Number.NEGATIVE_INFINITY }, ['n.format', 'n.multiple_of', 'n.range', 'n.valid_values']],
  ['-0', { n: -0 }, ['n.valid_values']],
  ['empty text', { t: '' }, ['t.length', 't.missing_values', 't.pattern']],
  ['a space', { t: ' ' }, ['t.pattern', 't.valid_values']],
  ['NaN as text', { t: 'NaN' }, ['t.pattern', 't.valid_values']],
  ['null as text', { t: 'null' }, ['t.length', 't.valid_values']],
  ['NA', { t: 'NA' }, ['t.missing_values', 't.pattern']],
  ['quotes', { t: '""' }, ['t.pattern']],
  ['a line feed', { t: '\n' }, ['t.pattern']],
];

interface Told {
  readonly id: string;
  readonly verdict: string;
}

let count = 0;
async function check(format: Format, cells: Readonly<Record<string, Cell>>): Promise<Told[]> {
  count += 1;
  const directory = join(root, String(count));
  mkdirSync(directory);
  const good = KEYS.map((key, index) => ({ id: `r${index}`, ...key, at: '2026-05-01' }));
  const rows = good.map((row, index) => (index === 2 ? { ...row, ...cells } : row));
  await writeData(directory, { name: 'rows', format, rows, types: TYPES });
  await writeData(directory, { name: 'keys', format, rows: KEYS, types: { n: 'DOUBLE', t: 'VARCHAR' } });
  writeFileSync(join(directory, 'contract.yaml'), CONTRACT.replaceAll('FORMAT', format));
  const at = (written: string) => ({ written, absolute: join(directory, written) });
  const context = stageContext(directory);
  const { contract } = await loadContract(at('contract.yaml'));
  const paths = { patterns: [at(`rows.${format}`)] };
  const dataset = await openDataset(context, engine, { role: 'train', paths, contract });
  const tables = sourcesOf(await openTables(context, engine, contract));
  const request = { contract, roleChecks: [], optional: [], environment: 'training', tables } as const;
  const { checks } = await checkDataset(context, engine, { dataset, request });
  return checks.map(({ id, verdict, failing, checked, examples, reason }) => {
    const places = examples.map(({ row }) => row);
    return { id, verdict, failing, checked, reason, places };
  });
}

describe('a cell is told alike in CSV, JSON Lines and Parquet, whatever is asked of it', () => {
  it.each(ODD)('%s', async (_what, cells, told) => {
    const parquet = await check('parquet', cells);
    const broken = parquet.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id);
    expect(told.filter((id) => !broken.includes(id))).toEqual([]);
    if (told.length === 0) expect(broken).toEqual([]);
    for (const format of FORMATS) expect(await check(format, cells), format).toEqual(parquet);
  });
});
