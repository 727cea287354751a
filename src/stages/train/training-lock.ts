import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../adapters/process/is-alive.ts';
import { processStart } from '../../adapters/process/process-start.ts';
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

const ATTEMPTS = 20;
/** What file systems without hard links say. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

async function acquire(path: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await claim(path, `${process.pid} ${processStart(process.pid) ?? ''}`)) return;
    const owner = await readOwner(path);
    if (owner === null) continue; // released meanwhile
    if (isRunning(owner)) throw taken(path, owner);
    await removeStale(path);
  }
  throw new ModelyardError('conflict', `${path} is taken again and again`, {
    hint: 'Run one training at a time.',
  });
}

/** Whole or not at all: a lock without its owner would look like one that is left over. */
async function claim(path: string, owner: string): Promise<boolean> {
  const temporary = unique(path);
  await writeFile(temporary, owner);
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.includes(code)) throw error;
    return await writeFile(path, owner, { flag: 'wx' }).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Between looking and removing somebody else may have taken over: what was moved away is looked at once more. */
async function removeStale(path: string): Promise<void> {
  const moved = unique(path);
  const isMoved = await rename(path, moved).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  const owner = await readOwner(moved);
  if (owner !== null && isRunning(owner)) await link(moved, path).catch(() => undefined);
  await rm(moved, { force: true });
}

function unique(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
}

async function readOwner(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

/** `<process id> <start>`: a number alone may have been given to another process since. */
function isRunning(owner: string): boolean {
  const [pid = '', start = ''] = owner.split(' ');
  return isAlive(Number(pid)) && (start === '' || processStart(Number(pid)) === start);
}

function taken(path: string, owner: string): ModelyardError {
  return new ModelyardError(
    'conflict',
    `process ${owner.split(' ')[0]} is training this model in this checkout`,
    { hint: `Wait for it; if it is no training, remove ${path}.` },
  );
}
