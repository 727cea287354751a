import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { ModelyardError } from '../../errors.ts';
import type { BareContext } from '../bare-context.ts';
import type { CommandResult } from '../command.ts';

/** Text for stdout, or for the file that `--output` names: one that is there is written over only with `--force`. */
export async function deliverText(
  { line, reporter }: BareContext,
  { text, json }: { readonly text: string; readonly json: unknown },
): Promise<CommandResult> {
  const output = line.text('output');
  if (output === null) return { json, text, exitCode: 0 };
  const path = resolve(output);
  const isThere = (await stat(path).catch(() => null)) !== null;
  if (isThere && !line.flag('force'))
    throw new ModelyardError('refused', `${output} is there already and stays as it is`, {
      hint: 'Name another file, or write over it with --force.',
    });
  await writeFileAtomic(path, text);
  reporter.note(`wrote ${output}`);
  return { json, text: '', exitCode: 0 };
}
