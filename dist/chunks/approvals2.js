import { r as orNull } from "./github-error.js";

// src/adapters/github/approvals.ts
const MAY_WRITE = /* @__PURE__ */ new Set([
	"admin",
	"maintain",
	"write"
]);
/**
* Approving reviews that count: each person's last word, by somebody who may write and did not open the pull request.
* A review that was dismissed, or followed by a request for changes, is none.
*/
async function approvalsOf(client, pull) {
	const { user } = await client.ask("GET /repos/{owner}/{repo}/pulls/{pull_number}", { pull_number: pull });
	const reviews = await client.list("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { pull_number: pull });
	const lastWords = /* @__PURE__ */ new Map();
	for (const review of reviews) {
		const login = review.user?.login;
		if (login !== void 0 && login !== user?.login && review.state !== "COMMENTED" && review.state !== "PENDING") lastWords.set(login, review);
	}
	const approving = [...lastWords].filter(([, { state }]) => state === "APPROVED");
	const approvals = [];
	for (const [by, { submitted_at: at, commit_id: commit }] of approving) if (at != null && commit != null && await mayWrite(client, by)) approvals.push({
		by,
		at,
		commit
	});
	return approvals;
}
async function mayWrite({ ask }, login) {
	const answer = await orNull(ask("GET /repos/{owner}/{repo}/collaborators/{username}/permission", { username: login }));
	return answer !== null && MAY_WRITE.has(answer.permission);
}

export { approvalsOf as t };