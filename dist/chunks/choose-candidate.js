// src/domain/lineage/choose-candidate.ts
/**
* Finds the candidate that was reviewed, by what the platform says of pull request, runs and artifacts and never by what a
* comment or a record claims. Without a review every attempt older than the merge is returned: their bytes must agree.
*/
function chooseCandidate(request) {
	const refused = pullProblem(request);
	if (refused !== null) return mismatch(refused);
	const approval = newestApproval(request);
	if (approval === null && request.approval === "review") return mismatch("nobody with write access but the author approved the last commit");
	const foreign = foreignReason(request);
	if (foreign !== null) return {
		kind: "foreign",
		reason: foreign,
		approvedBy: approval?.by ?? null
	};
	const siblings = siblingsProblem(request);
	if (siblings !== null) return mismatch(siblings);
	const candidates = candidatesOf(request);
	if (candidates.length === 0 && request.pull.retargetedAt !== null) return mismatch(`pull request ${request.pull.number} was sent to another branch at ${request.pull.retargetedAt}, and no run of ${request.workflow} that began after that left a candidate`);
	if (candidates.length === 0) return mismatch(`no run of ${request.workflow} for the last commit left a candidate`);
	const until = approval?.at ?? request.pull.mergedAt;
	const reviewed = candidates.filter(({ createdAt }) => createdAt <= until);
	if (reviewed.length === 0) return mismatch("every candidate is newer than the approval");
	const taken = approval === null ? reviewed : reviewed.slice(0, 1);
	if (taken.some(({ expired }) => expired)) return mismatch("the artifact with the candidate has expired");
	return {
		kind: "chosen",
		artifacts: taken,
		approvedBy: approval?.by ?? null
	};
}
function mismatch(reason) {
	return {
		kind: "mismatch",
		reason
	};
}
function pullProblem({ pull, defaultBranch }) {
	const { number, baseBranch, changesWorkflows } = pull;
	if (baseBranch !== defaultBranch) return `pull request ${number} went to ${baseBranch}, not to ${defaultBranch}`;
	if (changesWorkflows) return `pull request ${number} changed files under .github/`;
	return null;
}
/** Which of two pull requests a run judged cannot be told; where nothing of the run is taken it need not be. */
function siblingsProblem({ pull: { siblings } }) {
	if (siblings.length === 0) return null;
	return `its branch has another pull request, too: ${siblings.map((sibling) => `#${sibling}`).join(", ")}`;
}
/** Its runs have a fork's token and none of the secrets, on branches of this repository. */
const DEPENDABOT = "dependabot[bot]";
function foreignReason({ pull, repositoryId }) {
	const { number, headRepositoryId, author } = pull;
	if (headRepositoryId !== repositoryId) return `pull request ${number} came from a fork, and nothing that a fork’s run made is released`;
	if (author !== "dependabot[bot]") return null;
	return `pull request ${number} is Dependabot’s, and nothing that its runs made is released`;
}
/** The newest review that approved the last commit before the merge; null where none did. */
function newestApproval({ approvals, pull }) {
	return approvals.filter(({ by, commit, at }) => by !== pull.author && commit === pull.headSha && at <= pull.mergedAt).sort((a, b) => a.at < b.at ? 1 : -1)[0] ?? null;
}
function candidatesOf({ model, pull, repositoryId, workflow, runs, artifacts }) {
	const checks = runs.filter((run) => run.path === workflow && run.event === "pull_request" && run.headRepositoryId === repositoryId && run.actor !== "dependabot[bot]" && run.headBranch === pull.headBranch && run.headSha === pull.headSha && (pull.retargetedAt === null || run.createdAt > pull.retargetedAt));
	const ids = new Set(checks.map(({ id }) => id));
	return artifacts.filter(({ run, name }) => ids.has(run) && isCandidateOf(name, model)).sort((a, b) => a.createdAt < b.createdAt ? 1 : -1);
}
/** `modelyard-<model>-check-<digits>-<attempt>`, or `modelyard-all-…` of a run over several models. */
function isCandidateOf(name, model) {
	const [, of] = /^modelyard-(.+)-check-(?:[0-9a-f]{12}|none)-\d+$/.exec(name) ?? [];
	return of === model || of === "all";
}

export { chooseCandidate as n, newestApproval as r, DEPENDABOT as t };