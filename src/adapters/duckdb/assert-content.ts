import { ModelyardError } from '../../errors.ts';
import type { NamedFile } from './named-file.ts';
import type { DataFormat } from './recognise-file.ts';

interface StandIn {
  readonly sign: RegExp;
  readonly what: string;
  readonly hint: string;
}

/** What lies in the place of data where something before went wrong. */
const STAND_INS: readonly StandIn[] = [
  {
    sign: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    what: 'is a Git LFS pointer, not the data',
    hint: 'Run `git lfs pull` first, or check out with lfs: true.',
  },
  {
    sign: /^(outs|md5|wdir|deps|frozen):(.|\n)*\bmd5: ["']?[0-9a-f]{32}/,
    what: 'is a DVC pointer, not the data',
    hint: 'Name the pointer itself, which ends in .dvc, as the path of the data.',
  },
  {
    sign: /^(\xef\xbb\xbf)?\s*(<!doctype html|<html)/i,
    what: 'is a web page, not data',
    hint: 'The download probably failed; fetch the file again.',
  },
  {
    sign: /^(\xef\xbb\xbf)?\s*<\?xml/i,
    what: 'is XML, not data',
    hint: 'It may be the error message of a store; fetch the file again.',
  },
];

/** Throws `input` for what a broken step before left in the place of data. */
export function assertNoStandIn({ label }: NamedFile, head: string): void {
  const found = STAND_INS.find(({ sign }) => sign.test(head));
  if (found !== undefined) throw new ModelyardError('input', `${label} ${found.what}`, { hint: found.hint });
}

interface Signature {
  readonly signs: readonly string[];
  /** Bytes before it. */
  readonly at?: number;
  readonly name: string;
  readonly format: DataFormat | 'gz' | 'zst' | null;
  readonly hint: string;
}

const SIGNATURES: readonly Signature[] = [
  { signs: ['PAR1'], name: 'a Parquet file', format: 'parquet', hint: 'Name it .parquet.' },
  { signs: ['DUCK'], at: 8, name: 'a DuckDB file', format: 'duckdb', hint: 'Name it .duckdb.' },
  {
    signs: ['\x1f\x8b'],
    name: 'compressed with gzip',
    format: 'gz',
    hint: 'Name it so that it ends in .gz, or unpack it.',
  },
  {
    signs: ['\x28\xb5\x2f\xfd'],
    name: 'compressed with Zstandard',
    format: 'zst',
    hint: 'Name it so that it ends in .zst, or unpack it.',
  },
  {
    signs: ['PK\x03\x04', '\xd0\xcf\x11\xe0'],
    name: 'an archive or an Excel file',
    format: null,
    hint: 'Write the table as CSV or Parquet.',
  },
  {
    signs: ['ARROW1', 'ORC', 'Obj\x01', 'SQLite format 3'],
    name: 'an Arrow, ORC, Avro or SQLite file',
    format: null,
    hint: 'Write the table as Parquet.',
  },
];

const NAME_OF_FORMAT: Readonly<Record<DataFormat, string>> = {
  csv: 'CSV',
  parquet: 'Parquet',
  jsonl: 'JSON',
  duckdb: 'DuckDB',
};

/** Holds what a file begins with against what its name says. */
export function assertFormat({ path, label }: NamedFile, head: string, format: DataFormat): void {
  const expected = /\.gz$/i.test(path) ? 'gz' : /\.zst$/i.test(path) ? 'zst' : format;
  const found = SIGNATURES.find(({ signs, at = 0 }) => signs.some((sign) => head.startsWith(sign, at)));
  const isJson = format === 'csv' && expected === 'csv' && /^(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*"/.test(head);
  if (found !== undefined && found.format !== expected)
    throw new ModelyardError(
      'input',
      `${label} is ${found.name}, and its name says ${NAME_OF_FORMAT[format]}`,
      { hint: found.hint },
    );
  if (isJson)
    throw new ModelyardError('input', `${label} is JSON, and its name says CSV`, { hint: 'Name it .jsonl.' });
  if (found === undefined && (expected === 'parquet' || expected === 'duckdb'))
    throw new ModelyardError('input', `${label} is not a ${NAME_OF_FORMAT[format]} file`, {
      hint: 'Write or fetch the file again, or name it after what it is.',
    });
}
