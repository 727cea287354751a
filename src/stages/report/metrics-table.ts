import { markdownTable } from 'markdown-table';
import { rangeText } from '../../domain/gates/gate-words.ts';
import { findPairMetric } from '../../domain/metrics/pair-metrics.ts';
import { baselineName } from '../../domain/report/baseline-name.ts';
import { escapeMarkdown } from '../../domain/report/escape-markdown.ts';
import { shortList } from '../../domain/report/fit-report.ts';
import {
  formatBytes,
  formatCount,
  formatNumber,
  formatPercent,
  formatSeconds,
} from '../../domain/report/format-number.ts';
import { metricLabel, quantityFormat } from '../../domain/report/quantity-format.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { MetricRow } from '../../records/metric-row.ts';

interface MetricCells {
  readonly baseline: string;
  readonly candidate: string;
  readonly difference: string;
}

/** Escaped cells of one metrics row; `–` where there is no number. */
export function metricCells(row: MetricRow | undefined): MetricCells {
  if (row === undefined) return { baseline: '–', candidate: '–', difference: '–' };
  if (findPairMetric(row.name) !== null) return pairCells(row);
  const { interval, candidateInterval, candidate, baseline, difference } = row;
  const shown = interval ?? candidateInterval;
  const format = quantityFormat({
    metric: row.name,
    halfWidth: shown === null ? null : (shown[1] - shown[0]) / 2,
    values: [candidate, baseline].filter((value) => value !== null),
    comparisons: (interval ?? []).map((value) => ({ value, limit: 0 })),
  });
  const range = interval === null ? '' : ` (${rangeText(interval, format, true)})`;
  return {
    baseline: escapeMarkdown(baseline === null ? '–' : format.measured(baseline)),
    candidate: escapeMarkdown(candidate === null ? '–' : format.measured(candidate)),
    difference: escapeMarkdown(
      difference === null ? '–' : `${format.measured(difference, { signed: true })}${range}`,
    ),
  };
}

/** What both models together give is itself a difference. */
function pairCells({ name, candidate, candidateInterval: range }: MetricRow): MetricCells {
  if (candidate === null) return metricCells(undefined);
  const halfWidth = range === null ? null : (range[1] - range[0]) / 2;
  const format = quantityFormat({ metric: name, halfWidth, values: [candidate], comparisons: [] });
  const around = range === null ? '' : ` (${rangeText(range, format, false)})`;
  return {
    baseline: '–',
    candidate: '–',
    difference: escapeMarkdown(`${format.measured(candidate)}${around}`),
  };
}

/** The metrics, at most so many. */
export function metricsTable(record: EvaluateRecord, most: number): string {
  const baseline = record.baseline === null ? 'baseline' : baselineName(record.baseline.source);
  const confidence = formatPercent(record.metrics[0]?.confidence ?? 0.95);
  const header = ['metric', baseline, 'candidate', `difference, ${confidence}`, 'method'];
  const { shown, left } = shortList(record.metrics, most);
  const rows = shown.map((row) => {
    const cells = metricCells(row);
    return [
      metricName(row),
      cells.baseline,
      cells.candidate,
      cells.difference,
      escapeMarkdown(methodText(row)),
    ];
  });
  const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
    align: ['l', 'r', 'r', 'l', 'l'],
    alignDelimiters: false,
  });
  return left > 0 ? `${table}\n\n${formatCount(left)} more metrics stand in the evaluation record.` : table;
}

function methodText({ method, bootstrap, nullValue, reason }: MetricRow): string {
  const draws = bootstrap === undefined ? '' : ` (${bootstrap.replicates} draws, seed ${bootstrap.seed})`;
  const ideal =
    nullValue === undefined ? '' : `; chance alone makes it about ${formatNumber(nullValue, 3)} here`;
  return `${method}${draws}${ideal}${reason === undefined ? '' : `: ${reason}`}`;
}

function metricName(row: MetricRow): string {
  const parts = [
    metricLabel(row.name, row.target),
    row.better === 'lower' ? '(lower is better)' : '',
    row.dataset === 'evaluation' ? '' : `on ${row.dataset}`,
  ];
  return escapeMarkdown(parts.filter((part) => part !== '').join(' '));
}

/** What running the model costs, and below it what the baseline does; null where nothing was measured; not escaped. */
export function costLine(record: EvaluateRecord): string | null {
  const own = costText(record);
  if (own === null) return null;
  const { baseline, baselineCosts } = record;
  const other = baselineCosts === undefined ? null : costText(baselineCosts);
  return other === null || baseline === null ? own : `${own}. ${baselineName(baseline.source)}: ${other}`;
}

/** Ten calls of one model vary, and a machine that is busy hits both: a third of the speed is neither. */
const MUCH_SLOWER = 3;
/** Below it another algorithm easily takes three times as long, and nobody waits. */
const NOTICED_MS = 1;

/** Where the candidate takes several times as long as the baseline, which was timed in turn with it; null otherwise. Escaped. */
export function slowerLine({ latencyMs, baseline, baselineCosts }: EvaluateRecord): string | null {
  const other = baselineCosts?.latencyMs ?? null;
  if (latencyMs === null || other === null || baseline === null) return null;
  const texts = (
    [
      ['one row', 'batch1'],
      ['256 rows', 'batch256'],
    ] as const
  ).flatMap(([name, batch]) => {
    const [now, before] = [latencyMs[batch].p50, other[batch].p50];
    if (!(now > MUCH_SLOWER * before && now > NOTICED_MS)) return [];
    const shown = (value: number) =>
      quantityFormat({
        metric: 'latency_p50_ms',
        halfWidth: null,
        values: [value],
        comparisons: [],
      }).measured(value);
    return [
      `a call with ${name} takes ${shown(now)}, that of ${baselineName(baseline.source)} ${shown(before)}`,
    ];
  });
  return texts.length === 0 ? null : `⚠️ ${escapeMarkdown(texts.join(' · '), 300)}`;
}

type Costs = Pick<EvaluateRecord, 'latencyMs' | 'sizeBytes' | 'trainSeconds'>;

function costText({ latencyMs, sizeBytes, trainSeconds }: Costs): string | null {
  const parts = [
    latencyMs === null ? null : latencyText(latencyMs),
    sizeBytes === null ? null : `size ${formatBytes(sizeBytes)}`,
    trainSeconds === null ? null : `trained in ${formatSeconds(trainSeconds)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' · ');
}

function latencyText(latencyMs: NonNullable<EvaluateRecord['latencyMs']>): string {
  const pair = (metric: string, value: number) =>
    quantityFormat({ metric, halfWidth: null, values: [value], comparisons: [] }).measured(value);
  const batch = (name: string, { p50, p95 }: { p50: number; p95: number }) =>
    `${name}: ${pair('latency_p50_ms', p50)} (95 of 100 calls within ${pair('latency_p95_ms', p95)})`;
  return `latency per call, ${batch('1 row', latencyMs.batch1)}, ${batch('256 rows', latencyMs.batch256)}`;
}
