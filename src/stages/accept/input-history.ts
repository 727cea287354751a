import { firstParents } from '../../adapters/git/repository.ts';
import { type CommitInputs, type History, splitHistory } from '../../domain/lineage/split-history.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { committedInputs } from '../train/input-entries.ts';

/** So many commits are looked at: a push of more merges than this has the newest of them. */
const MOST_COMMITS = 30;

/** How the inputs of a model came to be what they are at a commit, since the commit of its last release (null: there is none). */
export async function inputHistory(
  context: StageContext,
  { commit, since }: { readonly commit: string; readonly since: string | null },
): Promise<History> {
  const { repository } = context.project;
  const commits: CommitInputs[] = [];
  for (const each of await firstParents(repository, commit, { since, most: MOST_COMMITS }))
    commits.push({ commit: each, inputs: await readableInputs(context, each) });
  // Of the release's own commit there is nothing older than itself.
  if (commits.length === 0) return { current: [commit], superseded: [] };
  return splitHistory(commits, since === null ? null : await readableInputs(context, since));
}

/** An older commit may know nothing of the model, or not be in this clone. */
async function readableInputs(context: StageContext, commit: string): Promise<string | null> {
  try {
    return await committedInputs(context, commit);
  } catch (error) {
    if (error instanceof ModelyardError && error.code !== 'internal') return null;
    throw error;
  }
}
