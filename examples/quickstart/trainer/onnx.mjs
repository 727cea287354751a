// Writes ONNX files. ONNX is a Protocol Buffers message; this is the part of its schema that the two models need.

const VARINT = 0;
const BYTES = 2;
const FLOAT = 5;

const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, floats: 6, ints: 7, strings: 8 };
const ATTRIBUTE_FIELD = { float: 2, int: 3, string: 4, floats: 7, ints: 8, strings: 9 };
const ELEMENT_TYPE = { float: 1, int64: 7, string: 8 };

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const tag = (field, wireType) => varint((field << 3) | wireType);
const integer = (field, value) => Buffer.concat([tag(field, VARINT), varint(value)]);
const bytes = (field, content) => Buffer.concat([tag(field, BYTES), varint(content.length), content]);
const text = (field, value) => bytes(field, Buffer.from(value, 'utf8'));

function float32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(value);
  return buffer;
}

const attributeValue = {
  float: (field, value) => Buffer.concat([tag(field, FLOAT), float32(value)]),
  int: integer,
  string: text,
  floats: (field, values) => bytes(field, Buffer.concat(values.map(float32))),
  ints: (field, values) => bytes(field, Buffer.concat(values.map(varint))),
  strings: (field, values) => Buffer.concat(values.map((value) => text(field, value))),
};

function attribute([name, [type, value]]) {
  return Buffer.concat([
    text(1, name),
    attributeValue[type](ATTRIBUTE_FIELD[type], value),
    integer(20, ATTRIBUTE_TYPE[type]),
  ]);
}

/** One operator. `attributes`: {name: [type, value]} with type float, int, string, floats, ints or strings. */
export function node({ type, inputs, outputs, attributes = {}, domain = 'ai.onnx.ml' }) {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(3, outputs[0]),
    text(4, type),
    ...Object.entries(attributes).map((entry) => bytes(5, attribute(entry))),
    text(7, domain),
  ]);
}

function valueInfo({ name, type, shape }) {
  const dimensions = shape.map((size) =>
    bytes(1, typeof size === 'number' ? integer(1, size) : text(2, size)),
  );
  const tensor = Buffer.concat([integer(1, ELEMENT_TYPE[type]), bytes(2, Buffer.concat(dimensions))]);
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensor))]);
}

/** The bytes of a model file. `inputs` and `outputs`: [{name, type: float|int64|string, shape}]. */
export function model({ name, nodes, inputs, outputs }) {
  const graph = Buffer.concat([
    ...nodes.map((each) => bytes(1, each)),
    text(2, name),
    ...inputs.map((each) => bytes(11, valueInfo(each))),
    ...outputs.map((each) => bytes(12, valueInfo(each))),
  ]);
  const opset = (domain, version) => bytes(8, Buffer.concat([text(1, domain), integer(2, version)]));
  return Buffer.concat([
    integer(1, 8),
    text(2, 'quickstart'),
    bytes(7, graph),
    opset('', 13),
    opset('ai.onnx.ml', 3),
  ]);
}
