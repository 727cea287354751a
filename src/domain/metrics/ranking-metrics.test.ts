import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { measureMetrics } from './measure-metrics.ts';
import type { Measurement } from './measurement.ts';

interface RankingCase {
  readonly name: string;
  readonly query: number[];
  readonly relevance: number[];
  readonly candidate: number[];
  readonly baseline: number[];
  readonly expected: Readonly<
    Record<
      string,
      {
        readonly candidate: number;
        readonly baseline: number;
        readonly standardError: number;
        readonly quantile: number;
      }
    >
  >;
}

const fixture = new URL('../../../test/fixtures/metrics/rankings.json', import.meta.url);
const CASES: readonly RankingCase[] = JSON.parse(readFileSync(fixture, 'utf8'));

function measure(given: RankingCase, metrics: readonly string[], subset: Int32Array | null = null) {
  const queries = { index: Int32Array.from(given.query), count: Math.max(...given.query) + 1 };
  return measureMetrics({
    truth: { task: 'ranking', relevance: Float64Array.from(given.relevance), queries },
    candidate: { task: 'regression', values: Float64Array.from(given.candidate) },
    baseline: { task: 'regression', values: Float64Array.from(given.baseline) },
    groups: queries,
    metrics,
    threshold: 0.5,
    confidence: 0.95,
    subset,
  });
}

const near = (value: number) => expect.closeTo(value, 12);

describe.each(CASES)('rankings: $name', (given) => {
  it.each(Object.entries(given.expected))('%s is the reference’s', (metric, expected) => {
    const [measured] = measure(given, [metric]) as [Measurement];
    const queries = Math.max(...given.query) + 1;
    expect(measured).toMatchObject({
      rows: given.query.length,
      groups: queries,
      candidate: near(expected.candidate),
      baseline: near(expected.baseline),
    });
    const contrast = measured.contrast(1);
    expect(contrast).toMatchObject({
      method: 'paired-mean-clustered',
      standardError: near(expected.standardError),
    });
    const [low, high] = contrast?.interval ?? [0, 0];
    expect((high - low) / 2).toEqual(expect.closeTo(expected.quantile * expected.standardError, 9));
  });
});

describe('a ranking', () => {
  const [plain] = CASES as readonly [RankingCase];

  it('of one query is that query’s', () => {
    const rows = plain.query.flatMap((query, row) => (query === 3 ? [row] : []));
    const own = {
      ...plain,
      query: rows.map(() => 0),
      relevance: rows.map((row) => plain.relevance[row] as number),
      candidate: rows.map((row) => plain.candidate[row] as number),
      baseline: rows.map((row) => plain.baseline[row] as number),
    };
    const [of] = measure(plain, ['ndcg@3'], Int32Array.from(rows)) as [Measurement];
    const [alone] = measure(own, ['ndcg@3']) as [Measurement];
    expect(of).toMatchObject({ groups: 1, rows: rows.length, candidate: alone.candidate });
  });

  it('of few queries has no interval that a verdict is read off', () => {
    const rows = plain.query.flatMap((query, row) => (query < 19 ? [row] : []));
    const [measured] = measure(plain, ['mrr'], Int32Array.from(rows)) as [Measurement];
    expect(measured.contrast(1)?.guard).toBe('the rows belong to 19 groups only; at least 20 are needed');
  });

  it('does not depend on the order of the rows', () => {
    const order = plain.query.map((_, row) => row).reverse();
    const turned = {
      ...plain,
      query: order.map((row) => plain.query[row] as number),
      relevance: order.map((row) => plain.relevance[row] as number),
      candidate: order.map((row) => plain.candidate[row] as number),
      baseline: order.map((row) => plain.baseline[row] as number),
    };
    for (const metric of ['ndcg', 'mrr', 'map', 'recall@1'])
      expect(measure(turned, [metric])[0]?.candidate).toEqual(
        near(measure(plain, [metric])[0]?.candidate ?? 0),
      );
  });
});
