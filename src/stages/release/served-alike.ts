import { canonicalJson } from '../../records/canonical-json.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import type { StageContext } from '../context.ts';

/** How the same bytes are fed, and how what they answer is read. */
export type Reading = Omit<ReleaseRecord['serving'], 'model' | 'runnable'>;

/** As the candidate was judged. */
export function readingOf({ model }: Pick<StageContext, 'model'>, evaluate: EvaluateRecord): Reading {
  return {
    task: evaluate.task,
    features: evaluate.features,
    classes: evaluate.signature?.classes ?? null,
    targets: [...model.data.targets],
    positive: model.data.positive?.text ?? null,
    threshold: evaluate.threshold,
  };
}

/**
 * Whether a release of the same bytes gives callers the same decisions: another threshold, another order of features or
 * other names of classes make another release. Records of before targets were kept say nothing of them.
 */
export function isServedAlike(before: Reading, now: Reading): boolean {
  const targets = before.targets ?? now.targets;
  const { task, features, classes, positive, threshold } = before;
  const known = { task, features, classes, positive, threshold, ...(targets && { targets }) };
  return canonicalJson(known) === canonicalJson(now);
}
