import { a as recordPath, f as hashFile, r as readRecord, s as writeRecord } from "./store.js";
import { t as ModelyardError } from "./errors.js";
import { t as normalCdf } from "./normal.js";
import { n as checkDataset, r as openDataset, s as studentSurvival, t as profileDataset, u as parseContract } from "./profile-dataset.js";
import { o as visible } from "./escape-markdown.js";
import { n as recordHeader, t as readRevision } from "./revision.js";
import { C as string, b as object, g as array, m as _enum, r as headerShape, v as literal, y as number } from "./common.js";
import { t as datasetResultSchema } from "./validate.js";
import { n as readVerified, t as newestRelease } from "./baseline-release.js";
import { t as forEachModel } from "./for-each-model.js";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";

// src/records/profile.ts
const clusterSumsSchema = object({
	groups: number().int(),
	products: array(array(number())),
	sizes: array(number()),
	sizeSquares: number()
});
const columnProfileSchema = object({
	column: string(),
	kind: _enum(["number", "category"]),
	rows: number().int(),
	nulls: number().int(),
	nonFinite: number().int(),
	edges: array(number()).nullable(),
	categories: array(string()).nullable(),
	counts: array(number().int()),
	mean: number().nullable(),
	standardDeviation: number().nullable(),
	minimum: number().nullable(),
	maximum: number().nullable(),
	distinct: number().int().nullable(),
	clusters: clusterSumsSchema.nullable()
});
const profileSchema = object({
	schema: literal("modelyard/profile/1"),
	toolkit: string(),
	model: string(),
	data: string(),
	rows: number().int(),
	groups: number().int().nullable(),
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

// src/domain/drift/cell-shares.ts
/** Shares of merged cells among the rows that are in any of them. The null cell is the last of a profile. */
function cellShares(profile, merge) {
	const missing = profile.rows - profile.counts.reduce((sum, count) => sum + count, 0);
	const counts = mergeVector([...profile.counts, missing], merge);
	const rows = counts.reduce((sum, count) => sum + count, 0);
	const shares = counts.map((count) => rows === 0 ? 0 : count / rows);
	const covariance = profile.clusters === null ? multinomial(shares, rows) : clustered(profile, merge, {
		shares,
		rows
	});
	return {
		shares,
		rows,
		groups: profile.clusters?.groups ?? null,
		covariance
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
function multinomial(shares, rows) {
	return shares.map((p, i) => shares.map((q, j) => ((i === j ? p : 0) - p * q) / Math.max(1, rows)));
}
/**
* Ratio estimators over groups: G / (G − 1) / M² · Σ_g (n_gi − p_i m_g)(n_gj − p_j m_g), which the sums of products give.
*/
function clustered(profile, merge, { shares, rows }) {
	const clusters = profile.clusters;
	if (clusters === null) return multinomial(shares, rows);
	const products = mergeProducts(clusters.products, merge);
	const sizes = products.map((row) => row.reduce((sum, value) => sum + value, 0));
	const squares = sizes.reduce((sum, value) => sum + value, 0);
	const factor = clusters.groups / Math.max(1, clusters.groups - 1) / Math.max(1, rows * rows);
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
/** Two cells: a value, and none. */
function missingCells(profile) {
	return {
		cells: [...profile.counts.map(() => 0), 1],
		count: 2
	};
}
const LEAST_EXPECTED = 5;
/**
* Merges neighbouring cells until each expects five rows in the smaller sample; an expected count below that makes the
* chi-square distribution a bad approximation. Categories are merged as if they were sorted by frequency.
*/
function mergeSparse(reference, current) {
	const pooled = reference.counts.map((count, index) => count + (current.counts[index] ?? 0));
	const total = pooled.reduce((sum, count) => sum + count, 0);
	const smaller = Math.min(sumOf(reference.counts), sumOf(current.counts));
	const expected = pooled.map((count) => total === 0 ? 0 : count / total * smaller);
	const order = expected.map((_, index) => index);
	if (reference.kind === "category") order.sort((a, b) => (expected[b] ?? 0) - (expected[a] ?? 0));
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
* Wasserstein distance in standard deviations of the reference, from bins: the area between the two cumulative
* distributions, taken as straight between edges. null where the reference does not vary.
*/
function standardisedWasserstein(reference, current) {
	const { edges, standardDeviation } = reference;
	if (edges === null || standardDeviation === null || !(standardDeviation > 0)) return null;
	if (current.minimum === null || current.maximum === null || reference.minimum === null || reference.maximum === null) return null;
	const [p, q] = [normalised(reference.counts), normalised(current.counts)];
	const points = [
		Math.min(reference.minimum, current.minimum),
		...edges,
		Math.max(reference.maximum, current.maximum)
	];
	let [area, gap] = [0, 0];
	for (let bin = 0; bin < p.length; bin++) {
		const next = bin === p.length - 1 ? 0 : gap + (q[bin] ?? 0) - (p[bin] ?? 0);
		const width = Math.max(0, (points[bin + 1] ?? 0) - (points[bin] ?? 0));
		area += areaBetween(gap, next) * width;
		gap = next;
	}
	return area / standardDeviation;
}
/** Mean of |x| along a straight line from a to b. */
function areaBetween(a, b) {
	if (a * b >= 0) return Math.abs(a + b) / 2;
	return (a * a + b * b) / (2 * Math.abs(a - b));
}

// src/domain/statistics/chi-square.ts
const LANCZOS = [
	.9999999999998099,
	676.5203681218851,
	-1259.1392167224028,
	771.3234287776531,
	-176.6150291621406,
	12.507343278686905,
	-.13857109526572012,
	9984369578019572e-21,
	1.5056327351493116e-7
];
/** Natural logarithm of the gamma function for x > 0 (Lanczos' approximation, g = 7). */
function logGamma(x) {
	if (x < .5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
	const shifted = x - 1;
	const base = shifted + 7.5;
	const series = LANCZOS.slice(1).reduce((sum, coefficient, index) => sum + coefficient / (shifted + index + 1), LANCZOS[0] ?? 1);
	return .5 * Math.log(2 * Math.PI) + (shifted + .5) * Math.log(base) - base + Math.log(series);
}
const MOST_STEPS = 1e4;
const PRECISION = 1e-15;
/** P(X > x) of a chi-square distribution; `degrees` may be a fraction. */
function chiSquareSurvival(x, degrees) {
	if (!(degrees > 0) || Number.isNaN(x)) return NaN;
	if (x <= 0) return 1;
	const [shape, point] = [degrees / 2, x / 2];
	return point < shape + 1 ? 1 - lowerSeries(shape, point) : upperFraction(shape, point);
}
/** Regularised lower incomplete gamma function, by its series. */
function lowerSeries(shape, x) {
	let term = 1 / shape;
	let sum = term;
	for (let step = 1; step < MOST_STEPS && term > sum * PRECISION; step++) {
		term *= x / (shape + step);
		sum += term;
	}
	return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
/** Regularised upper incomplete gamma function, by its continued fraction (Lentz's method). */
function upperFraction(shape, x) {
	const tiny = 1e-300;
	let b = x + 1 - shape;
	let c = 1 / tiny;
	let d = 1 / b;
	let fraction = d;
	for (let step = 1; step < MOST_STEPS; step++) {
		const a = -step * (step - shape);
		b += 2;
		d = 1 / nonZero(a * d + b, tiny);
		c = nonZero(b + a / c, tiny);
		const change = d * c;
		fraction *= change;
		if (Math.abs(change - 1) < PRECISION) break;
	}
	return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
function nonZero(value, tiny) {
	return Math.abs(value) < tiny ? tiny : value;
}

// src/domain/drift/significance.ts
/**
* P-value of the hypothesis that two samples have the same shares: Pearson's statistic with the second-order
* correction of J. N. K. Rao and A. J. Scott (Annals of Statistics 12, 1984) for clustered rows, which is Pearson's own test for
* independent ones. 1 where there is nothing to compare.
*/
function shapePValue(reference, current) {
	const size = 1 / reference.rows + 1 / current.rows;
	const pooled = reference.shares.map((p, index) => (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / (reference.rows + current.rows));
	const used = pooled.flatMap((share, index) => share > 0 ? [index] : []);
	if (used.length < 2) return 1;
	let [statistic, trace, squares] = [
		0,
		0,
		0
	];
	for (const i of used) {
		const d = (current.shares[i] ?? 0) - (reference.shares[i] ?? 0);
		statistic += d * d / ((pooled[i] ?? 1) * size);
		for (const j of used) {
			const v = (reference.covariance[i]?.[j] ?? 0) + (current.covariance[i]?.[j] ?? 0);
			if (i === j) trace += v / ((pooled[i] ?? 1) * size);
			squares += v * v / ((pooled[i] ?? 1) * (pooled[j] ?? 1) * size * size);
		}
	}
	if (!(trace > 0)) return statistic > 0 ? 0 : 1;
	return chiSquareSurvival(statistic * trace / squares, trace * trace / squares);
}
/**
* P-value of a shift: difference of the mean scores of the cells over its standard error. With groups Student's t with as many
* degrees of freedom as the smaller sample has groups, less one.
*/
function shiftPValue(reference, current, scores) {
	let [difference, variance] = [0, 0];
	scores.forEach((score, i) => {
		difference += score * ((current.shares[i] ?? 0) - (reference.shares[i] ?? 0));
		scores.forEach((other, j) => {
			variance += score * other * ((reference.covariance[i]?.[j] ?? 0) + (current.covariance[i]?.[j] ?? 0));
		});
	});
	if (!(variance > 0)) return difference === 0 ? 1 : 0;
	const z = Math.abs(difference) / Math.sqrt(variance);
	const groups = Math.min(reference.groups ?? Number.POSITIVE_INFINITY, current.groups ?? Number.POSITIVE_INFINITY);
	return Number.isFinite(groups) ? 2 * studentSurvival(z, groups - 1) : 2 * normalCdf(-z);
}
/** Share of the pooled rows below the middle of each cell: what the Wilcoxon test calls the mean rank. */
function rankScores(reference, current) {
	let below = 0;
	return reference.shares.map((p, index) => {
		const share = (p * reference.rows + (current.shares[index] ?? 0) * current.rows) / (reference.rows + current.rows);
		const score = below + share / 2;
		below += share;
		return score;
	});
}

// src/domain/drift/compare-profiles.ts
const DRIFT_DEFAULTS = {
	js: .1,
	wasserstein: .1,
	nullShare: .05,
	alpha: .05,
	leastRows: 100,
	leastGroups: 30
};
/**
* Compares two profiles with the same bins. An alarm needs an effect that matters, significance after Holm over all
* tests, and enough rows and groups in both; every value, threshold and p-value is told. `optional` columns may be missing.
*/
function compareProfiles(reference, current, { settings, optional }) {
	const currentByName = new Map(current.columns.map((column) => [column.column, column]));
	const tested = [];
	const schema = [];
	for (const column of reference.columns) {
		const other = currentByName.get(column.column);
		if (other === void 0) {
			if (!optional.includes(column.column)) schema.push(schemaSignal(column, current, "the column is missing"));
		} else if (other.kind !== column.kind) schema.push(schemaSignal(column, current, `the column holds ${KINDS[other.kind]} now, ${KINDS[column.kind]} before`));
		else tested.push(...columnCandidates(column, other, settings));
	}
	const adjusted = holm(tested.map(({ rawP, signal }) => signal.verdict === "insufficient" ? NaN : rawP));
	return [...schema, ...tested.map(({ signal }, index) => judged(signal, adjusted[index] ?? NaN, settings))];
}
const KINDS = {
	number: "numbers",
	category: "categories"
};
function schemaSignal(column, current, reason) {
	return {
		signal: "schema",
		column: column.column,
		statistic: "column",
		value: null,
		threshold: null,
		pValue: null,
		rows: current.rows,
		groups: current.groups,
		verdict: "fail",
		reason
	};
}
function judged(signal, pValue, { alpha }) {
	if (signal.verdict === "insufficient") return signal;
	const matters = (signal.value ?? 0) >= (signal.threshold ?? Number.POSITIVE_INFINITY);
	return {
		...signal,
		pValue,
		verdict: matters && pValue < alpha ? "fail" : "pass"
	};
}
function columnCandidates(reference, current, settings) {
	const merge = mergeSparse(reference, current);
	const [before, now] = [cellShares(reference, merge), cellShares(current, merge)];
	const tooFew = insufficiency(before, now, settings);
	const base = {
		column: reference.column,
		rows: now.rows,
		groups: now.groups,
		pValue: null
	};
	const verdict = tooFew === null ? "pass" : "insufficient";
	const reason = tooFew === null ? {} : { reason: tooFew };
	const shape = {
		signal: {
			...base,
			signal: "drift",
			statistic: "js",
			value: jensenShannonDistance(reference.counts, current.counts),
			threshold: settings.js,
			verdict,
			...reason
		},
		rawP: tooFew === null ? shapePValue(before, now) : 1
	};
	const distance = standardisedWasserstein(reference, current);
	return [
		shape,
		...distance === null ? [] : [{
			signal: {
				...base,
				signal: "drift",
				statistic: "wasserstein",
				value: distance,
				threshold: settings.wasserstein,
				verdict,
				...reason
			},
			rawP: tooFew === null ? shiftPValue(before, now, rankScores(before, now)) : 1
		}],
		missingCandidate(reference, current, settings)
	];
}
function missingCandidate(reference, current, settings) {
	const merge = missingCells(reference);
	const [before, now] = [cellShares(reference, merge), cellShares(current, merge)];
	const tooFew = insufficiency(before, now, settings);
	const change = Math.abs((now.shares[1] ?? 0) - (before.shares[1] ?? 0));
	return {
		signal: {
			signal: "nulls",
			column: reference.column,
			statistic: "null_share",
			value: change,
			threshold: settings.nullShare,
			pValue: null,
			rows: now.rows,
			groups: now.groups,
			verdict: tooFew === null ? "pass" : "insufficient",
			reason: tooFew ?? `${percent(before.shares[1])} missing before, ${percent(now.shares[1])} now`
		},
		rawP: tooFew === null ? shiftPValue(before, now, [0, 1]) : 1
	};
}
function percent(share) {
	return `${(100 * (share ?? 0)).toFixed(1)} %`;
}
function insufficiency(before, now, settings) {
	for (const [when, sample] of [["now", now], ["in the reference", before]]) {
		if (sample.rows < settings.leastRows) return `${sample.rows} rows ${when}; at least ${settings.leastRows} are needed`;
		if (sample.groups !== null && sample.groups < settings.leastGroups) return `${sample.groups} groups ${when}; at least ${settings.leastGroups} are needed`;
	}
	return null;
}

// src/records/monitor.ts
const signalSchema = object({
	signal: _enum([
		"drift",
		"nulls",
		"check",
		"schema"
	]),
	column: string().nullable(),
	/** js (distance, base 2), wasserstein (in reference standard deviations), null_share … */
	statistic: string(),
	value: number().nullable(),
	threshold: number().nullable(),
	/** After Holm over all columns and statistics that were tested. */
	pValue: number().nullable(),
	rows: number().int(),
	groups: number().int().nullable(),
	verdict: _enum([
		"pass",
		"fail",
		"warn",
		"insufficient"
	]),
	reason: string().optional()
});
const monitorRecordSchema = object({
	schema: literal("modelyard/monitor/1"),
	verdict: _enum([
		"pass",
		"fail",
		"insufficient"
	]),
	...headerShape,
	/** Tag of the release whose profile is the reference. */
	reference: string(),
	rows: number().int(),
	groups: number().int().nullable(),
	signals: array(signalSchema),
	/** The contract's checks on the new data. */
	datasets: array(datasetResultSchema)
});

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
	assertGroup(context, dataset.columns.map(({ name }) => name));
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
		reference: reference.profile
	});
	const signals = [...compareProfiles(reference.profile, profile, {
		settings: DRIFT_DEFAULTS,
		optional: [target]
	}), ...checkSignals(checked)];
	const read = [...dataset.files, ...reference.file === null ? [] : [reference.file]];
	const record = {
		schema: "modelyard/monitor/1",
		verdict: monitorVerdict(signals),
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context.project.repository),
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
/** Without its groups the new data cannot be judged as the reference was. */
function assertGroup({ model }, columns) {
	const { groupBy } = model.data;
	if (groupBy === null || columns.includes(groupBy)) return;
	throw new ModelyardError("input", `the new data have no column ${groupBy} (data.group_by), so their rows cannot be told apart from repeated ones`, { hint: "Log the group with every row." });
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
function checkSignals(dataset) {
	return dataset.checks.filter((check) => check.verdict !== "pass").map((check) => ({
		signal: "check",
		column: check.column,
		statistic: check.id,
		value: check.failing,
		threshold: null,
		pValue: null,
		rows: dataset.rows,
		groups: null,
		verdict: check.verdict === "fail" || check.verdict === "error" ? "fail" : "warn",
		reason: `expected ${check.expected}${check.reason === void 0 ? "" : `; ${check.reason}`}`
	}));
}
function monitorVerdict(signals) {
	if (signals.some((signal) => signal.verdict === "fail")) return "fail";
	return signals.filter((signal) => signal.signal === "drift").every((signal) => signal.verdict === "insufficient") ? "insufficient" : "pass";
}
const NAMES = {
	js: "shape, Jensen–Shannon distance",
	wasserstein: "location, Wasserstein distance in sd",
	null_share: "share of missing cells"
};
/** What is not well, as lines for people. */
function monitorText(record) {
	const rows = `${record.rows} rows${record.groups === null ? "" : ` of ${record.groups} groups`}`;
	const failing = record.signals.filter((signal) => signal.verdict === "fail");
	if (record.verdict === "insufficient") return `too few rows to judge: ${record.signals[0]?.reason ?? rows}\n`;
	if (failing.length === 0) return `no drift against ${record.reference} in ${rows}\n`;
	const lines = failing.map((signal) => `  ${visible(signal.column ?? "")}  ${signalText(signal)}`);
	return `${failing.length} of ${record.signals.length} signals against ${record.reference} in ${rows}\n${lines.join("\n")}\n`;
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
	if (tag === null) throw new ModelyardError("refused", `${model.name} has no release to hold new data against`, { hint: "Run modelyard release first." });
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
	if (profile === null) throw new ModelyardError("unreadable", `${record.tag} holds no profile`);
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