/** A store of DVC objects that can be read. */
export interface Remote {
  /** How errors name it. */
  readonly label: string;
  /** The bytes of an object, which are read as they are asked for; null where the store does not have it. */
  open(key: string): Promise<AsyncIterable<Uint8Array> | null>;
}

/** Where an object lies below a cache or a remote: `files/md5/ab/cdef…`, before DVC 3 `ab/cdef…`; the list of a folder ends in `.dir`. */
export function objectKey({
  md5,
  isFolder,
  isLegacy,
}: {
  readonly md5: string;
  readonly isFolder: boolean;
  readonly isLegacy: boolean;
}): string {
  const place = `${md5.slice(0, 2)}/${md5.slice(2)}${isFolder ? '.dir' : ''}`;
  return isLegacy ? place : `files/md5/${place}`;
}
