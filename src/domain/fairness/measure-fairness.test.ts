import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../test/fixtures/gates/fake-measurement.ts';
import type { Groups } from '../metrics/observations.ts';
import { type FairnessRequest, measureFairness } from './measure-fairness.ts';

interface Case {
  readonly name: string;
  readonly groups: readonly string[];
  readonly labels: readonly number[];
  readonly decided: readonly number[];
  readonly weights: readonly number[] | null;
  readonly expected: Readonly<Record<string, number | null>>;
  readonly byGroup: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
const { madeWith, cases } = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/metrics/fairness.json', import.meta.url), 'utf8'),
) as { madeWith: Readonly<Record<string, string>>; cases: readonly Case[] };

interface Given {
  readonly groups: readonly string[];
  readonly labels: readonly number[];
  readonly decided: readonly number[];
  readonly scores?: readonly number[];
  readonly weights?: readonly number[] | null;
  readonly clusters?: Groups | null;
  readonly leastRows?: number;
}

function measure({ groups, labels, decided, scores = decided, weights, clusters, leastRows = 1 }: Given) {
  const rowsOf = (name: string) =>
    Int32Array.from(groups.flatMap((each, row) => (each === name ? [row] : [])));
  const request: FairnessRequest = {
    by: 'sex',
    groups: [...new Set(groups)].sort().map((name) => ({ name, rows: rowsOf(name) })),
    labels: Uint8Array.from(labels),
    candidate: { decided: Uint8Array.from(decided), scores: Float64Array.from(scores) },
    baseline: null,
    clusters: clusters ?? null,
    weights: weights == null ? null : Float64Array.from(weights),
    leastRows,
    confidence: 0.95,
  };
  const found = measureFairness(request);
  const named = new Map(found.measurements.map((each) => [each.name.replace(' by sex', ''), each]));
  return { ...found, named };
}

describe(`fairness is fairlearn ${madeWith.fairlearn}'s`, () => {
  it.each(cases.filter(({ name }) => name !== 'one group'))('$name', (given) => {
    const { named, groups } = measure(given);
    for (const [metric, expected] of Object.entries(given.expected)) {
      const value = named.get(metric)?.candidate ?? null;
      if (expected === null) expect([metric, value]).toEqual([metric, null]);
      else expect(value, metric).toBeCloseTo(expected, 12);
    }
    for (const { group, rates } of groups)
      for (const { name, candidate } of rates.filter((rate) => rate.name !== 'calibration_gap'))
        expect(candidate, `${group} ${name}`).toBeCloseTo(given.byGroup[group]?.[name] as number, 12);
  });

  it('but one group alone has no value: nothing is compared', () => {
    const { named } = measure(cases.find(({ name }) => name === 'one group') as Case);
    for (const { candidate, reason } of named.values())
      expect([candidate, reason]).toEqual([null, 'there is one group only']);
  });
});

describe('groups with too few rows', () => {
  const groups = [...Array(60).fill('a'), ...Array(60).fill('b'), ...Array(49).fill('c')];
  const labels = groups.map((_, row) => row % 2);
  const decided = groups.map((group, row) => (group === 'c' ? 1 : row % 3 === 0 ? 1 : 0));

  it('are told and left out, rate by rate', () => {
    const { groups: told, named } = measure({ groups, labels, decided, leastRows: 50 });
    expect(named.get('demographic_parity_difference')?.candidate).toBe(0);
    expect(told.find(({ group }) => group === 'c')?.rates[0]).toMatchObject({
      candidate: null,
      reason: 'insufficient data: 49 rows; at least 50 are needed',
    });
    // Half of 60 rows are of the positive class.
    expect(named.get('equal_opportunity_difference')).toMatchObject({
      candidate: null,
      reason: 'fewer than two groups have enough rows to be compared',
    });
  });

  it('of few clusters are too few however many rows they have', () => {
    const index = Int32Array.from(groups, (_, row) => row % 19);
    const { groups: told } = measure({ groups, labels, decided, clusters: { index, count: 19 } });
    expect(told[0]?.rates[0]?.reason).toBe('insufficient data: rows of 19 groups; at least 20 are needed');
  });
});

it('calibration is the mean chance less the share that came true', () => {
  const { groups, named } = measure({
    groups: ['a', 'a', 'b', 'b'],
    labels: [1, 0, 1, 1],
    decided: [1, 0, 1, 1],
    scores: [0.8, 0.4, 0.5, 0.7],
  });
  expect(groups.map(({ rates }) => rates[3]?.candidate)).toEqual([
    expect.closeTo(0.1, 12),
    expect.closeTo(-0.4, 12),
  ]);
  expect(named.get('calibration_difference')?.candidate).toBeCloseTo(0.5, 12);
});

interface World {
  readonly name: string;
  readonly rates: readonly number[];
  readonly rows: number;
  /** Rows of one cluster decide alike this often; clusters hold rows of every group. */
  readonly alike?: number;
  readonly perCluster?: number;
}

const WORLDS: readonly World[] = [
  { name: 'two equal groups', rates: [0.3, 0.3], rows: 100 },
  { name: 'four equal groups', rates: [0.2, 0.2, 0.2, 0.2], rows: 150 },
  { name: 'three unequal groups', rates: [0.1, 0.3, 0.5], rows: 80 },
  { name: 'a rare decision', rates: [0.02, 0.04], rows: 200 },
  { name: 'clusters across two groups', rates: [0.3, 0.5], rows: 200, perCluster: 5, alike: 0.7 },
];
const DRAWS = 600;

function missesOf({ rates, rows, alike = 0, perCluster = 1 }: World) {
  const random = seededRandom(11);
  const groups = Array.from({ length: rows * rates.length }, (_, row) => row % rates.length);
  // Neighbouring rows are of different groups, so that a cluster holds several.
  const index = Int32Array.from(groups, (_, row) => Math.floor(row / (perCluster * rates.length)));
  const clusters = perCluster === 1 ? null : { index, count: (index.at(-1) ?? 0) + 1 };
  const truth = {
    demographic_parity_difference: Math.max(...rates) - Math.min(...rates),
    demographic_parity_ratio: Math.min(...rates) / Math.max(...rates),
  };
  const misses = { difference: [0, 0], ratio: [0, 0] };
  for (let draw = 0; draw < DRAWS; draw++) {
    const common = Float64Array.from({ length: clusters?.count ?? 0 }, random);
    const decided = groups.map((group, row) => {
      const shared = random() < alike ? common[index[row] as number] : undefined;
      return (shared ?? random()) < (rates[group] as number) ? 1 : 0;
    });
    const { named } = measure({
      groups: groups.map(String),
      labels: decided,
      decided,
      clusters,
    });
    for (const [metric, value] of Object.entries(truth)) {
      const [low, high] = named.get(metric)?.candidateInterval ?? [0, 1];
      const missed = metric.endsWith('ratio') ? misses.ratio : misses.difference;
      if (low > value) missed[0]! += 1;
      if (high < value) missed[1]! += 1;
    }
  }
  return misses;
}

describe('an interval of 95 % lies beside the truth on either side at most 2.5 times of 100', () => {
  // Three Monte Carlo standard errors above, for 600 draws.
  const MOST = DRAWS * 0.025 + 3 * Math.sqrt(DRAWS * 0.025 * 0.975);
  it.each(WORLDS)('$name', (world) => {
    const { difference, ratio } = missesOf(world);
    for (const count of [...difference, ...ratio]) expect(count).toBeLessThanOrEqual(MOST);
  });
});
