import type { SurveyPlan } from '../../domain/data-checks/survey.ts';
import type { EngineSession } from './engine-session.ts';
import { finiteSql } from './profile-values.ts';
import { columnNamed, type Relation, type RelationColumn } from './relation.ts';
import { numberSqlOf, textLiteral } from './sql.ts';
import { binSql, numberEdges } from './survey-edges.ts';
import { keySql, textSql } from './survey-text.ts';

/** More classes than this are no classes to tell apart; the rarest are left out. */
const MOST_CLASSES = 100;

/** The label as a number: the place of its class or bin, null where there is none. */
export interface LabelCodes {
  /** What is looked at, once a row, and the place by its name. */
  readonly value: string;
  readonly sql: (name: string) => string;
  readonly classes: readonly string[];
  readonly isOrdered: boolean;
}

/** null where no column is held against a label. */
export async function labelCodes(
  session: EngineSession,
  relation: Relation,
  { label }: SurveyPlan,
): Promise<LabelCodes | null> {
  if (label === null) return null;
  const column = columnNamed(relation, label.column);
  if (label.as === 'bins') {
    const value = finiteSql(column);
    const [edges = []] = await numberEdges(session, relation, [value]);
    const classes = Array.from({ length: edges.length + 1 }, (_, place) => String(place));
    return { value, sql: (name) => binSql(name, edges.map(numberSqlOf)), classes, isOrdered: true };
  }
  const counted = `SELECT ${keySql(column)} AS k, count(*) AS n FROM ${relation.sql} GROUP BY 1`;
  const rows = await session.rows(
    `SELECT k::VARCHAR AS v FROM (${counted}) WHERE k IS NOT NULL ORDER BY n DESC, v LIMIT ${MOST_CLASSES}`,
    relation.source,
  );
  const classes = rows.map(({ v }) => String(v)).sort();
  return { ...codesOf(column, classes), classes, isOrdered: false };
}

function codesOf(column: RelationColumn, classes: readonly string[]): Pick<LabelCodes, 'value' | 'sql'> {
  const place = (text: string) => (classes.includes(text) ? String(classes.indexOf(text)) : 'NULL');
  // To write true and false as text for every row takes longer than to count them.
  if (column.logicalType === 'boolean')
    return {
      value: column.typed,
      sql: (name) => `CASE WHEN ${name} THEN ${place('true')} WHEN NOT ${name} THEN ${place('false')} END`,
    };
  const list = `[${classes.map(textLiteral).join(', ')}]::VARCHAR[]`;
  return { value: textSql(column), sql: (name) => `list_position(${list}, ${name}) - 1` };
}
