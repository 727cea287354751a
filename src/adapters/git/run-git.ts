import { spawn } from 'node:child_process';
import { ModelyardError, messageOf } from '../../errors.ts';

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers, not errors; 0 always is. */
  readonly okCodes?: readonly number[];
  /** In a process group of its own: what kills ours leaves git to finish, and no lock file of it behind. */
  readonly outlives?: boolean;
  /** Takes what git prints as it arrives; the result's `stdout` is empty then. */
  readonly onStdout?: (chunk: Buffer) => void;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Settings under which git answers the same everywhere: no prompt, no translation, no lock for reading. */
const ENVIRONMENT = { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };

/** Git sets these for its hooks; in another folder they name the wrong repository. */
const OF_ANOTHER_REPOSITORY = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|NAMESPACE)$/;

function gitEnvironment(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OF_ANOTHER_REPOSITORY.test(name));
  return { ...Object.fromEntries(kept), ...ENVIRONMENT, ...own };
}

/** Runs git in a folder. Throws `outside` when git is missing or ends with an unexpected exit code. */
export async function runGit(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const result = await collect(cwd, args, options);
  if (result.code === 0 || options.okCodes?.includes(result.code)) return result;
  throw gitError(cwd, args, result);
}

/** The text that git prints, without the line feed at its end. */
export async function gitText(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  return (await runGit(cwd, args, options)).stdout.toString('utf8').replace(/\r?\n$/, '');
}

/** The NUL-terminated entries that git prints. Bytes that are no UTF-8 become lone surrogates, so that no two names fall together. */
export async function gitEntries(
  cwd: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string[]> {
  const { stdout } = await runGit(cwd, args, options);
  const entries: string[] = [];
  for (let start = 0; start < stdout.length; ) {
    const end = stdout.indexOf(0, start);
    const stop = end < 0 ? stdout.length : end;
    if (stop > start) entries.push(decodeName(stdout.subarray(start, stop)));
    start = stop + 1;
  }
  return entries;
}

function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || Buffer.from(text).equals(bytes)) return text;
  return [...bytes].map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
}

function collect(
  cwd: string,
  args: readonly string[],
  { input, env, outlives = false, onStdout }: GitOptions,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const detached = outlives && process.platform !== 'win32';
    const child = spawn('git', args, { cwd, env: gitEnvironment(env), detached });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', onStdout ?? ((chunk: Buffer) => void stdout.push(chunk)));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (cause) => reject(missingGit(cause)));
    child.on('close', (code) => {
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
    // A git that ends before it has read all input closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function missingGit(cause: Error): ModelyardError {
  return new ModelyardError('outside', `git cannot be started: ${messageOf(cause)}`, {
    cause,
    hint: 'Install git and make sure that it is on PATH.',
  });
}

const KNOWN_PROBLEMS: readonly (readonly [RegExp, string, string])[] = [
  [
    /not a git repository/i,
    'this is not a git repository',
    'Run `git init` and commit, or go to the repository.',
  ],
  [
    /dubious ownership/i,
    'git refuses this repository because it belongs to another user',
    'Run `git config --global --add safe.directory <folder>` for this folder.',
  ],
  [
    /ambiguous argument 'HEAD'|Needed a single revision|bad revision 'HEAD'/i,
    'the repository has no commit yet',
    'Commit first.',
  ],
];

function gitError(cwd: string, args: readonly string[], result: GitResult): ModelyardError {
  const known = KNOWN_PROBLEMS.find(([pattern]) => pattern.test(result.stderr));
  if (known !== undefined) return new ModelyardError('outside', `${cwd}: ${known[1]}`, { hint: known[2] });
  const detail = result.stderr.trim().split('\n').slice(-3).join(' ') || `exit code ${result.code}`;
  return new ModelyardError('outside', `git ${args[0]} failed in ${cwd}: ${detail}`);
}
