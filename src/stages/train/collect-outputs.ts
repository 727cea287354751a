import { lstat } from 'node:fs/promises';
import { type HashedModel, hashModel } from '../../adapters/files/model-files.ts';
import { ModelyardError } from '../../errors.ts';
import { declaredOutputs } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';

export type OutputStates = ReadonlyMap<string, { readonly mtimeMs: number; readonly ino: number } | null>;

/** What stands at the places of the outputs before training: a file that is still the same one was not written by it. */
export async function outputStates({ model }: StageContext): Promise<OutputStates> {
  const states = await Promise.all(
    declaredOutputs(model).map(async ({ path }) => [path, await lstat(path).catch(() => null)] as const),
  );
  return new Map(states);
}

export interface CollectedOutput extends HashedModel {
  readonly output: string;
}

/** Hashes what the command wrote. A file that is missing, empty or left over from an earlier run is an error. */
export async function collectOutputs(
  context: StageContext,
  before: OutputStates,
): Promise<CollectedOutput[]> {
  const collected: CollectedOutput[] = [];
  for (const { output, written, path } of declaredOutputs(context.model)) {
    const now = await lstat(path).catch(() => null);
    const earlier = before.get(path) ?? null;
    const isLeftOver =
      now !== null &&
      earlier !== null &&
      now.isFile() &&
      now.mtimeMs === earlier.mtimeMs &&
      now.ino === earlier.ino;
    if (now === null || isLeftOver) {
      throw new ModelyardError(
        'input',
        `the training command ended well but did not write ${written} (train.${output})${isLeftOver ? '; the file there is from an earlier run' : ''}`,
        {
          hint: `Let it write to the path in $MODELYARD_OUTPUT_${output.toUpperCase()}.`,
        },
      );
    }
    const hashed = await hashModel(path);
    if (hashed.files.every((file) => file.bytes === 0)) {
      throw new ModelyardError('input', `the training command wrote an empty ${written} (train.${output})`, {
        hint: 'Look at its output above; a full disk, or a file that was never closed, ends like this.',
      });
    }
    collected.push({ ...hashed, output });
  }
  return collected;
}
