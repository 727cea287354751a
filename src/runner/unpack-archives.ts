import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackFiles } from '../adapters/files/tar-archive.ts';

/** Records and candidates; beyond that no release could hold them. */
const LIMITS = { mostBytes: 16 * 2 ** 30, mostEntries: 100_000 };

/** Unpacks the newest attempt of each archive that a stage left in a folder, one at a time, into a folder that vanishes again. */
export async function unpackArchives(
  folder: string,
  stage: string,
  use: (unpacked: string) => Promise<void>,
): Promise<void> {
  for (const archive of newestAttempts(await readdir(folder).catch(() => []), stage)) {
    const work = await mkdtemp(join(tmpdir(), 'modelyard-unpacked-'));
    try {
      await unpackFiles(join(folder, archive), work, LIMITS);
      await use(work);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
}

/** `modelyard-<model or all>-<stage>-<digits>-<attempt>.tar`. */
function newestAttempts(names: readonly string[], stage: string): string[] {
  const form = new RegExp(`^modelyard-(.+)-${stage}-(?:[0-9a-f]{12}|none)-(\\d+)\\.tar$`);
  const newest = new Map<string, { readonly name: string; readonly attempt: number }>();
  for (const name of names) {
    const [, of = '', attempt = ''] = form.exec(name) ?? [];
    if (of === '' || Number(attempt) <= (newest.get(of)?.attempt ?? 0)) continue;
    newest.set(of, { name, attempt: Number(attempt) });
  }
  return [...newest.values()].map(({ name }) => name);
}
