import { C as string, E as unknown, S as strictObject, T as union, _ as looseObject, d as _enum, f as _null, g as literal, h as discriminatedUnion, m as boolean, p as array, v as number$1, w as tuple, x as record } from "./schemas.js";
import { t as datetime } from "./iso.js";
import { tt as nearest } from "./registry.js";

// src/domain/contract/contract.ts
const ROLES = [
	"feature",
	"label",
	"id",
	"time",
	"weight",
	"group"
];
/** Where rows come from: data to train on, data to judge by, data that a live model is asked about. */
const ENVIRONMENTS = [
	"training",
	"evaluation",
	"serving"
];
const LIFECYCLES = [
	"planned",
	"alpha",
	"beta",
	"production",
	"deprecated",
	"debug",
	"disabled"
];

// src/stages/contract/odcs-description.ts
/** Parts of the standard that describe and ask for no check: their shape is checked, and nothing else. */
const text = string();
const scalar$2 = union([
	string(),
	number$1(),
	boolean(),
	_null()
], { error: "expected one value" });
const date = string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "expected a date as \"2026-01-31\"" }).optional();
/** Stable name of an element, for references. */
const stableId = string().regex(/^[A-Za-z0-9_-]+$/, { error: "expected letters, digits, _ and -" }).optional();
const tags = array(text).optional();
const customProperties = array(strictObject({
	id: stableId,
	property: text,
	value: unknown(),
	description: text.optional()
})).optional();
const authoritativeDefinitions = array(strictObject({
	id: stableId,
	url: text,
	type: text,
	description: text.optional()
})).optional();
const described = {
	tags,
	customProperties,
	authoritativeDefinitions
};
const teamMember = strictObject({
	id: stableId,
	username: text.optional(),
	name: text.optional(),
	description: text.optional(),
	role: text.optional(),
	dateIn: date,
	dateOut: date,
	replacedByUsername: text.optional(),
	...described
});
/** A list of members is the older form. */
const team = union([strictObject({
	id: stableId,
	name: text.optional(),
	description: text.optional(),
	members: array(teamMember).optional(),
	...described
}), array(teamMember)]);
const support = array(strictObject({
	id: stableId,
	channel: text,
	url: text.optional(),
	description: text.optional(),
	tool: text.optional(),
	scope: text.optional(),
	invitationUrl: text.optional(),
	customProperties
}));
const price = strictObject({
	id: stableId,
	priceAmount: number$1().optional(),
	priceCurrency: text.optional(),
	priceUnit: text.optional()
});
const roles = array(strictObject({
	id: stableId,
	role: text,
	description: text.optional(),
	access: text.optional(),
	firstLevelApprovers: text.optional(),
	secondLevelApprovers: text.optional(),
	customProperties
}));
const description = looseObject({
	usage: text.optional(),
	purpose: text.optional(),
	limitations: text.optional(),
	authoritativeDefinitions,
	customProperties
});
/** Keys of a contract's head that describe. */
const documentDescription = {
	name: text.optional(),
	tenant: text.optional(),
	domain: text.optional(),
	dataProduct: text.optional(),
	contractCreatedTs: datetime({
		offset: true,
		error: "expected a time as \"2026-01-31T12:00:00Z\""
	}).optional(),
	description: description.optional(),
	support: support.optional(),
	price: price.optional(),
	team: team.optional(),
	roles: roles.optional(),
	...described
};
/** Keys of an object or a property that describe. */
const elementDescription = {
	id: stableId,
	physicalType: text.optional(),
	description: text.optional(),
	businessName: text.optional(),
	...described
};
/** Keys of a property that describe, besides those of every element. */
const propertyDescription = {
	partitioned: boolean().optional(),
	partitionKeyPosition: number$1().int().optional(),
	criticalDataElement: boolean().optional(),
	encryptedName: text.optional(),
	transformSourceObjects: array(text).optional(),
	transformLogic: text.optional(),
	transformDescription: text.optional(),
	examples: array(unknown()).optional()
};
const DIMENSIONS = [
	"accuracy",
	"completeness",
	"conformity",
	"consistency",
	"coverage",
	"timeliness",
	"uniqueness"
];
/** Keys of a quality rule that describe. */
const ruleDescription = {
	id: stableId,
	name: text.optional(),
	description: text.optional(),
	dimension: _enum(DIMENSIONS).optional(),
	businessImpact: text.optional(),
	method: text.optional(),
	scheduler: text.optional(),
	schedule: text.optional(),
	...described
};
/** Keys of a service level that describe. */
const serviceLevelDescription = {
	id: stableId,
	valueExt: scalar$2.optional(),
	driver: text.optional(),
	description: text.optional(),
	scheduler: text.optional(),
	schedule: text.optional()
};

// src/stages/contract/odcs-servers.ts
/**
* Keys of each type of server, those that it needs marked with `!`. A server says where data are kept elsewhere: of all of
* them only `local` paths are ever read.
*/
const KEYS = {
	api: "location!",
	athena: "stagingDir! schema! catalog regionName",
	azure: "location! format! delimiter",
	bigquery: "project! dataset!",
	clickhouse: "host! port! database!",
	cloudsql: "host! port! database! schema!",
	custom: "account catalog database dataset delimiter endpointUrl format host location path port project region regionName schema serviceName stagingDir warehouse stream",
	databricks: "host catalog! schema!",
	db2: "host! port! database! schema",
	denodo: "host! port! database",
	dremio: "host! port! schema",
	duckdb: "database! schema",
	glue: "account! database! location format",
	hive: "host! port database!",
	impala: "host! port database!",
	informix: "host! port database!",
	kafka: "host! format",
	kinesis: "region format",
	local: "path! format!",
	mysql: "host! port! database!",
	oracle: "host! port! serviceName!",
	postgres: "host! port! database! schema!",
	postgresql: "host! port! database! schema!",
	presto: "host! catalog schema",
	pubsub: "project!",
	redshift: "host database! schema! region account",
	s3: "location! endpointUrl format delimiter",
	sftp: "location! format delimiter",
	snowflake: "host port account! database! schema! warehouse",
	sqlserver: "host! port database! schema!",
	synapse: "host! port! database!",
	trino: "host! port! catalog! schema!",
	vertica: "host! port! database! schema!",
	zen: "host! port database!"
};
const base = {
	id: stableId,
	server: string(),
	description: string().optional(),
	environment: string().optional(),
	roles: array(looseObject({})).optional(),
	customProperties
};
function serverOf(type, keys) {
	const own = keys.split(" ").map((key) => {
		const name = key.replace("!", "");
		const value = name === "port" ? number$1().int() : string();
		return [name, key.endsWith("!") ? value : value.optional()];
	});
	return looseObject({
		...Object.fromEntries(own),
		...base,
		type: literal(type)
	});
}
/** Keys that a server of this type does not have. */
function unknownServerKeys(server) {
	const known = (KEYS[String(server.type)] ?? "").replaceAll("!", "").split(" ");
	return Object.keys(server).filter((key) => key !== "type" && !(key in base) && !known.includes(key));
}
const [first, ...others] = Object.entries(KEYS).map(([type, keys]) => serverOf(type, keys));
const servers = array(discriminatedUnion("type", [first, ...others], { error: () => `expected a server with type ${Object.keys(KEYS).join(", ")}` })).optional();

// src/stages/contract/odcs-quality.ts
const number = number$1({ error: "expected a number" });
const pair = tuple([number, number], { error: "expected two numbers" });
const scalar$1 = union([
	string(),
	number$1(),
	boolean()
], { error: "expected one value" });
/** A query may also answer true or false. */
const answer = union([number$1(), boolean()], { error: "expected a number" });
const operators = {
	mustBe: answer.optional(),
	mustNotBe: answer.optional(),
	mustBeGreaterThan: number.optional(),
	mustBeGreaterOrEqualTo: number.optional(),
	mustBeLessThan: number.optional(),
	mustBeLessOrEqualTo: number.optional(),
	mustBeBetween: pair.optional(),
	mustNotBeBetween: pair.optional()
};
const OPERATORS$1 = Object.keys(operators);
const METRICS = [
	"nullValues",
	"missingValues",
	"invalidValues",
	"duplicateValues",
	"rowCount"
];
/** Names of 3.0, which had no fixed list, and what they became in 3.1. */
const METRIC_BY_RULE = {
	...Object.fromEntries(METRICS.map((metric) => [metric, metric])),
	nullCheck: "nullValues",
	validValues: "invalidValues",
	duplicateCount: "duplicateValues",
	unique: "duplicateValues"
};
const metric = _enum(METRICS, { error: ({ input }) => input === void 0 ? void 0 : `${String(input)} is no library metric; expected ${METRICS.join(", ")}` });
const rule = _enum(Object.keys(METRIC_BY_RULE), { error: ({ input }) => `a library rule ${JSON.stringify(input)} cannot be checked; known are ${Object.keys(METRIC_BY_RULE).join(", ")}` });
/** Words of other tools for the three severities. */
const SEVERITIES = {
	error: "error",
	fail: "error",
	critical: "error",
	blocker: "error",
	high: "error",
	major: "error",
	medium: "error",
	warning: "warning",
	warn: "warning",
	low: "warning",
	minor: "warning",
	trivial: "warning",
	info: "info",
	information: "info"
};
const severity = string().refine((word) => word.toLowerCase() in SEVERITIES, { error: ({ input }) => {
	const near = nearest(String(input), [
		"error",
		"warning",
		"info"
	]);
	return `expected error, warning or info, found ${JSON.stringify(input)}${near === null ? "" : `; did you mean ${near}?`}`;
} }).transform((word) => SEVERITIES[word.toLowerCase()] ?? "error").default("error");
const UNITS = {
	rows: "rows",
	percent: "percent",
	percentage: "percent",
	"%": "percent"
};
const unit = string().refine((word) => word.toLowerCase() in UNITS, { error: "expected rows or percent" }).transform((word) => UNITS[word.toLowerCase()] ?? "rows").default("rows");
/** A quality rule of a property or an object. Which keys go together is told by `ruleProblems`. */
const quality = strictObject({
	...ruleDescription,
	type: _enum([
		"library",
		"text",
		"sql",
		"custom"
	]).optional(),
	metric: metric.optional(),
	rule: rule.optional(),
	arguments: strictObject({
		validValues: array(scalar$1.nullable()).min(1).optional(),
		missingValues: array(scalar$1.nullable()).min(1).optional(),
		pattern: string().optional(),
		properties: array(string()).min(1).optional()
	}).optional(),
	validValues: array(scalar$1.nullable()).min(1).optional(),
	unit,
	severity,
	...operators,
	query: string().optional(),
	engine: string().optional(),
	implementation: union([string(), looseObject({})]).optional()
});

// src/stages/contract/contract-schema.ts
const bound$1 = union([number$1(), string()], { error: "expected a number or a date" });
/** In 3.0 true makes the bound beside it exclusive. */
const exclusive = union([
	number$1(),
	string(),
	boolean()
], { error: "expected a number or a date" });
const count = number$1().int().min(0);
const LOGICAL_TYPES = [
	"string",
	"date",
	"timestamp",
	"time",
	"number",
	"integer",
	"object",
	"array",
	"boolean"
];
const logicalTypeOptions = strictObject({
	minimum: bound$1.optional(),
	maximum: bound$1.optional(),
	exclusiveMinimum: exclusive.optional(),
	exclusiveMaximum: exclusive.optional(),
	multipleOf: number$1().positive().optional(),
	minLength: count.optional(),
	maxLength: count.optional(),
	pattern: string().optional(),
	format: string().optional(),
	timezone: boolean().optional(),
	defaultTimezone: string().optional(),
	maxProperties: count.optional(),
	minProperties: count.optional(),
	required: array(string()).min(1).optional(),
	maxItems: count.optional(),
	minItems: count.optional(),
	uniqueItems: boolean().optional()
});
const reference = union([string(), array(string()).min(1)], { error: "expected table.column, or a list of them" });
const relationship = strictObject({
	type: literal("foreignKey", { error: "expected foreignKey" }).optional(),
	from: reference.optional(),
	to: reference,
	description: string().optional(),
	customProperties
});
const baseProperty = {
	...elementDescription,
	...propertyDescription,
	physicalName: string().min(1).optional(),
	logicalType: _enum(LOGICAL_TYPES).optional(),
	logicalTypeOptions: logicalTypeOptions.optional(),
	required: boolean().default(false),
	unique: boolean().default(false),
	primaryKey: boolean().default(false),
	primaryKeyPosition: number$1().int().optional(),
	enum: array(unknown()).min(1).optional(),
	quality: array(quality).default([]),
	relationships: array(relationship).default([]),
	classification: string().optional()
};
const property = strictObject({
	name: string().min(1),
	...baseProperty,
	get properties() {
		return array(property).optional();
	},
	get items() {
		return items.optional();
	}
});
const items = strictObject({
	name: string().optional(),
	...baseProperty,
	get properties() {
		return array(property).optional();
	},
	get items() {
		return items.optional();
	}
});
const schemaObject = strictObject({
	name: string().min(1),
	...elementDescription,
	logicalType: literal("object").optional(),
	physicalName: string().optional(),
	dataGranularityDescription: string().optional(),
	properties: array(property).default([]),
	quality: array(quality).default([]),
	relationships: array(relationship).default([])
});
const serviceLevel = strictObject({
	...serviceLevelDescription,
	property: string(),
	value: union([
		string(),
		number$1(),
		boolean(),
		_null()
	], { error: "expected one value" }),
	unit: string().optional(),
	element: string().optional()
});
/** Data contract file, Open Data Contract Standard 3.0 to 3.1. */
const contractSchema = strictObject({
	apiVersion: string().regex(/^v?3\.[01]\.\d+$/, { error: "expected apiVersion v3.0.x or v3.1.x" }),
	kind: literal("DataContract", { error: "expected kind: DataContract" }),
	id: string().min(1),
	version: string({ error: "expected a text; a version of two numbers needs quotes: \"1.0\"" }),
	status: string(),
	schema: array(schemaObject).default([]),
	servers,
	slaProperties: array(serviceLevel).default([]),
	slaDefaultElement: string().optional(),
	...documentDescription
});

// src/stages/contract/short-schema.ts
const scalar = union([
	string(),
	number$1(),
	boolean(),
	_null()
], { error: "expected one value" });
const values = array(scalar).min(1, { error: "expected at least one value" });
const size = number$1().int().min(0).optional();
const bound = union([number$1(), string()], { error: "expected a number or a date" }).optional();
const list = array(string()).min(1);
/** Options of a type that may stand beside the words. */
const options = {
	minimum: bound,
	maximum: bound,
	exclusiveMinimum: bound,
	exclusiveMaximum: bound,
	multipleOf: number$1().positive().optional(),
	minLength: size,
	maxLength: size,
	pattern: string().optional(),
	format: string().optional(),
	timezone: boolean().optional(),
	defaultTimezone: string().optional(),
	minItems: size,
	maxItems: size,
	uniqueItems: boolean().optional(),
	minProperties: size,
	maxProperties: size
};
const OPTION_KEYS = Object.keys(options);
/** Parts for machine learning; `contractProblems` knows their values. */
const parts = {
	role: string().optional(),
	environments: list.optional(),
	lifecycle: string().optional(),
	drift: unknown().optional(),
	skew: unknown().optional()
};
const PART_KEYS = Object.keys(parts);
const words = string().meta({ description: "Type, range and flags: integer 0..120 required; string 1..36 unique; free|pro; email personal; -> stores.id." });
const more = strictObject({
	is: words.optional(),
	values: values.optional().meta({ description: "The values that may stand there, besides null." }),
	type: _enum(LOGICAL_TYPES).optional(),
	required: boolean().optional(),
	unique: boolean().optional(),
	physicalName: string().optional().meta({ description: "The name in the data, where it differs." }),
	classification: string().optional().meta({ description: "Values of a classified column are never shown." }),
	...elementDescription,
	...options,
	...parts,
	quality: array(quality).optional().meta({ description: "Quality rules as the standard writes them." }),
	get fields() {
		return record(string(), column).optional().meta({ description: "Of an object: its fields." });
	},
	get items() {
		return column.optional().meta({ description: "Of a list: its items." });
	}
});
const column = union([
	words,
	values,
	more,
	_null()
], { error: "expected words as \"integer 0..120 required\", a list of values, or a map" });
const columns = record(string().min(1), column).refine((given) => Object.keys(given).length > 0, { error: "expected at least one column" });
const files = union([string().min(1), list], { error: "expected a path, a pattern or a list of them" });
const table = union([files, strictObject({
	files: files.meta({ description: "Its files, relative to modelyard.yml." }),
	columns: columns.optional().meta({ description: "Its columns, as those of the dataset." }),
	key: list.optional().meta({ description: "Columns that together identify a row." })
})], { error: "expected a path, or {files, columns}" });
const ages = record(string(), union([string(), number$1()], { error: "expected an age as 7d" }));
const query = union([string(), looseObject({ query: string() })], { error: "expected a query, or {query, mustBe…}" });
/** The short form of a contract. */
const shortSchema = strictObject({
	contract: string().min(1).meta({ description: "What the contract is called." }),
	version: union([string(), number$1()]).optional().meta({ description: "Version of the contract; 1.0.0 if not said." }),
	status: string().optional().meta({ description: "active if not said." }),
	description: string().optional().meta({ description: "What the data are for." }),
	table: string().optional().meta({ description: "What queries and keys call the dataset; as the contract if not said." }),
	columns: columns.meta({ description: "The columns in their order." }),
	key: list.optional().meta({ description: "Columns that together identify a row." }),
	unique: array(list).optional().meta({ description: "Columns that together must not repeat." }),
	rows: union([number$1().int().min(0), string()], { error: "expected a number, or a range as 1000.." }).optional().meta({ description: "How many rows there must be: 1000.., 1000..5000." }),
	fresh: ages.optional().meta({ description: "Columns of time whose newest value is at most so old: {updated_at: 7d}." }),
	keep: ages.optional().meta({ description: "Columns of time whose oldest value is at most so old." }),
	sql: record(string(), query).optional().meta({ description: "Queries by what they look for; they must give 0 if nothing else is said." }),
	tables: record(string(), table).optional().meta({ description: "Other tables that keys point to, with their files." }),
	quality: array(quality).optional().meta({ description: "Quality rules of the dataset as the standard writes them." })
});

// src/stages/contract/short-bounds.ts
const BOUNDS = {
	"<": "exclusiveMaximum",
	"<=": "maximum",
	">": "exclusiveMinimum",
	">=": "minimum"
};
/** `>0`, `<=100`: one bound. */
function readComparison(word, parts) {
	const [, operator = "", text = ""] = /^(<=|>=|<|>)(\S+)$/.exec(word) ?? [];
	const bound = boundOf(text);
	if (operator === "" || bound === null) return null;
	return setBounds(parts, { [BOUNDS[operator] ?? ""]: bound });
}
/** `0..120`, `2020-01-01..`, `..100`: a range; of text its length, of lists how many items. */
function readRange(word, parts) {
	const [, low, high] = /^(.*?)\.\.(.*)$/.exec(word) ?? [];
	if (low === void 0 || high === void 0) return null;
	if (word.includes("...")) return `${JSON.stringify(word)}: a range has two dots, and a fraction a digit before its point`;
	const [minimum, maximum] = [boundOf(low), boundOf(high)];
	if (minimum === null && low !== "" || maximum === null && high !== "" || low === "" && high === "") return `${word} is no range as 0..120, 1.. or 2020-01-01..2020-12-31`;
	return setBounds(parts, {
		...minimum === null ? {} : { minimum },
		...maximum === null ? {} : { maximum }
	});
}
function boundOf(text) {
	if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
	return /^\d{4}-\d{2}-\d{2}|^\d{2}:\d{2}/.test(text) ? text : null;
}
/** Bounds are those of the value, or of its size where it is text or a list. */
const SIZES = {
	string: ["minLength", "maxLength"],
	array: ["minItems", "maxItems"]
};
function setBounds({ property, options }, bounds) {
	const size = SIZES[String(property.logicalType)];
	for (const [key, bound] of Object.entries(bounds)) if (size === void 0) options[key] = bound;
	else {
		const [least, most] = size;
		const name = {
			minimum: least,
			maximum: most,
			exclusiveMinimum: least,
			exclusiveMaximum: most
		}[key] ?? key;
		if (typeof bound !== "number" || !Number.isInteger(bound)) return `the size of a ${property.logicalType} is a whole number, not ${bound}`;
		options[name] = key === "exclusiveMinimum" ? bound + 1 : key === "exclusiveMaximum" ? bound - 1 : bound;
	}
	return true;
}

// src/stages/contract/short-words.ts
const TYPES = {
	string: "string",
	text: "string",
	integer: "integer",
	int: "integer",
	number: "number",
	float: "number",
	boolean: "boolean",
	bool: "boolean",
	date: "date",
	timestamp: "timestamp",
	datetime: "timestamp",
	time: "time",
	object: "object",
	list: "array",
	array: "array"
};
const TEXT_FORMATS = [
	"email",
	"uuid",
	"uri",
	"hostname",
	"ipv4",
	"ipv6"
];
const NUMBER_FORMATS = [
	"i8",
	"i16",
	"i32",
	"i64",
	"u8",
	"u16",
	"u32",
	"u64",
	"f32",
	"f64"
];
/** `time` is a type, and after one a role. */
const ROLE_WORDS = ROLES.filter((role) => role !== "time");
const FLAGS = {
	required: { required: true },
	unique: { unique: true },
	key: { primaryKey: true },
	personal: { classification: "confidential" }
};
const KNOWN = [
	...Object.keys(TYPES),
	...TEXT_FORMATS,
	...NUMBER_FORMATS,
	...Object.keys(FLAGS),
	...ROLES,
	...LIFECYCLES,
	...ENVIRONMENTS
];
/** `integer 0..120 required` → the parts of a property; a text says which word is not understood. */
function readWords(text) {
	const parts = {
		property: {},
		options: {},
		rules: [],
		custom: {}
	};
	const words = splitWords(text);
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? "";
		if (word === "->") {
			index += 1;
			const to = words[index];
			if (to === void 0) return "-> needs a column to point to, as -> stores.store_id";
			parts.property.relationships = [...parts.property.relationships ?? [], { to }];
			continue;
		}
		const taken = readWord(word, parts);
		if (taken === null) return unknownWord(word);
		if (typeof taken === "string") return taken;
	}
	return parts;
}
/** Words stand between spaces; a pattern between slashes may hold some. */
function splitWords(text) {
	return text.match(/\/(?:[^/\\]|\\.)+\/(?=\s|$)|\S+/g) ?? [];
}
function unknownWord(word) {
	const near = nearest(word, KNOWN);
	return `${JSON.stringify(word)} is not understood${near === null ? "" : `; did you mean ${near}?`}`;
}
const READERS = [
	readType,
	readFlag,
	readFormat,
	readPart,
	readPattern,
	readShare,
	readComparison,
	readRange,
	readValues
];
/** The first reader that knows the word takes it. */
function readWord(word, parts) {
	for (const read of READERS) {
		const taken = read(word, parts);
		if (taken !== null) return taken;
	}
	return null;
}
function readType(word, { property }) {
	const [, name = "", lists = ""] = /^([a-z]+)((?:\[\])*)$/.exec(word) ?? [];
	const type = Object.hasOwn(TYPES, name) ? TYPES[name] : void 0;
	if (type === void 0) return null;
	if (word === "time" && property.logicalType !== void 0) return null;
	if (property.logicalType !== void 0) return `a second type: ${word}`;
	let value = { logicalType: type };
	for (let depth = 0; depth < lists.length / 2; depth += 1) value = {
		logicalType: "array",
		items: value
	};
	Object.assign(property, value);
	return true;
}
function readFlag(word, { property }) {
	if (!Object.hasOwn(FLAGS, word)) return null;
	Object.assign(property, FLAGS[word]);
	return true;
}
function readFormat(word, { property, options }) {
	const isText = TEXT_FORMATS.includes(word);
	if (!isText && !NUMBER_FORMATS.includes(word)) return null;
	const type = isText ? "string" : word.startsWith("f") ? "number" : "integer";
	if (property.logicalType !== void 0 && property.logicalType !== type) return `${word} is for ${type}`;
	property.logicalType = type;
	options.format = word;
	return true;
}
function readPart(word, { custom }) {
	const kind = [
		["role", [...ROLE_WORDS, "time"]],
		["lifecycle", LIFECYCLES],
		["environments", ENVIRONMENTS]
	].find(([, words]) => words.includes(word))?.[0];
	if (kind === void 0) return null;
	if (kind === "environments") {
		custom.environments = [...custom.environments ?? [], word];
		return true;
	}
	if (custom[kind] !== void 0) return `a second ${kind}: ${word}`;
	custom[kind] = word;
	return true;
}
function readPattern(word, { options }) {
	if (!/^\/.+\/$/s.test(word)) return null;
	options.pattern = word.slice(1, -1).replaceAll("\\/", "/");
	return true;
}
const SHARES = {
	nulls: "nullValues",
	duplicates: "duplicateValues"
};
const OPERATORS = {
	"<": "mustBeLessThan",
	"<=": "mustBeLessOrEqualTo",
	"=": "mustBe",
	">": "mustBeGreaterThan",
	">=": "mustBeGreaterOrEqualTo"
};
/** `nulls<5%`, `duplicates<=10`. */
function readShare(word, { rules }) {
	const [, name = "", operator = "", amount = "", percent = ""] = /^(nulls|duplicates)(<=|>=|<|>|=)(\d+(?:\.\d+)?)(%?)$/.exec(word) ?? [];
	if (name === "") return null;
	rules.push({
		metric: SHARES[name],
		[OPERATORS[operator] ?? ""]: Number(amount),
		...percent === "%" ? { unit: "percent" } : {}
	});
	return true;
}
/** `free|pro`: the values that may stand there. */
function readValues(word, { rules, property }) {
	if (!word.includes("|")) return null;
	const values = word.split("|");
	if (values.some((value) => value === "")) return `${word}: a value is missing`;
	const typed = values.map((value) => wordValue(value, String(property.logicalType ?? "")));
	rules.push(validValues(typed));
	return true;
}
function wordValue(text, type) {
	if ((type === "integer" || type === "number") && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
	return type === "boolean" && ["true", "false"].includes(text) ? text === "true" : text;
}
function validValues(values) {
	return {
		metric: "invalidValues",
		mustBe: 0,
		arguments: { validValues: values }
	};
}
/** The type that all of the values have; undefined where they have several. */
function typeOfValues(values) {
	const types = new Set(values.map((value) => typeof value === "number" ? Number.isInteger(value) ? "integer" : "number" : typeof value));
	if (types.size === 2 && types.has("integer") && types.has("number")) return "number";
	return types.size === 1 ? [...types][0] : void 0;
}

// src/stages/contract/short-column.ts
/** A column, a field or an item as a property of the standard. */
function compileColumn(given, place, where) {
	place.origins.push([where.compiled, where.written]);
	if (given === null) return {};
	if (Array.isArray(given)) return listColumn(given);
	if (typeof given === "string") return propertyOf(wordsOf(given, place, where.written), {});
	return mapColumn(given, place, where);
}
function listColumn(values) {
	const type = typeOfValues(values.filter((value) => value !== null));
	return {
		...type === void 0 ? {} : { logicalType: type },
		quality: [validValues(values)]
	};
}
function wordsOf(text, place, at) {
	const parts = readWords(text);
	if (typeof parts !== "string") return parts;
	place.problems.push([at, parts]);
	return {
		property: {},
		options: {},
		rules: [],
		custom: {}
	};
}
/** Keys that are the standard's own are taken as they are. */
const OWN = [
	"is",
	"values",
	"type",
	"fields",
	"items",
	"quality",
	"customProperties",
	...OPTION_KEYS,
	...PART_KEYS
];
function mapColumn(given, place, where) {
	const parts = wordsOf(String(given.is ?? ""), place, [...where.written, "is"]);
	const values = given.values;
	const found = values === void 0 ? void 0 : typeOfValues(values.filter((value) => value !== null));
	const type = given.type ?? parts.property.logicalType ?? found;
	for (const key of OPTION_KEYS) if (given[key] !== void 0) parts.options[key] = given[key];
	for (const key of PART_KEYS) if (given[key] !== void 0) parts.custom[key] = given[key];
	if (type !== void 0) parts.property.logicalType = type;
	if (values !== void 0) parts.rules.push(validValues(values));
	const own = (given.quality ?? []).map((rule, index) => {
		const at = [
			...where.compiled,
			"quality",
			parts.rules.length + index
		];
		place.origins.push([at, [
			...where.written,
			"quality",
			index
		]]);
		return rule;
	});
	return {
		...propertyOf({
			...parts,
			rules: [...parts.rules, ...own]
		}, given),
		...nested(given, place, where)
	};
}
function propertyOf({ property, options, rules, custom }, given) {
	const described = Object.entries(given).filter(([key]) => !OWN.includes(key));
	const customProperties = [...Object.entries(custom).map(([name, value]) => ({
		property: name,
		value
	})), ...given.customProperties ?? []];
	return {
		...property,
		...Object.fromEntries(described),
		...Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options },
		...rules.length === 0 ? {} : { quality: rules },
		...customProperties.length === 0 ? {} : { customProperties }
	};
}
function nested(given, place, { compiled, written }) {
	const fields = Object.entries(given.fields ?? {}).map(([name, field], index) => {
		return {
			name,
			...compileColumn(field, place, {
				compiled: [
					...compiled,
					"properties",
					index
				],
				written: [
					...written,
					"fields",
					name
				]
			})
		};
	});
	const at = {
		compiled: [...compiled, "items"],
		written: [...written, "items"]
	};
	return {
		...given.fields === void 0 ? {} : {
			logicalType: "object",
			properties: fields
		},
		...given.items === void 0 ? {} : {
			logicalType: "array",
			items: compileColumn(given.items, place, at)
		}
	};
}

// src/stages/contract/short-form.ts
/** Whether a parsed file is meant to be the short form. */
function isShortForm(value) {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
	return "columns" in value && !("schema" in value) && !("kind" in value) && !("apiVersion" in value);
}
/**
* The contract that a short form stands for. It is held against the short form's schema before. `before` tells which of two
* places in the file comes first: a parsed map puts names that are numbers before all others.
*/
function compileShort(short, before = () => 0) {
	const place = {
		origins: [],
		problems: [],
		before
	};
	const name = String(short.table ?? short.contract);
	const tables = Object.entries(short.tables ?? {});
	const dataset = {
		name,
		...properties(short, place, {
			compiled: ["schema", 0],
			written: []
		}),
		...qualityOf(short, place)
	};
	const others = tables.map(([table, given], index) => compileTable({
		name: table,
		given,
		keys: keysInto(table, dataset.properties)
	}, place, {
		compiled: ["schema", index + 1],
		written: ["tables", table]
	}));
	const ages = [...agesOf(short.fresh, "latency", name), ...agesOf(short.keep, "retention", name)];
	ages.forEach(({ from }, index) => {
		place.origins.push([["slaProperties", index], from]);
	});
	return {
		document: {
			apiVersion: "v3.1.0",
			kind: "DataContract",
			id: short.contract,
			version: String(short.version ?? "1.0.0"),
			status: short.status ?? "active",
			...short.description === void 0 ? {} : { description: { purpose: short.description } },
			schema: [dataset, ...others],
			...ages.length === 0 ? {} : { slaProperties: ages.map(({ level }) => level) }
		},
		problems: place.problems,
		origin: originOf(place.origins)
	};
}
/** The longest known beginning of the path, and what follows. */
function originOf(origins) {
	return (path) => {
		const best = origins.filter(([compiled]) => compiled.every((key, depth) => path[depth] === key)).reduce((longest, each) => longest === null || each[0].length > longest[0].length ? each : longest, null);
		return best === null ? path : [...best[1], ...path.slice(best[0].length)];
	};
}
function properties(short, place, { compiled, written }) {
	place.origins.push([compiled, written]);
	const keys = [short.key ?? []].flat().map(String);
	const columns = Object.entries(short.columns ?? {});
	columns.sort(([a], [b]) => place.before([
		...written,
		"columns",
		a
	], [
		...written,
		"columns",
		b
	]));
	const unknown = keys.filter((key) => !columns.some(([name]) => name === key));
	for (const key of unknown) place.problems.push([[...written, "key"], `there is no column ${key}`]);
	return { properties: columns.map(([name, given], index) => {
		const at = {
			compiled: [
				...compiled,
				"properties",
				index
			],
			written: [
				...written,
				"columns",
				name
			]
		};
		const position = keys.indexOf(name);
		const key = position === -1 ? {} : {
			primaryKey: true,
			primaryKeyPosition: position + 1
		};
		return {
			name,
			...compileColumn(given, place, at),
			...key
		};
	}) };
}
function compileTable({ name, given, keys }, place, where) {
	const table = typeof given === "string" || Array.isArray(given) ? { files: given } : given;
	const columns = table.columns ?? Object.fromEntries(keys.map((key) => [key, null]));
	return {
		name,
		customProperties: [{
			property: "files",
			value: table.files
		}],
		...properties({
			...table,
			columns
		}, place, where)
	};
}
function keysInto(table, columns) {
	const keys = columns.flatMap(({ relationships }) => (relationships ?? []).map(({ to }) => String(to))).filter((to) => to.startsWith(`${table}.`)).map((to) => to.slice(table.length + 1));
	return [...new Set(keys)];
}
function qualityOf(short, place) {
	const rules = [
		...rowRules(short.rows, place).map((rule) => ({
			rule,
			from: ["rows"]
		})),
		...(short.unique ?? []).map((columns, index) => ({
			rule: {
				metric: "duplicateValues",
				mustBe: 0,
				arguments: { properties: columns }
			},
			from: ["unique", index]
		})),
		...Object.entries(short.sql ?? {}).map(([title, query]) => ({
			rule: queryRule(title, query),
			from: ["sql", title]
		})),
		...(short.quality ?? []).map((rule, index) => ({
			rule,
			from: ["quality", index]
		}))
	];
	rules.forEach(({ from }, index) => {
		place.origins.push([[
			"schema",
			0,
			"quality",
			index
		], from]);
	});
	return rules.length === 0 ? {} : { quality: rules.map(({ rule }) => rule) };
}
function queryRule(title, given) {
	if (typeof given === "string") return {
		type: "sql",
		description: title,
		query: given,
		mustBe: 0
	};
	const hasOperator = Object.keys(given).some((key) => key.startsWith("must"));
	return {
		type: "sql",
		description: title,
		...given,
		...hasOperator ? {} : { mustBe: 0 }
	};
}
/** `1000` is at least so many; `1000..5000` has two ends. */
function rowRules(rows, place) {
	if (rows === void 0) return [];
	const [, low, high] = /^(\d*)\.\.(\d*)$/.exec(typeof rows === "number" ? `${rows}..` : String(rows)) ?? [];
	if (low === void 0 || high === void 0 || `${low}${high}` === "") {
		place.problems.push([["rows"], `${JSON.stringify(rows)} is no range as 1000.. or 1000..5000`]);
		return [];
	}
	return [...low === "" ? [] : [{
		metric: "rowCount",
		mustBeGreaterOrEqualTo: Number(low)
	}], ...high === "" ? [] : [{
		metric: "rowCount",
		mustBeLessOrEqualTo: Number(high)
	}]];
}
/** `7d`, `12 h`, `P1Y`, or a number of days. */
function agesOf(given, property, table) {
	const key = property === "latency" ? "fresh" : "keep";
	return Object.entries(given ?? {}).map(([column, age]) => {
		const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(String(age)) ?? [];
		return {
			level: {
				property,
				...amount === void 0 ? { value: age } : {
					value: Number(amount),
					unit
				},
				element: `${table}.${column}`
			},
			from: [key, column]
		};
	});
}

export { contractSchema as a, unknownServerKeys as c, ROLES as d, shortSchema as i, ENVIRONMENTS as l, isShortForm as n, METRIC_BY_RULE as o, PART_KEYS as r, OPERATORS$1 as s, compileShort as t, LIFECYCLES as u };