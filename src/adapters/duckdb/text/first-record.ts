import { USUAL_CSV } from '../../../domain/data-form.ts';
import { CsvScanner } from './csv-scanner.ts';

/** What may separate the cells of a header that nobody described. */
export const HEADER_DELIMITERS = [',', ';', '\t', '|'] as const;

/** The sign that separates most cells of a header line; a comma where there is none. */
export function delimiterOf(line: string): string {
  return HEADER_DELIMITERS.reduce(
    (best: string, sign) => (countOutsideQuotes(line, sign) > countOutsideQuotes(line, best) ? sign : best),
    ',',
  );
}

export function countOutsideQuotes(line: string, sign: string): number {
  return line.replace(/"[^"]*"?/g, '').split(sign).length - 1;
}

interface CellSigns {
  readonly delimiter: string;
  readonly quote?: string;
  readonly escape?: string;
}

/** Cells of the first record after RFC 4180, or with other signs; null where a quote is never closed. */
export function firstRecord(text: string, signs: CellSigns): string[] | null {
  const { delimiter, quote = USUAL_CSV.quote } = signs;
  const scanner = new CsvScanner({ delimiter, quote, escape: signs.escape ?? quote });
  const names = [''];
  for (const sign of text) {
    const isText = scanner.feed(sign);
    if (scanner.record > 1) break;
    while (names.length <= scanner.cell) names.push('');
    if (isText) names[scanner.cell] += sign;
  }
  return scanner.isOpen ? null : names;
}
