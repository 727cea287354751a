import { x as formatCount } from "./pair-metrics.js";

// src/domain/contract/declared-columns.ts
/** Declared logical types by column. */
function declaredTypes(contract) {
	const declared = contract?.columns.flatMap(({ name, logicalType }) => logicalType === null ? [] : [[name, logicalType]]);
	return Object.fromEntries(declared ?? []);
}
/** How the text of columns is read, where it is not ISO 8601 in UTC. */
function declaredReadings(contract) {
	const declared = contract?.columns.flatMap(({ name, reading }) => reading === null ? [] : [[name, reading]]);
	return Object.fromEntries(declared ?? []);
}
/** Lifecycles of columns that no model may rest on. */
const UNUSED = [
	"planned",
	"debug",
	"disabled"
];
/**
* The columns that a model may be given: those with the role of a feature, or, where none has it, those without another.
* null: the contract describes no column.
*/
function featureColumns({ columns }) {
	if (columns.length === 0) return null;
	const hasFeatures = columns.some(({ role }) => role === "feature");
	return columns.filter(({ role, environments, lifecycle }) => {
		const isServed = environments === null || environments.includes("serving");
		return (hasFeatures ? role === "feature" : role === null) && isServed && !UNUSED.includes(lifecycle);
	}).map(({ name }) => name);
}
/** Columns that data of this environment need not have. */
function absentIn(contract, environment) {
	return (contract?.columns ?? []).flatMap(({ name, environments }) => environments === null || environments.includes(environment) ? [] : [name]);
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
const SHOWN = 12;
function listText(values) {
	const shown = values.slice(0, SHOWN).map(String).join(", ");
	return values.length > SHOWN ? `${shown} and ${values.length - SHOWN} more` : shown;
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
/** What the check of a rule is called, behind the column's name. */
function ruleId({ metric }) {
	return IDS[metric];
}
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
				...isMet ? {} : { reason: rows === 1 ? "there is 1 row" : `there are ${formatCount(rows)} rows` }
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

// src/domain/contract/lifecycle-severity.ts
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

// src/domain/contract/placed-values.ts
/** A column and everything inside it, the outer before the inner. */
function valuesOf(column) {
	const top = {
		label: column.name,
		column: column.name,
		path: [],
		value: column,
		classified: column.classified
	};
	return [top, ...inside(top)];
}
function inside(outer) {
	const { value, label, column, path, classified } = outer;
	const at = (name, step, inner) => {
		const placed = {
			label: name,
			column,
			path: [...path, step],
			value: inner,
			classified: classified || inner.classified
		};
		return [placed, ...inside(placed)];
	};
	return [...value.properties.flatMap((field) => at(`${label}.${field.name}`, { field: field.name }, field)), ...value.element === null ? [] : at(`${label}[]`, "items", value.element)];
}

// src/domain/contract/place.ts
/** `age`, `address.zip`, `tags[].name`. */
function placeLabel({ column, path = [] }) {
	return path.reduce((label, step) => step === "items" ? `${label}[]` : `${label}.${step.field}`, column);
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
	if (minimum !== void 0 && maximum !== void 0) return minimum === maximum ? `exactly ${minimum}` : `${minimum} … ${maximum}`;
	return minimum === void 0 ? `at most ${maximum}` : `at least ${minimum}`;
}

export { featureColumns as _, MOST_SEVERE as a, operatorText as c, checkVerdict as d, noneFails as f, declaredTypes as g, declaredReadings as h, valuesOf as i, ruleId as l, absentIn as m, valueChecks as n, datasetRuleCheck as o, notRun as p, placeLabel as r, keeps as s, rangeText as t, ruleText as u };