import { t as DEPENDABOT } from "./choose-candidate.js";
import { C as string, m as boolean, v as number, y as object } from "./schemas.js";
import { n as ModelyardError } from "./errors.js";
import { readFileSync } from "node:fs";

// src/adapters/github/read-event.ts
const pullSchema = object({
	number: number().int(),
	head: object({
		sha: string(),
		repo: object({ full_name: string() }).nullable()
	}),
	base: object({
		sha: string(),
		ref: string()
	})
});
const eventSchema = object({
	pull_request: pullSchema.optional(),
	merge_group: object({ base_sha: string() }).optional(),
	workflow_run: object({ id: number().int().positive() }).optional(),
	repository: object({
		default_branch: string(),
		private: boolean()
	}).optional()
});
/** The event of a GitHub Actions job; null outside of one. Throws `outside` when the runner's file cannot be read. */
function readEvent(environment) {
	if (environment.GITHUB_ACTIONS !== "true") return null;
	const { pull_request: pull, merge_group: group, workflow_run: ended, repository } = parseEvent(environment.GITHUB_EVENT_PATH ?? "");
	const ownName = environment.GITHUB_REPOSITORY ?? "";
	const serverUrl = environment.GITHUB_SERVER_URL ?? "https://github.com";
	const run = environment.GITHUB_RUN_ID ?? "";
	return {
		name: environment.GITHUB_EVENT_NAME ?? "",
		repository: ownName,
		isPrivate: repository?.private ?? false,
		defaultBranch: repository?.default_branch ?? null,
		ref: environment.GITHUB_REF ?? "",
		sha: environment.GITHUB_SHA ?? "",
		run,
		attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
		serverUrl,
		url: `${serverUrl}/${ownName}/actions/runs/${run}`,
		endedRun: ended?.id ?? null,
		queue: group === void 0 ? null : { base: group.base_sha },
		pull: pull === void 0 ? null : {
			number: pull.number,
			head: pull.head.sha,
			base: pull.base.sha,
			baseRef: pull.base.ref,
			foreign: foreignOf(pull.head.repo?.full_name === ownName, environment)
		}
	};
}
function foreignOf(isOwnBranch, { GITHUB_ACTOR: actor }) {
	if (!isOwnBranch) return "fork";
	return actor === "dependabot[bot]" ? "Dependabot" : null;
}
function parseEvent(path) {
	if (path === "") return {};
	try {
		return eventSchema.parse(JSON.parse(readFileSync(path, "utf8")));
	} catch (cause) {
		throw new ModelyardError("outside", `cannot read the event that GITHUB_EVENT_PATH names: ${path}`, {
			hint: "The runner writes it; a workflow must not change the variable.",
			cause
		});
	}
}

export { readEvent as t };