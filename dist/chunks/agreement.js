import { n as ModelyardError } from "./errors.js";
import { a as isAncestor, o as isShallow } from "./repository.js";
import { C as string, d as _enum, g as literal, p as array, y as object } from "./schemas.js";
import { a as supersededSchema, o as verdictSchema, r as headerShape, t as digestSchema } from "./common.js";
import { n as mergedExperimentSchema } from "./merged-experiment.js";
import { t as overallVerdict } from "./overall-verdict.js";

// src/records/accept.ts
/** What of a merged change may be released, and why. */
const acceptRecordSchema = object({
	schema: literal("modelyard/accept/1"),
	verdict: verdictSchema,
	...headerShape,
	/** accepted: the reviewed bytes. retrained: trained and judged again here. unchanged: released already. refused: neither. */
	outcome: _enum([
		"accepted",
		"retrained",
		"unchanged",
		"refused"
	]),
	/** Digest of the inputs that are committed. */
	inputDigest: digestSchema,
	candidate: digestSchema.nullable(),
	/** How the reviewed candidate does not fit what was merged; null where it does, or where none was looked for. */
	mismatch: string().nullable(),
	approvedBy: string().nullable(),
	/** Why the verdict is what it is. */
	reason: string(),
	superseded: supersededSchema.optional(),
	/** What was judged of those, as far as it could be had: the release's job adds it to the log. */
	experiments: array(mergedExperimentSchema).optional()
});

// src/stages/release/older-state.ts
/**
* Why what is checked out is not released although it was merged: the newest release was made from a later commit, so an older state
* would stand above a newer one. Null where it may be. A workflow of an older push that is started again ends here. Throws
* `unreadable` where a shallow clone cannot tell.
*/
async function olderStateProblem({ project }, commit, newest) {
	if (newest === null || newest.commit === commit) return null;
	const isOlder = await isAncestor(project.repository, commit, newest.commit);
	if (isOlder === null && await isShallow(project.repository)) throw new ModelyardError("unreadable", `this clone is shallow and lacks the commit of ${newest.tag}: whether ${commit.slice(0, 7)} is newer is not proven`, { hint: "Fetch everything: with actions/checkout set fetch-depth: 0." });
	if (isOlder !== true) return null;
	return `${commit.slice(0, 7)} is older than ${newest.commit.slice(0, 7)}, from which ${newest.tag} was made: only the newest state of a branch is released`;
}

// src/stages/release/agreement.ts
const RELATIVE_TOLERANCE = 1e-6;
/** Metrics that depend on the machine and the moment keep the verdict that was reviewed. */
const TIMING = /^(latency_.*_ms|train_seconds)$/;
/**
* Holds a second evaluation of a candidate against the one that was reviewed: the same values, within 1e-6 relative, and
* a pass by today's rules and today's baseline. What is confirmed carries the reviewed timings, and what other seeds gave.
*/
function confirmEvaluation(reviewed, now) {
	const gates = now.gates.map((gate) => reviewedTiming(reviewed, gate) ?? gate);
	const nonFinite = (now.nonFiniteScores ?? 0) > 0;
	const verdict = overallVerdict(gates, now.slices, { nonFinite });
	const { latencyMs, baselineCosts } = reviewed;
	const seeds = fullerSeeds(reviewed.seeds, now.seeds);
	const merged = {
		...now,
		gates,
		latencyMs,
		...baselineCosts === void 0 ? {} : { baselineCosts },
		...seeds === void 0 ? {} : { seeds },
		verdict
	};
	const reason = difference(reviewed, now) ?? (verdict === "pass" ? null : whyNot(merged));
	return reason === null ? {
		kind: "confirmed",
		evaluate: merged
	} : {
		kind: "refuted",
		reason
	};
}
/** Today's word, unless fewer of the trainings are at hand than when it was reviewed. */
function fullerSeeds(reviewed, now) {
	const known = (seeds) => (seeds?.trained ?? []).filter(({ kept }) => kept !== false).length;
	return known(reviewed) > known(now) ? reviewed : now;
}
function reviewedTiming(reviewed, gate) {
	if (!TIMING.test(gate.metric)) return null;
	return reviewed.gates.find((each) => each.metric === gate.metric && each.rule === gate.rule) ?? null;
}
function difference(reviewed, now) {
	if (reviewed.candidate.digest !== now.candidate.digest) return "the candidate is another one";
	if (reviewed.inputDigest !== now.inputDigest) return "the candidate was trained from other inputs";
	for (const row of reviewed.metrics) {
		const other = now.metrics.find((each) => each.name === row.name && each.target === row.target && each.dataset === row.dataset);
		if (other === void 0 || !agrees(row.candidate, other.candidate)) return `${row.name} was ${row.candidate} when it was judged and is ${other?.candidate ?? "missing"} now`;
	}
	return null;
}
function agrees(a, b) {
	if (a === null || b === null) return a === b;
	return a === b || Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}
/** The first thing that keeps an evaluation from passing. */
function whyNot({ gates, slices, verdict }) {
	const gate = gates.find((each) => each.severity === "block" && each.verdict !== "pass");
	if (gate !== void 0) return `${gate.metric} ${gate.rule}: ${gate.reason}`;
	const harm = slices.find((slice) => slice.verdict === "harm" && slice.severity !== "warn");
	if (harm !== void 0) return `${harm.slice}: ${harm.reason}`;
	return gates.length === 0 ? "no gate is configured any more" : `the verdict is ${verdict} now`;
}

export { olderStateProblem as n, acceptRecordSchema as r, confirmEvaluation as t };