import { n as ModelyardError, r as messageOf } from "./chunks/errors.js";
import { _ as rawField, a as MODEL, c as TENSOR, d as WireError, f as announcedLength, g as firstText, h as fieldsOf, i as GRAPH, l as VALUE_INFO, m as concatBytes, o as NODE, p as bytesOf, r as ATTRIBUTE, s as OPSET, t as findClasses, u as readOnnxFile, v as writeBytes, y as writeInt } from "./chunks/find-classes.js";
import { n as loadAddOn } from "./chunks/load-add-on.js";
import { t as glob } from "./chunks/dist.js";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";

// src/adapters/onnx/recognise-file.ts
const EXPORT_HINT = "Export the model to ONNX (skl2onnx, onnxmltools, torch.onnx.export) and name that file.";
const DOWNLOAD_HINT = "The download or checkout that made this file failed; fetch the model again.";
const UNPACK_HINT = "Unpack it first.";
const ZIP = ["PK"];
/** The more particular ones first. */
const SIGNATURES = [
	{
		starts: ["version https://git-lfs.github.com/spec/"],
		what: "a Git LFS pointer, not the model itself",
		hint: "Run `git lfs pull` (in CI: check out with `lfs: true`)."
	},
	{
		matches: /^outs:\s*\n\s*- (md5|hash|etag|size):/,
		what: "a DVC pointer, not the model itself",
		hint: "Run `dvc pull`, and name the file that it fetches."
	},
	{
		matches: /^\s*<(!doctype html|html|head|body)/i,
		what: "an HTML page",
		hint: DOWNLOAD_HINT
	},
	{
		matches: /^\s*<(\?xml|PMML|Error)/i,
		what: "an XML document",
		hint: EXPORT_HINT
	},
	{
		starts: ZIP,
		matches: /\/data\.pkl/,
		what: "a PyTorch checkpoint",
		hint: "Export it with torch.onnx.export and name that file."
	},
	{
		starts: ZIP,
		matches: /\.npy/,
		what: "a NumPy archive (.npz)",
		hint: EXPORT_HINT
	},
	{
		starts: ZIP,
		what: "a zip archive (as PyTorch, Keras and skops write)",
		hint: EXPORT_HINT
	},
	{
		starts: [
			"",
			"",
			"",
			""
		],
		what: "a Python pickle (as pickle and joblib write)",
		hint: EXPORT_HINT
	},
	{
		starts: [
			"x",
			"x^",
			"x",
			"xÚ"
		],
		what: "zlib-compressed (as joblib writes)",
		hint: EXPORT_HINT
	},
	{
		starts: ["{\""],
		at: 8,
		what: "a safetensors file",
		hint: EXPORT_HINT
	},
	{
		starts: ["HDF\r\n"],
		what: "an HDF5 file (as Keras writes)",
		hint: EXPORT_HINT
	},
	{
		starts: ["GGUF"],
		what: "a GGUF file",
		hint: EXPORT_HINT
	},
	{
		starts: ["TFL3"],
		at: 4,
		what: "a TensorFlow Lite model",
		hint: EXPORT_HINT
	},
	{
		starts: ["ORTM"],
		at: 4,
		what: "a model in the format .ort, which does not tell its classes",
		hint: "Name the .onnx file that it was made from."
	},
	{
		starts: ["NUMPY"],
		what: "a NumPy array (.npy)",
		hint: EXPORT_HINT
	},
	{
		starts: ["PAR1"],
		what: "a Parquet file",
		hint: "That is a data format; name the model."
	},
	{
		starts: ["CBM1"],
		what: "a CatBoost model in its own format",
		hint: "Save it with save_model(…, format=\"onnx\")."
	},
	{
		starts: ["tree\nversion=", "tree\r\nversion="],
		what: "a LightGBM model in its own format",
		hint: "Convert it with onnxmltools.convert_lightgbm."
	},
	{
		matches: /^(\{"learner"|\{L.{8}.learner|binf)/s,
		what: "an XGBoost model in its own format",
		hint: "Convert it with onnxmltools.convert_xgboost."
	},
	{
		starts: [""],
		what: "a gzip archive",
		hint: UNPACK_HINT
	},
	{
		starts: ["(µ/ý"],
		what: "a Zstandard archive",
		hint: UNPACK_HINT
	},
	{
		starts: ["BZh"],
		what: "a bzip2 archive",
		hint: UNPACK_HINT
	},
	{
		starts: ["ý7zXZ"],
		what: "an xz archive",
		hint: UNPACK_HINT
	}
];
const HEAD_BYTES = 1024;
/** What the file is by its first bytes; null when they tell nothing. */
function recogniseFile(bytes) {
	if (bytes.length === 0) return {
		what: "empty",
		hint: "The export or the copy that made it failed; write it again."
	};
	const length = Math.min(bytes.length, HEAD_BYTES);
	const head = Buffer.from(bytes.buffer, bytes.byteOffset, length).toString("latin1");
	const known = SIGNATURES.find((signature) => hasSignature(head, signature));
	if (known !== void 0) return {
		what: known.what,
		hint: known.hint
	};
	return hasControlCharacters(head) ? null : {
		what: "a text file",
		hint: EXPORT_HINT
	};
}
function hasSignature(head, { starts, at = 0, matches }) {
	return (starts === void 0 || starts.some((start) => head.startsWith(start, at))) && (matches === void 0 || matches.test(head));
}
function hasControlCharacters(text) {
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true;
	}
	return false;
}

// src/adapters/onnx/explain-broken-file.ts
/** Why these bytes cannot be read as ONNX: what else they are, cut short, or damaged. */
function explainBrokenFile(bytes, path, cause) {
	const foreign = recogniseFile(bytes);
	if (foreign !== null) return new ModelyardError("input", `${path} is no ONNX model: it is ${foreign.what}`, {
		hint: foreign.hint,
		cause
	});
	const announced = announcedLength(bytes);
	if (bytes[0] === 8 && announced !== null) return new ModelyardError("input", `${path} is cut short: it has ${bytes.length} bytes and announces ${announced}`, {
		hint: "The export, copy or download that made it was interrupted; write it again.",
		cause
	});
	return new ModelyardError("input", `${path} is no ONNX model, or it is damaged: ${messageOf(cause)}`, {
		hint: "Export the model to ONNX again, and check that the file arrives unchanged.",
		cause
	});
}

// src/adapters/onnx/plain-runtime-text.ts
const MOST_CHARACTERS = 400;
/** Longer text is cut before it is looked at: the patterns below take the square of the length on text without spaces. */
const MOST_READ = 4e3;
/** What the runtime says, without places in its source code, control characters and endless detail. */
function plainRuntimeText(said) {
	const plain = said.slice(0, MOST_READ).replace(/Non-zero status code returned while running (\S+) node\. Name:'([^']*)' Status Message: /g, "in $1 $2: ").replace(/\S+\.(?:cc|cpp|h):\d+\s+(?:[^()]*::[^()]*\([^()]*\)(?: const)?\s+)?/g, "").replace(/\p{Cc}+/gu, " ").replace(/\s+/g, " ").replace(/ :/g, ":").trim();
	return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain;
}

// src/adapters/onnx/explain-load-error.ts
const TYPE_NAMES = {
	14: "complex64",
	15: "complex128",
	16: "bfloat16"
};
/** What the runtime says on loading, and what it means. */
const RULES = [
	{
		pattern: /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
		explain: ([found, newest], runtime) => ({
			text: `is written in ONNX IR version ${found}; ${runtime} reads up to ${newest}`,
			hint: `Export with the onnx package that ${runtime} was built for, or set model.ir_version = ${newest} before saving.`
		})
	},
	{
		pattern: /Opset (\d+) is under development.*support for domain (\S+) is till opset (\d+)/s,
		explain: ([found, domain, newest], runtime) => ({
			text: `uses opset ${found} of ${domain}; ${runtime} knows up to ${newest}`,
			hint: `Export for ${runtime}: with target_opset ${newest} or lower.`
		})
	},
	{
		pattern: /Fatal error: (\S+?)\(-?\d+\) is not a registered function\/op/,
		explain: ([operator]) => customOperator(operator ?? "")
	},
	{
		pattern: /No Op registered for (\S+) with domain_version of (\d+)/,
		explain: ([operator, version]) => ({
			text: `uses the operator ${operator}, which opset ${version} does not have`,
			hint: "Export with a newer target_opset; operators of your own cannot be run here."
		})
	},
	{
		pattern: /Unsupported data type: (\d+)/,
		explain: ([number = ""]) => ({
			text: `has an input or output of type ${TYPE_NAMES[number] ?? `number ${number}`}, which cannot be read here`,
			hint: "Cast it to float32 inside the model."
		})
	},
	{
		pattern: /External initializer: .* offset: .* are out of bounds|External initializer.*(out of bounds|larger than)/s,
		explain: () => ({
			text: "keeps weights in a file that is shorter than it says",
			hint: "The export, copy or download of the external data was interrupted; write graph and weights again."
		})
	},
	{
		pattern: /External data path/,
		explain: () => ({
			text: "keeps weights in a file that is not in its own folder",
			hint: "Save the external data beside the graph, as plain files; links that lead elsewhere are refused."
		})
	},
	{
		pattern: /Failed to construct locale with name:\s*([\w.@-]+)/,
		explain: ([locale]) => ({
			code: "outside",
			text: `handles texts by the rules of the locale ${locale}, which this machine does not have`,
			hint: `Install it where the model is run and served (Debian, Ubuntu: locale-gen ${locale}), or export for the locale C; in skl2onnx: options={TfidfVectorizer: {"locale": "C"}}.`
		})
	},
	{
		pattern: /protobuf parsing failed/i,
		explain: () => ({
			text: "is damaged: it starts like an ONNX model and does not go on like one",
			hint: "Export it again, and check that the file arrives unchanged."
		})
	},
	{
		pattern: /allocate memory|bad_alloc/i,
		explain: () => ({
			code: "outside",
			text: "needs more memory than this machine has",
			hint: "Use a larger machine, or check that the file is not damaged."
		})
	}
];
function customOperator(operator) {
	return {
		text: `uses the custom operator ${operator}, which this runtime does not have`,
		hint: "Export with standard operators only, or let the training write train.predictions."
	};
}
/** A model that the runtime refused to load, in words that do not need its source code. */
function explainLoadError(error, { path, version }) {
	const runtime = `onnxruntime ${version}`;
	const said = messageOf(error);
	for (const { pattern, explain } of RULES) {
		const match = pattern.exec(said);
		if (match === null) continue;
		const { code = "input", text, hint } = explain(match.slice(1), runtime);
		return new ModelyardError(code, `${path} ${text}`, {
			hint,
			cause: error
		});
	}
	return new ModelyardError("input", `${path} cannot be loaded: ${plainRuntimeText(said)}`, {
		hint: "Check it with onnx.checker.check_model(model, full_check=True), and export it again.",
		cause: error
	});
}

// src/adapters/onnx/external-data.ts
const KEY = 1;
const VALUE = 2;
const SPARSE_VALUES = 1;
const SPARSE_INDICES = 2;
/** Deeper nesting is no model that anybody exported. */
const MAX_DEPTH = 64;
const PATHS = {
	model: { [MODEL.graph]: "graph" },
	graph: {
		[GRAPH.node]: "node",
		[GRAPH.initializer]: "tensor",
		[GRAPH.sparseInitializer]: "sparse"
	},
	node: { [NODE.attribute]: "attribute" },
	attribute: {
		[ATTRIBUTE.tensor]: "tensor",
		[ATTRIBUTE.tensors]: "tensor",
		[ATTRIBUTE.graph]: "graph",
		[ATTRIBUTE.graphs]: "graph",
		[ATTRIBUTE.sparseTensor]: "sparse",
		[ATTRIBUTE.sparseTensors]: "sparse"
	},
	sparse: {
		[SPARSE_VALUES]: "tensor",
		[SPARSE_INDICES]: "tensor"
	},
	tensor: { [TENSOR.externalData]: "entry" },
	entry: {}
};
/** Names of the files in which tensors of this model are stored, sorted; subgraphs included. Throws `WireError`. */
function externalDataFiles(model) {
	const names = /* @__PURE__ */ new Set();
	collect({
		bytes: model,
		kind: "model",
		depth: 0
	}, names);
	return [...names].sort();
}
function collect(message, names) {
	const { bytes, kind, depth } = message;
	if (depth > MAX_DEPTH) throw new WireError(`its graphs are nested deeper than ${MAX_DEPTH} levels`);
	if (kind === "entry") {
		if (firstText(bytes, KEY) === "location") names.add(firstText(bytes, VALUE));
		return;
	}
	const paths = PATHS[kind];
	for (const field of fieldsOf(bytes)) {
		const next = paths[field.number];
		if (next !== void 0) collect({
			bytes: bytesOf(bytes, field),
			kind: next,
			depth: depth + 1
		}, names);
	}
}

// src/adapters/onnx/load-runtime.ts
/** Loads the native add-on. Throws `outside` when it is not installed or not made for this machine. */
async function loadRuntime(load = importRuntime) {
	try {
		const onnx = await load();
		onnx.env.logLevel = "fatal";
		return onnx;
	} catch (cause) {
		throw explainMissingRuntime(cause);
	}
}
async function importRuntime() {
	return loadAddOn("onnxruntime-node", () => import("onnxruntime-node"));
}
function explainMissingRuntime(cause) {
	const platform = `${process.platform}-${process.arch}${isMusl() ? " (musl)" : ""}`;
	const text = messageOf(cause);
	if (/onnxruntime_binding|dlopen|shared (library|object)|GLIBC|ld-linux|\.node\b/i.test(text)) return new ModelyardError("outside", `onnxruntime-node does not run on ${platform}`, {
		hint: "It needs Linux with glibc (x64, arm64), macOS on Apple silicon, or Windows (x64, arm64); on Alpine use a Debian-based image. Elsewhere let the training write train.predictions.",
		cause
	});
	return new ModelyardError("outside", "onnxruntime-node, which runs ONNX models, is not installed", {
		hint: "Run `npm ci` in the folder of Modelyard.",
		cause
	});
}
function isMusl() {
	if (process.platform !== "linux") return false;
	const report = process.report?.getReport();
	return report !== void 0 && report.header?.glibcVersionRuntime === void 0;
}

// src/adapters/onnx/locate-graph.ts
/** The ONNX graph of a model on disk: the file itself, or the only `.onnx` file in the folder. */
async function locateGraph(path) {
	const info = await stat(path).catch(() => null);
	if (info === null) throw new ModelyardError("input", `${path}: there is no such file or folder`);
	if (info.isFile()) return path;
	if (!info.isDirectory()) throw new ModelyardError("input", `${path}: a model must be a file or a folder`);
	const graphs = (await glob("**/*.onnx", {
		cwd: path,
		dot: true
	})).sort();
	const [only] = graphs;
	if (only !== void 0 && graphs.length === 1) return join(path, only);
	const found = graphs.length === 0 ? "no .onnx file" : `several ONNX files: ${graphs.slice(0, 5).join(", ")}`;
	throw new ModelyardError("input", `${path} holds ${found}`, { hint: "A model is one .onnx file, or a folder with one .onnx file and its external data." });
}

// src/adapters/onnx/rewrite-zipmaps.ts
/** `Identity` has been in every opset; any version that the runtime knows will do. */
const ADDED_OPSET_VERSION = 13;
const TYPE_TENSOR = 1;
const TENSOR_ELEMENT_TYPE = 1;
const FLOAT = 1;
/**
* The same model with every top-level ZipMap replaced by `Identity` and its graph output retyped to tensor(float):
* the runtime for Node cannot return the maps that ZipMap makes. Names stay. Returns the bytes themselves when there
* is no ZipMap. Everything else, subgraphs included, is copied as it is.
*/
function rewriteZipMaps(bytes, file) {
	const retyped = zipMapOutputs(file);
	if (retyped.size === 0) return bytes;
	const rewritten = mapFields(bytes, (field) => field.number === MODEL.graph ? writeBytes(MODEL.graph, rewriteGraph(bytesOf(bytes, field), retyped)) : rawField(bytes, field));
	return file.opsets.some(({ domain }) => domain === "" || domain === "ai.onnx") ? rewritten : concatBytes([rewritten, addedOpset()]);
}
/** Names of the values that hold maps in the file and `[n, classes]` tensors once it is rewritten. */
function zipMapOutputs(file) {
	return new Set(file.graph.nodes.filter(isZipMap).map((node) => node.outputs[0]));
}
function isZipMap(node) {
	return node.op === "ZipMap" && node.domain === "ai.onnx.ml";
}
function addedOpset() {
	const entry = concatBytes([writeBytes(OPSET.domain, ""), writeInt(OPSET.version, ADDED_OPSET_VERSION)]);
	return writeBytes(MODEL.opsetImport, entry);
}
function rewriteGraph(graph, retyped) {
	return mapFields(graph, (field) => {
		if (field.number === GRAPH.node) return rewriteNode(graph, field);
		return field.number === GRAPH.output && retyped.has(firstText(bytesOf(graph, field), VALUE_INFO.name)) ? writeBytes(GRAPH.output, retypeOutput(bytesOf(graph, field))) : rawField(graph, field);
	});
}
function rewriteNode(graph, field) {
	const node = bytesOf(graph, field);
	if (!(firstText(node, NODE.opType) === "ZipMap" && firstText(node, NODE.domain) === "ai.onnx.ml")) return rawField(graph, field);
	const kept = mapFields(node, (each) => {
		return each.number === NODE.input || each.number === NODE.output || each.number === NODE.name ? rawField(node, each) : /* @__PURE__ */ new Uint8Array();
	});
	return writeBytes(GRAPH.node, concatBytes([kept, writeBytes(NODE.opType, "Identity")]));
}
/** No shape: the runtime infers it from what Identity is given. */
function retypeOutput(output) {
	const type = writeBytes(VALUE_INFO.type, writeBytes(TYPE_TENSOR, writeInt(TENSOR_ELEMENT_TYPE, FLOAT)));
	return mapFields(output, (field) => field.number === VALUE_INFO.type ? type : rawField(output, field));
}
function mapFields(message, change) {
	return concatBytes([...fieldsOf(message)].map(change));
}

// src/adapters/onnx/open-model.ts
/**
* One thread: with two, tree ensembles move by up to 1e-6 with the batch size, and ties, bins and "identical" with
* them. Severity 4 is fatal: whatever matters comes as an exception.
*/
const SESSION_OPTIONS = {
	executionProviders: ["cpu"],
	executionMode: "sequential",
	intraOpNumThreads: 1,
	interOpNumThreads: 1,
	logSeverityLevel: 4
};
/** Reads, rewrites where needed, and loads a model. Throws `input` for a file that is no model we can run. */
async function openModel(path) {
	const graphPath = await locateGraph(path);
	const bytes = await readModelFile(graphPath);
	const { file, data } = parse(bytes, graphPath);
	const size = bytes.byteLength + await assertDataFiles(graphPath, data);
	const onnx = await loadRuntime();
	const session = await createSession(onnx, {
		path: graphPath,
		bytes: rewriteZipMaps(bytes, file),
		original: bytes,
		data
	});
	try {
		return {
			onnx,
			session,
			description: {
				...describe(session, file, graphPath),
				bytes: size
			}
		};
	} catch (error) {
		await session.release();
		throw error;
	}
}
async function readModelFile(path) {
	try {
		return await readFile(path);
	} catch (cause) {
		if (cause.code === "ERR_FS_FILE_TOO_LARGE") throw new ModelyardError("input", `${path} is larger than 2 GiB, the limit of an ONNX file`, { hint: "Export it with its weights as external data." });
		throw new ModelyardError("unreadable", `cannot read ${path}: ${messageOf(cause)}`, { cause });
	}
}
function parse(bytes, path) {
	try {
		return {
			file: readOnnxFile(bytes),
			data: externalDataFiles(bytes)
		};
	} catch (error) {
		throw explainBrokenFile(bytes, path, error);
	}
}
/** External data must lie beside the graph or below: what lies elsewhere is in no digest. Returns its bytes. */
async function assertDataFiles(graphPath, names) {
	let size = 0;
	for (const name of names) {
		const inside = normalize(name);
		if (name === "" || inside.startsWith("..") || inside.startsWith("/") || /^[a-z]:/i.test(inside)) throw new ModelyardError("input", `${graphPath} keeps weights in ${JSON.stringify(name)}, outside its own folder`, { hint: "Save the external data beside the graph, under a plain file name." });
		const info = await stat(join(dirname(graphPath), inside)).catch(() => null);
		if (info?.isFile() !== true) throw new ModelyardError("input", `${graphPath} keeps weights in ${JSON.stringify(name)}, which is not there`, { hint: "Keep graph and weights in one folder and name that folder in train.model: all its files belong to the model." });
		size += info.size;
	}
	return size;
}
/** From memory; a model with external data from its path, unless it was rewritten: then with its data in memory. */
async function createSession(onnx, loading) {
	const { path, bytes, original, data } = loading;
	try {
		if (data.length === 0) return await onnx.InferenceSession.create(bytes, SESSION_OPTIONS);
		if (bytes === original) return await onnx.InferenceSession.create(path, SESSION_OPTIONS);
		const externalData = await Promise.all(data.map(async (name) => ({
			path: name,
			data: await readFile(join(dirname(path), name))
		})));
		return await onnx.InferenceSession.create(bytes, {
			...SESSION_OPTIONS,
			externalData
		});
	} catch (error) {
		throw explainLoadError(error, {
			path,
			version: onnx.env.versions.node ?? onnx.env.versions.common
		});
	}
}
function describe(session, file, path) {
	const classes = findClasses(file.graph);
	const maps = zipMapOutputs(file);
	const outputs = session.outputMetadata.map((value) => describeTensor(value, "output", path));
	return {
		inputs: session.inputMetadata.map((value) => describeTensor(value, "input", path)),
		outputs: outputs.map((output) => maps.has(output.name) ? mapAsTensor(output, classes) : output),
		classes
	};
}
/**
* A map per row has one entry per class, whatever the runtime can infer of the tensor below it: with the inferred
* shape a release would seem to break its callers when only the algorithm changed.
*/
function mapAsTensor(output, classes) {
	return {
		...output,
		shape: ["", classes?.length ?? ""]
	};
}
function describeTensor(value, role, path) {
	if (value.isTensor) return {
		name: value.name,
		type: value.type,
		shape: value.shape
	};
	throw new ModelyardError("input", `${path}: ${role} ${value.name} is a sequence or a map, which cannot be read here`, { hint: "Export with tensors only; in skl2onnx: options={\"zipmap\": False}, and one estimator with one target." });
}

// src/adapters/onnx/explain-run-error.ts
/** A call of the model that failed. */
function explainRunError(error) {
	return new ModelyardError("input", `the model fails on these rows: ${plainRuntimeText(messageOf(error))}`, {
		hint: "Run the exported file in the training code on the same rows; the export may differ from the model that was trained.",
		cause: error
	});
}

// src/adapters/onnx/run-calls.ts
/** Runs the model once per call; only the outputs in `fetch` are computed and returned. */
async function runCalls(model, calls, fetch) {
	const results = [];
	for (const feeds of calls) {
		const outputs = await runOnce(model, toTensors(model, feeds), fetch);
		results.push(fetch.map((name) => fromTensor(name, outputs[name])));
	}
	return results;
}
/** The runtime's own form of the inputs. Shares memory with `feeds`. */
function toTensors({ onnx }, feeds) {
	return Object.fromEntries(feeds.map(({ name, type, dims, data }) => [name, new onnx.Tensor(type, data, dims)]));
}
async function runOnce(model, feeds, fetch) {
	try {
		return await model.session.run(feeds, fetch);
	} catch (error) {
		throw explainRunError(error);
	}
}
function fromTensor(name, tensor) {
	if (tensor === void 0) throw new ModelyardError("internal", `the runtime did not return output ${name}`);
	const data = tensor.data;
	return {
		name,
		type: tensor.type,
		dims: tensor.dims,
		data: tensor.type === "float16" && ArrayBuffer.isView(data) ? bitsOf(data) : data
	};
}
/** Newer versions of Node give float16 as Float16Array; everything else here reads the bits. */
function bitsOf({ buffer, byteOffset, byteLength }) {
	return new Uint16Array(buffer, byteOffset, byteLength / Uint16Array.BYTES_PER_ELEMENT);
}

// src/adapters/onnx/time-calls.ts
/**
* Milliseconds per sample of each model, after a warm-up that is not counted: until the budget or the most samples are
* reached. The models take turns, and who is first changes each time: a noisy moment, a warmer cache or a slower clock
* hits all of them alike, and every model has as many samples as the others.
*/
async function timeCalls(models, request) {
	const timers = models.map((model, index) => timerOf(model, request.models[index]));
	const round = async (count) => {
		const durations = new Array(timers.length).fill(0);
		for (let step = 0; step < timers.length; step++) {
			const index = (step + count) % timers.length;
			durations[index] = await timers[index]?.measure(count) ?? 0;
		}
		return durations;
	};
	const most = Math.max(0, ...timers.map(({ samples }) => samples));
	const budgetMs = request.budgetMs * timers.length;
	const warm = performance.now();
	for (let count = 0; count < most || performance.now() - warm < request.warmUpMs * timers.length; count++) {
		await round(count);
		if (performance.now() - warm > budgetMs) break;
	}
	const rounds = [];
	const started = performance.now();
	while (rounds.length < request.maxSamples) {
		if (performance.now() - started > budgetMs && rounds.length >= request.minSamples) break;
		rounds.push(await round(rounds.length));
	}
	return timers.map((_, index) => Float64Array.from(rounds, (durations) => durations[index] ?? NaN));
}
function timerOf(model, timed) {
	const { samples = [], fetch = [] } = timed ?? {};
	const tensors = samples.map((calls) => calls.map((feeds) => toTensors(model, feeds)));
	const measure = async (count) => {
		const started = performance.now();
		for (const feeds of tensors[count % tensors.length] ?? []) await runOnce(model, feeds, fetch);
		return performance.now() - started;
	};
	return {
		samples: tensors.length,
		measure
	};
}

// src/adapters/onnx/worker.ts
let models = [];
const handlers = {
	open: async ({ path, beside = false }) => {
		if (!beside) await letGo();
		const model = await openModel(path);
		models.push(model);
		return model.description;
	},
	run: ({ calls, fetch }) => runCalls(opened(), calls, fetch),
	time: (request) => timeCalls(models, request),
	release: letGo
};
async function letGo() {
	const held = models;
	models = [];
	for (const { session } of held) await session.release();
	return null;
}
function opened() {
	const model = models.at(-1);
	if (model === void 0) throw new ModelyardError("internal", "no model has been opened");
	return model;
}
async function answer(message) {
	try {
		const handle = handlers[message.kind];
		return {
			ok: true,
			payload: await handle(message.payload)
		};
	} catch (error) {
		return {
			ok: false,
			error: transported(error)
		};
	}
}
function transported(error) {
	if (error instanceof ModelyardError) return {
		code: error.code,
		message: error.message,
		hint: error.hint ?? null
	};
	return {
		code: "internal",
		message: `in the model worker: ${messageOf(error)}`,
		hint: null
	};
}
process.on("SIGINT", () => void 0);
process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
	answer(message).then((reply) => process.send?.(reply));
});

export {  };