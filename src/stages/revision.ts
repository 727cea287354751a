import { headCommit, treeOf } from '../adapters/git/repository.ts';
import type { Revision } from '../records/header.ts';

/** The state of the checkout; pull request and run come with a forge that has them. */
export async function readRevision(repository: string): Promise<Revision> {
  const commit = await headCommit(repository);
  return {
    commit,
    tree: commit === null ? null : await treeOf(repository, commit),
    base: null,
    merge: null,
    pullRequest: null,
    run: null,
    attempt: null,
  };
}
