import { n as ModelyardError, r as messageOf } from "./errors.js";
import { c as repositoryTop, l as resolveCommit } from "./repository.js";
import { r as loadConfig } from "./load-config.js";
import { a as createEngine, n as chosenModels } from "./command-context.js";
import { t as markdownTable } from "./markdown-table.js";
import { r as fileAt } from "./base-files.js";
import { _ as featureColumns, a as MOST_SEVERE, c as operatorText, i as valuesOf, r as placeLabel, t as rangeText, u as ruleText } from "./plan-value.js";
import { i as escapeMarkdown } from "./escape-markdown.js";
import { i as namedFormat, n as parseContract, o as patternProblem, r as parseDocument } from "./load-contract.js";
import { l as writeFileAtomic } from "./store.js";
import { n as parseYaml } from "./yaml-document.js";
import { it as require_dist, z as evaluationSets } from "./registry.js";
import { n as pointedFiles } from "./pointed-files.js";
import { t as expandPaths } from "./expand-paths.js";
import { _ as counted } from "./pair-metrics.js";
import { readFile, stat } from "node:fs/promises";
import { basename, extname, relative, resolve, sep } from "node:path";

// src/cli/bare-context.ts
function createBareContext(given) {
	let loaded = null;
	const file = given.line.text("config");
	return {
		...given,
		engine: createEngine(given.reporter.within),
		project: () => {
			loaded ??= loadConfig({
				cwd: process.cwd(),
				file,
				repositoryTop
			});
			return loaded;
		}
	};
}
/** The one model that `--model` names, or that there is. */
async function bareModel({ project, line }) {
	const models = chosenModels(await project(), line.list("model"));
	const [model, another] = models;
	if (model !== void 0 && another === void 0) return model;
	throw new ModelyardError("usage", `modelyard ${line.command.name} works on one model; there are ${models.map(({ name }) => name).join(", ")}`, { hint: "Name it with --model, or name the files." });
}

// src/domain/contract/diff/contract-change.ts
const NOBODY = [];
const BOTH = ["readers", "data"];
/** What was promised and is not any more breaks readers; what was not asked for and is breaks data. */
function looserOrStricter(before, after) {
	if (before !== null && after === null) return ["readers"];
	return before === null && after !== null ? ["data"] : BOTH;
}
const REASONS$1 = {
	"": "nobody relies on it",
	readers: "what was promised is not any more",
	data: "data that kept the old contract may break the new one",
	"readers,data": "it is something else now"
};
function reason(what, breaks) {
	if (what === "required" && breaks[0] === "readers") return "readers may meet nulls";
	return REASONS$1[breaks.join(",")] ?? "";
}

// src/domain/contract/diff/diff-keyed.ts
/** What is gone, what is new, and what differs in those that stayed. */
function diffKeyed({ where, what, before, after, told, inside, more = () => ["data"], less = () => ["readers"] }) {
	const at = (key) => where === "" ? key : where;
	return [...[...before].flatMap(([key, old]) => {
		const now = after.get(key);
		if (now !== void 0) return inside(old, now);
		const breaks = less(old);
		return [{
			where: at(key),
			what,
			before: told(old),
			after: null,
			breaks,
			because: reason(what, breaks)
		}];
	}), ...[...after].flatMap(([key, now]) => {
		if (before.has(key)) return [];
		const breaks = more(now);
		return [{
			where: at(key),
			what,
			before: null,
			after: told(now),
			breaks,
			because: reason(what, breaks)
		}];
	})];
}
/** Things by what tells them apart; those that nothing does by their turn. */
function numbered(things, textOf) {
	const counts = /* @__PURE__ */ new Map();
	return new Map(things.map((one) => {
		const text = textOf(one);
		const count = counts.get(text) ?? 0;
		counts.set(text, count + 1);
		return [count === 0 ? text : `${text} (${count + 1})`, one];
	}));
}

// src/domain/contract/diff/diff-bounds.ts
function ends(range) {
	const end = (inclusive, exclusive) => {
		if (exclusive !== void 0) return {
			value: exclusive,
			isExclusive: true
		};
		return inclusive === void 0 ? null : {
			value: inclusive,
			isExclusive: false
		};
	};
	return [end(range?.minimum, range?.exclusiveMinimum), end(range?.maximum, range?.exclusiveMaximum)];
}
/** Who a change of a range breaks: a wider one readers, a narrower one data, and one that moved both. */
function rangeBreaks(before, after) {
	const [low, high] = ends(before);
	const [newLow, newHigh] = ends(after);
	const moves = [stricter(low, newLow, 1), stricter(high, newHigh, -1)];
	if (moves.some(Number.isNaN)) return BOTH;
	if (before?.timezone !== after?.timezone && before !== null && after !== null) return BOTH;
	return [...moves.some((each) => each < 0) ? ["readers"] : [], ...moves.some((each) => each > 0) ? ["data"] : []];
}
/** Bounds of a size, as a range. */
function boundsBreaks(before, after) {
	return rangeBreaks(before, after);
}
/**
* Above zero where the end lets less through than before, below where it lets more, NaN where nobody can tell; `up` is 1
* where a higher end is stricter.
*/
function stricter(before, after, up) {
	if (before === null || after === null) return Number(after !== null) - Number(before !== null);
	const order = compared(before.value, after.value);
	if (order !== 0) return order * up;
	return Number(after.isExclusive) - Number(before.isExclusive);
}
/** 1 where the second is more, NaN where the two are of another form. */
function compared(before, after) {
	if (before === after) return 0;
	if (typeof before === "number" && typeof after === "number") return after > before ? 1 : -1;
	const [was, is] = [String(before), String(after)];
	if (HAS_OFFSET.test(was) && HAS_OFFSET.test(is)) return Math.sign(Date.parse(is) - Date.parse(was));
	return was.replaceAll(/\d/g, "0") === is.replaceAll(/\d/g, "0") && !HAS_OFFSET.test(was) ? is > was ? 1 : -1 : NaN;
}
const HAS_OFFSET = /T.*(Z|[+-]\d{2}:?\d{2})$/i;

// src/domain/contract/diff/operator-breaks.ts
/** Who it breaks that a count is held against something else: a wider range readers, a narrower one data. */
function operatorBreaks(before, after) {
	const [old, now] = [keptCounts(before), keptCounts(after)];
	return old === null || now === null ? BOTH : rangeBreaks(old, now);
}
/** The counts that keep an operator; null where they are no range. */
function keptCounts(operator) {
	switch (operator.kind) {
		case "mustBe": return {
			minimum: operator.value,
			maximum: operator.value
		};
		case "mustBeGreaterThan": return { exclusiveMinimum: operator.value };
		case "mustBeGreaterOrEqualTo": return { minimum: operator.value };
		case "mustBeLessThan": return { exclusiveMaximum: operator.value };
		case "mustBeLessOrEqualTo": return { maximum: operator.value };
		case "mustBeBetween": return {
			exclusiveMinimum: operator.low,
			exclusiveMaximum: operator.high
		};
		default: return null;
	}
}

// src/domain/contract/diff/diff-rules.ts
/** Library rules of one place: those of the same metric and arguments are one rule whose limit may change. */
function diffRules(where, before, after) {
	return [...new Set([...before, ...after].map(subject))].flatMap((each) => {
		const [old, now] = [before, after].map((rules) => rules.filter((rule) => subject(rule) === each));
		return diffLimits(where, old ?? [], now ?? []);
	});
}
function subject({ metric, values, pattern, columns }) {
	return JSON.stringify([
		metric,
		values,
		pattern,
		columns
	]);
}
/** Where several rules hold for one count, upper limits are compared with upper limits. */
function diffLimits(where, before, after) {
	if (before.length === 1 && after.length === 1) return diffRule(where, before[0], after[0]);
	const [old, now] = [before, after].map((rules) => numbered(rules, ({ operator }) => side(operator)));
	return [.../* @__PURE__ */ new Set([...old?.keys() ?? [], ...now?.keys() ?? []])].flatMap((key) => diffRule(where, old?.get(key), now?.get(key)));
}
/** Which way a rule holds: an upper and a lower limit of one metric are two rules. */
function side({ kind }) {
	if (/Less/.test(kind)) return "most";
	return /Greater/.test(kind) ? "least" : kind;
}
function diffRule(where, before, after) {
	const [old, now] = [told(before), told(after)];
	if (old === now) return [];
	const breaks = ruleBreaks(before, after);
	return [{
		where,
		what: (before ?? after)?.metric ?? "rule",
		before: old,
		after: now,
		breaks,
		because: REASONS[breaks.join(",")] ?? ""
	}];
}
const REASONS = {
	"": "it blocks nothing",
	readers: "what was promised is not any more",
	data: "data that kept the old contract may break the new one",
	"readers,data": "it is another rule now"
};
function told(rule) {
	if (rule === void 0) return null;
	return rule.severity === "error" ? ruleText(rule) : `${ruleText(rule)} (${rule.severity})`;
}
/** Only rules that block promise anything. */
function ruleBreaks(before, after) {
	const changed = blockingBreaks(before, after);
	if (changed !== null || before === void 0 || after === void 0) return changed ?? NOBODY;
	return before.unit === after.unit ? operatorBreaks(before.operator, after.operator) : BOTH;
}
/** Whom it breaks that a rule begins to block or ceases to; null where both block. */
function blockingBreaks(before, after) {
	const [held, holds] = [before, after].map((rule) => rule?.severity === "error");
	if (held === true && holds === true) return null;
	if (held === true) return ["readers"];
	return holds === true ? ["data"] : NOBODY;
}

// src/domain/contract/diff/diff-values.ts
/** What differs in one column and everything inside it. */
function diffField(before, after) {
	const [old, now] = [valuesOf(before), valuesOf(after)];
	const byLabel = new Map(now.map((placed) => [placed.label, placed]));
	const known = new Set(old.map(({ label }) => label));
	return [...old.flatMap((placed) => {
		const other = byLabel.get(placed.label);
		return other === void 0 ? [gone(placed)] : diffValue(placed.label, placed.value, other.value);
	}), ...now.filter(({ label }) => !known.has(label)).map(added)];
}
function gone({ label, value }) {
	return {
		where: label,
		what: "field",
		before: value.logicalType ?? "any type",
		after: null,
		breaks: ["readers"],
		because: "whoever reads it finds nothing"
	};
}
function added({ label, value }) {
	return {
		where: label,
		what: "field",
		before: null,
		after: value.logicalType ?? "any type",
		breaks: ["data"],
		because: "older data may not have it"
	};
}
function diffValue(where, before, after) {
	return [
		...[
			[
				"type",
				before.logicalType,
				after.logicalType,
				typeBreaks(before.logicalType, after.logicalType)
			],
			flag("required", before.required, after.required),
			flag("unique", before.unique, after.unique),
			[
				"range",
				ranged(before.range),
				ranged(after.range),
				rangeBreaks(before.range, after.range)
			],
			[
				"multiple of",
				text(before.multipleOf),
				text(after.multipleOf),
				multipleBreaks(before.multipleOf, after.multipleOf)
			],
			[
				"length",
				ranged(before.length),
				ranged(after.length),
				boundsBreaks(before.length, after.length)
			],
			plain("pattern", before.pattern, after.pattern),
			plain("format", before.format?.name ?? null, after.format?.name ?? null),
			[
				"items",
				ranged(before.items),
				ranged(after.items),
				boundsBreaks(before.items, after.items)
			],
			flag("unique items", before.items?.unique ?? false, after.items?.unique ?? false),
			[
				"number of fields",
				ranged(before.fields),
				ranged(after.fields),
				boundsBreaks(before.fields, after.fields)
			],
			sets("fields", before.fields?.required ?? [], after.fields?.required ?? []),
			plain("zone in times", text(before.hasOffset), text(after.hasOffset)),
			plain("time format", reading(before), reading(after)),
			[
				"classified",
				text(before.classified),
				text(after.classified),
				NOBODY
			]
		].filter(([, old, now]) => old !== now).map(([what, old, now, breaks]) => ({
			where,
			what,
			before: old,
			after: now,
			breaks,
			because: reason(what, breaks)
		})),
		...diffClosedLists(where, before, after),
		...diffRules(where, otherRules(before), otherRules(after))
	];
}
function ranged(range) {
	const told = range === null ? "" : rangeText(range);
	return told === "" ? null : told;
}
function text(value) {
	return value === null || value === void 0 ? null : String(value);
}
function reading({ reading: given }) {
	if (given === null) return null;
	return [given.strptime, given.timezone].filter((part) => part !== null).join(", ");
}
function flag(what, before, after) {
	return [
		what,
		before ? "yes" : "no",
		after ? "yes" : "no",
		after ? ["data"] : ["readers"]
	];
}
function plain(what, before, after) {
	return [
		what,
		before,
		after,
		looserOrStricter(before, after)
	];
}
/** Names that must be there: one less breaks readers, one more data. */
function sets(what, before, after) {
	const [less, more] = [before.some((name) => !after.includes(name)), after.some((name) => !before.includes(name))];
	const told = (names) => names.length === 0 ? null : [...names].sort().join(", ");
	return [
		what,
		told(before),
		told(after),
		[...less ? ["readers"] : [], ...more ? ["data"] : []]
	];
}
function typeBreaks(before, after) {
	if (before === "integer" && after === "number") return ["readers"];
	if (before === "number" && after === "integer") return ["data"];
	return looserOrStricter(before, after);
}
function multipleBreaks(before, after) {
	if (before === null || after === null) return looserOrStricter(before, after);
	const isMultiple = (one, of) => Math.abs(one / of - Math.round(one / of)) < 1e-9;
	if (isMultiple(after, before)) return ["data"];
	return isMultiple(before, after) ? ["readers"] : BOTH;
}
/** Rules that close the list of values: no other may stand there. */
function closedList({ rules }) {
	const lists = rules.filter(isClosedList);
	return lists.length === 1 ? lists[0]?.values ?? null : null;
}
function isClosedList(rule) {
	const { metric, values, pattern, operator, severity } = rule;
	const isNone = operator.kind === "mustBe" && operator.value === 0;
	return metric === "invalidValues" && values !== null && pattern === null && isNone && severity === "error";
}
function otherRules(value) {
	return closedList(value) === null ? value.rules : value.rules.filter((rule) => !isClosedList(rule));
}
/** A value more is one that readers have never met; a value less is one that data may still have. */
function diffClosedLists(where, before, after) {
	const [old, now] = [closedList(before), closedList(after)];
	if (old === null && now === null) return [];
	const told = (values) => values === null ? null : values.map(String).join(", ");
	const more = now === null ? [] : now.filter((value) => !(old ?? []).includes(value));
	const less = old === null ? [] : old.filter((value) => !(now ?? []).includes(value));
	if (old !== null && now !== null && more.length + less.length === 0) return [];
	const breaks = old === null || now === null ? looserOrStricter(old, now) : [...more.length > 0 ? ["readers"] : [], ...less.length > 0 ? ["data"] : []];
	const because = old === null || now === null ? reason("values", breaks) : [more.length > 0 ? `new to readers: ${more.map(String).join(", ")}` : null, less.length > 0 ? `refused from now on: ${less.map(String).join(", ")}` : null].filter((part) => part !== null).join("; ");
	return [{
		where,
		what: "values",
		before: told(old),
		after: told(now),
		breaks,
		because
	}];
}

// src/domain/contract/diff/diff-columns.ts
function diffColumns(before, after) {
	const named = (table) => new Map(table.columns.map((column) => [column.name, column]));
	return diffKeyed({
		where: "",
		what: "column",
		before: named(before),
		after: named(after),
		told: ({ logicalType, required }) => `${logicalType ?? "any type"}${required ? ", required" : ""}`,
		inside: (old, now) => [...heldBack(old, now, diffField(old, now)), ...diffParts(old, now)],
		more: (column) => blocks(column) ? ["data"] : NOBODY,
		less: (column) => blocks(column) ? ["readers"] : NOBODY
	});
}
function blocks({ lifecycle }) {
	return MOST_SEVERE[lifecycle] === "error";
}
/** What a column of this lifecycle breaks promises nothing and refuses nothing. */
function heldBack(before, after, changes) {
	const isHeld = {
		readers: blocks(before),
		data: blocks(after)
	};
	return changes.map((change) => {
		const breaks = change.breaks.filter((whom) => isHeld[whom]);
		return breaks.length === change.breaks.length ? change : {
			...change,
			breaks,
			because: reason(change.what, breaks)
		};
	});
}
/** Whom a step of the life of a column breaks: those for whom it blocks no more, or from now on. */
function lifecycleBreaks(before, after) {
	if (blocks(before) === blocks(after)) return NOBODY;
	return blocks(before) ? ["readers"] : ["data"];
}
function diffParts(before, after) {
	const where = after.name;
	const change = (what, old, now, breaks) => {
		const [was, is] = [old, now].map((value) => value === null ? null : typeof value === "string" ? value : JSON.stringify(value));
		return was === is ? [] : [{
			where,
			what,
			before: was ?? null,
			after: is ?? null,
			breaks,
			because: reason(what, breaks)
		}];
	};
	const [lost, won] = [difference(before.environments, after.environments), difference(after.environments, before.environments)];
	return [
		...change("role", before.role, after.role, before.role === null ? NOBODY : ["readers"]),
		...change("environments", before.environments?.join(", ") ?? null, after.environments?.join(", ") ?? null, [...lost ? ["readers"] : [], ...won ? ["data"] : []]),
		...change("lifecycle", before.lifecycle, after.lifecycle, lifecycleBreaks(before, after)),
		...change("drift", before.drift, after.drift, NOBODY),
		...change("skew", before.skew, after.skew, NOBODY)
	];
}
/** Whether the first has an environment that the second lacks; null is all of them. */
function difference(one, other) {
	if (other === null) return false;
	return one === null || one.some((each) => !other.includes(each));
}
/** A model with one [n, f] input is given its features in the order of the contract. */
function diffOrder(before, after) {
	const [old, now] = [featureColumns(before) ?? [], featureColumns(after) ?? []];
	const [kept, keeps] = [old.filter((name) => now.includes(name)), now.filter((name) => old.includes(name))];
	if (kept.join("\n") === keeps.join("\n")) return [];
	return [{
		where: "columns",
		what: "order",
		before: kept.join(", "),
		after: keeps.join(", "),
		breaks: ["readers"],
		because: "a model that is given its features by place takes one for another"
	}];
}

// src/domain/contract/diff/diff-contracts.ts
/** What differs between two contracts, and whom it breaks. What only describes is not compared. */
function diffContracts(before, after) {
	const tables = diffKeyed({
		where: "",
		what: "table",
		before: new Map(before.tables.map((table) => [table.name, table])),
		after: new Map(after.tables.map((table) => [table.name, table])),
		told: ({ files }) => files.join(", "),
		inside: (old, now) => diffTables(old, now).map((change) => ({
			...change,
			where: `${now.name}: ${change.where}`
		}))
	});
	const changes = [...diffTables(before, after), ...tables];
	const isBreaking = changes.some(({ breaks }) => breaks.length > 0);
	const order = ({ breaks }) => -breaks.length;
	return {
		changes: [...changes].sort((a, b) => order(a) - order(b)),
		isBreaking,
		suggests: isBreaking ? "major" : changes.length > 0 ? "minor" : "none"
	};
}
function diffTables(before, after) {
	return [
		...diffColumns(before, after),
		...diffOrder(before, after),
		...diffKey(before, after),
		...diffRules("rows", before.rules, after.rules),
		...diffRelationships(before.relationships, after.relationships),
		...diffServiceLevels(before.serviceLevels, after.serviceLevels),
		...diffQueries(before.queries, after.queries),
		...diffForeign(before.foreignRules, after.foreignRules)
	];
}
function diffKey({ primaryKey: before }, { primaryKey: after }) {
	const told = (key) => key.length === 0 ? null : key.join(", ");
	const [old, now] = [told(before), told(after)];
	if (old === now || [...before].sort().join("\n") === [...after].sort().join("\n")) return [];
	const breaks = looserOrStricter(old, now);
	return [{
		where: "primary key",
		what: "columns",
		before: old,
		after: now,
		breaks,
		because: reason("key", breaks)
	}];
}
function diffRelationships(before, after) {
	const text = ({ from, to }) => `${from.map(placeLabel).join(", ")} in ${to.table} (${to.columns.map(placeLabel).join(", ")})`;
	const named = (relationships) => numbered(relationships, text);
	return diffKeyed({
		where: "foreign key",
		what: "relationship",
		before: named(before),
		after: named(after),
		told: text,
		inside: () => []
	});
}
/** A longer age is looser. */
function diffServiceLevels(before, after) {
	const named = (levels) => numbered(levels, ({ column, kind }) => `${column} ${kind}`);
	return diffKeyed({
		where: "",
		what: "age",
		before: named(before),
		after: named(after),
		told: ({ age }) => age,
		inside: (old, now) => {
			if (old.ageMs === now.ageMs) return [];
			const breaks = now.ageMs > old.ageMs ? ["readers"] : ["data"];
			const { column, kind } = now;
			return [{
				where: `${column} ${kind}`,
				what: "age",
				before: old.age,
				after: now.age,
				breaks,
				because: reason("age", breaks)
			}];
		}
	});
}
function diffQueries(before, after) {
	const named = (rules) => numbered(rules, ({ column, query }) => `${column ?? ""}\n${query}`);
	return diffKeyed({
		where: "sql",
		what: "query",
		before: named(before),
		after: named(after),
		told: queryTold,
		inside: (old, now) => {
			const [was, is] = [queryTold(old), queryTold(now)];
			if (was === is) return [];
			const breaks = blockingBreaks(old, now) ?? operatorBreaks(old.operator, now.operator);
			return [{
				where: "sql",
				what: "query",
				before: was,
				after: is,
				breaks,
				because: reason("query", breaks)
			}];
		},
		more: (rule) => blockingBreaks(void 0, rule) ?? NOBODY,
		less: (rule) => blockingBreaks(rule, void 0) ?? NOBODY
	});
}
function queryTold({ operator, query, severity }) {
	const text = `${operatorText(operator)}: ${query.replaceAll(/\s+/g, " ").trim()}`;
	return severity === "error" ? text : `${text} (${severity})`;
}
/** What another tool's engine makes of a rule is not known: one that is changed is one less and one more. */
function diffForeign(before, after) {
	const named = (rules) => numbered(rules, ({ label, engine, implementation, severity }) => [
		label ?? "",
		engine,
		implementation,
		severity
	].join("\n"));
	return diffKeyed({
		where: "custom",
		what: "query",
		before: named(before),
		after: named(after),
		told: foreignTold,
		inside: () => [],
		more: (rule) => blockingBreaks(void 0, rule) ?? NOBODY,
		less: (rule) => blockingBreaks(rule, void 0) ?? NOBODY
	});
}
const LONGEST_IMPLEMENTATION = 200;
function foreignTold({ engine, implementation, severity }) {
	const text = `${engine}: ${implementation.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_IMPLEMENTATION)}`;
	return severity === "error" ? text : `${text} (${severity})`;
}

// src/cli/contract/deliver-text.ts
/** Text for stdout, or for the file that `--output` names: one that is there is written over only with `--force`. */
async function deliverText({ line, reporter }, { text, json }) {
	const output = line.text("output");
	if (output === null) return {
		json,
		text,
		exitCode: 0
	};
	const path = resolve(output);
	if (await stat(path).catch(() => null) !== null && !line.flag("force")) throw new ModelyardError("refused", `${output} is there already and stays as it is`, { hint: "Name another file, or write over it with --force." });
	await writeFileAtomic(path, text);
	reporter.note(`wrote ${output}`);
	return {
		json,
		text: "",
		exitCode: 0
	};
}

// src/cli/contract/given-contract.ts
/** The contract in a file, or without one that of the model. */
async function readGiven(context, file) {
	const path = file === null ? await configuredPath(context) : {
		written: file,
		absolute: resolve(file)
	};
	return parseDocument(await readText(path), path.written);
}
async function configuredPath(context) {
	const model = await bareModel(context);
	if (model.data.contract !== null) return model.data.contract;
	throw new ModelyardError("config", `models.${model.name} names no contract`, { hint: "Name the file, or set data.contract; modelyard contract infer writes a first one." });
}
/** Text of a plain file. Throws `unreadable` or `input`. */
async function readText({ written, absolute }) {
	if (!(await stat(absolute).catch((cause) => {
		if (cause.code === "ENOENT") throw new ModelyardError("input", `${written}: there is no such file`, { hint: "Check the path." });
		throw new ModelyardError("unreadable", `${written} cannot be read: ${messageOf(cause)}`, { cause });
	})).isFile()) throw new ModelyardError("input", `${written} is not a regular file`);
	return readFile(absolute, "utf8");
}

// src/cli/contract/diff.ts
/** What a change of a contract breaks. The exit code is 1 where it breaks somebody. */
const diffCommand = async (context) => {
	const [, first, second] = context.line.positionals;
	if (first === void 0) throw new ModelyardError("usage", "modelyard contract diff needs what to compare with", { hint: "A file, a git ref or <ref>:<path>; a second one, or the contract as it is now." });
	const before = await contractAt(context, first);
	const after = await contractAt(context, second ?? null);
	const diff = diffContracts(parseContract(before.text, before.label), parseContract(after.text, after.label));
	const json = {
		schema: "modelyard/contract-diff/1",
		before: before.label,
		after: after.label,
		...diff
	};
	const text = diffText(diff, {
		before: before.label,
		after: after.label
	});
	return {
		...await deliverText(context, {
			text,
			json
		}),
		exitCode: diff.isBreaking ? 1 : 0
	};
};
/** A file, `<ref>:<path>`, the contract of the model at a ref, or null: the contract of the model as it is now. */
async function contractAt(context, asked) {
	if (asked === null) {
		const path = await configuredPath(context);
		return {
			text: await readText(path),
			label: path.written
		};
	}
	const absolute = resolve(asked);
	if (await stat(absolute).catch(() => null) !== null) return {
		text: await readText({
			written: asked,
			absolute
		}),
		label: asked
	};
	const [, ref = asked, file] = /^([^:]+):(.+)$/.exec(asked) ?? [];
	const top = await repositoryTop(process.cwd());
	const commit = await resolveCommit(top, ref);
	if (commit === null) throw new ModelyardError("input", `${asked} is no file, and ${ref} is no commit of this clone`, { hint: "Fetch it, or name a file." });
	const path = file ?? repositoryPath(top, (await configuredPath(context)).absolute);
	const text = await fileAt(top, commit, path);
	if (text === null) throw new ModelyardError("input", `${path} is not in ${ref}`);
	return {
		text,
		label: `${ref}:${path}`
	};
}
function repositoryPath(top, absolute) {
	return relative(top, absolute).replaceAll(sep, "/");
}
const WHOM = {
	readers: "readers",
	data: "data"
};
function diffText({ changes, isBreaking, suggests }, { before, after }) {
	const names = `${escapeMarkdown(before)} → ${escapeMarkdown(after)}`;
	if (changes.length === 0) return `**No change of what is checked**: ${names}\n`;
	const broken = changes.filter(({ breaks }) => breaks.length > 0).length;
	const head = isBreaking ? `**Breaking**: ${broken} of ${changes.length} changes, ${names}; a ${suggests} version` : `**Not breaking**: ${changes.length === 1 ? "one change" : `${changes.length} changes`}, ${names}; a ${suggests} version`;
	const rows = changes.map(changeRow);
	return `${head}\n\n${markdownTable([[
		"",
		"where",
		"what",
		"before",
		"after",
		"why"
	], ...rows], { alignDelimiters: false })}\n\nReaders rest on what the contract promises; data kept the contract as it was before.\n`;
}
const MOST_CHARACTERS = 80;
function changeRow({ where, what, before, after, breaks, because }) {
	const cell = (text) => text === null ? "–" : escapeMarkdown(text, MOST_CHARACTERS);
	return [
		breaks.length === 0 ? "" : `breaks ${breaks.map((each) => WHOM[each]).join(" and ")}`,
		cell(where),
		cell(what),
		cell(before),
		cell(after),
		cell(because)
	];
}

// src/stages/contract/import/imported.ts
function newDraft() {
	return {
		property: {},
		options: {},
		rules: [],
		custom: {}
	};
}
function propertyOf({ property, options, rules, custom }) {
	const parts = Object.entries(custom).map(([name, value]) => ({
		property: name,
		value
	}));
	return {
		...property,
		...Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options },
		...rules.length === 0 ? {} : { quality: rules },
		...parts.length === 0 ? {} : { customProperties: parts }
	};
}
function validRule(values) {
	return {
		metric: "invalidValues",
		mustBe: 0,
		arguments: { validValues: values }
	};
}
/** A pattern that can be matched in linear time; one that cannot is lost. */
function keepPattern(draft, pattern, told) {
	const problem = patternProblem(pattern);
	if (problem !== null) told.lose(told.where, `pattern: ${problem}`);
	else if (draft.property.logicalType === "string") draft.options.pattern = pattern;
	else draft.rules.push({
		metric: "invalidValues",
		mustBe: 0,
		arguments: { pattern }
	});
}
/** The document around its objects. */
function documentOf({ id, description }, schema) {
	return {
		apiVersion: "v3.1.0",
		kind: "DataContract",
		id,
		version: "1.0.0",
		status: "draft",
		...typeof description === "string" ? { description: { purpose: description } } : {},
		schema
	};
}
function isMap(value) {
	return value !== null && typeof value === "object" && !Array.isArray(value);
}
function isScalar$1(value) {
	return [
		"string",
		"number",
		"boolean"
	].includes(typeof value);
}
/** Options that both sides call alike, those that are numbers or texts. */
function copyOptions(draft, from, names) {
	for (const name of names) {
		const value = from[name];
		if (typeof value === "number" || typeof value === "string") draft.options[name] = value;
	}
}

// src/stages/contract/import/json-references.ts
const MOST_HOPS = 20;
/** Follows references inside of the file, and puts the parts of `allOf` together. */
function resolved(given, where, { root, lose }) {
	let schema = given;
	for (let hop = 0; typeof schema.$ref === "string" && hop < MOST_HOPS; hop += 1) {
		const target = pointedAt(root, schema.$ref);
		if (target === null) {
			lose(where, `${schema.$ref} is not in this file`);
			break;
		}
		const { $ref: _, ...beside } = schema;
		schema = {
			...target,
			...beside
		};
	}
	const parts = (Array.isArray(schema.allOf) ? schema.allOf : []).filter(isMap);
	if (parts.length === 0) return schema;
	const { allOf: _, ...rest } = schema;
	return [rest, ...parts.map((part) => resolved(part, where, {
		root,
		lose
	}))].reduce(merged);
}
function pointedAt(root, pointer) {
	if (!pointer.startsWith("#")) return null;
	const keys = pointer.slice(1).split("/").slice(1);
	let found = root;
	for (const key of keys) {
		const name = decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
		found = isMap(found) && Object.hasOwn(found, name) ? found[name] : void 0;
	}
	return isMap(found) ? found : null;
}
function merged(one, other) {
	const maps = ["properties", "$defs"].flatMap((key) => isMap(one[key]) && isMap(other[key]) ? [[key, {
		...one[key],
		...other[key]
	}]] : []);
	const required = [...listOf(one.required), ...listOf(other.required)];
	return {
		...one,
		...other,
		...Object.fromEntries(maps),
		...required.length === 0 ? {} : { required }
	};
}
function listOf(value) {
	return Array.isArray(value) ? value.map(String) : [];
}

// src/stages/contract/import/json-schema.ts
/** Formats that are types of their own here. */
const TYPE_BY_FORMAT = {
	date: "date",
	"date-time": "timestamp",
	time: "time"
};
const LIKE_NAMED = [
	"string",
	"number",
	"integer",
	"object",
	"array",
	"boolean"
];
/** Keywords that are read, or only describe. */
const KNOWN$1 = /* @__PURE__ */ new Set([
	...[
		"type",
		"format",
		"enum",
		"const",
		"pattern",
		"required",
		"properties",
		"items",
		"nullable",
		"$ref"
	],
	...[
		"minLength",
		"maxLength",
		"minimum",
		"maximum",
		"exclusiveMinimum",
		"exclusiveMaximum",
		"multipleOf"
	],
	...[
		"minItems",
		"maxItems",
		"uniqueItems",
		"minProperties",
		"maxProperties",
		"anyOf",
		"oneOf",
		"allOf"
	],
	...[
		"title",
		"description",
		"examples",
		"default",
		"$id",
		"$schema",
		"$defs",
		"definitions",
		"$comment",
		"id"
	],
	...[
		"readOnly",
		"writeOnly",
		"deprecated",
		"contentEncoding",
		"contentMediaType",
		"$anchor",
		"example"
	]
]);
/** Reads a JSON Schema of one row, or of a list of rows. */
function importJsonSchema(given, name, lose) {
	const context = {
		root: given,
		lose
	};
	const whole = resolved(given, "#", context);
	const row = whole.type === "array" && isMap(whole.items) ? resolved(whole.items, "items", context) : whole;
	const { properties = [], quality } = objectParts(row, {
		where: "",
		...context
	});
	tellOfRows(row, lose);
	const object = {
		name,
		properties,
		...quality === void 0 ? {} : { quality }
	};
	return { document: documentOf({
		id: name,
		name,
		description: row.description ?? given.description
	}, [object]) };
}
/** What the schema of a row says besides its columns. */
function tellOfRows(row, lose) {
	const unknown = Object.keys(row).filter((key) => !KNOWN$1.has(key) && key !== "additionalProperties");
	for (const key of unknown) lose("", `${key} is not checked`);
	const required = listOf(row.required);
	if (Object.keys(isMap(row.properties) ? row.properties : {}).filter((name) => !required.includes(name)).length > 0) lose("", "properties that are not required: their columns must be there all the same, and may hold nulls");
}
/** Properties of an object, each with whether it may be null. */
function objectParts(schema, { where, root, lose }) {
	const required = listOf(schema.required);
	const properties = isMap(schema.properties) ? Object.entries(schema.properties) : [];
	if (schema.additionalProperties !== void 0 && where !== "") lose(where, "additionalProperties: fields that are not named are not looked at");
	if (isMap(schema.additionalProperties) && where === "") lose(where, "additionalProperties: columns that are not named are warned of, whatever they hold");
	const unnamed = required.filter((name) => !properties.some(([known]) => known === name));
	for (const name of unnamed) lose(where === "" ? name : `${where}.${name}`, "is required and not described");
	return { properties: properties.map(([name, given]) => ({
		name,
		...valueProperty(given, {
			where: where === "" ? name : `${where}.${name}`,
			root,
			lose
		}, required.includes(name))
	})) };
}
/** One value: a column, a field or an item. `isRequired`: its key must be there. */
function valueProperty(given, place, isRequired) {
	if (!isMap(given)) {
		if (given === false) place.lose(place.where, "false: no value may stand there");
		return {};
	}
	const { schema, isNullable } = withoutNull(resolved(given, place.where, place), place);
	const draft = newDraft();
	const type = typeOf(schema, place);
	if (type !== void 0) draft.property.logicalType = type;
	if (isRequired && !isNullable) draft.property.required = true;
	keepKeywords(draft, schema, place);
	const { where, lose } = place;
	for (const key of Object.keys(schema)) {
		const isObjects = ["additionalProperties"].includes(key) && type === "object";
		if (!KNOWN$1.has(key) && !isObjects) lose(where, `${key} is not checked`);
	}
	return {
		...typeof schema.title === "string" ? { businessName: schema.title } : {},
		...typeof schema.description === "string" ? { description: schema.description } : {},
		...propertyOf(draft),
		...nested(schema, type, place)
	};
}
/** A choice between null and one other is that other, and may be null. */
function withoutNull(schema, place) {
	const isNull = [schema.type ?? []].flat().includes("null") || schema.nullable === true || listHas(schema.enum, null);
	for (const key of ["anyOf", "oneOf"]) {
		const options = Array.isArray(schema[key]) ? schema[key].filter(isMap) : [];
		if (options.length === 0) continue;
		const others = options.filter((option) => option.type !== "null");
		const { [key]: _, ...rest } = schema;
		const [only] = others;
		if (others.length === 1 && only !== void 0) return {
			schema: {
				...rest,
				...resolved(only, place.where, place)
			},
			isNullable: isNull || options.length > 1
		};
		place.lose(place.where, `${key}: a choice between ${others.length} schemas cannot be checked`);
		return {
			schema: rest,
			isNullable: isNull
		};
	}
	return {
		schema,
		isNullable: isNull
	};
}
function listHas(list, value) {
	return Array.isArray(list) && list.includes(value);
}
function typeOf(schema, { where, lose }) {
	const types = [schema.type ?? []].flat().filter((type) => type !== "null");
	if (types.length === 2 && types.includes("integer") && types.includes("number")) return "number";
	if (types.length > 1) {
		lose(where, `type: a choice between ${types.join(" and ")} is not checked`);
		return;
	}
	const type = String(types[0] ?? "");
	if (type === "string" && typeof schema.format === "string" && TYPE_BY_FORMAT[schema.format] !== void 0) return TYPE_BY_FORMAT[schema.format];
	if (LIKE_NAMED.includes(type)) return type;
	if (isMap(schema.properties)) return "object";
	return isMap(schema.items) ? "array" : void 0;
}
const SIZES = {
	string: ["minLength", "maxLength"],
	array: ["minItems", "maxItems"],
	object: ["minProperties", "maxProperties"]
};
function keepKeywords(draft, schema, { where, lose }) {
	const type = String(draft.property.logicalType ?? "");
	const isNumber = type === "number" || type === "integer";
	copyOptions(draft, schema, SIZES[type] ?? []);
	if (isNumber) copyOptions(draft, schema, [
		"multipleOf",
		"minimum",
		"maximum"
	]);
	if (isNumber) keepExclusive(draft, schema);
	if (type === "array" && schema.uniqueItems === true) draft.options.uniqueItems = true;
	if (typeof schema.pattern === "string") keepPattern(draft, schema.pattern, {
		where,
		lose
	});
	if (Array.isArray(schema.enum)) keepValues$1(draft, schema.enum, {
		where,
		lose
	});
	if (schema.const !== void 0) keepValues$1(draft, [schema.const], {
		where,
		lose
	});
	const { format } = schema;
	if (typeof format !== "string" || TYPE_BY_FORMAT[format] !== void 0) return;
	if (type === "string" && namedFormat(format)?.pattern != null) draft.options.format = format;
	else lose(where, `the format ${format} is not checked`);
}
/** Numbers since draft 6, true beside a bound before. */
function keepExclusive(draft, schema) {
	for (const [exclusive, plain] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) if (typeof schema[exclusive] === "number") draft.options[exclusive] = schema[exclusive];
	else if (schema[exclusive] === true && draft.options[plain] !== void 0) {
		draft.options[exclusive] = draft.options[plain];
		delete draft.options[plain];
	}
}
function keepValues$1(draft, values, { where, lose }) {
	const scalars = values.filter(isScalar$1);
	if (values.filter((value) => value !== null && !isScalar$1(value)).length > 0) lose(where, "enum: objects and lists cannot be compared");
	else if (scalars.length > 0) draft.rules.push(validRule(scalars));
}
function nested(schema, type, place) {
	if (type === "object" && isMap(schema.properties)) return objectParts(schema, place);
	if (type !== "array" || schema.items === void 0) return {};
	if (Array.isArray(schema.items)) {
		place.lose(place.where, "items: a schema for each place of a list is not checked");
		return {};
	}
	return { items: valueProperty(schema.items, {
		...place,
		where: `${place.where}[]`
	}, true) };
}

// src/stages/contract/import/strftime-format.ts
const JAVA = {
	Y: "yyyy",
	y: "yy",
	m: "MM",
	d: "dd",
	b: "MMM",
	B: "MMMM",
	a: "EEE",
	A: "EEEE",
	j: "DDD",
	H: "HH",
	I: "hh",
	p: "a",
	M: "mm",
	S: "ss",
	f: "SSSSSS",
	z: "XX"
};
/** `%d.%m.%Y` in the letters of Java's DateTimeFormatter; null where a part has none. */
function strftimeFormat(format) {
	const parts = format.match(/%.|[^%]+/g) ?? [];
	const java = parts.map((part) => {
		if (part === "%%") return "%";
		if (part.startsWith("%")) return JAVA[part.slice(1)] ?? null;
		return /[A-Za-z']/.test(part) ? `'${part.replaceAll("'", "''")}'` : part;
	});
	return parts.length === 0 || java.includes(null) || format === "any" ? null : java.join("");
}

// src/stages/contract/import/table-schema.ts
const TYPES$1 = {
	string: "string",
	number: "number",
	integer: "integer",
	year: "integer",
	boolean: "boolean",
	object: "object",
	array: "array",
	list: "array",
	date: "date",
	time: "time",
	datetime: "timestamp",
	yearmonth: "string",
	duration: "string",
	geopoint: "string",
	geojson: "object"
};
/** Types that are text of a form, or numbers of a range, here. */
const FORMS = {
	year: {
		minimum: 0,
		maximum: 9999
	},
	yearmonth: { pattern: "^[0-9]{4}-[0-9]{2}$" }
};
/** What a field may say that changes how its text is read. */
const READING = [
	"bareNumber",
	"groupChar",
	"decimalChar",
	"trueValues",
	"falseValues",
	"delimiter",
	"itemType"
];
const KNOWN = [
	"name",
	"type",
	"format",
	"title",
	"description",
	"example",
	"constraints",
	"missingValues",
	"rdfType",
	"categories",
	"$schema"
];
const CONSTRAINTS = [
	"required",
	"unique",
	"minLength",
	"maxLength",
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"pattern",
	"enum"
];
/** Reads a Frictionless Table Schema, or a Data Package whose first resource has one. */
function importTableSchema(given, name, lose) {
	const [first, ...others] = Array.isArray(given.resources) ? given.resources.filter(isMap) : [];
	const main = first === void 0 ? given : schemaOf(first);
	const table = String(first?.name ?? name);
	const known = new Map(others.map((resource) => [String(resource.name), resource]));
	const asked = /* @__PURE__ */ new Set();
	const object = tableOf({
		schema: main,
		name: table,
		resources: known,
		asked
	}, lose);
	const tables = [...asked].map((resource) => referenceOf(resource, known, lose));
	for (const resource of known.keys()) if (!asked.has(resource)) lose(resource, "no key points to this resource");
	const description = first?.description ?? main.description ?? given.description;
	return { document: documentOf({
		id: name,
		name,
		description
	}, [object, ...tables]) };
}
function schemaOf(resource) {
	return isMap(resource.schema) ? resource.schema : {};
}
function tableOf({ schema, name, resources, asked }, lose) {
	const fields = Array.isArray(schema.fields) ? schema.fields.filter(isMap) : [];
	const keys = [schema.primaryKey ?? []].flat().map(String);
	const missing = Array.isArray(schema.missingValues) ? schema.missingValues.map(String) : [""];
	const properties = fields.map((field) => ({
		...fieldProperty(field, {
			missing,
			lose
		}),
		...keyOf(keys, String(field.name))
	}));
	const spelled = missing.filter((value) => value !== "");
	if (spelled.length > 0) lose("missingValues", `cells that say ${spelled.map((value) => JSON.stringify(value)).join(", ")} are text here, not null`);
	const unique = (Array.isArray(schema.uniqueKeys) ? schema.uniqueKeys : []).map((columns) => ({
		metric: "duplicateValues",
		mustBe: 0,
		arguments: { properties: [columns].flat().map(String) }
	}));
	const relationships = (Array.isArray(schema.foreignKeys) ? schema.foreignKeys : []).filter(isMap).flatMap((key) => relationshipOf(key, {
		name,
		resources,
		asked
	}, lose));
	for (const key of Object.keys(schema)) if (!TABLE_KEYS.includes(key)) lose(key, "is not known here");
	return {
		name,
		properties,
		...unique.length === 0 ? {} : { quality: unique },
		...relationships.length === 0 ? {} : { relationships }
	};
}
const TABLE_KEYS = [
	"fields",
	"primaryKey",
	"missingValues",
	"uniqueKeys",
	"foreignKeys",
	"description",
	"title",
	"name",
	"$schema",
	"fieldsMatch"
];
function keyOf(keys, name) {
	const position = keys.indexOf(name);
	if (position === -1) return {};
	return {
		primaryKey: true,
		...keys.length === 1 ? {} : { primaryKeyPosition: position + 1 }
	};
}
function relationshipOf(key, { name, resources, asked }, lose) {
	const reference = isMap(key.reference) ? key.reference : {};
	const resource = String(reference.resource ?? "");
	const table = resource === "" ? name : resource;
	if (table !== name && !resources.has(table)) {
		lose(`foreignKeys ${[key.fields].flat().join(", ")}`, `the resource ${table} is not in this file`);
		return [];
	}
	if (table !== name) asked.add(table);
	const from = [key.fields ?? []].flat().map((field) => `${name}.${field}`);
	const to = [reference.fields ?? []].flat().map((field) => `${table}.${field}`);
	return [from.length === 1 ? {
		from: from[0],
		to: to[0]
	} : {
		from,
		to
	}];
}
function referenceOf(name, resources, lose) {
	const resource = resources.get(name) ?? {};
	const asked = /* @__PURE__ */ new Set();
	const table = tableOf({
		schema: schemaOf(resource),
		name,
		resources: /* @__PURE__ */ new Map(),
		asked
	}, (where, what) => lose(`${name}.${where}`, what));
	const files = [resource.path ?? `data/${name}.csv`].flat().map(String);
	return {
		...table,
		customProperties: [{
			property: "files",
			value: files.length === 1 ? files[0] : files
		}]
	};
}
function fieldProperty(field, { missing, lose }) {
	const name = String(field.name);
	const draft = newDraft();
	const type = typeof field.type === "string" ? field.type : "any";
	if (TYPES$1[type] !== void 0) draft.property.logicalType = TYPES$1[type];
	else if (type !== "any") lose(name, `the type ${type} is not known here`);
	copyOptions(draft, FORMS[type] ?? {}, Object.keys(FORMS[type] ?? {}));
	if ([
		"duration",
		"geopoint",
		"geojson"
	].includes(type)) lose(name, `the form of ${type} is not checked`);
	keepFormat(draft, field, {
		name,
		type,
		lose
	});
	if (isMap(field.constraints)) keepConstraints(draft, field.constraints, {
		name,
		missing,
		lose
	});
	for (const key of Object.keys(field)) if (READING.includes(key)) lose(name, `${key}: text is not read so here`);
	else if (!KNOWN.includes(key)) lose(name, `${key} is not known here`);
	return {
		name,
		...describedBy(field),
		...propertyOf(draft)
	};
}
function describedBy({ title, description, example }) {
	return {
		...typeof title === "string" ? { businessName: title } : {},
		...typeof description === "string" ? { description } : {},
		...example === void 0 ? {} : { examples: [example] }
	};
}
function keepFormat(draft, { format }, { name, type, lose }) {
	if (typeof format !== "string" || format === "default") return;
	if ([
		"date",
		"time",
		"datetime"
	].includes(type)) {
		const java = strftimeFormat(format);
		if (java === null) lose(name, `the format ${format} cannot be read`);
		else draft.options.format = java;
	} else if (type === "string" && namedFormat(format) !== null) draft.options.format = format;
	else lose(name, `the format ${format} is not checked`);
}
function keepConstraints(draft, constraints, { name, missing, lose }) {
	const type = draft.property.logicalType;
	if (constraints.required === true) {
		draft.property.required = true;
		if (missing.filter((value) => value !== "").length > 0) draft.rules.push({
			metric: "missingValues",
			mustBe: 0,
			arguments: { missingValues: [...missing] }
		});
	}
	if (constraints.unique === true) draft.property.unique = true;
	const bounds = type === "array" ? {
		minItems: constraints.minLength,
		maxItems: constraints.maxLength
	} : constraints;
	copyOptions(draft, bounds, type === "array" ? ["minItems", "maxItems"] : CONSTRAINTS.slice(2, 8));
	if (typeof constraints.pattern === "string") keepPattern(draft, `^(?:${constraints.pattern})$`, {
		where: name,
		lose
	});
	if (Array.isArray(constraints.enum)) draft.rules.push(validRule(constraints.enum.filter(isScalar$1)));
	for (const key of Object.keys(constraints)) if (!CONSTRAINTS.includes(key)) lose(name, `the constraint ${key} is not known here`);
}

// src/stages/contract/import/text-proto.ts
const TOKEN = /\s+|#[^\n]*|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<number>-?\s*(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fF]?|inf(?:inity)?\b|nan\b))|(?<name>[A-Za-z_][\w.]*|\[[\w./\s-]+\])|(?<sign>[{}<>:,;[\]])|(?<wrong>[\s\S])/giy;
/** Parses the text format of protocol buffers. Throws `input` with line and column. */
function parseTextProto(text, label) {
	const tokens = tokensOf(text, label);
	return new Reader(text, label, tokens).message(null, 0);
}
function failed(text, label, { offset, message }) {
	const before = text.slice(0, offset).split("\n");
	const column = (before.at(-1) ?? "").length + 1;
	return new ModelyardError("input", `${label}:${before.length}:${column}  ${message}`, { hint: "A schema of TensorFlow Data Validation is text as in `feature { name: \"age\" type: INT }`." });
}
function tokensOf(text, label) {
	const tokens = [];
	TOKEN.lastIndex = 0;
	for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
		const { groups = {}, index } = match;
		const kind = [
			"text",
			"number",
			"name",
			"sign",
			"wrong"
		].find((name) => groups[name] !== void 0);
		if (kind === "wrong") throw failed(text, label, {
			offset: index,
			message: `${JSON.stringify(groups.wrong)} is not expected here`
		});
		if (kind !== void 0) tokens.push({
			kind,
			text: groups[kind] ?? "",
			offset: index
		});
	}
	return tokens;
}
const DEEPEST = 100;
const CLOSING = {
	"{": "}",
	"<": ">"
};
var Reader = class {
	#text;
	#label;
	#tokens;
	#at = 0;
	constructor(text, label, tokens) {
		this.#text = text;
		this.#label = label;
		this.#tokens = tokens;
	}
	/** Fields up to the closing sign; of the whole file up to its end. */
	message(closing, depth) {
		if (depth > DEEPEST) throw this.#wrong("messages are nested too deeply");
		const fields = /* @__PURE__ */ new Map();
		for (;;) {
			const token = this.#tokens[this.#at];
			if (token === void 0) {
				if (closing === null) return fields;
				throw this.#wrong(`${closing} is missing at the end`);
			}
			this.#at += 1;
			if (token.text === closing && token.kind === "sign") return fields;
			if (token.kind !== "name") throw this.#wrong(`expected the name of a field, found ${token.text}`, token);
			const values = fields.get(token.text) ?? [];
			values.push(...this.#values(depth));
			fields.set(token.text, values);
			const next = this.#tokens[this.#at];
			if (next?.text === "," || next?.text === ";") this.#at += 1;
		}
	}
	#values(depth) {
		const hasColon = this.#take(":");
		if (!this.#take("[")) return [this.#value(hasColon, depth)];
		const values = [];
		while (!this.#take("]")) {
			values.push(this.#value(true, depth));
			this.#take(",");
		}
		return values;
	}
	#value(hasColon, depth) {
		const token = this.#tokens[this.#at];
		if (token === void 0) throw this.#wrong("a value is missing at the end");
		this.#at += 1;
		const closing = token.kind === "sign" ? CLOSING[token.text] : void 0;
		if (closing !== void 0) return this.message(closing, depth + 1);
		if (!hasColon) throw this.#wrong(`expected : or {, found ${token.text}`, token);
		if (token.kind === "text") return this.#textFrom(token);
		if (token.kind === "number") return numberOf(token.text);
		if (token.kind === "name") return NAMED[token.text] ?? token.text;
		throw this.#wrong(`expected a value, found ${token.text}`, token);
	}
	/** Texts one after the other are one. */
	#textFrom(first) {
		let text = unescaped(first.text);
		while (this.#tokens[this.#at]?.kind === "text") {
			text += unescaped(this.#tokens[this.#at]?.text ?? "");
			this.#at += 1;
		}
		return text;
	}
	#take(sign) {
		const token = this.#tokens[this.#at];
		const isThere = token?.kind === "sign" && token.text === sign;
		if (isThere) this.#at += 1;
		return isThere;
	}
	#wrong(message, token) {
		return failed(this.#text, this.#label, {
			offset: token?.offset ?? this.#text.length,
			message
		});
	}
};
const NAMED = {
	true: true,
	false: false
};
function numberOf(text) {
	const bare = text.replaceAll(/\s/g, "");
	if (/inf/i.test(bare)) return bare.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	if (/nan/i.test(bare)) return NaN;
	if (/^-?0x/i.test(bare)) return bare.startsWith("-") ? -Number(bare.slice(1)) : Number(bare);
	return Number(bare.replace(/[fF]$/, ""));
}
const ESCAPES = {
	n: "\n",
	t: "	",
	r: "\r",
	a: "\x07",
	b: "\b",
	f: "\f",
	v: "\v"
};
/** Octal and hexadecimal escapes are bytes of UTF-8. */
function unescaped(quoted) {
	const bytes = [];
	for (const [whole, octal, hex, unicode, sign] of quoted.slice(1, -1).matchAll(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|(.))|[^\\]+/gs)) if (octal !== void 0) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 255]));
	else if (hex !== void 0) bytes.push(Buffer.from([Number.parseInt(hex, 16)]));
	else if (unicode !== void 0) bytes.push(Buffer.from(String.fromCharCode(Number.parseInt(unicode, 16))));
	else bytes.push(Buffer.from(sign === void 0 ? whole : ESCAPES[sign] ?? sign));
	return Buffer.concat(bytes).toString("utf8");
}

// src/stages/contract/import/tfdv-message.ts
/** Messages under a field; none where there is no such field. */
function messages(message, field) {
	return (message?.get(field) ?? []).filter((value) => value instanceof Map);
}
const child = (message, field) => messages(message, field)[0];
/** The last value of a field, as protocol buffers have it. */
function scalar$1(message, field) {
	const value = message?.get(field)?.at(-1);
	return value instanceof Map ? void 0 : value;
}
function numberAt(message, field) {
	const value = scalar$1(message, field);
	return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function textsAt(message, field) {
	return (message?.get(field) ?? []).filter((value) => typeof value === "string");
}

// src/stages/contract/import/tfdv-usage.ts
const LIFECYCLES = {
	PLANNED: "planned",
	ALPHA: "alpha",
	BETA: "beta",
	PRODUCTION: "production",
	DEPRECATED: "deprecated",
	DEBUG_ONLY: "debug",
	DISABLED: "disabled"
};
const ENVIRONMENTS = [
	[/^train/i, "training"],
	[/^eval|^valid|^test/i, "evaluation"],
	[/^serv|^infer|^predict/i, "serving"]
];
/** Where a feature is there: in training, evaluation, serving. */
function keepEnvironments(draft, feature, { name, schema, lose }) {
	const [added, left] = [textsAt(feature, "in_environment"), textsAt(feature, "not_in_environment")];
	if (added.length + left.length === 0) return;
	const defaults = textsAt(schema, "default_environment");
	const known = (names) => names.flatMap((each) => {
		const found = ENVIRONMENTS.find(([pattern]) => pattern.test(each))?.[1];
		if (found === void 0) lose(name, `the environment ${each} is none of training, evaluation and serving`);
		return found ?? [];
	});
	const all = defaults.length > 0 ? known(defaults) : ENVIRONMENTS.map(([, environment]) => environment);
	const [without, withThem] = [known(left), known(added)];
	const environments = [.../* @__PURE__ */ new Set([...all, ...withThem])].filter((environment) => !without.includes(environment));
	if (!defaults.some((each) => ENVIRONMENTS[1]?.[0].test(each)) && environments.includes("training") && !environments.includes("evaluation")) environments.push("evaluation");
	if (environments.length > 0) draft.custom.environments = environments;
}
/** How far along it is. */
function keepLifecycle(draft, feature) {
	const stage = LIFECYCLES[String(scalar$1(feature, "lifecycle_stage") ?? "")];
	const isDeprecated = scalar$1(feature, "deprecated") === true;
	if (stage !== void 0 && stage !== "production") draft.custom.lifecycle = stage;
	else if (isDeprecated) draft.custom.lifecycle = "deprecated";
}
/** The distance of Jensen and Shannon is the root of their divergence. */
function keepComparators(draft, feature, { name, lose }) {
	for (const kind of ["skew", "drift"]) {
		const comparator = child(feature, `${kind}_comparator`);
		if (comparator === void 0) continue;
		const norm = numberAt(child(comparator, "infinity_norm"), "threshold");
		const divergence = numberAt(child(comparator, "jensen_shannon_divergence"), "threshold");
		const limits = {
			...norm === void 0 || norm <= 0 ? {} : { l_infinity: norm },
			...divergence === void 0 || divergence <= 0 ? {} : { js: Number(Math.sqrt(divergence).toPrecision(6)) }
		};
		if (Object.keys(limits).length > 0) draft.custom[kind] = limits;
		for (const key of comparator.keys()) if (!["infinity_norm", "jensen_shannon_divergence"].includes(key)) lose(name, `${kind}_comparator: ${key} is not compared`);
	}
}

// src/stages/contract/import/tfdv-values.ts
/** How often a feature is there. */
function keepPresence(draft, feature, { name, lose }) {
	const presence = child(feature, "presence");
	const fraction = numberAt(presence, "min_fraction");
	if (fraction === 1) draft.property.required = true;
	else if (fraction !== void 0 && fraction > 0) draft.rules.push({
		metric: "nullValues",
		mustBeLessOrEqualTo: percentLeft(fraction),
		unit: "percent"
	});
	const count = numberAt(presence, "min_count");
	if (count !== void 0 && count > 1) lose(name, `presence: at least ${count} values are not asked for`);
}
/** What is left of a fraction, in percent and without the noise of 1 - 0.99. */
function percentLeft(fraction) {
	return Number((100 * (1 - fraction)).toFixed(10));
}
/** Which values it may have. */
function keepDomains(draft, feature, place) {
	const { name, schema, lose } = place;
	const called = scalar$1(feature, "domain");
	const named = messages(schema, "string_domain").find((domain) => scalar$1(domain, "name") === called);
	const texts = child(feature, "string_domain") ?? named;
	if (called !== void 0 && named === void 0) lose(name, `the domain ${called} is not in this file`);
	if (texts !== void 0) keepValues(draft, textsAt(texts, "value"), feature);
	for (const domain of ["int_domain", "float_domain"]) keepRange(draft, child(feature, domain), place);
	const truths = child(feature, "bool_domain");
	if (truths !== void 0) {
		const [yes, no] = [scalar$1(truths, "true_value"), scalar$1(truths, "false_value")];
		if (yes !== void 0 || no !== void 0) keepValues(draft, [yes, no].filter((value) => value !== void 0), feature);
		else if (draft.property.logicalType === "integer") keepValues(draft, [0, 1], feature);
	}
	if (feature.has("url_domain")) draft.options.format = "uri";
	keepTime(draft, child(feature, "time_domain"), place);
}
/** `min_domain_mass` is the share of values that must be in the domain. */
function keepValues(draft, values, feature) {
	const mass = numberAt(child(feature, "distribution_constraints"), "min_domain_mass") ?? 1;
	if (values.length === 0) return;
	const { mustBe: _, ...rule } = validRule(values);
	draft.rules.push(mass >= 1 ? validRule(values) : {
		...rule,
		mustBeLessOrEqualTo: percentLeft(mass),
		unit: "percent"
	});
}
function keepRange(draft, domain, { name, lose }) {
	if (domain === void 0) return;
	const [minimum, maximum] = [numberAt(domain, "min"), numberAt(domain, "max")];
	if (minimum !== void 0) draft.options.minimum = minimum;
	if (maximum !== void 0) draft.options.maximum = maximum;
	if (scalar$1(domain, "is_embedding") !== void 0) lose(name, "is_embedding is not checked");
	const refuses = ["disallow_nan", "disallow_inf"].filter((key) => scalar$1(domain, key) === true);
	const isBounded = minimum !== void 0 || maximum !== void 0;
	if (refuses.length > 0 && !isBounded) lose(name, `${refuses.join(", ")}: NaN and infinities are warned of, and do not block`);
}
function keepTime(draft, domain, { name, lose }) {
	if (domain === void 0) return;
	const format = scalar$1(domain, "string_format");
	const java = typeof format === "string" ? strftimeFormat(format) : null;
	if (java === null) {
		lose(name, "time_domain: the format cannot be read");
		return;
	}
	draft.property.logicalType = /[Hhms]/.test(java) ? "timestamp" : "date";
	draft.options.format = java;
}

// src/stages/contract/import/tfdv-schema.ts
const TYPES = {
	BYTES: "string",
	INT: "integer",
	FLOAT: "number",
	STRUCT: "object"
};
/** Reads a schema of TensorFlow Data Validation in text form (schema.pbtxt). Throws `input` where it is none. */
function importTfdvSchema(text, label, lose) {
	const schema = parseTextProto(text, label);
	const name = label.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "") || "data";
	const context = {
		schema,
		lose
	};
	const features = messages(schema, "feature").map((feature) => featureProperty(feature, context));
	const rules = rowRules(schema, lose);
	for (const key of schema.keys()) if (!TOP.includes(key)) lose(key, "is not known here");
	const object = {
		name,
		properties: features,
		...rules.length === 0 ? {} : { quality: rules }
	};
	return { document: documentOf({
		id: name,
		name
	}, [object]) };
}
const TOP = [
	"feature",
	"string_domain",
	"float_domain",
	"int_domain",
	"default_environment",
	"dataset_constraints",
	"annotation"
];
function rowRules(schema, lose) {
	const constraints = child(schema, "dataset_constraints");
	const [least, most] = [numberAt(constraints, "min_examples_count"), numberAt(constraints, "max_examples_count")];
	for (const key of constraints?.keys() ?? []) if (!/^(min|max)_examples_count$/.test(key)) lose("dataset_constraints", `${key} is not checked`);
	return [...least === void 0 ? [] : [{
		metric: "rowCount",
		mustBeGreaterOrEqualTo: least
	}], ...most === void 0 ? [] : [{
		metric: "rowCount",
		mustBeLessOrEqualTo: most
	}]];
}
const FEATURE = /* @__PURE__ */ new Set([
	...[
		"name",
		"type",
		"presence",
		"value_count",
		"shape",
		"domain",
		"string_domain",
		"int_domain",
		"float_domain"
	],
	...[
		"bool_domain",
		"struct_domain",
		"in_environment",
		"not_in_environment",
		"lifecycle_stage",
		"deprecated"
	],
	...[
		"skew_comparator",
		"drift_comparator",
		"distribution_constraints",
		"annotation",
		"url_domain",
		"time_domain"
	]
]);
function featureProperty(feature, context) {
	const name = String(scalar$1(feature, "name") ?? "");
	const { lose } = context;
	const draft = newDraft();
	const type = TYPES[String(scalar$1(feature, "type") ?? "")];
	if (type !== void 0) draft.property.logicalType = type;
	else if (feature.has("type")) lose(name, `the type ${scalar$1(feature, "type")} is not known here`);
	keepDomains(draft, feature, {
		name,
		...context
	});
	const item = propertyOf(draft);
	const outer = newDraft();
	keepPresence(outer, feature, {
		name,
		...context
	});
	keepEnvironments(outer, feature, {
		name,
		...context
	});
	keepLifecycle(outer, feature);
	keepComparators(outer, feature, {
		name,
		...context
	});
	for (const key of feature.keys()) if (!FEATURE.has(key)) lose(name, `${key} is not checked`);
	const struct = child(feature, "struct_domain");
	const fields = messages(struct, "feature").map((inner) => featureProperty(inner, context));
	return {
		name,
		...joined(struct === void 0 ? item : {
			...item,
			logicalType: "object",
			properties: fields
		}, outer, listSize(feature))
	};
}
/** How many values a feature has where it may have another number than one; null: one. */
function listSize(feature) {
	const counts = child(feature, "value_count");
	if (counts === void 0) return null;
	const [least, most] = [numberAt(counts, "min"), numberAt(counts, "max")];
	if (least === 1 && most === 1) return null;
	return {
		...least === void 0 ? {} : { minItems: least },
		...most === void 0 ? {} : { maxItems: most }
	};
}
function joined(inside, outer, size) {
	if (size !== null) {
		Object.assign(outer.options, size);
		return {
			logicalType: "array",
			...propertyOf(outer),
			items: inside
		};
	}
	const { quality = [], customProperties = [], ...rest } = inside;
	const own = propertyOf(outer);
	const rules = [...quality, ...own.quality ?? []];
	const custom = [...customProperties, ...own.customProperties ?? []];
	return {
		...rest,
		...own,
		...rules.length === 0 ? {} : { quality: rules },
		...custom.length === 0 ? {} : { customProperties: custom }
	};
}

// src/stages/contract/import/import-contract.ts
const IMPORT_KINDS = [
	"table-schema",
	"json-schema",
	"tfdv"
];
/** Makes a contract of another tool's schema; `kind` null: found by what stands in the file. Throws `input` where it is none. */
function importContract(text, label, kind) {
	const lost = [];
	const lose = (where, what) => {
		const told = where === "" ? what : `${where}: ${what}`;
		if (!lost.includes(told)) lost.push(told);
	};
	const name = nameOf(label);
	if (kind === "tfdv" || kind === null && isTextProto(label, text)) return {
		...withColumns(importTfdvSchema(text, label, lose), label),
		lost
	};
	const schema = readMap(text, label);
	return {
		...withColumns((kind ?? kindOf(schema, label)) === "table-schema" ? importTableSchema(schema, name, lose) : importJsonSchema(schema, name, lose), label),
		lost
	};
}
function nameOf(label) {
	const name = basename(label).replace(/(\.(table)?schema)?\.(json|ya?ml|pbtxt|textproto|txt)$/i, "");
	return name === "" ? "data" : name;
}
function isTextProto(label, text) {
	return /\.(pbtxt|pbtext|textproto|prototxt|txtpb)$/i.test(label) || /^\s*(#[^\n]*\s+)*(feature|string_domain|default_environment)\s*[:{]/.test(text);
}
/** JSON is YAML, too. */
function readMap(text, label) {
	const file = parseYaml(text);
	const [problem] = file.problems;
	if (problem !== void 0) throw new ModelyardError("input", `${label}:${problem.line}:${problem.column}  ${problem.message}`);
	if (isMap(file.value)) return file.value;
	throw new ModelyardError("input", `${label} holds no schema: expected an object`);
}
function kindOf(schema, label) {
	if (Array.isArray(schema.fields) || Array.isArray(schema.resources)) return "table-schema";
	if ([
		"properties",
		"$schema",
		"$ref",
		"items",
		"$defs",
		"definitions",
		"allOf"
	].some((key) => key in schema)) return "json-schema";
	throw new ModelyardError("input", `${label} is no Table Schema, no JSON Schema and no schema of TFDV`, { hint: `Say which with --from: ${IMPORT_KINDS.join(", ")}.` });
}
function withColumns(imported, label) {
	const [object] = imported.document.schema;
	if ((object?.properties.length ?? 0) > 0) return imported;
	throw new ModelyardError("input", `${label} describes no column`);
}

// src/stages/contract/odcs-yaml.ts
var import_dist = require_dist();
const LONGEST_FLOW = 110;
/** Lists that grow: one entry a line, however few there are. */
const BLOCKS = [
	"schema",
	"properties",
	"quality",
	"slaProperties",
	"columns"
];
/**
* A contract as YAML: small parts on one line each. Texts that YAML 1.1 would take for dates, times or truths are quoted:
* other tools read it so.
*/
function odcsYaml(document) {
	const yaml = new import_dist.Document(document, {
		version: "1.1",
		aliasDuplicateObjects: false
	});
	(0, import_dist.visit)(yaml, { Collection(_key, node, path) {
		if (!(0, import_dist.isCollection)(node) || path.length === 1) return;
		const holder = path.at(-1);
		const name = (0, import_dist.isPair)(holder) && (0, import_dist.isScalar)(holder.key) ? String(holder.key.value) : "";
		if (JSON.stringify(node.toJSON()).length <= LONGEST_FLOW && !BLOCKS.includes(name)) node.flow = true;
	} });
	return yaml.toString({
		lineWidth: 0,
		directives: false
	});
}

// src/cli/contract/import.ts
/** A contract from the schema of another tool. What could not be carried over is told, and stands in the file. */
const importCommand = async (context) => {
	const { line, reporter } = context;
	const [, file] = line.positionals;
	if (file === void 0) throw new ModelyardError("usage", "modelyard contract import needs a file", { hint: "A Table Schema, a JSON Schema, or a schema.pbtxt of TensorFlow Data Validation." });
	const from = line.text("from");
	const kind = IMPORT_KINDS.find((each) => each === from) ?? null;
	if (from !== null && kind === null) throw new ModelyardError("usage", `--from ${JSON.stringify(from)}: expected ${IMPORT_KINDS.join(", ")}`);
	const text = await readText({
		written: file,
		absolute: resolve(file)
	});
	const { document, lost } = importContract(text, file, kind);
	const yaml = odcsYaml(document);
	parseDocument(yaml, `the contract made from ${file}`);
	for (const note of lost) reporter.warn(`not carried over: ${note}`);
	return deliverText(context, {
		text: `${heading(file, lost)}${yaml}`,
		json: {
			document,
			lost
		}
	});
};
function heading(file, lost) {
	const plain = (text) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
	const notes = lost.map((note) => `# not carried over: ${plain(note)}\n`);
	return `# Made by modelyard contract import from ${plain(file)}.\n${notes.join("")}`;
}

// src/domain/contract/roomy-range.ts
/**
* A range around what was seen, with half of its width as room on each side, rounded outwards. It does not cross zero where
* the values do not, and shares stay within 0 … 1. null: one value alone says nothing about the others.
*/
function roomyRange(minimum, maximum, isInteger) {
	if (!Number.isFinite(minimum) || !Number.isFinite(maximum) || minimum >= maximum) return null;
	if (!isInteger && minimum >= 0 && maximum <= 1) return {
		low: 0,
		high: 1
	};
	const width = maximum - minimum;
	const step = 10 ** Math.floor(Math.log10(width));
	if (!Number.isFinite(width) || step < 1e-15 || Math.max(-minimum, maximum) / step > 0x38d7ea4c68000) return null;
	const unit = isInteger ? Math.max(1, step) : step;
	const low = roundTo(Math.floor((minimum - width / 2) / unit) * unit, unit);
	const high = roundTo(Math.ceil((maximum + width / 2) / unit) * unit, unit);
	return {
		low: minimum >= 0 ? Math.max(0, low) : low,
		high: maximum <= 0 ? Math.min(0, high) : high
	};
}
/** Without the noise that 0.1 + 0.2 has. */
function roundTo(value, unit) {
	const digits = Math.max(0, -Math.floor(Math.log10(unit)));
	return digits > 20 ? value : Number(value.toFixed(digits));
}
/** A limit of the share of nulls, in percent: above what was seen by more than chance would add. 0: none was seen. */
function nullLimit(nulls, rows) {
	if (nulls === 0 || rows === 0) return 0;
	const share = nulls / rows;
	const chance = 3 * Math.sqrt(share * (1 - share) / rows);
	return Math.min(100, Math.ceil(100 * (1.5 * share + chance)));
}
/**
* How many rows there must be, rounded down to two digits. A contract holds for every dataset of a model: half of the rows of
* the smallest; a tenth of the one that was seen where the others are not known, for evaluation data are mostly fewer.
*/
function leastRows(seen, others) {
	const least = Math.floor(others === null ? seen / 10 : Math.min(seen, ...others) / 2);
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))) - 1);
	return Math.floor(least / unit) * unit;
}

// src/domain/contract/infer-columns.ts
/** Rows below which "no value twice" is taken for chance. */
const LEAST_KEY_ROWS = 50;
/** Rows that a value of a closed list has on average, at least. */
const LEAST_SHARED = 10;
const CODED = ["email"];
/** What each column should keep, from what it is like. The first that could be one is the key. */
function inferColumns(outlines, { roles }) {
	const key = chooseKey(outlines, roles);
	return outlines.map((outline) => {
		const role = roles.get(outline.column);
		const isKey = role === "id" || role === "group";
		const values = isKey ? null : closedValues(outline);
		const words = [
			...typeWords(outline, {
				values,
				isKey
			}),
			...nullWords(outline),
			...outline.column === key ? ["key"] : [],
			...role === void 0 ? [] : [role],
			...CODED.includes(outline.format ?? "") ? ["personal"] : []
		];
		return {
			name: outline.column,
			words,
			values,
			shape: outline.shape,
			seen: seenText(outline, values)
		};
	});
}
/** The id of the config, else the first column that is called like one, else the first without a value twice. */
function chooseKey(outlines, roles) {
	const unique = outlines.filter(({ isUnique, nulls, rows }) => isUnique && nulls === 0 && rows >= LEAST_KEY_ROWS);
	const id = outlines.find(({ column }) => roles.get(column) === "id");
	if (id !== void 0) return id.isUnique && id.nulls === 0 ? id.column : null;
	return (unique.find(({ column }) => /(^|[_\s-])(id|key|uuid|nr|no)$|Id$|ID$/.test(column)) ?? unique[0])?.column ?? null;
}
/** Longer text is no name of a category. */
const LONGEST_CATEGORY = 100;
function closedValues({ values, rows, nulls, isUnique, format }) {
	if (values === null || isUnique || format !== null) return null;
	if (values.some(({ value }) => value.length > LONGEST_CATEGORY)) return null;
	return rows - nulls >= LEAST_SHARED * values.length ? values.map(({ value }) => value).sort() : null;
}
function typeWords(outline, { values, isKey }) {
	const { logicalType, shape, rows, nulls, format } = outline;
	if (rows === nulls) return [];
	if (shape.kind === "list" || shape.kind === "object") return nestedWords(shape);
	if (format !== null) return [format];
	if (values !== null) return [];
	return isKey && logicalType !== "string" ? [logicalType] : [logicalType, ...rangeWords(outline)];
}
function nestedWords(shape) {
	if (shape.kind === "scalar") return [shape.logicalType];
	if (shape.kind === "list") return isPlainList(shape) ? [`${nestedWords(shape.items)[0]}[]`] : [];
	return shape.kind === "object" ? [] : ["object"];
}
/** A list of scalars, however deep: `integer[][]`. */
function isPlainList(shape) {
	return shape.kind === "list" && (shape.items.kind === "scalar" || isPlainList(shape.items));
}
function rangeWords(outline) {
	const { logicalType, minimum, maximum, length, isUnique, column, nonFinite } = outline;
	if (nonFinite > 0) return [];
	if (logicalType === "string") return length === null ? [] : lengthWords(length);
	if (typeof minimum === "number" && typeof maximum === "number") {
		if (logicalType === "integer" && (isUnique || /(^|_)id$/i.test(column))) return [];
		const range = roomyRange(minimum, maximum, logicalType === "integer");
		return range !== null && [range.low, range.high].every((bound) => Math.abs(bound) <= Number.MAX_SAFE_INTEGER) ? [`${range.low}..${range.high}`] : [];
	}
	return (logicalType === "date" || logicalType === "timestamp") && typeof minimum === "string" && /^\d{4}-/.test(minimum) ? [`${minimum.slice(0, 4)}-01-01..`] : [];
}
/** As long as all of them where they are all of one length, else up to twice the longest. */
function lengthWords({ shortest, longest }) {
	if (shortest === longest) return longest === 0 ? [] : [`${longest}..${longest}`];
	const most = 2 * longest;
	return [`${shortest > 0 ? 1 : 0}..${most > 20 ? Math.ceil(most / 10) * 10 : most}`];
}
function nullWords({ nulls, nonFinite, rows }) {
	if (rows === nulls) return [];
	if (nulls + nonFinite === 0) return ["required"];
	const limit = nullLimit(nulls + nonFinite, rows);
	return limit < 100 ? [`nulls<=${limit}%`] : [];
}
const SHOWN = 5;
/** `18 … 97, no nulls`. Of text no values but those that the contract lists. */
function seenText(outline, listed) {
	const { rows, nulls, nonFinite, minimum, maximum, length, values, isUnique } = outline;
	if (rows === nulls) return "no value was seen";
	return [
		minimum === null || maximum === null ? null : minimum === maximum ? `${minimum} alone` : `${minimum} … ${maximum}`,
		listed === null && length !== null ? lengthText(length) : null,
		listed === null ? null : listedText(values ?? [], rows),
		isUnique ? "no value twice" : null,
		nulls === 0 ? "no nulls" : `${percentText(nulls, rows)} null`,
		nonFinite === 0 ? null : `${nonFinite} NaN or infinite`
	].filter((part) => part !== null).join(", ");
}
function lengthText({ shortest, longest }) {
	return shortest === longest ? `${longest} characters` : `${shortest} … ${longest} characters`;
}
function listedText(values, rows) {
	const shown = values.slice(0, SHOWN).map((each) => `${each.value} ${percentText(each.rows, rows)}`);
	return values.length > SHOWN ? `${values.length} values, most often ${shown.slice(0, 3).join(", ")}` : shown.join(", ");
}
function percentText(part, whole) {
	const percent = 100 * part / whole;
	return `${percent >= 10 ? percent.toFixed(0) : percent >= .1 ? percent.toFixed(1) : "<0.1"} %`;
}

// src/stages/contract/infer-contract.ts
/** Most values of a closed list. */
const MOST_VALUES = 100;
const FORMATS = [
	"email",
	"uuid",
	"ipv4",
	"uri"
];
/** A first contract in the short form, with comments that say what was seen. All rows are read. */
async function inferContract(engine, request) {
	const formats = FORMATS.flatMap((name) => {
		const pattern = namedFormat(name)?.pattern;
		return pattern == null ? [] : [{
			name,
			pattern
		}];
	});
	return contractText(await engine.outline(request.source, {
		maxValues: MOST_VALUES,
		formats
	}), request, request.others === null ? null : await rowsOf(engine, request.others));
}
async function rowsOf(engine, sources) {
	const plan = {
		rules: [],
		profile: [],
		maxCategories: 0,
		groupBy: null,
		maxExamples: 0
	};
	const rows = [];
	for (const source of sources) rows.push((await engine.measure(source, plan)).rows);
	return rows;
}
const MOST_COMMENT = 120;
function contractText(outlines, { name, from, roles }, others) {
	const rows = outlines[0]?.rows ?? 0;
	const lines = inferColumns(outlines, { roles }).map((column) => [`  ${scalar(column.name)}: ${columnText(column)}`, column.seen]);
	const widest = Math.min(60, Math.max(...lines.map(([text]) => text.length)));
	const least = leastRows(rows, others);
	return [
		`# A first contract, written by modelyard contract infer from ${comment(from)}, ${counted(rows, "row")}.`,
		"# What was seen is not yet what must be: read it, widen what was chance, narrow what was luck.",
		`contract: ${scalar(name)}`,
		"columns:",
		...lines.map(([text, seen]) => `${text.padEnd(widest)}  # ${comment(seen)}`),
		...least > 0 ? [`rows: ${least}..  # ${[rows, ...others ?? []].join(" and ")} were seen`] : [],
		""
	].join("\n");
}
function columnText({ words, values, shape }) {
	if (shape.kind === "object" || shape.kind === "list" && !isPlainList(shape)) return flow({
		...nestedMap(shape),
		...words.length === 0 ? {} : { is: words.join(" ") }
	});
	if (values === null) return words.length === 0 ? "{}" : plainWords(words.join(" "));
	return words.length === 0 ? flow(values) : flow({
		values,
		is: words.join(" ")
	});
}
/** What is inside, by types alone. */
function nestedMap(shape) {
	if (shape.kind === "list") return { items: nestedColumn(shape.items) };
	const fields = shape.kind === "object" ? Object.entries(shape.fields) : [];
	return { fields: Object.fromEntries(fields.map(([name, inner]) => [name, nestedColumn(inner)])) };
}
function nestedColumn(shape) {
	if (shape.kind === "scalar" || isPlainList(shape)) return nestedWords(shape).join(" ");
	return shape.kind === "open" ? "object" : nestedMap(shape);
}
/** Words begin with a type or a format: most need no quotes. */
function plainWords(text) {
	return /^[a-z][\w .<>=%[\]:+-]*$/.test(text) && !/: |:$/.test(text) ? text : flow(text);
}
/** A value on one line, as YAML of both versions reads it. */
function flow(value) {
	const document = new import_dist.Document([value], {
		version: "1.1",
		aliasDuplicateObjects: false
	});
	if ((0, import_dist.isCollection)(document.contents)) document.contents.flow = true;
	return document.toString({
		lineWidth: 0,
		directives: false,
		flowCollectionPadding: false
	}).trim().slice(1, -1).trim();
}
function scalar(text) {
	return flow(text);
}
/** Text of data stays on its line and ends no comment. */
function comment(text) {
	const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
	return plain.length > MOST_COMMENT ? `${plain.slice(0, MOST_COMMENT)}…` : plain;
}

// src/cli/contract/infer.ts
/** A first contract from data: the files that are named, or those of the model. */
const inferCommand = async (context) => {
	const [, ...files] = context.line.positionals;
	const request = files.length > 0 ? await fromFiles(files) : await fromModel(context);
	context.reporter.progress({
		label: `reading ${request.from}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const short = await inferContract(context.engine, request);
	const { document } = parseDocument(short, "the contract that was inferred");
	const head = short.split("\n", 2).join("\n");
	const text = context.line.flag("odcs") ? `${head}\n${odcsYaml(document)}` : short;
	return deliverText(context, {
		text,
		json: document
	});
};
async function fromFiles(files) {
	const patterns = files.map((written) => ({
		written,
		absolute: resolve(written)
	}));
	const [first = "data"] = files;
	return {
		...await sourceOf({ patterns }, process.cwd()),
		name: basename(first, extname(first)).replace(/[*?[\]{}]+/g, "").replace(/[-_. ]+$/, "") || "data",
		roles: /* @__PURE__ */ new Map(),
		others: null
	};
}
async function fromModel(context) {
	const { name, data } = await bareModel(context);
	const { directory } = await context.project();
	return {
		...await sourceOf(data.train, directory),
		name,
		roles: rolesOf(data),
		others: await judgedOf(data, directory)
	};
}
/** The evaluation data; null where some are not there yet. */
async function judgedOf(data, directory) {
	const sources = [];
	for (const { paths } of evaluationSets(data)) {
		const found = await sourceOf(paths, directory).catch((error) => {
			if (error instanceof ModelyardError && error.code === "input") return null;
			throw error;
		});
		if (found === null) return null;
		sources.push(found.source);
	}
	return sources;
}
async function sourceOf(paths, base) {
	const files = [];
	for (const file of await expandPaths(paths)) files.push(...file.endsWith(".dvc") ? await pulledFiles(file) : [file]);
	return {
		source: {
			files,
			base,
			types: {},
			...paths.form === void 0 ? {} : { form: paths.form }
		},
		from: paths.patterns.map(({ written }) => written).join(", ")
	};
}
/** What a pointer of DVC stands for, where it was pulled. */
async function pulledFiles(pointer) {
	const files = await pointedFiles(pointer, basename(pointer));
	if (files.length > 0) return files;
	throw new ModelyardError("input", `${basename(pointer)}: the data that it stands for are not here`, { hint: "Run `dvc pull`, or `modelyard validate`, which fetches them." });
}
function rolesOf({ targets, id, groupBy, time, weight }) {
	const named = [
		...targets.map((target) => [target, "label"]),
		[id, "id"],
		[groupBy, "group"],
		[time, "time"],
		[weight, "weight"]
	];
	return new Map(named.flatMap(([column, role]) => column === null ? [] : [[column, role]]));
}

// src/cli/contract/show.ts
/** A contract as the standard writes it, whatever form it is kept in. */
const showContract = async (context) => {
	const [, file] = context.line.positionals;
	const { document } = await readGiven(context, file ?? null);
	return deliverText(context, {
		text: odcsYaml(document),
		json: document
	});
};

// src/cli/commands/contract.ts
const PARTS = {
	infer: {
		run: inferCommand,
		options: [
			"output",
			"force",
			"odcs"
		],
		mostFiles: 50
	},
	import: {
		run: importCommand,
		options: [
			"output",
			"force",
			"from"
		],
		mostFiles: 1
	},
	diff: {
		run: diffCommand,
		options: ["output", "force"],
		mostFiles: 2
	},
	show: {
		run: showContract,
		options: ["output", "force"],
		mostFiles: 1
	}
};
const beginning = async (given) => {
	const context = createBareContext(given);
	const [name = "", ...files] = context.line.positionals;
	const part = Object.hasOwn(PARTS, name) ? PARTS[name] : void 0;
	const usage = (message) => new ModelyardError("usage", message, { hint: "See modelyard contract --help." });
	if (part === void 0) throw usage(`modelyard contract needs one of ${Object.keys(PARTS).join(", ")}, found ${JSON.stringify(name)}`);
	if (files.length > part.mostFiles) throw usage(`modelyard contract ${name} does not take ${JSON.stringify(files[part.mostFiles])}`);
	const wrong = context.line.command.options.find((option) => isGiven(context.line, option) && !part.options.includes(option.name));
	if (wrong !== void 0) throw usage(`modelyard contract ${name} has no --${wrong.name}`);
	try {
		return await part.run(context);
	} finally {
		await context.engine.close();
	}
};
function isGiven(line, { name, type }) {
	return type === "boolean" ? line.flag(name) : line.list(name).length > 0;
}

export { beginning };