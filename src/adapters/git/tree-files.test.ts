import { createHash } from 'node:crypto';
import { chmodSync, existsSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  commitAll,
  git,
  removeScratch,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { blobReader } from './blob-reader.ts';
import { changedFiles, hashBlobs, listCommit, listIndex } from './tree-files.ts';

afterAll(removeScratch);

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Names that break tools which read lines, quote, or take them for patterns. */
const HOSTILE = [
  'a\nb.txt',
  'say "hi".txt',
  "it's\t.txt",
  '-rf',
  '[x]*?.txt',
  'ä/\u{1f600}.txt',
  ' ',
  ':(top)x',
  '$(x)',
];

describe('the files that git tracks', () => {
  it('are listed whatever they are called, in the index and in a commit', async () => {
    const top = scratchRepository(Object.fromEntries(HOSTILE.map((name) => [name, `${name}!`])));
    const index = await listIndex(top);
    expect(index.map(({ path }) => path).sort()).toEqual([...HOSTILE].sort());
    expect(await listCommit(top, 'HEAD')).toEqual(expect.arrayContaining(index));
    const blobs = await hashBlobs(
      top,
      index.map(({ object }) => object),
    );
    for (const { path, object, mode } of index) {
      expect(blobs.get(object)?.sha256).toBe(sha256(`${path}!`));
      expect(mode).toBe('100644');
    }
  });

  it.skipIf(process.platform === 'darwin')('keep apart where their names are no text', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    for (const byte of [0xe4, 0xe5])
      writeFileSync(
        Buffer.concat([Buffer.from(`${top}/caf`), Buffer.from([byte]), Buffer.from('.txt')]),
        `${byte}`,
      );
    commitAll(top);
    const paths = (await listIndex(top)).map(({ path }) => path);
    expect(paths).toEqual(['a.txt', 'caf\udce4.txt', 'caf\udce5.txt']);
    expect((await listCommit(top, 'HEAD')).map(({ path }) => path)).toEqual(paths);
    write(top, { 'real \ufffd.txt': 'x' });
    git(top, 'add', '--all');
    expect((await listIndex(top)).map(({ path }) => path)).toContain('real \ufffd.txt');
  });

  it('have modes', async () => {
    const top = scratchRepository({ 'run.sh': '#!/bin/sh\n', 'a.txt': 'a\n' });
    chmodSync(join(top, 'run.sh'), 0o755);
    symlinkSync('a.txt', join(top, 'link'));
    commitAll(top);
    const modes = Object.fromEntries((await listIndex(top)).map(({ path, mode }) => [path, mode]));
    expect(modes).toEqual({ 'a.txt': '100644', 'run.sh': '100755', link: '120000' });
  });
});

describe('changed files', () => {
  const HEAD = 'HEAD';

  it('are those whose content or mode differs: staged or not, deleted, replaced by a link', async () => {
    const top = scratchRepository({
      same: '1',
      edited: '1',
      staged: '1',
      gone: '1',
      mode: '1',
      linked: '1',
      'a\nb': '1',
    });
    write(top, { edited: '2', staged: '2', 'a\nb': '2', untracked: '1' });
    git(top, 'add', 'staged');
    rmSync(join(top, 'gone'));
    rmSync(join(top, 'linked'));
    symlinkSync('same', join(top, 'linked'));
    chmodSync(join(top, 'mode'), 0o755);
    expect([...(await changedFiles(top, HEAD))].sort()).toEqual(
      ['a\nb', 'edited', 'gone', 'linked', 'mode', 'staged'].sort(),
    );
  });

  it('are not those that were only touched, also while somebody else holds the lock of the index', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    utimesSync(join(top, 'a.txt'), 1, 1);
    write(top, { 'b.txt': 'B\n' });
    writeFileSync(join(top, '.git', 'index.lock'), '');
    expect([...(await changedFiles(top, HEAD))]).toEqual(['b.txt']);
    expect(existsSync(join(top, '.git', 'index.lock'))).toBe(true);
  });

  it('are also those that git was told not to look at', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n' });
    git(top, 'update-index', '--assume-unchanged', 'a.txt');
    git(top, 'update-index', '--skip-worktree', 'b.txt', 'c.txt');
    rmSync(join(top, 'c.txt'));
    write(top, { 'a.txt': 'A\n' });
    expect([...(await changedFiles(top, HEAD))].sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('are told by content where line ends are converted', async () => {
    const top = scratchRepository({ '.gitattributes': '* text eol=crlf\n', 'a.txt': 'a\r\n' });
    expect(await changedFiles(top, HEAD)).toEqual(new Set());
    write(top, { 'a.txt': 'b\r\n' });
    expect(await changedFiles(top, HEAD)).toEqual(new Set(['a.txt']));
  });

  it('do not run a diff program of the repository', async () => {
    const top = scratchRepository({ '.gitattributes': '* diff=evil\n', 'a.txt': 'a\n' });
    git(top, 'config', 'diff.evil.command', `touch ${join(top, 'ran')}`);
    git(top, 'config', 'diff.external', `touch ${join(top, 'ran')}`);
    write(top, { 'a.txt': 'b\n' });
    expect(await changedFiles(top, HEAD)).toEqual(new Set(['a.txt']));
    expect(existsSync(join(top, 'ran'))).toBe(false);
  });
});

describe('the hashes of blobs', () => {
  it('are of their bytes: empty, large, binary, asked for twice', async () => {
    const large = Buffer.alloc(3_000_000, 'modelyard\n\0');
    const top = scratchRepository({ empty: '', large, 'crlf.txt': 'a\r\nb\r\n' });
    const files = await listIndex(top);
    const blobs = await hashBlobs(
      top,
      [...files, ...files].map(({ object }) => object),
    );
    const of = (name: string) => blobs.get(files.find(({ path }) => path === name)?.object ?? '');
    expect(of('empty')).toEqual({ sha256: sha256(''), bytes: 0, head: '' });
    expect(of('large')).toMatchObject({ sha256: sha256(large), bytes: large.length });
    expect(of('crlf.txt')).toEqual({ sha256: sha256('a\r\nb\r\n'), bytes: 6, head: 'a\r\nb\r\n' });
    expect(await hashBlobs(top, [])).toEqual(new Map());
  });

  it('are an error where git has lost an object', async () => {
    const top = scratchRepository({ 'a.txt': 'a\n' });
    const [file] = await listIndex(top);
    const object = file?.object ?? '';
    rmSync(join(top, '.git', 'objects', object.slice(0, 2), object.slice(2)), { force: true });
    await expect(hashBlobs(top, [object])).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining(`${object} missing`),
    });
  });

  it('do not depend on how the output arrives', () => {
    const [a, b] = ['a'.repeat(40), 'b'.repeat(40)];
    const text = Buffer.from(`${a} blob 5\nx\ny\nz\n${b} blob 0\n\n`);
    for (let size = 1; size <= text.length; size++) {
      const reader = blobReader([a, b]);
      for (let at = 0; at < text.length; at += size) reader.push(text.subarray(at, at + size));
      expect(reader.facts()).toEqual(
        new Map([
          [a, { sha256: sha256('x\ny\nz'), bytes: 5, head: 'x\ny\nz' }],
          [b, { sha256: sha256(''), bytes: 0, head: '' }],
        ]),
      );
    }
    const cut = blobReader([a, b]);
    cut.push(text.subarray(0, text.length - 2));
    expect(() => cut.facts()).toThrow(`git cannot read an object of this repository: ${b}`);
  });
});
