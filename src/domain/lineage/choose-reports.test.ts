import { describe, expect, it } from 'vitest';
import { chooseReports } from './choose-reports.ts';

const artifact = (id: number, name: string, expired = false) => ({
  id,
  run: 7,
  name,
  createdAt: '2026-01-05T10:00:00Z',
  expired,
});
const ids = (names: readonly string[], attempt = 1) =>
  chooseReports(
    names.map((name, index) => artifact(index + 1, name)),
    attempt,
  ).map(({ id }) => id);

describe('the reports of a run', () => {
  it('are one for each model, of the newest attempt that made one', () => {
    const names = [
      'modelyard-visits-check-0123456789ab-1',
      'modelyard-visits-check-ba9876543210-2',
      'modelyard-visits-eu-check-none-1',
      'modelyard-all-check-none-1',
    ];
    expect(ids(names, 2)).toEqual([4, 2, 3]);
    expect(ids(names, 1)).toEqual([4, 1, 3]);
  });

  it.each([
    'modelyard-visits-check-0123456789ab-2',
    'modelyard-visits-check-0123456789ab-0',
    'modelyard-visits-check-0123456789ab-1e1',
    'modelyard-visits-accept-0123456789ab-1',
    'modelyard-../x-check-none-1',
    'modelyard-visits -->-check-none-1',
    'modelyard-VISITS-check-none-1',
    `modelyard-${'x'.repeat(64)}-check-none-1`,
    'xmodelyard-visits-check-none-1',
  ])('are not: %s', (name) => {
    expect(ids([name])).toEqual([]);
  });

  it('are not what has expired; of two of one name’s attempt the later one', () => {
    expect(chooseReports([artifact(1, 'modelyard-visits-check-none-1', true)], 1)).toEqual([]);
    expect(ids(['modelyard-visits-check-none-1', 'modelyard-visits-check-0123456789ab-1'])).toEqual([2]);
  });
});
