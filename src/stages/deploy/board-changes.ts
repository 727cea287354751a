import type { ShownDeployment, ShownState } from '../../ports/deployment-board.ts';
import type { Deployments } from './deployment-log.ts';

export interface BoardChange {
  readonly id: number;
  readonly state: ShownState;
  readonly description: string;
}

/**
 * What has to be told so that the board shows what the log says: in progress, success for what should be live, inactive
 * for what was, failure, error for what was abandoned. What is not in the log is left alone.
 *
 * The order matters when a run is killed in the middle: the newest first, then from the oldest on, so that whatever was
 * not told yet is newer than the newest inactive one, and is found by the next run.
 */
export function boardChanges(
  { ends, active }: Deployments,
  shown: readonly ShownDeployment[],
): readonly BoardChange[] {
  const byAge = [...shown].sort((a, b) => a.id - b.id);
  const firstOf = new Map(byAge.map(({ id, intent }) => [intent, id] as const).reverse());
  const changes = byAge.flatMap(({ id, intent, state }): readonly BoardChange[] => {
    const end = ends.get(intent);
    if (end === undefined) return [];
    const wanted = firstOf.get(intent) === id ? wantedOf(end, intent === active) : DUPLICATE;
    const isSettled = state === wanted.state || (isOver(state) && isOver(wanted.state));
    return isSettled ? [] : [{ id, ...wanted }];
  });
  const newest = byAge.at(-1)?.id;
  return [...changes.filter(({ id }) => id === newest), ...changes.filter(({ id }) => id !== newest)];
}

type Wanted = Pick<BoardChange, 'state' | 'description'>;
type End = Deployments['ends'] extends ReadonlyMap<string, infer T> ? T : never;

/** Not inactive, where the next run would stop looking. */
const DUPLICATE: Wanted = { state: 'error', description: 'the same deployment, shown twice' };

function wantedOf(end: End, isActive: boolean): Wanted {
  if (end === null) return { state: 'error', description: 'interrupted; a later run started over' };
  const { release, reason, verdict, smoke } = end;
  if (verdict !== 'pass') return { state: 'failure', description: `${release}: ${reason}` };
  if (isActive) return { state: 'success', description: `${release} is live, smoke ${smoke}` };
  return { state: 'inactive', description: `${release} was replaced` };
}

function isOver(state: ShownState | null): boolean {
  return state === 'inactive' || state === 'failure' || state === 'error';
}
