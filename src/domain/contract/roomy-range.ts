/**
 * A range around what was seen, with half of its width as room on each side, rounded outwards. It does not cross zero where
 * the values do not, and shares stay within 0 … 1. null: one value alone says nothing about the others.
 */
export function roomyRange(
  minimum: number,
  maximum: number,
  isInteger: boolean,
): { readonly low: number; readonly high: number } | null {
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum) || minimum >= maximum) return null;
  if (!isInteger && minimum >= 0 && maximum <= 1) return { low: 0, high: 1 };
  const width = maximum - minimum;
  const step = 10 ** Math.floor(Math.log10(width));
  // Beyond what a float can round.
  const isExtreme = !Number.isFinite(width) || step < 1e-15 || Math.max(-minimum, maximum) / step > 1e15;
  if (isExtreme) return null;
  const unit = isInteger ? Math.max(1, step) : step;
  const low = roundTo(Math.floor((minimum - width / 2) / unit) * unit, unit);
  const high = roundTo(Math.ceil((maximum + width / 2) / unit) * unit, unit);
  return { low: minimum >= 0 ? Math.max(0, low) : low, high: maximum <= 0 ? Math.min(0, high) : high };
}

/** Without the noise that 0.1 + 0.2 has. */
function roundTo(value: number, unit: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(unit)));
  return digits > 20 ? value : Number(value.toFixed(digits));
}

/** A limit of the share of nulls, in percent: above what was seen by more than chance would add. 0: none was seen. */
export function nullLimit(nulls: number, rows: number): number {
  if (nulls === 0 || rows === 0) return 0;
  const share = nulls / rows;
  const chance = 3 * Math.sqrt((share * (1 - share)) / rows);
  return Math.min(100, Math.ceil(100 * (1.5 * share + chance)));
}

/**
 * How many rows there must be, rounded down to two digits. A contract holds for every dataset of a model: half of the rows of
 * the smallest; a tenth of the one that was seen where the others are not known, for evaluation data are mostly fewer.
 */
export function leastRows(seen: number, others: readonly number[] | null): number {
  const least = Math.floor(others === null ? seen / 10 : Math.min(seen, ...others) / 2);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))) - 1);
  return Math.floor(least / unit) * unit;
}
