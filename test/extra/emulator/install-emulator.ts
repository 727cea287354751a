import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Pinned: the tag `latest` of that name is another program. */
const EMULATOR = 'emulate@0.12.2';
/** The emulator needs Node 22.15 or newer; where this Node is older, npm has one. Its package has the program itself, without a script to install it. */
const NODE = `node-${process.platform}-${process.arch}@24.9.0`;

export interface EmulatorProgram {
  readonly node: string;
  readonly main: string;
}

/** Installs the emulator into a folder, without running a script of any package. */
export function installEmulator(folder: string): EmulatorProgram {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const isNewEnough = atLeast(process.versions.node, [22, 15]);
  const packages = isNewEnough ? [EMULATOR] : [EMULATOR, NODE];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--silent'];
  execFileSync('npm', ['install', ...quiet, ...packages], { cwd: folder, stdio: 'inherit' });
  const modules = join(folder, 'node_modules');
  const node = isNewEnough
    ? process.execPath
    : join(modules, `node-${process.platform}-${process.arch}`, 'bin/node');
  const main = join(modules, 'emulate/dist/index.js');
  for (const path of [node, main]) if (!existsSync(path)) throw new Error(`npm did not install ${path}`);
  return { node, main };
}

function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
