import { ModelyardError } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { nativeType } from './cell-sql.ts';
import type { FileColumn, OpenedFile } from './opened-file.ts';
import { readerSql } from './reader-sql.ts';
import { identifier } from './sql.ts';

/** Columns of all files with the name of each file that lacks one. */
export interface UnitedFiles {
  /** In the order of the first file; what others add comes after it. */
  readonly columns: readonly FileColumn[];
  /** What only some of the files have, a sentence each. */
  readonly differences: readonly string[];
}

/**
 * Holds the columns of all files against each other. Throws `input` where the types of a column differ, and where a file
 * lacks one, unless that is allowed: a silent union would invent nulls. JSON leaves keys out by nature.
 */
export function uniteFiles(files: readonly OpenedFile[], { form }: Pick<DataSource, 'form'>): UnitedFiles {
  const byName = new Map<string, { column: FileColumn; from: OpenedFile; in: Set<OpenedFile> }>();
  const conflicts: string[] = [];
  const isJson = files[0]?.reading.format === 'jsonl';
  for (const file of files) {
    for (const column of file.columns) {
      const known = byName.get(column.name);
      known?.in.add(file);
      if (known === undefined) byName.set(column.name, { column, from: file, in: new Set([file]) });
      else if (known.column.isVoid === true && column.isVoid !== true)
        byName.set(column.name, { ...known, column, from: file });
      else if (!isSameKind([known.column, column], isJson))
        conflicts.push(
          `column ${column.name} is ${column.physicalType} in ${file.label} and ${known.column.physicalType} in ${known.from.label}`,
        );
    }
  }
  assertOneType(conflicts);
  const lacking = [...byName.values()].flatMap(({ column, in: having }) =>
    having.size === files.length
      ? []
      : [{ name: column.name, files: files.filter((file) => !having.has(file)) }],
  );
  const differences = lacking.map((each) => lackText(each, files.length));
  if (differences.length > 0 && !isJson && form?.missingColumns !== 'null') throw missing(differences);
  return { columns: [...byName.values()].map(({ column }) => column), differences };
}

/** A cast from one kind to another would change values; that from a narrow number to a wide one of its kind does not. */
function isSameKind([one, other]: readonly [FileColumn, FileColumn], isJson: boolean): boolean {
  if (one.isVoid === true || other.isVoid === true) return true;
  const [left, right] = [nativeType(one.physicalType), nativeType(other.physicalType)];
  // JSON writes 1 for 1.0, and its objects need not be alike.
  if (isJson) return left === right || [left, right].every((type) => /^(integer|number)$/.test(type));
  if (left === 'object' || left === 'array') return one.physicalType === other.physicalType;
  return left === right && isZoned(one) === isZoned(other);
}

/** A time with a zone and one without are not the same instant. */
function isZoned({ physicalType }: FileColumn): boolean {
  return /WITH TIME ZONE/.test(physicalType);
}

const MOST_TOLD = 5;

function toldShort(sentences: readonly string[]): string {
  const more = sentences.length - MOST_TOLD;
  return `${sentences.slice(0, MOST_TOLD).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function assertOneType(conflicts: readonly string[]): void {
  if (conflicts.length === 0) return;
  throw new ModelyardError('input', `the files of one dataset differ in types: ${toldShort(conflicts)}`, {
    hint: 'Write a column with one type in all files: a silent cast would change values.',
  });
}

function lackText(
  { name, files }: { readonly name: string; readonly files: readonly OpenedFile[] },
  all: number,
): string {
  const names = files.slice(0, 3).map(({ label }) => label);
  const more = files.length > 3 ? ' …' : '';
  return `${name} is missing in ${files.length} of ${all} files (${names.join(', ')}${more})`;
}

function missing(differences: readonly string[]): ModelyardError {
  return new ModelyardError(
    'input',
    `the files of one dataset differ in columns: ${toldShort(differences)}`,
    {
      hint: 'Write the column into all files, or say missing_columns: allow, which reads it as null there and warns of it.',
    },
  );
}

export interface UnionPlan {
  readonly columns: readonly FileColumn[];
  /** Columns that the folders give. */
  readonly partitions: readonly FileColumn[];
}

/** A FROM item with the rows of all files in their order, under the names of the columns. */
export function unionSql(files: readonly OpenedFile[], { columns, partitions }: UnionPlan): string {
  const parts = runsOf(files);
  const selects = parts.map((part) => {
    const own = new Map(part.first.columns.map((column) => [column.name, column]));
    const cells = columns.map(({ name }) => {
      const column = own.get(name);
      return column === undefined || (column.isVoid === true && parts.length > 1 && !column.isOpen)
        ? `NULL AS ${identifier(name)}`
        : identifier(name);
    });
    const folders = partitions.map(({ name }) => identifier(name));
    const reader = readerSql(part.paths, part.first.reading, partitions.length > 0);
    return `SELECT ${[...cells, ...folders].join(', ')} FROM ${reader}`;
  });
  return `(${selects.join(' UNION ALL ')})`;
}

const NUMBER: FileColumn = { name: 'file_row_number', physicalType: 'BIGINT', isOpen: false };

/** The rows of a single Parquet file, each with its number from 0 in a column `file_row_number`; null for any other files. */
export function numberedSql(files: readonly OpenedFile[], { columns, partitions }: UnionPlan): string | null {
  const [file, other] = files;
  if (file?.reading.format !== 'parquet' || other !== undefined) return null;
  if ([...columns, ...partitions].some(({ name }) => name.toLowerCase() === NUMBER.name)) return null;
  const reading = { ...file.reading, isNumbered: true };
  const numbered: OpenedFile = { ...file, reading, columns: [...file.columns, NUMBER] };
  return unionSql([numbered], { columns: [...columns, NUMBER], partitions });
}

interface Run {
  readonly first: OpenedFile;
  readonly key: string;
  readonly paths: string[];
}

/** Neighbours that are read alike are read at once. */
function runsOf(files: readonly OpenedFile[]): readonly Run[] {
  const runs: Run[] = [];
  for (const file of files) {
    const key = JSON.stringify([
      file.reading,
      file.columns.map(({ name, physicalType, isVoid }) => [name, physicalType, isVoid]),
    ]);
    const last = runs.at(-1);
    if (last?.key === key) last.paths.push(file.path);
    else runs.push({ first: file, key, paths: [file.path] });
  }
  return runs;
}
