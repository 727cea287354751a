import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../adapters/process/is-alive.ts';
import { ModelyardError } from '../../errors.ts';
import { modelFolder } from '../../records/store.ts';
import type { StageContext } from '../context.ts';

/** Runs one training of a model at a time in a checkout. A lock whose process is gone is taken over. */
export async function withTrainingLock<T>(context: StageContext, work: () => Promise<T>): Promise<T> {
  const folder = modelFolder(context.project.directory, context.model.name);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'train.lock');
  await acquire(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return null;
    });
    if (file !== null) {
      await file.writeFile(String(process.pid));
      await file.close();
      return;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isAlive(owner)) {
      throw new ModelyardError('conflict', `process ${owner} is training this model in this checkout`, {
        hint: `Wait for it; if it is no training, remove ${path}.`,
      });
    }
    await rm(path, { force: true });
  }
  throw new ModelyardError('conflict', `${path} is taken again and again`, {
    hint: 'Run one training at a time.',
  });
}
