import { join } from 'node:path';
import { expandPaths } from '../adapters/files/expand-paths.ts';
import { areUnchanged, withSomeFilesOf } from '../adapters/git/base-files.ts';
import type { ConfigPath, DataPaths } from '../config/resolved.ts';
import type { StageContext } from './context.ts';
import { matcherOf, repositoryPath } from './paths.ts';

/** Data files as a commit holds them, laid out in a folder that is gone after the work. */
export interface DataAt {
  /** Their paths in the repository, sorted. Of data that DVC holds git knows the pointers. */
  readonly paths: readonly string[];
  /** Whether the work tree holds the same files with the same bytes; false where that cannot be told cheaply. */
  readonly isSame: () => Promise<boolean>;
  /** The project in the folder, and the data's paths in it. */
  readonly context: StageContext;
  readonly data: DataPaths;
}

/** Reads the data under the paths of today as a commit of this clone holds them. Nothing is fetched. */
export async function withDataAt<T>(
  context: StageContext,
  { data, commit }: { readonly data: DataPaths; readonly commit: string },
  work: (then: DataAt) => Promise<T>,
): Promise<T> {
  const { project } = context;
  const top = project.repository;
  const matches = matcherOf(project, data);
  return withSomeFilesOf({ top, commit, matches }, async (folder, paths) => {
    const laidOut = (path: ConfigPath) => ({
      ...path,
      absolute: join(folder, repositoryPath(project, path.absolute)),
    });
    const directory = join(folder, repositoryPath(project, project.directory));
    return work({
      paths,
      isSame: async () => {
        const now = (await expandPaths(data)).map((file) => repositoryPath(project, file)).sort();
        return paths.join('\n') === now.join('\n') && areUnchanged(top, commit, paths);
      },
      context: { ...context, project: { ...project, directory, repository: folder, checkout: top } },
      data: { ...data, patterns: data.patterns.map(laidOut) },
    });
  });
}
