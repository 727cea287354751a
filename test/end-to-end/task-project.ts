import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bundle, type Ended, gitRepository, run } from '../protocol/bundle.ts';

/** A small repository with one model, whose training is a Node script that reads `params.json`. */
export interface TaskProject {
  readonly path: (...parts: string[]) => string;
  /** HOME and TMPDIR of every command. */
  readonly outside: string;
  readonly modelyard: (commandLine: string) => Promise<Ended>;
  /** New parameters of the training, or other files, committed. */
  readonly commit: (files: Readonly<Record<string, string | Uint8Array>>) => Promise<void>;
  /** The record of `modelyard run`, with its exit code. */
  readonly run: () => Promise<{ readonly code: number; readonly stages: Stages }>;
}

// biome-ignore lint/suspicious/noExplicitAny: records are read as whoever gets the JSON reads them
type Stages = Readonly<Record<string, any>>;

export async function taskProject(
  bundle: Bundle,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<TaskProject> {
  const folder = bundle.folder();
  const path = (...parts: string[]) => join(folder, ...parts);
  const write = (all: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    }
  };
  write({ '.gitignore': 'out/\n.modelyard/\n', ...files });
  await gitRepository(folder);
  const outside = bundle.folder();
  const modelyard = (commandLine: string) =>
    run(process.execPath, [bundle.main, ...commandLine.split(' ')], {
      cwd: folder,
      env: { HOME: outside, TMPDIR: outside, SOME_TOKEN: 'secret' },
    });
  return {
    path,
    outside,
    modelyard,
    commit: async (changed) => {
      write(changed);
      for (const args of [
        ['add', '-A'],
        ['commit', '-q', '-m', 'another candidate'],
      ]) {
        const { code, stderr } = await run('git', args, { cwd: folder });
        if (code !== 0) throw new Error(stderr);
      }
    },
    run: async () => {
      const { code, stdout, stderr } = await modelyard('run --json');
      if (stdout === '') throw new Error(stderr);
      return { code: code ?? -1, stages: JSON.parse(stdout).stages };
    },
  };
}

/** A number between 0 and 1 that looks random and is the same at every call. */
export const NOISE = `
export function noise(text) {
  let state = 2166136261;
  for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 16777619) >>> 0;
  for (let round = 0; round < 3; round++) {
    state ^= state << 13; state >>>= 0; state ^= state >>> 17; state ^= state << 5; state >>>= 0;
  }
  return state / 4294967296;
}
export function rowsOf(text) {
  const [header, ...lines] = text.trim().split('\\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
}
export function csvOf(rows) {
  return [Object.keys(rows[0]).join(','), ...rows.map((row) => Object.values(row).join(',')), ''].join('\\n');
}
`;
