import { describe, expect, it } from 'vitest';
import { stageContext } from '../../../../test/fixtures/report/stage-context.ts';
import { rowNames } from './row-names.ts';
import type { RowsRun } from './run-on-rows.ts';

interface Given {
  readonly environment?: Readonly<Record<string, string>>;
  readonly examples?: 'auto' | 'values' | 'none';
  readonly classified?: boolean;
  readonly ids?: readonly string[] | null;
}

function nameOfSecond({ environment = {}, examples = 'auto', classified = false, ids = ['a', 'b'] }: Given) {
  const context = stageContext('/project', { model: { examples }, environment });
  const run = {
    judging: { context, contract: { columns: [{ name: 'row_id', classified }] } },
    rows: { ids: ids === null ? null : { at: (row: number) => ids[row] } },
  };
  return rowNames(run as unknown as RowsRun)(1);
}

describe('rowNames', () => {
  it.each<[string, Given, string]>([
    ['at home by their ids', {}, 'b'],
    ['on a build server by their places', { environment: { CI: 'true' } }, 'row 2'],
    [
      'there by their ids where values may be shown',
      { environment: { CI: 'true' }, examples: 'values' },
      'b',
    ],
    ['never by ids that the contract classifies', { examples: 'values', classified: true }, 'row 2'],
    ['by their places where none are', { ids: null }, 'row 2'],
    ['by their places where nothing is to be shown', { examples: 'none' }, 'row 2'],
  ])('%s', (_, given, expected) => {
    expect(nameOfSecond(given)).toBe(expected);
  });
});
