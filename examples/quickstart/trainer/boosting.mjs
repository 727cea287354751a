// Gradient boosted trees with logistic loss. Splits are searched over histograms; missing values go where they help.
import { CLASSES, classifierModel } from './graph.mjs';
import { node } from './onnx.mjs';

const BINS = 64;
const RIDGE = 1;

/** `rounds` trees of at most `depth` splits in a row, each shrunk by `learningRate`, leaves of at least `minRows` rows. */
export function trainBoosting(data, { rounds, depth, learningRate, minRows }) {
  const binned = data.columns.map(toBins);
  const rate = data.labels.reduce((sum, label) => sum + label, 0) / data.rows;
  const start = Math.log(rate / (1 - rate));
  const scores = new Float64Array(data.rows).fill(start);
  const trees = [];
  for (let round = 0; round < rounds; round++) {
    trees.push(growTree(binned, derivatives(data.labels, scores), { depth, learningRate, minRows, scores }));
  }
  return toOnnx(trees, start);
}

/** Bin numbers 0 … edges.length by value; missing is −1. A value v is in bin b when edges[b−1] < v <= edges[b]. */
function toBins(column) {
  const present = Float64Array.from(column.filter((value) => !Number.isNaN(value))).sort();
  const edges = [];
  for (let k = 1; k < BINS; k++) {
    const edge = Math.fround(present[Math.floor((k * present.length) / BINS)]);
    if (edge < present[present.length - 1] && edge !== edges.at(-1)) edges.push(edge);
  }
  const bins = Int16Array.from(column, (value) =>
    Number.isNaN(value) ? -1 : binOf(edges, Math.fround(value)),
  );
  return { bins, edges };
}

function binOf(edges, value) {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function derivatives(labels, scores) {
  const gradient = new Float64Array(labels.length);
  const curvature = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const probability = 1 / (1 + Math.exp(-scores[row]));
    gradient[row] = labels[row] - probability;
    curvature[row] = probability * (1 - probability);
  }
  return { gradient, curvature };
}

function growTree(columns, derivative, options) {
  const rows = Int32Array.from(derivative.gradient.keys());
  return growNode(columns, derivative, { ...options, rows, level: 0 });
}

function growNode(columns, derivative, options) {
  const { rows, level, depth } = options;
  const split = level < depth ? bestSplit(columns, derivative, options) : null;
  if (split === null) return leaf(derivative, options);
  const goesLeft = (row) => {
    const bin = columns[split.feature].bins[row];
    return bin === -1 ? split.missingLeft : bin <= split.bin;
  };
  const below = { ...options, level: level + 1 };
  return {
    feature: split.feature,
    threshold: columns[split.feature].edges[split.bin],
    missingLeft: split.missingLeft,
    left: growNode(columns, derivative, { ...below, rows: rows.filter(goesLeft) }),
    right: growNode(columns, derivative, { ...below, rows: rows.filter((row) => !goesLeft(row)) }),
  };
}

function leaf({ gradient, curvature }, { rows, learningRate, scores }) {
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradient[row];
    h += curvature[row];
  }
  const value = (learningRate * g) / (h + RIDGE);
  for (const row of rows) scores[row] += value;
  return { value };
}

function bestSplit(columns, derivative, { rows, minRows }) {
  let best = null;
  columns.forEach((column, feature) => {
    const found = bestSplitOf(histogram(column, derivative, rows), minRows);
    if (found !== null && (best === null || found.gain > best.gain + 1e-12)) best = { ...found, feature };
  });
  return best;
}

function histogram({ bins, edges }, { gradient, curvature }, rows) {
  const size = edges.length + 2; // the last cell is for missing values
  const g = new Float64Array(size);
  const h = new Float64Array(size);
  const n = new Int32Array(size);
  for (const row of rows) {
    const cell = bins[row] === -1 ? size - 1 : bins[row];
    g[cell] += gradient[row];
    h[cell] += curvature[row];
    n[cell] += 1;
  }
  return { g, h, n };
}

function bestSplitOf({ g, h, n }, minRows) {
  const missing = g.length - 1;
  const total = { g: sum(g), h: sum(h), n: sum(n) };
  let best = null;
  for (const missingLeft of [false, true]) {
    let left = missingLeft ? { g: g[missing], h: h[missing], n: n[missing] } : { g: 0, h: 0, n: 0 };
    for (let bin = 0; bin < missing - 1; bin++) {
      left = { g: left.g + g[bin], h: left.h + h[bin], n: left.n + n[bin] };
      if (left.n < minRows || total.n - left.n < minRows) continue;
      const gain =
        quality(left.g, left.h) + quality(total.g - left.g, total.h - left.h) - quality(total.g, total.h);
      if (gain > 1e-6 && (best === null || gain > best.gain + 1e-12)) best = { gain, bin, missingLeft };
    }
  }
  return best;
}

const quality = (g, h) => (g * g) / (h + RIDGE);
const sum = (values) => values.reduce((total, value) => total + value, 0);

function toOnnx(trees, start) {
  const nodes = [];
  const leaves = [];
  trees.forEach((tree, treeId) => {
    flatten(tree, { treeId, nodes, leaves });
  });
  const column = (key) => nodes.map((each) => each[key]);
  return classifierModel('boosting', [
    node({
      type: 'TreeEnsembleClassifier',
      inputs: ['features'],
      outputs: ['label', 'probabilities'],
      attributes: {
        base_values: ['floats', [start]],
        classlabels_strings: ['strings', CLASSES],
        post_transform: ['string', 'LOGISTIC'],
        nodes_treeids: ['ints', column('treeId')],
        nodes_nodeids: ['ints', column('id')],
        nodes_featureids: ['ints', column('feature')],
        nodes_modes: ['strings', column('mode')],
        nodes_values: ['floats', column('threshold')],
        nodes_truenodeids: ['ints', column('left')],
        nodes_falsenodeids: ['ints', column('right')],
        nodes_missing_value_tracks_true: ['ints', column('missingLeft')],
        // One score a leaf, as the operator wants it for two classes: the score of the second class.
        class_treeids: ['ints', leaves.map((each) => each.treeId)],
        class_nodeids: ['ints', leaves.map((each) => each.id)],
        class_ids: ['ints', leaves.map(() => 0)],
        class_weights: ['floats', leaves.map((each) => each.value)],
      },
    }),
  ]);
}

/** Appends a tree's nodes in the order of their numbers; returns the number of this one. */
function flatten(tree, { treeId, nodes, leaves }) {
  const id = nodes.filter((each) => each.treeId === treeId).length;
  const row = { treeId, id, feature: 0, mode: 'LEAF', threshold: 0, left: 0, right: 0, missingLeft: 0 };
  nodes.push(row);
  if (tree.value !== undefined) {
    leaves.push({ treeId, id, value: tree.value });
    return id;
  }
  row.mode = 'BRANCH_LEQ';
  row.feature = tree.feature;
  row.threshold = tree.threshold;
  row.missingLeft = tree.missingLeft ? 1 : 0;
  row.left = flatten(tree.left, { treeId, nodes, leaves });
  row.right = flatten(tree.right, { treeId, nodes, leaves });
  return id;
}
