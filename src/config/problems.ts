import { cutMiddle, inertLine } from '../domain/report/escape-markdown.ts';

/** Names and indexes from the top of a YAML file to one place in it. */
export type KeyPath = readonly (string | number)[];

/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One problem of a YAML file. */
export interface Problem extends Position {
  /** Dotted path of the key, e.g. `models.churn.gates.roc_auc`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

const MOST_PROBLEMS = 100;
const MOST_CHARACTERS = 400;

/** `file:line:column  path: message`, one line each, in the order of the file. Whatever stands in the file, a line stays a line. */
export function problemLines(label: string, problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const lines = sorted.slice(0, MOST_PROBLEMS).map(({ line, column, path, message }) => {
    const where = `${label}:${line}:${column}`;
    return safeLine(`${where}  ${path === '' ? '' : `${cutMiddle(path, MOST_CHARACTERS)}: `}${message}`);
  });
  const more = sorted.length - lines.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

function safeLine(text: string): string {
  return inertLine(cutMiddle(text, 3 * MOST_CHARACTERS));
}

/** A path as people read it: `models.churn.evaluate.slices[0].bins`. */
export function dotted(path: KeyPath): string {
  return path
    .map((key, depth) => (typeof key === 'number' ? `[${key}]` : depth === 0 ? key : `.${key}`))
    .join('');
}
