import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { watchFiles } from './watch-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelyard-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let path: string;
let count = 0;
beforeEach(() => {
  path = join(folder, `${count++}.csv`);
  writeFileSync(path, 'a\n1\n');
});

const label = () => 'data/a.csv';

/** A file that was written long before it was looked at. */
async function watchedOld() {
  utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'));
  return watchFiles([path], label);
}

const CHANGED = { code: 'input', message: 'data/a.csv changed while it was read' };

describe('files that are watched', () => {
  it('unchanged, or given other rights, are fine', async () => {
    const watched = await watchedOld();
    await watched.assertUnchanged();
    chmodSync(path, 0o600);
    await watched.assertUnchanged();
  });

  it.each<[string, () => void]>([
    ['appended to', () => appendFileSync(path, '2\n')],
    [
      'written over and back',
      () => {
        writeFileSync(path, 'a\n2\n');
        writeFileSync(path, 'a\n1\n');
      },
    ],
    [
      'written over, with the old times',
      () => {
        writeFileSync(path, 'a\n2\n');
        utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'));
      },
    ],
    ['written over with as many bytes', () => writeFileSync(path, 'a\n2\n')],
    [
      'replaced, with the old times',
      () => {
        writeFileSync(`${path}.new`, 'a\n3\n');
        utimesSync(`${path}.new`, new Date('2020-01-01'), new Date('2020-01-01'));
        renameSync(`${path}.new`, path);
      },
    ],
  ])('%s are told', async (_what, change) => {
    const watched = await watchedOld();
    change();
    await expect(watched.assertUnchanged()).rejects.toMatchObject(CHANGED);
  });

  it('that were written just before are held against their bytes, whatever their times say', async () => {
    const now = new Date();
    utimesSync(path, now, now);
    const watched = await watchFiles([path], label);
    writeFileSync(path, 'a\n2\n');
    utimesSync(path, now, now);
    await expect(watched.assertUnchanged()).rejects.toMatchObject(CHANGED);
  });

  it('that are gone cannot be read', async () => {
    const watched = await watchedOld();
    rmSync(path);
    await expect(watched.assertUnchanged()).rejects.toMatchObject({
      code: 'unreadable',
      message: 'cannot read data/a.csv: there is no such file',
    });
    await expect(watchFiles([path], label)).rejects.toMatchObject({ code: 'unreadable' });
  });
});
