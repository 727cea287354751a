import { D as trueLabels, E as decideLabels, M as inOneGo, P as portions, _ as counted, a as meanEstimate, c as undefinedEstimate, d as numbersOf, f as unitOf, h as tableColumn, j as atOnce, l as decidedUnits, m as rowCount, n as findPairMetric, p as unitsWith, t as besideBaseline, u as differingUnits } from "./pair-metrics.js";
import { A as tailOf, C as designEffect, D as largestDesignEffect, E as independentVariance, O as sumOfSquares, P as incompleteBeta, S as clusteredVariance, T as groupSums, _ as weightedQuantile, a as findMetric, b as drawnLimits, g as scoreOrderInSteps, k as criticalValue, v as BOOTSTRAP, w as effectiveRows, y as bootstrapValues } from "./registry.js";
import { a as fewGroups, c as noSpread, d as leaningCriticalValue, f as shapeOf, i as fewDiscordant, l as fewCriticalValue, n as SHOWN_ONLY, o as fewWrong, r as aucNearOne, s as leaningRows, u as leanOf } from "./guards.js";

// src/domain/metrics/auc-variance.ts
/**
* Variance of areas under curves from the influence of every row. DeLong: S₁₀/n₁ + S₀₁/n₀ with their own n − 1, here for
* any number of classes. With groups Obuchowski's form, which adds the covariance between the classes of one group
* (N. A. Obuchowski, Biometrics 53, 1997).
*/
function aucVariance(influence, rows) {
	return rows.groups === null ? byClass(influence, rows) : byGroupAndClass(influence, rows, rows.groups);
}
/** Σ over classes of n / (n − 1) · Σ ψ². */
function* byClass(influence, { labels, classes }) {
	const [squares, counts] = [new Float64Array(classes), new Float64Array(classes)];
	for (const [from, to] of portions(influence.length)) {
		for (let row = from; row < to; row++) {
			const label = labels[row];
			squares[label] += influence[row] * influence[row];
			counts[label] += 1;
		}
		yield to - from;
	}
	return inflated(squares, counts);
}
function inflated(squares, counts) {
	return squares.reduce((sum, value, label) => {
		const n = counts[label];
		return sum + n / Math.max(1, n - 1) * value;
	}, 0);
}
function* byGroupAndClass(influence, { labels, classes }, groups) {
	const [sums, seen] = [new Float64Array(groups.count * classes), new Uint8Array(groups.count * classes)];
	for (const [from, to] of portions(influence.length)) {
		for (let row = from; row < to; row++) {
			const cell = groups.index[row] * classes + labels[row];
			sums[cell] += influence[row];
			seen[cell] = 1;
		}
		yield to - from;
	}
	const [squares, counts] = [new Float64Array(classes), new Float64Array(classes)];
	let cross = 0;
	for (const [from, to] of portions(groups.count)) {
		for (let group = from; group < to; group++) {
			let total = 0;
			for (let label = 0; label < classes; label++) {
				const sum = sums[group * classes + label];
				squares[label] += sum * sum;
				counts[label] += seen[group * classes + label];
				total += sum;
				cross -= sum * sum;
			}
			cross += total * total;
		}
		yield to - from;
	}
	return inflated(squares, counts) + groups.count * cross / Math.max(1, groups.count - 1);
}

// src/domain/metrics/decision-limits.ts
/**
* Limits of a difference of decisions at a critical value. What moves it are the rows that the models decide differently, often few, and
* often to one side; ± t · se then passes 4 to 8 of 100 candidates at the margin instead of 2.5. So two things are put right:
*
* - the lean of those rows, and the noise of that lean itself (`fewCriticalValue`);
* - the bend of the metric: beside the tangent, the metric itself is asked at the weights 1 + step · ψ of the rows that the limit
*   amounts to (the least favourable direction: B. Efron, "Nonparametric standard errors and confidence intervals", Canadian
*   Journal of Statistics 9, 1981; T. DiCiccio and B. Efron's ABC limits, Biometrika 79, 1992, are found along it). Of tangent and
*   metric whichever is further from the estimate is the limit.
*
* bench/discordant-cases.ts simulates both.
*/
function* decisionLimits(difference) {
	const { pair, factor, influence, standardError } = difference;
	const { groups, candidate, baseline } = pair;
	const units = groups === null ? influence : yield* groupSums(influence, groups);
	const direction = groups === null ? influence : yield* ofRows(units, groups);
	const own = candidate.along === void 0 ? null : yield* candidate.along(direction);
	const other = baseline.along === void 0 ? null : yield* baseline.along(direction);
	return limitsOf({
		estimate: candidate.value - factor * baseline.value,
		standardError,
		shape: yield* shapeOf(units),
		squares: yield* sumOfSquares(units),
		reach: yield* reachOf$1(units),
		valueAt: own === null || other === null ? null : (step) => own(step) - factor * other(step)
	});
}
/** Of every row the number of its group. */
function* ofRows(numbers, { index }) {
	const found = new Float64Array(index.length);
	for (const [from, to] of portions(index.length)) {
		for (let row = from; row < to; row++) found[row] = numbers[index[row]];
		yield to - from;
	}
	return found;
}
function* reachOf$1(units) {
	let [least, most] = [0, 0];
	for (const [from, to] of portions(units.length)) {
		for (let unit = from; unit < to; unit++) {
			least = Math.min(least, units[unit]);
			most = Math.max(most, units[unit]);
		}
		yield to - from;
	}
	return [most > 0 ? -1 / most : 0, least < 0 ? -1 / least : 0];
}
function limitsOf({ estimate, standardError, shape, ...path }) {
	if (!(standardError > 0)) return () => [estimate, estimate];
	return (critical) => {
		const low = -fewCriticalValue(critical, shape) * standardError;
		const high = -fewCriticalValue(-critical, shape) * standardError;
		return [estimate + Math.min(low, bent(low, path)), estimate + Math.max(high, bent(high, path))];
	};
}
/** What the metric itself says of a distance along its tangent; beyond the weights that there can be, the tangent goes on from there. */
function bent(tangent, { squares, reach, valueAt }) {
	if (valueAt === null) return tangent;
	const step = tangent / squares;
	const possible = Math.min(reach[1], Math.max(reach[0], step));
	const value = valueAt(possible) - valueAt(0) + (step - possible) * squares;
	return Number.isFinite(value) ? value : tangent;
}

// src/domain/statistics/tango.ts
const STEPS$1 = 200;
/** The same at a critical value. */
function tangoLimits(counts, z) {
	const estimate = (counts.onlyCandidate - counts.onlyBaseline) / counts.rows;
	return [bisect((margin) => score(counts, margin) > z, -1, estimate), bisect((margin) => score(counts, margin) > -z, estimate, 1)];
}
/** Tango's statistic for the hypothesis that the difference is `margin`; falls as the margin grows. */
function score({ onlyCandidate: b, onlyBaseline: c, rows: n }, margin) {
	const first = 2 * n;
	const second = -b - c + (2 * n - b + c) * margin;
	const third = -c * margin * (1 - margin);
	const variance = n * (2 * ((Math.sqrt(Math.max(0, second * second - 4 * first * third)) - second) / (2 * first)) + margin * (1 - margin));
	const distance = b - c - n * margin;
	if (variance > 0) return distance / Math.sqrt(variance);
	return distance === 0 ? 0 : distance > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}
/** The point where `isLeft` turns from true to false. */
function bisect(isLeft, low, high) {
	let [left, right] = [low, high];
	for (let step = 0; step < STEPS$1 && right - left > 0; step++) {
		const middle = (left + right) / 2;
		if (middle === left || middle === right) break;
		if (isLeft(middle)) left = middle;
		else right = middle;
	}
	return (left + right) / 2;
}
/** The same at a critical value. */
function wilsonLimits(proportion, rows, z) {
	const spread = z * z / rows;
	const centre = (proportion + spread / 2) / (1 + spread);
	const half = z * Math.sqrt(proportion * (1 - proportion) / rows + spread / (4 * rows)) / (1 + spread);
	return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

// src/domain/metrics/tango-contrast.ts
/**
* Candidate − factor · baseline of a share of rows, such as the right ones. Tango's score interval for the plain difference; with groups
* the counts are divided by the design effect of the paired difference.
*/
function* tangoContrast(metric, pair, factor) {
	const { differences, onlyCandidate, onlyBaseline } = yield* pairedHits(metric, pair);
	const rows = differences.length;
	const plain = (onlyCandidate - onlyBaseline) / rows;
	const influence = yield* influenceOf(differences, plain);
	const effect = yield* effectOf(differences, influence, pair);
	const counts = {
		onlyCandidate: onlyCandidate / effect,
		onlyBaseline: onlyBaseline / effect,
		rows: rows / effect
	};
	const units = pair.groups?.count ?? null;
	const limits = (tail) => tangoLimits(counts, criticalValue(tail, units));
	const name = factor === 1 ? "tango" : "tango-relative";
	const found = {
		estimate: plain,
		standardError: Math.sqrt((yield* independentVariance(influence)) * effect),
		interval: limits(tailOf(pair.confidence)),
		limits,
		method: pair.groups === null ? name : `${name}-clustered`,
		discordant: onlyCandidate + onlyBaseline,
		guard: fewGroups(pair.groups)
	};
	return factor === 1 ? found : scaled(found, {
		pair,
		factor,
		rows: counts.rows
	});
}
/** Per row 1 where only the candidate counts, −1 where only the baseline does, else 0. */
function* pairedHits(metric, { candidateInput, baselineInput }) {
	if (metric.hits === void 0) throw new Error(`${metric.name} has no share`);
	const differences = yield* metric.hits(candidateInput);
	const other = yield* metric.hits(baselineInput);
	let [onlyCandidate, onlyBaseline] = [0, 0];
	for (const [from, to] of portions(differences.length)) {
		for (let row = from; row < to; row++) {
			const difference = differences[row] - other[row];
			differences[row] = difference;
			if (difference > 0) onlyCandidate += 1;
			if (difference < 0) onlyBaseline += 1;
		}
		yield to - from;
	}
	return {
		differences,
		onlyCandidate,
		onlyBaseline
	};
}
function* influenceOf(differences, mean) {
	const rows = differences.length;
	const influence = new Float64Array(rows);
	for (const [from, to] of portions(rows)) {
		for (let row = from; row < to; row++) influence[row] = (differences[row] - mean) / rows;
		yield to - from;
	}
	return influence;
}
/** Where hardly any group differs, its rows are taken to differ together: that is the most that groups can cost. */
function* effectOf(differences, influence, { groups }) {
	if (groups === null) return 1;
	const effect = yield* designEffect(influence, groups);
	return (yield* unitsWith((row) => differences[row] !== 0, differences.length, groups)) >= 10 ? effect : Math.max(effect, yield* largestDesignEffect(groups));
}
/**
* c − f·b = (c − b) + (1 − f)·b: the reach of Tango's interval and that of Wilson's for b, added in squares
* (G. Zou and A. Donner, Statistics in Medicine 27, 2008). Rows that nobody got differently still leave it a width.
*/
function scaled(plain, { pair, factor, rows }) {
	const baseline = pair.baseline.value;
	const share = 1 - factor;
	const estimate = pair.candidate.value - factor * baseline;
	const units = pair.groups?.count ?? null;
	const limits = (tail) => {
		const ends = wilsonLimits(baseline, rows, criticalValue(tail, units)).map((end) => share * (end - baseline));
		const [low, high] = plain.limits(tail);
		const below = Math.hypot(plain.estimate - low, Math.min(...ends));
		return [estimate - below, estimate + Math.hypot(high - plain.estimate, Math.max(...ends))];
	};
	const standardError = Math.hypot(plain.standardError, share * Math.sqrt(baseline * (1 - baseline) / rows));
	return {
		...plain,
		estimate,
		standardError,
		interval: limits(tailOf(pair.confidence)),
		limits
	};
}

// src/domain/metrics/unseen-flips.ts
/** Rows that differ where none was seen to: up to three may be missed, with a chance of 5 % (the rule of three). */
const UNSEEN = 3;
/**
* A class of few rows weighs as much as any other in a mean over classes. Where the models hardly differ on it, differences
* that were not drawn could outweigh the standard error of those that were. null where no class is like that.
*/
function* unseenFlips(flips, rows, standardError) {
	const { truth, groups } = rows;
	if (truth.task !== "binary" && truth.task !== "multiclass") return null;
	const seen = yield* countByClass(flips, rows);
	const index = seen.findIndex((count, at) => count < 10 && UNSEEN * reachOf(flips, at) > standardError);
	if (index === -1) return null;
	const name = truth.task === "binary" ? ["the negative class", "the positive class"][index] : `class ${truth.classes[index]}`;
	return `only ${counted(seen[index] ?? 0, groups === null ? "row tells" : "group tells", groups === null ? "rows tell" : "groups tell")} anything about ${name}; at least ${10} that are decided differently are needed`;
}
function reachOf({ ofTruths, ofDecisions }, index) {
	return ofTruths[index] + ofDecisions[index];
}
/** Differing rows (groups with one) that move the share of each class in the metric. */
function* countByClass(flips, { truth, own, other, groups }) {
	const labels = truth.task === "binary" || truth.task === "multiclass" ? truth.labels : [];
	const classes = flips.ofTruths.length;
	const counts = new Int32Array(classes);
	const seen = groups === null ? null : new Uint8Array(groups.count * classes);
	const add = (row, index) => {
		const cell = groups === null ? -1 : groups.index[row] * classes + index;
		if (seen?.[cell] === 1) return;
		if (seen !== null) seen[cell] = 1;
		counts[index] += 1;
	};
	for (const [from, to] of portions(own.length)) {
		for (let row = from; row < to; row++) {
			const one = own[row];
			const two = other[row];
			const label = labels[row];
			if (one === two) continue;
			if (flips.ofTruths[label] !== 0) add(row, label);
			if (one !== label && flips.ofDecisions[one] !== 0) add(row, one);
			if (two !== label && flips.ofDecisions[two] !== 0) add(row, two);
		}
		yield to - from;
	}
	return counts;
}

// src/domain/metrics/contrast.ts
const METHOD_NAMES = {
	auc: "delong",
	share: "paired-mean",
	mean: "paired-mean",
	linearised: "linearised"
};
/** candidate − factor · baseline with its interval. */
function* contrastOf(metric, pair, factor) {
	const { method } = metric;
	if (method === "none") return pointContrast(pair, factor);
	if (method === "bootstrap") return yield* bootstrapContrast(metric, pair, factor);
	if (method === "share" && pair.candidateInput.weights === null) return yield* tangoContrast(metric, pair, factor);
	return yield* influenceContrast(metric, method, {
		pair,
		factor
	});
}
function* influenceContrast(metric, method, { pair, factor }) {
	const estimate = pair.candidate.value - factor * pair.baseline.value;
	const [own, other] = [pair.candidate.influence, pair.baseline.influence];
	const influence = yield* differencesOf(own, other, factor);
	const standardError = Math.sqrt(yield* varianceOf(method, influence, pair));
	const units = unitsLearntFrom(method, pair);
	const ofDecisions = metric.ofDecisions === true;
	const difference = {
		pair,
		factor,
		influence,
		standardError
	};
	const limitsAt = ofDecisions ? yield* decisionLimits(difference) : straightLimits(difference);
	const limits = (tail) => limitsAt(criticalValue(tail, units));
	const discordant = ofDecisions ? yield* decidedUnits(pair) : null;
	const spread = {
		influence,
		discordant,
		standardError
	};
	return {
		estimate,
		standardError,
		interval: limits(tailOf(pair.confidence)),
		limits,
		method: tagged(METHOD_NAMES[method], pair),
		discordant,
		guard: fewGroups(pair.groups) ?? (yield* GUARDS$1[method](pair, spread)) ?? noSpread(standardError)
	};
}
function straightLimits({ pair, factor, standardError }) {
	const estimate = pair.candidate.value - factor * pair.baseline.value;
	return (critical) => [estimate - critical * standardError, estimate + critical * standardError];
}
let scratch = /* @__PURE__ */ new Float64Array(0);
/** own − factor · other, in an array that is used again: nobody keeps it, and a fresh one for every metric and slice adds up. */
function* differencesOf(own, other, factor) {
	if (scratch.length < own.length) scratch = new Float64Array(own.length);
	const differences = scratch.subarray(0, own.length);
	for (const [from, to] of portions(own.length)) {
		for (let row = from; row < to; row++) differences[row] = own[row] - factor * other[row];
		yield to - from;
	}
	return differences;
}
/** A displayed number: its difference is told, and nothing is read off it. */
function pointContrast({ candidate, baseline }, factor) {
	const estimate = candidate.value - factor * baseline.value;
	return {
		estimate,
		standardError: 0,
		interval: [estimate, estimate],
		limits: () => [estimate, estimate],
		method: "point",
		discordant: null,
		guard: SHOWN_ONLY
	};
}
/** Percentiles of the differences of both models on the same draws of the rows (groups). */
function* bootstrapContrast(metric, pair, factor) {
	const { draws } = pair;
	if (draws === null) throw new Error(`${metric.name} was not drawn`);
	const differences = draws.candidate.map((value, at) => value - factor * draws.baseline[at]);
	const estimate = pair.candidate.value - factor * pair.baseline.value;
	const drawn = drawnLimits(differences, {
		estimate,
		units: pair.groups?.count ?? null
	});
	const discordant = metric.ofDecisions === true ? yield* decidedUnits(pair) : yield* differingUnits(pair);
	return {
		estimate,
		standardError: drawn.standardError,
		interval: drawn.limits(tailOf(pair.confidence)),
		limits: drawn.limits,
		method: tagged("bootstrap", pair),
		discordant,
		guard: fewGroups(pair.groups) ?? fewDiscordant(discordant, unitOf(pair), metric.ofDecisions === true) ?? drawn.guard ?? noSpread(drawn.standardError),
		bootstrap: BOOTSTRAP
	};
}
function tagged(method, { groups }) {
	return groups === null ? method : `${method}-clustered`;
}
/** Rows, or groups, that Student's t takes its degrees of freedom from; null: DeLong's statistic is taken for a normal one. */
function unitsLearntFrom(method, { groups, candidateInput: { truth } }) {
	if (groups !== null) return groups.count;
	return method === "auc" ? null : rowCount(truth);
}
function varianceOf(method, influence, { groups, candidateInput: { truth } }) {
	if (method === "auc" && truth.task === "binary") return aucVariance(influence, {
		labels: truth.labels,
		classes: 2,
		groups
	});
	if (method === "auc" && truth.task === "multiclass") return aucVariance(influence, {
		labels: truth.labels,
		classes: truth.classes.length,
		groups
	});
	return groups === null ? independentVariance(influence) : clusteredVariance(influence, groups);
}
const GUARDS$1 = {
	auc: ({ candidate, baseline }) => atOnce(aucNearOne(candidate.areas ?? []) ?? aucNearOne(baseline.areas ?? [])),
	share: decisionGuard,
	mean: tailGuard$1,
	linearised: decisionGuard
};
function* decisionGuard(pair, spread) {
	if (spread.discordant === null) return yield* tailGuard$1(pair, spread);
	const few = fewDiscordant(spread.discordant, unitOf(pair), true);
	const { flips } = pair.candidate;
	if (few !== null || flips === void 0) return few;
	const own = yield* decideLabels(pair.candidateInput);
	const other = yield* decideLabels(pair.baselineInput);
	const rows = {
		truth: pair.candidateInput.truth,
		own,
		other,
		groups: pair.groups
	};
	return yield* unseenFlips(flips, rows, spread.standardError);
}
function* tailGuard$1(pair, { influence }) {
	const ofUnits = pair.groups === null ? influence : yield* groupSums(influence, pair.groups);
	return yield* leaningRows(ofUnits, unitOf(pair));
}

// src/domain/metrics/estimate-both.ts
/** One metric of both models on the same rows. */
function* estimateBoth(metric, rows) {
	const candidate = yield* estimateSafely(metric, rows.candidate, rows.count);
	const baseline = rows.baseline === null ? null : yield* estimateSafely(metric, rows.baseline, rows.count);
	const draws = yield* drawsOf(metric, rows, [candidate, baseline]);
	return {
		candidate,
		baseline,
		draws,
		pair: pairOf(candidate, baseline, {
			rows,
			draws
		})
	};
}
/** null for metrics that need none. */
function* drawsOf({ method, resample, drawTogether }, { candidate, baseline, count, groups }, [own, other]) {
	if (method !== "bootstrap" || resample === void 0 || own.value === null) return null;
	const both = baseline === null || other?.value === null ? [candidate] : [candidate, baseline];
	const { weights } = candidate;
	const together = weights === null && drawTogether !== void 0 ? yield* drawTogether(both, groups) : null;
	if (together !== null) return asDraws(together);
	const models = [];
	for (const input of both) models.push(yield* resample(input));
	return asDraws(yield* bootstrapValues(models, {
		count,
		groups,
		weights
	}));
}
function asDraws([candidate, baseline]) {
	return candidate === void 0 ? null : {
		candidate,
		baseline: baseline ?? null
	};
}
/** A score that is NaN or infinite never becomes a number. */
function* estimateSafely(metric, input, count) {
	if (count === 0) return undefinedEstimate("there are no rows", 0);
	if (input.weights?.every((weight) => weight === 0)) return undefinedEstimate("all rows have a weight of 0", count);
	if (!(yield* allFinite(input.predictions))) return undefinedEstimate("the model gave a score that is NaN or infinite", count);
	const estimate = yield* metric.estimate(input);
	if (estimate.value === null) return estimate;
	if (Number.isFinite(estimate.value) && (yield* isFiniteEverywhere(estimate.influence))) return estimate;
	return undefinedEstimate("the numbers are too large for this metric: it is no finite number", count);
}
const finite = /* @__PURE__ */ new WeakMap();
/** Looked at once for all metrics. */
function* allFinite(predictions) {
	const known = finite.get(predictions);
	if (known !== void 0) return known;
	const found = yield* isFiniteEverywhere(numbersOf(predictions));
	finite.set(predictions, found);
	return found;
}
/** A loop: `every` with a function takes three times as long at a million rows. */
function* isFiniteEverywhere(values) {
	for (const [from, to] of portions(values.length)) {
		for (let row = from; row < to; row++) if (!Number.isFinite(values[row])) return false;
		yield to - from;
	}
	return true;
}
/** Narrows to an estimate with a value. */
function hasValue(estimate) {
	return estimate.value !== null;
}
function pairOf(candidate, baseline, { rows, draws }) {
	if (baseline === null || rows.baseline === null || !hasValue(candidate) || !hasValue(baseline)) return null;
	const { candidate: candidateInput, baseline: baselineInput, groups, confidence } = rows;
	return {
		candidate,
		baseline,
		candidateInput,
		baselineInput,
		groups,
		confidence,
		draws: draws?.baseline ? {
			candidate: draws.candidate,
			baseline: draws.baseline
		} : null
	};
}

// src/domain/statistics/clopper-pearson.ts
/**
* Limits of a share at which exact one-sided tests of this size stop (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934): a share
* that is exactly at a limit is never refused more often than `tail`. `rows` may be a fraction, where rows count for less than one
* (E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998).
*/
function clopperPearsonLimits(share, rows, tail) {
	const hits = share * rows;
	const misses = rows - hits;
	return [betaQuantile(tail, hits, misses + 1), 1 - betaQuantile(tail, misses, hits + 1)];
}
const STEPS = 100;
/** x with I_x(a, b) = p, by bisection; 0 where a is 0. */
function betaQuantile(p, a, b) {
	if (a <= 0) return 0;
	let [low, high] = [0, 1];
	for (let step = 0; step < STEPS; step++) {
		const middle = (low + high) / 2;
		if (middle === low || middle === high) break;
		if (incompleteBeta(middle, a, b) < p) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

// src/domain/metrics/single-interval.ts
/**
* Interval of one model's value, which `on: bound` reads `min` and `max` off. Shares, and F1, precision and recall, which are
* made of one: Clopper and Pearson; AUC: on the logit scale; bootstrap: percentiles; other metrics of decisions symmetric; means, and what
* is made of them, as their rows lean. null where it has no width.
*/
function* singleInterval(metric, single) {
	if (metric.method === "none") return null;
	if (metric.method === "share") return yield* shareInterval(metric, single);
	const tail = tailOf(single.confidence);
	if (single.draws !== null) return withWidth(drawnOf(single, single.draws).limits(tail));
	const { value, influence } = single.candidate;
	const standardError = Math.sqrt(yield* varianceOf(metric.method, influence, single));
	if (!(standardError > 0) || !Number.isFinite(standardError)) return null;
	if (metric.shareScale !== void 0) return scaledShare(metric.shareScale, single, standardError);
	const critical = criticalValue(tail, unitsLearntFrom(metric.method, single));
	if (metric.method === "auc") return logitInterval(value, critical * standardError);
	const lean = metric.ofDecisions === true ? 0 : yield* leanOf(yield* ofUnits(single));
	return [value - leaningCriticalValue(critical, lean) * standardError, value - leaningCriticalValue(-critical, lean) * standardError];
}
function drawnOf({ candidate, groups }, draws) {
	return drawnLimits(draws, {
		estimate: candidate.value,
		units: groups?.count ?? null
	});
}
/** Influence of every row, or of every group. */
function* ofUnits({ candidate, groups }) {
	return groups === null ? candidate.influence : yield* groupSums(candidate.influence, groups);
}
/** With as many rows as would give that share its standard error. */
function scaledShare(scale, single, standardError) {
	const { value } = single.candidate;
	const share = scale.shareOf(value);
	const rows = share * (1 - share) / (standardError * scale.slopeAt(value)) ** 2;
	if (!(rows > 0)) return null;
	const [low, high] = shareLimits(share, rows, single);
	return [scale.valueOf(low), scale.valueOf(high)];
}
/** The fewer groups there are, the less is known of what their rows count for (Korn and Graubard): as many rows less as Student's t is wider. */
function shareLimits(share, rows, { groups, confidence }) {
	const tail = tailOf(confidence);
	const width = groups === null ? 1 : criticalValue(tail, groups.count) / criticalValue(tail, null);
	return clopperPearsonLimits(share, rows / width ** 2, tail);
}
function withWidth(interval) {
	return interval[1] > interval[0] ? interval : null;
}
/** Why no verdict may be read off that interval: the guards of differences, for one model. null when one may. */
function* singleGuard(metric, single) {
	return fewGroups(single.groups) ?? (yield* GUARDS[metric.method](single, metric));
}
/** Rows count for less where groups tie them together, and where few of them carry most of the weight. */
function* shareInterval(metric, single) {
	const { candidate, candidateInput } = single;
	const hits = metric.hits === void 0 ? /* @__PURE__ */ new Float64Array(0) : yield* metric.hits(candidateInput);
	const { weights } = candidateInput;
	const rows = weights === null ? candidate.influence.length : yield* effectiveRows(weights);
	return shareLimits(candidate.value, rows / (yield* shareEffect(hits, single)), single);
}
/** Where hardly any group has a wrong (or a right) row, the rows of a group are taken to be alike. */
function* shareEffect(hits, { candidate, groups }) {
	if (groups === null) return 1;
	const effect = yield* designEffect(candidate.influence, groups);
	const groupsWith = (value) => unitsWith((row) => hits[row] === value, hits.length, groups);
	return Math.min(yield* groupsWith(0), yield* groupsWith(1)) >= 10 ? effect : Math.max(effect, yield* largestDesignEffect(groups));
}
const GUARDS = {
	auc: ({ candidate }) => atOnce(aucNearOne(candidate.areas ?? [])),
	share: () => atOnce(null),
	mean: tailGuard,
	linearised: (single, metric) => metric.ofDecisions === true ? fewMistakes(single) : tailGuard(single),
	*bootstrap(single, metric) {
		return (single.draws === null ? null : drawnOf(single, single.draws).guard) ?? (metric.ofDecisions === true ? yield* fewMistakes(single) : null);
	},
	none: () => atOnce(SHOWN_ONLY)
};
function* tailGuard(single) {
	return yield* leaningRows(yield* ofUnits(single), unitOf(single));
}
/** F1 near 1: an interval from rows that are nearly all right has next to no width. */
function* fewMistakes(single) {
	const { candidate, candidateInput, groups } = single;
	const [own, other] = [yield* decideLabels(candidateInput), trueLabels(candidateInput)];
	const wrong = yield* unitsWith((row) => own[row] !== other[row], own.length, groups);
	const few = fewWrong(wrong, unitOf({ groups }));
	if (few !== null || candidate.flips === void 0) return few;
	const standardError = Math.sqrt(yield* varianceOf("linearised", candidate.influence, single));
	return yield* unseenFlips(candidate.flips, {
		truth: candidateInput.truth,
		own,
		other,
		groups
	}, standardError);
}
function logitInterval(value, reach) {
	if (value <= 0 || value >= 1) return null;
	const logit = Math.log(value / (1 - value));
	const half = reach / (value * (1 - value));
	return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}

// src/domain/metrics/measure-one.ts
/** One metric of the candidate, and of the baseline beside it where there is one. */
function* measureOne(metric, { rows, again, factors }) {
	const estimates = yield* estimateBoth(metric, rows);
	const { candidate, baseline, pair } = estimates;
	const { value } = candidate;
	const refusal = value === null || metric.refusal === void 0 ? null : yield* metric.refusal(rows.candidate);
	const interval = yield* ownInterval(metric, estimates, rows);
	const known = /* @__PURE__ */ new Map();
	if (pair !== null) for (const factor of [1, ...factors]) known.set(factor, yield* contrastOf(metric, pair, factor));
	const nullValue = value === null || metric.nullValue === void 0 ? null : yield* metric.nullValue(rows.candidate);
	return {
		name: metric.name,
		better: metric.better,
		rows: rows.count,
		groups: rows.groups?.count ?? null,
		confidence: rows.confidence,
		candidate: value,
		...interval,
		baseline: baseline?.value ?? null,
		reason: candidate.reason ?? baseline?.reason ?? null,
		...metric.ofDecisions === true ? ofThresholds(rows) : {},
		nullValue,
		refusal,
		contrast: contrasts(known, refusal, (factor) => inOneGo(contrastAnew(metric, again, factor)))
	};
}
function ofThresholds({ truth, candidate, baseline }) {
	return truth.task === "binary" && baseline !== null && baseline.threshold !== candidate.threshold ? { decidesOtherwise: true } : {};
}
const NO_OTHER = "there is nothing to compare with row by row";
/** What the two models' answers differ by; without the baseline's it has no value. */
function* measurePair(pair, rows) {
	const { baseline, confidence } = rows;
	const found = {
		ofPair: pair.method,
		name: pair.name,
		better: "lower",
		confidence
	};
	const counts = {
		rows: rows.count,
		groups: rows.groups?.count ?? null
	};
	if (baseline !== null && (yield* allFinite(baseline.predictions))) {
		const alone = {
			...rows,
			baseline: null
		};
		const asked = {
			rows: alone,
			factors: [],
			again: () => atOnce(alone)
		};
		return {
			...yield* measureOne(besideBaseline(pair, baseline), asked),
			...ofThresholds(rows),
			...found,
			contrast: () => null
		};
	}
	const none = {
		candidate: null,
		candidateInterval: null,
		baseline: null,
		reason: baseline === null ? NO_OTHER : "the baseline gave a score that is NaN or infinite"
	};
	return {
		...found,
		...counts,
		...none,
		contrast: () => null
	};
}
/** Influence values are let go of: a factor that nobody announced is estimated anew. */
function* contrastAnew(metric, again, factor) {
	const { pair } = yield* estimateBoth(metric, yield* again());
	return pair === null ? null : yield* contrastOf(metric, pair, factor);
}
/** Record, gates and slices ask for the same ones: each is worked out once. */
function contrasts(known, refusal, workOut) {
	return (factor) => {
		if (known.size === 0) return null;
		const found = known.get(factor) ?? workOut(factor);
		if (found !== null) known.set(factor, found);
		return found === null || refusal === null ? found : {
			...found,
			guard: refusal
		};
	};
}
function* ownInterval(metric, { candidate, draws }, { groups, confidence, candidate: candidateInput }) {
	if (!hasValue(candidate)) return {
		candidateInterval: null,
		candidateGuard: null
	};
	const single = {
		candidate,
		candidateInput,
		groups,
		confidence,
		draws: draws?.candidate ?? null
	};
	return {
		candidateInterval: yield* singleInterval(metric, single),
		candidateGuard: yield* singleGuard(metric, single)
	};
}

// src/domain/metrics/select-observations.ts
/** The rows with these numbers: truth, predictions and groups stay aligned. */
function* selectTruth(truth, rows) {
	const count = rows.length;
	if (truth.task === "binary") return {
		...truth,
		labels: yield* picked(truth.labels, rows, new Uint8Array(count))
	};
	if (truth.task === "multiclass") return {
		...truth,
		labels: yield* picked(truth.labels, rows, new Int32Array(count))
	};
	if (truth.task === "ranking") {
		const relevance = yield* picked(truth.relevance, rows, new Float64Array(count));
		return {
			...truth,
			relevance,
			queries: yield* renumbered(truth.queries, rows)
		};
	}
	if (truth.task === "scores") return {
		...truth,
		rows: count
	};
	if (truth.task === "targets") return {
		...truth,
		values: yield* pickedRows(truth.values, rows, truth.names.length)
	};
	return {
		...truth,
		values: yield* picked(truth.values, rows, new Float64Array(count))
	};
}
function* selectPredictions(predictions, rows, classCount) {
	if (predictions.task === "binary") return {
		...predictions,
		scores: yield* selectNumbers(predictions.scores, rows)
	};
	if (predictions.task === "regression") return {
		...predictions,
		values: yield* selectNumbers(predictions.values, rows)
	};
	if (predictions.task === "targets") return {
		...predictions,
		values: yield* pickedRows(predictions.values, rows, predictions.names.length)
	};
	if (predictions.task === "scores") {
		const { own } = predictions;
		const values = yield* pickedRows(own.values, rows, own.names.length);
		return {
			...predictions,
			own: {
				...own,
				values
			}
		};
	}
	return {
		...predictions,
		probabilities: yield* pickedRows(predictions.probabilities, rows, classCount)
	};
}
function* pickedRows(values, rows, width) {
	const into = new Float64Array(rows.length * width);
	for (const [from, to] of portions(rows.length)) {
		for (let place = from; place < to; place++) {
			const start = rows[place] * width;
			for (let column = 0; column < width; column++) into[place * width + column] = values[start + column];
		}
		yield (to - from) * width;
	}
	return into;
}
function* selectGroups(groups, rows) {
	return groups === null ? null : yield* renumbered(groups, rows);
}
function* selectWeights(weights, rows) {
	return weights === null ? null : yield* selectNumbers(weights, rows);
}
/** Numbers of these rows, widened. */
function selectNumbers(values, rows) {
	return picked(values, rows, new Float64Array(rows.length));
}
/** A loop: `from` with a function goes through an iterator, ten times slower at a million rows. */
function* picked(values, rows, into) {
	for (const [from, to] of portions(rows.length)) {
		for (let place = from; place < to; place++) into[place] = values[rows[place]];
		yield to - from;
	}
	return into;
}
/** The groups of the chosen rows, numbered anew in the order in which they appear. */
function* renumbered({ index, count }, rows) {
	const numbers = new Int32Array(count).fill(-1);
	const chosen = new Int32Array(rows.length);
	let next = 0;
	for (const [from, to] of portions(rows.length)) {
		for (let place = from; place < to; place++) {
			const group = index[rows[place]];
			if (numbers[group] === -1) numbers[group] = next++;
			chosen[place] = numbers[group];
		}
		yield to - from;
	}
	return {
		index: chosen,
		count: next
	};
}

// src/domain/metrics/measured-rows.ts
/** Epsilons of the IEEE 754 types: where scikit-learn's log loss clips. */
const EPSILON = {
	float32: 2 ** -23,
	float64: 2 ** -52
};
/** All rows of a request, or those of its subset. */
function* measuredRows(request) {
	const { subset, threshold, baseline } = request;
	const classCount = request.truth.task === "multiclass" ? request.truth.classes.length : 1;
	const truth = subset === null ? request.truth : yield* selectTruth(request.truth, subset);
	const epsilon = Math.max(epsilonOf(request.candidate), baseline === null ? 0 : epsilonOf(baseline));
	const own = request.weights ?? null;
	const weights = unequal(subset === null ? own : yield* selectWeights(own, subset));
	function* input(predictions, decidedAt) {
		const picked = subset === null ? predictions : yield* selectPredictions(predictions, subset, classCount);
		return {
			weights,
			truth,
			predictions: picked,
			threshold: decidedAt,
			epsilon
		};
	}
	return {
		truth,
		candidate: yield* input(request.candidate, threshold),
		baseline: baseline === null ? null : yield* input(baseline, request.baselineThreshold ?? threshold),
		groups: unitsOf(truth) ?? (subset === null ? request.groups : yield* selectGroups(request.groups, subset)),
		count: rowCount(truth),
		confidence: request.confidence
	};
}
/** A ranking is measured query by query: each is a unit of its own, whatever its documents. */
function unitsOf(truth) {
	if (truth.task !== "ranking") return null;
	const { count } = truth.queries;
	const index = new Int32Array(count);
	for (let query = 0; query < count; query++) index[query] = query;
	return {
		index,
		count
	};
}
/** Weights that are all the same say nothing. */
function unequal(weights) {
	const first = weights?.[0];
	return weights?.every((weight) => weight === first && weight > 0) ? null : weights;
}
function epsilonOf(predictions) {
	return "scoreType" in predictions ? EPSILON[predictions.scoreType] : EPSILON.float64;
}

// src/domain/metrics/column-metric.ts
/** The metric of a column: its mean, compared by the paired mean, or a quantile, compared by bootstrap. */
function columnMetric({ name, column, better, aggregate }) {
	const common = {
		name,
		tasks: ["scores"],
		better
	};
	const values = (input) => ownValues(input, column);
	if (aggregate === "mean") return {
		...common,
		method: "mean",
		estimate: (input) => meanEstimate(values(input), input.weights)
	};
	return {
		...common,
		method: "bootstrap",
		estimate: (input) => quantileEstimate(values(input), input.weights, aggregate),
		resample: (input) => resampled(values(input), aggregate)
	};
}
function ownValues({ predictions }, column) {
	return predictions.task === "scores" ? tableColumn(predictions.own, column) : /* @__PURE__ */ new Float64Array(0);
}
function* quantileEstimate(values, weights, q) {
	const value = (yield* resampled(values, q))(weights ?? new Float64Array(values.length).fill(1));
	return Number.isNaN(value) ? undefinedEstimate("no row has a weight", values.length) : {
		value,
		influence: /* @__PURE__ */ new Float64Array(0),
		reason: null
	};
}
function* resampled(values, q) {
	const { rows: order } = yield* scoreOrderInSteps(values);
	return (weights) => weightedQuantile({
		values,
		order,
		weights
	}, q);
}

// src/domain/metrics/split-request.ts
/** The metrics of a task, once or target by target, and each own column by itself. Throws for a name that is neither. */
function splitRequest(request) {
	const asked = (request.candidate.own?.columns ?? []).filter(({ name }) => request.metrics.includes(name));
	const named = request.metrics.filter((name) => !asked.some((column) => column.name === name));
	const pairs = named.flatMap((name) => findPairMetric(name) ?? []);
	const metrics = named.filter((name) => findPairMetric(name) === null).map((name) => findMetric(name) ?? unknown(name));
	const parts = asked.map((column) => columnPart(request, column));
	if (metrics.length + pairs.length === 0) return parts;
	const { truth } = request;
	if (truth.task !== "targets") return [{
		...request,
		metrics,
		pairs
	}, ...parts];
	const ofTarget = (target) => ({
		...targetPart(request, target),
		metrics,
		pairs,
		target
	});
	return [...truth.names.map(ofTarget), ...parts];
}
function unknown(name) {
	throw new Error(`there is no metric ${name}`);
}
function targetPart(request, target) {
	const { truth, candidate, baseline } = request;
	const valuesOf = (from) => {
		if (from.task !== "targets") throw new Error(`${from.task} has no value per target`);
		return {
			task: "regression",
			values: tableColumn(from, target)
		};
	};
	return {
		...request,
		truth: valuesOf(truth),
		candidate: valuesOf(candidate),
		baseline: baseline?.task === "targets" && baseline.names.includes(target) ? valuesOf(baseline) : null
	};
}
function columnPart(request, column) {
	const { truth, candidate, baseline } = request;
	return {
		...request,
		truth: {
			task: "scores",
			rows: rowCount(truth)
		},
		candidate: alone(candidate, column) ?? candidate,
		baseline: baseline === null ? null : alone(baseline, column),
		metrics: [columnMetric(column)],
		pairs: []
	};
}
/** One column by itself: what is broken in another says nothing of it. null where the model has no such column. */
function alone({ own }, column) {
	if (own === void 0 || !own.names.includes(column.column)) return null;
	const values = tableColumn(own, column.column);
	return {
		task: "scores",
		own: {
			columns: [column],
			names: [column.column],
			values
		}
	};
}

// src/domain/metrics/measure-metrics.ts
/** Every metric of the candidate and, where there is a baseline, of both on the same rows; in the order asked. */
function measureMetrics(request) {
	return inOneGo(measureMetricsInSteps(request));
}
function* measureMetricsInSteps(request) {
	const measured = [];
	for (const { target, ...part } of splitRequest(request)) {
		const rows = yield* measuredRows(part);
		const named = target === void 0 ? {} : { target };
		const again = () => measuredRows(part);
		for (const metric of part.metrics) {
			const factors = request.factorsOf?.(metric) ?? [];
			measured.push({
				...yield* measureOne(metric, {
					rows,
					again,
					factors
				}),
				...named
			});
		}
		for (const pair of part.pairs) measured.push({
			...yield* measurePair(pair, rows),
			...named
		});
	}
	const { metrics } = request;
	return measured.sort((a, b) => metrics.indexOf(a.name) - metrics.indexOf(b.name));
}

export { selectPredictions as a, singleGuard as c, wilsonLimits as d, selectNumbers as i, singleInterval as l, measureMetricsInSteps as n, selectTruth as o, selectGroups as r, selectWeights as s, measureMetrics as t, isFiniteEverywhere as u };