import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { sha256sumLines } from '../../domain/lineage/model-digest.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { recordDigest, recordText } from '../../records/store.ts';
import type { AssetSource } from './asset-sources.ts';

/** Writes the assets into a folder and returns them as the record lists them, sorted by name. Throws `refused` for a file that changed. */
export async function writeAssets(
  folder: string,
  sources: readonly AssetSource[],
): Promise<ReleaseRecord['assets']> {
  const assets: ReleaseRecord['assets'] = [];
  for (const source of sources) {
    const target = join(folder, source.name);
    await mkdir(dirname(target), { recursive: true });
    await ('text' in source ? writeFile(target, source.text) : copySource(source.path, target));
    const hash = await hashFile(target);
    if (!('text' in source) && hash.sha256 !== source.sha256) throw changed(source.name, source.path);
    assets.push({ name: source.name, ...hash });
  }
  return assets.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function copySource(path: string, target: string): Promise<void> {
  await copyFile(path, target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw changed(basename(target), path);
    throw cause;
  });
}

function changed(name: string, path: string): ModelyardError {
  return new ModelyardError('refused', `${path} is not the ${name} that was judged: it changed since`, {
    hint: 'Run `modelyard run` again, then release.',
  });
}

/** Writes release.json and SHA256SUMS beside the assets; returns the record's digest. */
export async function sealAssets(folder: string, record: ReleaseRecord): Promise<string> {
  await writeFile(join(folder, 'release.json'), recordText(record));
  const own = await hashFile(join(folder, 'release.json'));
  const lines = sha256sumLines([...record.assets, { name: 'release.json', sha256: own.sha256 }]);
  await writeFile(join(folder, 'SHA256SUMS'), lines);
  return recordDigest(record);
}
