// src/domain/lineage/model-digest.ts
/** Names that `sha256sum` would have to escape cannot be checked with coreutils. */
function isUnsafePartName(name) {
	return /[\n\r\\]/.test(name);
}
/** The lines that `sha256sum` prints for the parts, sorted by the bytes of the name, each with its line feed. */
function sha256sumLines(parts) {
	return [...parts].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))).map((part) => `${part.sha256}  ${part.name}\n`).join("");
}

export { sha256sumLines as n, isUnsafePartName as t };