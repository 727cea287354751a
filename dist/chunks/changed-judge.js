import { f as gitEntries, m as runGit } from "./repository.js";
import { n as parseYaml } from "./yaml-document.js";
import { t as loadContract } from "./load-contract.js";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { tmpdir } from "node:os";

// src/adapters/git/base-files.ts
const NOTHING = /^0+$/;
/** Tracked files under some paths whose content differs between a commit and the work tree. Patterns are git's `glob` pathspecs. */
async function changedSince(top, commit, patterns) {
	if (patterns.length === 0) return [];
	await runGit(top, [
		"update-index",
		"-q",
		"--refresh"
	], {
		okCodes: [1],
		env: { GIT_OPTIONAL_LOCKS: "1" }
	});
	const args = [
		"diff-index",
		"--raw",
		"--no-abbrev",
		"--no-renames",
		"-z",
		commit,
		"--",
		...patterns.map((pattern) => `:(top,glob)${pattern}`)
	];
	const entries = await gitEntries(top, args);
	const files = [];
	for (let index = 0; index + 1 < entries.length; index += 2) {
		const [, , base = "", head = "", status = ""] = (entries[index] ?? "").split(" ");
		const known = (object) => NOTHING.test(object) ? null : object;
		const isGone = status.startsWith("D");
		files.push({
			path: entries[index + 1] ?? "",
			base: known(base),
			head: isGone ? null : known(head) ?? "changed"
		});
	}
	return files;
}
/** Text of a file in a commit; null where the commit has none. */
async function fileAt(top, commit, path) {
	const { code, stdout } = await runGit(top, [
		"cat-file",
		"blob",
		`${commit}:${path}`
	], { okCodes: [128] });
	return code === 0 ? stdout.toString("utf8") : null;
}
/** Git LFS pointers stay pointers: nothing is fetched. */
const NO_FILTERS = [
	"-c",
	"filter.lfs.smudge=",
	"-c",
	"filter.lfs.process=",
	"-c",
	"filter.lfs.required=false"
];
/** Lays the files of a commit out in a temporary folder for the time of some work. Git LFS pointers stay pointers: nothing is fetched. */
async function withFilesOf(top, commit, work) {
	return laidOut({
		top,
		commit,
		matches: null
	}, work);
}
/** The same with some files only; `paths` are those that are there, relative to the top, sorted. */
async function withSomeFilesOf({ top, commit, matches }, work) {
	return laidOut({
		top,
		commit,
		matches
	}, work);
}
async function laidOut({ top, commit, matches }, work) {
	const folder = await mkdtemp(join(tmpdir(), "modelyard-base-"));
	const env = { GIT_INDEX_FILE: join(folder, ".index") };
	const files = join(folder, "files");
	const checkOut = [
		"checkout-index",
		"--force",
		`--prefix=${files}${sep}`
	];
	try {
		await mkdir(files);
		await runGit(top, ["read-tree", commit], { env });
		if (matches === null) {
			await runGit(top, [
				...NO_FILTERS,
				...checkOut,
				"--all"
			], { env });
			return await work(files, []);
		}
		const paths = (await gitEntries(top, [
			"ls-files",
			"-z",
			"--full-name"
		], { env })).filter(matches).sort();
		const input = paths.map((path) => `${path}\0`).join("");
		await runGit(top, [
			...NO_FILTERS,
			...checkOut,
			"-z",
			"--stdin"
		], {
			env,
			input
		});
		return await work(files, paths);
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
const MOST_COMPARED = 500;
/** Whether the work tree holds these files just as a commit does. False where that cannot be told cheaply. */
async function areUnchanged(top, commit, paths) {
	if (paths.length === 0 || paths.length > MOST_COMPARED) return false;
	const literal = paths.map((path) => `:(top,literal)${path}`);
	const { code } = await runGit(top, [
		"diff",
		"--quiet",
		"--no-ext-diff",
		commit,
		"--",
		...literal
	], { okCodes: [1] });
	return code === 0;
}

// src/domain/report/changed-params.ts
/** What changed between two parameter files, down to single values, sorted by name. */
function changedParams(before, after) {
	const old = flattened(before);
	const current = flattened(after);
	return [.../* @__PURE__ */ new Set([...old.keys(), ...current.keys()])].sort().map((name) => ({
		name,
		before: old.get(name) ?? null,
		after: current.get(name) ?? null
	})).filter((change) => change.before !== change.after);
}
/** `rounds: 150 → 3`, `depth: 3 (new)`, `seed: 7 (removed)`; not escaped. */
function changedParamText({ name, before, after }) {
	if (before === null) return `${name}: ${after} (new)`;
	return after === null ? `${name}: ${before} (removed)` : `${name}: ${before} → ${after}`;
}
function flattened(value) {
	const leaves = /* @__PURE__ */ new Map();
	collect(value, "", leaves);
	return leaves;
}
function collect(value, path, leaves) {
	const members = value !== null && typeof value === "object" ? Object.entries(value) : [];
	if (members.length === 0) {
		if (path !== "") leaves.set(path, JSON.stringify(value) ?? "null");
		return;
	}
	for (const [key, member] of members) collect(member, path === "" ? key : `${path}.${key}`, leaves);
}

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
	const { contract, evaluation } = context.model.data;
	const read = contract === null ? null : await loadContract(contract).catch(() => null);
	return [...[...contract === null ? [] : [contract], ...evaluation.patterns].map(({ absolute }) => absolute), ...(read?.tables ?? []).flatMap(({ files }) => files.map((file) => resolve(context.project.directory, file)))].map((absolute) => repositoryPath(context, absolute)).filter((path) => !path.startsWith("../") && !isAbsolute(path));
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

export { areUnchanged as a, changedParams as i, changedJudge as n, withFilesOf as o, changedParamText as r, withSomeFilesOf as s, changedConfig as t };