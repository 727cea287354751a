import { type Document, isAlias, isNode, isScalar, type Node, type Pair, visit, type YAMLMap } from 'yaml';

export interface StructureFinding {
  /** Characters from the beginning of the text. */
  readonly offset: number;
  readonly message: string;
}

/** What YAML allows and a config must not hold: keys that stand twice or are no text, merge keys, anchors that lead nowhere. */
export function structureFindings(document: Document.Parsed): StructureFinding[] {
  const findings: StructureFinding[] = [];
  const find = (node: unknown, message: string) => {
    findings.push({ offset: isNode(node) ? (node.range?.[0] ?? 0) : 0, message });
  };
  let aliases = 0;
  visit(document, {
    Map: (_key, map) => checkKeys(map, find),
    Alias: (_key, alias) => {
      aliases++;
      const isTooMany = aliases > MOST_ALIASES;
      if (isTooMany)
        find(alias, `more than ${MOST_ALIASES} aliases (*${alias.source}); write the values out`);
      else if (alias.resolve(document) === undefined) find(alias, `there is no anchor &${alias.source}`);
      return isTooMany ? visit.BREAK : undefined;
    },
  });
  return findings;
}

/** `null:` is a key that is called so, as every other word is. */
export function nameNullKeys(document: Document.Parsed): void {
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === null && key.source === 'null') key.value = 'null';
    },
  });
}

/** Each is looked up in the whole document, and a few of them in each other make gigabytes. */
export const MOST_ALIASES = 100;

function checkKeys(map: YAMLMap, find: (node: unknown, message: string) => void): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const problem = keyProblem(pair, seen);
    if (problem !== null) find(pair.key, problem);
    seen.add(keyText(pair.key));
  }
}

function keyProblem({ key }: Pair, seen: ReadonlySet<string>): string | null {
  if (isAlias(key) || (isNode(key) && !isScalar(key))) return 'a key must be plain text';
  const text = keyText(key);
  if (text === '<<') return 'merge keys (<<) are not supported; repeat the keys';
  if (text === '__proto__') return 'nothing may be called __proto__';
  return seen.has(text) ? `the key ${text} stands twice` : null;
}

/** A key as it is called in the parsed value. */
export function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : isNode(key) ? (key as Node).toString() : key;
  return value === null || value === undefined ? '' : String(value);
}
