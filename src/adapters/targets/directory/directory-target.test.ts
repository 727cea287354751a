import { createHash } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReleaseFiles } from '../../../ports/target.ts';
import { hashModel } from '../../files/model-files.ts';
import { createDirectoryTarget } from './directory-target.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'modelyard-target-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function singleFile(content: string): Promise<ReleaseFiles> {
  const path = join(root, `${createHash('sha256').update(content).digest('hex').slice(0, 8)}.onnx`);
  await writeFile(path, content);
  const { digest, files } = await hashModel(path);
  return { digest, files: files.map((file) => ({ ...file, name: 'model.onnx' })) };
}

async function folder(content: Readonly<Record<string, string>>): Promise<ReleaseFiles> {
  const path = await mkdtemp(join(root, 'source-'));
  for (const [name, text] of Object.entries(content)) {
    await mkdir(join(path, name, '..'), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return hashModel(path);
}

const target = () => createDirectoryTarget(join(root, 'served'));
const at = (...parts: string[]) => join(root, 'served', 'm', ...parts);
const hex = (digest: string) => digest.slice('sha256:'.length);

async function put(release: ReleaseFiles): Promise<void> {
  await target().stage('m', release);
  await target().activate('m', release.digest);
}

describe('the directory target', () => {
  it('serves nothing before the first switch', async () => {
    const release = await singleFile('one');
    expect(await target().observe('m')).toBeNull();
    await target().stage('m', release);
    expect(await target().observe('m')).toBeNull();
  });

  it('serves a file through a relative link, read-only, re-hashed', async () => {
    const release = await singleFile('one');
    await put(release);
    expect(await readlink(at('current'))).toBe(`versions/${hex(release.digest)}`);
    expect(await readFile(at('current', 'model.onnx'), 'utf8')).toBe('one');
    expect((await stat(at('current', 'model.onnx'))).mode & 0o777).toBe(0o444);
    expect((await target().observe('m'))?.digest).toBe(release.digest);
  });

  it.each<[string, Record<string, string>]>([
    ['several files', { 'a.onnx': 'graph', 'weights/b.bin': 'data' }],
    ['one file', { 'only.onnx': 'graph' }],
    ['one file in a folder', { 'deep/only.onnx': 'graph' }],
  ])('serves a folder of %s', async (_, content) => {
    const release = await folder(content);
    await put(release);
    expect((await target().observe('m'))?.digest).toBe(release.digest);
  });

  it('keeps versions and goes back without copying', async () => {
    const [one, two] = [await singleFile('one'), await singleFile('two')];
    await put(one);
    const before = await stat(at('versions', hex(one.digest), 'model.onnx'));
    await put(two);
    await put(one);
    expect((await target().observe('m'))?.digest).toBe(one.digest);
    expect((await stat(at('versions', hex(one.digest), 'model.onnx'))).ino).toBe(before.ino);
    expect((await readdir(at('versions'))).sort()).toEqual([hex(one.digest), hex(two.digest)].sort());
  });

  it('stops serving', async () => {
    await put(await singleFile('one'));
    await target().activate('m', null);
    expect(await target().observe('m')).toBeNull();
    await target().activate('m', null);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['changed', (file) => chmod(file, 0o644).then(() => writeFile(file, 'evil'))],
    ['removed', (file) => rm(file)],
    ['joined by another file', (file) => writeFile(join(file, '..', 'extra'), 'x')],
  ])('sees that a file was %s, and repairs it when staged again', async (_, damage) => {
    const release = await singleFile('one');
    await put(release);
    await damage(at('versions', hex(release.digest), 'model.onnx'));
    const seen = await target()
      .observe('m')
      .then((observed) => observed?.digest)
      .catch((error) => error.code);
    expect(seen).not.toBe(release.digest);
    await put(release);
    expect((await target().observe('m'))?.digest).toBe(release.digest);
    expect(await readdir(at('versions'))).toEqual([hex(release.digest)]);
  });

  it('says so when the link leads nowhere', async () => {
    const release = await singleFile('one');
    await put(release);
    await rm(at('versions'), { recursive: true });
    await expect(target().observe('m')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each<[string, (pointer: string) => Promise<unknown>]>([
    ['a folder', (pointer) => mkdir(pointer)],
    ['a file', (pointer) => writeFile(pointer, 'x')],
    ['a link to somewhere else', (pointer) => symlink('/etc', pointer)],
    ['a link out of the folder', (pointer) => symlink('../../elsewhere', pointer)],
  ])('touches no `current` that is %s', async (_, make) => {
    const release = await singleFile('one');
    await mkdir(at(), { recursive: true });
    await make(at('current'));
    await target().stage('m', release);
    await expect(target().activate('m', release.digest)).rejects.toMatchObject({ code: 'conflict' });
    await expect(target().activate('m', null)).rejects.toMatchObject({ code: 'conflict' });
    await expect(target().observe('m')).rejects.toMatchObject({ code: 'conflict' });
    expect(await readdir(at())).toContain('current');
  });

  it.each(['../x', 'a/../../x', '/etc/x', 'a//b', '.', 'a\\..\\b'])(
    'refuses a file called %j',
    async (name) => {
      const release = await singleFile('one');
      const files = release.files.map((file) => ({ ...file, name }));
      await expect(target().stage('m', { ...release, files })).rejects.toMatchObject({ code: 'unreadable' });
    },
  );

  it('copies no file whose bytes are not the released ones', async () => {
    const release = await singleFile('one');
    await writeFile(release.files[0]?.path ?? '', 'changed');
    await expect(target().stage('m', release)).rejects.toMatchObject({ code: 'unreadable' });
    expect((await readdir(at('versions'))).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('switches to nothing that is not staged', async () => {
    const [one, two] = [await singleFile('one'), await singleFile('two')];
    await put(one);
    await expect(target().activate('m', two.digest)).rejects.toMatchObject({ code: 'unreadable' });
    expect((await target().observe('m'))?.digest).toBe(one.digest);
  });

  it('removes what a killed run left, and nothing of a living one', async () => {
    await mkdir(at('versions'), { recursive: true });
    const [dead, alive] = ['.999999999-0123456789ab.tmp', `.${process.ppid}-0123456789ab.tmp`];
    for (const name of [dead, alive, '.hidden']) await writeFile(at('versions', name), 'x');
    await put(await singleFile('one'));
    const left = await readdir(at('versions'));
    expect(left).not.toContain(dead);
    expect(left).toEqual(expect.arrayContaining([alive, '.hidden']));
  });

  it('a reader that follows the link in a loop never sees half of a version', async () => {
    const [one, two] = [
      await folder({ a: '1'.repeat(9999), b: '1' }),
      await folder({ a: '2'.repeat(9999), b: '2' }),
    ];
    await put(one);
    let isDone = false;
    const reader = (async () => {
      let reads = 0;
      while (!isDone) {
        const version = await readlink(at('current'));
        const [a, b] = [await readFile(at(version, 'a'), 'utf8'), await readFile(at(version, 'b'), 'utf8')];
        expect(a).toBe(b.repeat(9999));
        reads++;
      }
      return reads;
    })();
    for (let round = 0; round < 30; round++) await put(round % 2 === 0 ? two : one);
    isDone = true;
    expect(await reader).toBeGreaterThan(0);
  });
});
