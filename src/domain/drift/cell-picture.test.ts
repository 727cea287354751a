import { describe, expect, it } from 'vitest';
import { buildColumn } from '../../../test/fixtures/drift/build-profile.ts';
import { values } from '../../../test/fixtures/drift/simulate.ts';
import { cellPicture } from './cell-picture.ts';

const repeated = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([text, count]) => new Array<string>(count).fill(text));

describe('cellPicture', () => {
  it('merges neighbouring bins to at most ten bars that hold everything', () => {
    const before = buildColumn(
      'x',
      values(2000, (row) => row),
    );
    const now = buildColumn(
      'x',
      values(500, (row) => row * 3),
      { reference: before },
    );
    const picture = cellPicture(before, now);
    expect(picture?.labels).toBeNull();
    expect(picture?.before).toHaveLength(10);
    for (const share of picture?.before ?? []) expect(share).toBeCloseTo(0.1, 2);
    expect(picture?.now).toHaveLength(10);
    expect(picture?.now.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
  });

  it('keeps the categories that are frequent in either, most frequent before first, and the rest in one', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, 40]));
    const before = buildColumn('x', repeated({ a: 500, b: 300, ...many }));
    const now = buildColumn('x', repeated({ a: 10, k11: 500, new: 90 }), { reference: before });
    const picture = cellPicture(before, now);
    expect(picture?.labels?.slice(0, 2)).toEqual(['a', 'b']);
    expect(picture?.labels).toContain('k11');
    expect(picture?.labels?.at(-1)).toBe('all others');
    expect(picture?.now.at(-1)).toBeCloseTo(90 / 600, 3);
  });

  it('is nothing for a column of one cell, or without values', () => {
    const constant = buildColumn(
      'x',
      values(200, () => 1),
    );
    expect(cellPicture(constant, constant)).toBeNull();
    const before = buildColumn(
      'x',
      values(200, (row) => row),
    );
    expect(
      cellPicture(
        before,
        buildColumn(
          'x',
          values(5, () => Number.NaN),
          { reference: before },
        ),
      ),
    ).toBeNull();
  });
});
