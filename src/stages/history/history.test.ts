import { describe, expect, it } from 'vitest';
import { deployed, fakeLog } from '../../../test/fixtures/deploy/fake-log.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { deployRecordSchema } from '../../records/deploy.ts';
import { historyStage, historyText } from './history.ts';

const context = stageContext('/project');
const records = [
  deployed('2026-05-01T08:00:00.000Z', 0),
  deployed('2026-05-02T08:00:00.000Z', 1),
  deployed('2026-05-02T08:00:05.000Z', 2, { verdict: 'fail', smoke: 'fail' }),
  deployed('2026-05-02T08:00:06.000Z', 1, { action: 'restore' }),
  deployed('2026-05-03T08:00:00.000Z', 0, { action: 'rollback', reason: 'visits are overestimated' }),
  deployed('2026-05-03T09:00:00.000Z', 2, { environment: 'production' }),
  deployed('2026-05-03T09:00:00.000Z', 9, { model: 'costs' }),
];
const history = (at: string | null, environment = 'staging') =>
  historyStage(context, fakeLog(records), { environment, at });

describe('history', () => {
  it('is the list of deployment records of one model and environment, oldest first', async () => {
    const list = await history(null);
    expect(list).toEqual(records.slice(0, 5));
    expect(() => deployRecordSchema.array().parse(JSON.parse(JSON.stringify(list)))).not.toThrow();
    expect(historyText(list, 'staging').trimEnd().split('\n')).toEqual([
      '2026-05-01T08:00:00Z  live    deploy    visits@v1.0.0  000000000000  by Ada <ada@example.org>',
      '2026-05-02T08:00:00Z  live    deploy    visits@v1.0.1  111111111111  by Ada <ada@example.org>',
      '2026-05-02T08:00:05Z  failed  deploy    visits@v1.0.2  222222222222  by Ada <ada@example.org>',
      '2026-05-02T08:00:06Z  live    restore   visits@v1.0.1  111111111111  by Ada <ada@example.org>',
      '2026-05-03T08:00:00Z  live    rollback  visits@v1.0.0  000000000000  by Ada <ada@example.org>  visits are overestimated',
    ]);
  });

  it.each([
    ['2026-05-01', 0],
    ['2026-05-01T08:00:00Z', 0],
    ['2026-05-02T07:59:59.999Z', 0],
    ['2026-05-02T08:00', 1],
    ['2026-05-02T08:00:05Z', 1],
    ['2026-05-02T10:30+02:30', 1],
    ['2026-05-02', 1],
    ['2026-05-03', 0],
    ['2031-01-01', 0],
  ])('at %s visits@v1.0.%d was live', async (at, patch) => {
    expect((await history(at)).map(({ release }) => release)).toEqual([`visits@v1.0.${patch}`]);
  });

  it.each(['2026-05-01T07:59:59Z', '2026-04-30', '2026-05-01T10:29+02:30'])(
    'at %s nothing was',
    async (at) => {
      const list = await history(at);
      expect(list).toEqual([]);
      expect(historyText(list, 'staging')).toBe('nothing was live in staging\n');
    },
  );

  it.each([
    '2026-02-30',
    '2026-02-30T08:00Z',
    '2026-05-32',
    '2026-05-01T25:00',
    '1777000000',
    '2026-05-01T08:00+25:00',
  ])('--at %s is no time: exit 2', async (at) => {
    await expect(history(at)).rejects.toMatchObject({ code: 'usage', exitCode: 2 });
  });

  it('of an environment that was never deployed to is empty, of an unknown one an error', async () => {
    const log = fakeLog([]);
    expect(await historyStage(context, log, { environment: 'staging', at: null })).toEqual([]);
    await expect(history(null, 'moon')).rejects.toMatchObject({ code: 'usage' });
  });

  it('refuses a log entry that it does not understand: it may be the one that counts', async () => {
    const strange = {
      previous: null,
      kind: 'result',
      at: '2026-05-04T00:00:00Z',
      model: 'visits',
      body: {},
    } as const;
    const reading = historyStage(context, fakeLog(records, [strange]), { environment: 'staging', at: null });
    await expect(reading).rejects.toMatchObject({ code: 'unreadable', exitCode: 3 });
  });
});
