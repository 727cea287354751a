/** A library that models are trained with. */
export interface Framework {
  readonly name: string;
  /** Names under which packages and imports know it. */
  readonly packages: readonly string[];
  /** How its models become ONNX: one line of code. */
  readonly toOnnx: string;
}

/** The first of these that is found is named; general ones stand behind those that are built on them. */
export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'XGBoost',
    packages: ['xgboost'],
    toOnnx: 'onnxmltools.convert_xgboost(model, initial_types=…), from the package onnxmltools',
  },
  {
    name: 'LightGBM',
    packages: ['lightgbm'],
    toOnnx: 'onnxmltools.convert_lightgbm(model, initial_types=…), from the package onnxmltools',
  },
  {
    name: 'CatBoost',
    packages: ['catboost'],
    toOnnx: 'model.save_model("out/model.onnx", format="onnx")',
  },
  {
    name: 'PyTorch',
    packages: ['torch', 'pytorch', 'pytorch-lightning', 'lightning'],
    toOnnx: 'torch.onnx.export(model, example, "out/model.onnx")',
  },
  {
    name: 'TensorFlow',
    packages: ['tensorflow', 'keras', 'tensorflow-cpu'],
    toOnnx: 'tf2onnx.convert.from_keras(model, output_path="out/model.onnx"), from the package tf2onnx',
  },
  {
    name: 'scikit-learn',
    packages: ['scikit-learn', 'sklearn', 'skl2onnx'],
    toOnnx: 'skl2onnx.to_onnx(model, X[:1]).SerializeToString(), from the package skl2onnx',
  },
  { name: 'statsmodels', packages: ['statsmodels'], toOnnx: '' },
];

/** The framework that a list of imported or required packages speaks of; null for none. */
export function frameworkOf(packages: ReadonlySet<string>): Framework | null {
  return FRAMEWORKS.find((each) => each.packages.some((name) => packages.has(name))) ?? null;
}

const IMPORT =
  /^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)|(?:require\(|from[ \t]+)["']([\w@/-]+)["']|library\((\w+)\)/gm;

/** Top-level packages that a source file imports. */
export function importsIn(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, python, node, r]) => python ?? node ?? r ?? []);
}

/** Packages that a requirements file, pyproject.toml or environment.yml names: what may stand before a version. */
export function requirementsIn(text: string): string[] {
  const found = text.matchAll(/^[\s"'-]*([A-Za-z][\w.-]*)(?=\s*(?:\[|[=<>!~;^"',\s]|$))/gm);
  return [...found].map(([, name = '']) => name.toLowerCase());
}
