import { n as normalQuantile, t as normalCdf } from "./normal.js";
import { i as formatCount, n as quantityFormat, s as formatPercent, t as metricLabel } from "./quantity-format.js";

// src/domain/gates/overall-verdict.ts
/**
* Fail before inconclusive before pass, over what blocks. Without any gate nothing was judged: inconclusive. A score
* that is not finite fails the model even where no gate looks at scores.
*/
function overallVerdict(gates, slices, { nonFinite = false } = {}) {
	if (nonFinite) return "fail";
	const blocking = gates.filter((gate) => gate.severity === "block");
	if (slices.some((slice) => slice.verdict === "harm" && slice.severity !== "warn") || blocking.some((gate) => gate.verdict === "fail")) return "fail";
	if (gates.length === 0 || blocking.some((gate) => gate.verdict === "inconclusive")) return "inconclusive";
	return "pass";
}
/** What a reader must know about a verdict that rests on little; null where gates did judge. */
function weakVerdictNote(gates) {
	if (gates.length === 0) return "No gate is configured, so nothing says whether this model is good enough. Add one, for example gates: {accuracy: {min: 0.8, max_worse: 0.01}}.";
	const blocking = gates.filter((gate) => gate.severity === "block");
	if (blocking.length === 0) return "Every gate is severity: warn, so nothing could have stopped this model.";
	if (blocking.every((gate) => gate.outcome === "first-release")) return "No gate judged this model: every gate compares with a release, and there is none yet. Add a min or max to judge a first release.";
	return null;
}

// src/domain/gates/criterion.ts
/** `max_worse m` on a higher-is-better metric asks e > −m; on a lower-is-better metric e < m; a fraction r moves into the factor. */
function criterionOf(rule, limit, better) {
	if (rule === "min") return {
		factor: 0,
		critical: limit.value,
		sign: 1
	};
	if (rule === "max") return {
		factor: 0,
		critical: limit.value,
		sign: -1
	};
	const sign = better === "higher" ? 1 : -1;
	const shift = (rule === "max_worse" ? -sign : sign) * limit.value;
	return limit.relative ? {
		factor: 1 + shift,
		critical: 0,
		sign
	} : {
		factor: 1,
		critical: shift,
		sign
	};
}
function headroom({ sign, critical }, value) {
	return sign * (value - critical);
}
/** The headroom at the unfavourable and at the favourable end of an interval. */
function headroomInterval(criterion, [low, high]) {
	const ends = [headroom(criterion, low), headroom(criterion, high)];
	return criterion.sign === 1 ? ends : [ends[1], ends[0]];
}

// src/domain/gates/equal-model.ts
/** Power that a gate should have: an equal model passes 80 times of 100. */
const WANTED_CHANCE = .8;
const MOST_ROWS = 1e9;
/**
* Chance that a model exactly as good as the baseline, disagreeing with it as often as this candidate does, would
* pass: Φ((m − w) / se), m the headroom of an equal model and w the distance from the estimate to the unfavourable
* bound (z · se for a symmetric interval, so Φ(m / se − z); 0 where the point is judged).
*/
function equalModelPasses(request) {
	const room = equalHeadroom(request) - reach(request);
	const { standardError } = request.contrast;
	if (standardError === 0) return room > 0 ? 1 : 0;
	return normalCdf(room / standardError);
}
/**
* The margin that an equal model needs to pass 80 times of 100, (1.96 + 0.84) · se at 95 %, and the sample size at
* which the margin asked is that wide; widths shrink with the square root of the independent units.
*/
function powerOf(request) {
	const wanted = reach(request) + normalQuantile(WANTED_CHANCE) * request.contrast.standardError;
	const room = equalHeadroom(request);
	const needed = room > 0 ? roundUp(request.units * (wanted / room) ** 2) : Number.POSITIVE_INFINITY;
	return {
		margin: request.relative ? wanted / request.baseline : wanted,
		needed: needed <= MOST_ROWS ? needed : null
	};
}
function equalHeadroom({ criterion, baseline }) {
	return headroom(criterion, (1 - criterion.factor) * baseline);
}
function reach({ criterion, contrast, on }) {
	if (on === "point") return 0;
	return headroom(criterion, contrast.estimate) - headroomInterval(criterion, contrast.interval)[0];
}
/** Up to two significant digits: a sample size is a rough advice. */
function roundUp(value) {
	if (value <= 10) return Math.ceil(value);
	const step = 10 ** (Math.floor(Math.log10(value)) - 1);
	return Math.ceil(value / step) * step;
}

// src/domain/report/baseline-name.ts
/** How people call a baseline: `v1.0.0` for the tag `visits@v1.0.0`, the path for `file:old.onnx`. */
function baselineName(against) {
	if (against === null) return "the release";
	if (against.startsWith("file:")) return against.slice(5);
	return against.slice(against.lastIndexOf("@") + 1);
}

// src/domain/report/row-counts.ts
/** `5,069 rows of 1,478 persons`; `600 rows` where rows are independent; null where rows are not known. */
function rowsText(counts) {
	if (counts.rows === null) return null;
	const rows = `${formatCount(counts.rows)} ${counts.rows === 1 ? "row" : "rows"}`;
	return counts.groups === null ? rows : `${rows} of ${groupsText(counts.groups, counts.groupBy)}`;
}
/** What statistics count as one: `1,478 persons` where rows are grouped, `600 rows` otherwise. */
function unitsText(units, { groups, groupBy }) {
	if (groups !== null) return groupsText(units, groupBy);
	return `${formatCount(units)} ${units === 1 ? "row" : "rows"}`;
}
/** `1,478 persons`; a column whose name is no plain English noun is named: `1,478 groups (customer_id)`. */
function groupsText(count, groupBy) {
	const number = formatCount(count);
	if (groupBy === null) return `${number} ${count === 1 ? "group" : "groups"}`;
	if (!/^[a-z]{2,30}$/.test(groupBy) || /(s|x|z|ch|sh)$/.test(groupBy)) return `${number} ${count === 1 ? "group" : "groups"} (${groupBy})`;
	if (count === 1) return `${number} ${groupBy}`;
	return `${number} ${/[^aeiou]y$/.test(groupBy) ? `${groupBy.slice(0, -1)}ies` : `${groupBy}s`}`;
}

// src/domain/gates/gate-words.ts
function gateWords(row, naming) {
	const { seen } = row;
	const format = gateFormat(row);
	const base = baselineName(naming.baseline);
	const counts = {
		rows: seen.rows,
		groups: seen.groups,
		groupBy: naming.groupBy
	};
	const rows = rowsText(counts);
	const comparative = isComparative(row);
	const shown = (value, signed = false) => value === null ? null : format.measured(value, { signed });
	return {
		row,
		metric: row.dataset === "evaluation" ? metricLabel(row.metric) : `${metricLabel(row.metric)} on ${row.dataset}`,
		base,
		asked: askedPhrase(row, format),
		limit: limitText(row, format),
		candidate: shown(seen.candidate),
		baseline: shown(seen.baseline),
		difference: shown(seen.estimate, comparative),
		range: seen.interval === null ? null : rangeText(seen.interval, format, comparative),
		confidence: formatPercent(seen.confidence),
		format,
		onRows: rows === null ? "" : ` on ${rows}`,
		straddles: straddles(row),
		reference: row.relative ? `${formatPercent(seen.factor)} of ${base}'s value` : null,
		needed: neededText(row, counts),
		margin: marginText(row)
	};
}
function isComparative({ rule }) {
	return rule === "max_worse" || rule === "min_better";
}
/** Decimals such that neither a bound nor the point reads as if the verdict were another. */
function gateFormat(row) {
	const { seen, metric } = row;
	return quantityFormat({
		metric,
		halfWidth: seen.interval === null ? null : (seen.interval[1] - seen.interval[0]) / 2,
		values: [
			seen.candidate,
			seen.baseline,
			seen.estimate
		].filter((value) => value !== null),
		comparisons: gateComparisons(row)
	});
}
/** What the text of a verdict must not blur: estimate and bounds against the limit, and against zero where it is said. */
function gateComparisons(row) {
	const { seen } = row;
	const { critical } = criterionOf(row.rule, {
		value: row.limit,
		relative: row.relative
	}, seen.better);
	const compared = [seen.estimate, ...seen.interval ?? []].filter((value) => value !== null);
	return (isComparative(row) ? [critical, ...provenSign(row)] : [critical]).flatMap((limit) => compared.map((value) => ({
		value,
		limit
	})));
}
/** Zero is a limit too where the text says that a difference is proven. */
function provenSign({ seen: { interval } }) {
	return interval !== null && (interval[0] > 0 || interval[1] < 0) ? [0] : [];
}
function straddles(row) {
	const { interval } = row.seen;
	if (interval === null) return false;
	const { critical } = criterionOf(row.rule, {
		value: row.limit,
		relative: row.relative
	}, row.seen.better);
	return interval[0] < critical && critical < interval[1];
}
const PHRASES = {
	min: (limit) => `at least ${limit}`,
	max: (limit) => `at most ${limit}`,
	max_worse: (limit, isZero) => isZero ? "not worse" : `at most ${limit} worse`,
	min_better: (limit, isZero) => isZero ? "better" : `at least ${limit} better`
};
/** What the rule asks, in a table cell: `at least 0.65`, `at most 1 % worse`. */
function askedPhrase(row, format) {
	return PHRASES[row.rule](limitText(row, format), row.limit === 0);
}
function limitText(row, format) {
	return row.relative ? formatPercent(row.limit) : format.limit(row.limit);
}
/** `+0.027 … +0.041`. */
function rangeText([low, high], format, signed) {
	return `${format.measured(low, {
		signed,
		unit: false
	})} … ${format.measured(high, {
		signed,
		unit: false
	})}`;
}
function neededText({ seen }, counts) {
	return seen.power === null || seen.power.needed === null ? null : unitsText(seen.power.needed, counts);
}
/** A limit that an equal model keeps 80 times of 100: rounded up, two digits, as the config writes it. */
function marginText({ seen: { power }, relative }) {
	if (power === null || !(power.margin > 0)) return null;
	const places = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(power.margin))));
	const rounded = Math.ceil(power.margin * 10 ** places - 1e-6) / 10 ** places;
	return relative ? formatPercent(rounded).replace(" ", "") : rounded.toFixed(places);
}
/** `: why`, or nothing. */
function remark(note) {
	return note === null ? "" : `: ${note}`;
}

export { rangeText as a, baselineName as c, powerOf as d, criterionOf as f, weakVerdictNote as g, overallVerdict as h, isComparative as i, WANTED_CHANCE as l, headroomInterval as m, gateComparisons as n, remark as o, headroom as p, gateWords as r, rowsText as s, askedPhrase as t, equalModelPasses as u };