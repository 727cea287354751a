import type {
  Measurements,
  MeasurePlan,
  PlannedRule,
  RowRule,
  RuleMeasurement,
} from '../../domain/contract/measure-plan.ts';
import { ModelyardError } from '../../errors.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { profileColumns } from './profile.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { type RuleSql, ruleSql } from './rule-sql.ts';
import { identifier } from './sql.ts';

const RULES_PER_PASS = 400;
const LONGEST_EXAMPLE = 200;

/** Counts every rule of the plan and the cells of the profile. */
export async function measure(
  session: EngineSession,
  relation: Relation,
  plan: MeasurePlan,
): Promise<Measurements> {
  const rowRules = plan.rules.filter((each) => each.rule.kind !== 'unique');
  const counted = await countRows(session, { relation, rules: rowRules, groupBy: plan.groupBy });
  const measured = new Map(counted.rules.map((each) => [each.id, each]));
  for (const planned of plan.rules) {
    if (planned.rule.kind === 'unique') {
      measured.set(
        planned.id,
        await countDuplicates(session, relation, {
          id: planned.id,
          columns: planned.rule.columns,
          maxExamples: plan.maxExamples,
        }),
      );
    }
  }
  const rules: RuleMeasurement[] = [];
  for (const planned of plan.rules) {
    const found = measured.get(planned.id);
    if (found === undefined) throw new ModelyardError('internal', `rule ${planned.id} was not measured`);
    rules.push(await withExamples(session, relation, { planned, found, maxExamples: plan.maxExamples }));
  }
  const profile = await profileColumns(session, relation, plan);
  return { rows: counted.rows, groups: counted.groups, rules, profile };
}

/** The column of a rule. Throws `input` where the data have none; the plan asks for columns that are there. */
export function columnNamed(relation: Relation, name: string): RelationColumn {
  const column = relation.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  throw new ModelyardError('input', `${relation.source.files[0]}: there is no column ${name}`, {
    hint: `The columns are: ${relation.columns
      .map((each) => each.name)
      .slice(0, 50)
      .join(', ')}.`,
  });
}

interface Counting {
  readonly relation: Relation;
  readonly rules: readonly PlannedRule[];
  readonly groupBy: string | null;
}

interface Counted {
  readonly rows: number;
  readonly groups: number | null;
  readonly rules: readonly RuleMeasurement[];
}

/** One pass over the rows for all rules (a further one per 400 rules). */
async function countRows(session: EngineSession, { relation, rules, groupBy }: Counting): Promise<Counted> {
  const groups = groupBy === null ? 'NULL' : `count(DISTINCT ${identifier(groupBy)})`;
  const conditions = rules.map(({ rule }) => conditionsOf(rule, relation));
  const measured: RuleMeasurement[] = [];
  let head: SqlRow = {};
  for (let start = 0; start === 0 || start < rules.length; start += RULES_PER_PASS) {
    const batch = conditions.slice(start, start + RULES_PER_PASS);
    const counts = batch.map(({ checked, failing }, index) => {
      return `count(*) FILTER (WHERE ${checked}) AS c${index}, count(*) FILTER (WHERE ${failing}) AS f${index}`;
    });
    const select = ['count(*) AS n', `${start === 0 ? groups : 'NULL'} AS g`, ...counts].join(', ');
    const [row = {}] = await session.rows(`SELECT ${select} FROM ${relation.sql}`, relation.source);
    if (start === 0) head = row;
    batch.forEach((_, index) => {
      const id = rules[start + index]?.id ?? '';
      measured.push({
        id,
        checked: Number(row[`c${index}`]),
        failing: Number(row[`f${index}`]),
        examples: [],
      });
    });
  }
  return { rows: Number(head.n), groups: groupBy === null ? null : Number(head.g), rules: measured };
}

function conditionsOf(rule: PlannedRule['rule'], relation: Relation): RuleSql {
  if (rule.kind === 'unique') throw new ModelyardError('internal', 'uniqueness is not counted row by row');
  return ruleSql(rule, columnNamed(relation, rule.column));
}

interface Finding {
  readonly planned: PlannedRule;
  readonly found: RuleMeasurement;
  readonly maxExamples: number;
}

/** The first failing rows, with their number; asked for only where something fails. */
async function withExamples(
  session: EngineSession,
  relation: Relation,
  { planned, found, maxExamples }: Finding,
): Promise<RuleMeasurement> {
  if (found.failing === 0 || maxExamples === 0 || planned.rule.kind === 'unique') return found;
  const rule: RowRule = planned.rule;
  const { failing, value } = conditionsOf(rule, relation);
  const numbered = `SELECT row_number() OVER () AS "modelyard row", * FROM ${relation.sql}`;
  const rows = await session.rows(
    `SELECT "modelyard row" AS r, left((${value})::VARCHAR, ${LONGEST_EXAMPLE}) AS v FROM (${numbered}) WHERE ${failing} ORDER BY 1 LIMIT ${maxExamples}`,
    relation.source,
  );
  return {
    ...found,
    examples: rows.map((row) => ({ row: Number(row.r), value: row.v === null ? '' : String(row.v) })),
  };
}

interface Uniqueness {
  readonly id: string;
  readonly columns: readonly string[];
  readonly maxExamples: number;
}

/** Rows whose key stands in an earlier row already. Rows without a key are left to the check on nulls. */
async function countDuplicates(
  session: EngineSession,
  relation: Relation,
  { id, columns, maxExamples }: Uniqueness,
): Promise<RuleMeasurement> {
  const keys = columns.map((name) => columnNamed(relation, name).raw);
  const present = keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  const grouped = `SELECT ${keys.map((key, index) => `${key} AS k${index}`).join(', ')}, count(*) AS n FROM ${relation.sql} WHERE ${present} GROUP BY ALL`;
  const [row = {}] = await session.rows(
    `SELECT coalesce(sum(n), 0) AS checked, coalesce(sum(n - 1), 0) AS failing FROM (${grouped})`,
    relation.source,
  );
  const failing = Number(row.failing);
  const text = keys.map((_, index) => `coalesce(k${index}::VARCHAR, '')`).join(" || ', ' || ");
  const examples =
    failing === 0 || maxExamples === 0
      ? []
      : await session.rows(
          `SELECT left(${text}, ${LONGEST_EXAMPLE}) AS v FROM (${grouped} HAVING count(*) > 1) ORDER BY n DESC, 1 LIMIT ${maxExamples}`,
          relation.source,
        );
  return {
    id,
    checked: Number(row.checked),
    failing,
    examples: examples.map((each) => ({ row: null, value: String(each.v) })),
  };
}
