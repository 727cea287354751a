import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../../test/fixtures/git/scratch.ts';
import { expandPaths } from './expand-paths.ts';
import { hashBytes, hashFile } from './hash-file.ts';
import { hashModel } from './model-files.ts';
import { splitPattern } from './split-pattern.ts';

afterAll(removeScratch);

describe('a pattern', () => {
  it.each([
    ['data/a.csv', '/top/data/a.csv', null],
    ['data/*.csv', '/top/data', '*.csv'],
    ['*.csv', '/top', '*.csv'],
    ['./data//2024/**/*.{csv,parquet}', '/top/data/2024', '**/*.{csv,parquet}'],
    ['../shared/*/x.csv', '/shared', '*/x.csv'],
    ['a/../b/*.csv', '/top/b', '*.csv'],
  ])('%s is a plain folder and what is matched below it', (written, base, pattern) => {
    expect(splitPattern({ written, absolute: resolve('/top', written) })).toEqual({
      base: resolve(base),
      pattern,
    });
  });
});

describe('the files of a dataset', () => {
  const expand = async (folder: string, ...patterns: string[]) => {
    const paths = patterns.map((written) => ({ written, absolute: resolve(folder, written) }));
    return (await expandPaths({ patterns: paths })).map((path) => path.slice(folder.length + 1));
  };

  it('are those of each pattern, sorted, once each, without hidden ones and folders', async () => {
    const folder = join(scratchFolder(), 'odd [a] {b,c} (d) !e');
    write(folder, {
      'd/b.csv': '',
      'd/a.csv': '',
      'd/.c.csv': '',
      'd/x.csv/y': '',
      'z.csv': '',
      'd/deep/e.csv': '',
    });
    expect(await expand(folder, 'z.csv', 'd/*.csv', 'd/a.csv')).toEqual(['z.csv', 'd/a.csv', 'd/b.csv']);
    expect(await expand(folder, 'd/**/*.csv')).toEqual(['d/a.csv', 'd/b.csv', 'd/deep/e.csv']);
    expect(await expand(folder, 'd/{b,nothing}.csv')).toEqual(['d/b.csv']);
  });

  it('may be called like a pattern', async () => {
    const folder = scratchFolder();
    write(folder, { 'a[1].csv': '', 'a1.csv': '' });
    expect(await expand(folder, 'a[1].csv')).toEqual(['a[1].csv']);
  });

  it.each([
    ['nothing.csv', 'nothing.csv: no such file'],
    ['d/*.json', 'd/*.json: no such file'],
    ['d', 'd is a folder'],
    ['pipe', 'pipe is no plain file'],
  ])('%s is an error', async (pattern, message) => {
    const folder = scratchFolder();
    write(folder, { 'd/a.csv': '' });
    if (pattern === 'pipe') execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(expand(folder, 'd/a.csv', pattern)).rejects.toMatchObject({ code: 'input', message });
  });
});

describe('hashes', () => {
  it('are those of sha256sum', async () => {
    const path = join(scratchFolder(), 'x');
    const content = Buffer.alloc(300_000, 'modelyard');
    writeFileSync(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await hashFile(path)).toEqual({ sha256, bytes: 300_000 });
    expect(hashBytes(content)).toBe(sha256);
    // printf '' | sha256sum
    expect(hashBytes('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('name the file that cannot be read', async () => {
    const folder = scratchFolder();
    for (const path of [join(folder, 'none'), folder])
      await expect(hashFile(path)).rejects.toMatchObject({
        code: 'unreadable',
        message: expect.stringContaining(`cannot read ${path}: `),
      });
  });

  it('of a folder can be checked with coreutils', async () => {
    const folder = join(scratchFolder(), 'model');
    write(folder, { 'b.bin': 'b', 'a/x y.bin': 'x', 'é.bin': 'e', 'Z.bin': 'z', 'a.bin': 'a' });
    const files = ['Z.bin', 'a.bin', 'a/x y.bin', 'b.bin', 'é.bin'];
    // What `sha256sum` prints for them.
    const contents = ['z', 'a', 'x', 'b', 'e'];
    const lines = files.map((name, index) => `${hashBytes(contents[index] ?? '')}  ${name}\n`).join('');
    const { digest, files: hashed } = await hashModel(folder);
    expect(digest).toBe(`sha256:${hashBytes(lines)}`);
    expect(hashed.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(5);
  });

  it.each([
    ['is not there', () => undefined, /there is no such file or folder$/],
    ['is empty', (path: string) => mkdirSync(path), /folder is empty$/],
    ['is a link', (path: string) => symlinkSync('/', path), /must be a file or a folder$/],
    [
      'holds a link',
      (path: string) => [write(path, { a: '' }), symlinkSync('a', join(path, 'b'))],
      /plain files only$/,
    ],
    [
      'holds a line break',
      (path: string) => write(path, { 'a\nb': '' }),
      /a line break or a backslash are refused$/,
    ],
    [
      'holds a backslash',
      (path: string) => write(path, { 'a\\b': '' }),
      /a line break or a backslash are refused$/,
    ],
  ])('there are none of a model that %s', async (_what, make, message) => {
    const path = join(scratchFolder(), 'model');
    make(path);
    await expect(hashModel(path)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(message),
    });
  });
});
