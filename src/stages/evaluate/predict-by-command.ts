import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { withWorktree } from '../../adapters/git/worktree.ts';
import { removeDeadWork } from '../../adapters/process/dead-work.ts';
import { runCommand } from '../../adapters/process/run-command.ts';
import type { EvaluationSet } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import { modelFolder } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { commandEnvironment } from '../train/training-environment.ts';
import type { Baseline } from './baseline.ts';
import { assertMayRun, assertModelBytes } from './command-guards.ts';
import type { Judging } from './judging.ts';
import { writeRowsToPredict } from './rows-to-predict.ts';

export interface CommandPredictions {
  readonly candidate: string;
  /** null: there is no baseline, or none whose model can be given to the command. */
  readonly baseline: string | null;
}

/**
 * Lets `evaluate.predict` say what candidate and baseline make of one dataset, and gives both files to `use`; they are gone
 * afterwards. The baseline is run with the code of its own release unless the config says `predict_code: head`.
 */
export async function withCommandPredictions<T>(
  judging: Judging,
  set: EvaluationSet,
  use: (files: CommandPredictions) => Promise<T>,
): Promise<T> {
  const { context, ports, types } = judging;
  assertMayRun(ports, 'evaluate.predict');
  const parent = join(modelFolder(context.project.directory, context.model.name), 'predict');
  await removeDeadWork(parent);
  const folder = join(parent, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  try {
    const data = join(folder, 'rows.csv');
    await writeRowsToPredict(context, { engine: ports.engine, paths: set.paths, types, file: data });
    const run = { judging, set, folder, data };
    const candidate = await predictCandidate(run);
    return await use({ candidate, baseline: await predictBaseline(run) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run {
  readonly judging: Judging;
  readonly set: EvaluationSet;
  readonly folder: string;
  readonly data: string;
}

async function predictCandidate(run: Run): Promise<string> {
  const { candidate, context } = run.judging;
  if (candidate.model === null) throw new ModelyardError('internal', 'there is no model to predict with');
  const { path, digest } = candidate.model;
  const model = { who: 'the candidate', name: 'candidate', path, digest };
  return predict(run, { model, cwd: context.model.root.absolute });
}

async function predictBaseline(run: Run): Promise<string | null> {
  const { baseline, context } = run.judging;
  if (baseline?.stored === undefined || baseline.digest === null) return null;
  const { path, commit } = baseline.stored;
  const model = { who: baseline.source, name: 'baseline', path, digest: baseline.digest };
  const { root } = context.model;
  if (commit === null || context.model.evaluate.predictCode === 'head')
    return predict(run, { model, cwd: root.absolute });
  const { repository } = context.project;
  return withWorktree({ top: repository, commit, folder: join(run.folder, 'code') }, async (code) => {
    const cwd = join(code, relative(repository, root.absolute));
    await assertFolder(cwd, baseline, root.written);
    return predict(run, { model, cwd, isReleased: true });
  });
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
  readonly model: {
    readonly who: string;
    readonly name: string;
    readonly path: string;
    readonly digest: string;
  };
  readonly cwd: string;
  /** The code is not that of this checkout. */
  readonly isReleased?: boolean;
}

/** Runs the command on one model; the path of the one file that it wrote. */
async function predict(run: Run, { model, cwd, isReleased = false }: Predicting): Promise<string> {
  const { context, ports } = run.judging;
  const { predict: command, predictTimeoutMs } = context.model.evaluate;
  await assertModelBytes(model, `the model of ${model.who} is not what was recorded`);
  const folder = join(run.folder, model.name);
  await mkdir(folder);
  context.reporter.progress({ label: `predict by ${model.who}`, done: 0, total: null, unit: 'rows' });
  const output = ports.openOutput?.();
  const { exitCode, timedOut } = await runCommand({
    command: command ?? '',
    cwd,
    env: variables(context, { run, model: model.path, output: join(folder, 'predictions.csv') }),
    timeoutMs: predictTimeoutMs ?? LONGEST_MS,
    signal: context.signal,
    onOutput: (chunk) => output?.write(chunk),
  }).finally(() => output?.close());
  const problem = timedOut ? 'took longer than evaluate.predict_timeout' : failure(exitCode);
  if (problem !== null) {
    const hint = `What it printed stands above.${isReleased ? ` It ran with the code of that release. ${HEAD}` : ''}`;
    throw new ModelyardError('input', `evaluate.predict ${problem} for ${model.who} on ${run.set.name}`, {
      hint,
    });
  }
  await assertModelBytes(model, `the model of ${model.who} was changed by evaluate.predict`);
  return onlyFile(folder, model.who);
}

function failure(exitCode: number | null): string | null {
  if (exitCode === 0) return null;
  return exitCode === null ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
}

function variables(
  context: StageContext,
  { run, model, output }: { readonly run: Run; readonly model: string; readonly output: string },
): Record<string, string> {
  return commandEnvironment(context, {
    MODELYARD: '1',
    MODELYARD_MODEL_NAME: context.model.name,
    MODELYARD_SEED: String(context.model.train.seed),
    MODELYARD_DATASET: run.set.name,
    MODELYARD_MODEL: model,
    MODELYARD_DATA: run.data,
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
