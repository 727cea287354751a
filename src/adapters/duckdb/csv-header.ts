import type { CsvForm } from '../../domain/data-form.ts';
import { ModelyardError } from '../../errors.ts';
import type { EngineSession } from './engine-session.ts';
import { type Reading, readerSql } from './reader-sql.ts';
import { nulError } from './text/bad-text-error.ts';
import { CsvScanner } from './text/csv-scanner.ts';
import { countOutsideQuotes, delimiterOf, firstRecord, HEADER_DELIMITERS } from './text/first-record.ts';
import { openBytes } from './text/open-bytes.ts';

/** What the first record of a CSV file says. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Said where names with line breaks hide what ends a line. */
  readonly newLine?: '\r\n';
}

/** A CSV file: where DuckDB reads it, and how errors name it. */
export interface CsvFile {
  readonly path: string;
  readonly label: string;
  readonly form: CsvForm;
}

/** A quoted column name may hold line breaks. */
const MOST_HEADER_LINES = 20;

/**
 * Reads the header of a CSV file. The dialect is never guessed from some of the rows: what a guess leaves out would not be
 * checked.
 */
export async function readCsvHeader(session: EngineSession, file: CsvFile): Promise<CsvHeader> {
  const text = await firstLines(session, file);
  const delimiter = await delimiterFor(session, file, text);
  const cells = firstRecord(text, { ...file.form, delimiter });
  if (cells === null) {
    throw new ModelyardError('input', `${file.label}: a quote in the header is never closed`, {
      hint: 'Write a quote inside a quoted name twice: "say ""yes""".',
    });
  }
  const names = columnNames(file, cells);
  const isHidden = cells.some((cell) => cell.includes('\n'));
  const isCrLf = isHidden && (await endsWithCrLf(file, delimiter));
  return { delimiter, names, ...(isCrLf ? { newLine: '\r\n' } : {}) };
}

/** Whether the first record ends with a carriage return and a line feed, as Excel ends them. */
async function endsWithCrLf({ path, form }: CsvFile, delimiter: string): Promise<boolean> {
  const scanner = new CsvScanner({ delimiter, quote: form.quote, escape: form.escape });
  const decoder = new TextDecoder();
  let last = '';
  for await (const chunk of openBytes(path))
    for (const sign of decoder.decode(chunk, { stream: true })) {
      scanner.feed(sign);
      if (scanner.record > 1) return last === '\r' || sign === '\r';
      last = sign;
    }
  return false;
}

async function firstLines(session: EngineSession, { path, label }: CsvFile): Promise<string> {
  const lines = await session.rows(
    `SELECT line FROM ${readerSql([path], { format: 'lines' })} LIMIT ${MOST_HEADER_LINES}`,
    { files: [path], types: {} },
  );
  const first = lines[0]?.line;
  if (first === null || first === undefined || first === '') {
    throw new ModelyardError('input', `${label}: line 1 is empty, the header is missing`, {
      hint: 'The first line of a CSV file must name the columns.',
    });
  }
  if (String(first).includes('\0')) throw nulError(label);
  return lines.map(({ line }) => String(line ?? '')).join('\n');
}

function columnNames({ label, form }: CsvFile, cells: readonly string[]): readonly string[] {
  if (form.names !== null) {
    if (form.names.length === cells.length) return form.names;
    throw new ModelyardError(
      'input',
      `${label}: line 1 has ${cells.length} cells, csv.names has ${form.names.length}`,
      { hint: 'Name every column, in their order.' },
    );
  }
  const unnamed = cells.findIndex((name) => name.trim() === '');
  if (unnamed === -1) return cells;
  throw new ModelyardError('input', `${label}: column ${unnamed + 1} has no name in the header`, {
    hint: unnamedHint(cells, unnamed),
  });
}

/** What mostly leaves a column without a name. */
function unnamedHint(cells: readonly string[], unnamed: number): string {
  if (/^sep=$/i.test(cells[0] ?? ''))
    return 'Delete the first line: it tells Excel what separates the cells, and is no header.';
  return unnamed === 0
    ? 'pandas writes its index as such a column: use to_csv(…, index=False).'
    : 'Name it, or write no separator behind the last name.';
}

/** The declared separator, or the only one that stands in the header. Between several all rows decide, then the number of cells. */
async function delimiterFor(session: EngineSession, file: CsvFile, text: string): Promise<string> {
  const { form, label } = file;
  if (form.delimiter !== null) return form.delimiter;
  if (/\.tsv(\.|$)/i.test(label)) return '\t';
  const line = text.split('\n')[0] ?? '';
  const possible = HEADER_DELIMITERS.filter((sign) => countOutsideQuotes(line, sign) > 0);
  if (possible.length < 2) return delimiterOf(line);
  const fitting: string[] = [];
  for (const sign of possible) if (await fits(session, file, { sign, text })) fitting.push(sign);
  const most = Math.max(...fitting.map((sign) => countOutsideQuotes(line, sign)));
  const best = fitting.filter((sign) => countOutsideQuotes(line, sign) === most);
  if (best.length < 2) return best[0] ?? delimiterOf(line);
  const signs = best.map((sign) => (sign === '\t' ? 'tab' : sign)).join(' and ');
  throw new ModelyardError('input', `${label}: ${signs} could both separate the cells of every line`, {
    hint: "Say which one does, for example csv: { delimiter: ';' }.",
  });
}

/** Whether every record of the file has as many cells as its header with this separator. */
async function fits(
  session: EngineSession,
  { path, form }: CsvFile,
  { sign, text }: { readonly sign: string; readonly text: string },
): Promise<boolean> {
  const cells = firstRecord(text, { ...form, delimiter: sign });
  if (cells === null) return false;
  const names = cells.map((_, index) => `c${index}`);
  const reading: Reading = { format: 'csv', delimiter: sign, names, form };
  try {
    await session.rows(`SELECT count(COLUMNS(*)) FROM ${readerSql([path], reading)}`, {
      files: [path],
      types: {},
    });
    return true;
  } catch (error) {
    if (error instanceof ModelyardError && error.code === 'input') return false;
    throw error;
  }
}
