import { n as ModelyardError } from "./errors.js";
import { n as toldError } from "./tell-error.js";

// src/cli/for-each-model.ts
/** Of several models' exit codes the first that occurs of these. */
const GRAVEST_FIRST = [
	70,
	3,
	2,
	1,
	0
];
/** Runs a command on each chosen model; one that fails does not stop the others. */
async function forEachModel(context, work) {
	const { models } = context;
	if (models.length === 1 && models[0] !== void 0) return work(models[0]);
	const results = [];
	for (const model of models) results.push(await workSafely(context, model, work));
	return {
		json: results.map(({ json }) => json),
		text: results.map(({ text }) => text).join(""),
		exitCode: gravest(results.map(({ exitCode }) => exitCode))
	};
}
function gravest(codes) {
	return GRAVEST_FIRST.find((code) => codes.includes(code)) ?? 0;
}
async function workSafely({ signal, reporter }, model, work) {
	try {
		return await work(model);
	} catch (error) {
		if (signal.aborted) throw error;
		const { exitCode, text } = toldError(error, model.name);
		reporter.close();
		process.stderr.write(text);
		return {
			json: failure(model.name, error, exitCode),
			text: "",
			exitCode
		};
	}
}
/** Where a record would stand if there were one. */
function failure(model, error, exitCode) {
	const message = error instanceof Error ? error.message : String(error);
	return {
		model,
		verdict: null,
		exitCode,
		error: {
			code: error instanceof ModelyardError ? error.code : null,
			message
		}
	};
}
/** 0 for pass, 1 for everything else. */
function verdictCode(verdict) {
	return verdict === "pass" ? 0 : 1;
}

export { verdictCode as n, forEachModel as t };