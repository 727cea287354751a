import { directionOf } from '../../domain/metrics/registry.ts';
import { flattened } from '../../domain/report/changed-params.ts';
import { cutMiddle, shortened, visible } from '../../domain/report/escape-markdown.ts';
import { formatBytes, formatCount, formatSeconds } from '../../domain/report/format-number.ts';
import { quantityFormat } from '../../domain/report/quantity-format.ts';
import { type Align, textTable } from '../../domain/report/text-table.ts';
import { valueBar } from '../../domain/report/value-bar.ts';
import type { FoundExperiment } from '../../records/experiment.ts';
import type { ExperimentsRecord } from '../../records/experiments.ts';
import { experimentValue, metricRow } from './values.ts';

const BAR_WIDTH = 8;
const MOST_PARAMS_WIDTH = 48;
const MOST_FAILURE_WIDTH = 72;

const VERDICTS: Readonly<Record<string, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'cannot tell',
};

export function verdictWord({ verdict, failure }: Pick<FoundExperiment, 'verdict' | 'failure'>): string {
  if (failure !== undefined) return 'not trained';
  return verdict === null ? 'not judged' : (VERDICTS[verdict] ?? verdict);
}

interface Column {
  readonly head: string;
  readonly align: Align;
  readonly cell: (experiment: FoundExperiment) => string;
}

/** The table for a terminal: one line for each experiment. `primary` is the metric that gets the bar. */
export function listText(
  { model, experiments, found, sortedBy }: ExperimentsRecord,
  primary: string,
): string {
  if (found === 0)
    return `${model} has no experiments yet: modelyard train makes one, modelyard evaluate judges it\n`;
  const names = [...new Set([primary, ...(sortedBy === 'at' ? [] : [sortedBy])])];
  const columns = [
    ...BEFORE,
    ...names.map((name) => valueColumn(experiments, name)),
    barColumn(experiments, names.at(-1) ?? primary),
    ...AFTER.filter(({ head }) => !(head === 'training' && names.includes('train_seconds'))),
    paramsColumn(experiments),
    { head: 'where', align: 'left', cell: whereText } as const,
    { head: 'why training failed', align: 'left', cell: failureText } as const,
  ];
  const used = columns.filter(({ cell }) => experiments.some((each) => cell(each) !== ''));
  const lines = [
    used.map(({ head }) => head),
    ...experiments.map((experiment) => used.map(({ cell }) => cell(experiment))),
  ];
  const left = found - experiments.length;
  const more = left === 0 ? '' : `and ${formatCount(left)} more: --limit shows them\n`;
  return `${textTable(
    lines,
    used.map(({ align }) => align),
  )}${more}`;
}

const BEFORE: readonly Column[] = [
  { head: 'id', align: 'left', cell: ({ id }) => id },
  { head: 'trained (UTC)', align: 'left', cell: ({ at }) => at.slice(0, 16).replace('T', ' ') },
  { head: 'verdict', align: 'left', cell: verdictWord },
];

const AFTER: readonly Column[] = [
  {
    head: 'training',
    align: 'right',
    cell: ({ cost }) => (cost.trainSeconds === null ? '' : formatSeconds(cost.trainSeconds)),
  },
  {
    head: 'size',
    align: 'right',
    cell: ({ cost }) => (cost.sizeBytes === null ? '' : formatBytes(cost.sizeBytes)),
  },
];

/** One number of decimals for the whole column: the finest that an interval asks for. */
function valueColumn(experiments: readonly FoundExperiment[], name: string): Column {
  const rows = experiments.map((each) => metricRow(each, name)).filter((row) => row !== null);
  const halves = rows.flatMap(({ candidateInterval: own }) => (own === null ? [] : [(own[1] - own[0]) / 2]));
  const values = experiments.map((each) => experimentValue(each, name)).filter((value) => value !== null);
  const halfWidth = halves.length === 0 ? null : Math.min(...halves);
  const format = quantityFormat({ metric: name, halfWidth, values, comparisons: [] });
  return {
    head: name,
    align: 'right',
    cell: (experiment) => {
      const value = experimentValue(experiment, name);
      if (value === null) return '–';
      const own = metricRow(experiment, name)?.candidateInterval ?? null;
      const range = own === null ? '' : ` ±${format.measured((own[1] - own[0]) / 2, { unit: false })}`;
      return `${format.measured(value)}${range}`;
    },
  };
}

/** The longer, the better: the worst that is shown has none, the best has all of it. */
function barColumn(experiments: readonly FoundExperiment[], name: string): Column {
  const values = experiments.map((each) => experimentValue(each, name)).filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const better = experiments.map((each) => metricRow(each, name)?.better).find((each) => each !== undefined);
  const isHigher = (better ?? directionOf(name)) === 'higher';
  return {
    head: 'better →',
    align: 'left',
    cell: (experiment) => {
      const value = experimentValue(experiment, name);
      if (value === null || high <= low) return '';
      const share = (value - low) / (high - low);
      return valueBar(isHigher ? share : 1 - share, BAR_WIDTH);
    },
  };
}

/** Parameters in which the shown experiments differ. */
function paramsColumn(experiments: readonly FoundExperiment[]): Column {
  const params = new Map(experiments.map((each) => [each.id, flattened(each.params ?? {})]));
  const names = [...new Set([...params.values()].flatMap((own) => [...own.keys()]))].sort();
  const differing = names.filter((name) => {
    const values = new Set([...params.values()].map((own) => own.get(name)));
    return values.size > 1;
  });
  return {
    head: 'parameters that differ',
    align: 'left',
    cell: ({ id }) => {
      const own = params.get(id);
      const texts = differing.flatMap((name) => {
        const value = own?.get(name);
        return value === undefined ? [] : [shortened(`${name}=${value}`)];
      });
      return cutMiddle(visible(shortened(texts.join(' '))), MOST_PARAMS_WIDTH);
    },
  };
}

function failureText({ failure = '' }: FoundExperiment): string {
  return cutMiddle(visible(shortened(failure)), MOST_FAILURE_WIDTH);
}

function whereText({ tags, commit, dirty, where, pullRequest }: FoundExperiment): string {
  if (tags.length > 0) return tags.join(', ');
  const changes = dirty ? ' and changes' : '';
  const place = commit === null ? 'before the first commit' : `${commit.slice(0, 7)}${changes}`;
  if (where.includes('checkout')) return place;
  return where.includes('release')
    ? `${place} (release)`
    : `${mergedText(pullRequest, place)}, never released`;
}

function mergedText(pullRequest: number | null, place: string): string {
  return pullRequest === null ? place : `#${pullRequest} merged`;
}
