import { markdownTable } from 'markdown-table';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { SliceRow } from '../../records/gate-row.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { metricCells } from './metrics-table.ts';

const SLICE_WORDS: Readonly<Record<SliceRow['verdict'], string>> = {
  harm: 'harm',
  'no-proof-of-harm': 'no proof of harm',
  insufficient: 'too few rows to tell',
  'not-judged': 'not judged',
};

const SLICE_MARKS: Readonly<Record<SliceRow['verdict'], string>> = {
  harm: '⛔ harm',
  'no-proof-of-harm': 'no proof of harm',
  insufficient: 'too little to tell',
  'not-judged': 'not judged',
};

/** `no proof of harm in 9 of 11 · too few rows to tell in 2 of 11`; null without slices. */
export function slicesLine(slices: readonly SliceRow[]): string | null {
  const counted = Object.entries(SLICE_WORDS).map(([verdict, words]) => {
    const count = slices.filter((slice) => slice.verdict === verdict).length;
    return { words, count };
  });
  const told = counted.filter(({ count }) => count > 0);
  if (told.length === 0) return null;
  return told
    .map(({ words, count }) => `${words} in ${formatCount(count)} of ${formatCount(slices.length)}`)
    .join(' · ');
}

/** The slices with harm, as sentences: `site = 3: …`; not escaped. */
export function harmReasons(slices: readonly SliceRow[]): string[] {
  return harmedSlices(slices).map(({ slice, reason }) => `${slice}: ${reason}`);
}

/** The slices with harm that decides. */
export function harmedSlices(slices: readonly SliceRow[]): SliceRow[] {
  return slices.filter(({ verdict, severity }) => verdict === 'harm' && severity !== 'warn');
}

const MEANING =
  '“No proof of harm”: these rows do not show a loss beyond what the gate allows; that is no proof that there is none.';

/** One line per slice, harm first, at most so many. */
export function slicesTable(record: EvaluateRecord, most: number): string | null {
  if (record.slices.length === 0) return null;
  const ordered = [...record.slices].sort(
    (a, b) => Number(b.verdict === 'harm') - Number(a.verdict === 'harm'),
  );
  const baseline = record.baseline === null ? 'baseline' : baselineName(record.baseline.source);
  const header = ['slice', 'rows', 'metric', baseline, 'candidate', 'difference', ''];
  const { shown, left } = shortList(ordered, most);
  const rows = shown.map((slice) => sliceCells(slice, slice.metrics[0]));
  const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
    align: ['l', 'r', 'l', 'r', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  const more = left > 0 ? `${formatCount(left)} more slices stand in the evaluation record.` : '';
  const isSaid = record.slices.some(({ verdict }) => verdict === 'no-proof-of-harm');
  const below = [more, isSaid ? MEANING : ''].filter((text) => text !== '').join(' ');
  return below === '' ? table : `${table}\n\n${below}`;
}

function sliceCells(slice: SliceRow, metric: MetricRow | undefined): string[] {
  const { baseline, candidate, difference } = metricCells(metric);
  return [
    escapeMarkdown(slice.slice, 60),
    formatCount(slice.rows),
    escapeMarkdown(metric === undefined ? '–' : metricLabel(metric.name, metric.target), 40),
    baseline,
    candidate,
    difference,
    slice.verdict === 'no-proof-of-harm'
      ? SLICE_MARKS[slice.verdict]
      : `${SLICE_MARKS[slice.verdict]}: ${escapeMarkdown(slice.reason)}`,
  ];
}
