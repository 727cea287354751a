import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { ModelyardError, messageOf } from '../../errors.ts';
import { watchPeakMemory } from './peak-memory.ts';

export interface CommandRequest {
  /** Run by `/bin/sh -c` (Windows: the system's shell). */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Everything the command prints, in the order in which it arrives. */
  readonly onOutput: (chunk: Buffer) => void;
}

export interface CommandResult {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
  /** The last 64 kB of what it printed. */
  readonly tail: string;
  readonly peakMemoryBytes: number | null;
  readonly peakMemoryReason: string | null;
}

const TAIL_BYTES = 65_536;
const GRACE_MS = 5_000;

/**
 * Runs a command in a process group of its own, with a time limit. On time-out or abort the whole group gets SIGTERM and,
 * after five seconds, SIGKILL. Throws `interrupted` on abort and `outside` when the shell cannot be started.
 */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  if (request.signal.aborted)
    throw new ModelyardError('interrupted', 'interrupted before the command started');
  const startedMs = performance.now();
  const child = spawn(request.command, {
    shell: true,
    cwd: request.cwd,
    env: { ...request.env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const memory = watchPeakMemory(child.pid);
  const tail = tailOf(TAIL_BYTES);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      tail.add(chunk);
      request.onOutput(chunk);
    });
  }
  let timedOut = false;
  const stop = () => endGroup(child.pid);
  const timer = setTimeout(
    () => {
      timedOut = true;
      stop();
    },
    Math.min(request.timeoutMs, 2 ** 31 - 1),
  );
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await ended(child);
    // What the command left running in its group ends with it: an orphan could still write its outputs.
    killGroup(child.pid, 'SIGKILL');
    if (request.signal.aborted)
      throw new ModelyardError('interrupted', 'interrupted while the command was running');
    return {
      ...end,
      timedOut,
      durationMs: performance.now() - startedMs,
      tail: tail.text(),
      ...memory.stop(),
    };
  } finally {
    clearTimeout(timer);
    memory.stop();
    request.signal.removeEventListener('abort', stop);
  }
}

type Child = ReturnType<typeof spawn>;

/** Resolves when the command itself has ended; its grandchildren may still hold the pipes open. */
function ended(child: Child): Promise<{ exitCode: number | null; signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(new ModelyardError('outside', `the command cannot be started: ${messageOf(cause)}`, { cause }));
    });
    child.on('exit', (exitCode, signal) => {
      const done = () => resolve({ exitCode, signal });
      // Let what is still in the pipes arrive; but never wait for a daemon that keeps them open.
      const patience = setTimeout(done, 500);
      child.on('close', () => {
        clearTimeout(patience);
        done();
      });
    });
  });
}

function endGroup(pid: number | undefined): void {
  killGroup(pid, 'SIGTERM');
  setTimeout(() => killGroup(pid, 'SIGKILL'), GRACE_MS).unref();
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended by itself
  }
}

function tailOf(limit: number) {
  let kept: Buffer[] = [];
  let bytes = 0;
  const shrink = () => {
    kept = [Buffer.concat(kept).subarray(-limit)];
    bytes = kept[0]?.length ?? 0;
  };
  return {
    add(chunk: Buffer) {
      kept.push(chunk);
      bytes += chunk.length;
      if (bytes > 4 * limit) shrink();
    },
    text() {
      shrink();
      return kept[0]?.toString('utf8') ?? '';
    },
  };
}
