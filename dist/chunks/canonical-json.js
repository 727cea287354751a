import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { n as ModelyardError } from "./errors.js";

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

export { canonicalJson as t };