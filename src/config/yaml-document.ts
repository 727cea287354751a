import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { messageOf } from '../errors.ts';
import type { KeyPath, Position, Problem } from './problems.ts';
import { keyText, MOST_ALIASES, nameNullKeys, structureFindings } from './yaml-structure.ts';

export interface YamlFile {
  /** Plain JavaScript value; undefined when the text is no YAML (then `problems` says why). */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a key or value stands; for a key that is missing, its nearest parent. */
  locate(path: KeyPath, what?: 'key' | 'value'): Position;
}

export const MOST_YAML_CHARACTERS = 1_000_000;

/**
 * Parses YAML 1.2 and keeps positions. Duplicate keys, tabs, alias bombs, unknown tags, several documents and merge
 * conflicts are problems, never exceptions. A byte order mark is skipped.
 */
export function parseYaml(given: string): YamlFile {
  const text = given.replace(/^\uFEFF/, '');
  if (text.length > MOST_YAML_CHARACTERS)
    return broken(`the file is longer than ${MOST_YAML_CHARACTERS.toLocaleString('en')} characters`);
  if (text.includes('\0')) return broken('the file holds NUL bytes: it is not YAML text');
  const conflict = /^<{7} .*$/m.exec(text);
  if (conflict !== null) return broken('an unresolved merge conflict', lineOf(text, conflict.index));
  try {
    return parsed(text);
  } catch (error) {
    if (error instanceof RangeError) return broken(TOO_DEEP);
    return broken(
      /alias/i.test(messageOf(error))
        ? 'aliases in each other grow too large; write the values out'
        : messageOf(error),
    );
  }
}

function parsed(text: string): YamlFile {
  const lines = new LineCounter();
  // Duplicate keys are looked for by `structureFindings`: the parser takes seconds for maps with many keys.
  const options = { lineCounter: lines, uniqueKeys: false, prettyErrors: false, merge: false };
  const document = parseDocument(text, options);
  nameNullKeys(document);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = [
    ...document.errors.slice(0, 1).map((error) => ({ offset: error.pos[0], message: plainMessage(error) })),
    ...document.warnings.map((warning) => ({ offset: warning.pos[0], message: plainMessage(warning) })),
    ...structureFindings(document),
  ].map(({ offset, message }) => ({ ...position(offset), path: '', message }));
  if (problems.length > 0) return { value: undefined, problems, locate: () => ({ line: 1, column: 1 }) };
  const index = new WeakMap<YAMLMap, Map<string, Pair>>();
  return {
    value: document.toJS({ maxAliasCount: MOST_ALIASES }),
    problems: [],
    locate: (path, what = 'key') => position(offsetOf({ document, index }, path, what)),
  };
}

function broken(message: string, line = 1): YamlFile {
  const start = { line, column: 1 };
  return { value: undefined, problems: [{ ...start, path: '', message }], locate: () => start };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const TOO_DEEP = 'the file is nested too deeply';

/** What follows the first error is mostly its echo; the parser's words are kept where they are plain. */
const PLAIN_MESSAGES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands where YAML wants spaces',
  MULTIPLE_DOCS: 'the file holds several YAML documents; one is expected',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line; text that holds ": " needs quotes',
  BAD_SCALAR_START: 'text that begins with @ or ` needs quotes',
  MULTILINE_IMPLICIT_KEY: 'a line without "key:" stands where a key is expected',
  UNEXPECTED_TOKEN: 'this is not expected here; check the indentation',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  TAG_RESOLVE_FAILED: 'a YAML tag (!…) that does not apply here; write plain values',
  BAD_DIRECTIVE: 'YAML directives (%…) are not supported',
};

function plainMessage({ code, message }: { readonly code: string; readonly message: string }): string {
  if (/call stack/.test(message)) return TOO_DEEP;
  return PLAIN_MESSAGES[code] ?? message.split('\n')[0] ?? message;
}

interface Indexed {
  readonly document: Document.Parsed;
  readonly index: WeakMap<YAMLMap, Map<string, Pair>>;
}

function offsetOf(indexed: Indexed, path: KeyPath, what: 'key' | 'value'): number {
  let node: unknown = indexed.document.contents;
  let offset = start(node);
  for (const [depth, key] of path.entries()) {
    const step = stepInto(indexed, node, key);
    if (step === null) return offset;
    const isLast = depth === path.length - 1;
    const place = isLast && what === 'value' ? (step.value ?? step.key) : (step.key ?? step.value);
    offset = start(place);
    node = step.value;
  }
  return offset;
}

interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

function stepInto(indexed: Indexed, given: unknown, key: string | number): Step | null {
  const node = isAlias(given) ? given.resolve(indexed.document) : given;
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? { key: null, value: item } : null;
  }
  const pair = isMap(node) ? pairsOf(indexed, node).get(String(key)) : undefined;
  if (pair === undefined) return null;
  const isEmpty = isScalar(pair.value) && pair.value.value === null && pair.value.source === '';
  return {
    key: isNode(pair.key) ? pair.key : null,
    value: isNode(pair.value) && !isEmpty ? pair.value : null,
  };
}

function pairsOf({ index }: Indexed, map: YAMLMap): Map<string, Pair> {
  const known = index.get(map);
  if (known !== undefined) return known;
  const pairs = new Map(map.items.map((pair) => [keyText(pair.key), pair as Pair]));
  index.set(map, pairs);
  return pairs;
}

function start(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
