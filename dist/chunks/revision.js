import { i as headCommit, u as treeOf } from "./repository.js";

// src/stages/revision.ts
/**
* The state of the checkout. On a pull request the runner checks out its own merge commit: then `commit` is the reviewed
* head, `merge` what was checked out and `tree` the tree of that.
*/
async function readRevision({ project, ci }) {
	const { repository } = project;
	const commit = await headCommit(repository);
	const tree = commit === null ? null : await treeOf(repository, commit);
	const isMerge = ci?.pull != null && commit === ci.sha && commit !== ci.pull.head;
	return {
		commit: isMerge ? ci?.pull?.head ?? commit : commit,
		tree,
		base: ci?.pull?.base ?? null,
		merge: isMerge ? commit : null,
		pullRequest: ci?.pull?.number ?? null,
		run: ci?.run ?? null,
		attempt: ci?.attempt ?? null
	};
}

export { readRevision as t };