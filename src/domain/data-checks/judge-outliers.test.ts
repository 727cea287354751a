import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/fixtures/drift/random.ts';
import { judgeOutliers } from './judge-outliers.ts';
import { type ColumnSurvey, FAR, type FarSide, GAP } from './survey.ts';

/** What a data engine finds of these values. */
function survey(values: readonly number[]): ColumnSurvey {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  const deviations = sorted.map((value) => Math.abs(value - median)).sort((a, b) => a - b);
  const scale = 1.4826 * (deviations[Math.ceil(deviations.length / 2) - 1] ?? 0);
  const place = (value: number) => Math.asinh(Math.abs(value - median) / scale);
  const side = (far: readonly number[], inner: number | undefined): FarSide => {
    const different = [...new Set(far)];
    const counted = different.map((value) => ({
      value,
      rows: far.filter((v) => v === value).length,
      row: 1,
    }));
    const gaps = different.flatMap((value, index) => {
      const rows = counted.slice(0, index + 1).reduce((sum, each) => sum + each.rows, 0);
      const isGap = place(value) - place(different[index + 1] ?? inner ?? value) >= GAP;
      return isGap ? [{ value, rows, values: index + 1 }] : [];
    });
    return { farthest: counted.slice(0, 5), gaps };
  };
  const low = sorted.filter((value) => value < median - FAR * scale);
  const high = sorted.filter((value) => value > median + FAR * scale).reverse();
  const inside = sorted.filter((value) => Math.abs(value - median) <= FAR * scale);
  const number = {
    finite: values.length,
    median,
    scale,
    lowest: side(low, inside[0]),
    highest: side(high, inside.at(-1)),
  };
  const rest = {
    rows: values.length,
    nulls: 0,
    distinct: values.length,
    top: null,
    text: null,
    personal: null,
  };
  return { column: 'x', ...rest, number, label: null };
}

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

  const clean: readonly (readonly [string, () => number, number])[] = [
    ['normal', normal, 0],
    ['uniform', random, 0],
    ['exponential', () => -Math.log(1 - random()), 0],
    ['lognormal', () => Math.exp(normal()), 0.03],
    [
      't with 3 degrees of freedom',
      () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3),
      0.09,
    ],
  ];
  it.each(clean)('accuses few columns that are only %s', (_name, draw, most) => {
    const columns = 200;
    const accused = sample(
      () => (judgeOutliers(survey(sample(draw, 1000)), 5).isMet === false ? 1 : 0),
      columns,
    );
    const share = accused.reduce((sum, each) => sum + each, 0) / columns;
    expect(share).toBeLessThanOrEqual(most);
  });
});
