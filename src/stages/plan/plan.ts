import { resolveCommit } from '../../adapters/git/repository.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { changedJudge } from '../judge/changed-judge.ts';
import { inputsChanged } from '../run/changed-models.ts';

/** new: the ref does not know the model. inputs: it would be trained anew. judge: it would be judged by other rules. */
export type PlanReason = 'new' | 'inputs' | 'judge';

export interface PlannedModel {
  readonly model: string;
  /** Why it has to be judged; empty where nothing that concerns it changed. */
  readonly because: readonly PlanReason[];
}

export interface Plan {
  readonly schema: 'modelyard/plan/1';
  /** Commit that the checkout is compared with. */
  readonly since: string;
  /** Names of the models that have to be judged, for a matrix. */
  readonly models: readonly string[];
  readonly all: readonly PlannedModel[];
}

/** Which models have to be judged since a git ref. Reads no data: files are compared by what git knows of them. */
export async function planStage(contexts: readonly StageContext[], since: string): Promise<Plan> {
  const all: PlannedModel[] = [];
  let commit = since;
  for (const context of contexts) {
    commit = await commitOf(context, since);
    all.push({ model: context.model.name, because: await reasons(context, commit) });
  }
  const models = all.filter(({ because }) => because.length > 0).map(({ model }) => model);
  return { schema: 'modelyard/plan/1', since: commit, models, all };
}

async function reasons(context: StageContext, commit: string): Promise<PlanReason[]> {
  const { changes, isKnown } = await changedJudge(context, commit);
  if (!isKnown) return ['new'];
  const isJudged = changes.some(({ kind }) => kind !== 'workflow');
  return [
    ...((await inputsChanged(context, commit)) ? (['inputs'] as const) : []),
    ...(isJudged ? (['judge'] as const) : []),
  ];
}

async function commitOf({ project }: StageContext, since: string): Promise<string> {
  const commit = await resolveCommit(project.repository, since);
  if (commit !== null) return commit;
  throw new ModelyardError('usage', `--changed-since ${since}: git knows no such commit`, {
    hint: 'In a shallow clone fetch more history first; with actions/checkout set fetch-depth: 0.',
  });
}
