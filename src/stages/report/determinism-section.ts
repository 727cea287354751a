import { counted } from '../../domain/report/counted.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { formatCount, formatExact } from '../../domain/report/format-number.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { DeterminismRow } from '../../records/model-tests.ts';

/** `run again on 2,000 rows: the same scores to the last digit; …`; null where it was not run again. Escaped. */
export function determinismLine({ determinism = [] }: EvaluateRecord): string | null {
  if (determinism.length === 0) return null;
  return escapeMarkdown(`Run again ${determinism.map(sentence).join('; ')}.`, 600);
}

/** Scores that move by themselves make every number above uncertain; blocks only where the config says so. Escaped. */
export function determinismWarnings({ determinism = [] }: EvaluateRecord): string[] {
  return determinism
    .filter(({ differing }) => differing > 0)
    .map(
      (row) => `⚠️ ${escapeMarkdown(`The candidate is not deterministic: run again ${sentence(row)}.`, 600)}`,
    );
}

function sentence({ batchRows, rows, differing, largest, tolerance, first }: DeterminismRow): string {
  const how = batchRows === null ? '' : `in batches of ${batchRows} `;
  const on = `${how}on ${counted(rows, 'row')}`;
  const moved = largest === null ? 'one is no number' : `the largest change is ${largest.toPrecision(2)}`;
  if (differing > 0)
    return `${on} it says something else of ${formatCount(differing)} (${moved}), the first: ${first.join(', ')}`;
  if (largest === 0) return `${on}: the same scores to the last digit`;
  const allowed = `${formatExact(tolerance.absolute)} + ${formatExact(tolerance.relative)} of the score`;
  return `${on}: the same scores within ${allowed} (${moved})`;
}
