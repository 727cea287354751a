import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackFiles } from '../adapters/files/tar-archive.ts';
import type { ProjectConfig } from '../config/resolved.ts';
import { modelFolder } from '../records/store.ts';

const LIMITS = { mostBytes: 16 * 2 ** 30, mostEntries: 100_000 };
const ARCHIVE = /^modelyard-(.+)-accept-(?:[0-9a-f]{12}|none)-(\d+)\.tar$/;

/**
 * Puts what `accept` left in this run in its place: of each archive's newest attempt the folders of the models that the config
 * names, and nothing else. The bytes are hashed by whoever uses them.
 */
export async function adoptAccepted(project: ProjectConfig, folder: string): Promise<readonly string[]> {
  const archives = newestAttempts(await readdir(folder).catch(() => []));
  const adopted: string[] = [];
  for (const archive of archives) {
    const work = await mkdtemp(join(tmpdir(), 'modelyard-accepted-'));
    try {
      await unpackFiles(join(folder, archive), work, LIMITS);
      const found = await readdir(work);
      for (const { name } of project.models.filter((model) => found.includes(model.name))) {
        const own = modelFolder(project.directory, name);
        await rm(own, { recursive: true, force: true });
        await mkdir(own, { recursive: true });
        await cp(join(work, name), own, { recursive: true });
        adopted.push(name);
      }
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return adopted;
}

function newestAttempts(names: readonly string[]): string[] {
  const newest = new Map<string, { readonly name: string; readonly attempt: number }>();
  for (const name of names) {
    const [, of = '', attempt = ''] = ARCHIVE.exec(name) ?? [];
    if (of === '' || Number(attempt) <= (newest.get(of)?.attempt ?? 0)) continue;
    newest.set(of, { name, attempt: Number(attempt) });
  }
  return [...newest.values()].map(({ name }) => name);
}
