import type { MeasurePlan, RuleMeasurement, SetRule } from '../../domain/contract/measure-plan.ts';
import type { Place } from '../../domain/contract/place.ts';
import { isNumericType } from './cell-sql.ts';
import type { EngineSession } from './engine-session.ts';
import { type PlacedCell, placedValues } from './nested-value.ts';
import { narrowRelation, numberedRows, type Relation } from './relation.ts';

/** Opens the tables that keys point to. */
export interface Tables {
  readonly table: (name: string) => Promise<Relation>;
}

type Reference = Extract<SetRule, { kind: 'reference' }>;
const LONGEST_EXAMPLE = 200;

/** Measures the rules of a plan that point to other tables. */
export async function measureReferences(
  session: EngineSession,
  relation: Relation,
  { rules, maxExamples, table }: Pick<MeasurePlan, 'rules' | 'maxExamples'> & Tables,
): Promise<RuleMeasurement[]> {
  const measured: RuleMeasurement[] = [];
  for (const { id, rule } of rules) {
    if (rule.kind !== 'reference') continue;
    const other = await table(rule.to.table);
    measured.push({ id, ...(await countOrphans(session, [relation, other], { rule, maxExamples })) });
  }
  return measured;
}

interface Asked {
  readonly rule: Reference;
  readonly maxExamples: number;
}

/** Rows whose whole key stands nowhere in the other table. Rows without a whole key are left to the check on nulls. */
async function countOrphans(
  session: EngineSession,
  tables: readonly [Relation, Relation],
  { rule, maxExamples }: Asked,
): Promise<Omit<RuleMeasurement, 'id'>> {
  const named = (places: readonly Place[]) => places.map(({ column }) => column);
  const left = narrowRelation(tables[0], named(rule.from));
  const right = narrowRelation(tables[1], named(rule.to.columns));
  const pairs = rule.from.map((place, index) =>
    comparable(left, place, [right, rule.to.columns[index] ?? place]),
  );
  const names = pairs.map((_, index) => `k${index}`);
  const select = (side: 0 | 1) => pairs.map((pair, index) => `${pair[side]} AS k${index}`).join(', ');
  const isWhole = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const known = `(SELECT DISTINCT ${names.join(', ')}, true AS is_known FROM (SELECT ${select(1)} FROM ${right.sql}) WHERE ${isWhole})`;
  const [row = {}] = await session.rows(
    `SELECT count(*) AS checked, count(*) FILTER (WHERE is_known IS NULL) AS failing FROM (SELECT ${select(0)} FROM ${left.sql}) LEFT JOIN ${known} USING (${names.join(', ')}) WHERE ${isWhole}`,
    left.source,
  );
  const [checked, failing] = [Number(row.checked), Number(row.failing)];
  if (failing === 0 || maxExamples === 0) return { checked, failing, examples: [] };
  const text = names.map((name) => `${name}::VARCHAR`).join(" || ', ' || ");
  const examples = await session.rows(
    `SELECT row AS r, left(${text}, ${LONGEST_EXAMPLE}) AS v FROM (SELECT row, ${select(0)} FROM ${numberedRows(left)}) ANTI JOIN ${known} USING (${names.join(', ')}) WHERE ${isWhole} ORDER BY r LIMIT ${maxExamples}`,
    left.source,
  );
  return {
    checked,
    failing,
    examples: examples.map((each) => ({ row: Number(each.r), value: String(each.v) })),
  };
}

/** Both sides of a key in a form in which equal values are equal: 7 and 7.0, but not 7 and "07". */
function comparable(
  left: Relation,
  place: Place,
  [right, target]: readonly [Relation, Place],
): readonly [string, string] {
  const [mine, other] = [placedValues(left, place).value, placedValues(right, target).value];
  const cast = (sql: string, type: string) => `${sql}::${type}`;
  if (mine.logicalType === other.logicalType) return [mine.typed, other.typed];
  const type = isNumericType(mine.logicalType) && isNumericType(other.logicalType) ? 'DOUBLE' : 'VARCHAR';
  const value = (cell: PlacedCell) => cast(type === 'VARCHAR' ? cell.raw : cell.typed, type);
  return [value(mine), value(other)];
}
