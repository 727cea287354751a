import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Operator } from '../contract.ts';
import { keeps } from '../library-rule.ts';
import { widenedOperator } from './widen-operator.ts';
import { yamlScalar } from './yaml-scalar.ts';

const amount = fc.integer({ min: 0, max: 5000 });
const operators: fc.Arbitrary<Operator> = fc.oneof(
  ...(
    [
      'mustBe',
      'mustBeGreaterThan',
      'mustBeGreaterOrEqualTo',
      'mustBeLessThan',
      'mustBeLessOrEqualTo',
    ] as const
  ).map((kind) => fc.record({ kind: fc.constant(kind), value: amount })),
  fc.record({ kind: fc.constant('mustBeBetween' as const), low: amount, high: amount }),
);

function read(yaml: string): Operator {
  const [[kind, value] = ['mustBe', 0]] = Object.entries(
    parse(yaml) as Record<string, number | [number, number]>,
  );
  return (Array.isArray(value) ? { kind, low: value[0], high: value[1] } : { kind, value }) as Operator;
}

describe('widenedOperator', () => {
  it('lets through what was seen, and whatever was let through before beyond it', () => {
    fc.assert(
      fc.property(
        operators,
        fc.array(amount, { minLength: 1, maxLength: 4 }),
        amount,
        (operator, seen, other) => {
          const yaml = widenedOperator(
            { operator, unit: 'rows' },
            seen.filter((each) => !keeps(operator, each)).concat(seen.slice(0, 1)),
          );
          fc.pre(yaml !== null && operator.kind !== 'mustBe');
          const wider = read(yaml ?? '');
          for (const each of seen.filter((value) => !keeps(operator, value)))
            expect(keeps(wider, each)).toBe(true);
          if (keeps(operator, other) && seen.every((value) => !keeps(operator, value)))
            expect(keeps(wider, other)).toBe(true);
        },
      ),
    );
  });

  it.each([
    [{ kind: 'mustBe', value: 0 }, 'rows', [5], 'mustBeLessOrEqualTo: 5'],
    [{ kind: 'mustBe', value: 9 }, 'rows', [5], 'mustBeGreaterOrEqualTo: 5'],
    [{ kind: 'mustBe', value: 9 }, 'rows', [5, 12], null],
    [{ kind: 'mustBeLessThan', value: 1 }, 'percent', [7.000000001, 2], 'mustBeLessOrEqualTo: 7.01'],
    [{ kind: 'mustBeLessThan', value: 1 }, 'percent', [7], 'mustBeLessOrEqualTo: 7'],
    [{ kind: 'mustBeBetween', low: 10, high: 20 }, 'rows', [25], 'mustBeBetween: [10, 26]'],
    [{ kind: 'mustNotBe', value: 0 }, 'rows', [0], null],
  ] as const)('%j of %s with %j', (operator, unit, seen, expected) => {
    expect(widenedOperator({ operator, unit }, seen)).toBe(expected);
  });
});

describe('yamlScalar', () => {
  it('reads as the same text everywhere, on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = yamlScalar(text);
        expect(parse(`[${written}, {k: ${written}}]`, { version: '1.1' })).toEqual([text, { k: text }]);
        expect(written).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
    for (const word of ['yes', 'off', 'null', '1e3', '~', '', ' a', 'a ', '-', '# x', 'a: b', 'a #b', '0x1F'])
      expect(parse(yamlScalar(word), { version: '1.1' })).toBe(word);
  });
});
