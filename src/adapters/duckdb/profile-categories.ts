import type { Profiling } from './profile.ts';
import { halfSql, numbered } from './profile-halves.ts';
import { valueSql } from './profile-values.ts';
import { columnNamed } from './relation.ts';

/** Rows (groups) of a category above which it makes no difference that the same rows chose it. */
const FREQUENT = 30;
/** A value that fewer rows (groups) share says who they are, not how they are distributed. */
const LEAST_SHARED = 5;
/** Characters. A profile is small: longer text is counted with the values that are not kept apart. */
const LONGEST_KEPT = 1000;

export interface Categories {
  /** Sorted by text. */
  readonly categories: string[];
  /** Some values are not kept apart, so that the choice was made by half of the rows. */
  readonly isChosen: boolean;
}

/** The categories that were given; without: all when they are few and frequent, else the most frequent of one half. */
export async function chooseCategories(profiling: Profiling): Promise<Categories> {
  const { planned, plan } = profiling;
  if (planned.categories !== null) return { categories: [...planned.categories], isChosen: false };
  const all = await mostFrequent(profiling, { limit: plan.maxCategories + 1, half: false });
  const isClosed = all.length <= plan.maxCategories && all.every(({ count }) => count >= FREQUENT);
  if (isClosed) return { categories: textsOf(all), isChosen: false };
  const chosen = await mostFrequent(profiling, { limit: plan.maxCategories, half: true });
  return { categories: textsOf(chosen.filter(({ count }) => count >= LEAST_SHARED)), isChosen: true };
}

interface Frequency {
  readonly text: string;
  /** Rows; with `group_by` groups. */
  readonly count: number;
}

async function mostFrequent(
  { session, relation, column, planned, plan }: Profiling,
  { limit, half }: { readonly limit: number; readonly half: boolean },
): Promise<Frequency[]> {
  const value = valueSql(column, planned);
  const count =
    plan.groupBy === null ? 'count(*)' : `count(DISTINCT ${columnNamed(relation, plan.groupBy).raw})`;
  const from = half ? numbered(relation, plan.groupBy) : relation.sql;
  const only = half ? ` AND ${halfSql(relation, plan.groupBy, 'choosing')}` : '';
  const rows = await session.rows(
    `SELECT ${value} AS v, ${count} AS n FROM ${from} WHERE (${value}) IS NOT NULL AND length(${value}) <= ${LONGEST_KEPT}${only} GROUP BY 1 ORDER BY n DESC, v LIMIT ${limit}`,
    relation.source,
  );
  return rows.map((row) => ({ text: String(row.v), count: Number(row.n) }));
}

function textsOf(frequencies: readonly Frequency[]): string[] {
  return frequencies.map(({ text }) => text).sort();
}
