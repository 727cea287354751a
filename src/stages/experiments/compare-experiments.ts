import { type ChangedParam, changedParams } from '../../domain/report/changed-params.ts';
import { ModelyardError } from '../../errors.ts';
import type { ExperimentComparison, MetricChange } from '../../records/experiment-comparison.ts';
import { recordHeader } from '../../records/header.ts';
import type { StageContext } from '../context.ts';
import { displayPath } from '../paths.ts';
import { readRevision } from '../revision.ts';
import { askedLabel } from './asked-metric.ts';
import { gatherExperiments, type ReadForge } from './gather.ts';
import { metricChanges, type Sides } from './metric-changes.ts';
import { type ComparedFiles, readSide, type Side } from './read-side.ts';
import { COSTS } from './values.ts';

export type FailOn = NonNullable<ExperimentComparison['failOn']>;

export interface CompareOptions {
  readonly before: string;
  readonly after: string;
  /** Files besides those of the config. */
  readonly files: ComparedFiles;
  /** Names that are looked at; empty: all. */
  readonly metrics: readonly string[];
  readonly failOn: FailOn | null;
}

/** What differs between two states: metrics with direction and interval, parameters, costs. */
export async function compareExperiments(
  context: StageContext,
  forge: ReadForge,
  options: CompareOptions,
): Promise<ExperimentComparison> {
  const startedMs = context.clock.monotonicMs();
  const { experiments, skipped } = await gatherExperiments(context, forge);
  const asked = { experiments, files: filesOf(context, options.files) };
  const before = await readSide(context, options.before, asked);
  const after = await readSide(context, options.after, asked);
  assertFound(context, options.files, [...before.files, ...after.files]);
  const sides = { before, after };
  const metrics = chosen(await metricChanges(context, sides), options.metrics);
  return {
    schema: 'modelyard/experiment-comparison/1',
    verdict: options.failOn === null ? null : verdictOf(metrics, options.failOn),
    failOn: options.failOn,
    ...recordHeader(context, { startedMs, revision: await readRevision(context), read: [], written: [] }),
    before: sideRecord(before),
    after: sideRecord(after),
    metrics,
    ...paramsOfBoth(sides),
    costs: costsOf(sides),
    data: sameness(sides, 'data'),
    code: sameness(sides, 'code'),
    skipped: [...skipped],
  };
}

function filesOf({ model }: StageContext, { params, metrics }: ComparedFiles): ComparedFiles {
  const own = (path: { readonly absolute: string } | null) => (path === null ? [] : [path.absolute]);
  return {
    params: [...new Set([...own(model.train.params), ...params])],
    metrics: [...new Set([...own(model.train.metrics), ...metrics])],
  };
}

/** A file that was named and is nowhere is a slip of the pen, not a lack of metrics. */
function assertFound(
  { project }: StageContext,
  { params, metrics }: ComparedFiles,
  found: readonly string[],
): void {
  const missing = [...params, ...metrics]
    .map((path) => displayPath(project, path))
    .find((path) => !found.includes(path));
  if (missing === undefined) return;
  throw new ModelyardError('input', `${missing} is on neither side`, {
    hint: 'At a git ref only files count that are committed there.',
  });
}

function chosen(metrics: readonly MetricChange[], names: readonly string[]): MetricChange[] {
  if (names.length === 0) return [...metrics];
  const known = [...new Set(metrics.map(askedLabel))];
  const namesOf = (metric: MetricChange) => [metric.name, askedLabel(metric)];
  const unknown = names.find((name) => !metrics.some((metric) => namesOf(metric).includes(name)));
  if (unknown === undefined)
    return metrics.filter((metric) => namesOf(metric).some((name) => names.includes(name)));
  throw new ModelyardError(
    'usage',
    `--metric ${JSON.stringify(unknown)}: neither side has a value of that name`,
    {
      hint: known.length === 0 ? 'Neither side has a metric.' : `There are: ${known.join(', ')}.`,
    },
  );
}

const COMPARED: readonly MetricChange['change'][] = ['better', 'worse', 'same', 'unclear'];

/** A comparison of nothing is no pass. */
function verdictOf(metrics: readonly MetricChange[], failOn: FailOn): 'pass' | 'fail' | 'inconclusive' {
  const changes = metrics.map(({ change }) => change);
  if (changes.includes('worse')) return 'fail';
  if (!changes.some((change) => COMPARED.includes(change))) return 'inconclusive';
  if (failOn === 'worse') return 'pass';
  return changes.some((change) => change !== 'better' && change !== 'same') ? 'inconclusive' : 'pass';
}

function sideRecord({
  name,
  kind,
  commit,
  experiment,
  experimentReason,
  files,
}: Side): ExperimentComparison['before'] {
  return {
    name,
    kind,
    commit,
    experiment: experiment?.id ?? null,
    ...(experimentReason === null ? {} : { experimentReason }),
    files: [...files],
  };
}

function paramsOfBoth({ before, after }: Sides): Pick<ExperimentComparison, 'params' | 'paramsReason'> {
  const reason = before.paramsReason ?? after.paramsReason;
  if (before.params === null || after.params === null)
    return { params: null, paramsReason: reason ?? 'they are not known' };
  const params: ChangedParam[] = changedParams(before.params, after.params);
  return { params };
}

function costsOf({ before, after }: Sides): ExperimentComparison['costs'] {
  const [one, other] = [before.experiment?.cost, after.experiment?.cost];
  if (one === undefined || other === undefined) return [];
  return Object.entries(COSTS).flatMap(([name, read]) => {
    const [was, is] = [read(one), read(other)];
    return was === null || is === null ? [] : [{ name, before: was, after: is }];
  });
}

function sameness({ before, after }: Sides, key: 'data' | 'code'): 'same' | 'changed' | null {
  const [one, other] = [before.experiment?.[key], after.experiment?.[key]];
  if (one === undefined || other === undefined) return null;
  return one === other ? 'same' : 'changed';
}
