import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigPath } from '../../config/resolved.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import { type LoadedContract, parseDocument } from '../../stages/contract/load-contract.ts';
import { type BareContext, bareModel } from '../bare-context.ts';

/** The contract in a file, or without one that of the model. */
export async function readGiven(context: BareContext, file: string | null): Promise<LoadedContract> {
  const path = file === null ? await configuredPath(context) : { written: file, absolute: resolve(file) };
  return parseDocument(await readText(path), path.written);
}

export async function configuredPath(context: BareContext): Promise<ConfigPath> {
  const model = await bareModel(context);
  if (model.data.contract !== null) return model.data.contract;
  throw new ModelyardError('config', `models.${model.name} names no contract`, {
    hint: 'Name the file, or set data.contract; modelyard contract infer writes a first one.',
  });
}

/** Text of a plain file. Throws `unreadable` or `input`. */
export async function readText({ written, absolute }: ConfigPath): Promise<string> {
  const info = await stat(absolute).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ModelyardError('input', `${written}: there is no such file`, {
        hint: 'Check the path.',
      });
    throw new ModelyardError('unreadable', `${written} cannot be read: ${messageOf(cause)}`, { cause });
  });
  if (!info.isFile()) throw new ModelyardError('input', `${written} is not a regular file`);
  return readFile(absolute, 'utf8');
}
