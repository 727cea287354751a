import { ModelyardError } from '../../errors.ts';
import type { EngineSession } from './engine-session.ts';
import { readerSql } from './reader-sql.ts';

/** What the first record of a CSV file says. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** A quoted column name may hold line breaks. */
const MOST_HEADER_LINES = 20;

/** Reads the header of a CSV file. The dialect is never guessed from rows: what a guess leaves out would not be checked. */
export async function readCsvHeader(session: EngineSession, file: string): Promise<CsvHeader> {
  const source = { files: [file], types: {} };
  const lines = await session.rows(
    `SELECT line FROM ${readerSql([file], { format: 'lines' })} LIMIT ${MOST_HEADER_LINES}`,
    source,
  );
  const first = lines[0]?.line;
  if (first === null || first === undefined || first === '') {
    throw new ModelyardError('input', `${file}: line 1 is empty, the header is missing`, {
      hint: 'The first line of a CSV file must name the columns.',
    });
  }
  const text = lines.map(({ line }) => String(line ?? '')).join('\n');
  const delimiter = /\.tsv(\.|$)/i.test(file) ? '\t' : delimiterOf(String(first));
  const names = firstRecord(text, delimiter);
  if (names === null) {
    throw new ModelyardError('input', `${file}: a quote in the header is never closed`, {
      hint: 'Write a quote inside a quoted name twice: "say ""yes""".',
    });
  }
  return { delimiter, names };
}

/** The sign that separates most cells of a header line; a comma where there is none. */
export function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"?/g, '');
  const count = (sign: string) => bare.split(sign).length - 1;
  return DELIMITERS.reduce((best: string, sign) => (count(sign) > count(best) ? sign : best), ',');
}

/** Cells of the first record after RFC 4180; null where a quote is never closed. */
export function firstRecord(text: string, delimiter: string): string[] | null {
  const names: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === '\n') break;
    else if (sign === delimiter) {
      names.push(cell);
      cell = '';
    } else cell += sign;
  }
  return isQuoted ? null : [...names, cell];
}
