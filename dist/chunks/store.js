import { t as hashBytes } from "./hash-file.js";
import { n as ModelyardError, r as messageOf } from "./errors.js";
import { t as canonicalJson } from "./canonical-json.js";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { randomBytes } from "node:crypto";

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

// src/records/store.ts
const FOLDER = ".modelyard";
/** `.modelyard/<model>`, beside modelyard.yml: records, profile and candidates of this checkout. It ignores itself in git. */
function modelFolder(configDirectory, model) {
	return join(configDirectory, FOLDER, model);
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
	await ignoreItself(dirname(dirname(path)));
	await writeFileAtomic(path, recordText(record));
}
/** A first `git add -A` must not commit records and candidates; a `.gitignore` that is there already stays. */
async function ignoreItself(folder) {
	if (basename(folder) !== FOLDER) return;
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch((error) => {
		if (error.code !== "EEXIST") throw error;
	});
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

export { recordPath as a, syncFolder as c, recordDigest as i, writeFileAtomic as l, parseRecord as n, recordText as o, readRecord as r, writeRecord as s, modelFolder as t };