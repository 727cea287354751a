import { z } from 'zod';
import { ModelyardError } from '../errors.ts';
import type { ActionDefinition } from './action-definitions.ts';
import type { InputDefinition } from './shared-inputs.ts';

/** The inputs of one call; an input that was not given is ''. */
export interface ActionInputs {
  value(name: string): string;
  isOn(name: string): boolean;
}

const inputsSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.number()]));

/** Parses what `${{ toJSON(inputs) }}` gave. Throws `usage` for what no workflow writes, and for a flag that is neither true nor false. */
export function parseInputs(text: string, definition: ActionDefinition): ActionInputs {
  const given = parseJson(text);
  for (const { name, as, description } of definition.inputs) {
    const isFlag = as === 'flag' || description.startsWith('`true`');
    const value = String(given[name] ?? '').trim();
    if (isFlag && !['', 'true', 'false'].includes(value))
      throw new ModelyardError(
        'usage',
        `input ${name}: expected true or false, found ${JSON.stringify(value)}`,
      );
  }
  const value = (name: string) => String(given[name] ?? '').trim();
  return { value, isOn: (name) => value(name) === 'true' };
}

function parseJson(text: string): Readonly<Record<string, string | boolean | number>> {
  try {
    return inputsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelyardError('usage', 'the inputs of the action cannot be read', {
      hint: 'This command is started by the action.yml files of Modelyard; elsewhere use the commands of `modelyard --help`.',
      cause,
    });
  }
}

/** The command line that the inputs stand for. Values are passed as one argument each and never reach a shell. */
export function commandLineOf(command: string, definition: ActionDefinition, inputs: ActionInputs): string[] {
  const options = definition.inputs.flatMap((input) => optionOf(input, inputs));
  const positional = definition.inputs
    .filter(({ as }) => as === 'argument')
    .map(({ name }) => inputs.value(name))
    .filter((value) => value !== '');
  return [command, ...options, ...(positional.length === 0 ? [] : ['--', ...positional])];
}

function optionOf({ name, as, option = name }: InputDefinition, inputs: ActionInputs): string[] {
  if (as === 'flag') return inputs.isOn(name) ? [`--${option}`] : [];
  if (as !== 'option' || inputs.value(name) === '') return [];
  return [`--${option}=${inputs.value(name)}`];
}
