import { resolveCommit } from '../../adapters/git/repository.ts';
import { findById } from '../../domain/experiments/find-by-id.ts';
import { ModelyardError } from '../../errors.ts';
import type { FoundExperiment } from '../../records/experiment.ts';
import type { StageContext } from '../context.ts';

/** Names that an ambiguous text could mean, in an error. */
const MOST_NAMED = 5;

/**
 * The experiment that a text names: digits of its id or digests, the tag of its release, or a git ref at whose commit it was trained
 * without changes (the newest of several). Throws `usage` where there is none, or more than one.
 */
export async function experimentNamed(
  { project, model }: Pick<StageContext, 'project' | 'model'>,
  experiments: readonly FoundExperiment[],
  text: string,
): Promise<FoundExperiment> {
  const found = oneById(experiments, text);
  if (found !== null) return found;
  const commit = await resolveCommit(project.repository, text);
  const trained = commit === null ? null : trainedAt(experiments, commit);
  if (trained !== null) return trained;
  const why =
    commit === null
      ? 'it is no experiment, and no ref of git'
      : `no experiment was trained at ${commit.slice(0, 7)} from what is committed there`;
  throw new ModelyardError('usage', `${JSON.stringify(text)}: ${why}`, {
    hint: `modelyard experiments list --model ${model.name} shows what there is.`,
  });
}

/** null: none. Throws `usage` where several begin like this. */
export function oneById(experiments: readonly FoundExperiment[], text: string): FoundExperiment | null {
  const [found, another] = findById(experiments, text);
  if (found === undefined || another === undefined) return found ?? null;
  const names = findById(experiments, text).map(({ id }) => id);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  throw new ModelyardError(
    'usage',
    `${JSON.stringify(text)} names several experiments: ${names.slice(0, MOST_NAMED).join(', ')}${more}`,
    { hint: 'Write more digits, or the id of one.' },
  );
}

/** The newest that was trained from exactly what a commit holds; of those the ones that were judged come first. */
export function trainedAt(experiments: readonly FoundExperiment[], commit: string): FoundExperiment | null {
  const clean = experiments.filter(
    (each) => each.commit === commit && !each.dirty && each.failure === undefined,
  );
  return clean.find(({ verdict }) => verdict !== null) ?? clean[0] ?? null;
}
