import { sumOfSquares } from '../statistics/variance.ts';
import type { Area } from './estimate.ts';
import type { Groups } from './observations.ts';

/*
 * Reasons why no verdict may be read off an interval. The constants come from simulations: docs/metrics.md.
 */

const LEAST_GROUPS = 20;
export const LEAST_DISCORDANT = 10;
/** Differing groups that it takes to learn from the rows how alike the rows of a group are. */
export const LEAST_DIFFERING_GROUPS = 10;
const LEAST_AUC_MASS = 5;
const HEAVIEST = 10;
const HEAVY_SHARE = 0.5;

export function fewGroups(groups: Groups | null): string | null {
  if (groups === null || groups.count >= LEAST_GROUPS) return null;
  return `the rows belong to ${groups.count} groups only; at least ${LEAST_GROUPS} are needed`;
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
  return `an AUC of ${near.value.toFixed(4)} with ${near.smallerClass} rows in the smaller class is too near to 1 for an interval that can be trusted`;
}

/** Metrics that are shown and never judged. */
export const SHOWN_ONLY = 'it is shown and never judged';

export function noSpread(standardError: number): string | null {
  return standardError > 0
    ? null
    : 'nothing tells the two models apart on these rows although their bytes differ: the interval has no width';
}

/** A mean difference that hangs on a handful of rows (one hard miss under log loss) has no trustworthy interval. */
export function heavyTail(differences: Float64Array, unit: string): string | null {
  const total = sumOfSquares(differences);
  if (total === 0) return null;
  const heaviest = sumOfLargestSquares(differences);
  if (heaviest <= HEAVY_SHARE * total) return null;
  return `${Math.min(HEAVIEST, differences.length)} of ${differences.length} ${unit} make up ${Math.round((100 * heaviest) / total)} % of the squared deviations: the interval hangs on them`;
}

/** Σ of the HEAVIEST largest squares, in one pass: `largest` is kept in ascending order. */
function sumOfLargestSquares(values: Float64Array): number {
  const largest = new Float64Array(HEAVIEST);
  for (const value of values) {
    const square = value * value;
    if (square <= (largest[0] as number)) continue;
    let place = 0;
    while (place + 1 < HEAVIEST && (largest[place + 1] as number) < square) {
      largest[place] = largest[place + 1] as number;
      place += 1;
    }
    largest[place] = square;
  }
  return largest.reduce((sum, square) => sum + square, 0);
}
