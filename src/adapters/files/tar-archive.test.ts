import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile } from './hash-file.ts';
import { packFiles, unpackFiles } from './tar-archive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelyard-tar-'));
  await mkdir(join(folder, 'in/model'), { recursive: true });
  await writeFile(join(folder, 'in/a.json'), '{}');
  await writeFile(join(folder, 'in/model/ünï côde.onnx'), 'x'.repeat(100_000));
});
afterEach(() => rm(folder, { recursive: true }));

const LIMITS = { mostBytes: 1e6, mostEntries: 20 };
const archive = () => join(folder, 'a.tar');
const paths = () => [
  { path: join(folder, 'in/a.json'), name: 'm/a.json', isFolder: false },
  { path: join(folder, 'in/model'), name: 'm/model', isFolder: true },
];

describe('archives', () => {
  it('give back what was put in, and the same files make the same bytes', async () => {
    await packFiles(paths(), archive());
    const { sha256 } = await hashFile(archive());
    await unpackFiles(archive(), join(folder, 'out'), LIMITS);
    expect(await readFile(join(folder, 'out/m/model/ünï côde.onnx'), 'utf8')).toHaveLength(100_000);
    await packFiles(paths(), archive());
    expect((await hashFile(archive())).sha256).toBe(sha256);
  });

  /** Entries as somebody with bad intent writes them: by hand, names as they are. */
  async function hostile(...entries: readonly (readonly [name: string, content: string])[]): Promise<void> {
    const blocks = entries.flatMap(([name, content]) => [header(name, content.length), padded(content)]);
    await writeFile(archive(), Buffer.concat([...blocks, Buffer.alloc(1024)]));
  }

  it.each(['../evil', '/etc/evil', 'a/../../evil', 'a/./b', 'C:evil', 'a\\b', 'a\nb'])(
    'the name %j is refused and nothing is written outside',
    async (name) => {
      await hostile(['good', 'x'], [name, 'evil']);
      await expect(unpackFiles(archive(), join(folder, 'deep/out'), LIMITS)).rejects.toMatchObject({
        code: 'input',
      });
      expect((await readdir(folder, { recursive: true })).filter((each) => each.includes('evil'))).toEqual(
        [],
      );
    },
  );

  it('links are refused', async () => {
    await symlink('/etc/passwd', join(folder, 'in/model/link'));
    await packFiles(paths(), archive());
    await expect(unpackFiles(archive(), join(folder, 'out'), LIMITS)).rejects.toThrow('is a symlink');
  });

  it('more bytes, or more entries, than allowed are refused', async () => {
    await hostile(['big', 'x'.repeat(2000)]);
    await expect(unpackFiles(archive(), join(folder, 'out'), { ...LIMITS, mostBytes: 1000 })).rejects.toThrow(
      '1000 bytes',
    );
    await hostile(...Array.from({ length: 30 }, (_, at) => [`f${at}`, 'x'] as const));
    await expect(unpackFiles(archive(), join(folder, 'out'), LIMITS)).rejects.toThrow('20 entries');
  });

  it.each(['', 'text', 'x'.repeat(5000)])('what is no archive is told', async (text) => {
    await writeFile(archive(), text);
    await expect(unpackFiles(archive(), join(folder, 'out'), LIMITS)).rejects.toMatchObject({
      code: 'input',
    });
  });
});

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        0ustar\u000000', 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
