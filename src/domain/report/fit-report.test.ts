import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byteCount,
  COMMENT,
  characterCount,
  fitReport,
  type ReportForm,
  type ReportPlace,
  WHOLE,
} from './fit-report.ts';

const NOTE = 'the rest stands elsewhere';
const PLACE: ReportPlace = {
  measure: characterCount,
  most: 100,
  forms: [
    { folds: false, open: 40, folded: 40 },
    { folds: true, open: 40, folded: 40 },
    { folds: true, open: 5, folded: 5 },
  ],
};

/** A report whose forms and parts have these lengths. */
const report =
  (sizes: { readonly open: number; readonly folded: number; readonly short: number }) =>
  ({ folds, folded }: ReportForm) => {
    const size = folds ? (folded < 40 ? sizes.short : sizes.folded) : sizes.open;
    return { first: 'VERDICT', sections: ['s'.repeat(size)], details: ['d1', 'd2'.repeat(10)] };
  };

describe('a report that is too long for its place', () => {
  it.each([
    ['is whole where it fits', { open: 40, folded: 30, short: 20 }, 40, false],
    ['is folded first', { open: 90, folded: 30, short: 20 }, 30, false],
    ['has fewer lines then, and says where the rest is', { open: 90, folded: 90, short: 20 }, 20, true],
  ] as const)('%s', (_, sizes, kept, hasNote) => {
    const text = fitReport(PLACE, report(sizes), NOTE);
    expect(text).toContain(`VERDICT\n\n${'s'.repeat(kept)}\n\nd1`);
    expect(text.includes(NOTE)).toBe(hasNote);
  });

  it('loses details from the end, then sections, never the verdict nor the note', () => {
    const lost = (short: number) => fitReport(PLACE, report({ open: 900, folded: 900, short }), NOTE);
    expect(lost(60)).toBe(`VERDICT\n\n${'s'.repeat(60)}\n\n${NOTE}\n`);
    expect(lost(55)).toBe(`VERDICT\n\n${'s'.repeat(55)}\n\nd1\n\n${NOTE}\n`);
    expect(lost(900)).toBe(`VERDICT\n\n${NOTE}\n`);
  });

  it('always fits', () => {
    const size = fc.nat(300);
    fc.assert(
      fc.property(size, size, size, (open, folded, short) => {
        const text = fitReport(PLACE, report({ open, folded, short }), NOTE);
        expect(characterCount(text)).toBeLessThanOrEqual(PLACE.most);
        expect(text.startsWith('VERDICT\n')).toBe(true);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

it('measures as the platform does: code points of a comment, bytes of a summary', () => {
  expect([characterCount('aé😀'), byteCount('aé€😀')]).toEqual([3, 10]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(byteCount(text)).toBe(Buffer.byteLength(text));
      expect(characterCount(text)).toBe([...text].length);
    }),
    { seed: 4 },
  );
  expect(COMMENT.most).toBeLessThan(65_536);
  expect(WHOLE.most).toBeLessThan(2 ** 20);
});
