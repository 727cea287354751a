import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelyardError, messageOf } from '../../errors.ts';
import { type PeakMemory, watchPeakMemory } from './peak-memory.ts';
import { groupEnder } from './process-group.ts';

export interface CommandRequest {
  /** Run by `/bin/sh -c` (Windows: the system's shell). */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Between the request to end and the end by force. Five seconds without it. */
  readonly graceMs?: number;
  readonly signal: AbortSignal;
  /** Everything the command prints, in the order in which it arrives. */
  readonly onOutput: (chunk: Buffer) => void;
  /** What the command reads on stdin; an empty stdin without it. */
  readonly input?: string;
  /** Takes stdout alone; `onOutput` then has stderr. */
  readonly onStdout?: (chunk: Buffer) => void;
}

export interface CommandResult extends PeakMemory {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

const GRACE_MS = 5_000;
/** Node's timers fire at once beyond it. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a command in a process group of its own, with a time limit. On time-out or abort the whole group gets SIGTERM and,
 * after a grace period, SIGKILL; when the command ends, what it left running in its group is killed: an orphan could still
 * write its outputs. Throws `interrupted` on abort and `outside` when the shell cannot be started.
 */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  if (request.signal.aborted)
    throw new ModelyardError('interrupted', 'interrupted before the command started');
  const startedMs = performance.now();
  const child = start(request);
  const group = groupEnder(child.pid, request.graceMs ?? GRACE_MS);
  const memory = watchPeakMemory(child.pid);
  let timedOut = false;
  const onTimeout = () => {
    timedOut = true;
    group.end();
  };
  const timer = setTimeout(onTimeout, Math.min(request.timeoutMs, LONGEST_TIMER_MS));
  request.signal.addEventListener('abort', group.end, { once: true });
  try {
    const end = await ended(child, group.finish);
    if (request.signal.aborted)
      throw new ModelyardError('interrupted', 'interrupted while the command was running');
    return { ...end, timedOut, durationMs: performance.now() - startedMs, ...memory.stop() };
  } finally {
    clearTimeout(timer);
    memory.stop();
    request.signal.removeEventListener('abort', group.end);
    group.release();
  }
}

type Child = ReturnType<typeof start>;

function start({ command, cwd, env, onOutput, onStdout = onOutput, input }: CommandRequest) {
  const child = spawn(command, {
    shell: true,
    cwd,
    env: { ...env },
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdout.on('data', onStdout);
  child.stderr.on('data', onOutput);
  // A command that does not read its stdin is no failure.
  child.stdin.on('error', () => undefined).end(input ?? '');
  return child;
}

const DRAIN_MS = 500;

/** Resolves when the command itself has ended and what it printed has arrived. */
function ended(
  child: Child,
  finishGroup: () => Promise<void>,
): Promise<{ readonly exitCode: number | null; readonly signal: string | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      reject(new ModelyardError('outside', `the command cannot be started: ${messageOf(cause)}`, { cause }));
    });
    const closed = new Promise<void>((done) => child.on('close', () => done()));
    child.on('exit', async (exitCode, signal) => {
      await finishGroup();
      // Let what is still in the pipes arrive; but never wait for a daemon in another group that keeps them open.
      const patience = new AbortController();
      await Promise.race([closed, sleep(DRAIN_MS, null, { signal: patience.signal }).catch(() => null)]);
      patience.abort();
      resolve({ exitCode, signal });
    });
  });
}
