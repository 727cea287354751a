import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { identifier } from './sql.ts';

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

/** Logical types of text columns by all of their cells, never by a sample. A column without any value is text. */
export async function inferTypes(
  session: EngineSession,
  {
    from,
    source,
    columns,
  }: { readonly from: string; readonly source: DataSource; readonly columns: readonly string[] },
): Promise<Readonly<Record<string, string>>> {
  const open = columns.filter((name) => source.types[name] === undefined);
  const types: Record<string, string> = {};
  for (let start = 0; start < open.length; start += COLUMNS_PER_PASS) {
    const batch = open.slice(start, start + COLUMNS_PER_PASS);
    const [row = {}] = await session.rows(`SELECT ${batch.map(countsSql).join(', ')} FROM ${from}`, source);
    batch.forEach((name, index) => {
      const present = Number(row[`c${index}_n`]);
      const fitting = CANDIDATES.find(
        ([type]) => present > 0 && Number(row[`c${index}_${type}`]) === present,
      );
      types[name] = fitting?.[0] ?? 'string';
    });
  }
  return types;
}

function countsSql(name: string, index: number): string {
  const raw = identifier(name);
  const counts = CANDIDATES.map(
    ([type, fits]) => `count(*) FILTER (WHERE ${raw} IS NOT NULL AND (${fits(raw)})) AS c${index}_${type}`,
  );
  return [`count(${raw}) AS c${index}_n`, ...counts].join(', ');
}
