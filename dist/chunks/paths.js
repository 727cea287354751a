import { r as __toESM } from "./rolldown-runtime.js";
import { t as require_picomatch } from "./picomatch.js";
import { t as splitPattern } from "./split-pattern.js";
import { posix, relative, sep } from "node:path";

// src/stages/paths.ts
var import_picomatch = /* @__PURE__ */ __toESM(require_picomatch(), 1);
/** A path as records show it: POSIX, relative to the folder of modelyard.yml; absolute where it lies outside the repository. */
function displayPath(project, absolute) {
	if (relative(project.repository, absolute).startsWith("..")) return absolute;
	return relative(project.directory, absolute).split(sep).join("/") || ".";
}
/** Repository-relative POSIX path. */
function repositoryPath(project, absolute) {
	return relative(project.repository, absolute).split(sep).join("/");
}
/** Whether a repository-relative path is one of a dataset's files, or what a `.dvc` pointer among them stands for. */
function matcherOf(project, { patterns }) {
	const matchers = patterns.map((written) => {
		const { base, pattern } = splitPattern(written);
		const folder = repositoryPath(project, base);
		const exact = repositoryPath(project, written.absolute);
		const pulled = exact.endsWith(".dvc") ? exact.slice(0, -4) : null;
		const matches = pattern === null ? () => false : (0, import_picomatch.default)(pattern, { dot: true });
		return (path) => {
			const own = posix.relative(folder, path);
			if (path === exact || matches(own)) return true;
			return pulled !== null && (path === pulled || path.startsWith(`${pulled}/`) || matches(`${own}.dvc`));
		};
	});
	return (path) => matchers.some((matches) => matches(path));
}

export { matcherOf as n, repositoryPath as r, displayPath as t };