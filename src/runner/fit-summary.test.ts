import { describe, expect, it } from 'vitest';
import { byteCount } from '../domain/report/fit-report.ts';
import { fitSummary } from './fit-summary.ts';

const report = (name: string, bytes: number, comment = 60_000) => ({
  markdown: `### ✅ ${name} whole\n${'x'.repeat(bytes)}`,
  comment: `### ✅ ${name} short\n${'x'.repeat(comment)}`,
});

describe('the summary of several models', () => {
  it('has every report whole where they fit', () => {
    expect(fitSummary([report('a', 10), report('b', 10)])).toMatch(
      /^### ✅ a whole\nx{10}\n\n### ✅ b whole\nx{10}$/,
    );
    expect(fitSummary([])).toBe('');
  });

  it('shortens the longest first, to what a comment holds', () => {
    const text = fitSummary([report('a', 300_000), report('b', 900_000), report('c', 10)]);
    expect(text).toContain('a whole');
    expect(text).toContain('b short');
    expect(text).toContain('c whole');
  });

  it('keeps every verdict, however many there are', () => {
    const text = fitSummary(Array.from({ length: 300 }, (_, index) => report(`m${index}`, 90_000)));
    expect(byteCount(text)).toBeLessThanOrEqual(1_000_000);
    expect(text.match(/^### ✅ m\d+ (short|whole)$/gm)).toHaveLength(300);
    expect(text).toContain('the artifact of this run holds them');
  });
});
