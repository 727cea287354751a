import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ModelyardError } from '../errors.ts';
import type { ReviewedCandidates } from '../ports/reviewed-candidates.ts';
import type { CommandContext } from './command-context.ts';

/** Archives that are named on the command line, as another CI system keeps them. */
export async function reviewedCandidates({ line }: CommandContext): Promise<ReviewedCandidates> {
  const named = line.list('archive').map((path) => resolve(path));
  for (const path of named) {
    if ((await stat(path).catch(() => null))?.isFile() !== true)
      throw new ModelyardError('input', `--archive ${path}: there is no such file`);
  }
  return {
    find: async () =>
      named.length === 0
        ? { kind: 'none', reason: 'no archive of a reviewed candidate was named' }
        : { kind: 'found', archives: named, pull: null, approvedBy: null },
  };
}
