import { f as gitEntries, m as runGit } from "./repository.js";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, sep } from "node:path";
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

export { withSomeFilesOf as a, withFilesOf as i, changedSince as n, fileAt as r, areUnchanged as t };