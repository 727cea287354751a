import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../../rolldown.config.ts';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundle {
  /** `dist/main.js`, as it is published. */
  readonly main: string;
  /** An empty folder to work in, outside every repository. */
  folder(): string;
  remove(): void;
}

/** Builds the program as it is published, in a temporary folder beside its package.json and the native add-ons. */
export async function buildBundle(): Promise<Bundle> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-protocol-')));
  const { output, ...input } = config;
  const bundle = await rolldown({ ...input, cwd: PROJECT, logLevel: 'warn' });
  await bundle.write({ ...output, dir: join(top, 'package', 'dist') });
  await bundle.close();
  cpSync(join(PROJECT, 'package.json'), join(top, 'package', 'package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), join(top, 'package', 'node_modules'), 'junction');
  let count = 0;
  return {
    main: join(top, 'package', 'dist', 'main.js'),
    folder() {
      const folder = join(top, `work-${count++}`);
      mkdirSync(folder);
      return folder;
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File descriptor that stdout goes to; a pipe without it. */
  readonly stdout?: number;
  /** Called once the process has started. */
  readonly during?: (child: ChildProcess) => void;
}

/** What a CI system or a terminal may have set and what would change the answers. */
const LEFT_OUT =
  /^(CI|NO_COLOR|FORCE_COLOR|TERM|NODE_.*|GIT_.*|GITHUB_.*|GITLAB_CI|JENKINS_URL|MODELYARD.*)$/;

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_CONFIG_NOSYSTEM: '1',
};

export function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name));
  return { ...Object.fromEntries(kept), ...IDENTITY, ...own };
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? tmpdir(),
      env: environment(options.env ?? {}),
      stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
    options.during?.(child);
  });
}

/** A JavaScript file that Node loads before the program: `NODE_OPTIONS`. */
export function preload(path: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--require ${JSON.stringify(path)}` };
}

export async function gitRepository(folder: string): Promise<void> {
  for (const args of [
    ['init', '-q', '-b', 'main', '.'],
    ['add', '-A'],
    ['commit', '-q', '--allow-empty', '-m', 'first'],
  ]) {
    const { code, stderr } = await run('git', args, { cwd: folder });
    if (code !== 0) throw new Error(stderr);
  }
}
