/** One input of the training: path relative to the repository (POSIX), git's mode, SHA-256 (64 hex digits) of the content. */
export interface InputEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha256: string;
}

/** What is hashed into the input digest: entries sorted by the bytes of their path, and the config that determines training. */
export interface InputManifest {
  readonly config: Readonly<Record<string, unknown>>;
  readonly entries: readonly InputEntry[];
}

export function inputManifest(
  entries: readonly InputEntry[],
  config: Readonly<Record<string, unknown>>,
): InputManifest {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const sorted = [...byPath.values()].sort((a, b) => compareBytes(a.path, b.path));
  return { config, entries: sorted.map(({ path, mode, sha256 }) => ({ path, mode, sha256 })) };
}

/** Order of the UTF-8 bytes; for well-formed text that is the order of code points. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Paths whose content differs between two lists, with what happened to them. */
export function changedEntries(before: readonly InputEntry[], after: readonly InputEntry[]): string[] {
  const key = (entry: InputEntry) => `${entry.mode} ${entry.sha256}`;
  const earlier = new Map(before.map((entry) => [entry.path, key(entry)]));
  const later = new Map(after.map((entry) => [entry.path, key(entry)]));
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return paths.filter((path) => earlier.get(path) !== later.get(path));
}
