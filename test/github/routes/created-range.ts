/** GitHub's date filter: `2026-03-01`, `>=…`, `<…`, `a..b`, `*..b`; a day without a time is the whole day. */
export function isWithin(at: string, filter: string | null): boolean {
  if (filter === null || filter === '') return true;
  const time = Date.parse(at);
  const range = filter.split('..');
  if (range.length === 2) return time >= start(range[0]) && time <= end(range[1]);
  const [, sign = '', day = ''] = /^(>=|<=|>|<)?(.*)$/.exec(filter) ?? [];
  if (sign === '>=') return time >= start(day);
  if (sign === '>') return time > end(day);
  if (sign === '<=') return time <= end(day);
  if (sign === '<') return time < start(day);
  return time >= start(day) && time <= end(day);
}

const DAY_MS = 86_400_000;

function start(day: string | undefined): number {
  return day === '*' || day === undefined ? Number.NEGATIVE_INFINITY : Date.parse(day);
}

function end(day: string | undefined): number {
  if (day === '*' || day === undefined) return Number.POSITIVE_INFINITY;
  return Date.parse(day) + (day.includes('T') ? 0 : DAY_MS - 1);
}
