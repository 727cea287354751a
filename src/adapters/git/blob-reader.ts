import { createHash, type Hash } from 'node:crypto';
import { ModelyardError } from '../../errors.ts';

export interface BlobFacts {
  /** 64 hex digits: of the blob's bytes. */
  readonly sha256: string;
  readonly bytes: number;
  /** The first 4096 bytes: the whole target of a link, the whole of a Git LFS pointer. */
  readonly head: string;
}

const HEAD_BYTES = 4096;

interface OpenBlob {
  readonly object: string;
  readonly bytes: number;
  readonly hash: Hash;
  /** Bytes that are still to come, with the line feed that ends them. */
  left: number;
  head: Buffer;
}

/** Reads what `git cat-file --batch` prints for these objects, chunk by chunk. */
export function blobReader(objects: readonly string[]) {
  const found = new Map<string, BlobFacts>();
  let problem: string | null = null;
  let line = Buffer.alloc(0);
  let blob: OpenBlob | null = null;

  const openBlob = (header: string): OpenBlob | null => {
    const [, object = '', bytes] = /^([0-9a-f]+) blob (\d+)$/.exec(header) ?? [];
    if (bytes === undefined) problem ??= header;
    if (bytes === undefined) return null;
    const size = Number(bytes);
    return { object, bytes: size, hash: createHash('sha256'), left: size + 1, head: Buffer.alloc(0) };
  };
  const take = (open: OpenBlob, chunk: Buffer): Buffer => {
    const content = chunk.subarray(0, Math.min(open.left - 1, chunk.length));
    open.hash.update(content);
    if (open.head.length < HEAD_BYTES)
      open.head = Buffer.concat([open.head, content.subarray(0, HEAD_BYTES - open.head.length)]);
    const taken = Math.min(open.left, chunk.length);
    open.left -= taken;
    if (open.left === 0) {
      const { object, bytes, hash, head } = open;
      found.set(object, { sha256: hash.digest('hex'), bytes, head: head.toString('utf8') });
      blob = null;
    }
    return chunk.subarray(taken);
  };
  const readHeader = (chunk: Buffer): Buffer => {
    const end = chunk.indexOf(10);
    line = Buffer.concat([line, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end < 0) return chunk.subarray(chunk.length);
    blob = openBlob(line.toString('utf8'));
    line = Buffer.alloc(0);
    return chunk.subarray(end + 1);
  };

  return {
    push(chunk: Buffer): void {
      let rest = chunk;
      while (rest.length > 0 && problem === null) rest = blob === null ? readHeader(rest) : take(blob, rest);
    },
    /** Every object that was asked for. Throws `outside` where git could not read one. */
    facts(): Map<string, BlobFacts> {
      const missing = problem ?? objects.find((object) => !found.has(object));
      if (missing !== undefined && missing !== null)
        throw new ModelyardError('outside', `git cannot read an object of this repository: ${missing}`, {
          hint: 'Run `git fsck`, or fetch what is missing.',
        });
      return found;
    },
  };
}
