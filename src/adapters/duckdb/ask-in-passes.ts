import type { EngineSession } from './engine-session.ts';
import type { Relation } from './relation.ts';

export interface Asked {
  readonly session: EngineSession;
  readonly relation: Relation;
  /** The FROM item whose rows are aggregated. */
  readonly from: string;
}

/** Answers of aggregates, in their order: each list of them is of one column, `perPass` columns share a query. */
export async function askInPasses(
  { session, relation, from }: Asked,
  lists: readonly (readonly string[])[],
  perPass: number,
): Promise<unknown[][]> {
  const answers: unknown[][] = [];
  for (let start = 0; start < lists.length; start += perPass) {
    const batch = lists.slice(start, start + perPass);
    const select = batch.flatMap((list, index) => list.map((sql, each) => `${sql} AS a${index}_${each}`));
    const [row = {}] = await session.rows(`SELECT ${select.join(', ')} FROM ${from}`, relation.source);
    answers.push(...batch.map((list, index) => list.map((_, each) => row[`a${index}_${each}`])));
  }
  return answers;
}
