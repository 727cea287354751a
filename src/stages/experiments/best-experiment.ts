import { hashBytes } from '../../adapters/files/hash-file.ts';
import { canMeasure } from '../../domain/experiments/can-measure.ts';
import type { Observed } from '../../domain/experiments/observed.ts';
import { type Ranking, rankCandidates } from '../../domain/experiments/rank-candidates.ts';
import { findMetric } from '../../domain/metrics/registry.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { FoundExperiment } from '../../records/experiment.ts';
import type { ExperimentRanking } from '../../records/experiment-ranking.ts';
import { recordHeader } from '../../records/header.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { type AskedMetric, askedLabel, askedMetric } from './asked-metric.ts';
import { experimentsFolder } from './experiment-store.ts';
import { gatherExperiments, type ReadForge } from './gather.ts';
import { packArrays } from './pack-arrays.ts';
import { readEvidence } from './row-evidence.ts';
import { assertKnownName, betterOf, experimentValue } from './values.ts';

/** Ranks all candidates on one metric, and says which of them the rows cannot tell from the leader. null: the primary metric. */
export async function bestExperiment(
  context: StageContext,
  forge: ReadForge,
  asked: string | null,
): Promise<ExperimentRanking> {
  const startedMs = context.clock.monotonicMs();
  const { experiments, skipped } = await gatherExperiments(context, forge);
  const metric = askedMetric(context.model, asked ?? context.model.evaluate.metrics[0] ?? '');
  const label = askedLabel(metric);
  const judged = experiments.filter(({ verdict }) => verdict !== null);
  if (asked !== null && judged.length > 0 && !isMeasurable(context, metric))
    assertKnownName(judged, label, '--metric');
  const { contenders, others, rowsDigest } = await rowsOf(context, judged, metric);
  const { confidence } = context.model.evaluate;
  const ranking = await rankCandidates([...contenders.keys()], (id) => load(context, id, rowsDigest ?? ''), {
    metric: metric.name,
    target: metric.target,
    confidence,
  });
  const target = ranking.target ?? metric.target;
  const pointsOnly = others.sort(byPoint(betterOf(judged, label)));
  return {
    schema: 'modelyard/experiment-ranking/1',
    ...recordHeader(context, { startedMs, revision: await readRevision(context), read: [], written: [] }),
    outcome: outcomeOf(ranking, judged.length),
    metric: metric.name,
    ...(target === undefined ? {} : { target }),
    better: ranking.ranked.length === 0 ? betterOf(judged, label) : ranking.better,
    rowsDigest,
    rows: ranking.rows,
    groups: ranking.groups,
    confidence: ranking.confidence,
    simultaneousConfidence: ranking.simultaneous,
    ranked: ranking.ranked.map((each) => ({
      ...each,
      same: [...(contenders.get(each.id)?.same ?? [])],
      interval: pairOf(each.interval),
      differenceInterval: pairOf(each.differenceInterval),
    })),
    set: [...ranking.set],
    pointsOnly,
    skipped: [...skipped],
  };
}

/** A metric that rows can be measured by, whatever was measured before. */
function isMeasurable({ model }: StageContext, { name }: AskedMetric): boolean {
  if ((model.evaluate.columns ?? []).some((column) => column.name === name)) return true;
  return findMetric(name)?.tasks.some((task) => task === model.task) === true;
}

function pairOf(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null ? null : [interval[0], interval[1]];
}

interface Contender {
  /** Other experiments with the same predictions and threshold: they are one contender. */
  readonly same: string[];
}

interface PointOnly {
  readonly id: string;
  readonly value: number | null;
  readonly reason: string;
}

interface Sorted {
  readonly contenders: ReadonlyMap<string, Contender>;
  readonly others: PointOnly[];
  readonly rowsDigest: string | null;
}

/** Those whose predictions on the rows of the newest judgement are kept here, and the others with the reason. */
async function rowsOf(
  context: StageContext,
  judged: readonly FoundExperiment[],
  metric: AskedMetric,
): Promise<Sorted> {
  const rowsDigest = newestRows(judged);
  const contenders = new Map<string, Contender>();
  const others: PointOnly[] = [];
  const idByContent = new Map<string, string>();
  for (const each of judged) {
    const content = await contentOf(context, each, { metric, rowsDigest });
    if ('reason' in content) {
      others.push({ id: each.id, value: experimentValue(each, askedLabel(metric)), reason: content.reason });
      continue;
    }
    const first = idByContent.get(content.digest);
    if (first !== undefined) contenders.get(first)?.same.push(each.id);
    else {
      idByContent.set(content.digest, each.id);
      contenders.set(each.id, { same: [] });
    }
  }
  return { contenders, others, rowsDigest };
}

function newestRows(judged: readonly FoundExperiment[]): string | null {
  const withRows = judged.filter(({ rows, where }) => rows !== null && where.includes('checkout'));
  const times = withRows.map(({ evaluatedAt }) => Date.parse(evaluatedAt ?? ''));
  return withRows[times.indexOf(Math.max(...times))]?.rows ?? null;
}

async function contentOf(
  context: StageContext,
  each: FoundExperiment,
  { metric, rowsDigest }: { readonly metric: AskedMetric; readonly rowsDigest: string | null },
): Promise<{ readonly digest: string } | { readonly reason: string }> {
  if (each.rows === null) return { reason: each.rowsReason ?? 'no rows are known' };
  if (rowsDigest === null || each.rows !== rowsDigest) return { reason: 'it was judged on other rows' };
  try {
    const observed = await load(context, each.id, rowsDigest);
    const { candidate, threshold } = observed;
    return canMeasure(observed, metric.name, metric.target)
      ? { digest: hashBytes(packArrays({ candidate, threshold })) }
      : { reason: 'this metric is not measured from rows' };
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    return { reason: messageOf(error) };
  }
}

function load(context: StageContext, id: string, rows: string): Promise<Observed> {
  return readEvidence(experimentsFolder(context), id, rows);
}

function outcomeOf({ ranked, set }: Ranking, judged: number): ExperimentRanking['outcome'] {
  const valued = ranked.filter(({ standing }) => standing !== 'undefined').length;
  if (judged === 0) return 'none';
  if (valued === 0) return 'points';
  if (valued === 1) return 'alone';
  return set.length === 1 ? 'winner' : 'tied';
}

function byPoint(better: 'higher' | 'lower') {
  const sign = better === 'higher' ? -1 : 1;
  const key = ({ value }: PointOnly) => (value === null ? Number.POSITIVE_INFINITY : sign * value);
  return (a: PointOnly, b: PointOnly) => (key(a) === key(b) ? 0 : key(a) - key(b));
}
