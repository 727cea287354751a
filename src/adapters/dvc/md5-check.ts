import { createHash } from 'node:crypto';

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
/** DVC 2 looked at so many bytes at once: a CR LF across their border stayed one. */
const PIECE_BYTES = 1 << 20;

/** Holds bytes against an MD5, as they are and, for pointers of DVC 2, as text whose lines end with LF. */
export function md5Check(isLegacy: boolean) {
  const plain = createHash('md5');
  const unix = isLegacy ? unixHash() : null;
  let bytes = 0;
  return {
    update(chunk: Uint8Array) {
      bytes += chunk.length;
      plain.update(chunk);
      unix?.update(chunk);
    },
    /** Ends the check. */
    end(md5: string) {
      const found = plain.digest('hex');
      return { isEqual: found === md5 || unix?.digest() === md5, found, bytes };
    },
  };
}

function unixHash() {
  const hash = createHash('md5');
  let position = 0;
  let isPending = false;
  const piece = (bytes: Uint8Array) => {
    const kept: number[] = [];
    for (const byte of bytes) {
      if (isPending && byte !== LINE_FEED) kept.push(CARRIAGE_RETURN);
      isPending = byte === CARRIAGE_RETURN;
      if (!isPending) kept.push(byte);
    }
    hash.update(Uint8Array.from(kept));
  };
  const flush = () => {
    if (isPending) hash.update(Uint8Array.of(CARRIAGE_RETURN));
    isPending = false;
  };
  return {
    update(chunk: Uint8Array) {
      for (let at = 0; at < chunk.length; ) {
        const size = Math.min(chunk.length - at, PIECE_BYTES - (position % PIECE_BYTES));
        piece(chunk.subarray(at, at + size));
        at += size;
        position += size;
        if (position % PIECE_BYTES === 0) flush();
      }
    },
    digest() {
      flush();
      return hash.digest('hex');
    },
  };
}
