import type { ColumnSurvey, Survey, SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { keptRelation, narrowRelation, type Relation } from './relation.ts';
import { surveyBatch } from './survey-batch.ts';
import { labelCodes } from './survey-classes.ts';
import { conflictingRows, correlationsOf, momentsOf, repeatedRows } from './survey-rows.ts';
import { dropSomeRows } from './survey-sample.ts';
import { columnsOf } from './surveying.ts';

/** Finds out about a dataset what the checks on data for learning ask: all rows are counted. */
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
  return keptRelation(relation, await session.keep(`SELECT * FROM ${relation.sql}`, relation.source));
}

async function surveyAll(session: EngineSession, relation: Relation, plan: SurveyPlan): Promise<Survey> {
  const rows = plan.columns.length === 0 ? 0 : await countRows(session, relation);
  return {
    rows,
    columns: await surveyColumns({ session, relation, plan, rows }),
    repeated: plan.rows === null ? null : await repeatedRows(session, relation, plan.rows),
    conflicting: await conflictingRows(session, relation, plan),
    correlations: await correlationsOf(session, relation, plan.correlated),
    time: await momentsOf(session, relation, plan.time),
  };
}

async function countRows(session: EngineSession, relation: Relation): Promise<number> {
  const { sql } = narrowRelation(relation, []);
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${sql}`, relation.source);
  return Number(row.n);
}

/** Queries ask of so many columns at once. What they hold in memory and how long they plan grows with it. */
const MOST_COLUMNS = 200;
const LEAST_COLUMNS = 20;
/** Columns with so many cells in all are read once and kept while they are looked at. */
const KEPT_CELLS = 4_000_000;

interface Surveying {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: SurveyPlan;
  readonly rows: number;
}

/** The columns some at a time. */
async function surveyColumns({ session, relation, plan, rows }: Surveying): Promise<ColumnSurvey[]> {
  const perBatch = Math.min(
    MOST_COLUMNS,
    Math.max(LEAST_COLUMNS, Math.floor(KEPT_CELLS / Math.max(1, rows))),
  );
  const codes = plan.columns.some(({ withLabel }) => withLabel)
    ? await codesOf(session, relation, plan)
    : null;
  const surveyed: ColumnSurvey[] = [];
  for (let start = 0; start < plan.columns.length; start += perBatch) {
    const columns = plan.columns.slice(start, start + perBatch);
    const part = { ...plan, columns };
    const opened = narrowRelation(
      relation,
      columnsOf(
        plan,
        columns.map(({ column }) => column),
      ),
    );
    const isKept = !relation.isKept && rows * columns.length <= KEPT_CELLS;
    const narrow = isKept ? await keptWhole(session, opened) : opened;
    try {
      surveyed.push(...(await surveyBatch({ session, relation: narrow, plan: part, rows, codes })));
    } finally {
      await dropSomeRows(session, narrow);
      if (isKept) await session.drop(narrow.sql, narrow.source);
    }
  }
  return surveyed;
}

async function codesOf(session: EngineSession, relation: Relation, plan: SurveyPlan) {
  const narrow = narrowRelation(relation, plan.label === null ? [] : [plan.label.column]);
  try {
    return await labelCodes(session, narrow, plan);
  } finally {
    await dropSomeRows(session, narrow);
  }
}
