import type { FoundExperiment } from '../../records/experiment.ts';
import type { ExperimentsRecord } from '../../records/experiments.ts';
import { recordHeader } from '../../records/header.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { askedLabel, askedMetric } from './asked-metric.ts';
import { type Gathered, gatherExperiments, type ReadForge } from './gather.ts';
import { assertKnownName, betterOf, experimentValue } from './values.ts';

export interface ListOptions {
  /** Metric or cost, best first; null: newest first. */
  readonly sort: string | null;
  /** null: all. */
  readonly limit: number | null;
}

/** Every candidate that is known here. Throws `usage` for a name to sort by that none has. */
export async function listExperiments(
  context: StageContext,
  forge: ReadForge,
  { sort, limit }: ListOptions,
): Promise<ExperimentsRecord> {
  const startedMs = context.clock.monotonicMs();
  const { experiments, skipped } = await gatherExperiments(context, forge);
  const label = sort === null ? null : askedLabel(askedMetric(context.model, sort));
  const sorted = label === null ? experiments : sortedBy(experiments, label);
  return {
    schema: 'modelyard/experiments/1',
    ...recordHeader(context, { startedMs, revision: await readRevision(context), read: [], written: [] }),
    sortedBy: label ?? 'at',
    found: experiments.length,
    experiments: sorted.slice(0, limit ?? sorted.length),
    skipped: [...skipped],
  };
}

/** Best first, those without a value last; among equals the newest first. */
function sortedBy(experiments: Gathered['experiments'], name: string): FoundExperiment[] {
  if (experiments.length > 0) assertKnownName(experiments, name, '--sort');
  const sign = betterOf(experiments, name) === 'higher' ? -1 : 1;
  const key = (each: FoundExperiment) => {
    const value = experimentValue(each, name);
    return value === null ? Number.POSITIVE_INFINITY : sign * value;
  };
  return [...experiments].sort((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)));
}
