import { n as ModelyardError } from "./errors.js";
import { l as resolveCommit } from "./repository.js";
import { n as changedJudge } from "./changed-judge.js";
import { n as inputsChanged } from "./changed-models.js";

// src/stages/plan/plan.ts
/** Which models have to be judged since a git ref. Reads no data: files are compared by what git knows of them. */
async function planStage(contexts, since) {
	const all = [];
	let commit = since;
	for (const context of contexts) {
		commit = await commitOf(context, since);
		all.push({
			model: context.model.name,
			because: await reasons(context, commit)
		});
	}
	const models = all.filter(({ because }) => because.length > 0).map(({ model }) => model);
	return {
		schema: "modelyard/plan/1",
		since: commit,
		models,
		all
	};
}
async function reasons(context, commit) {
	const { changes, isKnown } = await changedJudge(context, commit);
	if (!isKnown) return ["new"];
	const isJudged = changes.some(({ kind }) => kind !== "workflow");
	return [...await inputsChanged(context, commit) ? ["inputs"] : [], ...isJudged ? ["judge"] : []];
}
async function commitOf({ project }, since) {
	const commit = await resolveCommit(project.repository, since);
	if (commit !== null) return commit;
	throw new ModelyardError("usage", `--changed-since ${since}: git knows no such commit`, { hint: "In a shallow clone fetch more history first; with actions/checkout set fetch-depth: 0." });
}

// src/cli/commands/plan.ts
const command = async (context) => {
	const contexts = context.models.map(context.stageContext);
	const ci = contexts[0]?.ci;
	const since = context.line.text("changed-since") ?? ci?.pull?.base ?? ci?.queue?.base ?? null;
	if (since === null) throw new ModelyardError("usage", "modelyard plan needs --changed-since", { hint: "For example: modelyard plan --changed-since origin/main. On a pull request and in a merge queue its base is taken." });
	const plan = await planStage(contexts, since);
	return {
		json: plan,
		text: plan.all.map(({ model, because }) => `${model}  ${because.length === 0 ? "unchanged" : because.join(", ")}\n`).join(""),
		exitCode: 0
	};
};

export { command };