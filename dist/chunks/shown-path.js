import { isAbsolute, relative } from "node:path";

// src/cli/shown-path.ts
/** A path as people read it: relative to where they are when it lies below, absolute otherwise. */
function shownPath(path, from = process.cwd()) {
	const below = relative(from, path);
	if (below === "") return ".";
	return below.startsWith("..") || isAbsolute(below) ? path : below;
}

export { shownPath as t };