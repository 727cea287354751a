// src/adapters/onnx/wire.ts
/** Protocol Buffers' wire format, as far as ONNX files need it: https://protobuf.dev/programming-guides/encoding */
/** Thrown for bytes that are no wire format: truncated, or something else altogether. */
var WireError = class extends Error {
	constructor(message) {
		super(message);
		this.name = "WireError";
	}
};
const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
/** The fields of a message in file order. A field that ends beyond `limit` throws `WireError`. */
function* fieldsOf(bytes, limit = bytes.length) {
	let offset = 0;
	while (offset < bytes.length) {
		const from = offset;
		const start = endOfVarint(bytes, from);
		const tag = readSize(bytes, from);
		const number = Math.floor(tag / 8);
		const type = tag % 8;
		if (number === 0) throw new WireError("a field has the number 0");
		const field = {
			number,
			type,
			from,
			...payloadOf(bytes, type, start)
		};
		if (field.end > limit) throw new WireError("a field runs over the end");
		yield field;
		offset = field.end;
	}
}
function payloadOf(bytes, type, start) {
	switch (type) {
		case 0: return {
			start,
			end: endOfVarint(bytes, start)
		};
		case FIXED64: return {
			start,
			end: start + 8
		};
		case FIXED32: return {
			start,
			end: start + 4
		};
		case 2: {
			const content = endOfVarint(bytes, start);
			return {
				start: content,
				end: content + readSize(bytes, start)
			};
		}
		default: throw new WireError(`wire type ${type} does not exist`);
	}
}
function endOfVarint(bytes, start) {
	for (let offset = start; offset < start + 10; offset++) {
		const byte = bytes[offset];
		if (byte === void 0) throw new WireError("a number runs over the end");
		if (byte < 128) return offset + 1;
	}
	throw new WireError("a number is longer than ten bytes");
}
/** A tag or a length as a number: exact below 2^53, and everything above is far beyond the end of any file. */
function readSize(bytes, start) {
	let value = 0;
	let scale = 1;
	for (let offset = start;; offset++) {
		const byte = bytes[offset] ?? 0;
		value += (byte & 127) * scale;
		if (byte < 128) return value;
		scale *= 128;
	}
}
/** An unsigned 64-bit number. */
function readVarint(bytes, start) {
	const end = endOfVarint(bytes, start);
	let value = 0n;
	for (let offset = end - 1; offset >= start; offset--) value = value << 7n | BigInt((bytes[offset] ?? 0) & 127);
	return BigInt.asUintN(64, value);
}
/** A varint field as a signed 64-bit number: how `int64`, `int32` and enumerations are stored. */
function intOf(bytes, field) {
	if (field.type !== 0) throw new WireError(`field ${field.number} is no number`);
	return BigInt.asIntN(64, readVarint(bytes, field.start));
}
/** The bytes of a length-delimited field; shares memory with the message. */
function bytesOf(bytes, field) {
	if (field.type !== 2) throw new WireError(`field ${field.number} holds no bytes`);
	return bytes.subarray(field.start, field.end);
}
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
function textOf(bytes, field) {
	return UTF8.decode(bytesOf(bytes, field));
}
/** Numbers of a repeated field, packed or not. */
function intsOf(bytes, field) {
	if (field.type === 0) return [intOf(bytes, field)];
	const packed = bytesOf(bytes, field);
	const values = [];
	for (let offset = 0; offset < packed.length; offset = endOfVarint(packed, offset)) values.push(BigInt.asIntN(64, readVarint(packed, offset)));
	return values;
}
/** How long the bytes would have to be for the field that runs over their end; null when none does. */
function announcedLength(bytes) {
	try {
		for (const field of fieldsOf(bytes, Number.POSITIVE_INFINITY)) if (field.end > bytes.length) return field.end;
	} catch (error) {
		if (!(error instanceof WireError)) throw error;
	}
	return null;
}
/** The first field with this number; stops reading there. */
function firstField(bytes, number) {
	for (const field of fieldsOf(bytes)) if (field.number === number) return field;
	return null;
}
/** The first text field with this number; "" where it is absent, as in proto3. */
function firstText(bytes, number) {
	const field = firstField(bytes, number);
	return field === null ? "" : textOf(bytes, field);
}
/** The field as it stands in the message, tag and length included. */
function rawField(bytes, field) {
	return bytes.subarray(field.from, field.end);
}
function writeVarint(value) {
	let rest = BigInt.asUintN(64, BigInt(value));
	const out = [];
	do {
		out.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
		rest >>= 7n;
	} while (rest > 0n);
	return Uint8Array.from(out);
}
function writeInt(number, value) {
	return concatBytes([writeVarint(number * 8 + 0), writeVarint(value)]);
}
/** A length-delimited field: text as UTF-8, or bytes such as a message's. */
function writeBytes(number, content) {
	const payload = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return concatBytes([
		writeVarint(number * 8 + 2),
		writeVarint(payload.length),
		payload
	]);
}
function concatBytes(parts) {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		whole.set(part, offset);
		offset += part.length;
	}
	return whole;
}

// src/adapters/onnx/onnx-graph.ts
/** Field numbers of onnx.proto, the schema of ONNX files. */
const MODEL = {
	irVersion: 1,
	producerName: 2,
	producerVersion: 3,
	graph: 7,
	opsetImport: 8
};
const OPSET = {
	domain: 1,
	version: 2
};
const GRAPH = {
	node: 1,
	initializer: 5,
	input: 11,
	output: 12,
	sparseInitializer: 15
};
const NODE = {
	input: 1,
	output: 2,
	name: 3,
	opType: 4,
	attribute: 5,
	domain: 7
};
const ATTRIBUTE = {
	name: 1,
	tensor: 5,
	graph: 6,
	ints: 8,
	strings: 9,
	tensors: 10,
	graphs: 11,
	sparseTensor: 22,
	sparseTensors: 23
};
const VALUE_INFO = {
	name: 1,
	type: 2
};
/** Reads the structure of an ONNX file without its weights. Throws `WireError` for bytes that are none. */
function readOnnxFile(bytes) {
	let irVersion = null;
	let graph = null;
	const opsets = [];
	const producer = {
		name: "",
		version: ""
	};
	for (const field of fieldsOf(bytes)) if (field.number === MODEL.irVersion) irVersion = intOf(bytes, field);
	else if (field.number === MODEL.graph) graph = bytesOf(bytes, field);
	else if (field.number === MODEL.producerName) producer.name = textOf(bytes, field);
	else if (field.number === MODEL.producerVersion) producer.version = textOf(bytes, field);
	else if (field.number === MODEL.opsetImport) opsets.push(readOpset(bytesOf(bytes, field)));
	if (graph === null) throw new WireError("there is no graph in it");
	return {
		irVersion,
		producer: `${producer.name} ${producer.version}`.trim(),
		opsets,
		graph: readGraph(graph)
	};
}
function readOpset(bytes) {
	const version = firstField(bytes, OPSET.version);
	return {
		domain: firstText(bytes, OPSET.domain),
		version: version === null ? 0n : intOf(bytes, version)
	};
}
function readGraph(bytes) {
	const nodes = [];
	const initializers = /* @__PURE__ */ new Map();
	const outputs = [];
	for (const field of fieldsOf(bytes)) if (field.number === GRAPH.node) nodes.push(readNode(bytesOf(bytes, field)));
	else if (field.number === GRAPH.output) outputs.push(firstText(bytesOf(bytes, field), VALUE_INFO.name));
	else if (field.number === GRAPH.initializer) {
		const tensor = bytesOf(bytes, field);
		initializers.set(firstText(tensor, TENSOR.name), tensor);
	}
	return {
		nodes,
		initializers,
		outputs
	};
}
/** `ai.onnx` and "" are the same domain. */
function readNode(bytes) {
	const node = {
		op: "",
		domain: "",
		inputs: [],
		outputs: [],
		bytes
	};
	for (const field of fieldsOf(bytes)) if (field.number === NODE.opType) node.op = textOf(bytes, field);
	else if (field.number === NODE.domain) node.domain = textOf(bytes, field);
	else if (field.number === NODE.input) node.inputs.push(textOf(bytes, field));
	else if (field.number === NODE.output) node.outputs.push(textOf(bytes, field));
	return node.domain === "ai.onnx" ? {
		...node,
		domain: ""
	} : node;
}
/** The bytes of a node's attribute; null where it has none of that name. */
function findAttribute(node, name) {
	for (const field of fieldsOf(node.bytes)) {
		if (field.number !== NODE.attribute) continue;
		const attribute = bytesOf(node.bytes, field);
		if (firstText(attribute, ATTRIBUTE.name) === name) return attribute;
	}
	return null;
}
const TENSOR = {
	dims: 1,
	dataType: 2,
	int32Data: 5,
	stringData: 6,
	int64Data: 7,
	name: 8,
	rawData: 9,
	externalData: 13,
	dataLocation: 14
};

// src/adapters/onnx/tensor-constant.ts
const INT32 = 6n;
const INT64 = 7n;
const STRING = 8n;
const BOOL = 9n;
/**
* The elements of a constant tensor of integers, booleans or strings as text, in order; null for other types and for
* data that stand in another file.
*/
function constantAsTexts(tensor) {
	const typeField = firstField(tensor, TENSOR.dataType);
	const type = typeField === null ? null : intOf(tensor, typeField);
	if (type === STRING) return stringElements(tensor);
	if (type !== INT32 && type !== INT64 && type !== BOOL) return null;
	const integers = integerElements(tensor, type);
	if (integers === null) return null;
	return integers.map((value) => type === BOOL ? String(value !== 0n) : value.toString());
}
function stringElements(tensor) {
	const texts = [];
	for (const field of fieldsOf(tensor)) if (field.number === TENSOR.stringData) texts.push(textOf(tensor, field));
	return texts;
}
function integerElements(tensor, type) {
	const values = [];
	for (const field of fieldsOf(tensor)) {
		if (field.number === TENSOR.rawData) return rawIntegers(bytesOf(tensor, field), type);
		if (field.number === TENSOR.int32Data || field.number === TENSOR.int64Data) for (const value of intsOf(tensor, field)) values.push(value);
	}
	return values.length === 0 ? null : values;
}
/** Raw data are little-endian, whatever the machine. */
function rawIntegers(raw, type) {
	const width = type === INT64 ? 8 : type === INT32 ? 4 : 1;
	if (raw.length % width !== 0) return null;
	const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
	return Array.from({ length: raw.length / width }, (_, index) => {
		if (type === INT64) return view.getBigInt64(index * 8, true);
		return BigInt(type === INT32 ? view.getInt32(index * 4, true) : view.getUint8(index));
	});
}

// src/adapters/onnx/find-classes.ts
/** Names under which ZipMap and the classifier operators of `ai.onnx.ml` keep their class list. */
const CLASS_ATTRIBUTES = [
	"classlabels_strings",
	"classlabels_int64s",
	"classlabels_ints"
];
/** Operators that hand the values of their first input on: the classes stay what they are. */
const PASSING = /* @__PURE__ */ new Set([
	"Identity",
	"Cast",
	"Reshape",
	"Squeeze",
	"Unsqueeze",
	"Flatten",
	"Normalizer",
	"Softmax"
]);
/**
* The class list in the order of the probabilities: the attribute of a ZipMap, else of the classifier that an output
* comes from, else the constant from which `ArrayFeatureExtractor` picks the label. Null when the graph does not say.
*
* It is found by walking back from the graph's outputs, so that the classifiers inside an ensemble do not count.
*/
function findClasses(graph) {
	const makers = makersOf(graph);
	const found = [];
	for (const output of graph.outputs) {
		const classes = classesBehind(output, graph, makers);
		if (classes !== null && classes.length > 0) found.push(classes);
	}
	return agreed(found);
}
/** The estimator inside a stack numbers its classes; the names that the label is picked from count then. */
function agreed(found) {
	const named = found.filter((classes) => !isNumbering(classes));
	const [first, ...others] = named.length > 0 ? named : found;
	if (first === void 0 || found.some((classes) => classes.length !== first.length)) return null;
	return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : null;
}
/** 0, 1, 2 … */
function isNumbering(classes) {
	return classes.every((name, index) => name === String(index));
}
function makersOf(graph) {
	const makers = /* @__PURE__ */ new Map();
	for (const node of graph.nodes) for (const output of node.outputs) makers.set(output, node);
	return makers;
}
function classesBehind(output, graph, makers) {
	const seen = /* @__PURE__ */ new Set();
	let name = output;
	while (name !== void 0 && !seen.has(name)) {
		seen.add(name);
		const node = makers.get(name);
		if (node === void 0) return null;
		const classes = classesOfNode(node, graph, makers);
		if (classes !== null) return classes;
		name = PASSING.has(node.op) ? node.inputs[0] : void 0;
	}
	return null;
}
function classesOfNode(node, graph, makers) {
	if (node.domain !== "ai.onnx.ml") return null;
	if (node.op === "ArrayFeatureExtractor") return pickedFrom(node.inputs[0] ?? "", graph, makers);
	for (const name of CLASS_ATTRIBUTES) {
		const attribute = findAttribute(node, name);
		if (attribute !== null) return listAttribute(attribute);
	}
	return null;
}
function listAttribute(attribute) {
	const values = [];
	for (const field of fieldsOf(attribute)) if (field.number === ATTRIBUTE.strings) values.push(textOf(attribute, field));
	else if (field.number === ATTRIBUTE.ints) for (const value of intsOf(attribute, field)) values.push(value.toString());
	return values;
}
function pickedFrom(name, graph, makers) {
	const initializer = graph.initializers.get(name);
	if (initializer !== void 0) return constantAsTexts(initializer);
	const maker = makers.get(name);
	if (maker?.op !== "Constant") return null;
	const value = findAttribute(maker, "value");
	const tensor = value === null ? null : firstField(value, ATTRIBUTE.tensor);
	return value === null || tensor === null ? null : constantAsTexts(bytesOf(value, tensor));
}

export { rawField as _, MODEL as a, TENSOR as c, WireError as d, announcedLength as f, firstText as g, fieldsOf as h, GRAPH as i, VALUE_INFO as l, concatBytes as m, isNumbering as n, NODE as o, bytesOf as p, ATTRIBUTE as r, OPSET as s, findClasses as t, readOnnxFile as u, writeBytes as v, writeInt as y };