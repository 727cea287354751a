import { n as changedSince, r as fileAt } from "./base-files.js";
import { L as allEvaluation } from "./registry.js";
import { n as parseYaml } from "./yaml-document.js";
import { n as changedParams } from "./changed-params.js";
import { t as loadContract } from "./load-contract.js";
import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";

// src/stages/judge/changed-judge.ts
/** Keys of a model that decide its verdict; what decides the trained bytes is judged, not a judge. */
const JUDGE = /^(task|baseline|evaluate|gates|release|drift|data\.(evaluation|serving|contract|target|positive|id|group_by|time|weight|tuning|null_labels|classes|checks))(\.|$)/;
const WORKFLOWS = [".github/**"];
/** What of the rules, the contract, the evaluation data and the workflows differs from a commit. */
async function changedJudge(context, base) {
	const all = await changedConfig(context, base);
	if (all === null) return {
		changes: [],
		isKnown: false
	};
	const config = all.filter(({ name }) => JUDGE.test(name)).map(({ name, before: old, after }) => ({
		kind: "config",
		what: name,
		base: old,
		head: after
	}));
	const files = await changedFiles(context, base, {
		patterns: await judgedFiles(context),
		kind: "file"
	});
	const workflows = await changedFiles(context, base, {
		patterns: WORKFLOWS,
		kind: "workflow"
	});
	return {
		changes: [
			...config,
			...files,
			...workflows
		],
		isKnown: true
	};
}
/** What of the model's entry in modelyard.yml differs from a commit; null where the commit does not know the model. */
async function changedConfig(context, base) {
	const { repository, file } = context.project;
	const written = await fileAt(repository, base, repositoryPath(context, file));
	const before = written === null ? void 0 : modelIn(written, context.model.name);
	if (before === void 0) return null;
	return changedParams(before, modelIn(await readFile(file, "utf8"), context.model.name));
}
function modelIn(text, name) {
	const { value } = parseYaml(text);
	return (value?.models)?.[name];
}
/**
* Contract, the tables that its keys point to, and evaluation data, where they lie in the repository. Data from elsewhere
* are compared by the evaluation's own record.
*/
async function judgedFiles(context) {
	const { data, root, evaluate } = context.model;
	const { contract } = data;
	const read = contract === null ? null : (await loadContract(contract).catch(() => null))?.contract ?? null;
	return [
		...[...contract === null ? [] : [contract], ...allEvaluation(data).patterns].map(({ absolute }) => absolute),
		...(evaluate.custom ?? []).flatMap(({ run }) => wordsOf(run).map((word) => resolve(root.absolute, word))),
		...(read?.tables ?? []).flatMap(({ files }) => files.map((file) => resolve(context.project.directory, file)))
	].map((absolute) => repositoryPath(context, absolute)).filter((path) => !path.startsWith("../") && !isAbsolute(path));
}
/** A script that measures is a judge: every word of its command that might be a file. */
function wordsOf(command) {
	return command.split(/[\s"'=;|&<>()]+/).filter((word) => /[./]/.test(word) && !word.startsWith("-"));
}
function repositoryPath({ project }, path) {
	return relative(project.repository, path).replaceAll(sep, "/");
}
async function changedFiles({ project }, base, { patterns, kind }) {
	const short = (object) => object?.slice(0, 12) ?? null;
	return (await changedSince(project.repository, base, patterns)).map(({ path, base: old, head }) => ({
		kind,
		what: path,
		base: short(old),
		head: short(head)
	}));
}

export { changedJudge as n, changedConfig as t };