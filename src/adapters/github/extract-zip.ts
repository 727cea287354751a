import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';
import { ModelyardError, messageOf } from '../../errors.ts';

/**
 * Writes the one file that a zip holds to `target`. Throws `input` when it holds none, several, or more bytes than allowed:
 * what the archive says of its size is checked, not believed.
 */
export async function extractOnlyFile(zip: string, target: string, mostBytes: number): Promise<void> {
  try {
    const file = await openPromise(zip, {
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: true,
    });
    try {
      const entries: Entry[] = [];
      for await (const entry of file.eachEntry()) if (entries.push(entry) > 1) break;
      const [entry, another] = entries;
      if (entry === undefined || another !== undefined)
        throw new ModelyardError(
          'input',
          `${zip} holds ${entry === undefined ? 'no file' : 'several files'}; one is expected`,
        );
      if (entry.uncompressedSize > mostBytes)
        throw new ModelyardError(
          'input',
          `${zip} holds ${entry.uncompressedSize} bytes; ${mostBytes} is the most`,
        );
      await pipeline(await file.openReadStreamPromise(entry), createWriteStream(target));
    } finally {
      file.close();
    }
  } catch (cause) {
    if (cause instanceof ModelyardError) throw cause;
    throw new ModelyardError('input', `${zip} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
