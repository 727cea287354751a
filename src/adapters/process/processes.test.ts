import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeScratch, scratchFolder, write } from '../../../test/fixtures/git/scratch.ts';
import { removeDeadWork } from './dead-work.ts';
import { isAlive } from './is-alive.ts';
import { watchPeakMemory } from './peak-memory.ts';
import { processStart } from './process-start.ts';

afterAll(removeScratch);

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('a process', () => {
  it('is alive while it runs, also somebody else’s', async () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(1)).toBe(true);
    expect(isAlive(await endedProcess())).toBe(false);
    for (const pid of [0, -1, 1.5, Number.NaN]) expect(isAlive(pid)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is told from a later one by its start', async () => {
    const own = processStart(process.pid);
    expect(own).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    expect(processStart(process.pid)).toBe(own);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const other = processStart(child.pid ?? 0);
    child.kill('SIGKILL');
    expect(other).not.toBeNull();
    expect(other).not.toBe(own);
    expect(processStart(await endedProcess())).toBeNull();
  });

  it('that did not start has no memory to be told', () => {
    const { peakMemoryBytes, peakMemoryReason } = watchPeakMemory(undefined).stop();
    expect(peakMemoryBytes).toBeNull();
    expect(peakMemoryReason).not.toBeNull();
  });
});

describe('what killed runs left', () => {
  it('is removed, and nothing of those that run', async () => {
    const folder = scratchFolder();
    const dead = `${await endedProcess()}-abc`;
    const alive = `${process.pid}-abc`;
    write(folder, { [`${dead}/x`]: '', [`${alive}/x`]: '' });
    await removeDeadWork(folder);
    expect(readdirSync(folder)).toEqual([alive]);
    await removeDeadWork(join(folder, 'none'));
  });
});
