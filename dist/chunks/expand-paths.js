import { t as glob } from "./dist.js";
import { n as ModelyardError } from "./errors.js";
import { t as splitPattern } from "./split-pattern.js";
import { stat } from "node:fs/promises";

// src/adapters/files/expand-paths.ts
/** Absolute paths of a dataset's files: patterns in their order, the matches of one pattern sorted. Never empty. */
async function expandPaths(paths) {
	const found = [];
	for (const pattern of paths.patterns) {
		const matches = await expandPattern(pattern);
		if (matches.length === 0) throw await noFile(pattern);
		found.push(...matches);
	}
	return [...new Set(found)];
}
async function noFile({ written, absolute }) {
	const pointer = await stat(`${absolute}.dvc`).catch(() => null);
	return new ModelyardError("input", `${written}: no such file`, { hint: pointer === null ? "Check the path; it is relative to the folder of modelyard.yml." : `Name its pointer, ${written}.dvc, or run dvc pull first.` });
}
async function expandPattern(path) {
	const exact = await stat(path.absolute).catch(() => null);
	if (exact?.isFile() === true) return [path.absolute];
	if (exact !== null) throw new ModelyardError("input", `${path.written} is ${exact.isDirectory() ? "a folder" : "no plain file"}`, { hint: `Name the files${exact.isDirectory() ? `, for example ${path.written.replace(/\/$/, "")}/*.csv` : ""}.` });
	const { base, pattern } = splitPattern(path);
	if (pattern === null) return [];
	return (await glob(pattern, {
		cwd: base,
		absolute: true,
		dot: false,
		onlyFiles: true,
		expandDirectories: false
	})).sort();
}

export { expandPaths as t };