import type { BareRepository } from './bare-repository.ts';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly sha: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', D: 'removed', R: 'renamed' };
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** What changed from one tree to another, by path; `from: null` is the empty tree. */
export async function changedFiles(
  git: BareRepository,
  from: string | null,
  to: string,
): Promise<ChangedFile[]> {
  if (from === null) git.write('tree', Buffer.alloc(0));
  const out = await git.run([
    'diff',
    '--raw',
    '--numstat',
    '--no-abbrev',
    '-z',
    '-M',
    from ?? EMPTY_TREE,
    to,
    '--',
  ]);
  const fields = out.split('\0');
  const files: Omit<ChangedFile, 'additions' | 'deletions'>[] = [];
  while (fields[0]?.startsWith(':')) {
    const [, , before = '', after = '', letter = ''] = fields.shift()?.split(' ') ?? [];
    const status = STATUS[letter[0] ?? ''] ?? 'modified';
    const previousPath = status === 'renamed' ? (fields.shift() ?? null) : null;
    const path = fields.shift() ?? '';
    files.push({ path, previousPath, status, sha: status === 'removed' ? before : after });
  }
  const counts = new Map<string, readonly [number, number]>();
  while (fields.length > 1) {
    const [additions, deletions, ...name] = (fields.shift() ?? '').split('\t');
    const path = name.join('\t') === '' ? (fields.splice(0, 2)[1] ?? '') : name.join('\t');
    // A binary file counts as `-`.
    counts.set(path, [Number(additions) || 0, Number(deletions) || 0]);
  }
  return files.map((file) => {
    const [additions, deletions] = counts.get(file.path) ?? [0, 0];
    return { ...file, additions, deletions };
  });
}
