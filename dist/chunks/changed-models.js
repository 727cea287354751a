import { l as resolveCommit } from "./repository.js";
import { n as ModelyardError } from "./errors.js";
import { t as changedConfig } from "./changed-judge.js";
import { t as computeInputDigest } from "./input-digest.js";

// src/stages/run/changed-models.ts
/** Models whose input digest differs from that of a git ref; one whose inputs cannot be read, there or now, counts as changed. */
async function changedModels(contexts, since) {
	const changed = [];
	for (const context of contexts) {
		const commit = await resolveCommit(context.project.repository, since);
		if (commit === null) throw new ModelyardError("usage", `--changed-since ${since}: git knows no such commit`, { hint: "In a shallow clone fetch more history first." });
		if (await inputsChanged(context, commit)) changed.push(context.model);
	}
	return changed;
}
/** Keys of a model that decide the trained bytes. How long a training may take does not. */
const TRAINING = /^(root|train(?!\.timeout)|data\.(train|evaluation|target|positive|id|features))(\.|$)/;
/** True where training now would be something else than at a commit, or where that cannot be told. */
async function inputsChanged(context, commit) {
	const config = await changedConfig(context, commit);
	if (config === null || config.some(({ name }) => TRAINING.test(name))) return true;
	const before = await readableDigest(context, { commit });
	return before === null || before !== await readableDigest(context, "worktree");
}
/** Its run will tell what is wrong, without stopping the other models. */
async function readableDigest(context, state) {
	try {
		return (await computeInputDigest(context, state)).digest;
	} catch (error) {
		if (error instanceof ModelyardError && error.code !== "internal") return null;
		throw error;
	}
}

export { inputsChanged as n, changedModels as t };