import type { Reference } from './references.ts';

/** What is there under a name; `anything` where no further name can be wrong or nobody can tell. */
export type Known = 'anything' | { readonly [name: string]: Known };

/** What is wrong with a name, or null. A context that `known` does not hold is not checked here. */
export function problemOf(reference: Reference, known: Readonly<Record<string, Known>>): string | null {
  let at: Known = known;
  for (const [index, part] of reference.entries()) {
    if (at === 'anything') return null;
    if (index === 0 && !Object.hasOwn(at, String(part))) return null;
    const text = reference.map((each) => each ?? '*').join('.');
    if (part === null) return `${text}: only a run can tell which name that is`;
    if (!Object.hasOwn(at, part)) return `${text}: there is no ${part}${among(Object.keys(at))}`;
    at = at[part] as Known;
  }
  return null;
}

function among(names: readonly string[]): string {
  return names.length === 0 ? '' : `, only ${names.join(', ')}`;
}

export function anythingUnder(names: Iterable<string>): Known {
  return Object.fromEntries([...names].map((name) => [name, 'anything' as const]));
}
