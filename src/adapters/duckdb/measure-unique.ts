import type { MeasurePlan, RuleMeasurement, SetRule } from '../../domain/contract/measure-plan.ts';
import { countExtra, withFrequentKeys } from './count-distinct.ts';
import type { EngineSession } from './engine-session.ts';
import { placedValues } from './nested-value.ts';
import { columnNamed, narrowRelation, numberedRows, type Relation } from './relation.ts';

const LONGEST_EXAMPLE = 200;

type Counts = Omit<RuleMeasurement, 'id'>;

/** Measures the uniqueness rules of a plan, each set of columns once. */
export async function measureUnique(
  session: EngineSession,
  relation: Relation,
  { rules, maxExamples }: Pick<MeasurePlan, 'rules' | 'maxExamples'>,
): Promise<RuleMeasurement[]> {
  const known = new Map<string, Counts>();
  const measured: RuleMeasurement[] = [];
  for (const { id, rule } of rules) {
    if (rule.kind !== 'unique') continue;
    const key = JSON.stringify([rule.columns, rule.path ?? []]);
    const counts = known.get(key) ?? (await countRepeated(session, relation, { ...rule, maxExamples }));
    known.set(key, counts);
    measured.push({ id, ...counts });
  }
  return measured;
}

interface Uniqueness extends Pick<Extract<SetRule, { kind: 'unique' }>, 'columns' | 'path'> {
  readonly maxExamples: number;
}

/** Rows whose key stands in an earlier row already. Rows without a whole key are left to the check on nulls. NaN equals NaN. */
async function countRepeated(
  session: EngineSession,
  relation: Relation,
  { columns, path = [], maxExamples }: Uniqueness,
): Promise<Counts> {
  const { from, keys, isInteger } = keysOf(relation, { columns, path });
  const key = { parts: keys, isInteger };
  const { checked, failing } = await countExtra(session, from, key);
  if (failing === 0 || maxExamples === 0) return { checked, failing, examples: [] };
  const text = keys.map((key) => `${key}::VARCHAR`).join(" || ', ' || ");
  const examples = await withFrequentKeys(session, from, { key, most: maxExamples }, (worst) =>
    session.rows(
      `SELECT left(${text}, ${LONGEST_EXAMPLE}) AS v, min(row, 2)[2] AS r FROM ${numberedRows(from)} SEMI JOIN ${worst} USING (${keys.join(', ')}) GROUP BY ${keys.join(', ')} ORDER BY r`,
      relation.source,
    ),
  );
  return {
    checked,
    failing,
    examples: examples.map((each) => ({ row: Number(each.r), value: String(each.v) })),
  };
}

/** The columns of the key; of what is inside a column, a relation that has it as one. */
function keysOf(whole: Relation, { columns, path }: Pick<Uniqueness, 'columns' | 'path'>) {
  const relation = narrowRelation(whole, columns);
  if (path === undefined || path.length === 0) {
    const named = columns.map((name) => columnNamed(relation, name));
    const isInteger = named.length === 1 && named[0]?.logicalType === 'integer';
    return { from: relation, keys: named.map(({ typed }) => typed), isInteger };
  }
  const values = columns.map((column) => placedValues(relation, { column, path }).value.typed);
  const select = values.map((value, index) => `${value} AS k${index}`).join(', ');
  const from = { ...relation, sql: `(SELECT ${select} FROM ${relation.sql})`, numbered: null };
  return { from, keys: values.map((_, index) => `k${index}`), isInteger: false };
}
