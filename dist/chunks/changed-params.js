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
/** Single values by their dotted name, as JSON text. */
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

export { changedParams as n, flattened as r, changedParamText as t };