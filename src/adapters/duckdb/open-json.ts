import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { assertNames } from './assert-names.ts';
import { describeFrom } from './describe-reading.ts';
import type { EngineSession } from './engine-session.ts';
import type { NamedFile } from './named-file.ts';
import type { FileColumn, OpenedFile } from './opened-file.ts';
import { readerSql } from './reader-sql.ts';
import { openBytes } from './text/open-bytes.ts';

/** Types that DuckDB finds in JSON and that hold what the file says; all others are read as text. */
const JSON_TYPES = /^(BIGINT|UBIGINT|HUGEINT|DOUBLE|BOOLEAN|STRUCT.*|MAP.*|.*\[\])$/;

/** Objects and lists of a declared type stay JSON: what DuckDB makes of them depends on all rows being alike. */
const NESTED = ['object', 'array'];

/** Keys may be absent in any row. */
export async function openJson(
  session: EngineSession,
  { path, label }: NamedFile,
  declared: DataSource['types'],
): Promise<OpenedFile> {
  const isList = /\.json(\.gz|\.zst)?$/i.test(label) && (await beginsWithList(path));
  const { columns, types } = await jsonColumns(session, { paths: [path], label, isList }, declared);
  return { path, label, reading: { format: 'jsonl', isList, types }, columns };
}

/**
 * Files whose keys or types differ are all read alike: their columns are all keys of all files, and each has the type that
 * holds the values of all.
 */
export async function readAlike(
  session: EngineSession,
  files: readonly OpenedFile[],
  declared: DataSource['types'],
): Promise<readonly OpenedFile[]> {
  const [first] = files;
  if (first?.reading.format !== 'jsonl') return files;
  const { isList } = first.reading;
  const other = files.find(({ reading }) => reading.format === 'jsonl' && reading.isList !== isList);
  if (other !== undefined)
    throw new ModelyardError(
      'input',
      `${first.label} holds ${isList ? 'a list' : 'lines'}, ${other.label} ${isList ? 'lines' : 'a list'}, and their keys or types differ`,
      { hint: 'Write all files of a dataset in one of the two ways.' },
    );
  const paths = files.map(({ path }) => path);
  const { columns, types } = await jsonColumns(session, { paths, label: first.label, isList }, declared);
  return files.map((file) => ({ ...file, columns, reading: { format: 'jsonl', isList, types } }));
}

interface JsonFiles {
  readonly paths: readonly string[];
  readonly label: string;
  readonly isList: boolean;
}

async function jsonColumns(
  session: EngineSession,
  { paths, label, isList }: JsonFiles,
  declared: DataSource['types'],
) {
  const from = readerSql(paths, { format: 'jsonl', isList, types: null });
  const found = await describeFrom(session, from, paths);
  const names = found.map(({ name }) => name);
  if (names.some((name) => /_\d+$/.test(name))) await assertKeys(session, { paths, label, isList }, names);
  assertNames(names, label);
  const columns = found.map(({ name, physicalType }): FileColumn => {
    // It is null everywhere, or of several types.
    const isVoid = physicalType === 'JSON' ? { isVoid: true } : {};
    if (NESTED.includes(declared[name] ?? ''))
      return { name, physicalType: 'JSON', isOpen: false, ...isVoid };
    if (JSON_TYPES.test(physicalType)) return { name, physicalType, isOpen: false };
    return { name, physicalType: 'VARCHAR', isOpen: physicalType !== 'VARCHAR', ...isVoid };
  });
  return { columns, types: columns.map(({ name, physicalType }) => [name, physicalType] as const) };
}

async function beginsWithList(path: string): Promise<boolean> {
  for await (const chunk of openBytes(path)) {
    const text = Buffer.from(chunk)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart();
    if (text !== '') return text.startsWith('[');
  }
  return false;
}

/** DuckDB renames keys that differ only in case to `name_1`, and would then find them nowhere. */
async function assertKeys(
  session: EngineSession,
  { paths, label, isList }: JsonFiles,
  names: readonly string[],
): Promise<void> {
  const whole = readerSql(paths, { format: 'json-values', isList });
  const rows = await session.rows(`SELECT DISTINCT unnest(json_keys(json)) AS k FROM ${whole}`, {
    files: paths,
    types: {},
  });
  const keys = rows.map((row) => String(row.k));
  assertNames(keys, label);
  const lost = names.find((name) => !keys.includes(name));
  if (lost !== undefined) throw new ModelyardError('internal', `no JSON key is called ${lost}`);
}
