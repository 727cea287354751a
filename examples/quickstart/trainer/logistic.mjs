// Logistic regression: missing values take the column's mean, columns are standardised, Newton's method with a ridge.
import { CLASSES, classifierModel } from './graph.mjs';
import { node } from './onnx.mjs';

const RIDGE = 1;
const STEPS = 8;

export function trainLogistic({ rows, columns, labels }) {
  const means = columns.map(meanOfPresent);
  const deviations = columns.map((column, feature) => deviation(column, means[feature]));
  const standardised = columns.map((column, feature) =>
    column.map((value) => (Number.isNaN(value) ? 0 : (value - means[feature]) / deviations[feature])),
  );
  const design = [...standardised, new Float64Array(rows).fill(1)];
  let weights = new Float64Array(design.length);
  for (let step = 0; step < STEPS; step++) weights = newtonStep(design, labels, weights);
  return toOnnx({ weights, means, deviations });
}

function meanOfPresent(column) {
  const present = column.filter((value) => !Number.isNaN(value));
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

function deviation(column, mean) {
  const present = column.filter((value) => !Number.isNaN(value));
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length) || 1;
}

function newtonStep(design, labels, weights) {
  const size = design.length;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  for (let row = 0; row < labels.length; row++) {
    let score = 0;
    for (let j = 0; j < size; j++) score += design[j][row] * weights[j];
    const probability = 1 / (1 + Math.exp(-score));
    const curvature = probability * (1 - probability);
    for (let j = 0; j < size; j++) {
      gradient[j] += (labels[row] - probability) * design[j][row];
      for (let k = 0; k <= j; k++) hessian[j][k] += curvature * design[j][row] * design[k][row];
    }
  }
  for (let j = 0; j < size; j++) {
    gradient[j] -= RIDGE * weights[j];
    hessian[j][j] += RIDGE;
    for (let k = 0; k < j; k++) hessian[k][j] = hessian[j][k];
  }
  const change = solve(hessian, gradient);
  return weights.map((weight, j) => weight + change[j]);
}

/** Gaussian elimination; the matrix is symmetric and positive definite, so no pivoting is needed. */
function solve(matrix, right) {
  const size = right.length;
  const a = matrix.map((row, i) => Float64Array.from([...row, right[i]]));
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = a[row][pivot] / a[pivot][pivot];
      for (let column = pivot; column <= size; column++) a[row][column] -= factor * a[pivot][column];
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let rest = a[row][size];
    for (let column = row + 1; column < size; column++) rest -= a[row][column] * solution[column];
    solution[row] = rest / a[row][row];
  }
  return solution;
}

function toOnnx({ weights, means, deviations }) {
  const slopes = [...weights.subarray(0, means.length)];
  const intercept = weights[means.length];
  return classifierModel('logistic', [
    node({
      type: 'Imputer',
      inputs: ['features'],
      outputs: ['complete'],
      attributes: { imputed_value_floats: ['floats', means], replaced_value_float: ['float', Number.NaN] },
    }),
    node({
      type: 'Scaler',
      inputs: ['complete'],
      outputs: ['scaled'],
      attributes: { offset: ['floats', means], scale: ['floats', deviations.map((value) => 1 / value)] },
    }),
    node({
      type: 'LinearClassifier',
      inputs: ['scaled'],
      outputs: ['label', 'probabilities'],
      attributes: {
        classlabels_strings: ['strings', CLASSES],
        coefficients: ['floats', [...slopes.map((slope) => -slope), ...slopes]],
        intercepts: ['floats', [-intercept, intercept]],
        post_transform: ['string', 'LOGISTIC'],
      },
    }),
  ]);
}
