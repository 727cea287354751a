import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Changes refs through one long-lived `git update-ref --stdin`, a transaction at a time. */
export class RefWriter {
  readonly #gitDir: string;
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(gitDir: string) {
    this.#gitDir = gitDir;
  }

  /** Commands of `git update-ref --stdin`, all of them or none. Throws with git's own words. */
  write(...commands: readonly string[]): Promise<void> {
    const turn = this.#last.then(() => this.#transact(commands));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #transact(commands: readonly string[]): Promise<void> {
    this.#child ??= this.#start();
    const { stdin } = this.#child;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      stdin.write(['start', ...commands, 'commit', ''].join('\n'));
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['-C', this.#gitDir, 'update-ref', '--stdin'], { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      if (!stdout.endsWith('commit: ok\n')) return;
      stdout = '';
      this.#settle((waiting) => waiting.resolve());
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => undefined);
    // git ends at the first refusal; the next transaction starts it again.
    child.on('close', () => {
      if (this.#child === child) this.#child = null;
      this.#settle((waiting) => waiting.reject(new Error(`git update-ref: ${stderr.trim()}`)));
    });
    return child;
  }

  #settle(settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) settle(waiting);
  }
}
