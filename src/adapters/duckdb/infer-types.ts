import type { DataSource } from '../../ports/data-engine.ts';
import { isNumericType } from './cell-sql.ts';
import type { EngineSession } from './engine-session.ts';
import { numberSql } from './number-sql.ts';
import type { NearRows } from './relation.ts';
import { countIf, identifier } from './sql.ts';

/** Narrowest first. yes/no, 0/1, numbers with leading zeros and telephone numbers (+4930123456) stay text, integers, text and text. */
const CANDIDATES: readonly (readonly [string, (raw: string) => string])[] = [
  ['boolean', (raw) => `lower(${raw}) IN ('true', 'false')`],
  ['integer', (raw) => `regexp_full_match(${raw}, '-?(0|[1-9][0-9]{0,17})|[+](0|[1-9][0-9]{0,6})')`],
  [
    'number',
    (raw) =>
      `TRY_CAST(${raw} AS DOUBLE) IS NOT NULL AND NOT regexp_matches(${raw}, '^[+-]?0[0-9]|^[+][0-9]{8}|^\\s|\\s$|_')`,
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

const FITTING = new Map(CANDIDATES);

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
    // What the first rows rule out need not be asked of all rows; most of the time goes into the patterns.
    const first = await typesOfSome(session, {
      from: `(SELECT * FROM ${from} LIMIT ${FIRST_ROWS})`,
      source,
      names,
    });
    const possible = names.map((name, index) => ({ name, types: first[index] ?? [] }));
    const all = await fittingTypes(session, { from, source, batch: possible });
    all.forEach(({ name, present, fitting }) => {
      types[name] = (present > 0 ? fitting[0] : undefined) ?? 'string';
    });
  }
  return types;
}

interface OpenColumn {
  readonly name: string;
  /** Types that are asked for. */
  readonly types: readonly string[];
}

interface Batch extends Pick<Inference, 'source'> {
  readonly from: string;
  readonly batch: readonly OpenColumn[];
}

/** Types that every cell of each column fits. All cells stand in one column here: to plan all questions of each takes longer than to answer them. */
async function typesOfSome(
  session: EngineSession,
  {
    from,
    source,
    names,
  }: Pick<Inference, 'source'> & { readonly from: string; readonly names: readonly string[] },
): Promise<string[][]> {
  const counts = CANDIDATES.map(([type], place) => `${countSql('v', type, source)} AS t${place}`);
  const cells = `SELECT unnest(range(${names.length})) AS i, unnest([${names.map(identifier).join(', ')}]) AS v FROM ${from}`;
  const rows = await session.rows(
    `SELECT i, count(v) AS n, ${counts.join(', ')} FROM (${cells}) GROUP BY i`,
    source,
  );
  const found = names.map(() => CANDIDATES.map(([type]) => type));
  for (const row of rows)
    found[Number(row.i)] = CANDIDATES.flatMap(([type], place) =>
      Number(row[`t${place}`]) === Number(row.n) ? [type] : [],
    );
  return found;
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

function countsSql({ name, types }: OpenColumn, index: number, source: DataSource): string {
  const raw = identifier(name);
  const counts = types.map((type) => `${countSql(raw, type, source)} AS c${index}_${type}`);
  return [`count(${raw}) AS c${index}_n`, ...counts].join(', ');
}

/** Counts cells that have a value of this type. */
function countSql(raw: string, type: string, { form }: DataSource): string {
  const cell = isNumericType(type) ? numberSql(raw, form?.csv?.numbers ?? null) : raw;
  const fits = FITTING.get(type) ?? (() => 'false');
  return countIf(`${raw} IS NOT NULL AND (${fits(cell)})`);
}
