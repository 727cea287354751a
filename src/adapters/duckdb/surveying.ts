import type { SurveyedColumn, SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import type { Relation, RelationColumn } from './relation.ts';
import type { LabelCodes } from './survey-classes.ts';
import type { Values } from './survey-text.ts';

/** Some columns on their way, in a relation that has these, the label and the groups alone. */
export interface SurveyBatch {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: SurveyPlan;
  readonly rows: number;
  /** null: no column is held against a label. */
  readonly codes: LabelCodes | null;
}

/** One column of them. */
export interface Surveying extends SurveyBatch {
  readonly surveyed: SurveyedColumn;
  readonly column: RelationColumn;
  readonly head: ColumnHead;
  /** Of text, and of what is tabulated by value. */
  readonly values: Values | null;
}

/** What one pass over all columns tells of each. */
export interface ColumnHead {
  readonly present: number;
  /** Different values, about. */
  readonly distinct: number;
}

/** These columns and what each is held against. */
export function columnsOf({ label, groupBy }: SurveyPlan, columns: readonly string[]): string[] {
  return [...columns, ...[label?.column ?? null, groupBy].filter((name) => name !== null)];
}
