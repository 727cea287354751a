import type { DataSource } from '../../ports/data-engine.ts';
import { isOutOfMemory } from './data-error.ts';
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
 * passes. null where a column has the name by which rows are numbered, or memory does not suffice even for one column.
 */
export async function storeColumns(session: EngineSession, stored: Stored): Promise<NearRows | null> {
  const names = stored.columns.map(({ name }) => name);
  if (names.some((name) => name.toLowerCase() === NUMBER)) return null;
  const fileOf = new Map<string, string>();
  try {
    for (let start = 0; start < names.length; start += COLUMNS_PER_FILE)
      await storeSome(session, stored, {
        names: names.slice(start, start + COLUMNS_PER_FILE),
        widths: WIDTHS,
        fileOf,
      });
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    return null;
  }
  return nearFiles(fileOf);
}

/** As how many columns a column counts when rows are grouped: long texts need small groups. */
const WIDTHS: readonly number[] = [1, 16];

interface Some {
  readonly names: readonly string[];
  readonly widths: readonly number[];
  readonly fileOf: Map<string, string>;
}

/** How much memory it takes hangs on the values, and on how threads take turns: what failed is tried in smaller parts. */
async function storeSome(
  session: EngineSession,
  stored: Stored,
  { names, widths, fileOf }: Some,
): Promise<void> {
  const [width = 1, ...others] = widths;
  try {
    const query = `SELECT ${names.map(identifier).join(', ')} FROM ${stored.reader}`;
    const path = await session.store(query, { source: stored.source, columns: width * names.length });
    for (const name of names) fileOf.set(name, path);
  } catch (error) {
    if (!isOutOfMemory(error) || (others.length === 0 && names.length === 1)) throw error;
    if (others.length > 0) return storeSome(session, stored, { names, widths: others, fileOf });
    const half = Math.ceil(names.length / 2);
    await storeSome(session, stored, { names: names.slice(0, half), widths: [width], fileOf });
    await storeSome(session, stored, { names: names.slice(half), widths: [width], fileOf });
  }
}

/** Columns out of one file, or of several, joined by the numbers of their rows. */
function nearFiles(fileOf: ReadonlyMap<string, string>): NearRows {
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
