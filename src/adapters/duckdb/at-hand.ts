import type { EngineSession } from './engine-session.ts';
import { fileRelation, keptRelation, narrowRelation, type Relation } from './relation.ts';

/** Columns with so many cells in all are read once and kept in a table while they are looked at. */
export const MOST_CELLS = 4_000_000;

/** Types that a Parquet file gives back as they were. */
const PLAIN = /^(VARCHAR|BOOLEAN|(TINY|SMALL|BIG)INT|INTEGER|FLOAT|DOUBLE|DATE|TIME|TIMESTAMP)$/;

/**
 * Looks at a relation while its rows are near: some cells in a table, text as its types in a file of columns, which is read
 * faster than a table that was moved to disk. What is in columns already and large stays where it is.
 */
export async function whileAtHand<T>(
  session: EngineSession,
  relation: Relation,
  { cells }: { readonly cells: number | null },
  look: (near: Relation) => Promise<T>,
): Promise<T> {
  const isSmall = cells !== null && cells <= MOST_CELLS;
  if (relation.isKept || (!isSmall && !relation.isText)) return look(relation);
  return isSmall || !relation.columns.every(isPlain)
    ? inTable(session, relation, look)
    : inFile(session, relation, look);
}

function isPlain({ physicalType, logicalType }: Relation['columns'][number]): boolean {
  return isPlainType(physicalType) && !['object', 'array'].includes(logicalType);
}

export function isPlainType(physicalType: string): boolean {
  return PLAIN.test(physicalType);
}

async function inTable<T>(
  session: EngineSession,
  relation: Relation,
  look: (near: Relation) => Promise<T>,
): Promise<T> {
  const table = await session.keep(`SELECT * FROM ${relation.sql}`, relation.source);
  try {
    return await look(keptRelation(relation, table));
  } finally {
    await session.drop(table, relation.source);
  }
}

async function inFile<T>(
  session: EngineSession,
  relation: Relation,
  look: (near: Relation) => Promise<T>,
): Promise<T> {
  const query = `SELECT * FROM ${relation.sql}`;
  const path = await session.store(query, { source: relation.source, columns: 2 * relation.columns.length });
  try {
    return await look(fileRelation(relation, path));
  } finally {
    await session.remove(path);
  }
}

export async function countRows(session: EngineSession, relation: Relation): Promise<number> {
  const { sql } = narrowRelation(relation, []);
  const [row = {}] = await session.rows(`SELECT count(*) AS n FROM ${sql}`, relation.source);
  return Number(row.n);
}
