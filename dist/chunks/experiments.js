import { n as ModelyardError, r as messageOf } from "./errors.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { B as firstSet, a as findMetric, i as directionOf } from "./registry.js";
import { t as measureMetrics } from "./measure-metrics.js";
import { t as recordHeader } from "./header.js";
import { t as readRevision } from "./revision.js";
import { c as experimentsFolder, f as readKept, h as experimentOf, i as paramsOf, m as packArrays, n as isStructured, p as readEvidence, r as largeJson, s as MOST_EXPERIMENTS, t as LARGE_TEXT } from "./read-params.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { r as readRecord } from "./store.js";
import { t as trainRecordSchema } from "./train.js";
import { i as onlyModel, o as readRef } from "./command-context.js";
import { r as LOG_BRANCH } from "./release-tags.js";
import { t as loggedExperiments } from "./merged-experiment.js";
import { T as formatSeconds, _ as counted, b as formatBytes, w as formatPercent, x as formatCount } from "./pair-metrics.js";
import { m as quantityFormat, p as metricLabel, u as rangeText } from "./gate-words.js";
import { a as inertLine, i as escapeMarkdown, n as codeSpan, o as shortened, r as cutMiddle, s as visible } from "./escape-markdown.js";
import { n as verdictCode, t as forEachModel } from "./for-each-model.js";
import { n as changedParams, r as flattened, t as changedParamText } from "./changed-params.js";
import { r as repositoryPath, t as displayPath } from "./paths.js";
import { r as fileAt } from "./base-files.js";
import { l as resolveCommit, o as isShallow } from "./repository.js";
import { t as computeInputDigest } from "./input-digest.js";
import { t as markdownTable } from "./markdown-table.js";
import { i as shortList } from "./fit-report.js";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

// src/domain/experiments/can-measure.ts
/** Whether a metric, or that of one of several targets, can be measured from these rows, asked for or not when they were judged. */
function canMeasure({ truth, candidate }, metric, target) {
	if (candidate.own?.columns.some(({ name }) => name === metric) === true) return true;
	if (target !== void 0 && !(truth.task === "targets" && truth.names.includes(target))) return false;
	const task = truth.task === "targets" ? "regression" : truth.task;
	return findMetric(metric)?.tasks.includes(task) === true;
}

// src/domain/experiments/judge-change.ts
/** Float64 rounding is no change. */
const ROUNDING = 1e-12;
/** Which way a metric went. With an interval only what it proves; with a point its sign. */
function judgeChange({ better, difference, interval, guard }) {
	const good = better === "higher" ? 1 : -1;
	if (interval === null) {
		if (Math.abs(difference) <= ROUNDING) return "same";
		return difference * good > 0 ? "better" : "worse";
	}
	if (difference === 0 && interval[0] === 0 && interval[1] === 0) return "same";
	if (guard !== null) return "unclear";
	const [low, high] = interval;
	if (low > 0) return good > 0 ? "better" : "worse";
	if (high < 0) return good > 0 ? "worse" : "better";
	return "unclear";
}

// src/domain/experiments/rank-candidates.ts
/**
* Ranks candidates that were judged on the same rows, the way of multiple comparisons with the best (J. C. Hsu, Annals of
* Statistics 12, 1984), with Bonferroni's level in place of Dunnett's, as metrics have no common variance: every candidate is held
* against the leader, row by row, at 1 − (1 − confidence) / (k − 1). One is worse where its interval lies wholly on the worse side.
*
* With α = 1 − confidence: the truly best is called worse with probability at most (k − 1) · (α / 2) / (k − 1) = α / 2, whichever leads.
* A leader that is not truly better than all others is called the only one left with probability at most k · (α / 2) / (k − 1) ≤ α:
* for that it must beat one that is as good, which happens to each of k with (α / 2) / (k − 1).
*/
async function rankCandidates(ids, load, { metric, confidence, target }) {
	const points = [];
	for (const id of ids) points.push({
		id,
		point: measured(await load(id), {
			metric,
			confidence,
			target
		})
	});
	const better = points[0]?.point.better ?? directionOf(metric);
	const valued = points.filter(({ point }) => point.candidate !== null).sort((a, b) => inOrder(better, a.point.candidate ?? 0, b.point.candidate ?? 0));
	const [leader, ...others] = valued;
	const simultaneous = simultaneousConfidence(valued.length, confidence);
	const own = leader === void 0 ? null : await load(leader.id);
	const ranked = leader === void 0 ? [] : [{
		...plain(leader),
		standing: "leader"
	}];
	for (const other of others) {
		const contrast = contrastWith({
			...await load(other.id),
			baseline: own
		}, {
			metric,
			confidence: simultaneous,
			target
		});
		ranked.push(contrast === null ? {
			...plain(other),
			standing: "tied",
			reason: "the difference of this metric has no interval"
		} : held(other, contrast, better));
	}
	const unknown = points.filter(({ point }) => point.candidate === null);
	const [first] = points;
	return {
		metric,
		better,
		...first?.point.target === void 0 ? {} : { target: first.point.target },
		rows: first?.point.rows ?? 0,
		groups: first?.point.groups ?? null,
		confidence,
		simultaneous,
		ranked: [...ranked, ...unknown.map((each) => ({
			...plain(each),
			standing: "undefined"
		}))],
		set: ranked.filter(({ standing }) => standing !== "worse").map(({ id }) => id)
	};
}
function simultaneousConfidence(candidates, confidence) {
	return 1 - (1 - confidence) / Math.max(1, candidates - 1);
}
function inOrder(better, a, b) {
	return better === "higher" ? b - a : a - b;
}
function measured(observed, { metric, confidence, target }) {
	const request = {
		...observed,
		baseline: null,
		metrics: [metric],
		confidence,
		subset: null
	};
	const measurement = ofTarget(measureMetrics(request), target);
	if (measurement === void 0) throw new Error(`${metric} was not measured`);
	return measurement;
}
function ofTarget(measurements, target) {
	return measurements.find((each) => target === void 0 || each.target === target);
}
/** These rows − `baseline` on the same rows, of one target or the first; null where either has no value. */
function contrastWith({ baseline, ...observed }, { metric, confidence, target }) {
	return ofTarget(measureMetrics({
		...observed,
		baseline: baseline?.candidate ?? null,
		baselineThreshold: baseline?.threshold,
		metrics: [metric],
		confidence,
		subset: null
	}), target)?.contrast(1) ?? null;
}
function plain({ id, point }) {
	return {
		id,
		value: point.candidate,
		interval: point.candidateInterval,
		difference: null,
		differenceInterval: null,
		method: null,
		reason: point.reason
	};
}
function held(contender, contrast, better) {
	const { estimate: difference, interval, guard, method } = contrast;
	const change = judgeChange({
		better,
		difference,
		interval,
		guard
	});
	return {
		...plain(contender),
		standing: change === "worse" ? "worse" : "tied",
		difference,
		differenceInterval: interval,
		method,
		reason: guard
	};
}

// src/stages/experiments/asked-metric.ts
/** What a text asks of this model: of several targets `mae of days` that one, and `mae` the first. */
function askedMetric({ task, data, evaluate }, text) {
	const isOwn = (evaluate.columns ?? []).some(({ name }) => name === text);
	if (data.targets.length < 2 || isOwn) return { name: text };
	const isOfTargets = (name) => findMetric(name)?.tasks.some((each) => each === task) === true;
	const [first = ""] = data.targets;
	if (isOfTargets(text)) return {
		name: text,
		target: first
	};
	return data.targets.filter((target) => text.endsWith(` of ${target}`)).map((target) => ({
		name: text.slice(0, -` of ${target}`.length),
		target
	})).find(({ name }) => isOfTargets(name)) ?? { name: text };
}
/** As tables call it. */
function askedLabel({ name, target }) {
	return target === void 0 ? name : `${name} of ${target}`;
}

// src/stages/experiments/read-logged.ts
/** Candidates whose changes were merged and never released. */
async function readLogged(context, log) {
	const read = await log.read().catch((error) => ({ reason: messageOf(error) }));
	if ("reason" in read) return {
		experiments: [],
		skipped: [{
			where: "the log",
			reason: read.reason
		}]
	};
	const { experiments, unknown } = loggedExperiments(read.entries, context.model.name);
	const absent = read.head === null ? await remoteOnly(context) : null;
	return {
		experiments: experiments.map(({ experiment }) => experiment),
		skipped: [...unknown.map((at) => ({
			where: "the log",
			reason: `its experiment of ${at} cannot be understood`
		})), ...absent === null ? [] : [{
			where: "the log",
			reason: absent
		}]]
	};
}
/** A clone has the branches of its origin under other names. */
async function remoteOnly({ project }) {
	if (await readRef(project.repository, `refs/remotes/origin/${"modelyard-log"}`) === null) return null;
	return `the branch ${LOG_BRANCH} is the origin's alone; --forge github reads it there, git branch ${LOG_BRANCH} origin/${LOG_BRANCH} brings it here`;
}

// src/stages/experiments/gather.ts
/** Releases whose records are read, newest first, where the checkout does not know their candidate. */
const MOST_READ_RELEASES = 20;
const RECORDS = ["train.json", "evaluate.json"];
/** All that is known of a model's candidates: of this checkout, of releases and of the log. One that is found twice is one. */
async function gatherExperiments(context, forge) {
	const kept = await readKept(context);
	const released = await readReleases(context, forge.releases, kept.experiments);
	const logged = await readLogged(context, forge.log);
	const places = [
		["checkout", kept],
		["release", released],
		["log", logged]
	];
	const tagsOf = tagger(released.tags, places.flatMap(([, { experiments }]) => experiments));
	const byId = /* @__PURE__ */ new Map();
	for (const [place, { experiments }] of places) for (const each of experiments) {
		const known = byId.get(each.id);
		const tags = [.../* @__PURE__ */ new Set([...known?.tags ?? [], ...tagsOf(each)])];
		const told = known === void 0 || known.verdict === null ? each : known;
		byId.set(each.id, {
			...told,
			where: [...known?.where ?? [], place],
			tags
		});
	}
	return {
		experiments: [...byId.values()].sort(newestFirst).slice(0, MOST_EXPERIMENTS),
		skipped: places.flatMap(([, { skipped }]) => skipped)
	};
}
/** Other inputs may have given the same bytes: where one of them was trained at the release's own commit, the tag is its alone. */
function tagger(tags, all) {
	const isExact = (each, tag) => each.candidate === tag.candidate && each.commit === tag.commit && !each.dirty;
	const hasExact = new Set(tags.filter((tag) => all.some((each) => isExact(each, tag))));
	return (each) => tags.filter((tag) => hasExact.has(tag) ? isExact(each, tag) : each.candidate === tag.candidate).map(({ tag }) => tag);
}
function newestFirst(a, b) {
	return Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1);
}
async function readReleases(context, forge, kept) {
	const list = await forge.listReleases().catch(skipping("the releases"));
	if ("reason" in list) return {
		tags: [],
		experiments: [],
		skipped: [list]
	};
	const tags = list.releases.filter(({ model }) => model === context.model.name);
	const judged = new Set(kept.flatMap(({ candidate, verdict }) => verdict === null ? [] : [candidate]));
	const unknown = tags.filter(({ candidate }) => !judged.has(candidate));
	const experiments = [];
	const unread = [];
	const readable = unknown.filter(({ published }) => published);
	for (const tag of readable.slice(0, MOST_READ_RELEASES)) {
		const read = await readOne(context, forge, tag).catch(skipping(tag.tag));
		if ("schema" in read) experiments.push(read);
		else unread.push(read);
	}
	const older = readable.length - MOST_READ_RELEASES;
	const limits = [
		list.complete ? null : "this clone is shallow, and there may be more than it shows: git fetch --unshallow --tags brings it",
		absentText(unknown.filter(({ published }) => !published)),
		older > 0 ? `${older} besides the newest ${MOST_READ_RELEASES} were not read` : null
	].filter((reason) => reason !== null);
	return {
		tags,
		experiments,
		skipped: [...unread, ...limits.map((reason) => ({
			where: "the releases",
			reason
		}))]
	};
}
/** A clone has the tags and not the files; null where all are here. */
function absentText(tags) {
	const [newest] = tags;
	if (newest === void 0) return null;
	return `the files of ${tags.length === 1 ? newest.tag : `${newest.tag} and ${tags.length - 1} more`} are not here; --forge github reads them where they were released on GitHub`;
}
async function readOne(context, forge, tag) {
	const { folder, record } = await forge.readRecords(tag);
	await assertReleased(record, folder);
	const train = await readRecord(join(folder, "train.json"), trainRecordSchema);
	const evaluate = await readRecord(join(folder, "evaluate.json"), evaluateRecordSchema);
	if (train === null) throw new ModelyardError("unreadable", "the release holds no train.json");
	return experimentOf(context, {
		train,
		evaluate,
		rows: null,
		rowsReason: "it is known by its release alone"
	});
}
async function assertReleased({ assets }, folder) {
	for (const { name, sha256 } of assets.filter((asset) => RECORDS.includes(asset.name))) if ((await hashFile(join(folder, name))).sha256 !== sha256) throw new ModelyardError("unreadable", `${name} is not the one that was released`);
}
function skipping(where) {
	return (error) => skip(error, where);
}
function skip(error, where) {
	return {
		where,
		reason: messageOf(error)
	};
}

// src/stages/experiments/values.ts
/** What an experiment costs, by the name that tables and options use. */
const COSTS = {
	train_seconds: ({ trainSeconds }) => trainSeconds,
	peak_memory_bytes: ({ peakMemoryBytes }) => peakMemoryBytes,
	size_bytes: ({ sizeBytes }) => sizeBytes,
	latency_p95_ms: ({ latencyP95Ms }) => latencyP95Ms
};
/** The first row of a metric, `mae` or `mae of days`: that of the first evaluation set. */
function metricRow({ metrics }, label) {
	return metrics.find((row) => askedLabel(row) === label) ?? null;
}
/** A metric's or a cost's value; null where it is not known. */
function experimentValue(experiment, name) {
	const cost = Object.hasOwn(COSTS, name) ? COSTS[name] : void 0;
	return cost === void 0 ? metricRow(experiment, name)?.candidate ?? null : cost(experiment.cost);
}
/** Which way is better, as the experiments tell; costs are better when lower. */
function betterOf(experiments, name) {
	for (const experiment of experiments) {
		const row = metricRow(experiment, name);
		if (row !== null) return row.better;
	}
	return directionOf(name);
}
/** Names that an experiment has values of: metrics first. */
function valueNames(experiments) {
	const metrics = experiments.flatMap(({ metrics }) => metrics.map(askedLabel));
	return [...new Set(metrics), ...Object.keys(COSTS)];
}
/** Throws `usage` for a name of which nothing is known here. */
function assertKnownName(experiments, name, option) {
	const names = valueNames(experiments);
	if (names.includes(name)) return;
	throw new ModelyardError("usage", `${option} ${JSON.stringify(name)}: no experiment has a value of that name`, { hint: `There are: ${names.join(", ")}.` });
}

// src/stages/experiments/best-experiment.ts
/** Ranks all candidates on one metric, and says which of them the rows cannot tell from the leader. null: the primary metric. */
async function bestExperiment(context, forge, asked) {
	const startedMs = context.clock.monotonicMs();
	const { experiments, skipped } = await gatherExperiments(context, forge);
	const metric = askedMetric(context.model, asked ?? context.model.evaluate.metrics[0] ?? "");
	const label = askedLabel(metric);
	const judged = experiments.filter(({ verdict }) => verdict !== null);
	if (asked !== null && judged.length > 0 && !isMeasurable(context, metric)) assertKnownName(judged, label, "--metric");
	const { contenders, others, rowsDigest } = await rowsOf(context, judged, metric);
	const { confidence } = context.model.evaluate;
	const ranking = await rankCandidates([...contenders.keys()], (id) => load(context, id, rowsDigest ?? ""), {
		metric: metric.name,
		target: metric.target,
		confidence
	});
	const target = ranking.target ?? metric.target;
	const pointsOnly = others.sort(byPoint(betterOf(judged, label)));
	return {
		schema: "modelyard/experiment-ranking/1",
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read: [],
			written: []
		}),
		outcome: outcomeOf(ranking, judged.length),
		metric: metric.name,
		...target === void 0 ? {} : { target },
		better: ranking.ranked.length === 0 ? betterOf(judged, label) : ranking.better,
		rowsDigest,
		rows: ranking.rows,
		groups: ranking.groups,
		confidence: ranking.confidence,
		simultaneousConfidence: ranking.simultaneous,
		ranked: ranking.ranked.map((each) => ({
			...each,
			same: [...contenders.get(each.id)?.same ?? []],
			interval: pairOf(each.interval),
			differenceInterval: pairOf(each.differenceInterval)
		})),
		set: [...ranking.set],
		pointsOnly,
		skipped: [...skipped]
	};
}
/** A metric that rows can be measured by, whatever was measured before. */
function isMeasurable({ model }, { name }) {
	if ((model.evaluate.columns ?? []).some((column) => column.name === name)) return true;
	return findMetric(name)?.tasks.some((task) => task === model.task) === true;
}
function pairOf(interval) {
	return interval === null ? null : [interval[0], interval[1]];
}
/** Those whose predictions on the rows of the newest judgement are kept here, and the others with the reason. */
async function rowsOf(context, judged, metric) {
	const rowsDigest = newestRows(judged);
	const contenders = /* @__PURE__ */ new Map();
	const others = [];
	const idByContent = /* @__PURE__ */ new Map();
	for (const each of judged) {
		const content = await contentOf(context, each, {
			metric,
			rowsDigest
		});
		if ("reason" in content) {
			others.push({
				id: each.id,
				value: experimentValue(each, askedLabel(metric)),
				reason: content.reason
			});
			continue;
		}
		const first = idByContent.get(content.digest);
		if (first !== void 0) contenders.get(first)?.same.push(each.id);
		else {
			idByContent.set(content.digest, each.id);
			contenders.set(each.id, { same: [] });
		}
	}
	return {
		contenders,
		others,
		rowsDigest
	};
}
function newestRows(judged) {
	const withRows = judged.filter(({ rows, where }) => rows !== null && where.includes("checkout"));
	const times = withRows.map(({ evaluatedAt }) => Date.parse(evaluatedAt ?? ""));
	return withRows[times.indexOf(Math.max(...times))]?.rows ?? null;
}
async function contentOf(context, each, { metric, rowsDigest }) {
	if (each.rows === null) return { reason: each.rowsReason ?? "no rows are known" };
	if (rowsDigest === null || each.rows !== rowsDigest) return { reason: "it was judged on other rows" };
	try {
		const observed = await load(context, each.id, rowsDigest);
		const { candidate, threshold } = observed;
		return canMeasure(observed, metric.name, metric.target) ? { digest: hashBytes(packArrays({
			candidate,
			threshold
		})) } : { reason: "this metric is not measured from rows" };
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		return { reason: messageOf(error) };
	}
}
function load(context, id, rows) {
	return readEvidence(experimentsFolder(context), id, rows);
}
function outcomeOf({ ranked, set }, judged) {
	const valued = ranked.filter(({ standing }) => standing !== "undefined").length;
	if (judged === 0) return "none";
	if (valued === 0) return "points";
	if (valued === 1) return "alone";
	return set.length === 1 ? "winner" : "tied";
}
function byPoint(better) {
	const sign = better === "higher" ? -1 : 1;
	const key = ({ value }) => value === null ? Number.POSITIVE_INFINITY : sign * value;
	return (a, b) => key(a) === key(b) ? 0 : key(a) - key(b);
}

// src/domain/report/text-table.ts
/** Lines of cells in columns that two spaces part, for a terminal. Nothing in a cell hides or moves the cursor. */
function textTable(lines, align) {
	const cells = lines.map((line) => line.map(inertLine));
	const widths = align.map((_, column) => Math.max(0, ...cells.map((line) => width(line[column] ?? ""))));
	return cells.map((line) => line.map((cell, column) => padded(cell, widths[column] ?? 0, align[column] ?? "left")).join("  ").trimEnd()).map((line) => `${line}\n`).join("");
}
function padded(cell, size, align) {
	const padding = " ".repeat(Math.max(0, size - width(cell)));
	return align === "right" ? padding + cell : cell + padding;
}
/** Characters, not UTF-16 units. */
function width(text) {
	return Array.from(text).length;
}

// src/stages/experiments/best-text.ts
const STANDINGS = {
	leader: "leads",
	worse: "is worse",
	tied: "cannot be told from the leader",
	undefined: "has no value"
};
/** Ids in a sentence; the table has all. */
const MOST_NAMED$1 = 10;
/** Lines of those with points only; `--json` has all. */
const MOST_POINTS = 20;
/** The ranking for a terminal: the table, then what it means in words. */
function bestText(ranking) {
	const { model, target, ranked, pointsOnly } = ranking;
	const metric = target === void 0 ? ranking.metric : `${ranking.metric} of ${target}`;
	if (ranking.outcome === "none") return `${model}: nothing was judged yet: modelyard run trains a candidate and judges it\n`;
	const format = formatOf(ranking);
	const groups = ranking.groups === null ? "" : ` in ${formatCount(ranking.groups)} groups`;
	const head = ranked.length === 0 ? `${model}: ${metric}, points only` : `${model}: ${metric} (${ranking.better} is better) on the same ${counted(ranking.rows, "row")}${groups}`;
	const shown = pointsOnly.slice(0, MOST_POINTS);
	const points = shown.map(({ id, value, reason }) => [
		id,
		value === null ? "–" : format.measured(value),
		reason
	]);
	const left = pointsOnly.length - shown.length;
	return [
		`${head}\n`,
		ranked.length === 0 ? "" : textTable(rankedLines(ranking, format), [
			"left",
			"right",
			"left",
			"right",
			"left",
			"left"
		]),
		points.length === 0 ? "" : `not compared row by row, points only:\n${textTable(points, [
			"left",
			"right",
			"left"
		])}${left > 0 ? `and ${left} more\n` : ""}`,
		`${meaning(ranking)}\n`
	].filter((text) => text !== "").join("\n");
}
function formatOf({ metric, ranked, pointsOnly }) {
	const halves = ranked.flatMap(({ interval, differenceInterval }) => [interval, differenceInterval].filter((each) => each !== null)).map(([low, high]) => (high - low) / 2).filter((half) => half > 0);
	const values = [...ranked, ...pointsOnly].map(({ value }) => value).filter((value) => value !== null);
	const comparisons = ranked.flatMap(({ differenceInterval }) => (differenceInterval ?? []).map((value) => ({
		value,
		limit: 0
	})));
	const halfWidth = halves.length === 0 ? null : Math.min(...halves);
	return quantityFormat({
		metric,
		halfWidth,
		values,
		comparisons
	});
}
function rankedLines({ ranked, confidence, simultaneousConfidence: level }, format) {
	const range = (interval, signed) => interval === null ? "" : interval.map((each) => format.measured(each, {
		signed,
		unit: false
	})).join(" … ");
	return [[
		"id",
		"value",
		formatPercent(confidence),
		"− leader",
		formatPercent(rounded(level)),
		""
	], ...ranked.map((row) => [
		row.id,
		row.value === null ? "–" : format.measured(row.value),
		range(row.interval, false),
		row.difference === null ? "" : format.measured(row.difference, { signed: true }),
		range(row.differenceInterval, true),
		standingText(row)
	])];
}
function rounded(level) {
	return Math.round(level * 1e6) / 1e6;
}
function standingText({ standing, reason, same }) {
	const also = same.length === 0 ? "" : `; ${namesOf$1(same)} gave the same predictions`;
	return `${STANDINGS[standing]}${reason === null ? "" : `: ${reason}`}${also}`;
}
const BIASED = "The value of the best of several looks better than it is: judge the one that is chosen on rows that played no part in the choice.";
function meaning(ranking) {
	const { outcome, ranked, set, confidence, pointsOnly } = ranking;
	const leader = ranked[0]?.id ?? "";
	const tied = set.filter((id) => id !== leader);
	const sure = formatPercent(confidence);
	const texts = {
		none: "",
		points: "Points only: without rows nobody can say whether the first is better than the second, or was lucky. Judge a model or a predictions file to know.",
		alone: `${leader} is the only one whose predictions on these rows are kept: there is nothing to hold it against.`,
		winner: `${leader} is better than ${ranked.length === 2 ? "the other one" : `each of the ${ranked.length - 1} others`}, and that is no luck of these rows (${sure} sure of all comparisons together). ${BIASED}`,
		tied: `${leader} leads, and these rows cannot tell it from ${namesOf$1(tied)}: any of these ${set.length} may be the best one (${sure} sure that it is among them). Choose among them by cost, or judge them on more rows. ${BIASED}`
	};
	const ahead = pointsOnly.find(({ value }) => value !== null && isAhead(ranking, value));
	const warning = ranked.length === 0 || ahead === void 0 ? "" : ` ${ahead.id} has the better point, and was not held against ${leader}: ${ahead.reason}.`;
	return `${texts[outcome]}${warning}`;
}
function namesOf$1(ids) {
	const left = ids.length - MOST_NAMED$1;
	return `${ids.slice(0, MOST_NAMED$1).join(", ")}${left > 0 ? ` and ${formatCount(left)} more` : ""}`;
}
function isAhead({ better, ranked }, value) {
	const best = ranked[0]?.value ?? null;
	return best !== null && (better === "higher" ? value > best : value < best);
}

// src/cli/experiments/tell-skipped.ts
const MOST_TOLD = 5;
/** What cannot be read is named and left out; a hundred of one kind are told by the first few. */
function tellSkipped({ reporter }, skipped) {
	for (const { where, reason } of skipped.slice(0, MOST_TOLD)) reporter.warn(reason.includes(where) ? `left out: ${reason}` : `left out: ${where}: ${reason}`);
	const left = skipped.length - MOST_TOLD;
	if (left > 0) reporter.warn(`left out: ${left} more of such; --json names them`);
}

// src/cli/experiments/best.ts
const bestCommand = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const forge = await context.services.forge(stage.project.repository);
	const record = await bestExperiment(stage, forge, metricOf(context));
	tellSkipped(context, record.skipped);
	return {
		json: record,
		text: bestText(record),
		exitCode: 0
	};
});
function metricOf({ line }) {
	const [metric = null, another] = line.list("metric");
	if (another === void 0) return metric;
	throw new ModelyardError("usage", "modelyard experiments best ranks by one metric: give --metric once");
}

// src/stages/experiments/metric-changes.ts
/** Every metric that either side has a value of: those that were judged first, then those of files. */
async function metricChanges(context, sides) {
	const evidence = await pairedEvidence(context, sides);
	const { name: dataset } = firstSet(context.model.data);
	return namesOf(sides, dataset).map((key) => changeOf(context, sides, {
		key,
		evidence
	}));
}
function namesOf({ before, after }, dataset) {
	const byText = /* @__PURE__ */ new Map();
	for (const { experiment } of [after, before]) for (const row of experiment?.metrics ?? []) {
		const { name, target } = row;
		byText.set(JSON.stringify([
			name,
			row.dataset,
			target
		]), {
			name,
			dataset: row.dataset,
			target
		});
	}
	for (const { numbers } of [after, before]) for (const name of numbers.keys()) {
		const key = JSON.stringify([
			name,
			dataset,
			void 0
		]);
		if (!byText.has(key)) byText.set(key, {
			name,
			dataset,
			target: void 0
		});
	}
	return [...byText.values()];
}
function changeOf(context, sides, { key, evidence }) {
	const isFirst = key.dataset === firstSet(context.model.data).name;
	const numberAt = ({ numbers }) => isFirst ? numbers.get(key.name) ?? null : null;
	const valueAt = (side) => rowAt(side, key)?.candidate ?? numberAt(side);
	const [before, after] = [valueAt(sides.before), valueAt(sides.after)];
	const better = directionAt(context, sides, key);
	const base = {
		name: key.name,
		dataset: key.dataset,
		...key.target === void 0 ? {} : { target: key.target },
		better,
		before,
		after,
		confidence: context.model.evaluate.confidence
	};
	if (before === null || after === null) {
		const side = before === null ? sides.before : sides.after;
		return {
			...base,
			...NOTHING,
			change: "missing",
			reason: `no value at ${side.name}`
		};
	}
	const told = better === null ? null : fromRows(context, {
		key,
		evidence
	}, better) ?? fromEvaluation(sides, key, better);
	if (told !== null) return {
		...base,
		...told
	};
	const difference = after - before;
	const reason = "reason" in evidence ? evidence.reason : "it is not measured from rows";
	return {
		...base,
		...NOTHING,
		difference,
		change: changeOfPoints(better, difference),
		reason
	};
}
function changeOfPoints(better, difference) {
	if (better === null) return difference === 0 ? "same" : "unknown";
	return judgeChange({
		better,
		difference,
		interval: null,
		guard: null
	});
}
const NOTHING = {
	difference: null,
	interval: null,
	method: "point",
	basis: "point"
};
function rowAt({ experiment }, { name, dataset, target }) {
	return (experiment?.metrics ?? []).find((row) => row.name === name && row.dataset === dataset && row.target === target) ?? null;
}
/** As the records say; a name out of a file by `evaluate.metrics_map`, or by its last part: `test.roc_auc` is one of ours. */
function directionAt({ model }, { before, after }, key) {
	const row = rowAt(after, key) ?? rowAt(before, key);
	if (row !== null) return row.better;
	const name = Object.entries(model.evaluate.metricsMap ?? {}).find(([, written]) => key.name === written || key.name.endsWith(`:${written}`))?.[0] ?? key.name.split(/[.:]/).at(-1) ?? "";
	return findMetric(name)?.better ?? null;
}
/** Both candidates on the same rows; only of the first evaluation set are the rows kept. */
function fromRows(context, { key, evidence }, better) {
	const { confidence } = context.model.evaluate;
	if (!("pair" in evidence) || key.dataset !== firstSet(context.model.data).name) return null;
	const { before, after } = evidence.pair;
	if (!canMeasure(after, key.name, key.target)) return null;
	const question = {
		metric: key.name,
		confidence,
		target: key.target
	};
	const contrast = contrastWith({
		...after,
		baseline: before
	}, question);
	if (contrast === null) return null;
	const found = told(contrast, better);
	return evidence.same ? {
		...found,
		change: "same",
		reason: null
	} : found;
}
function told({ estimate, interval, method, guard }, better) {
	const change = judgeChange({
		better,
		difference: estimate,
		interval,
		guard
	});
	return {
		difference: estimate,
		interval: [interval[0], interval[1]],
		method,
		basis: "rows",
		change,
		reason: change === "same" ? null : guard
	};
}
/** What `evaluate` found, where it held the one against the release that is the other. */
function fromEvaluation({ before, after }, key, better) {
	const row = rowAt(after, key);
	const isAgainst = row?.against != null && before.experiment?.tags.includes(row.against) === true;
	if (row === null || !isAgainst || row.difference === null || row.interval === null) return null;
	const { difference, interval, method, reason = null } = row;
	return {
		difference,
		interval,
		method,
		basis: "evaluation",
		change: judgeChange({
			better,
			difference,
			interval,
			guard: reason
		}),
		reason
	};
}
function saidBy({ candidate, threshold }) {
	return packArrays({
		candidate,
		threshold
	});
}
/** What both candidates say about the same rows, where that is kept. */
async function pairedEvidence(context, { before, after }) {
	for (const { name, experiment, experimentReason } of [before, after]) if (experiment === null) return { reason: `${name}: ${experimentReason ?? "no experiment"}` };
	const [one, other] = [before.experiment, after.experiment];
	if (one === null || other === null) return { reason: "no experiment" };
	for (const { id, rows, rowsReason } of [one, other]) if (rows === null) return { reason: `${id}: ${rowsReason ?? "no rows are known"}` };
	if (one.rows !== other.rows) return { reason: "the two were judged on different rows" };
	const folder = experimentsFolder(context);
	const load = (id) => readEvidence(folder, id, one.rows ?? "");
	try {
		const pair = {
			before: await load(one.id),
			after: await load(other.id)
		};
		return {
			pair,
			same: saidBy(pair.before).equals(saidBy(pair.after))
		};
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		return { reason: messageOf(error) };
	}
}

// src/domain/experiments/find-by-id.ts
const HEX = /^(sha256:)?[0-9a-f]{4,64}$/;
/** Experiments that a text names: by the first digits of the id, of the candidate's or of the input digest, or by a release's tag. */
function findById(experiments, text) {
	const tagged = experiments.filter(({ tags }) => tags.includes(text));
	if (tagged.length > 0) return tagged;
	if (!HEX.test(text)) return [];
	const digits = text.replace(/^sha256:/, "");
	const begins = (digest) => digest?.replace(/^sha256:/, "").startsWith(digits) === true;
	const byId = experiments.filter(({ id }) => begins(id));
	if (byId.length > 0) return byId;
	return experiments.filter(({ candidate, inputDigest }) => begins(candidate) || begins(inputDigest));
}

// src/domain/experiments/numbers-of.ts
/** Finite numbers of a nested value by their dotted name, list members by number; everything else is left out. */
function numbersOf(value) {
	const numbers = /* @__PURE__ */ new Map();
	collect(value, "", numbers);
	return numbers;
}
function collect(value, path, numbers) {
	if (typeof value === "number" && Number.isFinite(value) && path !== "") numbers.set(path, value);
	if (value === null || typeof value !== "object") return;
	for (const [key, member] of Object.entries(value)) collect(member, path === "" ? key : `${path}.${key}`, numbers);
}

// src/stages/experiments/name-experiment.ts
/** Names that an ambiguous text could mean, in an error. */
const MOST_NAMED = 5;
/**
* The experiment that a text names: digits of its id or digests, the tag of its release, or a git ref at whose commit it was trained
* without changes (the newest of several). Throws `usage` where there is none, or more than one.
*/
async function experimentNamed({ project, model }, experiments, text) {
	const found = oneById(experiments, text);
	if (found !== null) return found;
	const commit = await resolveCommit(project.repository, text);
	const trained = commit === null ? null : trainedAt(experiments, commit);
	if (trained !== null) return trained;
	const why = commit === null ? "it is no experiment, and no ref of git" : `no experiment was trained at ${commit.slice(0, 7)} from what is committed there`;
	throw new ModelyardError("usage", `${JSON.stringify(text)}: ${why}`, { hint: `modelyard experiments list --model ${model.name} shows what there is.` });
}
/** null: none. Throws `usage` where several begin like this. */
function oneById(experiments, text) {
	const [found, another] = findById(experiments, text);
	if (found === void 0 || another === void 0) return found ?? null;
	const names = findById(experiments, text).map(({ id }) => id);
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
	throw new ModelyardError("usage", `${JSON.stringify(text)} names several experiments: ${names.slice(0, MOST_NAMED).join(", ")}${more}`, { hint: "Write more digits, or the id of one." });
}
/** The newest that was trained from exactly what a commit holds; of those the ones that were judged come first. */
function trainedAt(experiments, commit) {
	const clean = experiments.filter((each) => each.commit === commit && !each.dirty && each.failure === void 0);
	return clean.find(({ verdict }) => verdict !== null) ?? clean[0] ?? null;
}

// src/stages/experiments/read-side.ts
/** The name of the files as they are, committed or not. */
const WORKTREE = "worktree";
const MOST_BYTES = 16 * 1024 ** 2;
/**
* What a name stands for: `worktree`, a release's tag, digits of an experiment, or a git ref. Throws `usage` for a name of nothing, or of
* two things.
*/
async function readSide(context, name, asked) {
	const { repository } = context.project;
	if (name === "worktree") return stateSide(context, {
		name,
		commit: null
	}, asked);
	const commit = await resolveCommit(repository, name);
	const isTag = asked.experiments.some(({ tags }) => tags.includes(name));
	const found = findById(asked.experiments, name);
	if (commit !== null && found.length > 0 && !isTag) throw new ModelyardError("usage", `${JSON.stringify(name)} is the beginning of a commit and of the experiment ${found[0]?.id}`, { hint: "Write more digits." });
	if (commit !== null) return stateSide(context, {
		name,
		commit
	}, asked);
	const experiment = oneById(asked.experiments, name);
	if (experiment !== null) return experimentSide(name, experiment);
	const shallow = await isShallow(repository);
	throw new ModelyardError("usage", `${JSON.stringify(name)} is no git ref and no experiment`, { hint: shallow ? "This clone is shallow: git fetch --unshallow --tags brings the history." : `Name a branch, a tag, a commit, ${WORKTREE}, or an id that modelyard experiments list shows.` });
}
function experimentSide(name, experiment) {
	const { params, paramsReason, commit } = experiment;
	return {
		name,
		kind: "experiment",
		commit,
		experiment,
		experimentReason: null,
		params,
		paramsReason: params === null ? paramsReason ?? "they are not kept" : null,
		numbers: /* @__PURE__ */ new Map(),
		files: []
	};
}
async function stateSide(context, state, asked) {
	const { name, commit } = state;
	const { experiment, reason } = await experimentOfState(context, state, asked.experiments);
	const files = [];
	const read = async (path) => {
		const text = await readAt(context, path, commit);
		if (text !== null) files.push(displayPath(context.project, path));
		return text;
	};
	const params = await readAllParams(context, asked.files.params, read);
	const own = params === null ? experiment?.params ?? null : params;
	const numbers = /* @__PURE__ */ new Map();
	for (const path of asked.files.metrics) {
		const text = await read(path);
		const label = displayPath(context.project, path);
		const prefix = asked.files.metrics.length > 1 ? `${label}:` : "";
		if (text !== null) for (const [key, value] of numbersOf(paramsOf(text, label))) numbers.set(`${prefix}${key}`, value);
	}
	return {
		name,
		kind: commit === null ? "worktree" : "commit",
		commit,
		experiment,
		experimentReason: reason,
		params: own,
		paramsReason: own === null ? `there is no file of parameters at ${name}` : null,
		numbers,
		files
	};
}
/** null: none of the files is there. Several files keep their names before those of the parameters. */
async function readAllParams({ project }, paths, read) {
	const all = {};
	let found = 0;
	for (const path of paths) {
		const label = displayPath(project, path);
		if (!isStructured(label)) throw new ModelyardError("input", `${label}: parameters are compared in YAML, JSON and TOML files only`);
		const text = await read(path);
		if (text === null) continue;
		found += 1;
		const params = paramsOf(text, label);
		for (const [key, value] of Object.entries(params)) all[paths.length > 1 ? `${label}:${key}` : key] = value;
	}
	return found === 0 ? null : all;
}
async function readAt({ project }, path, commit) {
	const text = commit === null ? await readFile(path, "utf8").catch((error) => {
		if (error.code === "ENOENT") return null;
		throw new ModelyardError("unreadable", `cannot read ${path}: ${messageOf(error)}`);
	}) : await fileAt(project.repository, commit, repositoryPath(project, path));
	if (text !== null) assertSize(text, displayPath(project, path));
	return text;
}
function assertSize(text, label) {
	if (text.length > MOST_BYTES) throw new ModelyardError("input", `${label} is larger than ${MOST_BYTES / 1024 ** 2} MB`);
	if (text.length > 262144 && largeJson(text) === void 0) throw new ModelyardError("input", `${label} holds more than ${LARGE_TEXT / 1024} kB and is not JSON`, { hint: "Files of that size are compared as JSON only." });
}
/** The candidate of a release, or one that has the very inputs of the state, or was trained at the commit; judged ones come first. */
async function experimentOfState(context, { name, commit }, experiments) {
	const tagged = experiments.find(({ tags }) => tags.includes(name));
	if (tagged !== void 0) return {
		experiment: tagged,
		reason: null
	};
	const digest = await inputsOf(context, commit);
	const same = experiments.filter(({ inputDigest }) => inputDigest === digest.inputs);
	const trained = same.filter(({ failure }) => failure === void 0);
	const found = trained.find(({ verdict }) => verdict !== null) ?? trained[0] ?? (commit === null ? null : trainedAt(experiments, commit));
	if (found !== null && found !== void 0) return {
		experiment: found,
		reason: null
	};
	const [failed] = same;
	if (failed !== void 0) return {
		experiment: null,
		reason: `the training from it failed: ${failed.failure}`
	};
	return {
		experiment: null,
		reason: `no candidate that is known here was trained from it${digest.problem === null ? "" : ` (its inputs cannot be read: ${digest.problem})`}`
	};
}
async function inputsOf(context, commit) {
	try {
		const { digest } = await computeInputDigest(context, commit === null ? "worktree" : { commit });
		return {
			inputs: digest,
			problem: null
		};
	} catch (error) {
		if (!(error instanceof ModelyardError)) throw error;
		return {
			inputs: null,
			problem: messageOf(error)
		};
	}
}

// src/stages/experiments/compare-experiments.ts
/** What differs between two states: metrics with direction and interval, parameters, costs. */
async function compareExperiments(context, forge, options) {
	const startedMs = context.clock.monotonicMs();
	const { experiments, skipped } = await gatherExperiments(context, forge);
	const asked = {
		experiments,
		files: filesOf(context, options.files)
	};
	const before = await readSide(context, options.before, asked);
	const after = await readSide(context, options.after, asked);
	assertFound(context, options.files, [...before.files, ...after.files]);
	const sides = {
		before,
		after
	};
	const metrics = chosen(await metricChanges(context, sides), options.metrics);
	return {
		schema: "modelyard/experiment-comparison/1",
		verdict: options.failOn === null ? null : verdictOf(metrics, options.failOn),
		failOn: options.failOn,
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read: [],
			written: []
		}),
		before: sideRecord(before),
		after: sideRecord(after),
		metrics,
		...paramsOfBoth(sides),
		costs: costsOf(sides),
		data: sameness(sides, "data"),
		code: sameness(sides, "code"),
		skipped: [...skipped]
	};
}
function filesOf({ model }, { params, metrics }) {
	const own = (path) => path === null ? [] : [path.absolute];
	return {
		params: [.../* @__PURE__ */ new Set([...own(model.train.params), ...params])],
		metrics: [.../* @__PURE__ */ new Set([...own(model.train.metrics), ...metrics])]
	};
}
/** A file that was named and is nowhere is a slip of the pen, not a lack of metrics. */
function assertFound({ project }, { params, metrics }, found) {
	const missing = [...params, ...metrics].map((path) => displayPath(project, path)).find((path) => !found.includes(path));
	if (missing === void 0) return;
	throw new ModelyardError("input", `${missing} is on neither side`, { hint: "At a git ref only files count that are committed there." });
}
function chosen(metrics, names) {
	if (names.length === 0) return [...metrics];
	const known = [...new Set(metrics.map(askedLabel))];
	const namesOf = (metric) => [metric.name, askedLabel(metric)];
	const unknown = names.find((name) => !metrics.some((metric) => namesOf(metric).includes(name)));
	if (unknown === void 0) return metrics.filter((metric) => namesOf(metric).some((name) => names.includes(name)));
	throw new ModelyardError("usage", `--metric ${JSON.stringify(unknown)}: neither side has a value of that name`, { hint: known.length === 0 ? "Neither side has a metric." : `There are: ${known.join(", ")}.` });
}
const COMPARED = [
	"better",
	"worse",
	"same",
	"unclear"
];
/** A comparison of nothing is no pass. */
function verdictOf(metrics, failOn) {
	const changes = metrics.map(({ change }) => change);
	if (changes.includes("worse")) return "fail";
	if (!changes.some((change) => COMPARED.includes(change))) return "inconclusive";
	if (failOn === "worse") return "pass";
	return changes.some((change) => change !== "better" && change !== "same") ? "inconclusive" : "pass";
}
function sideRecord({ name, kind, commit, experiment, experimentReason, files }) {
	return {
		name,
		kind,
		commit,
		experiment: experiment?.id ?? null,
		...experimentReason === null ? {} : { experimentReason },
		files: [...files]
	};
}
function paramsOfBoth({ before, after }) {
	const reason = before.paramsReason ?? after.paramsReason;
	if (before.params === null || after.params === null) return {
		params: null,
		paramsReason: reason ?? "they are not known"
	};
	return { params: changedParams(before.params, after.params) };
}
function costsOf({ before, after }) {
	const [one, other] = [before.experiment?.cost, after.experiment?.cost];
	if (one === void 0 || other === void 0) return [];
	return Object.entries(COSTS).flatMap(([name, read]) => {
		const [was, is] = [read(one), read(other)];
		return was === null || is === null ? [] : [{
			name,
			before: was,
			after: is
		}];
	});
}
function sameness({ before, after }, key) {
	const [one, other] = [before.experiment?.[key], after.experiment?.[key]];
	if (one === void 0 || other === void 0) return null;
	return one === other ? "same" : "changed";
}

// src/stages/experiments/compare-text.ts
const MOST_METRICS = 100;
const MOST_PARAMS$1 = 50;
const WORDS = {
	better: "✅ better",
	worse: "❌ worse",
	same: "the same",
	unclear: "cannot tell",
	unknown: "changed",
	missing: "–"
};
/** The comparison as Markdown: for a comment, a summary or a terminal. */
function compareText(comparison) {
	const { model, before, after, metrics } = comparison;
	return `${[
		`### ${escapeMarkdown(model)}: ${codeSpan(before.name)} → ${codeSpan(after.name)}`,
		sameCandidate(comparison),
		metrics.length === 0 ? noMetrics(comparison) : metricsSection(comparison),
		paramsSection(comparison),
		costsSection(comparison),
		sourcesLine(comparison)
	].filter((section) => section !== null).join("\n\n")}\n`;
}
function sameCandidate({ before, after }) {
	if (before.experiment === null || before.experiment !== after.experiment) return null;
	return "Both are the same candidate: what was changed between them, if anything, is no input of the training.";
}
function noMetrics({ before, after }) {
	const reasons = absences({
		before,
		after
	});
	return `No metric is known of either side.${reasons.length === 0 ? "" : ` ${escapeMarkdown(reasons.join("; "), 400)}.`}`;
}
/** Why a side has no experiment. */
function absences({ before, after }) {
	return [before, after].flatMap(({ name, experimentReason }) => experimentReason === void 0 ? [] : [`${name}: ${experimentReason}`]);
}
function metricsSection({ metrics, before, after }) {
	const { shown, left } = shortList(metrics, MOST_METRICS);
	const level = formatPercent(metrics[0]?.confidence ?? .95);
	const head = [
		"metric",
		codeSpan(before.name),
		codeSpan(after.name),
		escapeMarkdown(`change, ${level}`),
		""
	];
	const table = markdownTable([head, ...shown.map(metricCells)], {
		align: [
			"l",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	const absent = metrics.some(({ change }) => change === "missing") ? absences({
		before,
		after
	}) : [];
	const notes = [.../* @__PURE__ */ new Set([...absent, ...notesOf(metrics)])].slice(0, 5).map((reason) => `- ${escapeMarkdown(reason, 400)}`);
	return [
		table,
		...left > 0 ? [`${formatCount(left)} more metrics stand in the record.`] : [],
		...notes.length === 0 ? [] : [notes.join("\n")]
	].join("\n\n");
}
/** A reason that many metrics share is told once; one that not all share names them. */
function notesOf(metrics) {
	const told = metrics.flatMap(noteOf);
	return [...new Set(told.map(({ reason }) => reason))].map((reason) => {
		const names = told.filter((each) => each.reason === reason).map(({ name }) => name);
		return names.length === metrics.length ? reason : `${names.join(", ")}: ${reason}`;
	});
}
function noteOf({ name, target, basis, reason, change }) {
	if (reason === null || change === "missing") return [];
	const whole = basis === "point" ? `without an interval, because there are points only: ${reason}` : reason;
	return [{
		name: metricLabel(name, target),
		reason: whole
	}];
}
function metricCells(row) {
	const { name, before, after, difference } = row;
	const interval = row.change === "same" ? null : row.interval;
	const format = quantityFormat({
		metric: name,
		halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
		values: [
			difference,
			after,
			before
		].filter((value) => value !== null).filter((value) => value !== 0),
		comparisons: (interval ?? []).map((value) => ({
			value,
			limit: 0
		}))
	});
	const value = (number) => number === null ? "–" : format.measured(number);
	const range = interval === null ? "" : ` (${rangeText(interval, format, true)})`;
	const shown = difference === null ? "–" : `${format.measured(difference, { signed: true })}${range}`;
	return [
		labelOf(row),
		value(before),
		value(after),
		shown,
		wordOf(row)
	].map((cell) => escapeMarkdown(cell));
}
/** A point proves nothing: it gets no mark. */
function wordOf({ change, basis }) {
	return basis !== "point" || change !== "better" && change !== "worse" ? WORDS[change] : `${change}, by the point`;
}
function labelOf({ name, better, dataset, target }) {
	return [
		metricLabel(name),
		better === "lower" ? "(lower is better)" : "",
		dataset === "evaluation" ? "" : `on ${dataset}`,
		target === void 0 ? "" : `of ${target}`
	].filter((part) => part !== "").join(" ");
}
function paramsSection({ params, paramsReason }) {
	if (params === null) return `Parameters cannot be compared: ${escapeMarkdown(paramsReason ?? "")}.`;
	if (params.length === 0) return "No parameter differs.";
	const { shown, left } = shortList(params, MOST_PARAMS$1);
	return [`Parameters that differ: ${formatCount(params.length)}`, [...shown.map((change) => `- ${codeSpan(changedParamText(change))}`), ...left > 0 ? [`- and ${formatCount(left)} more`] : []].join("\n")].join("\n\n");
}
function costsSection({ costs }) {
	if (costs.length === 0) return null;
	const texts = costs.map(({ name, before, after }) => {
		const format = quantityFormat({
			metric: name,
			halfWidth: null,
			values: [after, before],
			comparisons: []
		});
		return `${metricLabel(name)} ${format.measured(before)} → ${format.measured(after)}`;
	});
	return `Costs, measured once each: ${escapeMarkdown(texts.join(" · "), 400)}`;
}
function sourcesLine({ before, after, data, code }) {
	const side = ({ name, experiment, files }) => {
		const from = [...experiment === null ? [] : [`experiment ${experiment}`], ...files];
		return `${codeSpan(name)} from ${escapeMarkdown(from.length === 0 ? "nothing" : from.join(", "), 300)}`;
	};
	const inputs = data === null ? "" : `; training data ${data}, other inputs ${code}`;
	return `${side(before)}; ${side(after)}${inputs}`;
}

// src/cli/experiments/compare.ts
const FAIL_ON = ["worse", "unclear"];
const compareCommand = async (context) => {
	const { line } = context;
	const failOn = failOnOf(context);
	const stage = context.stageContext(onlyModel(context));
	const forge = await context.services.forge(stage.project.repository);
	const [, before = "HEAD", after = WORKTREE] = line.positionals;
	const record = await compareExperiments(stage, forge, {
		before,
		after,
		files: {
			params: paths(line.list("params-file")),
			metrics: paths(line.list("metrics-file"))
		},
		metrics: line.list("metric"),
		failOn
	});
	tellSkipped(context, record.skipped);
	const exitCode = record.verdict === null ? 0 : verdictCode(record.verdict);
	return {
		json: record,
		text: compareText(record),
		exitCode
	};
};
function failOnOf({ line }) {
	const text = line.text("fail-on");
	const found = FAIL_ON.find((each) => each === text);
	if (text === null || found !== void 0) return found ?? null;
	throw new ModelyardError("usage", `--fail-on ${JSON.stringify(text)}: expected ${FAIL_ON.join(" or ")}`);
}
function paths(written) {
	return written.map((path) => resolve(path));
}

// src/stages/experiments/list-experiments.ts
/** Every candidate that is known here. Throws `usage` for a name to sort by that none has. */
async function listExperiments(context, forge, { sort, limit }) {
	const startedMs = context.clock.monotonicMs();
	const { experiments, skipped } = await gatherExperiments(context, forge);
	const label = sort === null ? null : askedLabel(askedMetric(context.model, sort));
	const sorted = label === null ? experiments : sortedBy(experiments, label);
	return {
		schema: "modelyard/experiments/1",
		...recordHeader(context, {
			startedMs,
			revision: await readRevision(context),
			read: [],
			written: []
		}),
		sortedBy: label ?? "at",
		found: experiments.length,
		experiments: sorted.slice(0, limit ?? sorted.length),
		skipped: [...skipped]
	};
}
/** Best first, those without a value last; among equals the newest first. */
function sortedBy(experiments, name) {
	if (experiments.length > 0) assertKnownName(experiments, name, "--sort");
	const sign = betterOf(experiments, name) === "higher" ? -1 : 1;
	const key = (each) => {
		const value = experimentValue(each, name);
		return value === null ? Number.POSITIVE_INFINITY : sign * value;
	};
	return [...experiments].sort((a, b) => key(a) === key(b) ? 0 : key(a) - key(b));
}

// src/domain/report/value-bar.ts
const PARTS$1 = [
	"",
	"▏",
	"▎",
	"▍",
	"▌",
	"▋",
	"▊",
	"▉"
];
const FULL = "█";
/** A bar of at most `width` characters: empty for a share of 0, whole for 1, in eighths of a character between. */
function valueBar(share, width) {
	const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * PARTS$1.length);
	return FULL.repeat(Math.floor(eighths / PARTS$1.length)) + PARTS$1[eighths % PARTS$1.length];
}

// src/stages/experiments/list-text.ts
const BAR_WIDTH = 8;
const MOST_PARAMS_WIDTH = 48;
const MOST_FAILURE_WIDTH = 72;
const VERDICTS = {
	pass: "pass",
	fail: "fail",
	inconclusive: "cannot tell"
};
function verdictWord({ verdict, failure }) {
	if (failure !== void 0) return "not trained";
	return verdict === null ? "not judged" : VERDICTS[verdict] ?? verdict;
}
/** The table for a terminal: one line for each experiment. `primary` is the metric that gets the bar. */
function listText({ model, experiments, found, sortedBy }, primary) {
	if (found === 0) return `${model} has no experiments yet: modelyard train makes one, modelyard evaluate judges it\n`;
	const names = [.../* @__PURE__ */ new Set([primary, ...sortedBy === "at" ? [] : [sortedBy]])];
	const used = [
		...BEFORE,
		...names.map((name) => valueColumn(experiments, name)),
		barColumn(experiments, names.at(-1) ?? primary),
		...AFTER.filter(({ head }) => !(head === "training" && names.includes("train_seconds"))),
		paramsColumn(experiments),
		{
			head: "where",
			align: "left",
			cell: whereText
		},
		{
			head: "why training failed",
			align: "left",
			cell: failureText
		}
	].filter(({ cell }) => experiments.some((each) => cell(each) !== ""));
	const lines = [used.map(({ head }) => head), ...experiments.map((experiment) => used.map(({ cell }) => cell(experiment)))];
	const left = found - experiments.length;
	const more = left === 0 ? "" : `and ${formatCount(left)} more: --limit shows them\n`;
	return `${textTable(lines, used.map(({ align }) => align))}${more}`;
}
const BEFORE = [
	{
		head: "id",
		align: "left",
		cell: ({ id }) => id
	},
	{
		head: "trained (UTC)",
		align: "left",
		cell: ({ at }) => at.slice(0, 16).replace("T", " ")
	},
	{
		head: "verdict",
		align: "left",
		cell: verdictWord
	}
];
const AFTER = [{
	head: "training",
	align: "right",
	cell: ({ cost }) => cost.trainSeconds === null ? "" : formatSeconds(cost.trainSeconds)
}, {
	head: "size",
	align: "right",
	cell: ({ cost }) => cost.sizeBytes === null ? "" : formatBytes(cost.sizeBytes)
}];
/** One number of decimals for the whole column: the finest that an interval asks for. */
function valueColumn(experiments, name) {
	const halves = experiments.map((each) => metricRow(each, name)).filter((row) => row !== null).flatMap(({ candidateInterval: own }) => own === null ? [] : [(own[1] - own[0]) / 2]);
	const values = experiments.map((each) => experimentValue(each, name)).filter((value) => value !== null);
	const halfWidth = halves.length === 0 ? null : Math.min(...halves);
	const format = quantityFormat({
		metric: name,
		halfWidth,
		values,
		comparisons: []
	});
	return {
		head: name,
		align: "right",
		cell: (experiment) => {
			const value = experimentValue(experiment, name);
			if (value === null) return "–";
			const own = metricRow(experiment, name)?.candidateInterval ?? null;
			const range = own === null ? "" : ` ±${format.measured((own[1] - own[0]) / 2, { unit: false })}`;
			return `${format.measured(value)}${range}`;
		}
	};
}
/** The longer, the better: the worst that is shown has none, the best has all of it. */
function barColumn(experiments, name) {
	const values = experiments.map((each) => experimentValue(each, name)).filter((value) => value !== null);
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const isHigher = (experiments.map((each) => metricRow(each, name)?.better).find((each) => each !== void 0) ?? directionOf(name)) === "higher";
	return {
		head: "better →",
		align: "left",
		cell: (experiment) => {
			const value = experimentValue(experiment, name);
			if (value === null || high <= low) return "";
			const share = (value - low) / (high - low);
			return valueBar(isHigher ? share : 1 - share, BAR_WIDTH);
		}
	};
}
/** Parameters in which the shown experiments differ. */
function paramsColumn(experiments) {
	const params = new Map(experiments.map((each) => [each.id, flattened(each.params ?? {})]));
	const differing = [...new Set([...params.values()].flatMap((own) => [...own.keys()]))].sort().filter((name) => {
		return new Set([...params.values()].map((own) => own.get(name))).size > 1;
	});
	return {
		head: "parameters that differ",
		align: "left",
		cell: ({ id }) => {
			const own = params.get(id);
			const texts = differing.flatMap((name) => {
				const value = own?.get(name);
				return value === void 0 ? [] : [shortened(`${name}=${value}`)];
			});
			return cutMiddle(visible(shortened(texts.join(" "))), MOST_PARAMS_WIDTH);
		}
	};
}
function failureText({ failure = "" }) {
	return cutMiddle(visible(shortened(failure)), MOST_FAILURE_WIDTH);
}
function whereText({ tags, commit, dirty, where, pullRequest }) {
	if (tags.length > 0) return tags.join(", ");
	const changes = dirty ? " and changes" : "";
	const place = commit === null ? "before the first commit" : `${commit.slice(0, 7)}${changes}`;
	if (where.includes("checkout")) return place;
	return where.includes("release") ? `${place} (release)` : `${mergedText(pullRequest, place)}, never released`;
}
function mergedText(pullRequest, place) {
	return pullRequest === null ? place : `#${pullRequest} merged`;
}

// src/cli/experiments/list.ts
/** Lines of a table that somebody reads; `--json` gives all. */
const MOST_LINES = 50;
const listCommand = (context) => forEachModel(context, async (model) => {
	const stage = context.stageContext(model);
	const forge = await context.services.forge(stage.project.repository);
	const limit = limitOf(context) ?? (context.line.flag("json") ? null : MOST_LINES);
	const record = await listExperiments(stage, forge, {
		sort: context.line.text("sort"),
		limit
	});
	tellSkipped(context, record.skipped);
	return {
		json: record,
		text: `${context.models.length > 1 ? `${model.name}\n` : ""}${listText(record, askedLabel(askedMetric(model, model.evaluate.metrics[0] ?? "")))}`,
		exitCode: 0
	};
});
function limitOf({ line }) {
	const text = line.text("limit");
	if (text === null) return null;
	if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
	throw new ModelyardError("usage", `--limit ${JSON.stringify(text)}: expected a number such as 20`);
}

// src/stages/experiments/show-experiment.ts
/** One experiment by its id, digest, tag or git ref. Throws `usage` where nothing, or more than one, is named. */
async function showExperiment(context, forge, named) {
	const { experiments, skipped } = await gatherExperiments(context, forge);
	return {
		experiment: await experimentNamed(context, experiments, named),
		skipped
	};
}

// src/stages/experiments/show-text.ts
/** Parameters that are shown; `--json` has all. */
const MOST_PARAMS = 100;
const MOST_WIDTH = 120;
/** One experiment whole, for a terminal. */
function showText(experiment) {
	const facts = factsOf(experiment).filter((line) => line[1] !== "");
	return [
		`${inertLine(experiment.model)} ${experiment.id}\n`,
		textTable(facts, ["left", "left"]),
		section("metrics", metricLines(experiment), [
			"left",
			"right",
			"left",
			"left"
		]),
		section("parameters", paramLines(experiment), ["left"])
	].filter((text) => text !== "").join("\n");
}
function section(name, lines, align) {
	return lines.length === 0 ? "" : `${name}\n${indented(textTable(lines, align))}`;
}
function indented(text) {
	return text.replace(/^(?=.)/gm, "  ");
}
const PLACES = {
	checkout: "this checkout",
	release: "its release",
	log: "the log: merged, never released"
};
function factsOf(each) {
	const { cost } = each;
	return [
		["verdict", verdictWord(each)],
		["why", inertLine(each.failure ?? "")],
		["trained", each.at],
		["judged", each.evaluatedAt ?? ""],
		["commit", each.commit === null ? "" : `${each.commit}${each.dirty ? ", with changes that are not committed" : ""}`],
		["pull request", each.pullRequest === null ? "" : `#${each.pullRequest}`],
		["releases", each.tags.join(", ")],
		["known by", each.where.map((place) => PLACES[place]).join(", ")],
		["against", each.baseline ?? ""],
		["candidate", each.candidate ?? "no model"],
		["inputs", each.inputDigest],
		["data", each.data],
		["code", each.code],
		["seed", String(each.seed)],
		["training", cost.trainSeconds === null ? "" : formatSeconds(cost.trainSeconds)],
		["in all", formatSeconds(cost.durationMs / 1e3)],
		["memory", cost.peakMemoryBytes === null ? "" : `${formatBytes(cost.peakMemoryBytes)} at most`],
		["size", cost.sizeBytes === null ? "" : formatBytes(cost.sizeBytes)],
		["latency", cost.latencyP95Ms === null ? "" : `${cost.latencyP95Ms} ms for 95 of 100 rows`],
		["rows", each.rows ?? `points only: ${each.rowsReason ?? "no rows are known"}`]
	];
}
function metricLines({ metrics }) {
	return metrics.map((row) => {
		const half = row.candidateInterval === null ? null : (row.candidateInterval[1] - row.candidateInterval[0]) / 2;
		const values = row.candidate === null ? [] : [row.candidate];
		const format = quantityFormat({
			metric: row.name,
			halfWidth: half,
			values,
			comparisons: []
		});
		const value = row.candidate === null ? "–" : format.measured(row.candidate);
		const range = row.candidateInterval === null ? row.reason ?? "" : `${row.candidateInterval.map((each) => format.measured(each)).join(" … ")} (${formatPercent(row.confidence)})`;
		return [
			nameOf(row),
			value,
			range,
			row.rows === 0 ? "" : counted(row.rows, "row")
		];
	});
}
function nameOf({ name, dataset, target }) {
	return `${name}${dataset === "evaluation" ? "" : ` on ${dataset}`}${target === void 0 ? "" : ` of ${target}`}`;
}
function paramLines({ params, paramsReason }) {
	if (params === null) return [[paramsReason ?? "not kept"]];
	const all = changedParams({}, params);
	const shown = all.slice(0, MOST_PARAMS).map((change) => {
		const text = shortened(changedParamText(change).replace(/ \(new\)$/, ""));
		return [cutMiddle(text, MOST_WIDTH)];
	});
	const left = all.length - shown.length;
	return left > 0 ? [...shown, [`and ${formatCount(left)} more: --json has them`]] : shown;
}

// src/cli/experiments/show.ts
const showCommand = async (context) => {
	const stage = context.stageContext(onlyModel(context));
	const forge = await context.services.forge(stage.project.repository);
	const [, named = ""] = context.line.positionals;
	const { experiment, skipped } = await showExperiment(stage, forge, named);
	tellSkipped(context, skipped);
	return {
		json: experiment,
		text: showText(experiment),
		exitCode: 0
	};
};

// src/cli/commands/experiments.ts
const PARTS = {
	list: {
		run: listCommand,
		options: ["sort", "limit"],
		names: [0, 0]
	},
	show: {
		run: showCommand,
		options: [],
		names: [1, 1]
	},
	compare: {
		run: compareCommand,
		options: [
			"metric",
			"fail-on",
			"params-file",
			"metrics-file"
		],
		names: [0, 2]
	},
	best: {
		run: bestCommand,
		options: ["metric"],
		names: [0, 0]
	}
};
const command = (context) => partOf(context.line).run(context);
function partOf(line) {
	const [name = "", ...names] = line.positionals;
	const part = Object.hasOwn(PARTS, name) ? PARTS[name] : void 0;
	if (part === void 0) throw usage(`modelyard experiments needs one of ${Object.keys(PARTS).join(", ")}, found ${JSON.stringify(name)}`);
	const [fewest, most] = part.names;
	if (names.length > most) throw usage(`modelyard experiments ${name} does not take ${JSON.stringify(names[most])}`);
	if (names.length < fewest) throw usage(`modelyard experiments ${name} needs the id of an experiment, a tag or a git ref`);
	const wrong = line.command.options.map((option) => option.name).find((option) => line.list(option).length > 0 && !part.options.includes(option));
	if (wrong !== void 0) throw usage(`modelyard experiments ${name} has no --${wrong}`);
	return part;
}
function usage(message) {
	return new ModelyardError("usage", message, { hint: "See modelyard experiments --help." });
}

export { command };