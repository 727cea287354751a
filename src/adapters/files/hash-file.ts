import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ModelyardError, messageOf } from '../../errors.ts';

export interface FileHash {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** SHA-256 of a file's bytes, read as a stream. Throws `unreadable` with the path. */
export async function hashFile(path: string): Promise<FileHash> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (cause) {
    throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** SHA-256 of bytes in memory, 64 hex digits. */
export function hashBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
