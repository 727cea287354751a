import { n as hashFile } from "./hash-file.js";
import { t as ModelyardError } from "./errors.js";
import { _ as number, f as array, h as literal, u as _enum, v as object, x as string } from "./schemas.js";
import { a as recordPath, r as readRecord, s as writeRecord } from "./store.js";
import { d as fisherSurvival, f as chiSquareSurvival, m as parseContract, n as checkDataset, r as openDataset, t as profileDataset, u as studentSurvival } from "./profile-dataset.js";
import { t as normalCdf } from "./normal.js";
import { t as recordHeader } from "./header.js";
import { t as monitorRecordSchema } from "./monitor.js";
import { t as readRevision } from "./revision.js";
import { o as visible } from "./escape-markdown.js";
import { n as readVerified, t as newestRelease } from "./baseline-release.js";
import { t as forEachModel } from "./for-each-model.js";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

// src/records/profile.ts
const count = number().int().nonnegative();
const cellCountsShape = {
	rows: count,
	counts: array(count),
	clusters: object({
		groups: count,
		valuedGroups: count,
		products: array(array(number()))
	}).nullable()
};
const columnProfileSchema = object({
	column: string(),
	kind: _enum(["number", "category"]),
	...cellCountsShape,
	nulls: count,
	nonFinite: count,
	edges: array(number()).nullable(),
	categories: array(string()).nullable(),
	means: array(number().nullable()).nullable(),
	mean: number().nullable(),
	standardDeviation: number().nullable(),
	minimum: number().nullable(),
	maximum: number().nullable(),
	classified: literal(true).optional(),
	heldOut: object(cellCountsShape).nullable()
});
const profileSchema = object({
	schema: literal("modelyard/profile/1"),
	toolkit: string(),
	model: string(),
	data: string(),
	rows: count,
	groups: count.nullable(),
	groupBy: string().nullable(),
	columns: array(columnProfileSchema)
});

// src/domain/statistics/holm.ts
/** Holm's step-down adjustment: p-values that may be compared with one level for the whole family. NaN stays NaN and does not count. */
function holm(pValues) {
	const order = pValues.map((p, index) => ({
		p,
		index
	})).filter(({ p }) => !Number.isNaN(p));
	order.sort((a, b) => a.p - b.p);
	const adjusted = pValues.map(() => NaN);
	let largest = 0;
	for (const [rank, { p, index }] of order.entries()) {
		largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
		adjusted[index] = largest;
	}
	return adjusted;
}

// src/domain/drift/cell-merge.ts
/** Two cells: a value, and none. */
function missingCells({ counts }) {
	return {
		cells: [...counts.map(() => 0), 1],
		count: 2
	};
}
const LEAST_EXPECTED = 5;
/**
* Merges cells until each expects five rows in the smaller sample; an expected count below that makes the chi-square
* distribution a bad approximation. Bins of numbers are merged with their neighbours (`ordered`), categories from the most
* to the least frequent. Which cells are merged depends on the pooled rows only: it favours no side. Nulls are left out.
*/
function mergeSparse(reference, current, { ordered }) {
	const pooled = reference.counts.map((count, index) => count + (current.counts[index] ?? 0));
	const total = sumOf(pooled);
	const smaller = Math.min(sumOf(reference.counts), sumOf(current.counts));
	const expected = pooled.map((count) => total === 0 ? 0 : count / total * smaller);
	const order = expected.map((_, index) => index);
	if (!ordered) order.sort((a, b) => (expected[b] ?? 0) - (expected[a] ?? 0));
	return mergeInOrder(order, expected);
}
function mergeInOrder(order, expected) {
	const cells = new Array(expected.length + 1).fill(-1);
	let [cell, filled] = [0, 0];
	for (const index of order) {
		cells[index] = cell;
		filled += expected[index] ?? 0;
		if (filled >= LEAST_EXPECTED) [cell, filled] = [cell + 1, 0];
	}
	const count = Math.max(1, cell);
	return {
		cells: cells.map((each) => each >= count ? count - 1 : each),
		count
	};
}
function sumOf(values) {
	return values.reduce((sum, value) => sum + value, 0);
}

// src/domain/drift/cell-shares.ts
/** Shares of merged cells among the rows that are in any of them. */
function cellShares(sample, merge) {
	const missing = sample.rows - sample.counts.reduce((sum, count) => sum + count, 0);
	const counts = mergeVector([...sample.counts, missing], merge);
	const rows = counts.reduce((sum, count) => sum + count, 0);
	const shares = counts.map((count) => rows === 0 ? 0 : count / rows);
	const { clusters } = sample;
	if (clusters === null) return {
		shares,
		rows,
		groups: null,
		covariance: null
	};
	const groups = merge.cells[sample.counts.length] === -1 ? clusters.valuedGroups : clusters.groups;
	return {
		shares,
		rows,
		groups,
		covariance: clustered(clusters, merge, {
			shares,
			rows,
			groups
		})
	};
}
function mergeVector(values, { cells, count }) {
	const merged = new Array(count).fill(0);
	values.forEach((value, index) => {
		const cell = cells[index] ?? -1;
		if (cell >= 0) merged[cell] = merged[cell] + value;
	});
	return merged;
}
/** Covariance of the shares of independent rows. */
function multinomial(shares, rows) {
	return shares.map((p, i) => shares.map((q, j) => ((i === j ? p : 0) - p * q) / Math.max(1, rows)));
}
/**
* Shares as ratio estimators over groups: G / (G − 1) / M² · Σ_g (n_gi − p_i m_g)(n_gj − p_j m_g), which the sums of
* products give (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3).
*/
function clustered(clusters, merge, { shares, rows, groups }) {
	const products = mergeProducts(clusters.products, merge);
	const sizes = products.map((row) => row.reduce((sum, value) => sum + value, 0));
	const squares = sizes.reduce((sum, value) => sum + value, 0);
	const factor = groups / Math.max(1, groups - 1) / Math.max(1, rows * rows);
	return products.map((row, i) => row.map((product, j) => {
		const [p, q] = [shares[i] ?? 0, shares[j] ?? 0];
		return factor * (product - p * (sizes[j] ?? 0) - q * (sizes[i] ?? 0) + p * q * squares);
	}));
}
/** The stored lower triangle as a full matrix of merged cells. */
function mergeProducts(lower, { cells, count }) {
	const merged = Array.from({ length: count }, () => new Array(count).fill(0));
	const add = (a, b, value) => {
		const [i, j] = [cells[a] ?? -1, cells[b] ?? -1];
		if (i >= 0 && j >= 0) merged[i][j] = (merged[i]?.[j] ?? 0) + value;
	};
	lower.forEach((row, a) => {
		row.forEach((value, b) => {
			add(a, b, value);
			if (a !== b) add(b, a, value);
		});
	});
	return merged;
}

// src/domain/drift/effect-size.ts
/** Jensen–Shannon distance with base 2: 0 for equal shares, 1 for disjoint ones. Shares need not sum to one. */
function jensenShannonDistance(p, q) {
	const [left, right] = [normalised(p), normalised(q)];
	let divergence = 0;
	left.forEach((a, index) => {
		const b = right[index] ?? 0;
		const middle = (a + b) / 2;
		if (a > 0) divergence += a * Math.log2(a / middle) / 2;
		if (b > 0) divergence += b * Math.log2(b / middle) / 2;
	});
	return Math.sqrt(Math.max(0, divergence));
}
function normalised(values) {
	const sum = values.reduce((total, value) => total + value, 0);
	return values.map((value) => sum === 0 ? 0 : value / sum);
}
/**
* Wasserstein distance in standard deviations of the reference: the area between the two cumulative distributions, with
* the rows of each bin taken at their mean. Exact where each bin holds one value; never below the distance of the means.
* null where the reference does not vary, or one of the two has no values.
*/
function standardisedWasserstein(reference, current) {
	const { standardDeviation } = reference;
	if (standardDeviation === null || !(standardDeviation > 0)) return null;
	const steps = [...atoms(reference, -1), ...atoms(current, 1)].sort((a, b) => a.at - b.at);
	if (current.mean === null || reference.mean === null) return null;
	let [area, gap] = [0, 0];
	steps.forEach(({ at, mass }, index) => {
		gap += mass;
		area += Math.abs(gap) * ((steps[index + 1]?.at ?? at) - at);
	});
	return area / standardDeviation;
}
/** The bins as points that carry the share of their rows. */
function atoms({ counts, means }, sign) {
	return normalised(counts).flatMap((share, index) => {
		const at = means?.[index] ?? null;
		return at === null ? [] : [{
			at,
			mass: sign * share
		}];
	});
}

// src/domain/drift/significance.ts
/**
* P-value of the hypothesis that two samples have the same shares: Pearson's chi-square for independent rows; for grouped
* rows with the second-order correction of J. N. K. Rao and A. J. Scott (Annals of Statistics 12, 1984), read off Fisher's
* distribution with the groups' degrees of freedom: their covariance is estimated too, and large groups make that a rough guess.
* 1 where there is nothing to compare.
*/
function shapePValue(reference, current) {
	const size = 1 / reference.rows + 1 / current.rows;
	const pooled = pooledShares(reference, current);
	const used = pooled.flatMap((share, index) => share > 0 ? [index] : []);
	if (used.length < 2) return 1;
	const covariance = add(covarianceOf(reference, pooled), covarianceOf(current, pooled));
	let [statistic, trace, squares] = [
		0,
		0,
		0
	];
	for (const i of used) {
		const d = (current.shares[i] ?? 0) - (reference.shares[i] ?? 0);
		statistic += d * d / ((pooled[i] ?? 1) * size);
		for (const j of used) {
			const v = covariance[i]?.[j] ?? 0;
			if (i === j) trace += v / ((pooled[i] ?? 1) * size);
			squares += v * v / ((pooled[i] ?? 1) * (pooled[j] ?? 1) * size * size);
		}
	}
	if (!(trace > 0)) return statistic > 0 ? 0 : 1;
	const [value, degrees] = [statistic * trace / squares, trace * trace / squares];
	const groups = leastGroups(reference, current);
	return groups === null ? chiSquareSurvival(value, degrees) : fisherSurvival(value / degrees, degrees, groups - 1);
}
/**
* P-value of a shift: difference of the mean scores of the cells over its standard error. Independent rows: the variance of
* the pooled rows, which for `rankScores` is the Wilcoxon test with ties. Groups: that variance times the design effect of the two
* samples, and Student's t with as many degrees of freedom as the smaller sample has groups, less one.
*/
function shiftPValue(reference, current, scores) {
	const difference = scores.reduce((sum, score, i) => sum + score * ((current.shares[i] ?? 0) - (reference.shares[i] ?? 0)), 0);
	const pooled = pooledShares(reference, current);
	const variance = quadratic(add(multinomial(pooled, reference.rows), multinomial(pooled, current.rows)), scores) * designEffect(reference, current, scores);
	if (!(variance > 0)) return Math.abs(difference) > 1e-12 ? 0 : 1;
	const z = Math.abs(difference) / Math.sqrt(variance);
	const groups = leastGroups(reference, current);
	return groups === null ? 2 * normalCdf(-z) : 2 * studentSurvival(z, groups - 1);
}
function leastGroups(reference, current) {
	if (reference.groups === null) return current.groups;
	return current.groups === null ? reference.groups : Math.min(reference.groups, current.groups);
}
/** How many times the variance of independent rows the mean scores have. */
function designEffect(reference, current, scores) {
	const [before, now] = [reference, current].map((sample) => multinomial(sample.shares, sample.rows));
	const independent = quadratic(add(before ?? [], now ?? []), scores);
	if (!(independent > 0)) return 1;
	return quadratic(add(reference.covariance ?? before ?? [], current.covariance ?? now ?? []), scores) / independent;
}
/** Share of the pooled rows below the middle of each cell: what the Wilcoxon test calls the mean rank. */
function rankScores(reference, current) {
	let below = 0;
	return pooledShares(reference, current).map((share) => {
		const score = below + share / 2;
		below += share;
		return score;
	});
}
function pooledShares(reference, current) {
	const rows = reference.rows + current.rows;
	return reference.shares.map((p, index) => (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / rows);
}
function covarianceOf({ covariance, rows }, pooled) {
	return covariance ?? multinomial(pooled, rows);
}
function add(a, b) {
	return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? 0)));
}
function quadratic(matrix, scores) {
	let sum = 0;
	matrix.forEach((row, i) => {
		row.forEach((value, j) => {
			sum += (scores[i] ?? 0) * value * (scores[j] ?? 0);
		});
	});
	return sum;
}

// src/domain/drift/column-signals.ts
/** What a column is compared by. `current` is counted in the cells of `reference`. */
function columnTests(reference, current, settings) {
	if (reference.classified === true || current.classified === true) return [unseenShape(reference, current, settings), missingTest(reference, current, settings)];
	const before = reference.heldOut ?? reference;
	const merge = mergeSparse(before, current, { ordered: reference.kind === "number" });
	const shares = [cellShares(before, merge), cellShares(current, merge)];
	const tooFew = insufficiency(...shares, settings);
	const [shape, shift] = tooFew === null ? [shapePValue(...shares), shiftOf(...shares)] : [1, 1];
	const isConstant = merge.count < 2;
	const noCells = reference.categories?.length === 0 ? "no value is frequent enough to be compared" : null;
	const test = (statistic, value, rawP) => ({
		signal: {
			signal: "drift",
			column: reference.column,
			statistic,
			value,
			threshold: settings[statistic],
			...standing(shares[1], tooFew, noCells)
		},
		rawP: tooFew === null && !isConstant ? rawP : NaN
	});
	const tests = [test("js", shares.some(({ rows }) => rows === 0) ? null : jensenShannonDistance(before.counts, current.counts), shape)];
	const distance = standardisedWasserstein(reference, current);
	if (distance !== null) tests.push(test("wasserstein", distance, Math.min(1, 2 * Math.min(shape, shift))));
	return [...tests, missingTest(reference, current, settings)];
}
/** Of a classified column no value is kept, so that only its missing cells can be compared. */
function unseenShape(reference, current, settings) {
	const shares = cellShares(current, mergeSparse(current, current, { ordered: true }));
	return {
		signal: {
			signal: "drift",
			column: reference.column,
			statistic: "js",
			value: null,
			threshold: settings.js,
			...standing(shares, "the contract classifies the column: only missing cells are compared", null)
		},
		rawP: NaN
	};
}
function shiftOf(before, now) {
	return shiftPValue(before, now, rankScores(before, now));
}
/** The share of missing cells, which needs no common cells. */
function missingTest(reference, current, settings) {
	const [before, now] = [missingShares(reference), missingShares(current)];
	const tooFew = insufficiency(before, now, settings);
	const [was, is] = [before.shares[1] ?? 0, now.shares[1] ?? 0];
	const change = was === 0 && is === 0 ? null : `${percent(was)} missing before, ${percent(is)} now`;
	return {
		signal: {
			signal: "nulls",
			column: reference.column,
			statistic: "null_share",
			value: before.rows === 0 || now.rows === 0 ? null : Math.abs(is - was),
			threshold: settings.nullShare,
			...standing(now, tooFew, change)
		},
		rawP: tooFew === null && change !== null ? shiftPValue(before, now, [0, 1]) : NaN
	};
}
function missingShares(profile) {
	return cellShares(profile, missingCells(profile));
}
function standing({ rows, groups }, tooFew, note) {
	const reason = tooFew ?? note;
	return {
		pValue: null,
		rows,
		groups,
		verdict: tooFew === null ? "pass" : "insufficient",
		...reason === null ? {} : { reason }
	};
}
function percent(share) {
	return `${(100 * share).toFixed(1)} %`;
}
function insufficiency(before, now, settings) {
	for (const [when, sample] of [["now", now], ["in the reference", before]]) {
		if (sample.rows < settings.leastRows) return `${sample.rows} rows with a value ${when}; at least ${settings.leastRows} are needed`;
		if (sample.groups !== null && sample.groups < settings.leastGroups) return `${sample.groups} groups with a value ${when}; at least ${settings.leastGroups} are needed`;
	}
	return null;
}

// src/domain/drift/compare-profiles.ts
/**
* Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
* tests, and enough rows and groups in both; every value, threshold and p-value is told.
*/
function compareProfiles(reference, current, { settings, optional }) {
	const currentByName = new Map(current.columns.map((column) => [column.column, column]));
	const tests = [];
	const schema = [];
	for (const column of reference.columns) {
		const other = currentByName.get(column.column);
		const problem = schemaProblem(column, other);
		if (problem !== null) {
			if (other !== void 0 || !optional.includes(column.column)) schema.push(schemaSignal(column, current, problem));
		} else if (other !== void 0) {
			if (other.kind === column.kind) tests.push(...columnTests(column, other, settings));
			else tests.push(missingTest(column, other, settings));
		}
	}
	const adjusted = holm(tests.map(({ rawP }) => rawP));
	const judgements = tests.map(({ signal }, index) => judged(signal, adjusted[index] ?? NaN, settings));
	return [...schema, ...judgements];
}
const KINDS = {
	number: "numbers",
	category: "categories"
};
function schemaProblem(column, other) {
	if (other === void 0) return "the column is missing";
	if (other.kind === column.kind || hasNoValue(other) || hasNoValue(column)) return null;
	return `the column holds ${KINDS[other.kind]} now, ${KINDS[column.kind]} before`;
}
function hasNoValue({ counts }) {
	return counts.every((count) => count === 0);
}
function schemaSignal({ column }, { rows, groups }, reason) {
	return {
		signal: "schema",
		column,
		statistic: "column",
		value: null,
		threshold: null,
		pValue: null,
		rows,
		groups,
		verdict: "fail",
		reason
	};
}
/** Nothing to test is p = 1. */
function judged(signal, adjusted, { alpha }) {
	if (signal.verdict === "insufficient") return signal;
	const pValue = Number.isNaN(adjusted) ? 1 : adjusted;
	const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
	return {
		...signal,
		pValue,
		verdict: matters && pValue < alpha ? "fail" : "pass"
	};
}

// src/domain/drift/drift-settings.ts
const DRIFT_DEFAULTS = {
	js: .1,
	wasserstein: .1,
	nullShare: .05,
	alpha: .05,
	leastRows: 100,
	leastGroups: 30
};

// src/stages/monitor/monitor.ts
/** Holds new data against a release: the contract's checks, and drift of every column. Appends the record to the log. */
async function monitorStage(context, request) {
	const startedMs = context.clock.monotonicMs();
	const { engine, reference } = request;
	const { target } = context.model.data;
	const paths = request.data ?? context.model.monitor?.data ?? noData(context);
	const dataset = await openDataset(context, engine, {
		role: "monitor",
		paths,
		contract: reference.contract
	});
	assertGroup(context, reference, dataset.columns.map(({ name }) => name));
	const checked = await checkDataset(context, engine, {
		dataset,
		request: {
			contract: reference.contract,
			roleChecks: [],
			optional: [target]
		}
	});
	const profile = await profileDataset(context, engine, {
		dataset,
		contract: reference.contract,
		reference: reference.profile
	});
	const signals = [...compareProfiles(reference.profile, profile, {
		settings: DRIFT_DEFAULTS,
		optional: [target]
	}), ...checkSignals(checked, hasTooFew(profile))];
	const read = [...dataset.files, ...reference.file === null ? [] : [reference.file]];
	const record = {
		schema: "modelyard/monitor/1",
		verdict: monitorVerdict(signals),
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read,
			written: []
		}),
		reference: reference.tag,
		rows: checked.rows,
		groups: profile.groups,
		signals,
		datasets: [checked]
	};
	await writeRecord(recordPath(context.project.directory, context.model.name, "monitor"), monitorRecordSchema, record);
	await request.log.append({
		kind: "monitor",
		at: record.at,
		model: context.model.name,
		body: summaryOf(record)
	});
	return record;
}
function noData({ model }) {
	throw new ModelyardError("config", `models.${model.name} names no data to monitor`, { hint: `Set models.${model.name}.monitor.data, or give --data.` });
}
/** Data can be held against the reference only by the groups that it was counted by. */
function assertGroup({ model }, { tag, profile }, columns) {
	if (profile.groupBy === null && model.data.groupBy !== null) throw new ModelyardError("input", `${tag} was profiled without groups, and data.group_by is ${model.data.groupBy} now: its rows cannot be told apart from repeated ones`, { hint: "Release the model again with this config." });
	if (profile.groupBy === null || columns.includes(profile.groupBy)) return;
	throw new ModelyardError("input", `the new data have no column ${profile.groupBy}, by which the rows of ${tag} are grouped: they cannot be told apart from repeated ones`, { hint: `Log ${profile.groupBy} with every row.` });
}
/** What the log keeps: the signals that are not well, and how many are. */
function summaryOf(record) {
	const { reference, verdict, rows, groups, signals } = record;
	return {
		reference,
		verdict,
		rows,
		groups,
		signals: signals.filter((signal) => signal.verdict === "fail"),
		judged: signals.length
	};
}
/** Failing checks of the contract as signals. */
function checkSignals(dataset, isTooFew) {
	return dataset.checks.filter((check) => check.verdict !== "pass").map((check) => ({
		signal: "check",
		column: check.column,
		statistic: check.id,
		value: check.failing,
		threshold: null,
		pValue: null,
		rows: dataset.rows,
		groups: null,
		verdict: isAlarm(check, isTooFew) ? "fail" : "warn",
		reason: `expected ${check.expected}${check.reason === void 0 ? "" : `; ${check.reason}`}`
	}));
}
/** How many rows there are is a rule for training data: what arrives comes in other amounts, and few rows are no alarm. */
const SIZE_CHECKS = /* @__PURE__ */ new Set(["rows", "row_count"]);
/** `less than 1 % null`: a limit on a share, which says as little as drift does of a few rows. */
const IS_SHARE = /^[a-z ]+[\d.e+-]+( and [\d.e+-]+)? % /;
function isAlarm({ verdict, kind, expected }, isTooFew) {
	if (SIZE_CHECKS.has(kind) || isTooFew && IS_SHARE.test(expected)) return false;
	return verdict === "fail" || verdict === "error";
}
function hasTooFew({ rows, groups }) {
	const { leastRows, leastGroups } = DRIFT_DEFAULTS;
	return rows < leastRows || groups !== null && groups < leastGroups;
}
function monitorVerdict(signals) {
	if (signals.some((signal) => signal.verdict === "fail")) return "fail";
	return signals.filter(({ signal }) => signal === "drift" || signal === "nulls").every((signal) => signal.verdict === "insufficient") ? "insufficient" : "pass";
}

// src/stages/monitor/monitor-text.ts
const NAMES = {
	js: "shape, Jensen–Shannon distance",
	wasserstein: "location, Wasserstein distance in sd",
	null_share: "share of missing cells"
};
/** The verdict, what is not well, and what could not be judged, as lines for people. */
function monitorText(record) {
	const rest = [...warnings(record), ...unjudged(record)].map((line) => `  ${line}\n`);
	return `${headline(record)}\n${rest.join("")}`;
}
function headline(record) {
	const { reference, signals, verdict } = record;
	const rows = `${record.rows} rows${record.groups === null ? "" : ` of ${record.groups} groups`}`;
	if (verdict === "insufficient") return `too few rows to judge: ${shortage(signals) ?? rows}`;
	const failing = signals.filter((signal) => signal.verdict === "fail");
	if (failing.length === 0) return `no drift against ${reference} in ${rows}`;
	const lines = failing.map((signal) => `  ${visible(signal.column ?? "")}  ${signalText(signal)}`);
	return `${failing.length} of ${signals.length} signals against ${reference} in ${rows}\n${lines.join("\n")}`;
}
/** Missing cells are compared in every column; that shapes are not may have other reasons than few rows. */
function shortage(signals) {
	const unjudged = signals.filter((signal) => signal.verdict === "insufficient");
	return (unjudged.find(({ signal }) => signal === "nulls") ?? unjudged[0])?.reason;
}
function warnings({ signals }) {
	return signals.filter((signal) => signal.verdict === "warn").map((signal) => `warning: ${visible(signal.column ?? "")}  ${signalText(signal)}`);
}
/** Columns without a verdict must not look like columns that are well. */
function unjudged({ signals, verdict }) {
	if (verdict === "insufficient") return [];
	return [...new Map(signals.filter((signal) => signal.verdict === "insufficient").map(({ column, reason }) => [column ?? "", reason ?? ""]))].map(([column, reason]) => `not judged: ${visible(column)}  ${reason}`);
}
function signalText(signal) {
	if (signal.pValue === null) return `${signal.statistic}: ${visible(signal.reason ?? "")}`;
	const p = signal.pValue < 1e-4 ? "p < 0.0001" : `p = ${signal.pValue.toFixed(4)}`;
	const why = signal.reason === void 0 ? "" : `; ${signal.reason}`;
	return `${NAMES[signal.statistic] ?? signal.statistic} ${signal.value?.toFixed(3)} (alarm from ${signal.threshold}), ${p}${why}`;
}

// src/cli/commands/monitor.ts
const command = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const { releases, log } = await context.services.forge(stage.project.repository);
	const tag = await newestRelease(stage, releases);
	if (tag === null) throw new ModelyardError("input", `${model.name} has no release to hold new data against`, { hint: "Run modelyard release first." });
	const release = await readVerified(releases, tag);
	const asked = context.line.text("data");
	const data = asked === null ? null : { patterns: [{
		written: asked,
		absolute: resolve(asked)
	}] };
	const reference = {
		tag: tag.tag,
		...await releasedReference(release)
	};
	const record = await monitorStage(stage, {
		engine: context.services.engine,
		log,
		reference,
		data
	});
	stage.reporter.step({
		model: model.name,
		stage: "monitor",
		detail: `${record.verdict} against ${tag.tag}`,
		durationMs: record.durationMs
	});
	return {
		json: record,
		text: monitorText(record),
		exitCode: record.verdict === "fail" ? 1 : 0
	};
});
/** Profile and contract as they were released. */
async function releasedReference({ folder, record }) {
	const profile = await readRecord(join(folder, "profile.json"), profileSchema);
	if (profile === null) throw new ModelyardError("unreadable", `${record.tag} holds no profile to hold new data against`, { hint: "Run modelyard validate before the next release: it makes the profile." });
	return {
		profile,
		...await releasedContract(folder, record.assets.map(({ name }) => name))
	};
}
async function releasedContract(folder, names) {
	const name = names.find((each) => each.startsWith("contract."));
	if (name === void 0) return {
		contract: null,
		file: null
	};
	const path = join(folder, name);
	return {
		contract: parseContract(await readFile(path, "utf8"), basename(path)),
		file: {
			path: name,
			...await hashFile(path)
		}
	};
}

export { command };