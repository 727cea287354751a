import type { Predictions, Truth } from '../src/domain/metrics/observations.ts';
import { criticalValue } from '../src/domain/statistics/critical-value.ts';
import { leaningCriticalValue, leanOf } from '../src/domain/statistics/lean.ts';
import { independentVariance } from '../src/domain/statistics/variance.ts';
import { inOneGo } from '../src/domain/steps.ts';
import { seededRandom } from '../test/fixtures/gates/fake-measurement.ts';
import {
  binaryPopulation,
  type Population,
  regressionPopulation,
} from '../test/fixtures/metrics/simulate.ts';

const ROWS = { groups: 60_000, groupSize: 1, icc: 0 };
const PERSONS = { groups: 12_000, groupSize: 5, icc: 0.3 };

type Loss = (truth: number, answer: number) => number;
const LOSSES: Readonly<Record<string, Loss>> = {
  mae: (truth, answer) => Math.abs(answer - truth),
  mse: (truth, answer) => (answer - truth) ** 2,
  log_loss: (truth, answer) => -Math.log(truth === 1 ? answer : 1 - answer),
  brier: (truth, answer) => (answer - truth) ** 2,
};

interface Case {
  readonly name: string;
  /** The loss of every unit of the population: rows, or sums of groups. */
  readonly values: () => Float64Array;
}

/** One model's losses, differences of two models of which one is better, and of two that are equal. */
export const CASES: readonly Case[] = Object.entries(LOSSES).flatMap(([name, loss]) =>
  [ROWS, PERSONS].flatMap((shape): Case[] => {
    const population = () => (name.startsWith('m') ? regressionPopulation(shape) : binaryPopulation(shape));
    const of = shape.groupSize === 1 ? '' : ', groups of 5';
    const difference = () => {
      const made = population();
      const other = lossesOf(made, made.baseline, loss);
      return lossesOf(made, made.candidate, loss).map((value, unit) => value - (other[unit] as number));
    };
    const equal = () => {
      const one = difference();
      return Float64Array.from([...one, ...one.map((value) => -value)]);
    };
    const single = () => {
      const made = population();
      return lossesOf(made, made.candidate, loss);
    };
    return [
      { name: `one ${name}${of}`, values: single },
      { name: `difference of two ${name}, one better${of}`, values: difference },
      { name: `difference of two ${name}, equal${of}`, values: equal },
    ];
  }),
);

function lossesOf({ truth, groupSize }: Population, predictions: Predictions, loss: Loss): Float64Array {
  const [labels, answers] = [numbers(truth), numbers(predictions)];
  const sums = new Float64Array(answers.length / groupSize);
  answers.forEach((answer, row) => {
    sums[Math.floor(row / groupSize)]! += loss(labels[row] as number, answer);
  });
  return sums;
}

function numbers(
  of: Truth | Predictions,
): ArrayLike<number> & Iterable<number> & { forEach: Float64Array['forEach'] } {
  if (of.task === 'regression') return of.values;
  if (of.task === 'binary') return 'scores' in of ? of.scores : Float64Array.from(of.labels);
  throw new Error(`no ${of.task} is simulated`);
}

export const METHODS = ['z', 't', 'Hall and z', 'Hall and t'] as const;

export interface Outside {
  /** By method and limit of the lean: share of samples whose interval lies below the mean, and above it. */
  readonly below: number[][];
  readonly above: number[][];
  /** By limit: samples that lean more. */
  readonly guarded: number[];
}

const TAIL = 0.025;

/** How often intervals of the mean of `units` values miss it, where samples that lean more than a limit count as none. */
export function simulate(
  values: Float64Array,
  {
    units,
    times,
    limits,
  }: { readonly units: number; readonly times: number; readonly limits: readonly number[] },
): Outside {
  const truth = values.reduce((sum, value) => sum + value, 0) / values.length;
  const random = seededRandom(17);
  const [below, above] = [0, 1].map(() => METHODS.map(() => limits.map(() => 0))) as [number[][], number[][]];
  const guarded = limits.map(() => 0);
  const criticals = [criticalValue(TAIL, null), criticalValue(TAIL, units)];
  for (let time = 0; time < times; time++) {
    const drawn = Float64Array.from(
      { length: units },
      () => values[Math.floor(random() * values.length)] as number,
    );
    const mean = drawn.reduce((sum, value) => sum + value, 0) / units;
    const error = Math.sqrt(inOneGo(independentVariance(drawn.map((value) => (value - mean) / units))));
    const lean = inOneGo(leanOf(drawn));
    METHODS.forEach((method, place) => {
      const critical = criticals[method.endsWith('t') ? 1 : 0] as number;
      const bent = method.startsWith('Hall') ? lean : 0;
      const isBelow = mean - leaningCriticalValue(-critical, bent) * error < truth;
      const isAbove = mean - leaningCriticalValue(critical, bent) * error > truth;
      limits.forEach((limit, at) => {
        if (Math.abs(lean) > limit) return;
        if (isBelow) (below[place] as number[])[at]! += 1 / times;
        if (isAbove) (above[place] as number[])[at]! += 1 / times;
      });
    });
    limits.forEach((limit, at) => {
      if (Math.abs(lean) > limit) guarded[at]! += 1 / times;
    });
  }
  return { below, above, guarded };
}
