import { findMetric } from '../../domain/metrics/registry.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { metricLabel } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { metricCells } from './metrics-table.ts';

/** Share of what is missing to a perfect value that one change seldom takes away. */
const SUSPICIOUS = 0.5;

/**
 * The first metric went half of the way to a perfect value or further: sometimes a discovery, more often evaluation rows that the
 * training saw in a way that no check of the data files can see. Never decides. Escaped.
 */
export function tooGoodWarnings({ metrics, baseline, identical }: EvaluateRecord): string[] {
  const [first] = metrics;
  if (first === undefined || baseline === null || identical) return [];
  const row = metrics.find(
    (each) => each.name === first.name && each.dataset === first.dataset && isTooGood(each),
  );
  if (row === undefined) return [];
  const name = escapeMarkdown(metricLabel(row.name, row.target));
  const { baseline: before, candidate } = metricCells(row);
  return [
    `⚠️ ${name} went more than half of the way from ${escapeMarkdown(baselineName(baseline.source))} to perfect: ${before} → ${candidate}. If this change does not explain so much, find out whether the training saw evaluation rows, or a column that is known only after the label.`,
  ];
}

function isTooGood({ name, better, candidate, baseline, interval }: MetricRow): boolean {
  if (findMetric(name) === null || candidate === null || baseline === null || interval === null) return false;
  const isProven = better === 'higher' ? interval[0] > 0 : interval[1] < 0;
  const perfect = better === 'higher' ? 1 : 0;
  return isProven && Math.abs(perfect - candidate) < SUSPICIOUS * Math.abs(perfect - baseline);
}
