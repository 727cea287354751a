import { ModelyardError } from '../../errors.ts';
import { type BareCommand, createBareContext } from '../bare-context.ts';
import type { Beginning } from '../command.ts';
import type { OptionDefinition } from '../command-definition.ts';
import { diffCommand } from '../contract/diff.ts';
import { importCommand } from '../contract/import.ts';
import { inferCommand } from '../contract/infer.ts';
import { showContract } from '../contract/show.ts';

interface Part {
  readonly run: BareCommand;
  /** Options that it knows, besides those of every command. */
  readonly options: readonly string[];
  /** The most files that may follow. */
  readonly mostFiles: number;
}

const PARTS: Readonly<Record<string, Part>> = {
  infer: { run: inferCommand, options: ['output', 'force', 'odcs'], mostFiles: 50 },
  import: { run: importCommand, options: ['output', 'force', 'from'], mostFiles: 1 },
  diff: { run: diffCommand, options: ['output', 'force'], mostFiles: 2 },
  show: { run: showContract, options: ['output', 'force'], mostFiles: 1 },
};

export const beginning: Beginning = async (given) => {
  const context = createBareContext(given);
  const [name = '', ...files] = context.line.positionals;
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  const usage = (message: string) =>
    new ModelyardError('usage', message, { hint: 'See modelyard contract --help.' });
  if (part === undefined)
    throw usage(
      `modelyard contract needs one of ${Object.keys(PARTS).join(', ')}, found ${JSON.stringify(name)}`,
    );
  if (files.length > part.mostFiles)
    throw usage(`modelyard contract ${name} does not take ${JSON.stringify(files[part.mostFiles])}`);
  const own = context.line.command.options;
  const wrong = own.find((option) => isGiven(context.line, option) && !part.options.includes(option.name));
  if (wrong !== undefined) throw usage(`modelyard contract ${name} has no --${wrong.name}`);
  try {
    return await part.run(context);
  } finally {
    await context.engine.close();
  }
};

function isGiven(line: Parameters<BareCommand>[0]['line'], { name, type }: OptionDefinition): boolean {
  return type === 'boolean' ? line.flag(name) : line.list(name).length > 0;
}
