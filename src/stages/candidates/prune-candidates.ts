import { randomBytes } from 'node:crypto';
import { lstat, readdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { modelFolder, readRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';

export interface Retention {
  readonly mostCandidates: number;
  readonly mostBytes: number;
  /** The newest are kept however large: a run beside this one may be judging one of them. */
  readonly untouched: number;
}

const RETENTION: Retention = { mostCandidates: 50, mostBytes: 20 * 1024 ** 3, untouched: 3 };

type Place = Pick<StageContext, 'project' | 'model'>;

function storeOf({ project, model }: Place): string {
  return join(modelFolder(project.directory, model.name), 'candidates');
}

/** A candidate that is taken again is as young as one that was just trained. */
export async function touchCandidate(context: Place, inputDigest: string, now: Date): Promise<void> {
  const folder = join(storeOf(context), inputDigest.replace(/^sha256:/, ''));
  await utimes(folder, now, now).catch(() => undefined);
}

/**
 * Removes the candidates that were trained or taken longest ago, as many as are above the retention. Runs within the training's lock; what
 * cannot be removed is told and stays.
 */
export async function pruneCandidates(
  context: Place & Pick<StageContext, 'reporter'>,
  retention: Retention = RETENTION,
): Promise<void> {
  const store = storeOf(context);
  let bytes = 0;
  for (const [index, name] of (await byAge(store)).entries()) {
    bytes += await bytesOf(join(store, name));
    const isAbove = index >= retention.mostCandidates || bytes > retention.mostBytes;
    if (index < retention.untouched || !isAbove) continue;
    await remove(store, name).catch((error: unknown) => {
      context.reporter.warn(`an old candidate cannot be removed: ${messageOf(error)}`);
    });
  }
}

/** Names of stored candidates, the one that was trained or taken last first. */
async function byAge(store: string): Promise<string[]> {
  const names = (await readdir(store).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const stats = await Promise.all(
    names.map(async (name) => ({ name, found: await lstat(join(store, name)).catch(() => null) })),
  );
  return stats
    .flatMap(({ name, found }) => (found?.isDirectory() === true ? [{ name, mtimeMs: found.mtimeMs }] : []))
    .sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** By its record; a broken one counts nothing, and ages like the others. */
async function bytesOf(folder: string): Promise<number> {
  const record = await readRecord(join(folder, 'train.json'), trainRecordSchema).catch(() => null);
  return (record?.outputs ?? []).reduce((sum, output) => sum + (output.bytes ?? 0), 0);
}

/** Gone at once for whoever looks; what a kill leaves is removed with the next training. */
async function remove(store: string, name: string): Promise<void> {
  const gone = join(store, `.${randomBytes(6).toString('hex')}.tmp`);
  await rename(join(store, name), gone);
  await rm(gone, { recursive: true, force: true });
}
