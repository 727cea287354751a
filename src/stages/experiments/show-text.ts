import { changedParams, changedParamText } from '../../domain/report/changed-params.ts';
import { counted } from '../../domain/report/counted.ts';
import { cutMiddle, inertLine, shortened } from '../../domain/report/escape-markdown.ts';
import { formatBytes, formatCount, formatPercent, formatSeconds } from '../../domain/report/format-number.ts';
import { quantityFormat } from '../../domain/report/quantity-format.ts';
import { textTable } from '../../domain/report/text-table.ts';
import type { FoundExperiment } from '../../records/experiment.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import { verdictWord } from './list-text.ts';

/** Parameters that are shown; `--json` has all. */
const MOST_PARAMS = 100;
const MOST_WIDTH = 120;

/** One experiment whole, for a terminal. */
export function showText(experiment: FoundExperiment): string {
  const facts = factsOf(experiment).filter((line) => line[1] !== '');
  const sections = [
    `${inertLine(experiment.model)} ${experiment.id}\n`,
    textTable(facts, ['left', 'left']),
    section('metrics', metricLines(experiment), ['left', 'right', 'left', 'left']),
    section('parameters', paramLines(experiment), ['left']),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function section(name: string, lines: readonly (readonly string[])[], align: ('left' | 'right')[]): string {
  return lines.length === 0 ? '' : `${name}\n${indented(textTable(lines, align))}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

const PLACES: Readonly<Record<FoundExperiment['where'][number], string>> = {
  checkout: 'this checkout',
  release: 'its release',
  log: 'the log: merged, never released',
};

function factsOf(each: FoundExperiment): [string, string][] {
  const { cost } = each;
  return [
    ['verdict', verdictWord(each)],
    ['why', inertLine(each.failure ?? '')],
    ['trained', each.at],
    ['judged', each.evaluatedAt ?? ''],
    [
      'commit',
      each.commit === null
        ? ''
        : `${each.commit}${each.dirty ? ', with changes that are not committed' : ''}`,
    ],
    ['pull request', each.pullRequest === null ? '' : `#${each.pullRequest}`],
    ['releases', each.tags.join(', ')],
    ['known by', each.where.map((place) => PLACES[place]).join(', ')],
    ['against', each.baseline ?? ''],
    ['candidate', each.candidate ?? 'no model'],
    ['inputs', each.inputDigest],
    ['data', each.data],
    ['code', each.code],
    ['seed', String(each.seed)],
    ['training', cost.trainSeconds === null ? '' : formatSeconds(cost.trainSeconds)],
    ['in all', formatSeconds(cost.durationMs / 1000)],
    ['memory', cost.peakMemoryBytes === null ? '' : `${formatBytes(cost.peakMemoryBytes)} at most`],
    ['size', cost.sizeBytes === null ? '' : formatBytes(cost.sizeBytes)],
    ['latency', cost.latencyP95Ms === null ? '' : `${cost.latencyP95Ms} ms for 95 of 100 rows`],
    ['rows', each.rows ?? `points only: ${each.rowsReason ?? 'no rows are known'}`],
  ];
}

function metricLines({ metrics }: FoundExperiment): string[][] {
  return metrics.map((row) => {
    const half =
      row.candidateInterval === null ? null : (row.candidateInterval[1] - row.candidateInterval[0]) / 2;
    const values = row.candidate === null ? [] : [row.candidate];
    const format = quantityFormat({ metric: row.name, halfWidth: half, values, comparisons: [] });
    const value = row.candidate === null ? '–' : format.measured(row.candidate);
    const range =
      row.candidateInterval === null
        ? (row.reason ?? '')
        : `${row.candidateInterval.map((each) => format.measured(each)).join(' … ')} (${formatPercent(row.confidence)})`;
    return [nameOf(row), value, range, row.rows === 0 ? '' : counted(row.rows, 'row')];
  });
}

function nameOf({ name, dataset, target }: MetricRow): string {
  const set = dataset === 'evaluation' ? '' : ` on ${dataset}`;
  return `${name}${set}${target === undefined ? '' : ` of ${target}`}`;
}

function paramLines({ params, paramsReason }: FoundExperiment): string[][] {
  if (params === null) return [[paramsReason ?? 'not kept']];
  const all = changedParams({}, params);
  const shown = all.slice(0, MOST_PARAMS).map((change) => {
    const text = shortened(changedParamText(change).replace(/ \(new\)$/, ''));
    return [cutMiddle(text, MOST_WIDTH)];
  });
  const left = all.length - shown.length;
  return left > 0 ? [...shown, [`and ${formatCount(left)} more: --json has them`]] : shown;
}
