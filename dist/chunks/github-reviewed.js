import { n as chooseCandidate, r as newestApproval } from "./choose-candidate.js";
import { t as approvalsOf } from "./approvals2.js";
import { a as checksOf, r as downloadArtifact, t as isEnterpriseApi } from "./enterprise-server.js";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";

// src/adapters/github/merged-pull.ts
/** The pull request whose merge made a commit; null for a commit that was pushed otherwise. */
async function mergedPull(client, commit) {
	const found = await findMerged(client, commit);
	if (found === null || found.merged_at === null) return null;
	const { repo } = found.base;
	return {
		repositoryId: Number(repo.id),
		defaultBranch: repo.default_branch,
		pull: {
			number: found.number,
			author: found.user?.login ?? "",
			headSha: found.head.sha,
			headBranch: found.head.ref,
			headRepositoryId: found.head.repo == null ? null : Number(found.head.repo.id),
			baseBranch: found.base.ref,
			mergedAt: found.merged_at,
			changesWorkflows: await changesWorkflows(client, found.number),
			siblings: await siblingsOf(client, found),
			retargetedAt: await retargetedAt(client, found.number)
		}
	};
}
/** Its number alone, with one request. */
async function mergedPullNumber(client, commit) {
	return (await findMerged(client, commit))?.number ?? null;
}
async function findMerged(client, commit) {
	return (await client.list("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", { commit_sha: commit })).find((pull) => pull.merged_at !== null && pull.merge_commit_sha === commit) ?? null;
}
async function changesWorkflows(client, pull) {
	return (await client.list("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", { pull_number: pull })).some(({ filename, previous_filename: before }) => [filename, before ?? ""].some((name) => name.startsWith(".github/")));
}
/** Other pull requests from the branch that are open, or that showed the same commit. One that was closed long ago does not matter. */
async function siblingsOf(client, { number, head }) {
	const owner = head.user?.login ?? client.connection.owner;
	return (await client.list("GET /repos/{owner}/{repo}/pulls", {
		head: `${owner}:${head.ref}`,
		state: "all"
	})).filter((pull) => pull.number !== number && (pull.state === "open" || pull.head.sha === head.sha)).map((pull) => pull.number);
}
/** What a run judged was held against the rules of the branch that the pull request went to then. */
async function retargetedAt(client, pull) {
	return (await client.list("GET /repos/{owner}/{repo}/issues/{issue_number}/events", { issue_number: pull })).filter(({ event }) => event === "base_ref_changed").map(({ created_at: at }) => at).sort().at(-1) ?? null;
}

// src/adapters/github/approval-of-merge.ts
/** Who approved the pull request that brought a commit of the default branch; the commit is the last of `line`, the head the first. */
async function approvalOfMerge(client, line) {
	const commit = line.at(-1) ?? "";
	const number = await pullThatBrought(client, line);
	if (number === null) return {
		kind: "none",
		reason: `${commit.slice(0, 7)} came by no pull request: it was pushed directly`,
		pull: null
	};
	const { user, head, base, ...pull } = await client.ask("GET /repos/{owner}/{repo}/pulls/{pull_number}", { pull_number: number });
	const none = (reason) => ({
		kind: "none",
		reason: `pull request ${number} ${reason}`,
		pull: number
	});
	if (pull.merged_at === null || base.ref !== base.repo.default_branch) return none(`went to ${base.ref}, not to ${base.repo.default_branch}`);
	const approval = newestApproval({
		approvals: await approvalsOf(client, number),
		pull: {
			author: user?.login ?? "",
			headSha: head.sha,
			mergedAt: pull.merged_at
		}
	});
	if (approval === null) return none("was merged without a review of its last commit by somebody else who may write");
	const retargeted = await retargetedAt(client, number);
	if (retargeted !== null && approval.at <= retargeted) return none("was approved before it was sent to another branch");
	return {
		kind: "approved",
		by: approval.by,
		pull: number
	};
}
/**
* By its merge commit, or as one of the commits of a rebase, which lie right below it and are as many as the pull request
* had; whatever else the platform lists for a commit did not bring it.
*/
async function pullThatBrought(client, line) {
	const listed = await client.list("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", { commit_sha: line.at(-1) ?? "" });
	for (const { number, merged_at: mergedAt, merge_commit_sha: merge } of listed) {
		const above = merge === null ? -1 : line.indexOf(merge);
		if (mergedAt === null || above === -1) continue;
		const depth = line.length - 1 - above;
		if (depth === 0) return number;
		const { commits } = await client.ask("GET /repos/{owner}/{repo}/pulls/{pull_number}", { pull_number: number });
		if (depth < commits) return number;
	}
	return null;
}

// src/adapters/github/github-reviewed.ts
/** Candidates of merged pull requests, among the artifacts of `workflow` (`.github/workflows/….yml`). */
function createGithubReviewed(client, workflow) {
	return {
		pullOf: (commit) => mergedPullNumber(client, commit),
		approvalOf: (line) => approvalOfMerge(client, line),
		async find({ model, commit, approval, mostBytes }) {
			if (isEnterpriseApi(client.connection.apiUrl)) return {
				kind: "none",
				reason: NO_ARTIFACTS
			};
			const found = await mergedPull(client, commit);
			if (found === null) return {
				kind: "none",
				reason: `${commit.slice(0, 7)} is not the merge of a pull request: it was pushed directly`
			};
			const { pull, repositoryId, defaultBranch } = found;
			const { runs, artifacts } = await checksOf(client, pull.headSha);
			const facts = {
				model,
				repositoryId,
				defaultBranch,
				workflow,
				approval,
				pull,
				runs,
				artifacts,
				approvals: await approvalsOf(client, pull.number)
			};
			const choice = chooseCandidate(facts);
			if (choice.kind === "mismatch") return {
				kind: "none",
				reason: choice.reason
			};
			if (choice.kind === "foreign") return {
				...choice,
				pull: pull.number
			};
			return {
				kind: "found",
				archives: await downloadAll(client, artifacts, {
					chosen: choice.artifacts,
					mostBytes
				}),
				pull: pull.number,
				approvedBy: choice.approvedBy
			};
		}
	};
}
const NO_ARTIFACTS = "GitHub Enterprise Server keeps no artifacts of pull requests for the actions: with `release: { from: retrain }` the merged state is trained again";
async function downloadAll(client, listed, { chosen, mostBytes }) {
	const folder = await mkdtemp(join(tmpdir(), "modelyard-artifacts-"));
	const archives = [];
	for (const { id } of chosen) {
		const artifact = listed.find((each) => each.id === id);
		if (artifact === void 0) continue;
		const path = join(folder, `${id}.tar`);
		await downloadArtifact(client, artifact, {
			target: path,
			...mostBytes === void 0 ? {} : { mostBytes }
		});
		archives.push(path);
	}
	return archives;
}

export { createGithubReviewed };