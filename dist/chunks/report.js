import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { C as string, g as literal, p as array, y as object } from "./schemas.js";
import { a as recordPath, l as writeFileAtomic, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { i as shortList, n as WHOLE, r as fitReport, t as COMMENT } from "./fit-report.js";
import { t as recordHeader } from "./header.js";
import { i as sha256Schema, n as fileEntrySchema, o as verdictSchema, r as headerShape } from "./common.js";
import { t as displayPath } from "./paths.js";
import { a as showsValues, n as isTold, r as validateRecordSchema } from "./validate.js";
import { t as evaluateRecordSchema } from "./evaluate.js";
import { i as judgeRecordSchema, r as judgeVerdict, t as graverVerdict } from "./graver-verdict.js";
import { t as trainRecordSchema } from "./train.js";
import { a as gateTitle, c as isOfPair, f as rowsText, h as baselineName, i as gateComparisons, l as placeOf, m as quantityFormat, o as gateWords, p as metricLabel, s as isComparative, t as askedPhrase, u as rangeText } from "./gate-words.js";
import { i as escapeMarkdown, n as codeSpan, o as shortened, r as cutMiddle, t as codeBlock } from "./escape-markdown.js";
import { t as markdownTable } from "./markdown-table.js";
import { C as formatNumber, S as formatExact, T as formatSeconds, _ as counted, b as formatBytes, n as findPairMetric, w as formatPercent, x as formatCount, y as decimalPlaces } from "./pair-metrics.js";
import { n as changedParams, t as changedParamText } from "./changed-params.js";
import { s as WHOLE_ROW } from "./foreign-output.js";
import { a as AS_WARNING, i as APPROVAL, n as metricRowOf, o as narrowGateNeeds, r as explainGate, s as timesOf100, t as gateVerdicts } from "./gate-verdict.js";
import { a as findMetric } from "./registry.js";
import { n as weakVerdictNote } from "./overall-verdict.js";
import { join } from "node:path";

// src/records/report.ts
/** What a report said, and about which records; the text itself lies beside it. */
const reportRecordSchema = object({
	schema: literal("modelyard/report/1"),
	verdict: verdictSchema,
	...headerShape,
	/** How far the stages came: judged, identical, data-broken, training-failed, mixed … */
	case: string(),
	/** First line of the report, plain text. */
	headline: string(),
	/** Why records were not taken together; empty when they belong together. */
	problems: array(string()),
	markdown: fileEntrySchema,
	/** The same text as long as a comment of GitHub may be; absent in records of versions that knew one text only. */
	comment: fileEntrySchema.optional(),
	/** The records that were read, by stage. */
	records: array(object({
		stage: string(),
		sha256: sha256Schema
	}))
});

// src/stages/report/deploy-order.ts
/** Environments such that each comes after the one that it requires; otherwise as written. */
function deployOrder(environments) {
	const byName = new Map(environments.map((environment) => [environment.name, environment]));
	const order = /* @__PURE__ */ new Set();
	const visit = (name, path) => {
		const requires = byName.get(name)?.requires ?? null;
		if (requires !== null && !path.includes(requires) && byName.has(requires)) visit(requires, [...path, name]);
		order.add(name);
	};
	for (const { name } of environments) visit(name, []);
	return [...order];
}

// src/stages/report/read-records.ts
/** The records of one model beside a modelyard.yml. Throws `unreadable` for a broken one. */
async function readStageRecords(directory, model) {
	const path = (stage) => recordPath(directory, model, stage);
	const [validate, train, evaluate] = await Promise.all([
		readRecord(path("validate"), validateRecordSchema),
		readRecord(path("train"), trainRecordSchema),
		readRecord(path("evaluate"), evaluateRecordSchema)
	]);
	return {
		validate,
		train,
		evaluate
	};
}
/** Only one that was made for this very evaluation: an older one speaks of another change. */
async function readJudge(directory, model, { evaluate }) {
	const record = await readRecord(recordPath(directory, model, "judge"), judgeRecordSchema);
	return record !== null && evaluate !== null && record.run === evaluate.run && record.at >= evaluate.at ? record : null;
}

// src/domain/report/headline.ts
const VERDICT_MARK = {
	pass: "✅",
	fail: "⛔",
	inconclusive: "❔"
};
/** The first line of a report, plain text without mark: who, and what the verdict is. */
function headline(facts) {
	return HEADLINES[facts.reportCase](facts);
}
const JUDGED = {
	pass: (model, baseline) => baseline === null ? `${model} may become the first release` : `${model} may replace ${baseline}`,
	fail: (model, baseline) => baseline === null ? `${model} must not be released` : `${model} must not replace ${baseline}`,
	inconclusive: (model, baseline) => baseline === null ? `${model}: it cannot be told whether it may be released` : `${model}: it cannot be told whether it may replace ${baseline}`
};
const HEADLINES = {
	judged: ({ model, verdict, baseline }) => JUDGED[verdict](model, baseline),
	identical: ({ model, verdict, baseline }) => verdict === "pass" ? `${model} is unchanged: the same bytes as ${baseline ?? "the baseline"}` : JUDGED[verdict](model, baseline),
	"data-broken": ({ model, hasContract }) => `${model}: the data ${hasContract ? "do not fit the contract" : "fail the built-in checks"}; nothing was trained on them`,
	"data-drifted": ({ model }) => `${model}: the data are not like those that they are held against; nothing was trained on them`,
	"data-unclear": ({ model }) => `${model}: the data could not be checked`,
	"training-failed": ({ model }) => `${model}: the training failed`,
	"not-validated": ({ model }) => `${model}: its data were not checked`,
	"not-trained": ({ model }) => `${model}: nothing was trained yet`,
	"not-evaluated": ({ model }) => `${model}: the candidate was not evaluated`,
	mixed: ({ model }) => `${model}: the records do not belong together`
};

// src/domain/report/sparkline.ts
const BARS = [
	"▁",
	"▂",
	"▃",
	"▄",
	"▅",
	"▆",
	"▇",
	"█"
];
/**
* Shares of cells as bars, one character each; of several samples on one scale, so that bars of the same height are the
* same share. Nothing in a cell shows as the lowest bar.
*/
function sparklines(samples) {
	const most = Math.max(...samples.flat(), Number.MIN_VALUE);
	const bar = (share) => BARS[Math.min(BARS.length - 1, Math.floor(share / most * BARS.length))];
	return samples.map((shares) => shares.map(bar).join(""));
}

// src/stages/signals-table.ts
const WORDS$2 = {
	js: "shape, Jensen–Shannon",
	wasserstein: "location, Wasserstein in sd",
	psi: "shape, stability index",
	l_infinity: "largest change of a share",
	null_share: "missing cells",
	column: "column"
};
const MARKS$1 = {
	pass: "✅",
	fail: "⛔",
	warn: "⚠️",
	insufficient: "❔"
};
const MOST_NAMED$2 = 3;
/** One line a signal: what moved, how far, from where on it alarms, of how many rows, how sure; and a picture. */
function signalsTable(signals, { most }) {
	const table = markdownTable([[
		"column",
		"what",
		"value",
		"alarm from",
		"rows",
		"p",
		"before → now",
		""
	], ...signals.slice(0, most).map(cells)], {
		align: [
			"l",
			"l",
			"r",
			"r",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	const more = signals.length - most;
	return more > 0 ? `${table}\n\n${formatCount(more)} more stand in the record.` : table;
}
function cells(signal) {
	const { column, value, threshold, pValue, rows, reason, picture, verdict } = signal;
	const isCheck = signal.signal === "check";
	const told = [picture === void 0 ? "" : pictureText(picture), reason === void 0 ? "" : escapeMarkdown(reason)];
	return [
		column === null ? "–" : codeSpan(column, 60),
		isCheck ? escapeMarkdown(signal.statistic, 60) : WORDS$2[signal.statistic] ?? escapeMarkdown(signal.statistic),
		value === null ? "–" : isCheck ? counted(value, "row") : value.toFixed(3),
		threshold === null ? "–" : formatExact(threshold),
		formatCount(rows),
		pValueText(pValue),
		told.filter((part) => part !== "").join("; "),
		MARKS$1[verdict]
	];
}
/** One line a column: rows, and every statistic with its value and p; the limits stand in the header. */
function columnsTable(signals, { most }) {
	const statistics = [...new Set(signals.filter(isMeasure).map(({ statistic }) => statistic))];
	if (statistics.length === 0) return signalsTable(signals, { most });
	const limits = new Map(statistics.map((name) => [name, usualLimit(signals, name)]));
	const header = statistics.map((name) => {
		const limit = limits.get(name) ?? null;
		return `${WORDS$2[name] ?? escapeMarkdown(name)}${limit === null ? "" : `, alarm from ${formatExact(limit)}`}`;
	});
	const columns = [...new Set(signals.map(({ column }) => column))];
	const lines = columns.slice(0, most).map((column) => {
		const own = signals.filter((signal) => signal.column === column);
		const whole = own.find((signal) => !isMeasure(signal));
		const each = statistics.map((name, index) => {
			const signal = own.find(({ statistic }) => statistic === name) ?? (index === 0 ? whole : void 0);
			return signal === void 0 ? "" : measured(signal, limits.get(name) ?? null);
		});
		const rows = Math.max(...own.map((signal) => signal.rows));
		return [
			column === null ? "–" : codeSpan(column, 60),
			formatCount(rows),
			...each
		];
	});
	const table = markdownTable([[
		"column",
		"rows",
		...header
	], ...lines], {
		align: [
			"l",
			"r",
			...statistics.map(() => "l")
		],
		alignDelimiters: false
	});
	const more = columns.length - most;
	return more > 0 ? `${table}\n\n${formatCount(more)} more columns stand in the record.` : table;
}
function isMeasure({ statistic }) {
	return statistic !== "off" && statistic !== "column";
}
/** The limit that most columns have. */
function usualLimit(signals, statistic) {
	const given = signals.filter((signal) => signal.statistic === statistic).map(({ threshold }) => threshold);
	const times = (limit) => given.filter((each) => each === limit).length;
	return given.reduce((best, each) => times(each) > times(best) ? each : best, given[0] ?? null);
}
/** `0.133 (p < 0.0001) ⛔`, `❔ 40 rows with a value now …`; the limit where it is not the usual one. */
function measured({ value, pValue, threshold, reason, verdict }, usual) {
	const why = reason === void 0 ? "" : escapeMarkdown(reason);
	if (verdict === "insufficient" || value === null) return `${MARKS$1[verdict]} ${why}`.trimEnd();
	const own = threshold === usual || threshold === null ? "" : `, alarm from ${formatExact(threshold)}`;
	const mark = verdict === "pass" ? "" : ` ${MARKS$1[verdict]}`;
	return `${value.toFixed(3)} (p ${pValueText(pValue)}${own})${mark}`;
}
function pValueText(pValue) {
	if (pValue === null) return "–";
	return pValue < 1e-4 ? "&lt; 0.0001" : String(Number(pValue.toPrecision(2)));
}
/** Bars on one scale, and the categories that moved most where they may be named. */
function pictureText({ before, now, labels }) {
	const [was = "", is = ""] = sparklines([before, now]);
	const bars = `\`${was}\` → \`${is}\``;
	if (labels === null) return bars;
	const moved = labels.map((label, index) => ({
		label,
		was: before[index] ?? 0,
		is: now[index] ?? 0
	}));
	moved.sort((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was));
	return `${bars} ${moved.slice(0, MOST_NAMED$2).map(({ label, was: from, is: to }) => `${codeSpan(label, 40)} ${share(from)} → ${share(to)}`).join(", ")}`;
}
function share(fraction) {
	return formatPercent(Number(fraction.toFixed(3)));
}

// src/stages/report/folded-section.ts
/** A section that a click opens. GitHub reads Markdown inside `<details>` only after an empty line. */
function foldedSection(title, body) {
	return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

// src/stages/report/base-section.ts
/** Rows of the table that stands in the open; all columns stand in the folded one. */
const MOST_CHANGED = 12;
const MOST_NAMED$1 = 3;
/** Digits of a mean, and of the smallest and largest value. */
const SIGNIFICANT = 4;
const ENDS = 9;
function baseComparison({ comparisons = [] }) {
	return comparisons.find(({ kind }) => kind === "base") ?? null;
}
/** What the change did to the training data: sizes, and a line for each column that is not as it was. null where they are the same or not known. */
function baseSection(record, { folds, open }) {
	const comparison = baseComparison(record);
	const changes = comparison?.changes ?? [];
	if (comparison === null || changes.length === 0) return null;
	const changed = changes.filter((change) => isNews(change, signalsOf(comparison, change)));
	const { shown, left } = shortList(changed, Math.min(MOST_CHANGED, open));
	const table = shown.length === 0 ? null : changesTable(comparison, shown);
	const others = changes.length - changed.length;
	return [
		`**What the data change did**, against ${against(comparison)}: ${sizesText(comparison, changes)}`,
		table === null || !folds ? table : foldedSection("The columns that changed", table),
		left > 0 ? `${formatCount(left)} more columns changed; they stand below.` : null,
		others === 0 || changed.length === 0 ? null : `${columns(others)} as before.`
	].filter((part) => part !== null).join("\n\n");
}
/** Every column, changed or not, at most so many. */
function baseDetails(record, most) {
	const comparison = baseComparison(record);
	const changes = comparison?.changes ?? [];
	if (comparison === null || changes.length === 0) return null;
	const { shown, left } = shortList(changes, most);
	const more = left > 0 ? `\n\n${formatCount(left)} more columns stand in the validation record.` : "";
	return `${changesTable(comparison, shown)}${more}`;
}
function against({ against: name, reason }) {
	return `${codeSpan(name)}${reason === void 0 ? "" : ` (${escapeMarkdown(reason, 300)})`}`;
}
/** `rows 12,678 → 13,000 (+2.5 %), columns 17, 1 new, 1 gone.` */
function sizesText({ rows, groups }, changes) {
	const count = (change) => changes.filter((each) => each.change === change).length;
	return `${[
		countChange("rows", rows),
		groups.before === null || groups.now === null ? null : countChange("groups", groups),
		`columns ${formatCount(changes.length - count("removed"))}`,
		count("added") === 0 ? null : `${formatCount(count("added"))} new`,
		count("removed") === 0 ? null : `${formatCount(count("removed"))} gone`
	].filter((part) => part !== null).join(", ")}.`;
}
function countChange(name, { before, now }) {
	if (before === null || now === null) return `${name} not known`;
	if (before === now) return `${name} ${formatCount(now)} as before`;
	const share = before === 0 ? "" : ` (${formatNumber(100 * (now - before) / before, 1, { signed: true })} %)`;
	return `${name} ${formatCount(before)} → ${formatCount(now)}${share}`;
}
function columns(count) {
	return count === 1 ? "One other column is" : `${formatCount(count)} other columns are`;
}
function signalsOf({ signals }, { column }) {
	return signals.filter((signal) => signal.column === column);
}
/** Alarms, columns that came, went or changed their kind, and values that came or went. */
function isNews({ change, domain }, signals) {
	if (change !== "none" || signals.some(isAlarm)) return true;
	return domain !== null && (domain.gone > 0 || domain.added > 0 && domain.isWhole.before);
}
function isAlarm({ verdict }) {
	return verdict === "fail" || verdict === "warn";
}
function changesTable(comparison, changes) {
	const rows = changes.map((change) => {
		const signals = signalsOf(comparison, change);
		const picture = signals.find((signal) => signal.picture !== void 0)?.picture;
		return [
			codeSpan(change.column, 60),
			pairText$1(change.missing, (share) => formatPercent(Number(share.toFixed(3)))),
			valuesText(change),
			driftText(signals),
			picture === void 0 ? "" : pictureText(picture)
		];
	});
	return markdownTable([[
		"column",
		"missing",
		"values",
		"drift",
		"before → now"
	], ...rows], {
		align: [
			"l",
			"r",
			"l",
			"l",
			"l"
		],
		alignDelimiters: false
	});
}
function pairText$1({ before, now }, text) {
	const [was, is] = [before === null ? "–" : text(before), now === null ? "–" : text(now)];
	return was === is ? is : `${was} → ${is}`;
}
const KINDS = {
	number: "numbers",
	category: "categories"
};
function valuesText(change) {
	if (change.change === "added") return `**new**: ${KINDS[change.kind.now ?? "number"]}`;
	if (change.change === "removed") return "**gone**";
	if (change.change === "kind") return `**${pairText$1(change.kind, (kind) => KINDS[kind])}**`;
	return change.domain === null ? numbersText(change) : domainText(change.domain);
}
/** `mean 12.1 → 13.4, 0 … 98 → 0 … 120`; the ends are values of the data. */
function numbersText({ mean, range }) {
	return [mean === null || mean.now === null ? null : `mean ${pairText$1(mean, (value) => numberText(value))}`, range === null || range.now === null ? null : pairText$1(range, ([low, high]) => `${numberText(low, ENDS)} … ${numberText(high, ENDS)}`)].filter((part) => part !== null).join(", ");
}
function numberText(value, digits = SIGNIFICANT) {
	const rounded = Number(value.toPrecision(digits));
	return Math.abs(rounded) >= 0x38d7ea4c68000 || rounded !== 0 && Math.abs(rounded) < 1e-6 ? rounded.toExponential() : formatNumber(rounded, Math.min(6, (String(rounded).split(".")[1] ?? "").length));
}
/** `5 → 7 values: 2 new (x, y), 1 gone (z)`; of a domain that is not whole only the frequent values are known. */
function domainText({ size, isWhole, added, gone, addedValues, goneValues }) {
	const frequent = isWhole.before && isWhole.now ? "values" : "frequent values";
	const news = [newsText("new", added, addedValues), newsText("gone", gone, goneValues)].filter((part) => part !== null);
	return `${pairText$1(size, formatCount)} ${frequent}${news.length === 0 ? "" : `: ${news.join(", ")}`}`;
}
function newsText(what, count, values) {
	if (count === 0) return null;
	const named = values.slice(0, MOST_NAMED$1).map((value) => codeSpan(value, 40));
	const more = count > named.length && named.length > 0 ? " …" : "";
	return `**${formatCount(count)} ${what}**${named.length === 0 ? "" : ` (${named.join(", ")}${more})`}`;
}
const SHORT = {
	js: "shape",
	wasserstein: "location",
	psi: "stability index",
	l_infinity: "one share",
	null_share: "missing"
};
/** The alarms, or else the statistic that comes nearest to its limit. */
function driftText(signals) {
	const measured = signals.filter(({ value, threshold }) => value !== null && threshold !== null);
	const alarms = measured.filter(isAlarm);
	const nearest = [...measured].sort((a, b) => nearness(b) - nearness(a)).slice(0, 1);
	const told = (alarms.length > 0 ? alarms : nearest).map(({ statistic, value, threshold, pValue, verdict }) => `${SHORT[statistic] ?? escapeMarkdown(statistic, 30)} ${value?.toFixed(3)} (alarm from ${threshold}), p ${pValueText(pValue)}${verdict === "fail" ? " ⛔" : verdict === "warn" ? " ⚠️" : ""}`);
	return told.length > 0 ? told.join("; ") : escapeMarkdown(signals[0]?.reason ?? "");
}
function nearness({ value, threshold }) {
	return (value ?? 0) / (threshold ?? 1);
}

// src/stages/report/changes-section.ts
/** Parameters and files that differ from the release's, as at most so many Markdown list items; null where the release's are not known. */
function changesList(train, release, most) {
	if (release === null || release.params === null && release.inputs === null) return null;
	const params = release.params === null ? [] : changedParams(release.params, train.params).map(changedParamText);
	const files = changedFiles(train, release);
	const items = [...params.map((text) => ({
		text,
		how: ""
	})), ...(files ?? []).map(({ path, how }) => ({
		text: path,
		how: ` ${how}`
	}))];
	if (items.length === 0) return `Nothing differs from ${escapeMarkdown(baselineName(release.tag))}.`;
	const { shown, left } = shortList(items, most);
	return [...shown.map(({ text, how }) => `- ${codeSpan(text)}${how}`), ...left > 0 ? [`- and ${formatCount(left)} more`] : []].join("\n");
}
/** `rounds: 150 → 3` and which files, in one sentence for a report that fails; null where nothing is known. */
function changesSentence(train, release) {
	if (release === null || release.params === null) return null;
	const params = changedParams(release.params, train.params);
	const files = changedFiles(train, release);
	return `Look here first, changed since ${escapeMarkdown(baselineName(release.tag))}: ${[
		params.length === 0 ? "no parameter" : params.slice(0, 3).map((change) => codeSpan(changedParamText(change))).join(", "),
		params.length > 3 ? `${formatCount(params.length - 3)} more parameters` : null,
		filesText(files)
	].filter((part) => part !== null).join("; ")}.`;
}
function filesText(files) {
	if (files === null) return null;
	if (files.length === 0) return "no training input";
	const named = files.slice(0, 3).map(({ path }) => codeSpan(path));
	const left = files.length - named.length;
	return `in the files ${named.join(", ")}${left > 0 ? ` and ${formatCount(left)} more` : ""}`;
}
function changedFiles(train, { inputs }) {
	if (inputs === null) return null;
	const before = new Map(inputs.map(({ path, sha256 }) => [path, sha256]));
	const after = new Map(train.inputs.map(({ path, sha256 }) => [path, sha256]));
	const changed = [...after].flatMap(([path, sha256]) => {
		if (!before.has(path)) return [{
			path,
			how: "added"
		}];
		return before.get(path) === sha256 ? [] : [{
			path,
			how: "changed"
		}];
	});
	const removed = [...before.keys()].filter((path) => !after.has(path));
	return [...changed, ...removed.map((path) => ({
		path,
		how: "removed"
	}))];
}

// src/stages/report/comparisons-section.ts
/** Rows of the table that stands in the open. */
const MOST_ALARMS = 10;
const MOST_NAMED = 5;
const SUBJECTS = {
	"train-evaluation": ["the evaluation data", "the training data"],
	serving: ["the serving data", "the training data"],
	base: ["the training data", ""]
};
/** One phrase a comparison for the facts of a report, escaped; null where nothing was compared. */
function comparisonsLine(record) {
	const phrases = comparisonsOf(record).map(phraseOf);
	return phrases.length === 0 ? null : phrases.join(" · ");
}
/** What alarms: heading and table of each comparison; empty where nothing does. */
function alarmTables(record, { folds, open }) {
	return comparisonsOf(record).filter(({ kind, changes }) => kind !== "base" || changes === void 0).flatMap((comparison) => {
		const alarms = alarmsOf(comparison);
		if (alarms.length === 0) return [];
		const heading = `**${capital(sentence$1(comparison))}**`;
		const table = signalsTable(alarms, { most: Math.min(MOST_ALARMS, open) });
		return [`${heading}\n\n${folds ? foldedSection("The columns that alarm", table) : table}`];
	});
}
/** Every column, at most so many of a comparison, with value, threshold, rows and p, whether it alarms or not. */
function comparisonsDetails(record, most) {
	const told = comparisonsOf(record).filter(({ signals, reason }) => signals.length > 0 || reason !== void 0);
	const parts = told.map((comparison) => {
		const { reason, signals } = comparison;
		const table = signals.length === 0 ? null : columnsTable(signals, { most });
		return [
			`${capital(namesOf(comparison).join(" against "))}${sizes(comparison)}:`,
			table,
			reason === void 0 ? null : escapeMarkdown(reason, 400)
		].filter((part) => part !== null).join("\n\n");
	});
	const alpha = told[0]?.alpha;
	return alpha === void 0 ? null : [...parts, meaning(alpha)].join("\n\n");
}
const meaning = (alpha) => `An alarm needs a value that reaches the limit, p below ${formatExact(alpha)} over all columns together, and enough rows. Bars show the share of the rows in each cell on one scale: bins of numbers ascend, categories begin with the most frequent.`;
function comparisonsOf({ comparisons = [] }) {
	return comparisons;
}
function alarmsOf({ signals }) {
	return signals.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
}
function phraseOf(comparison) {
	const { verdict } = comparison;
	if (verdict === "pass" || comparison.kind === "base" && isUntold(comparison)) return sentence$1(comparison);
	return `${verdict === "insufficient" ? "❔" : verdict === "warn" || comparison.severity === "warning" ? "⚠️" : "⛔"} ${sentence$1(comparison)}`;
}
/** `the evaluation data are not like the training data: income, site`; escaped. */
function sentence$1(comparison) {
	const [data, against] = namesOf(comparison);
	const { verdict, signals, reason } = comparison;
	if (comparison.kind === "base" && isUntold(comparison)) return untoldText(comparison);
	if (verdict === "error") return `${data} could not be held against ${against}: ${escapeMarkdown(reason ?? "", 300)}`;
	if (verdict === "insufficient") return `${data} have too few rows to be held against ${against}`;
	if (verdict === "pass") return `${data} are like ${against} in ${columnsText(signals)}`;
	const columns = [...new Set(alarmsOf(comparison).map(({ column }) => column ?? ""))];
	const named = columns.slice(0, MOST_NAMED).map((column) => escapeMarkdown(column, 40));
	const more = columns.length - named.length;
	return `${data} are not like ${against}: ${named.join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`;
}
/** Nothing was compared column by column: the data are the same, or there is nothing yet to compare them with. */
function isUntold({ verdict, signals }) {
	return signals.length === 0 && verdict !== "error";
}
function untoldText({ verdict, against, reason }) {
	if (verdict !== "pass") return `the training data are held against nothing yet: ${escapeMarkdown(reason ?? "", 300)}`;
	const why = reason === void 0 ? "" : ` (${escapeMarkdown(reason, 300)})`;
	return `the training data are those of ${codeSpan(against, 80)}${why}`;
}
/** Columns that were judged. */
function columnsText(signals) {
	const judged = new Set(signals.filter(({ verdict }) => verdict !== "insufficient").map(({ column }) => column));
	return judged.size === 1 ? "the one column" : `all ${formatCount(judged.size)} columns`;
}
function namesOf({ kind, against }) {
	const [data, other] = SUBJECTS[kind];
	return [data, other === "" ? `those of ${codeSpan(against, 80)}` : other];
}
function sizes({ rows, groups }) {
	if (rows.before === null || rows.now === null) return "";
	const grouped = groups.before === null || groups.now === null ? "" : ` of ${counted(groups.now, "group")} against ${formatCount(groups.before)}`;
	return `, ${counted(rows.now, "row")} against ${formatCount(rows.before)}${grouped}`;
}
function capital(text) {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

// src/stages/report/data-section.ts
const WORDS$1 = [
	["fail", "fail"],
	["error", "could not run"],
	["warn", "warn"],
	["insufficient", "could not tell"]
];
/** `31 of 31 checks pass · 15,121 train rows, 5,069 evaluation rows · no contract …`. */
function dataLine(record) {
	const checks = allChecks(record).map(({ check }) => check);
	const passing = checks.filter(({ verdict }) => verdict === "pass").length;
	const others = WORDS$1.flatMap(([verdict, words]) => {
		const count = checks.filter((check) => check.verdict === verdict && isTold(check)).length;
		return count === 0 ? [] : [`${formatCount(count)} ${words}`];
	});
	const noted = checks.filter((check) => check.verdict !== "pass" && !isTold(check)).length;
	const forInformation = noted === 0 ? [] : [`${formatCount(noted)} noted for information`];
	return [
		[
			`${formatCount(passing)} of ${formatCount(checks.length)} checks pass`,
			...others,
			...forInformation
		].join(", "),
		record.datasets.map(({ role, name, rows }) => counted(rows, `${name ?? role} row`)).join(", "),
		...record.contract === null ? ["there is no contract: only the built-in checks ran"] : []
	].filter((part) => part !== "").map((part) => escapeMarkdown(part)).join(" · ");
}
/** The checks that did not pass, worst first. */
function problemChecks(record) {
	const order = WORDS$1.map(([verdict]) => verdict);
	return allChecks(record).filter(({ check }) => order.includes(check.verdict) && isTold(check)).sort((a, b) => order.indexOf(a.check.verdict) - order.indexOf(b.check.verdict));
}
/** The checks that did not pass; null when all passed. */
function problemChecksTable(record, shown) {
	const problems = problemChecks(record);
	return problems.length === 0 ? null : checksTable(problems, shown);
}
function allChecks(record) {
	return record.datasets.flatMap(({ role, name, checks }) => checks.map((check) => ({
		role: name ?? role,
		check
	})));
}
function checksTable(checks, { showValues, most }) {
	const header = [
		"check",
		"data",
		"column",
		"expected",
		"rows that break it",
		showValues ? "found" : "where",
		""
	];
	const { shown, left } = shortList(checks, most);
	const rows = shown.map((each) => checkCells(each, showValues));
	const table = markdownTable([header, ...rows], {
		align: [
			"l",
			"l",
			"l",
			"l",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	return left > 0 ? `${table}\n\n${formatCount(left)} more checks stand in the validation record.` : table;
}
const CHECK_MARKS = {
	pass: "✅",
	fail: "⛔",
	error: "⛔ could not run",
	warn: "⚠️",
	insufficient: "❔"
};
function checkCells({ role, check }, showValues) {
	return [
		escapeMarkdown(check.kind, 40),
		escapeMarkdown(role, 40),
		escapeMarkdown(check.column ?? "–", 60),
		escapeMarkdown(check.expected, 80),
		failingText(check),
		escapeMarkdown([examplesText(check, showValues), check.reason ?? ""].filter((part) => part !== "").join("; ")),
		CHECK_MARKS[check.verdict]
	];
}
/** `3 of 15,142`; a dash for checks that look at the dataset and count no rows, and for those that could not run. */
function failingText({ failing, checked }) {
	if (failing === null) return "–";
	return checked === null || failing === 0 ? formatCount(failing) : `${formatCount(failing)} of ${formatCount(checked)}`;
}
/** `−4 (row 17), 350 (row 912)`, or only where, for values that may be of people. */
function examplesText({ examples }, showValues) {
	const rows = examples.flatMap(({ row }) => row === null ? [] : [formatCount(row)]);
	if (!showValues) return rows.length === 0 ? "" : `row ${rows.join(", ")}`;
	return examples.map(({ row, value }) => {
		if (row === null) return shownValue(value);
		const place = `row ${formatCount(row)}`;
		return value === "whole row" ? place : `${shownValue(value)} (${place})`;
	}).join(", ");
}
/** Spaces at the ends and empty text would not be seen. */
function shownValue(found) {
	const value = shortened(found);
	return value === "" || value.trim() !== value ? `“${value}”` : value;
}

// src/stages/report/data-warnings.ts
const MOST = 5;
/** Checks that only warn, and yet may make every number of the report worthless: what they mean for a reader. */
const MEANINGS$1 = {
	label_leak: ({ role, check }) => `${columnOf(check)} alone tells the label in the ${escapeMarkdown(role, 80)} data${why(check)}. If it is known only after the label is, the results here will not be seen in use.`,
	id_tells_label: ({ role, check }) => `The order of the ids tells the label in the ${escapeMarkdown(role, 80)} data${why(check)}. Were the rows of one label put together?`,
	changed_labels: ({ role, check }) => `${formatCount(check.failing ?? 0)} known rows of the ${escapeMarkdown(role, 80)} data have another label than before${why(check)}. If nobody corrected them, the labels may belong to other rows.`,
	duplicate_rows: ({ role, check }) => `${check.failing === null ? "Some" : formatCount(check.failing)} rows of the ${escapeMarkdown(role, 80)} data stand there twice. What is repeated counts twice.`
};
/** Warnings about the data that concern what the numbers are worth, one sentence or two each. Escaped. */
function dataWarnings(record) {
	const found = problemChecks(record).flatMap((each) => {
		const meaning = each.check.verdict === "warn" ? MEANINGS$1[each.check.kind] : void 0;
		return meaning === void 0 ? [] : [`⚠️ ${meaning(each)}`];
	});
	const { shown, left } = shortList(found, MOST);
	return [...shown, ...left > 0 ? [`⚠️ ${formatCount(left)} more of the kind stand under *Data checks*.`] : []];
}
function columnOf({ column }) {
	return column === null ? "A column" : codeSpan(column, 80);
}
function why({ reason }) {
	return reason === void 0 || reason === null ? "" : ` (${escapeMarkdown(reason, 200)})`;
}

// src/stages/report/metrics-table.ts
/** Escaped cells of one metrics row; `–` where there is no number. */
function metricCells(row) {
	if (row === void 0) return {
		baseline: "–",
		candidate: "–",
		difference: "–"
	};
	if (findPairMetric(row.name) !== null) return pairCells(row);
	const { interval, candidateInterval, candidate, baseline, difference } = row;
	const shown = interval ?? candidateInterval;
	const format = quantityFormat({
		metric: row.name,
		halfWidth: shown === null ? null : (shown[1] - shown[0]) / 2,
		values: [candidate, baseline].filter((value) => value !== null),
		comparisons: (interval ?? []).map((value) => ({
			value,
			limit: 0
		}))
	});
	const range = interval === null ? "" : ` (${rangeText(interval, format, true)})`;
	return {
		baseline: escapeMarkdown(baseline === null ? "–" : format.measured(baseline)),
		candidate: escapeMarkdown(candidate === null ? "–" : format.measured(candidate)),
		difference: escapeMarkdown(difference === null ? "–" : `${format.measured(difference, { signed: true })}${range}`)
	};
}
/** What both models together give is itself a difference. */
function pairCells({ name, candidate, candidateInterval: range }) {
	if (candidate === null) return metricCells(void 0);
	const halfWidth = range === null ? null : (range[1] - range[0]) / 2;
	const format = quantityFormat({
		metric: name,
		halfWidth,
		values: [candidate],
		comparisons: []
	});
	const around = range === null ? "" : ` (${rangeText(range, format, false)})`;
	return {
		baseline: "–",
		candidate: "–",
		difference: escapeMarkdown(`${format.measured(candidate)}${around}`)
	};
}
/** The metrics, at most so many. */
function metricsTable(record, most) {
	const header = [
		"metric",
		record.baseline === null ? "baseline" : baselineName(record.baseline.source),
		"candidate",
		`difference, ${formatPercent(record.metrics[0]?.confidence ?? .95)}`,
		"method"
	];
	const { shown, left } = shortList(record.metrics, most);
	const rows = shown.map((row) => {
		const cells = metricCells(row);
		return [
			metricName(row),
			cells.baseline,
			cells.candidate,
			cells.difference,
			escapeMarkdown(methodText(row))
		];
	});
	const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
		align: [
			"l",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	return left > 0 ? `${table}\n\n${formatCount(left)} more metrics stand in the evaluation record.` : table;
}
function methodText({ method, bootstrap, nullValue, reason }) {
	return `${method}${bootstrap === void 0 ? "" : ` (${bootstrap.replicates} draws, seed ${bootstrap.seed})`}${nullValue === void 0 ? "" : `; chance alone makes it about ${formatNumber(nullValue, 3)} here`}${reason === void 0 ? "" : `: ${reason}`}`;
}
function metricName(row) {
	const parts = [
		metricLabel(row.name, row.target),
		row.better === "lower" ? "(lower is better)" : "",
		row.dataset === "evaluation" ? "" : `on ${row.dataset}`
	];
	return escapeMarkdown(parts.filter((part) => part !== "").join(" "));
}
/** What running the model costs, and below it what the baseline does; null where nothing was measured; not escaped. */
function costLine(record) {
	const own = costText(record);
	if (own === null) return null;
	const { baseline, baselineCosts } = record;
	const other = baselineCosts === void 0 ? null : costText(baselineCosts);
	return other === null || baseline === null ? own : `${own}. ${baselineName(baseline.source)}: ${other}`;
}
/** Ten calls of one model vary, and a machine that is busy hits both: a third of the speed is neither. */
const MUCH_SLOWER = 3;
/** Below it another algorithm easily takes three times as long, and nobody waits. */
const NOTICED_MS = 1;
/** Where the candidate takes several times as long as the baseline, which was timed in turn with it; null otherwise. Escaped. */
function slowerLine({ latencyMs, baseline, baselineCosts }) {
	const other = baselineCosts?.latencyMs ?? null;
	if (latencyMs === null || other === null || baseline === null) return null;
	const texts = [["one row", "batch1"], ["256 rows", "batch256"]].flatMap(([name, batch]) => {
		const [now, before] = [latencyMs[batch].p50, other[batch].p50];
		if (!(now > MUCH_SLOWER * before && now > NOTICED_MS)) return [];
		const shown = (value) => quantityFormat({
			metric: "latency_p50_ms",
			halfWidth: null,
			values: [value],
			comparisons: []
		}).measured(value);
		return [`a call with ${name} takes ${shown(now)}, that of ${baselineName(baseline.source)} ${shown(before)}`];
	});
	return texts.length === 0 ? null : `⚠️ ${escapeMarkdown(texts.join(" · "), 300)}`;
}
function costText({ latencyMs, sizeBytes, trainSeconds }) {
	const parts = [
		latencyMs === null ? null : latencyText(latencyMs),
		sizeBytes === null ? null : `size ${formatBytes(sizeBytes)}`,
		trainSeconds === null ? null : `trained in ${formatSeconds(trainSeconds)}`
	].filter((part) => part !== null);
	return parts.length === 0 ? null : parts.join(" · ");
}
function latencyText(latencyMs) {
	const pair = (metric, value) => quantityFormat({
		metric,
		halfWidth: null,
		values: [value],
		comparisons: []
	}).measured(value);
	const batch = (name, { p50, p95 }) => `${name}: ${pair("latency_p50_ms", p50)} (95 of 100 calls within ${pair("latency_p95_ms", p95)})`;
	return `latency per call, ${batch("1 row", latencyMs.batch1)}, ${batch("256 rows", latencyMs.batch256)}`;
}

// src/stages/report/beside-section.ts
/** The metrics against what else the config names, one line each, at most so many; null where there are none. Escaped. */
function besideLines({ beside = [] }, most) {
	if (beside.length === 0) return null;
	const { shown, left } = shortList(beside, most);
	return [...shown.map((row) => {
		const { baseline, candidate, difference } = metricCells(row);
		const name = escapeMarkdown(metricLabel(row.name, row.target));
		return `- against ${escapeMarkdown(baselineName(row.against), 80)}: ${name} ${candidate}, there ${baseline}, difference ${difference}`;
	}), ...left > 0 ? [`- and ${formatCount(left)} more`] : []].join("\n");
}

// src/domain/report/share-text.ts
/** A measured share as percent, with as many digits as its interval is worth: `4.2 %`. */
function shareText(share, interval) {
	return shareFormat(interval, [share]).text(share);
}
/** `3.6 … 4.8 %`; `–` where there is no interval. */
function shareRange(share, interval) {
	return shareFormat(interval, [share]).range;
}
/** One number of decimals for an interval and shares beside it: enough that none seems to lie on its other side. */
function shareFormat(interval, shares) {
	const halfWidth = interval === null ? null : (interval[1] - interval[0]) / 2 * 100;
	const against = shares.flatMap((share) => (interval ?? []).map((end) => [share * 100, end * 100]));
	const places = decimalPlaces(halfWidth, [...shares.map((share) => ({
		value: share * 100,
		limit: 0
	})), ...against.flatMap(([value, limit]) => [{
		value,
		limit
	}, {
		value: limit,
		limit: value
	}])]);
	const number = (share) => formatNumber(share * 100, places);
	return {
		text: (share) => `${number(share)} %`,
		range: interval === null ? "–" : `${number(interval[0])} … ${number(interval[1])} %`
	};
}

// src/stages/report/calibration-section.ts
/** Do the chances that the candidate gives come true? In words first, then bin by bin; null where it gives none. Escaped. */
function calibrationDetails({ calibration }) {
	if (calibration === void 0 || calibration.bins.length === 0) return null;
	return `${wordsOf(calibration)}\n\n${tableOf(calibration)}`;
}
const MOST_SAID = 3;
/** Only what the intervals show is said, what concerns most rows first. */
function wordsOf({ of, bins, confidence }) {
	const subject = escapeMarkdown(of, 60);
	const off = bins.filter(({ verdict }) => verdict === "too-high" || verdict === "too-low");
	const first = `For every row the candidate says how likely ${subject} is. If it says 80 %, it should come true for 80 rows of 100.`;
	if (bins.every(({ verdict }) => verdict === "unknown")) return `${first} There are too few groups to tell whether it does.`;
	if (off.length === 0) return `${first} Nothing here shows that it does not.`;
	const shown = [...off].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_SAID);
	const lines = shown.map((bin) => `- ${sentenceOf(bin)}`);
	const left = off.length - shown.length;
	const more = left > 0 ? [`- and in ${formatCount(left)} more lines of the table`] : [];
	return [
		`${first} Here it does not (${formatPercent(confidence)} sure of all lines together):`,
		"",
		...lines,
		...more
	].join("\n");
}
function weightOf({ rows, claimed, observed }) {
	return rows * Math.abs(claimed - observed);
}
function sentenceOf({ rows, claimed, observed, interval, verdict }) {
	const { text, range } = shareFormat(interval, [claimed, observed]);
	const found = `${text(observed)} come true (${range})`;
	const judged = verdict === "too-high" ? "it promises **too much** there" : "it promises **too little** there";
	return `where it says about ${text(claimed)}, ${found}, on ${counted(rows, "row")}: ${judged}`;
}
const MARKS = {
	"too-high": "says too much",
	"too-low": "says too little",
	fits: "",
	unknown: "too few groups"
};
function tableOf({ bins }) {
	const rows = bins.map(({ low, high, rows: count, claimed, observed, interval, verdict }) => {
		const { text, range } = shareFormat(interval, [claimed, observed]);
		return [
			`${formatExact(Math.round(low * 100))} … ${formatPercent(high)}`,
			formatCount(count),
			text(claimed),
			text(observed),
			range,
			MARKS[verdict]
		];
	});
	return markdownTable([[
		"it says",
		"rows",
		"on average",
		"came true",
		"in the long run, likely",
		""
	], ...rows], {
		align: [
			"l",
			"r",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
}

// src/stages/report/checks-details.ts
const MOST_CHECKS_IN_LINE = 40;
/**
* Every check: those that do not pass in full (left out when they stand above already), those that pass in one line a
* column. null without any check.
*/
function checksDetails(record, { showValues, problemsAbove, most }) {
	const passing = allChecks(record).filter(({ check }) => check.verdict === "pass");
	const text = [problemsAbove ? null : problemChecksTable(record, {
		showValues,
		most
	}), passing.length === 0 ? null : passingList(passing, record, most)].filter((part) => part !== null).join("\n\n");
	return text === "" ? null : text;
}
function passingList(passing, record, most) {
	const all = allChecks(record).length;
	const lines = [...new Set(passing.map(({ check }) => check.column))].map((column) => {
		const own = passing.filter(({ check }) => check.column === column);
		return `- ${column === null ? "whole dataset" : escapeMarkdown(column, 60)}: ${checksText(own, record.datasets.length)}`;
	});
	const { shown, left } = shortList(lines, most);
	return [
		`${formatCount(passing.length)} of ${formatCount(all)} checks pass:`,
		"",
		...shown,
		...left > 0 ? [`- ${formatCount(left)} more columns stand in the validation record`] : []
	].join("\n");
}
/** `type, range, null_values (train 211 rows), overlap (evaluation)`: datasets are named where they differ. */
function checksText(checks, datasets) {
	const byName = /* @__PURE__ */ new Map();
	for (const each of checks) {
		const name = nameOf$2(each.check);
		byName.set(name, [...byName.get(name) ?? [], each]);
	}
	const names = [...byName].map(([name, own]) => `${escapeMarkdown(name, 60)}${whereText(own, datasets)}`);
	const shown = names.slice(0, MOST_CHECKS_IN_LINE).join(", ");
	const more = names.length - MOST_CHECKS_IN_LINE;
	return more > 0 ? `${shown} and ${formatCount(more)} more` : shown;
}
/** The column stands before the line already. */
function nameOf$2({ id, column }) {
	return column !== null && id.startsWith(`${column}.`) ? id.slice(column.length + 1) : id;
}
/** A passing check may let some rows through. */
function whereText(checks, datasets) {
	const hasRows = checks.some(({ check }) => (check.failing ?? 0) > 0);
	if (!hasRows && checks.length === datasets) return "";
	return ` (${checks.map(({ role, check }) => {
		const rows = hasRows ? counted(check.failing ?? 0, "row") : "";
		return [datasets > 1 ? escapeMarkdown(role, 40) : "", rows].filter((part) => part !== "").join(" ");
	}).join(", ")})`;
}

// src/stages/report/determinism-section.ts
/** `run again on 2,000 rows: the same scores to the last digit; …`; null where it was not run again. Escaped. */
function determinismLine({ determinism = [] }) {
	if (determinism.length === 0) return null;
	return escapeMarkdown(`Run again ${determinism.map(sentence).join("; ")}.`, 600);
}
/** Scores that move by themselves make every number above uncertain; blocks only where the config says so. Escaped. */
function determinismWarnings({ determinism = [] }) {
	return determinism.filter(({ differing }) => differing > 0).map((row) => `⚠️ ${escapeMarkdown(`The candidate is not deterministic: run again ${sentence(row)}.`, 600)}`);
}
function sentence({ batchRows, rows, differing, largest, tolerance, first }) {
	const on = `${batchRows === null ? "" : `in batches of ${batchRows} `}on ${counted(rows, "row")}`;
	const moved = largest === null ? "one is no number" : `the largest change is ${largest.toPrecision(2)}`;
	if (differing > 0) return `${on} it says something else of ${formatCount(differing)} (${moved}), the first: ${first.join(", ")}`;
	if (largest === 0) return `${on}: the same scores to the last digit`;
	return `${on}: the same scores within ${`${formatExact(tolerance.absolute)} + ${formatExact(tolerance.relative)} of the score`} (${moved})`;
}

// src/stages/report/fairness-section.ts
/** Headings of the rates; the positive class is `yes` here. */
const HEADINGS = {
	selection_rate: (positive) => `decided ${positive}`,
	true_positive_rate: (positive) => `of the true ${positive}: found`,
	false_positive_rate: (positive) => `of the others: decided ${positive}`,
	calibration_gap: () => "mean score − what came true"
};
const MEANINGS = {
	demographic_parity_difference: (positive) => `largest difference in how often ${positive} is decided`,
	demographic_parity_ratio: (positive) => `how often ${positive} is decided: lowest / highest`,
	equal_opportunity_difference: (positive) => `largest difference in how many of the true ${positive} are found`,
	equal_opportunity_ratio: (positive) => `how many of the true ${positive} are found: lowest / highest`,
	equalized_odds_difference: () => "the larger of both: among those found, and among those wrongly decided",
	equalized_odds_ratio: () => "the smaller of both ratios, likewise",
	calibration_difference: () => "largest difference in how far scores are from what came true"
};
/** `by sex: decided yes 0.31 … 0.44 in 3 groups, too few rows in 1`; null where nothing is told by group. Escaped. */
function fairnessLine({ fairness = [] }) {
	const parts = fairness.map(({ by, positive, groups }) => {
		const rates = groups.map(({ rates }) => rates[0]?.candidate ?? null).filter((rate) => rate !== null);
		const few = groups.length - rates.length;
		const told = rates.length === 0 ? "no group has enough rows" : `${positive} is decided for ${formatPercent(round(Math.min(...rates)))} … ${formatPercent(round(Math.max(...rates)))} of the rows of ${formatCount(rates.length)} groups`;
		const left = few > 0 && rates.length > 0 ? `, insufficient data in ${formatCount(few)}` : "";
		return escapeMarkdown(`by ${by}: ${told}${left}`, 300);
	});
	return parts.length === 0 ? null : parts.join(" · ");
}
function round(share) {
	return Math.round(share * 1e3) / 1e3;
}
/** For each column a table of its groups and one of how far they are apart. Escaped; null without groups. */
function fairnessDetails({ fairness = [], baseline }, most) {
	if (fairness.length === 0) return null;
	const base = baseline === null ? null : baselineName(baseline.source);
	return [...fairness.flatMap((row) => [groupsTable(row, base, most), apartTable(row, base)]), NOTE$1].join("\n\n");
}
const NOTE$1 = "In brackets the range that these rows leave open. Which differences are right, and which are unjust, no table can say.";
function groupsTable({ by, positive, groups, metrics }, base, most) {
	const { shown, left } = shortList(groups, most);
	const names = groups[0]?.rates.map(({ name }) => name) ?? [];
	const header = [
		by,
		"rows",
		...names.map((name) => HEADINGS[name]?.(positive) ?? name)
	];
	const rows = shown.map(({ group, rows, rates }) => [
		escapeMarkdown(group, 60),
		formatCount(rows),
		...rates.map((rate) => rateCell(rate, base))
	]);
	const table = markdownTable([header.map((cell) => escapeMarkdown(cell, 60)), ...rows], {
		align: [
			"l",
			"r",
			...names.map(() => "l")
		],
		alignDelimiters: false
	});
	if (groups.length === 0) return escapeMarkdown(`By ${by}: ${metrics[0]?.reason ?? "nothing was measured"}`);
	return left > 0 ? `${table}\n\n${formatCount(left)} more groups stand in the evaluation record.` : table;
}
function rateCell({ candidate, interval, baseline, reason }, base) {
	if (candidate === null) return escapeMarkdown(reason ?? "–", 120);
	return valueCell({
		candidate,
		interval,
		baseline
	}, base);
}
function valueCell({ candidate, interval, baseline }, base) {
	const format = quantityFormat({
		metric: "",
		halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
		values: [candidate, baseline].filter((value) => value !== null),
		comparisons: []
	});
	const range = interval === null ? "" : ` (${rangeText([interval[0], interval[1]], format, false)})`;
	const before = base === null || baseline === null ? "" : `; ${base} ${format.measured(baseline)}`;
	return escapeMarkdown(`${candidate === null ? "–" : format.measured(candidate)}${range}${before}`, 120);
}
function apartTable({ positive, by, metrics }, base) {
	const rows = metrics.map((metric) => [
		escapeMarkdown(nameOf$1(metric, by)),
		metric.candidate === null ? escapeMarkdown(metric.reason ?? "–", 120) : valueCell({
			...metric,
			interval: metric.candidateInterval
		}, base),
		escapeMarkdown(MEANINGS[nameOf$1(metric, by)]?.(positive) ?? "", 160)
	]);
	const header = [
		`between groups of ${by}`,
		"candidate",
		"meaning"
	].map((cell) => escapeMarkdown(cell, 80));
	return markdownTable([header, ...rows], {
		align: [
			"l",
			"l",
			"l"
		],
		alignDelimiters: false
	});
}
function nameOf$1({ name }, by) {
	const suffix = ` by ${by}`;
	return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

// src/stages/report/flips-section.ts
/** `212 of 5,069 decisions differ from v1.0.0 …`: one sentence, null where no decision was compared or none differs; escaped. */
function flipsLine({ flips, baseline, identical }) {
	if (flips === void 0 || baseline === null || identical) return null;
	const { rows, changed, nowWrong, nowRight } = flips;
	const base = escapeMarkdown(baselineName(baseline.source), 80);
	if (changed.rows === 0) return `every one of ${counted(rows, "row")} is decided as by ${base}`;
	const others = changed.rows - nowWrong.rows - nowRight.rows;
	const parts = [
		`${counted(nowRight.rows, "wrong one is", "wrong ones are")} right now`,
		`${counted(nowWrong.rows, "right one is", "right ones are")} wrong now`,
		...others > 0 ? [counted(others, "is wrong in another way", "are wrong in another way")] : []
	];
	return `${formatCount(changed.rows)} of ${counted(rows, "row")} ${changed.rows === 1 ? "is" : "are"} decided otherwise than by ${base} (${shareText(changed.share, changed.interval)}): ${parts.join(", ")}`;
}
/** The same as a table with what chance leaves open, and rows to look at; null where there is nothing to tell. Escaped. */
function flipsDetails({ flips, identical }, most) {
	if (flips === void 0 || identical || flips.changed.rows === 0) return null;
	const { changed, nowRight, nowWrong, confidence, wrongRows } = flips;
	const range = `${formatPercent(confidence)} range`;
	const table = [
		`| decisions | rows | share | ${escapeMarkdown(range)} |`,
		"| :-- | --: | --: | :-- |",
		shareRow("decided otherwise (churn)", changed),
		shareRow("wrong before, right now", nowRight),
		shareRow("right before, wrong now (negative flips)", nowWrong)
	].join("\n");
	const named = wrongRows.slice(0, most).map((row) => codeSpan(row, 80));
	if (named.length === 0) return table;
	const left = nowWrong.rows - named.length;
	const more = left > 0 ? ` and ${formatCount(left)} more` : "";
	return `${table}\n\nRight before and wrong now, the surest mistakes first: ${named.join(", ")}${more}.`;
}
function shareRow(name, { rows, share, interval }) {
	return `| ${name} | ${formatCount(rows)} | ${shareText(share, interval)} | ${shareRange(share, interval)} |`;
}

// src/stages/report/perturbations-section.ts
const EXPECTED = {
	same: "the same score",
	same_decision: "the same decision",
	not_lower: "no lower score",
	not_higher: "no higher score",
	higher: "a higher score",
	lower: "a lower score"
};
/** What the candidate says of changed rows, one line each. Escaped; null where none was changed. */
function perturbationsTable({ perturbations = [] }, most) {
	if (perturbations.length === 0) return null;
	const { shown, left } = shortList(perturbations, most);
	const table = markdownTable([[
		"",
		"change",
		"expected",
		"rows",
		"kept",
		"largest change",
		"first that do not keep it"
	], ...shown.map(cellsOf$1)], {
		align: [
			"l",
			"l",
			"l",
			"r",
			"r",
			"r",
			"l"
		],
		alignDelimiters: false
	});
	return left > 0 ? `${table}\n\n${formatCount(left)} more stand in the evaluation record.` : table;
}
function cellsOf$1({ name, change, expect, of, tolerance, rows, changed, held, largest, failing }) {
	const within = tolerance > 0 ? ` (within ${formatExact(tolerance)})` : "";
	return [
		escapeMarkdown(name, 70),
		escapeMarkdown(change, 80),
		escapeMarkdown(`${EXPECTED[expect] ?? expect}${of === void 0 ? "" : ` of ${of}`}${within}`, 120),
		changed > rows ? `${formatCount(rows)} of ${formatCount(changed)}` : formatCount(rows),
		formatCount(held),
		largest === null || rows === 0 ? "–" : escapeMarkdown(formatNumber(largest, 4, { signed: true })),
		escapeMarkdown(failing.join(", "), 200)
	];
}

// src/stages/report/score-shift-section.ts
/** How far the scores moved from the baseline's, in words and as a table; null where none were compared. Escaped. */
function scoreShiftDetails({ scoreShift = [], baseline }, most) {
	const [first] = scoreShift;
	if (first === void 0 || baseline === null) return null;
	const base = escapeMarkdown(baselineName(baseline.source), 80);
	const { shown, left } = shortList(scoreShift, most);
	const header = [
		"numbers",
		`mean, ${base}`,
		"mean, candidate",
		`difference, ${formatPercent(first.confidence)}`,
		"half the rows move less than",
		"95 of 100 less than",
		"distributions apart"
	];
	const table = markdownTable([header, ...shown.map(cellsOf)], {
		align: [
			"l",
			"r",
			"r",
			"l",
			"r",
			"r",
			"r"
		],
		alignDelimiters: false
	});
	const more = left > 0 ? `\n\n${formatCount(left)} more stand in the evaluation record.` : "";
	return `${NOTE}\n\n${table}${more}`;
}
const NOTE = "What reads the scores themselves (a limit of its own, a ranking, a price) notices this even where the decisions stay. *Distributions apart*: how far the scores moved if it does not matter which row has which (Wasserstein distance).";
function cellsOf(row) {
	const { interval, candidateMean, baselineMean, moved, distance } = row;
	const difference = candidateMean - baselineMean;
	const format = quantityFormat({
		metric: row.of,
		halfWidth: interval === null ? null : (interval[1] - interval[0]) / 2,
		values: [candidateMean, baselineMean],
		comparisons: (interval ?? []).map((value) => ({
			value,
			limit: 0
		}))
	});
	const range = interval === null ? "" : ` (${rangeText(interval, format, true)})`;
	return [
		row.of,
		format.measured(baselineMean),
		format.measured(candidateMean),
		`${format.measured(difference, { signed: true })}${range}`,
		...[
			moved.p50,
			moved.p95,
			distance
		].map((value) => format.measured(value))
	].map((cell) => escapeMarkdown(cell, 120));
}

// src/stages/report/seeds-section.ts
/** How much each metric hangs on the seed, one line each; null where one seed was trained. Escaped. */
function seedsLines({ seeds }) {
	if (seeds === void 0) return null;
	const numbers = seeds.trained.map(({ seed }) => seed);
	const lines = seeds.metrics.map((row) => `- ${escapeMarkdown(metricLabel(row.name, row.target))}: ${said(row)}`);
	return [
		`The recipe was trained with ${numbers.length} seeds (${numbers.join(", ")}); the candidate is that of seed ${numbers[0]}, whatever the others gave.`,
		...notKept(seeds),
		...lines.length === 0 ? [] : ["", ...lines]
	].join("\n");
}
/** What the lines below do not rest on. */
function notKept({ trained }) {
	const kept = trained.filter((each) => each.kept !== false).map(({ seed }) => seed);
	if (kept.length === trained.length) return [];
	return ["", `⚠️ ${kept.length < 2 ? `Only seed ${kept[0]} is at hand, so how far they differ is not known.` : `What follows rests on ${kept.length} of ${trained.length} seeds (${kept.join(", ")}).`} What the others gave is not kept any more; \`modelyard train\` makes it anew.`];
}
function said(row) {
	const { name, mean, standardDeviation, another, baseline, baselineIsLikeASeed } = row;
	if (mean === null || standardDeviation === null) return "not known for every seed";
	const { measured } = quantityFormat({
		metric: name,
		halfWidth: standardDeviation === 0 ? null : standardDeviation,
		values: [mean],
		comparisons: []
	});
	if (another === null) return `${measured(mean)} with every seed: it does not hang on it`;
	const spread = `mean ${measured(mean)}, standard deviation ${measured(standardDeviation)}`;
	if (baseline === null || baselineIsLikeASeed === null) return spread;
	const range = `${measured(another[0])} … ${measured(another[1])}`;
	return baselineIsLikeASeed ? `${spread}; the baseline (${measured(baseline)}) is no further off than another seed of this recipe might be (${range})` : `${spread}; the baseline (${measured(baseline)}) is further off than another seed of this recipe would be (${range})`;
}

// src/stages/report/slices-section.ts
const SLICE_WORDS = {
	harm: "harm",
	"no-proof-of-harm": "no proof of harm",
	insufficient: "too few rows to tell",
	"not-judged": "not judged"
};
const SLICE_MARKS = {
	harm: "⛔ harm",
	"no-proof-of-harm": "no proof of harm",
	insufficient: "too little to tell",
	"not-judged": "not judged"
};
/** `no proof of harm in 9 of 11 · too few rows to tell in 2 of 11`; null without slices. */
function slicesLine(slices) {
	const told = Object.entries(SLICE_WORDS).map(([verdict, words]) => {
		return {
			words,
			count: slices.filter((slice) => slice.verdict === verdict).length
		};
	}).filter(({ count }) => count > 0);
	if (told.length === 0) return null;
	return told.map(({ words, count }) => `${words} in ${formatCount(count)} of ${formatCount(slices.length)}`).join(" · ");
}
/** The slices with harm, as sentences: `site = 3: …`; not escaped. */
function harmReasons(slices) {
	return harmedSlices(slices).map(({ slice, reason }) => `${slice}: ${reason}`);
}
/** The slices with harm that decides. */
function harmedSlices(slices) {
	return slices.filter(({ verdict, severity }) => verdict === "harm" && severity !== "warn");
}
const MEANING = "“No proof of harm”: these rows do not show a loss beyond what the gate allows; that is no proof that there is none.";
/** One line per slice, harm first, at most so many. */
function slicesTable(record, most) {
	if (record.slices.length === 0) return null;
	const ordered = [...record.slices].sort((a, b) => Number(b.verdict === "harm") - Number(a.verdict === "harm"));
	const header = [
		"slice",
		"rows",
		"metric",
		record.baseline === null ? "baseline" : baselineName(record.baseline.source),
		"candidate",
		"difference",
		""
	];
	const { shown, left } = shortList(ordered, most);
	const rows = shown.map((slice) => sliceCells(slice, slice.metrics[0]));
	const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
		align: [
			"l",
			"r",
			"l",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	const below = [left > 0 ? `${formatCount(left)} more slices stand in the evaluation record.` : "", record.slices.some(({ verdict }) => verdict === "no-proof-of-harm") ? MEANING : ""].filter((text) => text !== "").join(" ");
	return below === "" ? table : `${table}\n\n${below}`;
}
function sliceCells(slice, metric) {
	const { baseline, candidate, difference } = metricCells(metric);
	return [
		escapeMarkdown(slice.slice, 60),
		formatCount(slice.rows),
		escapeMarkdown(metric === void 0 ? "–" : metricLabel(metric.name, metric.target), 40),
		baseline,
		candidate,
		difference,
		slice.verdict === "no-proof-of-harm" ? SLICE_MARKS[slice.verdict] : `${SLICE_MARKS[slice.verdict]}: ${escapeMarkdown(slice.reason)}`
	];
}

// src/stages/report/trivial-section.ts
const VERDICTS = {
	better: "better",
	"not-shown": "not shown to be better",
	worse: "**worse**"
};
/** What the candidate is beside models that anybody could make, one line each; null where none was made. Escaped. */
function trivialLines({ trivial }) {
	if (trivial === void 0 || trivial.length === 0) return null;
	const lines = trivial.map(({ model, metric, verdict }) => {
		const { baseline, candidate, difference } = metricCells(metric);
		const name = escapeMarkdown(metricLabel(metric.name));
		return `- ${escapeMarkdown(model)}: ${VERDICTS[verdict]}; ${name} ${candidate} against ${baseline}, difference ${difference}`;
	});
	return [
		`Is it better than what anybody could make of ${formatCount(trivial[0]?.learntRows ?? 0)} of the training rows?`,
		"",
		...lines
	].join("\n");
}
/** A candidate that is not shown to have learnt anything, or that a linear model beats; never decides. Escaped. */
function trivialWarnings({ trivial = [] }) {
	const [constant, linear] = trivial;
	const lines = [];
	if (constant !== void 0 && constant.verdict !== "better" && constant.metric.candidate !== null) lines.push(warning$1(constant, "is not shown to be better than"));
	if (linear?.verdict === "worse") lines.push(warning$1(linear, "is provably worse than"));
	return lines;
}
function warning$1({ model, metric }, what) {
	const { baseline, candidate } = metricCells(metric);
	const name = escapeMarkdown(metricLabel(metric.name));
	return `⚠️ The candidate ${what} ${escapeMarkdown(model)} of the training data: ${name} ${candidate} against ${baseline} (only a warning).`;
}

// src/domain/report/metric-words.ts
/** What a metric says, in words that need no statistics; the first that fits. `$1` is the number in its name. */
const WORDS = [
	[/^roc_auc$/, "Take one row of each class: how often the right one has the higher score. 1 is perfect, 0.5 is guessing."],
	[/^roc_auc_ovr_macro$/, "How well each class is told from the others, averaged. 1 is perfect, 0.5 is guessing."],
	[/^average_precision$/, "Going down the rows from the highest score: which share of those so far is right, on average. 1 is perfect."],
	[/^log_loss$/, "How far the given chances are from what came true; sure mistakes count most. 0 is perfect, lower is better."],
	[/^brier$/, "How far the given chances are from what came true, squared. 0 is perfect, lower is better."],
	[/^ece_\d+$/, "How far the given chances are from how often they come true. Few rows alone make it large; lower is better."],
	[/^(accuracy|(precision|recall|f1)_micro|recall_weighted)$/, "The share of the rows that is decided right."],
	[/^top_(\d+)_accuracy$/, "The share of the rows whose true class is among the $1 likeliest."],
	[/^balanced_accuracy$/, "The share that is decided right, class by class and then averaged: rare classes count as much as others."],
	[/^precision/, "Of the rows that are decided as a class, the share that is of it."],
	[/^recall@(\d+)$/, "Of all that is relevant, the share among the first $1."],
	[/^recall/, "Of the rows that are of a class, the share that is found."],
	[/^f1/, "Precision (decided so, and right) and recall (right, and found) in one number. 1 is perfect."],
	[/^mcc$/, "How well decisions and labels agree: 1 is perfect, 0 is guessing."],
	[/^cohen_kappa$/, "How much better than by chance decisions and labels agree: 1 is perfect, 0 is chance."],
	[/^rmse$/, "How far predictions are off, in the unit of the target; large misses count more. Lower is better."],
	[/^mae$/, "How far predictions are off on average, in the unit of the target. Lower is better."],
	[/^median_ae$/, "Half of the predictions are off by less than this, in the unit of the target."],
	[/^mape$/, "How far predictions are off on average, as a share of the true value: 0.1 is a tenth."],
	[/^r2$/, "How much of the spread of the true values is explained: 1 is all, 0 is no better than always saying the mean."],
	[/^pinball_([\d.]+)$/, "How well a prediction fits that a share of $1 of the true values should stay below."],
	[/^ndcg/, "How near the order is to the best one; the first places count most. 1 is perfect."],
	[/^mrr/, "How early the first relevant one comes: 1 is always first, 0.5 always second."],
	[/^map/, "How many of those down to each relevant one are relevant, on average. 1 is perfect."],
	[/^churn$/, "The share of the rows whose decision is another one than before, for better or worse."],
	[/^negative_flip_rate$/, "The share of the rows that were decided right before and are decided wrong now."],
	[/^mean_absolute_change$/, "How far the predictions move from what they were, on average."],
	[/^latency_p95_ms$/, "Of 100 calls with one row, 95 take no longer."],
	[/^latency_p50_ms$/, "Of 100 calls with one row, 50 take no longer."]
];
/** null for a metric that the user made: its name is all that is known of it. */
function metricWords(metric) {
	for (const [pattern, words] of WORDS) {
		const found = pattern.exec(metric);
		if (found !== null) return words.replace("$1", found[1] ?? "");
	}
	return null;
}

// src/stages/report/words-section.ts
/** What the names and ranges of this report mean, for somebody who meets them first. Escaped; null where nothing is named. */
function wordsDetails(record, most) {
	const all = [...[...new Set([...record.gates, ...record.metrics].map(nameOf))].slice(0, most).flatMap((name) => {
		const words = metricWords(name);
		return words === null ? [] : [`- **${escapeMarkdown(metricLabel(name))}:** ${words}`];
	}), ...rangeWords(record)];
	return all.length === 0 ? null : all.join("\n");
}
function nameOf(row) {
	return "metric" in row ? row.metric : row.name;
}
function rangeWords({ baseline, metrics }) {
	const compared = metrics.find(({ interval }) => interval !== null);
	if (baseline === null || compared === void 0) return [];
	const base = escapeMarkdown(baselineName(baseline.source), 80);
	const wrong = Math.round((1 - compared.confidence) * 100);
	return [
		`- **difference, ${formatPercent(compared.confidence)}:** candidate minus ${base}, on the same rows. Other rows of the same kind would give a somewhat different number; the brackets say in which range the true one lies, and ${wrong > 0 ? `about ${wrong} such ranges of 100 miss it` : "few such ranges miss it"}.`,
		"- **provably better, provably worse:** the whole range lies on one side of 0.",
		"- **❔ cannot be told:** the range holds both what is allowed and what is not. That is no pass, and no fault of the model either: more rows make the range narrower."
	];
}

// src/stages/report/details.ts
/** Folded sections, the most asked for first; each is whole Markdown. */
function details(facts, { most, problemsAbove = false }) {
	const { evaluate, train, validate, release, showValues } = facts;
	return [
		["What each gate says", evaluate === null ? null : gateTexts(evaluate, most)],
		["All metrics", evaluate === null ? null : withCosts(evaluate, most)],
		["Slices", evaluate === null ? null : slicesTable(evaluate, most)],
		["Fairness", evaluate === null ? null : fairnessDetails(evaluate, most)],
		["Decisions that changed", evaluate === null ? null : flipsDetails(evaluate, most)],
		["Scores before and now", evaluate === null ? null : scoreShiftDetails(evaluate, most)],
		["Do the scores come true?", evaluate === null ? null : calibrationDetails(evaluate)],
		["Rows changed on purpose", evaluate === null ? null : perturbationsTable(evaluate, most)],
		["Data checks", validate === null ? null : checksDetails(validate, {
			showValues,
			problemsAbove,
			most
		})],
		["A contract that these data would fit", validate === null ? null : patchText(validate, most)],
		["Data before and now", validate === null ? null : baseDetails(validate, most)],
		["Data against other data", validate === null ? null : comparisonsDetails(validate, most)],
		["What changed in training", train === null ? null : changesList(train, release, most)],
		["What the words mean", evaluate === null ? null : wordsDetails(evaluate, most)],
		["Notes", evaluate === null ? null : notesList(evaluate, most)],
		["Reproduce", reproduceText(facts, train)]
	].flatMap(([title, body]) => body === null ? [] : [foldedSection(title, body)]);
}
/** Never a piece of advice: what the data are is not what they may be. */
function patchText({ contractPatch }, most) {
	if (contractPatch == null) return null;
	const { shown, left } = shortList(contractPatch, PATCH_LINES * most);
	const lines = shown.map((line) => cutMiddle(shortened(line, PATCH_CHARACTERS), PATCH_CHARACTERS));
	const more = left > 0 ? `\n\n${formatCount(left)} more lines stand in the validation record.` : "";
	return `${PATCH_NOTE}\n\n${codeBlock(lines, "yaml")}${more}`;
}
/** A change of one column takes about so many lines. */
const PATCH_LINES = 5;
const PATCH_CHARACTERS = 500;
const PATCH_NOTE = "Only if the data are right and the contract is wrong. These are the changed lines, where they stand in the contract; whether the data *may* be so is for somebody to decide who knows them.";
function gateTexts(record, most) {
	if (record.gates.length === 0) return null;
	const naming = {
		baseline: record.baseline?.source ?? null,
		groupBy: record.groupBy ?? null
	};
	const { shown, left } = shortList(gateVerdicts(record), most);
	return [...shown.map((gate) => {
		const text = explainGate(gate, naming);
		const title = `**${escapeMarkdown(gateTitle(gate), 160)}, ${codeSpan(gate.rule)}** ${VERDICT_MARK[gate.verdict]}`;
		const line = (name, sentence) => `- *${name}:* ${escapeMarkdown(sentence, 700)}`;
		return [
			title,
			"",
			line("asked", text.asked),
			line("seen", text.seen),
			line("means", text.means),
			line("to do", text.do)
		].join("\n");
	}), ...left > 0 ? [`${formatCount(left)} more gates stand in the evaluation record.`] : []].join("\n\n");
}
function withCosts(record, most) {
	const costs = costLine(record);
	return [
		metricsTable(record, most),
		costs === null ? null : escapeMarkdown(costs, 800),
		besideLines(record, most),
		trivialLines(record),
		seedsLines(record)
	].filter((part) => part !== null).join("\n\n");
}
function notesList({ notes }, most) {
	if (notes.length === 0) return null;
	const { shown, left } = shortList(notes, most);
	return [...shown.map((note) => `- ${escapeMarkdown(note, 400)}`), ...left > 0 ? [`- and ${formatCount(left)} more`] : []].join("\n");
}
function reproduceText({ reproduce, evaluate }, train) {
	const facts = [
		train === null ? null : `input digest ${codeSpan(train.inputDigest, 80)}`,
		train?.candidate == null ? null : `candidate ${codeSpan(train.candidate, 80)}`,
		train === null ? null : `training command ${codeSpan(train.command)}, seed ${train.seed}`,
		evaluate === null ? null : `judged by Modelyard ${escapeMarkdown(evaluate.toolkit)} at ${escapeMarkdown(evaluate.at)}`,
		evaluate === null ? null : determinismLine(evaluate)
	].filter((fact) => fact !== null);
	return [codeBlock(reproduce, "sh"), ...facts.length === 0 ? [] : ["", ...facts.map((fact) => `- ${fact}`)]].join("\n");
}

// src/stages/report/foreign-notice.ts
/** Added to the first line of a report whose records somebody else hands in; plain text. */
function claimSuffix(foreign) {
	if (foreign === null || foreign.claim === null) return "";
	return ` — says the run of ${WHOSE[foreign.by]}`;
}
/** What a reader must know before the numbers: who says this, and what never comes of it. '' for the repository's own runs. */
function foreignNotice(foreign) {
	if (foreign === null || foreign.claim === null) return "";
	const { repository, commit } = foreign.claim;
	const where = `${codeSpan(commit.slice(0, 7))} in ${codeSpan(repository)}`;
	return [
		"> [!IMPORTANT]",
		`> This is what the run of ${WHOSE[foreign.by]} says of itself (${where}). ${DOUBT[foreign.by]}`,
		"> Nothing that it made is ever released: after the merge the model is trained again on the default branch and judged there by all gates."
	].join("\n");
}
const WHOSE = {
	fork: "a fork",
	Dependabot: "Dependabot"
};
const DOUBT = {
	fork: "Whoever wrote the change could also write these numbers: read them as the contributor’s claim.",
	Dependabot: "The updated packages ran in it and could also write these numbers: read them as a claim."
};

// src/stages/report/gates-table.ts
/** One line per gated metric, at most so many: what was asked, both values, the difference with its interval, the verdict. */
function gatesTable(record, most) {
	const { shown, left } = shortList(worstFirst(gatesByMetric(gateVerdicts(record)), most), most);
	const baseline = record.baseline === null ? "baseline" : baselineName(record.baseline.source);
	const confidence = record.metrics[0]?.confidence ?? .95;
	const header = [
		"gate",
		"asked",
		baseline,
		"candidate",
		`difference, ${formatPercent(confidence)}`,
		""
	];
	const rows = shown.map((gates) => gateLine(gates, metricRowOf(record, gates[0])));
	const table = markdownTable([header.map((cell) => escapeMarkdown(cell)), ...rows], {
		align: [
			"l",
			"l",
			"r",
			"r",
			"l",
			"l"
		],
		alignDelimiters: false
	});
	return left > 0 ? `${table}\n\n${formatCount(left)} more gated metrics stand in the evaluation record.` : table;
}
/** In the order of the config, unless some are left out: then those that pass are. */
function worstFirst(groups, most) {
	if (groups.length <= most) return groups;
	return [...groups].sort((a, b) => RANK[worstVerdict(b)] - RANK[worstVerdict(a)]);
}
function gatesByMetric(gates) {
	const groups = /* @__PURE__ */ new Map();
	for (const gate of gates) {
		const key = JSON.stringify([
			gate.metric,
			gate.target,
			gate.dataset,
			gate.slice,
			gate.against
		]);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [gate]);
		else group.push(gate);
	}
	return [...groups.values()];
}
function gateLine(gates, metric) {
	const [first] = gates;
	const format = sharedFormat(gates, metric);
	const worst = worstVerdict(gates);
	const name = escapeMarkdown(metricLabel(first.metric, first.target));
	const against = first.against === void 0 ? "" : ` vs ${baselineName(first.against)}`;
	const place = escapeMarkdown(`${placeOf(first)}${against}`, 80);
	const value = (number) => number === null ? "–" : format.measured(number);
	return [
		worst === "pass" ? `${name}${place}` : `**${name}**${place}`,
		escapeMarkdown(gates.map((gate) => askedPhrase(gate, format)).join(", ")),
		escapeMarkdown(value(first.seen.baseline)),
		escapeMarkdown(value(isOfPair(first) ? null : first.seen.candidate)),
		escapeMarkdown(differenceText(gates, metric, format)),
		markOf(gates)
	];
}
const RANK = {
	pass: 0,
	inconclusive: 1,
	fail: 2
};
function worstVerdict(gates) {
	return gates.reduce((worst, { verdict }) => RANK[verdict] > RANK[worst] ? verdict : worst, "pass");
}
/** A gate that only warns is told apart: it does not decide. */
function markOf(gates) {
	const worst = worstVerdict(gates);
	const mark = VERDICT_MARK[worst];
	if (worst === "pass") return gates.every(({ outcome }) => outcome === "first-release") ? "not judged yet" : mark;
	return gates.some((gate) => gate.verdict === worst && gate.severity === "block") ? mark : `⚠️ ${worst === "fail" ? "only warns" : "cannot tell, only warns"}`;
}
/** One number of decimals for the whole line, enough for each of its verdicts. */
function sharedFormat(gates, metric) {
	const [first] = [metric?.interval, ...gates.map(({ seen }) => seen.interval)].filter((each) => each != null);
	const { seen } = gates[0];
	return quantityFormat({
		metric: gates[0].metric,
		halfWidth: first === void 0 ? null : (first[1] - first[0]) / 2,
		values: [seen.candidate, seen.baseline].filter((value) => value !== null),
		comparisons: gates.flatMap(gateComparisons)
	});
}
function differenceText(gates, metric, format) {
	const { seen } = gates[0];
	if (isOfPair(gates[0])) return pairText(gates, format);
	const usual = metric?.confidence ?? seen.confidence;
	const plain = gates.find((gate) => isComparative(gate) && !gate.relative && gate.seen.confidence === usual)?.seen;
	const relative = gates.filter((gate) => isComparative(gate) && gate.relative).map((gate) => toReference(gate, format));
	const interval = plain?.interval ?? metric?.interval ?? null;
	const difference = plain?.estimate ?? metric?.difference ?? pointDifference(gates[0]);
	if (gates.some(({ outcome }) => outcome === "identical")) return "the same bytes";
	if (difference === null) return "–";
	const range = interval === null ? "" : ` (${rangeText(interval, format, true)})${direction(interval, seen.better)}`;
	const strict = gates.filter((gate) => isComparative(gate) && !gate.relative && gate.seen.confidence !== usual).map((gate) => atItsLevel(gate, format));
	return [
		`${format.measured(difference, { signed: true })}${range}`,
		...strict,
		...relative
	].join("; ");
}
/** What both models together give is itself a difference. */
function pairText(gates, format) {
	const { candidate, interval } = gates[0].seen;
	if (gates.some(({ outcome }) => outcome === "identical")) return "the same bytes";
	if (candidate === null) return "–";
	return `${format.measured(candidate)}${interval === null ? "" : ` (${rangeText(interval, format, false)})`}`;
}
/** What is judged at another level than the others, on rows that were used before. */
function atItsLevel({ seen }, format) {
	return `${seen.interval === null ? "no interval" : rangeText(seen.interval, format, true)} at ${formatPercent(seen.confidence)}`;
}
function pointDifference({ seen }) {
	return seen.candidate === null || seen.baseline === null ? null : seen.candidate - seen.baseline;
}
/** A relative limit is judged by the distance to that share of the baseline, so that distance is shown. */
function toReference({ seen }, format) {
	if (seen.estimate === null) return "";
	const range = seen.interval === null ? "" : ` (${rangeText(seen.interval, format, true)})`;
	return `against ${formatPercent(seen.factor)} of it ${format.measured(seen.estimate, { signed: true })}${range}`;
}
/** Said where a minus is good news, and only when it is proven. */
function direction([low, high], better) {
	if (better === "higher") return "";
	if (high < 0) return " better";
	return low > 0 ? " worse" : "";
}

// src/stages/report/judge-section.ts
const MOST_CHANGES = 12;
const NEEDS_APPROVAL = " It needs the approval of somebody with write access who is not the author.";
/** Added to the first line of a report whose judge was changed; plain text. */
const JUDGE_CHANGED = " — ⚠️ this change also changes how it is judged";
function isJudgeChanged(judge) {
	return judge !== null && judge.changes.length > 0;
}
/** What of the judge changed, and the verdict under the old rules: Markdown; '' where nothing did. */
function judgeSection(judge) {
	if (!isJudgeChanged(judge)) return "";
	const { changes, verdict, reason, approvedBy } = judge;
	const shown = changes.slice(0, MOST_CHANGES).map((change) => `- ${changeText$1(change)}`);
	const left = changes.length - shown.length;
	return [
		"**How this is judged has changed**",
		"",
		...shown,
		...left > 0 ? [`- and ${left} more`] : [],
		"",
		underText({
			verdict,
			reason,
			approvedBy
		})
	].join("\n");
}
function changeText$1({ kind, what, base, head }) {
	const value = (text) => text === null ? "none" : codeSpan(text, 80);
	if (kind === "config") return `${codeSpan(what)} ${value(base)} → ${value(head)}`;
	const how = base === null ? "is new" : head === null ? "is gone" : "has changed";
	return `${codeSpan(what)} ${how}`;
}
/** Without a reason nothing had to be judged again: only workflows changed. */
function underText({ verdict, reason, approvedBy }) {
	if (reason === null) return "The rules themselves are as before; look at the workflow with care.";
	const words = {
		pass: "would **pass**, too",
		fail: "would **fail**",
		inconclusive: "**cannot be told**"
	}[verdict];
	const approved = approvedBy === null ? NEEDS_APPROVAL : ` Approved by ${escapeMarkdown(approvedBy)}.`;
	const approval = verdict === "pass" ? "" : approved;
	return `${VERDICT_MARK[verdict]} Under the rules of the base it ${words}: ${escapeMarkdown(reason, 300)}.${approval}`;
}

// src/stages/report/find-mismatches.ts
/** Why these records do not speak of one and the same run; empty when they do. Plain text, not escaped. */
function findMismatches(records) {
	return [
		...commitMismatches(records),
		...candidateMismatches(records),
		...fileMismatches(records)
	];
}
function commitMismatches(records) {
	const commits = Object.entries(records).flatMap(([stage, record]) => record?.commit == null ? [] : [{
		stage,
		commit: record.commit
	}]);
	if (new Set(commits.map(({ commit }) => commit)).size <= 1) return [];
	return [`the stages ran on different commits: ${commits.map(({ stage, commit }) => `${stage} at ${commit.slice(0, 7)}`).join(", ")}`];
}
function candidateMismatches({ train, evaluate }) {
	if (train === null || evaluate === null) return [];
	const problems = [];
	if (train.inputDigest !== evaluate.inputDigest) problems.push(`evaluate judged a candidate with inputs ${shortDigest(evaluate.inputDigest)}, train made one with inputs ${shortDigest(train.inputDigest)}`);
	if (train.candidate !== evaluate.candidate.digest) problems.push(`evaluate judged the candidate ${shortDigest(evaluate.candidate.digest)}, train made ${shortDigest(train.candidate)}`);
	return problems;
}
/** The same file with other bytes in two stages. */
function fileMismatches({ validate, train, evaluate }) {
	const seen = /* @__PURE__ */ new Map();
	const problems = /* @__PURE__ */ new Set();
	const stages = [
		["validate", [...validate?.read ?? [], ...validate?.datasets.flatMap(({ files }) => files) ?? []]],
		["train", train?.read ?? []],
		["evaluate", evaluate?.read ?? []]
	];
	for (const [stage, files] of stages) for (const { path, sha256 } of files) {
		const earlier = seen.get(path);
		if (earlier === void 0) seen.set(path, {
			stage,
			sha256
		});
		else if (earlier.sha256 !== sha256) problems.add(`${path} changed between ${earlier.stage} and ${stage}`);
	}
	return [...problems];
}
/** `3f9a20c1…`, for people. */
function shortDigest(digest) {
	return digest === null ? "none" : `${digest.replace(/^sha256:/, "").slice(0, 8)}…`;
}

// src/stages/report/judged-section.ts
/** How many rows speak, whether they are independent, and how often an equal model would pass; escaped. */
function evidenceSentence(record) {
	const rows = rowsText({
		rows: record.rows,
		groups: record.groups,
		groupBy: record.groupBy ?? null
	});
	return [[
		rows === null ? null : `${escapeMarkdown(rows)}${record.groups === null ? "." : GROUPED}`,
		EVIDENCE_NOTES[record.evidence],
		bracketsText(record),
		reuseText(record),
		taughtText(record)
	].filter((part) => part !== null).join(" "), equalModelText(record)].filter((part) => part !== null && part !== "").join("\n\n");
}
/** What the table's brackets are, for whoever reads no further. */
function bracketsText({ metrics, identical }) {
	return !identical && metrics.some(({ interval }) => interval !== null) ? "In brackets stands where the true difference lies, as far as these rows can tell." : null;
}
/** Rows that would flatter the baseline. */
function taughtText({ taughtRows, baseline }) {
	if (baseline === null || taughtRows == null || taughtRows === 0) return null;
	return `${counted(taughtRows, "evaluation row was", "evaluation rows were")} left out: ${escapeMarkdown(baselineName(baseline.source))} was trained on ${taughtRows === 1 ? "it" : "them"}.`;
}
/** Said where rows were used before, or where the release was judged on others. */
function reuseText({ reuse, baseline, gates, metrics }) {
	if (reuse === void 0 || baseline === null) return null;
	const base = escapeMarkdown(baselineName(baseline.source));
	if (reuse.baselineRows === "other") return `When ${base} was released it was judged on other evaluation data${thenAndNow(reuse, metrics[0])}; here both are judged on today's.`;
	if (reuse.candidates < 2) return null;
	const strict = gates.find(({ rule, seen }) => rule === "min_better" && seen?.interval != null);
	const asked = strict?.seen === void 0 ? "The more are tried, the likelier one looks better by luck" : `The more are tried, the likelier one looks better by luck, so min_better is read off a range of ${formatPercent(strict.seen.confidence)}`;
	return `At least ${formatCount(reuse.candidates)} candidates were judged on these rows, this one included. ${asked}.`;
}
/** A release that is much worse on today's rows says something of the rows. */
function thenAndNow({ before }, now) {
	if (before === void 0 || now?.name !== before.metric || now.baseline === null) return "";
	const { baseline, candidateInterval: range } = now;
	const format = quantityFormat({
		metric: now.name,
		halfWidth: range === null ? null : (range[1] - range[0]) / 2,
		values: [before.value, baseline],
		comparisons: []
	});
	return `, where its ${escapeMarkdown(metricLabel(now.name, now.target))} was ${format.measured(before.value)}; on today's it is ${format.measured(baseline)}`;
}
const MOST_CHANCES = 8;
const MOST_ENVIRONMENTS = 10;
const GROUPED = "; rows that belong together resemble each other, and the ranges allow for that.";
const EVIDENCE_NOTES = {
	model: null,
	predict: "Judged by what `evaluate.predict` says of each row; the latency was not measured.",
	predictions: "Judged by a predictions file: neither the model nor its latency was looked at.",
	metrics: "Judged by a metrics file: numbers without their uncertainty, on rows that nobody saw here. Whether a difference is chance cannot be told."
};
/**
* Said once for all gates that compare and do not fail: whoever reads of a model that is worse how seldom an equal one passes
* would take the gate for the culprit. Where a gate that passes is narrow, what would help.
*/
function equalModelText(record) {
	const baseline = record.baseline?.source ?? null;
	const known = gateVerdicts(record).filter(({ equalModelPasses, against }) => equalModelPasses !== null && against === void 0);
	const words = known.filter(({ verdict }) => verdict !== "fail").map((gate) => gateWords(gate, {
		baseline,
		groupBy: record.groupBy ?? null
	}));
	if (words.length === 0) return null;
	const { shown, left } = shortList(words, MOST_CHANCES);
	const chances = shown.map(({ row, metric }) => {
		const times = timesOf100(row.equalModelPasses ?? 0);
		return known.length === 1 ? times : `${escapeMarkdown(metric)} ${times}`;
	});
	const needs = shown.flatMap((each) => {
		const need = each.row.verdict === "pass" ? narrowGateNeeds(each) : null;
		if (need === null) return [];
		return [escapeMarkdown(known.length === 1 ? need : `${each.metric} ${need}`, 300)];
	});
	const remedy = needs.length === 0 ? "" : ` So few rows often cannot show that nothing was lost; it would pass 80 times of 100: ${needs.join("; ")}.`;
	return `**How strict this is** A model exactly as good as ${escapeMarkdown(baselineName(baseline))} would pass ${chances.join(", ")}${left > 0 ? `; the other ${formatCount(left)} gates stand below` : ""}.${remedy}`;
}
/** What a merge does; null where the verdict forbids it. */
function mergeLine({ evaluate, train, release: newest, next, environments, model, foreign }) {
	if (evaluate === null || evaluate.verdict !== "pass") return null;
	if (foreign !== null) return AGAIN;
	if (evaluate.identical) return `nothing is released: ${codeSpan(evaluate.baseline?.source ?? "the baseline")} holds these bytes already`;
	if (newest?.isServedAlike && newest.candidate === evaluate.candidate.digest) return `nothing is released: ${codeSpan(newest.tag)} holds these bytes already`;
	if (train !== null && train.dirty.length > 0) return "nothing is released: what it was trained from is not committed";
	if (train?.candidate === null) return "nothing is released: the training left no model";
	const release = next === null ? `a new release of ${escapeMarkdown(model)}` : `release ${codeSpan(next.tag)} (${escapeMarkdown(next.bump)}: ${escapeMarkdown(next.reason)})`;
	const { shown, left } = shortList(environments, MOST_ENVIRONMENTS);
	return [
		release,
		...shown.map((name, index) => `${index === 0 ? "deploy to" : "then"} ${escapeMarkdown(name)}`),
		...left > 0 ? [`then ${formatCount(left)} more`] : []
	].join(", ");
}
const AGAIN = "the model is trained and judged again on the default branch, and released only if it passes there; nothing that this run made is released";
/** Digest, size, time, commit, and what forbids a release of it. */
function candidateLine(train, sizeBytes) {
	return `${[
		train.candidate === null ? "no model, only its numbers" : codeSpan(`sha256:${shortDigest(train.candidate)}`),
		sizeBytes === null ? null : formatBytes(sizeBytes),
		`${train.reused ? "taken from an earlier run, " : ""}trained in ${formatSeconds(train.trainSeconds)}`,
		train.commit === null ? "no commit" : `at ${codeSpan(train.commit.slice(0, 7))}`
	].filter((part) => part !== null).join(" · ")}${dirtyText(train)}`;
}
function dirtyText({ dirty }) {
	if (dirty.length === 0) return "";
	const named = dirty.slice(0, 3).map((path) => codeSpan(path, 80));
	const left = dirty.length > 3 ? ` and ${dirty.length - 3} more` : "";
	return ` · ⚠️ not committed, so it cannot be released: ${named.join(", ")}${left}`;
}

// src/stages/report/own-number-warnings.ts
/** Percentages for shares, cents for euros and milliseconds for seconds are further apart. */
const OTHER_UNIT = 10;
/** Of fewer rows equal numbers are no surprise. */
const FEWEST_ROWS = 20;
const ROUNDING = 1e-12;
const MOST_WARNINGS$1 = 4;
/**
* Numbers of the user's own have no range that could be checked: a judge that always says the same, and another unit than the
* release's, would pass for the better model. Never decides. Escaped.
*/
function ownNumberWarnings({ metrics, baseline }) {
	const base = escapeMarkdown(baselineName(baseline?.source ?? null));
	return metrics.filter(({ name }) => findMetric(name) === null).flatMap((row) => warning(row, base) ?? []).slice(0, MOST_WARNINGS$1);
}
function warning(row, base) {
	const name = escapeMarkdown(metricLabel(row.name, row.target));
	const { baseline: before, candidate } = metricCells(row);
	if (isConstant(row)) return `⚠️ ${name} is ${candidate} in every row of the candidate. Was it measured, or filled in?`;
	if (!isFarAway(row)) return null;
	return `⚠️ ${name} is ${candidate}, and ${base} has ${before}: more than ${OTHER_UNIT} times apart. Is it in another unit?`;
}
/** A mean whose rows do not differ has an interval without a width, which is none; a quantile may have none for other reasons. */
function isConstant({ candidateInterval: range, method, rows, groups, candidate }) {
	if (!(!method.startsWith("bootstrap") && method !== "point") || candidate === null || rows < FEWEST_ROWS || groups === 1) return false;
	return range === null || range[1] - range[0] <= ROUNDING * Math.abs(candidate);
}
function isFarAway({ candidate, baseline }) {
	if (candidate === null || baseline === null || candidate * baseline <= 0) return false;
	const ratio = candidate / baseline;
	return ratio > OTHER_UNIT || ratio < 1 / OTHER_UNIT;
}

// src/stages/report/report-case.ts
/**
* How far the stages came and what follows. The first stage that said no decides; a stage that has not run and records
* that do not belong together are never a pass.
*/
function judgeRecords(records) {
	const { validate, train, evaluate } = records;
	const decided = (reportCase, verdict) => ({
		reportCase,
		verdict,
		problems: []
	});
	if (validate?.verdict === "fail") return decided(isDrift(validate) ? "data-drifted" : "data-broken", "fail");
	if (validate?.verdict === "inconclusive") return decided("data-unclear", "inconclusive");
	if (train !== null && train.verdict !== "pass") return decided("training-failed", "fail");
	const problems = findMismatches(records);
	if (problems.length > 0) return {
		reportCase: "mixed",
		verdict: "inconclusive",
		problems
	};
	if (validate === null) return decided("not-validated", "inconclusive");
	if (train === null) return decided("not-trained", "inconclusive");
	if (evaluate === null) return decided("not-evaluated", "inconclusive");
	return decided(evaluate.identical ? "identical" : "judged", evaluate.verdict);
}
/** No check is broken; a comparison that blocks is what says no. */
function isDrift({ datasets, comparisons = [] }) {
	const isNo = ({ verdict }) => verdict === "fail" || verdict === "error";
	return comparisons.filter(({ severity }) => severity === "error").some(isNo) && !datasets.some(({ checks }) => checks.some(isNo));
}

// src/stages/report/signature-section.ts
/** What callers of the baseline meet in the candidate, those that break them first; '' where nothing changed. Escaped. */
function signatureSection({ signatureChanges = [], baseline }, { open }) {
	if (signatureChanges.length === 0 || baseline === null) return "";
	const name = escapeMarkdown(baselineName(baseline.source), 80);
	const breaks = signatureChanges.some(({ bump }) => bump === "major");
	const title = breaks ? `⚠️ **Whoever calls ${name} must change something** before this model can take its place:` : `Whoever calls ${name} can call this model as before. New:`;
	const { shown, left } = shortList(signatureChanges, open);
	return [
		title,
		"",
		...shown.map(({ bump, what }) => {
			return `- ${escapeMarkdown(what, 400)}${breaks && bump === "minor" ? " (breaks nothing)" : ""}`;
		}),
		...left > 0 ? [`- and ${formatCount(left)} more`] : []
	].join("\n");
}

// src/stages/report/stopped-section.ts
/** The body of a report without a judged candidate: what stopped it and what to do. */
function stoppedSections(facts, judgement, form) {
	return SECTIONS[judgement.reportCase](facts, judgement, form).filter((section) => section !== null);
}
const FIX_DATA = "**What to do** fix the data. If the data are right and the rule is wrong, change the contract: that is a decision about what the data may be, and it is reviewed like code.";
const SEE_DATA = "**What to do** look at where the data come from first. If they are as they should be, train and evaluate on data of one kind. Setting `drift` to wider limits or to `warn` changes how this is judged, so somebody with write access who is not the author must approve it.";
const SECTIONS = {
	"data-broken": (facts, _judgement, form) => [...dataSections(facts, form), FIX_DATA],
	"data-drifted": (facts, _judgement, form) => [...dataSections(facts, form), SEE_DATA],
	"data-unclear": (facts, _judgement, form) => [...dataSections(facts, form), "**What to do** see which checks or comparisons could not tell, give them enough rows or repair the rule, and run again."],
	"training-failed": ({ train, validate }) => [
		train === null ? null : `**${failureText(train)}.** No candidate was made, so there is nothing to judge.`,
		validate === null ? null : `**Data** ${dataLine(validate)}`,
		train === null ? null : `**What to do** run ${codeSpan(train.command)} and read what it prints; its output stands in the log of this run.`
	],
	"not-validated": ({ train }) => [
		"A candidate is judged only when the checks of its data have run. That is no pass.",
		train === null ? null : `**Candidate** ${candidateLine(train, null)}`,
		rerun("validate")
	],
	"not-trained": ({ validate }) => [validate === null ? null : `**Data** ${dataLine(validate)}`, rerun("train")],
	"not-evaluated": ({ validate, train }) => [
		"Nothing says how good it is. That is no pass.",
		validate === null ? null : `**Data** ${dataLine(validate)}`,
		train === null ? null : `**Candidate** ${candidateLine(train, null)}`,
		rerun("evaluate")
	],
	mixed: (_facts, { problems }, { open }) => [
		"The numbers of different runs are never read together, so there is no verdict. What does not fit:",
		problemsList(problems, open),
		"**What to do** run all stages again: `modelyard run`."
	]
};
function problemsList(problems, most) {
	const { shown, left } = shortList(problems, most);
	return [...shown.map((problem) => `- ${escapeMarkdown(problem, 300)}`), ...left > 0 ? [`- and ${formatCount(left)} more`] : []].join("\n");
}
function dataSections({ validate, showValues }, form) {
	if (validate === null) return [];
	const table = problemChecksTable(validate, {
		showValues,
		most: form.open
	});
	const compared = comparisonsLine(validate);
	return [
		table === null || !form.folds ? table : foldedSection("The checks that did not pass", table),
		baseSection(validate, form),
		...alarmTables(validate, form),
		`**Data** ${dataLine(validate)}${compared === null ? "" : `  \n**Compared** ${compared}`}`
	];
}
function rerun(stage) {
	return `**What to do** run \`modelyard ${stage}\`, or all stages: \`modelyard run\`.`;
}
function failureText({ timedOut, signal, exitCode }) {
	if (timedOut) return "The training did not end within its time limit";
	if (signal !== null) return `The training was ended by ${escapeMarkdown(signal)}`;
	if (exitCode === 0) return "The training ended well but left no candidate";
	return exitCode === null ? "The training did not end" : `The training ended with exit code ${exitCode}`;
}

// src/stages/report/summary-text.ts
const MOST_REASONS = 3;
const MOST_WARNINGS = 10;
const MOST_NAMES = 12;
/** Why the verdict is what it is, escaped: the first thing under the headline. */
function summaryText(record) {
	const gates = gateVerdicts(record);
	const deciding = decidingGates(record, gates);
	const harms = record.verdict === "fail" ? harmReasons(record.slices) : [];
	const ofGates = [.../* @__PURE__ */ new Set([...nonFiniteReason(record), ...deciding.map(({ reason }) => reason)])];
	const sentences = [
		...ofGates.length + harms.length > 0 ? reasonSentences(ofGates, harms) : [passSentence(record, gates)],
		...sameModelSentence(record),
		...undecidedSentence(record, gates)
	];
	const worst = harms.length > 0 ? [] : deciding.flatMap((gate) => worstSlice(record, gate) ?? []).slice(0, 1);
	const weak = weakVerdictNote(gates);
	if (weak !== null && record.verdict === "inconclusive") return `**${escapeMarkdown(weak, 300)}**`;
	return [
		...sentences,
		...worst,
		...weak === null ? [] : [`**${escapeMarkdown(weak, 300)}**`]
	].join(" ");
}
function nonFiniteReason({ nonFiniteScores = 0 }) {
	if (nonFiniteScores === 0) return [];
	return [`${formatCount(nonFiniteScores)} scores of the candidate are no finite numbers`];
}
/** The blocking gates that gave the verdict; none when it is a pass. */
function decidingGates(record, gates) {
	if (record.verdict === "pass") return [];
	return gates.filter(({ verdict, severity }) => verdict === record.verdict && severity === "block");
}
/** Gates that would have decided, had they not been set to warn; one sentence each, escaped. */
function warnings(record) {
	const gates = gateVerdicts(record).filter(({ verdict, severity }) => verdict !== "pass" && severity === "warn");
	const { shown, left } = shortList(gates, MOST_WARNINGS);
	return [...shown.map(({ reason }) => `⚠️ ${escapeMarkdown(reason, 300)} (only a warning).`), ...left > 0 ? [`⚠️ ${formatCount(left)} more gates only warn.`] : []];
}
/** What to do about the gates and slices that decided, escaped; the same words as `explain`, who must approve said once. */
function whatToDo(record) {
	const naming = {
		baseline: record.baseline?.source ?? null,
		groupBy: record.groupBy ?? null
	};
	const told = decidingGates(record, gateVerdicts(record)).slice(0, MOST_REASONS).map((gate) => ({
		gate,
		title: gateTitle(gate),
		advice: explainGate(gate, naming).do
	}));
	const advice = [...new Set(told.map((each) => each.advice))].map((text) => {
		const named = told.filter((each) => each.advice === text);
		const isSplit = ({ title }) => told.some((other) => other.title === title && other.advice !== text);
		const titles = named.map((each) => isSplit(each) ? `${each.title}, ${each.gate.rule}` : each.title);
		return `${[...new Set(titles)].join(", ")}: ${text}`;
	});
	const harmed = record.verdict === "fail" ? harmedSlices(record.slices) : [];
	const texts = [...advice, ...harmed.length > 0 ? [harmAdvice(harmed)] : []];
	const changesJudge = texts.some((text) => text.includes(APPROVAL));
	return [...texts.map((text) => text.replace(APPROVAL, "").trim()), ...changesJudge ? [CHANGING_THE_JUDGE] : []].map((text) => escapeMarkdown(text, 600));
}
/** `Improve the candidate on region = north, age 0 … 30`. */
function harmAdvice(harmed) {
	const { shown, left } = shortList(harmed, MOST_REASONS);
	return `Slices: improve the candidate on ${shown.map(({ slice }) => cutMiddle(shortened(slice), 60)).join(", ")}${left > 0 ? ` and ${formatCount(left)} more` : ""}. If the loss is acceptable after all, raise max_worse of that gate, which holds for every slice, or ${AS_WARNING}. ${APPROVAL}`;
}
const CHANGING_THE_JUDGE = "A change of a gate changes how this pull request is judged, so somebody with write access who is not the author must approve it.";
function reasonSentences(ofGates, harms) {
	const shown = [...ofGates, ...harms].slice(0, MOST_REASONS);
	const [first = "", ...others] = shown.map((reason) => escapeMarkdown(reason, 300));
	const left = [countedLeft(ofGates.length - shown.length, "more gate fails or cannot tell", "more gates fail or cannot tell"), countedLeft(Math.min(harms.length, ofGates.length + harms.length - shown.length), "slice is harmed", "slices are harmed")].filter((text) => text !== null);
	return [
		`**${first}.**`,
		...others.map((reason) => `${reason}.`),
		...left.length > 0 ? [`And ${left.join(", and ")}.`] : []
	];
}
function countedLeft(count, one, many) {
	return count > 0 ? counted(count, one, many) : null;
}
/** Of a candidate that fails: what would still stand in its way without that. */
function undecidedSentence({ verdict }, gates) {
	if (verdict !== "fail") return [];
	const undecided = gates.filter((gate) => gate.verdict === "inconclusive" && gate.severity === "block");
	const titles = [...new Set(undecided.map(gateTitle))];
	return titles.length === 0 ? [] : [`These rows cannot tell whether ${named(titles)} ${titles.length === 1 ? "passes" : "pass"}.`];
}
/** What is judged where the model itself is the one that is released. */
function sameModelSentence({ candidate, baseline, identical, threshold }) {
	if (identical || baseline === null || candidate.digest === null || candidate.digest !== baseline.digest) return [];
	const same = `The model is the one of ${escapeMarkdown(baselineName(baseline.source))}, byte by byte`;
	if (baseline.threshold === void 0 || threshold === null || baseline.threshold === threshold) return [`${same}, but its answers are not: see the notes.`];
	return [`${same}; what differs is the threshold from which on a score counts as a yes: ${threshold}, was ${baseline.threshold}.`];
}
function passSentence(record, gates) {
	if (record.verdict !== "pass") return "No gate could decide.";
	if (record.identical) return "The candidate is the same bytes as the baseline, so nothing can have become worse.";
	if (record.baseline === null) return firstReleaseSentence(gates);
	const [first] = record.metrics;
	const compared = record.metrics.filter((row) => row.dataset === first?.dataset && isProvable(row));
	const better = compared.filter((row) => isProven(row, "better"));
	const worse = compared.filter((row) => isProven(row, "worse"));
	return `${gates.every(({ verdict }) => verdict === "pass") ? "Every gate passes" : "Every gate that decides passes"}${betterText(better, compared)}${worseText(worse)}`;
}
function firstReleaseSentence(gates) {
	const judged = gates.filter(({ outcome, verdict }) => outcome !== "first-release" && verdict === "pass").length;
	return `There is no release to compare with yet.${judged === 0 ? "" : ` It keeps ${judged === 1 ? "the one limit that needs" : `the ${formatCount(judged)} limits that need`} no comparison.`}`;
}
function isProvable({ interval, reason }) {
	return interval !== null && reason === void 0;
}
function isProven({ interval, better }, what) {
	if (interval === null) return false;
	return better === "higher" === (what === "better") ? interval[0] > 0 : interval[1] < 0;
}
function betterText(better, compared) {
	if (compared.length === 0) return ".";
	if (better.length === 0) return "; no metric is provably better.";
	return `. Provably better: ${named(better.map(({ name, target }) => metricLabel(name, target)))}.`;
}
function worseText(worse) {
	if (worse.length === 0) return "";
	return ` Provably worse, within what the gates allow: ${named(worse.map(changeText))}.`;
}
function named(texts) {
	const { shown, left } = shortList(texts, MOST_NAMES);
	const list = shown.map((text) => escapeMarkdown(text)).join(", ");
	return left > 0 ? `${list} and ${formatCount(left)} more` : list;
}
function changeText({ name, target, difference, interval }) {
	const label = metricLabel(name, target);
	if (difference === null || interval === null) return label;
	const format = quantityFormat({
		metric: name,
		halfWidth: (interval[1] - interval[0]) / 2,
		values: [difference],
		comparisons: interval.map((value) => ({
			value,
			limit: 0
		}))
	});
	return `${label} ${format.measured(difference, { signed: true })} (${rangeText(interval, format, true)})`;
}
/** `site = 3 loses most: −0.06 (…) on 600 rows`, only where the loss is proven there. */
function worstSlice(record, gate) {
	if (gate.verdict !== "fail" || gate.rule !== "max_worse") return null;
	const losses = record.slices.flatMap((slice) => {
		const row = slice.metrics.find(({ name, target }) => name === gate.metric && target === gate.target);
		if (row === void 0 || !isProvable(row) || !isProven(row, "worse")) return [];
		return [{
			slice,
			row,
			loss: Math.abs(row.difference ?? 0)
		}];
	});
	const worst = losses.sort((a, b) => b.loss - a.loss)[0];
	if (worst === void 0 || losses.length < 2) return null;
	const { slice, row } = worst;
	return `${escapeMarkdown(slice.slice, 60)} loses most: ${escapeMarkdown(changeText(row))} on ${counted(row.rows, "row")}.`;
}

// src/stages/report/too-good.ts
/** Share of what is missing to a perfect value that one change seldom takes away. */
const SUSPICIOUS = .5;
/**
* The first metric went half of the way to a perfect value or further: sometimes a discovery, more often evaluation rows that the
* training saw in a way that no check of the data files can see. Never decides. Escaped.
*/
function tooGoodWarnings({ metrics, baseline, identical }) {
	const [first] = metrics;
	if (first === void 0 || baseline === null || identical) return [];
	const row = metrics.find((each) => each.name === first.name && each.dataset === first.dataset && isTooGood(each));
	if (row === void 0) return [];
	const name = escapeMarkdown(metricLabel(row.name, row.target));
	const { baseline: before, candidate } = metricCells(row);
	return [`⚠️ ${name} went more than half of the way from ${escapeMarkdown(baselineName(baseline.source))} to perfect: ${before} → ${candidate}. If this change does not explain so much, find out whether the training saw evaluation rows, or a column that is known only after the label.`];
}
function isTooGood({ name, better, candidate, baseline, interval }) {
	if (findMetric(name) === null || candidate === null || baseline === null || interval === null) return false;
	const isProven = better === "higher" ? interval[0] > 0 : interval[1] < 0;
	const perfect = better === "higher" ? 1 : 0;
	return isProven && Math.abs(perfect - candidate) < SUSPICIOUS * Math.abs(perfect - baseline);
}

// src/stages/report/wrong-way.ts
/** A model that is provably worse than guessing has learnt something, and reads it the wrong way around. Escaped. */
function wrongWayWarnings({ metrics }) {
	const row = metrics.find(({ name, candidateInterval: range }) => name === "roc_auc" && range !== null);
	const range = row?.candidateInterval;
	if (row === void 0 || row.candidate === null || range == null || range[1] >= .5) return [];
	return [`⚠️ The scores run the wrong way: roc_auc is ${quantityFormat({
		metric: row.name,
		halfWidth: (range[1] - range[0]) / 2,
		values: [row.candidate],
		comparisons: [{
			value: row.candidate,
			limit: .5
		}]
	}).measured(row.candidate)}, and guessing has 0.5. Are two classes swapped, in the labels, in data.positive or in the model's outputs?`];
}

// src/stages/report/render-report.ts
/** The report as Markdown for a place: the verdict and its reason first, then what decides, the rest folded. */
function renderReport(facts, place = WHOLE) {
	const own = judgeRecords(facts);
	const judgement = {
		...own,
		verdict: graverVerdict(own.verdict, judgeVerdict(facts.judge))
	};
	const title = headline({
		model: facts.model,
		reportCase: judgement.reportCase,
		verdict: own.verdict,
		baseline: facts.evaluate?.baseline == null ? null : baselineName(facts.evaluate.baseline.source),
		hasContract: facts.validate?.contract != null
	});
	const suffix = `${claimSuffix(facts.foreign)}${isJudgeChanged(facts.judge) ? JUDGE_CHANGED : ""}`;
	const first = `### ${VERDICT_MARK[judgement.verdict]} ${escapeMarkdown(title, 300)}${suffix}`;
	const partsIn = (form) => ({
		first,
		...bodyOf(facts, judgement, form)
	});
	return {
		...judgement,
		markdown: fitReport(place, partsIn, shortenedNote(facts)),
		headline: `${title}${suffix}`
	};
}
function bodyOf(facts, judgement, form) {
	const isJudged = judgement.reportCase === "judged" || judgement.reportCase === "identical";
	const body = isJudged ? judgedSections(facts, form) : stoppedSections(facts, judgement, form);
	return {
		sections: [
			foreignNotice(facts.foreign),
			judgeSection(facts.judge),
			...body
		].filter((section) => section !== ""),
		details: isJudged ? details(facts, { most: form.folded }) : stoppedDetails(facts, judgement, form)
	};
}
/** Where the rest stands, for a report that had to be shortened. */
function shortenedNote({ runUrl, folder }) {
	if (runUrl === null) return `*Shortened: the records in ${codeSpan(folder)} hold the rest.*`;
	return `*Shortened: more stands in the [summary of the run](${runUrl}), everything in the records of its [artifact](${runUrl}#artifacts).*`;
}
function judgedSections(facts, form) {
	const { evaluate, validate, train } = facts;
	if (evaluate === null || validate === null || train === null) return [];
	return [
		summaryText(evaluate),
		...warnings(evaluate),
		...trivialWarnings(evaluate),
		...wrongWayWarnings(evaluate),
		...tooGoodWarnings(evaluate),
		...ownNumberWarnings(evaluate),
		...dataWarnings(validate),
		...determinismWarnings(evaluate),
		gatesSection(evaluate, form),
		evidenceSentence(evaluate),
		signatureSection(evaluate, form),
		...adviceSection(facts),
		baseSection(validate, form) ?? "",
		...alarmTables(validate, form),
		factLines([
			["Data", dataLine(validate)],
			["Compared", comparisonsLine(validate)],
			["Slices", slicesLine(evaluate.slices)],
			["Fairness", fairnessLine(evaluate)],
			["Decisions", flipsLine(evaluate)],
			["Slower", slowerLine(evaluate)],
			["If merged", mergeLine(facts)],
			["Candidate", candidateLine(train, evaluate.sizeBytes)]
		])
	].filter((section) => section !== "");
}
function gatesSection(evaluate, { folds, open }) {
	if (evaluate.gates.length === 0) return "";
	const table = gatesTable(evaluate, open);
	return folds ? foldedSection("The gates", table) : table;
}
function adviceSection({ evaluate, train, release }) {
	if (evaluate === null || train === null || evaluate.verdict === "pass") return [];
	const changes = changesSentence(train, release);
	const advice = [...evaluate.verdict === "fail" && changes !== null ? [changes] : [], ...whatToDo(evaluate)];
	if (advice.length === 0) return [];
	return [[
		"**What to do**",
		"",
		...advice.map((line) => `- ${line}`)
	].join("\n")];
}
/** Bold word and fact, one below the other: two spaces break the line. */
function factLines(lines) {
	return lines.flatMap(([name, text]) => text === null ? [] : [`**${name}** ${text}`]).join("  \n");
}
/** What a report that stopped may show: never numbers of records that do not belong together. */
function stoppedDetails(facts, { reportCase }, { open, folded }) {
	const most = folded;
	if (reportCase === "mixed") return details({
		...facts,
		validate: null,
		train: null,
		evaluate: null
	}, { most });
	const isData = reportCase.startsWith("data-");
	const isWholeAbove = facts.validate !== null && problemChecks(facts.validate).length <= open;
	const problemsAbove = isData && (isWholeAbove || folded <= open);
	return details({
		...facts,
		evaluate: null,
		train: isData ? null : facts.train
	}, {
		most,
		problemsAbove
	});
}

// src/stages/report/report.ts
const STAGES = [
	"validate",
	"train",
	"evaluate"
];
/** Reads the records of one model, writes `report.md`, `comment.md` and the report record. Throws `unreadable` for a broken record. */
async function reportStage(context, request) {
	const startedMs = context.clock.monotonicMs();
	const { project, model } = context;
	const folder = modelFolder(project.directory, model.name);
	const records = await readStageRecords(project.directory, model.name);
	const read = await hashRecords(context, records);
	const facts = {
		...records,
		model: model.name,
		judge: await readJudge(project.directory, model.name, records),
		release: request.release,
		next: request.next,
		environments: deployOrder(model.deploy),
		showValues: showsValues(context),
		reproduce: reproduceCommands(context, records),
		folder: displayPath(project, folder),
		runUrl: context.ci?.url ?? null,
		foreign: foreignRun(context)
	};
	const rendered = renderReport(facts);
	const path = join(folder, "report.md");
	const markdown = await writeText(context, path, rendered.markdown);
	const shorter = renderReport(facts, COMMENT).markdown;
	const comment = await writeText(context, commentPath(project.directory, model.name), shorter);
	const record = {
		schema: "modelyard/report/1",
		verdict: rendered.verdict,
		...recordHeader(context, {
			startedMs,
			revision: request.revision,
			read: read.map(({ entry }) => entry),
			written: [markdown, comment]
		}),
		case: rendered.reportCase,
		headline: rendered.headline,
		problems: [...rendered.problems],
		markdown,
		comment,
		records: read.map(({ stage, entry }) => ({
			stage,
			sha256: entry.sha256
		}))
	};
	await writeRecord(recordPath(project.directory, model.name, "report"), reportRecordSchema, record);
	return {
		markdown: rendered.markdown,
		record,
		path
	};
}
async function hashRecords(context, records) {
	const { project, model } = context;
	const present = STAGES.filter((stage) => records[stage] !== null);
	return Promise.all(present.map(async (stage) => {
		const path = recordPath(project.directory, model.name, stage);
		return {
			stage,
			entry: {
				path: displayPath(project, path),
				...await hashFile(path)
			}
		};
	}));
}
/** The report as a comment may hold it; mostly the same text as `report.md`. */
function commentPath(configDirectory, model) {
	return join(modelFolder(configDirectory, model), "comment.md");
}
/** The repository's own run hands nothing in: what it measured it measured here. */
function foreignRun({ ci }) {
	const by = ci?.pull?.foreign ?? null;
	return by === null ? null : {
		by,
		claim: null
	};
}
async function writeText({ project }, path, text) {
	await writeFileAtomic(path, text);
	return {
		path: displayPath(project, path),
		sha256: hashBytes(text),
		bytes: Buffer.byteLength(text)
	};
}
function reproduceCommands({ model }, { train, evaluate }) {
	const commit = evaluate?.commit ?? train?.commit ?? null;
	return [...commit === null ? [] : [`git checkout ${commit}`], `modelyard run --model ${model.name}`];
}

export { readJudge as a, signalsTable as i, reportStage as n, readStageRecords as o, renderReport as r, commentPath as t };