import { c as repositoryTop, m as runGit, n as gitCommonFolder, o as isShallow, p as gitText, r as gitIdentity, s as originUrl } from "./repository.js";
import { t as readEvent } from "./read-event.js";
import { r as loadConfig, t as CONFIG_NAME } from "./load-config.js";
import { nt as USUAL_CSV, rt as USUAL_FORM, tt as nearest } from "./registry.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { C as string, _ as looseObject } from "./schemas.js";
import { a as MOST_VALUES, i as GAP, l as textOrderInSteps, s as WHOLE_ROW, t as foreignOutput, u as runCommand } from "./foreign-output.js";
import { a as outOfBounds, i as numberSqlOf, n as identifier, o as textLiteral, r as literal, t as countIf } from "./sql.js";
import { n as loadAddOn, t as RUNTIME_VARIABLE } from "./load-add-on.js";
import { t as unreadableFile } from "./unreadable-file.js";
import { N as inTurn, P as portions, _ as counted, x as formatCount } from "./pair-metrics.js";
import { a as windowsOf, d as SharedTexts, f as TextPacker, h as sumNotes, l as pickTexts, o as textsWithin, t as cellAt$1, u as pickTextsInSteps } from "./table.js";
import { a as logLine, i as LOG_FILE, n as tagMessage, o as parseLog, r as LOG_BRANCH, t as listReleaseTags } from "./release-tags.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { t as releaseRecordSchema } from "./release.js";
import { c as syncFolder, r as readRecord } from "./store.js";
import { t as isAlive$2 } from "./is-alive.js";
import { n as isNumbering } from "./find-classes.js";
import { t as digestSchema } from "./common.js";
import { t as hashModel } from "./model-files.js";
import { constants, createReadStream, createWriteStream, existsSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { access, chmod, copyFile, lstat, mkdir, mkdtemp, open, readdir, readlink, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { once as once$1 } from "node:events";
import { createGunzip } from "node:zlib";
import { performance } from "node:perf_hooks";
import { createHash, randomBytes } from "node:crypto";
import { fork } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import { availableParallelism, hostname, tmpdir } from "node:os";

// src/cli/choose-forge.ts
/**
* Where releases and deployments are recorded: what `--forge` says, else GitHub inside GitHub Actions, else this clone.
* Throws `usage` for commands that change the world where the repository belongs to GitHub and nothing was said.
*/
async function chooseForge(line, repository) {
	const asked = line.text("forge");
	if (asked === "local" || asked === "github") return asked;
	if (asked !== null) throw new ModelyardError("usage", `--forge ${asked}: expected local or github`);
	if (process.env.GITHUB_ACTIONS === "true") return "github";
	if (line.command.changesTheWorld !== true || !await belongsToGithub(repository)) return "local";
	throw new ModelyardError("usage", `modelyard ${line.command.name} would write to this clone only, and this repository belongs to GitHub`, { hint: "Say --forge github, or --forge local if that is what you want." });
}
async function belongsToGithub(repository) {
	const origin = await originUrl(repository);
	return origin !== null && /(^|@|\/\/)([^/@]*\.)?github\.com[/:]/i.test(origin);
}

// src/adapters/duckdb/query-guard.ts
const REFUSED_PREFIXES = [
	"pragma_",
	"pg_",
	"duckdb_"
];
const LONGEST_QUERY = 2e4;
/** The parser takes time by the square of the comments that stand in each other. */
const MOST_COMMENTS = 200;
/** Names of tables are equal to DuckDB whatever the case of A to Z. */
function folded(name) {
	return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
/** Sources of rows that reach nothing outside of the query. */
const TABLE_FUNCTIONS = [
	"range",
	"generate_series",
	"unnest"
];
const SOURCES = [
	"BASE_TABLE",
	"TABLE_FUNCTION",
	"JOIN",
	"SUBQUERY",
	"EMPTY",
	"EXPRESSION_LIST",
	"PIVOT"
];
/** Functions that look at the process, wait, leave traces, or take a query as text, which nobody has taken apart. */
const REFUSED_FUNCTIONS = [
	"json_serialize_plan",
	"json_serialize_sql",
	"json_deserialize_sql",
	"current_query_id",
	"current_connection_id",
	"current_transaction_id",
	"txid_current",
	"stats",
	"setseed",
	"write_log",
	"sleep_ms",
	"current_setting",
	"set_config",
	"getvariable",
	"getenv",
	"nextval",
	"currval",
	"current_query"
];
/**
* Takes a query apart before it runs: one SELECT over declared tables, and nothing else. A text says why it may not run.
* The engine that runs it is locked, too; but some of DuckDB's functions break a locked engine.
*/
async function guardQuery(session, sql, declared) {
	if (sql.length > LONGEST_QUERY) return `the query is longer than ${LONGEST_QUERY} characters`;
	if (sql.split("/*").length - 1 > MOST_COMMENTS) return `the query has more than ${MOST_COMMENTS} comments`;
	try {
		const reader = await (await session.connection()).runAndReadAll("SELECT json_serialize_sql($1::VARCHAR) AS j", [sql]);
		return guardParsed(JSON.parse(String(reader.getRowObjects()[0]?.j)), new Set(declared.map(folded)));
	} catch (error) {
		if (error instanceof RangeError) return "the query is nested too deeply";
		if (error instanceof SyntaxError) return "a number in the query is larger than a double can say";
		return firstLine$1(messageOf(error));
	}
}
function guardParsed(parsed, declared) {
	if (parsed.error) {
		const message = parsed.error_message ?? "";
		return /Only SELECT/.test(message) ? "only a SELECT may be asked" : firstLine$1(message);
	}
	const [statement, another] = parsed.statements ?? [];
	if (statement === void 0) return "the query is empty";
	if (another !== void 0) return "only one statement may be asked";
	if ((statement.named_param_map ?? []).length > 0) return "a query takes no parameters";
	const found = new Findings(declared);
	found.visit(statement.node);
	return found.problem ?? found.guarded();
}
function firstLine$1(message) {
	return message.split("\n")[0]?.slice(0, 300) ?? "";
}
/** What a walk through a parsed query comes across. */
var Findings = class {
	#declared;
	/** Tables of the query's own, where it is being looked at. */
	#temporary = /* @__PURE__ */ new Set();
	#asked = /* @__PURE__ */ new Set();
	#tables = /* @__PURE__ */ new Set();
	#columns = /* @__PURE__ */ new Set();
	/** Names that stand alone: a column's, or a table's for its whole row. */
	#alone = /* @__PURE__ */ new Set();
	#isWhole = false;
	problem = null;
	constructor(declared) {
		this.#declared = declared;
	}
	guarded() {
		const isRow = [...this.#alone].some((name) => this.#asked.has(name));
		return {
			tables: [...this.#tables],
			columns: this.#isWhole || isRow ? null : [...this.#columns]
		};
	}
	visit(node) {
		if (node === null || typeof node !== "object" || this.problem !== null) return;
		if (Array.isArray(node)) {
			for (const each of node) this.visit(each);
			return;
		}
		const { cte_map, ...object } = node;
		const outside = this.#temporary;
		this.#nameTemporary(cte_map);
		this.#look(object);
		for (const each of Object.values(object)) this.visit(each);
		this.#temporary = outside;
	}
	/** A name after WITH is a table for what follows, inside of the same query; for its own only where it is recursive. */
	#nameTemporary(cte_map) {
		const { map = [] } = cte_map ?? {};
		for (const { key, value } of map) {
			const outside = this.#temporary;
			const inside = new Set(outside).add(folded(String(key)));
			if (value?.query?.node?.type === "RECURSIVE_CTE_NODE") this.#temporary = inside;
			this.visit(value);
			this.#temporary = inside;
		}
	}
	#look(node) {
		const source = node.from_table;
		if (source !== void 0 && !SOURCES.includes(String(source.type))) this.problem = `a query may not read from ${String(source.type).toLowerCase().replaceAll("_", " ")}`;
		const look = LOOKS[String(node.type)];
		if (look !== void 0) this[look](node);
		if (node.ref_type === "NATURAL") this.#isWhole = true;
		if (Array.isArray(node.using_columns)) this.addColumns(node.using_columns);
	}
	addTable({ schema_name, catalog_name, table_name, alias }) {
		const name = folded(String(table_name));
		this.#asked.add(String(table_name).toLowerCase()).add(String(alias).toLowerCase());
		const isPlain = ["", "main"].includes(String(schema_name)) && catalog_name === "";
		if (isPlain && schema_name === "" && this.#temporary.has(name)) return;
		if (isPlain && this.#declared.has(name)) this.#tables.add(name);
		else this.problem = `there is no table ${JSON.stringify(table_name)}; the contract declares ${[...this.#declared].join(", ")}`;
	}
	addFunction({ function: called }) {
		const name = String(called.function_name).toLowerCase();
		if (!TABLE_FUNCTIONS.includes(name)) this.problem = `a query may not call ${name}`;
	}
	addCall({ function_name }) {
		const name = String(function_name).toLowerCase();
		if (REFUSED_FUNCTIONS.includes(name) || REFUSED_PREFIXES.some((prefix) => name.startsWith(prefix))) this.problem = `a query may not call ${name}`;
	}
	addColumn({ column_names }) {
		if (!Array.isArray(column_names)) return;
		this.addColumns(column_names);
		if (column_names.length === 1) this.#alone.add(String(column_names[0]).toLowerCase());
	}
	addColumns(names) {
		for (const name of names) this.#columns.add(String(name).toLowerCase());
	}
	addWhole() {
		this.#isWhole = true;
	}
	refuseShow() {
		this.problem = "a query may not describe the engine";
	}
};
const LOOKS = {
	BASE_TABLE: "addTable",
	TABLE_FUNCTION: "addFunction",
	FUNCTION: "addCall",
	WINDOW_AGGREGATE: "addCall",
	COLUMN_REF: "addColumn",
	STAR: "addWhole",
	POSITIONAL_REFERENCE: "addWhole",
	PIVOT: "addWhole",
	SHOW_REF: "refuseShow"
};

// src/adapters/duckdb/number-sql.ts
/**
* Text of a number as SQL casts it. Null for text that is no number of the declared form: a point in it where a comma is
* declared, or groups that have not three digits.
*/
function numberSql(text, form) {
	if (form === null || form.decimal === "." && form.thousands === null) return text;
	const { decimal, thousands } = form;
	const shape = `[+-]?(${thousands === null ? "[0-9]+" : `([0-9]+|[0-9]{1,3}(${inPattern(thousands)}[0-9]{3})+)`}(${inPattern(decimal)}[0-9]*)?|${inPattern(decimal)}[0-9]+)([eE][+-]?[0-9]+)?`;
	const plain = `replace(${thousands === null ? text : `replace(${text}, ${textLiteral(thousands)}, '')`}, ${textLiteral(decimal)}, '.')`;
	const isSpecial = `regexp_full_match(lower(${text}), '[+-]?(nan|inf|infinity)')`;
	return `CASE WHEN regexp_full_match(trim(${text}), ${textLiteral(shape)}) THEN ${plain} WHEN ${isSpecial} THEN ${text} END`;
}
/** A sign that stands for itself in a regular expression. */
function inPattern(sign) {
	return `[${sign === "^" || sign === "]" || sign === "\\" ? `\\${sign}` : sign}]`;
}

// src/adapters/duckdb/cell-sql.ts
const SQL_TYPE = {
	integer: "BIGINT",
	number: "DOUBLE",
	boolean: "BOOLEAN",
	date: "DATE",
	timestamp: "TIMESTAMP",
	time: "TIME"
};
/** Types of JSON values that each logical type may be written as. */
const JSON_TYPES$1 = {
	string: ["VARCHAR"],
	date: ["VARCHAR"],
	timestamp: ["VARCHAR"],
	time: ["VARCHAR"],
	integer: [
		"BIGINT",
		"UBIGINT",
		"DOUBLE"
	],
	number: [
		"BIGINT",
		"UBIGINT",
		"DOUBLE"
	],
	boolean: ["BOOLEAN"],
	object: ["OBJECT"],
	array: ["ARRAY"]
};
/** How a cell is read as its logical type; null: it is of that type already, or there is no way to read it so. */
function castSql({ raw, logicalType, physicalType, reading, numbers = null }) {
	const target = SQL_TYPE[logicalType];
	const native = nativeType(physicalType);
	if (physicalType === "VARCHAR" && (logicalType === "object" || logicalType === "array")) return `TRY_CAST(${raw} AS JSON)`;
	if (target === void 0) return null;
	if (native === logicalType) return zoned(raw, physicalType, reading);
	if (native === "integer" && logicalType === "number") return `${raw}::DOUBLE`;
	if (native === "number" && logicalType === "integer") return `CASE WHEN ${raw} = floor(${raw}) AND isfinite(${raw}::DOUBLE) THEN TRY_CAST(${raw} AS BIGINT) END`;
	const plain = textOf(raw, physicalType);
	const text = isNumericType(logicalType) ? numberSql(plain, numbers) : plain;
	const cast = target === "TIMESTAMP" ? utcCast(text, reading) : `TRY_CAST(${text} AS ${target})`;
	if (reading?.strptime != null && isTemporal(logicalType)) return readingCast(text, target, reading);
	const isShaped = TEXT_SHAPE[logicalType];
	if (isShaped === void 0) return cast;
	const shaped = `CASE WHEN ${isShaped(text)} THEN ${cast} END`;
	if (physicalType !== "JSON" || logicalType !== "integer") return shaped;
	const double = `TRY_CAST(${text} AS DOUBLE)`;
	return `coalesce(${shaped}, CASE WHEN ${double} = floor(${double}) THEN TRY_CAST(${double} AS BIGINT) END)`;
}
/** Condition that is true where a cell is there and does not fit; `typed` is the cell after `castSql`. */
function misfitSql({ raw, logicalType, physicalType }, typed) {
	if (physicalType === "JSON") return jsonMisfit(raw, typed, logicalType);
	if (nativeType(physicalType) === logicalType) return "false";
	const isRead = typed !== raw;
	if (logicalType === "object" || logicalType === "array") return isRead ? `(${raw} IS NOT NULL AND (${typed} IS NULL OR ${jsonMisfit(typed, typed, logicalType)}))` : `${raw} IS NOT NULL`;
	if (SQL_TYPE[logicalType] === void 0) return `${raw} IS NOT NULL`;
	return `(${raw} IS NOT NULL AND ${typed} IS NULL)`;
}
function jsonMisfit(raw, typed, logicalType) {
	return `(${raw} IS NOT NULL AND (json_type(${raw}) NOT IN (${(JSON_TYPES$1[logicalType] ?? []).map(textLiteral).join(", ")})${typed === raw ? "" : ` OR ${typed} IS NULL`}))`;
}
/** Text of a value; that of a JSON string is what it says, without quotes. */
function textOf(raw, physicalType) {
	if (physicalType === "VARCHAR") return raw;
	return physicalType === "JSON" ? `json_extract_string(${raw}, '$')` : `${raw}::VARCHAR`;
}
function isTemporal(logicalType) {
	return [
		"date",
		"timestamp",
		"time"
	].includes(logicalType);
}
/** A time without a zone is one of the zone that is declared; null where it is read as it is. */
function zoned(raw, physicalType, reading) {
	if (reading?.timezone == null || !/^TIMESTAMP(_|$)/.test(physicalType)) return null;
	return inUtc(raw, reading.timezone);
}
function inUtc(time, timezone) {
	return `((${time}) AT TIME ZONE ${textLiteral(timezone)}) AT TIME ZONE 'UTC'`;
}
const OFFSET = "([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)\\s*$";
/** A time with an offset is the instant in UTC; the plain cast would drop the offset. */
function utcCast(text, reading) {
	const cast = `(TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`;
	if (reading?.timezone == null) return cast;
	const local = inUtc(`TRY_CAST(${text} AS TIMESTAMP)`, reading.timezone);
	return `CASE WHEN regexp_matches(${text}, ${textLiteral(`:[0-9.]+\\s*${OFFSET}`)}) THEN ${cast} ELSE ${local} END`;
}
/** Text of a declared format: strptime alone takes 1/5/2020 for 01/05/2020. */
function readingCast(text, target, { strptime, pattern, timezone }) {
	const hasOffset = strptime?.includes("%z") === true;
	const parsed = `try_strptime(${hasOffset ? `regexp_replace(${text}, '[Zz]$', '+00:00')` : text}, ${textLiteral(strptime ?? "")})`;
	const time = !hasOffset && timezone !== null && target === "TIMESTAMP" ? inUtc(parsed, timezone) : hasOffset ? `(${parsed} AT TIME ZONE 'UTC')` : parsed;
	return `CASE WHEN regexp_full_match(${text}, ${textLiteral(pattern ?? "")}) THEN (${time})::${target} END`;
}
/** A cast takes more than is meant: 1.5 as the integer 2, 1_000 as a number, a time of day as a date. */
const TEXT_SHAPE = {
	integer: (text) => fullMatch(text, "[+-]?[0-9]{1,19}"),
	number: (text) => `NOT contains(${text}, '_')`,
	date: (text) => fullMatch(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]00:00(:00([.]0+)?)?)?")
};
function fullMatch(text, pattern) {
	return `regexp_full_match(trim(${text}), ${textLiteral(pattern)})`;
}
const NATIVE = [
	[/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|BIGNUM)$/, "integer"],
	[/^(DOUBLE|FLOAT|DECIMAL\([^)]*\)|DECIMAL)$/, "number"],
	[/^BOOLEAN$/, "boolean"],
	[/^DATE$/, "date"],
	[/(\[\d*\]$|^LIST|^ARRAY)/, "array"],
	[/^(STRUCT|MAP|UNION|JSON)/, "object"],
	[/^TIMESTAMP/, "timestamp"],
	[/^TIME/, "time"]
];
/** Logical type of a DuckDB type. */
function nativeType(physicalType) {
	return NATIVE.find(([pattern]) => pattern.test(physicalType))?.[1] ?? "string";
}
function isNumericType(logicalType) {
	return logicalType === "number" || logicalType === "integer";
}

// src/adapters/duckdb/label-of.ts
/** A file of a dataset as errors name it: relative to the folder of modelyard.yml where it lies below. */
function labelOf({ base }, file) {
	if (base === void 0) return file;
	const below = relative(base, file);
	return below === "" || below.startsWith("..") || isAbsolute(below) ? file : below.split(sep).join("/");
}
/** The files of a dataset in one short text. */
function labelOfAll(source) {
	const [first = "", ...others] = source.files;
	const more = others.length === 1 ? "one more file" : `${others.length} more files`;
	return others.length === 0 ? labelOf(source, first) : `${labelOf(source, first)} and ${more}`;
}

// src/adapters/duckdb/reader-sql.ts
/**
* The FROM item that reads the files. CSV cells stay text: an unquoted empty cell is null, a quoted one is empty text.
* `partitioned` adds the folders named `key=value` as columns of text.
*/
function readerSql(files, reading, partitioned = false) {
	const list = `[${files.map((file) => textLiteral(escapeGlob(file))).join(", ")}]`;
	const folders = partitioned ? "hive_partitioning = true, hive_types_autocast = false" : "hive_partitioning = false";
	switch (reading.format) {
		case "parquet": return `read_parquet(${list}, union_by_name = false, ${folders}${parquetOptions(reading)})`;
		case "jsonl": return `read_json(${list}, ${jsonOptions(reading)}, ${folders})`;
		case "json-values": return `read_json(${list}, ${jsonOptions({
			...reading,
			types: [["json", "JSON"]]
		})}, records = false)`;
		case "lines": return `read_csv(${list}, auto_detect = false, header = false, delim = '${NO_CHARACTER}', quote = '', escape = '', strict_mode = false, ${LINE_SIZES}, columns = {'line': 'VARCHAR'})`;
		case "csv": return `read_csv(${list}, ${csvOptions(reading)}, ${folders})`;
		case "duckdb": return reading.table;
	}
}
function parquetOptions({ isNumbered = false, isText = false }) {
	return `${isNumbered ? ", file_row_number = true" : ""}${isText ? ", binary_as_string = true" : ""}`;
}
function csvOptions({ delimiter, names, form, newLine }) {
	return [
		"auto_detect = false",
		`header = ${form.names === null}`,
		`delim = ${textLiteral(delimiter)}`,
		`quote = ${textLiteral(form.quote)}`,
		`escape = ${textLiteral(form.escape)}`,
		`nullstr = [${nullSpellings(form).map(textLiteral).join(", ")}]`,
		LINE_SIZES,
		...newLine === void 0 ? [] : [`new_line = '\\r\\n'`],
		"allow_quoted_nulls = false",
		"null_padding = false",
		`columns = ${columnTypes(names.map((name) => [name, "VARCHAR"]))}`
	].join(", ");
}
/** Longest line. DuckDB takes buffers of twice its length, one for each of its threads: they must fit the memory it may use. */
const LONGEST_LINE_BYTES = 16777216;
const LINE_SIZES = `max_line_size = ${LONGEST_LINE_BYTES}, buffer_size = ${2 * LONGEST_LINE_BYTES}`;
/** No text holds this sign. */
const NO_CHARACTER = "􏿿";
/** DuckDB takes no empty list. */
function nullSpellings({ nulls }) {
	return nulls.length === 0 ? [NO_CHARACTER] : nulls;
}
function jsonOptions({ types, isList }) {
	const options = [`format = '${isList ? "array" : "newline_delimited"}'`, `maximum_object_size = ${LONGEST_LINE_BYTES}`];
	const shape = types === null ? [
		"sample_size = -1",
		"records = true",
		"map_inference_threshold = -1"
	] : [`columns = ${columnTypes(types)}`];
	return [...options, ...shape].join(", ");
}
function columnTypes(types) {
	return `{${types.map(([name, type]) => `${textLiteral(name)}: ${textLiteral(type)}`).join(", ")}}`;
}
/** DuckDB expands patterns itself; a file name that looks like one must not be expanded. */
function escapeGlob(path) {
	return path.replace(/[[\]*?]/g, (sign) => `[${sign}]`);
}

// src/adapters/duckdb/relation.ts
function relationOf(source, { near, columns, isText }) {
	const numbers = source.form?.csv?.numbers ?? null;
	const select = /* @__PURE__ */ new Map();
	const described = columns.map((column, index) => {
		const reading = source.readings?.[column.name] ?? null;
		const [own, raw] = [identifier(column.name), `r${index}`];
		const cast = castSql({
			...column,
			reading,
			numbers,
			raw: own
		});
		const typed = cast === null ? raw : `t${index}`;
		select.set(column.name, [`${own} AS ${raw}`, ...cast === null ? [] : [`${cast} AS t${index}`]]);
		return {
			...column,
			reading,
			raw,
			typed,
			misfit: misfitSql({
				...column,
				reading,
				raw
			}, typed)
		};
	});
	const body = {
		near,
		row: "file_row_number + 1",
		select
	};
	return {
		source,
		isText,
		isKept: false,
		isStored: false,
		body,
		columns: described,
		...fromItems(body, described)
	};
}
function fromItems({ near, row, select: parts }, columns) {
	const { from, numbered } = near(columns.map(({ name }) => name));
	const select = columns.flatMap(({ name }) => parts.get(name) ?? []);
	return {
		sql: `(SELECT ${(select.length === 0 ? ["NULL AS nothing"] : select).join(", ")} FROM ${from})`,
		numbered: numbered === null ? null : `(SELECT ${[`${row} AS row`, ...select].join(", ")} FROM ${numbered})`
	};
}
/**
* The relation with only some of its columns. Every query plans all columns that its relation names, whatever it reads of
* them: of thousands that takes longer than to count.
*/
function narrowRelation(relation, names) {
	const columns = [...new Set(names)].map((name) => columnNamed(relation, name));
	return {
		...relation,
		columns,
		...fromItems(relation.body, columns)
	};
}
/** The relation with its rows in a table of its own. */
function keptRelation(relation, table) {
	const near = () => ({
		from: table,
		numbered: table
	});
	return {
		...storedRelation(relation, {
			near,
			row: "rowid + 1"
		}),
		isKept: true
	};
}
/** The relation with its rows in a Parquet file of its own. */
function fileRelation(relation, path) {
	const reader = (isNumbered) => readerSql([path], {
		format: "parquet",
		isNumbered
	});
	const near = () => ({
		from: reader(false),
		numbered: reader(true)
	});
	return {
		...storedRelation(relation, {
			near,
			row: "file_row_number + 1"
		}),
		isKept: false
	};
}
function storedRelation(relation, stored) {
	const select = new Map(relation.columns.map(({ name, raw, typed }) => [name, [.../* @__PURE__ */ new Set([raw, typed])]]));
	const body = {
		...stored,
		select
	};
	return {
		...relation,
		body,
		...fromItems(body, relation.columns),
		isText: false,
		isStored: false
	};
}
/**
* The rows with their number in a column `row`, which counts data rows from 1 over the files in their order. To count them
* DuckDB needs one thread for all, so they are counted only where nothing knows their number.
*/
function numberedRows({ sql, numbered }) {
	return numbered ?? `(SELECT row_number() OVER () AS row, * FROM ${sql})`;
}
/**
* A few of the rows that `numberedRows` gives, to be kept. Without being sorted, those of each group of rows in a file are held
* apart, in a quarter of a megabyte for each column, until all are there.
*/
function inOrder(numbered) {
	return `${numbered} ORDER BY row`;
}
const placesOf = /* @__PURE__ */ new WeakMap();
function columnsByName(columns) {
	const known = placesOf.get(columns);
	if (known !== void 0) return known;
	const places = new Map(columns.map((column) => [column.name, column]));
	placesOf.set(columns, places);
	return places;
}
/** The column of a name. Throws `input` where the data have none. */
function columnNamed(relation, name) {
	const column = columnsByName(relation.columns).get(name);
	if (column !== void 0) return column;
	const names = relation.columns.map((each) => each.name);
	throw new ModelyardError("input", `${labelOfAll(relation.source)}: there is no column ${name}`, { hint: `The columns are: ${names.slice(0, 50).join(", ")}.` });
}

// src/adapters/process/locate-worker.ts
/** Where the bundle puts a worker: beside the code that asks, or one folder up when that became a chunk. */
function locateWorker(name, from = import.meta.url) {
	const found = [new URL(`./${name}`, from), new URL(`../${name}`, from)].find((place) => existsSync(place));
	if (found !== void 0) return found;
	throw new ModelyardError("internal", `${name} is neither beside ${fileURLToPath(from)} nor above it`, { hint: "The installation is incomplete; build or install Modelyard again." });
}

// src/adapters/process/worker-environment.ts
/** What a worker may see of the environment: enough for the loader and for Windows, and no secrets. */
const PASSED_VARIABLES = [
	"PATH",
	"HOME",
	"LANG",
	"TMPDIR",
	"LD_LIBRARY_PATH",
	"DYLD_LIBRARY_PATH",
	"NODE_PATH",
	RUNTIME_VARIABLE,
	"SystemRoot",
	"TEMP"
];
function workerEnvironment() {
	const passed = PASSED_VARIABLES.flatMap((name) => {
		const value = process.env[name];
		return value === void 0 ? [] : [[name, value]];
	});
	return Object.fromEntries(passed);
}

// src/adapters/duckdb/sandbox.ts
const TIME_LIMIT_MS = 6e4;
const TOTAL_TIME_LIMIT_MS = 6e5;
const SANDBOX_MEMORY_MB = 512;
/** A query that does not hear of its interruption is ended with its process. */
const GRACE_MS = 5e3;
/** Loading the add-on and opening the tables. */
const START_LIMIT_MS = 6e4;
/** Asks queries one after the other in a process of its own; a query that ends the process spares the others. */
async function askInSandbox(setup, questions, options) {
	const { timeLimitMs = TIME_LIMIT_MS, totalTimeLimitMs = TOTAL_TIME_LIMIT_MS } = options;
	const memoryLimitMb = options.memoryLimitMb ?? 512;
	const endMs = Date.now() + totalTimeLimitMs;
	const answers = [];
	let worker = null;
	try {
		for (const { id, sql } of questions) {
			const leftMs = Math.min(timeLimitMs, endMs - Date.now());
			if (leftMs <= 0) {
				answers.push(noAnswer(id, `the time for queries, ${totalTimeLimitMs / 1e3} s, is used up`));
				continue;
			}
			const ready = worker ?? await startWorker$1({
				...setup,
				memoryLimitMb
			}, options);
			if (typeof ready === "string") {
				answers.push(noAnswer(id, ready));
				continue;
			}
			const reply = await request(ready, {
				kind: "ask",
				sql,
				timeLimitMs: leftMs
			}, leftMs + GRACE_MS);
			answers.push(reply.kind === "value" ? {
				id,
				value: reply.value
			} : noAnswer(id, reasonOf(reply)));
			worker = isAlive$1(ready) ? ready : null;
		}
	} finally {
		worker?.kill("SIGKILL");
	}
	return answers;
}
function noAnswer(id, reason) {
	return {
		id,
		value: null,
		reason
	};
}
function reasonOf(reply) {
	return reply.kind === "refused" ? reply.reason : "the sandbox gave no answer";
}
function isAlive$1({ exitCode, signalCode }) {
	return exitCode === null && signalCode === null;
}
/** A worker that is locked and has its tables; a text says why there is none. */
async function startWorker$1(setup, { workerUrl }) {
	const child = fork(fileURLToPath(workerUrl ?? locateWorker("sql-worker.js")), [], {
		execArgv: [],
		env: workerEnvironment(),
		stdio: [
			"ignore",
			"ignore",
			"ignore",
			"ipc"
		]
	});
	const kill = () => void child.kill("SIGKILL");
	process.on("exit", kill);
	child.once("exit", () => process.off("exit", kill));
	const reply = await request(child, {
		kind: "setup",
		setup
	}, START_LIMIT_MS);
	if (reply.kind === "ready") return child;
	kill();
	return reasonOf(reply);
}
/** One question; the process is ended when there is no answer in time. */
function request(child, message, limitMs) {
	return new Promise((resolve) => {
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			child.kill("SIGKILL");
		}, limitMs);
		const done = (reply) => {
			clearTimeout(timer);
			child.off("message", onMessage);
			child.off("exit", onExit);
			resolve(reply);
		};
		const onMessage = (reply) => done(reply);
		const onExit = (code, signal) => done({
			kind: "refused",
			reason: isLate ? `it did not answer within ${limitMs / 1e3} s` : exitReason(code, signal)
		});
		child.once("message", onMessage).once("exit", onExit);
		child.send(message, () => void 0);
	});
}
/** Who kills it besides us is itself when it grows beyond its memory, or the system when there is none left. */
function exitReason(code, signal) {
	if (signal === "SIGKILL") return "it needs more memory than a query may have";
	return `it ended the process that ran it (${signal ?? `exit code ${code}`})`;
}

// src/adapters/duckdb/ask-queries.ts
/**
* Answers queries of strangers. What may run is copied, as far as it is read, to files of their own, and runs in a process
* that can reach nothing else.
*/
async function askQueries(session, { tables, questions }, options) {
	const names = tables.map(({ name }) => name);
	const guarded = /* @__PURE__ */ new Map();
	const answers = /* @__PURE__ */ new Map();
	for (const { id, sql } of questions) {
		const found = await guardQuery(session, sql, names);
		if (typeof found === "string") answers.set(id, {
			id,
			value: null,
			reason: found
		});
		else guarded.set(id, found);
	}
	const asked = questions.filter(({ id }) => guarded.has(id));
	if (asked.length > 0) for (const answer of await answerAsked(session, {
		tables,
		asked,
		guarded: [...guarded.values()]
	}, options)) answers.set(answer.id, answer);
	return questions.map(({ id }) => answers.get(id) ?? {
		id,
		value: null,
		reason: "it was not asked"
	});
}
async function answerAsked(session, { tables, asked, guarded }, options) {
	const temporaryFolder = await session.makeFolder("queries");
	try {
		const copied = [];
		for (const { name, relation } of tables) {
			const reads = guarded.filter((each) => each.tables.includes(folded(name)));
			if (reads.length === 0) continue;
			const file = join(temporaryFolder, `${copied.length}.parquet`);
			await copyColumns(session, relation, {
				reads,
				file
			});
			copied.push({
				name,
				file
			});
		}
		return await askInSandbox({
			tables: copied,
			temporaryFolder
		}, asked, options);
	} finally {
		await rm(temporaryFolder, {
			recursive: true,
			force: true
		});
	}
}
/** Only the columns that some query names, under their names and as their logical types. */
async function copyColumns(session, relation, { reads, file }) {
	const isWhole = reads.some(({ columns }) => columns === null);
	const named = new Set(reads.flatMap(({ columns }) => columns ?? []));
	const used = relation.columns.filter(({ name }) => isWhole || named.has(name.toLowerCase()));
	const columns = used.length === 0 ? relation.columns.slice(0, 1) : used;
	const select = columns.map(({ name, typed }) => `${typed} AS ${identifier(name)}`).join(", ");
	const narrow = narrowRelation(relation, columns.map(({ name }) => name));
	await session.rows(`COPY (SELECT ${select} FROM ${narrow.sql}) TO ${textLiteral(file)} (FORMAT parquet)`, relation.source);
}

// src/adapters/duckdb/hashes.ts
/** So many hashes are told apart in about seventy megabytes; of more, each part is looked at alone. */
const AT_ONCE = 1e6;
/**
* Looks at the hashes of a FROM item with a column `k`. Many of them, and those of text that would be parsed again, are
* kept meanwhile in a file, eight bytes each: a table would hold more than as much in memory.
*/
async function withHashes({ session, source, from, isText }, look) {
	const rows = isText ? null : await countIn(session, from, source);
	if (rows !== null && rows <= 1e6) return look({
		session,
		source,
		from,
		rows
	});
	const path = await session.store(`SELECT k FROM ${from}`, {
		source,
		columns: 1
	});
	const stored = readerSql([path], { format: "parquet" });
	try {
		return await look({
			session,
			source,
			from: stored,
			rows: rows ?? await countIn(session, stored, source)
		});
	} finally {
		await session.remove(path);
	}
}
async function countIn(session, from, source) {
	const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${from}`, source);
	return Number(row.n);
}
/** Conditions on `k` that each let a part of so many hashes through, together all of them. */
function partsOf$1(hashes) {
	const parts = Math.ceil(hashes / AT_ONCE);
	return parts <= 1 ? ["true"] : Array.from({ length: parts }, (_, part) => `k % ${parts} = ${part}`);
}
/** With more parts, each of which reads all hashes, these are first split into as many tables as each then has parts. */
const MOST_PARTS = 16;
/** How many different hashes there are. */
async function countDistinct(hashes) {
	const parts = partsOf$1(hashes.rows).length;
	if (parts <= MOST_PARTS) return countInParts(hashes);
	const { session, source, from } = hashes;
	const tables = Math.ceil(Math.sqrt(parts));
	let distinct = 0;
	for (let table = 0; table < tables; table++) {
		const some = `(SELECT k FROM ${from} WHERE (k >> 32) % ${tables} = ${table})`;
		distinct += await withHashes({
			session,
			source,
			from: some,
			isText: true
		}, countInParts);
	}
	return distinct;
}
async function countInParts({ session, source, from, rows }) {
	let distinct = 0;
	for (const part of partsOf$1(rows)) {
		const [row = {}] = await session.rows(`SELECT count(DISTINCT k) AS d FROM ${from} WHERE ${part}`, source);
		distinct += Number(row.d);
	}
	return distinct;
}
/** Looks at the hashes that stand in more than one row. */
function withRepeated(hashes, look) {
	return withFrequent(hashes, { least: 2 }, look);
}
/** Looks at the hashes that stand in so many rows or more. */
async function withFrequent({ session, source, from, rows }, { least }, look) {
	const queries = partsOf$1(rows).map((part) => `SELECT k FROM ${from} WHERE ${part} GROUP BY k HAVING count(*) >= ${least}`);
	return withTable({
		session,
		source
	}, queries, look);
}
/** Looks at the hashes that stand on both sides. */
async function withShared([left, right], look) {
	const [few, many] = left.rows <= right.rows ? [left, right] : [right, left];
	return withTable(left, partsOf$1(few.rows).map((part) => `SELECT DISTINCT k FROM (SELECT k FROM ${many.from} WHERE ${part}) SEMI JOIN (SELECT k FROM ${few.from} WHERE ${part}) USING (k)`), look);
}
/** Looks at a table of what all of the queries find. */
async function withTable({ session, source }, queries, look) {
	const [first = "", ...others] = queries;
	const table = await session.keep(first, source);
	try {
		for (const query of others) await session.rows(`INSERT INTO ${table} ${query}`, source);
		return await look({
			table,
			count: await countIn(session, table, source)
		});
	} finally {
		await session.drop(table, source);
	}
}

// src/adapters/duckdb/list-value.ts
/** Elements of a DuckDB LIST value; none where it is null. */
function itemsOf(value) {
	return value === null || value === void 0 ? [] : value.items;
}

// src/adapters/duckdb/row-keys.ts
/** A hash over more columns than this would hold a buffer of each in memory. */
const COLUMNS_AT_ONCE = 200;
/**
* Looks at the rows by a hash of their values: equal rows have equal ones, and of ten million different rows none, but for
* one chance in 300,000.
*/
async function withRowKeys(session, relation, { names, other = relation, also = [] }, look) {
	if (names.length <= COLUMNS_AT_ONCE) {
		const narrow = narrowRelation(relation, [...names, ...also]);
		const key = `${keySql$1(relation, names, other)} AS k`;
		return look({
			session,
			relation,
			plain: `(SELECT *, ${key} FROM ${narrow.sql})`,
			numbered: `(SELECT *, ${key} FROM ${numberedRows(narrow)})`
		});
	}
	const table = await keepKeys(session, relation, {
		names,
		other
	});
	try {
		const beside = `(SELECT * FROM ${table} JOIN ${numberedRows(narrowRelation(relation, also))} USING (row))`;
		const from = also.length === 0 ? table : beside;
		return await look({
			session,
			relation,
			plain: from,
			numbered: from
		});
	} finally {
		await session.drop(table, relation.source);
	}
}
/** A table of the number of each row and its key, made of the columns some at a time. */
async function keepKeys(session, relation, { names, other }) {
	let table = null;
	for (let start = 0; start < names.length; start += COLUMNS_AT_ONCE) {
		const some = names.slice(start, start + COLUMNS_AT_ONCE);
		const next = `(SELECT row, ${keySql$1(relation, some, other)} AS h FROM ${numberedRows(narrowRelation(relation, some))})`;
		const query = table === null ? `SELECT row, h AS k FROM ${next}` : `SELECT row, hash(k, h) AS k FROM ${table} JOIN ${next} USING (row)`;
		const longer = await session.keep(query, relation.source);
		if (table !== null) await session.drop(table, relation.source);
		table = longer;
	}
	return table ?? "";
}
function keySql$1(relation, names, other) {
	return `hash(${names.map((name) => comparableSql(columnNamed(relation, name), columnNamed(other, name))).join(", ")})`;
}
/** A cell in the type in which both sides can be equal: the hash of 1 is not that of 1.0. */
function comparableSql(mine, theirs) {
	if (mine.logicalType === theirs.logicalType) return `${mine.typed}${SAME_TYPE[mine.logicalType] ?? ""}`;
	return [mine, theirs].every(({ logicalType }) => ["integer", "number"].includes(logicalType)) ? `${mine.typed}::DOUBLE` : `${mine.raw}::VARCHAR`;
}
const SAME_TYPE = {
	integer: "::HUGEINT",
	number: "::DOUBLE",
	timestamp: "::TIMESTAMP"
};

// src/adapters/duckdb/count-shared.ts
const MOST_EXAMPLES$2 = 5;
const LONGEST_EXAMPLE$4 = 200;
/** Rows of the left dataset whose value of a column (ids, groups) stands in the right one, too. Values compare as text. */
async function countShared(session, pair, column) {
	const [left, right] = [narrowRelation(pair[0], [column]), narrowRelation(pair[1], [column])];
	const [mine, other] = [left, right].map((relation) => {
		const { raw } = columnNamed(relation, column);
		const [text, present] = [`${raw}::VARCHAR`, `${raw} IS NOT NULL`];
		return {
			relation,
			hashes: `(SELECT hash(${text}) AS k FROM ${relation.sql} WHERE ${present})`,
			rows: `(SELECT row, ${text} AS v, hash(${text}) AS k FROM ${numberedRows(relation)} WHERE ${present})`,
			cells: `(SELECT ${text} AS v, hash(${text}) AS k FROM ${relation.sql} WHERE ${present})`
		};
	});
	return withSharedHashes(session, [mine, other], async ({ table, count }, checked) => {
		if (count === 0) return {
			checked,
			...NONE
		};
		const known = `SEMI JOIN ${table} USING (k)`;
		const theirs = `SELECT DISTINCT v FROM ${other.cells} ${known}`;
		const [row = {}] = await session.rows(`SELECT count(*) AS n, count(DISTINCT v) AS d FROM ${mine.cells} ${known} SEMI JOIN (${theirs}) USING (v)`, left.source);
		if (Number(row.n) === 0) return {
			checked,
			...NONE
		};
		const examples = await session.rows(`SELECT left(v, ${LONGEST_EXAMPLE$4}) AS v, min(row) AS r FROM ${mine.rows} ${known} SEMI JOIN (${theirs}) USING (v) GROUP BY v ORDER BY r LIMIT ${MOST_EXAMPLES$2}`, left.source);
		return {
			checked,
			shared: Number(row.n),
			values: Number(row.d),
			examples: examples.map((each) => ({
				row: Number(each.r),
				value: String(each.v)
			}))
		};
	});
}
const NONE = {
	shared: 0,
	values: 0,
	examples: []
};
/** What stands on both sides by its hash; few do, and only they need a second look. */
async function withSharedHashes(session, [left, right], look) {
	const of = ({ relation, hashes }) => ({
		session,
		source: relation.source,
		isText: relation.isText,
		from: hashes
	});
	return withHashes(of(left), (mine) => withHashes(of(right), (theirs) => withShared([mine, theirs], (shared) => look(shared, mine.rows))));
}
/** Rows of the left dataset that are equal in all these columns to a row of the right one. */
async function countSharedRows(session, [left, right], names) {
	return withRowKeys(session, left, {
		names,
		other: right
	}, (mine) => withRowKeys(session, right, {
		names,
		other: left
	}, (theirs) => {
		return withSharedHashes(session, [{
			relation: left,
			hashes: `(SELECT k FROM ${mine.plain})`
		}, {
			relation: right,
			hashes: `(SELECT k FROM ${theirs.plain})`
		}], async ({ table, count }, checked) => {
			if (count === 0) return {
				checked,
				...NONE
			};
			const [row = {}] = await session.rows(`SELECT count(*) AS shared, min(row, ${MOST_EXAMPLES$2}) AS first FROM ${mine.numbered} SEMI JOIN ${table} USING (k)`, left.source);
			return {
				checked,
				shared: Number(row.shared),
				values: count,
				examples: itemsOf(row.first).map((number) => ({
					row: Number(number),
					value: WHOLE_ROW
				}))
			};
		});
	}));
}

// src/adapters/duckdb/count-changed.ts
const MOST_EXAMPLES$1 = 5;
const LONGEST_EXAMPLE$3 = 80;
/** Rows of the left dataset whose key stands in the right one, and those of them with another cell there. */
async function countChanged(session, pair, asked) {
	const { shared: checked } = await countShared(session, pair, asked.key);
	if (checked === 0) return {
		checked,
		changed: 0,
		examples: []
	};
	const { shared: same } = await countSharedRows(session, pair, [asked.key, asked.column]);
	const changed = Math.max(0, checked - same);
	return {
		checked,
		changed,
		examples: changed === 0 ? [] : await firstChanged(session, pair, asked)
	};
}
async function firstChanged(session, pair, asked) {
	const names = [asked.key, asked.column];
	const [now, before] = [narrowRelation(pair[0], names), narrowRelation(pair[1], names)];
	const select = (own, other) => {
		const comparable = (name) => comparableSql(columnNamed(own, name), columnNamed(other, name));
		const text = `left(coalesce(${columnNamed(own, asked.column).raw}::VARCHAR, ''), ${LONGEST_EXAMPLE$3})`;
		return `${comparable(asked.key)} AS id, ${comparable(asked.column)} AS cell, ${text} AS text`;
	};
	const mine = `(SELECT row, ${select(now, before)} FROM ${numberedRows(now)})`;
	const theirs = `(SELECT ${select(before, now)} FROM ${before.sql})`;
	return (await session.rows(`SELECT n.row AS row, min(n.text) AS text, min(b.text) AS was FROM ${mine} n JOIN ${theirs} b ON n.id = b.id WHERE n.cell IS DISTINCT FROM b.cell GROUP BY n.row ORDER BY n.row LIMIT ${MOST_EXAMPLES$1}`, now.source)).map(({ row, text, was }) => ({
		row: Number(row),
		value: `${text}, was ${was}`
	}));
}

// src/adapters/duckdb/count-values.ts
/** Cells of a column by their text, the most frequent first, and how many there are in all. */
async function countValues(session, relation, { column, most }) {
	const narrow = narrowRelation(relation, [column]);
	const { raw } = columnNamed(narrow, column);
	const [row = {}] = await session.rows(`SELECT count(*) AS n, count(${raw}) AS present, count(DISTINCT ${raw}) AS d FROM ${narrow.sql}`, relation.source);
	const values = await session.rows(`SELECT ${raw}::VARCHAR AS v, count(*) AS n FROM ${narrow.sql} WHERE ${raw} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${most}`, relation.source);
	return {
		rows: Number(row.n),
		nulls: Number(row.n) - Number(row.present),
		distinct: Number(row.d),
		values: values.map((each) => ({
			text: String(each.v),
			rows: Number(each.n)
		}))
	};
}

// src/adapters/duckdb/choose-rows.ts
/**
* The rows of a relation that have one of the values of each choice; they keep the numbers that they have in the files. Throws
* `input` where a value stands in no row: a name that nothing has is a mistake.
*/
async function chooseRows$1(session, { relation, source, choices }) {
	for (const choice of choices) await assertThere(session, {
		relation,
		source,
		choice
	});
	const chosen = chosenRelation(relation, {
		source,
		condition: choices.map((choice) => `(${anyOf(relation, choice)})`).join(" AND ")
	});
	const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${chosen.sql}`, source);
	if (Number(row.n) > 0) return chosen;
	throw new ModelyardError("input", `${labelOfAll(source)}: no row has ${named(choices)}`, { hint: "Correct rows in modelyard.yml, or the data." });
}
function anyOf(relation, { column, values }) {
	const { raw, typed, logicalType } = columnNamed(relation, column);
	const cell = logicalType === "string" ? raw : typed;
	return values.map((value) => {
		if (typeof value === "string") return `${raw}::VARCHAR = ${textLiteral(value)}`;
		return typeof value === "number" ? `TRY_CAST(${cell} AS DOUBLE) = ${value}::DOUBLE` : `TRY_CAST(${cell} AS BOOLEAN) = ${value}`;
	}).join(" OR ");
}
async function assertThere(session, { relation, source, choice }) {
	const { column, values } = choice;
	const counts = values.map((value, index) => `count(*) FILTER (WHERE ${anyOf(relation, {
		column,
		values: [value]
	})}) AS n${index}`);
	const { raw } = columnNamed(relation, column);
	const [row = {}] = await session.rows(`SELECT count(DISTINCT ${raw}) AS d, ${counts.join(", ")} FROM ${relation.sql}`, source);
	const absent = values.filter((_, index) => Number(row[`n${index}`]) === 0);
	if (absent.length === 0) return;
	throw new ModelyardError("input", `${labelOfAll(source)}: no row has ${named([{
		column,
		values: absent
	}])}; the column has ${row.d} different values`, { hint: "Correct rows in modelyard.yml, or the data." });
}
function named(choices) {
	return choices.map(({ column, values }) => `${column} = ${values.join(" or ")}`).join(" and ");
}
function chosenRelation(relation, { source, condition }) {
	const select = new Map(relation.columns.map(({ name, raw, typed }) => [name, [.../* @__PURE__ */ new Set([raw, typed])]]));
	const from = `(SELECT * FROM ${relation.sql} WHERE ${condition})`;
	const numbered = `(SELECT * FROM ${numberedRows(relation)} WHERE ${condition})`;
	return {
		...relation,
		source,
		body: {
			near: () => ({
				from,
				numbered
			}),
			row: "row",
			select
		},
		sql: from,
		numbered
	};
}

// src/adapters/duckdb/connect.ts
/** Opens DuckDB in memory; nothing is installed, loaded or fetched from anywhere. The add-on is loaded here and not before. */
async function connectDuckdb({ memoryLimitMb, temporaryFolder }) {
	const { DuckDBInstance: Instance } = await loadAddOn("@duckdb/node-api", () => import("@duckdb/node-api")).catch((cause) => {
		throw new ModelyardError("outside", `DuckDB cannot be loaded on ${process.platform}-${process.arch}: ${messageOf(cause)}`, {
			cause,
			hint: "Run npm ci; if the platform has no build of @duckdb/node-api, use Linux or macOS on x64 or arm64."
		});
	});
	const instance = await Instance.create(":memory:", {
		memory_limit: `${memoryLimitMb}MB`,
		temp_directory: temporaryFolder,
		enable_external_file_cache: "false",
		allocator_flush_threshold: "1MB",
		allocator_bulk_deallocation_flush_threshold: "1MB",
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		allow_community_extensions: "false"
	});
	const connection = await instance.connect();
	await connection.run("SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET lock_configuration = true");
	return {
		instance,
		connection
	};
}

// src/adapters/duckdb/data-error.ts
const BAD_TEXT = /Invalid unicode|not utf-8|invalid UTF-8|Invalid Input Error.*unicode/i;
const OUT_OF_MEMORY = /^Out of Memory Error/;
/** An error of ours, or of DuckDB, that tells of too little memory. */
function isOutOfMemory(error) {
	const cause = error instanceof ModelyardError ? error.cause : error;
	return OUT_OF_MEMORY.test(messageOf(cause));
}
const EXPLANATIONS = [
	{
		pattern: BAD_TEXT,
		what: "is not UTF-8 text",
		hint: "Save or convert it as UTF-8, e.g. with `iconv -f latin1 -t utf-8`."
	},
	{
		pattern: /Maximum line size/i,
		what: "has a line of more than 16 MB, or a quote that is never closed",
		hint: "Close the quote; keep long values in Parquet."
	},
	{
		pattern: /maximum_object_size/,
		what: "has an object of more than 16 MB",
		hint: "Keep long values in Parquet."
	},
	{
		pattern: /unterminated quote/i,
		what: "has a quote that is never closed, text after a closing quote, or a line of more than 16 MB",
		hint: "Write a quote inside a quoted cell twice: \"say \"\"yes\"\"\"; keep long values in Parquet."
	},
	{
		pattern: /state machine reached an invalid state/i,
		what: "mixes line endings (\\n and \\r\\n), or has text after a closing quote",
		hint: "Write the file again with one kind of line ending."
	},
	{
		pattern: /Input is not a GZIP stream|doesn't match checksum|ZSTD|zstd/,
		what: "is damaged: it cannot be unpacked",
		hint: "Write or fetch the file again."
	},
	{
		pattern: OUT_OF_MEMORY,
		what: "needs more memory than it is given",
		hint: "Write it as Parquet, with fewer columns or shorter values."
	},
	{
		pattern: /Conflicting lock|Could not set lock/i,
		what: "is open in another program that writes to it",
		hint: "Close it there first."
	},
	{
		pattern: /not a valid DuckDB database|Unable to open database|storage version|database file|Corrupt database/i,
		what: "cannot be read as a DuckDB file",
		hint: "It may be damaged or written by a newer DuckDB; EXPORT it as Parquet."
	},
	{
		pattern: /No magic bytes|Parquet|TProtocolException|Footer|thrift/i,
		what: "is a damaged Parquet file",
		hint: "Write or fetch the file again."
	},
	{
		pattern: /Value "JSON(\[\]){50}/,
		what: "has a list that is nested too deeply",
		hint: "Write it flatter, or as text."
	},
	{
		pattern: /has duplicate key/i,
		what: "has an object with the same key twice",
		hint: "Every key may stand once in an object."
	},
	{
		pattern: /Malformed JSON|JSON transform error|expected records|non-record JSON/i,
		what: "is not JSON Lines: every line must be one object",
		hint: "Write one {…} on each line, or in a .json file a list of objects, which must not be empty."
	}
];
/** The file that an error of DuckDB speaks of; null where it names none. */
function fileIn(message, { source, standIns }) {
	const named = /file "([^"\n]+)"/.exec(message)?.[1] ?? /^ {2}file = (.+)$/m.exec(message)?.[1] ?? null ?? (source.files.length === 1 ? source.files[0] ?? null : null);
	if (named === null) return null;
	const path = named.replace(/\[([[\]*?])\]/g, "$1");
	return standIns.get(path)?.original ?? path;
}
/** Whether an error says that bytes are no UTF-8. */
function isBadText(message) {
	return BAD_TEXT.test(message);
}
/** What DuckDB says about bad data, as an error of ours: what, where, what to do. */
function dataError(cause, place) {
	const message = messageOf(cause);
	const file = fileIn(message, place);
	const label = file === null ? labelOfAll(place.source) : labelOf(place.source, file);
	const line = originalLine(lineOf(message), file, place);
	const ragged = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
	if (ragged !== null) return new ModelyardError("input", `${label}: line ${line ?? "?"} has ${ragged[2]} cells, the header has ${ragged[1]}`, {
		cause,
		hint: "Quote cells that hold the separator; every line needs all cells."
	});
	const known = EXPLANATIONS.find(({ pattern }) => pattern.test(message));
	if (known !== void 0) {
		const where = line === null ? "" : ` (line ${line})`;
		return new ModelyardError("input", `${label} ${known.what}${where}`, {
			cause,
			hint: known.hint
		});
	}
	if (/^(Parser|Binder|Catalog|INTERNAL) Error/.test(message)) return new ModelyardError("internal", `DuckDB refused a query on ${label}: ${firstLine(message)}`, { cause });
	const isOutside = /^(IO Error|Out of Memory|Permission)/i.test(message);
	return new ModelyardError(isOutside ? "unreadable" : "input", `${label} cannot be read as data: ${firstLine(message)}`, {
		cause,
		hint: "Look whether the file is whole and whether the disk has room."
	});
}
function firstLine(message) {
	return message.split("\n")[0]?.slice(0, 300) ?? "";
}
/** The number that a line has in the file with its comments. */
function originalLine(line, file, { standIns }) {
	const standIn = [...standIns.values()].find(({ original }) => original === file);
	if (line === null || standIn === void 0) return line;
	return standIn.removed.reduce((number, removed) => removed <= number ? number + 1 : number, line);
}
/** CSV lines count from 1; of a JSON file DuckDB names the line after the broken one. */
function lineOf(message) {
	const csv = /CSV Error on Line: (\d+)/.exec(message)?.[1];
	if (csv !== void 0) return Number(csv);
	const json = /Malformed JSON in file .* in line (\d+)/.exec(message)?.[1];
	return json === void 0 ? null : Number(json) - 1;
}

// src/adapters/duckdb/at-hand.ts
/** Columns with so many cells in all are read once and kept in a table while they are looked at. */
const MOST_CELLS = 4e6;
/** Types that a Parquet file gives back as they were. */
const PLAIN$1 = /^(VARCHAR|BOOLEAN|(TINY|SMALL|BIG)INT|INTEGER|FLOAT|DOUBLE|DATE|TIME|TIMESTAMP)$/;
/**
* Looks at a relation while its rows are near: some cells in a table, text as its types in a file of columns, which is read
* faster than a table that was moved to disk. What is in columns already and large stays where it is.
*/
async function whileAtHand(session, relation, { cells }, look) {
	const isSmall = cells !== null && cells <= 4e6;
	if (relation.isKept || !isSmall && !relation.isText) return look(relation);
	return isSmall || !relation.columns.every(isPlain$1) ? inTable(session, relation, look) : inFile(session, relation, look);
}
function isPlain$1({ physicalType, logicalType }) {
	return isPlainType(physicalType) && !["object", "array"].includes(logicalType);
}
function isPlainType(physicalType) {
	return PLAIN$1.test(physicalType);
}
async function inTable(session, relation, look) {
	const table = await session.keep(`SELECT * FROM ${relation.sql}`, relation.source);
	try {
		return await look(keptRelation(relation, table));
	} finally {
		await session.drop(table, relation.source);
	}
}
async function inFile(session, relation, look) {
	const query = `SELECT * FROM ${relation.sql}`;
	const path = await session.store(query, {
		source: relation.source,
		columns: 2 * relation.columns.length
	});
	try {
		return await look(fileRelation(relation, path));
	} finally {
		await session.remove(path);
	}
}
async function countRows$1(session, relation) {
	const { sql } = narrowRelation(relation, []);
	const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${sql}`, relation.source);
	return Number(row.n);
}

// src/adapters/duckdb/describe-reading.ts
/** Names and types of the columns of a FROM item. */
async function describeFrom(session, from, files) {
	return (await session.rows(`DESCRIBE SELECT * FROM ${from}`, {
		files,
		types: {}
	})).map((row) => ({
		name: String(row.column_name),
		physicalType: String(row.column_type)
	}));
}

// src/adapters/duckdb/infer-types.ts
/** Narrowest first. yes/no, 0/1, numbers with leading zeros and telephone numbers (+4930123456) stay text, integers, text and text. */
const CANDIDATES = [
	["boolean", (raw) => `lower(${raw}) IN ('true', 'false')`],
	["integer", (raw) => `regexp_full_match(${raw}, '-?(0|[1-9][0-9]{0,17})|[+](0|[1-9][0-9]{0,6})')`],
	["number", (raw) => `TRY_CAST(${raw} AS DOUBLE) IS NOT NULL AND NOT regexp_matches(${raw}, '^[+-]?0[0-9]|^[+][0-9]{8}|^\\s|\\s$|_')`],
	["date", (raw) => `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${raw} AS DATE) IS NOT NULL`],
	["timestamp", (raw) => `regexp_matches(${raw}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]') AND TRY_CAST(${raw} AS TIMESTAMP) IS NOT NULL`]
];
const FITTING = new Map(CANDIDATES);
const COLUMNS_PER_PASS$1 = 200;
const FIRST_ROWS$1 = 1e3;
/** Logical types of text columns by all of their cells, never by a sample. A column without any value is text. */
async function inferTypes(session, { near, source, columns }) {
	const open = columns.filter((name) => source.types[name] === void 0);
	const types = {};
	for (let start = 0; start < open.length; start += COLUMNS_PER_PASS$1) {
		const names = open.slice(start, start + COLUMNS_PER_PASS$1);
		const { from } = near(names);
		const first = await typesOfSome(session, {
			from: `(SELECT * FROM ${from} LIMIT ${FIRST_ROWS$1})`,
			source,
			names
		});
		(await fittingTypes(session, {
			from,
			source,
			batch: names.map((name, index) => ({
				name,
				types: first[index] ?? []
			}))
		})).forEach(({ name, present, fitting }) => {
			types[name] = (present > 0 ? fitting[0] : void 0) ?? "string";
		});
	}
	return types;
}
/** Types that every cell of each column fits. All cells stand in one column here: to plan all questions of each takes longer than to answer them. */
async function typesOfSome(session, { from, source, names }) {
	const counts = CANDIDATES.map(([type], place) => `${countSql$1("v", type, source)} AS t${place}`);
	const cells = `SELECT unnest(range(${names.length})) AS i, unnest([${names.map(identifier).join(", ")}]) AS v FROM ${from}`;
	const rows = await session.rows(`SELECT i, count(v) AS n, ${counts.join(", ")} FROM (${cells}) GROUP BY i`, source);
	const found = names.map(() => CANDIDATES.map(([type]) => type));
	for (const row of rows) found[Number(row.i)] = CANDIDATES.flatMap(([type], place) => Number(row[`t${place}`]) === Number(row.n) ? [type] : []);
	return found;
}
/** Which of the types every cell of a column fits that has a value, in their order. */
async function fittingTypes(session, { from, source, batch }) {
	const counts = batch.map((column, index) => countsSql$1(column, index, source));
	const [row = {}] = await session.rows(`SELECT ${counts.join(", ")} FROM ${from}`, source);
	return batch.map(({ name, types }, index) => {
		const present = Number(row[`c${index}_n`]);
		return {
			name,
			present,
			fitting: types.filter((type) => Number(row[`c${index}_${type}`]) === present)
		};
	});
}
function countsSql$1({ name, types }, index, source) {
	const raw = identifier(name);
	const counts = types.map((type) => `${countSql$1(raw, type, source)} AS c${index}_${type}`);
	return [`count(${raw}) AS c${index}_n`, ...counts].join(", ");
}
/** Counts cells that have a value of this type. */
function countSql$1(raw, type, { form }) {
	const cell = isNumericType(type) ? numberSql(raw, form?.csv?.numbers ?? null) : raw;
	const fits = FITTING.get(type) ?? (() => "false");
	return countIf(`${raw} IS NOT NULL AND (${fits(cell)})`);
}

// src/adapters/duckdb/assert-names.ts
/** Throws `input` for columns without a name and for names that stand twice, upper and lower case being equal to SQL. */
function assertNames(names, label) {
	const unnamed = names.findIndex((name) => name.trim() === "");
	if (unnamed !== -1) throw new ModelyardError("input", `${label}: column ${unnamed + 1} has no name`, { hint: "Name it where the file is written." });
	const seen = /* @__PURE__ */ new Map();
	for (const [index, name] of names.entries()) {
		const first = seen.get(name.toLowerCase());
		if (first !== void 0) throw twice(label, names, [first, index]);
		seen.set(name.toLowerCase(), index);
	}
}
function twice(label, names, [first, second]) {
	const [one = "", other = ""] = [names[first], names[second]];
	const where = one === other ? `as column ${first + 1} and as column ${second + 1}` : `as column ${first + 1} it is ${JSON.stringify(one)}, as column ${second + 1} ${JSON.stringify(other)}`;
	return new ModelyardError("input", `${label}: column ${JSON.stringify(other)} stands twice (upper and lower case count as equal): ${where}`, { hint: "Rename one of the two." });
}

// src/adapters/duckdb/text/csv-scanner.ts
const DELIMITERS = ",;	|";
/** Follows CSV text sign by sign and knows where in it the next sign stands. */
var CsvScanner = class {
	/** Lines and records count from 1, cells from 0. */
	line = 1;
	record = 1;
	cell = 0;
	isLineStart = true;
	#signs;
	#isQuoted = false;
	#isCellStart = true;
	#wasClosed = false;
	#isEscaped = false;
	#wasReturn = false;
	constructor(signs) {
		this.#signs = signs;
	}
	/** Whether the text ends inside of quotes. */
	get isOpen() {
		return this.#isQuoted;
	}
	/** Takes one sign; true where it is text of the cell, false for quotes, separators and line breaks. */
	feed(sign) {
		const isFeed = sign === "\n" && this.#wasReturn;
		this.#wasReturn = sign === "\r";
		if (isFeed) return this.#isQuoted;
		const isBreak = sign === "\n" || sign === "\r";
		if (isBreak) this.line += 1;
		if (this.#isQuoted) return this.#inQuotes(sign);
		if (!isBreak) return this.#outside(sign);
		this.#endLine();
		return false;
	}
	#inQuotes(sign) {
		const { quote, escape: escaping } = this.#signs;
		const wasEscaped = this.#isEscaped;
		this.#isEscaped = !wasEscaped && sign === escaping && escaping !== quote;
		if (wasEscaped) return true;
		if (sign !== quote) return !this.#isEscaped;
		this.#isQuoted = false;
		this.#wasClosed = true;
		return false;
	}
	#outside(sign) {
		const { quote, escape: escaping, delimiter } = this.#signs;
		const isDoubled = this.#wasClosed && sign === quote && escaping === quote;
		this.#wasClosed = false;
		this.isLineStart = false;
		if (isDoubled || this.#isCellStart && sign === quote) {
			this.#isQuoted = true;
			this.#isCellStart = false;
			return isDoubled;
		}
		const isDelimiter = delimiter === null ? DELIMITERS.includes(sign) : sign === delimiter;
		if (isDelimiter) this.cell += 1;
		this.#isCellStart = isDelimiter;
		return !isDelimiter;
	}
	#endLine() {
		if (!this.isLineStart) this.record += 1;
		this.cell = 0;
		this.isLineStart = true;
		this.#isCellStart = true;
		this.#wasClosed = false;
	}
};

// src/adapters/duckdb/text/decoders.ts
var UndecodableText = class extends Error {};
/** The encodings in which every byte is a character. */
const ONE_BYTE = /^(latin-1|windows-125\d|iso-8859-\d+|koi8-r|macintosh)$/;
/** Windows-1252 where it differs from Latin-1; five of the bytes mean nothing and stay controls. */
const WINDOWS_1252 = [..."€‚ƒ„…†‡ˆ‰Š‹ŒŽ", ..."‘’“”•–—˜™š›œžŸ"];
function createDecoder(encoding) {
	const decoder = rawDecoder(encoding);
	if (!ONE_BYTE.test(encoding)) return decoder;
	return {
		decode: (bytes) => withoutControls(decoder.decode(bytes)),
		end: () => withoutControls(decoder.end())
	};
}
function rawDecoder(encoding) {
	if (encoding === "latin-1") return bytewise((text) => text);
	if (encoding === "windows-1252") return bytewise((text) => text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 128] ?? sign));
	const decoder = new TextDecoder(encoding, { fatal: true });
	const decode = (bytes, stream) => {
		try {
			return decoder.decode(bytes, { stream });
		} catch (cause) {
			throw new UndecodableText("bytes that are no text", { cause });
		}
	};
	return {
		decode: (bytes) => decode(bytes, true),
		end: () => decode(void 0, false)
	};
}
function bytewise(convert) {
	return {
		decode: (bytes) => convert(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")),
		end: () => ""
	};
}
/** No table holds these controls: such a byte belongs to another encoding. */
function withoutControls(text) {
	if (/[\u0080-\u009f]/.test(text)) throw new UndecodableText("bytes without a meaning");
	return text;
}

// node_modules/fzstd/esm/index.mjs
var ab = ArrayBuffer;
var u8 = Uint8Array;
var u16 = Uint16Array;
var i16 = Int16Array;
var i32 = Int32Array;
var slc = function(v, s, e) {
	if (u8.prototype.slice) return u8.prototype.slice.call(v, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	var n = new u8(e - s);
	n.set(v.subarray(s, e));
	return n;
};
var fill$1 = function(v, n, s, e) {
	if (u8.prototype.fill) return u8.prototype.fill.call(v, n, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	for (; s < e; ++s) v[s] = n;
	return v;
};
var cpw = function(v, t, s, e) {
	if (u8.prototype.copyWithin) return u8.prototype.copyWithin.call(v, t, s, e);
	if (s == null || s < 0) s = 0;
	if (e == null || e > v.length) e = v.length;
	while (s < e) v[t++] = v[s++];
};
var ec = [
	"invalid zstd data",
	"window size too large (>2046MB)",
	"invalid block type",
	"FSE accuracy too high",
	"match distance too far back",
	"unexpected EOF"
];
var err = function(ind, msg, nt) {
	var e = new Error(msg || ec[ind]);
	e.code = ind;
	if (Error.captureStackTrace) Error.captureStackTrace(e, err);
	if (!nt) throw e;
	return e;
};
var rb = function(d, b, n) {
	var i = 0, o = 0;
	for (; i < n; ++i) o |= d[b++] << (i << 3);
	return o;
};
var b4 = function(d, b) {
	return (d[b] | d[b + 1] << 8 | d[b + 2] << 16 | d[b + 3] << 24) >>> 0;
};
var rzfh = function(dat, w) {
	var n3 = dat[0] | dat[1] << 8 | dat[2] << 16;
	if (n3 == 3126568 && dat[3] == 253) {
		var flg = dat[4];
		var ss = flg >> 5 & 1, cc = flg >> 2 & 1, df = flg & 3, fcf = flg >> 6;
		if (flg & 8) err(0);
		var bt = 6 - ss;
		var db = df == 3 ? 4 : df;
		var di = rb(dat, bt, db);
		bt += db;
		var fsb = fcf ? 1 << fcf : ss;
		var fss = rb(dat, bt, fsb) + (fcf == 1 && 256);
		var ws = fss;
		if (!ss) {
			var wb = 1 << 10 + (dat[5] >> 3);
			ws = wb + (wb >> 3) * (dat[5] & 7);
		}
		if (ws > 2145386496) err(1);
		var buf = new u8((w == 1 ? fss || ws : w ? 0 : ws) + 12);
		buf[0] = 1, buf[4] = 4, buf[8] = 8;
		return {
			b: bt + fsb,
			y: 0,
			l: 0,
			d: di,
			w: w && w != 1 ? w : buf.subarray(12),
			e: ws,
			o: new i32(buf.buffer, 0, 3),
			u: fss,
			c: cc,
			m: Math.min(131072, ws)
		};
	} else if ((n3 >> 4 | dat[3] << 20) == 25481893) return b4(dat, 4) + 8;
	err(0);
};
var msb = function(val) {
	var bits = 0;
	for (; 1 << bits <= val; ++bits);
	return bits - 1;
};
var rfse = function(dat, bt, mal) {
	var tpos = (bt << 3) + 4;
	var al = (dat[bt] & 15) + 5;
	if (al > mal) err(3);
	var sz = 1 << al;
	var probs = sz, sym = -1, re = -1, i = -1, ht = sz;
	var buf = new ab(512 + (sz << 2));
	var freq = new i16(buf, 0, 256);
	var dstate = new u16(buf, 0, 256);
	var nstate = new u16(buf, 512, sz);
	var bb1 = 512 + (sz << 1);
	var syms = new u8(buf, bb1, sz);
	var nbits = new u8(buf, bb1 + sz);
	while (sym < 255 && probs > 0) {
		var bits = msb(probs + 1);
		var cbt = tpos >> 3;
		var msk = (1 << bits + 1) - 1;
		var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (tpos & 7) & msk;
		var msk1fb = (1 << bits) - 1;
		var msv = msk - probs - 1;
		var sval = val & msk1fb;
		if (sval < msv) tpos += bits, val = sval;
		else {
			tpos += bits + 1;
			if (val > msk1fb) val -= msv;
		}
		freq[++sym] = --val;
		if (val == -1) {
			probs += val;
			syms[--ht] = sym;
		} else probs -= val;
		if (!val) do {
			var rbt = tpos >> 3;
			re = (dat[rbt] | dat[rbt + 1] << 8) >> (tpos & 7) & 3;
			tpos += 2;
			sym += re;
		} while (re == 3);
	}
	if (sym > 255 || probs) err(0);
	var sympos = 0;
	var sstep = (sz >> 1) + (sz >> 3) + 3;
	var smask = sz - 1;
	for (var s = 0; s <= sym; ++s) {
		var sf = freq[s];
		if (sf < 1) {
			dstate[s] = -sf;
			continue;
		}
		for (i = 0; i < sf; ++i) {
			syms[sympos] = s;
			do
				sympos = sympos + sstep & smask;
			while (sympos >= ht);
		}
	}
	if (sympos) err(0);
	for (i = 0; i < sz; ++i) {
		var ns = dstate[syms[i]]++;
		var nb = nbits[i] = al - msb(ns);
		nstate[i] = (ns << nb) - sz;
	}
	return [tpos + 7 >> 3, {
		b: al,
		s: syms,
		n: nbits,
		t: nstate
	}];
};
var rhu = function(dat, bt) {
	var i = 0, wc = -1;
	var buf = new u8(292), hb = dat[bt];
	var hw = buf.subarray(0, 256);
	var rc = buf.subarray(256, 268);
	var ri = new u16(buf.buffer, 268);
	if (hb < 128) {
		var _a = rfse(dat, bt + 1, 6), ebt = _a[0], fdt = _a[1];
		bt += hb;
		var epos = ebt << 3;
		var lb = dat[bt];
		if (!lb) err(0);
		var st1 = 0, st2 = 0, btr1 = fdt.b, btr2 = btr1;
		var fpos = (++bt << 3) - 8 + msb(lb);
		for (;;) {
			fpos -= btr1;
			if (fpos < epos) break;
			var cbt = fpos >> 3;
			st1 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr1) - 1;
			hw[++wc] = fdt.s[st1];
			fpos -= btr2;
			if (fpos < epos) break;
			cbt = fpos >> 3;
			st2 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr2) - 1;
			hw[++wc] = fdt.s[st2];
			btr1 = fdt.n[st1];
			st1 = fdt.t[st1];
			btr2 = fdt.n[st2];
			st2 = fdt.t[st2];
		}
		if (++wc > 255) err(0);
	} else {
		wc = hb - 127;
		for (; i < wc; i += 2) {
			var byte = dat[++bt];
			hw[i] = byte >> 4;
			hw[i + 1] = byte & 15;
		}
		++bt;
	}
	var wes = 0;
	for (i = 0; i < wc; ++i) {
		var wt = hw[i];
		if (wt > 11) err(0);
		wes += wt && 1 << wt - 1;
	}
	var mb = msb(wes) + 1;
	var ts = 1 << mb;
	var rem = ts - wes;
	if (rem & rem - 1) err(0);
	hw[wc++] = msb(rem) + 1;
	for (i = 0; i < wc; ++i) {
		var wt = hw[i];
		++rc[hw[i] = wt && mb + 1 - wt];
	}
	var hbuf = new u8(ts << 1);
	var syms = hbuf.subarray(0, ts), nb = hbuf.subarray(ts);
	ri[mb] = 0;
	for (i = mb; i > 0; --i) {
		var pv = ri[i];
		fill$1(nb, i, pv, ri[i - 1] = pv + rc[i] * (1 << mb - i));
	}
	if (ri[0] != ts) err(0);
	for (i = 0; i < wc; ++i) {
		var bits = hw[i];
		if (bits) {
			var code = ri[bits];
			fill$1(syms, i, code, ri[bits] = code + (1 << mb - bits));
		}
	}
	return [bt, {
		n: nb,
		b: mb,
		s: syms
	}];
};
var dllt = (/*#__PURE__*/ rfse(/*#__PURE__*/ new u8([
	81,
	16,
	99,
	140,
	49,
	198,
	24,
	99,
	12,
	33,
	196,
	24,
	99,
	102,
	102,
	134,
	70,
	146,
	4
]), 0, 6))[1];
var dmlt = (/*#__PURE__*/ rfse(/*#__PURE__*/ new u8([
	33,
	20,
	196,
	24,
	99,
	140,
	33,
	132,
	16,
	66,
	8,
	33,
	132,
	16,
	66,
	8,
	33,
	68,
	68,
	68,
	68,
	68,
	68,
	68,
	68,
	36,
	9
]), 0, 6))[1];
var doct = (/*#__PURE__ */ rfse(/*#__PURE__*/ new u8([
	32,
	132,
	16,
	66,
	102,
	70,
	68,
	68,
	68,
	68,
	36,
	73,
	2
]), 0, 5))[1];
var b2bl = function(b, s) {
	var len = b.length, bl = new i32(len);
	for (var i = 0; i < len; ++i) {
		bl[i] = s;
		s += 1 << b[i];
	}
	return bl;
};
var llb = /*#__PURE__ */ new u8((/*#__PURE__ */ new i32([
	0,
	0,
	0,
	0,
	16843009,
	50528770,
	134678020,
	202050057,
	269422093
])).buffer, 0, 36);
var llbl = /*#__PURE__ */ b2bl(llb, 0);
var mlb = /*#__PURE__ */ new u8((/*#__PURE__ */ new i32([
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	16843009,
	50528770,
	117769220,
	185207048,
	252579084,
	16
])).buffer, 0, 53);
var mlbl = /*#__PURE__ */ b2bl(mlb, 3);
var dhu = function(dat, out, hu) {
	var len = dat.length, ss = out.length, lb = dat[len - 1], msk = (1 << hu.b) - 1, eb = -hu.b;
	if (!lb) err(0);
	var st = 0, btr = hu.b, pos = (len << 3) - 8 + msb(lb) - btr, i = -1;
	for (; pos > eb && i < ss;) {
		var cbt = pos >> 3;
		var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (pos & 7);
		st = (st << btr | val) & msk;
		out[++i] = hu.s[st];
		pos -= btr = hu.n[st];
	}
	if (pos != eb || i + 1 != ss) err(0);
};
var dhu4 = function(dat, out, hu) {
	var bt = 6;
	var sz1 = out.length + 3 >> 2, sz2 = sz1 << 1, sz3 = sz1 + sz2;
	dhu(dat.subarray(bt, bt += dat[0] | dat[1] << 8), out.subarray(0, sz1), hu);
	dhu(dat.subarray(bt, bt += dat[2] | dat[3] << 8), out.subarray(sz1, sz2), hu);
	dhu(dat.subarray(bt, bt += dat[4] | dat[5] << 8), out.subarray(sz2, sz3), hu);
	dhu(dat.subarray(bt), out.subarray(sz3), hu);
};
var rzb = function(dat, st, out) {
	var _a;
	var bt = st.b;
	var b0 = dat[bt], btype = b0 >> 1 & 3;
	st.l = b0 & 1;
	var sz = b0 >> 3 | dat[bt + 1] << 5 | dat[bt + 2] << 13;
	var ebt = (bt += 3) + sz;
	if (btype == 1) {
		if (bt >= dat.length) return;
		st.b = bt + 1;
		if (out) {
			fill$1(out, dat[bt], st.y, st.y += sz);
			return out;
		}
		return fill$1(new u8(sz), dat[bt]);
	}
	if (ebt > dat.length) return;
	if (btype == 0) {
		st.b = ebt;
		if (out) {
			out.set(dat.subarray(bt, ebt), st.y);
			st.y += sz;
			return out;
		}
		return slc(dat, bt, ebt);
	}
	if (btype == 2) {
		var b3 = dat[bt], lbt = b3 & 3, sf = b3 >> 2 & 3;
		var lss = b3 >> 4, lcs = 0, s4 = 0;
		if (lbt < 2) {
			if (sf & 1) lss |= dat[++bt] << 4 | (sf & 2 && dat[++bt] << 12);
			else lss = b3 >> 3;
		} else {
			s4 = sf;
			if (sf < 2) lss |= (dat[++bt] & 63) << 4, lcs = dat[bt] >> 6 | dat[++bt] << 2;
			else if (sf == 2) lss |= dat[++bt] << 4 | (dat[++bt] & 3) << 12, lcs = dat[bt] >> 2 | dat[++bt] << 6;
			else lss |= dat[++bt] << 4 | (dat[++bt] & 63) << 12, lcs = dat[bt] >> 6 | dat[++bt] << 2 | dat[++bt] << 10;
		}
		++bt;
		var buf = out ? out.subarray(st.y, st.y + st.m) : new u8(st.m);
		var spl = buf.length - lss;
		if (lbt == 0) buf.set(dat.subarray(bt, bt += lss), spl);
		else if (lbt == 1) fill$1(buf, dat[bt++], spl);
		else {
			var hu = st.h;
			if (lbt == 2) {
				var hud = rhu(dat, bt);
				lcs += bt - (bt = hud[0]);
				st.h = hu = hud[1];
			} else if (!hu) err(0);
			(s4 ? dhu4 : dhu)(dat.subarray(bt, bt += lcs), buf.subarray(spl), hu);
		}
		var ns = dat[bt++];
		if (ns) {
			if (ns == 255) ns = (dat[bt++] | dat[bt++] << 8) + 32512;
			else if (ns > 127) ns = ns - 128 << 8 | dat[bt++];
			var scm = dat[bt++];
			if (scm & 3) err(0);
			var dts = [
				dmlt,
				doct,
				dllt
			];
			for (var i = 2; i > -1; --i) {
				var md = scm >> (i << 1) + 2 & 3;
				if (md == 1) {
					var rbuf = new u8([
						0,
						0,
						dat[bt++]
					]);
					dts[i] = {
						s: rbuf.subarray(2, 3),
						n: rbuf.subarray(0, 1),
						t: new u16(rbuf.buffer, 0, 1),
						b: 0
					};
				} else if (md == 2) _a = rfse(dat, bt, 9 - (i & 1)), bt = _a[0], dts[i] = _a[1];
				else if (md == 3) {
					if (!st.t) err(0);
					dts[i] = st.t[i];
				}
			}
			var _b = st.t = dts, mlt = _b[0], oct = _b[1], llt = _b[2];
			var lb = dat[ebt - 1];
			if (!lb) err(0);
			var spos = (ebt << 3) - 8 + msb(lb) - llt.b, cbt = spos >> 3, oubt = 0;
			var lst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << llt.b) - 1;
			cbt = (spos -= oct.b) >> 3;
			var ost = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << oct.b) - 1;
			cbt = (spos -= mlt.b) >> 3;
			var mst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mlt.b) - 1;
			for (++ns; --ns;) {
				var llc = llt.s[lst];
				var lbtr = llt.n[lst];
				var mlc = mlt.s[mst];
				var mbtr = mlt.n[mst];
				var ofc = oct.s[ost];
				var obtr = oct.n[ost];
				cbt = (spos -= ofc) >> 3;
				var ofp = 1 << ofc;
				var off = ofp + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16 | dat[cbt + 3] << 24) >>> (spos & 7) & ofp - 1);
				cbt = (spos -= mlb[mlc]) >> 3;
				var ml = mlbl[mlc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << mlb[mlc]) - 1);
				cbt = (spos -= llb[llc]) >> 3;
				var ll = llbl[llc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << llb[llc]) - 1);
				cbt = (spos -= lbtr) >> 3;
				lst = llt.t[lst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << lbtr) - 1);
				cbt = (spos -= mbtr) >> 3;
				mst = mlt.t[mst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mbtr) - 1);
				cbt = (spos -= obtr) >> 3;
				ost = oct.t[ost] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << obtr) - 1);
				if (off > 3) {
					st.o[2] = st.o[1];
					st.o[1] = st.o[0];
					st.o[0] = off -= 3;
				} else {
					var idx = off - (ll != 0);
					if (idx) {
						off = idx == 3 ? st.o[0] - 1 : st.o[idx];
						if (idx > 1) st.o[2] = st.o[1];
						st.o[1] = st.o[0];
						st.o[0] = off;
					} else off = st.o[0];
				}
				for (var i = 0; i < ll; ++i) buf[oubt + i] = buf[spl + i];
				oubt += ll, spl += ll;
				var stin = oubt - off;
				if (stin < 0) {
					var len = -stin;
					var bs = st.e + stin;
					if (len > ml) len = ml;
					for (var i = 0; i < len; ++i) buf[oubt + i] = st.w[bs + i];
					oubt += len, ml -= len, stin = 0;
				}
				for (var i = 0; i < ml; ++i) buf[oubt + i] = buf[stin + i];
				oubt += ml;
			}
			if (oubt != spl) while (spl < buf.length) buf[oubt++] = buf[spl++];
			else oubt = buf.length;
			if (out) st.y += oubt;
			else buf = slc(buf, 0, oubt);
		} else if (out) {
			st.y += lss;
			if (spl) for (var i = 0; i < lss; ++i) buf[i] = buf[spl + i];
		} else if (spl) buf = slc(buf, spl);
		st.b = ebt;
		return buf;
	}
	err(2);
};
var cct = function(bufs, ol) {
	if (bufs.length == 1) return bufs[0];
	var buf = new u8(ol);
	for (var i = 0, b = 0; i < bufs.length; ++i) {
		var chk = bufs[i];
		buf.set(chk, b);
		b += chk.length;
	}
	return buf;
};
/**
* Decompressor for Zstandard streamed data
*/
var Decompress = /* @__PURE__ */ function() {
	/**
	* Creates a Zstandard decompressor
	* @param ondata The handler for stream data
	*/
	function Decompress(ondata) {
		this.ondata = ondata;
		this.c = [];
		this.l = 0;
		this.z = 0;
	}
	/**
	* Pushes data to be decompressed
	* @param chunk The chunk of data to push
	* @param final Whether or not this is the last chunk in the stream
	*/
	Decompress.prototype.push = function(chunk, final) {
		if (typeof this.s == "number") {
			var sub = Math.min(chunk.length, this.s);
			chunk = chunk.subarray(sub);
			this.s -= sub;
		}
		var ncs = chunk.length + this.l;
		if (!this.s) {
			if (final) {
				if (!ncs) {
					this.ondata(new u8(0), true);
					return;
				}
				if (ncs < 5) err(5);
			} else if (ncs < 18) {
				this.c.push(chunk);
				this.l = ncs;
				return;
			}
			if (this.l) {
				this.c.push(chunk);
				chunk = cct(this.c, ncs);
				this.c = [];
				this.l = 0;
			}
			if (typeof (this.s = rzfh(chunk)) == "number") return this.push(chunk, final);
		}
		if (typeof this.s != "number") {
			if (ncs < (this.z || 3)) {
				if (final) err(5);
				this.c.push(chunk);
				this.l = ncs;
				return;
			}
			if (this.l) {
				this.c.push(chunk);
				chunk = cct(this.c, ncs);
				this.c = [];
				this.l = 0;
			}
			if (!this.z && ncs < (this.z = chunk[this.s.b] & 2 ? 4 : 3 + (chunk[this.s.b] >> 3 | chunk[this.s.b + 1] << 5 | chunk[this.s.b + 2] << 13))) {
				if (final) err(5);
				this.c.push(chunk);
				this.l = ncs;
				return;
			} else this.z = 0;
			for (;;) {
				var blk = rzb(chunk, this.s);
				if (!blk) {
					if (final) err(5);
					var adc = chunk.subarray(this.s.b);
					this.s.b = 0;
					this.c.push(adc), this.l += adc.length;
					return;
				} else {
					this.ondata(blk, false);
					cpw(this.s.w, 0, blk.length);
					this.s.w.set(blk, this.s.w.length - blk.length);
				}
				if (this.s.l) {
					var rest = chunk.subarray(this.s.b);
					this.s = this.s.c * 4;
					this.push(rest, final);
					return;
				}
			}
		} else if (final) err(5);
	};
	return Decompress;
}();

// src/adapters/duckdb/text/open-bytes.ts
/** The bytes of a file, without the compression that its name says. Errors are those of the disk and the decompressor. */
function openBytes(path) {
	if (/\.gz$/i.test(path)) return gunzipped(path);
	const bytes = createReadStream(path, { highWaterMark: 1 << 18 });
	return /\.zst$/i.test(path) ? unzstd(bytes) : bytes;
}
function gunzipped(path) {
	const file = createReadStream(path, { highWaterMark: 1 << 18 });
	const gunzip = createGunzip({ chunkSize: 1 << 18 });
	file.on("error", (error) => gunzip.destroy(error));
	gunzip.on("close", () => file.destroy());
	return file.pipe(gunzip);
}
async function* unzstd(bytes) {
	let ready = [];
	const stream = new Decompress((chunk) => ready.push(chunk.slice()));
	for await (const chunk of bytes) {
		stream.push(chunk);
		yield* ready;
		ready = [];
	}
	stream.push(/* @__PURE__ */ new Uint8Array(0), true);
	yield* ready;
}

// src/adapters/duckdb/text/find-bad-text.ts
const LINE_FEED$1 = 10;
/** What is longer is no line. */
const MOST_BYTES = 1 << 24;
/** Looks for the first byte of CSV text that is no character of an encoding; null where there is none, or none is found. */
async function findBadText(path, { encoding, ...signs }) {
	if (encoding.startsWith("utf-16")) return null;
	const reader = {
		scanner: new CsvScanner(signs),
		head: ""
	};
	let rest = /* @__PURE__ */ new Uint8Array(0);
	for await (const chunk of openBytes(path)) {
		const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
		const end = bytes.lastIndexOf(LINE_FEED$1) + 1;
		if (isBadLine(reader, bytes.subarray(0, end), encoding)) return placeOf(reader);
		rest = bytes.slice(end);
		if (rest.length > MOST_BYTES) return null;
	}
	return isBadLine(reader, rest, encoding) ? placeOf(reader) : null;
}
function placeOf({ scanner: { line, record, cell }, head }) {
	return {
		line,
		record,
		cell,
		head
	};
}
/** Whole lines; where they are bad the scanner stands before the first bad byte. */
function isBadLine(reader, lines, encoding) {
	const decoder = createDecoder(encoding);
	try {
		feed(reader, decoder.decode(lines) + decoder.end());
		return false;
	} catch (error) {
		if (!(error instanceof UndecodableText)) throw error;
	}
	const bytewise = createDecoder(encoding);
	try {
		for (let at = 0; at < lines.length; at += 1) feed(reader, bytewise.decode(lines.subarray(at, at + 1)));
		feed(reader, bytewise.end());
	} catch (error) {
		if (!(error instanceof UndecodableText)) throw error;
	}
	return true;
}
const HEAD_CHARACTERS = 65536;
function feed(reader, text) {
	if (reader.head.length < HEAD_CHARACTERS) reader.head += text.slice(0, HEAD_CHARACTERS);
	for (const sign of text) reader.scanner.feed(sign);
}

// src/adapters/duckdb/text/first-record.ts
/** What may separate the cells of a header that nobody described. */
const HEADER_DELIMITERS = [
	",",
	";",
	"	",
	"|"
];
/** The sign that separates most cells of a header line; a comma where there is none. */
function delimiterOf(line) {
	return HEADER_DELIMITERS.reduce((best, sign) => countOutsideQuotes(line, sign) > countOutsideQuotes(line, best) ? sign : best, ",");
}
function countOutsideQuotes(line, sign) {
	return line.replace(/"[^"]*"?/g, "").split(sign).length - 1;
}
/** Cells of the first record after RFC 4180, or with other signs; null where a quote is never closed. */
function firstRecord(text, signs) {
	const { delimiter, quote = USUAL_CSV.quote } = signs;
	const scanner = new CsvScanner({
		delimiter,
		quote,
		escape: signs.escape ?? quote
	});
	const names = [""];
	for (const sign of text) {
		const isText = scanner.feed(sign);
		if (scanner.record > 1) break;
		while (names.length <= scanner.cell) names.push("");
		if (isText) names[scanner.cell] += sign;
	}
	return scanner.isOpen ? null : names;
}

// src/adapters/duckdb/text/bad-text-error.ts
/** Says that a file is no text of its encoding, and where. */
async function badTextError({ path, label, csv }, encoding) {
	const form = csv ?? USUAL_CSV;
	const place = await findBadText(path, {
		...form,
		encoding
	}).catch(() => null);
	if (encoding === "utf-8" && place?.head.split("\n")[0]?.includes("\0") === true) return nulError(label);
	const where = place === null ? "" : ` (${placeText(place, form)})`;
	const name = encoding === "utf-8" ? "UTF-8" : encoding;
	const hint = encoding === "utf-8" ? "Say what it is, for example csv: { encoding: windows-1252 }, or save it as UTF-8." : "Say another csv.encoding: this one has no such character.";
	return new ModelyardError("input", `${label} is not ${name} text${where}`, { hint });
}
function placeText({ line, record, cell, head }, { names, delimiter, quote }) {
	const row = names === null ? record - 1 : record;
	if (row === 0) return `line ${line}, the header, column ${cell + 1}`;
	const header = head.replace(/^\ufeff/, "");
	const sign = delimiter ?? delimiterOf(header.split(/[\r\n]/)[0] ?? "");
	const name = (names ?? firstRecord(header, {
		delimiter: sign,
		quote
	}))?.[cell];
	return `line ${line}, row ${row}, column ${name === void 0 ? cell + 1 : JSON.stringify(name)}`;
}
function nulError(label) {
	return new ModelyardError("input", `${label} holds NUL bytes in its first line: it is no UTF-8 text`, { hint: "If it is UTF-16 without a byte order mark, say csv: { encoding: utf-16le }." });
}

// src/adapters/duckdb/csv-header.ts
/** A quoted column name may hold line breaks. */
const MOST_HEADER_LINES = 20;
/**
* Reads the header of a CSV file. The dialect is never guessed from some of the rows: what a guess leaves out would not be
* checked.
*/
async function readCsvHeader(session, file) {
	const text = await firstLines(session, file);
	const delimiter = await delimiterFor(session, file, text);
	const cells = firstRecord(text, {
		...file.form,
		delimiter
	});
	if (cells === null) throw new ModelyardError("input", `${file.label}: a quote in the header is never closed`, { hint: "Write a quote inside a quoted name twice: \"say \"\"yes\"\"\"." });
	return {
		delimiter,
		names: columnNames(file, cells),
		...cells.some((cell) => cell.includes("\n")) && await endsWithCrLf(file, delimiter) ? { newLine: "\r\n" } : {}
	};
}
/** Whether the first record ends with a carriage return and a line feed, as Excel ends them. */
async function endsWithCrLf({ path, form }, delimiter) {
	const scanner = new CsvScanner({
		delimiter,
		quote: form.quote,
		escape: form.escape
	});
	const decoder = new TextDecoder();
	let last = "";
	for await (const chunk of openBytes(path)) for (const sign of decoder.decode(chunk, { stream: true })) {
		scanner.feed(sign);
		if (scanner.record > 1) return last === "\r" || sign === "\r";
		last = sign;
	}
	return false;
}
async function firstLines(session, { path, label }) {
	const lines = await session.rows(`SELECT line FROM ${readerSql([path], { format: "lines" })} LIMIT ${MOST_HEADER_LINES}`, {
		files: [path],
		types: {}
	});
	const first = lines[0]?.line;
	if (first === null || first === void 0 || first === "") throw new ModelyardError("input", `${label}: line 1 is empty, the header is missing`, { hint: "The first line of a CSV file must name the columns." });
	if (String(first).includes("\0")) throw nulError(label);
	return lines.map(({ line }) => String(line ?? "")).join("\n");
}
function columnNames({ label, form }, cells) {
	if (form.names !== null) {
		if (form.names.length === cells.length) return form.names;
		throw new ModelyardError("input", `${label}: line 1 has ${cells.length} cells, csv.names has ${form.names.length}`, { hint: "Name every column, in their order." });
	}
	const unnamed = cells.findIndex((name) => name.trim() === "");
	if (unnamed === -1) return cells;
	throw new ModelyardError("input", `${label}: column ${unnamed + 1} has no name in the header`, { hint: unnamedHint(cells, unnamed) });
}
/** What mostly leaves a column without a name. */
function unnamedHint(cells, unnamed) {
	if (/^sep=$/i.test(cells[0] ?? "")) return "Delete the first line: it tells Excel what separates the cells, and is no header.";
	return unnamed === 0 ? "pandas writes its index as such a column: use to_csv(…, index=False)." : "Name it, or write no separator behind the last name.";
}
/** The declared separator, or the only one that stands in the header. Between several all rows decide, then the number of cells. */
async function delimiterFor(session, file, text) {
	const { form, label } = file;
	if (form.delimiter !== null) return form.delimiter;
	if (/\.tsv(\.|$)/i.test(label)) return "	";
	const line = text.split("\n")[0] ?? "";
	const possible = HEADER_DELIMITERS.filter((sign) => countOutsideQuotes(line, sign) > 0);
	if (possible.length < 2) return delimiterOf(line);
	const fitting = [];
	for (const sign of possible) if (await fits(session, file, {
		sign,
		text
	})) fitting.push(sign);
	const most = Math.max(...fitting.map((sign) => countOutsideQuotes(line, sign)));
	const best = fitting.filter((sign) => countOutsideQuotes(line, sign) === most);
	if (best.length < 2) return best[0] ?? delimiterOf(line);
	const signs = best.map((sign) => sign === "	" ? "tab" : sign).join(" and ");
	throw new ModelyardError("input", `${label}: ${signs} could both separate the cells of every line`, { hint: "Say which one does, for example csv: { delimiter: ';' }." });
}
/** Whether every record of the file has as many cells as its header with this separator. */
async function fits(session, { path, form }, { sign, text }) {
	const cells = firstRecord(text, {
		...form,
		delimiter: sign
	});
	if (cells === null) return false;
	const reading = {
		format: "csv",
		delimiter: sign,
		names: cells.map((_, index) => `c${index}`),
		form
	};
	try {
		await session.rows(`SELECT count(COLUMNS(*)) FROM ${readerSql([path], reading)}`, {
			files: [path],
			types: {}
		});
		return true;
	} catch (error) {
		if (error instanceof ModelyardError && error.code === "input") return false;
		throw error;
	}
}

// src/adapters/duckdb/open-csv.ts
/** Cells are text: what they are is found in all of them. */
async function openCsv(session, { path, label }, csv) {
	const form = csv ?? USUAL_CSV;
	const { delimiter, names, newLine } = await readCsvHeader(session, {
		path,
		label,
		form
	});
	assertNames(names, label);
	return {
		path,
		label,
		reading: {
			format: "csv",
			delimiter,
			names,
			form,
			...newLine === void 0 ? {} : { newLine }
		},
		columns: names.map((name) => ({
			name,
			physicalType: "VARCHAR",
			isOpen: true
		}))
	};
}

// src/adapters/duckdb/open-json.ts
/** Types that DuckDB finds in JSON and that hold what the file says; all others are read as text. */
const JSON_TYPES = /^(BIGINT|UBIGINT|HUGEINT|DOUBLE|BOOLEAN|STRUCT.*|MAP.*|.*\[\])$/;
/** Objects and lists of a declared type stay JSON: what DuckDB makes of them depends on all rows being alike. */
const NESTED = ["object", "array"];
/** Keys may be absent in any row. */
async function openJson(session, { path, label }, declared) {
	const isList = /\.json(\.gz|\.zst)?$/i.test(label) && await beginsWithList(path);
	const { columns, types } = await jsonColumns(session, {
		paths: [path],
		label,
		isList
	}, declared);
	return {
		path,
		label,
		reading: {
			format: "jsonl",
			isList,
			types
		},
		columns
	};
}
/**
* Files whose keys or types differ are all read alike: their columns are all keys of all files, and each has the type that
* holds the values of all.
*/
async function readAlike(session, files, declared) {
	const [first] = files;
	if (first?.reading.format !== "jsonl") return files;
	const { isList } = first.reading;
	const other = files.find(({ reading }) => reading.format === "jsonl" && reading.isList !== isList);
	if (other !== void 0) throw new ModelyardError("input", `${first.label} holds ${isList ? "a list" : "lines"}, ${other.label} ${isList ? "lines" : "a list"}, and their keys or types differ`, { hint: "Write all files of a dataset in one of the two ways." });
	const { columns, types } = await jsonColumns(session, {
		paths: files.map(({ path }) => path),
		label: first.label,
		isList
	}, declared);
	return files.map((file) => ({
		...file,
		columns,
		reading: {
			format: "jsonl",
			isList,
			types
		}
	}));
}
async function jsonColumns(session, { paths, label, isList }, declared) {
	const from = readerSql(paths, {
		format: "jsonl",
		isList,
		types: null
	});
	const found = await describeFrom(session, from, paths);
	const names = found.map(({ name }) => name);
	if (names.some((name) => /_\d+$/.test(name))) await assertKeys(session, {
		paths,
		label,
		isList
	}, names);
	assertNames(names, label);
	const columns = found.map(({ name, physicalType }) => {
		const isVoid = physicalType === "JSON" ? { isVoid: true } : {};
		if (NESTED.includes(declared[name] ?? "")) return {
			name,
			physicalType: "JSON",
			isOpen: false,
			...isVoid
		};
		if (JSON_TYPES.test(physicalType)) return {
			name,
			physicalType,
			isOpen: false
		};
		return {
			name,
			physicalType: "VARCHAR",
			isOpen: physicalType !== "VARCHAR",
			...isVoid
		};
	});
	return {
		columns,
		types: columns.map(({ name, physicalType }) => [name, physicalType])
	};
}
async function beginsWithList(path) {
	for await (const chunk of openBytes(path)) {
		const text = Buffer.from(chunk).toString("latin1").replace(/^\xef\xbb\xbf/, "").trimStart();
		if (text !== "") return text.startsWith("[");
	}
	return false;
}
/** DuckDB renames keys that differ only in case to `name_1`, and would then find them nowhere. */
async function assertKeys(session, { paths, label, isList }, names) {
	const whole = readerSql(paths, {
		format: "json-values",
		isList
	});
	const keys = (await session.rows(`SELECT DISTINCT unnest(json_keys(json)) AS k FROM ${whole}`, {
		files: paths,
		types: {}
	})).map((row) => String(row.k));
	assertNames(keys, label);
	const lost = names.find((name) => !keys.includes(name));
	if (lost !== void 0) throw new ModelyardError("internal", `no JSON key is called ${lost}`);
}

// src/adapters/duckdb/open-parquet.ts
/** The columns as the file's own schema names them: DuckDB would rename those that stand twice or have no name. */
async function openParquet(session, { path, label }) {
	const elements = await readSchema(session, path);
	const top = topLevel(elements);
	assertNames(top.map(({ name }) => name), label);
	const wide = elements.find(({ precision }) => precision > WIDEST_DECIMAL);
	if (wide !== void 0) throw new ModelyardError("input", `${label}: column ${wide.name} holds decimals of ${wide.precision} digits; more than ${WIDEST_DECIMAL} cannot be read exactly`, { hint: "Write the column with fewer digits, as double, or as text." });
	const { reading, described } = await describeText(session, path, top);
	return {
		path,
		label,
		reading,
		columns: described.map(({ name, physicalType }, index) => {
			const isVoid = top[index]?.logicalType.startsWith("NullType") === true;
			return {
				name,
				physicalType,
				isOpen: false,
				...isVoid ? { isVoid } : {}
			};
		})
	};
}
/**
* Bytes that do not say what they are: Impala, Hive and older writers keep text so. Where all of them read as UTF-8 they are
* text, otherwise bytes.
*/
async function describeText(session, path, top) {
	const bare = { format: "parquet" };
	const described = await describeFrom(session, readerSql([path], bare), [path]);
	const isBytes = ({ physicalType }, index) => physicalType === "BLOB" && top[index]?.logicalType === "";
	const bytes = described.filter(isBytes).map(({ name }) => identifier(name));
	if (bytes.length === 0) return {
		reading: bare,
		described
	};
	const noText = bytes.map((name) => `(${name} IS NOT NULL AND TRY(decode(${name})) IS NULL)`).join(" OR ");
	if ((await session.rows(`SELECT 1 AS found FROM ${readerSql([path], bare)} WHERE ${noText} LIMIT 1`, {
		files: [path],
		types: {}
	})).length > 0) return {
		reading: bare,
		described
	};
	const reading = {
		format: "parquet",
		isText: true
	};
	return {
		reading,
		described: await describeFrom(session, readerSql([path], reading), [path])
	};
}
/** DuckDB takes wider ones for doubles and reads other numbers than the file holds. */
const WIDEST_DECIMAL = 38;
async function readSchema(session, path) {
	return (await session.rows(`SELECT name, num_children, logical_type, precision FROM parquet_schema(${textLiteral(path.replace(/[[\]*?]/g, (sign) => `[${sign}]`))})`, {
		files: [path],
		types: {}
	})).map((row) => ({
		name: String(row.name),
		children: Number(row.num_children ?? 0),
		logicalType: String(row.logical_type ?? ""),
		precision: Number(row.precision ?? 0)
	}));
}
/** The schema is a tree in depth-first order, its root first. */
function topLevel(elements) {
	const top = [];
	let open = 0;
	for (const element of elements.slice(1)) {
		if (open === 0) top.push(element);
		open += element.children - (open === 0 ? 0 : 1);
	}
	return top;
}

// src/adapters/duckdb/open-table.ts
/**
* A table of a DuckDB file, which is opened for reading only. Views are not read: a view of a file that a pull request
* brings could read any file of this machine.
*/
async function openTable(session, { path, label }, source) {
	await assertNoLog(path, label);
	const database = await session.attach(path, source);
	const { schema, name } = chosen(await tablesOf(session, database, {
		...source,
		files: [path]
	}), source.form?.table ?? null, label);
	const table = [
		database,
		schema,
		name
	].map(identifier).join(".");
	const columns = await describeFrom(session, table, [path]);
	assertNames(columns.map((column) => column.name), label);
	return {
		path,
		label,
		reading: {
			format: "duckdb",
			table
		},
		columns: columns.map((column) => ({
			...column,
			isOpen: false
		}))
	};
}
/** What stands in the write-ahead log would be read, and is in no digest of the file. */
async function assertNoLog(path, label) {
	if (await stat(`${path}.wal`).catch(() => null) === null) return;
	throw new ModelyardError("input", `${label} has changes that are not in the file yet: ${label}.wal`, { hint: "Close the program that writes it, or run CHECKPOINT there." });
}
async function tablesOf(session, database, source) {
	return (await session.rows(`SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${textLiteral(database)} AND NOT internal ORDER BY ALL`, source)).map((row) => ({
		schema: String(row.schema_name),
		name: String(row.table_name)
	}));
}
function chosen(tables, wanted, label) {
	const names = tables.map(({ schema, name }) => schema === "main" ? name : `${schema}.${name}`);
	const known = names.length === 0 ? "It has no table." : `Its tables are: ${names.slice(0, 50).join(", ")}.`;
	if (wanted === null && tables.length !== 1) throw new ModelyardError("input", `${label} has ${tables.length} tables, and none is named`, { hint: `${known} Say which: { path: ${label}, table: … }.` });
	const found = tables.find(({ schema, name }, index) => wanted === null || names[index] === wanted || `${schema}.${name}` === wanted);
	if (found !== void 0) return found;
	throw new ModelyardError("input", `${label} has no table ${wanted}`, { hint: `${known} A view is not read: make it a table.` });
}

// src/adapters/duckdb/partitions.ts
/**
* Columns that the folders of the files give: `year=2026/month=01/part.parquet` gives year and month, which are text until
* all their values are looked at. Throws `input` where only some files lie in such folders, or a file has such a column, too.
*/
function partitionColumns(source, columns) {
	if (source.base === void 0 || source.form?.partitions === "none") return [];
	const all = source.files.map((file) => ({
		file,
		keys: keysOf$1(source.base ?? "", file)
	}));
	const [first] = all;
	if (first === void 0) return [];
	const other = all.find(({ keys }) => keys.join("\n") !== first.keys.join("\n"));
	if (other !== void 0) throw differing(source, first, other);
	for (const key of first.keys) if (columns.find(({ name }) => name.toLowerCase() === key.toLowerCase()) !== void 0) throw new ModelyardError("input", `${labelOf(source, first.file)}: ${key} is a column of the file and a folder (${key}=…), too`, { hint: "Say partitions: none where the folders are not to be read." });
	return first.keys.map((name) => ({
		name,
		physicalType: "VARCHAR",
		isOpen: true
	}));
}
function keysOf$1(base, file) {
	const below = relative(base, dirname(file));
	if (below.startsWith("..") || isAbsolute(below)) return [];
	return below.split(sep).flatMap((part) => /^([^=]+)=/.exec(part)?.[1] ?? []);
}
function differing(source, first, other) {
	const text = ({ keys }) => keys.length === 0 ? "in none" : `in those of ${keys.join(", ")}`;
	return new ModelyardError("input", `${labelOf(source, first.file)} lies ${text(first).replace("in none", "in no partition folders")}, ${labelOf(source, other.file)} ${text(other)}`, { hint: "Name files of one layout, or say partitions: none." });
}

// src/adapters/duckdb/assert-content.ts
/** What lies in the place of data where something before went wrong. */
const STAND_INS = [
	{
		sign: /^version https:\/\/git-lfs\.github\.com\/spec\//,
		what: "is a Git LFS pointer, not the data",
		hint: "Run `git lfs pull` first, or check out with lfs: true."
	},
	{
		sign: /^(outs|md5|wdir|deps|frozen):(.|\n)*\bmd5: ["']?[0-9a-f]{32}/,
		what: "is a DVC pointer, not the data",
		hint: "Name the pointer itself, which ends in .dvc, as the path of the data."
	},
	{
		sign: /^(\xef\xbb\xbf)?\s*(<!doctype html|<html)/i,
		what: "is a web page, not data",
		hint: "The download probably failed; fetch the file again."
	},
	{
		sign: /^(\xef\xbb\xbf)?\s*<\?xml/i,
		what: "is XML, not data",
		hint: "It may be the error message of a store; fetch the file again."
	}
];
/** Throws `input` for what a broken step before left in the place of data. */
function assertNoStandIn({ label }, head) {
	const found = STAND_INS.find(({ sign }) => sign.test(head));
	if (found !== void 0) throw new ModelyardError("input", `${label} ${found.what}`, { hint: found.hint });
}
const SIGNATURES = [
	{
		signs: ["PAR1"],
		name: "a Parquet file",
		format: "parquet",
		hint: "Name it .parquet."
	},
	{
		signs: ["DUCK"],
		at: 8,
		name: "a DuckDB file",
		format: "duckdb",
		hint: "Name it .duckdb."
	},
	{
		signs: [""],
		name: "compressed with gzip",
		format: "gz",
		hint: "Name it so that it ends in .gz, or unpack it."
	},
	{
		signs: ["(µ/ý"],
		name: "compressed with Zstandard",
		format: "zst",
		hint: "Name it so that it ends in .zst, or unpack it."
	},
	{
		signs: ["PK", "ÐÏà"],
		name: "an archive or an Excel file",
		format: null,
		hint: "Write the table as CSV or Parquet."
	},
	{
		signs: [
			"ARROW1",
			"ORC",
			"Obj",
			"SQLite format 3"
		],
		name: "an Arrow, ORC, Avro or SQLite file",
		format: null,
		hint: "Write the table as Parquet."
	}
];
const NAME_OF_FORMAT = {
	csv: "CSV",
	parquet: "Parquet",
	jsonl: "JSON",
	duckdb: "DuckDB"
};
/** Holds what a file begins with against what its name says. */
function assertFormat({ path, label }, head, format) {
	const expected = /\.gz$/i.test(path) ? "gz" : /\.zst$/i.test(path) ? "zst" : format;
	const found = SIGNATURES.find(({ signs, at = 0 }) => signs.some((sign) => head.startsWith(sign, at)));
	const isJson = format === "csv" && expected === "csv" && /^(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*"/.test(head);
	if (found !== void 0 && found.format !== expected) throw new ModelyardError("input", `${label} is ${found.name}, and its name says ${NAME_OF_FORMAT[format]}`, { hint: found.hint });
	if (isJson) throw new ModelyardError("input", `${label} is JSON, and its name says CSV`, { hint: "Name it .jsonl." });
	if (found === void 0 && (expected === "parquet" || expected === "duckdb")) throw new ModelyardError("input", `${label} is not a ${NAME_OF_FORMAT[format]} file`, { hint: "Write or fetch the file again, or name it after what it is." });
}

// src/adapters/duckdb/recognise-file.ts
const FORMAT_BY_ENDING = [
	[/\.(csv|tsv|txt)(\.gz|\.zst)?$/i, "csv"],
	[/\.(parquet|pq)$/i, "parquet"],
	[/\.(jsonl|ndjson|json)(\.gz|\.zst)?$/i, "jsonl"],
	[/\.(duckdb|ddb|db)$/i, "duckdb"]
];
/** The format that a file's name says. Throws `input` for a name that says none. */
function formatOf({ path, label }) {
	const found = FORMAT_BY_ENDING.find(([pattern]) => pattern.test(path));
	if (found !== void 0) return found[1];
	throw new ModelyardError("input", `${label}: the name does not say what format it is`, { hint: "Name data files .csv, .parquet, .jsonl or .duckdb." });
}
/** Bytes of the file. Throws `input` or `unreadable` for what cannot be read twice: folders, pipes, empty files. */
async function assertRegularFile({ path, label }) {
	const info = await stat(path).catch((cause) => {
		throw unreadableFile(label, cause);
	});
	if (info.isDirectory()) throw new ModelyardError("input", `${label} is a folder`, { hint: `Name its files, e.g. ${label}/*.parquet.` });
	if (!info.isFile()) throw new ModelyardError("input", `${label} is not a regular file`, { hint: "Pipes and devices cannot be read twice; write the data to a file." });
	if (info.size === 0) throw new ModelyardError("input", `${label} is empty: 0 bytes`, { hint: "Write the data again; a CSV file needs at least its header." });
	await access(path, constants.R_OK).catch((cause) => {
		throw unreadableFile(label, cause);
	});
	return info.size;
}
/** Throws `input` or `unreadable` for files that are not what their name says: pointers, web pages, other formats. */
async function assertDataFile(file, bytes, format) {
	const { head, tail } = await ends(file, bytes);
	const text = head.toString("latin1");
	assertNoStandIn(file, text);
	if (format === "parquet" && text.startsWith("PAR1") && tail.toString("latin1") !== "PAR1") throw new ModelyardError("input", `${file.label} is a Parquet file that was cut off`, { hint: "Write or fetch the file again." });
	assertFormat(file, text, format);
	if (/\.(gz|zst)$/i.test(file.path)) {
		const inside = await unpackedHead(file.path);
		assertNoStandIn(file, inside);
		assertFormat({
			...file,
			path: ""
		}, inside, format);
	}
}
/** The first bytes of what is inside; empty where it cannot be unpacked. */
async function unpackedHead(path) {
	try {
		for await (const chunk of openBytes(path)) return Buffer.from(chunk.subarray(0, HEAD_BYTES)).toString("latin1");
	} catch {}
	return "";
}
const HEAD_BYTES = 1024;
async function ends({ path, label }, size) {
	const file = await open(path, "r").catch((cause) => {
		throw unreadableFile(label, cause);
	});
	try {
		const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
		const tail = Buffer.alloc(Math.min(4, size));
		await file.read(head, 0, head.length, 0);
		await file.read(tail, 0, tail.length, size - tail.length);
		return {
			head,
			tail
		};
	} finally {
		await file.close();
	}
}

// src/adapters/duckdb/cut-columns.ts
const CHUNK_BYTES = 1048576;
const [LINE_FEED, RETURN] = [10, 13];
const NEW_LINE = Buffer.of(LINE_FEED);
/**
* Cuts a CSV file lengthwise in one pass, so that each part can be parsed without going through all of it. Only what is plain
* is cut: nothing is quoted, every line has all cells and none is empty. Says whether it was; else the parts are of no use.
*/
async function cutColumns({ path, reading, parts }) {
	const signs = [reading.form.quote, reading.form.escape].filter((sign) => sign !== "");
	if (/\.(gz|zst)$/i.test(path) || ![reading.delimiter, ...signs].every(isByte)) return false;
	const files = [];
	try {
		files.push(await open(path));
		for (const part of parts) files.push(await open(part.path, "w"));
		const [whole, ...cut] = files;
		return await cutFile(whole, cut, {
			...reading,
			signs,
			ends: parts.map(({ last }) => last)
		});
	} finally {
		for (const file of files) await file.close();
	}
}
function isByte(sign) {
	return sign.length === 1 && sign.charCodeAt(0) < 128;
}
async function cutFile(whole, parts, dialect) {
	const cutter = new LineCutter(dialect);
	const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
	for (;;) {
		const { bytesRead } = await whole.read(chunk, 0, CHUNK_BYTES);
		if (bytesRead === 0) return cutter.isWhole();
		const bytes = chunk.subarray(0, bytesRead);
		if (dialect.signs.some((sign) => bytes.includes(sign)) || !cutter.cut(bytes)) return false;
		for (const [index, part] of parts.entries()) {
			const pieces = cutter.take(index);
			if (pieces.length > 0) await part.writev(pieces);
		}
	}
}
/** Tells which bytes of a file belong to which part. */
var LineCutter = class {
	#columns;
	#delimiter;
	#last;
	#pieces;
	#isHeader;
	/** Columns that have ended in this line. */
	#ended = 0;
	#part = 0;
	#lineBytes = 0;
	#previous = LINE_FEED;
	constructor({ delimiter, names, form, ends }) {
		this.#columns = names.length;
		this.#delimiter = delimiter.charCodeAt(0);
		this.#last = ends;
		this.#pieces = this.#last.map(() => []);
		this.#isHeader = form.names === null;
	}
	/** false where the bytes are not plain. */
	cut(bytes) {
		if (!this.#hasWholeReturns(bytes)) return false;
		let from = 0;
		const delimiter = this.#delimiter;
		let boundary = this.#last[this.#part];
		for (let place = 0; place < bytes.length; place++) {
			const byte = bytes[place];
			if (byte === delimiter) {
				this.#ended++;
				if (this.#ended !== boundary) continue;
				this.#give(bytes.subarray(from, place), true);
				from = place + 1;
				this.#part++;
				boundary = this.#last[this.#part] ?? -1;
			} else if (byte === LINE_FEED) {
				if (this.#ended !== this.#columns - 1) return false;
				this.#give(bytes.subarray(from, place), true);
				from = place + 1;
				[this.#part, this.#ended, this.#isHeader] = [
					0,
					0,
					false
				];
				boundary = this.#last[0];
			}
		}
		if (this.#part >= this.#last.length) return false;
		this.#lineBytes = bytes.length - from;
		this.#give(bytes.subarray(from), false);
		this.#previous = bytes.at(-1) ?? LINE_FEED;
		return true;
	}
	#give(piece, isEnd) {
		if (this.#isHeader) return;
		const pieces = this.#pieces[this.#part];
		if (piece.length > 0) pieces?.push(piece);
		if (isEnd) pieces?.push(NEW_LINE);
	}
	/** Every return stands before a line feed. */
	#hasWholeReturns(bytes) {
		if (this.#previous === RETURN && bytes[0] !== LINE_FEED) return false;
		for (let place = bytes.indexOf(RETURN); place !== -1; place = bytes.indexOf(RETURN, place + 1)) if (place + 1 < bytes.length && bytes[place + 1] !== LINE_FEED) return false;
		return true;
	}
	/** The pieces of a part that were found, once. */
	take(part) {
		const pieces = this.#pieces[part] ?? [];
		this.#pieces[part] = [];
		return pieces;
	}
	/** Nothing is left of a line that has too few cells. A last line need not end. */
	isWhole() {
		if (this.#previous === RETURN) return false;
		return this.#ended === 0 && this.#lineBytes === 0 || this.#ended === this.#columns - 1;
	}
};

// src/adapters/duckdb/store-columns.ts
/** So many columns of text are written in one pass: all rows of a group are held in memory for each of them. */
const COLUMNS_PER_FILE = 200;
const NUMBER$2 = "file_row_number";
/**
* Parses text once into files of columns, so that a query reads those that it needs. Very many columns are cut lengthwise
* before, where that is plain; else they take some passes. null where a column has the name by which rows are numbered, or memory does not suffice even for one column.
*/
async function storeColumns(session, stored) {
	const names = stored.columns.map(({ name }) => name);
	if (names.some((name) => name.toLowerCase() === NUMBER$2)) return null;
	const fileOf = /* @__PURE__ */ new Map();
	try {
		if (await storeCut(session, stored, fileOf)) return nearFiles(fileOf);
		for (let start = 0; start < names.length; start += COLUMNS_PER_FILE) await storeSome(session, stored, {
			names: names.slice(start, start + COLUMNS_PER_FILE),
			widths: WIDTHS,
			fileOf
		});
	} catch (error) {
		if (!isOutOfMemory(error)) throw error;
		return null;
	}
	return nearFiles(fileOf);
}
/** Says whether the text was cut and stored; what goes wrong then is told by reading it uncut. */
async function storeCut(session, { columns, file = null, source }, fileOf) {
	const names = columns.map(({ name }) => name);
	if (file === null || file.reading.names.join("\n") !== names.join("\n")) return false;
	const parts = [];
	for (const last of partEnds(names.length)) parts.push({
		last,
		path: await session.newPath("cut")
	});
	try {
		if (parts.length < 2 || !await cutColumns({
			...file,
			parts
		})) return false;
		for (const [part, { path, last }] of parts.entries()) {
			const some = names.slice(parts[part - 1]?.last ?? 0, last);
			const reading = {
				...file.reading,
				names: some,
				form: {
					...file.reading.form,
					names: some
				}
			};
			await storeSome(session, {
				reader: readerSql([path], reading),
				columns,
				source
			}, {
				names: some,
				widths: WIDTHS,
				fileOf
			});
			await rm(path);
		}
		return true;
	} catch {
		fileOf.clear();
		return false;
	} finally {
		for (const { path } of parts) await rm(path, { force: true });
	}
}
/** The last column of each part. */
function partEnds(columns) {
	const count = Math.ceil(columns / COLUMNS_PER_FILE);
	return Array.from({ length: count }, (_, part) => {
		const isBeforeSingle = part === count - 2 && columns % COLUMNS_PER_FILE === 1;
		return Math.min(columns, (part + 1) * COLUMNS_PER_FILE) - (isBeforeSingle ? 1 : 0);
	});
}
/** As how many columns a column counts when rows are grouped: long texts need small groups. */
const WIDTHS = [1, 16];
/** How much memory it takes hangs on the values, and on how threads take turns: what failed is tried in smaller parts. */
async function storeSome(session, stored, { names, widths, fileOf }) {
	const [width = 1, ...others] = widths;
	try {
		const query = `SELECT ${names.map(identifier).join(", ")} FROM ${stored.reader}`;
		const path = await session.store(query, {
			source: stored.source,
			columns: width * names.length
		});
		for (const name of names) fileOf.set(name, path);
	} catch (error) {
		if (!isOutOfMemory(error) || others.length === 0 && names.length === 1) throw error;
		if (others.length > 0) return storeSome(session, stored, {
			names,
			widths: others,
			fileOf
		});
		const half = Math.ceil(names.length / 2);
		await storeSome(session, stored, {
			names: names.slice(0, half),
			widths: [width],
			fileOf
		});
		await storeSome(session, stored, {
			names: names.slice(half),
			widths: [width],
			fileOf
		});
	}
}
/** Columns out of one file, or of several, joined by the numbers of their rows. */
function nearFiles(fileOf) {
	const [first = ""] = fileOf.values();
	return (wanted) => {
		const files = [...new Set(wanted.map((name) => fileOf.get(name) ?? first))];
		const read = (file) => readerSql([file], {
			format: "parquet",
			isNumbered: true
		});
		const [only = first, other] = files;
		if (other === void 0) return {
			from: readerSql([only], { format: "parquet" }),
			numbered: read(only)
		};
		const joined = `(FROM ${files.map((file, index) => `${read(file)} AS f${index}`).reduce((left, right) => `${left} JOIN ${right} USING (${NUMBER$2})`)})`;
		return {
			from: joined,
			numbered: joined
		};
	};
}

// src/adapters/duckdb/text/assert-whole.ts
/**
* Throws `input` where a compressed file was cut off or is damaged. DuckDB would take what there is for the whole: a
* download that broke would pass as fewer rows.
*/
async function assertWhole$1(path, label) {
	if (/\.gz$/i.test(path)) await assertGzip(path, label);
	if (/\.zst$/i.test(path)) await assertZstd(path, label);
}
function damaged(label, what, cause) {
	return new ModelyardError("input", `${label} ${what}`, {
		hint: "Write or fetch the file again.",
		...cause === void 0 ? {} : { cause }
	});
}
async function assertGzip(path, label) {
	try {
		for await (const _chunk of openBytes(path));
	} catch (cause) {
		throw damaged(label, gzipProblem(cause), cause);
	}
}
/** What is wrong with a gzip file, by zlib's words. */
function gzipProblem(cause) {
	const message = messageOf(cause);
	if (/unexpected end/.test(message)) return "is a gzip file that was cut off";
	return /incorrect header/.test(message) ? "is not compressed with gzip, as its name says" : "is a damaged gzip file";
}
const MAGIC = 4247762216;
const SKIPPABLE = 407710288;
const BLOCK_RLE = 1;
const BLOCK_RESERVED = 3;
/** Walks over the frames and blocks (RFC 8878, 3.1.1) without unpacking them; DuckDB looks at their checksums. */
async function assertZstd(path, label) {
	const file = await open(path, "r");
	try {
		const { size } = await file.stat();
		let at = 0;
		while (at < size) at = await endOfFrame(file, {
			at,
			size,
			label
		});
	} finally {
		await file.close();
	}
}
async function endOfFrame(file, place) {
	const { at, label } = place;
	const magic = await readNumber(file, place, 4);
	if ((magic & 4294967280) >>> 0 === SKIPPABLE) return assertInside(place, at + 8 + await readNumber(file, {
		...place,
		at: at + 4
	}, 4));
	if (magic !== MAGIC) throw damaged(label, at === 0 ? "is not compressed with Zstandard, as its name says" : BROKEN);
	const descriptor = await readNumber(file, {
		...place,
		at: at + 4
	}, 1);
	let next = at + 5 + headerBytes(descriptor);
	for (let isLast = false; !isLast;) {
		const block = await readNumber(file, {
			...place,
			at: next
		}, 3);
		const kind = block >> 1 & 3;
		if (kind === BLOCK_RESERVED) throw damaged(label, BROKEN);
		next += 3 + (kind === BLOCK_RLE ? 1 : block >> 3);
		isLast = (block & 1) === 1;
	}
	const checksumBytes = (descriptor & 4) === 0 ? 0 : 4;
	return assertInside(place, next + checksumBytes);
}
const BROKEN = "is a damaged Zstandard file";
/** Bytes of window, dictionary id and content size after the descriptor. */
function headerBytes(descriptor) {
	const isSingle = (descriptor & 32) !== 0;
	const dictionary = [
		0,
		1,
		2,
		4
	][descriptor & 3] ?? 0;
	const contentSize = [
		isSingle ? 1 : 0,
		2,
		4,
		8
	][descriptor >> 6] ?? 0;
	return (isSingle ? 0 : 1) + dictionary + contentSize;
}
async function readNumber(file, { at, size, label }, bytes) {
	assertInside({
		at,
		size,
		label
	}, at + bytes);
	const buffer = Buffer.alloc(bytes);
	await file.read(buffer, 0, bytes, at);
	return buffer.readUIntLE(0, bytes);
}
function assertInside({ size, label }, end) {
	if (end > size) throw damaged(label, "is a Zstandard file that was cut off");
	return end;
}

// src/adapters/duckdb/text/leave-out-comments.ts
const MOST_REMOVED = 1e5;
/** Takes lines out of CSV text that begin with a sign. Lines inside of quotes and signs further in a line stay. */
function leaveOutComments(comment, signs) {
	const scanner = new CsvScanner(signs);
	const removed = [];
	let isComment = false;
	let wasReturn = false;
	const keep = (text) => {
		let kept = "";
		let from = 0;
		for (let at = 0; at < text.length; at += 1) {
			const sign = text[at] ?? "";
			if (isComment || wasReturn && sign === "\n") {
				wasReturn = sign === "\r";
				isComment = isComment && sign !== "\n" && !wasReturn;
				from = at + 1;
				continue;
			}
			wasReturn = false;
			isComment = scanner.isLineStart && sign === comment;
			if (!isComment) {
				scanner.feed(sign);
				continue;
			}
			kept += text.slice(from, at);
			from = at + 1;
			if (removed.length < MOST_REMOVED) removed.push(scanner.line + removed.length);
		}
		return kept + text.slice(from);
	};
	return {
		keep,
		removed
	};
}

// src/adapters/duckdb/text/prepare-text.ts
/**
* Text as DuckDB reads it: UTF-8 without comments. What is that already stays where it is, after a look whether it was cut
* off; everything else is written anew to `to`. Throws `input` for bytes that are no text of the encoding.
*/
async function prepareText(file, to) {
	if (isZstd(file.path)) await assertWhole$1(file.path, file.label);
	const marked = await markedEncoding(file);
	const encoding = agreed(file, marked);
	const comment = file.csv?.comment ?? null;
	const isMarkedJson = file.format === "jsonl" && marked === "utf-8";
	if (encoding === "utf-8" && comment === null && !isMarkedJson) {
		if (!isZstd(file.path)) await assertWhole$1(file.path, file.label);
		return {
			path: file.path,
			removed: []
		};
	}
	const filter = comment === null ? null : leaveOutComments(comment, file.csv ?? USUAL_CSV);
	const path = await to();
	try {
		await rewrite(file, {
			encoding,
			path,
			keep: filter?.keep ?? ((text) => text)
		});
	} catch (cause) {
		throw await toldError(cause, file, encoding);
	}
	return {
		path,
		removed: filter?.removed ?? []
	};
}
function isZstd(path) {
	return /\.zst$/i.test(path);
}
const MARKS = [
	["fffe", "utf-16le"],
	["feff", "utf-16be"],
	["efbbbf", "utf-8"]
];
/** What a byte order mark says; null without one. */
async function markedEncoding(file) {
	try {
		for await (const chunk of openBytes(file.path)) {
			const start = Buffer.from(chunk.subarray(0, 3)).toString("hex");
			return MARKS.find(([mark]) => start.startsWith(mark))?.[1] ?? null;
		}
	} catch (cause) {
		throw await toldError(cause, {
			...file,
			csv: null
		}, "utf-8");
	}
	return null;
}
function agreed({ label, csv }, marked) {
	const declared = csv?.encoding ?? null;
	if (declared === null) return marked ?? "utf-8";
	if (declared === "utf-16") {
		if (marked?.startsWith(declared) === true) return marked;
		if (marked !== null) throw disagreeing(label, marked, declared);
		throw new ModelyardError("input", `${label} has no byte order mark, so its UTF-16 can be read two ways`, { hint: "Say csv.encoding: utf-16le or utf-16be." });
	}
	if (marked === null || marked === declared) return declared;
	throw disagreeing(label, marked, declared);
}
function disagreeing(label, marked, declared) {
	return new ModelyardError("input", `${label} begins with the byte order mark of ${marked}, and csv.encoding says ${declared}`, { hint: `Say ${marked}, or leave csv.encoding out.` });
}
async function rewrite(file, { encoding, path, keep }) {
	const decoder = createDecoder(encoding);
	const utf8 = encoding.startsWith("utf-") ? null : utf8Detector();
	const out = createWriteStream(path, { mode: 384 });
	const failed = once$1(out, "error").then(([error]) => Promise.reject(error));
	failed.catch(() => void 0);
	try {
		let isFirst = true;
		for await (const chunk of openBytes(file.path)) {
			utf8?.look(chunk);
			const text = decoder.decode(chunk);
			const kept = keep(isFirst ? text.replace(/^\ufeff/, "") : text);
			isFirst &&= text === "";
			if (kept !== "" && !out.write(kept)) await Promise.race([once$1(out, "drain"), failed]);
		}
		out.end(keep(decoder.end()));
		await Promise.race([once$1(out, "close"), failed]);
	} finally {
		out.destroy();
	}
	if (utf8?.isUtf8() === true) throw isUtf8(file, encoding);
}
/** Every byte is a character of these encodings: read by one of them, UTF-8 text would silently become another. */
function isUtf8({ label }, encoding) {
	return new ModelyardError("input", `${label} is UTF-8 text, and csv.encoding says ${encoding}`, { hint: "Leave csv.encoding out, or write the file in that encoding." });
}
/** Whether bytes that are not all ASCII are UTF-8: text of other encodings hardly ever is. */
function utf8Detector() {
	const decoder = createDecoder("utf-8");
	let isPossible = true;
	let isAscii = true;
	const attempt = (decode) => {
		try {
			if (isPossible) decode();
		} catch {
			isPossible = false;
		}
	};
	return {
		look(bytes) {
			isAscii &&= !bytes.some((byte) => byte > 127);
			attempt(() => decoder.decode(bytes));
		},
		isUtf8() {
			attempt(() => decoder.end());
			return isPossible && !isAscii;
		}
	};
}
async function toldError(cause, file, encoding) {
	if (cause instanceof ModelyardError) return cause;
	if (cause instanceof UndecodableText) return badTextError(file, encoding);
	const code = cause.code ?? "";
	if (/^Z_/.test(code)) return damaged(file.label, gzipProblem(cause), cause);
	if (isZstd(file.path) && !/^E[A-Z]/.test(code)) return damaged(file.label, "is a damaged Zstandard file", cause);
	return new ModelyardError("unreadable", `cannot read ${file.label}: ${messageOf(cause)}`, { cause });
}

// src/adapters/duckdb/unite-files.ts
/**
* Holds the columns of all files against each other. Throws `input` where the types of a column differ, and where a file
* lacks one, unless that is allowed: a silent union would invent nulls. JSON leaves keys out by nature.
*/
function uniteFiles(files, { form }) {
	const byName = /* @__PURE__ */ new Map();
	const conflicts = [];
	const isJson = files[0]?.reading.format === "jsonl";
	for (const file of files) for (const column of file.columns) {
		const known = byName.get(column.name);
		known?.in.add(file);
		if (known === void 0) byName.set(column.name, {
			column,
			from: file,
			in: /* @__PURE__ */ new Set([file])
		});
		else if (known.column.isVoid === true && column.isVoid !== true) byName.set(column.name, {
			...known,
			column,
			from: file
		});
		else if (!isSameKind([known.column, column], isJson)) conflicts.push(`column ${column.name} is ${column.physicalType} in ${file.label} and ${known.column.physicalType} in ${known.from.label}`);
	}
	assertOneType(conflicts);
	const differences = [...byName.values()].flatMap(({ column, in: having }) => having.size === files.length ? [] : [{
		name: column.name,
		files: files.filter((file) => !having.has(file))
	}]).map((each) => lackText(each, files.length));
	if (differences.length > 0 && !isJson && form?.missingColumns !== "null") throw missing$1(differences);
	return {
		columns: [...byName.values()].map(({ column }) => column),
		differences
	};
}
/** A cast from one kind to another would change values; that from a narrow number to a wide one of its kind does not. */
function isSameKind([one, other], isJson) {
	if (one.isVoid === true || other.isVoid === true) return true;
	const [left, right] = [nativeType(one.physicalType), nativeType(other.physicalType)];
	if (isJson) return left === right || [left, right].every((type) => /^(integer|number)$/.test(type));
	if (left === "object" || left === "array") return one.physicalType === other.physicalType;
	return left === right && isZoned(one) === isZoned(other);
}
/** A time with a zone and one without are not the same instant. */
function isZoned({ physicalType }) {
	return /WITH TIME ZONE/.test(physicalType);
}
const MOST_TOLD = 5;
function toldShort(sentences) {
	const more = sentences.length - MOST_TOLD;
	return `${sentences.slice(0, MOST_TOLD).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
function assertOneType(conflicts) {
	if (conflicts.length === 0) return;
	throw new ModelyardError("input", `the files of one dataset differ in types: ${toldShort(conflicts)}`, { hint: "Write a column with one type in all files: a silent cast would change values." });
}
function lackText({ name, files }, all) {
	const names = files.slice(0, 3).map(({ label }) => label);
	const more = files.length > 3 ? " …" : "";
	return `${name} is missing in ${files.length} of ${all} files (${names.join(", ")}${more})`;
}
function missing$1(differences) {
	return new ModelyardError("input", `the files of one dataset differ in columns: ${toldShort(differences)}`, { hint: "Write the column into all files, or say missing_columns: allow, which reads it as null there and warns of it." });
}
/** A FROM item with the rows of all files in their order, under the names of the columns. */
function unionSql(files, { columns, partitions }) {
	const parts = runsOf(files);
	return `(${parts.map((part) => {
		const own = new Map(part.first.columns.map((column) => [column.name, column]));
		const cells = columns.map(({ name }) => {
			const column = own.get(name);
			return column === void 0 || column.isVoid === true && parts.length > 1 && !column.isOpen ? `NULL AS ${identifier(name)}` : identifier(name);
		});
		const folders = partitions.map(({ name }) => identifier(name));
		const reader = readerSql(part.paths, part.first.reading, partitions.length > 0);
		return `SELECT ${[...cells, ...folders].join(", ")} FROM ${reader}`;
	}).join(" UNION ALL ")})`;
}
const NUMBER$1 = {
	name: "file_row_number",
	physicalType: "BIGINT",
	isOpen: false
};
/** The rows of a single Parquet file, each with its number from 0 in a column `file_row_number`; null for any other files. */
function numberedSql(files, { columns, partitions }) {
	const [file, other] = files;
	if (file?.reading.format !== "parquet" || other !== void 0) return null;
	if ([...columns, ...partitions].some(({ name }) => name.toLowerCase() === NUMBER$1.name)) return null;
	const reading = {
		...file.reading,
		isNumbered: true
	};
	return unionSql([{
		...file,
		reading,
		columns: [...file.columns, NUMBER$1]
	}], {
		columns: [...columns, NUMBER$1],
		partitions
	});
}
/** Neighbours that are read alike are read at once. */
function runsOf(files) {
	const runs = [];
	for (const file of files) {
		const key = JSON.stringify([file.reading, file.columns.map(({ name, physicalType, isVoid }) => [
			name,
			physicalType,
			isVoid
		])]);
		const last = runs.at(-1);
		if (last?.key === key) last.paths.push(file.path);
		else runs.push({
			first: file,
			key,
			paths: [file.path]
		});
	}
	return runs;
}

// src/adapters/duckdb/open-relation.ts
/**
* Text is slow to parse: up to this many bytes it is parsed once and kept. A kept cell takes at least 16 bytes; what
* does not fit DuckDB's memory goes to disk.
*/
const KEPT_BYTES = 67108864;
const COMPRESSION_GUESS = 8;
/** Opens a dataset: format, columns and types. Throws `input` where files are no data or do not belong together. */
async function openRelation(session, source) {
	const named = source.files.map((path) => ({
		path,
		label: labelOf(source, path)
	}));
	const sizes = [];
	for (const file of named) sizes.push(await assertRegularFile(file));
	const format = commonFormat(named);
	assertForm(named, format, source);
	for (const [index, file] of named.entries()) await assertDataFile(file, sizes[index] ?? 0, format);
	const { from: reader, numbered, columns, differences, file } = await openFiles(session, {
		named,
		format,
		source
	});
	const isText = format === "csv" || format === "jsonl";
	const isSmall = columns.length <= MOST_KEPT && parsedBytes(source.files, sizes) <= KEPT_BYTES;
	const isKept = isText && isSmall;
	const open = columns.filter(({ name, isOpen }) => isOpen && source.types[name] === void 0);
	const isWide = columns.length > MOST_KEPT;
	const isRepeated = format === "csv" ? open.length > 0 || isWide : isWide && columns.every(({ physicalType }) => isPlainType(physicalType));
	const read = {
		from: reader,
		numbered
	};
	const cells = isKept && open.length > 0 ? await session.keep(`SELECT * FROM ${reader}`, source) : null;
	const stored = isText && !isKept && isRepeated ? await storeColumns(session, {
		reader,
		columns,
		source,
		file
	}) : null;
	const near = cells === null ? stored ?? (() => read) : () => ({
		from: cells,
		numbered: null
	});
	const inferred = await inferTypes(session, {
		near,
		source,
		columns: open.map(({ name }) => name)
	});
	const described = columns.map(({ name, physicalType }) => {
		return {
			name,
			physicalType,
			logicalType: source.types[name] ?? inferred[name] ?? nativeType(physicalType)
		};
	});
	const relation = {
		...relationOf(source, {
			near,
			columns: described,
			isText
		}),
		differences,
		isStored: stored !== null
	};
	if (!isKept) return relation;
	const kept = await session.keep(`SELECT * FROM ${relation.sql}`, source);
	if (cells !== null) await session.drop(cells, source);
	return keptRelation(relation, kept);
}
/** A table takes half a megabyte or more for each of its columns, however few rows it has. */
const MOST_KEPT = 100;
function parsedBytes(files, sizes) {
	return sizes.reduce((sum, size, index) => sum + size * (/\.(gz|zst)$/i.test(files[index] ?? "") ? COMPRESSION_GUESS : 1), 0);
}
function commonFormat(files) {
	const formats = new Set(files.map(formatOf));
	const [format] = formats;
	if (format === void 0) throw new ModelyardError("internal", "a dataset without files");
	if (formats.size === 1) return format;
	throw new ModelyardError("input", `files of one dataset must have one format; found ${[...formats].join(", ")}`, { hint: "Convert them to one format, or name only the files of one." });
}
/** What is said of CSV or of tables must not be left out silently where the files are neither. */
function assertForm([first], format, { form = USUAL_FORM }) {
	const idle = form.csv !== null && format !== "csv" ? "csv" : form.table !== null && format !== "duckdb" ? "table" : null;
	if (idle === null) return;
	throw new ModelyardError("input", `${first?.label}: ${idle} has no meaning for files of this format`, { hint: `Leave ${idle} out.` });
}
async function openFiles(session, { named, format, source }) {
	const opened = [];
	for (const file of named) opened.push(await openFile(session, {
		file,
		format,
		source
	}));
	const united = uniteFiles(opened, source);
	const isUniform = new Set(opened.map(({ columns }) => JSON.stringify(columns))).size === 1;
	const files = isUniform ? opened : await readAlike(session, opened, source.types);
	const own = files[0]?.reading.format === "jsonl" ? files[0]?.columns ?? [] : united.columns;
	const partitions = partitionColumns(source, own);
	const from = unionSql(files, {
		columns: own,
		partitions
	});
	const columns = [...own, ...partitions];
	const types = isUniform || format === "csv" || format === "jsonl" ? columns : await describeFrom(session, from, source.files);
	return {
		from,
		numbered: numberedSql(files, {
			columns: own,
			partitions
		}),
		differences: united.differences,
		file: files.length === 1 && partitions.length === 0 ? csvFile(files[0]) : null,
		columns: columns.map((column, index) => ({
			...column,
			physicalType: types[index]?.physicalType ?? column.physicalType
		}))
	};
}
function csvFile(file) {
	return file?.reading.format === "csv" ? {
		path: file.path,
		reading: file.reading
	} : null;
}
async function openFile(session, { file, format, source }) {
	if (format === "parquet") return openParquet(session, file);
	if (format === "duckdb") return openTable(session, file, source);
	const csv = format === "csv" ? source.form?.csv ?? null : null;
	const { path, removed } = await prepareText({
		...file,
		format,
		csv
	}, () => session.standIn(file.path));
	if (removed.length > 0) session.describeStandIn(path, removed);
	const text = {
		path,
		label: file.label
	};
	return format === "csv" ? openCsv(session, text, csv) : openJson(session, text, source.types);
}

// src/domain/reshape.ts
/** The column that `unnest` makes. */
const UNNESTED = "score";

// src/adapters/duckdb/reshape-relation.ts
/** Rows in another shape, in a table of their own. Throws `input` with row and id for those that cannot be brought into it. */
async function reshapeRelation(session, { relation, source, reshape }) {
	const given = {
		session,
		relation,
		source
	};
	switch (reshape.kind) {
		case "elements": return elements(given, reshape);
		case "pivot": return pivot(given, reshape);
		case "unnest": return unnest(given, reshape);
	}
}
async function elements(given, { id, list, names }) {
	const column = columnNamed(given.relation, list);
	const numbers = listSql(given, column, "DOUBLE");
	const ids = columnNamed(given.relation, id);
	const wanted = `lists of ${names.length} numbers (${names.join(", ")})`;
	await assertEach(given, ids, {
		bad: `${numbers} IS NULL OR len(${numbers}) <> ${names.length}`,
		detail: `len(${numbers})`,
		says: (count, length) => `column ${list} should hold ${wanted}; ${count} ${count === 1 ? "row does" : "rows do"} not${length === null ? "" : `, there it has ${length}`}`
	});
	const physicalType = /^FLOAT\b/.test(column.physicalType) ? "FLOAT" : "DOUBLE";
	const others = given.relation.columns.filter((each) => each !== column);
	return kept$1(given, given.relation.sql, [...others.map((each) => ({
		...each,
		sql: each.raw
	})), ...names.map((name, index) => ({
		...NUMBER,
		name,
		physicalType,
		sql: `${numbers}[${index + 1}]`
	}))]);
}
async function pivot(given, { id, key, value, columns }) {
	const { relation } = given;
	const [ids, keys, values] = [
		id,
		key,
		value
	].map((name) => columnNamed(relation, name));
	const number = `TRY_CAST(${values.logicalType === "string" ? values.raw : values.typed} AS DOUBLE)`;
	await assertEach(given, ids, {
		bad: `${keys.raw} IS NULL`,
		says: (count) => `column ${key} names the class; ${count} ${count === 1 ? "cell is" : "cells are"} empty`
	});
	await assertEach(given, ids, {
		bad: `${number} IS NULL`,
		says: (count) => `column ${value} should hold numbers; ${count} ${count === 1 ? "cell does" : "cells do"} not`
	});
	const place = `CASE ${columns.map((each, index) => `WHEN ${keys.raw}::VARCHAR IN (${each.keys.map(textLiteral).join(", ")}) THEN ${index}`).join(" ")} END`;
	const rows = `(SELECT *, ${ids.raw}::VARCHAR AS i, ${place} AS p, ${number} AS v FROM ${numberedRows(relation)})`;
	await assertWhole(given, {
		rows,
		names: columns.map(({ name }) => name)
	});
	const others = relation.columns.filter((each) => ![
		ids,
		keys,
		values
	].includes(each) && isPlain(each));
	const physicalType = values.physicalType === "FLOAT" ? "FLOAT" : "DOUBLE";
	return kept$1(given, `${rows} GROUP BY i`, [
		{
			...ids,
			sql: "i"
		},
		...others.map((each) => ({
			...each,
			sql: constantSql(each.raw)
		})),
		...columns.map(({ name }, index) => ({
			...NUMBER,
			name,
			physicalType,
			sql: `max(v) FILTER (WHERE p = ${index})`
		}))
	]);
}
/** Each id once with each class: a class that is left out has some probability, and nobody knows which. */
async function assertWhole({ session, source }, { rows, names }) {
	const [twice] = await session.rows(`SELECT i, p, min(row) AS a, max(row) AS b FROM ${rows} GROUP BY i, p HAVING count(*) > 1 ORDER BY a LIMIT 1`, source);
	if (twice !== void 0) throw problem(source, `rows ${twice.a} and ${twice.b} both speak of ${names[Number(twice.p)]} for ${idText(twice)}`);
	const [short] = await session.rows(`SELECT i, min(row) AS a, list(p) AS present FROM ${rows} GROUP BY i HAVING count(*) < ${names.length} ORDER BY a LIMIT 1`, source);
	if (short === void 0) return;
	const present = short.present.items.map(Number);
	const missing = names.filter((_, index) => !present.includes(index));
	throw problem(source, `${idText(short)} (row ${short.a}) has no row for ${missing.slice(0, 5).join(", ")}`);
}
async function unnest(given, { id, value }) {
	const ids = listSql(given, columnNamed(given.relation, id), "VARCHAR");
	const values = value === null ? null : listSql(given, columnNamed(given.relation, value), "DOUBLE");
	await assertEach(given, null, {
		bad: `${ids} IS NULL`,
		says: (count) => `column ${id} should hold lists; ${count} ${count === 1 ? "row does" : "rows do"} not`
	});
	if (values !== null) await assertEach(given, null, {
		bad: `${values} IS NULL OR len(${values}) <> len(${ids})`,
		says: (count) => `column ${value} should hold a list with a number for each ${id}; ${count} ${count === 1 ? "row does" : "rows do"} not`
	});
	const rank = `unnest(range(1, len(${ids}) + 1))`;
	return kept$1(given, given.relation.sql, [{
		...NUMBER,
		name: id,
		physicalType: "VARCHAR",
		logicalType: "string",
		sql: `unnest(${ids})`
	}, {
		...NUMBER,
		name: UNNESTED,
		sql: values === null ? `(-${rank})::DOUBLE` : `unnest(${values})`
	}]);
}
/** The lists of a column; text such as [0.2, 0.8] is one, too. Throws `input` where the column holds none. */
function listSql({ source }, column, of) {
	const { name, physicalType, raw } = column;
	if (/\[\d*\]$/.test(physicalType) || ["VARCHAR", "JSON"].includes(physicalType)) return `TRY_CAST(${physicalType === "JSON" ? `${raw}::VARCHAR` : raw} AS ${of}[])`;
	throw problem(source, `column ${name} holds ${physicalType.toLowerCase()} values, not lists`);
}
/** Throws `input` with the first bad row, and its id where it has one. */
async function assertEach({ session, relation, source }, ids, { bad, detail = "NULL", says }) {
	const [count = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql} WHERE ${bad}`, source);
	if (Number(count.n) === 0) return;
	const id = ids === null ? "NULL" : `${ids.raw}::VARCHAR`;
	const [first = {}] = await session.rows(`SELECT row AS a, ${id} AS i, ${detail} AS d FROM ${numberedRows(relation)} WHERE ${bad} ORDER BY row LIMIT 1`, source);
	const where = `the first in row ${first.a}${ids === null ? "" : `, ${idText(first)}`}`;
	throw problem(source, `${says(Number(count.n), first.d === null ? null : String(first.d))} (${where})`);
}
function idText({ i }) {
	return i === null ? "without an id" : `id ${JSON.stringify(String(i))}`;
}
function problem(source, text) {
	return new ModelyardError("input", `${labelOfAll(source)}: ${text}`, { hint: "evaluate.predictions says how the file is laid out." });
}
/** One value of all rows of an id; null where they differ. */
function constantSql(raw) {
	return `CASE WHEN min(${raw}) IS NOT DISTINCT FROM max(${raw}) THEN min(${raw}) END`;
}
function isPlain({ physicalType }) {
	return !/\[|^(STRUCT|MAP|UNION|JSON|LIST)/.test(physicalType);
}
const NUMBER = {
	logicalType: "number",
	physicalType: "DOUBLE"
};
/** The columns in a table of their own. They are known by number: classes may be called like anything. */
async function kept$1({ session, relation, source }, from, columns) {
	const select = columns.map(({ sql }, index) => `${sql} AS r${index}`).join(", ");
	const table = await session.keep(`SELECT ${select} FROM ${from}`, source);
	const described = columns.map(({ name, logicalType, physicalType }, index) => {
		const raw = `r${index}`;
		return {
			name,
			logicalType,
			physicalType,
			raw,
			typed: raw,
			misfit: "false",
			reading: null
		};
	});
	return keptRelation({
		...relation,
		source,
		columns: described
	}, table);
}

// src/adapters/duckdb/temporary-folder.ts
/** Containers that share a folder for temporary files number their processes each for itself. */
const machine = createHash("sha256").update(`${hostname()} ${numbering()}`).digest("hex").slice(0, 8);
const PREFIX = "modelyard-duckdb-";
/**
* Makes a folder for temporary files. What runs of this user on this machine left behind, that were killed and could not
* tidy up, is removed first.
*/
async function makeTemporaryFolder(parent = tmpdir()) {
	await removeAbandoned(parent);
	return mkdtemp(join(parent, `${PREFIX}${machine}-${process.pid}-`));
}
async function removeAbandoned(parent) {
	const names = await readdir(parent).catch(() => []);
	for (const name of names) {
		const path = join(parent, name);
		if (isOfDeadProcess(name) && await isOwnFolder(path)) await rm(path, {
			recursive: true,
			force: true
		}).catch(() => void 0);
	}
}
function isOfDeadProcess(name) {
	const [, host, pid] = /^modelyard-duckdb-([0-9a-f]{8})-([1-9][0-9]{0,9})-[^-]+$/.exec(name) ?? [];
	return host === machine && pid !== void 0 && !isAlive(Number(pid));
}
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code !== "ESRCH";
	}
}
/** A link may lead anywhere, and what belongs to others is theirs. */
async function isOwnFolder(path) {
	const found = await lstat(path).catch(() => null);
	const isMine = process.getuid === void 0 || found?.uid === process.getuid();
	return found?.isDirectory() === true && isMine;
}
/** What tells apart the sets of process numbers of one machine; only Linux has several. */
function numbering() {
	try {
		return readlinkSync("/proc/self/ns/pid");
	} catch {
		return "";
	}
}

// src/adapters/duckdb/watch-query.ts
const EVERY_MS = 250;
/** Tells some times a second how far the query of a connection is, until what it returns is called. */
function watchQuery(connection, onRows) {
	const timer = setInterval(() => {
		const { rows_processed, total_rows_to_process } = connection.progress;
		const [done, total] = [Number(rows_processed), Number(total_rows_to_process)];
		if (total > 0) onRows({
			done: Math.min(done, total),
			total
		});
	}, EVERY_MS);
	timer.unref();
	return () => clearInterval(timer);
}

// src/adapters/duckdb/engine-session.ts
/** Cells of a group of rows, which each thread holds in memory while it writes them; and the rows that DuckDB allows. */
const GROUP_CELLS = 4e5;
const LEAST_GROUP_ROWS = 2048;
const MOST_GROUP_ROWS = 122880;
/** One open DuckDB and what is known about the datasets that were opened with it. */
var EngineSession = class {
	#memoryLimitMb;
	#relations = /* @__PURE__ */ new Map();
	#connected = null;
	#temporaryFolder = null;
	/** The dataset that a file was last opened for. */
	#datasets = /* @__PURE__ */ new Map();
	#standIns = /* @__PURE__ */ new Map();
	#attached = /* @__PURE__ */ new Map();
	#tables = 0;
	#closers = [];
	#onRows;
	constructor(memoryLimitMb, onRows = null) {
		this.#memoryLimitMb = memoryLimitMb;
		this.#onRows = onRows;
	}
	async connection() {
		this.#connected ??= this.#open();
		return (await this.#connected).connection;
	}
	async #open() {
		this.#temporaryFolder = await makeTemporaryFolder();
		return connectDuckdb({
			memoryLimitMb: this.#memoryLimitMb,
			temporaryFolder: this.#temporaryFolder
		});
	}
	/** All rows of a query; `source` names the files in errors. */
	async rows(sql, source) {
		const connection = await this.connection();
		const stop = this.#onRows === null ? null : watchQuery(connection, this.#onRows);
		try {
			return (await connection.runAndReadAll(sql)).getRowObjects();
		} catch (cause) {
			throw await this.told(cause, source);
		} finally {
			stop?.();
		}
	}
	/** Gives the rows of a query chunk by chunk, in their order, and keeps none. */
	async eachChunk(sql, source, look) {
		const connection = await this.connection();
		const stop = this.#onRows === null ? null : watchQuery(connection, this.#onRows);
		try {
			const result = await connection.stream(sql);
			for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) await look(chunk);
		} catch (cause) {
			throw cause instanceof ModelyardError ? cause : await this.told(cause, source);
		} finally {
			stop?.();
		}
	}
	/** What went wrong with a query, as an error of ours. */
	async told(cause, given) {
		const file = fileIn(messageOf(cause), {
			source: given,
			standIns: this.#standIns
		});
		const dataset = file === null ? void 0 : this.#datasets.get(file);
		const source = dataset === void 0 ? given : {
			...dataset,
			files: given.files
		};
		if (file === null || !isBadText(messageOf(cause)) || !/\.(csv|tsv|txt)/i.test(file)) return dataError(cause, {
			source,
			standIns: this.#standIns
		});
		return badTextError({
			path: file,
			label: labelOf(source, file),
			csv: source.form?.csv ?? null
		}, "utf-8");
	}
	/** The path of a file that DuckDB is to read in the place of another one; it lasts until `close`. */
	async standIn(original) {
		await this.connection();
		const folder = join(this.#temporaryFolder ?? tmpdir(), `text-${this.#standIns.size}`);
		const parts = original.split(sep).slice(-20, -1).filter((part) => part.includes("="));
		await mkdir(join(folder, ...parts), { recursive: true });
		const path = join(folder, ...parts, basename(original).replace(/\.(gz|zst)$/i, ""));
		this.#standIns.set(path, {
			original,
			removed: []
		});
		return path;
	}
	/** Says which lines of the original a stand-in lacks. */
	describeStandIn(path, removed) {
		const known = this.#standIns.get(path);
		if (known !== void 0) this.#standIns.set(path, {
			...known,
			removed
		});
	}
	/** Opens a DuckDB file for reading and gives the name that SQL knows it by. */
	attach(path, source) {
		const known = this.#attached.get(path);
		if (known !== void 0) return known;
		const name = `file_${this.#attached.size}`;
		const attached = this.rows(`ATTACH ${textLiteral(path)} AS ${name} (TYPE duckdb, READ_ONLY)`, {
			...source,
			files: [path]
		}).then(() => name);
		this.#attached.set(path, attached);
		attached.catch(() => this.#attached.delete(path));
		return attached;
	}
	/** Runs a query once and keeps its rows, in their order, until `close` or `drop`; gives the name of the table. */
	async keep(query, source) {
		this.#tables += 1;
		const table = `kept_${this.#tables}`;
		await this.rows(`CREATE TEMP TABLE ${table} AS ${query}`, source);
		return table;
	}
	async drop(table, source) {
		await this.rows(`DROP TABLE ${table}`, source);
	}
	/** Runs a query once and keeps its rows, in their order, in a Parquet file until `close` or `remove`; gives its path. */
	async store(query, { source, columns }) {
		await this.connection();
		this.#tables += 1;
		const path = join(this.#temporaryFolder ?? tmpdir(), `stored-${this.#tables}.parquet`);
		const rows = Math.min(MOST_GROUP_ROWS, Math.max(LEAST_GROUP_ROWS, Math.floor(GROUP_CELLS / columns)));
		await this.rows(`COPY (${query}) TO ${textLiteral(path)} (FORMAT parquet, ROW_GROUP_SIZE ${rows})`, source);
		return path;
	}
	/** A path for a file of columns that lasts until `close`. */
	async newPath(name) {
		await this.connection();
		this.#tables += 1;
		return join(this.#temporaryFolder ?? tmpdir(), `${name}-${this.#tables}`);
	}
	/** What has to be done before the temporary files are removed. */
	beforeClose(closer) {
		this.#closers.push(closer);
	}
	async remove(path) {
		await rm(path, { force: true });
	}
	/** A folder for files of its own beside DuckDB's. */
	async makeFolder(name) {
		await this.connection();
		return mkdtemp(join(this.#temporaryFolder ?? tmpdir(), `${name}-`));
	}
	/** Opens a dataset: format, columns and types. Remembered for the session. */
	relation(source) {
		const key = JSON.stringify([
			source.files,
			source.types,
			source.readings ?? {},
			source.form ?? null,
			source.base ?? null,
			source.reshape ?? null
		]);
		const known = this.#relations.get(key);
		if (known !== void 0) return known;
		for (const file of source.files) this.#datasets.set(file, source);
		const opened = this.#relation(source);
		this.#relations.set(key, opened);
		opened.catch(() => this.#relations.delete(key));
		return opened;
	}
	async #relation({ reshape, ...source }) {
		if (reshape !== void 0) return reshapeRelation(this, {
			relation: await this.relation(source),
			source,
			reshape
		});
		const { rows: choices, ...form } = source.form ?? {};
		if (choices === void 0) return openRelation(this, source);
		const relation = await this.relation({
			...source,
			form: {
				...USUAL_FORM,
				...form
			}
		});
		return chooseRows$1(this, {
			relation,
			source,
			choices
		});
	}
	async close() {
		for (const closer of this.#closers.splice(0)) await closer();
		const connected = await this.#connected?.catch(() => null);
		connected?.connection.closeSync();
		connected?.instance.closeSync();
		this.#connected = null;
		this.#relations.clear();
		this.#datasets.clear();
		this.#standIns.clear();
		this.#attached.clear();
		if (this.#temporaryFolder !== null) await rm(this.#temporaryFolder, {
			recursive: true,
			force: true
		});
	}
};

// src/adapters/duckdb/nested-rule-sql.ts
/** Rules on lists and objects as a whole; a cell that is neither is left to the check of types. */
function nestedRuleSql(rule, cell) {
	const [present, failing] = conditions(rule, cell);
	return {
		checked: `${present} IS NOT NULL`,
		failing: `${present} IS NOT NULL AND (${failing})`,
		value: cell.raw
	};
}
function conditions(rule, cell) {
	const list = listOf(cell);
	switch (rule.kind) {
		case "items": return [list, outOfBounds(`len(${list})`, rule)];
		case "unique-items": return [list, `list_unique(${list}) + least(1, ${`len(list_filter(${list}, lambda y: y IS NULL))`}) < len(${list})`];
		case "fields": return [cell.raw, rule.names.map((name) => `${fieldOf$1(cell, name)} IS NULL`).join(" OR ")];
		case "field-count": return [cell.raw, outOfBounds(countOf(cell), rule)];
		case "offset": return [cell.raw, rule.isThere ? `NOT (${hasOffset(cell)})` : hasOffset(cell)];
	}
}
function listOf({ raw, type }) {
	if (type.kind === "list") return raw;
	return type.text === "JSON" ? `TRY_CAST(${raw} AS JSON[])` : "NULL::VARCHAR[]";
}
/** A field's value; a JSON null is none. */
function fieldOf$1({ raw, type }, name) {
	const field = textLiteral(name);
	if (type.kind === "map") return `map_extract_value(${raw}, ${field})`;
	if (type.kind === "struct") return type.fields.some(([known]) => known === name) ? `struct_extract(${raw}, ${field})` : "NULL";
	if (type.text !== "JSON") return "NULL";
	return `nullif(json_extract(${raw}, ${textLiteral(`$."${name.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"")}"`)}), 'null')`;
}
/** Fields that have a value: one that is null in Parquet is one that is left out in JSON. */
function countOf({ raw, type }) {
	if (type.kind === "map") return `len(list_filter(map_values(${raw}), lambda y: y IS NOT NULL))`;
	if (type.kind === "struct") return type.fields.map(([name]) => `(struct_extract(${raw}, ${textLiteral(name)}) IS NOT NULL)::INTEGER`).join(" + ") || "0";
	if (type.text !== "JSON") return "0";
	return `len(list_filter(json_keys(${raw}), lambda y: json_type(${raw}, '/' || replace(replace(y, '~', '~0'), '/', '~1')) <> 'NULL'))`;
}
function hasOffset({ raw, type, physicalType }) {
	if (/^TIME/.test(type.text)) return String(/WITH TIME ZONE|TIMETZ/.test(type.text));
	if (/^DATE$/.test(physicalType)) return "false";
	return `regexp_matches(${raw}::VARCHAR, ':.*([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)\\s*$')`;
}

// src/adapters/duckdb/nested-type.ts
/** Reads a type as DESCRIBE writes it: `STRUCT("a b" INTEGER, c VARCHAR[])[]`. */
function parseType(text) {
	const list = /^(.*)\[\d*\]$/s.exec(text)?.[1];
	if (list !== void 0) return {
		kind: "list",
		text,
		element: parseType(list)
	};
	const [, name, inner = ""] = /^(STRUCT|MAP)\((.*)\)$/s.exec(text) ?? [];
	if (name === "STRUCT") return {
		kind: "struct",
		text,
		fields: splitTop(inner).map(fieldOf)
	};
	if (name === "MAP") return {
		kind: "map",
		text,
		value: parseType(splitTop(inner)[1] ?? "")
	};
	return {
		kind: "scalar",
		text
	};
}
function fieldOf(text) {
	const [, quoted, bare, type = ""] = /^(?:"((?:[^"]|"")*)"|(\S+)) (.*)$/s.exec(text) ?? [];
	return [quoted?.replaceAll("\"\"", "\"") ?? bare ?? "", parseType(type)];
}
/** Splits at commas outside of parentheses and quotes. */
function splitTop(text) {
	const parts = [];
	let depth = 0;
	let quote = "";
	let start = 0;
	for (const [index, sign] of [...text].entries()) if (quote !== "") quote = sign === quote ? "" : quote;
	else if (sign === "\"" || sign === "'") quote = sign;
	else if (sign === "(") depth += 1;
	else if (sign === ")") depth -= 1;
	else if (sign === "," && depth === 0) {
		parts.push([...text].slice(start, index).join("").trim());
		start = index + 1;
	}
	return [...parts, [...text].slice(start).join("").trim()];
}
/** What is inside values of a type. */
function shapeOf(type) {
	if (type.kind === "list") return {
		kind: "list",
		items: shapeOf(type.element)
	};
	if (type.kind === "map" || /^(JSON|UNION)/.test(type.text)) return { kind: "open" };
	if (type.kind === "scalar") return {
		kind: "scalar",
		logicalType: nativeType(type.text)
	};
	return {
		kind: "object",
		fields: Object.fromEntries(type.fields.map(([name, inner]) => [name, shapeOf(inner)]))
	};
}

// src/adapters/duckdb/nested-value.ts
const ITEM = "x";
const JSON_TYPE = {
	kind: "scalar",
	text: "JSON"
};
/** The values at a place. `as` is the logical type that is declared for what a path leads to. */
function placedValues(relation, place) {
	const column = columnNamed(relation, place.column);
	const isJsonText = column.physicalType === "VARCHAR" && ["array", "object"].includes(column.logicalType);
	const top = isJsonText ? JSON_TYPE : parseType(column.physicalType);
	const path = place.path ?? [];
	if (path.length === 0) return {
		list: null,
		value: {
			...column,
			raw: isJsonText ? column.typed : column.raw,
			there: column.raw,
			type: top,
			within: "true"
		}
	};
	const start = {
		expression: isJsonText ? column.typed : column.raw,
		type: top,
		list: null,
		within: "true"
	};
	const end = path.reduce((position, step) => stepInto(position, step, column.name), start);
	return {
		list: end.list,
		value: cellAt(end, {
			name: column.name,
			as: place.as ?? null
		})
	};
}
function cellAt({ expression, type, within }, { name, as }) {
	const native = type.text === "JSON" ? "string" : nativeType(type.text);
	const cell = {
		raw: expression,
		physicalType: type.text,
		logicalType: as ?? native,
		reading: null
	};
	const typed = castSql(cell) ?? expression;
	const raw = as === "object" || as === "array" ? expression : textOf(expression, type.text === "JSON" ? "JSON" : "VARCHAR");
	return {
		...cell,
		name,
		type,
		within,
		typed,
		misfit: misfitSql(cell, typed),
		raw,
		there: raw
	};
}
function stepInto(position, step, column) {
	return step === "items" ? intoItems(position, column) : intoField(position, step.field, column);
}
function intoField({ expression, type, list }, field, column) {
	const at = (inner, innerType) => ({
		expression: inner,
		type: innerType,
		list,
		within: `${expression} IS NOT NULL`
	});
	const name = textLiteral(field);
	if (type.text === "JSON") return at(`nullif(json_extract(${expression}, ${textLiteral(`$."${field.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"")}"`)}), 'null')`, JSON_TYPE);
	if (type.kind === "map") return at(`map_extract_value(${expression}, ${name})`, type.value);
	const found = type.kind === "struct" ? type.fields.find(([known]) => known === field) : void 0;
	if (found === void 0) throw noPlace(column, `field ${field}`, type);
	return at(`struct_extract(${expression}, ${name})`, found[1]);
}
function intoItems({ expression, type, list }, column) {
	const isJson = type.text === "JSON";
	if (!isJson && type.kind !== "list") throw noPlace(column, "items", type);
	const items = isJson ? `TRY_CAST(${expression} AS JSON[])` : expression;
	return {
		expression: ITEM,
		type: type.kind === "list" ? type.element : JSON_TYPE,
		list: list === null ? items : `flatten(list_transform(${list}, lambda ${ITEM}: ${items}))`,
		within: "true"
	};
}
function noPlace(column, what, { text }) {
	return new ModelyardError("internal", `column ${column}: ${text} has no ${what}; it should not have been asked for`);
}

// src/adapters/duckdb/range-sql.ts
/**
* A column whose type was not declared may be anything: where it does not fit the bounds, its cells are read as what
* the bounds are, and those that cannot be are out of range.
*/
function rangeSql(rule, column) {
	const { raw, typed, logicalType } = column;
	const isNumeric = [
		rule.minimum,
		rule.maximum,
		rule.exclusiveMinimum,
		rule.exclusiveMaximum
	].every((bound) => bound === void 0 || typeof bound === "number");
	const fits = isNumeric ? isNumericType(logicalType) : [
		"date",
		"timestamp",
		"time"
	].includes(logicalType);
	const moment = logicalType === "time" ? "TIME" : "TIMESTAMP";
	const value = fits ? typed : `TRY_CAST(${raw}::VARCHAR AS ${isNumeric ? "DOUBLE" : moment})`;
	const present = fits ? typed : raw;
	const unread = fits ? "" : `${value} IS NULL OR `;
	const nan = isNumeric && logicalType !== "integer" ? `isnan((${value})::DOUBLE) OR ` : "";
	return {
		checked: `${present} IS NOT NULL`,
		failing: `${present} IS NOT NULL AND (${unread}${nan}${outOfRange(rule, value, isNumeric ? null : moment)})`,
		value: raw
	};
}
function outOfRange(rule, value, moment) {
	const bound = (limit) => moment === null ? literal(limit) : momentSql(String(limit), moment, rule.timezone);
	return [
		rule.minimum === void 0 ? null : `${value} < ${bound(rule.minimum)}`,
		rule.maximum === void 0 ? null : `${value} > ${bound(rule.maximum)}`,
		rule.exclusiveMinimum === void 0 ? null : `${value} <= ${bound(rule.exclusiveMinimum)}`,
		rule.exclusiveMaximum === void 0 ? null : `${value} >= ${bound(rule.exclusiveMaximum)}`
	].filter((part) => part !== null).join(" OR ") || "false";
}
/** A time as the instant in UTC: that of its offset, of the declared zone, or UTC itself. */
function momentSql(text, moment, timezone) {
	const plain = `${textLiteral(text)}::${moment}`;
	if (moment === "TIME") return plain;
	if (/:.*([Zz]|[+-]\d{2}(:?\d{2})?)$/.test(text)) return `(${textLiteral(text)}::TIMESTAMPTZ AT TIME ZONE 'UTC')`;
	return timezone === void 0 ? plain : `((${plain} AT TIME ZONE ${textLiteral(timezone)}) AT TIME ZONE 'UTC')`;
}

// src/adapters/duckdb/rule-sql.ts
/** The conditions of a rule at its place. Inside lists a row fails where one item does. */
function placedRuleSql(rule, relation) {
	const { list, value } = placedValues(relation, rule);
	const sql = ruleSql(rule, value);
	if (list === null) return sql;
	const any = (condition) => `coalesce(list_bool_or(list_transform(${list}, lambda x: ${condition})), false)`;
	return {
		checked: any(sql.checked),
		failing: any(sql.failing),
		value: `list_transform(list_filter(${list}, lambda x: ${sql.failing}), lambda x: (${sql.value})::VARCHAR)[1]`
	};
}
/** Only floating-point columns can hold NaN; asking `isnan` keeps DuckDB from answering out of Parquet statistics that leave NaN out. */
function isNan({ typed, logicalType }) {
	return logicalType === "number" ? `isnan(${typed}::DOUBLE)` : "false";
}
/** The conditions of a rule. `range` and `multiple-of` look at typed cells, the rules on text at all that are there. */
function ruleSql(rule, cell) {
	const { raw, typed, there, within } = cell;
	const on = (present, failing, value = raw) => ({
		checked: `${present} IS NOT NULL`,
		failing: failing === "false" ? failing : `${present} IS NOT NULL AND (${failing})`,
		value
	});
	switch (rule.kind) {
		case "not-null": return {
			checked: within,
			failing: `${within} AND (${missing(cell)})`,
			value: raw
		};
		case "not-missing": return {
			checked: within,
			failing: `${within} AND (${missing(cell)} OR ${isOneOf(rule.values, cell)})`,
			value: raw
		};
		case "type": return on(there, typeMisfit(cell, rule.logicalType), there);
		case "finite": return on(typed, cell.logicalType === "number" ? `NOT isfinite(${typed}::DOUBLE)` : "false");
		case "range": return rangeSql(rule, cell);
		case "multiple-of": return on(...multipleOf(rule.factor, cell));
		case "length": return on(raw, outOfBounds(`length(${raw}::VARCHAR)`, rule));
		case "pattern": return on(raw, isNoMatch(rule.pattern, cell));
		case "one-of": return on(raw, [`NOT ${isOneOf(rule.values, cell)}`, ...rule.pattern === void 0 ? [] : [isNoMatch(rule.pattern, cell)]].join(" OR "));
		default: return nestedRuleSql(rule, cell);
	}
}
function missing(column) {
	const nan = isNan(column);
	return nan === "false" ? `${column.raw} IS NULL` : `${column.raw} IS NULL OR coalesce(${nan}, false)`;
}
function isNoMatch(pattern, { raw }) {
	return `NOT regexp_matches(${raw}::VARCHAR, ${textLiteral(pattern)})`;
}
function typeMisfit(column, logicalType) {
	if (column.logicalType !== logicalType) throw new ModelyardError("internal", `column ${column.name} was opened as ${column.logicalType}, asked for ${logicalType}`);
	return column.misfit;
}
/** The cells that are looked at, and when one fails: also when it is no finite number. 0.07 / 0.01 is not quite 7. */
function multipleOf(factor, { raw, typed, logicalType }) {
	const isNumeric = isNumericType(logicalType);
	const value = isNumeric ? `${typed}::DOUBLE` : `TRY_CAST(${raw}::VARCHAR AS DOUBLE)`;
	const ratio = `(${value} / ${literal(factor)})`;
	const failing = `${value} IS NULL OR NOT isfinite(${value}) OR abs(${ratio} - round(${ratio})) > greatest(1e-9, 1e-15 * abs(${ratio}))`;
	return [isNumeric ? typed : raw, failing];
}
/**
* The cell is one of the values, as the file writes it or as a number or a boolean; never null. A list search: NOT IN
* inside a FILTER is forty times slower.
*/
function isOneOf(values, column) {
	const { raw, typed, logicalType } = column;
	const texts = `[${values.map((value) => textLiteral(String(value))).join(", ")}]::VARCHAR[]`;
	const asText = (cell) => `coalesce(list_contains(${texts}, ${cell}::VARCHAR), false)`;
	const parts = [asText(raw)];
	if (logicalType === "boolean" && typed !== raw) parts.push(asText(typed));
	const numbers = isNumericType(logicalType) ? values.flatMap(numberOf) : [];
	if (numbers.length > 0) {
		const list = `[${numbers.map((value) => `${literal(value)}::DOUBLE`).join(", ")}]`;
		parts.push(`coalesce(list_contains(${list}, ${typed}::DOUBLE), false)`);
	}
	return `(${parts.join(" OR ")})`;
}
function numberOf(value) {
	if (typeof value === "boolean" || String(value).trim() === "") return [];
	const number = Number(value);
	return Number.isFinite(number) ? [number] : [];
}

// src/adapters/duckdb/extents.ts
/** What stands in the rows that break rules on whole columns. One query a rule: few are asked for, and only broken ones. */
async function extentsOf(session, relation, rules) {
	const extents = [];
	for (const { id, rule } of rules) extents.push({
		id,
		...await extentOf$1(session, relation, rule)
	});
	return extents;
}
const NOTHING$2 = {
	low: null,
	high: null,
	shortest: null,
	longest: null,
	values: null,
	hasOthers: false
};
async function extentOf$1(session, relation, rule) {
	const narrow = narrowRelation(relation, [rule.column]);
	const column = columnNamed(narrow, rule.column);
	const from = `FROM ${narrow.sql} WHERE ${placedRuleSql(rule, narrow).failing}`;
	if (rule.kind === "one-of") return {
		...NOTHING$2,
		...await listed(session, relation, {
			column,
			from
		})
	};
	const value = rule.kind === "range" ? orderedSql$1(column, rule) : "NULL";
	const [row = {}] = await session.rows(`SELECT min(${value})::VARCHAR AS low, max(${value})::VARCHAR AS high, min(length(${column.raw}::VARCHAR)) AS shortest, max(length(${column.raw}::VARCHAR)) AS longest, count(*) - count(${value}) AS others ${from}`, relation.source);
	const text = (cell) => cell === null || cell === void 0 ? null : String(cell);
	const number = (cell) => cell === null || cell === void 0 ? null : Number(cell);
	return rule.kind === "range" ? {
		...NOTHING$2,
		low: text(row.low),
		high: text(row.high),
		hasOthers: Number(row.others) > 0
	} : {
		...NOTHING$2,
		shortest: number(row.shortest),
		longest: number(row.longest)
	};
}
/** The cell as what the bounds are; null where it is no finite number or no moment. */
function orderedSql$1({ raw, typed, logicalType }, rule) {
	if (![
		rule.minimum,
		rule.maximum,
		rule.exclusiveMinimum,
		rule.exclusiveMaximum
	].every((bound) => bound === void 0 || typeof bound === "number")) return [
		"date",
		"timestamp",
		"time"
	].includes(logicalType) ? typed : `TRY_CAST(${raw}::VARCHAR AS TIMESTAMP)`;
	if (logicalType === "integer") return typed;
	const number = isNumericType(logicalType) ? `(${typed})::DOUBLE` : `TRY_CAST(${raw}::VARCHAR AS DOUBLE)`;
	return `CASE WHEN isfinite(${number}) THEN ${number} END`;
}
async function listed(session, relation, { column, from }) {
	const nan = `coalesce(${isNan(column)}, false)`;
	const value = `${column.raw}::VARCHAR`;
	const isNone = `(${nan} OR length(${value}) > ${100})`;
	const rows = await session.rows(`SELECT left(${value}, ${100 + 1}) AS v, count(*) AS n, bool_or(${isNone}) AS none ${from} GROUP BY 1 ORDER BY n DESC, v LIMIT ${20 + 1}`, relation.source);
	const hasOthers = rows.some((row) => row.none === true);
	if (rows.length > 20) return {
		values: null,
		hasOthers
	};
	return {
		values: rows.map((row) => ({
			value: String(row.v),
			rows: Number(row.n)
		})),
		hasOthers
	};
}

// src/adapters/duckdb/measure-references.ts
const LONGEST_EXAMPLE$2 = 200;
/** Measures the rules of a plan that point to other tables. */
async function measureReferences(session, relation, { rules, maxExamples, table }) {
	const measured = [];
	for (const { id, rule } of rules) {
		if (rule.kind !== "reference") continue;
		const other = await table(rule.to.table);
		measured.push({
			id,
			...await countOrphans(session, [relation, other], {
				rule,
				maxExamples
			})
		});
	}
	return measured;
}
/** Rows whose whole key stands nowhere in the other table. Rows without a whole key are left to the check on nulls. */
async function countOrphans(session, tables, { rule, maxExamples }) {
	const named = (places) => places.map(({ column }) => column);
	const left = narrowRelation(tables[0], named(rule.from));
	const right = narrowRelation(tables[1], named(rule.to.columns));
	const pairs = rule.from.map((place, index) => comparable(left, place, [right, rule.to.columns[index] ?? place]));
	const names = pairs.map((_, index) => `k${index}`);
	const select = (side) => pairs.map((pair, index) => `${pair[side]} AS k${index}`).join(", ");
	const isWhole = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
	const known = `(SELECT DISTINCT ${names.join(", ")}, true AS is_known FROM (SELECT ${select(1)} FROM ${right.sql}) WHERE ${isWhole})`;
	const [row = {}] = await session.rows(`SELECT count(*) AS checked, count(*) FILTER (WHERE is_known IS NULL) AS failing FROM (SELECT ${select(0)} FROM ${left.sql}) LEFT JOIN ${known} USING (${names.join(", ")}) WHERE ${isWhole}`, left.source);
	const [checked, failing] = [Number(row.checked), Number(row.failing)];
	if (failing === 0 || maxExamples === 0) return {
		checked,
		failing,
		examples: []
	};
	const text = names.map((name) => `${name}::VARCHAR`).join(" || ', ' || ");
	return {
		checked,
		failing,
		examples: (await session.rows(`SELECT row AS r, left(${text}, ${LONGEST_EXAMPLE$2}) AS v FROM (SELECT row, ${select(0)} FROM ${numberedRows(left)}) ANTI JOIN ${known} USING (${names.join(", ")}) WHERE ${isWhole} ORDER BY r LIMIT ${maxExamples}`, left.source)).map((each) => ({
			row: Number(each.r),
			value: String(each.v)
		}))
	};
}
/** Both sides of a key in a form in which equal values are equal: 7 and 7.0, but not 7 and "07". */
function comparable(left, place, [right, target]) {
	const [mine, other] = [placedValues(left, place).value, placedValues(right, target).value];
	const cast = (sql, type) => `${sql}::${type}`;
	if (mine.logicalType === other.logicalType) return [mine.typed, other.typed];
	const type = isNumericType(mine.logicalType) && isNumericType(other.logicalType) ? "DOUBLE" : "VARCHAR";
	const value = (cell) => cast(type === "VARCHAR" ? cell.raw : cell.typed, type);
	return [value(mine), value(other)];
}

// src/adapters/duckdb/count-distinct.ts
function presentSql({ parts }) {
	return parts.map((part) => `${part} IS NOT NULL`).join(" AND ");
}
/**
* Rows whose key is not the first of its kind, exactly. What is cheap is tried first: a bit for each number of a range,
* then a hash of each key, and only of the keys whose hashes repeat the keys themselves. NaN equals NaN.
*/
async function countExtra(session, relation, key) {
	return (key.isInteger && !relation.isText ? await countInRange(session, relation, key) : null) ?? await countByHash(session, relation, key);
}
/** A bit map of so many bits takes 32 MB for each thread. */
const MOST_BITS = 1n << 28n;
/** With fewer keys in its range, a bit map costs more than it spares. */
const BITS_PER_KEY = 32;
/** null where the numbers lie too far apart. */
async function countInRange(session, relation, { parts }) {
	const [part = ""] = parts;
	const [row = {}] = await session.rows(`SELECT count(${part}) AS n, min(${part}) AS low, max(${part}) AS high FROM ${relation.sql}`, relation.source);
	const checked = Number(row.n);
	if (checked === 0) return {
		checked,
		failing: 0
	};
	const [low, high] = [BigInt(row.low), BigInt(row.high)];
	const bits = high - low + 1n;
	if (!(low > -(1n << 62n) && high < 1n << 62n) || bits > MOST_BITS || bits > BigInt(checked * BITS_PER_KEY)) return null;
	const [found = {}] = await session.rows(`SELECT bit_count(bitstring_agg((${part})::BIGINT, (${low})::BIGINT, (${high})::BIGINT)) AS d FROM ${relation.sql}`, relation.source);
	return {
		checked,
		failing: checked - Number(found.d)
	};
}
/** Eight bytes a key, however long it is. */
async function countByHash(session, relation, key) {
	return withKeyHashes(session, relation, { key }, async (hashes) => {
		const checked = hashes.rows;
		if (checked === await countDistinct(hashes)) return {
			checked,
			failing: 0
		};
		return withRepeated(hashes, async (repeated) => ({
			checked,
			failing: await countKeys(session, relation, {
				key,
				repeated
			})
		}));
	});
}
async function withKeyHashes(session, relation, { key }, look) {
	const { source, isText } = relation;
	const from = `(SELECT ${hashSql(key)} AS k FROM ${relation.sql} WHERE ${presentSql(key)})`;
	return withHashes({
		session,
		source,
		from,
		isText
	}, look);
}
/**
* Looks at the keys that stand in most rows, at most so many and each in two rows at least, in a table with the columns of the
* key. Only keys whose hashes repeat are told apart, a part of them at a time.
*/
async function withFrequentKeys(session, relation, { key, most }, look) {
	const columns = key.parts.join(", ");
	const rows = `(SELECT ${hashSql(key)} AS k, ${columns} FROM ${relation.sql} WHERE ${presentSql(key)})`;
	const first = `ORDER BY n DESC, ${columns} LIMIT ${most}`;
	const ofPart = ({ table }, part) => `SELECT * FROM (SELECT ${columns}, count(*) AS n FROM ${rows} SEMI JOIN (SELECT k FROM ${table} WHERE ${part}) USING (k) GROUP BY ${columns} HAVING count(*) > 1) ${first}`;
	return withKeyHashes(session, relation, { key }, (hashes) => withRepeated(hashes, async (repeated) => {
		const queries = partsOf$1(repeated.count).map((part) => ofPart(repeated, part));
		return withTable(hashes, queries, ({ table }) => look(`(SELECT ${columns} FROM ${table} ${first})`));
	}));
}
function hashSql({ parts }) {
	return `hash(${parts.join(", ")})`;
}
/** Two keys may have one hash by chance: where hashes repeat, the keys decide. */
async function countKeys(session, relation, { key, repeated }) {
	const names = key.parts.map((_, index) => `k${index}`);
	const select = key.parts.map((part, index) => `${part} AS k${index}`).join(", ");
	let failing = 0;
	for (const part of partsOf$1(repeated.count)) {
		const known = `(SELECT k FROM ${repeated.table} WHERE ${part})`;
		const grouped = `SELECT count(*) AS n FROM ${`(SELECT ${hashSql(key)} AS k, ${select} FROM ${relation.sql} WHERE ${presentSql(key)})`} SEMI JOIN ${known} USING (k) GROUP BY ${names.join(", ")}`;
		const [row = {}] = await session.rows(`SELECT coalesce(sum(n - 1), 0) AS failing FROM (${grouped})`, relation.source);
		failing += Number(row.failing);
	}
	return failing;
}

// src/adapters/duckdb/measure-unique.ts
const LONGEST_EXAMPLE$1 = 200;
/** Measures the uniqueness rules of a plan, each set of columns once. */
async function measureUnique(session, relation, { rules, maxExamples }) {
	const known = /* @__PURE__ */ new Map();
	const measured = [];
	for (const { id, rule } of rules) {
		if (rule.kind !== "unique") continue;
		const key = JSON.stringify([rule.columns, rule.path ?? []]);
		const counts = known.get(key) ?? await countRepeated$1(session, relation, {
			...rule,
			maxExamples
		});
		known.set(key, counts);
		measured.push({
			id,
			...counts
		});
	}
	return measured;
}
/** Rows whose key stands in an earlier row already. Rows without a whole key are left to the check on nulls. NaN equals NaN. */
async function countRepeated$1(session, relation, { columns, path = [], maxExamples }) {
	const { from, keys, isInteger } = keysOf(relation, {
		columns,
		path
	});
	const key = {
		parts: keys,
		isInteger
	};
	const { checked, failing } = await countExtra(session, from, key);
	if (failing === 0 || maxExamples === 0) return {
		checked,
		failing,
		examples: []
	};
	const text = keys.map((key) => `${key}::VARCHAR`).join(" || ', ' || ");
	return {
		checked,
		failing,
		examples: (await withFrequentKeys(session, from, {
			key,
			most: maxExamples
		}, (worst) => session.rows(`SELECT left(${text}, ${LONGEST_EXAMPLE$1}) AS v, min(row, 2)[2] AS r FROM ${numberedRows(from)} SEMI JOIN ${worst} USING (${keys.join(", ")}) GROUP BY ${keys.join(", ")} ORDER BY r`, relation.source))).map((each) => ({
			row: Number(each.r),
			value: String(each.v)
		}))
	};
}
/** The columns of the key; of what is inside a column, a relation that has it as one. */
function keysOf(whole, { columns, path }) {
	const relation = narrowRelation(whole, columns);
	if (path === void 0 || path.length === 0) {
		const named = columns.map((name) => columnNamed(relation, name));
		const isInteger = named.length === 1 && named[0]?.logicalType === "integer";
		return {
			from: relation,
			keys: named.map(({ typed }) => typed),
			isInteger
		};
	}
	const values = columns.map((column) => placedValues(relation, {
		column,
		path
	}).value.typed);
	const select = values.map((value, index) => `${value} AS k${index}`).join(", ");
	return {
		from: {
			...relation,
			sql: `(SELECT ${select} FROM ${relation.sql})`,
			numbered: null
		},
		keys: values.map((_, index) => `k${index}`),
		isInteger: false
	};
}

// src/adapters/duckdb/in-batches.ts
/** Queries ask of so many columns at once. What they hold in memory and how long they plan grows with it. */
const MOST_COLUMNS = 100;
/** Text takes the memory of two columns, and that of its signs. */
const MOST_TEXTS = 50;
const LEAST_COLUMNS = 20;
/** With more columns, each batch parses its own. */
const MOST_TOGETHER = 100;
/** Looks at columns some at a time, in a relation that has these alone; gives what was found, in their order. */
async function inBatches(session, relation, { columns, nameOf, also }, look) {
	if (columns.length === 0) return [];
	const rows = await countRows$1(session, relation);
	const perBatch = Math.min(relation.isText ? MOST_TEXTS : MOST_COLUMNS, Math.max(LEAST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, rows))));
	const found = [];
	for (let start = 0; start < columns.length; start += perBatch) {
		const batch = columns.slice(start, start + perBatch);
		const narrow = narrowRelation(relation, [...batch.map(nameOf), ...also]);
		const cells = rows * batch.length;
		found.push(...await whileAtHand(session, narrow, { cells }, (near) => look(near, batch, rows)));
	}
	return found;
}
/** Reads text once where all of its columns can be kept together: each batch would parse all rows again. */
async function withoutText(session, relation, look) {
	const isInColumns = relation.isStored && relation.columns.length > MOST_TOGETHER;
	if (!relation.isText || isInColumns) return look(relation);
	return whileAtHand(session, relation, { cells: null }, look);
}

// src/adapters/duckdb/profile-halves.ts
/** Condition for one half of the groups, by a hash of the group: the same at every run and on every machine. */
function groupHalfSql(relation, groupBy, half) {
	return `md5_number_lower(${`coalesce(${columnNamed(relation, groupBy).raw}::VARCHAR, '')`}) % 2 = ${half === "choosing" ? 0 : 1}`;
}
/** A prime, so that multiplying modulo it leaves numbers apart that were apart. */
const PRIME = 2 ** 31 - 1;
/** Multipliers of well-known generators modulo that prime; the more rounds, the less the halves have to do with the order of rows. */
const MULTIPLIERS = [
	48271,
	69621,
	16807,
	39373
];
const BIT = 16;
/**
* A FROM item with the columns of the relation and `chooses`, which is true for one half of the rows. It is drawn from the
* row's number by arithmetic, which any version of the engine does alike, and a tenth of the time that a digest takes.
*/
function halvedRows(relation) {
	const mixed = MULTIPLIERS.reduce((from, multiplier, round) => {
		return `(SELECT *, ${round === 0 ? `(row % ${PRIME})` : `xor(h${round - 1}, h${round - 1} >> 15)`} * ${multiplier} % ${PRIME} AS h${round} FROM ${from})`;
	}, numberedRows(relation));
	return `(SELECT *, (h${MULTIPLIERS.length - 1} >> ${BIT}) & 1 = 0 AS chooses FROM ${mixed})`;
}

// src/adapters/duckdb/profile-values.ts
/** The value as number or as text. */
function valueSql$1(column, planned) {
	if (planned.as === "number") return `(${column.typed})::DOUBLE`;
	return column.logicalType === "boolean" ? `(${column.typed})::VARCHAR` : `${column.raw}::VARCHAR`;
}
/** The value as number, null where it is not finite. */
function finiteSql(column) {
	const value = `(${column.typed})::DOUBLE`;
	return `CASE WHEN isfinite(${value}) THEN ${value} END`;
}
/** Beyond it a sum of squares over any number of rows may leave the range of a double, which DuckDB refuses. */
const WIDE = 1e140;
/** The value as number, null where it is not finite or its square could not be added up. */
function usualSql(column) {
	const value = `(${column.typed})::DOUBLE`;
	return `CASE WHEN abs(${value}) <= ${literal(WIDE)} THEN ${value} END`;
}

// src/adapters/duckdb/profile-categories.ts
/** Rows (groups) of a category above which it makes no difference that the same rows chose it. */
const FREQUENT = 30;
/** A value that fewer rows (groups) share says who they are, not how they are distributed. */
const LEAST_SHARED = 5;
/** Characters. A profile is small: longer text is counted with the values that are not kept apart. */
const LONGEST_KEPT = 1e3;
/** The categories that were given; without: all when they are few and frequent, else the most frequent of one half of the groups. */
async function chooseCategories(profiling) {
	const { planned, plan } = profiling;
	if (planned.categories !== null || plan.groupBy === null) return {
		categories: [...planned.categories ?? []],
		isChosen: false
	};
	const grouped = {
		...profiling,
		groupBy: plan.groupBy
	};
	const all = await mostFrequent(grouped, {
		limit: plan.maxCategories + 1,
		half: false
	});
	if (all.length <= plan.maxCategories && all.every(({ count }) => count >= 30)) return {
		categories: textsOf$2(all),
		isChosen: false
	};
	return {
		categories: textsOf$2((await mostFrequent(grouped, {
			limit: plan.maxCategories,
			half: true
		})).filter(({ count }) => count >= 5)),
		isChosen: true
	};
}
async function mostFrequent({ session, relation, column, planned, groupBy }, { limit, half }) {
	const value = valueSql$1(column, planned);
	const only = half ? ` AND ${groupHalfSql(relation, groupBy, "choosing")}` : "";
	return (await session.rows(`SELECT ${value} AS v, count(DISTINCT ${columnNamed(relation, groupBy).raw}) AS n FROM ${relation.sql} WHERE (${value}) IS NOT NULL AND length(${value}) <= ${LONGEST_KEPT}${only} GROUP BY 1 ORDER BY n DESC, v LIMIT ${limit}`, relation.source)).map((row) => ({
		text: String(row.v),
		count: Number(row.n)
	}));
}
function textsOf$2(frequencies) {
	return frequencies.map(({ text }) => text).sort();
}

// src/adapters/duckdb/exact-sums.ts
/** Bits of a whole number that DuckDB adds up without loss: it keeps sums of BIGINT in 128 bits. */
const BITS$1 = 62;
/** The centre lies on so many steps over the range. */
const STEP_BITS = 10;
/** 2^1024 is no double. */
const MOST_POWER = 1023;
/** `near` is about the mean; only precision hangs on it. */
function gridOf({ minimum, maximum, near }) {
	const power = unitPower({
		minimum,
		maximum
	});
	const [low, high] = [timesPower(minimum, power), timesPower(maximum, power)];
	const step = 2 ** (exponentOf(high - low) - STEP_BITS);
	const middle = near === null ? low / 2 + high / 2 : timesPower(near, power);
	const centre = low === high ? low : Math.round(middle / step) * step;
	return {
		minimum,
		maximum,
		power,
		centre,
		widening: -exponentOf(Math.max(high - centre, centre - low))
	};
}
/** The power of two by which values are multiplied to lie between -1 and 1. */
function unitPower({ minimum, maximum }) {
	return Math.min(MOST_POWER, -exponentOf(Math.max(Math.abs(minimum), Math.abs(maximum))));
}
/** value · 2^power, also where 2^power is no double. */
function timesPower(value, power) {
	const [one, other] = halvesOf(power);
	return value * one * other;
}
/** The same of many values. */
function allTimesPower(values, power) {
	const [one, other] = halvesOf(power);
	return values.map((value) => value * one * other);
}
function halvesOf(power) {
	const half = Math.trunc(power / 2);
	return [2 ** half, 2 ** (power - half)];
}
/** The smallest power of two that is no smaller than this positive number; 0 for none. */
function exponentOf(value) {
	if (value === 0) return 0;
	const near = Math.ceil(Math.log2(value));
	return 2 ** near < value ? near + 1 : near;
}
/** The rows with whole numbers for their value `v`, of which `exactSumsSql` makes sums. */
function exactRows(from, { power, centre, widening }) {
	const bits = numberSqlOf(2 ** BITS$1);
	return `(SELECT *, ((scaled - high::DOUBLE) * ${bits})::BIGINT AS low, (away * away * ${bits})::BIGINT AS squared FROM (${`SELECT *, scaled::BIGINT AS high FROM (${`SELECT *, v * ${numberSqlOf(2 ** power)} * ${bits} AS scaled, (v * ${numberSqlOf(2 ** power)} - ${numberSqlOf(centre)}) * ${numberSqlOf(2 ** widening)} AS away FROM ${from}`})`}))`;
}
/** Columns of the answer for `exactSums`. */
const EXACT_SUMS_SQL = "sum(high) AS sum_high, sum(low) AS sum_low, sum(squared) AS sum_squared";
const NO_SUMS = {
	values: 0n,
	squares: 0n
};
function exactSums(row) {
	const whole = (sum) => sum === null || sum === void 0 ? 0n : BigInt(sum);
	return {
		values: (whole(row.sum_high) << BigInt(BITS$1)) + whole(row.sum_low),
		squares: whole(row.sum_squared)
	};
}
function addSums(one, other) {
	return {
		values: one.values + other.values,
		squares: one.squares + other.squares
	};
}
/** The sum of the values of `rows` rows that all have this one. */
function sumOfEqual(value, rows, { power }) {
	const scaled = value * 2 ** power * 2 ** BITS$1;
	const high = Math.round(scaled);
	const low = BigInt(Math.round((scaled - high) * 2 ** BITS$1));
	return BigInt(rows) * ((BigInt(high) << BigInt(BITS$1)) + low);
}
/** Mean of the values of some rows, which lie between these; null without any. */
function meanOf$1(sum, rows, { minimum, maximum, power }) {
	if (rows === 0) return null;
	const mean = timesPower(timesPower(Number(sum / BigInt(rows)), -124), -power);
	return Math.min(maximum, Math.max(minimum, mean));
}
/** Sample standard deviation (n - 1); null for fewer than two rows, and where no double holds it. */
function deviationOf({ values, squares }, rows, grid) {
	if (rows < 2) return null;
	if (grid.minimum === grid.maximum) return 0;
	const { power, centre, widening } = grid;
	const aside = values - BigInt(timesPower(centre, 124)) * BigInt(rows);
	const sum = timesPower(Number(aside), widening - 124);
	const variance = (timesPower(Number(squares), -62) - sum * (sum / rows)) / (rows - 1);
	const deviation = timesPower(Math.sqrt(Math.max(0, variance)), -widening - power);
	return Number.isFinite(deviation) ? deviation : null;
}

// src/adapters/duckdb/profile-edges.ts
/** Ranks, which count from 1, of the quantiles between bins: the smallest value that has at least such a share of the rows at or below it. */
function quantileRanks(rows, bins) {
	return Array.from({ length: bins - 1 }, (_, index) => Math.ceil(rows * (index + 1) / bins));
}
/** Edges without repeats. A value v is in the bin that begins with it, so an edge at the smallest value would leave the first bin empty. */
function edgesOf(quantiles, lowest) {
	return [...new Set(quantiles)].filter((edge) => edge > lowest);
}
/** The bin of a value, of which bin k holds edges[k-1] <= v < edges[k]. */
function binOf(edges, value) {
	let [from, to] = [0, edges.length];
	while (from < to) {
		const middle = from + to >> 1;
		if (value < edges[middle]) to = middle;
		else from = middle + 1;
	}
	return from;
}

// src/adapters/duckdb/ask-in-passes.ts
/** Answers of aggregates, in their order: each list of them is of one column, `perPass` columns share a query. */
async function askInPasses({ session, relation, from }, lists, perPass) {
	const answers = [];
	for (let start = 0; start < lists.length; start += perPass) {
		const batch = lists.slice(start, start + perPass);
		const select = batch.flatMap((list, index) => list.map((sql, each) => `${sql} AS a${index}_${each}`));
		const [row = {}] = await session.rows(`SELECT ${select.join(", ")} FROM ${from}`, relation.source);
		answers.push(...batch.map((list, index) => list.map((_, each) => row[`a${index}_${each}`])));
	}
	return answers;
}

// src/adapters/duckdb/read-numbers.ts
/**
* Reads columns of doubles, given as SQL, at once: to read and sort some ten thousand values here takes a tenth of the time of
* the queries, two a column, that would tell their quantiles and count their bins.
*/
async function readNumbers({ session, relation, from, rows }, values) {
	if (values.length === 0) return [];
	const columns = values.map(() => new Float64Array(rows));
	const counts = values.map(() => ({
		finite: 0,
		nulls: 0,
		nonFinite: 0
	}));
	const select = values.map((value, index) => `${value} AS v${index}`);
	await session.eachChunk(`SELECT ${select.join(", ")} FROM ${from}`, relation.source, (chunk) => {
		const { rowCount } = chunk;
		for (const [index, column] of columns.entries()) {
			const vector = chunk.getColumnVector(index);
			const count = counts[index];
			for (let item = 0; item < rowCount; item++) {
				const value = vector.getItem(item);
				if (value === null) count.nulls++;
				else if (Number.isFinite(value)) column[count.finite++] = value;
				else count.nonFinite++;
			}
		}
	});
	return columns.map((column, index) => {
		const { finite, nulls, nonFinite } = counts[index];
		return {
			finite: column.subarray(0, finite),
			nulls,
			nonFinite
		};
	});
}

// src/adapters/duckdb/survey-sample.ts
/** Rows that place the bins and the robust scale. What is counted is counted on all rows. */
const ENOUGH = 1e5;
/** A value of these rows is held in memory for each column that is asked for a quantile. */
const CELLS_PER_PASS = 2e6;
const kept = /* @__PURE__ */ new WeakMap();
/**
* At most about a hundred thousand rows, chosen by a hash of their number: the same at every run. All rows where there are
* fewer. Quantiles of all rows would hold every column in memory.
*/
function someRows(session, relation) {
	const known = kept.get(relation);
	if (known !== void 0) return known;
	const chosen = chooseRows(session, relation);
	kept.set(relation, chosen);
	return chosen;
}
async function chooseRows(session, relation) {
	const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql}`, relation.source);
	const rows = Number(row.n);
	const every = Math.ceil(rows / ENOUGH);
	const columnsPerPass = Math.max(1, Math.floor(CELLS_PER_PASS / Math.max(1, Math.min(rows, ENOUGH))));
	if (every <= 1) return {
		from: relation.sql,
		rows,
		columnsPerPass
	};
	const chosen = `SELECT * FROM ${numberedRows(relation)} WHERE hash(row) % ${every} = 0`;
	const from = await session.keep(`SELECT * EXCLUDE row FROM (${inOrder(chosen)})`, relation.source);
	const [found = {}] = await session.rows(`SELECT count(*) AS n FROM ${from}`, relation.source);
	return {
		from,
		rows: Number(found.n),
		columnsPerPass
	};
}
async function dropSomeRows(session, relation) {
	const sample = await kept.get(relation);
	kept.delete(relation);
	if (sample !== void 0 && sample.from !== relation.sql) await session.drop(sample.from, relation.source);
}
/** The answers of some rows to these aggregates; each list of them is of one column. As many queries as memory takes. */
async function askSome(session, relation, asked) {
	if (asked.length === 0) return [];
	const { from, columnsPerPass } = await someRows(session, relation);
	return askInPasses({
		session,
		relation,
		from
	}, asked, columnsPerPass);
}
/** What is told of the finite values of some rows, in ascending order, for each of these columns of doubles, given as SQL. */
async function lookAtSorted(session, relation, { values, look }) {
	const found = [];
	if (values.length === 0) return found;
	const { from, rows, columnsPerPass } = await someRows(session, relation);
	for (let start = 0; start < values.length; start += columnsPerPass) {
		const batch = values.slice(start, start + columnsPerPass);
		const columns = await readNumbers({
			session,
			relation,
			from,
			rows
		}, batch);
		for (const { finite } of columns) found.push(look(finite.sort()));
	}
	return found;
}

// src/adapters/duckdb/survey-edges.ts
const BINS$1 = 32;
const SHARES = Array.from({ length: 31 }, (_, index) => (index + 1) / BINS$1).join(", ");
/**
* For each of these values interior edges at the quantiles of some rows, each a value of the data, ascending, without
* repeats, as text.
*/
async function quantileEdges$2(session, relation, values) {
	return (await askSome(session, relation, values.map((value) => [`quantile_disc(${value}, [${SHARES}])::VARCHAR[]`]))).map(([quantiles]) => [...new Set(itemsOf(quantiles).map(String))]);
}
/** The same of columns of doubles, as numbers. */
async function numberEdges(session, relation, values) {
	const look = (sorted) => sorted.length === 0 ? [] : [...new Set(quantileRanks(sorted.length, BINS$1).map((rank) => sorted[rank - 1]))];
	return lookAtSorted(session, relation, {
		values,
		look
	});
}
/**
* Such edges of doubles that ascend, and behind each value that alone has the rows of a bin the next one: what is mostly zero
* is cut into zero and all else, however few that are.
*/
function cellEdges(sorted) {
	if (sorted.length === 0) return [];
	const edges = quantileRanks(sorted.length, BINS$1).map((rank) => sorted[rank - 1]);
	return [...new Set(edges.flatMap((edge) => [edge, ...nextTo(edge, sorted)]))].sort((a, b) => a - b);
}
/** The value that follows one which stands in as many rows as a bin has; none where it stands in fewer. */
function nextTo(edge, sorted) {
	const [from, to] = [firstFrom(sorted, (value) => value >= edge), firstFrom(sorted, (value) => value > edge)];
	return to - from >= sorted.length / BINS$1 && to < sorted.length ? [sorted[to]] : [];
}
/** Place of the first value of which this is true; of those after it it is true, too. */
function firstFrom(sorted, isTrue) {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = from + to >> 1;
		if (isTrue(sorted[middle])) to = middle;
		else from = middle + 1;
	}
	return from;
}
/** Place of the bin of a value among edges in SQL; null where there is none. An edge is in the bin that begins with it. Found by halving. */
function binSql(name, edges) {
	const search = (from, to) => {
		if (from === to) return String(from);
		const middle = Math.floor((from + to) / 2);
		return `CASE WHEN ${name} < ${edges[middle]} THEN ${search(from, middle)} ELSE ${search(middle + 1, to)} END`;
	};
	return `CASE WHEN ${name} IS NULL THEN NULL ELSE ${search(0, edges.length)} END`;
}

// src/adapters/duckdb/profile-cells.ts
/** A cell for each bin, the last one for null and non-finite. */
function binCells({ column }, edges) {
	return {
		value: finiteSql(column),
		place: (name) => `coalesce(${binSql(name, edges.map(numberSqlOf))}, ${edges.length + 1})`,
		cells: edges.length + 1,
		half: null
	};
}
/** A cell for each category, then one for every other value, then one for null. */
function categoryCells$1({ column, planned }, categories) {
	const cells = categories.length + 1;
	if (column.logicalType === "boolean") return {
		value: column.typed,
		place: booleanPlace(categories),
		cells,
		half: null
	};
	const list = `[${categories.map(textLiteral).join(", ")}]::VARCHAR[]`;
	const position = (name) => categories.length === 0 ? "NULL" : `nullif(list_position(${list}, ${name}), 0) - 1`;
	return {
		value: valueSql$1(column, planned),
		place: (name) => `CASE WHEN ${name} IS NULL THEN ${cells} ELSE coalesce(${position(name)}, ${categories.length}) END`,
		cells,
		half: null
	};
}
function booleanPlace(categories) {
	const [whole, none] = ["true", "false"].map((text) => categories.includes(text) ? categories.indexOf(text) : categories.length);
	return (name) => `CASE WHEN ${name} THEN ${whole} WHEN NOT ${name} THEN ${none} ELSE ${categories.length + 1} END`;
}
/** Rows per cell and, with groups, the sums over groups that a cluster-robust comparison needs. */
async function countCells$1(profiling, cells) {
	const { sums: _, ...counted } = await countAndAdd(profiling, cells, null);
	return counted;
}
/** Besides the sums of the values of each cell of a number. */
async function countAndAdd(profiling, cells, grid) {
	const { session, relation, plan } = profiling;
	const where = cells.half === null || plan.groupBy === null ? "" : ` WHERE ${groupHalfSql(relation, plan.groupBy, cells.half)}`;
	const values = `(SELECT ${cells.value} AS v FROM ${relation.sql}${where})`;
	const asked = grid === null ? `count(*) AS n FROM ${values}` : `count(*) AS n, ${EXACT_SUMS_SQL} FROM ${exactRows(values, grid)}`;
	const rows = await session.rows(`SELECT ${cells.place("v")} AS c, ${asked} GROUP BY 1`, relation.source);
	return {
		rows: rows.reduce((sum, row) => sum + Number(row.n), 0),
		counts: perCell(rows, cells.cells, (row) => Number(row?.n ?? 0)),
		sums: perCell(rows, cells.cells, (row) => row === void 0 ? NO_SUMS : exactSums(row)),
		clusters: plan.groupBy === null ? null : await clusterSums(profiling, cells, where)
	};
}
function perCell(rows, cells, read) {
	const byCell = new Map(rows.map((row) => [Number(row.c), row]));
	return Array.from({ length: cells }, (_, cell) => read(byCell.get(cell)));
}
async function clusterSums({ session, relation, plan }, { value, place, cells }, where) {
	const group = columnNamed(relation, plan.groupBy ?? "").raw;
	const perGroup = `WITH per_group AS MATERIALIZED (SELECT g, ${place("v")} AS c, count(*) AS n FROM (SELECT ${group} AS g, ${value} AS v FROM ${relation.sql}${where}) GROUP BY 1, 2)`;
	const pairs = `SELECT a.c AS i, b.c AS j, sum(a.n * b.n) AS s FROM per_group a JOIN per_group b ON a.g IS NOT DISTINCT FROM b.g AND b.c <= a.c GROUP BY 1, 2`;
	const valued = `c <> ${cells}`;
	const groups = (only) => `SELECT count(*) FROM (SELECT DISTINCT g FROM per_group WHERE ${only})`;
	const rows = await session.rows(`${perGroup} SELECT * FROM (${pairs}) UNION ALL SELECT -1, -1, (${groups("true")}) UNION ALL SELECT -2, -2, (${groups(valued)})`, relation.source);
	const products = Array.from({ length: cells + 1 }, (_, i) => new Array(i + 1).fill(0));
	for (const { i, j, s } of rows) {
		const line = products[Number(i)];
		if (line !== void 0) line[Number(j)] = Number(s);
	}
	const single = (index) => Number(rows.find(({ i }) => Number(i) === index)?.s ?? 0);
	return {
		groups: single(-1),
		valuedGroups: single(-2),
		products
	};
}

// src/adapters/duckdb/profile-moments.ts
/** One pass: counts, extent and about the moments of every column. Those look at finite values only. */
async function summariseColumns(session, relation, { profile }) {
	if (profile.length === 0) return [];
	const parts = profile.map((planned, index) => {
		const column = columnNamed(relation, planned.column);
		const nulls = `count(*) - count(${valueSql$1(column, planned)}) AS z${index}`;
		return planned.as === "category" ? nulls : [nulls, ...numberParts(column, index)].join(", ");
	});
	const [row = {}] = await session.rows(`SELECT count(*) AS n, ${parts.join(", ")} FROM ${relation.sql}`, relation.source);
	return profile.map((_, index) => summaryOf(row, index));
}
function numberParts(column, index) {
	const [finite, usual] = [finiteSql(column), usualSql(column)];
	return [
		`count(${finite}) AS f${index}`,
		`avg(${usual}) AS near${index}`,
		`stddev_samp(${usual}) AS spread${index}`,
		`min(${finite}) AS min${index}`,
		`max(${finite}) AS max${index}`
	];
}
function summaryOf(row, index) {
	const rows = Number(row.n);
	const nulls = Number(row[`z${index}`]);
	const finite = row[`f${index}`];
	return {
		rows,
		nulls,
		nonFinite: finite === void 0 ? 0 : rows - nulls - Number(finite),
		minimum: numberAt$1(row, `min${index}`),
		maximum: numberAt$1(row, `max${index}`),
		near: numberAt$1(row, `near${index}`),
		spread: numberAt$1(row, `spread${index}`)
	};
}
function numberAt$1(row, name) {
	const value = row[name];
	return value === null || value === void 0 ? null : Number(value);
}

// src/adapters/duckdb/profile-numbers.ts
/** Fewer rows are sorted in less time than this takes. */
const MANY$1 = 1e5;
const PLACES = 4096;
/** Standard deviations about the mean over which places are laid; the first and the last also hold what is beyond. */
const REACH = 4;
/** Share of the rows. To look at more of them again costs as much as to sort all. */
const MOST_SEEN_AGAIN = .05;
/** null without a finite value. */
function gridFor({ minimum, maximum, near }) {
	return minimum === null || maximum === null ? null : gridOf({
		minimum,
		maximum,
		near
	});
}
/**
* Bins between the quantiles of many independent rows, without sorting them: rows are counted in thousands of places of
* equal width, and only the values in places that hold a quantile are looked at again. null where sorting is no slower.
*/
async function cellsByPlace(profiling, bins) {
	const { plan, planned, summary } = profiling;
	const grid = gridFor(summary);
	const place = plan.groupBy === null && planned.edges === null && summary.rows >= 1e5 ? placeSql$1(summary) : null;
	if (place === null || grid === null) return null;
	const { spans, squares } = await placedSpans(profiling, place, grid);
	const rows = spans.reduce((sum, span) => sum + span.rows, 0);
	const ranks = quantileRanks(rows, bins);
	const wide = new Set(spansAt(spans, ranks).filter(({ lowest, highest }) => lowest < highest));
	if ([...wide].reduce((sum, span) => sum + span.rows, 0) > MOST_SEEN_AGAIN * rows) return null;
	const values = wide.size === 0 ? [] : await valueSpans(profiling, {
		place,
		wide,
		grid
	});
	return binned([...spans.filter((span) => !wide.has(span)), ...values].sort((a, b) => a.lowest - b.lowest), {
		ranks,
		grid,
		squares,
		rows: summary.rows
	});
}
/** Number of the place of a value `v`; null where the moments cannot lay places. */
function placeSql$1({ near, spread, minimum, maximum }) {
	if (near === null || spread === null || minimum === null || maximum === null) return null;
	const low = Math.max(minimum, near - REACH * spread);
	const high = Math.min(maximum, near + REACH * spread);
	const perUnit = 4094 / (high - low);
	if (!(high > low) || perUnit === 0 || !Number.isFinite(perUnit)) return null;
	const [from, to, factor] = [
		low,
		high,
		perUnit
	].map(numberSqlOf);
	return `(CASE WHEN v < ${from} THEN -1 WHEN v > ${to} THEN ${PLACES} ELSE (v - ${from}) * ${factor} END)::SMALLINT`;
}
async function placedSpans({ session, relation, column }, place, grid) {
	const values = `(SELECT v FROM (SELECT ${finiteSql(column)} AS v FROM ${relation.sql}) WHERE v IS NOT NULL)`;
	const rows = await session.rows(`SELECT ${place} AS k, count(*) AS n, min(v) AS low, max(v) AS high, ${EXACT_SUMS_SQL} FROM ${exactRows(values, grid)} GROUP BY 1`, relation.source);
	const spans = rows.map((row) => ({
		place: Number(row.k),
		rows: Number(row.n),
		sum: exactSums(row).values,
		lowest: Number(row.low),
		highest: Number(row.high)
	}));
	const { squares } = rows.map(exactSums).reduce(addSums, NO_SUMS);
	return {
		spans: spans.sort((a, b) => a.lowest - b.lowest),
		squares
	};
}
/** Each value in some places, with its rows. */
async function valueSpans({ session, relation, column }, { place, wide, grid }) {
	const places = [...wide].map((span) => span.place).join(", ");
	return (await session.rows(`SELECT v, count(*) AS n FROM (SELECT ${finiteSql(column)} AS v FROM ${relation.sql}) WHERE v IS NOT NULL AND ${place} IN (${places}) GROUP BY 1`, relation.source)).map((each) => {
		const [value, rows] = [Number(each.v), Number(each.n)];
		return {
			place: -1,
			rows,
			sum: sumOfEqual(value, rows, grid),
			lowest: value,
			highest: value
		};
	});
}
/** The spans, which ascend, that hold the rows of these ranks, which count from 1. */
function spansAt(spans, ranks) {
	const found = [];
	let [place, below] = [0, 0];
	for (const rank of ranks) {
		while (place < spans.length - 1 && below + (spans[place]?.rows ?? 0) < rank) {
			below += spans[place]?.rows ?? 0;
			place++;
		}
		const span = spans[place];
		if (span !== void 0) found.push(span);
	}
	return found;
}
/** Spans in which no quantile lies apart from their lowest value, which ascend, as bins. */
function binned(spans, { ranks, grid, squares, rows }) {
	const quantiles = spansAt(spans, ranks).map(({ lowest }) => lowest);
	const edges = edgesOf(quantiles, grid.minimum);
	const counts = new Array(edges.length + 1).fill(0);
	const sums = counts.map(() => NO_SUMS);
	let bin = 0;
	for (const span of spans) {
		while (bin < edges.length && span.lowest >= edges[bin]) bin++;
		counts[bin] = counts[bin] + span.rows;
		sums[bin] = addSums(sums[bin], {
			values: span.sum,
			squares: 0n
		});
	}
	return {
		rows,
		counts,
		clusters: null,
		edges,
		categories: null,
		heldOut: null,
		...binMoments({
			counts,
			sums: [...sums, {
				values: 0n,
				squares
			}]
		}, edges, grid)
	};
}
/** Means of the bins between edges, null for an empty one, and what is known of all values together. */
function binMoments({ counts, sums }, edges, grid) {
	if (grid === null) return {
		means: counts.map(() => null),
		mean: null,
		standardDeviation: null
	};
	const { power } = grid;
	const means = counts.map((rows, bin) => {
		const [minimum = grid.minimum, maximum = grid.maximum] = [edges[bin - 1], edges[bin]];
		return meanOf$1(sums[bin]?.values ?? 0n, rows, {
			minimum,
			maximum,
			power
		});
	});
	const rows = counts.reduce((sum, count) => sum + count, 0);
	const all = sums.reduce(addSums, NO_SUMS);
	return {
		means,
		mean: meanOf$1(all.values, rows, grid),
		standardDeviation: deviationOf(all, rows, grid)
	};
}

// src/adapters/duckdb/profile-read-numbers.ts
/** The profile of a number of independent rows whose values are in memory, in their order. */
function shapeOfNumbers({ finite, nulls, nonFinite }, { edges: given }, bins) {
	const extent = extentOf(finite);
	const edges = given ?? quantileEdges$1(finite, {
		bins,
		lowest: extent?.minimum ?? 0
	});
	const power = extent === null ? 0 : unitPower(extent);
	const scaled = allTimesPower(finite, power);
	const placed = new Int32Array(finite.length);
	for (let row = 0; row < finite.length; row++) placed[row] = binOf(edges, finite[row]);
	const { counts, means } = cellMeans(scaled, placed, edges.length + 1);
	return {
		rows: finite.length + nulls + nonFinite,
		counts,
		clusters: null,
		edges: [...edges],
		categories: null,
		means: means.map((mean) => mean === null ? null : timesPower(mean, -power)),
		heldOut: null,
		minimum: extent?.minimum ?? null,
		maximum: extent?.maximum ?? null,
		...momentsOf$1(scaled, power)
	};
}
function extentOf(finite) {
	let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of finite) {
		if (value < minimum) minimum = value;
		if (value > maximum) maximum = value;
	}
	return finite.length === 0 ? null : {
		minimum,
		maximum
	};
}
function quantileEdges$1(finite, { bins, lowest }) {
	const sorted = finite.slice().sort();
	const ranks = finite.length === 0 ? [] : quantileRanks(finite.length, bins);
	return edgesOf(ranks.map((rank) => sorted[rank - 1]), lowest);
}
/** Rows of each cell, and their mean: what the values are away from a first mean corrects it by what adding up has lost. */
function cellMeans(scaled, placed, cells) {
	const counts = new Array(cells).fill(0);
	const [sums, rests] = [new Float64Array(cells), new Float64Array(cells)];
	for (let row = 0; row < scaled.length; row++) {
		const cell = placed[row];
		counts[cell] = counts[cell] + 1;
		sums[cell] = sums[cell] + scaled[row];
	}
	const first = sums.map((sum, cell) => sum / Math.max(1, counts[cell]));
	for (let row = 0; row < scaled.length; row++) {
		const cell = placed[row];
		const away = scaled[row] - first[cell];
		rests[cell] = rests[cell] + away;
	}
	return {
		counts,
		means: counts.map((rows, cell) => rows === 0 ? null : first[cell] + rests[cell] / rows)
	};
}
function momentsOf$1(scaled, power) {
	const rows = scaled.length;
	if (rows === 0) return {
		mean: null,
		standardDeviation: null
	};
	const first = scaled.reduce((sum, value) => sum + value, 0) / rows;
	let [rest, squares] = [0, 0];
	for (const value of scaled) {
		const away = value - first;
		rest += away;
		squares += away * away;
	}
	const mean = timesPower(first + rest / rows, -power);
	if (rows === 1) return {
		mean,
		standardDeviation: null
	};
	const variance = Math.max(0, squares - rest * (rest / rows)) / (rows - 1);
	const deviation = timesPower(Math.sqrt(variance), -power);
	return {
		mean,
		standardDeviation: Number.isFinite(deviation) ? deviation : null
	};
}

// src/adapters/duckdb/bins.ts
/** The first step among fewer than 64 edges. */
const UNROLLED = 32;
/** Places of values among edges, found by halving in as many steps for every value: without branches a processor does not stall. */
var Bins = class {
	/** Cells of values; one more, the last, is for what is no finite number. */
	cells;
	#edges;
	#first;
	/** Edges ascend; bin k holds edges[k-1] <= v < edges[k]. */
	constructor(edges) {
		this.cells = edges.length + 1;
		this.#first = 2 ** Math.max(0, Math.ceil(Math.log2(edges.length + 1)) - 1);
		this.#edges = new Float64Array(2 * Math.max(UNROLLED, this.#first)).fill(NaN);
		this.#edges.set(edges);
	}
	/** Writes the cell of each of the first values. */
	place(values, rows, cells) {
		if (this.#first > UNROLLED) this.#placeInSteps(values, rows, cells);
		else this.#placeAtOnce(values, rows, cells);
	}
	/** Written out, the steps take half the time of a loop. */
	#placeAtOnce(values, rows, cells) {
		const [edges, missing] = [this.#edges, this.cells];
		for (let row = 0; row < rows; row++) {
			const value = values[row];
			let place = Number(value >= edges[31]) << 5;
			place += Number(value >= edges[place + 15]) << 4;
			place += Number(value >= edges[place + 7]) << 3;
			place += Number(value >= edges[place + 3]) << 2;
			place += Number(value >= edges[place + 1]) << 1;
			place += Number(value >= edges[place]);
			cells[row] = value - value === 0 ? place : missing;
		}
	}
	#placeInSteps(values, rows, cells) {
		const [edges, first, missing] = [
			this.#edges,
			this.#first,
			this.cells
		];
		for (let row = 0; row < rows; row++) {
			const value = values[row];
			let place = 0;
			for (let step = first; step > 0; step >>= 1) place += Number(value >= edges[place + step - 1]) * step;
			cells[row] = value - value === 0 ? place : missing;
		}
	}
};

// src/adapters/duckdb/exact-totals.ts
const EXPONENTS = 2048;
/** Halves of so many values of one exponent add up without loss: a half has 26 bits, a double 53. */
const MOST_ROWS = 2 ** 26;
/** From this exponent on the sum of so many would be no double any more. */
const HUGE = 2016;
/** The low word of a double without its last 27 bits. */
const HIGH_BITS = -134217728;
/** Every double is a multiple of 2^-1074. */
const UNIT_POWER = -1074;
/** Bits that a double surely keeps when a whole number is made one. */
const KEPT_BITS = 64;
/**
* Sums of doubles by cell, exact and so the same in any order: values are cut in two, and halves of equal exponent added up.
* Beside sorting by exponent it is a superaccumulator (R. M. Neal, "Fast exact summation using small and large
* superaccumulators", 2015).
*/
var ExactTotals = class {
	#highs;
	#lows;
	#totals;
	#rows = 0;
	#cut = /* @__PURE__ */ new Float64Array(0);
	#words = /* @__PURE__ */ new Int32Array(0);
	constructor(cells) {
		this.#highs = new Float64Array(cells * EXPONENTS);
		this.#lows = new Float64Array(cells * EXPONENTS);
		this.#totals = new Array(cells).fill(0n);
	}
	/** Adds the first values, all of them finite, each to its cell. */
	add(values, rows, cells) {
		this.#rows += rows;
		if (this.#rows > MOST_ROWS) this.#settle(rows);
		this.#cutOff(values, rows);
		const [cut, words, highs, lows] = [
			this.#cut,
			this.#words,
			this.#highs,
			this.#lows
		];
		for (let row = 0; row < rows; row++) {
			const exponent = words[2 * row + 1] >>> 20 & 2047;
			if (exponent >= HUGE) {
				this.#addOne(values[row], cells[row]);
				continue;
			}
			const place = cells[row] * EXPONENTS + exponent;
			const high = cut[row];
			highs[place] = highs[place] + high;
			lows[place] = lows[place] + (values[row] - high);
		}
	}
	#addOne(value, cell) {
		this.#totals[cell] = this.#totals[cell] + unitsOf(value);
	}
	/** Leaves the upper half of each value. All platforms of DuckDB store the low word first. */
	#cutOff(values, rows) {
		if (this.#cut.length < values.length) {
			this.#cut = new Float64Array(values.length);
			this.#words = new Int32Array(this.#cut.buffer);
		}
		this.#cut.set(values);
		const words = this.#words;
		for (let row = 0; row < rows; row++) words[2 * row] = words[2 * row] & HIGH_BITS;
	}
	/** The sum of each cell, as a multiple of 2^`UNIT_POWER`. */
	totals() {
		this.#settle(0);
		return this.#totals;
	}
	#settle(rows) {
		this.#rows = rows;
		for (const part of [this.#highs, this.#lows]) for (let place = 0; place < part.length; place++) {
			if (part[place] === 0) continue;
			const cell = Math.floor(place / EXPONENTS);
			this.#totals[cell] = this.#totals[cell] + unitsOf(part[place]);
			part[place] = 0;
		}
	}
};
const DOUBLE = /* @__PURE__ */ new Float64Array(1);
const BITS = new BigUint64Array(DOUBLE.buffer);
/** A finite double as a multiple of 2^`UNIT_POWER`. */
function unitsOf(value) {
	DOUBLE[0] = value;
	const bits = BITS[0];
	const exponent = bits >> 52n & 2047n;
	const fraction = bits & 4503599627370495n;
	const size = exponent === 0n ? fraction : (fraction | 1n << 52n) << exponent - 1n;
	return value < 0 ? -size : size;
}
/** A whole number times 2^power, where the product is no smaller than the smallest normal double or 0. */
function scaled(whole, power) {
	const bits = (whole < 0n ? -whole : whole).toString(16).length * 4;
	const dropped = Math.max(0, bits - KEPT_BITS);
	return timesPower(Number(whole >> BigInt(dropped)), power + dropped);
}

// src/adapters/duckdb/number-chunks.ts
/** What stands for a cell without a value; one that is no finite number is NaN. */
const ABSENT = Number.POSITIVE_INFINITY;
/** A column as `eachNumbers` gives it. */
function codedSql({ typed }) {
	const value = `(${typed})::DOUBLE`;
	return `CASE WHEN ${value} IS NULL THEN 'inf'::DOUBLE WHEN isfinite(${value}) THEN ${value} ELSE 'nan'::DOUBLE END`;
}
/**
* Gives columns of doubles some thousand rows at a time, in the order of the rows; they are overwritten by the next ones. To
* count, bin and add up numbers here takes a third of the time of the queries that would, and one pass for all of it.
*/
async function eachNumbers(session, { source, from, values }, look) {
	let columns = [];
	const select = values.map((value, index) => `${value} AS v${index}`);
	await session.eachChunk(`SELECT ${select.join(", ")} FROM ${from}`, source, (chunk) => {
		const { rowCount } = chunk;
		if (rowCount > (columns[0]?.length ?? 0)) columns = values.map(() => new Float64Array(rowCount));
		for (const [index, column] of columns.entries()) copyItems(chunk.getColumnVector(index), column, rowCount);
		look(columns, rowCount);
	});
}
function copyItems(vector, column, rows) {
	for (let row = 0; row < rows; row++) column[row] = vector.getItem(row);
}

// src/adapters/duckdb/square-totals.ts
/** Squares of what is smaller or larger than these would leave the range of a double, and are moved into it. */
const SMALL = 2 ** -450;
const LARGE = 2 ** 450;
const MOVE = 600;
const [UP, DOWN] = [2 ** MOVE, 2 ** -600];
/** Twice the exponent of a square: `MOVE` is applied to what is squared. */
const STEP = BigInt(2 * MOVE);
/** Adds up the squares of what finite values are away from the mean of the first ones, the same in any later order. */
var SquareTotals = class {
	/** Half of it, so that no difference is infinite. */
	#centre = null;
	#totals = new ExactTotals(3);
	#squares = /* @__PURE__ */ new Float64Array(0);
	#moved = /* @__PURE__ */ new Uint8Array(0);
	/** `counted` of the first values are values, the others are 0 and belong to the cell `missing`. */
	add(values, rows, { cells, missing }) {
		const centre = this.#centred(values, rows, {
			cells,
			missing
		});
		if (this.#squares.length < rows) {
			this.#squares = new Float64Array(values.length);
			this.#moved = new Uint8Array(values.length);
		}
		const [squares, moved] = [this.#squares, this.#moved];
		for (let row = 0; row < rows; row++) {
			let away = cells[row] === missing ? 0 : values[row] / 2 - centre;
			const size = Math.abs(away);
			moved[row] = 1;
			if (size > LARGE) {
				away *= DOWN;
				moved[row] = 2;
			} else if (size < SMALL) {
				away *= UP;
				moved[row] = 0;
			}
			squares[row] = away * away;
		}
		this.#totals.add(squares, rows, moved);
	}
	#centred(values, rows, { cells, missing }) {
		if (this.#centre !== null) return this.#centre;
		let [sum, count] = [0, 0];
		for (let row = 0; row < rows; row++) {
			if (cells[row] === missing) continue;
			sum += values[row] / (2 * rows);
			count++;
		}
		if (count === 0) return 0;
		this.#centre = sum * (rows / count);
		return this.#centre;
	}
	/** Sample standard deviation (n - 1) of values with this sum; null for fewer than two, and where no double holds it. */
	deviation(sum, rows, { minimum, maximum }) {
		if (rows < 2) return null;
		if (minimum === maximum) return 0;
		const power = unitPower({
			minimum,
			maximum
		});
		const [small = 0n, usual = 0n, large = 0n] = this.#totals.totals();
		const squares = small + (usual << STEP) + (large << 2n * STEP);
		const aside = sum - 2n * BigInt(rows) * unitsOf(this.#centre ?? 0);
		const away = scaled(aside, UNIT_POWER + power);
		const all = scaled(4n * squares, UNIT_POWER - 2 * MOVE + 2 * power);
		const variance = Math.max(0, all - away * (away / rows)) / (rows - 1);
		const deviation = timesPower(Math.sqrt(variance), -power);
		return Number.isFinite(deviation) ? deviation : null;
	}
};

// src/adapters/duckdb/profile-tallied-numbers.ts
/** The profiles of numbers of independent rows in bins that are known: one pass for all columns, which keeps no values. */
async function tallyNumbers$1(session, relation, columns) {
	if (columns.length === 0) return [];
	const tallies = columns.map(({ edges }) => new NumberTally(edges));
	const asked = {
		source: relation.source,
		from: relation.sql,
		values: columns.map(({ column }) => codedSql(column))
	};
	await eachNumbers(session, asked, (values, rows) => {
		for (const [index, tally] of tallies.entries()) tally.add(values[index], rows);
	});
	return tallies.map((tally) => tally.result());
}
var NumberTally = class {
	#edges;
	#bins;
	#counts;
	#sums;
	#squares = new SquareTotals();
	#cells = /* @__PURE__ */ new Uint16Array(0);
	#nulls = 0;
	#minimum = Number.POSITIVE_INFINITY;
	#maximum = Number.NEGATIVE_INFINITY;
	constructor(edges) {
		this.#edges = edges;
		this.#bins = new Bins(edges);
		this.#counts = new Float64Array(this.#bins.cells + 1);
		this.#sums = new ExactTotals(this.#bins.cells + 1);
	}
	/** Changes the values: what is no finite number becomes 0. */
	add(values, rows) {
		if (this.#cells.length < rows) this.#cells = new Uint16Array(values.length);
		const [cells, counts, missing] = [
			this.#cells,
			this.#counts,
			this.#bins.cells
		];
		this.#bins.place(values, rows, cells);
		let [minimum, maximum, nulls] = [
			this.#minimum,
			this.#maximum,
			0
		];
		for (let row = 0; row < rows; row++) {
			const cell = cells[row];
			const value = values[row];
			counts[cell] = counts[cell] + 1;
			if (cell === missing) {
				if (value === ABSENT) nulls++;
				values[row] = 0;
			} else {
				if (value < minimum) minimum = value;
				if (value > maximum) maximum = value;
			}
		}
		[this.#minimum, this.#maximum] = [minimum, maximum];
		this.#nulls += nulls;
		this.#sums.add(values, rows, cells);
		this.#squares.add(values, rows, {
			cells,
			missing
		});
	}
	result() {
		const cells = this.#bins.cells;
		const counts = Array.from(this.#counts.subarray(0, cells));
		const missing = this.#counts[cells];
		const finite = counts.reduce((sum, count) => sum + count, 0);
		const totals = this.#sums.totals();
		const all = totals.reduce((sum, total) => sum + total, 0n);
		const extent = {
			minimum: this.#minimum,
			maximum: this.#maximum
		};
		const means = counts.map((rows, bin) => {
			const [minimum = extent.minimum, maximum = extent.maximum] = [this.#edges[bin - 1], this.#edges[bin]];
			return meanOf(totals[bin] ?? 0n, rows, {
				minimum,
				maximum
			});
		});
		const shape = {
			rows: finite + missing,
			counts,
			clusters: null,
			edges: [...this.#edges],
			categories: null,
			heldOut: null,
			means,
			mean: meanOf(all, finite, extent),
			standardDeviation: this.#squares.deviation(all, finite, extent),
			minimum: finite === 0 ? null : extent.minimum,
			maximum: finite === 0 ? null : extent.maximum
		};
		return {
			nulls: this.#nulls,
			nonFinite: missing - this.#nulls,
			shape
		};
	}
};
/** Mean of some rows, which lies between these; null without any. */
function meanOf(total, rows, { minimum, maximum }) {
	if (rows === 0) return null;
	const mean = scaled((total << 64n) / BigInt(rows), UNIT_POWER - 64);
	return Math.min(maximum, Math.max(minimum, mean));
}

// src/adapters/duckdb/profile-halved-values.ts
/** The rows are numbered and halved once for all of them; but columns that are counted together share the memory. */
const COUNTED_TOGETHER = 4;
/** So many columns are counted at a time: of very many rows each value may be another one, and one column alone fills the memory. */
function columnsTogether(columns) {
	return columns.some(({ summary }) => summary.rows > 1e6) ? 1 : COUNTED_TOGETHER;
}
/** The values that one half of the rows chooses, with all their rows. */
async function halvedValues(opened, columns) {
	const [only] = columns;
	if (only !== void 0 && columns.length === 1 && only.summary.rows > 1e6) return [[only, await sharedValues(opened, only)]];
	return valuesTogether(opened, columns);
}
const NO_ROWS = {
	all: 0,
	chose: 0
};
function rowsOf(row) {
	return row === void 0 ? NO_ROWS : {
		all: Number(row.n),
		chose: Number(row.c)
	};
}
function valuesOf$2(rows) {
	return rows.map((row) => ({
		text: String(row.v),
		...rowsOf(row)
	}));
}
async function valuesTogether({ session, relation, plan }, columns) {
	const rows = await session.rows(togetherSql(relation, plan, columns), relation.source);
	const whole = rowsOf(rows.find(({ s }) => Number(s) === setOf(null, columns.length)));
	return columns.map((column, place) => {
		const own = rows.filter(({ s }) => Number(s) === setOf(place, columns.length));
		const missing = rowsOf(own.find(({ v }) => v === null));
		return [column, {
			own: valuesOf$2(own.filter(({ v }) => v !== null)),
			missing,
			whole
		}];
	});
}
const IS_KEPT = `c >= ${5} AND length(v) <= ${LONGEST_KEPT}`;
function togetherSql(relation, plan, columns) {
	const names = columns.map((_, place) => `v${place}`);
	const halved = `SELECT ${columns.map(({ value }, place) => `${value} AS v${place}`).join(", ")}, chooses FROM ${halvedRows(relation)}`;
	const sets = [...names.map((name) => `(${name})`), "()"].join(", ");
	return `WITH kept AS MATERIALIZED (${`SELECT * FROM (${`SELECT GROUPING(${names.join(", ")}) AS s, coalesce(${[...names, "NULL"].join(", ")}) AS v, count(*) AS n, count(*) FILTER (WHERE chooses) AS c FROM (${halved}) GROUP BY GROUPING SETS (${sets})`}) WHERE v IS NULL OR (${IS_KEPT})`}) SELECT * FROM kept WHERE v IS NULL UNION ALL ${columns.map((_, place) => `(SELECT * FROM kept WHERE s = ${setOf(place, names.length)} AND v IS NOT NULL ORDER BY c DESC, v LIMIT ${plan.maxCategories})`).join(" UNION ALL ")}`;
}
/** What GROUPING says of the set of one column, or of none: a bit for each column that is not in it, the first one highest. */
function setOf(place, columns) {
	const all = 2 ** columns - 1;
	return place === null ? all : all - 2 ** (columns - 1 - place);
}
/** Hashes tell first which values enough rows share, so that those of a value for each row need not be held. */
async function sharedValues({ session, relation, plan }, { value }) {
	const { source } = relation;
	const halved = `(SELECT ${value} AS v, chooses FROM ${halvedRows(relation)})`;
	const from = `(SELECT hash(v) AS k FROM ${halved} WHERE chooses AND v IS NOT NULL)`;
	const counts = "count(*) AS n, count(*) FILTER (WHERE chooses) AS c";
	const own = await withHashes({
		session,
		source,
		from,
		isText: true
	}, (hashes) => withFrequent(hashes, { least: 5 }, ({ table }) => session.rows(`SELECT * FROM (SELECT v, ${counts} FROM (SELECT *, hash(v) AS k FROM ${halved}) SEMI JOIN ${table} USING (k) GROUP BY v) WHERE ${IS_KEPT} ORDER BY c DESC, v LIMIT ${plan.maxCategories}`, source)));
	const [whole] = await session.rows(`SELECT ${counts} FROM ${halved}`, source);
	const [missing] = await session.rows(`SELECT ${counts} FROM ${halved} WHERE v IS NULL`, source);
	return {
		own: valuesOf$2(own),
		missing: rowsOf(missing),
		whole: rowsOf(whole)
	};
}

// src/adapters/duckdb/profile-texts.ts
/** Rows in which more values than are kept apart show that a column has too many, before all of it is counted. */
const LOOKED_AT = 2e4;
const LOOKED_AT_TOGETHER = 100;
/**
* Cells of the columns of independent rows whose categories are not given, by their place in the plan: one GROUP BY tells the
* values of a column, all their rows and those of each half.
*/
async function profileTexts(opened, { summaries, tell }) {
	const columns = textColumns(opened, summaries);
	const found = /* @__PURE__ */ new Map();
	const add = (index, shape) => {
		found.set(index, shape);
		tell();
	};
	const many = await columnsOfMany(opened, columns);
	const open = columns.filter((column) => many.has(column));
	for (const column of columns) {
		if (many.has(column)) continue;
		const closed = await closedCells(opened, column);
		if (closed === null) open.push(column);
		else add(column.index, closed);
	}
	for (const batch of batchesOf(open, columnsTogether(open))) for (const [column, halved] of await halvedValues(opened, batch)) add(column.index, areEven(halved) ? await evenCells(opened, column) : chosenShape(halved, column.summary));
	return found;
}
function textColumns({ relation, plan }, summaries) {
	if (plan.groupBy !== null) return [];
	const isOurs = ({ as, categories }) => as === "category" && categories === null;
	return plan.profile.flatMap((planned, index) => {
		const summary = summaries[index];
		if (!isOurs(planned) || summary === void 0) return [];
		const column = columnNamed(relation, planned.column);
		const value = valueSql$1(column, planned);
		return [{
			index,
			value,
			key: column.logicalType === "boolean" ? column.typed : value,
			summary
		}];
	});
}
function batchesOf(items, size) {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) => batch * size).map((start) => items.slice(start, start + size));
}
/** Columns of which some rows already hold more values than are kept apart. */
async function columnsOfMany({ session, relation, plan }, columns) {
	const many = /* @__PURE__ */ new Set();
	for (const batch of batchesOf(columns, LOOKED_AT_TOGETHER)) {
		const values = batch.map(({ value }, place) => `${value} AS v${place}`);
		const counts = batch.map((_, place) => `count(DISTINCT v${place}) AS n${place}`);
		const [row = {}] = await session.rows(`SELECT ${counts.join(", ")} FROM (SELECT ${values.join(", ")} FROM ${relation.sql} LIMIT ${LOOKED_AT})`, relation.source);
		batch.forEach((column, place) => {
			if (Number(row[`n${place}`]) > plan.maxCategories) many.add(column);
		});
	}
	return many;
}
/** Of a column with few values, each of them frequent: all are kept apart. null: it is no such column. */
async function closedCells({ session, relation, plan }, { key, summary }) {
	const frequencies = (await session.rows(`SELECT v, n FROM (SELECT k::VARCHAR AS v, n FROM (SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1)) WHERE length(v) <= ${LONGEST_KEPT} ORDER BY n DESC, v LIMIT ${plan.maxCategories + 1}`, relation.source)).map(({ v, n }) => ({
		text: String(v),
		count: Number(n)
	}));
	if (frequencies.length > plan.maxCategories || frequencies.some(({ count }) => count < 30)) return null;
	return {
		...cellsOf$1(frequencies, summary),
		heldOut: null
	};
}
/** The categories by text, and a last cell for every other value. */
function cellsOf$1(frequencies, { rows, nulls }) {
	const countOf = new Map(frequencies.map(({ text, count }) => [text, count]));
	const categories = [...countOf.keys()].sort();
	const counts = categories.map((text) => countOf.get(text) ?? 0);
	const others = rows - nulls - counts.reduce((sum, count) => sum + count, 0);
	return {
		rows,
		counts: [...counts, others],
		clusters: null,
		edges: null,
		categories,
		means: null
	};
}
/** Variance over mean of the rows that did not choose: 1 or more where rows are drawn; of even counts half of it or less. */
const EVEN = .5;
/** Fewer values vary too little too often. */
const LEAST_EVEN = 20;
/**
* Every value has about as many rows as another, by design: so many readings of each sensor. Then the halves hang on each
* other: what one half has more of, the other has less of, and a choice by one half is no choice of what is frequent.
*/
function areEven({ own }) {
	const counts = own.map(heldOutOf);
	if (counts.length < LEAST_EVEN) return false;
	const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
	return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1) < EVEN * mean;
}
/** Values that a hash chooses, so that the choice has nothing to do with their rows; none where some are too rare to be written down. */
async function evenCells({ session, relation, plan }, { key, summary }) {
	const counted = `SELECT k::VARCHAR AS v, n FROM (SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1)`;
	const frequencies = (await session.rows(`SELECT v, n FROM (${counted}) WHERE length(v) <= ${LONGEST_KEPT} ORDER BY md5(v), v LIMIT ${plan.maxCategories}`, relation.source)).map(({ v, n }) => ({
		text: String(v),
		count: Number(n)
	}));
	return {
		...cellsOf$1(frequencies.every(({ count }) => count >= 5) ? frequencies : [], summary),
		heldOut: null
	};
}
/** The most frequent of one half are kept apart, and the other half is counted. */
function chosenShape({ own, missing, whole }, summary) {
	const countedBy = (rowsOf) => own.map((value) => ({
		text: value.text,
		count: rowsOf(value)
	}));
	const held = {
		rows: heldOutOf(whole),
		nulls: heldOutOf(missing)
	};
	const { rows, counts } = cellsOf$1(countedBy(heldOutOf), held);
	return {
		...cellsOf$1(countedBy(({ all }) => all), summary),
		heldOut: {
			rows,
			counts,
			clusters: null
		}
	};
}
function heldOutOf({ all, chose }) {
	return all - chose;
}

// src/adapters/duckdb/profile.ts
const BINS = 20;
/** The profile of each planned column, in the order of the plan. */
async function profileColumns(session, relation, plan) {
	const also = plan.groupBy === null ? [] : [plan.groupBy];
	const names = plan.profile.map(({ column }) => column);
	const batches = {
		columns: plan.profile,
		nameOf: ({ column }) => column,
		also
	};
	let done = 0;
	const tell = () => plan.onProfiled?.(++done);
	return withoutText(session, narrowRelation(relation, [...names, ...also]), (near) => inBatches(session, near, batches, (narrow, profile, rows) => profileEach({
		session,
		relation: narrow,
		plan: {
			...plan,
			profile
		}
	}, {
		rows,
		tell
	})));
}
async function profileEach(opened, batch) {
	const { plan } = opened;
	const isRead = plan.groupBy === null && batch.rows < 1e5;
	const read = isRead ? await profileRead(opened, batch) : /* @__PURE__ */ new Map();
	const tallied = isRead || plan.groupBy !== null ? /* @__PURE__ */ new Map() : await profileTallied(opened, batch);
	const rest = plan.profile.filter((planned) => !read.has(planned) && !tallied.has(planned));
	const counted = await profileCounted({
		...opened,
		plan: {
			...plan,
			profile: rest
		}
	}, batch);
	return plan.profile.map((planned) => read.get(planned) ?? tallied.get(planned) ?? counted.get(planned));
}
/** Numbers of few rows, whose values are read. */
async function profileRead({ session, relation, plan }, { rows, tell }) {
	const numbers = plan.profile.filter(({ as }) => as === "number");
	const values = numbers.map((planned) => valueSql$1(columnNamed(relation, planned.column), planned));
	const read = await readNumbers({
		session,
		relation,
		from: relation.sql,
		rows
	}, values);
	return new Map(numbers.map((planned, index) => {
		const column = read[index];
		const shape = shapeOfNumbers(column, planned, BINS);
		tell();
		return [planned, numberProfile(planned, column, shape)];
	}));
}
/** Numbers of many rows whose bins are given. */
async function profileTallied({ session, relation, plan }, { tell }) {
	const given = plan.profile.flatMap((planned) => planned.as === "number" && planned.edges !== null ? [{
		planned,
		edges: planned.edges
	}] : []);
	const columns = given.map(({ planned, edges }) => ({
		column: columnNamed(relation, planned.column),
		edges
	}));
	const tallied = await tallyNumbers$1(session, narrowRelation(relation, columns.map(({ column }) => column.name)), columns);
	return new Map(given.map(({ planned }, index) => {
		const { shape, ...counts } = tallied[index];
		tell();
		return [planned, numberProfile(planned, counts, shape)];
	}));
}
/** All others, which are counted where they are. */
async function profileCounted(opened, { tell }) {
	const { session, relation, plan } = opened;
	const summaries = await summariseColumns(session, relation, plan);
	const texts = await profileTexts(opened, {
		summaries,
		tell
	});
	const profiles = /* @__PURE__ */ new Map();
	for (const [index, planned] of plan.profile.entries()) {
		const own = plan.groupBy === null ? [planned.column] : [planned.column, plan.groupBy];
		const narrow = narrowRelation(relation, own);
		const column = columnNamed(narrow, planned.column);
		const summary = summaries[index];
		const known = texts.get(index) ?? null;
		const profiling = {
			session,
			relation: narrow,
			plan,
			planned,
			column,
			summary
		};
		profiles.set(planned, await profileColumn(profiling, known));
		if (known === null) tell();
	}
	return profiles;
}
async function profileColumn(profiling, known) {
	const { planned, summary } = profiling;
	if (planned.as === "number") {
		const { minimum, maximum } = summary;
		return numberProfile(planned, summary, {
			...await numberCells(profiling),
			minimum,
			maximum
		});
	}
	const shape = known ?? await categoryCells(profiling);
	const none = {
		mean: null,
		standardDeviation: null,
		minimum: null,
		maximum: null
	};
	const { nulls, nonFinite } = summary;
	return {
		column: planned.column,
		kind: "category",
		nulls,
		nonFinite,
		...none,
		...shape
	};
}
function numberProfile({ column }, { nulls, nonFinite }, { mean, standardDeviation, minimum, maximum, ...shape }) {
	const moments = {
		mean,
		standardDeviation,
		minimum,
		maximum
	};
	return {
		column,
		kind: "number",
		nulls,
		nonFinite,
		...moments,
		...noDeviation(moments),
		...shape
	};
}
/** A null that stands in a profile says why. */
function noDeviation({ standardDeviation, minimum, maximum }) {
	if (standardDeviation !== null) return {};
	if (minimum === null || maximum === null) return { reason: "no finite value" };
	return { reason: minimum === maximum ? "a single value has no standard deviation" : "the values lie too far apart for a standard deviation that a double can hold" };
}
async function numberCells(profiling) {
	const byPlace = await cellsByPlace(profiling, BINS);
	if (byPlace !== null) return byPlace;
	const edges = [...profiling.planned.edges ?? await quantileEdges(profiling)];
	const grid = gridFor(profiling.summary);
	const { sums, ...counted } = await countAndAdd(profiling, binCells(profiling, edges), grid);
	return {
		...counted,
		edges,
		categories: null,
		heldOut: null,
		...binMoments({
			...counted,
			sums
		}, edges, grid)
	};
}
async function categoryCells(profiling) {
	const { categories, isChosen } = await chooseCategories(profiling);
	const cells = categoryCells$1(profiling, categories);
	const counted = await countCells$1(profiling, cells);
	const heldOut = isChosen ? await countCells$1(profiling, {
		...cells,
		half: "held-out"
	}) : null;
	return {
		...counted,
		edges: null,
		categories,
		means: null,
		heldOut
	};
}
/** Interior edges at this data's quantiles, each a value of the data, without repeats. */
async function quantileEdges({ session, relation, column }) {
	const shares = Array.from({ length: 19 }, (_, index) => (index + 1) / BINS);
	const finite = finiteSql(column);
	const [row = {}] = await session.rows(`SELECT quantile_disc(${finite}, [${shares.join(", ")}]) AS q, min(${finite}) AS low FROM ${relation.sql}`, relation.source);
	return edgesOf(itemsOf(row.q).map(Number), Number(row.low));
}

// src/adapters/duckdb/measure.ts
const RULES_PER_PASS = 400;
/** Characters of a value that an example shows. */
const LONGEST_EXAMPLE = 200;
/** Counts every rule of the plan and the cells of the profile. */
async function measure(session, relation, plan) {
	const counting = {
		relation,
		rules: plan.rules.flatMap(({ id, rule }) => isSetRule(rule) ? [] : [{
			id,
			rule
		}]),
		groupBy: plan.groupBy
	};
	const counted = await countRows(session, counting);
	const rowRules = await withExamples(session, counting, {
		found: counted.rules,
		rows: counted.rows,
		maxExamples: plan.maxExamples
	});
	const unique = await measureUnique(session, relation, plan);
	const references = await measureReferences(session, relation, plan);
	const measured = new Map([
		...rowRules,
		...unique,
		...references
	].map((each) => [each.id, each]));
	return {
		rows: counted.rows,
		groups: counted.groups,
		rules: plan.rules.map((planned) => measuredOf(planned, measured)),
		profile: await profileColumns(session, relation, plan)
	};
}
function isSetRule(rule) {
	return rule.kind === "unique" || rule.kind === "reference";
}
function measuredOf({ id }, measured) {
	const found = measured.get(id);
	if (found === void 0) throw new ModelyardError("internal", `rule ${id} was not measured`);
	return found;
}
/** One pass over the rows for all rules (a further one per 400 rules). */
async function countRows(session, { relation, rules, groupBy }) {
	const groups = groupBy === null ? "NULL" : `count(DISTINCT ${columnNamed(relation, groupBy).raw})`;
	const measured = [];
	let head = {};
	for (let start = 0; start === 0 || start < rules.length; start += RULES_PER_PASS) {
		const batch = rules.slice(start, start + RULES_PER_PASS);
		const used = start === 0 && groupBy !== null ? [groupBy, ...columnsOf$1(batch)] : columnsOf$1(batch);
		const narrow = narrowRelation(relation, used);
		const conditions = batch.map((planned) => conditionsOf(planned, narrow));
		const asked = [...new Set(conditions.flatMap(({ checked, failing }) => [checked, failing]))].filter((condition) => KNOWN[condition] === void 0);
		const select = [
			"count(*) AS n",
			`${start === 0 ? groups : "NULL"} AS g`,
			...asked.map(countSql)
		];
		const [row = {}] = await session.rows(`SELECT ${select.join(", ")} FROM ${narrow.sql}`, relation.source);
		if (start === 0) head = row;
		const countOf = (condition) => Number(row[KNOWN[condition] ?? `c${asked.indexOf(condition)}`] ?? 0);
		batch.forEach(({ id }, index) => {
			const { checked = "", failing = "" } = conditions[index] ?? {};
			measured.push({
				id,
				checked: countOf(checked),
				failing: countOf(failing),
				examples: []
			});
		});
	}
	return {
		rows: Number(head.n),
		groups: groupBy === null ? null : Number(head.g),
		rules: measured
	};
}
/** Conditions whose rows need not be counted: the column of the answer that has them, or none. */
const KNOWN = {
	true: "n",
	false: "none"
};
/** Many rules look at the same cells: each condition is counted once. */
function countSql(condition, index) {
	const present = /^(r\d+) IS NOT NULL$/.exec(condition)?.[1];
	return present === void 0 ? `${countIf(condition)} AS c${index}` : `count(${present}) AS c${index}`;
}
function columnsOf$1(rules) {
	return rules.map(({ rule }) => rule.column);
}
function conditionsOf({ rule }, relation) {
	return placedRuleSql(rule, relation);
}
const EXAMPLES_PER_PASS = 50;
/** Of what fails more often than once in this many rows, the first rows are found without reading all. */
const OFTEN = 1e3;
/** The first failing rows of each rule, with their number: one more pass, and only where something fails. */
async function withExamples(session, { relation, rules }, { found, rows, maxExamples }) {
	const failing = new Map(found.map((each) => [each.id, each.failing]));
	const isOften = ({ id }) => (failing.get(id) ?? 0) * OFTEN > rows;
	const broken = rules.filter(({ id }) => (failing.get(id) ?? 0) > 0 && maxExamples > 0);
	const examples = /* @__PURE__ */ new Map();
	for (const planned of broken.filter(isOften)) examples.set(planned.id, await firstFailing(session, relation, {
		planned,
		maxExamples
	}));
	const wanted = broken.filter((planned) => !isOften(planned));
	for (let start = 0; start < wanted.length; start += EXAMPLES_PER_PASS) {
		const batch = wanted.slice(start, start + EXAMPLES_PER_PASS);
		const select = batch.map((planned, index) => {
			const sql = conditionsOf(planned, relation);
			const where = `FILTER (WHERE ${sql.failing})`;
			return `min(row, ${maxExamples}) ${where} AS r${index}, arg_min(${exampleSql(sql)}, row, ${maxExamples}) ${where} AS v${index}`;
		});
		const [row = {}] = await session.rows(`SELECT ${select.join(", ")} FROM ${numberedRows(narrowRelation(relation, columnsOf$1(batch)))}`, relation.source);
		batch.forEach(({ id }, index) => {
			const [numbers, values] = [itemsOf(row[`r${index}`]), itemsOf(row[`v${index}`])];
			examples.set(id, numbers.map((number, each) => ({
				row: Number(number),
				value: String(values[each])
			})));
		});
	}
	return found.map((each) => ({
		...each,
		examples: examples.get(each.id) ?? []
	}));
}
function exampleSql({ value }) {
	return `coalesce(left((${value})::VARCHAR, ${LONGEST_EXAMPLE}), '')`;
}
/** Reads until enough rows are found: without an order DuckDB gives rows in that of the files. */
async function firstFailing(session, relation, { planned, maxExamples }) {
	const narrow = narrowRelation(relation, columnsOf$1([planned]));
	const sql = conditionsOf(planned, narrow);
	return (await session.rows(`SELECT row, ${exampleSql(sql)} AS v FROM ${numberedRows(narrow)} WHERE ${sql.failing} LIMIT ${maxExamples}`, relation.source)).map(({ row, v }) => ({
		row: Number(row),
		value: String(v)
	}));
}

// src/adapters/duckdb/outline.ts
const COLUMNS_PER_PASS = 200;
/** HyperLogLog was seen to be off by a quarter. */
const NEARLY = .7;
/** Types whose values can be told apart exactly, and could be keys. */
const KEY_TYPES = ["string", "integer"];
const MOMENTS$1 = [
	"date",
	"timestamp",
	"time"
];
/** What every column is like: one pass for counts, one more for formats, and one for each column that has few values or could be a key. */
async function outlineColumns(session, relation, plan) {
	const outlined = [];
	for (let start = 0; start < relation.columns.length; start += COLUMNS_PER_PASS) {
		const batch = relation.columns.slice(start, start + COLUMNS_PER_PASS);
		const narrow = narrowRelation(relation, batch.map(({ name }) => name));
		const select = batch.map((column, index) => countsSql(column, {
			index,
			plan
		})).join(", ");
		const [row = {}] = await session.rows(`SELECT count(*) AS n, ${select} FROM ${narrow.sql}`, relation.source);
		for (const [index, column] of batch.entries()) outlined.push(await outlineOf({
			session,
			relation: narrow,
			plan
		}, column, countsOf(row, index)));
	}
	return outlined;
}
function countsSql({ raw, typed, logicalType }, { index, plan }) {
	const isNumber = logicalType === "number" || logicalType === "integer";
	const isText = logicalType === "string";
	const ordered = isNumber ? `CASE WHEN isfinite(${typed}::DOUBLE) THEN ${typed} END` : MOMENTS$1.includes(logicalType) ? typed : "NULL";
	const formats = isText ? plan.formats.map(({ pattern }, each) => `${countIf(`regexp_matches(${raw}::VARCHAR, ${textLiteral(pattern)})`)} AS p${index}_${each}`) : [];
	return [
		`count(${raw}) AS c${index}`,
		`${countIf(isNumber ? `NOT isfinite(${typed}::DOUBLE)` : "false")} AS w${index}`,
		`min(${ordered})::VARCHAR AS a${index}`,
		`max(${ordered})::VARCHAR AS b${index}`,
		`min(${isText ? `length(${raw}::VARCHAR)` : "NULL"}) AS s${index}`,
		`max(${isText ? `length(${raw}::VARCHAR)` : "NULL"}) AS l${index}`,
		`approx_count_distinct(${raw}::VARCHAR) AS d${index}`,
		...formats
	].join(", ");
}
function countsOf(row, index) {
	const number = (name) => Number(row[`${name}${index}`] ?? 0);
	const given = (name) => {
		const value = row[`${name}${index}`];
		return value === null || value === void 0 ? null : String(value);
	};
	const formats = Object.keys(row).filter((key) => key.startsWith(`p${index}_`));
	return {
		rows: Number(row.n),
		present: number("c"),
		nonFinite: number("w"),
		minimum: given("a"),
		maximum: given("b"),
		shortest: given("s") === null ? null : number("s"),
		longest: given("l") === null ? null : number("l"),
		distinct: number("d"),
		formats: formats.map((key) => Number(row[key]))
	};
}
async function outlineOf(asking, column, counts) {
	const { plan } = asking;
	const { logicalType } = column;
	const isNumber = logicalType === "number" || logicalType === "integer";
	const bound = (text) => text === null || !isNumber ? text : Number(text);
	const { shortest, longest, present, formats } = counts;
	const format = present === 0 ? -1 : formats.indexOf(present);
	const isJsonText = column.physicalType === "VARCHAR" && ["object", "array"].includes(logicalType);
	return {
		column: column.name,
		logicalType,
		shape: isJsonText ? { kind: "open" } : shapeOf(parseType(column.physicalType)),
		rows: counts.rows,
		nulls: counts.rows - present,
		nonFinite: counts.nonFinite,
		minimum: bound(counts.minimum),
		maximum: bound(counts.maximum),
		length: shortest === null || longest === null ? null : {
			shortest,
			longest
		},
		values: await valuesOf$1(asking, column, counts),
		isUnique: await isUnique(asking, column, counts),
		format: plan.formats[format]?.name ?? null
	};
}
async function valuesOf$1({ session, relation, plan }, { raw, logicalType }, { present, distinct }) {
	if (logicalType !== "string" || present === 0 || distinct * NEARLY > plan.maxValues) return null;
	const rows = await session.rows(`SELECT ${raw}::VARCHAR AS v, count(*) AS n FROM ${relation.sql} WHERE ${raw} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${plan.maxValues + 1}`, relation.source);
	return rows.length > plan.maxValues ? null : rows.map((row) => ({
		value: String(row.v),
		rows: Number(row.n)
	}));
}
async function isUnique({ session, relation }, { name, logicalType }, { present, distinct }) {
	if (!KEY_TYPES.includes(logicalType) || present < 2 || distinct < NEARLY * present) return false;
	const [measured] = await measureUnique(session, relation, {
		rules: [{
			id: name,
			rule: {
				kind: "unique",
				columns: [name]
			}
		}],
		maxExamples: 0
	});
	return measured?.failing === 0;
}

// src/domain/texts/gather-texts.ts
/** More different texts than this are ids, and sharing them saves nothing. */
const MOST_SHARED = 1e4;
const FIRST_ROWS = 4096;
/** Takes texts one after the other: each of a few is kept once, many different ones are kept as bytes. */
function gatherTexts() {
	const codeOf = /* @__PURE__ */ new Map();
	let codes = new Uint16Array(FIRST_ROWS);
	let rows = 0;
	let packer = null;
	const list = () => [...codeOf.keys()];
	const pack = () => {
		const fresh = new TextPacker();
		const known = list();
		for (let row = 0; row < rows; row++) fresh.add(known[codes[row]]);
		codeOf.clear();
		codes = /* @__PURE__ */ new Uint16Array(0);
		return fresh;
	};
	return {
		add(text) {
			if (packer !== null) return packer.add(text);
			const code = codeOf.get(text) ?? codeOf.size;
			if (code === MOST_SHARED) {
				packer = pack();
				return packer.add(text);
			}
			if (code === codeOf.size) codeOf.set(text, code);
			if (rows === codes.length) codes = grown(codes);
			codes[rows++] = code;
		},
		finish: () => packer?.finish() ?? new SharedTexts(list(), codes.slice(0, rows))
	};
}
function grown(codes) {
	const larger = new Uint16Array(2 * codes.length);
	larger.set(codes);
	return larger;
}

// src/adapters/duckdb/growing-array.ts
const BLOCK_BITS = 16;
const BLOCK_LENGTH = 2 ** BLOCK_BITS;
function growingArray(Kind) {
	let blocks = [];
	let block = new Kind(0);
	let used = 0;
	let length = 0;
	return {
		push(value) {
			if (used === block.length) {
				block = new Kind(BLOCK_LENGTH);
				blocks.push(block);
				used = 0;
			}
			block[used++] = value;
			length += 1;
		},
		finish(order) {
			const whole = order === null ? joined(blocks, new Kind(length)) : picked(blocks, order, new Kind(length));
			blocks = [];
			return whole;
		}
	};
}
function joined(blocks, whole) {
	for (const [index, block] of blocks.entries()) {
		const start = index * BLOCK_LENGTH;
		const part = block.subarray(0, Math.min(BLOCK_LENGTH, whole.length - start));
		whole.set(part, start);
	}
	return whole;
}
function picked(blocks, order, whole) {
	for (let place = 0; place < order.length; place++) {
		const row = order[place];
		whole[place] = blocks[row >>> BLOCK_BITS][row & BLOCK_LENGTH - 1];
	}
	return whole;
}

// src/adapters/duckdb/column-builder.ts
/**
* All columns, one after the other, so that no two of them are held twice at the same time; with a rest after each, as a signal
* may wait.
*/
async function finishedColumns(builders, { rows, order }) {
	const nothingMissing = new Uint8Array(rows);
	const columns = [];
	for (const builder of builders) {
		const missing = builder.nulls.length === 0 ? nothingMissing : flags(builder.nulls, {
			rows,
			order
		});
		columns.push({
			name: builder.name,
			...await inTurn(builder.finish(order), setImmediate),
			missing
		});
		await setImmediate();
	}
	return columns;
}
function flags(nulls, { rows, order }) {
	const missing = new Uint8Array(rows);
	for (const row of nulls) missing[row] = 1;
	return order === null ? missing : Uint8Array.from(order, (row) => missing[row]);
}
function columnBuilder(name, kind) {
	const nulls = [];
	const cells = CELLS[kind]();
	let rows = 0;
	return {
		name,
		nulls,
		add(vector) {
			for (let item = 0; item < vector.itemCount; item++, rows++) {
				const value = vector.getItem(item);
				if (value === null) nulls.push(rows);
				cells.push(value);
			}
		},
		texts: () => cells.texts?.() ?? null,
		finish: (order) => cells.finish(order)
	};
}
const CELLS = {
	number: () => typedCells(growingArray(Float64Array), (value) => value === null ? 0 : Number(value), (data) => ({
		kind: "number",
		data
	})),
	boolean: () => typedCells(growingArray(Uint8Array), (value) => value === true ? 1 : 0, (data) => ({
		kind: "boolean",
		data
	})),
	integer: () => typedCells(growingArray(BigInt64Array), (value) => value === null ? 0n : value, (data) => ({
		kind: "integer",
		data
	})),
	text: textCells
};
function typedCells(values, convert, finished) {
	return {
		push: (value) => values.push(convert(value)),
		*finish(order) {
			yield;
			return finished(values.finish(order));
		}
	};
}
function textCells() {
	const gathered = gatherTexts();
	let texts = null;
	const whole = () => {
		texts ??= gathered.finish();
		return texts;
	};
	return {
		push: (value) => gathered.add(value === null ? "" : String(value)),
		texts: whole,
		*finish(order) {
			const data = order === null ? whole() : yield* pickTextsInSteps(whole(), order);
			texts = null;
			return {
				kind: "text",
				data
			};
		}
	};
}

// src/adapters/duckdb/row-file.ts
const BYTES = {
	number: 8,
	integer: 8,
	boolean: 1
};
/** Cells of a block, which is in memory while it is filled; and its rows. */
const BLOCK_CELLS = 1e6;
const MOST_BLOCK_ROWS = 2 ** 16;
const LEAST_BLOCK_ROWS = 1024;
async function createRowFile(path, columns) {
	const fitting = Math.floor(BLOCK_CELLS / Math.max(1, columns.length));
	const blockRows = Math.min(MOST_BLOCK_ROWS, Math.max(LEAST_BLOCK_ROWS, fitting));
	const starts = [];
	let blockBytes = 0;
	for (const { kind } of columns) {
		starts.push(blockBytes);
		blockBytes += (BYTES[kind] + 1) * blockRows;
	}
	const file = await told(path, () => open(path, "wx+", 384));
	const each = (transfer) => (column, from, cells) => {
		const width = BYTES[columns[column].kind];
		return told(path, async () => {
			for (const { block, first, place, rows } of parts(from, cells.data.length, blockRows)) {
				const start = block * blockBytes + starts[column];
				await transfer(file, bytesOf(cells.data, place, rows), start + first * width);
				await transfer(file, bytesOf(cells.missing, place, rows), start + blockRows * width + first);
			}
		});
	};
	return {
		columns,
		blockRows,
		write: each(writeAll),
		read: each(readAll),
		remove: async () => {
			await file.close();
			await rm(path, { force: true });
		}
	};
}
/** An array for so many cells. */
function fixedArray(kind, rows) {
	if (kind === "number") return new Float64Array(rows);
	return kind === "integer" ? new BigInt64Array(rows) : new Uint8Array(rows);
}
/** The parts of neighbouring rows that lie in one block each. */
function* parts(from, count, blockRows) {
	for (let place = 0; place < count;) {
		const [block, first] = [Math.floor((from + place) / blockRows), (from + place) % blockRows];
		const rows = Math.min(blockRows - first, count - place);
		yield {
			block,
			first,
			place,
			rows
		};
		place += rows;
	}
}
function bytesOf(data, place, rows) {
	const width = data.BYTES_PER_ELEMENT;
	return new Uint8Array(data.buffer, data.byteOffset + place * width, rows * width);
}
async function writeAll(file, bytes, position) {
	for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
async function readAll(file, bytes, position) {
	for (let done = 0; done < bytes.length;) {
		const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
		if (bytesRead === 0) throw new Error("it ends too early");
		done += bytesRead;
	}
}
/** Most often the disk is full. */
async function told(path, use) {
	try {
		return await use();
	} catch (cause) {
		throw new ModelyardError("outside", `columns cannot be kept in ${path}: ${messageOf(cause)}`, {
			cause,
			hint: "Make room there, or let TMPDIR name a folder on a larger disk."
		});
	}
}

// src/adapters/duckdb/row-writer.ts
function rowWriter(file) {
	const { columns, blockRows } = file;
	const blocks = columns.map(({ kind }) => ({
		data: fixedArray(kind, blockRows),
		missing: new Uint8Array(blockRows)
	}));
	const withNulls = /* @__PURE__ */ new Set();
	let [written, used] = [0, 0];
	const flush = async () => {
		for (const [place, block] of blocks.entries()) await file.write(place, written, {
			data: block.data.subarray(0, used),
			missing: block.missing.subarray(0, used)
		});
		written += used;
		used = 0;
	};
	return {
		async add(vectors) {
			const count = vectors[0]?.itemCount ?? 0;
			for (let done = 0; done < count;) {
				const rows = Math.min(count - done, blockRows - used);
				for (const [place, vector] of vectors.entries()) {
					const column = columns[place];
					const at = {
						vector,
						from: done,
						rows,
						place: used
					};
					if (fill(blocks[place], column, at)) withNulls.add(column.name);
				}
				used += rows;
				done += rows;
				if (used === blockRows) await flush();
			}
		},
		async finish() {
			await flush();
			return withNulls;
		}
	};
}
/** Whether one of them is null. */
function fill({ data, missing }, { kind }, { vector, from, rows, place }) {
	const empty = kind === "integer" ? 0n : 0;
	const cells = data;
	let hasNull = false;
	for (let row = 0; row < rows; row++) {
		const value = vector.getItem(from + row);
		if (value === null) hasNull = true;
		missing[place + row] = value === null ? 1 : 0;
		cells[place + row] = value === null ? empty : kind === "boolean" ? Number(value) : value;
	}
	return hasNull;
}
/** The same rows in another order, column by column, so that no two columns are in memory at once. The old file is removed. */
async function reorderRows(from, to, order) {
	for (const [place, { kind }] of from.columns.entries()) {
		const whole = {
			data: fixedArray(kind, order.length),
			missing: new Uint8Array(order.length)
		};
		await from.read(place, 0, whole);
		for (let start = 0; start < order.length; start += to.blockRows) {
			const rows = order.subarray(start, start + to.blockRows);
			await to.write(place, start, {
				data: pick(whole.data, rows),
				missing: pick(whole.missing, rows)
			});
		}
	}
	await from.remove();
	return to;
}
function pick(data, rows) {
	const picked = new data.constructor(rows.length);
	for (let place = 0; place < rows.length; place++) picked[place] = data[rows[place]];
	return picked;
}

// src/adapters/duckdb/stored-rows.ts
/** A table out of a file of columns; `chosen` are the rows of the file that are its own, ascending; null: all. */
function storedRows(stored, rows, chosen = null) {
	return {
		rows,
		columns: stored.columns,
		slice: (range, names) => sliceOf(stored, {
			...range,
			chosen
		}, names),
		only: (kept) => storedRows(stored, kept.length, chosen === null ? kept : kept.map((row) => chosen[row]))
	};
}
async function sliceOf(stored, wanted, names) {
	const nothingMissing = new Uint8Array(wanted.rows);
	const columns = [];
	for (const name of names) {
		const held = stored.texts.get(name);
		if (held !== void 0) columns.push({
			name,
			kind: "text",
			...textsOf$1(held, wanted)
		});
		const place = stored.file.columns.findIndex((column) => column.name === name);
		const column = stored.file.columns[place];
		if (column === void 0) continue;
		const { data, missing } = await cellsOf(stored.file, place, wanted);
		columns.push({
			name,
			...valuesOf(column.kind, data),
			missing: stored.withNulls.has(name) ? missing : nothingMissing
		});
	}
	return {
		rows: wanted.rows,
		columns
	};
}
function textsOf$1({ texts, missing }, { from, rows, chosen }) {
	if (chosen === null) return {
		data: textsWithin(texts, {
			from,
			rows
		}),
		missing: missing.subarray(from, from + rows)
	};
	const places = chosen.subarray(from, from + rows);
	return {
		data: pickTexts(texts, places),
		missing: Uint8Array.from(places, (row) => missing[row])
	};
}
function valuesOf(kind, data) {
	return {
		kind,
		data
	};
}
async function cellsOf(file, column, { from, rows, chosen }) {
	const { kind } = file.columns[column];
	const cells = {
		data: fixedArray(kind, rows),
		missing: new Uint8Array(rows)
	};
	if (chosen === null) await file.read(column, from, cells);
	else await gather(file, column, {
		cells,
		rows: chosen.subarray(from, from + rows)
	});
	return cells;
}
/** Rows here and there, ascending: from the first to the last of a block's they are read together. */
async function gather(file, column, { cells, rows }) {
	const { kind } = file.columns[column];
	for (let start = 0; start < rows.length;) {
		const first = rows[start];
		const block = Math.floor(first / file.blockRows);
		let end = start + 1;
		while (end < rows.length && Math.floor(rows[end] / file.blockRows) === block) end += 1;
		const span = rows[end - 1] - first + 1;
		const near = {
			data: fixedArray(kind, span),
			missing: new Uint8Array(span)
		};
		await file.read(column, first, near);
		for (let place = start; place < end; place++) {
			const at = rows[place] - first;
			cells.data[place] = near.data[at];
			cells.missing[place] = near.missing[at];
		}
		start = end;
	}
}

// src/adapters/duckdb/read.ts
/**
* Reads columns into typed arrays. Throws `input` for a cell that does not fit the kind asked for. Rows are put in order here,
* when they are bytes in arrays: the engine would hold them all a second time.
*/
async function readTable(session, whole, { columns, orderBy }) {
	const { rows, builders, order } = await readInto(session, whole, {
		held: columns,
		fixed: [],
		orderBy,
		writer: null
	});
	return {
		rows,
		columns: await finishedColumns(builders, {
			rows,
			order
		})
	};
}
/** The same, and further columns: those of numbers go to a file, in the same order of rows. */
async function readAndStore(session, whole, { columns, stored, orderBy }) {
	const fixed = stored.flatMap(({ name, as }) => as === "text" ? [] : [{
		name,
		kind: as
	}]);
	const texts = stored.filter(({ as }) => as === "text");
	const file = await newFile(session, fixed);
	const writer = rowWriter(file);
	const { rows, builders, order } = await readInto(session, whole, {
		held: [...columns, ...texts],
		fixed: stored.filter(({ as }) => as !== "text"),
		orderBy,
		writer
	});
	const withNulls = await writer.finish();
	const finished = await finishedColumns(builders, {
		rows,
		order
	});
	const ordered = order === null ? file : await reorderRows(file, await newFile(session, fixed), order);
	return {
		table: {
			rows,
			columns: finished.slice(0, columns.length)
		},
		stored: storedRows({
			columns: stored.map(({ name, as }) => ({
				name,
				kind: as
			})),
			file: ordered,
			texts: new Map(finished.slice(columns.length).flatMap(heldTexts)),
			withNulls
		}, rows)
	};
}
async function newFile(session, columns) {
	const file = await createRowFile(await session.newPath("columns"), columns);
	session.beforeClose(() => file.remove());
	return file;
}
function heldTexts(column) {
	return column.kind === "text" ? [[column.name, {
		texts: column.data,
		missing: column.missing
	}]] : [];
}
/** Reads all rows once; `order` is the row that comes at each place; null: as they were read. */
async function readInto(session, whole, { held, fixed, orderBy, writer }) {
	const isKey = ({ name, as }) => name === orderBy && as === "text";
	const keys = orderBy === null || held.some(isKey) ? [] : [{
		name: orderBy,
		as: "text"
	}];
	const asked = [
		...held,
		...keys,
		...fixed
	];
	const relation = narrowRelation(whole, asked.map(({ name }) => name));
	const wanted = asked.map((each) => ({
		wanted: each,
		column: columnNamed(relation, each.name)
	}));
	await assertReadable(session, relation, wanted);
	const builders = [...held, ...keys].map(({ name, as }) => columnBuilder(name, as));
	const rows = await eachChunk(session, relation, wanted, async (vectors) => {
		for (const [index, builder] of builders.entries()) builder.add(vectors[index]);
		await writer?.add(vectors.slice(builders.length));
	});
	const ordering = builders[orderBy === null ? -1 : [...held, ...keys].findIndex(isKey)];
	return {
		rows,
		order: ordering === void 0 ? null : await orderOf(ordering, rows),
		builders: builders.slice(0, held.length)
	};
}
/** Rows without a value come last, as in the engine. */
async function orderOf(ordering, rows) {
	const order = await inTurn(textOrderInSteps(ordering.texts() ?? []), setImmediate);
	const { nulls } = ordering;
	if (nulls.length === 0) return order;
	const isNull = new Uint8Array(rows);
	for (const row of nulls) isNull[row] = 1;
	const valued = (order ?? Int32Array.from(isNull.keys())).filter((row) => isNull[row] === 0);
	const all = new Int32Array(rows);
	all.set(valued);
	all.set(nulls, valued.length);
	return all;
}
/** Gives the columns of every chunk, in their order, and counts the rows. */
async function eachChunk(session, relation, columns, take) {
	const select = columns.map(({ wanted, column }, index) => `${valueSql(column, wanted.as)} AS c${index}`);
	let rows = 0;
	await session.eachChunk(`SELECT ${select.join(", ")} FROM ${relation.sql}`, relation.source, (chunk) => {
		rows += chunk.rowCount;
		return take(columns.map((_, index) => chunk.getColumnVector(index)));
	});
	return rows;
}
const SQL_BY_KIND = {
	number: "DOUBLE",
	integer: "BIGINT",
	boolean: "BOOLEAN"
};
/** Text is what the file holds; numbers go through the column's own logical type, so that 1.5 never becomes an integer. */
function valueSql(column, kind) {
	if (kind === "text") return `${column.raw}::VARCHAR`;
	return `TRY_CAST(${column.logicalType === "string" ? column.raw : column.typed} AS ${SQL_BY_KIND[kind]})`;
}
/** One pass that finds the first cell that is there and cannot be read as what is asked for. Its value may be of a person: it is not told. */
async function assertReadable(session, relation, columns) {
	const doubtful = columns.filter(({ wanted }) => wanted.as !== "text");
	if (doubtful.length === 0) return;
	const misfit = ({ wanted, column }) => `${column.raw} IS NOT NULL AND (${valueSql(column, wanted.as)}) IS NULL`;
	const counts = doubtful.map((each, index) => `${countIf(misfit(each))} AS m${index}`);
	const [row = {}] = await session.rows(`SELECT ${counts.join(", ")} FROM ${relation.sql}`, relation.source);
	const index = doubtful.findIndex((_, each) => Number(row[`m${each}`]) > 0);
	const found = doubtful[index];
	if (found === void 0) return;
	const [example = {}] = await session.rows(`SELECT row AS r FROM ${numberedRows(relation)} WHERE ${misfit(found)} ORDER BY 1 LIMIT 1`, relation.source);
	const count = Number(row[`m${index}`]);
	throw new ModelyardError("input", `${labelOfAll(relation.source)}: column ${found.wanted.name} should hold ${found.wanted.as === "number" ? "numbers" : `${found.wanted.as} values`}; ${count} ${count === 1 ? "cell does" : "cells do"} not, the first in row ${example.r}`, { hint: "Fix the data, or declare the type in the contract." });
}

// src/domain/data-checks/null-spellings.ts
/** How people write that there is no value, in lower case and without spaces at the ends. Empty text is one. */
const NULL_SPELLINGS = [
	"",
	"na",
	"n/a",
	"n.a.",
	"#n/a",
	"<na>",
	"nan",
	"null",
	"(null)",
	"none",
	"nil",
	"missing",
	"undefined",
	"unknown",
	"?",
	"-",
	"--",
	"."
];

// src/adapters/duckdb/survey-text.ts
/** The column as text; a boolean is true or false however the file writes it. */
function textSql({ logicalType, raw, typed }) {
	return `(${logicalType === "boolean" ? typed : raw})::VARCHAR`;
}
/** What rows are grouped by where texts are counted: to write true and false for every row takes longer than to count them. */
function keySql(column) {
	return column.logicalType === "boolean" ? column.typed : textSql(column);
}
const LONGEST_READ = 1e3;
/** A text as it is read from the engine: a long one by its beginning and its digest, so that it stays one of its own. */
function briefSql(text) {
	return `CASE WHEN length(${text}) > ${LONGEST_READ} THEN left(${text}, ${LONGEST_READ}) || '…' || md5(${text}) ELSE ${text} END`;
}
/** From this many different values on, counting them takes longer than looking at every cell. */
const MANY = 2e5;
/** What is asked of text is asked of each different value once. */
async function keepValues({ session, relation: whole, column, head }) {
	const relation = narrowRelation(whole, [column.name]);
	const text = textSql(column);
	const key = keySql(column);
	const cells = `SELECT ${text} AS v FROM ${relation.sql} WHERE ${text} IS NOT NULL`;
	const counted = `SELECT ${key} AS k, count(*) AS n FROM ${relation.sql} WHERE ${key} IS NOT NULL GROUP BY 1`;
	if (head.distinct > MANY) return {
		from: `(SELECT v, 1 AS n FROM (${cells}))`,
		table: null,
		distinct: head.distinct,
		top: null
	};
	const table = await session.keep(`SELECT k::VARCHAR AS v, n FROM (${counted})`, relation.source);
	const [row = {}] = await session.rows(`SELECT count(*) AS d, arg_max(v, (n, v)) AS v, max(n) AS n FROM ${table}`, relation.source);
	const distinct = Number(row.d);
	return {
		from: table,
		table,
		distinct,
		top: distinct === 0 ? null : {
			value: String(row.v),
			rows: Number(row.n)
		}
	};
}
async function dropValues(session, relation, values) {
	if (values.table !== null) await session.drop(values.table, relation.source);
}
const PLAIN = "lower(trim(v))";
/** What is asked of each text `v`, of which `a` is the first sign and `l` the length: these spare most texts the slow parts. */
const IS_SPELT = `CASE WHEN l <= 20 THEN CASE WHEN length(trim(v)) <= ${Math.max(...NULL_SPELLINGS.map((spelling) => spelling.length))} THEN ${PLAIN} IN (${NULL_SPELLINGS.map(textLiteral).join(", ")}) ELSE false END ELSE false END`;
/** What begins with a letter is no finite number; what begins with a letter of ASCII or a digit has no symbols alone. */
const IS_NUMERIC = "CASE WHEN a <= 57 THEN isfinite(TRY_CAST(v AS DOUBLE)) ELSE false END";
const IS_SYMBOL = `CASE WHEN a BETWEEN 48 AND 57 OR a BETWEEN 65 AND 90 OR a BETWEEN 97 AND 122 THEN false ELSE NOT regexp_matches(v, '[\\pL\\pN]') END`;
/** One pass over the texts, and further ones for what was seen to be there. */
async function surveyText(surveying, values) {
	const { session, relation } = surveying;
	const { from, distinct } = values;
	const counts = async (query) => (await session.rows(query, relation.source)).map(({ v, n }) => ({
		value: String(v),
		rows: Number(n)
	}));
	const asked = {
		numeric: IS_NUMERIC,
		spelt: IS_SPELT,
		symbols: `${IS_SYMBOL} AND NOT (${IS_SPELT})`,
		...forms()
	};
	const row = await countTexts({
		session,
		relation
	}, from, asked);
	return {
		text: {
			values: distinct > 1e3 ? null : await counts(`SELECT ${briefSql("whole")} AS v, n FROM (SELECT v AS whole, n FROM ${from}) ORDER BY n DESC, whole`),
			lone: distinct > 1e3 ? null : await loneValues(surveying),
			numeric: Number(row.numeric ?? 0),
			nullSpellings: Number(row.spelt ?? 0) === 0 ? [] : await counts(`SELECT ${PLAIN} AS v, sum(n) AS n FROM (${measured(from)}) WHERE ${IS_SPELT} GROUP BY 1 ORDER BY n DESC, v`),
			symbols: Number(row.symbols ?? 0)
		},
		personal: await personalCounts({
			session,
			relation
		}, from, row)
	};
}
/** Values that stand in the rows of one group alone; null without groups. */
async function loneValues({ session, relation, column, plan }) {
	if (plan.groupBy === null || plan.groupBy === column.name) return null;
	const near = narrowRelation(relation, [column.name, plan.groupBy]);
	const group = `hash(${columnNamed(near, plan.groupBy).raw}::VARCHAR)`;
	const values = `SELECT count(*) AS n, min(g) = max(g) AS is_lone FROM (${`SELECT ${textSql(column)} AS v, ${group} AS g FROM ${near.sql}`}) WHERE v IS NOT NULL GROUP BY v`;
	const [row = {}] = await session.rows(`SELECT count(*) AS d, sum(n) AS n FROM (${values}) WHERE is_lone`, relation.source);
	return {
		values: Number(row.d),
		rows: Number(row.n ?? 0)
	};
}
function measured(from) {
	return `SELECT v, n, ascii(v) AS a, length(v) AS l FROM ${from}`;
}
/** Rows of the texts for which each condition holds. */
async function countTexts({ session, relation }, from, asked) {
	const select = Object.entries(asked).map(([name, condition]) => `sum(n) FILTER (WHERE ${condition}) AS ${name}`);
	const [row = {}] = await session.rows(`SELECT ${select.join(", ")} FROM (${measured(from)})`, relation.source);
	return row;
}
const DIGITS = `regexp_replace(v, '[ -]', '', 'g')`;
const ACCOUNT = `upper(replace(v, ' ', ''))`;
const DIGIT = `ascii(d[i]) - 48`;
/** H. P. Luhn, US patent 2,950,048: from the right every second digit is doubled, its digits added. */
const LUHN = `(SELECT sum(CASE WHEN (length(d) - i) % 2 = 0 THEN ${DIGIT} WHEN ${DIGIT} > 4 THEN 2 * (${DIGIT}) - 9 ELSE 2 * (${DIGIT}) END) FROM unnest(range(1, length(d) + 1)) AS u(i)) % 10 = 0`;
/** How phone numbers are written: with the country, with a zero before the area, in France, in North America. */
const PHONES = [
	"[+][1-9][0-9 ().-]{6,17}[0-9]",
	"[(]?0[1-9][0-9]{1,3}[)]?[ /.-][0-9]{3,4}([ .-][0-9]{3,5})?",
	"[(]?0[1-9][0-9]{1,3}[)]?[ /-][0-9]{5,8}",
	"0[1-9]([ .-][0-9]{2}){4}",
	"(1[ .-])?[(]?[2-9][0-9]{2}[)]?[ .-][2-9][0-9]{2}[ .-][0-9]{4}"
];
/** Digits in such groups, whatever they are: numbers of articles and orders look like that, too. */
const LIKE_PHONES = [
	"[(]?[0-9]{2,5}[)]?[ /.-][0-9]{3,4}([ .-][0-9]{3,5})?",
	"[(]?[0-9]{2,5}[)]?[ /-][0-9]{5,8}",
	"[0-9]{2}([ .-][0-9]{2}){4}"
];
/** Form of each kind over a value `v`, and what tells at little cost that a text has not that form. */
const FORMS = {
	email: {
		first: `contains(v, '@')`,
		form: `regexp_matches(v, '[A-Za-z0-9._%+-]@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*[.][A-Za-z]{2}')`
	},
	phone: {
		first: "l BETWEEN 7 AND 30 AND (a <= 57 OR a > 127)",
		form: `regexp_full_match(trim(v), '${[...PHONES, ...LIKE_PHONES].join("|")}')`
	},
	iban: {
		first: `l BETWEEN 15 AND 45 AND regexp_matches(v, '^ *[^0-9 ] *[^0-9 ] *[0-9] *[0-9]')`,
		form: `regexp_full_match(${ACCOUNT}, '[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}')`
	},
	card: {
		first: "l BETWEEN 13 AND 25 AND (a IN (32, 45) OR a BETWEEN 51 AND 54)",
		form: `regexp_full_match(${DIGITS}, '[3-6][0-9]{12,18}')`
	}
};
function hasForm(kind) {
	const { first, form } = FORMS[kind];
	return `CASE WHEN ${first} THEN ${form} ELSE false END`;
}
function forms() {
	return {
		email: hasForm("email"),
		phone: hasForm("phone"),
		iban: hasForm("iban"),
		card: hasForm("card")
	};
}
/** Of whole numbers those that are long enough to be a payment card; null where there is none. */
async function personalNumbers(surveying) {
	const { session, column } = surveying;
	const relation = narrowRelation(surveying.relation, [column.name]);
	const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000`, relation.source);
	if (Number(row.n) === 0) return null;
	const from = `(SELECT ${column.typed}::VARCHAR AS v, count(*) AS n FROM ${relation.sql} WHERE ${column.typed} >= 3000000000000 GROUP BY 1)`;
	return personalCounts(surveying, from, await countTexts(surveying, from, forms()));
}
async function personalCounts({ session, relation }, from, row) {
	const alike = (kind) => Number(row[kind] ?? 0);
	const whole = (count) => ({
		found: count,
		alike: count
	});
	return {
		email: whole(alike("email")),
		phone: {
			found: alike("phone") === 0 ? 0 : await countPhones(session, relation, from),
			alike: alike("phone")
		},
		iban: {
			found: alike("iban") === 0 ? 0 : await countIban(session, relation, from),
			alike: alike("iban")
		},
		card: {
			found: alike("card") === 0 ? 0 : await countCards(session, relation, from),
			alike: alike("card")
		}
	};
}
async function countPhones(session, relation, table) {
	const isPhone = `regexp_full_match(trim(v), '${PHONES.join("|")}')`;
	const [row = {}] = await session.rows(`SELECT sum(n) FILTER (WHERE ${isPhone}) AS n FROM (SELECT n, v FROM (${measured(table)}) WHERE ${hasForm("phone")})`, relation.source);
	return Number(row.n ?? 0);
}
async function countCards(session, relation, table) {
	const [row = {}] = await session.rows(`SELECT sum(n) FILTER (WHERE ${LUHN}) AS n FROM (SELECT n, ${DIGITS} AS d FROM (${measured(table)}) WHERE ${hasForm("card")})`, relation.source);
	return Number(row.n ?? 0);
}
/** ISO 13616: the first four characters go to the end, letters count 10 … 35; the number modulo 97 is 1. */
async function countIban(session, relation, table) {
	const [row = {}] = await session.rows(`SELECT sum(n) FILTER (WHERE list_reduce(list_transform(string_split(a[5:] || a[:4], ''), lambda c: CASE WHEN ascii(c) > 64 THEN ascii(c) - 55 ELSE ascii(c) - 48 END), lambda x, y: (x * CASE WHEN y > 9 THEN 100 ELSE 10 END + y) % 97) = 1) AS n FROM (SELECT n, ${ACCOUNT} AS a FROM (${measured(table)}) WHERE ${hasForm("iban")})`, relation.source);
	return Number(row.n ?? 0);
}

// src/adapters/duckdb/surveying.ts
/** These columns and what each is held against. */
function columnsOf({ label, groupBy }, columns) {
	return [...columns, ...[label?.column ?? null, groupBy].filter((name) => name !== null)];
}

// src/adapters/duckdb/survey-label.ts
/**
* Counts rows by cell, class and half, for each column whose cells are no bins of a number; none where there is no label. Rows
* without a label are left out.
*/
async function labelTables(batch, columns) {
	const { codes } = batch;
	if (codes === null) return /* @__PURE__ */ new Map();
	const tabulation = {
		...batch,
		codes
	};
	const tables = /* @__PURE__ */ new Map();
	for (const [column, cells] of await cellsOfAll(batch, columns)) {
		const rows = await countCells(tabulation, column.surveyed.column, cells);
		tables.set(column, tableOf(rows, cells, codes));
	}
	return tables;
}
/** Each row with its class, its half and these values. */
function classedRows({ relation, plan, codes }, values) {
	const key = plan.groupBy === null ? "row" : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
	const looked = `SELECT ${codes.value} AS y, hash(${key}) % 2 AS half, ${values.join(", ")} FROM ${numberedRows(relation)}`;
	const names = values.map((_, index) => `v${index}`).join(", ");
	return `(SELECT * FROM (SELECT ${codes.sql("y")} AS class, half, ${names} FROM (${looked})) WHERE class IS NOT NULL)`;
}
async function countCells(tabulation, column, { value, place, ranked }) {
	const { session, relation, plan } = tabulation;
	const narrow = narrowRelation(relation, columnsOf(plan, [column]));
	const rows = classedRows({
		...tabulation,
		relation: narrow
	}, [`${value} AS v0`]);
	const counted = ranked === null ? `SELECT class, half, ${place} AS cell, count(*) AS n FROM (SELECT class, half, v0 AS v FROM ${rows}) GROUP BY ALL` : `SELECT class, half, ${place} AS cell, sum(n) AS n FROM (SELECT class, half, v0 AS v, count(*) AS n FROM ${rows} GROUP BY ALL) a LEFT JOIN ${ranked} b ON a.v::VARCHAR = b.v GROUP BY ALL`;
	return session.rows(counted, relation.source);
}
function tableOf(rows, { names }, codes) {
	const empty = () => names.map(() => codes.classes.map(() => 0));
	const counts = [empty(), empty()];
	for (const { cell, class: place, half, n } of rows) {
		const line = counts[Number(half) === 0 ? 0 : 1][Number(cell)];
		if (line !== void 0) line[Number(place)] = Number(n);
	}
	return {
		classes: codes.classes,
		isOrdered: codes.isOrdered,
		cells: names,
		counts
	};
}
/** Edges are asked for of many columns at a time. */
async function cellsOfAll({ session, relation }, columns) {
	const counted = columns.filter(hasValueCells);
	const ordered = columns.filter((each) => !counted.includes(each));
	const cells = /* @__PURE__ */ new Map();
	for (const each of counted) cells.set(each, await valueCells(each, each.values?.table ?? ""));
	const texts = await quantileEdges$2(session, relation, ordered.map(orderedSql));
	for (const [index, each] of ordered.entries()) cells.set(each, orderedCells(each, texts[index] ?? []));
	return cells;
}
function hasValueCells({ surveyed, values }) {
	return surveyed.cells === "values" && values !== null && values.table !== null;
}
/** Text that writes moments is in the order of the moments, and takes long to make. */
function isMoment({ column }) {
	return ["date", "timestamp"].includes(nativeType(column.physicalType));
}
function orderedSql(surveying) {
	const { raw } = surveying.column;
	return isMoment(surveying) ? raw : `${raw}::VARCHAR`;
}
function orderedCells(surveying, edges) {
	const type = isMoment(surveying) ? surveying.column.physicalType : "VARCHAR";
	const written = edges.map((edge) => `${textLiteral(edge)}::${type}`);
	const place = `coalesce(${binSql("v", written)}, ${edges.length + 1})`;
	const names = [...places(edges.length + 1), null];
	return {
		value: orderedSql(surveying),
		place,
		ranked: null,
		names
	};
}
/** The most frequent values, one cell for all others, one for "no value". */
async function valueCells({ session, relation, column }, table) {
	const ranked = `(SELECT v, row_number() OVER (ORDER BY n DESC, v) - 1 AS place FROM ${table} QUALIFY place < ${MOST_VALUES})`;
	const known = (await session.rows(`SELECT ${briefSql("v")} AS brief FROM ${ranked} ORDER BY place`, relation.source)).map(({ brief }) => String(brief));
	return {
		value: keySql(column),
		place: `CASE WHEN a.v IS NULL THEN ${known.length + 1} ELSE coalesce(b.place, ${known.length}) END`,
		ranked,
		names: [
			...known,
			"(other values)",
			null
		]
	};
}
function places(count) {
	return Array.from({ length: count }, (_, place) => String(place));
}

// src/adapters/duckdb/survey-number.ts
/** Middle, robust scale and what is far from both, of each column. null without a finite value. */
async function surveyNumbers(batch, columns) {
	const bounded = columns.map(boundedOf);
	const far = await farValues(batch, bounded.filter((each) => each !== null).filter(hasFar));
	return bounded.map((each) => {
		if (each === null) return null;
		const { lowest = NOTHING$1, highest = NOTHING$1 } = far.get(each) ?? {};
		const { finite, median, scale } = each;
		return {
			finite,
			median,
			scale,
			lowest,
			highest
		};
	});
}
function boundedOf({ column, tallied }) {
	if (tallied.middle === null) return null;
	const { median, scale } = tallied.middle;
	return {
		...tallied,
		median,
		scale,
		value: finiteSql(column),
		below: numberSqlOf(median - 3 * scale),
		above: numberSqlOf(median + 3 * scale)
	};
}
function hasFar({ scale, few, many }) {
	return scale !== 0 && few + many > 0;
}
const NOTHING$1 = {
	farthest: [],
	gaps: []
};
/** So many cells of rows that are far somewhere are kept at a time. */
const CELLS_AT_ONCE = 4e6;
/** Values, each once, beyond the edges of each column: the rows that have some are kept, and the columns read from there. */
async function farValues(batch, columns) {
	const found = /* @__PURE__ */ new Map();
	for (const together of atOnce(columns)) {
		const { session, relation } = batch;
		const far = `SELECT * FROM (${`SELECT row, ${together.map(({ value }, index) => `${value} AS v${index}`).join(", ")} FROM ${numberedRows(relation)}`}) WHERE ${together.map(({ below, above }, index) => `v${index} < ${below} OR v${index} > ${above}`).join(" OR ")}`;
		const table = await session.keep(inOrder(far), relation.source);
		for (const [index, each] of together.entries()) {
			const look = (side) => farSide(batch, table, {
				...side,
				v: `v${index}`,
				each
			});
			found.set(each, {
				lowest: each.few === 0 ? NOTHING$1 : await look({
					beyond: `< ${each.below}`,
					order: "ASC",
					inner: each.low
				}),
				highest: each.many === 0 ? NOTHING$1 : await look({
					beyond: `> ${each.above}`,
					order: "DESC",
					inner: each.high
				})
			});
		}
		await session.drop(table, relation.source);
	}
	return found;
}
function atOnce(columns) {
	const batches = [];
	let rows = 0;
	for (const column of columns) {
		const last = batches.at(-1);
		rows += column.few + column.many;
		if (last !== void 0 && rows * (last.length + 1) <= CELLS_AT_ONCE) last.push(column);
		else {
			batches.push([column]);
			rows = column.few + column.many;
		}
	}
	return batches;
}
/** All values of one side in their order: the first of them, and those with a gap behind them. */
async function farSide(batch, table, side) {
	const { v, beyond, order, inner } = side;
	const place = placeSql(side);
	const values = `SELECT ${v} AS v, count(*) AS n, min(row) AS r FROM ${table} WHERE ${v} ${beyond} GROUP BY 1`;
	const ranked = `SELECT v, n, r, ${`lead(v, 1, ${numberSqlOf(inner)}) OVER w`} AS next, row_number() OVER w AS place, sum(n) OVER w AS rows FROM (${values}) WINDOW w AS (ORDER BY v ${order})`;
	const width = `CASE WHEN isfinite(${place("next")}) THEN ${place("v")} - ${place("next")} ELSE 0 END`;
	const numbers = (await batch.session.rows(`SELECT * FROM (SELECT *, ${width} AS width FROM (${ranked})) WHERE place <= ${5} OR width >= ${GAP} ORDER BY place`, batch.relation.source)).map((row) => ({
		value: Number(row.v),
		rows: Number(row.n),
		row: Number(row.r),
		beyond: {
			rows: Number(row.rows),
			values: Number(row.place),
			width: Number(row.width)
		}
	}));
	const gaps = [];
	for (const { value, beyond: all } of numbers) if (all.width >= .5) gaps.push({
		value,
		...all,
		tail: await tailOf(batch, table, {
			side,
			value
		})
	});
	return {
		farthest: numbers.slice(0, 5).map(({ value, rows, row }) => ({
			value,
			rows,
			row
		})),
		gaps
	};
}
function placeSql({ each: { median, scale } }) {
	return (value) => `asinh(abs(${value} - ${numberSqlOf(median)}) / ${numberSqlOf(scale)})`;
}
/** How the values lie that are far, too, and next to this one on its inner side. */
async function tailOf({ session, relation }, table, { side, value }) {
	const { v, beyond, order } = side;
	const isInside = `${v} ${beyond} AND ${v} ${order === "ASC" ? ">" : "<"} ${numberSqlOf(value)}`;
	const places = (await session.rows(`SELECT ${placeSql(side)("v")} AS place FROM (SELECT DISTINCT ${v} AS v FROM ${table} WHERE ${isInside} ORDER BY v ${order} LIMIT ${30 + 1})`, relation.source)).map((row) => Number(row.place)).sort((a, b) => b - a);
	const base = places[30] ?? Math.asinh(3);
	const near = places.slice(0, 30);
	return {
		values: near.length,
		excess: near.reduce((sum, place) => sum + place - base, 0)
	};
}

// src/adapters/duckdb/distinct-doubles.ts
const REGISTER_BITS = 12;
const REGISTERS = 2 ** REGISTER_BITS;
/** Of HyperLogLog with this many registers. */
const BIAS = .7213 / 1.000263427734375;
/**
* About how many different doubles there are, off by some 2 %: HyperLogLog (P. Flajolet et al., 2007), with linear counting
* of few values. 0 and -0 are one.
*/
var DistinctDoubles = class {
	#ranks = new Uint8Array(REGISTERS);
	#values = /* @__PURE__ */ new Float64Array(0);
	#words = /* @__PURE__ */ new Int32Array(0);
	add(values, rows) {
		if (this.#values.length < rows) {
			this.#values = new Float64Array(values.length);
			this.#words = new Int32Array(this.#values.buffer);
		}
		const [own, words, ranks] = [
			this.#values,
			this.#words,
			this.#ranks
		];
		for (let row = 0; row < rows; row++) own[row] = values[row] + 0;
		for (let row = 0; row < rows; row++) {
			const hash = mixed(words[2 * row] ^ Math.imul(mixed(words[2 * row + 1]), 2654435761));
			const register = hash >>> 20;
			const rank = Math.clz32(hash << REGISTER_BITS | 2048) + 1;
			if (rank > ranks[register]) ranks[register] = rank;
		}
	}
	count() {
		const empty = this.#ranks.reduce((count, rank) => count + (rank === 0 ? 1 : 0), 0);
		const sum = this.#ranks.reduce((total, rank) => total + 2 ** -rank, 0);
		const estimate = BIAS * REGISTERS * REGISTERS / sum;
		return Math.round(estimate <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : estimate);
	}
};
/** The last step of MurmurHash3: every bit of the word hangs on every other. */
function mixed(word) {
	let hash = word;
	hash = Math.imul(hash ^ hash >>> 16, 2246822507);
	hash = Math.imul(hash ^ hash >>> 13, 3266489909);
	return hash ^ hash >>> 16;
}

// src/adapters/duckdb/survey-middle.ts
/** The standard deviation of normal data over their median absolute deviation: 1 / Φ⁻¹(3/4). */
const NORMAL = 1.482602218505602;
/** Of values that mostly are the median, the scale is that of the others. The values ascend; null without any. */
function middleOf(sorted) {
	if (sorted.length === 0) return null;
	const median = middle(sorted);
	const away = distances(sorted, median);
	const others = away.subarray(away.findIndex((each) => each > 0));
	const deviation = middle(away) || (away.at(-1) === 0 ? 0 : middle(others));
	return {
		median,
		scale: NORMAL * deviation
	};
}
/** The smallest value that has at least half of these, which ascend, at or below it. */
function middle(sorted) {
	return sorted[Math.ceil(sorted.length / 2) - 1];
}
/** How far ascending values are from one of them, ascending: from there on both sides are walked at once. */
function distances(sorted, from) {
	const found = new Float64Array(sorted.length);
	let above = Math.ceil(sorted.length / 2) - 1;
	let below = above - 1;
	for (let place = 0; place < found.length; place++) {
		const up = above < sorted.length ? sorted[above] - from : Number.POSITIVE_INFINITY;
		const down = below >= 0 ? from - sorted[below] : Number.POSITIVE_INFINITY;
		found[place] = Math.min(up, down);
		if (down < up || above >= sorted.length) below--;
		else above++;
	}
	return found;
}

// src/adapters/duckdb/survey-tally.ts
/** A number of which the middle, the far values or its bins against the label are asked. */
function isTallied({ surveyed }) {
	return surveyed.as === "number" || isBinned({ surveyed });
}
function isBinned({ surveyed }) {
	return surveyed.withLabel && surveyed.cells === "bins";
}
/** Some rows place the middle and the bins of each number; one pass over all of them counts for all numbers together. */
async function tallyNumbers(batch, columns) {
	if (columns.length === 0) return /* @__PURE__ */ new Map();
	const { session, relation, codes } = batch;
	const places = await lookAtSorted(session, relation, {
		values: columns.map(({ column }) => finiteSql(column)),
		look: (sorted) => ({
			middle: middleOf(sorted),
			edges: cellEdges(sorted)
		})
	});
	const classes = codes?.classes.length ?? 0;
	const tallies = places.map((place) => new Tally(place, classes));
	let labels = /* @__PURE__ */ new Int32Array(0);
	const from = labelledRows(batch, columns.map(({ column }) => codedSql(column)));
	const values = ["y", ...columns.map((_, index) => `x${index}`)];
	await eachNumbers(session, {
		source: relation.source,
		from,
		values
	}, ([label, ...numbers], rows) => {
		labels = labels.length < rows ? new Int32Array(rows) : labels;
		for (let row = 0; row < rows; row++) labels[row] = label?.[row];
		for (const [index, tally] of tallies.entries()) tally.add(numbers[index], rows, labels);
	});
	return new Map(columns.map((column, index) => {
		const tally = tallies[index];
		const table = codes === null || !isBinned(column) ? null : tally.table(codes);
		return [column, {
			...tally.result(),
			table
		}];
	}));
}
/** Rows with their label and half in one number `y`, twice the place of the class and one for one of the halves; below 0 without a label. */
function labelledRows({ relation, plan, codes }, values) {
	const numbers = values.map((value, index) => `${value} AS x${index}`);
	if (codes === null) return `(SELECT -1::DOUBLE AS y, ${numbers.join(", ")} FROM ${relation.sql})`;
	const key = plan.groupBy === null ? "row" : `${columnNamed(relation, plan.groupBy).raw}::VARCHAR`;
	const looked = `(SELECT ${codes.value} AS label, (hash(${key}) % 2)::INTEGER AS half, ${numbers.join(", ")} FROM ${numberedRows(relation)})`;
	const names = values.map((_, index) => `x${index}`).join(", ");
	return `(SELECT (2 * coalesce(${codes.sql("label")}, -1) + half)::DOUBLE AS y, ${names} FROM ${looked})`;
}
/** Labels of rows without a class are -2 and -1. */
const UNLABELLED = 2;
var Tally = class {
	#middle;
	#bins;
	#width;
	#counts;
	#distinct = new DistinctDoubles();
	#cells = /* @__PURE__ */ new Uint16Array(0);
	#clean = /* @__PURE__ */ new Float64Array(0);
	#bounds;
	#middleRows = 0;
	#few = 0;
	#many = 0;
	#low = Number.POSITIVE_INFINITY;
	#high = Number.NEGATIVE_INFINITY;
	constructor({ middle, edges }, classes) {
		this.#middle = middle;
		const reach = 3 * (middle?.scale ?? 0);
		this.#bounds = {
			below: (middle?.median ?? 0) - reach,
			above: (middle?.median ?? 0) + reach
		};
		this.#bins = new Bins(edges);
		this.#width = 2 * classes + UNLABELLED;
		this.#counts = new Float64Array((this.#bins.cells + 1) * this.#width);
	}
	add(values, rows, labels) {
		if (this.#cells.length < rows) {
			this.#cells = new Uint16Array(values.length);
			this.#clean = new Float64Array(values.length);
		}
		this.#bins.place(values, rows, this.#cells);
		this.#count(rows, labels);
		const finite = this.#finite(values, rows);
		this.#bound(finite);
		this.#distinct.add(this.#clean, finite);
	}
	#count(rows, labels) {
		const [cells, counts, width] = [
			this.#cells,
			this.#counts,
			this.#width
		];
		for (let row = 0; row < rows; row++) {
			const place = cells[row] * width + labels[row] + UNLABELLED;
			counts[place] = counts[place] + 1;
		}
	}
	/** Moves the finite values together; how many there are. */
	#finite(values, rows) {
		const [cells, clean, missing] = [
			this.#cells,
			this.#clean,
			this.#bins.cells
		];
		let count = 0;
		for (let row = 0; row < rows; row++) {
			clean[count] = values[row];
			count += Number(cells[row] !== missing);
		}
		return count;
	}
	#bound(finite) {
		const [clean, { below, above }] = [this.#clean, this.#bounds];
		const median = this.#middle?.median ?? NaN;
		let [low, high, few, many, same] = [
			this.#low,
			this.#high,
			0,
			0,
			0
		];
		for (let place = 0; place < finite; place++) {
			const value = clean[place];
			same += Number(value === median);
			if (value < below) few++;
			else if (value < low) low = value;
			if (value > above) many++;
			else if (value > high) high = value;
		}
		[this.#low, this.#high] = [low, high];
		this.#few += few;
		this.#many += many;
		this.#middleRows += same;
	}
	result() {
		const values = this.#counts.subarray(0, this.#bins.cells * this.#width);
		return {
			middle: this.#middle,
			middleRows: this.#middleRows,
			finite: values.reduce((sum, count) => sum + count, 0),
			distinct: this.#distinct.count(),
			low: this.#low,
			high: this.#high,
			few: this.#few,
			many: this.#many
		};
	}
	table({ classes, isOrdered }) {
		const cells = Array.from({ length: this.#bins.cells }, (_, cell) => String(cell));
		const half = (which) => [...cells, null].map((_, cell) => classes.map((_class, place) => this.#counts[cell * this.#width + UNLABELLED + 2 * place + which]));
		return {
			classes,
			isOrdered,
			cells: [...cells, null],
			counts: [half(0), half(1)]
		};
	}
};

// src/adapters/duckdb/survey-batch.ts
async function surveyBatch(batch) {
	const surveying = [];
	try {
		const heads = await columnHeads(batch);
		for (const [index, surveyed] of batch.plan.columns.entries()) {
			const column = columnNamed(batch.relation, surveyed.column);
			const head = heads[index] ?? {
				present: 0,
				distinct: 0
			};
			const own = {
				...batch,
				surveyed,
				column,
				head
			};
			surveying.push({
				...own,
				values: isByValue(surveyed) ? await keepValues(own) : null
			});
		}
		return await surveyEach(batch, surveying);
	} finally {
		for (const { values } of surveying) if (values !== null) await dropValues(batch.session, batch.relation, values);
	}
}
/** Text, and what is tabulated by value, is asked of each different value once. */
function isByValue({ as, withLabel, cells }) {
	return as === "text" || withLabel && cells === "values";
}
/** How many cells have a value, and about how many different ones there are, where nothing else tells. */
async function columnHeads({ session, relation, plan }) {
	const asked = plan.columns.map((surveyed) => {
		const { raw } = columnNamed(relation, surveyed.column);
		const isCounted = isTallied({ surveyed }) && !isByValue(surveyed);
		return [`count(${raw})`, isCounted ? "0" : `approx_count_distinct(${raw})`];
	});
	return (await askInPasses({
		session,
		relation,
		from: relation.sql
	}, asked, asked.length)).map(([present, distinct]) => ({
		present: Number(present),
		distinct: Number(distinct)
	}));
}
async function surveyEach(batch, surveying) {
	const tallies = await tallyNumbers(batch, surveying.filter(isTallied));
	const tops = await topsOf(batch, surveying, tallies);
	const numeric = surveying.flatMap((each) => {
		const tallied = tallies.get(each);
		return each.surveyed.as === "number" && tallied !== void 0 ? [{
			each,
			column: each.column,
			tallied
		}] : [];
	});
	const numbers = await surveyNumbers(batch, numeric);
	const tables = await labelTables(batch, surveying.filter((each) => each.surveyed.withLabel && !isBinned(each)));
	const columns = [];
	for (const each of surveying) columns.push({
		...await describedColumn(each, tallies.get(each)),
		top: tops.get(each) ?? null,
		number: numbers[numeric.findIndex((number) => number.each === each)] ?? null,
		label: tallies.get(each)?.table ?? tables.get(each) ?? null
	});
	return columns;
}
async function describedColumn(surveying, tallied) {
	const { surveyed, head, values, rows, column } = surveying;
	const facts = surveyed.as === "text" && values !== null ? await surveyText(surveying, values) : null;
	const isWhole = surveyed.as === "number" && column.logicalType === "integer";
	return {
		column: surveyed.column,
		rows: head.present,
		nulls: rows - head.present,
		distinct: values?.distinct ?? tallied?.distinct ?? head.distinct,
		text: facts?.text ?? null,
		personal: facts?.personal ?? (isWhole ? await personalNumbers(surveying) : null)
	};
}
/** The most frequent values: those that were counted, else the middle ones. */
async function topsOf(batch, surveying, tallies) {
	const tops = /* @__PURE__ */ new Map();
	for (const each of surveying) {
		const known = each.values?.top ?? talliedTop(each, tallies.get(each));
		if (known !== null && each.head.present > 0) tops.set(each, known);
	}
	const open = surveying.filter((each) => each.head.present > 0 && !tops.has(each));
	const middles = await middleValues(batch, open.map(({ column }) => column.raw));
	for (const [index, each] of open.entries()) tops.set(each, middles[index] ?? null);
	return tops;
}
/** Of numbers of which none has over half of the rows; null where one may, which then is shown as the file writes it. */
function talliedTop({ head }, tallied) {
	if (tallied === void 0 || tallied.middle === null) return null;
	const { middle, middleRows, finite } = tallied;
	const others = head.present - finite;
	if (2 * Math.max(middleRows, others) >= head.present) return null;
	return {
		value: String(middle.median),
		rows: middleRows
	};
}
/** Without counting every value: only the middle one can have over half of the rows, and that is the middle of some. */
async function middleValues(batch, columns) {
	const tops = [];
	const { columnsPerPass } = await someRows(batch.session, batch.relation);
	for (let start = 0; start < columns.length; start += columnsPerPass) tops.push(...await someMiddleValues(batch, columns.slice(start, start + columnsPerPass)));
	return tops;
}
async function someMiddleValues({ session, relation }, columns) {
	const { from } = await someRows(session, relation);
	const middles = columns.map((raw, index) => `quantile_disc(${raw}, 0.5) AS v${index}`);
	const counts = columns.map((raw, index) => `any_value(v${index})::VARCHAR AS v${index}, ${countIf(`${raw} = v${index}`)} AS n${index}`);
	const [row = {}] = await session.rows(`WITH m AS MATERIALIZED (SELECT ${middles.join(", ")} FROM ${from}) SELECT ${counts.join(", ")} FROM ${relation.sql}, m`, relation.source);
	return columns.map((_, index) => ({
		value: String(row[`v${index}`]),
		rows: Number(row[`n${index}`])
	}));
}

// src/adapters/duckdb/survey-classes.ts
/** More classes than this are no classes to tell apart; the rarest are left out. */
const MOST_CLASSES = 100;
/** null where no column is held against a label. */
async function labelCodes(session, relation, { label }) {
	if (label === null) return null;
	const column = columnNamed(relation, label.column);
	if (label.as === "bins") {
		const value = finiteSql(column);
		const [edges = []] = await numberEdges(session, relation, [value]);
		return {
			value,
			sql: (name) => binSql(name, edges.map(numberSqlOf)),
			classes: Array.from({ length: edges.length + 1 }, (_, place) => String(place)),
			isOrdered: true
		};
	}
	const counted = `SELECT ${keySql(column)} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1`;
	const classes = (await session.rows(`SELECT k::VARCHAR AS v FROM (${counted}) WHERE k IS NOT NULL ORDER BY n DESC, v LIMIT ${MOST_CLASSES}`, relation.source)).map(({ v }) => String(v)).sort();
	return {
		...codesOf$1(column, classes),
		classes,
		isOrdered: false
	};
}
function codesOf$1(column, classes) {
	const place = (text) => classes.includes(text) ? String(classes.indexOf(text)) : "NULL";
	if (column.logicalType === "boolean") return {
		value: column.typed,
		sql: (name) => `CASE WHEN ${name} THEN ${place("true")} WHEN NOT ${name} THEN ${place("false")} END`
	};
	const list = `[${classes.map(textLiteral).join(", ")}]::VARCHAR[]`;
	return {
		value: textSql(column),
		sql: (name) => `list_position(${list}, ${name}) - 1`
	};
}

// src/adapters/duckdb/survey-rows.ts
const MOST_EXAMPLES = 5;
/** Rows that are equal in all of these columns; null equals null. */
async function repeatedRows(session, relation, names) {
	const groups = {
		where: "true",
		found: "true",
		failing: "n - 1"
	};
	return withRowKeys(session, relation, { names }, (rows) => countGroups(rows, groups));
}
/**
* Rows whose features are equal and whose labels are not; null where not asked. With groups only rows of different ones:
* of one person seen twice another label is expected.
*/
async function conflictingRows(session, relation, { features, label, groupBy }) {
	if (features === null || features.length === 0 || label === null) return null;
	const textOf = (name) => `${columnNamed(relation, name).raw}::VARCHAR`;
	const text = textOf(label.column);
	const isAcross = groupBy === null ? "" : ` AND min(${textOf(groupBy)}) IS DISTINCT FROM max(${textOf(groupBy)})`;
	const groups = {
		where: `${text} IS NOT NULL`,
		found: `min(${text}) <> max(${text})${isAcross}`,
		failing: "n"
	};
	const also = groupBy === null ? [label.column] : [label.column, groupBy];
	return withRowKeys(session, relation, {
		names: features,
		also
	}, (rows) => countGroups(rows, groups));
}
/** Most data have no equal rows, and to know that takes half the time of counting them and little memory. */
async function countGroups(rows, groups) {
	const { session, relation, plain } = rows;
	const from = `(SELECT k FROM ${plain} WHERE ${groups.where})`;
	const { source, isText } = relation;
	return withHashes({
		session,
		source,
		from,
		isText
	}, async (hashes) => {
		const checked = hashes.rows;
		if (checked === await countDistinct(hashes)) return {
			checked,
			failing: 0,
			shared: 0,
			examples: []
		};
		return withRepeated(hashes, async (repeated) => ({
			checked,
			...await countRepeated(rows, groups, repeated)
		}));
	});
}
async function countRepeated({ session, relation, numbered }, { where, found, failing }, { table, count }) {
	const sum = {
		failing: 0,
		shared: 0
	};
	const first = [];
	for (const part of partsOf$1(count)) {
		const groups = `SELECT count(*) AS n, ${found} AS is_found, max(row) AS r FROM ${numbered} SEMI JOIN ${`(SELECT k FROM ${table} WHERE ${part})`} USING (k) WHERE ${where} GROUP BY k`;
		const [row = {}] = await session.rows(`SELECT sum(${failing}) FILTER (WHERE is_found) AS failing, sum(n) AS shared, min(r, ${MOST_EXAMPLES}) FILTER (WHERE is_found) AS first FROM (${groups})`, relation.source);
		sum.failing += Number(row.failing ?? 0);
		sum.shared += Number(row.shared ?? 0);
		first.push(...itemsOf(row.first).map(Number));
	}
	const rows = first.sort((a, b) => a - b).slice(0, MOST_EXAMPLES);
	return {
		...sum,
		examples: rows.map((row) => ({
			row,
			value: WHOLE_ROW
		}))
	};
}
/** Correlations of each pair of columns, in one pass; a pair without a spread in both has none. Values beyond 1e140 stay out. */
async function correlationsOf(session, whole, names) {
	const relation = narrowRelation(whole, names);
	const pairs = names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second]));
	if (pairs.length === 0) return [];
	const inner = names.map((name, index) => `${usualSql(columnNamed(relation, name))} AS c${index}`);
	const select = pairs.map(([first, second], index) => `corr(c${names.indexOf(first)}, c${names.indexOf(second)}) AS p${index}`);
	const [row = {}] = await session.rows(`SELECT ${select.join(", ")} FROM (SELECT ${inner.join(", ")} FROM ${relation.sql})`, relation.source);
	return pairs.flatMap((columns, index) => {
		const found = row[`p${index}`];
		return found === null || found === void 0 || Number.isNaN(Number(found)) ? [] : [{
			columns,
			value: Number(found)
		}];
	});
}
/** The latest moment of a column and, with `until`, the rows that are not after it. */
async function momentsOf(session, whole, time) {
	if (time === null) return null;
	const relation = narrowRelation(whole, [time.column]);
	const { typed, logicalType } = columnNamed(relation, time.column);
	const cast = MOMENTS[logicalType] ?? "VARCHAR";
	const value = `(${typed})::${cast}`;
	const early = time.until === null ? "0" : `count(*) FILTER (WHERE ${value} <= ${textLiteral(time.until)}::${cast})`;
	const [row = {}] = await session.rows(`SELECT max(${value})::VARCHAR AS latest, ${early} AS early, count(${value}) AS checked FROM ${relation.sql}`, relation.source);
	return {
		latest: row.latest === null || row.latest === void 0 ? null : String(row.latest),
		early: Number(row.early),
		checked: Number(row.checked)
	};
}
const MOMENTS = {
	date: "TIMESTAMP",
	timestamp: "TIMESTAMP",
	integer: "DOUBLE",
	number: "DOUBLE"
};

// src/adapters/duckdb/twins.ts
const PAIRS_PER_PASS = 100;
/** Columns that are equal to an earlier one in every row. Only those that already look alike are held against each other. */
async function twinsOf(session, relation, { columns, names }) {
	const twins = /* @__PURE__ */ new Map();
	let alike = groupsOf(columns.filter(({ column }) => names.includes(column)));
	while (alike.length > 0) {
		const pairs = alike.flatMap(([first = "", ...others]) => others.map((other) => [first, other]));
		const isEqual = await comparePairs(session, relation, pairs);
		const rest = [];
		for (const [first = "", ...others] of alike) {
			const isTwin = (other) => isEqual.has(pairs.findIndex(([a, b]) => a === first && b === other));
			for (const other of others.filter(isTwin)) twins.set(other, first);
			rest.push(others.filter((other) => !isTwin(other)));
		}
		alike = rest.filter(({ length }) => length > 1);
	}
	return twins;
}
/** Columns with as many cells, about as many different values and the same most frequent one. A constant one says nothing at all. */
function groupsOf(columns) {
	const groups = /* @__PURE__ */ new Map();
	for (const { column, rows, distinct, top } of columns) {
		if (distinct < 2) continue;
		const key = JSON.stringify([
			rows,
			distinct,
			top
		]);
		groups.set(key, [...groups.get(key) ?? [], column]);
	}
	return [...groups.values()].filter(({ length }) => length > 1);
}
/** Places of the pairs that are equal. */
async function comparePairs(session, whole, pairs) {
	const relation = narrowRelation(whole, [...new Set(pairs.flat())]);
	const text = (name) => `${columnNamed(relation, name).raw}::VARCHAR`;
	const asked = pairs.map(([a, b]) => [countIf(`${text(a)} IS DISTINCT FROM ${text(b)}`)]);
	const answers = await askInPasses({
		session,
		relation,
		from: relation.sql
	}, asked, PAIRS_PER_PASS);
	return new Set(answers.flatMap(([different], place) => Number(different) === 0 ? [place] : []));
}

// src/adapters/duckdb/survey.ts
/** Finds out about a dataset what the checks on data for learning ask: all rows are counted. */
async function survey(session, opened, plan) {
	const wanted = narrowRelation(opened, namesOf(plan));
	return withoutText(session, wanted, (relation) => surveyAll(session, relation, plan));
}
/** Every column that the plan names. */
function namesOf(plan) {
	const { columns, rows, features, correlated, time } = plan;
	return [
		...columnsOf(plan, columns.map(({ column }) => column)),
		...rows ?? [],
		...features ?? [],
		...correlated,
		...time === null ? [] : [time.column]
	];
}
async function surveyAll(session, relation, plan) {
	const rows = plan.columns.length === 0 ? 0 : await countRows$1(session, relation);
	const columns = await surveyColumns(session, relation, {
		plan,
		rows
	});
	return {
		rows,
		columns,
		twins: await twinsOf(session, relation, {
			columns,
			names: plan.twins
		}),
		repeated: plan.rows === null ? null : await repeatedRows(session, relation, plan.rows),
		conflicting: await conflictingRows(session, relation, plan),
		correlations: await correlationsOf(session, relation, plan.correlated),
		time: await momentsOf(session, relation, plan.time)
	};
}
async function surveyColumns(session, relation, { plan, rows }) {
	const codes = plan.columns.some(({ withLabel }) => withLabel) ? await codesOf(session, relation, plan) : null;
	const wanted = {
		columns: plan.columns,
		nameOf: ({ column }) => column,
		also: columnsOf(plan, [])
	};
	return inBatches(session, relation, wanted, async (near, columns) => {
		try {
			return await surveyBatch({
				session,
				relation: near,
				plan: {
					...plan,
					columns
				},
				rows,
				codes
			});
		} finally {
			await dropSomeRows(session, near);
		}
	});
}
async function codesOf(session, relation, plan) {
	const narrow = narrowRelation(relation, plan.label === null ? [] : [plan.label.column]);
	try {
		return await labelCodes(session, narrow, plan);
	} finally {
		await dropSomeRows(session, narrow);
	}
}

// src/adapters/duckdb/duckdb-engine.ts
/** The data engine on DuckDB. The add-on is loaded with the first question. */
function createDuckdbEngine({ memoryLimitMb, sandbox = {}, onRows }) {
	const session = new EngineSession(memoryLimitMb, onRows ?? null);
	return {
		async describe(source) {
			const { columns } = await session.relation(source);
			return columns.map(({ name, logicalType, physicalType }) => {
				return {
					name,
					logicalType,
					physicalType,
					shape: physicalType === "VARCHAR" && ["object", "array"].includes(logicalType) ? { kind: "open" } : shapeOf(parseType(physicalType))
				};
			});
		},
		async differences(source) {
			return (await session.relation(source)).differences ?? [];
		},
		async measure(source, plan, tables = {}) {
			return measure(session, await session.relation(source), {
				...plan,
				table: (name) => session.relation(tableNamed(tables, name))
			});
		},
		async read(source, request) {
			return readTable(session, await session.relation(source), request);
		},
		async store(source, request) {
			return readAndStore(session, await session.relation(source), request);
		},
		async extents(source, rules) {
			return extentsOf(session, await session.relation(source), rules);
		},
		async survey(source, plan) {
			return survey(session, await session.relation(source), plan);
		},
		async countShared([left, right], columns) {
			const relations = [await session.relation(left), await session.relation(right)];
			const [first, another] = columns;
			return first !== void 0 && another === void 0 ? countShared(session, relations, first) : countSharedRows(session, relations, columns);
		},
		async countChanged([left, right], asked) {
			return countChanged(session, [await session.relation(left), await session.relation(right)], asked);
		},
		async outline(source, plan) {
			return outlineColumns(session, await session.relation(source), plan);
		},
		async ask(sources, questions) {
			const tables = [];
			for (const [name, source] of Object.entries(sources)) tables.push({
				name,
				relation: await session.relation(source)
			});
			return askQueries(session, {
				tables,
				questions
			}, sandbox);
		},
		async countValues(source, column, most) {
			return countValues(session, await session.relation(source), {
				column,
				most
			});
		},
		async close() {
			await session.close();
		}
	};
}
function tableNamed(tables, name) {
	const found = tables[name];
	if (found === void 0) throw new ModelyardError("internal", `no files were given for the table ${name}`);
	return found;
}

// src/adapters/git/refs.ts
const NOTHING = "0".repeat(40);
/** The object that a ref names; null where there is no such ref. */
async function readRef(cwd, ref) {
	const { code, stdout } = await runGit(cwd, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		ref
	], { okCodes: [1, 128] });
	return code === 0 ? stdout.toString("utf8").trim() : null;
}
/** Creates a ref, the one atomic claim that git has. False when it exists already, whatever it names. */
async function createRef(cwd, ref, object) {
	return moveRef(cwd, ref, {
		from: null,
		to: object
	});
}
/** How long git waits for somebody else's lock on the ref. */
const LOCK_PATIENCE_MS = 3e3;
/** Moves a ref only if it still names `from` (null: does not exist). False when somebody else was first. */
async function moveRef(cwd, ref, { from, to }) {
	const { code, stderr } = await runGit(cwd, [
		"-c",
		`core.filesRefLockTimeout=${LOCK_PATIENCE_MS}`,
		"update-ref",
		ref,
		to,
		from ?? NOTHING
	], {
		okCodes: [1, 128],
		env: { GIT_OPTIONAL_LOCKS: "1" },
		outlives: true
	});
	if (code === 0) return true;
	if (await readRef(cwd, ref) !== from) return false;
	const lock = /Unable to create '([^']+\.lock)': File exists/.exec(stderr)?.[1];
	if (lock === void 0) throw new ModelyardError("outside", `git cannot write ${ref}: ${stderr.trim()}`);
	throw new ModelyardError("conflict", `git cannot write ${ref}: ${lock} is in the way`, { hint: "Another git is writing it, or one was killed. Wait and run the command again; if no git is running, delete that file." });
}
async function writeBlob(cwd, content) {
	return gitText(cwd, [
		"hash-object",
		"-w",
		"--stdin"
	], { input: content });
}
/** Text of a blob at `<object>:<path>`; null where there is none. */
async function readBlobText(cwd, spec) {
	const { code, stdout } = await runGit(cwd, [
		"cat-file",
		"blob",
		spec
	], { okCodes: [1, 128] });
	return code === 0 ? stdout.toString("utf8") : null;
}
/** A commit that holds exactly one file, without touching work tree or index. */
async function commitFile(cwd, file) {
	const tree = await gitText(cwd, ["mktree"], { input: `100644 blob ${file.blob}\t${file.name}\n` });
	const parents = file.parent === null ? [] : ["-p", file.parent];
	const { name, email } = await gitIdentity(cwd);
	return gitText(cwd, [
		"commit-tree",
		tree,
		...parents,
		"-m",
		file.message
	], { env: {
		GIT_AUTHOR_NAME: name,
		GIT_AUTHOR_EMAIL: email,
		GIT_COMMITTER_NAME: name,
		GIT_COMMITTER_EMAIL: email
	} });
}
/** Writes the object of an annotated tag; no ref names it yet. */
async function writeTagObject(cwd, { tag, commit, message, at }) {
	const { name, email } = await gitIdentity(cwd);
	const text = `object ${commit}\ntype commit\ntag ${tag}\ntagger ${name} <${email}> ${Math.floor(at.getTime() / 1e3)} +0000\n\n${message}\n`;
	return gitText(cwd, ["mktag"], { input: text });
}
/** The byte that no name and no message can hold. */
const END = "%00";
const TAG_FIELDS = [
	"%(refname:strip=2)",
	"%(objecttype)",
	"%(objectname)",
	"%(*objectname)",
	"%(taggerdate:unix)",
	"%(contents)"
];
/** All tags that match a pattern such as `refs/tags/churn@v*`, in one call. */
async function listTags(cwd, pattern) {
	const format = TAG_FIELDS.map((field) => `${field}${END}`).join("");
	const { stdout } = await runGit(cwd, [
		"for-each-ref",
		`--format=${format}`,
		pattern
	]);
	const fields = stdout.toString("utf8").split("\0");
	const entries = [];
	for (let at = 0; at + TAG_FIELDS.length < fields.length; at += TAG_FIELDS.length) {
		const [name = "", type, object = "", peeled = "", seconds = "", message = ""] = fields.slice(at);
		const annotated = type === "tag";
		entries.push({
			tag: name.replace(/^\n/, ""),
			commit: annotated ? peeled : object,
			message: annotated ? message : "",
			atSeconds: annotated && seconds !== "" ? Number(seconds) : null
		});
	}
	return entries;
}

// src/adapters/local/local-log.ts
const REF = `refs/heads/${LOG_BRANCH}`;
const MOST_TRIES = 20;
/** The log on the orphan branch `modelyard-log`, written with plumbing: work tree and index are never touched. */
function createLocalLog({ repository, checkpoint = () => void 0 }) {
	async function load() {
		const commit = await readRef(repository, REF);
		const text = commit === null ? "" : await readBlobText(repository, `${commit}:${LOG_FILE}`);
		if (text === null) throw new ModelyardError("unreadable", `the branch ${LOG_BRANCH} holds no ${LOG_FILE}`);
		return {
			commit,
			text,
			...parseLog(text)
		};
	}
	return {
		async read() {
			const { entries, head } = await load();
			return {
				entries,
				head
			};
		},
		async append(entry, guard) {
			for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
				const { commit, text, entries, head } = await load();
				guard?.(entries);
				const line = logLine(entry, head);
				const blob = await writeBlob(repository, `${text}${line}\n`);
				const message = `${entry.kind} ${entry.model}`;
				const next = await commitFile(repository, {
					name: LOG_FILE,
					blob,
					parent: commit,
					message
				});
				checkpoint(`append ${entry.kind}`);
				if (await moveRef(repository, REF, {
					from: commit,
					to: next
				})) return hashBytes(line);
			}
			throw new ModelyardError("conflict", `the branch ${LOG_BRANCH} keeps moving: ${MOST_TRIES} attempts to append failed`, { hint: "Run the command again." });
		}
	};
}

// src/adapters/files/sync-tree.ts
/** Flushes every file and folder below a folder, and the folder itself, to the disk. */
async function syncTree(folder) {
	for (const entry of await readdir(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) await syncTree(path);
		else if (entry.isFile()) await syncFile(path);
	}
	await syncFolder(folder);
}
async function syncFile(path) {
	const file = await open(path, "r");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}

// src/adapters/local/local-drafts.ts
/**
* Drafts, each in `<digest of the record>.<process id>`: never changed once there, and owned by the run that made it,
* so that no run takes away what another one is about to claim.
*/
function createLocalDrafts(folder, checkpoint) {
	const names = () => readdir(folder).catch(() => []);
	return {
		async save(digest, from) {
			await syncTree(from);
			await mkdir(folder, { recursive: true });
			const target = join(folder, `${hexOf(digest)}.${process.pid}`);
			checkpoint("save draft");
			await rm(target, {
				recursive: true,
				force: true
			});
			await rename(from, target);
			await syncFolder(folder);
		},
		async find(digest) {
			const own = `${hexOf(digest)}.${process.pid}`;
			const found = (await names()).filter((name) => name.split(".")[0] === hexOf(digest));
			const name = found.includes(own) ? own : found[0];
			return name === void 0 ? null : join(folder, name);
		},
		async removeLeftovers(needed) {
			for (const name of await names()) {
				const [hex = "", owner = ""] = name.split(".");
				if (Number(owner) !== process.pid && isAlive$2(Number(owner)) || needed.has(`sha256:${hex}`)) continue;
				checkpoint("remove draft");
				await rm(join(folder, name), {
					recursive: true,
					force: true
				});
			}
		}
	};
}
function hexOf(digest) {
	return digest.replace(/^sha256:/, "");
}

// src/adapters/local/local-releases.ts
/** Releases of a local repository: real annotated tags, assets in folders. */
function createLocalReleases(options) {
	const { repository, clock, checkpoint = () => void 0 } = options;
	const parent = join(options.folder, "releases");
	const drafts = createLocalDrafts(join(options.folder, "drafts"), checkpoint);
	async function listReleases() {
		const published = new Set(await readdir(parent).catch(() => []));
		const entries = await listTags(repository, "refs/tags/*@*");
		const complete = !await isShallow(repository);
		return {
			...listReleaseTags(entries, (tag) => published.has(tag)),
			complete
		};
	}
	async function readRelease(tag) {
		const published = join(parent, tag.tag);
		const folders = [
			published,
			await drafts.find(tag.record) ?? published,
			published
		];
		for (const folder of folders) {
			const record = await readRecord(join(folder, "release.json"), releaseRecordSchema);
			if (record === null) continue;
			await assertRecordOf(tag, join(folder, "release.json"));
			return {
				tag,
				record,
				folder
			};
		}
		throw missingAssets(tag, published);
	}
	async function claimTag({ record, recordDigest }, logHead) {
		const { tag, model, version, candidate, previous } = record;
		const commit = record.commit ?? "";
		const message = tagMessage({
			model,
			version,
			candidate,
			record: recordDigest,
			logHead,
			previous
		});
		const object = await writeTagObject(repository, {
			tag,
			commit,
			message,
			at: clock.now()
		});
		checkpoint("claim tag");
		if (!await createRef(repository, `refs/tags/${tag}`, object)) return null;
		return {
			tag,
			model,
			version,
			commit,
			candidate,
			record: recordDigest,
			logHead,
			withdrawn: false,
			published: false
		};
	}
	async function publish(tag) {
		const target = join(parent, tag.tag);
		if (!await exists(target)) await moveDraft(tag, target);
		const needed = (await listReleases()).releases.filter((each) => !each.published);
		await drafts.removeLeftovers(new Set(needed.map(({ record }) => record)));
		return readRelease({
			...tag,
			published: true
		});
	}
	async function moveDraft(tag, target) {
		const draft = await drafts.find(tag.record);
		await mkdir(parent, { recursive: true });
		checkpoint("publish");
		const error = draft === null ? missingAssets(tag, target) : await failureOf(rename(draft, target));
		if (error !== null && !await exists(target)) throw error;
		await syncFolder(parent);
	}
	const saveDraft = ({ recordDigest, folder }) => drafts.save(recordDigest, folder);
	return {
		listReleases,
		readRelease,
		readRecords: readRelease,
		saveDraft,
		claimTag,
		publish
	};
}
async function assertRecordOf(tag, path) {
	const digest = `sha256:${(await hashFile(path)).sha256}`;
	if (digest === tag.record) return;
	throw new ModelyardError("unreadable", `${path} is ${digest}; the tag ${tag.tag} names ${tag.record}`, { hint: "The record was changed after the release: restore the folder from a backup." });
}
function missingAssets(tag, folder) {
	return new ModelyardError("unreadable", `the tag ${tag.tag} exists, its assets do not: ${folder}`, { hint: `A clone does not carry the files of releases: copy the folder from the repository that made the release, or from a backup. If it is lost, withdraw the release: git tag -a -m 'assets lost' '${tag.tag}!'` });
}
async function failureOf(work) {
	return work.then(() => null, (error) => error);
}
async function exists(path) {
	return await stat(path).catch(() => null) !== null;
}

// src/adapters/local/local-forge.ts
/** The forge of a laptop: tags and the log in the repository, assets beside them. */
async function createLocalForge(repository, clock, checkpoint) {
	const folder = join(await gitCommonFolder(repository), "modelyard");
	const hook = checkpoint === void 0 ? {} : { checkpoint };
	return {
		releases: createLocalReleases({
			repository,
			folder,
			clock,
			...hook
		}),
		log: createLocalLog({
			repository,
			...hook
		}),
		workFolder: join(folder, "work")
	};
}

// src/adapters/onnx/crew.ts
/** At most `most` workers. */
function hireWorkers(start, most) {
	const workers = [];
	const at = (place) => {
		const known = workers[place];
		if (known?.isAlive() === true) return known;
		const hired = start();
		workers[place] = hired;
		return hired;
	};
	return {
		crew: () => ({
			first: at(0).ask,
			others: (count) => Array.from({ length: Math.min(count, most - 1) }, (_, index) => at(index + 1).ask)
		}),
		release: async () => {
			const alive = workers.filter((worker) => worker.isAlive());
			await Promise.all(alive.map((worker) => worker.ask("release", null)));
		},
		kill: () => {
			for (const worker of workers) worker.kill();
			workers.length = 0;
		}
	};
}

// src/adapters/onnx/limit-answers.ts
/** A graph may hold a loop that never ends, and nothing else would end it. */
const LIMIT_MS = 36e5;
/**
* A crew whose workers have so long for each answer: a file opened, some thousand rows scored, some calls timed. When one
* takes longer all are ended, and the question is answered with `input`. A model that is slow and gets on is left alone.
*/
function limitAnswers(workers, limitMs = LIMIT_MS) {
	const { first, others } = workers.crew();
	return {
		first: limited(first, workers, limitMs),
		others: (count) => others(count).map((ask) => limited(ask, workers, limitMs))
	};
}
function limited(ask, workers, limitMs) {
	return async (kind, payload) => {
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			workers.kill();
		}, limitMs);
		try {
			return await ask(kind, payload);
		} catch (error) {
			throw isLate ? tooLong(limitMs) : error;
		} finally {
			clearTimeout(timer);
		}
	};
}
function tooLong(limitMs) {
	return new ModelyardError("input", `the model gave no answer within ${limitMs / 1e3} s`, { hint: "Does its graph hold a loop that never ends? If it is only slow, raise evaluate.predict_timeout." });
}

// src/adapters/onnx/float16.ts
/** IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits; numbers as Uint16Array holds them. */
const SMALLEST_NORMAL = 2 ** -14;
const SUBNORMAL_STEP = 2 ** -24;
/** Half way between the largest half (65504) and the next power: from here on rounding gives infinity. */
const OVERFLOW = 65520;
/** The nearest half, ties to even; NaN stays NaN. */
function encodeFloat16(value) {
	if (Number.isNaN(value)) return 32256;
	const sign = value < 0 || Object.is(value, -0) ? 32768 : 0;
	const size = Math.abs(value);
	if (size >= OVERFLOW) return sign | 31744;
	if (size < SMALLEST_NORMAL) return sign | roundHalfEven(size / SUBNORMAL_STEP);
	const exponent = Math.min(15, Math.floor(Math.log2(size)));
	const exact = size < 2 ** exponent ? exponent - 1 : exponent;
	const fraction = roundHalfEven((size / 2 ** exact - 1) * 1024);
	return sign | (exact + 15 << 10) + fraction;
}
function roundHalfEven(value) {
	const floor = Math.floor(value);
	const rest = value - floor;
	if (rest !== .5) return rest < .5 ? floor : floor + 1;
	return floor % 2 === 0 ? floor : floor + 1;
}
function decodeFloat16(bits) {
	const sign = bits & 32768 ? -1 : 1;
	const exponent = bits >> 10 & 31;
	const fraction = bits & 1023;
	if (exponent === 0) return sign * fraction * SUBNORMAL_STEP;
	if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : NaN;
	return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

// src/adapters/onnx/column-encodings.ts
const NULLS = {
	isBad: (column, row) => column.missing[row] === 1,
	misfit: nulls
};
const FRACTIONS = {
	kinds: ["number"],
	...values((column, row) => !Number.isSafeInteger(cellAt$1(column, row)), "no exact whole numbers")
};
/** From here on float32 (float16) rounds to infinity. */
const FLOAT32_OVERFLOW = 2 ** 128 - 2 ** 103;
const FLOAT16_OVERFLOW = 65520;
/** By the runtime's name of the type. Floats take null as NaN; nothing else can say null. */
const ENCODINGS = /* @__PURE__ */ new Map([
	["float32", floats((length) => new Float32Array(length), FLOAT32_OVERFLOW)],
	["float64", floats((length) => new Float64Array(length), Number.POSITIVE_INFINITY)],
	["float16", {
		...floats((length) => new Uint16Array(length), FLOAT16_OVERFLOW),
		element: (column, row) => encodeFloat16(floatAt(column, row))
	}],
	["int8", integers((length) => new Int8Array(length), [-128, 127])],
	["uint8", integers((length) => new Uint8Array(length), [0, 255])],
	["int16", integers((length) => new Int16Array(length), [-32768, 32767])],
	["uint16", integers((length) => new Uint16Array(length), [0, 65535])],
	["int32", integers((length) => new Int32Array(length), [-(2 ** 31), 2 ** 31 - 1])],
	["uint32", integers((length) => new Uint32Array(length), [0, 2 ** 32 - 1])],
	["int64", bigIntegers((length) => new BigInt64Array(length), false)],
	["uint64", bigIntegers((length) => new BigUint64Array(length), true)],
	["bool", booleans()],
	["string", strings()]
]);
function floats(allocate, overflow) {
	const isTooLarge = (column, row) => {
		const value = Math.abs(floatAt(column, row));
		return value >= overflow && value !== Number.POSITIVE_INFINITY;
	};
	return {
		allocate,
		element: floatAt,
		refuses: textMisfit,
		checks: [values(isTooLarge, "too large for the type")]
	};
}
function integers(allocate, [low, high]) {
	const isOutside = (column, row) => numberAt(column, row) < low || numberAt(column, row) > high;
	return {
		allocate,
		element: numberAt,
		refuses: textMisfit,
		checks: [
			NULLS,
			FRACTIONS,
			values(isOutside, `outside ${low} … ${high}`)
		]
	};
}
function bigIntegers(allocate, isUnsigned) {
	const isNegative = (column, row) => numberAt(column, row) < 0;
	return {
		allocate,
		element: (column, row) => column.kind === "integer" ? column.data[row] ?? 0n : BigInt(numberAt(column, row)),
		refuses: textMisfit,
		checks: [
			NULLS,
			FRACTIONS,
			...isUnsigned ? [values(isNegative, "below 0")] : []
		]
	};
}
function booleans() {
	const isOther = (column, row) => numberAt(column, row) !== 0 && numberAt(column, row) !== 1;
	return {
		allocate: (length) => new Uint8Array(length),
		element: numberAt,
		refuses: textMisfit,
		checks: [NULLS, values(isOther, "other than 0 and 1")]
	};
}
function strings() {
	return {
		allocate: (length) => new Array(length).fill(""),
		element: (column, row) => String(cellAt$1(column, row)),
		refuses: ({ name, kind }) => {
			if (kind === "text" || kind === "integer") return null;
			return {
				problem: `is read as ${kind}, and as text ${kind === "number" ? "1, 1.0 and 1.00 are" : "true, True and 1 are"} different categories`,
				hint: `Declare ${name} with logicalType: string in the contract, so that its exact text is used.`
			};
		},
		checks: [NULLS]
	};
}
/** Null as NaN. */
function floatAt(column, row) {
	return column.missing[row] === 1 ? NaN : numberAt(column, row);
}
function numberAt(column, row) {
	return Number(cellAt$1(column, row));
}
function textMisfit({ kind }) {
	if (kind !== "text") return null;
	return {
		problem: "holds text",
		hint: "Encode it inside the model (in scikit-learn: a OneHotEncoder in the pipeline, exported with a string input), or declare it as a number in the contract if it is one."
	};
}
function nulls({ count, first, rows }) {
	return {
		problem: `is null in ${formatCount(count)} of ${counted(rows, "row")} (first in row ${first + 1}), and only float inputs can be null`,
		hint: "Export the input as float, where null is NaN, or fill or drop these rows before training and evaluation alike."
	};
}
function values(isBad, what) {
	return {
		isBad,
		misfit: ({ count, first, rows }) => ({
			problem: `has ${count} of ${rows} values that are ${what} (first in row ${first + 1})`,
			hint: "Export the input with a type that holds the values, or correct them in the data."
		})
	};
}

// src/adapters/onnx/encode-feeds.ts
/** Rows that go to the worker at once: memory stays bounded, and larger batches are no faster. */
const ROWS_PER_MESSAGE = 1024;
/** Node 24 brought Float16Array, with which the runtime's binding refuses every float16 input. */
const HAS_FLOAT16_ARRAY = "Float16Array" in globalThis;
/**
* Checks that every column can become what its input takes without changing its meaning; returns notes on what was
* done. `tables` hold all rows, one part after the other. Throws `input` with the column, the input's type and the rows.
*/
async function assertFits(plan, tables, isFloat16Broken = HAS_FLOAT16_ARRAY) {
	const looked = plan.inputs.flatMap((input) => lookedAt(input, isFloat16Broken));
	let rows = 0;
	for await (const table of tables) {
		for (const each of looked) look(each, columnIn(table, each.name), rows);
		rows += table.rows;
	}
	for (const { input, name, checks } of looked) for (const { check, bad } of checks) if (bad.count > 0) throw unfit(input, name, check.misfit({
		...bad,
		rows
	}));
	return looked.flatMap(({ name, nulls }) => nulls === 0 ? [] : [`${nulls} null values of column ${name} were given to the model as NaN`]);
}
/** The columns of an input with what is to be found out of each. Throws for kinds that never fit. */
function lookedAt(input, isFloat16Broken) {
	const encoding = encodingOf(input);
	if (input.type === "float16" && isFloat16Broken) throw float16Error(input.name);
	return input.columns.map((head) => {
		const refusal = encoding.refuses(head);
		if (refusal !== null) throw unfit(input, head.name, refusal);
		const checks = encoding.checks.filter(({ kinds }) => kinds?.includes(head.kind) ?? true).map((check) => ({
			check,
			bad: {
				count: 0,
				first: -1
			}
		}));
		return {
			input,
			name: head.name,
			checks,
			nulls: 0
		};
	});
}
/** Counts what is bad in some rows, of which the first is row `from` of all. */
function look(looked, column, from) {
	const { missing } = column;
	for (let row = 0; row < missing.length; row++) looked.nulls += missing[row];
	for (const { check, bad } of looked.checks) for (let row = 0; row < missing.length; row++) {
		if (!check.isBad(column, row)) continue;
		if (bad.count === 0) bad.first = from + row;
		bad.count += 1;
	}
}
function unfit({ name, type }, column, { problem, hint }) {
	return new ModelyardError("input", `column ${column} ${problem}; input ${name} of the model takes ${type}`, { hint });
}
/** Names of the columns that feed the model, each once. */
function fedColumns({ inputs }) {
	return [...new Set(inputs.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}
function columnIn({ columns }, name) {
	const column = columns.find((each) => each.name === name);
	if (column === void 0) throw new ModelyardError("internal", `column ${name} was not read`);
	return column;
}
function encodingOf({ name, type }) {
	const encoding = ENCODINGS.get(type);
	if (encoding !== void 0) return encoding;
	throw new ModelyardError("input", `input ${name} of the model takes ${type}, which no column can become`, { hint: `Export it with one of: ${[...ENCODINGS.keys()].join(", ")}.` });
}
function float16Error(name) {
	return new ModelyardError("outside", `input ${name} of the model takes float16, which onnxruntime-node cannot be given on Node ${process.versions.node}`, { hint: "Run with Node 20 or 22, or export the model with float32 inputs." });
}
/** The calls that score `count` rows: one, or several of the size on which the model insists, the last one padded. */
function encodeCalls(plan, { table, rowAt, count }) {
	const size = plan.batchSize ?? count;
	return Array.from({ length: Math.ceil(count / size) }, (_, call) => {
		const rowInCall = (index) => rowAt(Math.min(call * size + index, count - 1));
		return plan.inputs.map((input) => encodeInput(input, {
			table,
			rowAt: rowInCall,
			count: size
		}));
	});
}
function encodeInput(input, { table, rowAt, count }) {
	const encoding = encodingOf(input);
	const width = input.columns.length;
	const data = encoding.allocate(count * width);
	input.columns.forEach(({ name }, position) => {
		const column = columnIn(table, name);
		for (let index = 0; index < count; index++) data[index * width + position] = encoding.element(column, rowAt(index));
	});
	return {
		name: input.name,
		type: input.type,
		dims: [count, ...input.rowShape],
		data
	};
}
/** Rows of a portion: as many as fit into one message, or are as few as is wanted; a multiple of the model's batch size. */
function portionRows(batchSize, wanted = ROWS_PER_MESSAGE) {
	const most = Math.min(wanted, ROWS_PER_MESSAGE);
	return batchSize === null ? most : batchSize * Math.ceil(most / batchSize);
}
/** Rows in portions of a size, as far as they go. */
function portionsOf(rows, size) {
	return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
		from: index * size,
		rows: Math.min(size, rows - index * size)
	}));
}

// src/adapters/onnx/input-words.ts
const MOST_NAMES = 50;
/** `[rows, 4]`; `?` for a dimension without a name. */
function shapeText({ shape }) {
	return `[${shape.map((size) => size || "?").join(", ")}]`;
}
/** The first names, and how many more there are. */
function nameList(columns) {
	const shown = columns.slice(0, MOST_NAMES).map((column) => column.name);
	return columns.length > shown.length ? `${shown.join(", ")} and ${columns.length - shown.length} more` : shown.join(", ");
}

// src/adapters/onnx/column-blocks.ts
/** An input of several columns side by side, [n, k]. */
function isBlock({ shape }) {
	return shape.length === 2 && shape[1] !== 1;
}
/**
* Shares columns out, in their order, to the inputs that take several, in the model's order: as many to each as it
* declares; one of them may leave its width open and takes what the others leave. Throws `input` where the widths are
* not as many as there are columns.
*/
function shareOut(blocks, columns) {
	const widths = blocks.map(({ shape }) => typeof shape[1] === "number" ? shape[1] : null);
	const declared = widths.reduce((sum, width) => sum + (width ?? 0), 0);
	const open = widths.filter((width) => width === null).length;
	const left = columns.length - declared;
	if (open > 1 || (open === 0 ? left !== 0 : left < 1)) throw noFit(blocks, columns, {
		declared,
		open
	});
	const shared = /* @__PURE__ */ new Map();
	let from = 0;
	for (const [place, { name }] of blocks.entries()) {
		const width = widths[place] ?? left;
		shared.set(name, columns.slice(from, from + width));
		from += width;
	}
	return shared;
}
function noFit(blocks, columns, { declared, open }) {
	const named = blocks.slice(0, 8).map((input) => `${input.name} ${shapeText(input)}`);
	const rest = blocks.length - named.length;
	const inputs = `${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
	const takes = blocks.length === 1 ? "takes" : "take together";
	const amount = open > 1 ? "columns, and more than one leaves its width open" : `${declared} columns`;
	const left = columns.length === 0 ? "no feature column is left for them" : `${columns.length} feature columns are left for them: ${nameList(columns)}`;
	return new ModelyardError("input", `of the model's inputs ${inputs} ${takes} ${amount}; ${left}`, { hint: "List exactly the columns of the training in data.features: for inputs of several columns in the model's order; an input of one column takes the one of its name. Weights belong into the file, not among the inputs." });
}

// src/adapters/onnx/match-inputs.ts
/**
* Which columns go into which input: one [n, f] input takes all features in their order; otherwise every input of one
* column takes that of its name, or the only column whose name becomes the input's when all but letters, digits and `_`
* are replaced by `_`, as skl2onnx does; inputs of several share the others out in their order. Throws `input` where
* they do not fit.
*/
function matchInputs(inputs, features) {
	if (features.columns.length === 0) throw new ModelyardError("input", "there is no feature column to feed the model with");
	const [only] = inputs;
	if (only === void 0) throw new ModelyardError("input", "the model has no inputs", { hint: "Export it with its features as inputs; an initializer of the same name takes an input away." });
	const batchSize = batchSizeOf(inputs);
	if (inputs.length === 1 && takesAllColumns(only, features)) return {
		inputs: [wholeTable(only, features)],
		batchSize,
		notes: []
	};
	const blocks = inputs.length === 1 ? [] : inputs.filter(isBlock);
	const single = inputs.filter((input) => !blocks.includes(input));
	const byName = matchNames(single, features);
	const named = new Set(byName.columns.values());
	const others = features.columns.filter((column) => !named.has(column));
	const ofOne = new Map(single.map((input) => [input, oneColumn(input, byName.columns.get(input.name), {
		inputs,
		features
	})]));
	const shared = blocks.length === 0 ? null : shareOut(blocks, others);
	const planned = inputs.map((input) => ofOne.get(input) ?? block(input, shared?.get(input.name) ?? []));
	return {
		inputs: planned,
		batchSize,
		notes: [
			...byName.notes,
			...blockNotes(shared),
			...unusedNotes(planned, features)
		]
	};
}
function block({ name, type }, columns) {
	return {
		name,
		type,
		columns,
		rowShape: [columns.length]
	};
}
/** Columns went by their place, which a reader must be able to check. */
function blockNotes(shared) {
	return [...shared ?? []].map(([name, columns]) => `by their order, these columns feed the model's input ${name}: ${nameList(columns)}`);
}
/** A single input of one column is filled by name, unless there is only one column anyway. */
function takesAllColumns({ shape }, features) {
	if (features.columns.length === 1 && shape.length <= 2) return true;
	return shape.length === 2 && shape[1] !== 1;
}
function wholeTable({ name, type, shape }, { columns }) {
	const width = shape[1];
	if (typeof width === "number" && width !== columns.length) throw new ModelyardError("input", `input ${name} of the model takes ${width} columns; ${columns.length === 1 ? "there is 1 feature column" : `there are ${columns.length} feature columns`}: ${nameList(columns)}`, { hint: "List exactly the columns of the training, in their order, in data.features; without it they are those that the contract names." });
	return {
		name,
		type,
		columns,
		rowShape: shape.length === 1 ? [] : [columns.length]
	};
}
function oneColumn(input, column, { inputs, features }) {
	const { name, type } = input;
	const rowShape = input.shape.slice(1).map((size) => typeof size === "number" ? size : 1);
	const width = rowShape.reduce((product, size) => product * size, 1);
	if (input.shape.length === 0 || width !== 1) throw new ModelyardError("input", `input ${name} of the model has the shape ${shapeText(input)}; ${severalText(inputs)}an input must take one column ([n, 1] or [n])${widthExplanation(input, features)}`, { hint: "Export with one input per column, or with a single [n, f] input; weights belong into the file, not among the inputs." });
	if (column !== void 0) return {
		name,
		type,
		columns: [column],
		rowShape
	};
	throw new ModelyardError("input", `the model's input ${name} has no column; the feature columns are ${nameList(features.columns)}`, { hint: "Check data.features, or rename the column; the names must agree." });
}
function severalText(inputs) {
	if (inputs.length < 2) return "";
	const named = inputs.slice(0, 8).map((input) => `${input.name} ${shapeText(input)}`);
	const rest = inputs.length - named.length;
	return `there are ${inputs.length} inputs (${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}), and of several `;
}
function widthExplanation(input, features) {
	return input.shape.length === 1 ? "" : `; there are ${features.columns.length} feature columns`;
}
/** More rows per call than anybody fixed on purpose; a damaged file may say any number. */
const LARGEST_BATCH = 65536;
function batchSizeOf(inputs) {
	const sizes = new Set(inputs.map(({ shape }) => shape[0]).filter((size) => typeof size === "number"));
	const [size] = sizes;
	if (size === void 0) return null;
	if (sizes.size === 1 && size > 0 && size <= LARGEST_BATCH) return size;
	throw new ModelyardError("input", `the model takes exactly ${[...sizes].join(" and ")} rows in one call; it must be one number, 1 to ${LARGEST_BATCH}`, { hint: "Export with a dynamic first dimension." });
}
function matchNames(inputs, { columns }) {
	const byName = new Map(columns.map((column) => [column.name, column]));
	const found = /* @__PURE__ */ new Map();
	for (const { name } of inputs) {
		const column = byName.get(name);
		if (column !== void 0) found.set(name, column);
	}
	const exact = new Set(found.values());
	const rest = columns.filter((column) => !exact.has(column));
	const notes = [];
	for (const { name } of inputs) {
		if (found.has(name)) continue;
		const similar = rest.filter((column) => sanitised(column.name) === sanitised(name));
		const [column] = similar;
		if (column === void 0) continue;
		if (similar.length > 1) throw ambiguous(name, similar);
		found.set(name, column);
		notes.push(`column ${column.name} feeds the model's input ${name}: the export renamed it`);
	}
	assertUsedOnce(found);
	return {
		columns: found,
		notes
	};
}
function assertUsedOnce(found) {
	const inputOf = /* @__PURE__ */ new Map();
	for (const [input, column] of found) {
		const other = inputOf.get(column);
		if (other !== void 0) throw new ModelyardError("input", `column ${column.name} could feed the model's inputs ${other} and ${input}; give the columns their inputs' names`);
		inputOf.set(column, input);
	}
}
function ambiguous(input, columns) {
	return new ModelyardError("input", `the model's input ${input} could be any of the columns ${nameList(columns)}`, { hint: "Rename the columns so that they differ in more than special characters, and train again." });
}
/** skl2onnx puts `_` before a leading digit and keeps letters of any script and `+`; both sides are compared so. */
function sanitised(name) {
	return name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
}
function unusedNotes(planned, { columns }) {
	const used = new Set(planned.flatMap((input) => input.columns));
	const unused = columns.filter((column) => !used.has(column));
	return unused.length === 0 ? [] : [`not an input of the model, and not used: ${nameList(unused)}`];
}

// src/adapters/onnx/choose-outputs.ts
const FLOATS = /* @__PURE__ */ new Set([
	"float16",
	"float32",
	"float64"
]);
const LABEL_TYPES = /* @__PURE__ */ new Set([
	"int64",
	"int32",
	"string",
	"bool"
]);
/**
* Chooses by type and shape, never by name or position; `s<class>` and `i<class>` are the one exception, because
* their names are all that tells them apart. Throws `input` when nothing fits, or more than one output.
*/
function chooseClassOutputs(outputs, classes) {
	const floats = outputs.filter(({ type }) => FLOATS.has(type));
	const label = onlyOne(outputs.filter((output) => LABEL_TYPES.has(output.type) && output.shape.length <= 2));
	const perClass = columnsPerClass(floats, {
		label,
		classes
	});
	if (perClass !== null) return {
		...perClass,
		isPerClass: true,
		label
	};
	const score = onlyOne(floats) ?? onlyOne(floats.filter((output) => isWide(output, classes)));
	if (score === null) throw noSingleScore("probabilities", floats, outputs);
	return {
		scores: [score],
		isPerClass: false,
		label,
		classes
	};
}
/**
* The outputs with only one that may hold scores or values: the named one; labels stay. Throws `input` where there is none of
* this name, or where it holds no floating-point numbers.
*/
function onlyNamed(outputs, name) {
	const named = outputs.find((output) => output.name === name);
	if (named !== void 0 && FLOATS.has(named.type)) return outputs.filter((output) => output === named || !FLOATS.has(output.type));
	const problem = named === void 0 ? `the model has no output ${name}` : `output ${name} of the model holds ${named.type}`;
	throw new ModelyardError("input", `${problem} (evaluate.output); its outputs are ${outputs.map(describeOutput).join("; ") || "none"}`, { hint: "Name the output with the probabilities, or of a regression with the value." });
}
/** The one output that may hold a number per row. */
function chooseValueOutput(outputs) {
	const floats = outputs.filter(({ type }) => FLOATS.has(type));
	const narrow = floats.filter(({ shape }) => typeof shape[1] !== "number" || shape[1] === 1);
	const [wide] = floats;
	if (narrow.length === 0 && wide !== void 0) throw new ModelyardError("input", `output ${wide.name} of the model has ${wide.shape[1]} columns; regression needs one number per row`, { hint: "Set task: binary or multiclass if it is a classifier, or export one target." });
	const value = onlyOne(narrow);
	if (value === null) throw noSingleScore("a number per row", floats, outputs);
	return {
		scores: [value],
		isPerClass: false,
		label: null,
		classes: null
	};
}
function onlyOne(candidates) {
	const [first] = candidates;
	return first !== void 0 && candidates.length === 1 ? first : null;
}
function isWide({ shape }, classes) {
	const width = shape.length === 2 ? shape[1] : void 0;
	return typeof width === "number" && (classes === null ? width > 1 : width === classes.length);
}
function columnsPerClass(floats, known) {
	if (floats.length < 2 || !floats.every(isOneColumn)) return null;
	if (known.classes !== null) {
		const scores = known.classes.map((name) => floats.find((output) => isNamedFor(output, name)));
		return scores.every((score) => score !== void 0) && new Set(scores).size === scores.length ? {
			scores,
			classes: known.classes
		} : null;
	}
	const prefix = known.label?.type === "string" ? "s" : "i";
	const classes = floats.map((output) => output.name.slice(1));
	const isPlain = floats.every(({ name }) => name.startsWith(prefix) && (prefix === "s" || /^i-?\d+$/.test(name)));
	return known.label !== null && isPlain ? {
		scores: [...floats],
		classes
	} : null;
}
function isOneColumn({ shape }) {
	return shape.length <= 1 || shape.length === 2 && shape[1] === 1;
}
/** The exporter replaces what is no letter, digit or `_`; -1 becomes `i_1`. */
function isNamedFor({ name }, label) {
	const plain = (text) => text.replace(/[^A-Za-z0-9_]/g, "_");
	return plain(name) === plain(`s${label}`) || plain(name) === plain(`i${label}`);
}
function noSingleScore(wanted, floats, outputs) {
	const count = floats.length === 0 ? "none" : "more than one";
	return new ModelyardError("input", `${count} of the model's outputs can be ${wanted}: ${outputs.map(describeOutput).join("; ") || "there are none"}`, { hint: count === "none" ? `Export the model with one float output for ${wanted}, and at most a label beside it.` : `Say which of them holds ${wanted}: evaluate.output.` });
}
function describeOutput({ name, type, shape }) {
	return `${name} (${type}${shape.length === 0 ? "" : ` [${shape.map((size) => size || "?").join(", ")}]`})`;
}

// src/domain/texts/renamed-texts.ts
/** Every text under another name. */
function renamedTexts(texts, nameOf) {
	return texts instanceof SharedTexts ? texts.renamed(nameOf) : Array.from(texts, nameOf);
}
function firstText(texts, isWanted) {
	if (texts instanceof SharedTexts) return texts.first(isWanted);
	for (const text of texts) if (isWanted(text)) return text;
}

// src/adapters/onnx/probability-limits.ts
/** Units in the last place by which a sum of rounded probabilities may miss 0 or 1. */
const TOLERATED_ULPS = 16;
/** Spacing of the type's numbers just below 2. Float64 outputs are often float32 inside. */
const ULP = {
	float16: 2 ** -10,
	float32: 2 ** -23,
	float64: 2 ** -23
};
/** Clips, in place, what misses 0 … 1 by rounding only; throws `input` for more. NaN and infinities stay. */
function clipProbabilities(values, output) {
	const slack = TOLERATED_ULPS * (ULP[output.type] ?? 0);
	for (let index = 0; index < values.length; index++) {
		const value = values[index] ?? NaN;
		if (!(value < 0 || value > 1) || !Number.isFinite(value)) continue;
		if (value < -slack || value > 1 + slack) throw noProbability(output.name, value);
		values[index] = value < 0 ? 0 : 1;
	}
}
function noProbability(name, value) {
	return new ModelyardError("input", `output ${name} of the model holds ${value}, which is no probability; are these logits?`, { hint: "Export the model with its sigmoid or softmax, so that its scores lie between 0 and 1." });
}

// src/adapters/onnx/tensor-numbers.ts
/** The elements of a float tensor, widened to float64. */
function floatsOf({ name, type, data }) {
	if (data instanceof Float64Array) return data;
	if (data instanceof Float32Array) return Float64Array.from(data);
	if (type === "float16" && data instanceof Uint16Array) return Float64Array.from(data, decodeFloat16);
	throw new ModelyardError("internal", `output ${name} is ${type}, not a float`);
}
/** The elements of a label tensor as text: integers in digits, booleans as `true` and `false`. */
function textsOf({ type, data }) {
	if (type === "bool") return Array.from(data, (value) => String(value !== 0));
	return Array.from(data, String);
}
/**
* Columns of a tensor with one row per fed row: 1 for [n] and [n, 1], k for [n, k]; of a single row a plain number will do, as
* PyTorch's squeeze leaves it. Throws `input` for other shapes.
*/
function widthOf({ name, dims }, rows) {
	if (dims.length === 0 && rows === 1) return 1;
	const [first, second = 1, ...rest] = dims;
	if (first === rows && rest.length === 0 && second >= 1) return second;
	throw new ModelyardError("input", `output ${name} of the model has the shape [${dims.join(", ")}] for ${counted(rows, "row")}; it must have one row per row`, { hint: "Export the model with outputs of the shape [n] or [n, classes]." });
}

// src/adapters/onnx/score-collector.ts
/** Outputs come in the order of `fetchedNames`. */
function fetchedNames(plan) {
	return [...plan.scores, ...plan.label === null ? [] : [plan.label]].map(({ name }) => name);
}
/** Collects scores for `rows` rows; `areProbabilities` clips and checks them. */
function collectScores(plan, rows, areProbabilities) {
	let scores = /* @__PURE__ */ new Float64Array();
	let width = 0;
	let done = 0;
	const labels = plan.label === null ? null : gatherTexts();
	const store = (parts, widthNow, keptRows) => {
		if (width === 0) {
			width = widthNow;
			scores = new Float64Array(rows * width);
		}
		if (widthNow !== width) throw changedWidth(plan, width, widthNow);
		writeRows({
			scores,
			done,
			width
		}, parts, keptRows);
		done += keptRows;
	};
	return {
		add: (outputs, fedRows, keptRows) => {
			const tensors = outputs.slice(0, plan.scores.length);
			const widths = tensors.map((tensor) => widthOf(tensor, fedRows));
			const parts = tensors.map(floatsOf);
			if (areProbabilities) parts.forEach((part, index) => void clipProbabilities(part, tensors[index]));
			store(parts, widths.reduce((sum, each) => sum + each, 0), keptRows);
			const label = outputs[plan.scores.length];
			if (label !== void 0) for (const text of labelRows(label, fedRows).slice(0, keptRows)) labels?.add(text);
		},
		scores: () => scores,
		width: () => width,
		labels: () => labels?.finish() ?? null
	};
}
/** Several parts hold one column each; a single one holds whole rows. */
function writeRows({ scores, done, width }, parts, keptRows) {
	const [whole] = parts;
	if (parts.length === 1 && whole !== void 0) {
		scores.set(whole.subarray(0, keptRows * width), done * width);
		return;
	}
	parts.forEach((part, column) => {
		for (let row = 0; row < keptRows; row++) scores[(done + row) * width + column] = part[row] ?? NaN;
	});
}
/** One label per row; skl2onnx gives those of a discriminant analysis as [1, n]. */
function labelRows(label, fedRows) {
	if (label.data.length === fedRows) return textsOf(label);
	throw new ModelyardError("input", `output ${label.name} of the model gives ${counted(label.data.length, "label")} for ${counted(fedRows, "row")}`, { hint: "Models with several targets or several labels per row are not supported." });
}
function changedWidth(plan, before, now) {
	return new ModelyardError("input", `output ${plan.scores[0]?.name} of the model changes its width from ${before} to ${now} between calls`);
}
/** Log loss clips at the type's precision; float16 counts as float32. */
function scoreTypeOf(plan) {
	return plan.scores.every(({ type }) => type === "float64") ? "float64" : "float32";
}

// src/adapters/onnx/class-output.ts
/** Collected scores as probabilities per class. Throws `input` where scores, classes and labels do not fit together. */
function* readClassOutput(collected, reading) {
	const { plan, resolved, task } = reading;
	const width = collected.width();
	const name = plan.scores[0]?.name ?? "";
	const classes = plan.classes ?? resolved.classes;
	if (classes === null) throw unknownClasses(name, width);
	const isSingle = width === 1 && task === "binary" && classes.length === 2;
	if (!isSingle && width !== classes.length) throw wrongWidth$1({
		name,
		width,
		classes,
		task
	});
	if (task === "binary" && classes.length !== 2) throw wrongWidth$1({
		name,
		width,
		classes,
		task
	});
	const probabilities = isSingle ? yield* bothSides(collected.scores()) : collected.scores();
	const output = {
		kind: "classes",
		classes,
		probabilities,
		scoreType: scoreTypeOf(plan)
	};
	const labels = readLabels(collected.labels(), {
		...reading,
		classes
	});
	const notes = [
		...resolved.notes,
		...isSingle ? [`output ${name} is read as the probability of ${classes[1]}`] : [],
		...labels.notes,
		...yield* sumNotes(probabilities, classes.length)
	];
	return {
		...output,
		labels: labels.labels,
		notes: [...notes, ...yield* agreementNotes({
			...output,
			labels: labels.labels
		}, reading)]
	};
}
/** A single score speaks of the second class. */
function* bothSides(scores) {
	const both = new Float64Array(scores.length * 2);
	for (const [from, to] of portions(scores.length)) {
		for (let row = from; row < to; row++) {
			const score = scores[row];
			both[row * 2] = 1 - score;
			both[row * 2 + 1] = score;
		}
		yield to - from;
	}
	return both;
}
function unknownClasses(name, width) {
	const order = width === 1 ? "the positive class last" : "in the order of its columns";
	return new ModelyardError("input", `the model does not say which classes output ${name} speaks of (${width} ${width === 1 ? "column" : "columns"})`, { hint: `List the classes in data.classes, ${order}; guessing the order could invert every result.` });
}
function wrongWidth$1(facts) {
	const { name, width, classes, task } = facts;
	return new ModelyardError("input", `output ${name} of the model has ${width} columns, and its classes are ${classes.slice(0, 20).join(", ")} (${classes.length}); they do not fit each other or the task ${task}`, { hint: "Check the task, data.classes, and that the model was exported with its probabilities." });
}
function readLabels(labels, reading) {
	if (labels === null) return {
		labels: null,
		notes: []
	};
	const names = new Set(reading.classes);
	const named = renamedTexts(labels, reading.resolved.nameOf);
	const unknown = firstText(named, (label) => !names.has(label));
	if (unknown === void 0) return {
		labels: named,
		notes: []
	};
	const text = `output ${reading.plan.label?.name} of the model holds ${JSON.stringify(unknown.slice(0, 80))}, which is none of the classes ${reading.classes.slice(0, 20).join(", ")}`;
	if (reading.plan.label?.type !== "string") return {
		labels: null,
		notes: [`${text}; it is not read as a label`]
	};
	throw new ModelyardError("input", text, { hint: "Correct data.classes, or export the model anew." });
}
/** A label that mostly contradicts the highest score means that the order of the classes is wrong. */
function* agreementNotes(output, reading) {
	const { labels } = output;
	if (labels === null) return [];
	const differing = yield* contradictingRows(output, labels);
	if (differing === 0) return [];
	const text = `the model's own label is not the class with the highest score in ${formatCount(differing)} of ${counted(labels.length, "row")}`;
	if (!reading.isOrderFromConfig || differing * 2 <= labels.length) return [text];
	throw new ModelyardError("input", `${text}: the order of data.classes seems to be wrong`, { hint: "List the classes in the order of the model’s columns." });
}
/** Rows whose label has a lower score than another class. */
function* contradictingRows({ classes, probabilities }, labels) {
	const width = classes.length;
	let count = 0;
	for (const [from, to] of portions(labels.length, 16)) {
		for (let row = from; row < to; row++) {
			const own = probabilities[row * width + classes.indexOf(labels.at(row) ?? "")] ?? NaN;
			let isBelow = false;
			for (let at = row * width; at < (row + 1) * width; at++) if (probabilities[at] > own) isBelow = true;
			if (isBelow) count += 1;
		}
		yield (to - from) * 16;
	}
	return count;
}

// src/adapters/onnx/resolve-classes.ts
/**
* The class list in the model's order: the graph's, else the config's. A graph that only numbers its classes
* (0, 1, 2 …) takes the config's names. Throws `input` when the two contradict each other; never guesses an order.
*/
function resolveClasses(fromGraph, fromConfig) {
	const same = {
		nameOf: (label) => label,
		notes: []
	};
	if (fromConfig === null) return {
		classes: fromGraph,
		...same
	};
	assertDistinct(fromConfig);
	if (fromGraph === null) return {
		classes: fromConfig,
		nameOf: numberedName(fromConfig),
		notes: ["the model does not say its classes; data.classes does"]
	};
	if (isSameList(fromGraph, fromConfig)) return {
		classes: fromGraph,
		...same
	};
	const isSameSet = isSameList([...fromGraph].sort(), [...fromConfig].sort());
	if (fromGraph.length === fromConfig.length && isNumbering(fromGraph) && !isSameSet) return {
		classes: fromConfig,
		nameOf: numberedName(fromConfig),
		notes: [`the model numbers its classes 0 … ${fromGraph.length - 1}; data.classes names them`]
	};
	throw new ModelyardError("input", `data.classes says ${fromConfig.join(", ")}; the model itself says ${fromGraph.join(", ")}, in this order`, { hint: "Remove data.classes: the model knows its classes." });
}
/** A label that is the number of a class, unless it already is a class name. */
function numberedName(classes) {
	const names = new Set(classes);
	return (label) => {
		if (names.has(label) || !/^\d+$/.test(label)) return label;
		return classes[Number(label)] ?? label;
	};
}
function assertDistinct(classes) {
	if (classes.length >= 2 && new Set(classes).size === classes.length) return;
	throw new ModelyardError("input", `data.classes must list at least two different classes: ${classes.join(", ")}`);
}
function isSameList(one, other) {
	return one.length === other.length && one.every((name, index) => name === other[index]);
}

// src/adapters/onnx/run-portions.ts
/** A worker more is worth its start for this many portions, some 16,000 rows. */
const PORTIONS_PER_WORKER = 16;
/** Every worker holds the model: together they hold at most this much. */
const MOST_MODEL_BYTES = 2 ** 30;
/**
* Scores all rows in portions, each by one worker, collected in their order: the number of workers changes the time and
* nothing else. While they are at work the next portion is made ready.
*/
async function runPortions(run, plan, areProbabilities) {
	const { request, feeds } = run;
	const { rows } = request.features;
	const size = portionRows(feeds.batchSize, request.batchRows);
	const collector = collectScores(plan, rows, areProbabilities);
	const free = [...await openedWorkers(run, Math.ceil(rows / size))];
	const pending = [];
	const fetch = fetchedNames(plan);
	const collect = ({ portion }, results) => {
		const fed = feeds.batchSize ?? portion.rows;
		results.forEach((outputs, call) => {
			collector.add(outputs, fed, Math.min(fed, portion.rows - call * fed));
		});
		request.onProgress?.(portion.from + portion.rows);
	};
	try {
		for await (const { portion, calls } of encodedPortions(run, size)) {
			const oldest = free.length === 0 ? pending.shift() : void 0;
			const results = await oldest?.results;
			const ask = oldest?.ask ?? free.pop() ?? run.crew.first;
			pending.push({
				portion,
				ask,
				results: answered(ask("run", {
					calls,
					fetch
				}))
			});
			if (oldest !== void 0 && results !== void 0) collect(oldest, results);
		}
		for (const each of pending) collect(each, await each.results);
	} finally {
		await Promise.allSettled(pending.map(({ results }) => results));
	}
	return collector;
}
/** Portions of so many rows, ready for a worker. */
async function* encodedPortions({ request, feeds }, size) {
	for await (const { from, table } of windowsOf(request.features, fedColumns(feeds), size)) for (const { from: within, rows } of portionsOf(table.rows, size)) yield {
		portion: {
			from: from + within,
			rows
		},
		calls: encodeCalls(feeds, {
			table,
			rowAt: (index) => within + index,
			count: rows
		})
	};
}
/** An answer that fails is told where it is collected, not as one that nobody waits for. */
function answered(results) {
	results.catch(() => void 0);
	return results;
}
/** The first worker has opened the model; the others do where they are worth it. */
async function openedWorkers({ crew, request, opened }, portions) {
	const byMemory = Math.floor(MOST_MODEL_BYTES / Math.max(1, opened.bytes));
	const wanted = Math.min(Math.floor(portions / PORTIONS_PER_WORKER), byMemory);
	const others = crew.others(Math.max(0, wanted - 1));
	const { path } = request.model;
	const opening = others.map((ask) => ask("open", { path }));
	await Promise.allSettled(opening);
	await Promise.all(opening);
	return [crew.first, ...others];
}

// src/adapters/onnx/target-outputs.ts
/**
* Outputs of a regression of several targets: one float output for each, found by its name, or else one with a column
* for each, in the order of the targets. Throws `input` when neither fits.
*/
function chooseTargetOutputs(outputs, targets) {
	const floats = outputs.filter(({ type }) => FLOATS.has(type));
	const named = targets.map((target) => byName(floats, target));
	if (named.every((output) => output !== null) && new Set(named).size === targets.length) return {
		scores: named,
		isPerClass: true,
		label: null,
		classes: null
	};
	const wide = floats.filter(({ shape }) => typeof shape[1] !== "number" || shape[1] === targets.length);
	const [output, ...others] = floats.length === 1 ? floats : wide;
	if (output !== void 0 && others.length === 0) return {
		scores: [output],
		isPerClass: false,
		label: null,
		classes: null
	};
	throw new ModelyardError("input", `none of the model's outputs can be ${targets.join(", ")}: ${outputs.map(describeOutput).join("; ") || "there are none"}`, { hint: "Export one float output with a column per target, or one output per target with its name." });
}
/** Names as the exporters write them, where what is no letter, digit or `_` is replaced. */
function byName(outputs, target) {
	const plain = (text) => text.replace(/[^A-Za-z0-9_]/g, "_");
	const exact = outputs.find(({ name }) => name === target);
	const [alike, ...others] = outputs.filter(({ name }) => plain(name) === plain(target));
	return exact ?? (others.length === 0 ? alike ?? null : null);
}
function wrongWidth(name, width, targets) {
	return new ModelyardError("input", `output ${name} of the model has ${width} ${width === 1 ? "column" : "columns"}; data.target lists ${targets.length}: ${targets.join(", ")}`, { hint: "List the targets in the order of the output’s columns, or export one output per target." });
}

// src/adapters/onnx/predict-rows.ts
const MOST_CHARACTERS = 2e3;
/** Scores every row of the request. Errors name the model's file. */
async function predictRows(crew, request) {
	const { path } = request.model;
	if (request.features.rows === 0) throw new ModelyardError("input", `there are no rows to run ${path} on`);
	const opened = await crew.first("open", { path });
	return naming(path, async () => {
		const feeds = matchInputs(opened.inputs, request.features);
		const notes = [...feeds.notes, ...await assertFits(feeds, partsOf(request.features, feeds))];
		const output = await scoreRows({
			crew,
			request,
			feeds,
			opened
		});
		return {
			...output,
			notes: [...notes, ...output.notes]
		};
	});
}
async function* partsOf(features, feeds) {
	for await (const { table } of windowsOf(features, fedColumns(feeds))) yield table;
}
async function scoreRows(run) {
	const opened = withOutputs(run);
	const { task, classes: fromConfig } = run.request;
	if (task === "regression") {
		const { targets = [] } = run.request;
		const plan = targets.length > 1 ? chooseTargetOutputs(opened.outputs, targets) : chooseValueOutput(opened.outputs);
		return readValues(await runPortions(run, plan, false), plan, targets);
	}
	const resolved = resolveClasses(opened.classes, fromConfig);
	const plan = chooseClassOutputs(opened.outputs, resolved.classes);
	const collected = await runPortions(run, plan, true);
	const isOrderFromConfig = opened.classes === null && fromConfig !== null;
	return inTurn(readClassOutput(collected, {
		task,
		plan,
		resolved,
		isOrderFromConfig
	}), setImmediate);
}
/** What may hold scores: all outputs, or the one that is named. */
function withOutputs({ opened, request: { output } }) {
	return output === void 0 ? opened : {
		...opened,
		outputs: onlyNamed(opened.outputs, output)
	};
}
function readValues(collected, plan, targets) {
	if (targets.length > 1) return readTargets(collected, plan, targets);
	if (collected.width() !== 1) throw new ModelyardError("input", `output ${plan.scores[0]?.name} of the model has ${collected.width()} columns; regression needs one number per row`, { hint: "Set task: binary or multiclass if it is a classifier, or export one target." });
	return {
		kind: "values",
		values: collected.scores(),
		scoreType: scoreTypeOf(plan),
		notes: []
	};
}
function readTargets(collected, plan, targets) {
	if (collected.width() !== targets.length) throw wrongWidth(plan.scores[0]?.name, collected.width(), targets);
	return {
		kind: "values",
		values: collected.scores(),
		targets,
		scoreType: scoreTypeOf(plan),
		notes: []
	};
}
/** Puts the model's file before what went wrong with it, unless the message has it. */
async function naming(path, use) {
	try {
		return await use();
	} catch (error) {
		if (!(error instanceof ModelyardError) || error.code === "interrupted" || error.message.includes(path)) throw error;
		const message = `${path}: ${error.message}`.slice(0, MOST_CHARACTERS);
		throw new ModelyardError(error.code, message, {
			...error.hint === void 0 ? {} : { hint: error.hint },
			cause: error
		});
	}
}

// src/adapters/onnx/measure-models.ts
/** Different rows take different ways through a tree, so several batches are timed in turn; that many rows at most. */
const ROWS_SAMPLED = 4096;
const MOST_SAMPLES = 64;
const TIMING = {
	warmUpMs: 200,
	budgetMs: 1e3,
	minSamples: 10,
	maxSamples: 1e3
};
/** p50 and p95 of the wall time of a call per batch size, in milliseconds, of each model; rows are repeated where there are fewer. */
async function measureModels(ask, request) {
	const timed = [];
	for (const each of request.models) timed.push(await prepare(ask, each, timed.length > 0));
	const path = request.models[0]?.model.path ?? "";
	const latencies = timed.map(() => ({}));
	for (const size of request.batchSizes) {
		const models = timed.map((each) => ({
			samples: samplesOf(each, size),
			fetch: each.fetch
		}));
		const durations = await naming(path, () => ask("time", {
			models,
			...TIMING
		}));
		for (const [index, each] of durations.entries()) {
			const sorted = each.sort();
			const latency = latencies[index];
			if (latency !== void 0) latency[size] = {
				p50: quantile(sorted, .5),
				p95: quantile(sorted, .95)
			};
		}
	}
	return latencies;
}
async function prepare(ask, { model: { path }, features }, beside) {
	if (features.rows === 0) throw new ModelyardError("input", `there are no rows to time ${path} on`);
	const opened = await ask("open", {
		path,
		beside
	});
	return naming(path, async () => {
		const feeds = matchInputs(opened.inputs, features);
		await assertFits(feeds, [features]);
		return {
			feeds,
			features,
			fetch: opened.outputs.map(({ name }) => name)
		};
	});
}
/** Each sample is what scoring `size` rows takes: one call, or several where the model insists on its own size. */
function samplesOf({ feeds, features }, size) {
	const { rows } = features;
	const count = Math.max(1, Math.min(MOST_SAMPLES, Math.floor(ROWS_SAMPLED / size), Math.ceil(rows / size)));
	return Array.from({ length: count }, (_, sample) => encodeCalls(feeds, {
		table: features,
		rowAt: (index) => (sample * size + index) % rows,
		count: size
	}));
}
/** Linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's default). */
function quantile(sorted, probability) {
	const position = (sorted.length - 1) * probability;
	const below = sorted[Math.floor(position)] ?? NaN;
	return below + ((sorted[Math.ceil(position)] ?? NaN) - below) * (position - Math.floor(position));
}

// src/adapters/onnx/worker-process.ts
/** Starts a worker. It holds the event loop open only while a question is under way. */
function startWorker(workerUrl) {
	const child = fork(fileURLToPath(workerUrl), [], {
		execArgv: [],
		env: {
			...workerEnvironment(),
			...NO_TELEMETRY
		},
		serialization: "advanced",
		stdio: [
			"ignore",
			"ignore",
			"pipe",
			"ipc"
		]
	});
	const stderr = keepTail(child);
	const kill = () => void child.kill("SIGKILL");
	let isAlive = true;
	let wasKilled = false;
	child.once("exit", () => {
		isAlive = false;
		process.off("exit", kill);
	});
	process.on("exit", kill);
	hold(child, false);
	return {
		ask: (kind, payload) => question(child, {
			kind,
			payload
		}, (exit) => explainExit(exit, wasKilled, stderr())),
		kill: () => {
			wasKilled = true;
			kill();
		},
		isAlive: () => isAlive
	};
}
/** From version 1.29 on ONNX Runtime reports its use to its maker, with a device id that it keeps on disk; not from here. */
const NO_TELEMETRY = { ORT_DISABLE_TELEMETRY: "1" };
function keepTail(child) {
	let tail = "";
	child.stderr?.setEncoding("utf8").on("data", (text) => {
		tail = (tail + text).slice(-2e3);
	});
	return () => tail.trim();
}
function hold(child, isHeld) {
	const stderr = child.stderr;
	for (const handle of [
		child,
		child.channel,
		stderr
	]) isHeld ? handle?.ref() : handle?.unref();
}
async function question(child, message, exitError) {
	hold(child, true);
	try {
		const reply = await new Promise((resolve, reject) => {
			const onExit = (code, signal) => {
				child.off("message", onMessage);
				reject(exitError({
					code,
					signal
				}));
			};
			const onMessage = (reply) => {
				child.off("exit", onExit);
				resolve(reply);
			};
			child.once("message", onMessage).once("exit", onExit);
			child.send(message, (error) => {
				const isGone = child.exitCode !== null || child.signalCode !== null;
				if (error !== null && isGone) onExit(child.exitCode, child.signalCode);
			});
		});
		if (reply.ok) return reply.payload;
		const { code, message: text, hint } = reply.error;
		throw new ModelyardError(code, text, hint === null ? {} : { hint });
	} finally {
		hold(child, false);
	}
}
function explainExit({ code, signal }, wasKilled, stderr) {
	if (wasKilled) return new ModelyardError("interrupted", "interrupted while a model was running");
	const cause = stderr === "" ? void 0 : new Error(stderr);
	if (signal === "SIGKILL") return new ModelyardError("outside", "the process that runs the model was killed from outside", {
		hint: "Most often the machine ran out of memory.",
		cause
	});
	if (signal === null) return new ModelyardError("internal", `the process that runs the model ended with exit code ${code}`, { cause });
	return new ModelyardError("input", `the model crashed the ONNX runtime (${signal})`, {
		hint: "The file is damaged or asks for something that the runtime cannot do; export it again.",
		cause
	});
}

// src/adapters/onnx/create-onnx-runtime.ts
/** One process makes the rows ready for all of them; it keeps no more busy. */
const MOST_WORKERS = 8;
/**
* Runs ONNX models in processes of their own, started at the first question and used again; requests are served one
* after the other, many rows by several processes. An aborted request ends them, whatever they are doing, and is rejected
* with `interrupted`.
*/
function createOnnxRuntime(options = {}) {
	const workers = hireWorkers(() => startWorker(options.workerUrl ?? locateWorker("onnx-worker.js")), options.mostWorkers ?? Math.min(MOST_WORKERS, availableParallelism()));
	let queue = Promise.resolve();
	/** One request after the other: workers hold the models of one request at a time. */
	const inTurn = (request, use) => {
		const result = queue.then(() => withWorkers(workers, request, use));
		queue = result.catch(() => void 0);
		return result;
	};
	return {
		inspect: (model) => inTurn({}, ({ first }) => naming(model.path, async () => {
			const { inputs, outputs, classes } = await first("open", { path: model.path });
			return {
				inputs,
				outputs,
				classes
			};
		})),
		predict: (request) => inTurn(request, (crew) => predictRows(crew, request)),
		measureLatency: (request) => inTurn(request, ({ first }) => measureModels(first, request)),
		close: async () => {
			await queue;
			workers.kill();
		}
	};
}
async function withWorkers(workers, { signal, limitMs }, use) {
	if (signal?.aborted === true) throw new ModelyardError("interrupted", "interrupted before the model was run");
	const crew = limitAnswers(workers, limitMs);
	const onAbort = () => workers.kill();
	signal?.addEventListener("abort", onAbort, { once: true });
	try {
		const result = await use(crew);
		await workers.release();
		return result;
	} finally {
		signal?.removeEventListener("abort", onAbort);
	}
}

// src/adapters/targets/command/command-target.ts
const answerSchema = looseObject({
	/** What is served: the digest of the served bytes, null for nothing. */
	digest: digestSchema.nullable(),
	/** File or folder where the served bytes can be read; then they are hashed here and the digest is checked. */
	path: string().min(1).optional()
});
const MOST_ANSWER_BYTES = 1e6;
/** Variables by which a process could act as the job: never given to the command. */
const RUNNER_OWN = /^(GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|GH_TOKEN|ACTIONS_.*|INPUT_.*)$/i;
/**
* A program of the user's that puts models live. It is called once for each step, with JSON on stdin; `observe` answers with
* JSON on stdout. Exit code 0 is success, anything else fails the step. Throws `outside` for a failing or silent command.
*/
function createCommandTarget(options) {
	const tell = (model, call) => callCommand(options, model, call);
	return {
		location: options.run,
		stage: async (model, release) => void await tell(model, {
			call: "stage",
			release
		}),
		activate: async (model, digest) => void await tell(model, {
			call: "activate",
			digest
		}),
		async observe(model) {
			const answer = parseAnswer(options, await tell(model, { call: "observe" }));
			if (answer.digest === null) return null;
			const { digest, path } = answer;
			if (path === void 0) return {
				digest,
				path: null
			};
			return {
				digest: await servedDigest(options, path),
				path
			};
		}
	};
}
async function callCommand(options, model, call) {
	const { run, timeoutMs, name, cwd, environment, signal, onOutput } = options;
	const stdout = [];
	let bytes = 0;
	const result = await runCommand({
		command: run,
		cwd,
		timeoutMs,
		signal,
		onOutput,
		env: passedEnvironment(environment),
		input: `${JSON.stringify({
			schema: "modelyard/target/1",
			environment: name,
			model,
			...call
		})}\n`,
		onStdout(chunk) {
			bytes += chunk.length;
			if (bytes <= MOST_ANSWER_BYTES) stdout.push(chunk);
		}
	});
	if (result.timedOut) throw failed(options, call, `took more than ${timeoutMs / 1e3} s`);
	if (result.exitCode !== 0) throw failed(options, call, `ended with ${result.signal ?? `exit code ${result.exitCode}`}`);
	if (bytes > MOST_ANSWER_BYTES) throw failed(options, call, `printed ${bytes} bytes on stdout`);
	return Buffer.concat(stdout).toString("utf8");
}
function passedEnvironment(environment) {
	const kept = Object.entries(environment).filter((entry) => entry[1] !== void 0 && !RUNNER_OWN.test(entry[0]));
	return {
		...Object.fromEntries(kept),
		MODELYARD: "1"
	};
}
function parseAnswer(options, text) {
	let value;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw failed(options, { call: "observe" }, `printed no JSON: ${messageOf(cause)}`);
	}
	const answer = answerSchema.safeParse(value);
	if (answer.success) return answer.data;
	const issue = answer.error.issues[0];
	throw failed(options, { call: "observe" }, `answered ${issue?.path.join(".")}: ${issue?.message}`);
}
/** The bytes are the truth: what the command says of them does not count. */
async function servedDigest(options, path) {
	try {
		return (await hashModel(path)).digest;
	} catch (cause) {
		throw failed(options, { call: "observe" }, `names ${path}, which cannot be read: ${messageOf(cause)}`);
	}
}
function failed({ name, run }, { call }, what) {
	return new ModelyardError("outside", `${name}: the target's command (${run}), asked to ${call}, ${what}`, { hint: "See docs/release-and-deploy.md for what it is given and what it must answer." });
}

// src/adapters/targets/directory/version-folder.ts
/** Puts the files into `folder`, whole or not at all; a no-op when they are there, undamaged and alone. */
async function fillVersionFolder(folder, release, checkpoint) {
	assertSafeNames(release);
	const parent = dirname(folder);
	await mkdir(parent, { recursive: true });
	await removeLeftovers(parent);
	if (await holdsExactly(folder, release)) return;
	const temporary = join(parent, temporaryName());
	for (const file of release.files) await copyChecked(file, join(temporary, file.name));
	await syncTree(temporary);
	checkpoint("set damaged version aside");
	await rename(folder, join(parent, temporaryName())).catch(ignoreMissing);
	checkpoint("place version");
	await rename(temporary, folder);
	await syncFolder(parent);
	await removeLeftovers(parent);
}
/** Digest of the model in a version's folder, from its bytes. A folder of one file has two: the one that it is called by counts. */
async function versionDigest(folder, called) {
	const [name, another] = await readdir(folder);
	const asFolder = await hashModel(folder);
	const only = name !== void 0 && another === void 0 ? join(folder, name) : null;
	if (asFolder.digest === called || only === null || !(await lstat(only)).isFile()) return asFolder.digest;
	return (await hashModel(only)).digest;
}
/** Own to this process, so that another run can tell whether somebody is still filling it. */
function temporaryName() {
	return `.${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
}
/** Removes what runs that have ended left half-done. */
async function removeLeftovers(folder) {
	for (const name of await readdir(folder)) {
		const pid = Number(/^\.(\d+)-[0-9a-f]{12}\.tmp$/.exec(name)?.[1] ?? NaN);
		if (Number.isNaN(pid) || pid !== process.pid && isAlive$2(pid)) continue;
		await rm(join(folder, name), {
			recursive: true,
			force: true
		});
	}
}
async function holdsExactly(folder, { files }) {
	const found = await hashModel(folder).catch(() => null);
	const known = new Map(found?.files.map(({ name, sha256 }) => [name, sha256]));
	return known.size === files.length && files.every(({ name, sha256 }) => known.get(name) === sha256);
}
async function copyChecked(file, to) {
	await mkdir(dirname(to), { recursive: true });
	await copyFile(file.path, to);
	await chmod(to, 292);
	const { sha256 } = await hashFile(to);
	if (sha256 === file.sha256) return;
	throw new ModelyardError("unreadable", `${file.path} is sha256 ${sha256}; the release says ${file.sha256}`);
}
function assertSafeNames({ files }) {
	if (files.length === 0) throw new ModelyardError("unreadable", "the release lists no file of the model");
	const unsafe = files.find(({ name }) => name.split("/").some((part) => part === "" || part === "." || part === ".." || part.includes("\\")));
	if (unsafe === void 0) return;
	throw new ModelyardError("unreadable", `the release names a file ${JSON.stringify(unsafe.name)}`, { hint: "A file of a model has a relative name without \"..\"." });
}
function ignoreMissing(error) {
	if (error.code !== "ENOENT") throw error;
}

// src/adapters/targets/directory/directory-target.ts
const POINTER = "current";
const VERSIONS = "versions";
const OWN_LINK = new RegExp(`^${VERSIONS}/[0-9a-f]{64}$`);
/**
* A folder that a server reads: `<path>/<model>/versions/<sha256>/…`, never changed once it is there, and
* `<path>/<model>/current`, a symbolic link that is replaced in one step. All versions are kept.
*/
function createDirectoryTarget(path, checkpoint = () => void 0) {
	const pointerOf = (model) => join(path, model, POINTER);
	const linkTo = (digest) => `${VERSIONS}/${digest.replace(/^sha256:/, "")}`;
	async function activate(model, digest) {
		const folder = join(path, model);
		await mkdir(folder, { recursive: true });
		await readPointer(pointerOf(model));
		if (digest === null) {
			checkpoint("remove pointer");
			await rm(pointerOf(model), { force: true });
		} else {
			await assertStaged(join(folder, linkTo(digest)));
			await switchPointer(folder, linkTo(digest));
		}
		await syncFolder(folder);
	}
	async function switchPointer(folder, link) {
		await removeLeftovers(folder);
		const temporary = join(folder, temporaryName());
		checkpoint("prepare pointer");
		await symlink(link, temporary);
		checkpoint("switch pointer");
		await rename(temporary, join(folder, POINTER));
	}
	async function observe(model) {
		const link = await readPointer(pointerOf(model));
		if (link === null) return null;
		const served = join(path, model, link);
		if (await lstat(served).catch(() => null) === null) throw new ModelyardError("unreadable", `${pointerOf(model)} points to ${link}, which is not there`, { hint: "Deploy again." });
		return {
			digest: await versionDigest(served, `sha256:${link.slice(9)}`),
			path: served
		};
	}
	return {
		location: path,
		stage: (model, release) => writing(path, () => fillVersionFolder(join(path, model, linkTo(release.digest)), release, checkpoint)),
		activate: (model, digest) => writing(path, () => activate(model, digest)),
		observe
	};
}
/** Where the pointer leads; null when there is none. What is called `current` and is not our link is not ours to replace. */
async function readPointer(pointer) {
	const info = await lstat(pointer).catch((error) => {
		if (error.code === "ENOENT") return null;
		throw new ModelyardError("unreadable", `cannot look at ${pointer}: ${error.message}`, { cause: error });
	});
	if (info === null) return null;
	const link = info.isSymbolicLink() ? await readlink(pointer) : null;
	if (link !== null && OWN_LINK.test(link)) return link;
	throw new ModelyardError("conflict", `${pointer} is not a link that Modelyard made`, { hint: "Move it away, or deploy to another folder." });
}
async function assertStaged(folder) {
	if (await lstat(folder).catch(() => null) !== null) return;
	throw new ModelyardError("unreadable", `${folder} is not there: nothing can be switched to it`);
}
/** The folder lies outside the repository: a full disk or a missing permission there is no bug of ours. */
async function writing(path, work) {
	try {
		await work();
	} catch (cause) {
		if (cause instanceof ModelyardError) throw cause;
		throw new ModelyardError("outside", `cannot write to the target ${path}: ${messageOf(cause)}`, {
			cause,
			hint: "Check that the folder can be written and that the disk has room."
		});
	}
}

// src/cli/services.ts
const MEMORY_LIMIT_MB = 256;
function createEngine(onRows) {
	return createDuckdbEngine({
		memoryLimitMb: 256,
		onRows
	});
}
function createServices(options) {
	const engine = createEngine(options.within);
	const runtime = createOnnxRuntime();
	/** One for each repository: a forge remembers what it has read. */
	const forges = /* @__PURE__ */ new Map();
	const clients = /* @__PURE__ */ new Map();
	const github = (repository) => once(clients, repository, () => connect(repository, options));
	return {
		engine,
		runtime,
		github,
		forge: (repository) => once(forges, repository, async () => createForge(repository, options, await github(repository))),
		targetOf: (environment) => createTarget(environment, options.host),
		async close() {
			await engine.close();
			await runtime.close();
		}
	};
}
function once(made, key, make) {
	const found = made.get(key) ?? make();
	made.set(key, found);
	return found;
}
/** What speaks to GitHub is loaded only where it is spoken to. */
async function connect(repository, { host, forge, toolkit, note }) {
	if (forge === "local") return null;
	const { connectGithub } = await import("./connect2.js");
	const { environment, signal } = host;
	return connectGithub({
		repository,
		environment,
		signal,
		toolkit,
		note
	});
}
async function createForge(repository, { clock, host, toolkit, note }, client) {
	if (client === null) return createLocalForge(repository, clock);
	const { createGithubForge } = await import("./github-forge.js");
	const { environment, signal } = host;
	return createGithubForge({
		repository,
		environment,
		signal,
		clock,
		toolkit,
		note
	}, client);
}
function createTarget({ name, target }, host) {
	if (target.kind === "directory") return createDirectoryTarget(resolve(target.path.absolute));
	return createCommandTarget({
		...host,
		name,
		run: target.run,
		timeoutMs: target.timeoutMs
	});
}

// src/cli/command-context.ts
const CLOCK = {
	now: () => /* @__PURE__ */ new Date(),
	monotonicMs: () => performance.now()
};
async function createCommandContext({ line, reporter, toolkit, signal }) {
	const project = await loadConfig({
		cwd: process.cwd(),
		file: line.text("config"),
		repositoryTop
	});
	const forge = await chooseForge(line, project.repository);
	const clock = CLOCK;
	return {
		line,
		project,
		services: createServices({
			clock,
			host: {
				cwd: project.directory,
				environment: process.env,
				signal,
				onOutput: passForeign
			},
			forge,
			toolkit,
			note: reporter.note,
			within: reporter.within
		}),
		reporter,
		clock,
		toolkit,
		signal,
		models: chosenModels(project, line.list("model")),
		stageContext: (model) => ({
			project,
			model,
			clock,
			reporter,
			signal,
			environment: process.env,
			ci: readEvent(process.env),
			toolkit
		})
	};
}
function chosenModels({ models }, asked) {
	if (asked.length === 0) return models;
	return [...new Set(asked.flatMap((text) => text.split(",")).map((name) => name.trim()))].map((name) => modelNamed(models, name));
}
function modelNamed(models, name) {
	const found = models.find((model) => model.name === name);
	if (found !== void 0) return found;
	const known = models.map((model) => model.name);
	const near = nearest(name, known);
	const help = near === null ? "" : `; did you mean ${near}?`;
	throw new ModelyardError("usage", `--model ${JSON.stringify(name)}: there is no such model${help}`, { hint: `${CONFIG_NAME} has ${known.join(", ")}.` });
}
/** The one model that a command needs. */
function onlyModel({ models, line }) {
	const [model, another] = models;
	if (model !== void 0 && another === void 0) return model;
	throw new ModelyardError("usage", `modelyard ${line.command.name} works on one model; there are ${models.map(({ name }) => name).join(", ")}`, { hint: "Name it with --model." });
}
/** One chunk between its own fences: a target's command speaks at any time, and what comes after it may be a log command of ours. */
function passForeign(chunk) {
	const output = foreignOutput();
	output.write(chunk);
	output.close();
}

export { createEngine as a, onlyModel as i, chosenModels as n, readRef as o, createCommandContext as r, createDuckdbEngine as s, CLOCK as t };