import { decimalPlaces, formatNumber } from './format-number.ts';

/** A measured share as percent, with as many digits as its interval is worth: `4.2 %`. */
export function shareText(share: number, interval: readonly [number, number] | null): string {
  return `${formatNumber(share * 100, placesOf(share, interval))} %`;
}

/** `3.6 … 4.8 %`; `–` where there is no interval. */
export function shareRange(share: number, interval: readonly [number, number] | null): string {
  if (interval === null) return '–';
  const places = placesOf(share, interval);
  return `${formatNumber(interval[0] * 100, places)} … ${formatNumber(interval[1] * 100, places)} %`;
}

function placesOf(share: number, interval: readonly [number, number] | null): number {
  const halfWidth = interval === null ? null : ((interval[1] - interval[0]) / 2) * 100;
  return decimalPlaces(halfWidth, [{ value: share * 100, limit: 0 }]);
}
