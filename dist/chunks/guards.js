import { P as portions, _ as counted, x as formatCount } from "./pair-metrics.js";

// src/domain/statistics/lean.ts
function* shapeOf(values) {
	const n = values.length;
	let sum = 0;
	for (const [from, to] of portions(n)) {
		for (let row = from; row < to; row++) sum += values[row];
		yield to - from;
	}
	const mean = sum / n;
	let [squares, cubes, fourths] = [
		0,
		0,
		0
	];
	for (const [from, to] of portions(n)) {
		for (let row = from; row < to; row++) {
			const deviation = values[row] - mean;
			const square = deviation * deviation;
			squares += square;
			cubes += square * deviation;
			fourths += square * square;
		}
		yield to - from;
	}
	if (squares === 0) return {
		lean: 0,
		stray: 0
	};
	const lean = cubes / squares ** 1.5;
	return {
		lean,
		stray: fourths / squares ** 2 - 3 / n - 1.5 * lean * lean
	};
}
function* leanOf(values) {
	return (yield* shapeOf(values)).lean;
}
/** Below it the correction is lost in rounding. */
const UPRIGHT = 1e-6;
/**
* The critical value of a mean whose values lean to one side: P. Hall's transformation of Student's statistic and its inverse
* (On the removal of skewness by transformation, Journal of the Royal Statistical Society B 54, 1992, with a = 1/3, b = 1/6),
* 3/L · ((1 + L·(x − L/6))^⅓ − 1) for a lean L; x itself where nothing leans.
*/
function leaningCriticalValue(critical, lean) {
	if (Math.abs(lean) < UPRIGHT) return critical;
	return 3 / lean * (Math.cbrt(1 + lean * (critical - lean / 6)) - 1);
}
/**
* The same for values of which few differ at all and which may lean a lot. Taken for a multiple of a Poisson count that leans as they do, a
* count of k = 1/lean²: limits of its mean from the gamma distribution (M. P. Fay and E. J. Feuer, Statistics in Medicine 16, 1997, at the middle of the count's
* step, k + ½), by the cube root of E. B. Wilson and M. M. Hilferty (PNAS 17, 1931). To first order x − (2x² + 1)/6 · lean, as Hall's; unlike
* his it stays sane for a handful of values.
*
* The lean is learnt from those few values and strays with their mean: where that is x standard errors off, the correction is off by
* (2x² + 1)/6 · stray of it towards the truth, and the value becomes as much larger; never smaller.
*/
function fewCriticalValue(critical, { lean, stray }) {
	const widening = 1 + (2 * critical * critical + 1) / 6 * Math.max(0, stray);
	if (Math.abs(lean) < UPRIGHT) return critical * widening;
	return Math.sign(lean) * gammaDistance(Math.sign(lean) * critical, lean ** -2) * widening;
}
/** From a count to the limit of its mean x standard errors below it (above it for x < 0), in √count. */
function gammaDistance(x, count) {
	const middle = count + .5;
	return (count - middle * (1 - 1 / (9 * middle) - x / (3 * Math.sqrt(middle))) ** 3) / Math.sqrt(count);
}

// src/domain/metrics/guards.ts
/** Fewer groups than this carry no interval. */
const LEAST_GROUPS = 20;
const LEAST_DISCORDANT = 10;
const LEAST_AUC_MASS = 5;
const LEAST_ROWS_OF_A_MEAN = 30;
const MOST_LEAN = .15;
function fewGroups(groups) {
	if (groups === null || groups.count >= 20) return null;
	return `the rows belong to ${counted(groups.count, "group")} only; at least ${20} are needed`;
}
function fewDiscordant(discordant, unit, ofDecisions) {
	if (discordant >= 10) return null;
	return `the two models ${ofDecisions ? "decide differently" : "give different scores"} on ${discordant} ${unit} only; at least ${10} are needed`;
}
function fewWrong(wrong, unit) {
	if (wrong >= 10) return null;
	return `the model is wrong on ${wrong} ${unit} only; at least ${10} are needed`;
}
/** DeLong's interval is too narrow when an AUC is near 1 on few rows of a class. Of several curves the first such one is told. */
function aucNearOne(areas) {
	const near = areas.find(({ value, smallerClass }) => (1 - value) * smallerClass < LEAST_AUC_MASS);
	if (near === void 0) return null;
	return `an AUC of ${near.value.toFixed(4)} with ${counted(near.smallerClass, "row")} in the smaller class is too near to 1 for an interval that can be trusted`;
}
/** Metrics that are shown and never judged. */
const SHOWN_ONLY = "it is shown and never judged";
const NO_SPREAD = "by this metric nothing tells the two models apart on these rows although their bytes differ, so nothing shows how far apart they would be on others";
function noSpread(standardError) {
	return standardError > 0 ? null : NO_SPREAD;
}
/**
* A mean whose rows lean to one side (one hard miss under log loss) has no trustworthy interval: a one-sided bound at z errs by
* about (2z² + 1)/6 · φ(z) · lean more often than it says (Edgeworth's first term, P. Hall, The Bootstrap and Edgeworth
* Expansion, 1992), at 2.5 % by 0.085 · lean.
*/
function* leaningRows(differences, unit) {
	const rows = differences.length;
	if (unit === "rows" && rows < LEAST_ROWS_OF_A_MEAN) return `there are ${rows} ${unit} only; a mean needs at least ${LEAST_ROWS_OF_A_MEAN}`;
	const lean = Math.abs(yield* leanOf(differences));
	if (lean <= MOST_LEAN) return null;
	const needed = Number((rows * (lean / MOST_LEAN) ** 2).toPrecision(2));
	return `a few of the ${formatCount(rows)} ${unit} pull the mean to one side: with ${unit} like these an interval can be trusted from about ${formatCount(needed)} of them on`;
}

export { fewGroups as a, noSpread as c, leaningCriticalValue as d, shapeOf as f, fewDiscordant as i, fewCriticalValue as l, SHOWN_ONLY as n, fewWrong as o, aucNearOne as r, leaningRows as s, NO_SPREAD as t, leanOf as u };