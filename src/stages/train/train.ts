import { type CommandResult, runCommand } from '../../adapters/process/run-command.ts';
import { evaluationSets } from '../../config/evaluation-sets.ts';
import { changedEntries } from '../../domain/lineage/input-digest.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { FileEntry } from '../../records/common.ts';
import { recordHeader } from '../../records/header.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import { type TrainRecord, trainRecordSchema } from '../../records/train.ts';
import { type Candidate, openCandidate, storeCandidate } from '../candidates/candidate-store.ts';
import { pruneCandidates, touchCandidate } from '../candidates/prune-candidates.ts';
import type { StageContext } from '../context.ts';
import { dataFiles, fetchData } from '../data-files.ts';
import { keepFailed, keepTrained } from '../experiments/experiment-store.ts';
import { displayPath } from '../paths.ts';
import { readRevision } from '../revision.ts';
import { type CollectedOutput, collectOutputs, type OutputStates, outputStates } from './collect-outputs.ts';
import { failureReason } from './failure-reason.ts';
import { computeInputDigest, type InputDigest } from './input-digest.ts';
import { lastWords } from './last-words.ts';
import { readParams } from './read-params.ts';
import { toolVersions } from './tool-versions.ts';
import { type SeedRole, trainSeeds } from './train-seeds.ts';
import { trainingEnvironment } from './training-environment.ts';
import { withTrainingLock } from './training-lock.ts';

export interface TrainOptions {
  /** Train even when a candidate with the same inputs exists. */
  readonly force: boolean;
  /** What the command prints, as it arrives. */
  readonly onOutput: (chunk: Buffer) => void;
}

/**
 * Trains a candidate, or takes the stored one that has the same inputs. A command that fails is a failing record;
 * inputs that change meanwhile and outputs that are not written are errors.
 */
export async function trainStage(context: StageContext, options: TrainOptions): Promise<TrainRecord> {
  return withTrainingLock(context, async () => {
    await fetchData(context);
    const record = await trainSeeds(context, (each, role) => trainOne(each, { ...options, role }));
    await writeRecord(
      recordPath(context.project.directory, context.model.name, 'train'),
      trainRecordSchema,
      record,
    );
    if (record.verdict === 'pass') await pruneCandidates(context);
    return record;
  });
}

type SeedOptions = TrainOptions & { readonly role: SeedRole };

async function trainOne(context: StageContext, options: SeedOptions): Promise<TrainRecord> {
  const startedMs = context.clock.monotonicMs();
  const inputs = await computeInputDigest(context, 'worktree');
  const existing = options.force ? null : await reusableCandidate(context, inputs);
  return existing === null ? trainAnew(context, inputs, options) : reuse(context, existing, startedMs);
}

/** A candidate made from dirty inputs is taken only on the commit that it was made on. */
async function reusableCandidate(context: StageContext, inputs: InputDigest): Promise<Candidate | null> {
  const candidate = await openCandidate(context, inputs.digest).catch((error: unknown) => {
    if (!(error instanceof ModelyardError) || error.code !== 'unreadable') throw error;
    context.reporter.warn(`${error.message}; training anew`);
    return null;
  });
  if (candidate === null || (inputs.dirty.length === 0 && candidate.record.dirty.length === 0))
    return candidate;
  const { commit } = await readRevision(context);
  return candidate.record.commit === commit ? candidate : null;
}

async function reuse(context: StageContext, candidate: Candidate, startedMs: number): Promise<TrainRecord> {
  const { isOtherSeed: _, ...record } = candidate.record;
  await touchCandidate(context, record.inputDigest, context.clock.now());
  const revision = await readRevision(context);
  const header = recordHeader(context, { startedMs, revision, read: record.read, written: record.written });
  return { ...record, ...header, reused: true };
}

async function trainAnew(
  context: StageContext,
  inputs: InputDigest,
  options: SeedOptions,
): Promise<TrainRecord> {
  const startedMs = context.clock.monotonicMs();
  const params = await readParams(context.model.train.params);
  const before = await outputStates(context);
  const { result, lastLine } = await runTraining(context, options);
  const facts = { startedMs, inputs, params, result };
  const fail = async (why: string) => {
    const record = await trainRecord(context, { ...facts, outputs: [], failed: true });
    await keepFailed(context, record, why);
    return record;
  };
  const failed = result.exitCode !== 0 || result.timedOut;
  const outputs = await checkedOutputs(context, { before, inputs, failed }).catch(async (error: unknown) => {
    await fail(messageOf(error));
    throw error;
  });
  if (failed) return fail([failureReason(result), lastLine].filter((part) => part !== null).join(': '));
  const trained = await trainRecord(context, { ...facts, outputs, failed });
  const record: TrainRecord = options.role === 'other' ? { ...trained, isOtherSeed: true } : trained;
  await storeCandidate(context, record);
  if (options.role === 'candidate') await keepTrained(context, record);
  return record;
}

interface Leaving {
  readonly before: OutputStates;
  readonly inputs: InputDigest;
  readonly failed: boolean;
}

/** What training left, which may be told of only when its inputs are what they were. */
async function checkedOutputs(
  context: StageContext,
  { before, inputs, failed }: Leaving,
): Promise<CollectedOutput[]> {
  const outputs = failed ? [] : await collectOutputs(context, before);
  await assertSameInputs(context, inputs);
  return outputs;
}

interface Run {
  readonly result: CommandResult;
  /** The last that the command printed; null where it said nothing. */
  readonly lastLine: string | null;
}

async function runTraining(context: StageContext, options: TrainOptions): Promise<Run> {
  const { data, train, root } = context.model;
  const environment = trainingEnvironment(context, {
    train: await dataFiles(context, data.train),
    evaluation: await evaluationFiles(context),
  });
  if (environment.unavailable.length > 0) {
    context.reporter.warn(
      `train.env: ${environment.unavailable.join(', ')} is not set or may never be passed on`,
    );
  }
  const words = lastWords(train.env.map((name) => environment.variables[name] ?? ''));
  const output = endingInLine((chunk) => {
    words.hear(chunk);
    options.onOutput(chunk);
  });
  const result = await runCommand({
    command: train.run,
    cwd: root.absolute,
    env: environment.variables,
    timeoutMs: train.timeoutMs,
    signal: context.signal,
    onOutput: output.write,
  }).finally(output.end);
  if (result.exitCode !== 0 && environment.withheld.length > 0) {
    context.reporter.note(
      `training did not see ${environment.withheld.join(', ')}; train.env passes on what it needs`,
    );
  }
  return { result, lastLine: words.line() };
}

async function evaluationFiles(context: StageContext) {
  const sets: { readonly name: string; readonly files: readonly string[] }[] = [];
  for (const { name, paths } of evaluationSets(context.model.data))
    sets.push({ name, files: await dataFiles(context, paths) });
  return sets;
}

/** What is told next begins on a line of its own. */
function endingInLine(write: (chunk: Buffer) => void) {
  let last = LINE_FEED;
  return {
    write(chunk: Buffer) {
      last = chunk.at(-1) ?? last;
      write(chunk);
    },
    end() {
      if (last !== LINE_FEED) write(Buffer.from([LINE_FEED]));
    },
  };
}

const LINE_FEED = 10;

async function assertSameInputs(context: StageContext, before: InputDigest): Promise<void> {
  const after = await computeInputDigest(context, 'worktree');
  if (after.digest === before.digest) return;
  const changed = changedEntries(before.entries, after.entries);
  throw new ModelyardError(
    'input',
    `inputs changed while the model was trained: ${changed.slice(0, 10).join(', ')}`,
    {
      hint: 'Nothing else may write to the inputs during training; files that training itself writes belong into train.model, or outside git, or out of train.inputs.',
    },
  );
}

interface TrainFacts {
  readonly startedMs: number;
  readonly inputs: InputDigest;
  readonly params: Record<string, unknown>;
  readonly result: CommandResult;
  readonly outputs: readonly CollectedOutput[];
  readonly failed: boolean;
}

async function trainRecord(context: StageContext, facts: TrainFacts): Promise<TrainRecord> {
  const { inputs, result, outputs } = facts;
  const written: FileEntry[] = outputs.flatMap((output) =>
    output.files.map((file) => ({
      path: displayPath(context.project, file.path),
      sha256: file.sha256,
      bytes: file.bytes,
    })),
  );
  const read = inputs.entries.map(({ path, sha256 }) => ({ path, sha256 }));
  const revision = await readRevision(context);
  return {
    schema: 'modelyard/train/1',
    verdict: facts.failed ? 'fail' : 'pass',
    ...recordHeader(context, { startedMs: facts.startedMs, revision, read, written }),
    inputDigest: inputs.digest,
    reused: false,
    command: context.model.train.run,
    exitCode: result.exitCode,
    signal: result.signal,
    timedOut: result.timedOut,
    peakMemoryBytes: result.peakMemoryBytes,
    ...(result.peakMemoryReason === null ? {} : { peakMemoryReason: result.peakMemoryReason }),
    trainSeconds: result.durationMs / 1000,
    params: facts.params,
    seed: context.model.train.seed,
    inputs: inputs.entries.map((entry) => ({ ...entry })),
    ...chosenRows(context.model.data),
    inputsNarrowed: inputs.narrowed,
    dirty: [...inputs.dirty],
    outputs: written,
    candidate: outputs.find((output) => output.output === 'model')?.digest ?? null,
    tools: await toolVersions(context.model.train.run, context.model.root.absolute),
  };
}

function chosenRows({ train }: StageContext['model']['data']): Pick<TrainRecord, 'rows'> {
  const rows = train.form?.rows;
  return rows === undefined
    ? {}
    : { rows: rows.map(({ column, values }) => ({ column, values: [...values] })) };
}
