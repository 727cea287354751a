import { MODEL_NAME } from '../names.ts';

const MODEL_FILE =
  /\.(onnx|pkl|pickle|joblib|pt|pth|ckpt|h5|keras|ubj|bst|cbm|skops|safetensors|rds|mlmodel)$/i;
const METRICS_FILE = /(^|\/)[^/]*(metrics?|scores?|results?|eval(uation)?)[^/]*\.json$/i;
const PREDICTIONS_FILE = /(^|\/)[^/]*pred(iction)?s?[^/]*\.(csv|parquet|jsonl)$/i;

export function isModelFile(path: string): boolean {
  return MODEL_FILE.test(path);
}

/** What can be evaluated here without the library that made it. */
export function isOnnx(path: string): boolean {
  return /\.onnx$/i.test(path);
}

export function isMetricsFile(path: string): boolean {
  return METRICS_FILE.test(path);
}

export function isPredictionsFile(path: string): boolean {
  return PREDICTIONS_FILE.test(path);
}

/** Stems that say nothing about which model it is. */
const ANY_MODEL =
  /^(the_?|my_?|best_?|final_?|trained_?|latest_?|default_?)*(model|clf|classifier|regressor|estimator|pipeline|pipe|checkpoint|weights|net|network|best|final|latest|output|main|index|xgb|lgbm|rf)s?(_?\d+)?$/i;

/** A text as a model's name; null where nothing of it is left, or where it says nothing. */
export function modelNameFrom(text: string): string | null {
  const name = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|[-_]+$/g, '')
    .slice(0, 63);
  const isRandom = /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(name);
  return MODEL_NAME.test(name) && !ANY_MODEL.test(name) && !isRandom ? name : null;
}

/** `visits` of `out/visits.onnx` and of `data/visits.contract.yaml`. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}
