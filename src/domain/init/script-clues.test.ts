import { describe, expect, it } from 'vitest';
import { frameworkOf, importsIn, requirementsIn } from './frameworks.ts';
import { readClues } from './script-clues.ts';

describe('what a source calls the target', () => {
  it.each([
    ['TARGET = "churned"', ['churned']],
    ["export const TARGET = 'visited';", ['visited']],
    ['target_column: str = "y1"', ['y1']],
    ['y = df["label"]', ['label']],
    ['y_train = train.loc[:, "label"]', ['label']],
    ['y = df.pop("price")', ['price']],
    ['y = df.churned.astype(int)', ['churned']],
    ['y = df.values', []],
    ['p.add_argument("--target", type=str, default="sold")', ['sold']],
    ['# TARGET = "old"', []],
    ['y = df[["a", "b"]]', []],
  ])('%s', (text, targets) => expect(readClues(text).targets).toEqual(targets));
});

describe('what a source leaves out, and what it sees', () => {
  it.each([
    ['X = df.drop(columns=["id", "y"])', ['id', 'y']],
    ['X = df.drop(["id"], axis=1)', ['id']],
    ['X = df.drop("y", axis=1)', ['y']],
    ['LEFT_OUT = ["row", TARGET]', ['row']],
  ])('%s', (text, dropped) => expect(readClues(text).dropped).toEqual(dropped));

  it('reads lists of features, over lines', () => {
    expect(readClues("export const FEATURES = [\n  'a',\n  'b',\n];").features).toEqual([['a', 'b']]);
    expect(readClues('feature_cols: list[str] = ["a", "b"]').features).toEqual([['a', 'b']]);
    expect(readClues('FEATURES = [name for name in x]').features).toEqual([]);
  });
});

describe('paths', () => {
  it.each([
    ['joblib.dump(m, "out/m.joblib")', { text: 'out/m.joblib', isTail: false }],
    ['Path("out") / "m.onnx"', { text: 'out/m.onnx', isTail: false }],
    ['os.path.join("out", "m.onnx")', { text: 'out/m.onnx', isTail: false }],
    ['OUT / "m.onnx"', { text: 'm.onnx', isTail: true }],
    ['os.path.join(folder, "m.onnx")', { text: 'm.onnx', isTail: true }],
  ])('%s', (text, path) => expect(readClues(text).paths).toEqual([path]));

  it.each([
    ['os.environ["MODELYARD_OUTPUT_MODEL"]', null],
    ['os.environ.get("MODELYARD_OUTPUT_MODEL", "out/a.onnx")', 'out/a.onnx'],
    ["process.env.MODELYARD_OUTPUT_MODEL ?? 'out/a.onnx'", 'out/a.onnx'],
    ['os.getenv("MODELYARD_OUTPUT_MODEL")', null],
  ])('%s', (text, fallback) =>
    expect(readClues(text).variables).toEqual(new Map([['MODELYARD_OUTPUT_MODEL', fallback]])),
  );
});

it.each([
  ['p.add_argument("--data", required=True)', ['--data']],
  ['p.add_argument("data")', ['data']],
  ['p.add_argument("data", nargs="?")', []],
  ['p.add_argument("--data", default="x")', []],
  ['open(sys.argv[1])', ['sys.argv[1]']],
  ['open(sys.argv[1] if len(sys.argv) > 1 else "x")', []],
  ["readFileSync(process.argv[2] ?? 'x')", []],
])('arguments that %s needs', (text, needed) => expect(readClues(text).needed).toEqual(needed));

it('a source of hostile length is read in time that grows with it', () => {
  const before = process.cpuUsage();
  for (const unit of [
    'drop(',
    'add_argument("',
    'Path("',
    '/ "a.b',
    '[',
    'y = df.',
    'FEATURES = [',
    'join(',
    'a"a.b" ',
  ])
    readClues(unit.repeat(Math.ceil(256_000 / unit.length)));
  // Squared it would be minutes. Time of this process, not of the clock: other tests run beside it.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
});

describe('frameworks', () => {
  it('are known by imports and requirements, those that build on others first', () => {
    expect(importsIn('import xgboost as xgb\nfrom sklearn.metrics import x\n  import torch')).toEqual([
      'xgboost',
      'sklearn',
      'torch',
    ]);
    expect(frameworkOf(new Set(['sklearn', 'xgboost']))?.name).toBe('XGBoost');
    expect(frameworkOf(new Set(['pandas']))).toBeNull();
    const names = requirementsIn(
      'scikit-learn>=1.5,<2\n# torch\n  - lightgbm=4\n"catboost", \npandas[parquet]\n',
    );
    expect(names).toEqual(expect.arrayContaining(['scikit-learn', 'lightgbm', 'catboost', 'pandas']));
    expect(names).not.toContain('torch');
  });
});
