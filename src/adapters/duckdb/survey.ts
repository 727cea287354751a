import type { ColumnSurvey, Survey, SurveyedColumn, SurveyPlan } from '../../domain/data-checks/survey.ts';
import { countRows } from './at-hand.ts';
import type { EngineSession } from './engine-session.ts';
import { inBatches, withoutText } from './in-batches.ts';
import { narrowRelation, type Relation } from './relation.ts';
import { surveyBatch } from './survey-batch.ts';
import { type LabelCodes, labelCodes } from './survey-classes.ts';
import { conflictingRows, correlationsOf, momentsOf, repeatedRows } from './survey-rows.ts';
import { dropSomeRows } from './survey-sample.ts';
import { columnsOf } from './surveying.ts';
import { twinsOf } from './twins.ts';

/** Finds out about a dataset what the checks on data for learning ask: all rows are counted. */
export async function survey(session: EngineSession, opened: Relation, plan: SurveyPlan): Promise<Survey> {
  const wanted = narrowRelation(opened, namesOf(plan));
  return withoutText(session, wanted, (relation) => surveyAll(session, relation, plan));
}

/** Every column that the plan names. */
function namesOf(plan: SurveyPlan): string[] {
  const { columns, rows, features, correlated, time } = plan;
  const own = columnsOf(
    plan,
    columns.map(({ column }) => column),
  );
  return [
    ...own,
    ...(rows ?? []),
    ...(features ?? []),
    ...correlated,
    ...(time === null ? [] : [time.column]),
  ];
}

async function surveyAll(session: EngineSession, relation: Relation, plan: SurveyPlan): Promise<Survey> {
  const rows = plan.columns.length === 0 ? 0 : await countRows(session, relation);
  const columns = await surveyColumns(session, relation, { plan, rows });
  return {
    rows,
    columns,
    twins: await twinsOf(session, relation, { columns, names: plan.twins }),
    repeated: plan.rows === null ? null : await repeatedRows(session, relation, plan.rows),
    conflicting: await conflictingRows(session, relation, plan),
    correlations: await correlationsOf(session, relation, plan.correlated),
    time: await momentsOf(session, relation, plan.time),
  };
}

async function surveyColumns(
  session: EngineSession,
  relation: Relation,
  { plan, rows }: { readonly plan: SurveyPlan; readonly rows: number },
): Promise<ColumnSurvey[]> {
  const isHeld = plan.columns.some(({ withLabel }) => withLabel);
  const codes = isHeld ? await codesOf(session, relation, plan) : null;
  const wanted = {
    columns: plan.columns,
    nameOf: ({ column }: SurveyedColumn) => column,
    also: columnsOf(plan, []),
  };
  return inBatches(session, relation, wanted, async (near, columns) => {
    try {
      return await surveyBatch({ session, relation: near, plan: { ...plan, columns }, rows, codes });
    } finally {
      await dropSomeRows(session, near);
    }
  });
}

async function codesOf(
  session: EngineSession,
  relation: Relation,
  plan: SurveyPlan,
): Promise<LabelCodes | null> {
  const narrow = narrowRelation(relation, plan.label === null ? [] : [plan.label.column]);
  try {
    return await labelCodes(session, narrow, plan);
  } finally {
    await dropSomeRows(session, narrow);
  }
}
