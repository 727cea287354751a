import { orderInSteps } from '../statistics/radix-argsort.ts';
import { portions, type Steps } from '../steps.ts';
import type { MetricInput } from './estimate.ts';

/** Documents of one query with equal scores: nothing says in which order they stand. */
export interface Tie {
  /** Documents ranked above them. */
  readonly before: number;
  readonly documents: number;
  /** How many of them have a relevance above 0. */
  readonly relevant: number;
  /** Sum of their relevance. */
  readonly gain: number;
}

export interface RankedQuery {
  /** From the best score down; a document with a score of its own is a tie of one. */
  readonly ties: readonly Tie[];
  readonly documents: number;
  readonly relevant: number;
  /** Relevance of all documents, the highest first. */
  readonly ideal: Float64Array;
}

const known = new WeakMap<MetricInput, readonly RankedQuery[]>();

/** The queries of these rows as the scores rank them, sorted once for all metrics. */
export function* rankedQueries(input: MetricInput): Steps<readonly RankedQuery[]> {
  const found = known.get(input) ?? (yield* rank(input));
  known.set(input, found);
  return found;
}

/** To rank a document takes as long as so many rows of simple work. */
export const ROWS_OF_A_DOCUMENT = 16;

function* rank({ truth, predictions }: MetricInput): Steps<RankedQuery[]> {
  if (truth.task !== 'ranking' || predictions.task !== 'regression') return [];
  const { relevance, queries } = truth;
  const { values } = predictions;
  const order = yield* byScore(values);
  const rowsOf = Array.from({ length: queries.count }, (): number[] => []);
  for (const [from, to] of portions(order.length)) {
    for (let place = from; place < to; place++) {
      const row = order[place] as number;
      rowsOf[queries.index[row] as number]?.push(row);
    }
    yield to - from;
  }
  const ranked: RankedQuery[] = [];
  for (const rows of rowsOf) {
    ranked.push(rankedQuery(rows, { relevance, scores: values }));
    yield ROWS_OF_A_DOCUMENT * rows.length;
  }
  return ranked;
}

/** From the highest score down, equal ones in their own order. */
function* byScore(scores: Float64Array): Steps<Uint32Array> {
  const turned = new Float64Array(scores.length);
  for (const [from, to] of portions(scores.length)) {
    for (let row = from; row < to; row++) turned[row] = -(scores[row] as number);
    yield to - from;
  }
  return (yield* orderInSteps(turned)).rows;
}

function rankedQuery(
  rows: readonly number[],
  { relevance, scores }: { readonly relevance: Float64Array; readonly scores: Float64Array },
): RankedQuery {
  const ties: Tie[] = [];
  let relevant = 0;
  for (let from = 0; from < rows.length; ) {
    const score = scores[rows[from] as number];
    let [to, own, gain] = [from, 0, 0];
    for (; to < rows.length && scores[rows[to] as number] === score; to++) {
      const value = relevance[rows[to] as number] as number;
      gain += value;
      if (value > 0) own += 1;
    }
    ties.push({ before: from, documents: to - from, relevant: own, gain });
    relevant += own;
    from = to;
  }
  const ideal = Float64Array.from(rows, (row) => relevance[row] as number)
    .sort()
    .reverse();
  return { ties, documents: rows.length, relevant, ideal };
}
