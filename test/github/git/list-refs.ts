import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Names of all refs of a bare repository, packed or not, in git's order: what `git for-each-ref` says, without a child process. */
export function listRefs(gitDir: string): string[] {
  const loose = readdirSync(join(gitDir, 'refs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(gitDir.length + 1)
        .split(sep)
        .join('/'),
    );
  return [...new Set([...loose, ...packedRefs(gitDir)])].sort((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
}

function packedRefs(gitDir: string): string[] {
  try {
    const lines = readFileSync(join(gitDir, 'packed-refs'), 'utf8').split('\n');
    return lines.flatMap((line) => /^[0-9a-f]{40} (.+)$/.exec(line)?.slice(1) ?? []);
  } catch {
    // Nothing has been packed.
    return [];
  }
}
