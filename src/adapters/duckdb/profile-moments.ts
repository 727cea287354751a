import type { MeasurePlan } from '../../domain/contract/measure-plan.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { finiteSql, stable, usualSql, valueSql, WIDE } from './profile-values.ts';
import { columnNamed, type Relation, type RelationColumn } from './relation.ts';
import { literal } from './sql.ts';

/** Below it squares become zero. */
const NARROW = 1e-140;
/** A power of two, so that no digit is lost. */
const SCALE = 2 ** 600;

export interface Summary {
  readonly rows: number;
  readonly nulls: number;
  readonly nonFinite: number;
  readonly mean: number | null;
  /** null, too, where the values lie further apart than a double can say. */
  readonly standardDeviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Values are multiplied by it before they are added up; 1 but for very large and very small ones. */
  readonly scale: number;
}

/** One pass: counts and moments of every column; a second for columns whose squares no double holds. Moments look at finite values only. */
export async function summariseColumns(
  session: EngineSession,
  relation: Relation,
  plan: MeasurePlan,
): Promise<Summary[]> {
  const parts = plan.profile.map((planned, index) => {
    const column = columnNamed(relation, planned.column);
    const nulls = `count(*) - count(${valueSql(column, planned)}) AS z${index}`;
    return planned.as === 'category' ? nulls : [nulls, ...numberParts(column, index)].join(', ');
  });
  const [row = {}] = await session.rows(
    `SELECT count(*) AS n, ${parts.join(', ')} FROM ${relation.sql}`,
    relation.source,
  );
  const summaries = plan.profile.map((_, index) => summaryOf(row, index));
  return rescaled(summaries, { session, relation, plan });
}

function numberParts(column: RelationColumn, index: number): string[] {
  const [finite, usual] = [finiteSql(column), usualSql(column)];
  return [
    `count(${finite}) AS f${index}`,
    `avg(${usual}) AS mean${index}`,
    `stddev_samp(${usual}) AS deviation${index}`,
    `min(${finite}) AS min${index}`,
    `max(${finite}) AS max${index}`,
  ];
}

function summaryOf(row: SqlRow, index: number): Summary {
  const rows = Number(row.n);
  const nulls = Number(row[`z${index}`]);
  const finite = row[`f${index}`];
  const [minimum, maximum] = [numberAt(row, `min${index}`), numberAt(row, `max${index}`)];
  return {
    rows,
    nulls,
    nonFinite: finite === undefined ? 0 : rows - nulls - Number(finite),
    mean: numberAt(row, `mean${index}`),
    standardDeviation: numberAt(row, `deviation${index}`),
    minimum,
    maximum,
    scale: scaleFor(Math.max(Math.abs(minimum ?? 0), Math.abs(maximum ?? 0))),
  };
}

function scaleFor(largest: number): number {
  if (largest > WIDE) return 1 / SCALE;
  return largest > 0 && largest < NARROW ? SCALE : 1;
}

function numberAt(row: SqlRow, name: string): number | null {
  const value = row[name];
  return value === null || value === undefined ? null : stable(Number(value));
}

interface Opened {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
}

async function rescaled(
  summaries: readonly Summary[],
  { session, relation, plan }: Opened,
): Promise<Summary[]> {
  const parts = summaries.flatMap(({ scale }, index) => {
    if (scale === 1) return [];
    const scaled = scaledSql(finiteSql(columnNamed(relation, plan.profile[index]?.column ?? '')), scale);
    return [`avg(${scaled}) AS mean${index}`, `stddev_samp(${scaled}) AS deviation${index}`];
  });
  if (parts.length === 0) return [...summaries];
  const [row = {}] = await session.rows(`SELECT ${parts.join(', ')} FROM ${relation.sql}`, relation.source);
  return summaries.map((summary, index) => {
    const { scale } = summary;
    if (scale === 1) return summary;
    const back = (name: string) => unscaled(numberAt(row, `${name}${index}`), scale);
    return { ...summary, mean: back('mean'), standardDeviation: back('deviation') };
  });
}

/** A finite value on a scale on which sums and squares can be taken. */
export function scaledSql(finite: string, scale: number): string {
  return scale === 1 ? finite : `(${finite}) * ${literal(scale)}::DOUBLE`;
}

/** A moment on the scale of the values; null where no double holds it. */
export function unscaled(moment: number | null, scale: number): number | null {
  if (moment === null) return null;
  const value = stable(moment / scale);
  return Number.isFinite(value) ? value : null;
}
