import { judgeOutliers } from '../src/domain/data-checks/judge-outliers.ts';
import { createRandom, type Random } from '../test/fixtures/drift/random.ts';
import { numberSurvey } from '../test/fixtures/validate/number-survey.ts';

type Draw = (random: Random) => number;

const t =
  (degrees: number): Draw =>
  (random) => {
    let squares = 0;
    for (let each = 0; each < degrees; each++) squares += random.normal() ** 2;
    return random.normal() / Math.sqrt(squares / degrees);
  };
const lognormal =
  (sd: number, mean = 0): Draw =>
  ({ normal }) =>
    Math.exp(mean + sd * normal());
const pareto =
  (index: number): Draw =>
  ({ uniform }) =>
    (1 - uniform()) ** (-1 / index);
const normal =
  (mean: number, sd: number): Draw =>
  (random) =>
    mean + sd * random.normal();
const poisson =
  (mean: number): Draw =>
  ({ uniform }) => {
    let [count, product] = [0, uniform()];
    for (; product > Math.exp(-mean); count++) product *= uniform();
    return count;
  };

/** Columns of one distribution: what is accused is innocent. */
export const CLEAN: Readonly<Record<string, Draw>> = {
  normal: normal(0, 1),
  uniform: ({ uniform }) => uniform(),
  exponential: ({ uniform }) => -Math.log(1 - uniform()),
  'lognormal, sd 0.5': lognormal(0.5),
  'lognormal, sd 1': lognormal(1),
  'lognormal, sd 2': lognormal(2),
  'lognormal, sd 3': lognormal(3),
  't with 5 degrees of freedom': t(5),
  't with 3 degrees of freedom': t(3),
  't with 2 degrees of freedom': t(2),
  'Cauchy (t with 1)': t(1),
  'Pareto, index 3': pareto(3),
  'Pareto, index 1.5': pareto(1.5),
  'Pareto, index 1': pareto(1),
  'counts (Poisson, mean 2)': poisson(2),
  'counts by Zipf (exponent 2)': (random) => Math.floor(pareto(1)(random)),
  'nine of ten are zero, lognormal': (random) => (random.uniform() < 0.9 ? 0 : lognormal(1)(random)),
  'money in cents': (random) => Math.round(100 * lognormal(1, 4)(random)) / 100,
  'two hills': (random) => random.normal() + (random.uniform() < 0.3 ? 8 : 0),
};

const ages: Draw = (random) => Math.round(normal(40, 15)(random));
const heights = normal(172, 9);
const weights = normal(70, 12);
const amounts = lognormal(1.1, 7);
const prices: Draw = (random) => Math.floor(lognormal(0.8, 3)(random)) + 0.99;
const tailed: Draw = (random) => 100 + 10 * t(3)(random);

interface Fault {
  readonly draw: Draw;
  readonly rows: number;
  readonly wrong: (value: number) => number;
}
const fault = (draw: Draw, rows: number, wrong: number | ((value: number) => number)): Fault => ({
  draw,
  rows,
  wrong: typeof wrong === 'number' ? () => wrong : wrong,
});
const times = (factor: number) => (value: number) => factor * value;

/** A fault in so many of a thousand rows. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'age of 350, one': fault(ages, 1, 350),
  'age of 999, one': fault(ages, 1, 999),
  'age of −999, twenty': fault(ages, 20, -999),
  'height in millimetres, twenty': fault(heights, 20, times(10)),
  'height of 0, one': fault(heights, 1, 0),
  'height of −1, five': fault(heights, 5, -1),
  'weight of 0, twenty': fault(weights, 20, 0),
  'amounts × 1000, one (lognormal)': fault(amounts, 1, times(1000)),
  'amounts × 1000, five': fault(amounts, 5, times(1000)),
  'amounts × 1000, twenty': fault(amounts, 20, times(1000)),
  'prices in cents, one': fault(prices, 1, times(100)),
  'prices in cents, five': fault(prices, 5, times(100)),
  '999 among values with heavy tails, one': fault(tailed, 1, 999),
  '999 among values with heavy tails, five': fault(tailed, 5, 999),
  '999999 among amounts, one': fault(amounts, 1, 999_999),
};

/** Share of so many columns that are accused. */
export function accusedShare(
  draw: Draw,
  rows: number,
  columns: number,
  planted: Fault | null = null,
): number {
  const random = createRandom(11);
  let accused = 0;
  for (let column = 0; column < columns; column++) {
    const values = Array.from({ length: rows }, () => draw(random));
    if (planted !== null)
      for (let row = 0; row < planted.rows; row++) values[row] = planted.wrong(values[row] as number);
    if (judgeOutliers(numberSurvey(values), 5).isMet === false) accused++;
  }
  return accused / columns;
}
