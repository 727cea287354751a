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
export function rankedQueries(input: MetricInput): readonly RankedQuery[] {
  const found = known.get(input) ?? rank(input);
  known.set(input, found);
  return found;
}

function rank({ truth, predictions }: MetricInput): RankedQuery[] {
  if (truth.task !== 'ranking' || predictions.task !== 'regression') return [];
  const { relevance, queries } = truth;
  const { values } = predictions;
  const order = byScore(values);
  const rowsOf = Array.from({ length: queries.count }, (): number[] => []);
  for (const row of order) rowsOf[queries.index[row] as number]?.push(row);
  return rowsOf.map((rows) => rankedQuery(rows, { relevance, scores: values }));
}

function byScore(scores: Float64Array): Uint32Array {
  const order = Uint32Array.from(scores, (_, row) => row);
  return order.sort((a, b) => (scores[b] as number) - (scores[a] as number));
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
