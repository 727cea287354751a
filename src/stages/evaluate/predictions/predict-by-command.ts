import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { addWorktree, type Worktree } from '../../../adapters/git/worktree.ts';
import { removeDeadWork } from '../../../adapters/process/dead-work.ts';
import { runCommand } from '../../../adapters/process/run-command.ts';
import type { EvaluationSet } from '../../../config/resolved.ts';
import { ModelyardError } from '../../../errors.ts';
import { modelFolder } from '../../../records/store.ts';
import { commandEnvironment } from '../../train/training-environment.ts';
import type { Baseline } from '../baseline.ts';
import { assertMayRun, assertModelBytes } from '../command-guards.ts';
import type { Judging } from '../judging.ts';
import { type ChangedCells, writeRowsToPredict } from './rows-to-predict.ts';

export interface CommandPredictions {
  readonly candidate: string;
  /** null: there is no baseline, or none whose model can be given to the command. */
  readonly baseline: string | null;
}

/** What `evaluate.predict` has said during one evaluation. */
export interface CommandSession {
  /**
   * What candidate and baseline make of one dataset. However often it is asked (for the baseline, the anchor, a threshold),
   * a model is run on a dataset once.
   */
  predictions(judging: Judging, set: EvaluationSet): Promise<CommandPredictions>;
  /** What the candidate makes of some rows of a dataset with other cells in one column; `name` tells one change from another. */
  ofChanged(
    judging: Judging,
    asked: { readonly set: EvaluationSet; readonly name: string; readonly change: ChangedCells },
  ): Promise<string>;
}

/**
 * Lets `evaluate.predict` be asked during some work; its files are gone afterwards. The baseline is run with the code of its
 * own release unless the config says `predict_code: head`.
 */
export async function withCommandSession<T>(
  judging: Judging,
  work: (judging: Judging) => Promise<T>,
): Promise<T> {
  const { context, ports, evidence } = judging;
  if (evidence !== 'predict') return work(judging);
  assertMayRun(ports, 'evaluate.predict');
  const parent = join(modelFolder(context.project.directory, context.model.name), 'predict');
  await removeDeadWork(parent);
  const folder = join(parent, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  const session: Session = { folder, data: new Map(), files: new Map(), trees: new Map() };
  const commands: CommandSession = {
    async predictions(asking, set) {
      const run = { judging: asking, set, session };
      return { candidate: await ofCandidate(run), baseline: await ofBaseline(run) };
    },
    ofChanged: (asking, { set, ...changed }) => ofCandidate({ judging: asking, set, session, changed }),
  };
  try {
    return await work({ ...judging, commands });
  } finally {
    for (const tree of session.trees.values()) await tree.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Session {
  readonly folder: string;
  /** The rows of each dataset. */
  readonly data: Map<string, string>;
  /** What was written, by model, code and dataset. */
  readonly files: Map<string, string>;
  /** The code of releases by commit. */
  readonly trees: Map<string, Worktree>;
}

interface Run {
  readonly judging: Judging;
  readonly set: EvaluationSet;
  readonly session: Session;
  /** Absent: all rows as they are. */
  readonly changed?: { readonly name: string; readonly change: ChangedCells };
}

function ofCandidate(run: Run): Promise<string> {
  const { candidate, context } = run.judging;
  if (candidate.model === null) throw new ModelyardError('internal', 'there is no model to predict with');
  const { path, digest } = candidate.model;
  return once(run, { who: 'the candidate', path, digest, root: context.model.root.absolute, commit: null });
}

async function ofBaseline(run: Run): Promise<string | null> {
  const { baseline, context } = run.judging;
  if (baseline?.storedPath === undefined || baseline.digest === null) return null;
  const { storedPath: path, commit = null } = baseline;
  const model = { who: baseline.source, path, digest: baseline.digest };
  const { root } = context.model;
  if (commit === null || context.model.evaluate.predictCode === 'head')
    return once(run, { ...model, root: root.absolute, commit: null });
  return once(run, { ...model, root: await releasedRoot(run, baseline, commit), commit });
}

/** The model's folder in a work tree of the release's commit. */
async function releasedRoot(
  { judging: { context }, session }: Run,
  baseline: Baseline,
  commit: string,
): Promise<string> {
  const { repository } = context.project;
  const { root } = context.model;
  const folder = join(session.folder, `code-${session.trees.size}`);
  const tree = session.trees.get(commit) ?? (await addWorktree({ top: repository, commit, folder }));
  session.trees.set(commit, tree);
  const released = join(tree.folder, relative(repository, root.absolute));
  await assertFolder(released, baseline, root.written);
  return released;
}

async function assertFolder(path: string, { source }: Baseline, written: string): Promise<void> {
  if ((await lstat(path).catch(() => null))?.isDirectory() === true) return;
  throw new ModelyardError(
    'input',
    `the commit of ${source} has no folder ${written} to run evaluate.predict in`,
    {
      hint: HEAD,
    },
  );
}

const HEAD = 'Set evaluate.predict_code: head to run the released model with the code of this checkout.';

const LONGEST_MS = 60 * 60 * 1000;

interface Predicting {
  readonly who: string;
  readonly path: string;
  readonly digest: string;
  /** The folder that the command runs in. */
  readonly root: string;
  /** Commit whose code it is; null: that of this checkout. */
  readonly commit: string | null;
}

async function once(run: Run, model: Predicting): Promise<string> {
  const { files } = run.session;
  const key = JSON.stringify([model.digest, model.commit, rowsKey(run)]);
  const file = files.get(key) ?? (await predict(run, model));
  files.set(key, file);
  return file;
}

function rowsKey({ set, changed }: Run): string {
  return JSON.stringify([set.name, ...(changed === undefined ? [] : [changed.name])]);
}

async function rowsOf(run: Run): Promise<string> {
  const { set, session, changed } = run;
  const { context, ports, types } = run.judging;
  const known = session.data.get(rowsKey(run));
  if (known !== undefined) return known;
  const file = join(session.folder, `rows-${session.data.size}.csv`);
  const { change } = changed ?? {};
  await writeRowsToPredict(context, {
    engine: ports.engine,
    paths: set.paths,
    types,
    file,
    ...(change === undefined ? {} : { change }),
  });
  session.data.set(rowsKey(run), file);
  return file;
}

/** Runs the command on one model; the path of the one file that it wrote. */
async function predict(run: Run, model: Predicting): Promise<string> {
  const { context, ports } = run.judging;
  const { predict: command, predictTimeoutMs } = context.model.evaluate;
  const { who } = model;
  await assertModelBytes(model, `the model of ${who} is not what was recorded`);
  const data = await rowsOf(run);
  const folder = join(run.session.folder, `predictions-${run.session.files.size}`);
  await mkdir(folder);
  context.reporter.progress({
    label: `predict ${rowsName(run)} by ${who}`,
    done: 0,
    total: null,
    unit: 'rows',
  });
  const output = ports.openOutput?.();
  const { exitCode, timedOut } = await runCommand({
    command: command ?? '',
    cwd: model.root,
    env: variables(run, { model: model.path, data, output: join(folder, 'predictions.csv') }),
    timeoutMs: predictTimeoutMs ?? LONGEST_MS,
    signal: context.signal,
    onOutput: (chunk) => output?.write(chunk),
  }).finally(() => output?.close());
  const problem = timedOut ? 'took longer than evaluate.predict_timeout' : failure(exitCode);
  if (problem !== null) {
    const hint = `What it printed stands above.${model.commit === null ? '' : ` It ran with the code of that release. ${HEAD}`}`;
    throw new ModelyardError('input', `evaluate.predict ${problem} for ${who} on ${rowsName(run)}`, { hint });
  }
  await assertModelBytes(model, `the model of ${who} was changed by evaluate.predict`);
  return onlyFile(folder, who);
}

/** `evaluation`; `evaluation, changed for no_typos`. */
function rowsName({ set, changed }: Run): string {
  return changed === undefined ? set.name : `${set.name}, changed for ${changed.name}`;
}

function failure(exitCode: number | null): string | null {
  if (exitCode === 0) return null;
  return exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
}

function variables(
  { judging: { context }, set }: Run,
  { model, data, output }: { readonly model: string; readonly data: string; readonly output: string },
): Record<string, string> {
  return commandEnvironment(context, {
    MODELYARD: '1',
    MODELYARD_MODEL_NAME: context.model.name,
    MODELYARD_SEED: String(context.model.train.seed),
    MODELYARD_DATASET: set.name,
    MODELYARD_MODEL: model,
    MODELYARD_DATA: data,
    MODELYARD_OUTPUT: output,
  });
}

async function onlyFile(folder: string, who: string): Promise<string> {
  const [file, ...others] = (await readdir(folder)).sort();
  if (file !== undefined && others.length === 0) return join(folder, file);
  const what =
    file === undefined
      ? 'wrote nothing'
      : `wrote several files (${[file, ...others].slice(0, 5).join(', ')})`;
  throw new ModelyardError('input', `evaluate.predict ended well for ${who} but ${what}`, {
    hint: 'Write one file to $MODELYARD_OUTPUT: a line for each row of $MODELYARD_DATA, with its id.',
  });
}
