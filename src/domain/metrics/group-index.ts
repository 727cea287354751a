import type { Groups } from './observations.ts';

/** Numbers the groups in the order in which they first appear. */
export function groupIndex(keys: readonly string[]): Groups {
  const numbers = new Map<string, number>();
  const index = Int32Array.from(keys, (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
  return { index, count: numbers.size };
}
