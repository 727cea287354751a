import { ATTRIBUTE, findAttribute, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';
import { constantAsTexts } from './tensor-constant.ts';
import { bytesOf, fieldsOf, firstField, intsOf, textOf } from './wire.ts';

/** Names under which ZipMap and the classifier operators of `ai.onnx.ml` keep their class list. */
const CLASS_ATTRIBUTES = ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints'];

/** Operators that hand the values of their first input on: the classes stay what they are. */
const PASSING = new Set([
  'Identity',
  'Cast',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Normalizer',
  'Softmax',
]);

/**
 * The class list in the order of the probabilities: the attribute of a ZipMap, else of the classifier that an output
 * comes from, else the constant from which `ArrayFeatureExtractor` picks the label. Null when the graph does not say.
 *
 * It is found by walking back from the graph's outputs, so that the classifiers inside an ensemble do not count.
 */
export function findClasses(graph: OnnxGraph): readonly string[] | null {
  const makers = makersOf(graph);
  const found: (readonly string[])[] = [];
  for (const output of graph.outputs) {
    const classes = classesBehind(output, graph, makers);
    if (classes !== null && classes.length > 0) found.push(classes);
  }
  return agreed(found);
}

/** The estimator inside a stack numbers its classes; the names that the label is picked from count then. */
function agreed(found: readonly (readonly string[])[]): readonly string[] | null {
  const named = found.filter((classes) => !isNumbering(classes));
  const [first, ...others] = named.length > 0 ? named : found;
  if (first === undefined || found.some((classes) => classes.length !== first.length)) return null;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : null;
}

/** 0, 1, 2 … */
export function isNumbering(classes: readonly string[]): boolean {
  return classes.every((name, index) => name === String(index));
}

function makersOf(graph: OnnxGraph): ReadonlyMap<string, OnnxNode> {
  const makers = new Map<string, OnnxNode>();
  for (const node of graph.nodes) for (const output of node.outputs) makers.set(output, node);
  return makers;
}

function classesBehind(
  output: string,
  graph: OnnxGraph,
  makers: ReadonlyMap<string, OnnxNode>,
): readonly string[] | null {
  const seen = new Set<string>();
  let name: string | undefined = output;
  while (name !== undefined && !seen.has(name)) {
    seen.add(name);
    const node = makers.get(name);
    if (node === undefined) return null;
    const classes = classesOfNode(node, graph, makers);
    if (classes !== null) return classes;
    name = PASSING.has(node.op) ? node.inputs[0] : undefined;
  }
  return null;
}

function classesOfNode(
  node: OnnxNode,
  graph: OnnxGraph,
  makers: ReadonlyMap<string, OnnxNode>,
): readonly string[] | null {
  if (node.domain !== 'ai.onnx.ml') return null;
  if (node.op === 'ArrayFeatureExtractor') return pickedFrom(node.inputs[0] ?? '', graph, makers);
  for (const name of CLASS_ATTRIBUTES) {
    const attribute = findAttribute(node, name);
    if (attribute !== null) return listAttribute(attribute);
  }
  return null;
}

function listAttribute(attribute: Uint8Array): string[] {
  const values: string[] = [];
  for (const field of fieldsOf(attribute)) {
    if (field.number === ATTRIBUTE.strings) values.push(textOf(attribute, field));
    else if (field.number === ATTRIBUTE.ints) {
      for (const value of intsOf(attribute, field)) values.push(value.toString());
    }
  }
  return values;
}

function pickedFrom(
  name: string,
  graph: OnnxGraph,
  makers: ReadonlyMap<string, OnnxNode>,
): readonly string[] | null {
  const initializer = graph.initializers.get(name);
  if (initializer !== undefined) return constantAsTexts(initializer);
  const maker = makers.get(name);
  if (maker?.op !== 'Constant') return null;
  const value = findAttribute(maker, 'value');
  const tensor = value === null ? null : firstField(value, ATTRIBUTE.tensor);
  return value === null || tensor === null ? null : constantAsTexts(bytesOf(value, tensor));
}
