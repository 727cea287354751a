import { n as ModelyardError, r as messageOf } from "./errors.js";
import { C as string, E as unknown, d as _enum, g as literal, m as boolean, p as array, v as number, x as record, y as object } from "./schemas.js";
import { t as datetime } from "./iso.js";
import { t as hashBytes } from "./hash-file.js";
import { t as canonicalJson } from "./canonical-json.js";
import { l as writeFileAtomic, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { o as verdictSchema, t as digestSchema } from "./common.js";
import { u as require_dist } from "./yaml-document.js";
import { n as matcherOf } from "./paths.js";
import { n as metricRowSchema } from "./evaluate.js";
import { t as trainRecordSchema } from "./train.js";
import { mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

// src/records/experiment.ts
/** First 12 hex digits of the SHA-256 over input digest and output digests: other bytes are another experiment. */
const idSchema = string().regex(/^[0-9a-f]{12}$/);
/** What training and using a candidate cost; null where it is not known. */
const costSchema = object({
	trainSeconds: number().nonnegative().nullable(),
	peakMemoryBytes: number().int().nullable(),
	sizeBytes: number().int().nullable(),
	/** One row per call, 95 of 100 calls within. */
	latencyP95Ms: number().nullable(),
	/** From the start of training to its record. */
	durationMs: number().nonnegative()
});
/** One candidate: what it was made from, how it was judged last, what it cost. */
const experimentSchema = object({
	schema: literal("modelyard/experiment/1"),
	toolkit: string(),
	model: string(),
	id: idSchema,
	/** Of the last evaluation; null: not judged. */
	verdict: verdictSchema.nullable(),
	/** When it was trained, and when it was judged last. */
	at: datetime(),
	evaluatedAt: datetime().nullable(),
	commit: string().nullable(),
	pullRequest: number().int().nullable(),
	/** True when inputs differed from the commit. */
	dirty: boolean(),
	inputDigest: digestSchema,
	/** Digest of the model; null where training leaves predictions or metrics only. */
	candidate: digestSchema.nullable(),
	/** null where they are too many to be kept, with the reason. */
	params: record(string(), unknown()).nullable(),
	paramsReason: string().optional(),
	seed: number().int(),
	/** SHA-256 over paths and digests of the training data, and over those of all other inputs. */
	data: digestSchema,
	code: digestSchema,
	/** What it was held against; null: nothing. */
	baseline: string().nullable(),
	/** The primary first. */
	metrics: array(metricRowSchema),
	cost: costSchema,
	/** Digest of the evaluation rows (files, labels, groups): candidates with the same one can be compared row by row. null with a reason. */
	rows: digestSchema.nullable(),
	rowsReason: string().optional()
});
/** An experiment, and where it was found. */
const foundExperimentSchema = experimentSchema.extend({
	/** checkout: trained or judged here; release: merged and released. */
	where: array(_enum(["checkout", "release"])),
	/** Tags of the releases that hold this very candidate. */
	tags: array(string())
});

// src/stages/experiments/experiment-of.ts
/** Params whose JSON is longer are told by the digest of the code alone. */
const MOST_PARAMS_BYTES = 65536;
/** Rows of metrics that one experiment keeps. */
const MOST_METRICS = 500;
/** The experiment that records tell of. */
function experimentOf(context, { train, evaluate, rows, rowsReason }) {
	return {
		schema: "modelyard/experiment/1",
		toolkit: context.toolkit,
		model: context.model.name,
		id: experimentId(train),
		verdict: evaluate?.verdict ?? null,
		at: train.at,
		evaluatedAt: evaluate?.at ?? null,
		commit: train.commit,
		pullRequest: train.pullRequest,
		dirty: train.dirty.length > 0,
		inputDigest: train.inputDigest,
		candidate: train.candidate,
		...keptParams(train.params),
		seed: train.seed,
		...inputDigests(context, train),
		baseline: evaluate?.baseline?.source ?? null,
		metrics: evaluate?.metrics.slice(0, MOST_METRICS) ?? [],
		cost: {
			trainSeconds: train.trainSeconds,
			peakMemoryBytes: train.peakMemoryBytes,
			sizeBytes: evaluate?.sizeBytes ?? null,
			latencyP95Ms: evaluate?.latencyMs?.batch1.p95 ?? null,
			durationMs: train.durationMs
		},
		rows,
		...rowsReason === null ? {} : { rowsReason }
	};
}
/** The same inputs that gave other bytes are another experiment: training need not be deterministic. */
function experimentId({ inputDigest, outputs }) {
	const bytes = outputs.map(({ sha256 }) => sha256).sort();
	return hashBytes(canonicalJson([inputDigest, ...bytes])).slice(0, 12);
}
function keptParams(params) {
	const bytes = Buffer.byteLength(JSON.stringify(params));
	if (bytes <= MOST_PARAMS_BYTES) return { params };
	return {
		params: null,
		paramsReason: `${bytes} bytes of parameters; at most ${MOST_PARAMS_BYTES} are kept`
	};
}
function inputDigests({ project, model }, { inputs }) {
	const isData = matcherOf(project, model.data.train);
	const digest = (entries) => `sha256:${hashBytes(canonicalJson(entries.map(({ path, sha256 }) => [path, sha256]).sort()))}`;
	return {
		data: digest(inputs.filter(({ path }) => isData(path))),
		code: digest(inputs.filter(({ path }) => !isData(path)))
	};
}

// src/stages/experiments/pack-arrays.ts
const KINDS = {
	Float64Array,
	Float32Array,
	Int32Array,
	Uint8Array,
	Uint32Array,
	Int8Array
};
const ALIGNMENT = 8;
/** Plain values and typed arrays as bytes: a line of JSON, then the arrays as they lie in memory. */
function packArrays(value) {
	const parts = [];
	let at = 0;
	const place = (array) => {
		const narrow = narrowed(array);
		const stored = narrow ?? array;
		const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
		const padding = Buffer.alloc((ALIGNMENT - bytes.length % ALIGNMENT) % ALIGNMENT);
		const placed = {
			$array: kindOf(stored),
			at,
			length: stored.length
		};
		parts.push(bytes, padding);
		at += bytes.length + padding.length;
		return narrow === null ? placed : {
			...placed,
			narrowed: true
		};
	};
	const head = JSON.stringify(value, (_key, each) => isArray(each) ? place(each) : each);
	return Buffer.concat([Buffer.from(`${head}\n`), ...parts]);
}
/** The values again. Throws `unreadable` for bytes that were cut off or written by something else. */
function unpackArrays(bytes, where) {
	const end = bytes.indexOf(10);
	const body = bytes.subarray(end + 1);
	try {
		return JSON.parse(bytes.subarray(0, Math.max(0, end)).toString("utf8"), (_key, each) => isPlaced(each) ? taken(body, each) : each);
	} catch (cause) {
		throw new ModelyardError("unreadable", `${where} holds no arrays that can be read`, { cause });
	}
}
function taken(body, { $array, at, length, narrowed: isNarrowed }) {
	const Made = KINDS[$array];
	const size = length * Made.BYTES_PER_ELEMENT;
	if (!Number.isSafeInteger(at) || at < 0 || !(size >= 0) || at + size > body.length) throw new RangeError("an array lies outside");
	const own = new Uint8Array(body.subarray(at, at + size)).buffer;
	const array = new Made(own);
	return isNarrowed === true ? Float64Array.from(array) : array;
}
/** Scores come from float32 models mostly: half the bytes say the same. */
function narrowed(array) {
	if (!(array instanceof Float64Array)) return null;
	return array.every((value) => Object.is(Math.fround(value), value)) ? Float32Array.from(array) : null;
}
function isArray(value) {
	return ArrayBuffer.isView(value) && Object.hasOwn(KINDS, value.constructor.name);
}
function kindOf(array) {
	return array.constructor.name;
}
function isPlaced(value) {
	if (value === null || typeof value !== "object" || !("$array" in value)) return false;
	return typeof value.$array === "string" && Object.hasOwn(KINDS, value.$array);
}

// src/stages/experiments/row-evidence.ts
/** More is not kept of one candidate. */
const MOST_BYTES = 256 * 1024 ** 2;
const FORM = 1;
const deflated = promisify(gzip);
const inflated = promisify(gunzip);
function evidencePlaces(folder) {
	return {
		rows: join(folder, "rows"),
		predictions: join(folder, "predictions")
	};
}
/**
* Keeps what a candidate says about each row, compressed: `predictions/<id>.gz`, and once for all candidates that were judged on
* them the labels and groups, `rows/<digest>.gz`. Returns the digest of the rows.
*/
async function keepEvidence(folder, id, { observed, files }) {
	const { candidate, threshold, ...shared } = observed;
	const said = packArrays({
		form: FORM,
		candidate,
		threshold
	});
	const rows = packArrays({
		form: FORM,
		...shared
	});
	const bytes = said.length + rows.length;
	if (bytes > MOST_BYTES) return {
		rows: null,
		rowsReason: `${bytes} bytes of predictions; at most ${MOST_BYTES} are kept`
	};
	const digest = hashBytes([...files].sort().join("\n") + hashBytes(rows));
	const places = evidencePlaces(folder);
	const path = join(places.rows, `${digest}.gz`);
	if (await stat(path).catch(() => null) === null) await store(path, rows);
	await store(join(places.predictions, `${id}.gz`), said);
	return {
		rows: `sha256:${digest}`,
		rowsReason: null
	};
}
async function store(path, bytes) {
	await mkdir(join(path, ".."), { recursive: true });
	await writeFileAtomic(path, await deflated(bytes, { level: 1 }));
}
/** What candidate `id` says about the rows with this digest. Throws `unreadable` where it is not kept or broken. */
async function readEvidence(folder, id, rows) {
	const places = evidencePlaces(folder);
	const shared = await load(join(places.rows, `${rows.replace(/^sha256:/, "")}.gz`));
	const said = await load(join(places.predictions, `${id}.gz`));
	return {
		...shared,
		...said
	};
}
async function load(path) {
	const compressed = await readFile(path).catch((cause) => {
		throw new ModelyardError("unreadable", "its predictions are not kept any more", { cause });
	});
	const bytes = await inflated(compressed, { maxOutputLength: 2 * MOST_BYTES }).catch((cause) => {
		throw new ModelyardError("unreadable", `${path} is damaged`, {
			cause,
			hint: "Run `modelyard evaluate` on that candidate again."
		});
	});
	const value = unpackArrays(bytes, path);
	if (value === null || typeof value !== "object" || !("form" in value) || value.form !== FORM) throw new ModelyardError("unreadable", `${path} was written by another version of Modelyard`);
	const { form: _form, ...rest } = value;
	return rest;
}
/** Removes the oldest predictions above the bounds, and rows that no candidate needs; `used` are digests of rows. */
async function pruneEvidence(folder, used, { mostCandidates, mostBytes }) {
	const places = evidencePlaces(folder);
	const newest = await byAge(places.predictions);
	let bytes = 0;
	for (const [index, file] of newest.entries()) {
		bytes += file.bytes;
		if (!(index === 0) && (index >= mostCandidates || bytes > mostBytes)) await rm(file.path, { force: true });
	}
	const needed = new Set(used.map((digest) => `${digest.replace(/^sha256:/, "")}.gz`));
	for (const { name, path } of await byAge(places.rows)) if (!needed.has(name)) await rm(path, { force: true });
}
/** Files of a folder, newest first; none where there is no folder. */
async function byAge(folder) {
	const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith("."));
	return (await Promise.all(names.map(async (name) => {
		const path = join(folder, name);
		const found = await stat(path).catch(() => null);
		return found?.isFile() === true ? {
			name,
			path,
			bytes: found.size,
			mtimeMs: found.mtimeMs
		} : null;
	}))).filter((file) => file !== null).sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? -1 : 1));
}

// src/stages/experiments/experiment-store.ts
/** Experiments that a checkout keeps of one model, and how many of the newest keep their predictions row by row. */
const MOST_EXPERIMENTS = 1e3;
const MOST_WITH_ROWS = 100;
const MOST_ROW_BYTES = 1024 ** 3;
function experimentsFolder({ project, model }) {
	return join(modelFolder(project.directory, model.name), "experiments");
}
/** Keeps a candidate that was trained and not judged yet. What is known of it already stays. */
async function keepTrained(context, train) {
	await safely(context, async (folder) => {
		const path = join(folder, `${experimentId(train)}.json`);
		if ((await readRecord(path, experimentSchema).catch(() => null))?.verdict != null) return;
		await writeRecord(path, experimentSchema, experimentOf(context, {
			train,
			evaluate: null,
			rows: null,
			rowsReason: "it was not judged"
		}));
		await prune(folder);
	});
}
/** Keeps how a candidate was judged, in place of an earlier judgement of it. */
async function keepJudged(context, judgement) {
	const { train, evaluate, evidence } = judgement;
	await safely(context, async (folder) => {
		const id = experimentId(train);
		const kept = evidence === null ? {
			rows: null,
			rowsReason: "the evidence is a metrics file: points without rows"
		} : await keepEvidence(folder, id, evidence);
		const experiment = experimentOf(context, {
			train,
			evaluate,
			...kept
		});
		await writeRecord(join(folder, `${id}.json`), experimentSchema, experiment);
		await prune(folder);
	});
}
/** An experiment that cannot be kept takes nothing from a training or a verdict. */
async function safely(context, work) {
	await work(experimentsFolder(context)).catch((error) => {
		context.reporter.warn(`this candidate is not kept for modelyard experiments: ${messageOf(error)}`);
	});
}
async function prune(folder) {
	const files = await byAge(folder);
	for (const { path } of files.slice(MOST_EXPERIMENTS)) await rm(path, { force: true });
	const newest = files.slice(0, 100).map(({ path }) => path);
	const used = (await Promise.all(newest.map((path) => readRecord(path, experimentSchema).catch(() => null)))).flatMap((record) => record?.rows == null ? [] : [record.rows]);
	await pruneEvidence(folder, used, {
		mostCandidates: 100,
		mostBytes: MOST_ROW_BYTES
	});
}
/** What this checkout keeps: experiments, and candidates of the store that have no entry among them. */
async function readKept(context) {
	const folder = experimentsFolder(context);
	const files = (await byAge(folder)).filter(({ name }) => name.endsWith(".json"));
	const skipped = [];
	const read = async (path, work) => work().catch((error) => {
		skipped.push({
			where: path,
			reason: messageOf(error)
		});
		return null;
	});
	const own = (await Promise.all(files.slice(0, MOST_EXPERIMENTS).map(({ path }) => read(path, () => readOwn(context, path))))).filter((each) => each !== null);
	const known = new Set(own.map(({ inputDigest }) => inputDigest.replace(/^sha256:/, "")));
	const older = await Promise.all((await storedBefore(context, known)).map((path) => read(path, async () => {
		const train = await readRecord(path, trainRecordSchema);
		if (train === null) return null;
		return experimentOf(context, {
			train,
			evaluate: null,
			rows: null,
			rowsReason: "it was not judged"
		});
	})));
	return {
		experiments: [...own, ...older.filter((each) => each !== null)],
		skipped
	};
}
/** A record that was copied, renamed or belongs to another model says something else than its place. */
async function readOwn({ model }, path) {
	const experiment = await readRecord(path, experimentSchema);
	if (experiment === null || experiment.model === model.name && basename(path) === `${experiment.id}.json`) return experiment;
	throw new ModelyardError("unreadable", `${path} is of the experiment ${experiment.id} of ${JSON.stringify(experiment.model)}`);
}
/** Records of stored candidates that were trained before experiments were kept, or in another job. */
async function storedBefore({ project, model }, known) {
	const parent = join(modelFolder(project.directory, model.name), "candidates");
	return (await readdir(parent).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name) && !known.has(name)).sort().slice(0, MOST_EXPERIMENTS).map((name) => join(parent, name, "train.json"));
}

// src/stages/train/read-params.ts
var import_dist = require_dist();
const STRUCTURED = /* @__PURE__ */ new Set([
	".json",
	".yaml",
	".yml"
]);
/** Parameters of a YAML or JSON file as they are recorded and compared; other formats count by their digest alone. */
async function readParams(path) {
	if (path === null || !isStructured(path.written)) return {};
	return paramsOf(await readFile(path.absolute, "utf8").catch((cause) => {
		throw unreadable(`train.params: ${path.written}`, cause);
	}), `train.params: ${path.written}`);
}
/** Whether a file of this name holds parameters that can be looked at one by one. */
function isStructured(name) {
	return STRUCTURED.has(extname(name).toLowerCase());
}
/** Parameters out of the text of a YAML or JSON file. Throws `input` for text that is neither, and for anything but names and values. */
function paramsOf(text, name) {
	const value = parsed(text, name);
	if (value === null) return {};
	if (typeof value !== "object" || Array.isArray(value)) throw new ModelyardError("input", `${name}: expected names and values, found ${Array.isArray(value) ? "a list" : typeof value}`);
	try {
		return JSON.parse(JSON.stringify(value, textForNonFinite));
	} catch (cause) {
		throw unreadable(name, cause);
	}
}
/** From here on YAML's look for names that stand twice takes seconds; JSON needs none of it. */
const LARGE_TEXT = 262144;
/** The value of a large text that is JSON; undefined for everything else. */
function largeJson(text) {
	if (text.length <= 262144) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function parsed(text, name) {
	const json = largeJson(text);
	if (json !== void 0) return json;
	try {
		return (0, import_dist.parse)(text, { maxAliasCount: 100 });
	} catch (cause) {
		throw unreadable(name, cause);
	}
}
function unreadable(name, cause) {
	return new ModelyardError("input", `${name} cannot be read: ${messageOf(cause).split("\n")[0]}`, { cause });
}
/** JSON has no NaN and no infinity, YAML has. */
function textForNonFinite(_key, value) {
	return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

export { readParams as a, keepJudged as c, readEvidence as d, packArrays as f, paramsOf as i, keepTrained as l, isStructured as n, MOST_EXPERIMENTS as o, experimentOf as p, largeJson as r, experimentsFolder as s, LARGE_TEXT as t, readKept as u };