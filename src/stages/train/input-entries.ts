import { headCommit } from '../../adapters/git/repository.ts';
import {
  changedFiles,
  hashBlobs,
  listCommit,
  listIndex,
  type TrackedFile,
} from '../../adapters/git/tree-files.ts';
import type { InputEntry } from '../../domain/lineage/input-digest.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { chooseInputs } from './choose-inputs.ts';
import { followLinks } from './follow-links.ts';
import { cleanEntry, looseEntry } from './hash-inputs.ts';

export interface InputEntries {
  readonly entries: readonly InputEntry[];
  /** Inputs whose content differs from the commit, or that git does not track, except data outside git. */
  readonly dirty: readonly string[];
}

/** `worktree`: what training would read now. A commit: what it would read from a clean checkout of it. */
export type InputState = 'worktree' | { readonly commit: string };

/** What git knows of the state that is looked at. Paths are relative to the repository's top. */
export interface GitState {
  readonly isWorktree: boolean;
  readonly tracked: ReadonlyMap<string, TrackedFile>;
  /** Tracked in the checkout, whatever state is looked at. */
  readonly indexed: ReadonlySet<string>;
  /** Tracked, and not as it was committed; always empty for a commit. */
  readonly changed: ReadonlySet<string>;
}

/** Every input of the training with its content's hash: DESIGN "Identity". Throws for a pattern that matches nothing. */
export async function readInputEntries(context: StageContext, state: InputState): Promise<InputEntries> {
  const top = context.project.repository;
  const git = await readGitState(top, state);
  const { paths, outside } = await chooseInputs(context, git);
  const all = [...new Set([...paths, ...(await followLinks(context, { git, paths }))])];
  assertTextNames(all);
  const isClean = (path: string) => git.tracked.has(path) && !git.changed.has(path);
  const clean = all.filter(isClean).flatMap((path) => git.tracked.get(path) ?? []);
  const blobs = await hashBlobs(
    top,
    clean.filter(({ mode }) => mode !== '160000').map(({ object }) => object),
  );
  const loose = all.filter((path) => !isClean(path));
  const looseEntries: (InputEntry | null)[] = [];
  for (const path of loose) looseEntries.push(await looseEntry(top, path, git.tracked.get(path)?.mode));
  return {
    entries: [
      ...clean.map((file) => cleanEntry(top, file, blobs)),
      ...looseEntries.filter((entry) => entry !== null),
    ],
    dirty: loose.filter((path) => !outside.has(path)).sort(),
  };
}

/** What of a commit determines training, by git's own hashes: equal texts are equal inputs, and no file is read for it. */
export async function committedInputs(context: StageContext, commit: string): Promise<string> {
  const files = await committedFiles(context, commit);
  const lines = files.map(({ mode, object, path }) => `${mode} ${object} ${path}`);
  return lines.sort().join('\n');
}

/** The tracked files that are inputs of the training at a commit. */
export async function committedFiles(context: StageContext, commit: string): Promise<TrackedFile[]> {
  const git = await readGitState(context.project.repository, { commit });
  const { paths } = await chooseInputs(context, git);
  const all = new Set([...paths, ...(await followLinks(context, { git, paths }))]);
  return [...all].flatMap((path) => git.tracked.get(path) ?? []);
}

async function readGitState(top: string, state: InputState): Promise<GitState> {
  const byPath = (files: readonly TrackedFile[]) => new Map(files.map((file) => [file.path, file]));
  const index = byPath(await listIndex(top));
  const indexed = new Set(index.keys());
  if (state !== 'worktree') {
    const tracked = byPath(await listCommit(top, state.commit));
    return { isWorktree: false, tracked, indexed, changed: new Set() };
  }
  const head = await headCommit(top);
  // Before the first commit nothing is committed: everything counts as changed.
  const changed = head === null ? indexed : await changedFiles(top, head);
  return { isWorktree: true, tracked: index, indexed, changed };
}

/** JSON, and thus the digest, knows text only. */
function assertTextNames(paths: readonly string[]): void {
  const odd = paths.find((path) => /\p{Surrogate}/u.test(path));
  if (odd === undefined) return;
  throw new ModelyardError('input', `${JSON.stringify(odd)}: the name of an input is not UTF-8`, {
    hint: 'Rename the file, or leave it out with train.inputs.',
  });
}
