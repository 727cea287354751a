import { n as hashFile } from "./hash-file.js";
import { t as hashModel } from "./model-files.js";
import { a as recordPath, c as syncFolder, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { n as ModelyardError } from "./errors.js";
import { t as trainRecordSchema } from "./train.js";
import { cp, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { randomBytes } from "node:crypto";

// src/stages/candidates/candidate-store.ts
const OUTPUTS = [
	"model",
	"predictions",
	"metrics"
];
/** Outputs that the config names, with the path where training writes them. */
function declaredOutputs({ train }) {
	return OUTPUTS.flatMap((output) => {
		const path = train[output];
		return path === null ? [] : [{
			output,
			written: path.written,
			path: path.absolute
		}];
	});
}
/** The candidate of the newest training; null when nothing was trained, or training failed. */
async function currentCandidate(context) {
	const record = await readRecord(recordPath(context.project.directory, context.model.name, "train"), trainRecordSchema);
	return record === null || record.verdict !== "pass" ? null : openCandidate(context, record.inputDigest);
}
/** The stored candidate with this input digest; null when there is none. Throws `unreadable` when its bytes have changed. */
async function openCandidate(context, inputDigest) {
	const folder = candidateFolder(context.project, context.model, inputDigest);
	const record = await readRecord(join(folder, "train.json"), trainRecordSchema);
	if (record === null) return null;
	const stored = new Map(declaredOutputs(context.model).map((each) => [each.output, join(folder, each.output, basename(each.path))]));
	const model = await openModel(record, stored.get("model") ?? null);
	const predictions = stored.get("predictions") ?? null;
	const metrics = stored.get("metrics") ?? null;
	for (const path of [predictions, metrics]) if (path !== null) await assertUnchanged(record, path);
	return {
		record,
		folder,
		model,
		predictions,
		metrics
	};
}
async function openModel(record, path) {
	if (path === null) return null;
	await assertStored(path);
	const { digest, files } = await hashModel(path);
	if (digest !== record.candidate) throw new ModelyardError("unreadable", `${path}: the stored candidate is ${digest}; its record says ${record.candidate}`, { hint: "Train again with `modelyard train --force`." });
	return {
		path,
		digest,
		bytes: files.reduce((sum, file) => sum + file.bytes, 0)
	};
}
/** The config may name other outputs now than when the candidate was trained. */
async function assertStored(path) {
	if (await lstat(path).catch(() => null) !== null) return;
	throw new ModelyardError("unreadable", `the stored candidate holds no ${basename(path)}: it was trained for other outputs, or the file was removed`, { hint: "Train again with `modelyard train`." });
}
async function assertUnchanged(record, path) {
	await assertStored(path);
	const { sha256 } = await hashFile(path);
	if (record.outputs.some((output) => output.sha256 === sha256)) return;
	throw new ModelyardError("unreadable", `${path}: the stored file is not the one that training wrote`, { hint: "Train again with `modelyard train --force`." });
}
/** Copies the outputs and the record into the store: whole or not at all, replacing an older candidate of this digest. */
async function storeCandidate(context, record) {
	const folder = candidateFolder(context.project, context.model, record.inputDigest);
	const parent = join(folder, "..");
	await removeLeftovers(parent);
	const temporary = join(parent, `.${randomBytes(6).toString("hex")}.tmp`);
	for (const { output, path } of declaredOutputs(context.model)) {
		await mkdir(join(temporary, output), { recursive: true });
		await cp(path, join(temporary, output, basename(path)), { recursive: true });
	}
	await writeRecord(join(temporary, "train.json"), trainRecordSchema, record);
	await rm(folder, {
		recursive: true,
		force: true
	});
	await rename(temporary, folder);
	await syncFolder(parent);
}
/** Folders of a copy that was killed half-way. */
async function removeLeftovers(parent) {
	await mkdir(parent, { recursive: true });
	const names = await readdir(parent);
	await Promise.all(names.filter((name) => name.endsWith(".tmp")).map((name) => rm(join(parent, name), {
		recursive: true,
		force: true
	})));
}
function candidateFolder(project, model, inputDigest) {
	return join(modelFolder(project.directory, model.name), "candidates", inputDigest.replace(/^sha256:/, ""));
}

export { storeCandidate as i, declaredOutputs as n, openCandidate as r, currentCandidate as t };