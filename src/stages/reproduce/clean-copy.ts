import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { headCommit } from '../../adapters/git/repository.ts';
import { addWorktree } from '../../adapters/git/worktree.ts';
import { removeDeadWork } from '../../adapters/process/dead-work.ts';
import { evaluationSets } from '../../config/evaluation-sets.ts';
import { loadConfig } from '../../config/load-config.ts';
import { changedEntries, type InputEntry } from '../../domain/lineage/input-digest.ts';
import { ModelyardError } from '../../errors.ts';
import { modelFolder } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { dataFiles, fetchData } from '../data-files.ts';
import { computeInputDigest } from '../train/input-digest.ts';

/**
 * Lays the checked-out commit out anew, with the inputs of training as they stand here (data that git does not hold, changes
 * that are not committed) and nothing else, and works there; all is gone afterwards. Throws `input` where the copy does not
 * have the very inputs that this checkout has.
 */
export async function inCleanCopy<T>(
  context: StageContext,
  work: (copy: StageContext) => Promise<T>,
): Promise<T> {
  const { repository, directory } = context.project;
  const commit = await headCommit(repository);
  if (commit === null)
    throw new ModelyardError('input', 'nothing is committed yet, so there is nothing to lay out anew', {
      hint: 'Commit first.',
    });
  await fetchData(context);
  const here = await computeInputDigest(context, 'worktree');
  const parent = join(modelFolder(directory, context.model.name), 'reproduce');
  await removeDeadWork(parent);
  const folder = join(parent, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  try {
    const tree = await addWorktree({ top: repository, commit, folder: join(folder, 'code') });
    try {
      await bringInputs(context, { folder: tree.folder, entries: here.entries });
      const copy = await contextAt(context, tree.folder);
      const there = await computeInputDigest(copy, 'worktree');
      if (there.digest !== here.digest) throw notTheSame(changedEntries(here.entries, there.entries));
      return await work(copy);
    } finally {
      await tree.remove();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The config, every input and the data; what the commit has already is written over with the same. */
async function bringInputs(
  context: StageContext,
  { folder, entries }: { readonly folder: string; readonly entries: readonly InputEntry[] },
): Promise<void> {
  const { project, model } = context;
  const sets = [model.data.train, ...evaluationSets(model.data).map(({ paths }) => paths)];
  const files = [project.file, ...entries.map(({ path }) => join(project.repository, path))];
  for (const paths of sets) files.push(...(await dataFiles(context, paths)));
  for (const file of new Set(files)) {
    const path = relative(project.repository, file);
    if (path.startsWith('..')) continue;
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    }).catch((error: NodeJS.ErrnoException) => {
      // A submodule's folder, or what an entry only stands for: the digest of the copy tells whether it is missed.
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** The same model, of the config that lies in the copy. */
async function contextAt(context: StageContext, folder: string): Promise<StageContext> {
  const { project, model } = context;
  const file = join(folder, relative(project.repository, project.file));
  const config = await loadConfig({ cwd: folder, file, repositoryTop: async () => folder });
  const found = config.models.find(({ name }) => name === model.name);
  if (found === undefined) throw new ModelyardError('internal', `the copy has no model ${model.name}`);
  return {
    ...context,
    project: { ...config, checkout: project.checkout ?? project.repository },
    model: found,
    reporter: { ...context.reporter, step: () => undefined },
  };
}

function notTheSame(changed: readonly string[]): ModelyardError {
  return new ModelyardError(
    'input',
    `a clean copy has other inputs than this checkout: ${changed.slice(0, 10).join(', ')}`,
    { hint: 'Submodules and files that a checkout does not bring cannot be laid out anew; commit the rest.' },
  );
}
