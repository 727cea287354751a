import { solveSymmetric } from './solve-symmetric.ts';

/** Standardised features: rows × width, row-major. */
export interface Design {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** `weights` has one entry per feature; the intercept is not penalised. */
export interface LinearModel {
  readonly intercept: number;
  readonly weights: Float64Array;
}

/** Strength of the penalty λ/2 · |w|², scikit-learn's `C=1` and `alpha=1`. */
const PENALTY = 1;
const MOST_STEPS = 25;
const TOLERANCE = 1e-8;

/** Ridge regression: minimises ½ Σ (y − b − x·w)² + λ/2 · |w|². */
export function fitRidge(design: Design, targets: Float64Array): LinearModel {
  const ones = new Float64Array(design.rows).fill(1);
  const step = newtonStep(design, { residuals: targets, curvature: ones, at: null });
  return step ?? { intercept: mean(targets), weights: new Float64Array(design.width) };
}

/**
 * Logistic regression with the same penalty, by Newton's method with halved steps; `labels` are 0 and 1. Deterministic:
 * it starts at 0 and has no randomness.
 */
export function fitLogistic(design: Design, labels: Float64Array): LinearModel {
  let model: LinearModel = { intercept: 0, weights: new Float64Array(design.width) };
  let loss = lossOf(design, labels, model);
  for (let count = 0; count < MOST_STEPS; count++) {
    const step = newtonStep(design, { ...derivatives(design, labels, model), at: model });
    if (step === null) return model;
    const next = bestOf(design, labels, { model, step, loss });
    if (next === null) return model;
    const gain = loss - next.loss;
    ({ model, loss } = next);
    if (gain <= TOLERANCE * Math.max(1, Math.abs(loss))) return model;
  }
  return model;
}

/** Linear predictor b + x·w of every row. */
export function predictLinear(
  { rows, width, values }: Design,
  { intercept, weights }: LinearModel,
): Float64Array {
  const predicted = new Float64Array(rows).fill(intercept);
  for (let row = 0; row < rows; row++) {
    let sum = intercept;
    for (let column = 0; column < width; column++)
      sum += (values[row * width + column] as number) * (weights[column] as number);
    predicted[row] = sum;
  }
  return predicted;
}

export function sigmoid(value: number): number {
  if (value >= 0) return 1 / (1 + Math.exp(-value));
  const exp = Math.exp(value);
  return exp / (1 + exp);
}

function derivatives(design: Design, labels: Float64Array, model: LinearModel) {
  const scores = predictLinear(design, model).map(sigmoid);
  const residuals = scores.map((score, row) => (labels[row] as number) - score);
  const curvature = scores.map((score) => Math.max(score * (1 - score), 1e-10));
  return { residuals, curvature };
}

function lossOf(design: Design, labels: Float64Array, model: LinearModel): number {
  const scores = predictLinear(design, model);
  let loss = 0;
  for (let row = 0; row < scores.length; row++) {
    const signed = (labels[row] === 1 ? -1 : 1) * (scores[row] as number);
    loss += signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
  }
  return loss + (PENALTY / 2) * model.weights.reduce((sum, weight) => sum + weight * weight, 0);
}

interface Trying {
  readonly model: LinearModel;
  readonly step: LinearModel;
  readonly loss: number;
}

/** The whole step, or the half of it, and so on, until the loss is smaller; null where none is. */
function bestOf(design: Design, labels: Float64Array, { model, step, loss }: Trying) {
  for (let scale = 1; scale > 1e-4; scale /= 2) {
    const next = {
      intercept: model.intercept + scale * step.intercept,
      weights: model.weights.map((weight, index) => weight + scale * (step.weights[index] as number)),
    };
    const nextLoss = lossOf(design, labels, next);
    if (nextLoss < loss) return { model: next, loss: nextLoss };
  }
  return null;
}

interface Derivatives {
  readonly residuals: Float64Array;
  readonly curvature: Float64Array;
  readonly at: LinearModel | null;
}

/** Solves (XᵀVX + λI) s = Xᵀr − λw, the intercept as a last column of ones without λ. */
function newtonStep(design: Design, { residuals, curvature, at }: Derivatives): LinearModel | null {
  const { rows, width, values } = design;
  const size = width + 1;
  const matrix = new Float64Array(size * size);
  const vector = new Float64Array(size);
  const line = new Float64Array(size);
  line[width] = 1;
  for (let row = 0; row < rows; row++) {
    line.set(values.subarray(row * width, (row + 1) * width));
    const weight = curvature[row] as number;
    const residual = residuals[row] as number;
    for (let i = 0; i < size; i++) {
      const value = line[i] as number;
      if (value === 0) continue;
      vector[i] = (vector[i] as number) + value * residual;
      const scaled = value * weight;
      for (let j = 0; j <= i; j++)
        matrix[i * size + j] = (matrix[i * size + j] as number) + scaled * (line[j] as number);
    }
  }
  for (let i = 0; i < width; i++) {
    matrix[i * size + i] = (matrix[i * size + i] as number) + PENALTY;
    vector[i] = (vector[i] as number) - PENALTY * (at?.weights[i] ?? 0);
  }
  const solved = solveSymmetric(matrix, vector);
  return solved === null ? null : { intercept: solved[width] as number, weights: solved.slice(0, width) };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
