import { lstat, realpath } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import picomatch from 'picomatch';
import { glob } from 'tinyglobby';
import { pointedFiles } from '../../adapters/dvc/pointed-files.ts';
import { expandPaths } from '../../adapters/files/expand-paths.ts';
import { allEvaluation } from '../../config/evaluation-sets.ts';
import { CONFIG_NAME } from '../../config/load-config.ts';
import type { ConfigPath, ModelConfig, ProjectConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { matcherOf, repositoryPath } from '../paths.ts';
import type { GitState } from './input-entries.ts';

export interface ChosenInputs {
  /** Relative to the repository's top. */
  readonly paths: readonly string[];
  /** Those of them that are data kept outside git: they make no input dirty. */
  readonly outside: ReadonlySet<string>;
}

/** Which files determine the trained bytes: DESIGN "Identity". Throws for a pattern that matches nothing. */
export async function chooseInputs(context: StageContext, git: GitState): Promise<ChosenInputs> {
  const { project, model } = context;
  const files =
    model.train.inputs === null ? defaultInputs(context, git) : await narrowedInputs(context, git);
  const data = await dataFiles(context, git);
  const params = paramsFiles(project, model, git);
  const pulled = await pulledByDvc(context, [...files, ...data]);
  const isOutside = (path: string) => !git.tracked.has(path);
  return {
    paths: [...new Set([...files, ...params, ...data, ...pulled])],
    outside: new Set([...data, ...pulled].filter(isOutside)),
  };
}

/** Predictions and metrics that training writes come from the evaluation rows: then these determine what it leaves. */
export function readsEvaluation({ train }: ModelConfig): boolean {
  return train.predictions !== null || train.metrics !== null;
}

const NEVER_DETERMINE = [/\.(md|markdown)$/i, /(^|\/)\.github\//];

function defaultInputs(context: StageContext, { tracked }: GitState): string[] {
  const root = repositoryPath(context.project, context.model.root.absolute);
  const prefix = root === '' ? '' : `${root}/`;
  const leftOut = isJudgesOwn(context);
  return [...tracked.keys()].filter(
    (path) =>
      path.startsWith(prefix) && !NEVER_DETERMINE.some((pattern) => pattern.test(path)) && !leftOut(path),
  );
}

/** What the candidate is judged by, and what training writes: never an input, however it is named. */
export function isJudgesOwn({ project, model }: StageContext): (path: string) => boolean {
  const { data, train } = model;
  const files = [data.contract, train.model, train.predictions, train.metrics].filter(
    (path) => path !== null,
  );
  const exact = [project.file, ...files.map((path) => path.absolute)].map((path) =>
    repositoryPath(project, path),
  );
  const isEvaluation = readsEvaluation(model) ? () => false : matcherOf(project, allEvaluation(data));
  const isServing = data.serving === null ? () => false : matcherOf(project, data.serving);
  return (path) => {
    const file = path.replace(/\.dvc$/, '');
    return (
      basename(path) === CONFIG_NAME ||
      /(^|\/)\.modelyard\//.test(path) ||
      exact.some((each) => file === each || path.startsWith(`${each}/`)) ||
      isEvaluation(file) ||
      isServing(file)
    );
  };
}

/** What Python and notebooks leave beside the code that they read. */
const BY_PRODUCTS = ['**/.git/**', '**/__pycache__/**', '**/.ipynb_checkpoints/**'];

/** `train.inputs`: patterns relative to modelyard.yml; each must match a tracked file, or one of the work tree. */
async function narrowedInputs(context: StageContext, git: GitState): Promise<string[]> {
  const { project, model } = context;
  const leftOut = isJudgesOwn(context);
  const found: string[] = [];
  for (const written of model.train.inputs ?? []) {
    const loose = git.isWorktree ? await looseMatches(project, written) : [];
    const matches = matchesPattern(project, written);
    const chosen = [...[...git.tracked.keys()].filter(matches), ...loose].filter((path) => !leftOut(path));
    if (chosen.length === 0) {
      throw new ModelyardError(
        'input',
        `models.${model.name}.train.inputs: ${written} matches no file that can be an input`,
        {
          hint: 'Patterns are relative to the folder of modelyard.yml. Evaluation data, the contract and what training writes are never inputs.',
        },
      );
    }
    found.push(...chosen);
  }
  return [...new Set(found)];
}

function matchesPattern(project: ProjectConfig, written: string): (path: string) => boolean {
  const pattern = normalised(written);
  const matches = picomatch(pattern, { dot: true });
  const folder = repositoryPath(project, project.directory);
  return (path) => {
    const own = posix.relative(folder, path);
    return pattern === '.' || own === pattern || own.startsWith(`${pattern}/`) || matches(own);
  };
}

function normalised(pattern: string): string {
  return posix.normalize(pattern).replace(/(.)\/$/, '$1');
}

async function looseMatches(project: ProjectConfig, written: string): Promise<string[]> {
  const options = { cwd: project.directory, dot: true, expandDirectories: true, ignore: BY_PRODUCTS };
  const paths = await glob(normalised(written), options);
  return paths.map((path) => repositoryPath(project, join(project.directory, path)));
}

/** Training data, and evaluation data where training reads it: of a commit what it holds, and what git never held. */
async function dataFiles({ project, model }: StageContext, git: GitState): Promise<string[]> {
  const { train } = model.data;
  const sets = readsEvaluation(model) ? [train, allEvaluation(model.data)] : [train];
  const patterns = { patterns: sets.flatMap((set) => set.patterns) };
  const onDisk = (await withTargets(await expandPaths(patterns))).map((path) =>
    repositoryPath(project, path),
  );
  if (git.isWorktree) return onDisk;
  const committed = [...git.tracked.keys()].filter(matcherOf(project, patterns));
  return [...committed, ...onDisk.filter((path) => git.tracked.has(path) || !git.indexed.has(path))];
}

/** A link says where its data is, not which. */
async function withTargets(paths: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const path of paths) {
    all.push(path);
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink) all.push(await realpath(path));
  }
  return all;
}

function paramsFiles(project: ProjectConfig, { train }: ModelConfig, git: GitState): string[] {
  const paths = [train.params].filter((path): path is ConfigPath => path !== null);
  const files = paths.map(({ absolute }) => repositoryPath(project, absolute));
  return git.isWorktree ? files : files.filter((path) => git.tracked.has(path));
}

/** The files that `.dvc` pointers among the inputs stand for, where they have been pulled. Nothing is fetched here. */
async function pulledByDvc({ project }: StageContext, files: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const pointer of new Set(files.filter((path) => path.endsWith('.dvc')))) {
    const pulled = await pulledFiles(join(project.repository, pointer), pointer);
    found.push(...pulled.map((path) => repositoryPath(project, path)));
  }
  return found;
}

/** A pointer that cannot be read stands for the file of its name: training may know what to do with it. */
async function pulledFiles(pointer: string, label: string): Promise<string[]> {
  try {
    return await pointedFiles(pointer, label);
  } catch (error) {
    if (!(error instanceof ModelyardError)) throw error;
    return filesOf(pointer.slice(0, -'.dvc'.length));
  }
}

async function filesOf(path: string): Promise<string[]> {
  const info = await lstat(path).catch(() => null);
  if (info?.isDirectory() !== true) return info === null ? [] : [path];
  const names = await glob('**', { cwd: path, dot: true, expandDirectories: false });
  return names.map((name) => join(path, name));
}
