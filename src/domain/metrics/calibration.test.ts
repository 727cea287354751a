import { describe, expect, it } from 'vitest';
import {
  binaryPopulation,
  discordantPopulation,
  hardMissPopulation,
  multiclassPopulation,
  nearlyPerfectPopulation,
  type Population,
  populationValues,
  rareClassPopulation,
  rareFlipsPopulation,
  regressionPopulation,
  samples,
  simulateMisses,
  weightedPopulation,
} from '../../../test/fixtures/metrics/simulate.ts';
import { criterionOf } from '../gates/criterion.ts';
import { equalModelPasses } from '../gates/equal-model.ts';

const LEVEL = 0.025;
/** What a method whose level is 2.5 % stays below in 999 of 1,000 simulations. */
const atMost = (times: number) => LEVEL + 3.1 * Math.sqrt((LEVEL * (1 - LEVEL)) / times);

const INDEPENDENT = { groups: 20_000, groupSize: 1, icc: 0 };
const PERSONS = { groups: 6_000, groupSize: 5, icc: 0.3 };
const BINARY = 'roc_auc log_loss accuracy brier precision recall f1 balanced_accuracy mcc cohen_kappa'.split(
  ' ',
);
const MULTICLASS =
  'log_loss accuracy precision_macro recall_macro f1_macro f1_weighted mcc brier top_2_accuracy'.split(' ');
const REGRESSION = ['rmse', 'mae', 'r2', 'pinball_0.5'];

/** name, population, metrics, rows or groups per sample, samples */
const USUAL: readonly (readonly [string, () => Population, readonly string[], number, number])[] = [
  ['binary, 300 rows', () => binaryPopulation(INDEPENDENT), BINARY, 300, 400],
  ['multiclass, 300 rows', () => multiclassPopulation(INDEPENDENT), MULTICLASS, 300, 300],
  ['regression, 400 rows', () => regressionPopulation(INDEPENDENT), REGRESSION, 400, 600],
  ['binary, 200 groups of 5', () => binaryPopulation(PERSONS), BINARY, 200, 250],
  ['multiclass, 200 groups of 5', () => multiclassPopulation(PERSONS), MULTICLASS, 200, 200],
  ['regression, 250 groups of 5', () => regressionPopulation(PERSONS), REGRESSION, 250, 300],
];

describe('a candidate that is exactly at the margin', () => {
  it.each(USUAL)('passes at most 2.5 times of 100: %s', (_, population, metrics, units, times) => {
    const misses = simulateMisses({ population: population(), metrics, units, times });
    for (const [metric, { falsePass, falseFail, guarded }] of Object.entries(misses)) {
      expect(falsePass, `${metric}: false passes`).toBeLessThan(atMost(times));
      expect(falseFail, `${metric}: false fails`).toBeLessThan(atMost(times));
      expect(guarded, `${metric}: guarded`).toBeLessThan(0.15);
      // Intervals that hold the truth too often would be safe and of no use.
      expect(falsePass + falseFail, `${metric}: too wide`).toBeGreaterThan(0.015);
    }
  });

  it.each([
    ['binary', () => binaryPopulation(INDEPENDENT), BINARY, 500, 300],
    ['regression', () => regressionPopulation(INDEPENDENT), REGRESSION, 600, 400],
    ['binary, groups', () => binaryPopulation(PERSONS), BINARY, 250, 200],
  ] as const)('passes as rarely where rows have weights: %s', (_, population, metrics, units, times) => {
    const weighted = weightedPopulation(population());
    const misses = simulateMisses({ population: weighted, metrics, units, times });
    for (const [metric, { falsePass, falseFail, guarded }] of Object.entries(misses)) {
      expect(falsePass, `${metric}: false passes`).toBeLessThan(atMost(times));
      expect(falseFail, `${metric}: false fails`).toBeLessThan(atMost(times));
      expect(guarded, `${metric}: guarded`).toBeLessThan(0.15);
    }
  });

  it('would pass far too often if groups were ignored', () => {
    const population = multiclassPopulation({ ...PERSONS, icc: 0.9 });
    const [asGroups, asRows] = [true, false].map((grouped) => {
      let misses = 0;
      const [whole] = populationValues(population, ['log_loss']);
      const truth = whole?.contrast(1)?.estimate ?? Number.NaN;
      for (const [measured] of samples({
        population,
        metrics: ['log_loss'],
        units: 150,
        times: 200,
        grouped,
      })) {
        const interval = measured?.contrast(1)?.interval ?? [Number.NaN, Number.NaN];
        if (interval[0] > truth || interval[1] < truth) misses += 1;
      }
      return misses / 200;
    });
    expect(asGroups).toBeLessThan(0.1);
    expect(asRows).toBeGreaterThan(0.2);
  });
});

describe('where few rows decide', () => {
  it.each([
    ['plain', 1, 200, 0.01, 1],
    ['plain, relative', 1, 200, 0.01, 0.991],
    ['whole groups differ', 20, 60, 0.03, 1],
    ['whole groups differ, relative', 20, 60, 0.03, 0.97],
    ['small groups differ', 5, 200, 0.01, 1],
  ])('accuracy does not take silence for proof: %s', (_, groupSize, units, rate, factor) => {
    const population = rareFlipsPopulation({ groups: 20_000 / groupSize, groupSize, icc: 0 }, rate);
    const misses = simulateMisses({ population, metrics: ['accuracy'], units, times: 500, factor });
    expect(misses.accuracy?.falsePass).toBeLessThan(atMost(500));
    expect(misses.accuracy?.guarded).toBe(0);
  });

  it('F1 with hardly a differing row gives no verdict', () => {
    const population = rareFlipsPopulation({ groups: 20_000, groupSize: 1, icc: 0 }, 0.01);
    const { f1 } = simulateMisses({ population, metrics: ['f1'], units: 200, times: 300 });
    expect(f1?.guarded).toBeGreaterThan(0.99);
    expect(f1?.falsePass).toBeLessThan(0.01);
  });

  it.each([
    ['all to the worse', 1, 300, 1, 20],
    ['all to the better', 0, 300, 1, 20],
    ['half and half', 0.5, 300, 1, 20],
    ['whole groups, all to the worse', 1, 100, 3, 20],
  ])('few rows decided differently keep their level: %s', (_, worse, units, groupSize, differing) => {
    const population = discordantPopulation(
      { groups: 12_000 / groupSize, groupSize, icc: 0 },
      { differing: differing / units, worse, positives: 1, prevalence: 0.4 },
    );
    const metrics = ['f1', 'precision', 'balanced_accuracy', 'mcc', 'cohen_kappa'];
    const misses = simulateMisses({ population, metrics, units, times: 800 });
    for (const [metric, { falsePass, falseFail, guarded }] of Object.entries(misses)) {
      expect(falsePass, `${metric}: false passes`).toBeLessThan(atMost(800));
      expect(falseFail, `${metric}: false fails`).toBeLessThan(atMost(800));
      expect(guarded, `${metric}: guarded`).toBeLessThan(0.2);
    }
  });

  it('a rare class on which the models hardly differ gives no verdict where classes count alike', () => {
    const population = rareClassPopulation(
      { groups: 100_000, groupSize: 1, icc: 0 },
      { rate: 0.02, lost: 0.04 },
    );
    const metrics = ['recall', 'balanced_accuracy', 'f1', 'mcc'];
    const misses = simulateMisses({ population, metrics, units: 2000, times: 300 });
    for (const metric of ['recall', 'balanced_accuracy'])
      expect(misses[metric]).toMatchObject({ falsePass: 0, guarded: 1 });
    for (const metric of ['f1', 'mcc']) {
      expect(misses[metric]?.guarded).toBe(0);
      expect(misses[metric]?.falsePass).toBeLessThan(0.043 + 3.1 * Math.sqrt((0.043 * 0.957) / 300));
    }
  });

  it('average precision with twenty positives keeps its level, with three it mostly gives no verdict', () => {
    const population = binaryPopulation({ groups: 30_000, groupSize: 1, icc: 0 }, { cut: 1.83 });
    const of = (units: number) =>
      simulateMisses({ population, metrics: ['average_precision'], units, times: 400 }).average_precision;
    expect(of(600)?.falsePass).toBeLessThan(atMost(400));
    expect(of(600)?.guarded).toBeLessThan(0.2);
    expect(of(90)?.guarded).toBeGreaterThan(0.5);
  });

  it('means of sixty rows are judged, those of twenty are not', () => {
    const population = binaryPopulation(INDEPENDENT);
    const of = (units: number) =>
      simulateMisses({ population, metrics: ['log_loss', 'brier'], units, times: 400 });
    for (const { falsePass, guarded } of Object.values(of(60))) {
      expect(falsePass).toBeLessThan(atMost(400));
      expect(guarded).toBeLessThan(0.3);
    }
    for (const { guarded } of Object.values(of(20))) expect(guarded).toBe(1);
  });

  it('log loss with rare hard misses gives no verdict once one of them was drawn', () => {
    const population = hardMissPopulation(20_000, 0.002);
    const misses = simulateMisses({ population, metrics: ['log_loss'], units: 1000, times: 200 });
    // Samples without any miss look perfect: (1 − 0.002)^1000 = 13 %. Nothing in such rows can tell.
    expect(misses.log_loss?.falsePass).toBeLessThan(0.135 + 3.1 * Math.sqrt((0.135 * 0.865) / 200));
    expect(misses.log_loss?.guarded).toBeGreaterThan(0.75);
  });

  it('ROC AUC near 1 gives no verdict', () => {
    const population = nearlyPerfectPopulation(20_000, 4);
    const { roc_auc } = simulateMisses({ population, metrics: ['roc_auc'], units: 150, times: 300 });
    expect(roc_auc?.guarded).toBeGreaterThan(0.95);
    expect(roc_auc?.falsePass).toBeLessThan(atMost(300));
  });
});

describe('the chance that an equal model passes', () => {
  it.each([
    ['roc_auc', 'higher', 0.04],
    ['log_loss', 'lower', 0.04],
    ['accuracy', 'higher', 0.06],
    ['f1', 'higher', 0.08],
  ] as const)('is how often one does: %s', (metric, better, margin) => {
    const population = binaryPopulation(INDEPENDENT, { noise: [0.8, 0.8] });
    const [whole] = populationValues(population, [metric]);
    const shift = whole?.contrast(1)?.estimate ?? Number.NaN;
    const limit = { value: margin, relative: false };
    const criterion = criterionOf('max_worse', limit, better);
    const [times, told] = [500, [] as number[]];
    let passes = 0;
    for (const [measured] of samples({ population, metrics: [metric], units: 300, times })) {
      const contrast = measured?.contrast(1);
      if (contrast === null || contrast === undefined) throw new Error('there is no difference');
      told.push(equalModelPasses({ criterion, contrast, baseline: measured?.baseline ?? 0, on: 'bound' }));
      // The population's two models are not quite equal; taking their difference away makes them so.
      const [low, high] = contrast.interval;
      if (better === 'higher' ? low - shift > -margin : high - shift < margin) passes += 1;
    }
    const mean = told.reduce((sum, chance) => sum + chance, 0) / times;
    expect(mean).toBeGreaterThan(0.2);
    expect(mean).toBeLessThan(0.97);
    expect(Math.abs(passes / times - mean)).toBeLessThan(3.1 * Math.sqrt((mean * (1 - mean)) / times) + 0.03);
  });
});
