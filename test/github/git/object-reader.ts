import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly sha: string;
  readonly type: ObjectType;
  readonly body: Buffer;
}

interface Waiting {
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (error: Error) => void;
}

/** Reads objects through one long-lived `git cat-file --batch`, which also sees what was pushed since it started. */
export class ObjectReader {
  readonly #gitDir: string;
  readonly #waiting: Waiting[] = [];
  #child: ChildProcessWithoutNullStreams | null = null;
  #chunks: Buffer = Buffer.alloc(0);

  constructor(gitDir: string) {
    this.#gitDir = gitDir;
  }

  /** `spec`: a hash, a ref or `<rev>:<path>`; null when there is no such object. */
  read(spec: string): Promise<GitObject | null> {
    if (/[\n\0]/.test(spec) || spec === '') return Promise.resolve(null);
    this.#child ??= this.#start();
    const child = this.#child;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${spec}\n`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['-C', this.#gitDir, 'cat-file', '--batch'], { stdio: 'pipe' });
    child.stdout.on('data', (chunk: Buffer) => {
      this.#chunks = this.#chunks.length === 0 ? chunk : Buffer.concat([this.#chunks, chunk]);
      while (this.#takeOne()) {}
    });
    child.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('git cat-file ended'));
    });
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    return child;
  }

  /** Takes one whole answer, `<sha> <type> <size>\n<body>\n` or `<spec> missing\n`, from what has arrived. */
  #takeOne(): boolean {
    const end = this.#chunks.indexOf(10);
    if (end < 0) return false;
    const header = this.#chunks.subarray(0, end).toString();
    const found = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(header);
    const size = found === null ? -1 : Number(found[3]);
    const next = end + 1 + size + 1;
    if (this.#chunks.length < next) return false;
    const body = Buffer.from(this.#chunks.subarray(end + 1, Math.max(end + 1, next - 1)));
    this.#chunks = this.#chunks.subarray(next);
    const answer = found === null ? null : { sha: found[1] ?? '', type: found[2] as ObjectType, body };
    this.#waiting.shift()?.resolve(answer);
    return true;
  }
}
