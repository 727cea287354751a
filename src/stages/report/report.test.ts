import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  COMMIT,
  check,
  evaluateRecord,
  trainRecord,
  validateRecord,
} from '../../../test/fixtures/report/records.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { hashBytes } from '../../adapters/files/hash-file.ts';
import type { GateConfig } from '../../config/resolved.ts';
import type { Gate, GateVerdict } from '../../domain/gates/gate.ts';
import type { SliceVerdict } from '../../domain/gates/judge-slices.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import type { GateRow, SliceRow } from '../../records/gate-row.ts';
import { reportRecordSchema } from '../../records/report.ts';
import { readRecord, recordPath, recordText } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import { validateRecordSchema } from '../../records/validate.ts';
import { reportStage } from './report.ts';

const REQUEST = {
  release: null,
  next: null,
  revision: {
    commit: COMMIT,
    tree: null,
    base: null,
    merge: null,
    pullRequest: null,
    run: null,
    attempt: null,
  },
};

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelyard-report-'));
  await mkdir(join(directory, '.modelyard', 'visits'), { recursive: true });
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function write(records: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [stage, record] of Object.entries(records)) {
    await writeFile(recordPath(directory, 'visits', stage), recordText(record));
  }
}

const ALL = { validate: validateRecord(), train: trainRecord(), evaluate: evaluateRecord() };

describe('the report stage', () => {
  it('writes what it says, and a record of what it read', async () => {
    await write(ALL);
    const { markdown, record, path } = await reportStage(stageContext(directory), REQUEST);
    expect(markdown).toContain('### ✅ visits may replace v1.0.0');
    expect(markdown).toContain('deploy to staging, then production');
    expect(await readFile(path, 'utf8')).toBe(markdown);
    expect(record).toMatchObject({
      verdict: 'pass',
      case: 'judged',
      headline: 'visits may replace v1.0.0',
      problems: [],
      markdown: { path: '.modelyard/visits/report.md', sha256: hashBytes(markdown) },
      records: [
        { stage: 'validate', sha256: hashBytes(recordText(ALL.validate)) },
        { stage: 'train', sha256: hashBytes(recordText(ALL.train)) },
        { stage: 'evaluate', sha256: hashBytes(recordText(ALL.evaluate)) },
      ],
    });
    expect(await readRecord(recordPath(directory, 'visits', 'report'), reportRecordSchema)).toEqual(record);
  });

  it('says the same when it runs again', async () => {
    await write(ALL);
    const first = await reportStage(stageContext(directory), REQUEST);
    const second = await reportStage(stageContext(directory), REQUEST);
    expect(second).toEqual(first);
  });

  it.each([
    ['nothing', {}, 'not-validated'],
    ['no training', { validate: ALL.validate }, 'not-trained'],
    ['no evaluation', { validate: ALL.validate, train: ALL.train }, 'not-evaluated'],
    ['no validation', { train: ALL.train, evaluate: ALL.evaluate }, 'not-validated'],
    ['another candidate', { ...ALL, train: trainRecord({ candidate: `sha256:${'9'.repeat(64)}` }) }, 'mixed'],
  ])('%s is never a pass', async (_, records, reportCase) => {
    await write(records);
    const { record } = await reportStage(stageContext(directory), REQUEST);
    expect(record).toMatchObject({ verdict: 'inconclusive', case: reportCase });
  });

  it('does not read numbers of an earlier run when the data are broken', async () => {
    await write({ ...ALL, validate: validateRecord({ verdict: 'fail' }) });
    const { record, markdown } = await reportStage(stageContext(directory), REQUEST);
    expect(record).toMatchObject({ verdict: 'fail', case: 'data-broken' });
    expect(markdown).not.toContain('0.7264');
  });

  it('refuses a broken record', async () => {
    await writeFile(recordPath(directory, 'visits', 'train'), '{"schema": "modelyard/train/1"');
    await expect(reportStage(stageContext(directory), REQUEST)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each([
    ['auto', {}, true],
    ['auto', { CI: 'true' }, false],
    ['auto', { GITHUB_ACTIONS: 'true' }, false],
    ['values', { CI: 'true' }, true],
    ['none', {}, false],
  ] as const)('examples: %s with %o shows values: %s', async (examples, environment, isShown) => {
    const failing = check('age.range', {
      verdict: 'fail',
      failing: 1,
      examples: [{ row: 17, value: '-4711' }],
    });
    await write({
      validate: validateRecord({
        verdict: 'fail',
        datasets: [{ role: 'train', files: [], rows: 20, checks: [failing] }],
      }),
    });
    const { markdown } = await reportStage(
      stageContext(directory, { model: { examples }, environment }),
      REQUEST,
    );
    expect(markdown.includes('-4711')).toBe(isShown);
    expect(markdown).toContain('row 17');
  });
});

describe('the contracts between gates and records', () => {
  it('are assignable, and hold in the schemas', () => {
    const gates: readonly Gate[] = [] as readonly GateConfig[];
    const rows: readonly GateRow[] = [] as readonly GateVerdict[];
    const slices: readonly Omit<SliceRow, 'metrics'>[] = [] as readonly SliceVerdict[];
    expect([...gates, ...rows, ...slices]).toEqual([]);
    const parsed: EvaluateRecord = evaluateRecordSchema.parse(evaluateRecord({ slices: [['site = 1', {}]] }));
    expect(parsed).toEqual(evaluateRecord({ slices: [['site = 1', {}]] }));
    expect(trainRecordSchema.parse(trainRecord())).toEqual(trainRecord());
    expect(validateRecordSchema.parse(validateRecord())).toEqual(validateRecord());
  });
});
