import { n as ModelyardError, r as messageOf } from "./errors.js";
import { C as string, E as unknown, d as _enum, g as literal, m as boolean, p as array, v as number, x as record, y as object } from "./schemas.js";
import { t as datetime } from "./iso.js";
import { t as hashBytes } from "./hash-file.js";
import { t as canonicalJson } from "./canonical-json.js";
import { l as writeFileAtomic, r as readRecord, s as writeRecord, t as modelFolder } from "./store.js";
import { o as verdictSchema, t as digestSchema } from "./common.js";
import { n as metricRowSchema } from "./evaluate.js";
import { it as require_dist } from "./registry.js";
import { n as matcherOf } from "./paths.js";
import { t as trainRecordSchema } from "./train.js";
import { mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { setImmediate } from "node:timers/promises";

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
	/** Why its training failed, so that there is no candidate; left out where it did not. */
	failure: string().optional(),
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
	/** checkout: trained or judged here; release: merged and released; log: merged and never released. */
	where: array(_enum([
		"checkout",
		"release",
		"log"
	])),
	/** Tags of the releases that hold this very candidate. */
	tags: array(string())
});

// src/stages/experiments/experiment-of.ts
/** Params whose JSON is longer are told by the digest of the code alone. */
const MOST_PARAMS_BYTES = 65536;
/** Rows of metrics that one experiment keeps. */
const MOST_METRICS = 500;
/** The experiment that records tell of. */
function experimentOf(context, { train, evaluate, rows, rowsReason, failure }) {
	return {
		schema: "modelyard/experiment/1",
		toolkit: context.toolkit,
		model: context.model.name,
		id: experimentId(train),
		verdict: evaluate?.verdict ?? null,
		...failure === void 0 ? {} : { failure },
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
/** Scores come from float32 models mostly: half the bytes say the same. A loop: `every` and `from` take five times as long. */
function narrowed(array) {
	if (!(array instanceof Float64Array)) return null;
	const narrow = new Float32Array(array.length);
	for (let at = 0; at < array.length; at++) {
		narrow[at] = array[at];
		if (!Object.is(narrow[at], array[at])) return null;
	}
	return narrow;
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
	await setImmediate();
	const rows = packArrays({
		form: FORM,
		...shared
	});
	await setImmediate();
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
/** Keeps that a training failed, in place of the last failure from the same inputs. */
async function keepFailed(context, train, failure) {
	await safely(context, async (folder) => {
		const failed = {
			train,
			evaluate: null,
			rows: null,
			rowsReason: "its training failed",
			failure
		};
		const path = join(folder, `${experimentId(train)}.json`);
		await writeRecord(path, experimentSchema, experimentOf(context, failed));
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
	const trained = own.filter(({ failure }) => failure === void 0);
	const known = new Set(trained.map(({ inputDigest }) => inputDigest.replace(/^sha256:/, "")));
	const older = await Promise.all((await storedBefore(context, known)).map((path) => read(path, async () => {
		const train = await readRecord(path, trainRecordSchema);
		if (train === null || train.isOtherSeed === true) return null;
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

// node_modules/smol-toml/dist/error.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function getLineColFromPtr(string, ptr) {
	let lines = string.slice(0, ptr).split(/\r?\n/);
	return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
	let lines = string.split(/\r?\n/);
	let codeblock = "";
	let numberLen = (Math.log10(line + 1) | 0) + 1;
	for (let i = line - 1; i <= line + 1; i++) {
		let l = lines[i - 1];
		if (!l) continue;
		codeblock += i.toString().padEnd(numberLen, " ");
		codeblock += ":  ";
		codeblock += l;
		codeblock += "\n";
		if (i === line) {
			codeblock += " ".repeat(numberLen + column + 2);
			codeblock += "^\n";
		}
	}
	return codeblock;
}
var TomlError = class TomlError extends Error {
	line;
	column;
	codeblock;
	constructor(message, options) {
		const [line, column] = getLineColFromPtr(options.toml, options.ptr);
		const codeblock = makeCodeBlock(options.toml, line, column);
		super(`Invalid TOML document: ${message}\n\n${codeblock}`, options);
		this.line = line;
		this.column = column;
		this.codeblock = codeblock;
	}
	/** @internal */
	static x(message, ctx, ptr) {
		throw new TomlError(message, {
			toml: ctx.s,
			ptr: ptr ?? ctx.p
		});
	}
};

// node_modules/smol-toml/dist/primitive.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseString(ctx) {
	let startPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p++);
	let first = c;
	let isLiteral = c === 39;
	let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
	if (isMultiline) {
		if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10) ctx.p++;
		else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) ctx.p += 2;
	}
	let parsed = "";
	let sliceStart = ctx.p;
	let state = 0;
	for (; ctx.p < ctx.s.length; ctx.p++) {
		c = ctx.s.charCodeAt(ctx.p);
		if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) state = state && 3;
		else if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in strings", ctx);
		else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
			if (isMultiline) {
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
			}
			if (!state) {
				let s = ctx.s.slice(sliceStart, ctx.p);
				parsed = parsed ? parsed + s : s;
			}
			ctx.p += isMultiline ? 3 : 1;
			return parsed;
		} else if (!state) {
			if (!isLiteral && c === 92) {
				parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
				state = 1;
			}
		} else if (state === 1) {
			if (c === 120 || c === 117 || c === 85) {
				let errPtr = ctx.p++ - 1;
				let value = 0;
				let len = c === 120 ? 2 : c === 117 ? 4 : 8;
				for (let j = 0; j < len; j++, ctx.p++) {
					let hex = ctx.s.charCodeAt(ctx.p);
					let digit = hex >= 48 && hex <= 57 ? hex - 48 : hex >= 65 && hex <= 70 ? hex - 65 + 10 : hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1;
					if (digit < 0) TomlError.x("invalid non-hex character in unicode escape", ctx);
					value = value << 4 | digit;
				}
				if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) TomlError.x("invalid unicode escape", ctx, errPtr);
				parsed += String.fromCodePoint(value);
				sliceStart = ctx.p--;
				state = 0;
			} else if (isMultiline && (c === 32 || c === 9)) state = 2;
			else {
				if (c === 98) parsed += "\b";
				else if (c === 116) parsed += "	";
				else if (c === 110) parsed += "\n";
				else if (c === 102) parsed += "\f";
				else if (c === 114) parsed += "\r";
				else if (c === 101) parsed += "\x1B";
				else if (c === 34) parsed += "\"";
				else if (c === 92) parsed += "\\";
				else TomlError.x("unrecognised escape sequence", ctx);
				sliceStart = ctx.p + 1;
				state = 0;
			}
		} else if (c !== 32 && c !== 9) {
			if (state === 2) TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
			state = !isLiteral && c === 92 ? 1 : 0;
			sliceStart = ctx.p;
		}
	}
	TomlError.x("unfinished string", ctx, startPtr);
}

// node_modules/smol-toml/dist/date.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
let DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class TomlDate extends Date {
	#hasDate = false;
	#hasTime = false;
	#offset = null;
	constructor(date, fasttype, unsafeDelim) {
		let hasDate = true;
		let hasTime = true;
		let offset = "Z";
		let c;
		if (typeof date === "string") {
			if (fasttype) prep: {
				if (fasttype < 3) {
					if (+date.slice(11, 13) > 23) {
						date = "";
						break prep;
					}
					if (fasttype === 2) {
						offset = null;
						date += "Z";
					} else if ((c = date.charCodeAt(date.length - 1)) !== 90 && c !== 122) offset = date.slice(date.length - 6);
					if (unsafeDelim) date = date.slice(0, 10) + "T" + date.slice(11);
				} else if (fasttype === 4) date = +date.slice(0, 2) > 23 ? "" : `0000-01-01T${date}Z`;
				hasDate = fasttype !== 4;
				hasTime = fasttype !== 3;
			}
			else {
				let match = date.match(DATE_TIME_RE);
				if (match) {
					if (!match[1]) {
						hasDate = false;
						date = `0000-01-01T${date}`;
					}
					hasTime = !!match[2];
					hasTime && date[10] === " " && (date = date.replace(" ", "T"));
					if (match[2] && +match[2] > 23) date = "";
					else {
						offset = match[3] || null;
						if (!offset && hasTime) date += "Z";
					}
				} else date = "";
			}
		}
		super(date);
		if (!isNaN(this.getTime())) {
			this.#hasDate = hasDate;
			this.#hasTime = hasTime;
			this.#offset = offset;
		}
	}
	isDateTime() {
		return this.#hasDate && this.#hasTime;
	}
	isLocal() {
		return !this.#hasDate || !this.#hasTime || !this.#offset;
	}
	isDate() {
		return this.#hasDate && !this.#hasTime;
	}
	isTime() {
		return this.#hasTime && !this.#hasDate;
	}
	isValid() {
		return this.#hasDate || this.#hasTime;
	}
	toISOString() {
		let iso = super.toISOString();
		if (this.isDate()) return iso.slice(0, 10);
		if (this.isTime()) return iso.slice(11, 23);
		if (this.#offset === null) return iso.slice(0, -1);
		if (this.#offset === "Z" || this.#offset === "z") return iso;
		let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
		offset = this.#offset[0] === "-" ? offset : -offset;
		return (/* @__PURE__ */ new Date(this.getTime() - offset * 6e4)).toISOString().slice(0, -1) + this.#offset;
	}
	static wrapAsOffsetDateTime(jsDate, offset = "Z") {
		let date = new TomlDate(jsDate);
		date.#offset = offset;
		return date;
	}
	static wrapAsLocalDateTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#offset = null;
		return date;
	}
	static wrapAsLocalDate(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasTime = false;
		date.#offset = null;
		return date;
	}
	static wrapAsLocalTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasDate = false;
		date.#offset = null;
		return date;
	}
};

// node_modules/smol-toml/dist/extract.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function isDigit(char, base = 10) {
	return base === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base;
}
function isEndOfValue(char, delim) {
	return char === 32 || char === 9 || char === 10 || char === 13 || delim && (char === delim || char === 44) || char === 35;
}
/** @internal */
function extractValue(ctx, end) {
	let errPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p);
	if (c === 91 || c === 123) {
		ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
		let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
		ctx.d++;
		return value;
	}
	if (c === 34 || c === 39) return parseString(ctx);
	if (c === 116) {
		if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, true;
	}
	if (c === 102) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, false;
	}
	if (c === 43 || c === 45) return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
	if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) return parseDate(ctx, c, end);
	if (ctx.s.charCodeAt(ctx.p + 2) === 58) return parseTime(ctx, c, end);
	return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
	let c = startChr;
	let state = 0;
	let hasUnderscores = false;
	if (c === 105) {
		if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, (sign || 1) / 0;
	}
	if (c === 110) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, NaN;
	}
	if (c === 48) {
		if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr)) return ctx.bi === true ? 0n : 0;
		if (!sign) {
			if (c === 120) return parseIntegerBaseN(ctx, startPtr, 16, endChr);
			else if (c === 98) return parseIntegerBaseN(ctx, startPtr, 2, endChr);
			else if (c === 111) return parseIntegerBaseN(ctx, startPtr, 8, endChr);
		}
		if (c === 46) state = 2;
		else if (c === 101 || c === 69) state = 4;
		else TomlError.x("illegal leading zero", ctx, startPtr);
	} else if (!isDigit(c)) TomlError.x("invalid value", ctx, startPtr);
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
		if (!state) state = 1;
		if (c === 95) {
			if (!(state & 1)) TomlError.x("illegal underscore", ctx);
			state += 11;
			hasUnderscores = true;
		} else if (state === 1 && c === 46) state = 2;
		else if ((state === 1 || state === 3) && (c === 101 || c === 69)) state = 4;
		else if (state === 4 && (c === 43 || c === 45)) state = 6;
		else if (!isDigit(c)) TomlError.x(`illegal character in numeric literal`, ctx);
		else if (state > 9) state -= 11;
		else if (!(state & 1)) state++;
	}
	if (!state) {
		let val = (startChr - 48) * (sign || 1);
		return ctx.bi === true ? BigInt(val) : val;
	}
	if (!(state & 1)) TomlError.x("unfinished numeric value", ctx, startPtr);
	let str = ctx.s.slice(startPtr, ctx.p);
	if (hasUnderscores) str = str.replaceAll("_", "");
	return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
	let c, underscore = 1;
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) if (c === 95) {
		if (underscore & 1) TomlError.x("illegal underscore", ctx);
		underscore = 3;
	} else if (!isDigit(c, base)) TomlError.x(`illegal character in numeric literal`, ctx);
	else if (underscore & 1) underscore--;
	if (underscore & 1) TomlError.x("unfinished numeric value", ctx);
	let str = ctx.s.slice(startPtr + 2, ctx.p);
	if (underscore) str = str.replaceAll("_", "");
	return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
	if (ctx.bi !== true) int: {
		let val = parseInt(str, base);
		if (!Number.isSafeInteger(val)) {
			if (ctx.bi) break int;
			TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
		}
		return val;
	}
	return base === 10 ? BigInt(str) : BigInt((base === 2 ? "0b" : base === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
	let startPtr = ctx.p++, unsafeSeparator;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
	ctx.p += 5;
	if (!isDigit(ctx.s.charCodeAt(ctx.p++))) TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
	if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 3, false, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) !== 58) TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	if (c = ctx.s.charCodeAt(ctx.p)) {
		if (c === 90 || c === 122) return readDate(ctx, ctx.s.slice(startPtr, ++ctx.p), 1, unsafeSeparator, startPtr, "[+00:00]");
		if (c === 43 || c === 45) return readDate(ctx, ctx.s.slice(startPtr, ctx.p += 6), 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
	}
	return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
	let start = ctx.p;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) return parseNumber(ctx, --ctx.p, c, 0, endChr);
	if (ctx.s.charCodeAt(ctx.p += 4) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	return readDate(ctx, ctx.s.slice(start, ctx.p), 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
	if (ctx.ld) {
		let date = new TomlDate(str, type, unsafeDelim);
		if (!date.isValid()) TomlError.x("invalid date", ctx, errPtr);
		return date;
	}
	try {
		if (temporalSuffix) str += temporalSuffix;
		switch (type) {
			case 1: return Temporal.ZonedDateTime.from(str);
			case 2: return Temporal.PlainDateTime.from(str);
			case 3: return Temporal.PlainDate.from(str);
			case 4: return Temporal.PlainTime.from(str);
		}
	} catch (e) {
		TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
	}
}

// node_modules/smol-toml/dist/util.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function skipComment(ctx) {
	for (; ctx.p < ctx.s.length; ctx.p++) {
		let c = ctx.s.charCodeAt(ctx.p);
		if (c === 10) break;
		if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
			ctx.p++;
			break;
		}
		if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in comments", ctx);
	}
}
/** @internal */
function skipVoid(ctx, banNewLines, banComments) {
	let c;
	while (ctx.p < ctx.s.length) {
		while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10))) ctx.p++;
		if (banComments || c !== 35) break;
		skipComment(ctx);
	}
}

// node_modules/smol-toml/dist/struct.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseKey(ctx, end = 61) {
	let startPtr;
	let state = 0;
	let parsed = [];
	let sliceStart;
	let c = ctx.s.charCodeAt(startPtr = ctx.p);
	do
		if (c === end) {
			if (!state) TomlError.x("unexpected end of key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			return ctx.p++, parsed;
		} else if (c === 46) {
			if (!state) TomlError.x("illegal empty bare key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			state = 0;
		} else if (!state && (c === 34 || c === 39)) {
			if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2)) TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
			parsed.push(parseString(ctx));
			state = 2;
			ctx.p--;
		} else if (c === 32 || c === 9) {
			if (state === 1) {
				parsed.push(ctx.s.slice(sliceStart, ctx.p));
				state = 2;
			}
		} else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) TomlError.x("illegal character in key", ctx);
		else if (!state) {
			state = 1;
			sliceStart = ctx.p;
		}
	while (c = ctx.s.charCodeAt(++ctx.p));
	TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
/** @internal */
function parseInlineTable(ctx) {
	let startPtr = ctx.p++;
	let res = Object.create(null);
	let seen = /* @__PURE__ */ new Set();
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
			ctx.p++;
			return res;
		}
		let k;
		let t = res;
		let hasOwn = false;
		let errPtr = ctx.p;
		let key = parseKey(ctx);
		for (let i = 0; i < key.length; i++) {
			if (i) t = hasOwn ? t[k] : t[k] = Object.create(null);
			k = key[i];
			if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) {
				t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
				break;
			}
			if (!hasOwn && unsafe) Object.defineProperty(t, k, {
				enumerable: true,
				configurable: true,
				writable: true
			});
		}
		if (hasOwn) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
		skipVoid(ctx, true, true);
		let value = extractValue(ctx, 125);
		if (t && typeof (t[k] = value) === "object") seen.add(value);
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished table", ctx, startPtr);
}
/** @internal */
function parseArray(ctx) {
	let startPtr = ctx.p++;
	let res = [];
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
			ctx.p++;
			return res;
		}
		res.push(extractValue(ctx, 93));
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished array", ctx, startPtr);
}

// node_modules/smol-toml/dist/parse.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function peekTable(ctx, key, table, meta, type) {
	let t = table;
	let m = meta;
	let k;
	let hasOwn = false;
	let state;
	for (let i = 0; i < key.length; i++) {
		if (i) {
			t = hasOwn ? t[k] : t[k] = Object.create(null);
			m = (state = m[k]).c;
			if (type === 0 && (state.t === 1 || state.t === 2)) return null;
			if (state.t === 2) {
				let l = t.length - 1;
				t = t[l];
				m = m[l].c;
			}
		}
		k = key[i];
		if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) return null;
		if (!hasOwn) {
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) return false;
			if (unsafe) {
				Object.defineProperty(t, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
				Object.defineProperty(m, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
			}
			m[k] = {
				t: i < key.length - 1 && type === 2 ? 3 : type,
				d: false,
				i: 0,
				c: Object.create(null)
			};
		}
	}
	state = m[k];
	if (state.t !== type && !(type === 1 && state.t === 3)) return null;
	if (type === 2) {
		if (!state.d) {
			state.d = true;
			t[k] = [];
		}
		t[k].push(t = Object.create(null));
		state.c[state.i++] = state = {
			t: 1,
			d: false,
			i: 0,
			c: Object.create(null)
		};
	}
	if (state.d) return null;
	state.d = true;
	if (type === 1) t = hasOwn ? t[k] : t[k] = Object.create(null);
	else if (type === 0 && hasOwn) return null;
	return [
		k,
		t,
		state.c
	];
}
function validateTablePeek(ctx, peek, ptr) {
	if (peek === null || ctx.uk === 2) TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse$1(toml, options = {}) {
	let ctx = {
		s: toml,
		p: 0,
		d: options.maxDepth ?? 1e3,
		bi: options.integersAsBigInt ?? false,
		ld: options.useLegacyDate ?? true,
		uk: options.unsafeKeyBehaviour === "throw" ? 2 : options.unsafeKeyBehaviour === "drop" ? 1 : 0
	};
	let res = Object.create(null);
	let meta = Object.create(null);
	let tmp;
	let skipping = false;
	let tbl = res;
	let m = meta;
	if (toml.charCodeAt(0) === 65279) ctx.p++;
	skipVoid(ctx);
	while (ctx.p < toml.length) {
		if (toml.charCodeAt(ctx.p) === 91) {
			let isTableArray = toml.charCodeAt(++ctx.p) === 91;
			tmp = ctx.p += +isTableArray;
			skipping = false;
			let k = parseKey(ctx, 93);
			if (isTableArray) {
				if (toml.charCodeAt(ctx.p) !== 93) TomlError.x("expected end of table array declaration", ctx);
				ctx.p++;
			}
			let p = peekTable(ctx, k, res, meta, isTableArray ? 2 : 1);
			if (!p) {
				validateTablePeek(ctx, p, tmp);
				skipping = true;
			} else {
				m = p[2];
				tbl = p[1];
			}
		} else {
			tmp = ctx.p;
			let p = peekTable(ctx, parseKey(ctx), tbl, m, 0);
			if (!p && !skipping) validateTablePeek(ctx, p, tmp);
			skipVoid(ctx, true, true);
			let v = extractValue(ctx, void 0);
			if (p && !skipping) p[1][p[0]] = v;
		}
		skipVoid(ctx, true);
		if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
		skipVoid(ctx);
	}
	return res;
}

// node_modules/smol-toml/dist/stringify.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
let HAS_WELLFORMED = !!"".isWellFormed;

// node_modules/smol-toml/dist/index.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/

// src/stages/train/read-params.ts
var import_dist = require_dist();
const STRUCTURED = /* @__PURE__ */ new Set([
	".json",
	".toml",
	".yaml",
	".yml"
]);
const TOML_OPTIONS = {
	integersAsBigInt: "asNeeded",
	useLegacyDate: true
};
/** Parameters of a YAML, JSON or TOML file as they are recorded and compared; other formats count by their digest alone. */
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
/** Parameters out of the text of a file: TOML by its name, else YAML or JSON. Throws `input` for text that is none, and for anything but names and values. */
function paramsOf(text, name) {
	const value = parsed(text, name);
	if (value === null) return {};
	if (typeof value !== "object" || Array.isArray(value)) throw new ModelyardError("input", `${name}: expected names and values, found ${Array.isArray(value) ? "a list" : typeof value}`);
	try {
		return JSON.parse(JSON.stringify(value, textForRest));
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
		if (extname(name).toLowerCase() === ".toml") return parse$1(text, TOML_OPTIONS);
		return (0, import_dist.parse)(text, { maxAliasCount: 100 });
	} catch (cause) {
		throw unreadable(name, cause);
	}
}
function unreadable(name, cause) {
	return new ModelyardError("input", `${name} cannot be read: ${messageOf(cause).split("\n")[0]}`, { cause });
}
/** JSON has no NaN, no infinity and no whole number beyond 2^53 that is exact; YAML and TOML have. */
function textForRest(_key, value) {
	if (typeof value === "bigint") return String(value);
	return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

export { readParams as a, experimentsFolder as c, keepTrained as d, readKept as f, experimentSchema as g, experimentOf as h, paramsOf as i, keepFailed as l, packArrays as m, isStructured as n, parse$1 as o, readEvidence as p, largeJson as r, MOST_EXPERIMENTS as s, LARGE_TEXT as t, keepJudged as u };