import type { MergeMethod } from './git/merge-branches.ts';
import { close, followBranches, merged } from './pulls.ts';
import type { World } from './world.ts';

/** A pull request in the queue, as the event `merge_group` tells it. */
export interface Queued {
  readonly number: number;
  /** On top of the base branch and of the pull requests before it. */
  readonly commit: string;
  readonly base: string;
  /** `refs/heads/gh-readonly-queue/<branch>/pr-<number>-<base>`. */
  readonly ref: string;
  readonly landed: readonly string[];
}

/** Puts pull requests into the merge queue: a commit and a branch for each, upon each other. Nothing is merged yet. */
export async function queuePulls(
  world: World,
  numbers: readonly number[],
  method: MergeMethod,
): Promise<readonly Queued[]> {
  await followBranches(world);
  const { git, defaultBranch } = world;
  let base = (await git.read(`refs/heads/${defaultBranch}^{commit}`))?.sha ?? '';
  const queue: Queued[] = [];
  for (const number of numbers) {
    const row = world.tables.pulls.get(number);
    if (row?.state !== 'open') throw new Error(`pull request ${number} is not open`);
    const landed = await merged(world, row, { method, base });
    const commit = landed?.at(-1);
    if (landed === null || commit === undefined) throw new Error(`pull request ${number} does not merge`);
    const ref = `refs/heads/gh-readonly-queue/${defaultBranch}/pr-${number}-${base}`;
    await git.setRefs([ref, commit]);
    queue.push({ number, commit, base, ref, landed });
    base = commit;
  }
  return queue;
}

/** Moves the base branch to the last of them in one push; each is merged by its own commit. */
export async function landQueue(world: World, queue: readonly Queued[]): Promise<void> {
  const [first, last] = [queue[0], queue.at(-1)];
  if (first === undefined || last === undefined) return;
  const ref = `refs/heads/${world.defaultBranch}`;
  if (!(await world.git.moveRef(ref, last.commit, first.base))) throw new Error(`${ref} moved`);
  for (const { number, commit, landed, ref: branch } of queue) {
    const row = world.tables.pulls.get(number);
    if (row !== undefined) close(world, row, { by: 'github-merge-queue[bot]', newest: commit, landed });
    await world.git.run(['update-ref', '-d', branch]);
  }
}
