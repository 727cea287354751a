/** A date, a time or both, as bounds are written; times of day have no offset. */
export const MOMENT =
  /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?|\d{2}:\d{2}(:\d{2}(\.\d+)?)?)$/;

export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly (readonly [words: readonly string[], ms: number])[] = [
  [['s', 'sec', 'second', 'seconds'], SECOND],
  [['min', 'minute', 'minutes'], MINUTE],
  [['h', 'hr', 'hour', 'hours'], HOUR],
  [['d', 'day', 'days'], DAY],
  [['w', 'week', 'weeks'], 7 * DAY],
  [['mo', 'month', 'months'], 30 * DAY],
  [['y', 'yr', 'year', 'years'], 365 * DAY],
];

const ISO =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const ISO_UNITS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND];

/**
 * An age in milliseconds: a number with its unit, days without one, or a duration as ISO 8601 writes it (P1Y, PT12H).
 * A month counts 30 days and a year 365. `m` means minutes or months as the kind of age suggests. null: none of these.
 */
export function ageMs(value: unknown, unit: string | undefined, m: 'minutes' | 'months'): number | null {
  const iso = typeof value === 'string' ? ISO.exec(value.toUpperCase()) : null;
  if (iso !== null)
    return iso.slice(1).reduce((sum, count, index) => sum + Number(count ?? 0) * (ISO_UNITS[index] ?? 0), 0);
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) return null;
  const word = (unit ?? 'd').toLowerCase();
  const ms = UNITS.find(([words]) => words.includes(word === 'm' ? m : word))?.[1];
  return ms === undefined ? null : amount * ms;
}
