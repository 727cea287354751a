import { i as headCommit, u as treeOf } from "./repository.js";

// src/records/header.ts
/** The keys that every record carries. Files are listed once each, sorted by path. */
function recordHeader(source, facts) {
	return {
		toolkit: source.toolkit,
		model: source.model.name,
		at: source.clock.now().toISOString(),
		durationMs: Math.max(0, Math.round(source.clock.monotonicMs() - facts.startedMs)),
		...facts.revision,
		read: sortedByPath(facts.read),
		written: sortedByPath(facts.written)
	};
}
function sortedByPath(entries) {
	return [...new Map(entries.map((entry) => [entry.path, entry])).values()].sort((a, b) => a.path < b.path ? -1 : 1);
}

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

export { recordHeader as n, readRevision as t };