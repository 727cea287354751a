// Writes runtime/tree-hashes.json: for every platform, the hash of what `runtime/` installs there. Needs npm and its registry.
// Run it after a change of runtime/package.json or its lock file: node scripts/hash-runtime.mjs
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypescript } from './load-typescript.mjs';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const runtime = fileURLToPath(new URL('../runtime', import.meta.url));
const { hashTree, pruneRuntime } = await loadTypescript('src/runner/runtime-tree.ts');

const hashes = {};
for (const platform of PLATFORMS) {
  const work = mkdtempSync(join(tmpdir(), 'modelyard-runtime-'));
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(runtime, name), join(work, name));
  const [os, cpu] = platform.split('-');
  const args = [
    'ci',
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    `--os=${os}`,
    `--cpu=${cpu}`,
  ];
  if (os === 'linux') args.push('--libc=glibc');
  const { status } = spawnSync('npm', args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ended with ${status} for ${platform}`);
  await pruneRuntime(join(work, 'node_modules'), platform);
  hashes[platform] = await hashTree(join(work, 'node_modules'));
  console.log(`${platform}  ${hashes[platform]}`);
  rmSync(work, { recursive: true, force: true });
}
writeFileSync(join(runtime, 'tree-hashes.json'), `${JSON.stringify(hashes, null, 2)}\n`);
