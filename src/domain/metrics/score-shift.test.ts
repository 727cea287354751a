import { describe, expect, it } from 'vitest';
import { scoreShift } from './score-shift.ts';

const near = (value: number) => expect.closeTo(value, 10);
const rows = Array.from({ length: 60 }, (_, row) => row);
const candidate = Float64Array.from(rows, (row) => ((row * 37) % 101) / 101);
const baseline = Float64Array.from(rows, (row) => ((row * 29) % 103) / 103);
const asked = { candidate, baseline, groups: null, confidence: 0.95 };

describe('scoreShift', () => {
  it('has SciPy’s Wasserstein distance, numpy’s quantiles and the interval of its paired t test', () => {
    expect(scoreShift(asked)).toEqual({
      candidateMean: near(0.4902640264026402),
      baselineMean: near(0.4891585760517799),
      interval: [near(-0.1013948380774852), near(0.10360573877920584)],
      distance: near(0.00690505943798263),
      moved: {
        mean: near(0.3186228331571021),
        p50: near(0.269537633374988),
        p95: near(0.7130635393636451),
        most: near(0.8326444294914929),
      },
    });
  });

  it('tells rows that swapped their scores from scores that moved', () => {
    const swapped = scoreShift({ ...asked, baseline: candidate.slice().reverse() });
    expect(swapped?.distance).toBeCloseTo(0, 12);
    expect(swapped?.moved.mean).toBeGreaterThan(0.1);
    const moved = scoreShift({ ...asked, baseline: candidate.map((score) => score - 0.25) });
    expect(moved).toMatchObject({ distance: near(0.25), moved: { most: near(0.25) } });
  });

  it('of few groups has no interval, of no rows nothing', () => {
    const groups = { index: Int32Array.from(rows, (row) => row % 3), count: 3 };
    expect(scoreShift({ ...asked, groups })?.interval).toBeNull();
    const huge = Float64Array.from(rows, () => 1e308);
    expect(scoreShift({ ...asked, candidate: huge })).toBeNull();
    const none = new Float64Array(0);
    expect(scoreShift({ ...asked, candidate: none, baseline: none })).toBeNull();
  });
});
