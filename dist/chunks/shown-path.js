import { n as ModelyardError } from "./errors.js";
import { t as canonicalJson } from "./canonical-json.js";
import { i as compareVersions, o as parseVersion, r as bumped } from "./model-digest.js";
import { r as readRecord } from "./store.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { R as servedSignature } from "./baseline-release.js";
import { p as metricLabel } from "./gate-words.js";
import { t as signatureChanges } from "./signature-changes.js";
import { isAbsolute, relative } from "node:path";

// src/stages/release/served-alike.ts
/** As the candidate was judged. */
function readingOf({ model }, evaluate) {
	return {
		task: evaluate.task,
		features: evaluate.features,
		classes: evaluate.signature?.classes ?? null,
		targets: [...model.data.targets],
		positive: model.data.positive?.text ?? null,
		threshold: evaluate.threshold
	};
}
/**
* Whether a release of the same bytes gives callers the same decisions: another threshold, another order of features or
* other names of classes make another release. Records of before targets were kept say nothing of them.
*/
function isServedAlike(before, now) {
	const targets = before.targets ?? now.targets;
	const { task, features, classes, positive, threshold } = before;
	const known = {
		task,
		features,
		classes,
		positive,
		threshold,
		...targets && { targets }
	};
	return canonicalJson(known) === canonicalJson(now);
}

// src/domain/versions/choose-bump.ts
/** major: callers break. minor: provably better, or callers may use more. patch: otherwise. */
function chooseBump({ before, after, improvement }) {
	const changes = before === null || after === null ? null : signatureChanges(before, after);
	const reasons = (bump) => (changes ?? []).filter((change) => change.bump === bump).map(({ what }) => what);
	const breaking = reasons("major");
	if (breaking.length > 0) return {
		bump: "major",
		reason: firstOf(breaking)
	};
	if (improvement !== null) return {
		bump: "minor",
		reason: improvement
	};
	const added = reasons("minor");
	if (added.length > 0) return {
		bump: "minor",
		reason: firstOf(added)
	};
	return {
		bump: "patch",
		reason: `${changes === null ? "the signatures cannot be compared" : "same signature"}, no provable improvement`
	};
}
function firstOf([first = "", ...others]) {
	return others.length === 0 ? first : `${first}, and ${others.length} more`;
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
async function bumpByChange({ previous, evaluate, positive, targets }) {
	const released = previous === null ? null : await readRecord(`${previous.folder}/evaluate.json`, evaluateRecordSchema);
	const before = previous === null ? null : servedSignature(released?.signature ?? null, previous.record.serving);
	const after = servedSignature(evaluate.signature, {
		features: evaluate.features,
		positive,
		targets
	});
	return chooseBump({
		before,
		after,
		improvement: improvementOf(evaluate, previous?.tag.tag ?? null)
	});
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

export { readingOf as i, chooseVersion as n, isServedAlike as r, shownPath as t };