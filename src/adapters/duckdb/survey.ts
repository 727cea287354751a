import type { ColumnSurvey, Survey, SurveyedColumn, SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { columnNamed, type Relation, type RelationColumn } from './relation.ts';
import { type LabelCodes, labelCodes, labelTable } from './survey-label.ts';
import { surveyNumber } from './survey-number.ts';
import { conflictingRows, correlationsOf, momentsOf, repeatedRows } from './survey-rows.ts';
import { dropValues, keepValues, personalOf, surveyText, type Values } from './survey-text.ts';

/** One column on its way. */
export interface Surveying {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: SurveyPlan;
  readonly surveyed: SurveyedColumn;
  readonly column: RelationColumn;
  readonly rows: number;
}

/** Finds out about a dataset what the checks on data for learning ask: all rows, nothing is sampled. */
export async function survey(session: EngineSession, opened: Relation, plan: SurveyPlan): Promise<Survey> {
  const relation = opened.isText ? await keptWhole(session, opened) : opened;
  try {
    return await surveyAll(session, relation, plan);
  } finally {
    if (relation !== opened) await session.drop(relation.sql, relation.source);
  }
}

/** Many queries follow, and each would parse all text again. DuckDB moves the table to disk where memory ends. */
async function keptWhole(session: EngineSession, relation: Relation): Promise<Relation> {
  const sql = await session.keep(`SELECT * FROM ${relation.sql}`, relation.source);
  return { ...relation, sql, isText: false };
}

async function surveyAll(session: EngineSession, relation: Relation, plan: SurveyPlan): Promise<Survey> {
  const [head = {}] = await session.rows(`SELECT count(*) AS n FROM ${relation.sql}`, relation.source);
  const rows = Number(head.n);
  const codes = await labelCodes(session, relation, plan);
  const columns: ColumnSurvey[] = [];
  for (const surveyed of plan.columns) {
    const column = columnNamed(relation, surveyed.column);
    columns.push(await surveyColumn({ session, relation, plan, surveyed, column, rows }, codes));
  }
  return {
    rows,
    columns,
    repeated: plan.rows === null ? null : await repeatedRows(session, relation, plan.rows),
    conflicting: await conflictingRows(session, relation, plan),
    correlations: await correlationsOf(session, relation, plan.correlated),
    time: await momentsOf(session, relation, plan.time),
  };
}

async function surveyColumn(surveying: Surveying, codes: LabelCodes | null): Promise<ColumnSurvey> {
  const { session, relation, surveyed } = surveying;
  const needsValues =
    surveyed.as === 'text' || (surveyed.withLabel && codes !== null && surveyed.cells === 'values');
  const values = needsValues ? await keepValues(surveying) : null;
  try {
    const basic = await basics(surveying, values);
    const number = surveyed.as === 'number' ? await surveyNumber(surveying) : null;
    return {
      column: surveyed.column,
      ...basic,
      text: surveyed.as === 'text' && values !== null ? await surveyText(surveying, values) : null,
      number,
      personal: await personalOf(surveying, values),
      label: surveyed.withLabel && codes !== null ? await labelTable(surveying, { codes, values }) : null,
    };
  } finally {
    if (values !== null) await dropValues(session, relation, values);
  }
}

type Basics = Pick<ColumnSurvey, 'rows' | 'nulls' | 'distinct' | 'top'>;

async function basics(
  { session, relation, column, rows }: Surveying,
  values: Values | null,
): Promise<Basics> {
  const { raw } = column;
  const [row = {}] = await session.rows(
    `SELECT count(${raw}) AS n, approx_count_distinct(${raw}) AS d FROM ${relation.sql}`,
    relation.source,
  );
  const [present, approximate] = [Number(row.n), Number(row.d)];
  const distinct = values === null ? approximate : values.distinct;
  const top = present === 0 ? null : (values?.top ?? (await middleValue({ session, relation, column })));
  return { rows: present, nulls: rows - present, distinct, top };
}

/** Without counting every value: only the middle one can have over half of the rows. */
async function middleValue({
  session,
  relation,
  column: { raw },
}: Pick<Surveying, 'session' | 'relation' | 'column'>): Promise<Basics['top']> {
  const [row = {}] = await session.rows(
    `WITH m AS MATERIALIZED (SELECT quantile_disc(${raw}, 0.5) AS v FROM ${relation.sql}) SELECT any_value(v)::VARCHAR AS v, count(*) AS n FROM ${relation.sql}, m WHERE ${raw} = v`,
    relation.source,
  );
  return { value: String(row.v), rows: Number(row.n) };
}
