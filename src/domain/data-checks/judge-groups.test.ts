import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import { judgeLabelRate } from './judge-groups.ts';
import type { LabelTable } from './survey.ts';

/** Rows of five slices; the label and the slice are those of the person, who has so many rows. Nothing hangs on the slice. */
function table(random: ReturnType<typeof createRandom>, persons: number, rowsOfGroup: number): LabelTable {
  const counts = Array.from({ length: 5 }, () => [0, 0]);
  for (let person = 0; person < persons; person++) {
    const [slice, label] = [random.integer(5), random.uniform() < 0.3 ? 1 : 0];
    const cell = counts[slice] as number[];
    cell[label] = (cell[label] ?? 0) + rowsOfGroup;
  }
  return { classes: ['no', 'yes'], isOrdered: false, cells: ['a', 'b', 'c', 'd', 'e'], counts: [counts, []] };
}

function accusedShare(rowsOfGroup: number, told: number): number {
  const random = createRandom(3);
  let accused = 0;
  for (let time = 0; time < 400; time++) {
    const options = { positive: 'yes', limit: 0.8, rowsOfGroup: told };
    if (judgeLabelRate(table(random, 400, rowsOfGroup), options).isMet === false) accused++;
  }
  return accused / 400;
}

describe('label rates of slices that do not differ', () => {
  it('accuse hardly anybody, be the rows independent or of one person', () => {
    expect(accusedShare(1, 1)).toBeLessThanOrEqual(0.02);
    expect(accusedShare(8, 8)).toBeLessThanOrEqual(0.02);
    // What groups are for: taken for independent, such rows accuse.
    expect(accusedShare(8, 1)).toBeGreaterThan(0.3);
  });
});
