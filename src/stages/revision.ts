import { headCommit, treeOf } from '../adapters/git/repository.ts';
import type { Revision } from '../records/header.ts';
import type { StageContext } from './context.ts';

/**
 * The state of the checkout. On a pull request the runner checks out its own merge commit: then `commit` is the reviewed
 * head, `merge` what was checked out and `tree` the tree of that.
 */
export async function readRevision({ project, ci }: Pick<StageContext, 'project' | 'ci'>): Promise<Revision> {
  const { repository } = project;
  const commit = await headCommit(repository);
  const tree = commit === null ? null : await treeOf(repository, commit);
  const isMerge = ci?.pull != null && commit === ci.sha && commit !== ci.pull.head;
  return {
    commit: isMerge ? (ci?.pull?.head ?? commit) : commit,
    tree,
    base: ci?.pull?.base ?? null,
    merge: isMerge ? commit : null,
    pullRequest: ci?.pull?.number ?? null,
    run: ci?.run ?? null,
    attempt: ci?.attempt ?? null,
  };
}
