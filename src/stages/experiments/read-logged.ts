import { readRef } from '../../adapters/git/refs.ts';
import { messageOf } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import { LOG_BRANCH } from '../../records/event-log.ts';
import type { Experiment } from '../../records/experiment.ts';
import { loggedExperiments } from '../../records/merged-experiment.ts';
import type { StageContext } from '../context.ts';
import type { Skipped } from './experiment-store.ts';

export type ReadLog = Pick<EventLog, 'read'>;

export interface Logged {
  readonly experiments: readonly Experiment[];
  readonly skipped: readonly Skipped[];
}

/** Candidates whose changes were merged and never released. */
export async function readLogged(context: StageContext, log: ReadLog): Promise<Logged> {
  const read = await log.read().catch((error: unknown) => ({ reason: messageOf(error) }));
  if ('reason' in read) return { experiments: [], skipped: [{ where: 'the log', reason: read.reason }] };
  const { experiments, unknown } = loggedExperiments(read.entries, context.model.name);
  const absent = read.head === null ? await remoteOnly(context) : null;
  return {
    experiments: experiments.map(({ experiment }) => experiment),
    skipped: [
      ...unknown.map((at) => ({ where: 'the log', reason: `its experiment of ${at} cannot be understood` })),
      ...(absent === null ? [] : [{ where: 'the log', reason: absent }]),
    ],
  };
}

/** A clone has the branches of its origin under other names. */
async function remoteOnly({ project }: StageContext): Promise<string | null> {
  const found = await readRef(project.repository, `refs/remotes/origin/${LOG_BRANCH}`);
  if (found === null) return null;
  return `the branch ${LOG_BRANCH} is the origin's alone; --forge github reads it there, git branch ${LOG_BRANCH} origin/${LOG_BRANCH} brings it here`;
}
