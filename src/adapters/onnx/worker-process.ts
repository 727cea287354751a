import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ModelyardError } from '../../errors.ts';
import { workerEnvironment } from '../process/worker-environment.ts';
import type { ReplyMessage, RequestKind, Requests } from './protocol.ts';

/** Asks the worker; one question at a time. */
export type Ask = <K extends RequestKind>(
  kind: K,
  payload: Requests[K]['request'],
) => Promise<Requests[K]['response']>;

export interface WorkerProcess {
  readonly ask: Ask;
  /** Ends the process at once, whatever it is doing; a question under way is answered with `interrupted`. */
  kill(): void;
  readonly isAlive: () => boolean;
}

const STDERR_KEPT = 2000;

/** Starts a worker. It holds the event loop open only while a question is under way. */
export function startWorker(workerUrl: URL): WorkerProcess {
  const child = fork(fileURLToPath(workerUrl), [], {
    execArgv: [],
    env: { ...workerEnvironment(), ...NO_TELEMETRY },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const stderr = keepTail(child);
  const kill = () => void child.kill('SIGKILL');
  let isAlive = true;
  let wasKilled = false;
  child.once('exit', () => {
    isAlive = false;
    process.off('exit', kill);
  });
  // A worker in the middle of a native call would outlive a parent that exits.
  process.on('exit', kill);
  hold(child, false);
  return {
    ask: (kind, payload) =>
      question(child, { kind, payload }, (exit) => explainExit(exit, wasKilled, stderr())),
    kill: () => {
      wasKilled = true;
      kill();
    },
    isAlive: () => isAlive,
  };
}

/** From version 1.29 on ONNX Runtime reports its use to its maker, with a device id that it keeps on disk; not from here. */
const NO_TELEMETRY = { ORT_DISABLE_TELEMETRY: '1' };

function keepTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_KEPT);
  });
  return () => tail.trim();
}

function hold(child: ChildProcess, isHeld: boolean): void {
  const stderr = child.stderr as unknown as { ref(): void; unref(): void } | null;
  for (const handle of [child, child.channel, stderr]) isHeld ? handle?.ref() : handle?.unref();
}

async function question<K extends RequestKind>(
  child: ChildProcess,
  message: { readonly kind: K; readonly payload: Requests[K]['request'] },
  exitError: (exit: Exit) => ModelyardError,
): Promise<Requests[K]['response']> {
  hold(child, true);
  try {
    const reply = await new Promise<ReplyMessage>((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null) => {
        child.off('message', onMessage);
        reject(exitError({ code, signal }));
      };
      const onMessage = (reply: ReplyMessage) => {
        child.off('exit', onExit);
        resolve(reply);
      };
      child.once('message', onMessage).once('exit', onExit);
      child.send(message, (error) => {
        // While the process still runs, its exit event follows and says more.
        const isGone = child.exitCode !== null || child.signalCode !== null;
        if (error !== null && isGone) onExit(child.exitCode, child.signalCode);
      });
    });
    if (reply.ok) return reply.payload as Requests[K]['response'];
    const { code, message: text, hint } = reply.error;
    throw new ModelyardError(code, text, hint === null ? {} : { hint });
  } finally {
    hold(child, false);
  }
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

function explainExit({ code, signal }: Exit, wasKilled: boolean, stderr: string): ModelyardError {
  if (wasKilled) return new ModelyardError('interrupted', 'interrupted while a model was running');
  const cause = stderr === '' ? undefined : new Error(stderr);
  if (signal === 'SIGKILL') {
    return new ModelyardError('outside', 'the process that runs the model was killed from outside', {
      hint: 'Most often the machine ran out of memory.',
      cause,
    });
  }
  if (signal === null) {
    return new ModelyardError('internal', `the process that runs the model ended with exit code ${code}`, {
      cause,
    });
  }
  return new ModelyardError('input', `the model crashed the ONNX runtime (${signal})`, {
    hint: 'The file is damaged or asks for something that the runtime cannot do; export it again.',
    cause,
  });
}
