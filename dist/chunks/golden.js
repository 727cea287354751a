import { C as string, T as union, d as _enum, f as _null, g as literal, m as boolean, p as array, v as number, y as object } from "./schemas.js";
import { t as digestSchema } from "./common.js";
import { O as outputValues } from "./baseline-release.js";
import { _ as counted } from "./pair-metrics.js";
import { n as heldTable } from "./table.js";

// src/records/golden.ts
/** One feature column of the golden rows; integers as text, so that none is rounded. */
const goldenColumnSchema = object({
	name: string(),
	kind: _enum([
		"number",
		"integer",
		"boolean",
		"text"
	]),
	/** null where the cell is missing. NaN and infinities stand as the texts "NaN", "Infinity", "-Infinity". */
	values: array(union([
		number(),
		string(),
		boolean(),
		_null()
	]))
});
/** A few evaluation rows and what the candidate said about them: the smoke test after a deployment. */
const goldenSchema = object({
	schema: literal("modelyard/golden/1"),
	model: string(),
	candidate: digestSchema,
	task: _enum([
		"binary",
		"multiclass",
		"regression"
	]),
	rows: number().int().positive(),
	columns: array(goldenColumnSchema),
	/** Classes of the output columns in the model's own order; null for regression. */
	classes: array(string()).nullable(),
	/** Of several values per row their names; absent: one. */
	targets: array(string()).optional(),
	/** Name of the output that they are of; absent: the only one that can be. */
	output: string().optional(),
	/** rows × width numbers, row-major; width is the number of classes or of targets, or 1. */
	outputs: array(number()),
	tolerance: object({
		absolute: number(),
		relative: number()
	})
});

// src/stages/evaluate/parts/golden.ts
/** Same bytes, another machine: float32 arithmetic may differ in the last digits. A thousand sums of products lose three of its seven. `evaluate.tolerance` says otherwise. */
const TOLERANCE = {
	absolute: 1e-5,
	relative: 1e-4
};
/** How much the same model may say otherwise of the same row. */
function toleranceOf({ tolerance }) {
	return tolerance ?? TOLERANCE;
}
function allowedChange({ absolute, relative }, expected) {
	return absolute + relative * Math.abs(expected);
}
/** The record of golden rows: few rows, and what the candidate said about them. */
function goldenOf(source) {
	const { features, output } = source;
	return {
		schema: "modelyard/golden/1",
		model: source.model,
		candidate: source.candidate,
		task: source.task,
		rows: features.rows,
		columns: features.columns.map(toGoldenColumn),
		classes: output.kind === "classes" ? [...output.classes] : null,
		...output.kind === "values" && (output.targets?.length ?? 0) > 1 ? { targets: [...output.targets ?? []] } : {},
		...source.name === null ? {} : { output: source.name },
		outputs: [...source.outputs],
		tolerance: { ...source.tolerance }
	};
}
/** Runs a deployed model on its golden rows and compares. A model that cannot be run fails. */
async function smokeTest(runtime, modelPath, golden) {
	const output = await runtime.predict({
		model: { path: modelPath },
		task: golden.task,
		features: heldTable({
			rows: golden.rows,
			columns: golden.columns.map((column) => fromGoldenColumn(column, golden.rows))
		}),
		classes: golden.classes,
		...golden.targets === void 0 ? {} : { targets: golden.targets },
		...golden.output === void 0 ? {} : { output: golden.output }
	});
	if (output.kind === "classes" && golden.classes !== null && output.classes.join("\n") !== golden.classes.join("\n")) return {
		verdict: "fail",
		reason: `classes are ${output.classes.join(", ")}; released were ${golden.classes.join(", ")}`
	};
	return compareOutputs(outputValues(output), golden);
}
function compareOutputs(values, { outputs, rows, tolerance }) {
	if (values.length !== outputs.length) return {
		verdict: "fail",
		reason: `${counted(values.length, "output")} for ${counted(rows, "row")}; released were ${outputs.length}`
	};
	const allowed = (expected) => allowedChange(tolerance, expected);
	const differing = outputs.filter((expected, index) => !(Math.abs((values[index] ?? NaN) - expected) <= allowed(expected)));
	if (differing.length === 0) return {
		verdict: "pass",
		reason: `${counted(rows, "golden row agrees", "golden rows agree")}`
	};
	return {
		verdict: "fail",
		reason: `${differing.length} of ${outputs.length} outputs on the golden rows differ from the release`
	};
}
function toGoldenColumn(column) {
	const values = Array.from({ length: column.data.length }, (_, row) => column.missing[row] === 1 ? null : cell(column, row));
	return {
		name: column.name,
		kind: column.kind,
		values
	};
}
function cell(column, row) {
	switch (column.kind) {
		case "number": {
			const value = column.data[row] ?? NaN;
			return Number.isFinite(value) ? value : String(value);
		}
		case "integer": return String(column.data[row]);
		case "boolean": return column.data[row] === 1;
		case "text": return column.data.at(row) ?? "";
	}
}
function fromGoldenColumn({ name, kind, values }, rows) {
	const missing = Uint8Array.from(values, (value) => value === null ? 1 : 0);
	switch (kind) {
		case "number": return {
			name,
			missing,
			kind,
			data: Float64Array.from(values, (value) => value === null ? 0 : Number(value))
		};
		case "integer": {
			const data = new BigInt64Array(rows);
			values.forEach((value, row) => {
				data[row] = value === null ? 0n : BigInt(String(value));
			});
			return {
				name,
				missing,
				kind,
				data
			};
		}
		case "boolean": return {
			name,
			missing,
			kind,
			data: Uint8Array.from(values, (value) => value === true ? 1 : 0)
		};
		case "text": return {
			name,
			missing,
			kind,
			data: values.map((value) => String(value ?? ""))
		};
	}
}

export { goldenSchema as a, toleranceOf as i, goldenOf as n, smokeTest as r, allowedChange as t };