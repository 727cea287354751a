import type {
  ColumnSurvey,
  LabelTable,
  Survey,
  SurveyedColumn,
  SurveyPlan,
} from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, keptRelation, type Relation, type RelationColumn } from './relation.ts';
import { labelTables, type Tabulated } from './survey-label.ts';
import { surveyNumber } from './survey-number.ts';
import { conflictingRows, correlationsOf, momentsOf, repeatedRows } from './survey-rows.ts';
import { dropSomeRows, someRows } from './survey-sample.ts';
import { dropValues, keepValues, personalNumbers, surveyText, type Values } from './survey-text.ts';

/** One column on its way. */
export interface Surveying {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: SurveyPlan;
  readonly surveyed: SurveyedColumn;
  readonly column: RelationColumn;
  readonly head: ColumnHead;
}

/** What one pass over all columns tells of each. */
interface ColumnHead {
  readonly rows: number;
  readonly present: number;
  /** Different values, about. */
  readonly distinct: number;
}

/** Finds out about a dataset what the checks on data for learning ask: all rows are counted. */
export async function survey(session: EngineSession, opened: Relation, plan: SurveyPlan): Promise<Survey> {
  const relation = opened.isText ? await keptWhole(session, opened) : opened;
  try {
    return await surveyAll(session, relation, plan);
  } finally {
    await dropSomeRows(session, relation);
    if (relation !== opened) await session.drop(relation.sql, relation.source);
  }
}

/** Many queries follow, and each would parse all text again. DuckDB moves the table to disk where memory ends. */
async function keptWhole(session: EngineSession, relation: Relation): Promise<Relation> {
  const sql = await session.keep(`SELECT * FROM ${relation.sql}`, relation.source);
  return keptRelation(relation, sql);
}

async function surveyAll(session: EngineSession, relation: Relation, plan: SurveyPlan): Promise<Survey> {
  const heads = await columnHeads(session, relation, plan);
  const columns: ColumnSurvey[] = [];
  const tabulated: Tabulated[] = [];
  const kept: Values[] = [];
  try {
    for (const [index, surveyed] of plan.columns.entries()) {
      const column = columnNamed(relation, surveyed.column);
      const head = heads[index] ?? { rows: 0, present: 0, distinct: 0 };
      const surveying = { session, relation, plan, surveyed, column, head };
      const values = await valuesOf(surveying);
      if (values !== null) kept.push(values);
      columns.push(await surveyColumn(surveying, values));
      if (surveyed.withLabel) tabulated.push({ surveying, values });
    }
    const tables = await labelTables(session, relation, { plan, columns: tabulated });
    return {
      rows: heads[0]?.rows ?? 0,
      columns: withTables(columns, tabulated, tables),
      ...(await rowsOf(session, relation, plan)),
    };
  } finally {
    for (const values of kept) await dropValues(session, relation, values);
  }
}

type RowFacts = Pick<Survey, 'repeated' | 'conflicting' | 'correlations' | 'time'>;

async function rowsOf(session: EngineSession, relation: Relation, plan: SurveyPlan): Promise<RowFacts> {
  return {
    repeated: plan.rows === null ? null : await repeatedRows(session, relation, plan.rows),
    conflicting: await conflictingRows(session, relation, plan),
    correlations: await correlationsOf(session, relation, plan.correlated),
    time: await momentsOf(session, relation, plan.time),
  };
}

function withTables(
  columns: readonly ColumnSurvey[],
  tabulated: readonly Tabulated[],
  tables: readonly LabelTable[],
): ColumnSurvey[] {
  const byColumn = new Map(
    tabulated.map(({ surveying }, index) => [surveying.surveyed.column, tables[index]]),
  );
  return columns.map((column) => ({ ...column, label: byColumn.get(column.column) ?? null }));
}

/** One pass: how many cells have a value, and about how many different ones there are. */
async function columnHeads(
  session: EngineSession,
  relation: Relation,
  { columns }: SurveyPlan,
): Promise<ColumnHead[]> {
  const select = columns.map(({ column }, index) => {
    const { raw } = columnNamed(relation, column);
    return `count(${raw}) AS p${index}, approx_count_distinct(${raw}) AS d${index}`;
  });
  const [row = {}] = await session.rows(
    `SELECT ${['count(*) AS n', ...select].join(', ')} FROM ${relation.sql}`,
    relation.source,
  );
  return columns.map((_, index) => ({
    rows: Number(row.n),
    present: Number(row[`p${index}`]),
    distinct: Number(row[`d${index}`]),
  }));
}

/** Text, and what is tabulated by value, is asked of each different value once. */
async function valuesOf(surveying: Surveying): Promise<Values | null> {
  const { as, withLabel, cells } = surveying.surveyed;
  return as === 'text' || (withLabel && cells === 'values') ? keepValues(surveying) : null;
}

async function surveyColumn(surveying: Surveying, values: Values | null): Promise<ColumnSurvey> {
  const { surveyed, head } = surveying;
  const { rows, present } = head;
  const facts = surveyed.as === 'text' && values !== null ? await surveyText(surveying, values) : null;
  const isWhole = surveyed.as === 'number' && surveying.column.logicalType === 'integer';
  return {
    column: surveyed.column,
    rows: present,
    nulls: rows - present,
    distinct: values?.distinct ?? head.distinct,
    top: present === 0 ? null : (values?.top ?? (await middleValue(surveying))),
    text: facts?.text ?? null,
    number: surveyed.as === 'number' ? await surveyNumber(surveying) : null,
    personal: facts?.personal ?? (isWhole ? await personalNumbers(surveying) : null),
    label: null,
  };
}

/** Without counting every value: only the middle one can have over half of the rows, and that is the middle of some. */
async function middleValue({ session, relation, column: { raw } }: Surveying): Promise<ColumnSurvey['top']> {
  const some = await someRows(session, relation);
  const [row = {}] = await session.rows(
    `WITH m AS MATERIALIZED (SELECT quantile_disc(${raw}, 0.5) AS v FROM ${some}) SELECT any_value(v)::VARCHAR AS v, count(*) AS n FROM ${relation.sql}, m WHERE ${raw} = v`,
    relation.source,
  );
  return { value: String(row.v), rows: Number(row.n) };
}
