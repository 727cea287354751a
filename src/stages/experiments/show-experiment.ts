import type { FoundExperiment } from '../../records/experiment.ts';
import type { StageContext } from '../context.ts';
import type { Skipped } from './experiment-store.ts';
import { gatherExperiments, type ReadForge } from './gather.ts';
import { experimentNamed } from './name-experiment.ts';

export interface Shown {
  readonly experiment: FoundExperiment;
  readonly skipped: readonly Skipped[];
}

/** One experiment by its id, digest, tag or git ref. Throws `usage` where nothing, or more than one, is named. */
export async function showExperiment(context: StageContext, forge: ReadForge, named: string): Promise<Shown> {
  const { experiments, skipped } = await gatherExperiments(context, forge);
  return { experiment: await experimentNamed(context, experiments, named), skipped };
}
