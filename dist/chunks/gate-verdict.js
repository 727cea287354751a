import { t as NO_SPREAD } from "./guards.js";
import { _ as headroom, c as isOfPair, d as remark, g as criterionOf, o as gateWords, s as isComparative } from "./gate-words.js";
import { t as WANTED_CHANCE } from "./equal-model.js";

// src/domain/gates/equal-model-text.ts
/** The chance is told only where it is known; "equal" means: exactly as good as the baseline. */
function equalModelSentence({ row, base }) {
	if (row.equalModelPasses === null) return "";
	return `A model exactly as good as ${base} would pass ${timesOf100(row.equalModelPasses)} on rows like these.`;
}
/** `97 times of 100`; never a certainty that is none. */
function timesOf100(chance) {
	const times = Math.round(chance * 100);
	if (times >= 100) return chance === 1 ? "always" : "more than 99 times of 100";
	if (times === 0) return "less than once in 100 times";
	return times === 1 ? "once in 100 times" : `${times} times of 100`;
}
/** What would make a narrow gate wide enough; null where it is, or where the chance is not known. */
function narrowGateRemedy(words) {
	const needs = narrowGateNeeds(words);
	return needs === null ? null : `${needs}, an equal model would pass 80 times of 100`;
}
/** `with 7,400 persons or more, or max_worse: 0.023`. */
function narrowGateNeeds({ row, needed, margin }) {
	if (row.equalModelPasses === null || row.equalModelPasses >= .8 || margin === null) return null;
	return `with ${needed === null ? "" : `${needed} or more, or `}max_worse: ${margin}`;
}

// src/domain/gates/accept-limit.ts
const LOOSER = {
	min: {
		verb: "lower min to",
		round: "down"
	},
	max: {
		verb: "raise max to",
		round: "up"
	},
	max_worse: {
		verb: "raise max_worse to",
		round: "up"
	},
	min_better: {
		verb: "lower min_better to",
		round: "down"
	}
};
/** The limit that this candidate would keep, as the config writes it; null where there is none of that rule. */
function acceptLimit({ row, format, margin }) {
	const { verb, round } = LOOSER[row.rule];
	if (row.relative) return row.rule === "max_worse" ? "write a wider max_worse" : "write a smaller min_better";
	const limit = keptLimit(row);
	if (limit === null) return null;
	const wide = row.seen.power === null ? limit : Math.max(limit, row.seen.power.margin);
	return `${verb} ${row.rule === "max_worse" && margin !== null && wide > limit ? margin : format.advice(wide, round)}`;
}
function keptLimit(row) {
	const { estimate, interval, better } = row.seen;
	const { sign } = criterionOf(row.rule, {
		value: row.limit,
		relative: false
	}, better);
	const unfavourable = row.on === "point" ? estimate : interval?.[sign === 1 ? 0 : 1] ?? null;
	if (unfavourable === null) return null;
	if (row.rule === "min" || row.rule === "max") return unfavourable;
	const amount = row.rule === "max_worse" ? -sign * unfavourable : sign * unfavourable;
	return amount > 0 ? amount : null;
}

// src/domain/gates/gate-advice.ts
/** Ends every advice that changes a gate. */
const APPROVAL = "That changes how this pull request is judged, so somebody with write access who is not the author must approve it.";
const AS_WARNING = "set severity: warn, so that this gate only warns";
const NEXT = {
	kept: () => "Nothing.",
	broken: (words) => `${wayOut(words)} If this is acceptable after all, one of: ${options(acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
	undecided: (words) => `${oneOf(words.row)} ${options(moreRows(words), acceptLimit(words), AS_WARNING)}. ${APPROVAL}`,
	guarded: ({ row, base }) => `${row.seen.note === "by this metric nothing tells the two models apart on these rows although their bytes differ, so nothing shows how far apart they would be on others" ? `If only the file was written anew, keep the model of ${base}: there is nothing to release. Otherwise one of:` : "One of:"} evaluate on more ${row.seen.groups === null ? "rows" : "rows, of more groups"} · ${AS_WARNING}. ${APPROVAL}`,
	identical: ({ row }) => row.rule === "max_worse" || isOfPair(row) ? "Nothing." : "Train a candidate that differs, or remove min_better from this gate.",
	"first-release": ({ row }) => isOfPair(row) ? "Nothing now: the next candidate is compared with this one." : `Nothing now: the next candidate is compared with this one. Add a ${row.seen.better === "higher" ? "min" : "max"} to judge the first one as well.`,
	"baseline-missing": () => "Make a first release, or set baseline.when_absent: absolute-only, which asks only the min and max gates of a first release.",
	"not-finite": () => "Look for missing or infinite features, a division by zero or an overflow in the model, and train again.",
	"not-measured": ({ row }) => `Make sure that ${row.metric} is measured (a model that can be run here, a metrics file that holds it), or remove the gate.`,
	"no-value": () => "Evaluate on rows that can show it (for a classification metric: rows of every class), or remove the gate.",
	"no-baseline-value": ({ base }) => `Use min or max, which need no comparison, or compare with a release that has the metric instead of ${base}.`,
	"points-only": () => `Let the training leave a model in ONNX or its predictions, so that both models are compared row by row; or set on: point, which compares two numbers and leaves their uncertainty out. ${APPROVAL}`
};
/** What to do about one gate. */
function gateAdvice(words) {
	const advice = NEXT[words.row.outcome](words);
	return words.row.outcome === "kept" ? lowPowerAdvice(words, advice) : advice;
}
/** A pass is no reason to leave a gate as it is that an equal model would often not pass. */
function lowPowerAdvice(words, otherwise) {
	const remedy = narrowGateRemedy(words);
	return remedy === null ? otherwise : `Nothing for this candidate. The gate is narrow for so few rows: ${remedy}.`;
}
/** A limit that the release does not keep either is not broken by this change. */
function wayOut({ row, base, metric, baseline }) {
	const { seen, rule, limit, relative } = row;
	const criterion = criterionOf(rule, {
		value: limit,
		relative
	}, seen.better);
	if (isComparative(row) || isOfPair(row) || seen.baseline === null || headroom(criterion, seen.baseline) >= 0) return "Improve the candidate.";
	return seen.baseline === seen.candidate ? `${base} has the same ${metric} on these rows, so nothing became worse here: the limit or the rows are other ones, or it was let pass before. Train a model that keeps the limit.` : `Improve the candidate; ${base} does not keep this limit on these rows either (${baseline}).`;
}
function oneOf(row) {
	const likelier = likelierWay(row);
	return likelier === "" ? "One of:" : `${likelier} Otherwise one of:`;
}
/** More rows would only confirm a loss that the point already shows, or that an equal model would hardly show. */
function likelierWay(row) {
	const { seen, rule, limit, relative } = row;
	const criterion = criterionOf(rule, {
		value: limit,
		relative
	}, seen.better);
	if (seen.estimate === null) return "";
	if (headroom(criterion, seen.estimate) <= 0) return "The measured value itself is beyond the limit, so improve the candidate first.";
	if (!isWideEnough(row)) return "";
	return `On as many rows an equal model would pass ${timesOf100(row.equalModelPasses ?? 0)}, so the candidate is probably a little worse: improve it first.`;
}
/** Then it is not for want of rows that nothing can be told. */
function isWideEnough({ equalModelPasses }) {
	return equalModelPasses !== null && equalModelPasses >= .8;
}
function moreRows({ needed, row }) {
	if (needed === null || isWideEnough(row)) return `evaluate on more rows${row.seen.groups === null ? "" : ", of more groups"}`;
	return `evaluate on ${needed} or more, where an equal model would pass 80 times of 100`;
}
function options(...texts) {
	return texts.filter((text) => text !== null).join(" · ");
}

// src/domain/gates/explain-gate.ts
/** What was asked, what was seen, what it means and what to do; the same words in the report and in `explain`. */
function explainGate(row, naming) {
	const words = gateWords(row, naming);
	return {
		asked: askedSentence(words),
		seen: seenSentence(words),
		means: joined(MEANS[row.outcome](words), equalModelSentence(words)),
		do: gateAdvice(words)
	};
}
const QUESTIONS = {
	min: ({ metric, limit }) => `Is ${metric} at least ${limit}`,
	max: ({ metric, limit }) => `Is ${metric} at most ${limit}`,
	max_worse: ({ row, metric, asked, base }) => `Is ${metric} ${asked}${sense(row, "worse")} than that of ${base}`,
	min_better: ({ row, metric, asked, base }) => `Is ${metric} ${asked}${sense(row, "better")} than that of ${base}`
};
/** Which way is worse is not known to everybody for a loss or an error. */
function sense({ seen, rule }, word) {
	if (seen.better === "higher") return "";
	return rule === "max_worse" && word === "worse" ? " (higher)" : " (lower)";
}
function askedSentence(words) {
	const { row, confidence } = words;
	const comparative = isComparative(row);
	const meaning = MEANING[row.metric] ?? "";
	if (row.on === "point") return `${QUESTIONS[row.rule](words)}${comparative ? ", going by the measured values alone" : ""}?${meaning}`;
	return `${QUESTIONS[row.rule](words)}, with ${confidence} confidence${comparative ? " and on the same rows" : ""}?${meaning}`;
}
/** Said of names that do not speak for themselves. */
const MEANING = {
	churn: " Churn is the share of rows whose decision changes, for better or worse.",
	negative_flip_rate: " That is the share of rows that were decided right before and are decided wrong now.",
	mean_absolute_change: " That is how far the answers move from what they were, on average and in either direction."
};
function seenSentence(words) {
	const { candidate, baseline, base, metric, onRows, row, difference, confidence, range } = words;
	if (candidate === null && isOfPair(row)) return `There is no ${metric}${remark(row.seen.note)}.`;
	if (candidate === null) return `There is no ${metric} of the candidate${remark(row.seen.note)}.`;
	if (!isComparative(row)) {
		const between = row.seen.interval === null ? "" : `, and with ${confidence} confidence it lies in ${range}`;
		return `${isOfPair(row) ? `Beside ${base} the` : "The"} candidate has ${candidate}${onRows}${between}.`;
	}
	if (baseline === null) return `The candidate has ${candidate}${onRows}; there is no value to compare it with.`;
	return `The candidate has ${candidate} and ${base} has ${baseline}${onRows}: ${words.reference === null ? `a difference of ${difference}` : `${difference} from ${words.reference}`}${row.seen.interval === null ? "" : `. With ${confidence} confidence the true difference lies in ${range}`}.`;
}
const JUDGED_BY = {
	point: {
		kept: "The measured value keeps the limit.",
		broken: "The measured value breaks the limit."
	},
	bound: {
		kept: "Even the unfavourable end of that range keeps the limit.",
		broken: "Even the favourable end of that range breaks the limit."
	}
};
const MEANS = {
	kept: (words) => joined(JUDGED_BY[words.row.on].kept, uncertainPoint(words)),
	broken: (words) => joined(JUDGED_BY[words.row.on].broken, uncertainPoint(words)),
	undecided: () => "The range reaches across the limit: one end keeps it and the other breaks it, so these rows cannot tell. That is no pass.",
	guarded: ({ row }) => `No verdict may be read off these numbers${remark(row.seen.note)}. That is no pass.`,
	identical: ({ row }) => row.rule === "max_worse" || isOfPair(row) ? "Both are the same bytes and answer alike; nothing can have become worse." : "Both are the same bytes and answer alike; nothing can have become better.",
	"first-release": () => "This is the first release, so there is nothing that it could be worse than. This gate did not judge the model.",
	"baseline-missing": () => "Without a release to compare with the question has no answer, and the config asks for one.",
	"not-finite": () => "A model that answers with something that is no finite number cannot be used, whatever its other answers are.",
	"not-measured": () => "A number that is missing cannot keep a limit. That is no pass.",
	"no-value": () => "The metric is not defined on these rows, for any model. That is no pass.",
	"no-baseline-value": () => "Without a number of the model to compare with the question has no answer. That is no pass.",
	"points-only": () => "How far the number may be off by chance is not known, so it cannot be shown that the limit is kept. That is no pass."
};
function uncertainPoint({ straddles, row }) {
	if (!straddles || row.on !== "point") return "";
	return "Its range reaches across the limit, so other rows might say the opposite.";
}
function joined(...sentences) {
	return sentences.filter((sentence) => sentence !== "").join(" ");
}

// src/stages/report/gate-verdict.ts
const OUTCOME_BY_VERDICT = {
	pass: "kept",
	fail: "broken",
	inconclusive: "undecided"
};
/** Gates as they were judged. What a record leaves out is taken from its metrics row; the verdict never is. */
function gateVerdicts(record) {
	return record.gates.map((row) => ({
		...row,
		outcome: row.outcome ?? OUTCOME_BY_VERDICT[row.verdict],
		seen: row.seen ?? seenFromMetrics(row, metricRowOf(record, row))
	}));
}
/** The metrics row of a gate; undefined for latency, size and training time. */
function metricRowOf(record, gate) {
	const against = gate.against ?? record.baseline?.source ?? null;
	return (gate.slice === void 0 ? [
		...record.metrics,
		...record.beside ?? [],
		...(record.fairness ?? []).flatMap(({ metrics }) => metrics)
	] : record.slices.find(({ slice }) => slice === gate.slice)?.metrics ?? []).find((row) => row.name === gate.metric && row.target === gate.target && row.dataset === gate.dataset && row.against === against);
}
function seenFromMetrics(gate, metric) {
	const comparative = isComparative(gate);
	return {
		better: metric?.better ?? "lower",
		candidate: metric?.candidate ?? null,
		baseline: metric?.baseline ?? null,
		factor: comparative ? 1 : 0,
		estimate: (comparative ? metric?.difference : metric?.candidate) ?? null,
		interval: (comparative ? metric?.interval : metric?.candidateInterval) ?? null,
		confidence: metric?.confidence ?? .95,
		rows: metric?.rows ?? null,
		groups: metric?.groups ?? null,
		note: metric?.reason ?? null,
		power: null
	};
}

export { AS_WARNING as a, APPROVAL as i, metricRowOf as n, narrowGateNeeds as o, explainGate as r, timesOf100 as s, gateVerdicts as t };