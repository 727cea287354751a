import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../adapters/files/hash-file.ts';
import { ModelyardError } from '../errors.ts';
import { hashTree, platformKey, pruneRuntime } from './runtime-tree.ts';

export interface RuntimeRequest {
  /** The folder `runtime/` of Modelyard: package.json, package-lock.json, tree-hashes.json. */
  readonly source: string;
  /** The runner's tool cache; it outlives a job on a self-hosted machine. */
  readonly toolCache: string;
  readonly signal: AbortSignal;
  readonly tell: (text: string) => void;
}

const NPM_ARGUMENTS = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Folder with the native add-ons for this machine, installed when it is not there. Its tree is hashed before every use and
 * compared with the hash in this repository: what another job of the machine left there is trusted no further than that.
 * Two jobs may install at once: each works in a folder of its own, and the first rename wins.
 * Throws `outside` when npm fails, when the platform has no build, or when the tree is not the expected one.
 */
export async function installRuntime(request: RuntimeRequest): Promise<string> {
  const platform = platformKey();
  const expected = await expectedHash(request.source, platform);
  const lock = await hashFile(join(request.source, 'package-lock.json'));
  const parent = join(request.toolCache, 'modelyard-runtime');
  const folder = join(parent, `${lock.sha256.slice(0, 16)}-${platform}`);
  if (await isIntact(folder, expected)) return folder;
  request.tell('installing DuckDB and ONNX Runtime');
  await mkdir(parent, { recursive: true });
  const work = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await installInto(work, request, platform);
    await assertTree(work, expected);
    await moveIntoPlace(work, folder, expected);
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function expectedHash(source: string, platform: string): Promise<string> {
  const hashes = JSON.parse(await readFile(join(source, 'tree-hashes.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const expected = hashes[platform];
  if (expected !== undefined) return expected;
  throw new ModelyardError('outside', `there are no builds of DuckDB and ONNX Runtime for ${platform}`, {
    hint: `Run the job on one of ${Object.keys(hashes).join(', ')}.`,
  });
}

async function isIntact(folder: string, expected: string): Promise<boolean> {
  const modules = join(folder, 'node_modules');
  const isThere = await stat(modules).then(
    () => true,
    () => false,
  );
  return isThere && (await hashTree(modules)) === expected;
}

async function installInto(work: string, request: RuntimeRequest, platform: string): Promise<void> {
  await mkdir(work);
  for (const name of ['package.json', 'package-lock.json'])
    await copyFile(join(request.source, name), join(work, name));
  await runNpm(work, request.signal);
  await pruneRuntime(join(work, 'node_modules'), platform);
}

async function assertTree(work: string, expected: string): Promise<void> {
  const found = await hashTree(join(work, 'node_modules'));
  if (found === expected) return;
  throw new ModelyardError(
    'outside',
    `the add-ons that npm installed are not the expected ones: ${found} instead of ${expected}`,
    { hint: 'The package registry of this machine serves something else; nothing of it was loaded.' },
  );
}

/** Another job may have put its own there meanwhile, which is as good; a damaged one is moved out of the way. */
async function moveIntoPlace(work: string, folder: string, expected: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await rename(work, folder);
      return;
    } catch (cause) {
      if (await isIntact(folder, expected)) return;
      const aside = `${work}.damaged-${attempt}`;
      await rename(folder, aside).catch(() => undefined);
      await rm(aside, { recursive: true, force: true });
      if (attempt === 2)
        throw new ModelyardError('outside', `cannot put the add-ons into ${folder}`, { cause });
    }
  }
}

/** npm sees no token of the job: only what it needs to find itself and its registry. */
async function runNpm(cwd: string, signal: AbortSignal): Promise<void> {
  const passed = Object.entries(process.env).filter(
    ([name]) => !/TOKEN|SECRET|PASSWORD|^(GITHUB|ACTIONS|INPUT|MODELYARD)_/i.test(name),
  );
  const child = spawn('npm', NPM_ARGUMENTS, {
    cwd,
    env: { ...Object.fromEntries(passed), ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
    signal,
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-4000);
  });
  const problem = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? null : `exit code ${code}: ${text.trim()}`));
  });
  if (signal.aborted) throw new ModelyardError('interrupted', 'interrupted while npm installed the add-ons');
  if (problem !== null)
    throw new ModelyardError('outside', `npm could not install DuckDB and ONNX Runtime: ${problem}`, {
      hint: 'The job needs npm and a package registry; behind a proxy, set HTTPS_PROXY or npm’s own registry option.',
    });
}
