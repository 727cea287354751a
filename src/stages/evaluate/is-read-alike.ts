import type { Judging } from './judging.ts';

/**
 * Whether the candidate is fed and read as the baseline was released: the same bytes say other things where the columns of their
 * one tensor come in another order, or where the classes of their columns are called otherwise.
 */
export function isReadAlike(
  { baseline, context }: Pick<Judging, 'baseline' | 'context'>,
  features: readonly string[],
): boolean {
  if (baseline === null) return true;
  const { classes } = context.model.data;
  const hasOneInput = baseline.signature?.inputs.length === 1;
  const sameFeatures = !hasOneInput || isSameList(baseline.features, features);
  return sameFeatures && isSameList(baseline.classes, classes);
}

/** What is not known on either side is taken to be alike. */
function isSameList(before: readonly string[] | null, now: readonly string[] | null): boolean {
  if (before === null || now === null) return true;
  return before.length === now.length && before.every((name, at) => name === now[at]);
}
