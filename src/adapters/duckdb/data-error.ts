import { ModelyardError, messageOf } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';
import { labelOf, labelOfAll } from './label-of.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly what: string;
  readonly hint: string;
}

const BAD_TEXT = /Invalid unicode|not utf-8|invalid UTF-8|Invalid Input Error.*unicode/i;

const OUT_OF_MEMORY = /^Out of Memory Error/;

/** An error of ours, or of DuckDB, that tells of too little memory. */
export function isOutOfMemory(error: unknown): boolean {
  const cause = error instanceof ModelyardError ? error.cause : error;
  return OUT_OF_MEMORY.test(messageOf(cause));
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: BAD_TEXT,
    what: 'is not UTF-8 text',
    hint: 'Save or convert it as UTF-8, e.g. with `iconv -f latin1 -t utf-8`.',
  },
  {
    pattern: /Maximum line size/i,
    what: 'has a line of more than 16 MB, or a quote that is never closed',
    hint: 'Close the quote; keep long values in Parquet.',
  },
  {
    pattern: /maximum_object_size/,
    what: 'has an object of more than 16 MB',
    hint: 'Keep long values in Parquet.',
  },
  {
    pattern: /unterminated quote/i,
    what: 'has a quote that is never closed, text after a closing quote, or a line of more than 16 MB',
    hint: 'Write a quote inside a quoted cell twice: "say ""yes"""; keep long values in Parquet.',
  },
  {
    pattern: /state machine reached an invalid state/i,
    what: 'mixes line endings (\\n and \\r\\n), or has text after a closing quote',
    hint: 'Write the file again with one kind of line ending.',
  },
  {
    pattern: /Input is not a GZIP stream|doesn't match checksum|ZSTD|zstd/,
    what: 'is damaged: it cannot be unpacked',
    hint: 'Write or fetch the file again.',
  },
  {
    pattern: OUT_OF_MEMORY,
    what: 'needs more memory than it is given',
    hint: 'Write it as Parquet, with fewer columns or shorter values.',
  },
  {
    pattern: /Conflicting lock|Could not set lock/i,
    what: 'is open in another program that writes to it',
    hint: 'Close it there first.',
  },
  {
    pattern:
      /not a valid DuckDB database|Unable to open database|storage version|database file|Corrupt database/i,
    what: 'cannot be read as a DuckDB file',
    hint: 'It may be damaged or written by a newer DuckDB; EXPORT it as Parquet.',
  },
  {
    pattern: /No magic bytes|Parquet|TProtocolException|Footer|thrift/i,
    what: 'is a damaged Parquet file',
    hint: 'Write or fetch the file again.',
  },
  {
    pattern: /Value "JSON(\[\]){50}/,
    what: 'has a list that is nested too deeply',
    hint: 'Write it flatter, or as text.',
  },
  {
    pattern: /has duplicate key/i,
    what: 'has an object with the same key twice',
    hint: 'Every key may stand once in an object.',
  },
  {
    pattern: /Malformed JSON|JSON transform error|expected records|non-record JSON/i,
    what: 'is not JSON Lines: every line must be one object',
    hint: 'Write one {…} on each line, or in a .json file a list of objects, which must not be empty.',
  },
];

/** What DuckDB reads in the place of a file: the same text in UTF-8, or without comments. */
export interface StandInFile {
  readonly original: string;
  /** Numbers of the lines of the original that it lacks. */
  readonly removed: readonly number[];
}

export interface DataErrorPlace {
  readonly source: DataSource;
  /** By their path. */
  readonly standIns: ReadonlyMap<string, StandInFile>;
}

/** The file that an error of DuckDB speaks of; null where it names none. */
export function fileIn(message: string, { source, standIns }: DataErrorPlace): string | null {
  const quoted = /file "([^"\n]+)"/.exec(message)?.[1] ?? /^ {2}file = (.+)$/m.exec(message)?.[1] ?? null;
  const named = quoted ?? (source.files.length === 1 ? (source.files[0] ?? null) : null);
  if (named === null) return null;
  const path = named.replace(/\[([[\]*?])\]/g, '$1');
  return standIns.get(path)?.original ?? path;
}

/** Whether an error says that bytes are no UTF-8. */
export function isBadText(message: string): boolean {
  return BAD_TEXT.test(message);
}

/** What DuckDB says about bad data, as an error of ours: what, where, what to do. */
export function dataError(cause: unknown, place: DataErrorPlace): ModelyardError {
  const message = messageOf(cause);
  const file = fileIn(message, place);
  const label = file === null ? labelOfAll(place.source) : labelOf(place.source, file);
  const line = originalLine(lineOf(message), file, place);
  const ragged = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (ragged !== null) {
    return new ModelyardError(
      'input',
      `${label}: line ${line ?? '?'} has ${ragged[2]} cells, the header has ${ragged[1]}`,
      { cause, hint: 'Quote cells that hold the separator; every line needs all cells.' },
    );
  }
  const known = EXPLANATIONS.find(({ pattern }) => pattern.test(message));
  if (known !== undefined) {
    const where = line === null ? '' : ` (line ${line})`;
    return new ModelyardError('input', `${label} ${known.what}${where}`, { cause, hint: known.hint });
  }
  if (/^(Parser|Binder|Catalog|INTERNAL) Error/.test(message))
    return new ModelyardError('internal', `DuckDB refused a query on ${label}: ${firstLine(message)}`, {
      cause,
    });
  const isOutside = /^(IO Error|Out of Memory|Permission)/i.test(message);
  return new ModelyardError(
    isOutside ? 'unreadable' : 'input',
    `${label} cannot be read as data: ${firstLine(message)}`,
    { cause, hint: 'Look whether the file is whole and whether the disk has room.' },
  );
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}

/** The number that a line has in the file with its comments. */
function originalLine(line: number | null, file: string | null, { standIns }: DataErrorPlace): number | null {
  const standIn = [...standIns.values()].find(({ original }) => original === file);
  if (line === null || standIn === undefined) return line;
  return standIn.removed.reduce((number, removed) => (removed <= number ? number + 1 : number), line);
}

/** CSV lines count from 1; of a JSON file DuckDB names the line after the broken one. */
function lineOf(message: string): number | null {
  const csv = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (csv !== undefined) return Number(csv);
  const json = /Malformed JSON in file .* in line (\d+)/.exec(message)?.[1];
  return json === undefined ? null : Number(json) - 1;
}
