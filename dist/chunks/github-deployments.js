import { r as __toESM } from "./rolldown-runtime.js";
import { n as ModelyardError } from "./errors.js";
import { t as require_picomatch } from "./picomatch.js";
import { r as orNull, t as GithubError } from "./github-error.js";
import { C as string, y as object } from "./schemas.js";

// src/adapters/github/environment-rules.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
/** What each rule asks, and why a run does not keep it; null where it does. Rules of apps are kept by GitHub alone. */
const RULES = {
	required_reviewers: async ({ client, environment, run }) => await isApproved(client, environment.name, run.id) ? null : "has required reviewers on GitHub, and nobody approved this run for it",
	branch_policy: branchProblem,
	wait_timer: waitProblem
};
/**
* The rules of an environment of GitHub: reviewers, branches and timer. GitHub keeps them only for jobs that name the environment, so
* a job that does not name it would pass by them; here they hold for every job. Outside of GitHub Actions there is no run that could
* keep them (`run` is null). Throws `refused`.
*/
async function assertRulesKept(client, name, run) {
	const environment = await orNull(client.ask("GET /repos/{owner}/{repo}/environments/{environment_name}", { environment_name: name }));
	const types = environment?.protection_rules?.map(({ type }) => type) ?? [];
	if (environment === null || types.length === 0) return;
	if (run === null) throw refused(name, "is protected on GitHub, and outside of GitHub Actions there is no run that could be let in");
	for (const type of types) {
		const problem = await RULES[type]?.({
			client,
			environment,
			run
		}) ?? null;
		if (problem !== null) throw refused(name, problem);
	}
}
function refused(environment, problem) {
	return new ModelyardError("refused", `the environment ${environment} ${problem}`, { hint: `Deploy from a job that names the environment, so that GitHub keeps its rules; Modelyard makes the deployment itself:\nenvironment: {name: ${environment}, deployment: false}` });
}
/** GitHub's names of environments do not tell upper from lower case. */
async function isApproved({ ask }, environment, run) {
	const approvals = await ask("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", { run_id: Number(run) });
	const wanted = environment.toLowerCase();
	return approvals.some(({ state, environments }) => state === "approved" && environments.some(({ name }) => name?.toLowerCase() === wanted));
}
async function branchProblem({ client, environment, run }) {
	const policy = environment.deployment_branch_policy ?? null;
	const [, kind = "", name = run.ref] = /^refs\/(heads|tags)\/(.+)$/.exec(run.ref) ?? [];
	return policy === null || (policy.protected_branches ? await isProtected(client, kind === "heads" ? name : "") : (await allowedNames(client, environment.name, kind)).some((pattern) => (0, import_picomatch.default)(pattern, { dot: true })(name))) ? null : `is not open to ${run.ref} by its rule on branches`;
}
/** Where no branch is protected at all, GitHub lets every branch in. */
async function isProtected(client, branch) {
	const listed = await client.list("GET /repos/{owner}/{repo}/branches", { protected: true });
	return listed.length === 0 || listed.some(({ name }) => name === branch);
}
async function allowedNames({ ask }, environment, kind) {
	const { branch_policies: policies } = await ask("GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies", {
		environment_name: environment,
		per_page: 100
	});
	const wanted = kind === "tags" ? "tag" : "branch";
	return policies.flatMap(({ name, type = "branch" }) => name === void 0 || type !== wanted ? [] : [name]);
}
/** GitHub starts a job that names the environment so many minutes late; from a job that does not, the same time is asked. */
async function waitProblem({ client, environment, run }) {
	const minutes = environment.protection_rules?.find(({ type }) => type === "wait_timer");
	const wanted = minutes !== void 0 && "wait_timer" in minutes ? minutes.wait_timer ?? 0 : 0;
	const { run_started_at: started } = await client.ask("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { run_id: Number(run.id) });
	return (Date.now() - Date.parse(started ?? "")) / 6e4 >= wanted ? null : `asks to wait ${wanted} minutes from the start of a run`;
}

// src/adapters/github/github-deployments.ts
const LONGEST_DESCRIPTION = 140;
/** Deployments of GitHub: one of our own for each intent of the log, with its statuses. */
function createGithubDeployments(client, run) {
	return {
		assertApproved: (environment) => assertRulesKept(client, environment, run),
		async begin(deployment) {
			const id = await findOrCreate(client, deployment);
			await tell(client, run, {
				id,
				state: "in_progress",
				description: deployment.release
			});
			return {
				id,
				intent: deployment.intent,
				state: "in_progress"
			};
		},
		async recent(model, environment) {
			const shown = [];
			for (const { id, intent } of await list(client, model, environment)) {
				const state = await stateOf(client, id);
				shown.push({
					id,
					intent,
					state
				});
				if (state === "inactive") break;
			}
			return shown;
		},
		tell: (id, state, description) => tell(client, run, {
			id,
			state,
			description
		})
	};
}
const payloadSchema = object({ intent: string() });
/** One page of the newest. Deployments of other tools have another task, or a payload that is not ours. */
async function list(client, model, environment) {
	const wanted = {
		task: taskOf(model),
		environment,
		per_page: 100
	};
	return (await client.ask("GET /repos/{owner}/{repo}/deployments", wanted)).flatMap(({ id, payload }) => {
		const { data } = payloadSchema.safeParse(parsed(payload));
		return data === void 0 ? [] : [{
			id: Number(id),
			intent: data.intent
		}];
	}).sort((a, b) => b.id - a.id);
}
const taskOf = (model) => `modelyard:${model}`;
/** GitHub answers with an object, or with the text that was sent. */
function parsed(payload) {
	if (typeof payload !== "string") return payload;
	try {
		return JSON.parse(payload);
	} catch {
		return null;
	}
}
/** Deployments have no key that is unique: after a lost answer the list says whether there is one now. */
async function findOrCreate(client, deployment) {
	for (const pauseMs of client.patience.pausesMs) {
		try {
			return await create(client, deployment);
		} catch (error) {
			if (!isDoubtful(error)) throw error;
		}
		await client.patience.sleep(pauseMs);
		const found = (await list(client, deployment.model, deployment.environment)).findLast(({ intent }) => intent === deployment.intent);
		if (found !== void 0) return found.id;
	}
	return create(client, deployment);
}
async function create(client, deployment) {
	const { model, environment, release, digest, commit, intent, logHead } = deployment;
	const made = await client.ask("POST /repos/{owner}/{repo}/deployments", {
		ref: commit,
		task: taskOf(model),
		auto_merge: false,
		required_contexts: [],
		environment,
		description: release,
		payload: {
			model,
			release,
			digest,
			logHead,
			intent
		},
		transient_environment: false,
		production_environment: isProduction(environment)
	});
	if ("id" in made) return Number(made.id);
	throw new ModelyardError("outside", `GitHub made no deployment of ${release}: ${made.message ?? "no reason"}`);
}
/** `production`, `prod-eu`, `eu/production`. */
function isProduction(environment) {
	return /(^|[^a-z])prod(uction)?($|[^a-z])/i.test(environment);
}
/** A status whose answer was lost is looked for before it is sent again: each one is a line in the history. */
async function tell(client, run, status) {
	for (const pauseMs of client.patience.pausesMs) {
		try {
			return await post(client, run, status);
		} catch (error) {
			if (!isDoubtful(error)) throw error;
		}
		await client.patience.sleep(pauseMs);
		if (await stateOf(client, status.id) === status.state) return;
	}
	return post(client, run, status);
}
async function post(client, run, { id, state, description }) {
	await client.ask("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		deployment_id: id,
		state,
		description: short(description),
		auto_inactive: false,
		...run === null ? {} : { log_url: run.url }
	});
}
function short(text) {
	const characters = [...text.replace(/\s+/g, " ").trim()];
	if (characters.length <= LONGEST_DESCRIPTION) return characters.join("");
	return `${characters.slice(0, 139).join("")}…`;
}
const STATES = /* @__PURE__ */ new Set([
	"in_progress",
	"success",
	"failure",
	"error",
	"inactive"
]);
async function stateOf(client, id) {
	const [newest] = await client.ask("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
		deployment_id: id,
		per_page: 1
	});
	return newest !== void 0 && STATES.has(newest.state) ? newest.state : null;
}
function isDoubtful(error) {
	return error instanceof GithubError && error.outcomeUnknown;
}

export { createGithubDeployments };