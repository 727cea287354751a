import { fetchPointed } from '../adapters/dvc/pointed-files.ts';
import { expandPaths } from '../adapters/files/expand-paths.ts';
import { evaluationSets } from '../config/evaluation-sets.ts';
import type { DataPaths } from '../config/resolved.ts';
import type { StageContext } from './context.ts';
import { displayPath } from './paths.ts';

/**
 * Absolute paths of a dataset's files, in their order, each once. What `.dvc` pointers stand for is put into the work tree
 * first, as `dvc pull` does. Throws `input` where there is no file.
 */
export async function dataFiles(context: StageContext, paths: DataPaths): Promise<string[]> {
  const files: string[] = [];
  for (const file of await expandPaths(paths))
    files.push(...(file.endsWith('.dvc') ? await pulled(context, file) : [file]));
  return [...new Set(files)];
}

async function pulled({ project, environment, signal, reporter }: StageContext, pointer: string) {
  return fetchPointed(pointer, {
    checkout: project.checkout ?? project.repository,
    environment,
    signal,
    label: (path) => displayPath(project, path),
    onBytes: (name, done, total) => reporter.progress({ label: `fetch ${name}`, done, total, unit: 'bytes' }),
  });
}

/** Puts the training, evaluation and tuning data of `.dvc` pointers into the work tree, so that they are inputs like others. */
export async function fetchData(context: StageContext): Promise<void> {
  const { data } = context.model;
  const sets = evaluationSets(data).map(({ paths }) => paths);
  for (const paths of [data.train, ...sets, ...(data.tuning === undefined ? [] : [data.tuning])])
    if (paths.patterns.some(({ written }) => written.endsWith('.dvc'))) await dataFiles(context, paths);
}
