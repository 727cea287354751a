import { resolveCommit } from '../../adapters/git/repository.ts';
import type { ModelConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { computeInputDigest } from '../train/input-digest.ts';

/** Models whose input digest differs from that of a git ref; a model whose inputs cannot be read there counts as changed. */
export async function changedModels(
  contexts: readonly StageContext[],
  since: string,
): Promise<ModelConfig[]> {
  const changed: ModelConfig[] = [];
  for (const context of contexts) {
    const commit = await resolveCommit(context.project.repository, since);
    if (commit === null) {
      throw new ModelyardError('usage', `--changed-since ${since}: git knows no such commit`, {
        hint: 'In a shallow clone fetch more history first.',
      });
    }
    const before = await computeInputDigest(context, { commit });
    const now = await computeInputDigest(context, 'worktree');
    if (before.digest !== now.digest) changed.push(context.model);
  }
  return changed;
}
