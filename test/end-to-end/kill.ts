import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { environment } from '../protocol/bundle.ts';

/** When a process is killed: so long after its start, or after a file is there, or something in a folder. */
export interface Moment {
  readonly afterMs: number;
  readonly since: 'start' | string;
  /** The process alone, as the kernel's out-of-memory killer would; or with its children, as a dying container. */
  readonly group: boolean;
}

const POLL_MS = 1;

/** Starts a program and kills it with SIGKILL; `code` where it ended first. */
export function runAndKill(
  main: string,
  { cwd, args, moment }: { readonly cwd: string; readonly args: readonly string[]; readonly moment: Moment },
): Promise<{ readonly code: number | null; readonly signal: string | null }> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: environment({}), stdio: 'ignore', detached: true } as const;
    const child = spawn(process.execPath, [main, ...args], options);
    const kill = () => {
      if (child.pid !== undefined && child.exitCode === null) killed(moment.group ? -child.pid : child.pid);
    };
    let timer = setInterval(() => {
      if (moment.since !== 'start' && !isThere(moment.since)) return;
      clearInterval(timer);
      timer = setTimeout(kill, moment.afterMs);
    }, POLL_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(timer);
      resolve({ code, signal });
    });
  });
}

function isThere(path: string): boolean {
  return existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0);
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended first
  }
}

/** Numbers in [0, 1), the same for the same seed. After the mulberry32 generator, which is in the public domain. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
