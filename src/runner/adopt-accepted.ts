import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectConfig } from '../config/resolved.ts';
import { modelFolder } from '../records/store.ts';
import { unpackArchives } from './unpack-archives.ts';

/**
 * Puts what `accept` left in this run in its place: of each archive's newest attempt the folders of the models that the config
 * names, and nothing else. The bytes are hashed by whoever uses them.
 */
export async function adoptAccepted(project: ProjectConfig, folder: string): Promise<readonly string[]> {
  const adopted: string[] = [];
  await unpackArchives(folder, 'accept', async (unpacked) => {
    const found = await readdir(unpacked);
    for (const { name } of project.models.filter((model) => found.includes(model.name))) {
      const own = modelFolder(project.directory, name);
      await rm(own, { recursive: true, force: true });
      await mkdir(own, { recursive: true });
      await cp(join(unpacked, name), own, { recursive: true });
      adopted.push(name);
    }
  });
  return adopted;
}
