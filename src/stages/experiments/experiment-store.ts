import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { type Experiment, experimentSchema } from '../../records/experiment.ts';
import { modelFolder, readRecord, writeRecord } from '../../records/store.ts';
import { type TrainRecord, trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { experimentId, experimentOf } from './experiment-of.ts';
import { byAge, type Evidence, keepEvidence, pruneEvidence } from './row-evidence.ts';

/** Experiments that a checkout keeps of one model, and how many of the newest keep their predictions row by row. */
export const MOST_EXPERIMENTS = 1000;
export const MOST_WITH_ROWS = 100;
const MOST_ROW_BYTES = 1024 ** 3;

export function experimentsFolder({ project, model }: Pick<StageContext, 'project' | 'model'>): string {
  return join(modelFolder(project.directory, model.name), 'experiments');
}

interface Judgement {
  readonly train: TrainRecord;
  readonly evaluate: EvaluateRecord;
  /** null: the evidence speaks of no rows. */
  readonly evidence: Evidence | null;
}

/** Keeps a candidate that was trained and not judged yet. What is known of it already stays. */
export async function keepTrained(context: StageContext, train: TrainRecord): Promise<void> {
  await safely(context, async (folder) => {
    const path = join(folder, `${experimentId(train)}.json`);
    const known = await readRecord(path, experimentSchema).catch(() => null);
    if (known?.verdict != null) return;
    const judged = { train, evaluate: null, rows: null, rowsReason: 'it was not judged' };
    await writeRecord(path, experimentSchema, experimentOf(context, judged));
    await prune(folder);
  });
}

/** Keeps that a training failed, in place of the last failure from the same inputs. */
export async function keepFailed(context: StageContext, train: TrainRecord, failure: string): Promise<void> {
  await safely(context, async (folder) => {
    const failed = { train, evaluate: null, rows: null, rowsReason: 'its training failed', failure };
    const path = join(folder, `${experimentId(train)}.json`);
    await writeRecord(path, experimentSchema, experimentOf(context, failed));
    await prune(folder);
  });
}

/** Keeps how a candidate was judged, in place of an earlier judgement of it. */
export async function keepJudged(context: StageContext, judgement: Judgement): Promise<void> {
  const { train, evaluate, evidence } = judgement;
  await safely(context, async (folder) => {
    const id = experimentId(train);
    const kept =
      evidence === null
        ? { rows: null, rowsReason: 'the evidence is a metrics file: points without rows' }
        : await keepEvidence(folder, id, evidence);
    const experiment = experimentOf(context, { train, evaluate, ...kept });
    await writeRecord(join(folder, `${id}.json`), experimentSchema, experiment);
    await prune(folder);
  });
}

/** An experiment that cannot be kept takes nothing from a training or a verdict. */
async function safely(context: StageContext, work: (folder: string) => Promise<void>): Promise<void> {
  await work(experimentsFolder(context)).catch((error: unknown) => {
    context.reporter.warn(`this candidate is not kept for modelyard experiments: ${messageOf(error)}`);
  });
}

async function prune(folder: string): Promise<void> {
  const files = await byAge(folder);
  for (const { path } of files.slice(MOST_EXPERIMENTS)) await rm(path, { force: true });
  const newest = files.slice(0, MOST_WITH_ROWS).map(({ path }) => path);
  const records = await Promise.all(
    newest.map((path) => readRecord(path, experimentSchema).catch(() => null)),
  );
  const used = records.flatMap((record) => (record?.rows == null ? [] : [record.rows]));
  await pruneEvidence(folder, used, { mostCandidates: MOST_WITH_ROWS, mostBytes: MOST_ROW_BYTES });
}

/** Something that could not be read, and why. */
export interface Skipped {
  readonly where: string;
  readonly reason: string;
}

export interface KeptExperiments {
  readonly experiments: readonly Experiment[];
  readonly skipped: readonly Skipped[];
}

/** What this checkout keeps: experiments, and candidates of the store that have no entry among them. */
export async function readKept(context: StageContext): Promise<KeptExperiments> {
  const folder = experimentsFolder(context);
  const files = (await byAge(folder)).filter(({ name }) => name.endsWith('.json'));
  const skipped: Skipped[] = [];
  const read = async <T>(path: string, work: () => Promise<T | null>): Promise<T | null> =>
    work().catch((error: unknown) => {
      skipped.push({ where: path, reason: messageOf(error) });
      return null;
    });
  const kept = await Promise.all(
    files.slice(0, MOST_EXPERIMENTS).map(({ path }) => read(path, () => readOwn(context, path))),
  );
  const own = kept.filter((each) => each !== null);
  const trained = own.filter(({ failure }) => failure === undefined);
  const known = new Set(trained.map(({ inputDigest }) => inputDigest.replace(/^sha256:/, '')));
  const older = await Promise.all(
    (await storedBefore(context, known)).map((path) =>
      read(path, async () => {
        const train = await readRecord(path, trainRecordSchema);
        if (train === null || train.isOtherSeed === true) return null;
        return experimentOf(context, { train, evaluate: null, rows: null, rowsReason: 'it was not judged' });
      }),
    ),
  );
  return { experiments: [...own, ...older.filter((each) => each !== null)], skipped };
}

/** A record that was copied, renamed or belongs to another model says something else than its place. */
async function readOwn({ model }: StageContext, path: string): Promise<Experiment | null> {
  const experiment = await readRecord(path, experimentSchema);
  if (experiment === null || (experiment.model === model.name && basename(path) === `${experiment.id}.json`))
    return experiment;
  throw new ModelyardError(
    'unreadable',
    `${path} is of the experiment ${experiment.id} of ${JSON.stringify(experiment.model)}`,
  );
}

/** Records of stored candidates that were trained before experiments were kept, or in another job. */
async function storedBefore({ project, model }: StageContext, known: ReadonlySet<string>): Promise<string[]> {
  const parent = join(modelFolder(project.directory, model.name), 'candidates');
  const names = await readdir(parent).catch(() => []);
  const unknown = names.filter((name) => /^[0-9a-f]{64}$/.test(name) && !known.has(name));
  return unknown
    .sort()
    .slice(0, MOST_EXPERIMENTS)
    .map((name) => join(parent, name, 'train.json'));
}
