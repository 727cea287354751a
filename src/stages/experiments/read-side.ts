import { readFile } from 'node:fs/promises';
import { fileAt } from '../../adapters/git/base-files.ts';
import { isShallow, resolveCommit } from '../../adapters/git/repository.ts';
import { findById } from '../../domain/experiments/find-by-id.ts';
import { numbersOf } from '../../domain/experiments/numbers-of.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { FoundExperiment } from '../../records/experiment.ts';
import type { StageContext } from '../context.ts';
import { displayPath, repositoryPath } from '../paths.ts';
import { computeInputDigest } from '../train/input-digest.ts';
import { isStructured, LARGE_TEXT, largeJson, paramsOf } from '../train/read-params.ts';
import { oneById, trainedAt } from './name-experiment.ts';

/** The name of the files as they are, committed or not. */
export const WORKTREE = 'worktree';
const MOST_BYTES = 16 * 1024 ** 2;

/** One of two states that are compared: an experiment, or what a commit or the work tree holds. */
export interface Side {
  readonly name: string;
  readonly kind: 'worktree' | 'commit' | 'experiment';
  readonly commit: string | null;
  readonly experiment: FoundExperiment | null;
  readonly experimentReason: string | null;
  /** null with a reason. */
  readonly params: Readonly<Record<string, unknown>> | null;
  readonly paramsReason: string | null;
  /** Out of metrics files, by name. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly files: readonly string[];
}

/** Absolute paths of the files to look into at every state. */
export interface ComparedFiles {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
}

export interface Asked {
  readonly experiments: readonly FoundExperiment[];
  readonly files: ComparedFiles;
}

/**
 * What a name stands for: `worktree`, a release's tag, digits of an experiment, or a git ref. Throws `usage` for a name of nothing, or of
 * two things.
 */
export async function readSide(context: StageContext, name: string, asked: Asked): Promise<Side> {
  const { repository } = context.project;
  if (name === WORKTREE) return stateSide(context, { name, commit: null }, asked);
  const commit = await resolveCommit(repository, name);
  const isTag = asked.experiments.some(({ tags }) => tags.includes(name));
  const found = findById(asked.experiments, name);
  if (commit !== null && found.length > 0 && !isTag)
    throw new ModelyardError(
      'usage',
      `${JSON.stringify(name)} is the beginning of a commit and of the experiment ${found[0]?.id}`,
      { hint: 'Write more digits.' },
    );
  if (commit !== null) return stateSide(context, { name, commit }, asked);
  const experiment = oneById(asked.experiments, name);
  if (experiment !== null) return experimentSide(name, experiment);
  const shallow = await isShallow(repository);
  throw new ModelyardError('usage', `${JSON.stringify(name)} is no git ref and no experiment`, {
    hint: shallow
      ? 'This clone is shallow: git fetch --unshallow --tags brings the history.'
      : `Name a branch, a tag, a commit, ${WORKTREE}, or an id that modelyard experiments list shows.`,
  });
}

function experimentSide(name: string, experiment: FoundExperiment): Side {
  const { params, paramsReason, commit } = experiment;
  return {
    name,
    kind: 'experiment',
    commit,
    experiment,
    experimentReason: null,
    params,
    paramsReason: params === null ? (paramsReason ?? 'they are not kept') : null,
    numbers: new Map(),
    files: [],
  };
}

interface State {
  readonly name: string;
  /** null: the work tree. */
  readonly commit: string | null;
}

async function stateSide(context: StageContext, state: State, asked: Asked): Promise<Side> {
  const { name, commit } = state;
  const { experiment, reason } = await experimentOfState(context, state, asked.experiments);
  const files: string[] = [];
  const read = async (path: string): Promise<string | null> => {
    const text = await readAt(context, path, commit);
    if (text !== null) files.push(displayPath(context.project, path));
    return text;
  };
  const params = await readAllParams(context, asked.files.params, read);
  const own = params === null ? (experiment?.params ?? null) : params;
  const numbers = new Map<string, number>();
  for (const path of asked.files.metrics) {
    const text = await read(path);
    const label = displayPath(context.project, path);
    const prefix = asked.files.metrics.length > 1 ? `${label}:` : '';
    if (text !== null)
      for (const [key, value] of numbersOf(paramsOf(text, label))) numbers.set(`${prefix}${key}`, value);
  }
  const kind = commit === null ? 'worktree' : 'commit';
  const paramsReason = own === null ? `there is no file of parameters at ${name}` : null;
  return {
    name,
    kind,
    commit,
    experiment,
    experimentReason: reason,
    params: own,
    paramsReason,
    numbers,
    files,
  };
}

/** null: none of the files is there. Several files keep their names before those of the parameters. */
async function readAllParams(
  { project }: StageContext,
  paths: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<Record<string, unknown> | null> {
  const all: Record<string, unknown> = {};
  let found = 0;
  for (const path of paths) {
    const label = displayPath(project, path);
    if (!isStructured(label))
      throw new ModelyardError(
        'input',
        `${label}: parameters are compared in YAML, JSON and TOML files only`,
      );
    const text = await read(path);
    if (text === null) continue;
    found += 1;
    const params = paramsOf(text, label);
    for (const [key, value] of Object.entries(params))
      all[paths.length > 1 ? `${label}:${key}` : key] = value;
  }
  return found === 0 ? null : all;
}

async function readAt(
  { project }: StageContext,
  path: string,
  commit: string | null,
): Promise<string | null> {
  const text =
    commit === null
      ? await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw new ModelyardError('unreadable', `cannot read ${path}: ${messageOf(error)}`);
        })
      : await fileAt(project.repository, commit, repositoryPath(project, path));
  if (text !== null) assertSize(text, displayPath(project, path));
  return text;
}

function assertSize(text: string, label: string): void {
  if (text.length > MOST_BYTES)
    throw new ModelyardError('input', `${label} is larger than ${MOST_BYTES / 1024 ** 2} MB`);
  if (text.length > LARGE_TEXT && largeJson(text) === undefined)
    throw new ModelyardError('input', `${label} holds more than ${LARGE_TEXT / 1024} kB and is not JSON`, {
      hint: 'Files of that size are compared as JSON only.',
    });
}

interface OfState {
  readonly experiment: FoundExperiment | null;
  readonly reason: string | null;
}

/** The candidate of a release, or one that has the very inputs of the state, or was trained at the commit; judged ones come first. */
async function experimentOfState(
  context: StageContext,
  { name, commit }: State,
  experiments: readonly FoundExperiment[],
): Promise<OfState> {
  const tagged = experiments.find(({ tags }) => tags.includes(name));
  if (tagged !== undefined) return { experiment: tagged, reason: null };
  const digest = await inputsOf(context, commit);
  const same = experiments.filter(({ inputDigest }) => inputDigest === digest.inputs);
  const trained = same.filter(({ failure }) => failure === undefined);
  const found =
    trained.find(({ verdict }) => verdict !== null) ??
    trained[0] ??
    (commit === null ? null : trainedAt(experiments, commit));
  if (found !== null && found !== undefined) return { experiment: found, reason: null };
  const [failed] = same;
  if (failed !== undefined)
    return { experiment: null, reason: `the training from it failed: ${failed.failure}` };
  const why = digest.problem === null ? '' : ` (its inputs cannot be read: ${digest.problem})`;
  return { experiment: null, reason: `no candidate that is known here was trained from it${why}` };
}

async function inputsOf(
  context: StageContext,
  commit: string | null,
): Promise<{ readonly inputs: string | null; readonly problem: string | null }> {
  try {
    const { digest } = await computeInputDigest(context, commit === null ? 'worktree' : { commit });
    return { inputs: digest, problem: null };
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    return { inputs: null, problem: messageOf(error) };
  }
}
