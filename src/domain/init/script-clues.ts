/** What the text of a source file gives away, as far as a few usual ways of writing go. Nothing here is ever run. */
export interface ScriptClues {
  /** Columns that it calls the target. */
  readonly targets: readonly string[];
  /** Columns that it leaves out of the features. */
  readonly dropped: readonly string[];
  /** Lists that it calls the features. */
  readonly features: readonly (readonly string[])[];
  /** Text that something is compared with. */
  readonly compared: readonly string[];
  /** Every text that could be a path. */
  readonly paths: readonly PathText[];
  /** MODELYARD_… variables, with what is taken where they are not set. */
  readonly variables: ReadonlyMap<string, string | null>;
  readonly speaksOf: { readonly classes: boolean; readonly numbers: boolean };
  readonly hasSeed: boolean;
  /** Arguments without which it does not start. */
  readonly needed: readonly string[];
  readonly hasRelativeImport: boolean;
  readonly secrets: readonly string[];
  /** Keys of maps: what it may write to a file of metrics. */
  readonly keys: readonly string[];
}

export interface PathText {
  readonly text: string;
  /** The text is put behind a folder that is not known here: `OUT / "model.onnx"`. */
  readonly isTail: boolean;
}

const TEXT = String.raw`["']([^"'\n]{1,200})["']`;

const TARGETS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:TARGET|LABEL|Y)(?:_?(?:COL|COLUMN|NAME|FIELD|VAR))?\s*(?::\s*\w+\s*)?=\s*${TEXT}`,
    'gi',
  ),
  new RegExp(String.raw`\by(?:_\w+)?\s*=\s*\w+(?:\.loc\[:,\s*|\[)\s*${TEXT}\s*\]`, 'g'),
  new RegExp(String.raw`\by(?:_\w+)?\s*=\s*\w+\.pop\(\s*${TEXT}`, 'g'),
  new RegExp(String.raw`add_argument\(\s*["']--(?:target|label)[\w-]*["'][^)]*?default\s*=\s*${TEXT}`, 'g'),
  /\by(?:_\w+)?\s*=\s*(?:df|data|train|test|frame|table)(?:_\w+)?\.(?!values\b|iloc\b|loc\b|pop\b|drop\b|get\b|copy\b|read)([A-Za-z_]\w*)\s*(?:\.\w+\([^)]*\)\s*)?$/gm,
];
const DROPPED =
  /(?:\b(?:LEFT_OUT|DROP\w*|EXCLUDED?\w*|IGNORED?\w*|NOT_FEATURES)\s*=\s*|\.drop\(\s*(?:columns\s*=\s*|labels\s*=\s*)?)\[([^\]]{0,4000})\]/gi;
const DROPPED_ONE = new RegExp(String.raw`\.drop\(\s*(?:columns\s*=\s*)?${TEXT}`, 'g');
const FEATURES =
  /\bFEATURES?(?:_?(?:COLS|COLUMNS|NAMES))?\s*(?::\s*[\w[\], ]+\s*)?=\s*[[(]([^\])]{0,4000})[\])]/gi;
const COMPARED = new RegExp(String.raw`={2,3}\s*${TEXT}`, 'g');
const VARIABLE = new RegExp(
  String.raw`(?:environ\s*\[\s*["']|environ\.get\(\s*["']|getenv\(\s*["']|process\.env\.|Sys\.getenv\(\s*["'])(MODELYARD_\w+)["']?(?:\s*(?:,|\?\?|\|\|)\s*${TEXT})?`,
  'g',
);
const PATH = /(\/\s*|join\([^()\n]*,\s*)?(["'])([^"'\n$`]{1,300}\.[A-Za-z0-9]{1,8}(?:\.(?:gz|zst|dvc))?)\2/g;
const CLASSES =
  /Classifier\b|LogisticRegression\b|predict_proba|binary:logistic|multi:soft|CrossEntropy|BCE(?:WithLogits)?Loss|roc_auc|["'](?:binary|multiclass)["']|\bLogit\(/;
const NUMBERS =
  /Regressor\b|LinearRegression\b|\bRidge\(|\bLasso\(|ElasticNet\(|\breg:\w+|mean_squared_error|mean_absolute_error|MSELoss|["']regression["']|\bOLS\(/;
const SEED = /\b(?:random_state|random_seed|manual_seed|set_seed|seed|set\.seed|SEED|MODELYARD_SEED)\b/;
const KEY = /["']?\b([a-z][a-z0-9_]{1,30})["']?\s*(?::|\]\s*=)(?!=)/g;
const SECRET =
  /(?:environ\s*\[\s*["']|environ\.get\(\s*["']|getenv\(\s*["']|process\.env\.)([A-Z][A-Z0-9_]*(?:_KEY|_TOKEN|_SECRET|_PASSWORD))\b/g;

export function readClues(text: string): ScriptClues {
  const code = withoutComments(text);
  return {
    targets: unique(TARGETS.flatMap((pattern) => captured(code, pattern))),
    dropped: unique([...captured(code, DROPPED).flatMap(textsIn), ...captured(code, DROPPED_ONE)]),
    features: captured(code, FEATURES)
      .map(textsIn)
      .filter((list) => list.length > 1),
    compared: unique(captured(code, COMPARED)),
    paths: pathsIn(code),
    variables: new Map([...code.matchAll(VARIABLE)].map(([, name = '', value]) => [name, value ?? null])),
    speaksOf: { classes: CLASSES.test(code), numbers: NUMBERS.test(code) },
    hasSeed: SEED.test(code),
    needed: neededArguments(code),
    hasRelativeImport: /^\s*from\s+\.+\w*\s+import\b/m.test(code),
    secrets: unique(captured(code, SECRET)),
    keys: unique(captured(code, KEY)),
  };
}

/** Whole lines only: a # within a line may stand in a text. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*(?:#|\/\/).*$/gm, '');
}

function captured(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, first]) => first ?? []);
}

function textsIn(list: string): string[] {
  return captured(list, new RegExp(TEXT, 'g'));
}

const MOST_PATHS = 500;

function pathsIn(code: string): PathText[] {
  const known = new Map<string, PathText>();
  for (const { 1: before, 3: text = '', index } of code.matchAll(PATH)) {
    if (known.size >= MOST_PATHS) break;
    const folder = pathlibFolder(code.slice(Math.max(0, index - 200), index), before) ?? joinedFolder(before);
    const found =
      folder === null ? { text, isTail: before !== undefined } : { text: `${folder}/${text}`, isTail: false };
    known.set(`${found.text} ${found.isTail}`, found);
  }
  return [...known.values()];
}

/** `Path("out") / "model.onnx"`: the folder stands before the file. */
function pathlibFolder(ahead: string, before: string | undefined): string | null {
  if (before?.startsWith('/') !== true) return null;
  return /Path\(\s*["']([\w./-]+)["']\s*\)\s*$/.exec(ahead)?.[1] ?? null;
}

/** `os.path.join("out", "model.onnx")`. */
function joinedFolder(before: string | undefined): string | null {
  const found = /^join\(\s*["']([\w./-]+)["']\s*,\s*$/.exec(before ?? '');
  return found?.[1] ?? null;
}

function neededArguments(code: string): string[] {
  const required = [
    ...code.matchAll(/(?:add_argument|option)\(\s*["'](--?[\w-]+)["'][^)]*required\s*=\s*True/g),
  ];
  const positional = [
    ...code.matchAll(/add_argument\(\s*["']([A-Za-z]\w*)["'](?![^)]*nargs\s*=\s*["'][?*])/g),
  ];
  const hasDefault = /len\(sys\.argv\)|process\.argv\.length/.test(code);
  const argv = hasDefault
    ? []
    : [...code.matchAll(/\b(sys\.argv\[[1-9]\]|process\.argv\[[2-9]\])(?!\s*(?:\?\?|\|\|))/g)];
  return unique([...required, ...positional, ...argv].map(([, name = '']) => name));
}

export function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
