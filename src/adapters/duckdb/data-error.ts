import { ModelyardError, messageOf } from '../../errors.ts';
import type { DataSource } from '../../ports/data-engine.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly what: string;
  readonly hint: string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /Invalid unicode|not utf-8|invalid UTF-8|Invalid Input Error.*unicode/i,
    what: 'is not UTF-8 text',
    hint: 'Save or convert it as UTF-8, e.g. with `iconv -f latin1 -t utf-8`.',
  },
  {
    pattern: /Maximum line size/i,
    what: 'has a line of more than 2 MB, or a quote that is never closed',
    hint: 'Close the quote; keep long values in Parquet.',
  },
  {
    pattern: /unterminated quote/i,
    what: 'has a quote that is never closed, or text after a closing quote',
    hint: 'Write a quote inside a quoted cell twice: "say ""yes""".',
  },
  {
    pattern: /state machine reached an invalid state/i,
    what: 'mixes line endings (\\n and \\r\\n), or has text after a closing quote',
    hint: 'Write the file again with one kind of line ending.',
  },
  {
    pattern: /No magic bytes|Parquet|TProtocolException|Footer|thrift/i,
    what: 'is a damaged Parquet file',
    hint: 'Write or fetch the file again.',
  },
  {
    pattern: /has duplicate key/i,
    what: 'has an object with the same key twice',
    hint: 'Every key may stand once in an object.',
  },
  {
    pattern: /Malformed JSON|JSON transform error|expected records|non-record JSON/i,
    what: 'is not JSON Lines: every line must be one object',
    hint: 'Write one {…} on each line, without a list around them.',
  },
];

/** What DuckDB says about bad data, as an error of ours: what, where, what to do. */
export function dataError(cause: unknown, { files }: DataSource): ModelyardError {
  const message = messageOf(cause);
  const label =
    /file "([^"\n]+)"/.exec(message)?.[1] ?? /^ {2}file = (.+)$/m.exec(message)?.[1] ?? nameOf(files);
  const line = lineOf(message);
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
    { cause },
  );
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}

function nameOf(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? '') : `${files[0]} and ${files.length - 1} more files`;
}

/** CSV lines count from 1; of a JSON file DuckDB names the line after the broken one. */
function lineOf(message: string): number | null {
  const csv = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (csv !== undefined) return Number(csv);
  const json = /Malformed JSON in file .* in line (\d+)/.exec(message)?.[1];
  return json === undefined ? null : Number(json) - 1;
}
