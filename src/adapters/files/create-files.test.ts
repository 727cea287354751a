import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder } from '../../../test/fixtures/git/scratch.ts';
import { createFiles } from './create-files.ts';

afterAll(removeScratch);

const file = (path: string, text = 'new', replaces = false) => ({ path, text, replaces });

describe('files that come into being together', () => {
  it('are there, with their folders, and nothing else is', async () => {
    const folder = scratchFolder();
    await createFiles([file(join(folder, 'a/b/c')), file(join(folder, 'd'))]);
    expect(readFileSync(join(folder, 'a/b/c'), 'utf8')).toBe('new');
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a', 'a/b', 'a/b/c', 'd']);
  });

  it('replace nothing but what they were meant to', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'a'), 'old');
    writeFileSync(join(folder, 'b'), 'old');
    symlinkSync('nowhere', join(folder, 'c'));
    await createFiles([file(join(folder, 'a'), 'new', true)]);
    for (const name of ['b', 'c'])
      await expect(createFiles([file(join(folder, name))])).rejects.toMatchObject({ code: 'refused' });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a', 'b', 'c']);
  });

  it('are all left away where one has no place', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x/file'), '');
    await expect(createFiles([file(join(folder, 'a')), file(join(folder, 'x/file/b'))])).rejects.toThrow();
    expect(existsSync(join(folder, 'a'))).toBe(false);
    chmodSync(join(folder, 'x'), 0o755);
    expect(readdirSync(folder)).toEqual(['x']);
  });
});
