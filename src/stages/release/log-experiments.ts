import { messageOf } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import { loggedExperiments } from '../../records/merged-experiment.ts';
import { readAccepted } from '../accept/read-accepted.ts';
import type { StageContext } from '../context.ts';

/**
 * Adds to the log what accept found of candidates that this release takes the place of. A second run adds nothing twice, and a log that
 * cannot be written holds up no release.
 */
export async function logExperiments(context: StageContext, log: EventLog): Promise<void> {
  const accepted = await readAccepted(context);
  const found = accepted?.experiments ?? [];
  if (found.length === 0) return;
  const model = context.model.name;
  try {
    const { entries } = await log.read();
    const known = new Set(
      loggedExperiments(entries, model).experiments.map(({ experiment }) => experiment.id),
    );
    for (const body of found.filter(({ experiment }) => !known.has(experiment.id)).reverse())
      await log.append({ kind: 'experiment', at: context.clock.now().toISOString(), model, body });
  } catch (error) {
    context.reporter.warn(`what was merged and never released is not in the log: ${messageOf(error)}`);
  }
}
