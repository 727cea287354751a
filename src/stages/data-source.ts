import { type WatchedFiles, watchFiles } from '../adapters/files/watch-files.ts';
import type { DataPaths } from '../config/resolved.ts';
import type { DataSource } from '../ports/data-engine.ts';
import type { FileEntry } from '../records/common.ts';
import type { StageContext } from './context.ts';
import { dataFiles } from './data-files.ts';
import { displayPath } from './paths.ts';

/** A dataset of the config as the data engine is given it, and its files as they were when they were found. */
export interface FoundSource {
  readonly source: DataSource;
  /** Record entries of the files. */
  entries(): Promise<FileEntry[]>;
  /** Throws `input` where a file was changed since it was found. */
  assertUnchanged(): Promise<void>;
}

/** Finds the files of a dataset. Throws `input` where there are none. */
export async function findSource(
  context: StageContext,
  paths: DataPaths,
  declared: Pick<DataSource, 'types' | 'readings'>,
): Promise<FoundSource> {
  const files = await dataFiles(context, paths);
  const watched: WatchedFiles = await watchFiles(files);
  const label = (path: string) => displayPath(context.project, path);
  const form = paths.form === undefined ? {} : { form: paths.form };
  return {
    source: { files, base: context.project.directory, ...declared, ...form },
    async entries() {
      const hashes = await watched.hashes();
      return hashes.map((hash, index) => ({ path: label(files[index] ?? ''), ...hash }));
    },
    assertUnchanged: () => watched.assertUnchanged(label),
  };
}
