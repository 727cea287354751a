import { relative, sep } from "node:path";

// src/stages/paths.ts
/** A path as records show it: POSIX, relative to the folder of modelyard.yml; absolute where it lies outside the repository. */
function displayPath(project, absolute) {
	if (relative(project.repository, absolute).startsWith("..")) return absolute;
	return relative(project.directory, absolute).split(sep).join("/") || ".";
}

// src/stages/shows-values.ts
const BUILD_SERVERS = [
	"CI",
	"GITHUB_ACTIONS",
	"JENKINS_URL",
	"GITLAB_CI"
];
/** Values may be of people: `auto` shows them on somebody's own machine only. */
function showsValues({ model, environment }) {
	if (model.examples !== "auto") return model.examples === "values";
	return !BUILD_SERVERS.some((name) => (environment[name] ?? "") !== "");
}

export { displayPath as n, showsValues as t };