import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ModelyardError, messageOf } from '../../errors.ts';

/** What a `.dvc` folder says of where data are kept. */
export interface DvcSettings {
  /** The folder that holds `.dvc`, or without one the pointer's own; data lie below it. */
  readonly root: string;
  /** Where objects are looked for, the first is the own cache. */
  readonly caches: readonly string[];
  readonly defaultRemote: string | null;
  readonly remotes: Readonly<Record<string, RemoteSettings>>;
}

/** A remote's own keys as they are written, `url` among them. */
export type RemoteSettings = Readonly<Record<string, string>>;

/**
 * The settings for a pointer: of the nearest `.dvc` folder above it, with what `config.local` adds. `checkout` is the
 * repository as it is worked in: a commit that is laid out elsewhere has neither its cache nor its `config.local`.
 */
export async function readSettings(pointer: string, checkout: string): Promise<DvcSettings | null> {
  const nearest = await nearestFolder(dirname(pointer));
  const checkedOut = (await isFolder(join(checkout, '.dvc'))) ? join(checkout, '.dvc') : nearest;
  const own = nearest ?? checkedOut;
  if (own === null || checkedOut === null) return null;
  const files = [join(own, 'config'), join(own, 'config.local'), join(checkedOut, 'config.local')];
  const sections = new Map<string, Record<string, string>>();
  for (const file of new Set(files)) mergeInto(sections, await readSections(file));
  const cache = sections.get('cache')?.dir;
  const caches = [own, checkedOut].map((folder) => resolve(folder, cache ?? 'cache'));
  return {
    root: nearest === null ? dirname(pointer) : dirname(nearest),
    caches: [...new Set(caches)],
    defaultRemote: sections.get('core')?.remote ?? null,
    remotes: Object.fromEntries(
      [...sections].flatMap(([section, keys]) => {
        const name = /^remote "(.*)"$/.exec(section)?.[1];
        return name === undefined ? [] : [[name, keys] as const];
      }),
    ),
  };
}

async function nearestFolder(start: string): Promise<string | null> {
  for (let folder = start; ; folder = dirname(folder)) {
    if (await isFolder(join(folder, '.dvc'))) return join(folder, '.dvc');
    if (dirname(folder) === folder) return null;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

function mergeInto(
  all: Map<string, Record<string, string>>,
  more: ReadonlyMap<string, Readonly<Record<string, string>>>,
): void {
  for (const [section, keys] of more) all.set(section, { ...all.get(section), ...keys });
}

type Sections = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Paths are relative to the folder of the file that says them. */
async function readSections(file: string): Promise<Sections> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw new ModelyardError('unreadable', `cannot read ${file}: ${messageOf(cause)}`, { cause });
  });
  const sections = parseSections(text);
  for (const keys of sections.values()) {
    const { url } = keys;
    if (url !== undefined && !isAbsolute(url) && !/^[a-z][a-z0-9+]*:\/\//i.test(url))
      keys.url = resolve(dirname(file), url);
  }
  return sections;
}

/** `[section]`, `['remote "name"']` and `key = value`, with remarks after `#` or `;` at the beginning of a line. */
export function parseSections(text: string): Map<string, Record<string, string>> {
  const sections = new Map<string, Record<string, string>>();
  let keys: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    const [, key, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== undefined) {
      const name = section.trim().replace(/^(['])(.*)\1$/, '$2');
      keys = sections.get(name) ?? {};
      sections.set(name, keys);
    } else if (key !== undefined) keys[key] = (value ?? '').replace(/^(["'])(.*)\1$/, '$2');
  }
  return sections;
}
