import { meanEstimate, undefinedEstimate } from './estimate.ts';
import type { Metric, MetricFamily } from './metric.ts';
import { type RankedQuery, ROWS_OF_A_DOCUMENT, rankedQueries, type Tie } from './ranked-queries.ts';

/*
 * Every value is a mean over queries, all of which count the same. Documents with equal scores may stand in any order: a query's
 * value is the mean over all orders, as scikit-learn's NDCG (F. McSherry and M. Najork, Computing information retrieval
 * performance measures efficiently in the presence of tied scores, 2008). A query without a relevant document has 0.
 */

type OfQuery = (query: RankedQuery, depth: number) => number;

/** The mean over queries; influence has one entry per query. */
function meanOver(ofQuery: OfQuery, depth: number): Metric['estimate'] {
  return function* (input) {
    const queries = yield* rankedQueries(input);
    if (queries.length === 0) return undefinedEstimate('there are no queries', 0);
    const values = new Float64Array(queries.length);
    for (const [index, query] of queries.entries()) {
      values[index] = ofQuery(query, depth);
      yield ROWS_OF_A_DOCUMENT * query.documents;
    }
    return yield* meanEstimate(values, null);
  };
}

/**
 * DCG over the DCG of the best order. Gain is the relevance itself, not 2^relevance − 1; the document at place i, counted
 * from 1, is discounted by log₂(i + 1), and below the depth not counted.
 */
function ndcg({ ties, ideal }: RankedQuery, depth: number): number {
  const best = discounted(ideal.length, depth, (place) => ideal[place] as number);
  if (best === 0) return 0;
  const own = ties.reduce((sum, tie) => {
    const mean = tie.gain / tie.documents;
    return (
      sum + mean * discounted(tie.before + tie.documents, depth, (place) => (place < tie.before ? 0 : 1))
    );
  }, 0);
  return own / best;
}

function discounted(documents: number, depth: number, gain: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(documents, depth); place++) {
    const value = gain(place);
    if (value !== 0) sum += value / Math.log2(place + 2);
  }
  return sum;
}

/** 1 over the place of the first relevant document; 0 where it stands below the depth. */
function reciprocalRank({ ties }: RankedQuery, depth: number): number {
  const first = ties.find(({ relevant }) => relevant > 0);
  if (first === undefined) return 0;
  const { before, documents, relevant } = first;
  let [sum, chance] = [0, relevant / documents];
  for (let place = 1; place <= documents - relevant + 1 && before + place <= depth; place++) {
    sum += chance / (before + place);
    chance *= (documents - place - relevant + 1) / (documents - place);
  }
  return sum;
}

/** Mean over the relevant documents, at most as many as the depth, of the share of relevant ones from the top down to each. */
function averagePrecision({ ties, relevant }: RankedQuery, depth: number): number {
  if (relevant === 0) return 0;
  let [sum, above] = [0, 0];
  for (const tie of ties) {
    sum += precisions(tie, { above, depth });
    above += tie.relevant;
  }
  return sum / Math.min(relevant, depth);
}

/** Expected sum, over the places of a tie that hold a relevant document, of the precision there. */
function precisions(
  { before, documents, relevant }: Tie,
  { above, depth }: { readonly above: number; readonly depth: number },
): number {
  const others = documents === 1 ? 0 : (relevant - 1) / (documents - 1);
  let sum = 0;
  for (let place = 1; place <= documents && before + place <= depth; place++)
    sum += (above + 1 + (place - 1) * others) / (before + place);
  return (sum * relevant) / documents;
}

/** Share of the relevant documents that stand above the depth. */
function recall({ ties, relevant }: RankedQuery, depth: number): number {
  if (relevant === 0) return 0;
  const found = ties.reduce((sum, tie) => {
    const within = Math.max(0, Math.min(tie.documents, depth - tie.before));
    return sum + (tie.relevant * within) / tie.documents;
  }, 0);
  return found / relevant;
}

const RANKING = { tasks: ['ranking'], better: 'higher', method: 'mean' } as const;

function whole(name: string, ofQuery: OfQuery): Metric {
  return { ...RANKING, name, estimate: meanOver(ofQuery, Number.POSITIVE_INFINITY) };
}

/** name@k: down to the k-th document. */
function family(name: string, ofQuery: OfQuery, usual: number | null = null): MetricFamily {
  return {
    pattern: new RegExp(`^${name}@([1-9]\\d{0,4})$`),
    example: `${name}@10`,
    member: (depth) => ({
      ...RANKING,
      name: `${name}@${depth}`,
      ...(Number(depth) === usual ? { usualIn: ['ranking'] as const } : {}),
      estimate: meanOver(ofQuery, Number(depth)),
    }),
  };
}

export const rankingMetrics: readonly Metric[] = [
  whole('ndcg', ndcg),
  whole('mrr', reciprocalRank),
  whole('map', averagePrecision),
];

export const rankingFamilies: readonly MetricFamily[] = [
  family('ndcg', ndcg, 10),
  family('mrr', reciprocalRank, 10),
  family('map', averagePrecision),
  family('recall', recall),
];
