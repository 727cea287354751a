import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { FORMATS, type Format, type Rows, writeData } from '../../../test/fixtures/validate/write-data.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import { checkParts } from './check-parts.ts';
import { validateStage } from './validate.ts';

const root = mkdtempSync(join(tmpdir(), 'modelyard-patch-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let directory: string;
let count = 0;
beforeEach(() => {
  directory = join(root, String(count++));
  mkdirSync(join(directory, 'data'), { recursive: true });
});

const TYPES = {
  row_id: 'VARCHAR',
  person: 'BIGINT',
  age: 'DOUBLE',
  plan: 'VARCHAR',
  since: 'DATE',
  note: 'VARCHAR',
  visited: 'VARCHAR',
};

function rows(
  prefix: string,
  change: (index: number) => Readonly<Record<string, string | number | null>> = () => ({}),
): Rows {
  return Array.from({ length: 40 }, (_, index) => ({
    row_id: `${prefix}${index}`,
    person: prefix.charCodeAt(0) * 100 + index,
    age: 20.5 + index,
    plan: index % 2 === 0 ? 'basic' : 'full',
    since: `2026-01-${String(10 + (index % 10)).padStart(2, '0')}`,
    note: 'fine',
    visited: index % 3 === 0 ? 'yes' : 'no',
    ...change(index),
  }));
}

const CONTRACT = {
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'visits',
  version: '1.0.0',
  status: 'active',
  schema: [
    {
      name: 'visits',
      properties: [
        { name: 'row_id', logicalType: 'string', primaryKey: true },
        { name: 'person', logicalType: 'integer', required: true },
        {
          name: 'age',
          logicalType: 'number',
          required: true,
          logicalTypeOptions: { minimum: 0, exclusiveMaximum: 120 },
        },
        {
          name: 'plan',
          logicalType: 'string',
          quality: [
            { metric: 'nullValues', mustBeLessThan: 10, unit: 'percent' },
            { metric: 'invalidValues', mustBe: 0, arguments: { validValues: ['basic', 'full'] } },
          ],
        },
        {
          name: 'since',
          logicalType: 'date',
          logicalTypeOptions: { minimum: '2026-01-01', maximum: '2026-01-31' },
        },
        {
          name: 'note',
          logicalType: 'string',
          classification: 'confidential',
          logicalTypeOptions: { maxLength: 10 },
        },
        { name: 'visited', logicalType: 'string' },
      ],
      quality: [
        { metric: 'rowCount', mustBeGreaterThan: 10 },
        { metric: 'duplicateValues', mustBe: 0, arguments: { properties: ['person', 'age'] } },
      ],
    },
  ],
};

interface Given {
  readonly train: Rows;
  readonly evaluation?: Rows;
  readonly format?: Format;
  readonly contract?: unknown;
  readonly types?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

async function validate({
  train,
  format = 'csv',
  contract = CONTRACT,
  types = TYPES,
  environment = {},
  evaluation = rows('e'),
}: Given): Promise<ValidateRecord> {
  const folder = join(directory, 'data');
  await writeData(folder, { name: 'train', format, rows: train, types });
  await writeData(folder, {
    name: 'evaluation',
    format,
    rows: evaluation,
    types: evaluation[0] !== undefined && 'region' in evaluation[0] ? types : TYPES,
  });
  writeFileSync(join(folder, 'contract.yaml'), stringify(contract));
  const path = (written: string) => ({ written, absolute: join(directory, written) });
  const { data } = stageContext(directory).model;
  const context = stageContext(directory, {
    model: {
      data: {
        ...data,
        train: { patterns: [path(`data/train.${format}`)] },
        evaluation: { patterns: [path(`data/evaluation.${format}`)] },
        contract: path('data/contract.yaml'),
      },
    },
    environment,
  });
  const engine = createDuckdbEngine({ memoryLimitMb: 512 });
  try {
    return await validateStage(context, { engine, parts: checkParts(['contract', 'roles']) });
  } finally {
    await engine.close();
  }
}

interface Part {
  readonly name: string;
  readonly logicalTypeOptions?: object;
  readonly quality?: readonly { metric: string }[];
  readonly properties?: readonly Part[];
}

const over = (old: readonly { metric: string }[] = [], changed: readonly { metric: string }[] = []) =>
  old.map((rule) => changed.find(({ metric }) => metric === rule.metric) ?? rule);

/** Does by rote what a person does who pastes the lines. */
function pasted(contract: typeof CONTRACT, lines: readonly string[]) {
  const patch = (parse(lines.join('\n')) as { schema: Part[] }).schema[0];
  const [object] = contract.schema;
  if (patch === undefined || object === undefined) throw new Error('no schema');
  const merge = (old: Part, changed: Part | undefined): Part => ({
    ...old,
    ...changed,
    ...(old.logicalTypeOptions === undefined
      ? {}
      : { logicalTypeOptions: { ...old.logicalTypeOptions, ...changed?.logicalTypeOptions } }),
    ...(old.quality === undefined ? {} : { quality: over(old.quality, changed?.quality) }),
  });
  const known = object.properties.map(({ name }) => name);
  const named = (name: string) => patch.properties?.find((each) => each.name === name);
  const properties = [
    ...object.properties.map((each) => merge(each as Part, named(each.name))),
    ...(patch.properties ?? []).filter(({ name }) => !known.includes(name)),
  ];
  return {
    ...contract,
    schema: [
      {
        ...merge(object as unknown as Part, {
          name: patch.name,
          ...(patch.quality === undefined ? {} : { quality: patch.quality }),
        }),
        properties,
      },
    ],
  };
}

const brokenOf = ({ datasets }: ValidateRecord) =>
  datasets.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id));
const patchOf = ({ contractPatch }: ValidateRecord) => (contractPatch ?? []).join('\n');

describe('the smallest contract that data would fit', () => {
  it('is none where they fit', async () => {
    expect((await validate({ train: rows('t') })).contractPatch).toBeNull();
  });

  const changed = rows('t', (index) => ({
    age: index === 3 ? 350 : index === 4 ? -4.5 : 20.5 + index,
    plan: index < 6 ? null : index === 7 ? 'trial: "x"' : index === 8 ? 'off' : 'basic',
    since: index === 2 ? '2027-03-01' : '2026-01-10',
    note: 'much too long for this',
    region: 'north',
  }));
  const types = { ...TYPES, region: 'VARCHAR' };

  it.each(FORMATS)('%s: widens what is broken, keeps the rest, and lets the data through', async (format) => {
    const given = { train: changed, evaluation: rows('e', () => ({ region: 'south' })), format, types };
    const record = await validate(given);
    expect(new Set(brokenOf(record))).toEqual(
      new Set([
        'age.range',
        'plan.null_values',
        'plan.valid_values',
        'since.range',
        'note.length',
        'unexpected_columns',
      ]),
    );
    const patch = patchOf(record);
    expect(patch).toMatch(/^# The smallest change .*\n# whoever owns the data decides/);
    for (const line of [
      'minimum: -4.5  # was 0; 2 of 40 rows',
      'maximum: 350  # in place of exclusiveMaximum: 120; 2 of 40 rows',
      '- {metric: nullValues, mustBeLessOrEqualTo: 15, unit: percent}  # was mustBeLessThan: 10; 6 of 40 rows',
      `- {metric: invalidValues, mustBe: 0, arguments: {validValues: [basic, full, "off", "trial: \\"x\\""]}}`,
      '- name: region  # new in the data',
    ])
      expect(patch).toContain(line);
    expect(patch).toMatch(/maximum: "2027-03-01( 00:00:00)?" {2}# was 2026-01-31; 1 of 40 rows/);
    expect(patch).not.toMatch(/name: (visited|person)/);
    const contract = structuredClone(pasted(CONTRACT, record.contractPatch ?? []));
    // What the remarks say, and no key can.
    const properties = (contract.schema[0] as unknown as Part).properties as {
      name: string;
      logicalTypeOptions?: Record<string, unknown>;
    }[];
    for (const each of properties) {
      if (each.name === 'age') delete each.logicalTypeOptions?.exclusiveMaximum;
      if (each.name === 'note') delete each.logicalTypeOptions;
    }
    const again = await validate({ ...given, contract });
    expect(brokenOf(again)).toEqual([]);
  });

  it('of a classified column tells no value and no length, only how many rows', async () => {
    const patch = patchOf(await validate({ train: changed, types }));
    expect(patch).toContain('# maxLength: beyond 10 in 40 of 40 rows; the column is classified');
    expect(patch).toContain('# logicalTypeOptions:');
    expect(patch).not.toMatch(/22|much too long/);
    // It stands in one dataset only: as a property it would be missed in the other.
    expect(patch).not.toContain('region');
  });

  it('tells no value on a build server, and is still YAML', async () => {
    const record = await validate({ train: changed, types, environment: { CI: 'true' } });
    const patch = patchOf(record);
    expect(patch).toContain(
      '# maximum: above 120 in 2 of 40 rows; values are shown on your own machine only',
    );
    expect(patch).toContain('# validValues: 2 more values in 2 of 40 rows');
    expect(patch).not.toMatch(/350|trial|2027|-4\.5/);
    expect(parse(patch)).toMatchObject({ schema: [{ name: 'visits' }] });
  });

  it('tells columns that are gone, types, keys, counts and what nothing widens', async () => {
    const { note: _, ...gone } = TYPES;
    const train = rows('t', (index) => ({
      row_id: `t${index % 20}`,
      person: index < 5 ? null : index + 0.5,
      age: index % 4,
    })).slice(0, 8);
    const twice = [...train, ...train].map(({ note: __, ...row }) => row);
    const record = await validate({ train: twice.slice(0, 9), types: { ...gone, person: 'DOUBLE' } });
    const patch = patchOf(record);
    for (const line of [
      '- name: note  # delete this property: the data have no such column',
      'logicalType: number  # was integer; 3 of 9 rows',
      'required: false  # 6 of 9 rows break it',
      'primaryKey: false  # 1 of 9 rows break it',
      '- {metric: rowCount, mustBeGreaterOrEqualTo: 9}  # there are 9 rows',
    ])
      expect(patch).toContain(line);
    expect(parse(patch)).toBeTypeOf('object');
  });

  it('says nothing of checks that could not run', async () => {
    const contract = structuredClone(CONTRACT) as { schema: { quality: object[] }[] };
    const rules = [{ type: 'sql', query: "SELECT count(*) FROM read_text('x')", mustBe: 0 }];
    contract.schema[0]?.quality.push(...rules, { type: 'custom', engine: 'soda', implementation: 'x' });
    const refused = await validate({ train: rows('t'), contract });
    expect(brokenOf(refused)).toEqual(['sql', 'custom', 'sql', 'custom']);
    expect(refused.contractPatch).toBeNull();
  });

  it('a list of values that is no rule is not written as one', async () => {
    const contract = structuredClone(CONTRACT) as unknown as { schema: { properties: object[] }[] };
    const properties = contract.schema[0]?.properties ?? [];
    properties[3] = { name: 'plan', logicalType: 'string', enum: [{ value: 'basic' }, { value: 'full' }] };
    const train = rows('t', (index) => ({ plan: index === 0 ? 'trial' : 'basic' }));
    const patch = patchOf(await validate({ train, contract }));
    expect(patch).toContain('# add to enum: trial (1 row)');
    expect(patch).not.toContain('- {metric: invalidValues');
  });

  it('NaN fits no wider range', async () => {
    const train = rows('t', (index) => ({ age: index === 0 ? Number.NaN : 30 }));
    const patch = patchOf(await validate({ train, format: 'parquet' }));
    expect(patch).toContain('# NaN and what cannot be read never fit: repair the data');
    expect(patch).not.toMatch(/m(in|ax)imum: /);
  });

  it('a value that is too long to be one of a domain becomes a count, too', async () => {
    const train = rows('t', (index) => ({ plan: index === 0 ? 'x'.repeat(1_000_000) : 'basic' }));
    const patch = patchOf(await validate({ train }));
    expect(patch).toContain(
      '- {metric: invalidValues, mustBeLessOrEqualTo: 1, arguments: {validValues: [basic, full]}}',
    );
    expect(patch.length).toBeLessThan(1000);
  });

  it('a list of values that is too long to be a domain becomes a count', async () => {
    const train = rows('t', (index) => ({ plan: `p${index}` }));
    expect(patchOf(await validate({ train }))).toContain(
      '- {metric: invalidValues, mustBeLessOrEqualTo: 40, arguments: {validValues: [basic, full]}}  # was mustBe: 0; 40 of 40 rows',
    );
  });
});

describe('the patch of a contract in the short form', () => {
  const SHORT = {
    contract: 'visits',
    key: ['row_id'],
    columns: {
      row_id: 'string',
      person: 'integer required',
      age: 'number >=0 <120 required training evaluation',
      plan: { is: 'string nulls<10%', values: ['basic', 'full'] },
      since: { is: 'date', minimum: '2026-01-01', maximum: '2026-01-31', description: 'the first visit' },
      note: 'string 1..10 personal',
      visited: 'string label',
      gone: 'integer',
    },
    rows: '50..90',
    unique: [['person', 'age']],
  };
  const data = rows('t', (index) => ({
    person: index === 1 ? null : 100 + index,
    age: index === 3 ? 350 : index === 4 ? -4.5 : 20.5 + index,
    plan: index < 6 ? null : index === 7 ? 'trial: "x"' : index === 8 ? 'off' : 'basic',
    since: index === 2 ? '2027-03-01' : '2026-01-10',
    region: 'north',
  }));
  const types = { ...TYPES, region: 'VARCHAR' };
  const all = (prefix: string) => rows(prefix, () => ({ region: 'south' }));

  it('is pasted line for line, and the data then pass', async () => {
    const given = { train: data, evaluation: all('e'), types, contract: SHORT };
    const before = await validate(given);
    const patch = parse(patchOf(before)) as {
      readonly columns: Readonly<Record<string, unknown>>;
      readonly rows: string;
    };
    expect(patch.columns).toEqual({
      person: 'integer',
      age: {
        is: 'number required',
        minimum: -4.5,
        maximum: 350,
        environments: ['training', 'evaluation'],
      },
      plan: {
        is: 'string',
        values: ['basic', 'full', 'off', 'trial: "x"'],
        quality: [{ metric: 'nullValues', mustBeLessOrEqualTo: 15, unit: 'percent' }],
      },
      since: { is: 'date', description: 'the first visit', minimum: '2026-01-01', maximum: '2027-03-01' },
      region: 'string',
    });
    expect(patch.rows).toBe('40..90');
    expect(before.contractPatch).toContain('  # gone: delete this property: the data have no such column');
    const { gone: _, ...kept } = SHORT.columns;
    const contract = { ...SHORT, columns: { ...kept, ...patch.columns }, rows: patch.rows };
    const after = await validate({ ...given, contract });
    // A row without a person belongs to no group, whatever the contract says.
    expect(brokenOf(after)).toEqual(['group']);
    expect(after.contractPatch).toBeNull();
  });

  it('keeps every line on its own, whatever the names and values are', async () => {
    const odd = { 'a: "b" # c': 'x\ny', null: '- {' };
    const named = (prefix: string) => rows(prefix, () => ({ ...odd, region: 'north' }));
    const columns = {
      ...SHORT.columns,
      ...Object.fromEntries(Object.keys(odd).map((name) => [name, { values: ['z'] }])),
    };
    const { gone: _, ...kept } = columns;
    const oddTypes = { ...TYPES, ...Object.fromEntries(Object.keys(odd).map((name) => [name, 'VARCHAR'])) };
    const record = await validate({
      train: named('t'),
      evaluation: named('e'),
      types: { ...oddTypes, region: 'VARCHAR' },
      contract: { ...SHORT, columns: kept, rows: '1..' },
    });
    const patch = parse(patchOf(record)) as { readonly columns: Readonly<Record<string, unknown>> };
    expect(patch.columns).toEqual({
      'a: "b" # c': { is: 'string', values: ['z', 'x\ny'] },
      null: { is: 'string', values: ['z', '- {'] },
      region: 'string',
    });
    for (const line of record.contractPatch ?? []) expect(line).not.toMatch(/[\n\r]/);
  });
});
