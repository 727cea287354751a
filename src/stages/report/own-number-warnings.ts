import { findMetric } from '../../domain/metrics/registry.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { metricCells } from './metrics-table.ts';

/** Percentages for shares, cents for euros and milliseconds for seconds are further apart. */
const OTHER_UNIT = 10;
/** Of fewer rows equal numbers are no surprise. */
const FEWEST_ROWS = 20;
const ROUNDING = 1e-12;
const MOST_WARNINGS = 4;

/**
 * Numbers of the user's own have no range that could be checked: a judge that always says the same, and another unit than the
 * release's, would pass for the better model. Never decides. Escaped.
 */
export function ownNumberWarnings({ metrics, baseline }: EvaluateRecord): string[] {
  const base = escapeMarkdown(baselineName(baseline?.source ?? null));
  const own = metrics.filter(({ name }) => findMetric(name) === null);
  return own.flatMap((row) => warning(row, base) ?? []).slice(0, MOST_WARNINGS);
}

function warning(row: MetricRow, base: string): string | null {
  const name = escapeMarkdown(metricLabel(row.name, row.target));
  const { baseline: before, candidate } = metricCells(row);
  if (isConstant(row))
    return `⚠️ ${name} is ${candidate} in every row of the candidate. Was it measured, or filled in?`;
  if (!isFarAway(row)) return null;
  return `⚠️ ${name} is ${candidate}, and ${base} has ${before}: more than ${OTHER_UNIT} times apart. Is it in another unit?`;
}

/** A mean whose rows do not differ has an interval without a width, which is none; a quantile may have none for other reasons. */
function isConstant({ candidateInterval: range, method, rows, groups, candidate }: MetricRow): boolean {
  const isMean = !method.startsWith('bootstrap') && method !== 'point';
  if (!isMean || candidate === null || rows < FEWEST_ROWS || groups === 1) return false;
  return range === null || range[1] - range[0] <= ROUNDING * Math.abs(candidate);
}

function isFarAway({ candidate, baseline }: MetricRow): boolean {
  if (candidate === null || baseline === null || candidate * baseline <= 0) return false;
  const ratio = candidate / baseline;
  return ratio > OTHER_UNIT || ratio < 1 / OTHER_UNIT;
}
