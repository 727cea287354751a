import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Containers that share a folder for temporary files number their processes each for itself. */
const machine = createHash('sha256').update(`${hostname()} ${numbering()}`).digest('hex').slice(0, 8);
const PREFIX = 'modelyard-duckdb-';

/**
 * Makes a folder for temporary files. What runs of this user on this machine left behind, that were killed and could not
 * tidy up, is removed first.
 */
export async function makeTemporaryFolder(parent = tmpdir()): Promise<string> {
  await removeAbandoned(parent);
  return mkdtemp(join(parent, `${PREFIX}${machine}-${process.pid}-`));
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const path = join(parent, name);
    if (isOfDeadProcess(name) && (await isOwnFolder(path)))
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isOfDeadProcess(name: string): boolean {
  const [, host, pid] = /^modelyard-duckdb-([0-9a-f]{8})-([1-9][0-9]{0,9})-[^-]+$/.exec(name) ?? [];
  return host === machine && pid !== undefined && !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user's process it is refused, so there is one.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** A link may lead anywhere, and what belongs to others is theirs. */
async function isOwnFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  const isMine = process.getuid === undefined || found?.uid === process.getuid();
  return found?.isDirectory() === true && isMine;
}

/** What tells apart the sets of process numbers of one machine; only Linux has several. */
function numbering(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
