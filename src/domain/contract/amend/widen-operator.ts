import type { LibraryRule, Operator } from '../contract.ts';

/**
 * The operator, as YAML, that is least wider and lets these amounts through as well; null where none does. Amounts are rows,
 * or percent of the rows, which are rounded outwards to hundredths.
 */
export function widenedOperator(
  { operator, unit }: Pick<LibraryRule, 'operator' | 'unit'>,
  amounts: readonly number[],
): string | null {
  const step = unit === 'percent' ? 0.01 : 1;
  const [least, most] = [floorTo(Math.min(...amounts), step), ceilTo(Math.max(...amounts), step)];
  return WIDEN[operator.kind](operator, { least, most, step });
}

interface Seen {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

const atMost = (_: Operator, { most }: Seen) => `mustBeLessOrEqualTo: ${most}`;
const atLeast = (_: Operator, { least }: Seen) => `mustBeGreaterOrEqualTo: ${least}`;

const WIDEN: Readonly<Record<Operator['kind'], (operator: Operator, seen: Seen) => string | null>> = {
  mustBe: (operator, seen) => {
    const value = 'value' in operator ? operator.value : 0;
    if (seen.least >= value) return atMost(operator, seen);
    return seen.most <= value ? atLeast(operator, seen) : null;
  },
  mustBeLessThan: atMost,
  mustBeLessOrEqualTo: atMost,
  mustBeGreaterThan: atLeast,
  mustBeGreaterOrEqualTo: atLeast,
  // Its ends are left out, so each moves one step beyond what was seen.
  mustBeBetween: (operator, { least, most, step }) => {
    if (!('low' in operator)) return null;
    const low = Math.min(operator.low, floorTo(least - step, step));
    const high = Math.max(operator.high, ceilTo(most + step, step));
    return `mustBeBetween: [${low}, ${high}]`;
  },
  mustNotBe: () => null,
  mustNotBeBetween: () => null,
};

/** Without the noise of binary fractions: 0.07 / 0.01 is not quite 7. */
function ceilTo(amount: number, step: number): number {
  return tidy(Math.ceil(tidy(amount / step)) * step);
}

function floorTo(amount: number, step: number): number {
  return tidy(Math.floor(tidy(amount / step)) * step);
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
