import { z } from 'zod';
import type { LogEntry } from './event-log.ts';
import { experimentSchema } from './experiment.ts';

/** A candidate whose change was merged and never released, as the log keeps it: its artifacts are gone in weeks. */
export const mergedExperimentSchema = z.object({
  /** Commit of the branch that brought it. */
  merged: z.string(),
  experiment: experimentSchema,
});
export type MergedExperiment = z.infer<typeof mergedExperimentSchema>;

export interface LoggedExperiments {
  readonly experiments: readonly MergedExperiment[];
  /** Times of entries that cannot be understood. */
  readonly unknown: readonly string[];
}

/** What the log says of one model's candidates; nothing rests on them, so that one that cannot be understood is named and left out. */
export function loggedExperiments(entries: readonly LogEntry[], model: string): LoggedExperiments {
  const own = entries.filter((entry) => entry.kind === 'experiment' && entry.model === model);
  const read = own.map(({ at, body }) => ({ at, ...mergedExperimentSchema.safeParse(body) }));
  return {
    experiments: read.flatMap(({ data }) => (data?.experiment.model === model ? [data] : [])),
    unknown: read.filter(({ data }) => data?.experiment.model !== model).map(({ at }) => at),
  };
}
