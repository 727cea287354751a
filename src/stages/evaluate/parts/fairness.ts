import type { EvaluateConfig, FairnessConfig } from '../../../config/resolved.ts';
import {
  type Decisions,
  type FairnessFindings,
  type GroupFindings,
  measureFairnessInSteps,
} from '../../../domain/fairness/measure-fairness.ts';
import { sliceColumns } from '../../../domain/gates/cut-rows.ts';
import { judgeGates } from '../../../domain/gates/judge-gates.ts';
import { canonicalLabel } from '../../../domain/metrics/canonical-label.ts';
import { decideLabels } from '../../../domain/metrics/decide-labels.ts';
import type { Predictions } from '../../../domain/metrics/observations.ts';
import { counted } from '../../../domain/report/counted.ts';
import { inTurn, portions, type Steps } from '../../../domain/steps.ts';
import { ModelyardError } from '../../../errors.ts';
import type { FairnessRow } from '../../../records/fairness-row.ts';
import { restingIn } from '../../resting.ts';
import { cutStored } from '../points/measure-rows.ts';
import { metricRows } from '../points/metric-rows.ts';
import { decidesAlike, observedOn } from '../rows/evaluation-set.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import { labelReading } from '../rows/truth-of-rows.ts';
import type { Part } from './part.ts';

/** Columns that groups are told apart by. */
export function fairnessColumns({ fairness }: EvaluateConfig): string[] {
  return fairness?.by.flatMap(({ cut }) => sliceColumns(cut)) ?? [];
}

/** Rates of every group, how far apart they are, and the gates on that. Nothing where the config asks for none. */
export async function fairnessPart(run: RowsRun): Promise<Part> {
  const { fairness } = run.judging.context.model.evaluate;
  if (fairness === undefined) return {};
  const measured: Measured[] = [];
  for (const by of fairness.by)
    measured.push({ by: by.name, found: await findingsOf(run, { fairness, by }) });
  return {
    gates: gatesOf(run, fairness, measured),
    notes: measured.flatMap(({ by, found }) => fewNote(by, found.groups)),
    facts: { fairness: measured.map(({ by, found }) => rowOf(run, by, found)) },
  };
}

interface Asked {
  readonly fairness: FairnessConfig;
  readonly by: FairnessConfig['by'][number];
}

async function findingsOf(run: RowsRun, { fairness, by }: Asked): Promise<FairnessFindings> {
  const { rows, judging, nonFinite } = run;
  const rest = restingIn(judging.context);
  // Decisions out of scores that are no numbers are none: nothing is measured, and the verdict fails.
  const groups = nonFinite.count > 0 ? [] : await cutStored(rows.stored, by.cut, rest);
  const positive = positiveOf(run, fairness.positive);
  const { candidate, baseline, threshold, baselineThreshold } = observedOn(judging, run);
  const asked = {
    by: by.name,
    groups,
    labels: await inTurn(positiveLabels(run, positive), rest),
    candidate: await inTurn(decisionsOf(run, candidate, { threshold, positive }), rest),
    baseline:
      baseline === null
        ? null
        : await inTurn(decisionsOf(run, baseline, { threshold: baselineThreshold, positive }), rest),
    clusters: rows.groups,
    weights: rows.weights,
    leastRows: fairness.leastRows,
    confidence: judging.context.model.evaluate.confidence,
  };
  return inTurn(measureFairnessInSteps(asked), rest);
}

/** The index of the class that is asked about. Throws `config` for one that neither model nor labels have. */
function positiveOf(
  { judging: { context }, judged: { truth }, rows }: RowsRun,
  asked: string | null,
): number {
  if (truth.task !== 'multiclass') return 1;
  const { kind } = labelReading(context, rows.labelKind);
  const wanted = canonicalLabel(asked ?? '', kind);
  const index = truth.classes.findIndex((name) => canonicalLabel(name, kind) === wanted);
  if (index !== -1) return index;
  throw new ModelyardError('config', `evaluate.fairness.positive: there is no class ${asked}`, {
    hint: `The classes are: ${truth.classes.slice(0, 20).join(', ')}.`,
  });
}

function* positiveLabels({ judged: { truth } }: RowsRun, positive: number): Steps<Uint8Array> {
  if (truth.task !== 'binary' && truth.task !== 'multiclass')
    throw new ModelyardError('internal', `fairness has no meaning for task ${truth.task}`);
  return yield* rowsOf(truth.labels, positive);
}

/** 1 for the rows of a class. */
function* rowsOf(labels: Uint8Array | Int32Array, wanted: number): Steps<Uint8Array> {
  const found = new Uint8Array(labels.length);
  for (const [from, to] of portions(labels.length)) {
    for (let row = from; row < to; row++) if (labels[row] === wanted) found[row] = 1;
    yield to - from;
  }
  return found;
}

function* decisionsOf(
  { judged: { truth }, rows }: RowsRun,
  predictions: Predictions,
  { threshold, positive }: { readonly threshold: number; readonly positive: number },
): Steps<Decisions> {
  const labels = yield* decideLabels({ truth, predictions, threshold, epsilon: 0, weights: rows.weights });
  const decided = yield* rowsOf(labels, positive);
  if (predictions.task === 'binary') return { decided, scores: predictions.scores };
  if (predictions.task !== 'multiclass' || truth.task !== 'multiclass')
    throw new ModelyardError('internal', `fairness has no meaning for task ${predictions.task}`);
  const width = truth.classes.length;
  const scores = new Float64Array(decided.length);
  for (const [from, to] of portions(scores.length)) {
    for (let row = from; row < to; row++)
      scores[row] = predictions.probabilities[row * width + positive] as number;
    yield to - from;
  }
  return { decided, scores };
}

interface Measured {
  readonly by: string;
  readonly found: FairnessFindings;
}

function gatesOf(
  { given: { context, baseline }, judging, dataset, nonFinite }: RowsRun,
  { gates }: FairnessConfig,
  measured: readonly Measured[],
) {
  return judgeGates({
    gates,
    measurements: measured.flatMap(({ found }) => found.measurements),
    performance: {},
    dataset,
    against: baseline?.source ?? null,
    whenAbsent: context.model.baseline.whenAbsent,
    identical: judging.identical && decidesAlike(judging),
    nonFinite: nonFinite.count > 0,
    confidence: context.model.evaluate.confidence,
  });
}

function rowOf({ judging, dataset }: RowsRun, by: string, found: FairnessFindings): FairnessRow {
  const { baseline, context } = judging;
  const identical = judging.identical && decidesAlike(judging);
  const { data, evaluate } = context.model;
  return {
    by,
    positive: evaluate.fairness?.positive ?? data.positive?.text ?? '',
    groups: found.groups.map(({ rates, ...group }) => ({
      ...group,
      rates: rates.map(({ reason, ...rate }) => (reason === null ? rate : { ...rate, reason })),
    })),
    metrics: metricRows(found.measurements, { dataset, against: baseline?.source ?? null, identical }),
  };
}

const MOST_NAMED = 5;

/** Whoever reads a difference must know whom it leaves out. */
function fewNote(by: string, groups: readonly GroupFindings[]): string[] {
  const few = groups.filter(({ rates }) => rates.every(({ candidate }) => candidate === null));
  if (few.length === 0) return [];
  const named = few
    .slice(0, MOST_NAMED)
    .map(({ group, rows }) => `${group} (${counted(rows, 'row')})`)
    .join(', ');
  const more = few.length > MOST_NAMED ? ` and ${few.length - MOST_NAMED} more` : '';
  return [`fairness by ${by}: insufficient data, so nothing is said of ${named}${more}`];
}
