import type { MeasurePlan } from '../../domain/contract/measure-plan.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { AT_ONCE, withFrequent, withHashes } from './hashes.ts';
import { LEAST_SHARED, LONGEST_KEPT } from './profile-categories.ts';
import { halvedRows } from './profile-halves.ts';
import type { Summary } from './profile-moments.ts';
import type { Relation } from './relation.ts';

/** The rows are numbered and halved once for all of them; but columns that are counted together share the memory. */
const COUNTED_TOGETHER = 4;

interface Opened {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: MeasurePlan;
}

interface TextColumn {
  /** SQL of its text. */
  readonly value: string;
  readonly summary: Summary;
}

export interface HalvedRows {
  readonly all: number;
  /** Those of them that choose. */
  readonly chose: number;
}

export interface HalvedValue extends HalvedRows {
  readonly text: string;
}

export interface HalvedColumn {
  /** The values that most of the choosing rows have, most frequent first. */
  readonly own: readonly HalvedValue[];
  /** Rows without a value. */
  readonly missing: HalvedRows;
  readonly whole: HalvedRows;
}

/** So many columns are counted at a time: of very many rows each value may be another one, and one column alone fills the memory. */
export function columnsTogether(columns: readonly TextColumn[]): number {
  return columns.some(({ summary }) => summary.rows > AT_ONCE) ? 1 : COUNTED_TOGETHER;
}

/** The values that one half of the rows chooses, with all their rows. */
export async function halvedValues<C extends TextColumn>(
  opened: Opened,
  columns: readonly C[],
): Promise<(readonly [C, HalvedColumn])[]> {
  const [only] = columns;
  if (only !== undefined && columns.length === 1 && only.summary.rows > AT_ONCE)
    return [[only, await sharedValues(opened, only)]];
  return valuesTogether(opened, columns);
}

const NO_ROWS: HalvedRows = { all: 0, chose: 0 };

function rowsOf(row: SqlRow | undefined): HalvedRows {
  return row === undefined ? NO_ROWS : { all: Number(row.n), chose: Number(row.c) };
}

function valuesOf(rows: readonly SqlRow[]): HalvedValue[] {
  return rows.map((row) => ({ text: String(row.v), ...rowsOf(row) }));
}

async function valuesTogether<C extends TextColumn>(
  { session, relation, plan }: Opened,
  columns: readonly C[],
): Promise<(readonly [C, HalvedColumn])[]> {
  const rows = await session.rows(togetherSql(relation, plan, columns), relation.source);
  const whole = rowsOf(rows.find(({ s }) => Number(s) === setOf(null, columns.length)));
  return columns.map((column, place) => {
    const own = rows.filter(({ s }) => Number(s) === setOf(place, columns.length));
    const missing = rowsOf(own.find(({ v }) => v === null));
    return [column, { own: valuesOf(own.filter(({ v }) => v !== null)), missing, whole }];
  });
}

const IS_KEPT = `c >= ${LEAST_SHARED} AND length(v) <= ${LONGEST_KEPT}`;

function togetherSql(relation: Relation, plan: MeasurePlan, columns: readonly TextColumn[]): string {
  const names = columns.map((_, place) => `v${place}`);
  const values = columns.map(({ value }, place) => `${value} AS v${place}`);
  const halved = `SELECT ${values.join(', ')}, chooses FROM ${halvedRows(relation)}`;
  const sets = [...names.map((name) => `(${name})`), '()'].join(', ');
  const counted = `SELECT GROUPING(${names.join(', ')}) AS s, coalesce(${[...names, 'NULL'].join(', ')}) AS v, count(*) AS n, count(*) FILTER (WHERE chooses) AS c FROM (${halved}) GROUP BY GROUPING SETS (${sets})`;
  const kept = `SELECT * FROM (${counted}) WHERE v IS NULL OR (${IS_KEPT})`;
  const top = columns.map(
    (_, place) =>
      `(SELECT * FROM kept WHERE s = ${setOf(place, names.length)} AND v IS NOT NULL ORDER BY c DESC, v LIMIT ${plan.maxCategories})`,
  );
  return `WITH kept AS MATERIALIZED (${kept}) SELECT * FROM kept WHERE v IS NULL UNION ALL ${top.join(' UNION ALL ')}`;
}

/** What GROUPING says of the set of one column, or of none: a bit for each column that is not in it, the first one highest. */
function setOf(place: number | null, columns: number): number {
  const all = 2 ** columns - 1;
  return place === null ? all : all - 2 ** (columns - 1 - place);
}

/** Hashes tell first which values enough rows share, so that those of a value for each row need not be held. */
async function sharedValues(
  { session, relation, plan }: Opened,
  { value }: TextColumn,
): Promise<HalvedColumn> {
  const { source } = relation;
  const halved = `(SELECT ${value} AS v, chooses FROM ${halvedRows(relation)})`;
  const from = `(SELECT hash(v) AS k FROM ${halved} WHERE chooses AND v IS NOT NULL)`;
  const counts = 'count(*) AS n, count(*) FILTER (WHERE chooses) AS c';
  const own = await withHashes({ session, source, from, isText: true }, (hashes) =>
    withFrequent(hashes, { least: LEAST_SHARED }, ({ table }) =>
      session.rows(
        `SELECT * FROM (SELECT v, ${counts} FROM (SELECT *, hash(v) AS k FROM ${halved}) SEMI JOIN ${table} USING (k) GROUP BY v) WHERE ${IS_KEPT} ORDER BY c DESC, v LIMIT ${plan.maxCategories}`,
        source,
      ),
    ),
  );
  const [whole] = await session.rows(`SELECT ${counts} FROM ${halved}`, source);
  const [missing] = await session.rows(`SELECT ${counts} FROM ${halved} WHERE v IS NULL`, source);
  return { own: valuesOf(own), missing: rowsOf(missing), whole: rowsOf(whole) };
}
