export interface CsvSigns {
  /** null: one of those that are looked for in a header. */
  readonly delimiter: string | null;
  readonly quote: string;
  readonly escape: string;
}

const DELIMITERS = ',;\t|';

/** Follows CSV text sign by sign and knows where in it the next sign stands. */
export class CsvScanner {
  /** Lines and records count from 1, cells from 0. */
  line = 1;
  record = 1;
  cell = 0;
  isLineStart = true;
  readonly #signs: CsvSigns;
  #isQuoted = false;
  #isCellStart = true;
  #wasClosed = false;
  #isEscaped = false;
  #wasReturn = false;

  constructor(signs: CsvSigns) {
    this.#signs = signs;
  }

  /** Whether the text ends inside of quotes. */
  get isOpen(): boolean {
    return this.#isQuoted;
  }

  /** Takes one sign; true where it is text of the cell, false for quotes, separators and line breaks. */
  feed(sign: string): boolean {
    const isFeed = sign === '\n' && this.#wasReturn;
    this.#wasReturn = sign === '\r';
    if (isFeed) return this.#isQuoted;
    const isBreak = sign === '\n' || sign === '\r';
    if (isBreak) this.line += 1;
    if (this.#isQuoted) return this.#inQuotes(sign);
    if (!isBreak) return this.#outside(sign);
    this.#endLine();
    return false;
  }

  #inQuotes(sign: string): boolean {
    const { quote, escape: escaping } = this.#signs;
    const wasEscaped = this.#isEscaped;
    this.#isEscaped = !wasEscaped && sign === escaping && escaping !== quote;
    if (wasEscaped) return true;
    if (sign !== quote) return !this.#isEscaped;
    this.#isQuoted = false;
    this.#wasClosed = true;
    return false;
  }

  #outside(sign: string): boolean {
    const { quote, escape: escaping, delimiter } = this.#signs;
    const isDoubled = this.#wasClosed && sign === quote && escaping === quote;
    this.#wasClosed = false;
    this.isLineStart = false;
    if (isDoubled || (this.#isCellStart && sign === quote)) {
      this.#isQuoted = true;
      this.#isCellStart = false;
      return isDoubled;
    }
    const isDelimiter = delimiter === null ? DELIMITERS.includes(sign) : sign === delimiter;
    if (isDelimiter) this.cell += 1;
    this.#isCellStart = isDelimiter;
    return !isDelimiter;
  }

  #endLine(): void {
    if (!this.isLineStart) this.record += 1;
    this.cell = 0;
    this.isLineStart = true;
    this.#isCellStart = true;
    this.#wasClosed = false;
  }
}
