import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../../ports/data-engine.ts';
import { locateWorker } from '../process/locate-worker.ts';
import { workerEnvironment } from '../process/worker-environment.ts';
import type { SandboxReply, SandboxRequest, SandboxSetup } from './sandbox-protocol.ts';

export interface SandboxOptions {
  /** The built worker; default: `sql-worker.js` of the bundle. */
  readonly workerUrl?: URL;
  /** The most that one query may take. */
  readonly timeLimitMs?: number;
  /** The most that all queries of one dataset may take. */
  readonly totalTimeLimitMs?: number;
  /** The most memory that a query may have. */
  readonly memoryLimitMb?: number;
}

const TIME_LIMIT_MS = 60_000;
const TOTAL_TIME_LIMIT_MS = 600_000;
export const SANDBOX_MEMORY_MB = 512;
/** A query that does not hear of its interruption is ended with its process. */
const GRACE_MS = 5_000;
/** Loading the add-on and opening the tables. */
const START_LIMIT_MS = 60_000;

export interface SandboxQuestion {
  readonly id: string;
  readonly sql: string;
}

/** Asks queries one after the other in a process of its own; a query that ends the process spares the others. */
export async function askInSandbox(
  setup: Omit<SandboxSetup, 'memoryLimitMb'>,
  questions: readonly SandboxQuestion[],
  options: SandboxOptions,
): Promise<Answer[]> {
  const { timeLimitMs = TIME_LIMIT_MS, totalTimeLimitMs = TOTAL_TIME_LIMIT_MS } = options;
  const memoryLimitMb = options.memoryLimitMb ?? SANDBOX_MEMORY_MB;
  const endMs = Date.now() + totalTimeLimitMs;
  const answers: Answer[] = [];
  let worker: ChildProcess | null = null;
  try {
    for (const { id, sql } of questions) {
      const leftMs = Math.min(timeLimitMs, endMs - Date.now());
      if (leftMs <= 0) {
        answers.push(noAnswer(id, `the time for queries, ${totalTimeLimitMs / 1000} s, is used up`));
        continue;
      }
      const ready: ChildProcess | string =
        worker ?? (await startWorker({ ...setup, memoryLimitMb }, options));
      if (typeof ready === 'string') {
        answers.push(noAnswer(id, ready));
        continue;
      }
      const reply = await request(ready, { kind: 'ask', sql, timeLimitMs: leftMs }, leftMs + GRACE_MS);
      answers.push(reply.kind === 'value' ? { id, value: reply.value } : noAnswer(id, reasonOf(reply)));
      worker = isAlive(ready) ? ready : null;
    }
  } finally {
    worker?.kill('SIGKILL');
  }
  return answers;
}

function noAnswer(id: string, reason: string): Answer {
  return { id, value: null, reason };
}

function reasonOf(reply: SandboxReply): string {
  return reply.kind === 'refused' ? reply.reason : 'the sandbox gave no answer';
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** A worker that is locked and has its tables; a text says why there is none. */
async function startWorker(
  setup: SandboxSetup,
  { workerUrl }: SandboxOptions,
): Promise<ChildProcess | string> {
  const child = fork(fileURLToPath(workerUrl ?? locateWorker('sql-worker.js')), [], {
    execArgv: [],
    env: workerEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A worker in the middle of a query would outlive a parent that exits.
  const kill = () => void child.kill('SIGKILL');
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const reply = await request(child, { kind: 'setup', setup }, START_LIMIT_MS);
  if (reply.kind === 'ready') return child;
  kill();
  return reasonOf(reply);
}

/** One question; the process is ended when there is no answer in time. */
function request(child: ChildProcess, message: SandboxRequest, limitMs: number): Promise<SandboxReply> {
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, limitMs);
    const done = (reply: SandboxReply) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(reply);
    };
    const onMessage = (reply: unknown) => done(reply as SandboxReply);
    const onExit = (code: number | null, signal: string | null) =>
      done({
        kind: 'refused',
        reason: isLate ? `it did not answer within ${limitMs / 1000} s` : exitReason(code, signal),
      });
    child.once('message', onMessage).once('exit', onExit);
    child.send(message, () => undefined);
  });
}

/** Who kills it besides us is itself when it grows beyond its memory, or the system when there is none left. */
function exitReason(code: number | null, signal: string | null): string {
  if (signal === 'SIGKILL') return 'it needs more memory than a query may have';
  return `it ended the process that ran it (${signal ?? `exit code ${code}`})`;
}
