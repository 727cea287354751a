import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, type Ended, gitRepository, PROJECT, run } from '../protocol/bundle.ts';

export const EXAMPLE = join(PROJECT, 'examples', 'quickstart');
export const NOT_PART_OF_IT = /[\\/](\.modelyard|out|deployed|node_modules|rand-hie\.csv)$/;

export const BETTER = { algorithm: 'boosting', rounds: 60, depth: 3, learningRate: 0.15, minRows: 20 };
export const WORSE = { ...BETTER, rounds: 2 };

/** The example as a user has it: a copy in a git repository of its own, committed, and the program to run in it. */
export interface QuickstartProject {
  readonly folder: string;
  /** HOME and TMPDIR of every command; empty in the beginning. */
  readonly outside: string;
  readonly path: (...parts: string[]) => string;
  readonly modelyard: (commandLine: string) => Promise<Ended>;
  readonly git: (...args: string[]) => Promise<string>;
  /** New training parameters, committed. */
  readonly commitParams: (params: object) => Promise<void>;
}

/** A third of the training rows, by person, so that a training takes a second; every evaluation row, as the intervals need them. */
export async function quickstartProject(bundle: Bundle): Promise<QuickstartProject> {
  const folder = bundle.folder();
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !NOT_PART_OF_IT.test(path) });
  keepThird(join(folder, 'data', 'train.csv'));
  await gitRepository(folder);
  return projectIn(bundle, folder);
}

/** The same, whole, elsewhere: a repository that can be broken or killed. */
export function copyProject(bundle: Bundle, { folder }: QuickstartProject): QuickstartProject {
  const copy = bundle.folder();
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  return projectIn(bundle, copy);
}

function projectIn(bundle: Bundle, folder: string): QuickstartProject {
  const path = (...parts: string[]) => join(folder, ...parts);
  const outside = bundle.folder();
  const env = { HOME: outside, TMPDIR: outside };
  const git = async (...args: string[]) => {
    const { code, stdout, stderr } = await run('git', args, { cwd: folder });
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  return {
    folder,
    outside,
    path,
    git,
    modelyard: (commandLine) =>
      run(process.execPath, [bundle.main, ...commandLine.split(' ')], { cwd: folder, env }),
    commitParams: async (params) => {
      writeFileSync(path('params.json'), `${JSON.stringify(params)}\n`);
      await git('commit', '-q', '-a', '-m', 'other parameters');
    },
  };
}

export function keepThird(file: string): void {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const person = header.split(',').indexOf('person');
  const isKept = (row: string) => {
    const [first = 0] = createHash('sha256')
      .update(`third ${row.split(',')[person]}`)
      .digest();
    return first < 85;
  };
  writeFileSync(file, `${[header, ...rows.filter(isKept)].join('\n')}\n`);
}

/** Every file below a folder with its digest; empty when the folder is not there. */
export function bytesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const digests = entries.map(({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [file.slice(folder.length + 1), sha256Of(file)] as const;
  });
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
