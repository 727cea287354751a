import { counted } from '../report/counted.ts';
import { formatCount } from '../report/format-number.ts';
import { leanOf } from '../statistics/lean.ts';
import type { Steps } from '../steps.ts';
import type { Area } from './estimate.ts';
import type { Groups } from './observations.ts';

/*
 * Reasons why no verdict may be read off an interval. The constants come from simulations, which docs/metrics.md tells of under Guards
 * and these make anew: bench/guard-calibration.mjs, and for means bench/leaning-means.mjs.
 */

/** Fewer groups than this carry no interval. */
export const LEAST_GROUPS = 20;
export const LEAST_DISCORDANT = 10;
/** Differing groups that it takes to learn from the rows how alike the rows of a group are. */
export const LEAST_DIFFERING_GROUPS = 10;
const LEAST_AUC_MASS = 5;
const LEAST_ROWS_OF_A_MEAN = 30;
const MOST_LEAN = 0.15;

export function fewGroups(groups: Groups | null): string | null {
  if (groups === null || groups.count >= LEAST_GROUPS) return null;
  return `the rows belong to ${counted(groups.count, 'group')} only; at least ${LEAST_GROUPS} are needed`;
}

export function fewDiscordant(discordant: number, unit: string, ofDecisions: boolean): string | null {
  if (discordant >= LEAST_DISCORDANT) return null;
  const what = ofDecisions ? 'decide differently' : 'give different scores';
  return `the two models ${what} on ${discordant} ${unit} only; at least ${LEAST_DISCORDANT} are needed`;
}

export function fewWrong(wrong: number, unit: string): string | null {
  if (wrong >= LEAST_DISCORDANT) return null;
  return `the model is wrong on ${wrong} ${unit} only; at least ${LEAST_DISCORDANT} are needed`;
}

/** DeLong's interval is too narrow when an AUC is near 1 on few rows of a class. Of several curves the first such one is told. */
export function aucNearOne(areas: readonly Area[]): string | null {
  const near = areas.find(({ value, smallerClass }) => (1 - value) * smallerClass < LEAST_AUC_MASS);
  if (near === undefined) return null;
  return `an AUC of ${near.value.toFixed(4)} with ${counted(near.smallerClass, 'row')} in the smaller class is too near to 1 for an interval that can be trusted`;
}

/** Metrics that are shown and never judged. */
export const SHOWN_ONLY = 'it is shown and never judged';

export const NO_SPREAD =
  'by this metric nothing tells the two models apart on these rows although their bytes differ, so nothing shows how far apart they would be on others';

export function noSpread(standardError: number): string | null {
  return standardError > 0 ? null : NO_SPREAD;
}

/**
 * A mean whose rows lean to one side (one hard miss under log loss) has no trustworthy interval: a one-sided bound at z errs by
 * about (2z² + 1)/6 · φ(z) · lean more often than it says (Edgeworth's first term, P. Hall, The Bootstrap and Edgeworth
 * Expansion, 1992), at 2.5 % by 0.085 · lean.
 */
export function* leaningRows(differences: Float64Array, unit: 'rows' | 'groups'): Steps<string | null> {
  const rows = differences.length;
  // Of groups 20 do, by Student's quantile.
  if (unit === 'rows' && rows < LEAST_ROWS_OF_A_MEAN)
    return `there are ${rows} ${unit} only; a mean needs at least ${LEAST_ROWS_OF_A_MEAN}`;
  const lean = Math.abs(yield* leanOf(differences));
  if (lean <= MOST_LEAN) return null;
  const needed = Number((rows * (lean / MOST_LEAN) ** 2).toPrecision(2));
  return `a few of the ${formatCount(rows)} ${unit} pull the mean to one side: with ${unit} like these an interval can be trusted from about ${formatCount(needed)} of them on`;
}
