import { t as ModelyardError } from "./errors.js";
import { r as orNull, t as GithubError } from "./github-error.js";
import { v as object, x as string } from "./schemas.js";

// src/adapters/github/environment-approval.ts
/**
* An environment of GitHub with required reviewers is deployed to only by a run that one of them approved for it. GitHub
* asks them only for jobs that name the environment, so a job that does not name it would pass by them. `run`: id of the
* run of GitHub Actions; null elsewhere. Throws `refused`.
*/
async function assertRunApproved(client, environment, run) {
	if (!await wantsReviewers(client, environment)) return;
	if (run !== null && await isApproved(client, environment, run)) return;
	throw new ModelyardError("refused", `the environment ${environment} has required reviewers on GitHub, and ${run === null ? "outside of GitHub Actions there is no run to approve" : "nobody approved this run for it"}`, { hint: `Deploy from a job that names the environment, so that GitHub asks them; Modelyard makes the deployment itself:\nenvironment: {name: ${environment}, deployment: false}` });
}
/** An environment that GitHub does not know has no rules: it is made by the first deployment. */
async function wantsReviewers({ ask }, environment) {
	return (await orNull(ask("GET /repos/{owner}/{repo}/environments/{environment_name}", { environment_name: environment })))?.protection_rules?.some(({ type }) => type === "required_reviewers") ?? false;
}
/** GitHub's names of environments do not tell upper from lower case. */
async function isApproved({ ask }, environment, run) {
	const approvals = await ask("GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals", { run_id: Number(run) });
	const wanted = environment.toLowerCase();
	return approvals.some(({ state, environments }) => state === "approved" && environments.some(({ name }) => name?.toLowerCase() === wanted));
}

// src/adapters/github/github-deployments.ts
const LONGEST_DESCRIPTION = 140;
/** Deployments of GitHub: one of our own for each intent of the log, with its statuses. */
function createGithubDeployments(client, run) {
	return {
		assertApproved: (environment) => assertRunApproved(client, environment, run?.id ?? null),
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