/** A number that the text shows beside a limit: rounding must not put it on the other side, or onto the limit. */
export interface Comparison {
  readonly value: number;
  readonly limit: number;
}

const MINUS = '\u2212';
const MOST_DECIMALS = 12;
/** Closer than this a value counts as on the limit: float64 cannot represent 0.81 − 0.80 exactly. */
const ROUNDING = 1e-12;
const SIGNIFICANT_WITHOUT_INTERVAL = 3;

/**
 * Decimal places at which a half-width shows two significant digits, and more until every comparison reads the same
 * in the text as in float64. Without a half-width: three significant digits of the first comparison's value.
 */
export function decimalPlaces(halfWidth: number | null, comparisons: readonly Comparison[]): number {
  let places = firstPlaces(halfWidth, comparisons[0]?.value ?? 0);
  while (places < MOST_DECIMALS && comparisons.some((each) => !readsTheSame(each, places))) places += 1;
  return places;
}

function firstPlaces(halfWidth: number | null, value: number): number {
  if (halfWidth !== null && halfWidth > 0 && Number.isFinite(halfWidth)) return placesFor(halfWidth, 2);
  return value === 0 || !Number.isFinite(value)
    ? 0
    : placesFor(Math.abs(value), SIGNIFICANT_WITHOUT_INTERVAL);
}

function placesFor(amount: number, significant: number): number {
  const places = significant - 1 - Math.floor(Math.log10(amount));
  return Math.min(MOST_DECIMALS, Math.max(0, places));
}

function readsTheSame({ value, limit }: Comparison, places: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value - limit) <= ROUNDING * Math.abs(limit)) return true;
  return Math.sign(Number(value.toFixed(places)) - limit) === Math.sign(value - limit);
}

/** `−1,234.50`: a true minus sign, commas between thousands; with `signed`, a plus sign before positive numbers. */
export function formatNumber(value: number, places: number, style: { signed?: boolean } = {}): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : withSign(value, '∞', style);
  const digits = Math.abs(value) < 1e21 ? Math.abs(value).toFixed(places) : Math.abs(value).toExponential(3);
  return withSign(Number(digits) === 0 ? 0 : value, grouped(digits), style);
}

/** A whole number of rows, groups or bytes: `5,069`. */
export function formatCount(count: number): string {
  return formatNumber(count, 0);
}

/** A number as a person would write it in the config: `0.005`, `5`, `−0.1`. */
export function formatExact(value: number): string {
  const text = String(Math.abs(value));
  return withSign(value, text.includes('e') ? text.replace('-', MINUS) : grouped(text), {});
}

/** A fraction as percent: `1 %`, `0.5 %`. */
export function formatPercent(fraction: number): string {
  return `${formatExact(Number((fraction * 100).toPrecision(12)))} %`;
}

/** `3.1 s`, `2 min 5 s`, `1 h 3 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, seconds < 9.95 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${formatCount(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
}

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as disks and downloads count: `1.2 kB`, `46 MB`. */
export function formatBytes(bytes: number): string {
  const { divisor, unit } = byteUnit(bytes);
  const scaled = bytes / divisor;
  return `${formatNumber(scaled, divisor === 1 || scaled >= 9.95 ? 0 : 1)} ${unit}`;
}

/** The unit in which this many bytes are best read. */
export function byteUnit(bytes: number): { readonly divisor: number; readonly unit: string } {
  let power = 0;
  while (power < BYTE_UNITS.length - 1 && Math.abs(bytes) / 1000 ** power >= 999.5) power += 1;
  return { divisor: 1000 ** power, unit: BYTE_UNITS[power] ?? 'bytes' };
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

function withSign(value: number, digits: string, { signed = false }: { signed?: boolean }): string {
  if (value < 0) return `${MINUS}${digits}`;
  return signed && value > 0 ? `+${digits}` : digits;
}
