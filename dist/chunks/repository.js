import { n as ModelyardError, r as messageOf } from "./errors.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";

// src/adapters/git/run-git.ts
/** Settings under which git answers the same everywhere: no prompt, no translation, no lock for reading. */
const ENVIRONMENT = {
	GIT_TERMINAL_PROMPT: "0",
	LC_ALL: "C",
	GIT_OPTIONAL_LOCKS: "0"
};
/** Git sets these for its hooks; in another folder they name the wrong repository. */
const OF_ANOTHER_REPOSITORY = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE)$/;
function gitEnvironment(own = {}) {
	const kept = Object.entries(process.env).filter(([name]) => !OF_ANOTHER_REPOSITORY.test(name));
	return {
		...Object.fromEntries(kept),
		...ENVIRONMENT,
		...own
	};
}
/** Runs git in a folder. Throws `outside` when git is missing or ends with an unexpected exit code. */
async function runGit(cwd, args, options = {}) {
	const result = await collect(cwd, args, options);
	if (result.code === 0 || options.okCodes?.includes(result.code)) return result;
	throw gitError(cwd, args, result);
}
/** The text that git prints, without the line feed at its end. */
async function gitText(cwd, args, options = {}) {
	return (await runGit(cwd, args, options)).stdout.toString("utf8").replace(/\r?\n$/, "");
}
/** The NUL-terminated entries that git prints. Bytes that are no UTF-8 become lone surrogates, so that no two names fall together. */
async function gitEntries(cwd, args, options = {}) {
	const { stdout } = await runGit(cwd, args, options);
	const entries = [];
	for (let start = 0; start < stdout.length;) {
		const end = stdout.indexOf(0, start);
		const stop = end < 0 ? stdout.length : end;
		if (stop > start) entries.push(decodeName(stdout.subarray(start, stop)));
		start = stop + 1;
	}
	return entries;
}
function decodeName(bytes) {
	const text = bytes.toString("utf8");
	if (!text.includes("�") || Buffer.from(text).equals(bytes)) return text;
	return [...bytes].map((byte) => String.fromCharCode(byte < 128 ? byte : 56320 + byte)).join("");
}
function collect(cwd, args, { input, env, outlives = false, onStdout }) {
	return new Promise((resolve, reject) => {
		const detached = outlives && process.platform !== "win32";
		const child = spawn("git", args, {
			cwd,
			env: gitEnvironment(env),
			detached
		});
		const stdout = [];
		const stderr = [];
		child.stdout.on("data", onStdout ?? ((chunk) => void stdout.push(chunk)));
		child.stderr.on("data", (chunk) => stderr.push(chunk));
		child.on("error", (cause) => reject(missingGit(cause)));
		child.on("close", (code) => {
			resolve({
				code: code ?? 128,
				stdout: Buffer.concat(stdout),
				stderr: Buffer.concat(stderr).toString("utf8")
			});
		});
		child.stdin.on("error", () => void 0);
		child.stdin.end(input);
	});
}
function missingGit(cause) {
	return new ModelyardError("outside", `git cannot be started: ${messageOf(cause)}`, {
		cause,
		hint: "Install git and make sure that it is on PATH."
	});
}
const KNOWN_PROBLEMS = [
	[
		/not a git repository/i,
		"this is not a git repository",
		"Run `git init` and commit, or go to the repository."
	],
	[
		/dubious ownership/i,
		"git refuses this repository because it belongs to another user",
		"Run `git config --global --add safe.directory <folder>` for this folder."
	],
	[
		/ambiguous argument 'HEAD'|Needed a single revision|bad revision 'HEAD'/i,
		"the repository has no commit yet",
		"Commit first."
	]
];
function gitError(cwd, args, result) {
	const known = KNOWN_PROBLEMS.find(([pattern]) => pattern.test(result.stderr));
	if (known !== void 0) return new ModelyardError("outside", `${cwd}: ${known[1]}`, { hint: known[2] });
	const detail = result.stderr.trim().split("\n").slice(-3).join(" ") || `exit code ${result.code}`;
	return new ModelyardError("outside", `git ${args[0]} failed in ${cwd}: ${detail}`);
}

// src/adapters/git/repository.ts
/** Absolute path of the work tree's top. Throws `outside` where there is none. */
async function repositoryTop(cwd) {
	return gitText(cwd, ["rev-parse", "--show-toplevel"]);
}
/** The folder that all work trees of a repository share. */
async function gitCommonFolder(cwd) {
	return resolve(cwd, await gitText(cwd, ["rev-parse", "--git-common-dir"]));
}
/** The commit that is checked out; null in a repository without commits. */
async function headCommit(cwd) {
	return resolveCommit(cwd, "HEAD");
}
/** The commit that a revision names; null where it names none. */
async function resolveCommit(cwd, revision) {
	const args = [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${revision}^{commit}`
	];
	const { code, stdout } = await runGit(cwd, args, { okCodes: [1, 128] });
	return code === 0 ? stdout.toString("utf8").trim() : null;
}
/**
* Commits of a branch, newest first, as its first parents tell them: merges count once. `since` and what is older is left
* out; a commit that this clone lacks leaves nothing out.
*/
async function firstParents(cwd, head, { since, most }) {
	const until = since === null ? null : await resolveCommit(cwd, since);
	const range = [head, ...until === null ? [] : [`^${until}`]];
	const text = await gitText(cwd, [
		"rev-list",
		"--first-parent",
		`--max-count=${most}`,
		...range,
		"--"
	]);
	return text === "" ? [] : text.split("\n");
}
/** Whether a commit is in the history of another one; null where this clone lacks one of them. */
async function isAncestor(cwd, commit, of) {
	const { code } = await runGit(cwd, [
		"merge-base",
		"--is-ancestor",
		commit,
		of
	], { okCodes: [1, 128] });
	return code === 128 ? null : code === 0;
}
/** The commit of a work tree and a digest of what was changed in its tracked files since. */
async function workState(cwd) {
	const commit = await gitText(cwd, [
		"rev-parse",
		"--verify",
		"HEAD"
	]);
	const hash = createHash("sha256");
	let bytes = 0;
	await runGit(cwd, [
		"-c",
		"diff.autoRefreshIndex=true",
		"diff",
		...[
			"--binary",
			"--full-index",
			"--no-color",
			"--no-renames",
			"--no-ext-diff",
			"--no-textconv"
		],
		"HEAD",
		"--"
	], { onStdout: (chunk) => {
		hash.update(chunk);
		bytes += chunk.length;
	} });
	return {
		commit,
		changes: bytes === 0 ? null : hash.digest("hex")
	};
}
async function treeOf(cwd, commit) {
	return gitText(cwd, [
		"rev-parse",
		"--verify",
		`${commit}^{tree}`
	]);
}
/** True when history was cut off at clone time: absence of a tag then proves nothing. */
async function isShallow(cwd) {
	return await gitText(cwd, ["rev-parse", "--is-shallow-repository"]) === "true";
}
/** `Name <mail>` of whoever runs git here; falls back to the system's user, as there may be no git identity. */
async function gitIdentity(cwd) {
	const { code, stdout } = await runGit(cwd, ["var", "GIT_COMMITTER_IDENT"], { okCodes: [1, 128] });
	const match = /^(.*) <(.*)> \d+ [+-]\d{4}$/.exec(stdout.toString("utf8").trim());
	if (code === 0 && match !== null) return {
		name: match[1] ?? "",
		email: match[2] ?? ""
	};
	return {
		name: process.env.USER ?? process.env.LOGNAME ?? "modelyard",
		email: "modelyard@localhost"
	};
}
async function originUrl(cwd) {
	const { code, stdout } = await runGit(cwd, [
		"config",
		"--get",
		"remote.origin.url"
	], { okCodes: [1] });
	return code === 0 ? stdout.toString("utf8").trim() : null;
}

export { isAncestor as a, repositoryTop as c, workState as d, gitEntries as f, headCommit as i, resolveCommit as l, runGit as m, gitCommonFolder as n, isShallow as o, gitText as p, gitIdentity as r, originUrl as s, firstParents as t, treeOf as u };