import type { CheckArtifact } from './choose-candidate.ts';

/** Comments that one run may lead to: whoever wrote the change also says which models there are. */
export const MOST_REPORTS = 20;

/**
 * The artifacts of a run that hold records, one for each model (or for all of them): of the newest attempt that made one, and
 * none of a later attempt than the platform knows. Sorted by model.
 */
export function chooseReports<A extends CheckArtifact>(artifacts: readonly A[], attempt: number): A[] {
  const newest = new Map<string, { readonly artifact: A; readonly attempt: number }>();
  for (const artifact of artifacts) {
    const [, of = '', made = ''] = NAME.exec(artifact.name) ?? [];
    if (of === '' || artifact.expired || Number(made) > attempt) continue;
    const found = { artifact, attempt: Number(made) };
    if (isNewer(found, newest.get(of))) newest.set(of, found);
  }
  const models = [...newest.keys()].sort();
  return models.flatMap((model) => newest.get(model)?.artifact ?? []);
}

const NAME = /^modelyard-([a-z0-9][a-z0-9_-]{0,62})-check-(?:[0-9a-f]{12}|none)-([1-9]\d{0,3})$/;

interface Made {
  readonly artifact: CheckArtifact;
  readonly attempt: number;
}

function isNewer(one: Made, other: Made | undefined): boolean {
  if (other === undefined || one.attempt > other.attempt) return true;
  return one.attempt === other.attempt && one.artifact.id > other.artifact.id;
}
