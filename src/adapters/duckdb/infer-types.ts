import type { DataSource } from '../../ports/data-engine.ts';
import { isNumericType } from './cell-sql.ts';
import type { EngineSession } from './engine-session.ts';
import { numberSql } from './number-sql.ts';
import type { NearRows } from './relation.ts';
import { countIf, identifier } from './sql.ts';

/** Narrowest first. yes/no, 0/1 and numbers with leading zeros keep what they are: text, integers and text. */
const CANDIDATES: readonly (readonly [string, (raw: string) => string])[] = [
  ['boolean', (raw) => `lower(${raw}) IN ('true', 'false')`],
  ['integer', (raw) => `regexp_full_match(${raw}, '[+-]?(0|[1-9][0-9]{0,17})')`],
  [
    'number',
    (raw) =>
      `TRY_CAST(${raw} AS DOUBLE) IS NOT NULL AND NOT regexp_matches(${raw}, '^[+-]?0[0-9]|^\\s|\\s$|_')`,
  ],
  [
    'date',
    (raw) =>
      `regexp_full_match(${raw}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND TRY_CAST(${raw} AS DATE) IS NOT NULL`,
  ],
  [
    'timestamp',
    (raw) =>
      `regexp_matches(${raw}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]') AND TRY_CAST(${raw} AS TIMESTAMP) IS NOT NULL`,
  ],
];

const COLUMNS_PER_PASS = 200;
const FIRST_ROWS = 1_000;

interface Inference {
  /** Where columns are read from. */
  readonly near: NearRows;
  readonly source: DataSource;
  readonly columns: readonly string[];
}

/** Logical types of text columns by all of their cells, never by a sample. A column without any value is text. */
export async function inferTypes(
  session: EngineSession,
  { near, source, columns }: Inference,
): Promise<Readonly<Record<string, string>>> {
  const open = columns.filter((name) => source.types[name] === undefined);
  const types: Record<string, string> = {};
  for (let start = 0; start < open.length; start += COLUMNS_PER_PASS) {
    const names = open.slice(start, start + COLUMNS_PER_PASS);
    const { from } = near(names);
    const batch = names.map((name) => ({ name, types: ALL_TYPES }));
    // What the first rows rule out need not be asked of all rows; most of the time goes into the patterns.
    const first = await fittingTypes(session, {
      from: `(SELECT * FROM ${from} LIMIT ${FIRST_ROWS})`,
      source,
      batch,
    });
    const possible = batch.map(({ name }, index) => ({ name, types: first[index]?.fitting ?? [] }));
    const all = await fittingTypes(session, { from, source, batch: possible });
    all.forEach(({ name, present, fitting }) => {
      types[name] = (present > 0 ? fitting[0] : undefined) ?? 'string';
    });
  }
  return types;
}

const ALL_TYPES = CANDIDATES.map(([type]) => type);

interface OpenColumn {
  readonly name: string;
  /** Types that are asked for. */
  readonly types: readonly string[];
}

interface Batch extends Pick<Inference, 'source'> {
  readonly from: string;
  readonly batch: readonly OpenColumn[];
}

/** Which of the types every cell of a column fits that has a value, in their order. */
async function fittingTypes(session: EngineSession, { from, source, batch }: Batch) {
  const counts = batch.map((column, index) => countsSql(column, index, source));
  const [row = {}] = await session.rows(`SELECT ${counts.join(', ')} FROM ${from}`, source);
  return batch.map(({ name, types }, index) => {
    const present = Number(row[`c${index}_n`]);
    return { name, present, fitting: types.filter((type) => Number(row[`c${index}_${type}`]) === present) };
  });
}

function countsSql({ name, types }: OpenColumn, index: number, { form }: DataSource): string {
  const raw = identifier(name);
  const number = numberSql(raw, form?.csv?.numbers ?? null);
  const counts = CANDIDATES.filter(([type]) => types.includes(type)).map(([type, fits]) => {
    const cell = isNumericType(type) ? number : raw;
    return `${countIf(`${raw} IS NOT NULL AND (${fits(cell)})`)} AS c${index}_${type}`;
  });
  return [`count(${raw}) AS c${index}_n`, ...counts].join(', ');
}
