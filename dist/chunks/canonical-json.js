import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { n as messageOf, t as ModelyardError } from "./errors.js";
import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";

// src/adapters/files/hash-file.ts
/** SHA-256 of a file's bytes, read as a stream. Throws `unreadable` with the path. */
async function hashFile(path) {
	const hash = createHash("sha256");
	let bytes = 0;
	try {
		for await (const chunk of createReadStream(path)) {
			hash.update(chunk);
			bytes += chunk.length;
		}
	} catch (cause) {
		throw new ModelyardError("unreadable", `cannot read ${path}: ${messageOf(cause)}`, { cause });
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}
/** SHA-256 of bytes in memory, 64 hex digits. */
function hashBytes(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}

// node_modules/canonicalize/lib/canonicalize.js
var require_canonicalize = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = function serialize(object) {
		if (typeof object === "number" && isNaN(object)) throw new Error("NaN is not allowed");
		if (typeof object === "number" && !isFinite(object)) throw new Error("Infinity is not allowed");
		if (object === null || typeof object !== "object") return JSON.stringify(object);
		if (object.toJSON instanceof Function) return serialize(object.toJSON());
		if (Array.isArray(object)) return `[${object.reduce((t, cv, ci) => {
			return `${t}${ci === 0 ? "" : ","}${serialize(cv === void 0 || typeof cv === "symbol" ? null : cv)}`;
		}, "")}]`;
		return `{${Object.keys(object).sort().reduce((t, cv) => {
			if (object[cv] === void 0 || typeof object[cv] === "symbol") return t;
			return `${t}${t.length === 0 ? "" : ","}${serialize(cv)}:${serialize(object[cv])}`;
		}, "")}}`;
	};
}));

// src/records/canonical-json.ts
var import_canonicalize = /* @__PURE__ */ __toESM(require_canonicalize(), 1);
/** RFC 8785 text of a JSON value. NaN and infinities are a bug of the caller: records carry null and a reason. */
function canonicalJson(value) {
	assertFinite(value, "$");
	const text = (0, import_canonicalize.default)(value);
	if (text === void 0) throw new ModelyardError("internal", "a record must be a JSON value");
	return text;
}
function assertFinite(value, path) {
	if (typeof value === "number" && !Number.isFinite(value)) throw new ModelyardError("internal", `a record holds ${value} at ${path}`);
	if (value === null || typeof value !== "object") return;
	for (const [key, member] of Object.entries(value)) assertFinite(member, `${path}.${key}`);
}

export { hashBytes as n, hashFile as r, canonicalJson as t };