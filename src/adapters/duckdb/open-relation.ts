import { USUAL_FORM } from '../../domain/data-form.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataSource } from '../../ports/data-engine.ts';
import { isPlainType } from './at-hand.ts';
import { nativeType } from './cell-sql.ts';
import type { CsvReading } from './cut-columns.ts';
import { describeFrom } from './describe-reading.ts';
import type { EngineSession } from './engine-session.ts';
import { inferTypes } from './infer-types.ts';
import { labelOf } from './label-of.ts';
import type { NamedFile } from './named-file.ts';
import { openCsv } from './open-csv.ts';
import { openJson, readAlike } from './open-json.ts';
import { openParquet } from './open-parquet.ts';
import { openTable } from './open-table.ts';
import type { FileColumn, OpenedFile } from './opened-file.ts';
import { partitionColumns } from './partitions.ts';
import { assertDataFile, assertRegularFile, type DataFormat, formatOf } from './recognise-file.ts';
import { keptRelation, type Relation, relationOf } from './relation.ts';
import { storeColumns } from './store-columns.ts';
import { prepareText } from './text/prepare-text.ts';
import { numberedSql, unionSql, uniteFiles } from './unite-files.ts';

/**
 * Text is slow to parse: up to this many bytes it is parsed once and kept. A kept cell takes at least 16 bytes; what
 * does not fit DuckDB's memory goes to disk.
 */
const KEPT_BYTES = 64 * 1024 * 1024;
const COMPRESSION_GUESS = 8;

/** Opens a dataset: format, columns and types. Throws `input` where files are no data or do not belong together. */
export async function openRelation(session: EngineSession, source: DataSource): Promise<Relation> {
  const named = source.files.map((path): NamedFile => ({ path, label: labelOf(source, path) }));
  const sizes: number[] = [];
  for (const file of named) sizes.push(await assertRegularFile(file));
  const format = commonFormat(named);
  assertForm(named, format, source);
  for (const [index, file] of named.entries()) await assertDataFile(file, sizes[index] ?? 0, format);
  const {
    from: reader,
    numbered,
    columns,
    differences,
    file,
  } = await openFiles(session, { named, format, source });
  const isText = format === 'csv' || format === 'jsonl';
  const isSmall = columns.length <= MOST_KEPT && parsedBytes(source.files, sizes) <= KEPT_BYTES;
  const isKept = isText && isSmall;
  const open = columns.filter(({ name, isOpen }) => isOpen && source.types[name] === undefined);
  const isWide = columns.length > MOST_KEPT;
  // Objects and lists would come back as something else.
  const isRepeated =
    format === 'csv'
      ? open.length > 0 || isWide
      : isWide && columns.every(({ physicalType }) => isPlainType(physicalType));
  const read = { from: reader, numbered };
  const cells = isKept && open.length > 0 ? await session.keep(`SELECT * FROM ${reader}`, source) : null;
  const stored =
    isText && !isKept && isRepeated ? await storeColumns(session, { reader, columns, source, file }) : null;
  const near = cells === null ? (stored ?? (() => read)) : () => ({ from: cells, numbered: null });
  const inferred = await inferTypes(session, { near, source, columns: open.map(({ name }) => name) });
  const described = columns.map(({ name, physicalType }): ColumnDescription => {
    const logicalType = source.types[name] ?? inferred[name] ?? nativeType(physicalType);
    return { name, physicalType, logicalType };
  });
  const made = relationOf(source, { near, columns: described, isText });
  const relation = { ...made, differences, isStored: stored !== null };
  if (!isKept) return relation;
  const kept = await session.keep(`SELECT * FROM ${relation.sql}`, source);
  if (cells !== null) await session.drop(cells, source);
  return keptRelation(relation, kept);
}

/** A table takes half a megabyte or more for each of its columns, however few rows it has. */
const MOST_KEPT = 100;

function parsedBytes(files: readonly string[], sizes: readonly number[]): number {
  return sizes.reduce(
    (sum, size, index) => sum + size * (/\.(gz|zst)$/i.test(files[index] ?? '') ? COMPRESSION_GUESS : 1),
    0,
  );
}

function commonFormat(files: readonly NamedFile[]): DataFormat {
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

/** What is said of CSV or of tables must not be left out silently where the files are neither. */
function assertForm([first]: readonly NamedFile[], format: DataFormat, { form = USUAL_FORM }: DataSource) {
  const idle =
    form.csv !== null && format !== 'csv'
      ? 'csv'
      : form.table !== null && format !== 'duckdb'
        ? 'table'
        : null;
  if (idle === null) return;
  throw new ModelyardError('input', `${first?.label}: ${idle} has no meaning for files of this format`, {
    hint: `Leave ${idle} out.`,
  });
}

interface Opening {
  readonly named: readonly NamedFile[];
  readonly format: DataFormat;
  readonly source: DataSource;
}

interface OpenedFiles {
  /** A FROM item with all rows, under the names of the columns. */
  readonly from: string;
  /** The same with a column `file_row_number`; null where nothing numbers the rows. */
  readonly numbered: string | null;
  readonly columns: readonly FileColumn[];
  readonly differences: readonly string[];
  /** The only file, where it is CSV and is all that is read. */
  readonly file: { readonly path: string; readonly reading: CsvReading } | null;
}

async function openFiles(session: EngineSession, { named, format, source }: Opening): Promise<OpenedFiles> {
  const opened: OpenedFile[] = [];
  for (const file of named) opened.push(await openFile(session, { file, format, source }));
  const united = uniteFiles(opened, source);
  const isUniform = new Set(opened.map(({ columns }) => JSON.stringify(columns))).size === 1;
  const files = isUniform ? opened : await readAlike(session, opened, source.types);
  const own = files[0]?.reading.format === 'jsonl' ? (files[0]?.columns ?? []) : united.columns;
  const partitions = partitionColumns(source, own);
  const from = unionSql(files, { columns: own, partitions });
  const columns = [...own, ...partitions];
  const isExact = isUniform || format === 'csv' || format === 'jsonl';
  const types = isExact ? columns : await describeFrom(session, from, source.files);
  return {
    from,
    numbered: numberedSql(files, { columns: own, partitions }),
    differences: united.differences,
    file: files.length === 1 && partitions.length === 0 ? csvFile(files[0]) : null,
    columns: columns.map((column, index) => ({
      ...column,
      physicalType: types[index]?.physicalType ?? column.physicalType,
    })),
  };
}

function csvFile(file: OpenedFile | undefined): OpenedFiles['file'] {
  return file?.reading.format === 'csv' ? { path: file.path, reading: file.reading } : null;
}

async function openFile(
  session: EngineSession,
  {
    file,
    format,
    source,
  }: { readonly file: NamedFile; readonly format: DataFormat; readonly source: DataSource },
): Promise<OpenedFile> {
  if (format === 'parquet') return openParquet(session, file);
  if (format === 'duckdb') return openTable(session, file, source);
  const csv = format === 'csv' ? (source.form?.csv ?? null) : null;
  const { path, removed } = await prepareText({ ...file, format, csv }, () => session.standIn(file.path));
  if (removed.length > 0) session.describeStandIn(path, removed);
  const text = { path, label: file.label };
  return format === 'csv' ? openCsv(session, text, csv) : openJson(session, text, source.types);
}
