import { describe, expect, it } from 'vitest';
import { keepsExpectation, type Said } from './keeps-expectation.ts';
import type { Expectation } from './perturbation.ts';

const said = (values: readonly number[], width = 1, decisions: readonly number[] | null = null): Said => ({
  values: Float64Array.from(values),
  width,
  decisions: decisions === null ? null : Int32Array.from(decisions),
});
const BEFORE = [0.5, 0.5, 0.5, 0.5, 0.5];
const AFTER = [0.5, 0.52, 0.48, 0.9, Number.NaN];

describe('an expectation', () => {
  it.each<[Expectation, number, number[]]>([
    ['same', 0.05, [3, 4]],
    ['same', 0, [1, 2, 3, 4]],
    ['not_lower', 0, [2, 4]],
    ['not_lower', 0.05, [4]],
    ['not_higher', 0, [1, 3, 4]],
    ['higher', 0, [0, 2, 4]],
    ['higher', 0.05, [0, 1, 2, 4]],
    ['lower', 0, [0, 1, 3, 4]],
  ])('%s within %d', (expected, tolerance, failing) => {
    const both = { before: said(BEFORE), after: said(AFTER) };
    const kept = keepsExpectation(both, { expect: expected, tolerance }, null);
    expect(kept).toMatchObject({ failing, held: 5 - failing.length });
  });

  it('of the same decision looks at nothing else', () => {
    const both = { before: said([0.49, 0.51], 1, [0, 1]), after: said([0.1, 0.49], 1, [0, 0]) };
    const kept = keepsExpectation(both, { expect: 'same_decision', tolerance: 0 }, null);
    expect(kept).toMatchObject({ failing: [1], held: 1 });
  });

  it('looks at one number of several, or at all of them', () => {
    const both = { before: said([0.2, 0.8], 2), after: said([0.2, 0.6], 2) };
    expect(keepsExpectation(both, { expect: 'same', tolerance: 0.01 }, 0).held).toBe(1);
    expect(keepsExpectation(both, { expect: 'same', tolerance: 0.01 }, null)).toMatchObject({
      held: 0,
      largest: expect.closeTo(-0.2, 12),
    });
  });

  it('forgives what arithmetic does to the last digits', () => {
    const both = { before: said([1e6]), after: said([1e6 + 0.5]) };
    expect(keepsExpectation(both, { expect: 'same', tolerance: 0 }, null).held).toBe(1);
  });
});
