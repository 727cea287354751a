import { ATTRIBUTE, GRAPH, MODEL, NODE, TENSOR } from './onnx-graph.ts';
import { bytesOf, fieldsOf, firstText, WireError } from './wire.ts';

const KEY = 1;
const VALUE = 2;
const SPARSE_VALUES = 1;
const SPARSE_INDICES = 2;
/** Deeper nesting is no model that anybody exported. */
const MAX_DEPTH = 64;

/** Which fields of a message lead to tensors: field number to the kind of message behind it. */
type Paths = Readonly<Record<number, MessageKind>>;
type MessageKind = 'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparse' | 'entry';

const PATHS: Readonly<Record<MessageKind, Paths>> = {
  model: { [MODEL.graph]: 'graph' },
  graph: { [GRAPH.node]: 'node', [GRAPH.initializer]: 'tensor', [GRAPH.sparseInitializer]: 'sparse' },
  node: { [NODE.attribute]: 'attribute' },
  attribute: {
    [ATTRIBUTE.tensor]: 'tensor',
    [ATTRIBUTE.tensors]: 'tensor',
    [ATTRIBUTE.graph]: 'graph',
    [ATTRIBUTE.graphs]: 'graph',
    [ATTRIBUTE.sparseTensor]: 'sparse',
    [ATTRIBUTE.sparseTensors]: 'sparse',
  },
  sparse: { [SPARSE_VALUES]: 'tensor', [SPARSE_INDICES]: 'tensor' },
  tensor: { [TENSOR.externalData]: 'entry' },
  entry: {},
};

/** Names of the files in which tensors of this model are stored, sorted; subgraphs included. Throws `WireError`. */
export function externalDataFiles(model: Uint8Array): string[] {
  const names = new Set<string>();
  collect({ bytes: model, kind: 'model', depth: 0 }, names);
  return [...names].sort();
}

function collect(
  message: { readonly bytes: Uint8Array; readonly kind: MessageKind; readonly depth: number },
  names: Set<string>,
): void {
  const { bytes, kind, depth } = message;
  if (depth > MAX_DEPTH) throw new WireError(`its graphs are nested deeper than ${MAX_DEPTH} levels`);
  if (kind === 'entry') {
    if (firstText(bytes, KEY) === 'location') names.add(firstText(bytes, VALUE));
    return;
  }
  const paths = PATHS[kind];
  for (const field of fieldsOf(bytes)) {
    const next = paths[field.number];
    if (next !== undefined) collect({ bytes: bytesOf(bytes, field), kind: next, depth: depth + 1 }, names);
  }
}
