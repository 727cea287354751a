import { CsvScanner, type CsvSigns } from './csv-scanner.ts';

export interface CommentFilter {
  /** The text without the lines, chunk by chunk. */
  keep(text: string): string;
  /** Numbers of the lines that were left out, from 1; of very many the first. */
  readonly removed: readonly number[];
}

const MOST_REMOVED = 100_000;

/** Takes lines out of CSV text that begin with a sign. Lines inside of quotes and signs further in a line stay. */
export function leaveOutComments(comment: string, signs: CsvSigns): CommentFilter {
  const scanner = new CsvScanner(signs);
  const removed: number[] = [];
  let isComment = false;
  let wasReturn = false;
  const keep = (text: string) => {
    let kept = '';
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at] ?? '';
      // Of a line that ends with CR LF the LF goes, too.
      if (isComment || (wasReturn && sign === '\n')) {
        wasReturn = sign === '\r';
        isComment = isComment && sign !== '\n' && !wasReturn;
        from = at + 1;
        continue;
      }
      wasReturn = false;
      isComment = scanner.isLineStart && sign === comment;
      if (!isComment) {
        scanner.feed(sign);
        continue;
      }
      kept += text.slice(from, at);
      from = at + 1;
      if (removed.length < MOST_REMOVED) removed.push(scanner.line + removed.length);
    }
    return kept + text.slice(from);
  };
  return { keep, removed };
}
