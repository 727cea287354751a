import { GRAPH, MODEL, NODE, type OnnxFile, type OnnxNode, OPSET, VALUE_INFO } from './onnx-graph.ts';
import {
  bytesOf,
  concatBytes,
  fieldsOf,
  firstText,
  rawField,
  type WireField,
  writeBytes,
  writeInt,
} from './wire.ts';

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
export function rewriteZipMaps(bytes: Uint8Array, file: OnnxFile): Uint8Array {
  const retyped = zipMapOutputs(file);
  if (retyped.size === 0) return bytes;
  const rewritten = mapFields(bytes, (field) =>
    field.number === MODEL.graph
      ? writeBytes(MODEL.graph, rewriteGraph(bytesOf(bytes, field), retyped))
      : rawField(bytes, field),
  );
  const hasStandardOperators = file.opsets.some(({ domain }) => domain === '' || domain === 'ai.onnx');
  return hasStandardOperators ? rewritten : concatBytes([rewritten, addedOpset()]);
}

/** Names of the values that hold maps in the file and `[n, classes]` tensors once it is rewritten. */
export function zipMapOutputs(file: OnnxFile): ReadonlySet<string | undefined> {
  return new Set(file.graph.nodes.filter(isZipMap).map((node) => node.outputs[0]));
}

function isZipMap(node: OnnxNode): boolean {
  return node.op === 'ZipMap' && node.domain === 'ai.onnx.ml';
}

function addedOpset(): Uint8Array {
  const entry = concatBytes([writeBytes(OPSET.domain, ''), writeInt(OPSET.version, ADDED_OPSET_VERSION)]);
  return writeBytes(MODEL.opsetImport, entry);
}

function rewriteGraph(graph: Uint8Array, retyped: ReadonlySet<string | undefined>): Uint8Array {
  return mapFields(graph, (field) => {
    if (field.number === GRAPH.node) return rewriteNode(graph, field);
    const isRetyped =
      field.number === GRAPH.output && retyped.has(firstText(bytesOf(graph, field), VALUE_INFO.name));
    return isRetyped ? writeBytes(GRAPH.output, retypeOutput(bytesOf(graph, field))) : rawField(graph, field);
  });
}

function rewriteNode(graph: Uint8Array, field: WireField): Uint8Array {
  const node = bytesOf(graph, field);
  const isMap = firstText(node, NODE.opType) === 'ZipMap' && firstText(node, NODE.domain) === 'ai.onnx.ml';
  if (!isMap) return rawField(graph, field);
  const kept = mapFields(node, (each) => {
    const isKept = each.number === NODE.input || each.number === NODE.output || each.number === NODE.name;
    return isKept ? rawField(node, each) : new Uint8Array();
  });
  return writeBytes(GRAPH.node, concatBytes([kept, writeBytes(NODE.opType, 'Identity')]));
}

/** No shape: the runtime infers it from what Identity is given. */
function retypeOutput(output: Uint8Array): Uint8Array {
  const type = writeBytes(VALUE_INFO.type, writeBytes(TYPE_TENSOR, writeInt(TENSOR_ELEMENT_TYPE, FLOAT)));
  return mapFields(output, (field) => (field.number === VALUE_INFO.type ? type : rawField(output, field)));
}

function mapFields(message: Uint8Array, change: (field: WireField) => Uint8Array): Uint8Array {
  return concatBytes([...fieldsOf(message)].map(change));
}
