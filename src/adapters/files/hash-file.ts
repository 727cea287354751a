import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ModelyardError, messageOf } from '../../errors.ts';

export interface FileHash {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** One buffer for the whole file: a stream would allocate one for every 64 kB, and take twice the time. */
const BUFFER_BYTES = 1 << 20;

/** SHA-256 of a file's bytes, read in pieces. Throws `unreadable` with the path. */
export async function hashFile(path: string): Promise<FileHash> {
  try {
    const file = await open(path);
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
      let bytes = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, BUFFER_BYTES, null);
        if (bytesRead === 0) return { sha256: hash.digest('hex'), bytes };
        hash.update(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** SHA-256 of bytes in memory, 64 hex digits. */
export function hashBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
