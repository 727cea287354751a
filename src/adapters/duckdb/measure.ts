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
import { columnNamed, narrowRelation, numberedRows, type Relation } from './relation.ts';
import { placedRuleSql, type RuleSql } from './rule-sql.ts';
import { countIf } from './sql.ts';

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
    rows: counted.rows,
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
    const used = start === 0 && groupBy !== null ? [groupBy, ...columnsOf(batch)] : columnsOf(batch);
    const narrow = narrowRelation(relation, used);
    const conditions = batch.map((planned) => conditionsOf(planned, narrow));
    const counts = new Set(conditions.flatMap(({ checked, failing }) => [checked, failing]));
    const asked = [...counts].filter((condition) => KNOWN[condition] === undefined);
    const select = ['count(*) AS n', `${start === 0 ? groups : 'NULL'} AS g`, ...asked.map(countSql)];
    const [row = {}] = await session.rows(`SELECT ${select.join(', ')} FROM ${narrow.sql}`, relation.source);
    if (start === 0) head = row;
    const countOf = (condition: string) =>
      Number(row[KNOWN[condition] ?? `c${asked.indexOf(condition)}`] ?? 0);
    batch.forEach(({ id }, index) => {
      const { checked = '', failing = '' } = conditions[index] ?? {};
      measured.push({ id, checked: countOf(checked), failing: countOf(failing), examples: [] });
    });
  }
  return { rows: Number(head.n), groups: groupBy === null ? null : Number(head.g), rules: measured };
}

/** Conditions whose rows need not be counted: the column of the answer that has them, or none. */
const KNOWN: Readonly<Record<string, string>> = { true: 'n', false: 'none' };

/** Many rules look at the same cells: each condition is counted once. */
function countSql(condition: string, index: number): string {
  const present = /^(r\d+) IS NOT NULL$/.exec(condition)?.[1];
  return present === undefined ? `${countIf(condition)} AS c${index}` : `count(${present}) AS c${index}`;
}

function columnsOf(rules: readonly PlannedRowRule[]): string[] {
  return rules.map(({ rule }) => rule.column);
}

function conditionsOf({ rule }: PlannedRowRule, relation: Relation): RuleSql {
  return placedRuleSql(rule, relation);
}

interface Found {
  readonly found: readonly RuleMeasurement[];
  readonly rows: number;
  readonly maxExamples: number;
}

const EXAMPLES_PER_PASS = 50;
/** Of what fails more often than once in this many rows, the first rows are found without reading all. */
const OFTEN = 1000;

/** The first failing rows of each rule, with their number: one more pass, and only where something fails. */
async function withExamples(
  session: EngineSession,
  { relation, rules }: Counting,
  { found, rows, maxExamples }: Found,
): Promise<RuleMeasurement[]> {
  const failing = new Map(found.map((each) => [each.id, each.failing]));
  const isOften = ({ id }: PlannedRowRule) => (failing.get(id) ?? 0) * OFTEN > rows;
  const broken = rules.filter(({ id }) => (failing.get(id) ?? 0) > 0 && maxExamples > 0);
  const examples = new Map<string, RuleMeasurement['examples']>();
  for (const planned of broken.filter(isOften))
    examples.set(planned.id, await firstFailing(session, relation, { planned, maxExamples }));
  const wanted = broken.filter((planned) => !isOften(planned));
  for (let start = 0; start < wanted.length; start += EXAMPLES_PER_PASS) {
    const batch = wanted.slice(start, start + EXAMPLES_PER_PASS);
    const select = batch.map((planned, index) => {
      const sql = conditionsOf(planned, relation);
      const where = `FILTER (WHERE ${sql.failing})`;
      const value = exampleSql(sql);
      return `min(row, ${maxExamples}) ${where} AS r${index}, arg_min(${value}, row, ${maxExamples}) ${where} AS v${index}`;
    });
    const [row = {}] = await session.rows(
      `SELECT ${select.join(', ')} FROM ${numberedRows(narrowRelation(relation, columnsOf(batch)))}`,
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

function exampleSql({ value }: RuleSql): string {
  return `coalesce(left((${value})::VARCHAR, ${LONGEST_EXAMPLE}), '')`;
}

/** Reads until enough rows are found: without an order DuckDB gives rows in that of the files. */
async function firstFailing(
  session: EngineSession,
  relation: Relation,
  { planned, maxExamples }: { readonly planned: PlannedRowRule; readonly maxExamples: number },
): Promise<RuleMeasurement['examples']> {
  const narrow = narrowRelation(relation, columnsOf([planned]));
  const sql = conditionsOf(planned, narrow);
  const rows = await session.rows(
    `SELECT row, ${exampleSql(sql)} AS v FROM ${numberedRows(narrow)} WHERE ${sql.failing} LIMIT ${maxExamples}`,
    relation.source,
  );
  return rows.map(({ row, v }) => ({ row: Number(row), value: String(v) }));
}
