import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { hashFile } from '../adapters/files/hash-file.ts';

/** `linux-x64`, `darwin-arm64` …; musl has builds of its own. */
export function platformKey(): string {
  const report = process.report.getReport() as { readonly header?: { glibcVersionRuntime?: string } };
  const isMusl = process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${isMusl ? '-musl' : ''}`;
}

/** Packages that the program loads; the rest of what npm installs only serves their own installation. */
function keptPackages(platform: string): ReadonlySet<string> {
  return new Set([
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    `@duckdb/node-bindings-${platform}`,
    'detect-libc',
    'onnxruntime-common',
    'onnxruntime-node',
  ]);
}

/**
 * Removes from a fresh `node_modules` what one platform does not need: other platforms' libraries (300 MB of ONNX Runtime)
 * and packages that are never loaded. What is left is the same for every npm, and so is its hash.
 */
export async function pruneRuntime(modules: string, platform: string): Promise<void> {
  const kept = keptPackages(platform);
  for (const name of await packageNames(modules)) {
    if (!kept.has(name)) await rm(join(modules, name), { recursive: true, force: true });
  }
  const [system = '', arch = ''] = platform.split('-');
  const libraries = join(modules, 'onnxruntime-node', 'bin', 'napi-v6');
  await keepOnly(libraries, system);
  await keepOnly(join(libraries, system), arch);
}

/** Entries of `node_modules`, scopes opened; npm's own files (`.bin`, `.package-lock.json`) count as entries. */
async function packageNames(modules: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(modules)) {
    const inside = name.startsWith('@') ? await readdir(join(modules, name)) : null;
    names.push(...(inside === null ? [name] : inside.map((each) => `${name}/${each}`)));
  }
  return names;
}

async function keepOnly(folder: string, name: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries) {
    if (entry !== name) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

/** SHA-256 (64 hex digits) over the sorted `sha256sum` lines of every file below a folder. Symbolic links are refused: none belongs there. */
export async function hashTree(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll(sep, '/');
    lines.push(`${entry.isFile() ? (await hashFile(path)).sha256 : 'not a file'}  ${name}\n`);
  }
  const sorted = lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
  return createHash('sha256').update(sorted.join('')).digest('hex');
}
