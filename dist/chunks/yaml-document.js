import { a as inertLine, r as cutMiddle } from "./escape-markdown.js";
import { r as messageOf } from "./errors.js";
import { a as ZodObject, c as ZodPrefault, l as ZodRecord, n as ZodDefault, o as ZodOptional, r as ZodDiscriminatedUnion, s as ZodPipe, t as ZodArray, u as ZodUnion } from "./schemas.js";
import { X as isMap$1, it as require_dist, tt as nearest } from "./registry.js";

// src/config/problems.ts
const MOST_PROBLEMS = 100;
const MOST_CHARACTERS = 400;
/** `file:line:column  path: message`, one line each, in the order of the file. Whatever stands in the file, a line stays a line. */
function problemLines(label, problems) {
	const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
	const lines = sorted.slice(0, MOST_PROBLEMS).map(({ line, column, path, message }) => {
		return safeLine(`${`${label}:${line}:${column}`}  ${path === "" ? "" : `${cutMiddle(path, MOST_CHARACTERS)}: `}${message}`);
	});
	const more = sorted.length - lines.length;
	return [...lines, ...more > 0 ? [`… and ${more} more`] : []].join("\n");
}
function safeLine(text) {
	return inertLine(cutMiddle(text, 3 * MOST_CHARACTERS));
}
/** A path as people read it: `models.churn.evaluate.slices[0].bins`. */
function dotted(path) {
	return path.map((key, depth) => typeof key === "number" ? `[${key}]` : depth === 0 ? key : `.${key}`).join("");
}

// src/domain/drift/drift-settings.ts
const DRIFT_DEFAULTS = {
	js: .1,
	wasserstein: .1,
	psi: null,
	lInfinity: null,
	nullShare: .05,
	alpha: .05,
	leastRows: 100,
	leastGroups: 30,
	columns: {}
};
/** The settings of one column; null where it is not compared. */
function settingsOf(settings, column) {
	const own = Object.hasOwn(settings.columns, column) ? settings.columns[column] : void 0;
	if (own === "off") return null;
	return own === void 0 ? settings : {
		...settings,
		...own
	};
}

// src/config/known-keys.ts
/** The keys that the schema knows at a place of a value; empty where any name may stand. */
function knownKeys(root, path, value) {
	let schema = root;
	let here = value;
	for (const key of path) {
		schema = child(unwrap(schema, here), key);
		here = member(here, key);
	}
	const found = unwrap(schema, here);
	return found instanceof ZodObject ? Object.keys(found.shape) : [];
}
function child(schema, key) {
	if (schema instanceof ZodObject) return schema.shape[String(key)];
	if (schema instanceof ZodRecord) return schema.valueType;
	if (schema instanceof ZodArray) return schema.element;
}
function member(value, key) {
	if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return void 0;
	return value[key];
}
/** Defaults, optionals and unions down to the object that may have keys: of a union the one of the value's kind. */
function unwrap(schema, value) {
	if (schema instanceof ZodDefault || schema instanceof ZodPrefault || schema instanceof ZodOptional) return unwrap(schema.unwrap(), value);
	if (schema instanceof ZodPipe) return unwrap(schema.out, value);
	if (!(schema instanceof ZodUnion)) return schema;
	const options = schema.options.map((option) => unwrap(option, value));
	if (Array.isArray(value)) return options.find((option) => option instanceof ZodArray);
	const objects = options.filter((option) => option instanceof ZodObject);
	if (!(schema instanceof ZodDiscriminatedUnion)) return isNamed(objects[0], value) ? options.find((option) => option instanceof ZodRecord) : objects[0];
	const { discriminator } = schema.def;
	const kind = member(value, discriminator);
	return objects.find((option) => option.shape[discriminator].safeParse(kind).success);
}
/** A map of names: none of its keys is one of the object's. */
function isNamed(object, value) {
	if (object === void 0) return true;
	return isMap$1(value) && !Object.keys(value).some((key) => nearest(key, Object.keys(object.shape)) !== null);
}

// src/config/schema-problems.ts
/** Holds a parsed YAML file against a schema: all problems, each with its position, what was expected and what was found. */
function checkSchema(file, schema) {
	const parsed = schema.safeParse(file.value, { error: plainWords });
	if (parsed.success) return {
		data: parsed.data,
		problems: [],
		broken: []
	};
	const found = toldOnce(parsed.error.issues.flatMap((issue) => findingsOf({
		schema,
		root: file.value
	}, issue, [])));
	return {
		data: null,
		problems: found.map(({ path, kind, message }) => ({
			...file.locate(path, kind === "wrong" ? "value" : "key"),
			path: dotted(path),
			message
		})),
		broken: found
	};
}
/** A misspelt key is not also a missing one. */
function toldOnce(findings) {
	const meant = new Set(findings.flatMap(({ path, meant }) => meant === null ? [] : [dotted([...path.slice(0, -1), meant])]));
	return findings.filter(({ kind, path }) => kind !== "missing" || !meant.has(dotted(path)));
}
const MOST_UNKNOWN_KEYS = 200;
function findingsOf(whole, issue, base) {
	const path = [...base, ...issue.path.map((key) => typeof key === "number" ? key : String(key))];
	if (issue.code === "unrecognized_keys") {
		const known = knownKeys(whole.schema, path, whole.root);
		return issue.keys.slice(0, MOST_UNKNOWN_KEYS).map((key) => unknownKey([...path, key], known));
	}
	const value = valueAt(whole.root, path);
	if (issue.code === "invalid_union") {
		const branch = branchFor(issue.errors, value);
		if (branch !== null) return branch.flatMap((inner) => findingsOf(whole, inner, path));
	}
	const isMissing = value === void 0;
	return [{
		path,
		kind: isMissing ? "missing" : "wrong",
		meant: null,
		message: sentence(issue, value, isMissing)
	}];
}
function unknownKey(path, known) {
	const key = String(path.at(-1));
	const meant = nearest(key, known);
	const others = known.length > 0 ? `; known are ${known.join(", ")}` : "";
	return {
		path,
		kind: "unknown",
		meant,
		message: `unknown key${meant === null ? others : `; did you mean ${meant}?`}`
	};
}
/** Of a union's branches the one that takes a map or a list like this one: its problems lie further in. */
function branchFor(branches, value) {
	if (value === null || typeof value !== "object") return null;
	return branches.find((issues) => issues.every((issue) => !isWrongKind(issue))) ?? null;
}
function isWrongKind(issue) {
	return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_union");
}
function sentence(issue, value, isMissing) {
	if (!issue.message.startsWith("expected")) return issue.message;
	if (isMissing) return `missing; ${issue.message}`;
	const words = issue.code === "invalid_value" ? issue.values.map(String) : [];
	const meant = typeof value === "string" ? nearest(value, words) : null;
	const found = (issue.code === "too_small" || issue.code === "too_big") && Array.isArray(value) ? String(value.length) : briefly(value);
	return `${issue.message}, found ${found}${meant === null ? "" : `; did you mean ${meant}?`}`;
}
/** A value as a problem names it. */
function briefly(value) {
	if (value === null || value === void 0) return "nothing";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a map";
	return typeof value === "string" ? JSON.stringify(cutMiddle(value, 60)) : String(value);
}
function valueAt(root, path) {
	let value = root;
	for (const key of path) {
		if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return void 0;
		value = value[key];
	}
	return value;
}
const KINDS = {
	object: "a map",
	record: "a map",
	array: "a list",
	tuple: "a list",
	string: "text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false"
};
/** What was expected, in words without zod's; used where the schema itself says nothing. */
const WORDS = {
	invalid_type: (issue) => `expected ${KINDS[String(issue.expected)] ?? String(issue.expected)}`,
	invalid_value: (issue) => `expected ${oneOf(issue.values.map(String))}`,
	invalid_format: () => "expected another form",
	invalid_union: () => "expected something else",
	too_small: (issue) => sizeWords(issue, String(issue.minimum), ["at least", "more than"]),
	too_big: (issue) => sizeWords(issue, String(issue.maximum), ["at most", "less than"])
};
function plainWords(issue) {
	return WORDS[String(issue.code)]?.(issue) ?? `expected something else (${String(issue.code)})`;
}
function sizeWords(issue, limit, [closed, open]) {
	const unit = issue.origin === "array" ? limit === "1" ? " entry" : " entries" : issue.origin === "string" ? " characters" : "";
	return `expected ${issue.inclusive === true ? closed : open} ${limit}${unit}`;
}
function oneOf(words) {
	const last = words.at(-1) ?? "";
	return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

// src/config/yaml-structure.ts
var import_dist = require_dist();
/** What YAML allows and a config must not hold: keys that stand twice or are no text, merge keys, anchors that lead nowhere. */
function structureFindings(document) {
	const findings = [];
	const find = (node, message) => {
		findings.push({
			offset: (0, import_dist.isNode)(node) ? node.range?.[0] ?? 0 : 0,
			message
		});
	};
	let aliases = 0;
	(0, import_dist.visit)(document, {
		Map: (_key, map) => checkKeys(map, find),
		Alias: (_key, alias) => {
			aliases++;
			const isTooMany = aliases > 100;
			if (isTooMany) find(alias, `more than ${100} aliases (*${alias.source}); write the values out`);
			else if (alias.resolve(document) === void 0) find(alias, `there is no anchor &${alias.source}`);
			return isTooMany ? import_dist.visit.BREAK : void 0;
		}
	});
	return findings;
}
/** `null:` is a key that is called so, as every other word is. */
function nameNullKeys(document) {
	(0, import_dist.visit)(document, { Pair: (_key, { key }) => {
		if ((0, import_dist.isScalar)(key) && key.value === null && key.source === "null") key.value = "null";
	} });
}
/** Each is looked up in the whole document, and a few of them in each other make gigabytes. */
const MOST_ALIASES = 100;
function checkKeys(map, find) {
	const seen = /* @__PURE__ */ new Set();
	for (const pair of map.items) {
		const problem = keyProblem(pair, seen);
		if (problem !== null) find(pair.key, problem);
		seen.add(keyText(pair.key));
	}
}
function keyProblem({ key }, seen) {
	if ((0, import_dist.isAlias)(key) || (0, import_dist.isNode)(key) && !(0, import_dist.isScalar)(key)) return "a key must be plain text";
	const text = keyText(key);
	if (text === "<<") return "merge keys (<<) are not supported; repeat the keys";
	if (text === "__proto__") return "nothing may be called __proto__";
	return seen.has(text) ? `the key ${text} stands twice` : null;
}
/** A key as it is called in the parsed value. */
function keyText(key) {
	const value = (0, import_dist.isScalar)(key) ? key.value : (0, import_dist.isNode)(key) ? key.toString() : key;
	return value === null || value === void 0 ? "" : String(value);
}

// src/config/yaml-document.ts
const MOST_YAML_CHARACTERS = 1e6;
/**
* Parses YAML 1.2 and keeps positions. Duplicate keys, tabs, alias bombs, unknown tags, several documents and merge
* conflicts are problems, never exceptions. A byte order mark is skipped.
*/
function parseYaml(given) {
	const text = given.replace(/^\uFEFF/, "");
	if (text.length > 1e6) return broken(`the file is longer than ${MOST_YAML_CHARACTERS.toLocaleString("en")} characters`);
	if (text.includes("\0")) return broken("the file holds NUL bytes: it is not YAML text");
	const conflict = /^<{7} .*$/m.exec(text);
	if (conflict !== null) return broken("an unresolved merge conflict", lineOf(text, conflict.index));
	try {
		return parsed(text);
	} catch (error) {
		if (error instanceof RangeError) return broken(TOO_DEEP);
		return broken(/alias/i.test(messageOf(error)) ? "aliases in each other grow too large; write the values out" : messageOf(error));
	}
}
function parsed(text) {
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(text, {
		lineCounter: lines,
		uniqueKeys: false,
		prettyErrors: false,
		merge: false
	});
	nameNullKeys(document);
	const position = (offset) => {
		const { line, col } = lines.linePos(offset);
		return {
			line,
			column: col
		};
	};
	const problems = [
		...document.errors.slice(0, 1).map((error) => ({
			offset: error.pos[0],
			message: plainMessage(error)
		})),
		...document.warnings.map((warning) => ({
			offset: warning.pos[0],
			message: plainMessage(warning)
		})),
		...structureFindings(document)
	].map(({ offset, message }) => ({
		...position(offset),
		path: "",
		message
	}));
	if (problems.length > 0) return {
		value: void 0,
		problems,
		locate: () => ({
			line: 1,
			column: 1
		})
	};
	const index = /* @__PURE__ */ new WeakMap();
	return {
		value: document.toJS({ maxAliasCount: 100 }),
		problems: [],
		locate: (path, what = "key") => position(offsetOf({
			document,
			index
		}, path, what))
	};
}
function broken(message, line = 1) {
	const start = {
		line,
		column: 1
	};
	return {
		value: void 0,
		problems: [{
			...start,
			path: "",
			message
		}],
		locate: () => start
	};
}
function lineOf(text, offset) {
	return text.slice(0, offset).split("\n").length;
}
const TOO_DEEP = "the file is nested too deeply";
/** What follows the first error is mostly its echo; the parser's words are kept where they are plain. */
const PLAIN_MESSAGES = {
	TAB_AS_INDENT: "a tab stands where YAML wants spaces",
	MULTIPLE_DOCS: "the file holds several YAML documents; one is expected",
	BLOCK_AS_IMPLICIT_KEY: "a second \"key:\" on one line; text that holds \": \" needs quotes",
	BAD_SCALAR_START: "text that begins with @ or ` needs quotes",
	MULTILINE_IMPLICIT_KEY: "a line without \"key:\" stands where a key is expected",
	UNEXPECTED_TOKEN: "this is not expected here; check the indentation",
	BAD_INDENT: "the indentation does not fit, or a bracket is not closed",
	TAG_RESOLVE_FAILED: "a YAML tag (!…) that does not apply here; write plain values",
	BAD_DIRECTIVE: "YAML directives (%…) are not supported"
};
function plainMessage({ code, message }) {
	if (/call stack/.test(message)) return TOO_DEEP;
	return PLAIN_MESSAGES[code] ?? message.split("\n")[0] ?? message;
}
function offsetOf(indexed, path, what) {
	let node = indexed.document.contents;
	let offset = start(node);
	for (const [depth, key] of path.entries()) {
		const step = stepInto(indexed, node, key);
		if (step === null) return offset;
		offset = start(depth === path.length - 1 && what === "value" ? step.value ?? step.key : step.key ?? step.value);
		node = step.value;
	}
	return offset;
}
function stepInto(indexed, given, key) {
	const node = (0, import_dist.isAlias)(given) ? given.resolve(indexed.document) : given;
	if ((0, import_dist.isSeq)(node)) {
		const item = node.items[Number(key)];
		return (0, import_dist.isNode)(item) ? {
			key: null,
			value: item
		} : null;
	}
	const pair = (0, import_dist.isMap)(node) ? pairsOf(indexed, node).get(String(key)) : void 0;
	if (pair === void 0) return null;
	const isEmpty = (0, import_dist.isScalar)(pair.value) && pair.value.value === null && pair.value.source === "";
	return {
		key: (0, import_dist.isNode)(pair.key) ? pair.key : null,
		value: (0, import_dist.isNode)(pair.value) && !isEmpty ? pair.value : null
	};
}
function pairsOf({ index }, map) {
	const known = index.get(map);
	if (known !== void 0) return known;
	const pairs = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
	index.set(map, pairs);
	return pairs;
}
function start(node) {
	return (0, import_dist.isNode)(node) ? node.range?.[0] ?? 0 : 0;
}

export { valueAt as a, dotted as c, checkSchema as i, problemLines as l, parseYaml as n, DRIFT_DEFAULTS as o, briefly as r, settingsOf as s, MOST_YAML_CHARACTERS as t };