import { execFile } from 'node:child_process';

const KNOWN = /^(python[\d.]*|node|Rscript|julia|bash|uv|poetry|make|java|go|cargo)$/;
const PATIENCE_MS = 5_000;

/** Versions of the tools that made the bytes: Node, git and, where its name is known, the command's first word. */
export async function toolVersions(command: string, cwd: string): Promise<Record<string, string>> {
  const first = command.trim().split(/\s+/)[0] ?? '';
  const names = ['git', ...(KNOWN.test(first) && first !== 'node' ? [first] : [])];
  const versions = await Promise.all(names.map(async (name) => [name, await versionOf(name, cwd)] as const));
  const found = versions.filter((entry): entry is readonly [string, string] => entry[1] !== null);
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    ...Object.fromEntries(found),
  };
}

function versionOf(program: string, cwd: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, ['--version'], { cwd, timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      const line = `${stdout}${stderr}`.trim().split('\n')[0] ?? '';
      resolve(error === null && line !== '' ? line.slice(0, 200) : null);
    });
  });
}
