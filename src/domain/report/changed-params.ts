/** One parameter that differs: JSON text, null where it is not there. */
export interface ChangedParam {
  /** `model.depth`; list members by number. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed between two parameter files, down to single values, sorted by name. */
export function changedParams(before: unknown, after: unknown): ChangedParam[] {
  const old = flattened(before);
  const current = flattened(after);
  return [...new Set([...old.keys(), ...current.keys()])]
    .sort()
    .map((name) => ({ name, before: old.get(name) ?? null, after: current.get(name) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** `rounds: 150 → 3`, `depth: 3 (new)`, `seed: 7 (removed)`; not escaped. */
export function changedParamText({ name, before, after }: ChangedParam): string {
  if (before === null) return `${name}: ${after} (new)`;
  return after === null ? `${name}: ${before} (removed)` : `${name}: ${before} → ${after}`;
}

/** Single values by their dotted name, as JSON text. */
export function flattened(value: unknown): Map<string, string> {
  const leaves = new Map<string, string>();
  collect(value, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  const members = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  if (members.length === 0) {
    if (path !== '') leaves.set(path, JSON.stringify(value) ?? 'null');
    return;
  }
  for (const [key, member] of members) collect(member, path === '' ? key : `${path}.${key}`, leaves);
}
