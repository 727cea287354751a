import type { DataSource } from '../../ports/data-engine.ts';
import type { EngineSession } from './engine-session.ts';
import { readerSql } from './reader-sql.ts';
import type { NearRows } from './relation.ts';
import { identifier } from './sql.ts';

/** So many columns of text are written in one pass: all rows of a group are held in memory for each of them. */
const COLUMNS_PER_FILE = 200;

interface Stored {
  /** A FROM item that parses text. */
  readonly reader: string;
  readonly columns: readonly { readonly name: string }[];
  readonly source: DataSource;
}

const NUMBER = 'file_row_number';

/**
 * Parses text once into files of columns, so that a query reads those that it needs; of very many columns it takes some
 * passes. null where a column has the name by which rows are numbered.
 */
export async function storeColumns(
  session: EngineSession,
  { reader, columns, source }: Stored,
): Promise<NearRows | null> {
  const names = columns.map(({ name }) => name);
  if (names.some((name) => name.toLowerCase() === NUMBER)) return null;
  const fileOf = new Map<string, string>();
  for (let start = 0; start < names.length; start += COLUMNS_PER_FILE) {
    const some = names.slice(start, start + COLUMNS_PER_FILE);
    const query = `SELECT ${some.map(identifier).join(', ')} FROM ${reader}`;
    const path = await session.store(query, { source, columns: some.length });
    for (const name of some) fileOf.set(name, path);
  }
  const [first = ''] = fileOf.values();
  return (wanted) => {
    const files = [...new Set(wanted.map((name) => fileOf.get(name) ?? first))];
    const read = (file: string) => readerSql([file], { format: 'parquet', isNumbered: true });
    const [only = first, other] = files;
    if (other === undefined) return { from: readerSql([only], { format: 'parquet' }), numbered: read(only) };
    const named = files.map((file, index) => `${read(file)} AS f${index}`);
    const joined = `(FROM ${named.reduce((left, right) => `${left} JOIN ${right} USING (${NUMBER})`)})`;
    return { from: joined, numbered: joined };
  };
}
