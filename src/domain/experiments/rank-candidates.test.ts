import { describe, expect, it } from 'vitest';
import type { Contrast } from '../metrics/measurement.ts';
import { tableOf } from '../metrics/observations.ts';
import type { OwnColumn } from '../metrics/own-numbers.ts';
import { canMeasure } from './can-measure.ts';
import type { Observed } from './observed.ts';
import { contrastWith, rankCandidates, simultaneousConfidence } from './rank-candidates.ts';

/** A small generator of its own (mulberry32), so that the numbers are the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normals(next: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

interface Simulated {
  readonly rows: number;
  /** One candidate each: how far its scores are from the truth. */
  readonly noise: readonly number[];
  /** Standard deviation of what all candidates have in common. */
  readonly shared: number;
}

/** Candidates that see the same latent value, each with an error of its own. */
function simulate(seed: number, { rows, noise, shared }: Simulated): Map<string, Observed> {
  const next = generator(seed);
  const normal = normals(next);
  const labels = new Uint8Array(rows);
  const latent = Float64Array.from({ length: rows }, (_, row) => {
    labels[row] = next() < 0.4 ? 1 : 0;
    return (labels[row] === 1 ? 1 : -1) + shared * normal();
  });
  const truth = { task: 'binary' as const, labels };
  return new Map(
    noise.map((own, index) => {
      const scores = latent.map((value) => 1 / (1 + Math.exp(-(value + own * normal()))));
      const candidate = { task: 'binary' as const, scores, scoreType: 'float64' as const };
      return [`c${index}`, { truth, candidate, groups: null, threshold: 0.5 }];
    }),
  );
}

async function rank(candidates: ReadonlyMap<string, Observed>, metric: string) {
  const load = async (id: string) => candidates.get(id) as Observed;
  return rankCandidates([...candidates.keys()], load, { metric, confidence: 0.95 });
}

function fiveTimes({ truth, candidate, ...rest }: Observed): Observed {
  if (truth.task !== 'binary' || candidate.task !== 'binary') throw new Error('these are two classes');
  const index = Int32Array.from({ length: truth.labels.length * 5 }, (_, row) => Math.floor(row / 5));
  const labels = Uint8Array.from(index, (group) => truth.labels[group] as number);
  const scores = Float64Array.from(index, (group) => candidate.scores[group] as number);
  return {
    ...rest,
    truth: { ...truth, labels },
    candidate: { ...candidate, scores },
    groups: { index, count: truth.labels.length },
  };
}

describe('rankCandidates', () => {
  it('names the one that is far better, and says that the others are worse', async () => {
    const ranking = await rank(simulate(7, { rows: 2000, noise: [3, 0.2, 3], shared: 1 }), 'roc_auc');
    expect(ranking.ranked.map(({ id, standing }) => [id, standing])).toEqual([
      ['c1', 'leader'],
      [expect.stringMatching(/c0|c2/), 'worse'],
      [expect.stringMatching(/c0|c2/), 'worse'],
    ]);
    expect(ranking.set).toEqual(['c1']);
    expect(ranking.ranked[1]?.difference).toBeLessThan(0);
  });

  it('takes the lower value for better where it is', async () => {
    const ranking = await rank(simulate(7, { rows: 2000, noise: [3, 0.2], shared: 0.5 }), 'log_loss');
    expect(ranking.set).toEqual(['c1']);
    expect(ranking.ranked[1]?.difference).toBeGreaterThan(0);
  });

  it('keeps in the set what is the same, byte by byte', async () => {
    const [[, same] = []] = simulate(3, { rows: 500, noise: [0.5], shared: 0.5 });
    const twins = new Map([
      ['a', same as Observed],
      ['b', same as Observed],
    ]);
    const ranking = await rank(twins, 'log_loss');
    expect(ranking.ranked.map(({ standing }) => standing)).toEqual(['leader', 'tied']);
    expect(ranking.set).toEqual(['a', 'b']);
  });

  it('calls nothing worse by an interval that may not be read', async () => {
    const ranking = await rank(simulate(7, { rows: 2000, noise: [3, 0.2], shared: 0.5 }), 'roc_auc');
    expect(ranking.ranked[1]).toMatchObject({
      standing: 'tied',
      reason: expect.stringContaining('too near to 1'),
    });
    expect(ranking.ranked[1]?.differenceInterval?.[1]).toBeLessThan(0);
  });

  it('reads no level off a bootstrap that has too few draws for it', () => {
    const values = Float64Array.from({ length: 300 }, (_, row) => Math.sin(row));
    const off = (by: number) => ({
      task: 'regression' as const,
      values: values.map((value, row) => value + by * Math.cos(7 * row)),
    });
    const observed = { truth: { task: 'regression' as const, values }, groups: null, threshold: 0.5 };
    const confidence = 1 - 0.05 / 9999;
    const contrast = contrastWith(
      { ...observed, candidate: off(1), baseline: { ...observed, candidate: off(1.1) } },
      { metric: 'median_ae', confidence },
    ) as Contrast;
    const [low, high] = contrast.interval;
    expect(contrast.bootstrap).toBeDefined();
    expect(high - low).toBeGreaterThanOrEqual(2 * 4.55 * contrast.standardError);
    const [usualLow, usualHigh] = contrast.limits(0.025);
    expect(high - low).toBeGreaterThan(usualHigh - usualLow);
  });

  it('ranks a candidate without a value last, and leaves it out of the set', async () => {
    const candidates = simulate(3, { rows: 500, noise: [0.5, 0.5], shared: 0.5 });
    const broken = candidates.get('c0');
    if (broken?.candidate.task === 'binary') broken.candidate.scores[4] = Number.NaN;
    const ranking = await rank(candidates, 'roc_auc');
    expect(ranking.ranked.at(-1)).toMatchObject({ id: 'c0', standing: 'undefined', value: null });
    expect(ranking.set).toEqual(['c1']);
  });

  it('has one candidate, and none', async () => {
    expect((await rank(simulate(1, { rows: 100, noise: [1], shared: 1 }), 'roc_auc')).set).toEqual(['c0']);
    expect((await rank(new Map(), 'roc_auc')).ranked).toEqual([]);
  });

  it('shares the error between the comparisons', () => {
    expect(simultaneousConfidence(2, 0.95)).toBeCloseTo(0.95, 12);
    expect(simultaneousConfidence(6, 0.95)).toBeCloseTo(0.99, 12);
  });
});

describe('calibration of rankCandidates', () => {
  const RUNS = 400;
  /** Three standard errors of a share of 5 % in so many runs. */
  const NOISE = 3 * Math.sqrt((0.05 * 0.95) / RUNS);

  it.each([
    ['log_loss', 2, 300],
    ['log_loss', 5, 300],
    ['roc_auc', 3, 300],
    ['accuracy', 4, 300],
    ['brier', 12, 200],
  ])(
    '%s: of %i equal candidates none is called the only best more often than 5 %%',
    async (metric, k, rows) => {
      let declared = 0;
      let lost = 0;
      for (let run = 0; run < RUNS; run++) {
        const noise = Array.from({ length: k }, () => 1);
        const { set } = await rank(simulate(1000 * k + run, { rows, noise, shared: 0.7 }), metric);
        if (set.length === 1) declared += 1;
        if (!set.includes('c0')) lost += 1;
      }
      expect(declared / RUNS).toBeLessThanOrEqual(0.05 + NOISE);
      // Any one of them is a best one: it must stay in the set.
      expect(lost / RUNS).toBeLessThanOrEqual(0.025 + NOISE);
    },
    60_000,
  );

  it('holds for groups of rows that are not independent', async () => {
    let declared = 0;
    for (let run = 0; run < RUNS; run++) {
      // Every row five times: a group is one observation that is counted five times.
      const single = simulate(77_000 + run, { rows: 60, noise: [1, 1, 1], shared: 0.7 });
      const grouped = new Map([...single].map(([id, observed]) => [id, fiveTimes(observed)]));
      if ((await rank(grouped, 'log_loss')).set.length === 1) declared += 1;
    }
    expect(declared / RUNS).toBeLessThanOrEqual(0.05 + NOISE);
  }, 60_000);

  it('would not hold if every difference were read at 95 % as though it were the only one', async () => {
    let lost = 0;
    for (let run = 0; run < RUNS; run++) {
      const noise = Array.from({ length: 12 }, () => 1);
      const candidates = simulate(12_000 + run, { rows: 200, noise, shared: 0.7 });
      const ids = [...candidates.keys()];
      const load = async (id: string) => candidates.get(id) as Observed;
      // k = 2 for each pair is what a naive reader does.
      const { ranked } = await rankCandidates(ids, load, { metric: 'brier', confidence: 0.95 });
      const leader = ranked[0]?.id ?? '';
      if (leader === 'c0') continue;
      const pair = await rankCandidates([leader, 'c0'], load, { metric: 'brier', confidence: 0.95 });
      if (!pair.set.includes('c0')) lost += 1;
    }
    expect(lost / RUNS).toBeGreaterThan(0.025 + NOISE);
  }, 60_000);

  it('has power: finds a winner that is better by far in most runs', async () => {
    let found = 0;
    for (let run = 0; run < 100; run++) {
      const { set } = await rank(
        simulate(run, { rows: 600, noise: [0.3, 1.5, 1.5, 1.5], shared: 0.5 }),
        'log_loss',
      );
      if (set.length === 1 && set[0] === 'c0') found += 1;
    }
    expect(found).toBeGreaterThan(90);
  });
});

describe('other kinds of rows', () => {
  const waves = (phase: number) =>
    Float64Array.from({ length: 400 }, (_, row) => Math.sin(row * 1.7 + phase));

  it('ranks several targets by the first, and compares each', async () => {
    const truth = {
      task: 'targets' as const,
      ...tableOf([
        ['a', waves(0)],
        ['b', waves(1)],
      ]),
    };
    const says = (a: number, b: number): Observed => ({
      truth,
      candidate: {
        task: 'targets',
        ...tableOf([
          ['a', waves(a)],
          ['b', waves(1 + b)],
        ]),
      },
      groups: null,
      threshold: 0.5,
    });
    const candidates = new Map([
      ['good-a', says(0.1, 0.9)],
      ['good-b', says(0.9, 0.1)],
    ]);
    const ranking = await rank(candidates, 'mae');
    expect(ranking).toMatchObject({ target: 'a', set: ['good-a'] });
    const pair = { ...says(0.9, 0.1), baseline: says(0.1, 0.9) };
    const question = { metric: 'mae', confidence: 0.95 };
    expect(contrastWith(pair, { ...question, target: 'a' })?.estimate).toBeGreaterThan(0);
    expect(contrastWith(pair, { ...question, target: 'b' })?.estimate).toBeLessThan(0);
  });

  it('ranks by an own number, in the direction that its config declares', async () => {
    const judged = (level: number): Observed => {
      const columns: OwnColumn[] = [{ name: 'toxicity', column: 'tox', better: 'lower', aggregate: 'mean' }];
      const values = waves(0.3).map((value, row) => level + 0.1 * value + (row % 7) / 50);
      const own = { columns, names: ['tox'], values };
      return {
        truth: { task: 'scores', rows: 400 },
        candidate: { task: 'scores', own },
        groups: null,
        threshold: 0.5,
      };
    };
    const noisy = judged(0.6);
    const candidates = new Map([
      ['worse', { ...noisy, candidate: withNoise(noisy) }],
      ['better', judged(0.5)],
    ]);
    expect(canMeasure(noisy, 'toxicity')).toBe(true);
    expect(canMeasure(noisy, 'roc_auc')).toBe(false);
    expect(await rank(candidates, 'toxicity')).toMatchObject({ better: 'lower', set: ['better'] });
  });

  function withNoise({ candidate }: Observed): Observed['candidate'] {
    if (candidate.task !== 'scores') throw new Error('these are own numbers');
    const values = candidate.own.values.map((value, row) => value + (row % 3) / 30);
    return { ...candidate, own: { ...candidate.own, values } };
  }
});
