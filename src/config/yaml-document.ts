import { distance } from 'fastest-levenshtein';
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/** One problem of a YAML file; line and column count from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, e.g. `models.churn.gates.roc_auc`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

export type KeyPath = readonly (string | number)[];

export interface YamlFile {
  /** Plain JavaScript value; undefined when the text is no YAML (then `problems` says why). */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a key or value stands; for a key that is missing, its nearest parent. */
  locate(path: KeyPath, what?: 'key' | 'value'): { readonly line: number; readonly column: number };
}

const MOST_CHARACTERS = 1_000_000;
const MOST_ALIASES = 100;

/** Parses YAML and keeps positions. Duplicate keys, tabs and alias bombs are problems, never exceptions. */
export function parseYaml(text: string): YamlFile {
  if (text.length > MOST_CHARACTERS) return broken(`the file is longer than ${MOST_CHARACTERS} characters`);
  if (text.includes('\0')) return broken('the file holds NUL bytes: it is not YAML text');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    merge: false,
  });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map((error) => ({
    ...position(error.pos[0]),
    path: '',
    message: plainMessage(error.message),
  }));
  if (problems.length > 0) return { value: undefined, problems, locate: () => ({ line: 1, column: 1 }) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return {
      value,
      problems: [],
      locate: (path, what = 'key') => position(offsetOf(document.contents, path, what)),
    };
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

function broken(message: string): YamlFile {
  const start = { line: 1, column: 1 };
  return { value: undefined, problems: [{ ...start, path: '', message }], locate: () => start };
}

function plainMessage(message: string): string {
  if (/tab/i.test(message)) return 'a tab stands where YAML wants spaces';
  if (/Map keys must be unique/.test(message)) return 'this key stands twice';
  return message.split('\n')[0] ?? message;
}

function offsetOf(root: unknown, path: KeyPath, what: 'key' | 'value'): number {
  let node: unknown = root;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [depth, key] of path.entries()) {
    const step = stepInto(node, key);
    if (step === null) return offset;
    const isLast = depth === path.length - 1;
    offset =
      isLast && what === 'value' && step.value !== null ? start(step.value) : start(step.key ?? step.value);
    node = step.value;
  }
  return offset;
}

function stepInto(node: unknown, key: string | number): { key: Node | null; value: Node | null } | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? { key: null, value: item } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(
    (each) => isPair(each) && isScalar(each.key) && String(each.key.value) === String(key),
  );
  if (pair === undefined) return null;
  return { key: isNode(pair.key) ? pair.key : null, value: isNode(pair.value) ? pair.value : null };
}

function start(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

/** What zod found, with positions; unknown keys name the nearest known one out of `keysAt`. */
export function schemaProblems(
  file: YamlFile,
  issues: readonly z.core.$ZodIssue[],
  keysAt: (path: KeyPath) => readonly string[],
): Problem[] {
  return issues.flatMap((issue) => problemsOf(file, issue, keysAt));
}

function problemsOf(
  file: YamlFile,
  issue: z.core.$ZodIssue,
  keysAt: (path: KeyPath) => readonly string[],
): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(file, { path: [...path, key], known: keysAt(path) }));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.flatMap((inner) =>
      problemsOf(file, { ...inner, path: [...path, ...inner.path] } as z.core.$ZodIssue, keysAt),
    );
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  const where = file.locate(path, isMissing ? 'key' : 'value');
  return [{ ...where, path: path.join('.'), message: issue.message }];
}

function unknownKey(
  file: YamlFile,
  { path, known }: { readonly path: KeyPath; readonly known: readonly string[] },
): Problem {
  const key = String(path.at(-1));
  const near = nearest(key, known);
  const help =
    near === null ? (known.length > 0 ? `; known are ${known.join(', ')}` : '') : `; did you mean ${near}?`;
  return { ...file.locate(path), path: path.join('.'), message: `unknown key${help}` };
}

/** The known word that a misspelt one was probably meant to be; null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known.map((each) => ({ each, cost: distance(word.toLowerCase(), each.toLowerCase()) }));
  ranked.sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  return best !== undefined && best.cost <= Math.max(2, Math.floor(word.length / 3)) ? best.each : null;
}

/** `file:line:column  path: message`, one line each, in the order of the file. */
export function problemLines(label: string, problems: readonly Problem[]): string {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  return sorted
    .map(
      ({ line, column, path, message }) =>
        `${label}:${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`,
    )
    .join('\n');
}
