import { ModelyardError } from '../../errors.ts';
import type { TensorDescription } from '../../ports/model-runtime.ts';
import { describeOutput, FLOATS, type OutputPlan } from './choose-outputs.ts';

/**
 * Outputs of a regression of several targets: one float output for each, found by its name, or else one with a column
 * for each, in the order of the targets. Throws `input` when neither fits.
 */
export function chooseTargetOutputs(
  outputs: readonly TensorDescription[],
  targets: readonly string[],
): OutputPlan {
  const floats = outputs.filter(({ type }) => FLOATS.has(type));
  const named = targets.map((target) => byName(floats, target));
  if (named.every((output) => output !== null) && new Set(named).size === targets.length)
    return { scores: named, isPerClass: true, label: null, classes: null };
  // Of a forest skl2onnx declares one column and gives one for each target: where there is no choice, the run says how many.
  const wide = floats.filter(({ shape }) => typeof shape[1] !== 'number' || shape[1] === targets.length);
  const [output, ...others] = floats.length === 1 ? floats : wide;
  if (output !== undefined && others.length === 0)
    return { scores: [output], isPerClass: false, label: null, classes: null };
  throw new ModelyardError(
    'input',
    `none of the model's outputs can be ${targets.join(', ')}: ${outputs.map(describeOutput).join('; ') || 'there are none'}`,
    { hint: 'Export one float output with a column per target, or one output per target with its name.' },
  );
}

/** Names as the exporters write them, where what is no letter, digit or `_` is replaced. */
function byName(outputs: readonly TensorDescription[], target: string): TensorDescription | null {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9_]/g, '_');
  const exact = outputs.find(({ name }) => name === target);
  const [alike, ...others] = outputs.filter(({ name }) => plain(name) === plain(target));
  return exact ?? (others.length === 0 ? (alike ?? null) : null);
}

export function wrongWidth(
  name: string | undefined,
  width: number,
  targets: readonly string[],
): ModelyardError {
  return new ModelyardError(
    'input',
    `output ${name} of the model has ${width} ${width === 1 ? 'column' : 'columns'}; data.target lists ${targets.length}: ${targets.join(', ')}`,
    { hint: 'List the targets in the order of the output’s columns, or export one output per target.' },
  );
}
