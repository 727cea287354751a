import type { Groups } from './observations.ts';

/*
 * Reasons why no verdict may be read off an interval. The constants come from simulations: docs/metrics.md.
 */

const LEAST_GROUPS = 20;
const LEAST_DISCORDANT = 10;
/** Differing groups that it takes to learn from the rows how alike the rows of a group are. */
export const LEAST_DIFFERING_GROUPS = 10;
const LEAST_AUC_MASS = 5;
const HEAVIEST = 10;
const HEAVY_SHARE = 0.5;

export function fewGroups(groups: Groups | null): string | null {
  if (groups === null || groups.count >= LEAST_GROUPS) return null;
  return `the rows belong to ${groups.count} groups only; at least ${LEAST_GROUPS} are needed`;
}

export function fewDiscordant(discordant: number, unit: string): string | null {
  if (discordant >= LEAST_DISCORDANT) return null;
  return `the two models decide differently on ${discordant} ${unit} only; at least ${LEAST_DISCORDANT} are needed`;
}

/** DeLong's interval is too narrow when an AUC is near 1 on few rows of a class. */
export function aucNearOne(largerAuc: number, smallerClass: number): string | null {
  if ((1 - largerAuc) * smallerClass >= LEAST_AUC_MASS) return null;
  return `an AUC of ${largerAuc.toFixed(4)} with ${smallerClass} rows in the smaller class is too near to 1 for an interval that can be trusted`;
}

export function noSpread(standardError: number): string | null {
  return standardError > 0
    ? null
    : 'nothing tells the two models apart on these rows although their bytes differ: the interval has no width';
}

/** A mean difference that hangs on a handful of rows (one hard miss under log loss) has no trustworthy interval. */
export function heavyTail(differences: Float64Array, unit: string): string | null {
  const squares = differences.map((value) => value * value).sort();
  const total = squares.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const heaviest = squares.subarray(-HEAVIEST).reduce((sum, value) => sum + value, 0);
  if (heaviest <= HEAVY_SHARE * total) return null;
  return `${Math.min(HEAVIEST, squares.length)} of ${squares.length} ${unit} make up ${Math.round((100 * heaviest) / total)} % of the squared differences: the interval hangs on them`;
}
