import { ModelyardError } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';

export const FLOATS = new Set(['float16', 'float32', 'float64']);
const LABEL_TYPES = new Set(['int64', 'int32', 'string', 'bool']);

/** Which outputs of a model hold what its task needs. */
export interface OutputPlan {
  /** One tensor, or one per class in the order of `classes` (skl2onnx: zipmap='columns'). */
  readonly scores: readonly TensorDescription[];
  readonly isPerClass: boolean;
  readonly label: TensorDescription | null;
  readonly classes: readonly string[] | null;
}

/**
 * Chooses by type and shape, never by name or position; `s<class>` and `i<class>` are the one exception, because
 * their names are all that tells them apart. Throws `input` when nothing fits, or more than one output.
 */
export function chooseClassOutputs(
  outputs: readonly TensorDescription[],
  classes: readonly string[] | null,
): OutputPlan {
  const floats = outputs.filter(({ type }) => FLOATS.has(type));
  const label = onlyOne(outputs.filter((output) => LABEL_TYPES.has(output.type) && output.shape.length <= 2));
  const perClass = columnsPerClass(floats, { label, classes });
  if (perClass !== null) return { ...perClass, isPerClass: true, label };
  const score = onlyOne(floats) ?? onlyOne(floats.filter((output) => isWide(output, classes)));
  if (score === null) throw noSingleScore('probabilities', floats, outputs);
  return { scores: [score], isPerClass: false, label, classes };
}

/**
 * The outputs with only one that may hold scores or values: the named one; labels stay. Throws `input` where there is none of
 * this name, or where it holds no floating-point numbers.
 */
export function onlyNamed(outputs: readonly TensorDescription[], name: string): readonly TensorDescription[] {
  const named = outputs.find((output) => output.name === name);
  if (named !== undefined && FLOATS.has(named.type))
    return outputs.filter((output) => output === named || !FLOATS.has(output.type));
  const problem =
    named === undefined
      ? `the model has no output ${name}`
      : `output ${name} of the model holds ${named.type}`;
  throw new ModelyardError(
    'input',
    `${problem} (evaluate.output); its outputs are ${outputs.map(describeOutput).join('; ') || 'none'}`,
    { hint: 'Name the output with the probabilities, or of a regression with the value.' },
  );
}

/** The one output that may hold a number per row. */
export function chooseValueOutput(outputs: readonly TensorDescription[]): OutputPlan {
  const floats = outputs.filter(({ type }) => FLOATS.has(type));
  const narrow = floats.filter(({ shape }) => typeof shape[1] !== 'number' || shape[1] === 1);
  const [wide] = floats;
  if (narrow.length === 0 && wide !== undefined) {
    throw new ModelyardError(
      'input',
      `output ${wide.name} of the model has ${wide.shape[1]} columns; regression needs one number per row`,
      { hint: 'Set task: binary or multiclass if it is a classifier, or export one target.' },
    );
  }
  const value = onlyOne(narrow);
  if (value === null) throw noSingleScore('a number per row', floats, outputs);
  return { scores: [value], isPerClass: false, label: null, classes: null };
}

function onlyOne<T>(candidates: readonly T[]): T | null {
  const [first] = candidates;
  return first !== undefined && candidates.length === 1 ? first : null;
}

function isWide({ shape }: TensorDescription, classes: readonly string[] | null): boolean {
  const width = shape.length === 2 ? shape[1] : undefined;
  return typeof width === 'number' && (classes === null ? width > 1 : width === classes.length);
}

function columnsPerClass(
  floats: readonly TensorDescription[],
  known: { readonly label: TensorDescription | null; readonly classes: readonly string[] | null },
): { scores: TensorDescription[]; classes: readonly string[] } | null {
  if (floats.length < 2 || !floats.every(isOneColumn)) return null;
  if (known.classes !== null) {
    const scores = known.classes.map((name) => floats.find((output) => isNamedFor(output, name)));
    return scores.every((score) => score !== undefined) && new Set(scores).size === scores.length
      ? { scores, classes: known.classes }
      : null;
  }
  const prefix = known.label?.type === 'string' ? 's' : 'i';
  const classes = floats.map((output) => output.name.slice(1));
  const isPlain = floats.every(
    ({ name }) => name.startsWith(prefix) && (prefix === 's' || /^i-?\d+$/.test(name)),
  );
  return known.label !== null && isPlain ? { scores: [...floats], classes } : null;
}

function isOneColumn({ shape }: TensorDescription): boolean {
  return shape.length <= 1 || (shape.length === 2 && shape[1] === 1);
}

/** The exporter replaces what is no letter, digit or `_`; -1 becomes `i_1`. */
function isNamedFor({ name }: TensorDescription, label: string): boolean {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9_]/g, '_');
  return plain(name) === plain(`s${label}`) || plain(name) === plain(`i${label}`);
}

function noSingleScore(
  wanted: string,
  floats: readonly TensorDescription[],
  outputs: readonly TensorDescription[],
): ModelyardError {
  const count = floats.length === 0 ? 'none' : 'more than one';
  return new ModelyardError(
    'input',
    `${count} of the model's outputs can be ${wanted}: ${outputs.map(describeOutput).join('; ') || 'there are none'}`,
    {
      hint:
        count === 'none'
          ? `Export the model with one float output for ${wanted}, and at most a label beside it.`
          : `Say which of them holds ${wanted}: evaluate.output.`,
    },
  );
}

export function describeOutput({ name, type, shape }: TensorDescription): string {
  return `${name} (${type}${shape.length === 0 ? '' : ` [${shape.map((size) => size || '?').join(', ')}]`})`;
}
