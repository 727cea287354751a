import type { BareRepository } from './bare-repository.ts';
import { formatTree, parseTree, type TreeEntry } from './git-objects.ts';

/** One path of a tree; `sha: null` removes it. */
export interface TreeEdit {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

const FOLDER = '40000';

/** Hash of the tree that `base` becomes; folders appear and vanish with what is in them. */
export async function editTree(
  git: BareRepository,
  base: string | null,
  edits: readonly TreeEdit[],
): Promise<string> {
  return (await edit(git, base, edits)) ?? git.write('tree', Buffer.alloc(0));
}

async function edit(
  git: BareRepository,
  base: string | null,
  edits: readonly TreeEdit[],
): Promise<string | null> {
  const entries = new Map((await entriesOf(git, base)).map((entry) => [entry.name, entry]));
  const below = new Map<string, TreeEdit[]>();
  for (const change of edits) {
    const slash = change.path.indexOf('/');
    if (slash < 0) set(entries, change);
    else {
      const folder = change.path.slice(0, slash);
      const inside = { ...change, path: change.path.slice(slash + 1) };
      below.set(folder, [...(below.get(folder) ?? []), inside]);
    }
  }
  for (const [name, inside] of below) {
    const old = entries.get(name);
    const sha = await edit(git, old?.mode === FOLDER ? old.sha : null, inside);
    set(entries, { path: name, mode: FOLDER, sha });
  }
  return entries.size === 0 ? null : git.write('tree', formatTree([...entries.values()]));
}

async function entriesOf(git: BareRepository, tree: string | null): Promise<TreeEntry[]> {
  const object = tree === null ? null : await git.read(`${tree}^{tree}`);
  return object === null ? [] : parseTree(object.body);
}

function set(entries: Map<string, TreeEntry>, { path, mode, sha }: TreeEdit): void {
  if (sha === null) entries.delete(path);
  else entries.set(path, { name: path, mode: mode.replace(/^0+/, ''), sha });
}
