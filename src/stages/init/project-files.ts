import { readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { parseYaml } from '../../config/yaml-document.ts';
import { listTree, type Tree } from './list-tree.ts';

/** The folder that modelyard.yml is written for, and what lies in it. */
export interface ProjectFiles {
  /** Real path of the folder. */
  readonly folder: string;
  /** Real path of the work tree's top. */
  readonly repository: string;
  /** The folder below the top, POSIX; empty at the top. */
  readonly below: string;
  readonly tree: Tree;
  /** Text of a file of the folder; null where there is none, where it is no plain file or too long to be written by hand. */
  text(path: string): Promise<string | null>;
  /** Files of these names in the folder, then at the top of the repository. */
  near(names: readonly string[]): Promise<NearFile[]>;
  /** The first of them. */
  nearest(...names: readonly string[]): Promise<NearFile | null>;
}

export interface NearFile {
  readonly text: string;
  /** From the top of the repository. */
  readonly path: string;
  /** Folder of the file from the top; empty at the top. */
  readonly folder: string;
}

const LONGEST_TEXT_BYTES = 512 * 1024;

export async function openProject(folder: string, repository: string): Promise<ProjectFiles> {
  const below = relative(repository, folder).split(sep).join('/');
  const near = async (names: readonly string[]) => {
    const found: NearFile[] = [];
    for (const inside of new Set([below, ''])) {
      for (const name of names) {
        const text = await readSmall(join(repository, inside, name));
        if (text !== null) found.push({ text, path: posix.join(inside, name), folder: inside });
      }
    }
    return found;
  };
  return {
    folder,
    repository,
    below,
    tree: await listTree(folder),
    text: (path) => readSmall(join(folder, path)),
    near,
    nearest: async (...names) => (await near(names))[0] ?? null,
  };
}

async function readSmall(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null);
  if (info === null || !info.isFile() || info.size > LONGEST_TEXT_BYTES) return null;
  return readFile(path, 'utf8').catch(() => null);
}

export type PlainMap = Readonly<Record<string, unknown>>;

export function isPlainMap(value: unknown): value is PlainMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A YAML or JSON file that holds a map; null for anything else: what is broken gives no clue. */
export function mapIn(text: string | null): PlainMap | null {
  if (text === null) return null;
  const { value, problems } = parseYaml(text);
  return problems.length === 0 && isPlainMap(value) ? value : null;
}

/** Entries of a map that are maps, whatever else stands there. */
export function mapsOf(value: unknown): (readonly [string, PlainMap])[] {
  if (!isPlainMap(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => (isPlainMap(each) ? [[key, each] as const] : []));
}
