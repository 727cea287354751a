import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { hashBytes } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import type { Observed } from '../../domain/experiments/observed.ts';
import { ModelyardError } from '../../errors.ts';
import { packArrays, unpackArrays } from './pack-arrays.ts';

/** More is not kept of one candidate. */
const MOST_BYTES = 256 * 1024 ** 2;
const FORM = 1;
const deflated = promisify(gzip);
const inflated = promisify(gunzip);

/** Folders of one model's evidence: what all candidates share, and what each says. */
interface Places {
  readonly rows: string;
  readonly predictions: string;
}

export function evidencePlaces(folder: string): Places {
  return { rows: join(folder, 'rows'), predictions: join(folder, 'predictions') };
}

export type Kept =
  | { readonly rows: string; readonly rowsReason: null }
  | { readonly rows: null; readonly rowsReason: string };

export interface Evidence {
  readonly observed: Observed;
  /** SHA-256 of the evaluation data's files: other features are other rows. */
  readonly files: readonly string[];
}

/**
 * Keeps what a candidate says about each row, compressed: `predictions/<id>.gz`, and once for all candidates that were judged on
 * them the labels and groups, `rows/<digest>.gz`. Returns the digest of the rows.
 */
export async function keepEvidence(folder: string, id: string, { observed, files }: Evidence): Promise<Kept> {
  const { candidate, threshold, ...shared } = observed;
  const said = packArrays({ form: FORM, candidate, threshold });
  await nextTurn();
  const rows = packArrays({ form: FORM, ...shared });
  await nextTurn();
  const bytes = said.length + rows.length;
  if (bytes > MOST_BYTES)
    return { rows: null, rowsReason: `${bytes} bytes of predictions; at most ${MOST_BYTES} are kept` };
  const digest = hashBytes([...files].sort().join('\n') + hashBytes(rows));
  const places = evidencePlaces(folder);
  const path = join(places.rows, `${digest}.gz`);
  if ((await stat(path).catch(() => null)) === null) await store(path, rows);
  await store(join(places.predictions, `${id}.gz`), said);
  return { rows: `sha256:${digest}`, rowsReason: null };
}

async function store(path: string, bytes: Buffer): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFileAtomic(path, await deflated(bytes, { level: 1 }));
}

/** What candidate `id` says about the rows with this digest. Throws `unreadable` where it is not kept or broken. */
export async function readEvidence(folder: string, id: string, rows: string): Promise<Observed> {
  const places = evidencePlaces(folder);
  const shared = await load(join(places.rows, `${rows.replace(/^sha256:/, '')}.gz`));
  const said = await load(join(places.predictions, `${id}.gz`));
  return { ...shared, ...said } as unknown as Observed;
}

async function load(path: string): Promise<Record<string, unknown>> {
  const compressed = await readFile(path).catch((cause: unknown) => {
    throw new ModelyardError('unreadable', 'its predictions are not kept any more', { cause });
  });
  const bytes = await inflated(compressed, { maxOutputLength: 2 * MOST_BYTES }).catch((cause: unknown) => {
    throw new ModelyardError('unreadable', `${path} is damaged`, {
      cause,
      hint: 'Run `modelyard evaluate` on that candidate again.',
    });
  });
  const value = unpackArrays(bytes, path);
  if (value === null || typeof value !== 'object' || !('form' in value) || value.form !== FORM)
    throw new ModelyardError('unreadable', `${path} was written by another version of Modelyard`);
  const { form: _form, ...rest } = value as Record<string, unknown>;
  return rest;
}

interface Bounds {
  readonly mostCandidates: number;
  readonly mostBytes: number;
}

/** Removes the oldest predictions above the bounds, and rows that no candidate needs; `used` are digests of rows. */
export async function pruneEvidence(
  folder: string,
  used: readonly string[],
  { mostCandidates, mostBytes }: Bounds,
): Promise<void> {
  const places = evidencePlaces(folder);
  const newest = await byAge(places.predictions);
  let bytes = 0;
  for (const [index, file] of newest.entries()) {
    bytes += file.bytes;
    const isNewest = index === 0;
    if (!isNewest && (index >= mostCandidates || bytes > mostBytes)) await rm(file.path, { force: true });
  }
  const needed = new Set(used.map((digest) => `${digest.replace(/^sha256:/, '')}.gz`));
  for (const { name, path } of await byAge(places.rows))
    if (!needed.has(name)) await rm(path, { force: true });
}

interface AgedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** Files of a folder, newest first; none where there is no folder. */
export async function byAge(folder: string): Promise<AgedFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'));
  const files = await Promise.all(
    names.map(async (name): Promise<AgedFile | null> => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      return found?.isFile() === true ? { name, path, bytes: found.size, mtimeMs: found.mtimeMs } : null;
    }),
  );
  return files
    .filter((file) => file !== null)
    .sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? -1 : 1));
}
