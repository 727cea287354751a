import { rm } from 'node:fs/promises';
import type { DataSource } from '../../ports/data-engine.ts';
import { type CsvReading, type CutPart, cutColumns } from './cut-columns.ts';
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
  /** The CSV file that it parses, where it parses one alone; absent: others. */
  readonly file?: { readonly path: string; readonly reading: CsvReading } | null;
}

const NUMBER = 'file_row_number';

/**
 * Parses text once into files of columns, so that a query reads those that it needs. Very many columns are cut lengthwise
 * before, where that is plain; else they take some passes. null where a column has the name by which rows are numbered, or memory does not suffice even for one column.
 */
export async function storeColumns(session: EngineSession, stored: Stored): Promise<NearRows | null> {
  const names = stored.columns.map(({ name }) => name);
  if (names.some((name) => name.toLowerCase() === NUMBER)) return null;
  const fileOf = new Map<string, string>();
  try {
    if (await storeCut(session, stored, fileOf)) return nearFiles(fileOf);
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

/** Says whether the text was cut and stored; what goes wrong then is told by reading it uncut. */
async function storeCut(
  session: EngineSession,
  { columns, file = null, source }: Stored,
  fileOf: Map<string, string>,
): Promise<boolean> {
  const names = columns.map(({ name }) => name);
  if (file === null || file.reading.names.join('\n') !== names.join('\n')) return false;
  const parts: CutPart[] = [];
  for (const last of partEnds(names.length)) parts.push({ last, path: await session.newPath('cut') });
  try {
    if (parts.length < 2 || !(await cutColumns({ ...file, parts }))) return false;
    for (const [part, { path, last }] of parts.entries()) {
      const some = names.slice(parts[part - 1]?.last ?? 0, last);
      const reading = { ...file.reading, names: some, form: { ...file.reading.form, names: some } };
      const stored = { reader: readerSql([path], reading), columns, source };
      await storeSome(session, stored, { names: some, widths: WIDTHS, fileOf });
      await rm(path);
    }
    return true;
  } catch {
    fileOf.clear();
    return false;
  } finally {
    for (const { path } of parts) await rm(path, { force: true });
  }
}

/** The last column of each part. */
function partEnds(columns: number): number[] {
  const count = Math.ceil(columns / COLUMNS_PER_FILE);
  return Array.from({ length: count }, (_, part) => {
    const isBeforeSingle = part === count - 2 && columns % COLUMNS_PER_FILE === 1;
    return Math.min(columns, (part + 1) * COLUMNS_PER_FILE) - (isBeforeSingle ? 1 : 0);
  });
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
