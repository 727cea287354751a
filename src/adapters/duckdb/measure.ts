import type {
  Measurements,
  MeasurePlan,
  PlannedRule,
  RowRule,
  RuleMeasurement,
  SetRule,
} from '../../domain/contract/measure-plan.ts';
import { ModelyardError } from '../../errors.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { itemsOf } from './list-value.ts';
import { measureReferences, type Tables } from './measure-references.ts';
import { measureUnique } from './measure-unique.ts';
import { profileColumns } from './profile.ts';
import { columnNamed, numberedRows, type Relation } from './relation.ts';
import { placedRuleSql, type RuleSql } from './rule-sql.ts';

const RULES_PER_PASS = 400;
/** Characters of a value that an example shows. */
const LONGEST_EXAMPLE = 200;

/** Counts every rule of the plan and the cells of the profile. */
export async function measure(
  session: EngineSession,
  relation: Relation,
  plan: MeasurePlan & Tables,
): Promise<Measurements> {
  const counting: Counting = {
    relation,
    rules: plan.rules.flatMap(({ id, rule }) => (isSetRule(rule) ? [] : [{ id, rule }])),
    groupBy: plan.groupBy,
  };
  const counted = await countRows(session, counting);
  const rowRules = await withExamples(session, counting, {
    found: counted.rules,
    maxExamples: plan.maxExamples,
  });
  const unique = await measureUnique(session, relation, plan);
  const references = await measureReferences(session, relation, plan);
  const measured = new Map([...rowRules, ...unique, ...references].map((each) => [each.id, each]));
  return {
    rows: counted.rows,
    groups: counted.groups,
    rules: plan.rules.map((planned) => measuredOf(planned, measured)),
    profile: await profileColumns(session, relation, plan),
  };
}

function isSetRule(rule: RowRule | SetRule): rule is SetRule {
  return rule.kind === 'unique' || rule.kind === 'reference';
}

function measuredOf({ id }: PlannedRule, measured: ReadonlyMap<string, RuleMeasurement>): RuleMeasurement {
  const found = measured.get(id);
  if (found === undefined) throw new ModelyardError('internal', `rule ${id} was not measured`);
  return found;
}

interface PlannedRowRule {
  readonly id: string;
  readonly rule: RowRule;
}

interface Counting {
  readonly relation: Relation;
  readonly rules: readonly PlannedRowRule[];
  readonly groupBy: string | null;
}

interface Counted {
  readonly rows: number;
  readonly groups: number | null;
  readonly rules: readonly RuleMeasurement[];
}

/** One pass over the rows for all rules (a further one per 400 rules). */
async function countRows(session: EngineSession, { relation, rules, groupBy }: Counting): Promise<Counted> {
  const groups = groupBy === null ? 'NULL' : `count(DISTINCT ${columnNamed(relation, groupBy).raw})`;
  const measured: RuleMeasurement[] = [];
  let head: SqlRow = {};
  for (let start = 0; start === 0 || start < rules.length; start += RULES_PER_PASS) {
    const batch = rules.slice(start, start + RULES_PER_PASS);
    const counts = batch.map((planned, index) => {
      const { checked, failing } = conditionsOf(planned, relation);
      return `count(*) FILTER (WHERE ${checked}) AS c${index}, count(*) FILTER (WHERE ${failing}) AS f${index}`;
    });
    const select = ['count(*) AS n', `${start === 0 ? groups : 'NULL'} AS g`, ...counts].join(', ');
    const [row = {}] = await session.rows(`SELECT ${select} FROM ${relation.sql}`, relation.source);
    if (start === 0) head = row;
    batch.forEach(({ id }, index) => {
      const [checked, failing] = [Number(row[`c${index}`]), Number(row[`f${index}`])];
      measured.push({ id, checked, failing, examples: [] });
    });
  }
  return { rows: Number(head.n), groups: groupBy === null ? null : Number(head.g), rules: measured };
}

function conditionsOf({ rule }: PlannedRowRule, relation: Relation): RuleSql {
  return placedRuleSql(rule, relation);
}

interface Found {
  readonly found: readonly RuleMeasurement[];
  readonly maxExamples: number;
}

const EXAMPLES_PER_PASS = 50;

/** The first failing rows of each rule, with their number: one more pass, and only where something fails. */
async function withExamples(
  session: EngineSession,
  { relation, rules }: Counting,
  { found, maxExamples }: Found,
): Promise<RuleMeasurement[]> {
  const failing = found.filter((each) => each.failing > 0);
  const wanted = rules.filter(({ id }) => failing.some((each) => each.id === id));
  const examples = new Map<string, RuleMeasurement['examples']>();
  for (let start = 0; maxExamples > 0 && start < wanted.length; start += EXAMPLES_PER_PASS) {
    const batch = wanted.slice(start, start + EXAMPLES_PER_PASS);
    const select = batch.map((planned, index) => {
      const sql = conditionsOf(planned, relation);
      const where = `FILTER (WHERE ${sql.failing})`;
      const value = `coalesce(left((${sql.value})::VARCHAR, ${LONGEST_EXAMPLE}), '')`;
      return `min(row, ${maxExamples}) ${where} AS r${index}, arg_min(${value}, row, ${maxExamples}) ${where} AS v${index}`;
    });
    const [row = {}] = await session.rows(
      `SELECT ${select.join(', ')} FROM ${numberedRows(relation)}`,
      relation.source,
    );
    batch.forEach(({ id }, index) => {
      const [numbers, values] = [itemsOf(row[`r${index}`]), itemsOf(row[`v${index}`])];
      examples.set(
        id,
        numbers.map((number, each) => ({ row: Number(number), value: String(values[each]) })),
      );
    });
  }
  return found.map((each) => ({ ...each, examples: examples.get(each.id) ?? [] }));
}
