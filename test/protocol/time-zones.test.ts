import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle, gitRepository, run } from './bundle.ts';

let bundle: Bundle;
let folder: string;

/** Moments on both sides of midnight, with an offset and without one. */
function csv(prefix: string, month: number): string {
  const lines = Array.from({ length: 120 }, (_, row) => {
    const day = `2025-0${month + (row % 3)}-${String((row % 28) + 1).padStart(2, '0')}`;
    const label = row % 5 === 0 ? 1 : row % 2;
    return `${prefix}${row},${label},${day},${day} 00:30:00,${day}T23:45:00+02:00,0${row % 9}:15:00,${(row * 37) % 101}`;
  });
  return `${['id,y,day,local,at,clock,x', ...lines].join('\n')}\n`;
}

const CONTRACT = `contract: moments
columns:
  id: string unique id
  y: {is: integer, values: [0, 1], role: label}
  day: date 2025-01-01..2025-05-28 time
  local: {is: timestamp, minimum: "2025-01-01T00:30:00", maximum: "2025-05-28T00:30:00Z"}
  at: {is: timestamp, minimum: "2025-01-01T21:45:00Z", maximum: "2025-05-28T23:45:00+02:00"}
  clock: time 00:15:00..08:15:00
  x: number
fresh: {day: 9000d, local: 9000d, at: 9000d}
sql:
  first_days: {query: "SELECT count(*) FROM {object} WHERE local < TIMESTAMP '2025-01-02 00:00:00'", mustBe: 3}
  offsets: {query: "SELECT count(*) FROM {object} WHERE at < '2025-01-02 00:00:00'", mustBe: 3}
`;

beforeAll(async () => {
  bundle = await buildBundle();
  folder = bundle.folder();
  writeFileSync(join(folder, 'train.csv'), csv('t', 1));
  writeFileSync(join(folder, 'evaluation.csv'), csv('e', 3));
  writeFileSync(join(folder, 'c.yaml'), CONTRACT);
  writeFileSync(
    join(folder, 'modelyard.yml'),
    `version: 1
models:
  m:
    task: binary
    data: {train: train.csv, evaluation: evaluation.csv, target: y, positive: 1, id: id, time: day, contract: c.yaml}
    train: {run: node train.mjs, predictions: p.csv}
`,
  );
  await gitRepository(folder);
});
afterAll(() => bundle.remove());

const CLOCK = ['at', 'durationMs'];

/** The record without what the clock says, the profile, and a first contract. */
async function seenIn(zone: string): Promise<readonly string[]> {
  const env = { TZ: zone };
  const args = (...rest: readonly string[]) => [bundle.main, ...rest];
  const { stdout } = await run(process.execPath, args('validate', '--json'), { cwd: folder, env });
  const record = JSON.parse(stdout, (key, value: unknown) => (CLOCK.includes(key) ? null : value)) as unknown;
  const profile = readFileSync(join(folder, '.modelyard', 'm', 'profile.json'), 'utf8');
  const inferred = await run(process.execPath, args('contract', 'infer', 'train.csv'), { cwd: folder, env });
  return [JSON.stringify(record, null, 1), profile, inferred.stdout];
}

describe('the zone of the machine', () => {
  it('changes nothing that is said of dates, times, freshness and time leaks', async () => {
    const there = await seenIn('UTC');
    expect(there[0]).toContain('"day.overlap_time"');
    expect(there[0]).toContain('"local.freshness"');
    expect(there[2]).toContain('2025-01-01');
    for (const zone of ['America/St_Johns', 'Asia/Kolkata', 'Pacific/Kiritimati'])
      expect(await seenIn(zone)).toEqual(there);
  }, 120_000);
});
