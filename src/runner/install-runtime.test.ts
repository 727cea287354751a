import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installRuntime } from './install-runtime.ts';
import { hashTree, platformKey, pruneRuntime } from './runtime-tree.ts';

/** Stands in for npm: "installs" a package that is loaded, one that is not, and another platform's library. */
const NPM = `#!/bin/sh
echo "$@ token=$GITHUB_TOKEN" >> "$NPM_LOG"
[ -z "$NPM_FAILS" ] || { echo "no route to the registry" >&2; exit 7; }
mkdir -p node_modules/detect-libc node_modules/adm-zip node_modules/.bin node_modules/onnxruntime-node/bin/napi-v6/plan9/x64
echo "$NPM_CONTENT" > node_modules/detect-libc/index.js
echo x > node_modules/adm-zip/index.js
echo x > node_modules/onnxruntime-node/bin/napi-v6/plan9/x64/lib.so
echo y > node_modules/onnxruntime-node/index.js
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelyard-runtime-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/npm'), NPM);
  await chmod(join(folder, 'bin/npm'), 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env.PATH}`);
  vi.stubEnv('NPM_LOG', join(folder, 'npm.log'));
  vi.stubEnv('NPM_CONTENT', 'good');
  vi.stubEnv('GITHUB_TOKEN', 'secret');
  const expected = await expectedTree();
  await mkdir(join(folder, 'runtime'));
  for (const name of ['package.json', 'package-lock.json'])
    await writeFile(join(folder, 'runtime', name), '{}');
  await writeHashes({ [platformKey()]: expected });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const writeHashes = (hashes: Readonly<Record<string, string>>) =>
  writeFile(join(folder, 'runtime/tree-hashes.json'), JSON.stringify(hashes));

async function expectedTree(): Promise<string> {
  const modules = join(folder, 'expected');
  await mkdir(join(modules, 'detect-libc'), { recursive: true });
  await writeFile(join(modules, 'detect-libc/index.js'), 'good\n');
  await mkdir(join(modules, 'onnxruntime-node'));
  await writeFile(join(modules, 'onnxruntime-node/index.js'), 'y\n');
  return hashTree(modules);
}

const install = () =>
  installRuntime({
    source: join(folder, 'runtime'),
    toolCache: join(folder, 'cache'),
    signal: new AbortController().signal,
    tell: () => undefined,
  });

const installs = async () =>
  (await readdir(folder)).includes('npm.log')
    ? readFileSync(join(folder, 'npm.log'), 'utf8').trim().split('\n')
    : [];

describe('the runtime of the actions', () => {
  it('is installed once, without scripts and without the token, and pruned', async () => {
    const first = await install();
    expect(await install()).toBe(first);
    expect(await installs()).toEqual([expect.stringMatching(/^ci --ignore-scripts .* token=$/)]);
    expect((await readdir(join(first, 'node_modules'), { recursive: true })).sort()).toEqual([
      'detect-libc',
      'detect-libc/index.js',
      'onnxruntime-node',
      'onnxruntime-node/bin',
      'onnxruntime-node/bin/napi-v6',
      'onnxruntime-node/index.js',
    ]);
  });

  it('two jobs of one machine at once end with one folder and no leftovers', async () => {
    const [one, two] = await Promise.all([install(), install()]);
    expect(one).toBe(two);
    expect(await readdir(join(folder, 'cache/modelyard-runtime'))).toHaveLength(1);
  });

  it('what was changed in the cache is never loaded: it is installed anew', async () => {
    const at = await install();
    await writeFile(join(at, 'node_modules/detect-libc/index.js'), 'evil\n');
    expect(await install()).toBe(at);
    expect(await installs()).toHaveLength(2);
  });

  it('a registry that serves something else is refused, and nothing stays', async () => {
    vi.stubEnv('NPM_CONTENT', 'evil');
    await expect(install()).rejects.toMatchObject({
      code: 'outside',
      message: expect.stringContaining('not the expected ones'),
    });
    expect(await readdir(join(folder, 'cache/modelyard-runtime'))).toEqual([]);
  });

  it('npm’s own words are told when it fails', async () => {
    vi.stubEnv('NPM_FAILS', '1');
    await expect(install()).rejects.toThrow('exit code 7: no route to the registry');
  });

  it('a platform without builds is named', async () => {
    await writeHashes({ 'plan9-x64': 'x' });
    await expect(install()).rejects.toMatchObject({ hint: 'Run the job on one of plan9-x64.' });
  });

  it('the hash sees names, contents and anything that is no file', async () => {
    const modules = join(folder, 'expected');
    const before = await hashTree(modules);
    await symlink('/etc/passwd', join(modules, 'link'));
    expect(await hashTree(modules)).not.toBe(before);
    await pruneRuntime(modules, platformKey());
    expect(await hashTree(modules)).toBe(before);
  });
});
