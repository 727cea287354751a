import type { Profiling } from './profile.ts';
import { groupHalfSql } from './profile-halves.ts';
import { valueSql } from './profile-values.ts';
import { columnNamed } from './relation.ts';

/** Rows (groups) of a category above which it makes no difference that the same rows chose it. */
export const FREQUENT = 30;
/** A value that fewer rows (groups) share says who they are, not how they are distributed. */
export const LEAST_SHARED = 5;
/** Characters. A profile is small: longer text is counted with the values that are not kept apart. */
export const LONGEST_KEPT = 1000;

export interface Categories {
  /** Sorted by text. */
  readonly categories: string[];
  /** Some values are not kept apart, so that the choice was made by half of the groups. */
  readonly isChosen: boolean;
}

/** The categories that were given; without: all when they are few and frequent, else the most frequent of one half of the groups. */
export async function chooseCategories(profiling: Profiling): Promise<Categories> {
  const { planned, plan } = profiling;
  if (planned.categories !== null || plan.groupBy === null)
    return { categories: [...(planned.categories ?? [])], isChosen: false };
  const grouped = { ...profiling, groupBy: plan.groupBy };
  const all = await mostFrequent(grouped, { limit: plan.maxCategories + 1, half: false });
  const isClosed = all.length <= plan.maxCategories && all.every(({ count }) => count >= FREQUENT);
  if (isClosed) return { categories: textsOf(all), isChosen: false };
  const chosen = await mostFrequent(grouped, { limit: plan.maxCategories, half: true });
  return { categories: textsOf(chosen.filter(({ count }) => count >= LEAST_SHARED)), isChosen: true };
}

interface Frequency {
  readonly text: string;
  /** Groups. */
  readonly count: number;
}

async function mostFrequent(
  { session, relation, column, planned, groupBy }: Profiling & { readonly groupBy: string },
  { limit, half }: { readonly limit: number; readonly half: boolean },
): Promise<Frequency[]> {
  const value = valueSql(column, planned);
  const only = half ? ` AND ${groupHalfSql(relation, groupBy, 'choosing')}` : '';
  const rows = await session.rows(
    `SELECT ${value} AS v, count(DISTINCT ${columnNamed(relation, groupBy).raw}) AS n FROM ${relation.sql} WHERE (${value}) IS NOT NULL AND length(${value}) <= ${LONGEST_KEPT}${only} GROUP BY 1 ORDER BY n DESC, v LIMIT ${limit}`,
    relation.source,
  );
  return rows.map((row) => ({ text: String(row.v), count: Number(row.n) }));
}

function textsOf(frequencies: readonly Frequency[]): string[] {
  return frequencies.map(({ text }) => text).sort();
}
