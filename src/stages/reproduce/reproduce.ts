import { counted } from '../../domain/report/counted.ts';
import { formatCount } from '../../domain/report/format-number.ts';
import { compareScores } from '../../domain/reproduce/compare-scores.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { recordHeader } from '../../records/header.ts';
import { type ReproduceRecord, reproduceRecordSchema } from '../../records/reproduce.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { TrainRecord } from '../../records/train.ts';
import { type Candidate, currentCandidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import { type Evaluated, evaluateObserved } from '../evaluate/evaluate.ts';
import type { EvaluatePorts } from '../evaluate/judging.ts';
import { allowedChange, toleranceOf } from '../evaluate/parts/golden.ts';
import { readRevision } from '../revision.ts';
import { computeInputDigest } from '../train/input-digest.ts';
import { type TrainOptions, trainStage } from '../train/train.ts';
import { inCleanCopy } from './clean-copy.ts';

export interface ReproducePorts {
  readonly evaluate: EvaluatePorts;
  readonly onOutput: TrainOptions['onOutput'];
}

type Found = Pick<
  ReproduceRecord,
  'outcome' | 'reason' | 'second' | 'differing' | 'trainSeconds' | 'rows' | 'metrics'
>;

/**
 * Trains once more from the same inputs in a clean copy and compares with the candidate: bytes, then scores, decisions and
 * metrics. The candidate stays what it is. Throws `input` without a candidate of today's inputs.
 */
export async function reproduceStage(context: StageContext, ports: ReproducePorts): Promise<ReproduceRecord> {
  const startedMs = context.clock.monotonicMs();
  const first = await candidateOfToday(context);
  const found = await inCleanCopy(context, (copy) => trainAndCompare({ context, copy, first, ports }));
  const isAlike = found.outcome !== 'differs' && found.outcome !== 'failed';
  const record: ReproduceRecord = {
    schema: 'modelyard/reproduce/1',
    verdict: isAlike ? 'pass' : 'fail',
    ...recordHeader(context, { startedMs, revision: await readRevision(context), read: [], written: [] }),
    inputDigest: first.record.inputDigest,
    first: first.model?.digest ?? null,
    ...found,
  };
  const { directory } = context.project;
  await writeRecord(recordPath(directory, context.model.name, 'reproduce'), reproduceRecordSchema, record);
  return record;
}

async function candidateOfToday(context: StageContext): Promise<Candidate> {
  const { name } = context.model;
  const candidate = await currentCandidate(context);
  const hint = `Run modelyard train --model ${name} first.`;
  if (candidate === null)
    throw new ModelyardError('input', `${name} has no candidate to reproduce`, { hint });
  const { digest } = await computeInputDigest(context, 'worktree');
  if (digest === candidate.record.inputDigest) return candidate;
  throw new ModelyardError(
    'input',
    `the candidate of ${name} was trained from other inputs than stand here`,
    {
      hint,
    },
  );
}

interface Twice {
  readonly context: StageContext;
  readonly copy: StageContext;
  readonly first: Candidate;
  readonly ports: ReproducePorts;
}

async function trainAndCompare(twice: Twice): Promise<Found> {
  const { copy, first, ports } = twice;
  const trained = await trainStage(copy, { force: true, onOutput: ports.onOutput });
  const base = {
    second: trained.candidate,
    trainSeconds: { first: first.record.trainSeconds, second: trained.trainSeconds },
    differing: differingOutputs(first.record, trained),
    rows: null,
    metrics: [],
  };
  if (trained.verdict !== 'pass') return { ...base, outcome: 'failed', reason: FAILED, differing: [] };
  if (base.differing.length === 0) return { ...base, outcome: 'bit-for-bit', reason: IDENTICAL };
  return { ...base, ...(await judgeBoth(twice)) };
}

const IDENTICAL = 'trained again from the same inputs, every output has the same bytes';
const FAILED =
  'the training failed in a clean copy of the commit with its inputs: what git and the config do not name is not there (a folder with packages, a file that was built before)';

/** By the names that the config gives them. */
function differingOutputs(first: TrainRecord, second: TrainRecord): string[] {
  const before = new Map(first.outputs.map(({ path, sha256 }) => [path, sha256]));
  const after = new Map(second.outputs.map(({ path, sha256 }) => [path, sha256]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}

/** Both on the same rows, by the same rules. What cannot be run here can only be told to differ. */
async function judgeBoth({
  context,
  copy,
  ports,
}: Twice): Promise<Pick<Found, 'outcome' | 'reason' | 'rows' | 'metrics'>> {
  try {
    const first = await evaluateObserved(context, ports.evaluate);
    const own = { ...context.project, directory: copy.project.directory };
    const second = await evaluateObserved({ ...context, project: own }, ports.evaluate);
    return compared(context, first, second);
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code === 'interrupted') throw error;
    const reason = `the bytes differ, and what that means cannot be told: ${messageOf(error)}`;
    return { outcome: 'differs', reason, rows: null, metrics: [] };
  }
}

function compared(
  { model }: StageContext,
  first: Evaluated,
  second: Evaluated,
): Pick<Found, 'outcome' | 'reason' | 'rows' | 'metrics'> {
  const metrics = metricPairs(first.record, second.record);
  if (first.evidence === null || second.evidence === null) {
    const isSame = metrics.every(({ difference }) => difference === 0);
    return { outcome: isSame ? 'same-scores' : 'differs', reason: metricsText(metrics), rows: null, metrics };
  }
  const tolerance = toleranceOf(model.evaluate);
  const rows = compareScores(first.evidence.observed, second.evidence.observed, (score) =>
    allowedChange(tolerance, score),
  );
  const facts = { rows: { ...rows, tolerance: { ...tolerance } }, metrics };
  if (rows.moved === 0)
    return { ...facts, outcome: 'same-scores', reason: `the bytes differ, ${movedText(rows)}` };
  const scores = `${movedText(rows)}; ${metricsText(metrics)}`;
  if (rows.decisions === 0)
    return { ...facts, outcome: 'same-decisions', reason: `no decision is another, ${scores}` };
  const decided =
    rows.decisions === null
      ? ''
      : `${formatCount(rows.decisions)} of ${counted(rows.rows, 'row')} ${rows.decisions === 1 ? 'is' : 'are'} decided otherwise, `;
  return { ...facts, outcome: 'differs', reason: `${decided}${scores}` };
}

function movedText({ moved, rows, largest }: NonNullable<ReturnType<typeof compareScores>>): string {
  const most = largest === null ? 'one is no number' : `at most by ${largest.toPrecision(2)}`;
  return moved === 0
    ? `no score moved by more than the tolerance (${most})`
    : `scores of ${formatCount(moved)} of ${counted(rows, 'row')} moved (${most})`;
}

function metricPairs(first: EvaluateRecord, second: EvaluateRecord): ReproduceRecord['metrics'] {
  return first.metrics.map(({ name, target, dataset, candidate }) => {
    const other = second.metrics.find(
      (row) => row.name === name && row.target === target && row.dataset === dataset,
    );
    const again = other?.candidate ?? null;
    return {
      name,
      ...(target === undefined ? {} : { target }),
      dataset,
      first: candidate,
      second: again,
      difference: candidate === null || again === null ? null : again - candidate,
    };
  });
}

const MOST_METRICS = 3;

function metricsText(metrics: ReproduceRecord['metrics']): string {
  const told = metrics.filter(({ difference }) => difference !== 0).slice(0, MOST_METRICS);
  if (told.length === 0) return 'every metric is the same';
  return told
    .map(
      ({ name, first, second }) =>
        `${name} ${first?.toPrecision(5) ?? 'unknown'} → ${second?.toPrecision(5) ?? 'unknown'}`,
    )
    .join(', ');
}
