import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MonitorRecord, monitorRecordSchema } from '../../src/records/monitor.ts';
import { type Bundle, buildBundle, gitRepository, PROJECT, run } from './bundle.ts';

/** The quickstart, released: years 1–3 of the RAND experiment are the reference. */
let bundle: Bundle;
let cwd: string;
let header: string[];
let rows: string[][];

const modelyard = (...args: string[]) => run(process.execPath, [bundle.main, ...args], { cwd });

beforeAll(async () => {
  bundle = await buildBundle();
  cwd = bundle.folder();
  cpSync(join(PROJECT, 'examples', 'quickstart'), cwd, { recursive: true });
  for (const made of ['out', '.modelyard', 'deployed'])
    rmSync(join(cwd, made), { recursive: true, force: true });
  writeFileSync(join(cwd, '.gitignore'), 'out/\n.modelyard/\ndeployed/\nnew.csv\n');
  await gitRepository(cwd);
  const [first = '', ...others] = readFileSync(join(cwd, 'data', 'evaluation.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  header = first.split(',');
  rows = others.map((line) => line.split(','));
});
afterAll(() => bundle.remove());

/** New data: other persons of the same years, so that nothing drifted but what a test changes. */
async function monitor(change: (row: string[]) => string[], columns = header, data = rows) {
  writeFileSync(
    join(cwd, 'new.csv'),
    [columns, ...data.map(change)].map((row) => `${row.join(',')}\n`).join(''),
  );
  const { code, stdout, stderr } = await modelyard('monitor', '--data', 'new.csv', '--json');
  if (stdout === '') return { code, stderr, record: null, signals: [] };
  const record = monitorRecordSchema.parse(JSON.parse(stdout));
  return { code, stderr, record, signals: broken(record) };
}

const broken = ({ signals }: MonitorRecord) =>
  signals
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ signal, column, statistic }) => `${signal} ${column} ${statistic}`);
const same = (row: string[]) => row;
const without = (column: string) => {
  const at = header.indexOf(column);
  return (row: string[]) => row.filter((_, index) => index !== at);
};

describe('before a release', () => {
  it('there is nothing to hold data against, which is no alarm: exit 2', async () => {
    const { code, stdout, stderr } = await modelyard('monitor', '--json');
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: visits has no release to hold new data against\nhint: Run modelyard release first.\n',
    });
  });
});

describe('after a release', () => {
  beforeAll(async () => {
    for (const command of ['run', 'release']) {
      const { code, stderr } = await modelyard(command);
      if (code !== 0) throw new Error(stderr);
    }
  });

  it('years 4 and 5 alarm, with the columns that moved: exit 1, a record, a message and a line in the log', async () => {
    const { code, stdout } = await modelyard('monitor', '--json');
    expect(code).toBe(1);
    expect(stdout).toBe(readFileSync(join(cwd, '.modelyard', 'visits', 'monitor.json'), 'utf8'));
    const record = monitorRecordSchema.parse(JSON.parse(stdout));
    expect(record).toMatchObject({ verdict: 'fail', reference: 'visits@v1.0.0', rows: 3429, groups: 1744 });
    expect(broken(record)).toEqual([
      'drift site js',
      'drift site wasserstein',
      'drift income wasserstein',
      'nulls general_health_index null_share',
    ]);
    const site = record.signals.find(({ column, statistic }) => column === 'site' && statistic === 'js');
    expect(site).toMatchObject({ signal: 'drift', threshold: 0.1, rows: 3429, verdict: 'fail' });
    expect(site?.value).toBeCloseTo(0.1347, 4);
    expect(site?.pValue).toBeLessThan(1e-9);
    const columns = record.signals.map(({ column }) => column);
    for (const left of ['row_id', 'person', 'year']) expect(columns).not.toContain(left);

    const told = await modelyard('monitor');
    expect(told.stdout).toMatch(
      /^4 of \d+ signals against visits@v1\.0\.0 in 3,429 rows of 1,744 groups\n {2}site {2}shape/,
    );
    expect(told.stdout).toContain('23.0 % missing before, 39.5 % now');
    const log = await run('git', ['log', '-p', '-U0', '--format=', 'modelyard-log'], { cwd });
    expect(log.stdout.match(/^\+.*"kind":"monitor"/gm)).toHaveLength(2);
  });

  it('other persons of the same years do not: exit 0', async () => {
    const { code, record, signals } = await monitor(same);
    expect({ code, signals }).toEqual({ code: 0, signals: [] });
    expect(record).toMatchObject({ verdict: 'pass', rows: 4083 });
    expect((await modelyard('monitor', '--data', 'new.csv')).stdout).toMatch(
      /^no drift against visits@v1\.0\.0 in 4,083 rows/,
    );
  });

  it('90 rows are too few to judge: exit 0', async () => {
    const { code, record } = await monitor(same, header, rows.slice(0, 90));
    expect(code).toBe(0);
    expect(record).toMatchObject({ verdict: 'insufficient', rows: 90 });
  });

  it('without the groups nothing can be judged: exit 2', async () => {
    const { code, stderr } = await monitor(without('person'), without('person')(header));
    expect(code).toBe(2);
    expect(stderr).toContain(
      'the new data have no column person, by which the rows of visits@v1.0.0 are grouped',
    );
  });

  it('files that are not there are exit 2', async () => {
    const { code, stderr } = await modelyard('monitor', '--data', 'nothing/*.csv');
    expect(code).toBe(2);
    expect(stderr).toContain('nothing/*.csv');
  });

  it('a release that lost its profile is exit 3, and no data are judged', async () => {
    const store = join(cwd, '.git', 'modelyard', 'releases');
    for (const tag of readdirSync(store)) rmSync(join(store, tag, 'profile.json'));
    const { code, stdout, stderr } = await modelyard('monitor', '--json');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('profile.json');
  });
});
