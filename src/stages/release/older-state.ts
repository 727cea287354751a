import { isAncestor, isShallow } from '../../adapters/git/repository.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';

/**
 * Why what is checked out is not released although it was merged: the newest release was made from a later commit, so an older state
 * would stand above a newer one. Null where it may be. A workflow of an older push that is started again ends here. Throws
 * `unreadable` where a shallow clone cannot tell.
 */
export async function olderStateProblem(
  { project }: Pick<StageContext, 'project'>,
  commit: string,
  newest: ReleaseTag | null,
): Promise<string | null> {
  if (newest === null || newest.commit === commit) return null;
  const isOlder = await isAncestor(project.repository, commit, newest.commit);
  if (isOlder === null && (await isShallow(project.repository)))
    throw new ModelyardError(
      'unreadable',
      `this clone is shallow and lacks the commit of ${newest.tag}: whether ${commit.slice(0, 7)} is newer is not proven`,
      { hint: 'Fetch everything: with actions/checkout set fetch-depth: 0.' },
    );
  if (isOlder !== true) return null;
  return `${commit.slice(0, 7)} is older than ${newest.commit.slice(0, 7)}, from which ${newest.tag} was made: only the newest state of a branch is released`;
}
