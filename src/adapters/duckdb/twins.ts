import type { ColumnSurvey, Survey } from '../../domain/data-checks/survey.ts';
import { askInPasses } from './ask-in-passes.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, narrowRelation, type Relation } from './relation.ts';
import { countIf } from './sql.ts';

interface Asked {
  readonly columns: readonly ColumnSurvey[];
  readonly names: readonly string[];
}

const PAIRS_PER_PASS = 100;

/** Columns that are equal to an earlier one in every row. Only those that already look alike are held against each other. */
export async function twinsOf(
  session: EngineSession,
  relation: Relation,
  { columns, names }: Asked,
): Promise<Survey['twins']> {
  const twins = new Map<string, string>();
  let alike = groupsOf(columns.filter(({ column }) => names.includes(column)));
  while (alike.length > 0) {
    const pairs = alike.flatMap(([first = '', ...others]) => others.map((other) => [first, other] as const));
    const isEqual = await comparePairs(session, relation, pairs);
    const rest: string[][] = [];
    for (const [first = '', ...others] of alike) {
      const isTwin = (other: string) => isEqual.has(pairs.findIndex(([a, b]) => a === first && b === other));
      for (const other of others.filter(isTwin)) twins.set(other, first);
      rest.push(others.filter((other) => !isTwin(other)));
    }
    alike = rest.filter(({ length }) => length > 1);
  }
  return twins;
}

/** Columns with as many cells, about as many different values and the same most frequent one. A constant one says nothing at all. */
function groupsOf(columns: readonly ColumnSurvey[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { column, rows, distinct, top } of columns) {
    if (distinct < 2) continue;
    const key = JSON.stringify([rows, distinct, top]);
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Places of the pairs that are equal. */
async function comparePairs(
  session: EngineSession,
  whole: Relation,
  pairs: readonly (readonly [string, string])[],
): Promise<ReadonlySet<number>> {
  const relation = narrowRelation(whole, [...new Set(pairs.flat())]);
  const text = (name: string) => `${columnNamed(relation, name).raw}::VARCHAR`;
  const asked = pairs.map(([a, b]) => [countIf(`${text(a)} IS DISTINCT FROM ${text(b)}`)]);
  const answers = await askInPasses({ session, relation, from: relation.sql }, asked, PAIRS_PER_PASS);
  return new Set(answers.flatMap(([different], place) => (Number(different) === 0 ? [place] : [])));
}
