import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { ModelyardError, messageOf } from '../../errors.ts';
import { type DvcSettings, readSettings } from './dvc-settings.ts';
import { type DvcObject, fetchObject, type Stores } from './fetch-object.ts';
import { inParallel } from './in-parallel.ts';
import { md5Check } from './md5-check.ts';
import type { RemoteAccess } from './open-remote.ts';
import { outside, type PointedOut, readPointer } from './read-pointer.ts';

export interface PointerAccess extends RemoteAccess {
  /** The repository as it is worked in. */
  readonly checkout: string;
  /** How errors name a path. */
  readonly label: (path: string) => string;
  /** Called as bytes arrive from a remote. */
  readonly onBytes?: (label: string, done: number, total: number | null) => void;
}

/**
 * Puts what a `.dvc` pointer stands for into the work tree, as `dvc pull` does, and gives its files, those of a folder
 * sorted. What is there already is held against the MD5. Throws `input` where it is something else, or is nowhere.
 */
export async function fetchPointed(pointer: string, access: PointerAccess): Promise<string[]> {
  const label = access.label(pointer);
  const settings = await readSettings(pointer, access.checkout);
  const files: string[] = [];
  for (const out of await readPointer(pointer, label)) {
    const root = settings?.root ?? access.checkout;
    await assertInside(root, out.path, label);
    const stores = { ...access, settings: settings ?? withoutDvc(access.checkout) };
    files.push(
      ...(out.isFolder ? await layOutFolder(out, stores, access) : [await layOutFile(out, stores, access)]),
    );
  }
  return files;
}

/** The files that a pointer stands for and that are in the work tree; nothing is fetched. */
export async function pointedFiles(pointer: string, label: string): Promise<string[]> {
  const files: string[] = [];
  for (const { path } of await readPointer(pointer, label)) {
    const info = await stat(path).catch(() => null);
    if (info?.isDirectory() === true) files.push(...(await filesBelow(path)));
    else if (info !== null) files.push(path);
  }
  return files;
}

function withoutDvc(root: string): DvcSettings {
  return { root, caches: [], defaultRemote: null, remotes: {} };
}

/** Neither by its name nor through a link may data leave the repository. */
async function assertInside(root: string, path: string, label: string): Promise<void> {
  const real = await realOf(path);
  if (leaves(root, path) || leaves(await realpath(root), await realOf(dirname(path))))
    throw outside(label, real);
}

function leaves(outer: string, path: string): boolean {
  const inside = relative(outer, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}

async function realOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(await realOf(dirname(path)), relative(dirname(path), path));
}

async function layOutFile(out: PointedOut, stores: Stores, { label }: PointerAccess): Promise<string> {
  const object = { ...out, label: label(out.path) };
  await layOut(object, stores, out.path);
  return out.path;
}

async function layOut(object: DvcObject, stores: Stores, path: string): Promise<void> {
  const info = await stat(path).catch(() => null);
  if (info === null) return fetchObject(object, stores, path);
  if (!info.isFile())
    throw new ModelyardError(
      'input',
      `${object.label} is no plain file, and its .dvc pointer stands for one`,
      {
        hint: 'Remove it, or write the pointer anew with dvc add.',
      },
    );
  const check = md5Check(object.isLegacy);
  for await (const chunk of createReadStream(path)) check.update(chunk as Buffer);
  const { isEqual, found } = check.end(object.md5);
  if (isEqual) return;
  throw new ModelyardError(
    'input',
    `${object.label} is not what its .dvc pointer says: its MD5 is ${found}, not ${object.md5}`,
    { hint: 'If the data changed, run dvc add; else remove the file, or run dvc pull --force.' },
  );
}

const manifestSchema = z.array(
  z.object({ md5: z.string().regex(/^[0-9a-f]{32}$/), relpath: z.string().min(1) }),
);

async function layOutFolder(out: PointedOut, stores: Stores, access: PointerAccess): Promise<string[]> {
  const label = access.label(out.path);
  const entries = await readManifest({ ...out, label }, stores);
  const paths = entries.map(({ relpath }) => join(out.path, ...relpath.split('/')));
  await assertNothingElse(out.path, new Set(paths), label);
  await inParallel([...entries.entries()], async ([index, { md5 }]) => {
    const path = paths[index] ?? '';
    await assertInside(stores.settings.root, path, label);
    const object = { ...out, md5, isFolder: false, bytes: null, label: access.label(path) };
    await layOut(object, stores, path);
  });
  return paths.filter((path) => !isHidden(out.path, path));
}

/** The list of a folder's files, sorted by their names. */
async function readManifest(object: DvcObject, stores: Stores) {
  const folder = await mkdtemp(join(tmpdir(), 'modelyard-dvc-'));
  try {
    const path = join(folder, 'list.json');
    await fetchObject(object, stores, path);
    const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    const entries = parsed.success ? parsed.data : [];
    if (!parsed.success || entries.some(({ relpath }) => !isPlain(relpath)))
      throw new ModelyardError('input', `${object.label}: its list of files in DVC cannot be read`, {
        hint: 'Write the pointer anew with dvc add, and push it.',
      });
    return entries.sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ModelyardError(
      'input',
      `${object.label}: its list of files in DVC is no JSON: ${messageOf(cause)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isPlain(relpath: string): boolean {
  const parts = relpath.split('/');
  return !/[\0\\]/.test(relpath) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Training reads the folder: what the pointer does not name would go in unseen. */
async function assertNothingElse(folder: string, named: ReadonlySet<string>, label: string): Promise<void> {
  const other = (await filesBelow(folder)).find((path) => !named.has(path) && !isHidden(folder, path));
  if (other === undefined) return;
  throw new ModelyardError(
    'input',
    `${label} holds ${relative(folder, other)}, which its .dvc pointer does not know`,
    { hint: 'Run dvc add if it belongs there, else remove it.' },
  );
}

function isHidden(folder: string, path: string): boolean {
  return relative(folder, path)
    .split(sep)
    .some((part) => part.startsWith('.'));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
