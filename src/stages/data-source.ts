import { watchFiles } from '../adapters/files/watch-files.ts';
import type { DataPaths } from '../config/resolved.ts';
import type { DataSource } from '../ports/data-engine.ts';
import type { FileEntry } from '../records/common.ts';
import type { StageContext } from './context.ts';
import { dataFiles } from './data-files.ts';
import { displayPath } from './paths.ts';

/** The files of a dataset as they were before they were read. */
export interface WatchedSource {
  readonly source: DataSource;
  /** Record entries of the files. */
  readonly files: readonly FileEntry[];
  /** Throws `input` where a file was changed since: then the record would speak of other bytes. */
  assertUnchanged(): Promise<void>;
}

/** A dataset of the config as the data engine is given it. Throws `input` where there are no files. */
export async function findSource(
  context: StageContext,
  paths: DataPaths,
  declared: Pick<DataSource, 'types' | 'readings'>,
): Promise<DataSource> {
  const files = await dataFiles(context, paths);
  const form = paths.form === undefined ? {} : { form: paths.form };
  return { files, base: context.project.directory, ...declared, ...form };
}

/** The same for data of which a record will speak: the files are hashed before anything is read of them. */
export async function watchSource(
  context: StageContext,
  paths: DataPaths,
  declared: Pick<DataSource, 'types' | 'readings'>,
): Promise<WatchedSource> {
  const source = await findSource(context, paths, declared);
  const label = (path: string) => displayPath(context.project, path);
  const { hashes, assertUnchanged } = await watchFiles(source.files, label);
  const files = hashes.map((hash, index) => ({ path: label(source.files[index] ?? ''), ...hash }));
  return { source, files, assertUnchanged };
}

/** Reads; throws `input` where a file was changed meanwhile, also where reading failed, which then is no wonder. */
export async function whileUnchanged<T>(
  watched: readonly Pick<WatchedSource, 'assertUnchanged'>[],
  read: () => Promise<T>,
): Promise<T> {
  const assertAll = async () => {
    for (const each of watched) await each.assertUnchanged();
  };
  const result = await read().catch(async (error: unknown) => {
    await assertAll();
    throw error;
  });
  await assertAll();
  return result;
}
