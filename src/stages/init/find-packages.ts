import { requirementsIn } from '../../domain/init/frameworks.ts';
import type { NearFile, ProjectFiles } from './project-files.ts';

/** How the packages of the project are installed, and what its commands are put behind. */
export interface Packages {
  /** Put in front of `python`. */
  readonly runner: string;
  readonly tool: 'pip' | 'uv' | 'poetry' | 'conda' | 'npm' | null;
  readonly file: NearFile | null;
  /** Names of required packages, lower case. */
  readonly required: ReadonlySet<string>;
}

interface Kind {
  readonly name: string;
  readonly tool: NonNullable<Packages['tool']>;
  readonly runner: string;
  readonly isIt?: (text: string) => boolean;
}

/** Files that say what to install, those that pin it first. */
const KINDS: readonly Kind[] = [
  { name: 'uv.lock', tool: 'uv', runner: 'uv run ' },
  { name: 'poetry.lock', tool: 'poetry', runner: 'poetry run ' },
  { name: 'requirements.txt', tool: 'pip', runner: '' },
  { name: 'environment.yml', tool: 'conda', runner: '' },
  { name: 'environment.yaml', tool: 'conda', runner: '' },
  { name: 'conda.yaml', tool: 'conda', runner: '' },
  { name: 'conda.yml', tool: 'conda', runner: '' },
  {
    name: 'pyproject.toml',
    tool: 'pip',
    runner: '',
    isIt: (text) => /^\[(project|build-system|tool\.poetry)\]/m.test(text),
  },
  { name: 'setup.py', tool: 'pip', runner: '' },
];

const REQUIREMENT_FILES = [
  'requirements.txt',
  'pyproject.toml',
  'environment.yml',
  'environment.yaml',
  'conda.yaml',
  'conda.yml',
  'setup.py',
];

export async function findPackages(project: ProjectFiles): Promise<Packages> {
  const texts = (await project.near(REQUIREMENT_FILES)).map(({ text }) => text);
  const required = new Set(texts.flatMap(requirementsIn));
  for (const file of await project.near(KINDS.map(({ name }) => name))) {
    const kind = KINDS.find(({ name }) => file.path.endsWith(name));
    if (kind !== undefined && kind.isIt?.(file.text) !== false)
      return { runner: kind.runner, tool: kind.tool, file, required };
  }
  const file = await project.nearest('package.json');
  return { runner: '', tool: file === null ? null : 'npm', file, required };
}
