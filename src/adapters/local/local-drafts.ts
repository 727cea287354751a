import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncTree } from '../files/sync-tree.ts';
import { syncFolder } from '../files/write-atomic.ts';
import { isAlive } from '../process/is-alive.ts';

export interface LocalDrafts {
  save(digest: string, folder: string): Promise<void>;
  /** Folder of a draft with this record's digest; null when there is none. */
  find(digest: string): Promise<string | null>;
  /** Removes drafts whose run has ended and that no unpublished tag names. */
  removeLeftovers(needed: ReadonlySet<string>): Promise<void>;
}

/**
 * Drafts, each in `<digest of the record>.<process id>`: never changed once there, and owned by the run that made it,
 * so that no run takes away what another one is about to claim.
 */
export function createLocalDrafts(folder: string, checkpoint: (step: string) => void): LocalDrafts {
  const names = () => readdir(folder).catch(() => []);

  return {
    async save(digest, from) {
      await syncTree(from);
      await mkdir(folder, { recursive: true });
      const target = join(folder, `${hexOf(digest)}.${process.pid}`);
      checkpoint('save draft');
      await rm(target, { recursive: true, force: true });
      await rename(from, target);
      await syncFolder(folder);
    },
    async find(digest) {
      const own = `${hexOf(digest)}.${process.pid}`;
      const found = (await names()).filter((name) => name.split('.')[0] === hexOf(digest));
      const name = found.includes(own) ? own : found[0];
      return name === undefined ? null : join(folder, name);
    },
    async removeLeftovers(needed) {
      for (const name of await names()) {
        const [hex = '', owner = ''] = name.split('.');
        const isForeign = Number(owner) !== process.pid && isAlive(Number(owner));
        if (isForeign || needed.has(`sha256:${hex}`)) continue;
        checkpoint('remove draft');
        await rm(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}

function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}
