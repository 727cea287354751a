import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import { numberSurvey as survey } from '../../../test/fixtures/validate/number-survey.ts';
import { judgeOutliers } from './judge-outliers.ts';

const { uniform: random, normal } = createRandom(11);
const sample = (draw: () => number, rows: number) => Array.from({ length: rows }, draw);

describe('judgeOutliers', () => {
  it('finds what a slip or a wrong unit makes, once or many times', () => {
    const ages = sample(() => Math.round(40 + 15 * normal()), 2000);
    expect(judgeOutliers(survey([...ages, 350]), 5)).toMatchObject({ isMet: false, failing: 1 });
    expect(judgeOutliers(survey([...ages, ...Array<number>(40).fill(-999)]), 5)).toMatchObject({
      isMet: false,
      failing: 40,
      examples: [{ row: 1, value: '-999' }],
    });
    expect(judgeOutliers(survey([...ages, 350, -400, 5000]), 5)).toMatchObject({ failing: 3 });
  });

  it('finds a wrong unit in many rows, each of which has another value', () => {
    const weights = sample(() => 70 + 12 * normal(), 20_000);
    const grams = (share: number) =>
      weights.map((value, index) => (index % (1 / share) === 0 ? 1000 * value : value));
    expect(judgeOutliers(survey(grams(0.01)), 5)).toMatchObject({ isMet: false, failing: 200 });
    expect(judgeOutliers(survey(grams(0.0625)), 5)).toMatchObject({ isMet: true });
  });

  it('leaves rows of another kind alone, and finds what is beyond both', () => {
    const modes = sample(
      () => Math.round(random() < 0.5 ? 1500 + 15 * normal() : 3000 + 25 * normal()),
      2000,
    );
    expect(judgeOutliers(survey(modes), 5)).toMatchObject({ isMet: true });
    const idle = sample(() => (random() < 0.2 ? 0 : 1500 + 15 * normal()), 2000);
    expect(judgeOutliers(survey(idle), 5)).toMatchObject({ isMet: true });
    expect(judgeOutliers(survey([...idle, 99_999]), 5)).toMatchObject({ isMet: false, failing: 1 });
  });

  it('finds zeros and sentinels that were typed for "unknown"', () => {
    const weights = sample(() => 70 + 10 * normal(), 2000);
    const typed = (value: number, rows: number) => [...weights, ...Array<number>(rows).fill(value)];
    expect(judgeOutliers(survey(typed(-1, 20)), 5)).toMatchObject({ isMet: false, failing: 20 });
    expect(judgeOutliers(survey(typed(999, 1)), 5)).toMatchObject({ isMet: false, failing: 1 });
    const celsius = sample(() => 60 + 5 * normal(), 2000);
    expect(judgeOutliers(survey([...celsius, 0, 0, 0, 0, 0]), 5)).toMatchObject({ failing: 5 });
  });

  it('finds a wrong unit in amounts of money', () => {
    const amounts = sample(() => Math.exp(7 + 1.1 * normal()), 2000);
    const cents = amounts.map((value, index) => (index % 200 === 0 ? 10_000 * value : value));
    expect(judgeOutliers(survey(cents), 5)).toMatchObject({ isMet: false, failing: 10 });
  });

  it('takes the value of a person in each of the rows for one value', () => {
    const tails = sample(() => Math.exp(2 * normal()), 200);
    const most = Math.max(...tails);
    const repeated = [...tails, 60 * most].flatMap((value) => Array<number>(5).fill(value));
    expect(judgeOutliers(survey(repeated), 5).isMet).toBe(
      judgeOutliers(survey([...tails, 60 * most]), 5).isMet,
    );
  });

  const heavy = () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3);
  const clean: readonly (readonly [string, () => number, number])[] = [
    ['normal', normal, 0],
    ['uniform', random, 0],
    ['exponential', () => -Math.log(1 - random()), 0.01],
    ['lognormal', () => Math.exp(normal()), 0.01],
    ['lognormal, far wider', () => Math.exp(3 * normal()), 0.015],
    ["Pareto's, without a variance", () => (1 - random()) ** (-1 / 1.5), 0.02],
    ['t with 3 degrees of freedom', heavy, 0.025],
  ];
  it.each(clean)('accuses few columns that are only %s', (_name, draw, most) => {
    const columns = 400;
    const accused = sample(
      () => (judgeOutliers(survey(sample(draw, 1000)), 5).isMet === false ? 1 : 0),
      columns,
    );
    const share = accused.reduce((sum, each) => sum + each, 0) / columns;
    expect(share).toBeLessThanOrEqual(most);
  });
});
