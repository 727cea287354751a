import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listFolder } from '../../adapters/git/folder-files.ts';

/** Files below a folder: what git tracks, what it does not, and what it ignores (data and models mostly are). */
export interface Tree {
  /** Relative, POSIX, sorted; names that are no text are left out. */
  readonly files: readonly string[];
  readonly tracked: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
  /** More files were there than are looked at. */
  readonly isCut: boolean;
}

/** What tools keep for themselves: huge, and never data of the project. */
const SKIPPED = [
  'node_modules',
  '.venv',
  'venv',
  'env',
  '.conda',
  'site-packages',
  '__pycache__',
  '.ipynb_checkpoints',
  '.git',
  '.dvc',
  '.modelyard',
  'mlruns',
  'mlartifacts',
  'wandb',
  'lightning_logs',
  'catboost_info',
  '.tox',
  '.nox',
  '.cache',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
];

const MOST_FILES = 200_000;
const MOST_IGNORED = 20_000;
const DEEPEST = 6;

export async function listTree(folder: string): Promise<Tree> {
  const { tracked, untracked, ignored } = await listFolder(folder, SKIPPED);
  const found = await ignoredFiles(folder, ignored.filter(isLookedAt));
  const all = [...tracked, ...untracked.filter(isLookedAt), ...found.files].filter(isText);
  const files = [...new Set(all)].sort();
  return {
    files: files.slice(0, MOST_FILES),
    tracked: new Set(tracked),
    ignored: new Set(found.files),
    isCut: files.length > MOST_FILES || found.isCut,
  };
}

function isLookedAt(path: string): boolean {
  return !path.split('/').some((part) => SKIPPED.includes(part));
}

/** Bytes that are no UTF-8 cannot be written in YAML, and paths with control characters are refused there. */
function isText(path: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(path);
}

interface Walked {
  readonly files: readonly string[];
  readonly isCut: boolean;
}

/** Git names an ignored folder once; what is in it is listed here, within bounds. */
async function ignoredFiles(folder: string, entries: readonly string[]): Promise<Walked> {
  const files: string[] = [];
  const open = entries.map((path) => ({ path, depth: 0 }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (files.length >= MOST_IGNORED) return { files, isCut: true };
    if (!next.path.endsWith('/')) files.push(next.path);
    else if (next.depth < DEEPEST) open.push(...(await entriesOf(folder, next)));
  }
  return { files, isCut: false };
}

async function entriesOf(folder: string, { path, depth }: { readonly path: string; readonly depth: number }) {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (entry.isFile() || entry.isDirectory()) && isLookedAt(entry.name))
    .map((entry) => ({ path: `${path}${entry.name}${entry.isDirectory() ? '/' : ''}`, depth: depth + 1 }));
}
