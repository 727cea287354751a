import { formatCount } from './format-number.ts';

/** How many of what: `1 row`, `5,069 rows`, `2 categories`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
