import { n as isDynamicPattern } from "./dist.js";
import { basename, dirname, join, posix } from "node:path";

// src/adapters/files/split-pattern.ts
/** A written pattern as a plain folder and what is to be matched below it. `..` stands before wildcards only. */
function splitPattern({ written, absolute }) {
	if (!isDynamicPattern(written)) return {
		base: absolute,
		pattern: null
	};
	const parts = posix.normalize(written).split("/");
	let base = absolute;
	const wild = [];
	for (const _part of parts.slice(parts.findIndex((part) => isDynamicPattern(part)))) {
		wild.unshift(basename(base));
		base = dirname(base);
	}
	return {
		base: join(base),
		pattern: wild.join("/")
	};
}

export { splitPattern as t };