import { decimalPlaces, formatNumber } from './format-number.ts';

type Range = readonly [number, number] | null;

/** A measured share as percent, with as many digits as its interval is worth: `4.2 %`. */
export function shareText(share: number, interval: Range): string {
  return shareFormat(interval, [share]).text(share);
}

/** `3.6 … 4.8 %`; `–` where there is no interval. */
export function shareRange(share: number, interval: Range): string {
  return shareFormat(interval, [share]).range;
}

/** One number of decimals for an interval and shares beside it: enough that none seems to lie on its other side. */
export function shareFormat(interval: Range, shares: readonly number[]) {
  const halfWidth = interval === null ? null : ((interval[1] - interval[0]) / 2) * 100;
  const against = shares.flatMap((share) => (interval ?? []).map((end) => [share * 100, end * 100] as const));
  const places = decimalPlaces(halfWidth, [
    ...shares.map((share) => ({ value: share * 100, limit: 0 })),
    ...against.flatMap(([value, limit]) => [
      { value, limit },
      { value: limit, limit: value },
    ]),
  ]);
  const number = (share: number) => formatNumber(share * 100, places);
  return {
    text: (share: number) => `${number(share)} %`,
    range: interval === null ? '–' : `${number(interval[0])} … ${number(interval[1])} %`,
  };
}
