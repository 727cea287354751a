import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { createDuckdbEngine } from '../../adapters/duckdb/duckdb-engine.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { USUAL_CSV, USUAL_FORM } from '../../domain/data-form.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { EventLog } from '../../ports/forge.ts';
import type { MonitorRecord } from '../../records/monitor.ts';
import type { StageContext } from '../context.ts';
import { parseContract } from '../contract/load-contract.ts';
import { openDataset } from '../validate/check-dataset.ts';
import { profileDataset } from '../validate/profile-dataset.ts';
import { monitorStage } from './monitor.ts';
import { monitorText } from './monitor-text.ts';

const DATA = fileURLToPath(new URL('../../../examples/quickstart/data', import.meta.url));
let folder: string;
let engine: DataEngine;
/** The engine remembers what it opened: new data need a new name. */
let files = 0;
let appended: Parameters<EventLog['append']>[0][];
const log: EventLog = {
  read: async () => ({ entries: [], head: null }),
  append: async (entry) => {
    appended.push(entry);
    return 'hash';
  },
};

beforeAll(() => {
  appended = [];
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-monitor-')));
  cpSync(DATA, join(folder, 'data'), { recursive: true });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-q');
  git(
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.org',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'first',
  );
  engine = createDuckdbEngine({ memoryLimitMb: 512 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const pathsOf = (name: string) => ({ patterns: [{ written: name, absolute: join(folder, name) }] });

async function released(context: StageContext, name: string, contract: Contract | null) {
  const dataset = await openDataset(context, engine, { role: 'train', paths: pathsOf(name), contract });
  const profile = await profileDataset(context, engine, { dataset, contract, reference: null });
  return { tag: 'visits@v1.0.0', profile, contract, file: null };
}

const broken = ({ signals }: MonitorRecord) =>
  signals
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ signal, column, statistic }) => `${signal} ${column} ${statistic}`);

describe('people of the RAND experiment against a released profile and contract', () => {
  let context: StageContext;
  let reference: Awaited<ReturnType<typeof released>>;
  let header: string[];
  let rows: string[][];

  beforeAll(async () => {
    context = stageContext(folder);
    context = { ...context, model: { ...context.model, data: { ...context.model.data, time: 'year' } } };
    const contract = parseContract(readFileSync(join(DATA, 'visits.contract.yaml'), 'utf8'), 'contract');
    reference = await released(context, 'data/train.csv', contract);
    const [first = '', ...others] = readFileSync(join(DATA, 'evaluation.csv'), 'utf8').trimEnd().split('\n');
    header = first.split(',');
    rows = others.map((line) => line.split(','));
  });

  /** Other persons of the same years: nothing drifted but what a test changes. */
  async function monitor(change: (row: string[]) => string[], columns = header, data = rows) {
    const lines = [columns, ...data.map(change)].map((row) => `${row.join(',')}\n`);
    const name = `new-${files++}.csv`;
    writeFileSync(join(folder, name), lines.join(''));
    return monitorStage(context, { engine, log, reference, data: pathsOf(name) });
  }
  const same = (row: string[]) => row;
  const set = (column: string, value: (old: string, row: number) => string) => {
    const at = header.indexOf(column);
    let number = 0;
    return (row: string[]) => row.map((cell, index) => (index === at ? value(cell, number++) : cell));
  };
  const without = (column: string) => {
    const at = header.indexOf(column);
    return (row: string[]) => row.filter((_, index) => index !== at);
  };

  it('other persons of the same years are no drift, and the log says what was judged', async () => {
    const record = await monitor(same);
    expect(record).toMatchObject({ verdict: 'pass', rows: 4083 });
    expect(broken(record)).toEqual([]);
    expect(monitorText(record)).toMatch(/^no drift against visits@v1\.0\.0 in 4,083 rows of 1,425 groups\n$/);
    expect(appended.at(-1)).toMatchObject({
      kind: 'monitor',
      model: 'visits',
      body: { verdict: 'pass', reference: 'visits@v1.0.0', signals: [], judged: record.signals.length },
    });
    const columns = new Set(record.signals.map(({ column }) => column));
    for (const left of ['row_id', 'person', 'year']) expect(columns.has(left)).toBe(false);
  });

  it('in the form that the config says they are what they are in the usual one', async () => {
    const usual = await monitor(same);
    const name = `new-${files++}.csv`;
    const comma = (cell: string) => (/^-?\d+\.\d+$/.test(cell) ? cell.replace('.', ',') : cell || 'k.A.');
    const lines = [header, ...rows.map((row) => row.map(comma))].map((row) => row.join(';'));
    writeFileSync(join(folder, name), Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le'));
    const csv = { ...USUAL_CSV, numbers: { decimal: ',', thousands: null }, nulls: ['k.A.'] };
    const paths = { ...pathsOf(name), form: { ...USUAL_FORM, csv } };
    const { signals } = await monitorStage(context, { engine, log, reference, data: paths });
    expect(signals).toEqual(usual.signals);
  });

  it.each([0, 1, 90])('%d rows are too few to judge, and how many there are only warns', async (count) => {
    const record = await monitor(same, header, rows.slice(0, count));
    expect(broken(record)).toEqual([]);
    expect(record).toMatchObject({ verdict: 'insufficient', rows: count });
    const text = monitorText(record);
    expect(text).toMatch(
      new RegExp(
        `^too few rows to judge: ${count} row${count === 1 ? '' : 's'} with a value now; at least 100 are needed\n`,
      ),
    );
    expect(text).toContain('warning:   row_count: expected more than 1000 rows');
  });

  it('many rows of a few persons are too few as well', async () => {
    const few = Array.from({ length: 300 }, (_, index) => rows[index % 10] ?? []);
    const record = await monitor(
      set('row_id', (_, row) => `r${row}`),
      header,
      few,
    );
    expect(record.verdict).toBe('insufficient');
    expect(record.signals[0]?.reason).toMatch(/^\d groups with a value now; at least 30 are needed$/);
  });

  it('one row that breaks the contract is an alarm all the same', async () => {
    const record = await monitor(
      set('age', () => '-4'),
      header,
      rows.slice(0, 1),
    );
    expect(broken(record)).toEqual(['check age age.range']);
  });

  it('a missing column alarms, and is told as that', async () => {
    const record = await monitor(without('income'), without('income')(header));
    expect(broken(record)).toContain('schema income column');
    expect(broken(record).every((signal) => signal.includes('income'))).toBe(true);
  });

  it('the label may be missing: it is known later', async () => {
    const record = await monitor(without('visited'), without('visited')(header));
    expect({ verdict: record.verdict, broken: broken(record) }).toEqual({ verdict: 'pass', broken: [] });
  });

  it('a new column drifts from nothing', async () => {
    const record = await monitor((row) => [...row, '7'], [...header, 'extra']);
    expect(broken(record).filter((signal) => signal.startsWith('drift'))).toEqual([]);
    const own = record.signals.filter(({ column, signal }) => column === 'extra' && signal !== 'check');
    expect(own).toEqual([]);
  });

  it('a column without any value alarms by its missing cells; distances are unknown, not large', async () => {
    const record = await monitor(set('general_health_index', () => ''));
    expect(broken(record).filter((signal) => !signal.startsWith('check'))).toEqual([
      'nulls general_health_index null_share',
    ]);
    const shape = record.signals.find(
      ({ column, statistic }) => column === 'general_health_index' && statistic === 'js',
    );
    expect(shape).toMatchObject({ verdict: 'insufficient', value: null, rows: 0 });
    expect(monitorText(record)).toContain('not judged: general_health_index  0 rows with a value now');
  });

  it('NaN counts as missing', async () => {
    const record = await monitor(set('general_health_index', (old, row) => (row % 3 === 0 ? 'NaN' : old)));
    expect(broken(record)).toContain('nulls general_health_index null_share');
  });

  it('words in a column of numbers alarm', async () => {
    expect(broken(await monitor(set('income', () => 'much')))).toContain('check income income.type');
  });

  it('a release that knew no groups cannot judge grouped rows', async () => {
    const ungrouped = { ...reference, profile: { ...reference.profile, groupBy: null } };
    await expect(
      monitorStage(context, { engine, log, reference: ungrouped, data: pathsOf('data/evaluation.csv') }),
    ).rejects.toMatchObject({ code: 'input', hint: 'Release the model again with this config.' });
  });

  it('the released groups count, whatever the config says now', async () => {
    const model = { ...context.model, data: { ...context.model.data, groupBy: null } };
    const record = await monitorStage(
      { ...context, model },
      { engine, log, reference, data: pathsOf('data/evaluation.csv') },
    );
    expect(record).toMatchObject({ verdict: 'pass', groups: expect.any(Number) });
  });
});

describe('a classified column', () => {
  const CONTRACT = parseContract(
    `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
schema:
  - name: people
    properties:
      - {name: income, logicalType: number, classification: confidential}
      - {name: faith, logicalType: string, classification: secret}
      - {name: y, logicalType: integer}
`,
    'contract',
  );
  const table = (income: (row: number) => string, count = 300) =>
    [
      'income,faith,y',
      ...Array.from({ length: count }, (_, row) => `${income(row)},zoroastrian,${row % 2}`),
      '',
    ].join('\n');
  let context: StageContext;
  let reference: Awaited<ReturnType<typeof released>>;

  beforeAll(async () => {
    const base = stageContext(folder);
    const data = { ...base.model.data, id: null, groupBy: null, targets: ['y'] };
    context = { ...base, model: { ...base.model, data } };
    writeFileSync(
      join(folder, 'people.csv'),
      table((row) => `7777${row}`),
    );
    reference = await released(context, 'people.csv', CONTRACT);
  });

  async function monitor(text: string) {
    const name = `people-${files++}.csv`;
    writeFileSync(join(folder, name), text);
    return monitorStage(context, { engine, log, reference, data: pathsOf(name) });
  }

  it('leaves no value and no moment in the profile that is released', () => {
    const [income, faith, y] = reference.profile.columns;
    expect(income).toMatchObject({ counts: [300], edges: [], means: null, classified: true });
    expect(income).toMatchObject({ mean: null, standardDeviation: null, minimum: null, maximum: null });
    expect(faith).toMatchObject({ counts: [300], categories: [], classified: true });
    expect(y).toMatchObject({ maximum: 1 });
    expect(JSON.stringify(reference.profile)).not.toMatch(/7777|zoroastrian/);
  });

  it('is not judged by its values, and says so; a record does not show them', async () => {
    const record = await monitor(table((row) => `5${row}`));
    expect(record.verdict).toBe('pass');
    expect(JSON.stringify(record)).not.toContain('zoroastrian');
    expect(monitorText(record)).toContain('not judged: income  the contract classifies the column');
  });

  it('alarms by its missing cells', async () => {
    const record = await monitor(table((row) => (row % 2 === 0 ? '' : '1')));
    expect(broken(record)).toEqual(['nulls income null_share']);
  });

  it('is never the reason why there are too few rows', async () => {
    const record = await monitor(table(() => '1', 20));
    expect(monitorText(record)).toMatch(/^too few rows to judge: 20 rows with a value now/);
  });
});

describe('without a contract', () => {
  const DATA_CHANGES: Partial<ModelConfig['data']> = { id: null, groupBy: null, targets: ['y'] };
  const table = (x: (row: number) => string, count = 300) =>
    ['x,y', ...Array.from({ length: count }, (_, row) => `${x(row)},${row % 2}`), ''].join('\n');
  let context: StageContext;
  let reference: { tag: string; profile: Profile; contract: null; file: null };

  beforeAll(async () => {
    const base = stageContext(folder);
    context = { ...base, model: { ...base.model, data: { ...base.model.data, ...DATA_CHANGES } } };
    writeFileSync(
      join(folder, 'old.csv'),
      table((row) => String(row % 40)),
    );
    reference = { ...(await released(context, 'old.csv', null)), contract: null };
  });

  async function monitor(text: string) {
    const name = `plain-${files++}.csv`;
    writeFileSync(join(folder, name), text);
    return broken(await monitorStage(context, { engine, log, reference, data: pathsOf(name) }));
  }

  it('the same values are no drift', async () => {
    expect(await monitor(table((row) => String((row * 7) % 40)))).toEqual([]);
  });

  it('whole numbers that became fractions are numbers', async () => {
    expect(await monitor(table((row) => `${(row * 7) % 40}.25`))).toEqual([]);
  });

  it('empty cells are missing, not another type', async () => {
    expect(await monitor(table(() => ''))).toEqual(['nulls x null_share']);
  });

  it('words where numbers were are another type', async () => {
    expect(await monitor(table((row) => `w${row % 3}`))).toEqual(['schema x column']);
  });

  it('a header alone is too few rows', async () => {
    expect(await monitor('x,y\n')).toEqual([]);
  });
});
