import { C as object, E as string, _ as array, a as verdictSchema, b as literal, h as _enum, r as headerShape } from "./common.js";

// src/records/judge.ts
const judgeChangeSchema = object({
	/** config: a key of modelyard.yml; file: contract or evaluation data; workflow: what runs the judgement. */
	kind: _enum([
		"config",
		"file",
		"workflow"
	]),
	/** `gates.roc_auc.max_worse`, or a path. */
	what: string(),
	/** JSON text of a value or the first digits of a file's git object; null where it is not there. */
	base: string().nullable(),
	head: string().nullable()
});
/** Whether a change also changes how it is judged, and what the rules of the base say. */
const judgeRecordSchema = object({
	schema: literal("modelyard/judge/1"),
	/** Under the rules of the base; pass where nothing changed. */
	verdict: verdictSchema,
	...headerShape,
	changes: array(judgeChangeSchema),
	/** Why the verdict under the base's rules is what it is; null where nothing had to be judged again. */
	reason: string().nullable()
});

// src/domain/report/changed-params.ts
/** What changed between two parameter files, down to single values, sorted by name. */
function changedParams(before, after) {
	const old = flattened(before);
	const current = flattened(after);
	return [.../* @__PURE__ */ new Set([...old.keys(), ...current.keys()])].sort().map((name) => ({
		name,
		before: old.get(name) ?? null,
		after: current.get(name) ?? null
	})).filter((change) => change.before !== change.after);
}
/** `rounds: 150 → 3`, `depth: 3 (new)`, `seed: 7 (removed)`; not escaped. */
function changedParamText({ name, before, after }) {
	if (before === null) return `${name}: ${after} (new)`;
	return after === null ? `${name}: ${before} (removed)` : `${name}: ${before} → ${after}`;
}
function flattened(value) {
	const leaves = /* @__PURE__ */ new Map();
	collect(value, "", leaves);
	return leaves;
}
function collect(value, path, leaves) {
	const members = value !== null && typeof value === "object" ? Object.entries(value) : [];
	if (members.length === 0) {
		if (path !== "") leaves.set(path, JSON.stringify(value) ?? "null");
		return;
	}
	for (const [key, member] of members) collect(member, path === "" ? key : `${path}.${key}`, leaves);
}

export { changedParams as n, judgeRecordSchema as r, changedParamText as t };