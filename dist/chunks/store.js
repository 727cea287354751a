import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { n as messageOf, t as ModelyardError } from "./errors.js";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createHash, randomBytes } from "node:crypto";

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

// src/adapters/files/write-atomic.ts
/** Replaces a file whole or not at all: temporary file beside it, flushed to disk, renamed, folder flushed. */
async function writeFileAtomic(path, content) {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const temporary = join(folder, `.${randomBytes(6).toString("hex")}.tmp`);
	try {
		const file = await open(temporary, "wx");
		try {
			await file.writeFile(content);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(folder);
}
/** Flushes a folder's entries, so that a rename in it survives a power cut. A no-op where the system refuses it. */
async function syncFolder(folder) {
	const handle = await open(folder, "r").catch(() => null);
	if (handle === null) return;
	try {
		await handle.sync().catch(() => void 0);
	} finally {
		await handle.close();
	}
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

// src/records/store.ts
/** `.modelyard/<model>`, beside modelyard.yml: records, profile and candidates of this checkout. Git-ignored. */
function modelFolder(configDirectory, model) {
	return join(configDirectory, ".modelyard", model);
}
function recordPath(configDirectory, model, stage) {
	return join(modelFolder(configDirectory, model), `${stage}.json`);
}
/** The bytes of a record: RFC 8785 JSON and a line feed. */
function recordText(record) {
	return `${canonicalJson(record)}\n`;
}
/** `sha256:…` of a record's bytes. */
function recordDigest(record) {
	return `sha256:${hashBytes(recordText(record))}`;
}
/** Checks a record against its schema (a mismatch is our bug) and writes it whole or not at all. */
async function writeRecord(path, schema, record) {
	const checked = schema.safeParse(record);
	if (!checked.success) throw new ModelyardError("internal", `${path}: the record does not fit its schema: ${checked.error.message}`);
	await writeFileAtomic(path, recordText(record));
}
/** Reads a record. `null` when there is no such file; `unreadable` when it is there and is not what it should be. */
async function readRecord(path, schema) {
	let text;
	try {
		text = await readFile(path, "utf8");
	} catch (cause) {
		if (cause.code === "ENOENT") return null;
		throw new ModelyardError("unreadable", `cannot read ${path}: ${messageOf(cause)}`, { cause });
	}
	return parseRecord(text, path, schema);
}
/** Parses a record's text; `where` names it in errors. */
function parseRecord(text, where, schema) {
	let value;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new ModelyardError("unreadable", `${where} is not JSON: ${messageOf(cause)}`, { cause });
	}
	const checked = schema.safeParse(value);
	if (checked.success) return checked.data;
	const problem = checked.error.issues[0];
	throw new ModelyardError("unreadable", `${where} is not the expected record: ${problem?.path.join(".")} ${problem?.message}`, { hint: "Run the stage that writes it again." });
}

export { recordPath as a, canonicalJson as c, hashBytes as d, hashFile as f, recordDigest as i, syncFolder as l, parseRecord as n, recordText as o, readRecord as r, writeRecord as s, modelFolder as t, writeFileAtomic as u };