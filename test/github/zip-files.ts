import { crc32 } from './crc32.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A ZIP archive of stored (not compressed) files, in the order given. */
export function zipFiles(files: Files): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content);
    const shared = sharedHeader(name, bytes);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), shared, name, bytes]);
    directory.push(directoryEntry(name, shared, offset));
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32BE(0x504b0506, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listing, end]);
}

const UTF8_NAMES = 0x0800;
const FIRST_OF_JANUARY_1980 = 0x21;

function sharedHeader(name: Buffer, bytes: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(FIRST_OF_JANUARY_1980, 8);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(bytes.length, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function directoryEntry(name: Buffer, shared: Buffer, offset: number): Buffer {
  const head = Buffer.from('504b01021400', 'hex');
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([head, shared, tail, name]);
}
