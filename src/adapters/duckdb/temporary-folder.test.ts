import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTemporaryFolder } from './temporary-folder.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'modelyard-temporary-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

it('folders of runs that were killed are removed, and nothing else', async () => {
  const own = basename(await makeTemporaryFolder(parent));
  const ofDead = own.replace(`-${process.pid}-`, `-${deadPid()}-`);
  const folder = (name: string) => {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'block'), 'x');
    return name;
  };
  folder(ofDead);
  const kept = [
    own,
    folder(own.replace(`-${process.pid}-`, `-${process.ppid}-`)),
    folder(ofDead.replace(/duckdb-[0-9a-f]+/, 'duckdb-00000000')),
    folder('modelyard-duckdb-abc123'),
    folder(`${ofDead}-more`),
  ];
  const link = ofDead.replace(/[^-]+$/, 'linked');
  symlinkSync(join(parent, folder('target')), join(parent, link));
  const made = basename(await makeTemporaryFolder(parent));
  expect(readdirSync(parent).sort()).toEqual([...kept, link, 'target', made].sort());
  expect(readdirSync(join(parent, 'target'))).toEqual(['block']);
});
