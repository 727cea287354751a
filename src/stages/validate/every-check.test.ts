import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { type BuiltWorker, buildSqlWorker } from '../../../test/fixtures/workers/build-worker.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import { DATA_CHECKS, DEFAULT_CHECK_SETTINGS } from '../../domain/data-checks/catalogue.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import { checkParts } from './check-parts.ts';
import { validateStage } from './validate.ts';

/*
 * What is asked for is counted here from the text of the contract and from the table in docs/data-checks.md, without the
 * code that plans checks: no path may drop one, whatever the data are.
 */

const root = mkdtempSync(join(tmpdir(), 'modelyard-every-'));
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

type Type = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';
type Rule = Readonly<Record<string, unknown>>;

interface Property {
  readonly name: string;
  readonly logicalType: Type;
  readonly required: boolean;
  readonly unique: boolean;
  readonly primaryKey: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly quality: readonly Rule[];
  readonly environments: readonly string[] | null;
  readonly lifecycle: string;
  readonly isForeignKey: boolean;
  readonly age: 'latency' | 'retention' | null;
  /** In which data the column stands. */
  readonly inTrain: boolean;
  readonly inEvaluation: boolean;
}

/** The checks that each option of a type asks for. */
const OPTIONS: Readonly<Record<Type, readonly (readonly [object, string])[]>> = {
  string: [
    [{ minLength: 1, maxLength: 4 }, 'length'],
    [{ pattern: 'a+' }, 'pattern'],
    [{ format: 'email' }, 'format'],
  ],
  integer: [
    [{ minimum: 0, maximum: 5 }, 'range'],
    [{ multipleOf: 2 }, 'multiple_of'],
    [{ format: 'u8' }, 'format'],
  ],
  number: [
    [{ exclusiveMinimum: 0 }, 'range'],
    [{ multipleOf: 0.5 }, 'multiple_of'],
  ],
  boolean: [],
  date: [[{ maximum: '2030-01-01' }, 'range']],
  timestamp: [
    [{ minimum: '2020-01-01T00:00:00Z' }, 'range'],
    [{ timezone: false }, 'timezone'],
  ],
};

const SEVERITIES = ['error', 'warning', 'info'];
const rules: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom<Rule>(
      { metric: 'nullValues', mustBe: 0 },
      { metric: 'nullValues', mustNotBeBetween: [1, 50], unit: 'percent' },
      { metric: 'missingValues', arguments: { missingValues: ['', 'n/a'] }, mustBeLessThan: 2 },
      { metric: 'invalidValues', arguments: { validValues: ['a', 'b', 1] }, mustBe: 0 },
      { metric: 'duplicateValues', mustBeLessThan: 3 },
      { type: 'sql', query: 'SELECT count(*) FROM {object} WHERE "{property}" IS NULL', mustBe: 0 },
      { type: 'sql', query: 'SELECT no_such_column FROM {object}', mustBe: 0 },
      { type: 'text', description: 'as agreed' },
    ),
    fc.constantFrom(...SEVERITIES),
  )
  .map(([rule, severity]) => ({ ...rule, severity }));
const tableRules: fc.Arbitrary<Rule> = fc.constantFrom<Rule>(
  { metric: 'rowCount', mustBeGreaterThan: 2 },
  { metric: 'rowCount', mustBeBetween: [1, 9], severity: 'warning' },
  { metric: 'duplicateValues', mustBe: 0, arguments: { properties: ['c0', 'c1'] } },
  { type: 'sql', query: 'SELECT count(*) < 3 FROM {object}', mustBe: 1 },
  { type: 'sql', query: 'SELECT 1; SELECT 2', mustBe: 1, severity: 'info' },
  { type: 'sql', query: "SELECT count(*) FROM read_csv('/etc/passwd')", mustBe: 1 },
);
const typed = fc.constantFrom(...(Object.keys(OPTIONS) as Type[])).chain((logicalType) =>
  fc.record({
    logicalType: fc.constant(logicalType),
    options: fc
      .subarray([...OPTIONS[logicalType]])
      .map((chosen) => Object.assign({}, ...chosen.map(([each]) => each))),
    age: ['date', 'timestamp'].includes(logicalType)
      ? fc.constantFrom<Property['age']>('latency', 'retention', null)
      : fc.constant(null),
  }),
);
const property = (name: string): fc.Arbitrary<Property> =>
  fc
    .tuple(
      typed,
      fc.record({
        required: fc.boolean(),
        unique: fc.boolean(),
        primaryKey: fc.boolean(),
        quality: fc.array(rules, { maxLength: 3 }),
        environments: fc.option(fc.subarray(['training', 'evaluation', 'serving'], { minLength: 1 })),
        lifecycle: fc.constantFrom('production', 'alpha', 'deprecated'),
        isForeignKey: fc.boolean(),
        inTrain: fc.boolean(),
        inEvaluation: fc.boolean(),
      }),
    )
    .map(([type, more]) => ({ name, ...type, ...more }));

const PARTS = [
  'contract',
  'roles',
  'overlap',
  'outliers',
  'variants',
  'label_leak',
  'redundant',
  'new_categories',
];
const projects = fc.record({
  properties: fc.tuple(property('c0'), property('c1'), property('c2')),
  quality: fc.array(tableRules, { maxLength: 3 }),
  rows: fc.constantFrom(0, 1, 2, 40),
  isGarbage: fc.boolean(),
  labels: fc.constantFrom<readonly string[]>(['yes', 'no'], ['no'], ['']),
  parts: fc.option(fc.subarray(PARTS, { minLength: 1 })),
  off: fc.subarray(
    DATA_CHECKS.map(({ kind }) => kind),
    { maxLength: 4 },
  ),
});
type Project = typeof projects extends fc.Arbitrary<infer T> ? T : never;

function contractOf({ properties, quality }: Project): object {
  const custom = (each: Property) => [
    ...(each.environments === null ? [] : [{ property: 'environments', value: each.environments }]),
    { property: 'lifecycle', value: each.lifecycle },
  ];
  const levels = properties.flatMap(({ name, age }) =>
    age === null ? [] : [{ property: age, value: 3, unit: 'd', element: `rows.${name}` }],
  );
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'c',
    version: '1.0.0',
    status: 'active',
    ...(levels.length === 0 ? {} : { slaProperties: levels }),
    schema: [
      {
        name: 'rows',
        quality,
        properties: [
          ...properties.map((each) => ({
            name: each.name,
            logicalType: each.logicalType,
            required: each.required,
            unique: each.unique,
            primaryKey: each.primaryKey,
            ...(Object.keys(each.options).length === 0 ? {} : { logicalTypeOptions: each.options }),
            quality: each.quality,
            customProperties: custom(each),
            ...(each.isForeignKey ? { relationships: [{ to: 'keys.k' }] } : {}),
          })),
          { name: 'visited' },
          { name: 'row_id' },
          { name: 'person' },
        ],
      },
      {
        name: 'keys',
        customProperties: [{ property: 'files', value: 'keys.csv' }],
        properties: [
          { name: 'k', logicalType: 'string', unique: true },
          { name: 'gone', required: true },
        ],
      },
    ],
  };
}

const VALUES: Readonly<Record<Type, readonly string[]>> = {
  string: ['a', 'b', '', 'n/a', 'A '],
  integer: ['1', '2', '', '7'],
  number: ['0.5', '', '1.5', 'NaN', '-inf'],
  boolean: ['true', 'false', ''],
  date: ['2026-01-04', '', '2020-05-05'],
  timestamp: ['2026-01-05 10:00:00', '', '2019-01-01 00:00:00'],
};

function csv(project: Project, side: 'inTrain' | 'inEvaluation'): string {
  const columns = project.properties.filter((each) => each[side]);
  const lines = Array.from({ length: project.rows }, (_, row) => [
    ...columns.map(({ logicalType }) => {
      const values = project.isGarbage ? ['x', ''] : VALUES[logicalType];
      return values[row % values.length];
    }),
    project.labels[row % project.labels.length],
    `${side}${row}`,
    `${side}${row}`,
  ]);
  const header = [...columns.map(({ name }) => name), 'visited', 'row_id', 'person'];
  return `${[header, ...lines].map((line) => line.join(',')).join('\n')}\n`;
}

/** Kinds of checks that one dataset is asked, in no order. */
function askedKinds(project: Project, side: 'inTrain' | 'inEvaluation'): string[] {
  const { parts } = project;
  const isAsked = (part: string) => parts === null || parts.includes(part);
  return [
    'rows',
    // Without a contract the types are those that the text looks like; with one of its parts asked for they are declared.
    ...columnsIn(project, side)
      .filter(({ logicalType }) => logicalType === 'number')
      .map(() => 'finite'),
    ...(isAsked('roles') ? ['target', 'id', 'id', 'id', 'group'] : []),
    ...(isAsked('contract') ? contractKinds(project, side) : []),
    ...(isAsked('overlap') && side === 'inEvaluation' ? ['overlap', 'overlap'] : []),
    ...learningKinds(project, side),
  ].sort();
}

const columnsIn = ({ properties }: Project, side: 'inTrain' | 'inEvaluation') =>
  properties.filter((each) => each[side]);

function contractKinds({ properties, quality }: Project, side: 'inTrain' | 'inEvaluation'): string[] {
  const environment = side === 'inTrain' ? 'training' : 'evaluation';
  const excused = properties.filter(
    (each) => !each[side] && each.environments !== null && !each.environments.includes(environment),
  );
  const isExcused = (name: string) => excused.some((each) => each.name === name);
  const keys = properties.filter(({ primaryKey }) => primaryKey);
  const asked = properties.filter(({ name }) => !isExcused(name));
  return [
    ...asked.flatMap(propertyKinds),
    ...['visited', 'row_id', 'person'].map(() => 'present'),
    ...(keys.length > 0 && !keys.some(({ name }) => isExcused(name)) ? ['primary_key'] : []),
    ...quality
      .filter(({ metric }) => metric !== 'duplicateValues' || !(isExcused('c0') || isExcused('c1')))
      .flatMap(ruleKinds),
    'unexpected_columns',
  ];
}

function propertyKinds({ logicalType, options, ...each }: Property): string[] {
  const chosen = OPTIONS[logicalType].filter(([option]) =>
    Object.keys(option).every((key) => key in options),
  );
  return [
    'present',
    'type',
    ...(each.required || each.primaryKey ? ['required'] : []),
    ...(each.unique ? ['unique'] : []),
    ...chosen.map(([, kind]) => kind),
    ...each.quality.flatMap(ruleKinds),
    ...(each.isForeignKey ? ['foreign_key'] : []),
    ...(each.age === 'latency' ? ['freshness'] : each.age === 'retention' ? ['retention'] : []),
  ];
}

const KIND_OF: Readonly<Record<string, string>> = {
  nullValues: 'null_values',
  missingValues: 'missing_values',
  invalidValues: 'valid_values',
  duplicateValues: 'duplicate_values',
  rowCount: 'row_count',
};

/** Text is documentation. */
function ruleKinds(rule: Rule): string[] {
  if (rule.type === 'text') return [];
  return [rule.type === 'sql' ? 'sql' : (KIND_OF[String(rule.metric)] ?? '')];
}

type Looks = (given: {
  readonly features: readonly Property[];
  readonly both: readonly Property[];
  readonly isTraining: boolean;
}) => number;
const texts = (columns: readonly Property[]) =>
  columns.filter(({ logicalType }) => logicalType === 'string').length;
const whole = (columns: readonly Property[]) =>
  columns.filter(({ logicalType }) => logicalType === 'integer').length;
const numbers = (columns: readonly Property[]) =>
  whole(columns) + columns.filter(({ logicalType }) => logicalType === 'number').length;
const training: (count: Looks) => Looks = (count) => (given) => (given.isTraining ? count(given) : 0);
const evaluation: (count: Looks) => Looks = (count) => (given) => (given.isTraining ? 0 : count(given));

/** How often each check is asked. Beside the features stand the target, the id and the group, all text. */
const LEARNING: Readonly<Record<string, Looks>> = {
  overlap_rows: evaluation(() => 1),
  overlap_time: () => 0,
  label_leak: training(({ features }) => features.length),
  id_tells_label: training(() => 1),
  label_link: evaluation(({ both }) => both.length),
  conflicting_labels: training(() => 1),
  duplicate_rows: () => 1,
  class_balance: () => 1,
  // No base is given here.
  changed_labels: () => 0,
  unseen_labels: evaluation(() => 1),
  evaluation_size: evaluation(() => 1),
  constant: training(({ features }) => features.length),
  missing_share: ({ features }) => features.length,
  mixed_types: ({ features }) => texts(features) + 1,
  null_spellings: ({ features }) => texts(features) + 1,
  variants: ({ features }) => texts(features) + 1,
  symbols: ({ features }) => texts(features) + 1,
  new_categories: evaluation(({ both }) => texts(both)),
  missing_categories: evaluation(({ both }) => texts(both)),
  outliers: ({ features }) => numbers(features),
  redundant: training(({ features }) => {
    const counts = [numbers(features), features.length - numbers(features)];
    return counts.filter((each) => each > 1).reduce((sum, each) => sum + each, 0);
  }),
  // No slices are configured here.
  representation: () => 0,
  label_rate: () => 0,
  personal_data: training(({ features }) => texts(features) + whole(features) + 3),
};

function learningKinds(project: Project, side: 'inTrain' | 'inEvaluation'): string[] {
  const { parts, off } = project;
  const features = columnsIn(project, side);
  const both = features.filter(({ inTrain, inEvaluation }) => inTrain && inEvaluation);
  return DATA_CHECKS.flatMap(({ kind }) => {
    const isAsked =
      parts === null || parts.includes(kind) || (parts.includes('overlap') && kind.startsWith('overlap_'));
    if (!isAsked || off.includes(kind)) return [];
    const count = LEARNING[kind]?.({ features, both, isTraining: side === 'inTrain' }) ?? 0;
    return Array.from({ length: count }, () => kind);
  });
}

let count = 0;
async function recordOf(project: Project) {
  count += 1;
  const directory = join(root, String(count));
  mkdirSync(join(directory, 'data'), { recursive: true });
  writeFileSync(join(directory, 'data/train.csv'), csv(project, 'inTrain'));
  writeFileSync(join(directory, 'data/evaluation.csv'), csv(project, 'inEvaluation'));
  writeFileSync(join(directory, 'keys.csv'), 'k\na\n1\n');
  writeFileSync(join(directory, 'contract.yaml'), JSON.stringify(contractOf(project), null, 2));
  const { model } = stageContext(directory);
  const checks = Object.fromEntries(
    Object.entries(DEFAULT_CHECK_SETTINGS).filter(([kind]) => !project.off.some((each) => each === kind)),
  );
  const contract = { written: 'contract.yaml', absolute: join(directory, 'contract.yaml') };
  const context = stageContext(directory, { model: { data: { ...model.data, contract, checks } } });
  return validateStage(context, {
    engine,
    ...(project.parts === null ? {} : { parts: checkParts(project.parts) }),
  });
}

const VERDICTS = ['pass', 'fail', 'warn', 'insufficient', 'error'];

async function expectEach(project: Project): Promise<void> {
  const { datasets } = await recordOf(project);
  const kinds = (role: string) =>
    datasets
      .find((dataset) => dataset.role === role)
      ?.checks.map(({ kind }) => kind)
      .sort();
  expect(kinds('train')).toEqual(askedKinds(project, 'inTrain'));
  expect(kinds('evaluation')).toEqual(askedKinds(project, 'inEvaluation'));
  const isContract = project.parts === null || project.parts.includes('contract');
  expect(kinds('reference:keys')).toEqual(
    isContract ? ['present', 'present', 'required', 'rows', 'type', 'unique'] : undefined,
  );
  for (const { checks } of datasets) {
    const counts = VERDICTS.map((verdict) => checks.filter((check) => check.verdict === verdict).length);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(checks.length);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  }
}

describe('every check that is asked for', () => {
  it('is in the record with a verdict, whatever the contract, the data and the parts', async () => {
    await fc.assert(fc.asyncProperty(projects, expectEach), { numRuns: 40, seed: 7 });
  }, 240_000);
});
