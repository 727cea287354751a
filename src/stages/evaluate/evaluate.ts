import { hashBytes } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { declaredTypes } from '../../domain/contract/declared-columns.ts';
import { JudgingError } from '../../domain/gates/judging-error.ts';
import { ModelyardError } from '../../errors.ts';
import type { FileEntry } from '../../records/common.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { type Golden, goldenSchema } from '../../records/golden.ts';
import { recordHeader } from '../../records/header.ts';
import { modelFolder, recordPath, recordText, writeRecord } from '../../records/store.ts';
import type { TrainRecord } from '../../records/train.ts';
import { currentCandidate } from '../candidates/candidate-store.ts';
import { namingOutputs } from '../candidates/name-outputs.ts';
import type { StageContext } from '../context.ts';
import { readContract } from '../contract/read-contract.ts';
import { keepJudged } from '../experiments/experiment-store.ts';
import type { Evidence as RowEvidence } from '../experiments/row-evidence.ts';
import { displayPath } from '../paths.ts';
import { readRevision } from '../revision.ts';
import { resolveAnchor, resolveBeside } from './anchor.ts';
import { assertEvidence } from './assert-evidence.ts';
import { type Baseline, resolveBaseline } from './baseline.ts';
import { evaluateOnMetrics } from './evaluate-on-metrics.ts';
import { evaluateOnRows } from './evaluate-on-rows.ts';
import { chooseEvidence } from './evidence.ts';
import type { EvaluatePorts, Findings, Judging } from './judging.ts';
import { customMeasurements, customNotes } from './points/custom-measurements.ts';
import { withCommandSession } from './predictions/predict-by-command.ts';

/** Judges the newest candidate on the evaluation rows, beside the baseline. Writes the record and the golden rows. */
export async function evaluateStage(context: StageContext, ports: EvaluatePorts): Promise<EvaluateRecord> {
  const { record, golden, train, evidence } = await evaluateCandidate(context, ports);
  if (golden !== null) await writeFileAtomic(golden.path, golden.text);
  await writeRecord(
    recordPath(context.project.directory, context.model.name, 'evaluate'),
    evaluateRecordSchema,
    record,
  );
  await keepJudged(context, { train, evaluate: record, evidence });
  return record;
}

/** The same judgement without writing it: what was reviewed stays what it is. */
export async function evaluateAgain(context: StageContext, ports: EvaluatePorts): Promise<EvaluateRecord> {
  return (await evaluateCandidate(context, ports)).record;
}

/** The same, with what the candidate says row by row. */
export function evaluateObserved(context: StageContext, ports: EvaluatePorts): Promise<Evaluated> {
  return evaluateCandidate(context, ports);
}

interface GoldenFile {
  readonly path: string;
  readonly text: string;
  readonly entry: FileEntry;
}

export interface Evaluated {
  readonly record: EvaluateRecord;
  readonly golden: GoldenFile | null;
  readonly train: TrainRecord;
  readonly evidence: RowEvidence | null;
}

async function evaluateCandidate(context: StageContext, ports: EvaluatePorts): Promise<Evaluated> {
  const startedMs = context.clock.monotonicMs();
  const prepared = await prepare(context, ports);
  const judging = { ...prepared, custom: await customMeasurements(prepared) };
  const findings = await namingOutputs(context, judging.candidate, () => withCommandSession(judging, judge));
  const { read, golden: rows, evidenceRows, ...own } = findings;
  const golden = rows === null ? null : goldenFile(context, rows);
  const { candidate, baseline } = judging;
  const record: EvaluateRecord = {
    schema: 'modelyard/evaluate/1',
    ...own,
    notes: [...own.notes, ...customNotes(judging)],
    ...recordHeader(context, {
      startedMs,
      revision: await readRevision(context),
      read,
      written: golden === null ? [] : [golden.entry],
    }),
    task: context.model.task,
    evidence: judging.evidence,
    ...layoutOf(judging),
    groupBy: context.model.data.groupBy,
    weight: context.model.data.weight,
    inputDigest: candidate.record.inputDigest,
    candidate: { digest: candidate.model?.digest ?? null },
    baseline: baseline === null ? null : judgedBaseline(baseline, context.model.task),
    sizeBytes: candidate.model?.bytes ?? null,
    trainSeconds: candidate.record.trainSeconds,
  };
  return { record, golden, train: candidate.record, evidence: evidenceRows };
}

function judgedBaseline(
  { release, digest, source, threshold }: Baseline,
  task: EvaluateRecord['task'],
): EvaluateRecord['baseline'] {
  const decided = task === 'binary' && threshold !== null ? { threshold } : {};
  return { release, digest, source, ...decided };
}

async function prepare(context: StageContext, ports: EvaluatePorts): Promise<Judging> {
  const candidate = await currentCandidate(context);
  if (candidate === null) {
    throw new ModelyardError('input', `${context.model.name} has no candidate to evaluate`, {
      hint: `Run modelyard train --model ${context.model.name} first.`,
    });
  }
  const { evidence, graph } = await namingOutputs(context, candidate, () =>
    chooseEvidence(candidate, context.model),
  );
  assertEvidence(context, { evidence, graph });
  const baseline = await resolveBaseline(context, ports.findRelease);
  const anchor = await resolveAnchor(context, ports);
  const beside = await resolveBeside(context, ports);
  const { contract } = await readContract(context);
  const digest = candidate.model?.digest ?? null;
  const identical = digest !== null && digest === baseline?.digest;
  return {
    context,
    ports,
    candidate,
    evidence,
    graph,
    baseline,
    anchor,
    beside,
    identical,
    contract,
    types: declaredTypes(contract),
  };
}

/** A rule that these numbers can never answer is a wrong config. */
async function judge(judging: Judging): Promise<Findings> {
  try {
    return judging.evidence === 'metrics' ? await evaluateOnMetrics(judging) : await evaluateOnRows(judging);
  } catch (error) {
    if (!(error instanceof JudgingError)) throw error;
    throw new ModelyardError('config', error.message, { hint: error.hint, cause: error });
  }
}

/** Whoever reads these predictions later must know what they are. */
function layoutOf({ context, evidence }: Judging): Pick<EvaluateRecord, 'link' | 'predictions' | 'output'> {
  const { link, predictions, output } = context.model.evaluate;
  if (evidence === 'model') return output === undefined ? {} : { output };
  if (evidence !== 'predictions' && evidence !== 'predict') return {};
  const classes = predictions?.classes ?? null;
  return {
    ...(link === undefined ? {} : { link }),
    ...(predictions === undefined
      ? {}
      : { predictions: { ...predictions, classes: classes === null ? null : [...classes] } }),
  };
}

function goldenFile(context: StageContext, golden: Golden): GoldenFile {
  const path = `${modelFolder(context.project.directory, context.model.name)}/golden.json`;
  const text = recordText(goldenSchema.parse(golden));
  const entry = {
    path: displayPath(context.project, path),
    sha256: hashBytes(text),
    bytes: Buffer.byteLength(text),
  };
  return { path, text, entry };
}
