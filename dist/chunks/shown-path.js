import { n as ModelyardError } from "./errors.js";
import { i as parseVersion, n as compareVersions, t as bumped } from "./version.js";
import { r as readRecord } from "./store.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { u as metricLabel } from "./gate-words.js";
import { isAbsolute, relative } from "node:path";

// src/domain/versions/choose-bump.ts
/** major: callers break. minor: provably better, or an output more. patch: otherwise. */
function chooseBump({ before, after, improvement }) {
	const breaking = before !== null && after !== null ? breakingChange(before, after) : null;
	if (breaking !== null) return {
		bump: "major",
		reason: breaking
	};
	const added = before !== null && after !== null ? addedOutput(before, after) : null;
	if (improvement !== null) return {
		bump: "minor",
		reason: improvement
	};
	if (added !== null) return {
		bump: "minor",
		reason: added
	};
	return {
		bump: "patch",
		reason: `${before !== null && after !== null ? "same signature" : "the signatures cannot be compared"}, no provable improvement`
	};
}
/** What a caller of the old model would trip over; null when nothing. A dynamic dimension accepts what a fixed one did. */
function breakingChange(before, after) {
	return tensorChange("input", before.inputs, after.inputs) ?? addedInput(before, after) ?? featureChange(before, after) ?? tensorChange("output", before.outputs, after.outputs) ?? classChange(before, after) ?? positiveChange(before, after);
}
function tensorChange(what, before, after) {
	for (const old of before) {
		const now = after.find((tensor) => tensor.name === old.name);
		if (now === void 0) return `${what} ${old.name} is gone`;
		if (now.type !== old.type) return `${what} ${old.name} is ${now.type}, was ${old.type}`;
		if (!isCompatibleShape(old.shape, now.shape)) return `${what} ${old.name} has another shape`;
	}
	return null;
}
function isCompatibleShape(old, now) {
	return old.length === now.length && now.every((size, index) => typeof size !== "number" || size === old[index]);
}
function addedInput(before, after) {
	const known = new Set(before.inputs.map((tensor) => tensor.name));
	const added = after.inputs.find((tensor) => !known.has(tensor.name));
	return added === void 0 ? null : `input ${added.name} is new: callers must give it`;
}
/** Callers of one `[n, f]` input put the columns into it by position. */
function featureChange(before, after) {
	const [old, now] = [before.features ?? [], after.features ?? []];
	if (before.inputs.length !== 1 || old.length < 2 || now.length === 0) return null;
	return old.join("\n") === now.join("\n") ? null : "the features or their order changed";
}
function positiveChange(before, after) {
	const [old, now] = [before.positive ?? null, after.positive ?? null];
	return old === null || now === null || old === now ? null : `the score speaks of ${now}, was ${old}`;
}
function classChange(before, after) {
	if (before.classes === null || after.classes === null) return null;
	return before.classes.join("\n") === after.classes.join("\n") ? null : "the classes or their order changed";
}
function addedOutput(before, after) {
	const known = new Set(before.outputs.map((tensor) => tensor.name));
	const added = after.outputs.find((tensor) => !known.has(tensor.name));
	return added === void 0 ? null : `output ${added.name} is new`;
}

// src/stages/release/choose-version.ts
/** The next version: given, or by what changed. Withdrawn versions, and those that others tagged, are never used again. */
async function chooseVersion(request) {
	const { releases, foreign } = request.list;
	const taken = [...releases, ...foreign].filter((release) => release.model === request.model).map(({ version }) => version);
	if (request.version !== null) return givenVersion(request.version, taken);
	const highest = taken.sort(compareVersions).at(-1);
	if (highest === void 0) return {
		version: request.firstVersion,
		bump: "first",
		reason: "the first release"
	};
	const chosen = request.bump === null ? await bumpByChange(request) : {
		bump: request.bump,
		reason: "asked for with --bump"
	};
	return {
		version: bumped(highest, chosen.bump),
		...chosen
	};
}
function givenVersion(version, taken) {
	const plain = version.replace(/^v/, "");
	if (parseVersion(plain) === null) throw new ModelyardError("usage", `--version ${version}: expected a version such as 1.2.3`);
	if (taken.includes(plain)) throw new ModelyardError("usage", `--version ${version}: that version exists`, { hint: "A version is never used twice." });
	return {
		version: plain,
		bump: "given",
		reason: "asked for with --version"
	};
}
async function bumpByChange({ previous, evaluate, positive }) {
	const before = withServing((previous === null ? null : await readRecord(`${previous.folder}/evaluate.json`, evaluateRecordSchema))?.signature ?? null, {
		features: previous?.record.serving.features ?? [],
		positive: previous?.record.serving.positive ?? null
	});
	const after = withServing(evaluate.signature, {
		features: evaluate.features,
		positive
	});
	return chooseBump({
		before,
		after,
		improvement: improvementOf(evaluate, previous?.tag.tag ?? null)
	});
}
function withServing(signature, serving) {
	return signature === null ? null : {
		...signature,
		...serving
	};
}
/** A kept min_better gate, or an interval of the primary metric wholly on the better side; against the previous release, or it proves nothing of it. */
function improvementOf(evaluate, previous) {
	if (previous === null || evaluate.baseline?.release !== previous) return null;
	const gate = evaluate.gates.find(({ rule, verdict, outcome, slice }) => slice === void 0 && rule === "min_better" && verdict === "pass" && (outcome === void 0 || outcome === "kept"));
	if (gate !== void 0) return `${metricLabel(gate.metric, gate.target)} is provably better`;
	const primary = evaluate.metrics[0];
	if (primary?.interval == null || primary.reason !== void 0) return null;
	return (primary.better === "higher" ? primary.interval[0] > 0 : primary.interval[1] < 0) ? `${primary.name} is provably better` : null;
}

// src/cli/shown-path.ts
/** A path as people read it: relative to where they are when it lies below, absolute otherwise. */
function shownPath(path, from = process.cwd()) {
	const below = relative(from, path);
	if (below === "") return ".";
	return below.startsWith("..") || isAbsolute(below) ? path : below;
}

export { chooseVersion as n, shownPath as t };