import { describe, expect, it } from 'vitest';
import { amount, fakeGate } from '../../../test/fixtures/gates/fake-measurement.ts';
import {
  atTheLimit,
  equalised,
  simulateGate,
  simulateGates,
  simulateHarm,
  swapped,
  truthOf,
} from '../../../test/fixtures/gates/simulate-gates.ts';
import { binaryPopulation, regressionPopulation } from '../../../test/fixtures/metrics/simulate.ts';

const LEVEL = 0.025;
/** What a method whose level is 2.5 % stays below in 999 of 1,000 simulations. */
const atMost = (times: number) => LEVEL + 3.1 * Math.sqrt((LEVEL * (1 - LEVEL)) / times);

const PLAIN = { groups: 20_000, groupSize: 1, icc: 0 };
const PERSONS = { groups: 5_000, groupSize: 5, icc: 0.3 };

/** name, population whose candidate is worse, metrics, rows or groups per sample, samples */
const CASES = [
  ['binary, 300 rows', () => binaryPopulation(PLAIN), ['roc_auc', 'log_loss', 'accuracy', 'f1'], 300, 250],
  ['binary, 60 rows', () => binaryPopulation(PLAIN), ['log_loss', 'accuracy', 'f1'], 60, 400],
  ['binary, 150 groups of 5', () => binaryPopulation(PERSONS), ['roc_auc', 'log_loss', 'accuracy'], 150, 200],
  ['regression, 300 rows', () => regressionPopulation(PLAIN), ['rmse', 'mae'], 300, 400],
  ['regression, 150 groups of 5', () => regressionPopulation(PERSONS), ['mae'], 150, 250],
] as const;

describe('a candidate that is exactly at the limit', () => {
  it.each(CASES)(
    'passes no kind of gate more often than 2.5 times of 100: %s',
    (_, make, metrics, units, times) => {
      const worse = make();
      const cases = metrics.flatMap((metric) => atTheLimit(worse, metric));
      for (const exchanged of [false, true]) {
        const own = cases.filter((each) => each[1] === exchanged);
        const gates = own.map(([, , gate]) => gate);
        const found = simulateGates({ population: exchanged ? swapped(worse) : worse, gates, units, times });
        for (const [place, [kind, , { metric }]] of own.entries()) {
          expect(found[place]?.pass, `${metric} ${kind}: false passes`).toBeLessThan(atMost(times));
          expect(found[place]?.fail, `${metric} ${kind}: false fails`).toBeLessThan(atMost(times));
        }
      }
    },
  );
});

describe('a candidate that is exactly as good', () => {
  it.each(CASES)(
    'is rarely blocked, and passes as often as the gate says: %s',
    (_, make, metrics, units, times) => {
      const worse = make();
      const population = equalised(worse);
      for (const metric of metrics) {
        expect(truthOf(population, metric).loss).toBeCloseTo(0, 12);
        const narrow = fakeGate({ metric, maxWorse: amount(1e-6) });
        const { advised, guarded } = simulateGate({ population, gate: narrow, units, times: 100 });
        // A mean of so few rows with long tails is never judged.
        if (guarded > 0.5) continue;
        const gate = fakeGate({ metric, maxWorse: amount(advised) });
        const found = simulateGate({ population, gate, units, times });
        expect(found.fail, `${metric}: false blocks`).toBeLessThan(atMost(times));
        const passed = found.pass / (1 - found.guarded);
        const error = 3.1 * Math.sqrt(0.16 / times);
        expect(Math.abs(passed - 0.8), `${metric}: ${passed} passed`).toBeLessThan(error + 0.03);
        expect(Math.abs(passed - found.told), `${metric}: ${found.told} told`).toBeLessThan(error + 0.03);
        const better = fakeGate({ metric, minBetter: amount(0) });
        const { pass } = simulateGate({ population, gate: better, units, times });
        expect(pass, `${metric}: better by chance`).toBeLessThan(atMost(times));
      }
    },
  );

  it('is found to be harmed on one of eight slices in at most 2.5 of 100 evaluations', () => {
    const times = 120;
    const gate = fakeGate({ metric: 'accuracy', maxWorse: amount(0) });
    const population = equalised(binaryPopulation(PLAIN));
    const harmed = simulateHarm({ population, gate, units: 150, times, slices: 8 });
    expect(harmed).toBeLessThan(atMost(times));
  });
});

it('what is really better is found, what is really worse does not pass', () => {
  const worse = binaryPopulation(PLAIN, { noise: [1.6, 0.6] });
  const [units, times] = [600, 60];
  const better = fakeGate({ metric: 'roc_auc', minBetter: amount(0) });
  expect(simulateGate({ population: swapped(worse), gate: better, units, times }).pass).toBeGreaterThan(0.9);
  const kept = fakeGate({ metric: 'roc_auc', maxWorse: amount(0.005) });
  expect(simulateGate({ population: worse, gate: kept, units, times })).toMatchObject({ pass: 0 });
});
