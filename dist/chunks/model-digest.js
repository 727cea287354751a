import { t as MODEL_NAME } from "./names.js";

// src/domain/versions/version.ts
const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;
/** `1.2.3` or `v1.2.3`; null for anything else. Pre-releases are not used for models, and are nobody's baseline. */
function parseVersion(text) {
	const match = VERSION.exec(text.replace(/^v/, ""));
	return match === null ? null : {
		major: Number(match[1]),
		minor: Number(match[2]),
		patch: Number(match[3])
	};
}
function versionText({ major, minor, patch }) {
	return `${major}.${minor}.${patch}`;
}
/** Below 0 when a is older than b. */
function compareVersions(a, b) {
	const [left, right] = [parseVersion(a), parseVersion(b)];
	if (left === null || right === null) throw new RangeError(`not a version: ${left === null ? a : b}`);
	return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}
function bumped(version, bump) {
	const parsed = parseVersion(version);
	if (parsed === null) throw new RangeError(`not a version: ${version}`);
	const { major, minor, patch } = parsed;
	if (bump === "major") return versionText({
		major: major + 1,
		minor: 0,
		patch: 0
	});
	return versionText(bump === "minor" ? {
		major,
		minor: minor + 1,
		patch: 0
	} : {
		major,
		minor,
		patch: patch + 1
	});
}
/** `<model>@<what>`, with the counter that GTO may put behind it. */
const TAG = /^([^@]+)@(.+?)(?:#\d+)?$/;
/** `<model>@v<semver>`, the same with `!`, or `<model>@deprecated`, as GTO writes them; null for other tags. */
function parseTag(tag) {
	const [, model = "", rest = ""] = TAG.exec(tag) ?? [];
	if (!MODEL_NAME.test(model)) return null;
	if (rest === "deprecated") return {
		model,
		version: null,
		withdraws: true
	};
	const withdraws = rest.endsWith("!");
	const version = withdraws ? rest.slice(0, -1) : rest;
	return version.startsWith("v") && parseVersion(version) !== null ? {
		model,
		version: version.slice(1),
		withdraws
	} : null;
}
function releaseTag(model, version) {
	return `${model}@v${version}`;
}

// src/domain/lineage/model-digest.ts
/** Names that `sha256sum` would have to escape cannot be checked with coreutils. */
function isUnsafePartName(name) {
	return /[\n\r\\]/.test(name);
}
/** The lines that `sha256sum` prints for the parts, sorted by the bytes of the name, each with its line feed. */
function sha256sumLines(parts) {
	return [...parts].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))).map((part) => `${part.sha256}  ${part.name}\n`).join("");
}

export { parseTag as a, compareVersions as i, sha256sumLines as n, parseVersion as o, bumped as r, releaseTag as s, isUnsafePartName as t };