import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { associationOf } from './association.ts';
import type { LabelTable } from './survey.ts';

/** A table of both halves with the same counts, cell by cell. */
function table(cells: readonly (readonly number[])[], changes: Partial<LabelTable> = {}): LabelTable {
  const classes = (cells[0] ?? []).map((_, place) => String(place));
  return {
    classes,
    isOrdered: false,
    cells: cells.map((_, i) => String(i)),
    counts: [cells, cells],
    ...changes,
  };
}

describe('associationOf', () => {
  it('two classes: the area under the curve of the cells', () => {
    // Scores 0 and 1 by cell: of 100 × 100 pairs 90·80 are right and 90·20 + 10·80 are even.
    const found = associationOf(
      table([
        [90, 20],
        [10, 80],
      ]),
    );
    expect(found?.auc).toBeCloseTo((90 * 80 + (90 * 20 + 10 * 80) / 2) / 10_000, 12);
    expect(found?.strength).toBeCloseTo(0.7, 12);
    expect(found).toMatchObject({ rows: 400, rarest: 200 });
  });

  it('a column whose values never repeat tells nothing', () => {
    const lines = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [1, 0] : [0, 1]));
    const none = lines.map(() => [0, 0]);
    const counts = [
      [...lines, ...none],
      [...none, ...lines],
    ] as const;
    const found = associationOf({
      classes: ['a', 'b'],
      isOrdered: false,
      cells: counts[0].map(String),
      counts,
    });
    expect(found?.auc).toBe(0.5);
    expect(found?.strength).toBe(0);
  });

  it('several classes: how much of the way from the largest class to certainty', () => {
    expect(
      associationOf(
        table([
          [10, 0, 0],
          [0, 10, 0],
          [0, 0, 10],
        ]),
      )?.strength,
    ).toBe(1);
    expect(
      associationOf(
        table([
          [10, 10, 10],
          [10, 10, 10],
          [10, 10, 10],
        ]),
      )?.strength,
    ).toBe(0);
  });

  it('a number: the share of its places that the cell explains', () => {
    const exact = [
      [100, 0, 0],
      [0, 100, 0],
      [0, 0, 100],
    ];
    expect(associationOf(table(exact, { isOrdered: true }))?.strength).toBeCloseTo(1, 3);
  });

  it('one class alone tells nothing of the label', () => {
    expect(
      associationOf(
        table([
          [5, 0],
          [7, 0],
        ]),
      ),
    ).toBeNull();
    expect(associationOf(table([[0, 0]]))).toBeNull();
  });

  it('does not depend on the order of the cells and stays within 0 and 1', () => {
    const cell = fc.tuple(fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
        const there = associationOf(table(cells));
        const back = associationOf(table([...cells].reverse()));
        expect(back?.strength ?? null).toEqual(there === null ? null : expect.closeTo(there.strength, 9));
        if (there === null) return;
        expect(there.strength).toBeGreaterThanOrEqual(0);
        expect(there.strength).toBeLessThanOrEqual(1);
      }),
    );
  });
});
