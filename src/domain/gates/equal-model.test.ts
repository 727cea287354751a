import { describe, expect, it } from 'vitest';
import {
  amount,
  fakeGate,
  fakeMeasurement,
  judgeRequest,
  percent,
  seededNormal,
} from '../../../test/fixtures/gates/fake-measurement.ts';
import type { Contrast } from '../metrics/measurement.ts';
import { criterionOf } from './criterion.ts';
import { equalModelPasses, powerOf } from './equal-model.ts';
import { judgeGates } from './judge-gates.ts';

const Z = 1.959963984540054;

function symmetric(estimate: number, standardError: number): Contrast {
  const interval = [estimate - Z * standardError, estimate + Z * standardError] as const;
  const common = { method: 'paired-mean', discordant: null, guard: null };
  return { estimate, standardError, interval, limits: () => interval, ...common };
}

const criterion = criterionOf('max_worse', amount(0.005), 'higher');
const asked = (contrast: Contrast) => ({ criterion, contrast, baseline: 0.7, on: 'bound' as const });

describe('the chance that an equal model passes', () => {
  // DESIGN's example: accuracy, 5,048 rows, 5 % disagreement, margin 0.005: 36 %.
  it('is Φ(margin / se − z)', () => {
    const standardError = Math.sqrt(0.05 / 5048);
    expect(equalModelPasses(asked(symmetric(0.003, standardError)))).toBeCloseTo(0.3548, 3);
  });

  it('does not depend on how good this candidate happens to be', () => {
    const at = (estimate: number) => equalModelPasses(asked(symmetric(estimate, 0.002)));
    expect(at(-0.1)).toBeCloseTo(at(0.1), 12);
  });

  it('without any spread depends on the width alone', () => {
    const flat = (half: number): Contrast => ({ ...symmetric(0, 0), interval: [-half, half] });
    expect(equalModelPasses(asked(flat(0.004)))).toBe(1);
    expect(equalModelPasses(asked(flat(0.006)))).toBe(0);
  });

  it('on the point leaves the interval out', () => {
    expect(equalModelPasses({ ...asked(symmetric(0, 0.005)), on: 'point' })).toBeCloseTo(0.8413, 4);
  });

  it('for a percentage counts that share of the baseline as margin', () => {
    const relative = criterionOf('max_worse', percent(1), 'higher');
    const chance = equalModelPasses({ ...asked(symmetric(0, 0.002)), criterion: relative, baseline: 0.5 });
    expect(chance).toBeCloseTo(equalModelPasses(asked(symmetric(0, 0.002))), 12);
  });

  it.each([0.001, 0.0018, 0.0025, 0.004])(
    'agrees with how often equal models do pass: se %s',
    (standardError) => {
      const normal = seededNormal(20260101);
      const rows = 400;
      const trials = 4000;
      const spread = standardError * Math.sqrt(rows);
      let passed = 0;
      let predicted = 0;
      for (let trial = 0; trial < trials; trial++) {
        const sums = { first: 0, second: 0 };
        for (let row = 0; row < rows; row++) {
          const difference = normal() * spread;
          sums.first += difference;
          sums.second += difference ** 2;
        }
        const mean = sums.first / rows;
        const se = Math.sqrt((sums.second / rows - mean ** 2) / (rows - 1));
        const [row] = judgeGates(
          judgeRequest({
            gates: [fakeGate({ maxWorse: amount(0.005) })],
            measurements: [fakeMeasurement({ candidate: 0.7 + mean, baseline: 0.7, standardError: se })],
          }),
        );
        passed += row?.verdict === 'pass' ? 1 : 0;
        predicted += row?.equalModelPasses ?? 0;
      }
      // Binomial noise of 4,000 trials is at most 0.8 points; three of them.
      expect(Math.abs(passed - predicted) / trials).toBeLessThan(0.024);
    },
  );
});

describe('what would make the gate wide enough', () => {
  const power = powerOf({ ...asked(symmetric(0, 0.005 / 1.4)), units: 1478, relative: false });

  it('is a margin of (1.96 + 0.84) · se', () => {
    expect(power.margin).toBeCloseTo((2.8016 * 0.005) / 1.4, 5);
    const wide = criterionOf('max_worse', amount(power.margin), 'higher');
    expect(equalModelPasses({ ...asked(symmetric(0, 0.005 / 1.4)), criterion: wide })).toBeCloseTo(0.8, 10);
  });

  it('or rows by the square of what the margin is too narrow, rounded up', () => {
    expect(power.needed).toBe(6000);
    const smaller = symmetric(0, (0.005 / 1.4) * Math.sqrt(1478 / 6000));
    expect(equalModelPasses(asked(smaller))).toBeGreaterThanOrEqual(0.8);
  });

  it('where no number of rows is enough, none is told', () => {
    const zero = criterionOf('max_worse', amount(0), 'higher');
    expect(
      powerOf({ ...asked(symmetric(0, 0.001)), criterion: zero, units: 100, relative: false }).needed,
    ).toBeNull();
    expect(equalModelPasses({ ...asked(symmetric(0, 0.001)), criterion: zero })).toBeCloseTo(0.025, 4);
  });

  it('in percent where the limit is in percent', () => {
    const relative = criterionOf('max_worse', percent(1), 'higher');
    const contrast = symmetric(0, 0.01);
    const { margin } = powerOf({
      ...asked(contrast),
      criterion: relative,
      baseline: 0.5,
      units: 10,
      relative: true,
    });
    expect(margin).toBeCloseTo((2.8016 * 0.01) / 0.5, 4);
  });
});
