import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { nativeType } from './cell-sql.ts';
import { readCsvHeader } from './csv-header.ts';
import type { EngineSession } from './engine-session.ts';
import { inferTypes } from './infer-types.ts';
import { type Reading, readerSql } from './reader-sql.ts';
import { assertDataFile, assertRegularFile, type DataFormat, formatOf } from './recognise-file.ts';
import { type Relation, relationOf } from './relation.ts';

/**
 * Text is slow to parse: up to this many bytes it is parsed once and kept. A kept cell takes at least 16 bytes; what
 * does not fit DuckDB's memory goes to disk.
 */
const KEPT_BYTES = 64 * 1024 * 1024;
const COMPRESSION_GUESS = 8;

interface FileColumn {
  readonly name: string;
  readonly physicalType: string;
  /** The type says only that the cells are text: the logical type is found in them. */
  readonly isOpen: boolean;
}

interface OpenedFile {
  readonly reading: Reading;
  readonly columns: readonly FileColumn[];
}

/** Opens a dataset: format, columns and types. Throws `input` where files are no data or do not belong together. */
export async function openRelation(session: EngineSession, source: DataSource): Promise<Relation> {
  const sizes: number[] = [];
  for (const file of source.files) sizes.push(await assertRegularFile(file));
  const format = commonFormat(source.files);
  for (const [index, file] of source.files.entries()) await assertDataFile(file, sizes[index] ?? 0, format);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const { reading, columns } = await openFiles(session, source, format);
  const reader = readerSql(source.files, reading);
  const isKept = format !== 'parquet' && parsedBytes(source.files, bytes) <= KEPT_BYTES;
  const open = columns.filter(({ name, isOpen }) => isOpen && source.types[name] === undefined);
  const cells = isKept && open.length > 0 ? await session.keep(`SELECT * FROM ${reader}`, source) : null;
  const from = cells ?? reader;
  const inferred = await inferTypes(session, { from, source, columns: open.map(({ name }) => name) });
  const described = columns.map(({ name, physicalType }): ColumnDescription => {
    const logicalType = source.types[name] ?? inferred[name] ?? nativeType(physicalType);
    return { name, physicalType, logicalType };
  });
  const relation = relationOf(source, { from, columns: described, isText: format !== 'parquet' });
  if (!isKept) return relation;
  const kept = await session.keep(`SELECT * FROM ${relation.sql}`, source);
  if (cells !== null) await session.drop(cells, source);
  return { ...relation, sql: kept, isText: false };
}

function parsedBytes(files: readonly string[], bytes: number): number {
  return files.some((file) => /\.(gz|zst)$/i.test(file)) ? bytes * COMPRESSION_GUESS : bytes;
}

function commonFormat(files: readonly string[]): DataFormat {
  const formats = new Set(files.map(formatOf));
  const [format] = formats;
  if (format === undefined) throw new ModelyardError('internal', 'a dataset without files');
  if (formats.size === 1) return format;
  throw new ModelyardError(
    'input',
    `files of one dataset must have one format; found ${[...formats].join(', ')}`,
    { hint: 'Convert them to one format, or name only the files of one.' },
  );
}

/** Every file must have the same columns in the same order: a silent union would invent nulls. */
async function openFiles(
  session: EngineSession,
  { files, types }: DataSource,
  format: DataFormat,
): Promise<OpenedFile> {
  if (format === 'jsonl') return openJson(session, files, types);
  const opened: OpenedFile[] = [];
  for (const file of files) {
    const one = format === 'csv' ? await openCsv(session, file) : await openParquet(session, file);
    assertColumns(
      one.columns.map(({ name }) => name),
      file,
    );
    assertSame(one, { first: opened[0] ?? one, file, firstFile: files[0] ?? file });
    opened.push(one);
  }
  const [first] = opened;
  if (first === undefined) throw new ModelyardError('internal', 'a dataset without files');
  return first;
}

async function openCsv(session: EngineSession, file: string): Promise<OpenedFile> {
  const { delimiter, names } = await readCsvHeader(session, file);
  const unnamed = names.findIndex((name) => name.trim() === '');
  if (unnamed !== -1) {
    throw new ModelyardError('input', `${file}: column ${unnamed + 1} has no name in the header`, {
      hint: 'pandas writes its index as such a column: use to_csv(…, index=False).',
    });
  }
  return {
    reading: { format: 'csv', delimiter, names },
    columns: names.map((name) => ({ name, physicalType: 'VARCHAR', isOpen: true })),
  };
}

async function openParquet(session: EngineSession, file: string): Promise<OpenedFile> {
  const reading = { format: 'parquet' } as const;
  const columns = await describe(session, [file], reading);
  return { reading, columns: columns.map((column) => ({ ...column, isOpen: false })) };
}

/** Types that DuckDB finds in JSON and that hold what the file says; all others are read as text. */
const JSON_TYPES = /^(BIGINT|UBIGINT|HUGEINT|DOUBLE|BOOLEAN|STRUCT.*|MAP.*|.*\[\])$/;

/** Objects and lists of a declared type stay JSON: what DuckDB makes of them depends on all rows being alike. */
const NESTED = ['object', 'array'];

/** Keys may be absent or in any order; the columns are all keys of all files. */
async function openJson(
  session: EngineSession,
  files: readonly string[],
  declared: DataSource['types'],
): Promise<OpenedFile> {
  const found = await describe(session, files, { format: 'jsonl', types: null });
  const names = found.map(({ name }) => name);
  if (names.some((name) => /_\d+$/.test(name))) await assertJsonKeys(session, files, names);
  const columns = found.map(({ name, physicalType }): FileColumn => {
    if (NESTED.includes(declared[name] ?? '')) return { name, physicalType: 'JSON', isOpen: false };
    if (JSON_TYPES.test(physicalType)) return { name, physicalType, isOpen: false };
    return { name, physicalType: 'VARCHAR', isOpen: physicalType !== 'VARCHAR' };
  });
  const types = columns.map(({ name, physicalType }) => [name, physicalType] as const);
  return { reading: { format: 'jsonl', types }, columns };
}

/** DuckDB renames keys that differ only in case to `name_1`, and would then find them nowhere. */
async function assertJsonKeys(
  session: EngineSession,
  files: readonly string[],
  names: readonly string[],
): Promise<void> {
  const whole = readerSql(files, { format: 'jsonl', types: [['json', 'JSON']] }).replace(
    'columns =',
    'records = false, columns =',
  );
  const rows = await session.rows(`SELECT DISTINCT unnest(json_keys(json)) AS k FROM ${whole}`, {
    files,
    types: {},
  });
  const keys = rows.map((row) => String(row.k));
  assertColumns(keys, files[0] ?? '');
  const lost = names.find((name) => !keys.includes(name));
  if (lost !== undefined) throw new ModelyardError('internal', `no JSON key is called ${lost}`);
}

async function describe(session: EngineSession, files: readonly string[], reading: Reading) {
  const rows = await session.rows(`DESCRIBE SELECT * FROM ${readerSql(files, reading)}`, {
    files,
    types: {},
  });
  return rows.map((row) => ({ name: String(row.column_name), physicalType: String(row.column_type) }));
}

function assertColumns(names: readonly string[], file: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) {
      throw new ModelyardError(
        'input',
        `${file}: column ${JSON.stringify(name)} stands twice (upper and lower case count as equal)`,
        { hint: 'Rename one of the two.' },
      );
    }
    seen.add(folded);
  }
}

interface Comparison {
  readonly first: OpenedFile;
  readonly file: string;
  readonly firstFile: string;
}

function assertSame(one: OpenedFile, { first, file, firstFile }: Comparison): void {
  const different = (what: string, hint: string) => new ModelyardError('input', `${file}: ${what}`, { hint });
  const most = Math.max(one.columns.length, first.columns.length);
  for (let index = 0; index < most; index += 1) {
    const [here, there] = [one.columns[index], first.columns[index]];
    if (here?.name !== there?.name) {
      const found = here === undefined ? 'has no further column' : `has ${here.name}`;
      const expected = there === undefined ? 'has no further column' : `has ${there.name}`;
      throw different(
        `its columns differ from those of ${firstFile}: as column ${index + 1} it ${found}, the other ${expected}`,
        'All files of one dataset must have the same columns in the same order.',
      );
    }
    if (nativeType(here?.physicalType ?? '') !== nativeType(there?.physicalType ?? '')) {
      throw different(
        `column ${here?.name} is ${here?.physicalType}, in ${firstFile} it is ${there?.physicalType}`,
        'All files of one dataset must have the same types: a silent cast would change values.',
      );
    }
  }
  if (JSON.stringify(one.reading) !== JSON.stringify(first.reading)) {
    throw different(
      `its cells are separated otherwise than those of ${firstFile}`,
      'All files of one dataset must use the same separator.',
    );
  }
}
