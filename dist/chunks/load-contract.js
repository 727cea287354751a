import { a as valueAt, c as dotted, i as checkSchema, l as problemLines, n as parseYaml } from "./yaml-document.js";
import { C as string, S as strictObject, T as union, d as _enum, g as literal, p as array, v as number } from "./schemas.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { tt as nearest } from "./registry.js";
import { a as contractSchema, c as unknownServerKeys, d as ROLES, i as shortSchema, l as ENVIRONMENTS, n as isShortForm, o as METRIC_BY_RULE, s as OPERATORS, t as compileShort, u as LIFECYCLES } from "./short-form.js";
import { readFile, stat } from "node:fs/promises";

// src/stages/contract/custom-properties.ts
/** The value of a custom property; undefined where it is not there. */
function customValue({ customProperties }, name) {
	return customProperties?.find(({ property }) => property === name)?.value;
}
/** What limits are called in a contract, and here. `threshold` stands for both distances, `null_share` for `missing`. */
const LIMIT_NAMES = [
	["threshold", "js"],
	["threshold", "wasserstein"],
	["js", "js"],
	["wasserstein", "wasserstein"],
	["psi", "psi"],
	["l_infinity", "lInfinity"],
	["null_share", "nullShare"],
	["missing", "nullShare"],
	["min_rows", "leastRows"]
];
const LIMIT_KEYS = [...new Set(LIMIT_NAMES.map(([key]) => key))];
const limitMap = strictObject(Object.fromEntries(LIMIT_KEYS.map((key) => [key, (key === "min_rows" ? number().int().positive() : number().positive()).optional()])));
const limits = union([literal(["off", false]).transform(() => ({ off: true })), limitMap.transform((given) => {
	const named = LIMIT_NAMES.flatMap(([key, name]) => given[key] === void 0 ? [] : [[name, given[key]]]);
	return {
		off: false,
		...Object.fromEntries(named)
	};
})]);
/** What the ML parts of a property may say. */
const PROPERTY_PARTS = {
	role: _enum(ROLES),
	environments: array(_enum(ENVIRONMENTS)).min(1),
	lifecycle: _enum(LIFECYCLES),
	drift: limits,
	skew: limits
};
const OBJECT_PARTS = { files: union([string().min(1), array(string().min(1)).min(1)]) };
/** Of the parts that are words, those that there are. */
const WORDS = {
	role: ROLES,
	environments: ENVIRONMENTS,
	lifecycle: LIFECYCLES
};
const LIMITS = `off, or a map of numbers above 0: ${LIMIT_KEYS.join(", ")}`;
const EXPECTED = {
	drift: LIMITS,
	skew: LIMITS,
	files: "a path, a pattern or a list of them"
};
/** Of the custom properties those that are checked must be right; all others are somebody else's. */
function partFindings({ customProperties = [] }, parts, at) {
	return customProperties.flatMap(({ property, value }, index) => {
		const parsed = (Object.hasOwn(parts, property) ? parts[property] : void 0)?.safeParse(value);
		if (parsed === void 0 || parsed.success) return [];
		const words = WORDS[property];
		const wrong = [value].flat().find((word) => !words?.includes(String(word)));
		const near = words === void 0 ? null : nearest(String(wrong), words);
		const told = `${property}: expected ${words?.join(", ") ?? EXPECTED[property]}, found ${JSON.stringify(value)}${near === null ? "" : `; did you mean ${near}?`}`;
		return [[[
			...at,
			"customProperties",
			index,
			"value"
		], told]];
	});
}
/** What is wrong with the ML parts of a column. */
function propertyRoleFindings(property, at) {
	return partFindings(property, PROPERTY_PARTS, at);
}
/** Of these roles there is one column. */
const SINGLE = [
	"label",
	"id",
	"time",
	"weight",
	"group"
];
function objectRoleFindings(object, at) {
	const repeated = SINGLE.flatMap((role) => {
		const columns = object.properties.flatMap((property, index) => customValue(property, "role") === role ? [{
			index,
			name: property.name
		}] : []);
		return columns.slice(1).map(({ index, name }) => {
			return [[
				...at,
				"properties",
				index
			], `${name} has the role ${role}, which ${columns[0]?.name} has already`];
		});
	});
	return [...partFindings(object, OBJECT_PARTS, at), ...repeated];
}
/** The ML parts of a column that has been checked. A label is not there when a model is asked. */
function columnParts(property) {
	const part = (name) => {
		const parsed = PROPERTY_PARTS[name].safeParse(customValue(property, name));
		return parsed.success ? parsed.data : null;
	};
	const role = part("role");
	return {
		role,
		environments: part("environments") ?? (role === "label" ? ["training", "evaluation"] : null),
		lifecycle: part("lifecycle") ?? "production",
		drift: part("drift"),
		skew: part("skew")
	};
}

// src/stages/contract/repeated-names.ts
/** Names and the columns behind them; inside of objects, too. */
function repeatedNames(properties, at) {
	return properties.flatMap((property, index) => {
		const earlier = properties.slice(0, index);
		if (earlier.some(({ name }) => name === property.name)) return [[[
			...at,
			index,
			"name"
		], `${property.name} stands twice`]];
		const column = property.physicalName ?? property.name;
		return earlier.some((each) => (each.physicalName ?? each.name) === column) ? [[[...at, index], `the column ${column} is already that of another property`]] : [];
	});
}

// src/domain/contract/pattern-problem.ts
/** Parts of ECMA-262 patterns that engines without backtracking do not have, or read otherwise. */
const UNSUPPORTED = [
	[/\(\?<?[=!]/, "look-ahead and look-behind, (?=…) (?!…) (?<=…) (?<!…)"],
	[/\\[1-9]/, "back references, \\1"],
	[/\\k</, "back references, \\k<…>"],
	[/\(\?</, "named groups, (?<…>); use (…)"],
	[/\\u/, "escapes \\u…; write the character itself"],
	[/\\c/, "control escapes, \\c…"],
	[/\[\^?\]/, "empty classes, [] and [^]"]
];
/** Largest count in a repetition. */
const MOST_REPEATS = 1e3;
/**
* Why a pattern cannot be checked; null when it can. Patterns are those of ECMA-262 that mean the same in RE2, which
* takes linear time whatever the data.
*/
function patternProblem(pattern) {
	try {
		new RegExp(pattern, "u");
	} catch (error) {
		return `${JSON.stringify(pattern)} is no regular expression: ${error instanceof Error ? error.message : error}`;
	}
	const bare = pattern.replace(/\\\\/g, "");
	const found = UNSUPPORTED.find(([part]) => part.test(bare));
	if (found !== void 0) return `${JSON.stringify(pattern)} uses ${found[1]}: that is not built`;
	const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, low, high]) => [Number(low), Number(high ?? 0)]);
	const most = Math.max(0, ...counts);
	return most > MOST_REPEATS ? `${JSON.stringify(pattern)} repeats ${most} times; at most ${MOST_REPEATS} are possible` : null;
}

// src/domain/contract/query-text.ts
const OBJECT = [
	"object",
	"table",
	"model",
	"schema"
];
const PROPERTY = [
	"property",
	"column",
	"field"
];
/** `{object}` or `${object}`; quotes around it are the author's and are replaced by ours. `{'a': 1}` is SQL's own. */
const PLACEHOLDER = /(["'`]?)\$?\{([A-Za-z_]+)\}\1/g;
/** Placeholders that nothing stands for. */
function unknownPlaceholders(query, isAtProperty) {
	const known = isAtProperty ? [...OBJECT, ...PROPERTY] : OBJECT;
	return [...query.matchAll(PLACEHOLDER)].flatMap(([, , name = ""]) => known.includes(name) ? [] : [name]);
}
/** The query with names in place of its placeholders, quoted so that a name stays a name whatever it holds. */
function renderQuery(query, { object, property }) {
	const quoted = (name) => `"${name.replaceAll("\"", "\"\"")}"`;
	return query.replaceAll(/(["'`]?)\$?\{schema\}\1\s*\.\s*/g, "").replaceAll(PLACEHOLDER, (whole, _quote, name) => {
		if (OBJECT.includes(name)) return quoted(object);
		return PROPERTY.includes(name) && property !== null ? quoted(property) : whole;
	});
}

// src/stages/contract/rule-problems.ts
/** What is wrong with a quality rule: it contradicts itself, or would not be looked at. */
function ruleFindings(rule, at, place) {
	return [...problemsOf(rule, place).map((message) => [at, message]), ...unknownProperties(rule, place).map((name) => [[
		...at,
		"arguments",
		"properties"
	], `there is no property ${name}`])];
}
function unknownProperties({ arguments: given }, { level, properties }) {
	const known = properties.map(({ name }) => name);
	return level === "object" ? (given?.properties ?? []).filter((name) => !known.includes(name)) : [];
}
/** The metric that a rule counts, by its name in 3.1 or in 3.0. */
function metricOf({ metric, rule }) {
	return metric ?? (rule === void 0 ? void 0 : METRIC_BY_RULE[rule]);
}
function problemsOf(rule, place) {
	if (rule.type === "text") return textProblems(rule);
	if (rule.type === "custom") return customProblems(rule);
	if (rule.engine !== void 0 || rule.implementation !== void 0) return [`engine and implementation are for rules of type custom, which other tools run; take them out, or say type: custom`];
	if (rule.type === "sql" || rule.query !== void 0 && metricOf(rule) === void 0) return queryProblems(rule, place);
	return libraryProblems(rule, place);
}
function customProblems({ engine, implementation }) {
	return Object.entries({
		engine,
		implementation
	}).flatMap(([key, value]) => value === void 0 ? [`a rule of type custom needs ${key}`] : []);
}
function givenOperators(rule) {
	return OPERATORS.filter((operator) => rule[operator] !== void 0);
}
function textProblems(rule) {
	return metricOf(rule) !== void 0 || rule.query !== void 0 || givenOperators(rule).length > 0 ? ["a rule of type text is not checked; use type: library or sql"] : [];
}
function queryProblems(rule, { level, isStrict }) {
	const { query } = rule;
	if (query === void 0) return ["a rule of type sql needs query"];
	if (level === "field" || level === "item") return ["a query stands at a column or at the object, not inside a column"];
	const unknown = unknownPlaceholders(query, level === "property");
	return [
		...rule.type === "sql" ? [] : ["a query needs type: sql"],
		...metricOf(rule) === void 0 ? [] : ["a rule has a metric or a query, not both"],
		...rule.arguments === void 0 && rule.validValues === void 0 ? [] : ["a query takes no arguments"],
		...query.trim() === "" ? ["the query is empty"] : [],
		...unknown.map((name) => `nothing stands for {${name}} here; there is {object}${level === "property" ? " and {property}" : ""}`),
		...operatorProblems(rule, {
			name: "a query",
			isStrict
		})
	];
}
/** Rules of 3.0 that say by their name that nothing may break them. */
const IMPLIED_NONE = [
	"nullCheck",
	"validValues",
	"unique"
];
function libraryProblems(rule, place) {
	const metric = metricOf(rule);
	if (metric === void 0) return ["a library rule needs metric"];
	if (rule.metric !== void 0 && rule.rule !== void 0 && rule.metric !== METRIC_BY_RULE[rule.rule]) return [`metric says ${rule.metric} and rule says ${rule.rule}; keep metric`];
	const isImplied = IMPLIED_NONE.includes(rule.rule ?? "") && givenOperators(rule).length === 0;
	return [
		...rule.query === void 0 ? [] : ["a rule has a metric or a query, not both"],
		...isImplied ? [] : operatorProblems(rule, {
			name: metric,
			isStrict: place.isStrict
		}),
		...typeof rule.mustBe === "boolean" || typeof rule.mustNotBe === "boolean" ? [`${metric} is a number; true and false are answers of queries`] : [],
		...placeProblems(rule, metric, place),
		...argumentProblems(rule, metric, place)
	];
}
function operatorProblems(rule, { name, isStrict }) {
	const given = givenOperators(rule);
	const problems = [];
	if (given.length === 0) problems.push(`${name} needs ${isStrict ? "exactly " : ""}one of ${OPERATORS.join(", ")}`);
	if (given.length > 1 && isStrict) problems.push(`${name} needs exactly one operator, found ${given.join(" and ")}; write mustBeBetween or two rules`);
	for (const key of ["mustBeBetween", "mustNotBeBetween"]) {
		const pair = rule[key];
		if (pair !== void 0 && pair[0] >= pair[1]) problems.push(`${key}: the first number must be the smaller`);
	}
	return problems;
}
function placeProblems(rule, metric, { level }) {
	const problems = [];
	const isDatasetMetric = metric === "rowCount" || metric === "duplicateValues" && rule.arguments?.properties !== void 0;
	if (level !== "object" && metric === "rowCount") problems.push("rowCount belongs to the dataset, not to a property");
	if (level === "item" && metric === "duplicateValues") problems.push("duplicateValues inside a list cannot be checked; uniqueItems looks at the items of one list");
	if (level === "object" && !isDatasetMetric) problems.push(`${metric} belongs to a property${metric === "duplicateValues" ? ", or needs arguments.properties" : ""}`);
	if (metric === "rowCount" && rule.unit === "percent") problems.push("rowCount has no percent");
	return problems;
}
/** Arguments that a metric looks at. Others would be passed over in silence. */
const ARGUMENTS = {
	nullValues: [],
	missingValues: ["missingValues"],
	invalidValues: ["validValues", "pattern"],
	duplicateValues: ["properties"],
	rowCount: []
};
function argumentProblems(rule, metric, { level }) {
	const given = Object.entries({
		validValues: rule.validValues,
		...rule.arguments
	}).flatMap(([key, value]) => value === void 0 ? [] : [key]);
	const problems = given.filter((key) => !ARGUMENTS[metric].includes(key)).map((key) => `${metric} does not look at ${key}`);
	if (level !== "object" && metric === "duplicateValues" && given.includes("properties")) problems.push("duplicateValues over several properties belongs to the dataset");
	if (metric !== "invalidValues") return problems;
	if (!given.some((key) => ARGUMENTS.invalidValues.includes(key))) problems.push("invalidValues needs arguments.validValues or arguments.pattern");
	const pattern = rule.arguments?.pattern;
	const problem = pattern === void 0 ? null : patternProblem(pattern);
	return problem === null ? problems : [...problems, problem];
}

// src/stages/contract/table-references.ts
/**
* What a reference points to: `table.column` by names, `schema/<id>/properties/<id>` by ids; fields of objects follow.
* A text says why it points nowhere. A bare column is one of the `home` object.
*/
function resolveReference({ schema }, reference, home) {
	if (reference.includes("#")) return `${reference}: another contract cannot be followed; describe the table here`;
	const isPath = reference.includes("/");
	const steps = isPath ? pathSteps(reference) : reference.split(".");
	const [table = "", ...columns] = steps;
	const isCalled = isPath ? hasId : hasName;
	const object = schema.find((each) => isCalled(each, table));
	if (object === void 0 && home !== null && !isPath) return insideOf(home, steps, hasName);
	if (object === void 0) {
		const near = nearest(table, schema.map(({ name }) => name));
		return `${reference}: there is no object ${table} under schema${near === null ? "" : `; did you mean ${near}?`}`;
	}
	return columns.length === 0 ? `${reference} names no property` : insideOf(object, columns, isCalled);
}
/** `/schema/orders/properties/id` → orders, id. */
function pathSteps(reference) {
	return reference.replace(/^\//, "").split("/").filter((_, index) => index % 2 === 1);
}
const hasId = ({ id }, name) => id === name;
const hasName = (element, name) => element.name === name || element.physicalName === name;
function insideOf(object, steps, isCalled) {
	let properties = object.properties;
	const found = [];
	for (const step of steps) {
		const property = properties.find((each) => isCalled(each, step));
		if (property === void 0) return `${object.name} has no property ${[...found.map(({ name }) => name), step].join(".")}`;
		found.push(property);
		properties = property.properties ?? [];
	}
	const [column, ...fields] = found;
	if (column === void 0) return `${object.name} is no property`;
	const path = fields.map((field) => ({ field: columnOf(field) }));
	return {
		object,
		place: {
			column: columnOf(column),
			...path.length === 0 ? {} : { path }
		},
		property: fields.at(-1) ?? column
	};
}
/** The name of a property in the data. */
function columnOf({ name, physicalName }) {
	return physicalName ?? name;
}
/** All relationships of an object: its own, and those of its properties. */
function relationshipsOf(object, at) {
	return [...object.relationships.map((relationship, index) => ({
		relationship,
		at: [
			...at,
			"relationships",
			index
		],
		from: null
	})), ...object.properties.flatMap((property, index) => propertyRelationships(property, [
		...at,
		"properties",
		index
	], []))];
}
function propertyRelationships(property, at, outer) {
	const names = [...outer, columnOf(property)];
	const [column = "", ...fields] = names;
	const path = fields.map((field) => ({ field }));
	const from = {
		column,
		...path.length === 0 ? {} : { path }
	};
	return [...property.relationships.map((relationship, index) => ({
		relationship,
		at: [
			...at,
			"relationships",
			index
		],
		from
	})), ...(property.properties ?? []).flatMap((inner, index) => propertyRelationships(inner, [
		...at,
		"properties",
		index
	], names))];
}
const listOf = (reference) => [reference].flat();
/** The columns that a reference names; null where one points nowhere. */
function targetsOf(written, reference, home) {
	const targets = listOf(reference).map((each) => resolveReference(written, each, home));
	return targets.every((each) => typeof each !== "string") ? targets : null;
}
function relationshipFindings(written, index) {
	const object = written.schema[index];
	if (object === void 0) return [];
	return relationshipsOf(object, ["schema", index]).flatMap((placed) => findingsOf(written, object, placed));
}
function findingsOf(written, object, { relationship, at, from }) {
	const { from: written_from, to } = relationship;
	if (from !== null && written_from !== void 0) return [[[...at, "from"], "from is the property itself here; leave it out"]];
	if (from === null && written_from === void 0) return [[at, "a relationship of an object needs from and to"]];
	if (written_from !== void 0 && Array.isArray(written_from) !== Array.isArray(to)) return [[at, "from and to must both be one column, or both a list"]];
	const [sources, targets] = [listOf(written_from ?? [""]), listOf(to)];
	if (sources.length !== targets.length) return [[at, `from names ${sources.length} columns and to ${targets.length}`]];
	const unknown = [...written_from === void 0 ? [] : unresolved(written, sources, [...at, "from"], object), ...unresolved(written, targets, [...at, "to"], null)];
	if (unknown.length > 0) return unknown;
	if ((written_from === void 0 ? [] : targetsOf(written, written_from, object) ?? []).some((each) => each.object !== object)) return [[[...at, "from"], `from must name columns of ${object.name}`]];
	const tables = new Set((targetsOf(written, to, null) ?? []).map((each) => each.object.name));
	return tables.size > 1 ? [[[...at, "to"], `to names columns of several objects: ${[...tables].join(", ")}`]] : [];
}
function unresolved(written, references, at, home) {
	return references.flatMap((reference) => {
		const found = resolveReference(written, reference, home);
		return typeof found === "string" ? [[at, found]] : [];
	});
}

// src/stages/contract/tables.ts
/** The object that describes the rows of modelyard.yml: the first one whose files the contract does not name. */
function datasetIndex({ schema }) {
	return schema.length === 1 ? 0 : schema.findIndex((object) => customValue(object, "files") === void 0);
}
/** Files of an object as the contract names them: its own `files`, or a local server whose path has a {model}. */
function filesOf({ servers }, object) {
	const own = customValue(object, "files");
	if (typeof own === "string") return [own];
	if (Array.isArray(own)) return own.map(String);
	const path = (servers ?? []).flatMap((server) => server.type === "local" && typeof server.path === "string" ? [server.path] : []).find((each) => each.includes("{model}"));
	return path === void 0 ? [] : [path.replaceAll("{model}", object.name)];
}
/** Whether there are rows of an object here: the object of modelyard.yml, and those whose files the contract names. */
function hasRows(written, object) {
	return written.schema[datasetIndex(written)] === object || filesOf(written, object).length > 0;
}
function tableFindings(written) {
	const { schema } = written;
	const dataset = datasetIndex(written);
	const findings = schema.flatMap((object, index) => {
		return schema.findIndex(({ name }) => name.toLowerCase() === object.name.toLowerCase()) === index ? [] : [[[
			"schema",
			index,
			"name"
		], `${object.name} stands twice`]];
	});
	if (dataset !== -1 || schema.length === 0) return findings;
	return [...findings, [["schema"], "every object names its files: none is left for the rows of modelyard.yml"]];
}

// src/stages/contract/times.ts
/** A date, a time or both, as bounds are written; times of day have no offset. */
const MOMENT = /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?|\d{2}:\d{2}(:\d{2}(\.\d+)?)?)$/;
function isTimezone(name) {
	if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
const SECOND = 1e3;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
	[[
		"s",
		"sec",
		"second",
		"seconds"
	], SECOND],
	[[
		"min",
		"minute",
		"minutes"
	], MINUTE],
	[[
		"h",
		"hr",
		"hour",
		"hours"
	], HOUR],
	[[
		"d",
		"day",
		"days"
	], DAY],
	[[
		"w",
		"week",
		"weeks"
	], 7 * DAY],
	[[
		"mo",
		"month",
		"months"
	], 30 * DAY],
	[[
		"y",
		"yr",
		"year",
		"years"
	], 365 * DAY]
];
const ISO = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const ISO_UNITS = [
	365 * DAY,
	30 * DAY,
	7 * DAY,
	DAY,
	HOUR,
	MINUTE,
	SECOND
];
/**
* An age in milliseconds: a number with its unit, days without one, or a duration as ISO 8601 writes it (P1Y, PT12H).
* A month counts 30 days and a year 365. `m` means minutes or months as the kind of age suggests. null: none of these.
*/
function ageMs(value, unit, m) {
	const iso = typeof value === "string" ? ISO.exec(value.toUpperCase()) : null;
	if (iso !== null) return iso.slice(1).reduce((sum, count, index) => sum + Number(count ?? 0) * (ISO_UNITS[index] ?? 0), 0);
	const amount = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
	if (typeof amount !== "number" || !Number.isFinite(amount) || amount < 0) return null;
	const word = (unit ?? "d").toLowerCase();
	const ms = UNITS.find(([words]) => words.includes(word === "m" ? m : word))?.[1];
	return ms === void 0 ? null : amount * ms;
}

// src/stages/contract/service-levels.ts
/** Service levels that rows can show, by their names and short names in the standard and in use. */
const KINDS = {
	latency: "freshness",
	ly: "freshness",
	freshness: "freshness",
	retention: "retention",
	re: "retention"
};
const MEANING_OF_M = {
	freshness: "minutes",
	retention: "months"
};
const TEMPORAL$2 = ["date", "timestamp"];
function kindOf({ property }) {
	return KINDS[property.toLowerCase()];
}
/** What is wrong with service levels. Those that speak of the service and not of rows are let through. */
function serviceLevelFindings(written) {
	return written.slaProperties.flatMap((level, index) => {
		const at = ["slaProperties", index];
		const kind = kindOf(level);
		if (kind === void 0) {
			const near = nearest(level.property.toLowerCase(), [
				"latency",
				"freshness",
				"retention"
			]);
			return near === null ? [] : [[[...at, "property"], `${level.property} is not checked; did you mean ${near}?`]];
		}
		return levelProblems(written, level, kind).map((message) => [at, message]);
	});
}
function levelProblems(written, level, kind) {
	const age = ageMs(level.value, level.unit, MEANING_OF_M[kind]);
	const elements = elementsOf(written, level);
	return [
		...age === null ? [`${level.property}: ${JSON.stringify(level.value)} ${level.unit ?? ""} is no age as 4 with unit d, or P4D`] : [],
		...elements.length === 0 ? [`${level.property} needs element: the column that says how old a row is`] : [],
		...elements.flatMap((element) => {
			const target = resolveReference(written, element, homeOf(written));
			if (typeof target !== "string") return elementProblem(target);
			return isElsewhere(written, element) ? [] : [target];
		})
	];
}
function elementProblem({ property, place }) {
	if (place.path !== void 0) return [`${property.name} is inside a column; an age is that of a column`];
	const type = property.logicalType;
	return type === void 0 || TEMPORAL$2.includes(type) ? [] : [`${property.name} is of logicalType ${type}; an age needs a date or a timestamp`];
}
function elementsOf({ slaDefaultElement }, { element }) {
	return (element ?? slaDefaultElement ?? "").split(",").map((each) => each.trim()).filter((each) => each !== "");
}
/** Where there is one object its name may be left out. */
function homeOf({ schema }) {
	return schema.length === 1 ? schema[0] ?? null : null;
}
function isElsewhere({ schema }, element) {
	const [table = "", column] = element.split(".");
	return column !== void 0 && !schema.some(({ name, physicalName }) => [name, physicalName].includes(table));
}
/** What points nowhere is told of the object of modelyard.yml. */
function isMain(written, object) {
	return (written.schema[datasetIndex(written)] ?? object) === object;
}
/** The service levels of one object. */
function serviceLevelsOf(written, object) {
	return written.slaProperties.flatMap((level) => {
		const kind = kindOf(level);
		if (kind === void 0) return [];
		const age = ageMs(level.value, level.unit, MEANING_OF_M[kind]) ?? 0;
		const words = [level.value, level.unit ?? (typeof level.value === "number" ? "d" : null)].filter((word) => word !== null && word !== void 0).join(" ");
		return elementsOf(written, level).flatMap((element) => {
			const target = resolveReference(written, element, homeOf(written));
			const common = {
				kind,
				ageMs: age,
				age: words
			};
			if (typeof target === "string") return isMain(written, object) ? [{
				...common,
				column: element,
				problem: target
			}] : [];
			return target.object === object ? [{
				...common,
				column: target.place.column,
				problem: null
			}] : [];
		});
	});
}

// src/domain/contract/named-formats.ts
const LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const IPV4 = `${BYTE}([.]${BYTE}){3}`;
const GROUP = "[0-9A-Fa-f]{1,4}";
/** Every place where `::` may stand in an address of eight groups. */
const IPV6 = [
	`(${GROUP}:){7}${GROUP}`,
	...[
		1,
		2,
		3,
		4,
		5,
		6,
		7
	].map((before) => before === 7 ? `(${GROUP}:){7}:` : `(${GROUP}:){1,${before}}(:${GROUP}){1,${7 - before}}`),
	`:((:${GROUP}){1,7}|:)`,
	`(${GROUP}:){1,7}:`,
	`((${GROUP}:){6}|::((${GROUP}:){0,5}))${IPV4}`
].join("|");
/** Formats of text that can be told by a pattern; null: names how text is used, which no pattern can tell. */
const TEXT_FORMATS = {
	email: `[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${LABEL}([.]${LABEL})+`,
	uuid: "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
	uri: "[A-Za-z][A-Za-z0-9+.-]*:[^ \\t\\r\\n<>\"{}|^`]+",
	hostname: `${LABEL}([.]${LABEL})*[.]?`,
	ipv4: IPV4,
	ipv6: IPV6,
	date: "[0-9]{4}-[0-9]{2}-[0-9]{2}",
	"date-time": "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})",
	time: "[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})?",
	byte: "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
	binary: null,
	password: null
};
/** Whole numbers of so many bits, and floats. Bounds beyond 2^53 are those that a float can say. */
const NUMBER_FORMATS = {
	i8: {
		minimum: -128,
		maximum: 127
	},
	i16: {
		minimum: -32768,
		maximum: 32767
	},
	i32: {
		minimum: -2147483648,
		maximum: 2147483647
	},
	i64: {
		minimum: -(2 ** 63),
		exclusiveMaximum: 2 ** 63
	},
	i128: {
		minimum: -(2 ** 127),
		exclusiveMaximum: 2 ** 127
	},
	u8: {
		minimum: 0,
		maximum: 255
	},
	u16: {
		minimum: 0,
		maximum: 65535
	},
	u32: {
		minimum: 0,
		maximum: 4294967295
	},
	u64: {
		minimum: 0,
		exclusiveMaximum: 2 ** 64
	},
	u128: {
		minimum: 0,
		exclusiveMaximum: 2 ** 128
	},
	f32: {
		minimum: -34028234663852886e22,
		maximum: 34028234663852886e22
	}
};
/** f64 is what every number is kept in: there is nothing to check. */
const FORMATS = {
	string: Object.keys(TEXT_FORMATS),
	integer: [
		"i8",
		"i16",
		"i32",
		"i64",
		"i128",
		"u8",
		"u16",
		"u32",
		"u64",
		"u128"
	],
	number: ["f32", "f64"]
};
/** The named formats of a logical type; none for types without. */
function formatsOf(logicalType) {
	return FORMATS[logicalType] ?? [];
}
/** What a named format asks of a value; null where there is nothing that can be told. */
function namedFormat(name) {
	const pattern = TEXT_FORMATS[name] ?? null;
	const range = NUMBER_FORMATS[name] ?? null;
	if (pattern === null && range === null) return null;
	return {
		name,
		pattern: pattern === null ? null : `^(${pattern})$`,
		range
	};
}

// src/domain/contract/time-format.ts
/** Letters of Java's DateTimeFormatter, by how often they are repeated. */
const PARTS = {
	yyyy: ["%Y", "[0-9]{4}"],
	uuuu: ["%Y", "[0-9]{4}"],
	yy: ["%y", "[0-9]{2}"],
	MM: ["%m", "[0-9]{2}"],
	M: ["%m", "[0-9]{1,2}"],
	MMM: ["%b", "[A-Za-z]{3}"],
	MMMM: ["%B", "[A-Za-z]+"],
	dd: ["%d", "[0-9]{2}"],
	d: ["%d", "[0-9]{1,2}"],
	DDD: ["%j", "[0-9]{3}"],
	EEE: ["%a", "[A-Za-z]{3}"],
	EEEE: ["%A", "[A-Za-z]+"],
	HH: ["%H", "[0-9]{2}"],
	H: ["%H", "[0-9]{1,2}"],
	hh: ["%I", "[0-9]{2}"],
	h: ["%I", "[0-9]{1,2}"],
	a: ["%p", "(AM|PM|am|pm)"],
	mm: ["%M", "[0-9]{2}"],
	m: ["%M", "[0-9]{1,2}"],
	ss: ["%S", "[0-9]{2}"],
	s: ["%S", "[0-9]{1,2}"],
	...Object.fromEntries([
		1,
		2,
		3,
		4,
		5,
		6,
		7,
		8,
		9
	].map((digits) => ["S".repeat(digits), [digits > 6 ? "%n" : "%f", `[0-9]{${digits}}`]])),
	...Object.fromEntries([
		"Z",
		"X",
		"XX",
		"XXX",
		"x",
		"xx",
		"xxx",
		"ZZZZZ"
	].map((offset) => [offset, ["%z", "(Z|[+-][0-9]{2}(:?[0-9]{2})?)"]]))
};
/** Spellings in use that Java itself would refuse. */
const ALIASES = {
	YYYY: "yyyy",
	DD: "dd",
	T: "'T'"
};
const TOKEN = /'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z]/g;
/** A format as Java's DateTimeFormatter writes it, `dd.MM.yyyy HH:mm`; a text says what of it cannot be read. */
function timeFormat(format) {
	const parts = [];
	for (const token of format.match(TOKEN) ?? []) {
		const part = partOf(ALIASES[token] ?? token);
		if (part === null) return `${token} in the format ${JSON.stringify(format)} is not known`;
		parts.push(part);
	}
	if (parts.length === 0) return "the format is empty";
	const [strptime, pattern] = [0, 1].map((index) => parts.map((part) => part[index]).join(""));
	return {
		strptime: strptime ?? "",
		pattern: pattern ?? ""
	};
}
function partOf(token) {
	if (/^[A-Za-z]/.test(token)) return PARTS[token] ?? null;
	const text = token.startsWith("'") && token.length > 1 ? quoted(token) : token;
	return text === "'" && token === "'" ? null : [text.replaceAll("%", "%%"), escapePattern(text)];
}
/** `''` is an apostrophe, inside and outside of quotes. */
function quoted(token) {
	return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}
/** Text as a regular expression that fits just it. */
function escapePattern(text) {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

// src/stages/contract/enum-values.ts
/**
* The values that a property may have: by `enum`, as later versions of the standard have it, or as a custom property of
* that name, a list or its JSON, as other tools write it. null: any; a text: what is wrong with it.
*/
function enumOf(property) {
	const written = property.enum ?? customValue(property, "enum") ?? null;
	if (written === null) return null;
	const list = typeof written === "string" ? parsed(written) : written;
	if (!Array.isArray(list)) return `enum: expected a list of values, found ${JSON.stringify(written)}`;
	const values = list.map((entry) => isEntry(entry) ? entry.value : entry);
	const wrong = values.find((value) => value !== null && !isScalar(value));
	return wrong === void 0 ? values : `enum: expected one value, found ${JSON.stringify(wrong)}`;
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
function isEntry(entry) {
	return typeof entry === "object" && entry !== null && "value" in entry;
}
function isScalar(value) {
	return [
		"string",
		"number",
		"boolean"
	].includes(typeof value);
}
function enumFindings(property, at) {
	const found = enumOf(property);
	return typeof found === "string" ? [[at, found]] : [];
}
/** Whether a value may be missing says `required` alone, so a null in the list says nothing. */
function enumRules(property) {
	const found = enumOf(property);
	if (found === null || typeof found === "string") return [];
	return [{
		metric: "invalidValues",
		operator: {
			kind: "mustBe",
			value: 0
		},
		unit: "rows",
		severity: "error",
		values: found.filter(isScalar),
		pattern: null,
		columns: null,
		isEnum: true
	}];
}

// src/stages/contract/value-problems.ts
/** What is wrong with a property and everything inside it. */
function valueFindings(value, place) {
	const { at, isStrict, depth } = place;
	const level = depth === "column" ? "property" : depth;
	return [
		...optionFindings(value, [...at, "logicalTypeOptions"]),
		...value.quality.flatMap((rule, q) => ruleFindings(rule, [
			...at,
			"quality",
			q
		], {
			level,
			isStrict,
			properties: []
		})),
		...enumFindings(value, at),
		...nestingFindings(value, place)
	];
}
function nestingFindings(value, { at, isStrict, depth }) {
	const { logicalType, properties, items } = value;
	const findings = [];
	if (properties !== void 0 && logicalType !== "object") findings.push([[...at, "properties"], "only a property of logicalType object has properties"]);
	if (items !== void 0 && logicalType !== "array") findings.push([[...at, "items"], "only a property of logicalType array has items"]);
	if (depth === "item" && value.unique) findings.push([[...at, "unique"], "unique inside a list cannot be checked; uniqueItems looks at the items of one list"]);
	if (depth !== "column" && value.primaryKey) findings.push([[...at, "primaryKey"], "a primary key is a column, not a part of one"]);
	if (depth === "item" && value.relationships.length > 0) findings.push([[...at, "relationships"], "keys inside of lists cannot be followed"]);
	const inner = depth === "item" ? "item" : "field";
	const fields = (properties ?? []).flatMap((property, index) => valueFindings(property, {
		at: [
			...at,
			"properties",
			index
		],
		isStrict,
		depth: inner
	}));
	const names = repeatedNames(properties ?? [], [...at, "properties"]);
	const element = items === void 0 ? [] : valueFindings(items, {
		at: [...at, "items"],
		isStrict,
		depth: "item"
	});
	return [
		...findings,
		...names,
		...fields,
		...element
	];
}
const NUMERIC = ["number", "integer"];
const TEMPORAL$1 = [
	"date",
	"timestamp",
	"time"
];
/** Types that each option is for. */
const TYPES = {
	minimum: [...NUMERIC, ...TEMPORAL$1],
	maximum: [...NUMERIC, ...TEMPORAL$1],
	exclusiveMinimum: [...NUMERIC, ...TEMPORAL$1],
	exclusiveMaximum: [...NUMERIC, ...TEMPORAL$1],
	multipleOf: NUMERIC,
	minLength: ["string"],
	maxLength: ["string"],
	pattern: ["string"],
	format: [
		"string",
		...NUMERIC,
		...TEMPORAL$1
	],
	timezone: ["timestamp", "time"],
	defaultTimezone: ["timestamp", "time"],
	minItems: ["array"],
	maxItems: ["array"],
	uniqueItems: ["array"],
	minProperties: ["object"],
	maxProperties: ["object"],
	required: ["object"]
};
/** Options that say nothing without a type. */
const NEEDS_TYPE = [
	"format",
	"timezone",
	"defaultTimezone",
	"minItems",
	"maxItems",
	"uniqueItems",
	"minProperties",
	"maxProperties",
	"required"
];
/** An option that does not fit the type would be compared as something else, or not at all. */
function optionFindings({ logicalType, logicalTypeOptions = {} }, at) {
	const options = logicalTypeOptions;
	return [...Object.keys(options).filter((key) => options[key] !== void 0).flatMap((key) => {
		const message = misplaced(key, logicalType) ?? valueProblem(key, options, logicalType);
		return message === null ? [] : [[[...at, key], message]];
	}), ...boundsFindings(options, at)];
}
function misplaced(key, logicalType) {
	if (logicalType === void 0) return NEEDS_TYPE.includes(key) ? `${key} needs a logicalType: ${TYPES[key].join(", ")}` : null;
	return TYPES[key].includes(logicalType) ? null : `${key} is for logicalType ${TYPES[key].join(", ")}, not for ${logicalType}`;
}
function valueProblem(key, options, logicalType) {
	const value = options[key];
	switch (key) {
		case "minimum":
		case "maximum": return boundProblem(options[key], logicalType);
		case "exclusiveMinimum":
		case "exclusiveMaximum": return exclusiveProblem(key, options, logicalType);
		case "pattern": return patternProblem(String(value));
		case "format": return formatProblem(String(value), logicalType);
		case "defaultTimezone": return isTimezone(String(value)) ? null : `${JSON.stringify(value)} is no time zone as Europe/Berlin or Etc/UTC`;
		default: return null;
	}
}
/** In 3.0 true makes the bound beside it exclusive. */
function exclusiveProblem(key, options, logicalType) {
	const value = options[key];
	if (typeof value !== "boolean") return boundProblem(value, logicalType);
	const plain = key === "exclusiveMinimum" ? "minimum" : "maximum";
	return value && options[plain] === void 0 ? `${key}: true needs ${plain}` : null;
}
function boundProblem(bound, logicalType) {
	if (bound === void 0) return null;
	if (typeof bound === "number") {
		if (!Number.isFinite(bound)) return "a bound must be a finite number";
		if (logicalType === void 0 || NUMERIC.includes(logicalType)) return null;
		return `a number bounds columns of numbers, not of logicalType ${logicalType}`;
	}
	if (logicalType !== void 0 && !TEMPORAL$1.includes(logicalType)) return `${JSON.stringify(bound)} bounds dates and times, not logicalType ${logicalType}`;
	return MOMENT.test(bound) && /^\d{2}:/.test(bound) === (logicalType === "time") ? null : `${JSON.stringify(bound)} is no date or time as 2026-01-31 or 2026-01-31T12:00:00`;
}
function formatProblem(format, logicalType) {
	if (TEMPORAL$1.includes(logicalType)) {
		const known = timeFormat(format);
		return typeof known === "string" ? `${known}; formats are those of Java's DateTimeFormatter, as yyyy-MM-dd` : null;
	}
	const known = formatsOf(logicalType ?? "");
	return known.includes(format) ? null : `the format ${JSON.stringify(format)} cannot be checked; of ${logicalType} there are ${known.join(", ")}`;
}
const BOUNDS = [
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum"
];
/** Bounds of two kinds, and pairs that nothing can keep. */
function boundsFindings(options, at) {
	const given = BOUNDS.flatMap((key) => typeof options[key] === "boolean" ? [] : [options[key]]);
	if (new Set(given.flatMap((bound) => bound === void 0 ? [] : [typeof bound])).size > 1) return [[at, "numbers and dates cannot bound one column together"]];
	return [
		["minimum", "maximum"],
		["minLength", "maxLength"],
		["minItems", "maxItems"],
		["minProperties", "maxProperties"]
	].flatMap(([low, high]) => {
		const [from, to] = [options[low], options[high]];
		return from !== void 0 && to !== void 0 && typeof from === typeof to && from > to ? [[[...at, low], `${low} ${from} is above ${high} ${to}: no value fits`]] : [];
	});
}

// src/stages/contract/contract-problems.ts
/** What the schema of a contract alone cannot see: rules that contradict themselves or would not be looked at. */
function contractProblems(written, file, name = (path) => path) {
	return [
		...tableFindings(written),
		...serverFindings(written),
		...written.schema.flatMap((object, index) => objectFindings(written, object, index)),
		...serviceLevelFindings(written)
	].map(([path, message]) => ({
		...file.locate(path),
		path: dotted(name(path)),
		message
	}));
}
function objectFindings(written, object, index) {
	const at = ["schema", index];
	const isStrict = !/^v?3\.0\./.test(written.apiVersion);
	const rules = {
		level: "object",
		isStrict,
		properties: object.properties
	};
	return [
		...repeatedNames(object.properties, [...at, "properties"]),
		...object.properties.flatMap((property, p) => {
			const place = [
				...at,
				"properties",
				p
			];
			return [...valueFindings(property, {
				at: place,
				isStrict,
				depth: "column"
			}), ...propertyRoleFindings(property, place)];
		}),
		...object.quality.flatMap((rule, q) => ruleFindings(rule, [
			...at,
			"quality",
			q
		], rules)),
		...hasRows(written, object) ? relationshipFindings(written, index) : [],
		...objectRoleFindings(object, at)
	];
}
/** Keys that a type of server does not have are unknown from 3.1 on. */
function serverFindings({ servers, apiVersion }) {
	if (/^v?3\.0\./.test(apiVersion)) return [];
	return (servers ?? []).flatMap((server, index) => unknownServerKeys(server).map((key) => [[
		"servers",
		index,
		key
	], `unknown key of a server of type ${server.type}`]));
}

// src/stages/contract/foreign-rules.ts
/** Rules of type custom, of an object and of everything inside it. */
function foreignRulesOf(object, at, placing) {
	const own = rulesAt(object.quality, {
		label: null,
		column: null,
		at
	}, placing);
	const inside = object.properties.flatMap((property, index) => {
		const column = columnOf(property);
		return valueRules(property, {
			label: column,
			column,
			at: [
				...at,
				"properties",
				index
			]
		}, placing);
	});
	return [...own, ...inside];
}
function valueRules(value, holder, placing) {
	const { label, column, at } = holder;
	const fields = (value.properties ?? []).flatMap((field, index) => {
		return valueRules(field, {
			label: `${label}.${columnOf(field)}`,
			column,
			at: [
				...at,
				"properties",
				index
			]
		}, placing);
	});
	const items = {
		label: `${label}[]`,
		column,
		at: [...at, "items"]
	};
	return [
		...rulesAt(value.quality, holder, placing),
		...fields,
		...value.items === void 0 ? [] : valueRules(value.items, items, placing)
	];
}
function rulesAt(quality, { label, column, at }, placing) {
	return quality.flatMap((rule, index) => {
		if (rule.type !== "custom") return [];
		const { engine = "", implementation = "", name, description, severity } = rule;
		return [{
			label,
			column,
			engine,
			implementation: typeof implementation === "string" ? implementation : JSON.stringify(implementation),
			title: name ?? description ?? null,
			severity,
			writtenAt: placing([
				...at,
				"quality",
				index
			])
		}];
	});
}

// src/stages/contract/to-rules.ts
/** A library rule for each operator; rules of type text are documentation. */
function toLibraryRules(rule, properties = []) {
	const metric = metricOf(rule);
	if (rule.type === "text" || rule.type === "custom" || metric === void 0) return [];
	const values = metric === "missingValues" ? rule.arguments?.missingValues : rule.arguments?.validValues ?? rule.validValues;
	const columns = rule.arguments?.properties?.map((name) => {
		const property = properties.find((each) => each.name === name);
		return property === void 0 ? name : columnOf(property);
	});
	return operatorsOf(rule).map((operator) => ({
		metric,
		operator,
		unit: rule.unit,
		severity: rule.severity,
		values: values?.filter((value) => value !== null) ?? null,
		pattern: rule.arguments?.pattern ?? null,
		columns: columns ?? null
	}));
}
function toQueryRules(rule, column) {
	const { type, query, name, description, severity } = rule;
	if (type !== "sql" || query === void 0) return [];
	return operatorsOf(rule).map((operator) => ({
		column,
		query,
		title: name ?? description ?? null,
		operator,
		severity
	}));
}
/** Without any, a rule of 3.0 says by its name that nothing may break it. */
function operatorsOf(rule) {
	const found = OPERATORS.flatMap((kind) => {
		const value = rule[kind];
		if (value === void 0) return [];
		if (Array.isArray(value)) return [{
			kind,
			low: value[0],
			high: value[1]
		}];
		return [{
			kind,
			value: Number(value)
		}];
	});
	return found.length === 0 ? [{
		kind: "mustBe",
		value: 0
	}] : found;
}

// src/stages/contract/to-column.ts
function toColumn(property) {
	return {
		...toField(property),
		...columnParts(property)
	};
}
function toField(property) {
	return {
		name: columnOf(property),
		...toValue(property)
	};
}
const PUBLIC_CLASSES = /* @__PURE__ */ new Set([
	"public",
	"internal",
	"none",
	"unclassified"
]);
const TEMPORAL = [
	"date",
	"timestamp",
	"time"
];
function toValue(written) {
	const options = written.logicalTypeOptions ?? {};
	const isTemporal = TEMPORAL.includes(written.logicalType ?? "");
	return {
		logicalType: written.logicalType ?? null,
		required: written.required || written.primaryKey,
		unique: written.unique,
		classified: written.classification !== void 0 && !PUBLIC_CLASSES.has(written.classification.toLowerCase()),
		range: rangeOf(options),
		multipleOf: options.multipleOf ?? null,
		length: boundsOf(options.minLength, options.maxLength),
		pattern: options.pattern ?? null,
		format: isTemporal || options.format === void 0 ? null : namedFormat(options.format),
		items: itemsOf(options),
		fields: fieldsOf(options),
		hasOffset: options.timezone ?? null,
		reading: isTemporal ? readingOf(options) : null,
		rules: [...enumRules(written), ...written.quality.flatMap((rule) => toLibraryRules(rule))],
		properties: (written.properties ?? []).map(toField),
		element: written.items === void 0 ? null : toValue(written.items)
	};
}
function rangeOf(options) {
	const [lowest, aboveLowest] = sides(options.minimum, options.exclusiveMinimum);
	const [highest, belowHighest] = sides(options.maximum, options.exclusiveMaximum);
	const range = {
		...lowest === void 0 ? {} : { minimum: lowest },
		...highest === void 0 ? {} : { maximum: highest },
		...aboveLowest === void 0 ? {} : { exclusiveMinimum: aboveLowest },
		...belowHighest === void 0 ? {} : { exclusiveMaximum: belowHighest }
	};
	if (Object.keys(range).length === 0) return null;
	return options.defaultTimezone === void 0 ? range : {
		...range,
		timezone: options.defaultTimezone
	};
}
/** The inclusive and the exclusive bound of one side; `true` makes the plain one exclusive. */
function sides(plain, exclusive) {
	if (typeof exclusive !== "boolean") return [plain, exclusive];
	return exclusive ? [void 0, plain] : [plain, void 0];
}
function boundsOf(minimum, maximum) {
	if (minimum === void 0 && maximum === void 0) return null;
	return {
		...minimum === void 0 ? {} : { minimum },
		...maximum === void 0 ? {} : { maximum }
	};
}
function itemsOf({ minItems, maxItems, uniqueItems = false }) {
	const bounds = boundsOf(minItems, maxItems);
	return bounds === null && !uniqueItems ? null : {
		...bounds,
		unique: uniqueItems
	};
}
function fieldsOf({ minProperties, maxProperties, required = [] }) {
	const bounds = boundsOf(minProperties, maxProperties);
	return bounds === null && required.length === 0 ? null : {
		...bounds,
		required
	};
}
function readingOf({ format, defaultTimezone }) {
	const parsed = format === void 0 ? null : timeFormat(format);
	const known = parsed === null || typeof parsed === "string" ? null : parsed;
	if (known === null && defaultTimezone === void 0) return null;
	return {
		strptime: known?.strptime ?? null,
		pattern: known?.pattern ?? null,
		timezone: defaultTimezone ?? null
	};
}

// src/stages/contract/to-contract.ts
/** The parts of a checked contract that are executed. `placing` says where in which file a part of it stands. */
function toContract(written, placing) {
	const main = written.schema[datasetIndex(written)] ?? undescribed(written);
	const others = written.schema.filter((object) => object !== main);
	const tableOf = (object) => toTable(written, object, placing);
	return {
		id: written.id,
		version: written.version,
		...tableOf(main),
		tables: others.filter((object) => hasRows(written, object)).map((object) => ({
			...tableOf(object),
			files: filesOf(written, object)
		})),
		withoutRows: others.filter((object) => !hasRows(written, object)).map(({ name }) => name)
	};
}
/** The standard lets a contract be without objects: one of which nobody knows anything takes their place. */
function undescribed({ id }) {
	return {
		name: id,
		properties: [],
		quality: [],
		relationships: []
	};
}
function toTable(written, object, placing) {
	const { properties } = object;
	const keys = properties.filter((property) => property.primaryKey);
	keys.sort((a, b) => (a.primaryKeyPosition ?? 0) - (b.primaryKeyPosition ?? 0));
	return {
		name: object.name,
		aliases: object.physicalName === void 0 || object.physicalName === object.name ? [] : [object.physicalName],
		columns: properties.map(toColumn),
		primaryKey: keys.map(columnOf),
		rules: object.quality.flatMap((rule) => toLibraryRules(rule, properties)),
		queries: [...properties.flatMap((property) => property.quality.flatMap((rule) => toQueryRules(rule, columnOf(property)))), ...object.quality.flatMap((rule) => toQueryRules(rule, null))],
		foreignRules: foreignRulesOf(object, ["schema", written.schema.indexOf(object)], placing),
		serviceLevels: serviceLevelsOf(written, object),
		relationships: relationshipsOf(object, []).flatMap(({ relationship, from }) => {
			const targets = targetsOf(written, relationship.to, null) ?? [];
			const sources = from === null ? targetsOf(written, relationship.from ?? [], object) : null;
			const target = targets[0]?.object;
			if (target === void 0) return [];
			const columns = targets.map(({ place }) => place);
			return [{
				from: from === null ? (sources ?? []).map(({ place }) => place) : [from],
				to: {
					table: target.name,
					columns,
					hasRows: hasRows(written, target)
				}
			}];
		})
	};
}

// src/stages/contract/load-contract.ts
/** Reads a data contract. Every problem is in one `config` error with file, line and column. */
async function loadContract(path) {
	const unreadable = (why, cause) => new ModelyardError("config", `data.contract: ${path.written} cannot be read: ${why}`, { cause });
	if (!(await stat(path.absolute).catch((cause) => {
		throw unreadable(messageOf(cause), cause);
	})).isFile()) throw unreadable("it is not a regular file");
	return parseDocument(await readFile(path.absolute, "utf8").catch((cause) => {
		throw unreadable(messageOf(cause), cause);
	}), path.written);
}
function parseContract(text, label) {
	return parseDocument(text, label).contract;
}
/** Reads the text of a contract, in the standard's form or the short one. */
function parseDocument(text, label) {
	const file = parseYaml(text);
	if (file.problems.length > 0) throw contractError(label, file.problems);
	return isShortForm(file.value) ? readShort(file, label) : readStandard({
		file,
		name: (path) => path
	}, label);
}
function readShort(file, label) {
	const checked = checkSchema(file, shortSchema);
	if (checked.data === null) throw contractError(label, checked.problems);
	const { document, problems, origin } = compileShort(file.value, (path, other) => compare(file.locate(path), file.locate(other)));
	if (problems.length > 0) throw contractError(label, problems.map(([path, message]) => ({
		...file.locate(path, "value"),
		path: dotted(path),
		message
	})));
	const locate = (path) => file.locate(writtenPart(file.value, origin(path)), "value");
	return {
		...readStandard({
			file: {
				...file,
				value: document,
				locate
			},
			name: origin
		}, label),
		isShort: true
	};
}
function compare(first, second) {
	return first.line - second.line || first.column - second.column;
}
/** As much of a path as stands in the file: the rest is said by words. */
function writtenPart(value, path) {
	return path.length === 0 || valueAt(value, path) !== void 0 ? path : writtenPart(value, path.slice(0, -1));
}
function readStandard({ file, name }, label) {
	const checked = checkSchema(file, contractSchema);
	if (checked.data === null) throw contractError(label, checked.problems);
	const problems = contractProblems(checked.data, file, name);
	if (problems.length > 0) throw contractError(label, problems);
	const placing = (path) => {
		const { line, column } = file.locate(path);
		return `${label}:${line}:${column}`;
	};
	const object = datasetIndex(checked.data);
	const names = (checked.data.schema[object]?.properties ?? []).map(columnOf);
	const placeOf = (column) => placing([
		"schema",
		object,
		"properties",
		names.indexOf(column)
	]);
	return {
		contract: toContract(checked.data, placing),
		document: file.value,
		isShort: false,
		placeOf
	};
}
function contractError(label, problems) {
	const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
	return new ModelyardError("config", `${label} has ${count}\n${problemLines(label, problems)}`, { hint: "docs/contract.md lists the parts of the Open Data Contract Standard that are checked, and those of the short form." });
}

export { renderQuery as a, namedFormat as i, parseContract as n, patternProblem as o, parseDocument as r, loadContract as t };