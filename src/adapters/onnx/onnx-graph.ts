import { bytesOf, fieldsOf, firstField, firstText, intOf, textOf, WireError } from './wire.ts';

/** Field numbers of onnx.proto, the schema of ONNX files. */
export const MODEL = { irVersion: 1, producerName: 2, producerVersion: 3, graph: 7, opsetImport: 8 } as const;
export const OPSET = { domain: 1, version: 2 } as const;
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 } as const;
export const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const;
export const ATTRIBUTE = {
  name: 1,
  tensor: 5,
  graph: 6,
  ints: 8,
  strings: 9,
  tensors: 10,
  graphs: 11,
  sparseTensor: 22,
  sparseTensors: 23,
} as const;
export const VALUE_INFO = { name: 1, type: 2 } as const;

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly bytes: Uint8Array;
}

/** The top-level graph; subgraphs stay inside their nodes' bytes. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** Bytes of the constant tensors by name. */
  readonly initializers: ReadonlyMap<string, Uint8Array>;
  readonly outputs: readonly string[];
}

export interface OnnxFile {
  readonly irVersion: bigint | null;
  readonly producer: string;
  readonly opsets: readonly { readonly domain: string; readonly version: bigint }[];
  readonly graph: OnnxGraph;
}

/** Reads the structure of an ONNX file without its weights. Throws `WireError` for bytes that are none. */
export function readOnnxFile(bytes: Uint8Array): OnnxFile {
  let irVersion: bigint | null = null;
  let graph: Uint8Array | null = null;
  const opsets: { domain: string; version: bigint }[] = [];
  const producer = { name: '', version: '' };
  for (const field of fieldsOf(bytes)) {
    if (field.number === MODEL.irVersion) irVersion = intOf(bytes, field);
    else if (field.number === MODEL.graph) graph = bytesOf(bytes, field);
    else if (field.number === MODEL.producerName) producer.name = textOf(bytes, field);
    else if (field.number === MODEL.producerVersion) producer.version = textOf(bytes, field);
    else if (field.number === MODEL.opsetImport) opsets.push(readOpset(bytesOf(bytes, field)));
  }
  if (graph === null) throw new WireError('there is no graph in it');
  return {
    irVersion,
    producer: `${producer.name} ${producer.version}`.trim(),
    opsets,
    graph: readGraph(graph),
  };
}

function readOpset(bytes: Uint8Array): { domain: string; version: bigint } {
  const version = firstField(bytes, OPSET.version);
  return {
    domain: firstText(bytes, OPSET.domain),
    version: version === null ? 0n : intOf(bytes, version),
  };
}

function readGraph(bytes: Uint8Array): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, Uint8Array>();
  const outputs: string[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === GRAPH.node) nodes.push(readNode(bytesOf(bytes, field)));
    else if (field.number === GRAPH.output) outputs.push(firstText(bytesOf(bytes, field), VALUE_INFO.name));
    else if (field.number === GRAPH.initializer) {
      const tensor = bytesOf(bytes, field);
      initializers.set(firstText(tensor, TENSOR.name), tensor);
    }
  }
  return { nodes, initializers, outputs };
}

/** `ai.onnx` and "" are the same domain. */
function readNode(bytes: Uint8Array): OnnxNode {
  const node = { op: '', domain: '', inputs: [] as string[], outputs: [] as string[], bytes };
  for (const field of fieldsOf(bytes)) {
    if (field.number === NODE.opType) node.op = textOf(bytes, field);
    else if (field.number === NODE.domain) node.domain = textOf(bytes, field);
    else if (field.number === NODE.input) node.inputs.push(textOf(bytes, field));
    else if (field.number === NODE.output) node.outputs.push(textOf(bytes, field));
  }
  return node.domain === 'ai.onnx' ? { ...node, domain: '' } : node;
}

/** The bytes of a node's attribute; null where it has none of that name. */
export function findAttribute(node: OnnxNode, name: string): Uint8Array | null {
  for (const field of fieldsOf(node.bytes)) {
    if (field.number !== NODE.attribute) continue;
    const attribute = bytesOf(node.bytes, field);
    if (firstText(attribute, ATTRIBUTE.name) === name) return attribute;
  }
  return null;
}

export const TENSOR = {
  dims: 1,
  dataType: 2,
  int32Data: 5,
  stringData: 6,
  int64Data: 7,
  name: 8,
  rawData: 9,
  externalData: 13,
  dataLocation: 14,
} as const;
