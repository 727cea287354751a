import type { ColumnOutline, OutlinePlan } from '../../domain/contract/outline.ts';
import type { EngineSession, SqlRow } from './engine-session.ts';
import { measureUnique } from './measure-unique.ts';
import { parseType, shapeOf } from './nested-type.ts';
import { narrowRelation, type Relation, type RelationColumn } from './relation.ts';
import { countIf, textLiteral } from './sql.ts';

const COLUMNS_PER_PASS = 200;
/** HyperLogLog was seen to be off by a quarter. */
const NEARLY = 0.7;
/** Types whose values can be told apart exactly, and could be keys. */
const KEY_TYPES = ['string', 'integer'];
const MOMENTS = ['date', 'timestamp', 'time'];

/** What every column is like: one pass for counts, one more for formats, and one for each column that has few values or could be a key. */
export async function outlineColumns(
  session: EngineSession,
  relation: Relation,
  plan: OutlinePlan,
): Promise<ColumnOutline[]> {
  const outlined: ColumnOutline[] = [];
  for (let start = 0; start < relation.columns.length; start += COLUMNS_PER_PASS) {
    const batch = relation.columns.slice(start, start + COLUMNS_PER_PASS);
    const narrow = narrowRelation(
      relation,
      batch.map(({ name }) => name),
    );
    const select = batch.map((column, index) => countsSql(column, { index, plan })).join(', ');
    const [row = {}] = await session.rows(
      `SELECT count(*) AS n, ${select} FROM ${narrow.sql}`,
      relation.source,
    );
    for (const [index, column] of batch.entries())
      outlined.push(await outlineOf({ session, relation: narrow, plan }, column, countsOf(row, index)));
  }
  return outlined;
}

interface Asking {
  readonly session: EngineSession;
  readonly relation: Relation;
  readonly plan: OutlinePlan;
}

function countsSql(
  { raw, typed, logicalType }: RelationColumn,
  { index, plan }: { readonly index: number; readonly plan: OutlinePlan },
): string {
  const isNumber = logicalType === 'number' || logicalType === 'integer';
  const isText = logicalType === 'string';
  const ordered = isNumber
    ? `CASE WHEN isfinite(${typed}::DOUBLE) THEN ${typed} END`
    : MOMENTS.includes(logicalType)
      ? typed
      : 'NULL';
  const formats = isText
    ? plan.formats.map(
        ({ pattern }, each) =>
          `${countIf(`regexp_matches(${raw}::VARCHAR, ${textLiteral(pattern)})`)} AS p${index}_${each}`,
      )
    : [];
  return [
    `count(${raw}) AS c${index}`,
    `${countIf(isNumber ? `NOT isfinite(${typed}::DOUBLE)` : 'false')} AS w${index}`,
    `min(${ordered})::VARCHAR AS a${index}`,
    `max(${ordered})::VARCHAR AS b${index}`,
    `min(${isText ? `length(${raw}::VARCHAR)` : 'NULL'}) AS s${index}`,
    `max(${isText ? `length(${raw}::VARCHAR)` : 'NULL'}) AS l${index}`,
    `approx_count_distinct(${raw}::VARCHAR) AS d${index}`,
    ...formats,
  ].join(', ');
}

interface Counts {
  readonly rows: number;
  readonly present: number;
  readonly nonFinite: number;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly distinct: number;
  readonly formats: readonly number[];
}

function countsOf(row: SqlRow, index: number): Counts {
  const number = (name: string) => Number(row[`${name}${index}`] ?? 0);
  const given = (name: string) => {
    const value = row[`${name}${index}`];
    return value === null || value === undefined ? null : String(value);
  };
  const formats = Object.keys(row).filter((key) => key.startsWith(`p${index}_`));
  return {
    rows: Number(row.n),
    present: number('c'),
    nonFinite: number('w'),
    minimum: given('a'),
    maximum: given('b'),
    shortest: given('s') === null ? null : number('s'),
    longest: given('l') === null ? null : number('l'),
    distinct: number('d'),
    formats: formats.map((key) => Number(row[key])),
  };
}

async function outlineOf(asking: Asking, column: RelationColumn, counts: Counts): Promise<ColumnOutline> {
  const { plan } = asking;
  const { logicalType } = column;
  const isNumber = logicalType === 'number' || logicalType === 'integer';
  const bound = (text: string | null) => (text === null || !isNumber ? text : Number(text));
  const { shortest, longest, present, formats } = counts;
  const format = present === 0 ? -1 : formats.indexOf(present);
  const isJsonText = column.physicalType === 'VARCHAR' && ['object', 'array'].includes(logicalType);
  return {
    column: column.name,
    logicalType,
    shape: isJsonText ? { kind: 'open' } : shapeOf(parseType(column.physicalType)),
    rows: counts.rows,
    nulls: counts.rows - present,
    nonFinite: counts.nonFinite,
    minimum: bound(counts.minimum),
    maximum: bound(counts.maximum),
    length: shortest === null || longest === null ? null : { shortest, longest },
    values: await valuesOf(asking, column, counts),
    isUnique: await isUnique(asking, column, counts),
    format: plan.formats[format]?.name ?? null,
  };
}

async function valuesOf(
  { session, relation, plan }: Asking,
  { raw, logicalType }: RelationColumn,
  { present, distinct }: Counts,
): Promise<ColumnOutline['values']> {
  if (logicalType !== 'string' || present === 0 || distinct * NEARLY > plan.maxValues) return null;
  const rows = await session.rows(
    `SELECT ${raw}::VARCHAR AS v, count(*) AS n FROM ${relation.sql} WHERE ${raw} IS NOT NULL GROUP BY 1 ORDER BY n DESC, v LIMIT ${plan.maxValues + 1}`,
    relation.source,
  );
  return rows.length > plan.maxValues
    ? null
    : rows.map((row) => ({ value: String(row.v), rows: Number(row.n) }));
}

async function isUnique(
  { session, relation }: Asking,
  { name, logicalType }: RelationColumn,
  { present, distinct }: Counts,
): Promise<boolean> {
  if (!KEY_TYPES.includes(logicalType) || present < 2 || distinct < NEARLY * present) return false;
  const rules = [{ id: name, rule: { kind: 'unique', columns: [name] } as const }];
  const [measured] = await measureUnique(session, relation, { rules, maxExamples: 0 });
  return measured?.failing === 0;
}
