import { type ModelyardError, messageOf } from '../../errors.ts';
import type { DeploymentBoard, ShownDeployment } from '../../ports/deployment-board.ts';
import type { EventLog, StoredRelease } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';
import { type Announced, abandon } from './announce.ts';
import { boardChanges } from './board-changes.ts';
import { deploymentsOf } from './deployment-log.ts';

interface Places {
  readonly log: EventLog;
  readonly board: DeploymentBoard | null;
}

/**
 * Shows a deployment that was announced, before traffic moves. Where it cannot be shown nothing is deployed: the intent is
 * closed and the error, which names the missing permission, thrown. null without a board.
 */
export async function showBegin(
  context: StageContext,
  { log, board }: Places,
  { announced, release }: { readonly announced: Announced; readonly release: StoredRelease },
): Promise<ShownDeployment | null> {
  if (board === null) return null;
  const { intent, tookOver, head } = announced;
  const { environment, digest, id } = intent;
  const model = context.model.name;
  try {
    if (tookOver) await settle(context, { log, board }, { environment, own: null });
    const names = { model, environment, release: intent.release, digest };
    return await board.begin({ ...names, commit: release.tag.commit, intent: id, logHead: head });
  } catch (error) {
    await abandon(context, log, id).catch(() => undefined);
    throw error;
  }
}

interface Place {
  readonly environment: string;
  /** The deployment of this run, which lists may not show yet. */
  readonly own: ShownDeployment | null;
}

/**
 * Makes the board show what the log says. The deployment is over by now, and the log holds how it ended: a board that
 * cannot be written is a warning, and the next run sets it right.
 */
export async function showEnd(context: StageContext, { log, board }: Places, place: Place): Promise<void> {
  if (board === null) return;
  try {
    await settle(context, { log, board }, place);
  } catch (error) {
    const { hint } = error as Partial<ModelyardError>;
    context.reporter.warn(
      `${place.environment}: the deployment is in the log, but could not be shown: ${messageOf(error)}; the next run tries again${hint === undefined ? '' : `\n${hint}`}`,
    );
  }
}

/** Another run may move on between our reading and our writing; then what we wrote may be old, and is looked at again. */
const MOST_ROUNDS = 3;

async function settle(
  context: StageContext,
  { log, board }: { readonly log: EventLog; readonly board: DeploymentBoard },
  { environment, own }: Place,
): Promise<void> {
  const model = context.model.name;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // The board first: whatever it shows was in the log before, so that the log is never the older of the two.
    const listed = await board.recent(model, environment);
    const missing = own === null || listed.some(({ id }) => id === own.id) ? [] : [own];
    const { entries, head } = await log.read();
    const changes = boardChanges(deploymentsOf(entries, model, environment), [...missing, ...listed]);
    for (const { id, state, description } of changes) await board.tell(id, state, description);
    if (changes.length === 0 || (await log.read()).head === head) return;
  }
}
