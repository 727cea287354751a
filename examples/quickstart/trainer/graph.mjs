// What both models share: one input per column by its own name, words encoded inside the graph, one [rows, features] tensor.
import { FEATURES, WORDS } from './data.mjs';
import { model, node } from './onnx.mjs';

/** Bytes of a classifier that reads the raw columns. `nodes` go from the tensor `features` to the classifier's outputs. */
export function classifierModel(name, nodes) {
  const inputs = FEATURES.map((column) => ({
    name: column,
    type: WORDS[column] === undefined ? 'float' : 'string',
    shape: ['rows', 1],
  }));
  const encoders = Object.entries(WORDS).map(([column, words]) =>
    node({
      type: 'LabelEncoder',
      inputs: [column],
      outputs: [`${column}_encoded`],
      attributes: {
        keys_strings: ['strings', words],
        values_floats: ['floats', words.map((_, index) => index)],
        default_float: ['float', Number.NaN],
      },
    }),
  );
  const parts = FEATURES.map((column) => (WORDS[column] === undefined ? column : `${column}_encoded`));
  const concat = node({
    type: 'Concat',
    inputs: parts,
    outputs: ['features'],
    attributes: { axis: ['int', 1] },
    domain: '',
  });
  return model({
    name,
    nodes: [...encoders, concat, ...nodes],
    inputs,
    outputs: [
      { name: 'label', type: 'string', shape: ['rows'] },
      { name: 'probabilities', type: 'float', shape: ['rows', 2] },
    ],
  });
}

export const CLASSES = ['no', 'yes'];
