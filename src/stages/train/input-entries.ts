import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { glob } from 'tinyglobby';
import { expandPaths } from '../../adapters/files/expand-paths.ts';
import { hashBytes, hashFile } from '../../adapters/files/hash-file.ts';
import { headCommit } from '../../adapters/git/repository.ts';
import {
  type BlobFacts,
  changedFiles,
  hashBlobs,
  listCommit,
  listIndex,
  type TrackedFile,
} from '../../adapters/git/tree-files.ts';
import type { ModelConfig, ProjectConfig } from '../../config/resolved.ts';
import type { InputEntry } from '../../domain/lineage/input-digest.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';

export interface InputEntries {
  readonly entries: readonly InputEntry[];
  /** Inputs whose content differs from the commit, or that git does not track, except data outside git. */
  readonly dirty: readonly string[];
}

/** `worktree`: what training would read now. A commit: what it would read from a clean checkout of it. */
export type InputState = 'worktree' | { readonly commit: string };

/** Every input of the training with its content's hash: DESIGN "Identity". Throws for a pattern that matches nothing. */
export async function readInputEntries(context: StageContext, state: InputState): Promise<InputEntries> {
  const { project, model } = context;
  const top = project.repository;
  const tracked = await trackedFiles(context, state);
  const head = await headCommit(top);
  const changed = state === 'worktree' && head !== null ? await changedFiles(top, head) : new Set<string>();
  const data = await trainingDataFiles(context);
  const chosen =
    model.train.inputs === null ? defaultInputs(context, tracked) : await narrowedInputs(context, tracked);
  const trackedByPath = new Map(tracked.map((file) => [file.path, file]));
  const paths = [...new Set([...chosen, ...paramsFile(project, model), ...data])];
  const clean = paths.flatMap((path) => {
    const file = trackedByPath.get(path);
    return file !== undefined && !changed.has(path) ? [file] : [];
  });
  const blobs = await hashBlobs(
    top,
    clean.filter((file) => file.mode !== '160000').map((file) => file.object),
  );
  const cleanEntries = clean.map((file) => cleanEntry(top, file, blobs));
  const cleanPaths = new Set(clean.map((file) => file.path));
  const loose = paths.filter((path) => !cleanPaths.has(path));
  const looseEntries = await Promise.all(loose.map((path) => looseEntry(top, path)));
  const untrackedData = new Set(data.filter((path) => !trackedByPath.has(path)));
  return {
    entries: [...cleanEntries, ...looseEntries.filter((entry) => entry !== null)],
    dirty: loose.filter((path) => !untrackedData.has(path)).sort(),
  };
}

async function trackedFiles({ project }: StageContext, state: InputState): Promise<TrackedFile[]> {
  return state === 'worktree'
    ? listIndex(project.repository, '')
    : listCommit(project.repository, state.commit, '');
}

/** Repository-relative POSIX path. */
export function repositoryPath(project: ProjectConfig, absolute: string): string {
  return relative(project.repository, absolute).split(sep).join('/');
}

const NEVER_INPUTS = [/\.(md|markdown)$/i, /(^|\/)\.github\//, /(^|\/)\.modelyard\//];

function defaultInputs({ project, model }: StageContext, tracked: readonly TrackedFile[]): string[] {
  const root = repositoryPath(project, model.root.absolute);
  const prefix = root === '' ? '' : `${root}/`;
  const leftOut = notInputs(project, model);
  return tracked
    .map((file) => file.path)
    .filter(
      (path) =>
        path.startsWith(prefix) && !NEVER_INPUTS.some((pattern) => pattern.test(path)) && !leftOut(path),
    );
}

/** The judge's own files and what training writes: they do not determine the trained bytes. */
function notInputs(project: ProjectConfig, model: ModelConfig): (path: string) => boolean {
  const { data, train } = model;
  const files = [data.contract, train.model, train.predictions, train.metrics].filter(
    (path) => path !== null,
  );
  const exact = [project.file, ...files.map((path) => path.absolute)].map((path) =>
    repositoryPath(project, path),
  );
  const patterns = data.evaluation.patterns.map((path) => repositoryPath(project, path.absolute));
  const isEvaluation = picomatch(patterns, { dot: true });
  return (path) =>
    exact.some((each) => path === each || path.startsWith(`${each}/`)) ||
    patterns.includes(path) ||
    isEvaluation(path);
}

/** `train.inputs`: patterns relative to modelyard.yml; each must match a tracked or an untracked file. */
async function narrowedInputs(
  { project, model }: StageContext,
  tracked: readonly TrackedFile[],
): Promise<string[]> {
  const found: string[] = [];
  for (const pattern of model.train.inputs ?? []) {
    const fromTop = posix.join(repositoryPath(project, project.directory) || '.', pattern);
    const matches = picomatch(fromTop, { dot: true });
    const inGit = tracked
      .map((file) => file.path)
      .filter((path) => matches(path) || path.startsWith(`${fromTop}/`));
    const onDisk = await glob(pattern, {
      cwd: project.directory,
      dot: true,
      expandDirectories: true,
      ignore: ['**/.git/**'],
    });
    const loose = onDisk.map((path) => repositoryPath(project, join(project.directory, path)));
    if (inGit.length + loose.length === 0) {
      throw new ModelyardError('config', `models.${model.name}.train.inputs: ${pattern} matches no file`, {
        hint: 'Patterns are relative to the folder of modelyard.yml.',
      });
    }
    found.push(...inGit, ...loose);
  }
  return [...new Set(found)];
}

async function trainingDataFiles({ project, model }: StageContext): Promise<string[]> {
  return (await expandPaths(model.data.train)).map((path) => repositoryPath(project, path));
}

function paramsFile(project: ProjectConfig, model: ModelConfig): string[] {
  return model.train.params === null ? [] : [repositoryPath(project, model.train.params.absolute)];
}

const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n[\s\S]*?^oid sha256:([0-9a-f]{64})$/m;

function cleanEntry(top: string, file: TrackedFile, blobs: ReadonlyMap<string, BlobFacts>): InputEntry {
  const { path, mode } = file;
  if (mode === '160000') return { path, mode, sha256: hashBytes(file.object) };
  const blob = blobs.get(file.object);
  if (blob === undefined) throw new ModelyardError('internal', `${path}: object ${file.object} was not read`);
  if (mode === '120000') assertInside(top, path, blob.head);
  return { path, mode, sha256: LFS_POINTER.exec(blob.head)?.[1] ?? blob.sha256 };
}

/** A dirty or untracked file by its own bytes; null when it is gone. */
async function looseEntry(top: string, path: string): Promise<InputEntry | null> {
  const absolute = join(top, path);
  const info = await lstat(absolute).catch(() => null);
  if (info === null || info.isDirectory()) return null;
  if (info.isSymbolicLink()) {
    const target = await readlink(absolute);
    assertInside(top, path, target);
    return { path, mode: '120000', sha256: hashBytes(target) };
  }
  const mode = (info.mode & 0o100) === 0 ? '100644' : '100755';
  return { path, mode, sha256: (await hashFile(absolute)).sha256 };
}

function assertInside(top: string, path: string, target: string): void {
  const reached = relative(top, join(top, dirname(path), target));
  if (!target.startsWith('/') && !reached.startsWith('..')) return;
  throw new ModelyardError(
    'input',
    `${path} is a symbolic link out of the repository (${target}); what it leads to cannot be identified`,
    {
      hint: 'Copy the file into the repository, or leave it out with train.inputs.',
    },
  );
}
