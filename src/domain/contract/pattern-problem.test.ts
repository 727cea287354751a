import { describe, expect, it } from 'vitest';
import { patternProblem } from './pattern-problem.ts';

describe('patterns', () => {
  it.each(['^[A-Z]{2}\\d+$', 'a|b', '(?:x)y?', '\\\\1', '[\\]a]', '\\p{L}+', '^.{0,1000}$', ''])(
    '%j can be checked',
    (pattern) => {
      expect(patternProblem(pattern)).toBeNull();
    },
  );

  it.each([
    ['(?=a)', 'look-ahead'],
    ['(?<!a)b', 'look-behind'],
    ['(a)\\1', 'back references'],
    ['(?<n>a)\\k<n>', 'back references'],
    ['(?<n>a)', 'named groups'],
    ['\\u0041', 'escapes'],
    ['\\cA', 'control'],
    ['a[]', 'empty classes'],
    ['a{1,2000}', 'repeats 2000 times'],
    ['(', 'no regular expression'],
  ])('%j cannot', (pattern, why) => {
    expect(patternProblem(pattern)).toContain(why);
  });
});
