import { t as ModelyardError } from "./errors.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { n as sha256sumLines } from "./model-digest.js";
import { t as expandPaths } from "./expand-paths.js";
import { a as declaredTypes, c as valuesOf, i as declaredReadings, r as renderQuery } from "./load-contract.js";
import { n as displayPath, t as showsValues } from "./shows-values.js";
import { n as normalQuantile } from "./normal.js";
import { resolve } from "node:path";

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
const MOST_STEPS$2 = 1e4;
const PRECISION$1 = 1e-15;
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
	for (let step = 1; step < MOST_STEPS$2 && term > sum * PRECISION$1; step++) {
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
	for (let step = 1; step < MOST_STEPS$2; step++) {
		const a = -step * (step - shape);
		b += 2;
		d = 1 / nonZero(a * d + b, tiny);
		c = nonZero(b + a / c, tiny);
		const change = d * c;
		fraction *= change;
		if (Math.abs(change - 1) < PRECISION$1) break;
	}
	return fraction * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}
function nonZero(value, tiny) {
	return Math.abs(value) < tiny ? tiny : value;
}

// src/domain/statistics/f-distribution.ts
/** P(F > x) of Fisher's distribution; degrees may be fractions. Relative error below 1e-9. */
function fisherSurvival(x, numerator, denominator) {
	if (!(numerator > 0) || !(denominator > 0) || Number.isNaN(x)) return NaN;
	if (x <= 0) return 1;
	return incompleteBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
}
/** Regularised incomplete beta function I_x(a, b). */
function incompleteBeta(x, a, b) {
	if (x <= 0) return 0;
	if (x >= 1) return 1;
	const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
	const front = Math.exp(logFront);
	if (x < (a + 1) / (a + b + 2)) return front * betaFraction(x, a, b) / a;
	return 1 - front * betaFraction(1 - x, b, a) / b;
}
const MOST_STEPS$1 = 1e4;
const PRECISION = 1e-15;
const TINY = 1e-300;
/** The continued fraction of DLMF 8.17.22, by Lentz's method. */
function betaFraction(x, a, b) {
	let c = 1;
	let d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
	let fraction = d;
	const step = (coefficient) => {
		d = 1 / awayFromZero(1 + coefficient * d);
		c = awayFromZero(1 + coefficient / c);
		fraction *= c * d;
		return c * d;
	};
	for (let m = 1; m < MOST_STEPS$1; m++) {
		step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
		const change = step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
		if (Math.abs(change - 1) < PRECISION) break;
	}
	return fraction;
}
function awayFromZero(value) {
	return Math.abs(value) < TINY ? TINY : value;
}

// src/domain/statistics/student-t.ts
/** P(T > t) of Student's t; T² has Fisher's distribution with 1 and `degrees`. Relative error below 1e-9. */
function studentSurvival(t, degrees) {
	const tail = fisherSurvival(t * t, 1, degrees) / 2;
	return t >= 0 ? tail : 1 - tail;
}
const MOST_STEPS = 100;
/**
* t with P(T <= t) = p, 0 < p < 1; NaN outside. Relative error below 1e-9. Newton's method from the normal quantile:
* beyond 0 the survival function is convex and the start lies left of the root, so every step stays left of it.
*/
function studentQuantile(p, degrees) {
	if (!(p > 0 && p < 1) || !(degrees > 0)) return NaN;
	if (p < .5) return -studentQuantile(1 - p, degrees);
	const tail = 1 - p;
	let t = normalQuantile(p);
	for (let step = 0; step < MOST_STEPS; step++) {
		const move = (studentSurvival(t, degrees) - tail) / density(t, degrees);
		t += move;
		if (Math.abs(move) <= 1e-13 * t) break;
	}
	return t;
}
function density(t, degrees) {
	const scale = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - Math.log(degrees * Math.PI) / 2;
	return Math.exp(scale - (degrees + 1) / 2 * Math.log1p(t * t / degrees));
}

// src/domain/contract/check.ts
/** A broken rule of severity warning or info warns; of severity error it fails. */
function checkVerdict({ isMet, verdict }, severity) {
	if (verdict !== void 0) return verdict;
	if (isMet) return "pass";
	return severity === "error" ? "fail" : "warn";
}
/** Met when no row fails. */
function noneFails(measurement) {
	return {
		isMet: measurement.failing === 0,
		failing: measurement.failing,
		checked: measurement.checked
	};
}
/** A check that cannot run is an error, never a pass and never missing. */
function notRun({ id, column, kind, severity, expected }, why) {
	return {
		id,
		column,
		kind,
		severity,
		expected,
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			verdict: "error",
			reason: `not run: ${why}`
		}
	};
}

// src/domain/contract/library-rule.ts
const WORDS = {
	mustBe: "exactly",
	mustNotBe: "not",
	mustBeGreaterThan: "more than",
	mustBeGreaterOrEqualTo: "at least",
	mustBeLessThan: "less than",
	mustBeLessOrEqualTo: "at most",
	mustBeBetween: "between",
	mustNotBeBetween: "not between"
};
const NOUNS = {
	nullValues: "null",
	missingValues: "missing",
	invalidValues: "invalid",
	duplicateValues: "repeated",
	rowCount: "rows"
};
/** `less than 1`, `between 100 and 120`. */
function operatorText(operator) {
	const amount = "value" in operator ? String(operator.value) : `${operator.low} and ${operator.high}`;
	return `${WORDS[operator.kind]} ${amount}`;
}
/** `less than 1 % null`, `exactly 0 invalid`. */
function ruleText(rule) {
	return `${`${operatorText(rule.operator)}${rule.unit === "percent" ? " %" : ""} ${NOUNS[rule.metric]}`}${rule.metric === "invalidValues" && rule.values !== null ? `; valid: ${listText(rule.values)}` : ""}${rule.pattern === null ? "" : `; pattern ${rule.pattern}`}`;
}
const SHOWN$1 = 12;
function listText(values) {
	const shown = values.slice(0, SHOWN$1).map(String).join(", ");
	return values.length > SHOWN$1 ? `${shown} and ${values.length - SHOWN$1} more` : shown;
}
/** Whether a count keeps the operator. Betweens leave their ends out. */
function keeps(operator, count) {
	switch (operator.kind) {
		case "mustBe": return count === operator.value;
		case "mustNotBe": return count !== operator.value;
		case "mustBeGreaterThan": return count > operator.value;
		case "mustBeGreaterOrEqualTo": return count >= operator.value;
		case "mustBeLessThan": return count < operator.value;
		case "mustBeLessOrEqualTo": return count <= operator.value;
		case "mustBeBetween": return count > operator.low && count < operator.high;
		case "mustNotBeBetween": return !(count > operator.low && count < operator.high);
	}
}
/** Judges a count of rows; a share is one of all rows of the dataset. */
function judgeCount(rule, { failing, checked }, rows) {
	if (rule.unit === "percent" && rows === 0) return {
		isMet: false,
		failing,
		checked,
		reason: "a share of no rows is not defined"
	};
	const amount = rule.unit === "percent" ? 100 * failing / rows : failing;
	return {
		isMet: keeps(rule.operator, amount),
		failing,
		checked
	};
}
const IDS = {
	nullValues: "null_values",
	missingValues: "missing_values",
	invalidValues: "valid_values",
	duplicateValues: "duplicate_values",
	rowCount: "row_count"
};
/** The rule to count for a library rule of one value. */
function countedRule({ column, path, value }, rule) {
	const place = path.length === 0 ? { column } : {
		column,
		path,
		as: value.logicalType
	};
	const pattern = rule.pattern ?? "";
	switch (rule.metric) {
		case "nullValues": return {
			...place,
			kind: "not-null"
		};
		case "missingValues": return {
			...place,
			kind: "not-missing",
			values: rule.values ?? []
		};
		case "duplicateValues": return {
			kind: "unique",
			columns: [column],
			...path.length === 0 ? {} : { path }
		};
		default:
			if (rule.values === null) return {
				...place,
				kind: "pattern",
				pattern
			};
			return {
				...place,
				kind: "one-of",
				values: rule.values,
				...pattern === "" ? {} : { pattern }
			};
	}
}
function valueRuleCheck(placed, rule) {
	return {
		id: `${placed.label}.${IDS[rule.metric]}`,
		column: placed.label,
		kind: IDS[rule.metric],
		severity: rule.severity,
		expected: ruleText(rule),
		rule: countedRule(placed, rule),
		classified: placed.classified,
		judge: (measurement, rows) => judgeCount(rule, measurement, rows)
	};
}
/** Rules of the whole dataset: the number of rows, and columns that together must not repeat. */
function datasetRuleCheck(rule, rows) {
	const head = {
		id: IDS[rule.metric],
		column: null,
		kind: IDS[rule.metric],
		severity: rule.severity
	};
	if (rule.metric === "rowCount") {
		const isMet = keeps(rule.operator, rows);
		const expected = ruleText(rule);
		return {
			...head,
			expected,
			outcome: {
				isMet,
				failing: null,
				checked: rows,
				...isMet ? {} : { reason: `there are ${rows} rows` }
			}
		};
	}
	const columns = rule.columns ?? [];
	return {
		...head,
		id: `${head.id}(${columns.join(", ")})`,
		expected: `${ruleText(rule)} combinations of ${columns.join(", ")}`,
		rule: {
			kind: "unique",
			columns
		},
		classified: false,
		judge: (measurement, all) => judgeCount(rule, measurement, all)
	};
}

// src/domain/contract/place.ts
/** `age`, `address.zip`, `tags[].name`. */
function placeLabel({ column, path = [] }) {
	return path.reduce((label, step) => step === "items" ? `${label}[]` : `${label}.${step.field}`, column);
}

// src/domain/contract/plan-table.ts
const NOT_THERE = "the column is not there";
function primaryKeyCheck(table, present) {
	const { primaryKey } = table;
	if (primaryKey.length === 0) return [];
	const head = {
		id: "primary_key",
		column: primaryKey.length === 1 ? primaryKey[0] ?? null : null,
		kind: "primary_key",
		severity: "error",
		expected: `${primaryKey.join(", ")}: no key twice`
	};
	const isThere = primaryKey.every((name) => present.has(name));
	const rule = {
		kind: "unique",
		columns: primaryKey
	};
	return [isThere ? {
		...head,
		rule,
		classified: isClassified(table, primaryKey),
		judge: noneFails
	} : notRun(head, NOT_THERE)];
}
/** Columns that together must not repeat. */
function combinationChecks(table, present) {
	return table.rules.filter((rule) => rule.metric === "duplicateValues").map((rule) => {
		const check = datasetRuleCheck(rule, 0);
		const columns = rule.columns ?? [];
		if (!("rule" in check) || !columns.every((name) => present.has(name))) return notRun(check, NOT_THERE);
		return {
			...check,
			classified: isClassified(table, columns)
		};
	});
}
function relationshipChecks(table, present) {
	return table.relationships.map((relationship) => relationshipCheck(table, relationship, present));
}
function relationshipCheck(table, { from, to }, present) {
	const keys = from.map(placeLabel).join(", ");
	const targets = to.columns.map(placeLabel).join(", ");
	const head = {
		id: `foreign_key(${keys})`,
		column: from.length === 1 ? keys : null,
		kind: "foreign_key",
		severity: "error",
		expected: `${keys} stands in ${targets} of ${to.table}`
	};
	if (!from.every(({ column }) => present.has(column))) return notRun(head, NOT_THERE);
	const classified = isClassified(table, from.map(({ column }) => column));
	return {
		...head,
		rule: {
			kind: "reference",
			from,
			to
		},
		classified,
		judge: noneFails
	};
}
const LONGEST_QUERY = 200;
/** Questions of the contract's author to the data. */
function queryChecks(table, present) {
	return table.queries.map((rule) => queryCheck(table, rule, present));
}
function queryCheck(table, rule, present) {
	const { column, title, operator, severity } = rule;
	const told = title ?? rule.query.replaceAll(/\s+/g, " ").trim();
	const shown = told.length > LONGEST_QUERY ? `${told.slice(0, LONGEST_QUERY)}…` : told;
	const head = {
		id: column === null ? "sql" : `${column}.sql`,
		column,
		kind: "sql",
		severity,
		expected: `${operatorText(operator)}: ${shown}`
	};
	if (column !== null && !present.has(column)) return notRun(head, NOT_THERE);
	const query = renderQuery(rule.query, {
		object: table.name,
		property: column
	});
	return {
		...head,
		query,
		judge: (value) => {
			const isMet = keeps(operator, value);
			return {
				isMet,
				failing: null,
				checked: null,
				...isMet ? {} : { reason: `the query gives ${value}` }
			};
		}
	};
}
/** Ages of rows, at a time that is given (milliseconds since 1970). */
function serviceLevelChecks({ serviceLevels }, present, nowMs) {
	return serviceLevels.map((level) => {
		const head = {
			id: `${level.column}.${level.kind}`,
			column: level.column,
			kind: level.kind,
			severity: "error",
			expected: level.kind === "freshness" ? `the newest row at most ${level.age} old` : `no row older than ${level.age}`
		};
		return present.has(level.column) ? ageCheck(head, level, nowMs) : notRun(head, NOT_THERE);
	});
}
/** Rows before the limit fail: all of them where data are not fresh, any where they are kept too long. */
function ageCheck(head, { kind, column, ageMs }, nowMs) {
	const limit = new Date(nowMs - ageMs).toISOString();
	const rule = {
		kind: "range",
		column,
		minimum: limit
	};
	if (kind === "retention") return {
		...head,
		rule,
		classified: false,
		judge: noneFails
	};
	return {
		...head,
		rule,
		classified: true,
		judge: ({ checked, failing }) => {
			const isMet = checked > failing;
			const reason = checked === 0 ? "no row has a time" : `no row is from ${limit} or later`;
			return {
				isMet,
				failing: null,
				checked,
				...isMet ? {} : { reason }
			};
		}
	};
}
/** Whether values of any of the columns must never be shown. */
function isClassified(contract, names) {
	return (contract?.columns ?? []).some(({ name, classified }) => classified && names.includes(name));
}
const SHOWN = 10;
function unexpectedColumns(table, columns) {
	const known = new Set(table.columns.map((column) => column.name));
	const extra = columns.map((column) => column.name).filter((name) => !known.has(name));
	const head = {
		id: "unexpected_columns",
		column: null,
		kind: "unexpected_columns",
		severity: "warning",
		expected: "only columns that the contract names"
	};
	if (extra.length === 0) return {
		...head,
		outcome: {
			isMet: true,
			failing: null,
			checked: null
		}
	};
	const reason = `also there: ${extra.slice(0, SHOWN).join(", ")}${extra.length > SHOWN ? " …" : ""}`;
	return {
		...head,
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			reason
		}
	};
}

// src/domain/contract/plan-value.ts
/** Every check that the contract asks of one value: a column, a field, an item. */
function valueChecks(placed) {
	const { value } = placed;
	return [
		...constraintChecks(placed),
		...value.unique ? [uniqueCheck(placed)] : [],
		...value.rules.map((rule) => valueRuleCheck(placed, rule))
	];
}
function constraintChecks(placed) {
	const { column, path, value } = placed;
	const place = path.length === 0 ? { column } : {
		column,
		path,
		as: value.logicalType
	};
	return [...scalarConstraints(value), ...nestedConstraints(value)].map(([kind, expected, rule]) => counted(placed, {
		kind,
		expected
	}, {
		...place,
		...rule
	}));
}
function scalarConstraints(value) {
	const { logicalType, range, multipleOf, length, pattern, format, hasOffset } = value;
	return [
		logicalType === null ? null : [
			"type",
			typeText(value),
			{
				kind: "type",
				logicalType
			}
		],
		value.required ? [
			"required",
			"no null and no NaN",
			{ kind: "not-null" }
		] : null,
		range === null ? null : [
			"range",
			rangeText(range),
			{
				kind: "range",
				...range
			}
		],
		multipleOf === null ? null : [
			"multiple_of",
			`a multiple of ${multipleOf}`,
			{
				kind: "multiple-of",
				factor: multipleOf
			}
		],
		length === null ? null : [
			"length",
			`${boundsText(length)} characters`,
			{
				kind: "length",
				...length
			}
		],
		pattern === null ? null : [
			"pattern",
			`pattern ${pattern}`,
			{
				kind: "pattern",
				pattern
			}
		],
		format === null ? null : formatConstraint(format),
		hasOffset === null ? null : offsetConstraint(hasOffset)
	].filter((each) => each !== null);
}
function formatConstraint({ name, pattern, range }) {
	if (pattern !== null) return [
		"format",
		name,
		{
			kind: "pattern",
			pattern
		}
	];
	return range === null ? null : [
		"format",
		`${name}, ${rangeText(range)}`,
		{
			kind: "range",
			...range
		}
	];
}
function offsetConstraint(isThere) {
	return [
		"timezone",
		isThere ? "times with a zone" : "times without a zone",
		{
			kind: "offset",
			isThere
		}
	];
}
function nestedConstraints({ items, fields }) {
	return [
		items === null || !hasBounds(items) ? null : [
			"items",
			`${boundsText(items)} items`,
			{
				kind: "items",
				...boundsOf(items)
			}
		],
		items?.unique === true ? [
			"unique_items",
			"no item twice",
			{ kind: "unique-items" }
		] : null,
		fields === null || fields.required.length === 0 ? null : [
			"fields",
			`with ${fields.required.join(", ")}`,
			{
				kind: "fields",
				names: fields.required
			}
		],
		fields === null || !hasBounds(fields) ? null : [
			"field_count",
			`${boundsText(fields)} fields`,
			{
				kind: "field-count",
				...boundsOf(fields)
			}
		]
	].filter((each) => each !== null);
}
function boundsOf({ minimum, maximum }) {
	return {
		...minimum === void 0 ? {} : { minimum },
		...maximum === void 0 ? {} : { maximum }
	};
}
function hasBounds({ minimum, maximum }) {
	return minimum !== void 0 || maximum !== void 0;
}
function uniqueCheck(placed) {
	const { column, path } = placed;
	return counted(placed, {
		kind: "unique",
		expected: "no value twice"
	}, {
		kind: "unique",
		columns: [column],
		...path.length === 0 ? {} : { path }
	});
}
function counted({ label, classified }, { kind, expected }, rule) {
	return {
		id: `${label}.${kind}`,
		column: label,
		kind,
		severity: "error",
		expected,
		rule,
		classified,
		judge: noneFails
	};
}
/** `date`, `list of integer`. */
function typeText({ logicalType, element }) {
	if (logicalType === "array" && element !== null && element.logicalType !== null) return `array of ${typeText(element)}`;
	return logicalType ?? "any type";
}
function rangeText(range) {
	const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
	if (minimum !== void 0 && maximum !== void 0) return `${minimum} … ${maximum}`;
	return [
		minimum === void 0 ? null : `at least ${minimum}`,
		exclusiveMinimum === void 0 ? null : `more than ${exclusiveMinimum}`,
		maximum === void 0 ? null : `at most ${maximum}`,
		exclusiveMaximum === void 0 ? null : `less than ${exclusiveMaximum}`
	].filter((part) => part !== null).join(", ");
}
function boundsText({ minimum, maximum }) {
	if (minimum !== void 0 && maximum !== void 0) return `${minimum} … ${maximum}`;
	return minimum === void 0 ? `at most ${maximum}` : `at least ${minimum}`;
}

// src/domain/contract/value-shape.ts
/** Whether the type has such a place. Maps and JSON may have any. */
function hasPlace(shape, path) {
	const [step, ...rest] = path;
	if (step === void 0 || shape.kind === "open") return true;
	if (step === "items") return shape.kind === "list" && hasPlace(shape.items, rest);
	if (shape.kind !== "object" || !Object.hasOwn(shape.fields, step.field)) return false;
	return hasPlace(shape.fields[step.field] ?? { kind: "scalar" }, rest);
}

// src/domain/contract/plan-checks.ts
/** Every check that the contract asks for, and those that every dataset gets. Rows are counted later. */
function planChecks(subject) {
	return [...builtInChecks(subject), ...contractChecks(subject)];
}
/** Dataset rules that look at the number of rows; known only after counting. */
function planRowCountChecks(contract, rows) {
	const head = {
		id: "rows",
		column: null,
		kind: "rows",
		severity: "error",
		expected: "at least one row"
	};
	const reason = rows > 0 ? {} : { reason: "there are no rows" };
	return [{
		...head,
		outcome: {
			isMet: rows > 0,
			failing: null,
			checked: rows,
			...reason
		}
	}, ...(contract?.rules ?? []).filter((rule) => rule.metric === "rowCount").map((rule) => datasetRuleCheck(rule, rows)).filter((check) => "outcome" in check)];
}
/** NaN and infinities are almost never meant; a contract that declares a range refuses NaN outright. */
function builtInChecks({ columns, contract }) {
	return columns.filter((column) => column.logicalType === "number").map(({ name }) => ({
		id: `${name}.finite`,
		column: name,
		kind: "finite",
		severity: "warning",
		expected: "no NaN and no infinity",
		rule: {
			kind: "finite",
			column: name
		},
		classified: isClassified(contract, [name]),
		judge: noneFails
	}));
}
function contractChecks(subject) {
	const { contract, columns, nowMs } = subject;
	if (contract === null) return [];
	const present = new Map(columns.map((column) => [column.name, column]));
	return [
		...contract.columns.flatMap((column) => columnChecks(column, subject, present.get(column.name))),
		...primaryKeyCheck(contract, present),
		...combinationChecks(contract, present),
		...relationshipChecks(contract, present),
		...serviceLevelChecks(contract, present, nowMs),
		...queryChecks(contract, present),
		unexpectedColumns(contract, columns)
	];
}
/** A column that is not asked for in this environment is checked where it is there all the same. */
function isAskedFor({ name, environments }, { environment, optional }) {
	if (environments !== null) return environment === null || environments.includes(environment);
	return !optional.includes(name);
}
function columnChecks(column, subject, found) {
	if (found === void 0 && !isAskedFor(column, subject)) return [];
	const head = {
		id: `${column.name}.present`,
		column: column.name,
		kind: "present",
		severity: "error",
		expected: "the column is there"
	};
	const isPresent = found !== void 0;
	return [{
		...head,
		outcome: {
			isMet: isPresent,
			failing: null,
			checked: null
		}
	}, ...valuesOf(column).flatMap((placed) => valueChecks(placed).map((check) => {
		if (!isPresent) return notRun(check, "the column is not there");
		return hasPlace(found.shape ?? { kind: "open" }, placed.path) ? check : absentPlace(check, found.physicalType);
	}))].map((check) => atMost(check, MOST_SEVERE[column.lifecycle]));
}
/** The type of a nested column is told by what is inside it: a field that is not there is of no type. */
function absentPlace(check, physicalType) {
	const where = `${physicalType} has no such place`;
	if (check.kind !== "type") return notRun(check, where);
	const { id, column, kind, severity, expected } = check;
	return {
		id,
		column,
		kind,
		severity,
		expected,
		outcome: {
			isMet: false,
			failing: null,
			checked: null,
			reason: where
		}
	};
}
/** What is not in use yet, or no longer, is looked at and blocks nothing. */
const MOST_SEVERE = {
	planned: "info",
	alpha: "info",
	debug: "info",
	disabled: "info",
	deprecated: "warning",
	beta: "error",
	production: "error"
};
const GRAVITY = {
	info: 0,
	warning: 1,
	error: 2
};
function atMost(check, most) {
	if (GRAVITY[check.severity] <= GRAVITY[most]) return check;
	const lowered = {
		...check,
		severity: most
	};
	if (!("outcome" in lowered) || lowered.outcome.verdict !== "error" || most === "error") return lowered;
	return {
		...lowered,
		outcome: {
			...lowered.outcome,
			verdict: "insufficient"
		}
	};
}
/** Every check gets an id of its own: a second `age.range` becomes `age.range#2`. The first in the list keeps its id. */
function withUniqueIds(checks) {
	const taken = new Set(checks.map(({ id }) => id));
	const seen = /* @__PURE__ */ new Set();
	return checks.map((check) => {
		if (!seen.has(check.id)) {
			seen.add(check.id);
			return check;
		}
		let count = 2;
		while (taken.has(`${check.id}#${count}`)) count += 1;
		const id = `${check.id}#${count}`;
		taken.add(id);
		return {
			...check,
			id
		};
	});
}

// src/stages/validate/check-dataset.ts
/** Finds and hashes the files of a dataset and reads its columns. Throws `input` where there is nothing to read. */
async function openDataset(context, engine, { role, paths, contract }) {
	const files = await expandPaths(paths);
	const readings = declaredReadings(contract);
	const source = {
		files,
		types: declaredTypes(contract),
		readings
	};
	const columns = await engine.describe(source);
	const entries = [];
	for (const file of files) entries.push({
		path: displayPath(context.project, file),
		...await hashFile(file)
	});
	return {
		role,
		source,
		files: entries,
		columns
	};
}
const MOST_EXAMPLES = 5;
const NOT_BUILT = {
	isMet: false,
	failing: null,
	checked: null,
	verdict: "error"
};
/** Runs every check on one dataset. Each check that was asked for is in the result, with a verdict. */
async function checkDataset(context, engine, { dataset, request }) {
	const planned = withUniqueIds([...request.roleChecks, ...planChecks({
		...request,
		columns: dataset.columns,
		nowMs: context.clock.now().getTime()
	})]);
	const toCount = planned.filter((check) => "rule" in check);
	context.reporter.progress({
		label: `validate ${dataset.role}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const plan = {
		rules: toCount.map(({ id, rule }) => ({
			id,
			rule
		})),
		profile: [],
		maxCategories: 0,
		groupBy: null,
		maxExamples: context.model.examples === "none" ? 0 : MOST_EXAMPLES
	};
	const itself = request.contract === null ? {} : { [request.contract.name]: dataset.source };
	const measured = await engine.measure(dataset.source, plan, {
		...request.tables,
		...itself
	});
	const byId = new Map(measured.rules.map((rule) => [rule.id, rule]));
	const rowCounts = planRowCountChecks(request.contract, measured.rows);
	const results = planned.map((check) => "rule" in check ? countedResult(context, check, {
		measurement: byId.get(check.id),
		rows: measured.rows
	}) : settledResult(check, "outcome" in check ? check.outcome : NOT_BUILT));
	const checks = [...rowCounts.map((check) => settledResult(check, check.outcome)), ...results];
	return {
		role: dataset.role,
		files: [...dataset.files],
		rows: measured.rows,
		checks: withUniqueIds(checks)
	};
}
/** The result of a check whose outcome is known. A check that could not run is an error, never a pass. */
function settledResult({ id, column, kind, severity, expected }, outcome) {
	return {
		id,
		column,
		kind,
		severity,
		verdict: checkVerdict(outcome, severity),
		expected,
		failing: outcome.failing,
		checked: outcome.checked,
		examples: [],
		...outcome.reason === void 0 ? {} : { reason: outcome.reason }
	};
}
function countedResult(context, check, { measurement, rows }) {
	if (measurement === void 0) throw new ModelyardError("internal", `check ${check.id} was not counted`);
	const result = settledResult(check, check.judge(measurement, rows));
	if (result.verdict === "pass") return result;
	return {
		...result,
		examples: shownExamples(context, measurement.examples, check.classified)
	};
}
/** Values may be of people: a classified column never shows them, and nobody's build server does unless told to. */
function shownExamples(context, examples, isClassified) {
	if (context.model.examples === "none") return [];
	if (isClassified) return examples.map(({ row }) => ({
		row,
		value: "(classified)"
	}));
	if (!showsValues(context)) return examples.map(({ row }) => ({
		row,
		value: "(not shown)"
	}));
	return [...examples];
}

// src/stages/validate/profile-dataset.ts
const MOST_CATEGORIES = 100;
const AS = {
	number: "number",
	integer: "number",
	string: "category",
	boolean: "category"
};
/** Counts, bins and null rates of a dataset; with a reference, in its bins and by its groups, so that both can be compared. */
async function profileDataset(context, engine, { dataset, contract, reference }) {
	const { data, name } = context.model;
	const groupBy = reference === null ? data.groupBy : reference.groupBy;
	context.reporter.progress({
		label: `profile ${dataset.role}`,
		done: 0,
		total: null,
		unit: "rows"
	});
	const planned = reference === null ? plannedProfile(context, dataset) : plannedLike(reference, dataset);
	const isHidden = (column) => isClassified(contract, [column]);
	const measured = await engine.measure(dataset.source, {
		rules: [],
		profile: planned.map((column) => isHidden(column.column) ? withoutCells(column) : column),
		maxCategories: MOST_CATEGORIES,
		groupBy,
		maxExamples: 0
	});
	return {
		schema: "modelyard/profile/1",
		toolkit: context.toolkit,
		model: name,
		data: hashBytes(sha256sumLines(dataset.files.map(({ path, sha256 }) => ({
			name: path,
			sha256
		})))),
		rows: measured.rows,
		groups: measured.groups,
		groupBy,
		columns: measured.profile.map((column) => isHidden(column.column) ? withoutValues(column) : column)
	};
}
/** Edges and categories are values of the data: a column that may not show any is counted in one cell. */
function withoutCells(planned) {
	return {
		...planned,
		edges: [],
		categories: []
	};
}
/** Moments of few rows give values away, and the smallest and largest are values. */
function withoutValues(column) {
	const moments = {
		means: null,
		mean: null,
		standardDeviation: null,
		minimum: null,
		maximum: null
	};
	return {
		...column,
		...moments,
		classified: true
	};
}
/** Every column that says something about rows; ids, groups and time are new in every dataset. */
function plannedProfile({ model }, { columns }) {
	const { id, groupBy, time } = model.data;
	return columns.flatMap(({ name, logicalType }) => {
		const as = AS[logicalType];
		if ([
			id,
			groupBy,
			time
		].includes(name) || as === void 0) return [];
		return [{
			column: name,
			as,
			edges: null,
			categories: null
		}];
	});
}
/** The columns of the reference that are here; one that changed its kind is profiled as what it is now. */
function plannedLike(reference, { columns }) {
	return reference.columns.flatMap(({ column, kind, edges, categories }) => {
		const found = columns.find(({ name }) => name === column);
		if (found === void 0) return [];
		const as = AS[found.logicalType] ?? "category";
		return [as === kind ? {
			column,
			as,
			edges,
			categories
		} : {
			column,
			as,
			edges: null,
			categories: null
		}];
	});
}

// src/stages/validate/reference-tables.ts
/** Opens the files that the contract names for its other tables; paths start at the folder of modelyard.yml. */
async function openTables(context, engine, contract) {
	const opened = [];
	for (const table of contract?.tables ?? []) {
		const patterns = table.files.map((written) => ({
			written,
			absolute: resolve(context.project.directory, written)
		}));
		const role = `reference:${table.name}`;
		opened.push({
			table,
			dataset: await openDataset(context, engine, {
				role,
				paths: { patterns },
				contract: table
			})
		});
	}
	return opened;
}
/** The tables as the data engine is given them. */
function sourcesOf(tables) {
	return Object.fromEntries(tables.map(({ table, dataset }) => [table.name, dataset.source]));
}
/** The contract's own rules for its other tables. */
async function checkTables(context, engine, tables) {
	const results = [];
	for (const { table, dataset } of tables) {
		const request = {
			contract: table,
			roleChecks: [],
			optional: [],
			environment: null,
			tables: sourcesOf(tables)
		};
		results.push(await checkDataset(context, engine, {
			dataset,
			request
		}));
	}
	return results;
}

export { checkDataset as a, shownExamples as c, noneFails as d, studentQuantile as f, chiSquareSurvival as h, profileDataset as i, withUniqueIds as l, fisherSurvival as m, openTables as n, openDataset as o, studentSurvival as p, sourcesOf as r, settledResult as s, checkTables as t, isClassified as u };