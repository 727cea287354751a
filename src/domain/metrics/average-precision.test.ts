import { expect, it } from 'vitest';
import { CURVES, standardErrors } from '../../../test/fixtures/metrics/full-bootstrap.ts';

/** Two standard deviations of what 400 draws tell of a standard error. */
const CHANCE = 2 / Math.sqrt(2 * 400);

it.each(CURVES)(
  'its standard error is that of drawing the rows anew, within 5 %%: %s',
  { timeout: 60_000 },
  (_, make) => {
    const { linearised, drawn } = standardErrors(make(1), 400);
    expect(Math.abs(linearised / drawn - 1)).toBeLessThan(0.05 + CHANCE);
  },
);
