import type { MeasurePlan } from '../../domain/contract/measure-plan.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { finiteSql, usualSql, valueSql } from './profile-values.ts';
import { columnNamed, type Relation, type RelationColumn } from './relation.ts';

export interface Summary {
  readonly rows: number;
  readonly nulls: number;
  readonly nonFinite: number;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** About the mean of a number: it differs in its last digits from run to run, so nothing that is told may hang on it. */
  readonly near: number | null;
  /** About its standard deviation. */
  readonly spread: number | null;
}

/** One pass: counts, extent and about the moments of every column. Those look at finite values only. */
export async function summariseColumns(
  session: EngineSession,
  relation: Relation,
  { profile }: Pick<MeasurePlan, 'profile'>,
): Promise<Summary[]> {
  if (profile.length === 0) return [];
  const parts = profile.map((planned, index) => {
    const column = columnNamed(relation, planned.column);
    const nulls = `count(*) - count(${valueSql(column, planned)}) AS z${index}`;
    return planned.as === 'category' ? nulls : [nulls, ...numberParts(column, index)].join(', ');
  });
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n, ${parts.join(', ')} FROM ${relation.sql}`,
    relation.source,
  );
  return profile.map((_, index) => summaryOf(row, index));
}

function numberParts(column: RelationColumn, index: number): string[] {
  const [finite, usual] = [finiteSql(column), usualSql(column)];
  return [
    `count(${finite}) AS f${index}`,
    `avg(${usual}) AS near${index}`,
    `stddev_samp(${usual}) AS spread${index}`,
    `min(${finite}) AS min${index}`,
    `max(${finite}) AS max${index}`,
  ];
}

function summaryOf(row: SqlRow, index: number): Summary {
  const rows = Number(row.n);
  const nulls = Number(row[`z${index}`]);
  const finite = row[`f${index}`];
  return {
    rows,
    nulls,
    nonFinite: finite === undefined ? 0 : rows - nulls - Number(finite),
    minimum: numberAt(row, `min${index}`),
    maximum: numberAt(row, `max${index}`),
    near: numberAt(row, `near${index}`),
    spread: numberAt(row, `spread${index}`),
  };
}

function numberAt(row: SqlRow, name: string): number | null {
  const value = row[name];
  return value === null || value === undefined ? null : Number(value);
}
