import { expect, it } from 'vitest';
import { inOneGo, inTurn, STEP_ROWS } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import { joinTexts } from './join-texts.ts';

it('finds wanted ids, and tells what the file lacks, has twice and has too many', () => {
  expect(inOneGo(joinTexts(['a', 'b', 'c'], ['c', 'x', 'a', 'y', 'y'], [['x'], []]))).toEqual({
    rows: Int32Array.of(2, -1, 0),
    missing: { count: 1, first: 'b' },
    again: 'y',
    extra: { count: 2, first: 'y' },
  });
});

it('of many ids rests after every step', async () => {
  const steps = 3;
  const ids = Array.from({ length: (steps * STEP_ROWS) / ROWS_OF_A_TEXT }, (_, row) => String(row));
  let rests = 0;
  const { missing, extra } = await inTurn(joinTexts(ids, ids.toReversed(), []), async () => {
    rests += 1;
  });
  expect([missing.count, extra.count]).toEqual([0, 0]);
  // The file is indexed, then every wanted id is looked up.
  expect(rests).toBeGreaterThanOrEqual(2 * steps);
});
