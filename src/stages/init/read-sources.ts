import { importsIn } from '../../domain/init/frameworks.ts';
import { readClues, type ScriptClues } from '../../domain/init/script-clues.ts';
import type { ProjectFiles } from './project-files.ts';

export interface SourceFile {
  readonly path: string;
  readonly clues: ScriptClues;
  readonly imports: readonly string[];
}

const SOURCE = /\.(py|mjs|cjs|js|ts|R|r|jl|sh)$/;
const NOT_OURS =
  /(^|\/)(tests?|docs?|examples?|dist|build|migrations)\/|(^|\/)(test_[^/]*|[^/]*_test|conftest|setup)\.py$|\.(test|spec)\.[a-z]+$/;
const MOST_SOURCES = 300;

/** The project's own sources, those nearest to the top first; text that is too long is left out. */
export async function readSources(project: ProjectFiles): Promise<SourceFile[]> {
  const paths = project.tree.files
    .filter((path) => SOURCE.test(path) && !NOT_OURS.test(path) && !project.tree.ignored.has(path))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .slice(0, MOST_SOURCES);
  const sources: SourceFile[] = [];
  for (const path of paths) {
    const text = await project.text(path);
    if (text !== null) sources.push({ path, clues: readClues(text), imports: importsIn(text) });
  }
  return sources;
}

function depth(path: string): number {
  return path.split('/').length;
}

/** The training script first, then the others: what stands nearest to training counts most. */
export function scriptFirst(sources: readonly SourceFile[], script: string | null): SourceFile[] {
  return [...sources.filter(({ path }) => path === script), ...sources.filter(({ path }) => path !== script)];
}
