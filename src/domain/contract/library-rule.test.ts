import { describe, expect, it } from 'vitest';
import type { LibraryRule, Operator } from './contract.ts';
import { judgeCount, keeps, ruleText } from './library-rule.ts';

const RULE: LibraryRule = {
  metric: 'nullValues',
  operator: { kind: 'mustBe', value: 0 },
  unit: 'rows',
  severity: 'error',
  values: null,
  pattern: null,
  columns: null,
};

describe('operators of the standard', () => {
  it.each<readonly [Operator, readonly number[], readonly number[]]>([
    [{ kind: 'mustBe', value: 3 }, [3], [2, 4]],
    [{ kind: 'mustNotBe', value: 3 }, [2, 4], [3]],
    [{ kind: 'mustBeGreaterThan', value: 3 }, [4], [2, 3]],
    [{ kind: 'mustBeGreaterOrEqualTo', value: 3 }, [3, 4], [2]],
    [{ kind: 'mustBeLessThan', value: 3 }, [2], [3, 4]],
    [{ kind: 'mustBeLessOrEqualTo', value: 3 }, [2, 3], [4]],
    [{ kind: 'mustBeBetween', low: 1, high: 3 }, [2, 1.5], [0, 1, 3, 4]],
    [{ kind: 'mustNotBeBetween', low: 1, high: 3 }, [0, 1, 3, 4], [2, 2.5]],
  ])('%j keeps %j, not %j', (operator, kept, broken) => {
    for (const count of kept) expect(keeps(operator, count), String(count)).toBe(true);
    for (const count of broken) expect(keeps(operator, count), String(count)).toBe(false);
  });
});

describe('a count', () => {
  it('in percent is a share of all rows, not of those looked at', () => {
    const rule: LibraryRule = { ...RULE, unit: 'percent', operator: { kind: 'mustBeLessThan', value: 10 } };
    expect(judgeCount(rule, { failing: 9, checked: 50 }, 100)).toEqual({
      isMet: true,
      failing: 9,
      checked: 50,
    });
    expect(judgeCount(rule, { failing: 10, checked: 50 }, 100).isMet).toBe(false);
  });

  it('of no rows is no share, and never met', () => {
    for (const operator of [
      { kind: 'mustBe', value: 0 },
      { kind: 'mustNotBe', value: 5 },
    ] as const) {
      const rule: LibraryRule = { ...RULE, unit: 'percent', operator };
      expect(judgeCount(rule, { failing: 0, checked: 0 }, 0)).toMatchObject({
        isMet: false,
        reason: expect.stringContaining('no rows'),
      });
    }
  });
});

describe('the words of a rule', () => {
  it.each<readonly [Partial<LibraryRule>, string]>([
    [{}, 'exactly 0 null'],
    [{ unit: 'percent', operator: { kind: 'mustBeLessThan', value: 1 } }, 'less than 1 % null'],
    [{ metric: 'rowCount', operator: { kind: 'mustBeBetween', low: 1, high: 9 } }, 'between 1 and 9 rows'],
    [{ metric: 'invalidValues', values: ['a', 1, true] }, 'exactly 0 invalid; valid: a, 1, true'],
    [
      { metric: 'invalidValues', values: Array.from({ length: 15 }, (_, index) => index) },
      'exactly 0 invalid; valid: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 3 more',
    ],
    [{ metric: 'invalidValues', pattern: '^a' }, 'exactly 0 invalid; pattern ^a'],
  ])('%j', (changes, text) => {
    expect(ruleText({ ...RULE, ...changes })).toBe(text);
  });
});
