/** Parts of ECMA-262 patterns that engines without backtracking do not have, or read otherwise. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'look-ahead and look-behind, (?=…) (?!…) (?<=…) (?<!…)'],
  [/\\[1-9]/, 'back references, \\1'],
  [/\\k</, 'back references, \\k<…>'],
  [/\(\?</, 'named groups, (?<…>); use (…)'],
  [/\\u/, 'escapes \\u…; write the character itself'],
  [/\\c/, 'control escapes, \\c…'],
  [/\[\^?\]/, 'empty classes, [] and [^]'],
];

/** Largest count in a repetition. */
const MOST_REPEATS = 1000;

/**
 * Why a pattern cannot be checked; null when it can. Patterns are those of ECMA-262 that mean the same in RE2, which
 * takes linear time whatever the data.
 */
export function patternProblem(pattern: string): string | null {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `${JSON.stringify(pattern)} is no regular expression: ${error instanceof Error ? error.message : error}`;
  }
  const bare = pattern.replace(/\\\\/g, '');
  const found = UNSUPPORTED.find(([part]) => part.test(bare));
  if (found !== undefined) return `${JSON.stringify(pattern)} uses ${found[1]}: that is not built`;
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, low, high]) => [
    Number(low),
    Number(high ?? 0),
  ]);
  const most = Math.max(0, ...counts);
  return most > MOST_REPEATS
    ? `${JSON.stringify(pattern)} repeats ${most} times; at most ${MOST_REPEATS} are possible`
    : null;
}
