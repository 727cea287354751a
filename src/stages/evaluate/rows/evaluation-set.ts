import { evaluationSets } from '../../../config/evaluation-sets.ts';
import type { DataConfig, EvaluationSet } from '../../../config/resolved.ts';
import type { Gate, GateVerdict } from '../../../domain/gates/gate.ts';
import { judgeGates } from '../../../domain/gates/judge-gates.ts';
import { relativeFactors } from '../../../domain/gates/relative-factors.ts';
import { measureMetricsInSteps } from '../../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import { counted } from '../../../domain/report/counted.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import { inTurn } from '../../../domain/steps.ts';
import { ModelyardError } from '../../../errors.ts';
import type { FileEntry } from '../../../records/common.ts';
import type { MetricRow } from '../../../records/metric-row.ts';
import { restingIn } from '../../resting.ts';
import type { Judging } from '../judging.ts';
import { metricRows } from '../points/metric-rows.ts';
import type { performancePoints } from '../points/performance.ts';
import type { CommandPredictions } from '../predictions/predict-by-command.ts';
import type { RunnableModel } from '../predictions/score-model.ts';
import { isSameScores, nonFiniteRows } from '../predictions/to-predictions.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import { judgeModels } from './judge-models.ts';
import { judgePredictions, type PredictionFiles, writtenFiles } from './judge-predictions.ts';
import type { JudgedRows } from './judged-rows.ts';

/** One evaluation dataset with its rows. */
export interface SetRows {
  readonly name: string;
  readonly rows: EvaluationRows;
}

/** Reads every evaluation dataset, the first first. */
export async function readSets(
  { context }: Judging,
  read: (set: EvaluationSet) => Promise<EvaluationRows>,
): Promise<readonly [SetRows, ...SetRows[]]> {
  const all: SetRows[] = [];
  for (const set of evaluationSets(context.model.data)) all.push({ name: set.name, rows: await read(set) });
  const [first, ...others] = all;
  if (first === undefined) throw new ModelyardError('internal', 'there are no evaluation data');
  return [first, ...others];
}

/** Runs candidate and baseline on the rows of one dataset, or reads what they said of them. */
export function judgeRows(
  judging: Judging,
  candidate: RunnableModel | null,
  { rows, sets }: { readonly rows: EvaluationRows; readonly sets: readonly SetRows[] },
): Promise<JudgedRows> {
  const { context, ports, candidate: trained, baseline, identical, otherIds: tuning = [] } = judging;
  if (judging.evidence === 'predict') return judgeByCommand(judging, { rows, sets });
  const otherIds = sets
    .filter((set) => set.rows !== rows)
    .flatMap((set) => [set.rows.ids ?? [], set.rows.excludedIds])
    .concat(tuning);
  const request = {
    engine: ports.engine,
    runtime: ports.runtime,
    rows,
    otherIds,
    baseline,
    identical,
    predictions: trained.predictions,
  };
  return candidate === null
    ? judgePredictions(context, writtenFiles(context, { path: trained.predictions ?? '', baseline }), request)
    : judgeModels(context, candidate, request);
}

async function judgeByCommand(
  judging: Judging,
  { rows, sets }: { readonly rows: EvaluationRows; readonly sets: readonly SetRows[] },
): Promise<JudgedRows> {
  const { context, ports, baseline, commands } = judging;
  if (commands === undefined) throw new ModelyardError('internal', 'no command may be run here');
  const set = setOf(
    context.model.data,
    sets.findIndex((each) => each.rows === rows),
  );
  // The same bytes may be run by other code.
  const request = {
    engine: ports.engine,
    runtime: ports.runtime,
    rows,
    otherIds: [],
    baseline,
    identical: false,
  };
  const files = await commands.predictions(judging, set);
  return judgePredictions(context, commandFiles(judging, files), request);
}

/** The rows for choosing a threshold come after those that are judged. */
function setOf(data: DataConfig, index: number): EvaluationSet {
  const set = evaluationSets(data)[index];
  if (set !== undefined) return set;
  if (index < 0 || data.tuning === undefined)
    throw new ModelyardError('internal', 'these rows are of no dataset');
  return { name: 'tuning', paths: data.tuning };
}

/** The release's code says what it said when it was released. */
function commandFiles(
  { context, baseline: released }: Judging,
  { candidate, baseline }: CommandPredictions,
): PredictionFiles {
  const { link = null, predictions: form = null, predictCode } = context.model.evaluate;
  const isOwnCode = predictCode !== 'head' && released?.commit != null;
  const label = (who: string) => `what evaluate.predict wrote for ${who}`;
  return {
    candidate: { path: candidate, label: label('the candidate'), link, form },
    baseline:
      baseline === null
        ? null
        : {
            path: baseline,
            label: label(released?.source ?? ''),
            link: isOwnCode ? (released?.link ?? null) : link,
            form: isOwnCode ? (released?.form ?? null) : form,
          },
  };
}

/** What the metrics of one dataset are measured on. */
export function observedOn(
  { context, baseline }: Judging,
  { judged, rows }: { readonly judged: JudgedRows; readonly rows: EvaluationRows },
) {
  const { threshold, confidence } = context.model.evaluate;
  return {
    truth: judged.truth,
    candidate: judged.candidate,
    baseline: judged.baseline,
    groups: rows.groups,
    weights: rows.weights,
    threshold,
    baselineThreshold: baseline?.threshold ?? threshold,
    confidence,
    factorsOf: relativeFactors(context.model.gates),
  };
}

/** Whether both models make the same decisions of the same scores. */
export function decidesAlike({
  context: { model },
  baseline,
}: Pick<Judging, 'context' | 'baseline'>): boolean {
  const { threshold } = model.evaluate;
  return model.task !== 'binary' || (baseline?.threshold ?? threshold) === threshold;
}

export interface SetJudged {
  readonly dataset: string;
  readonly isFirst: boolean;
  readonly measurements: readonly Measurement[];
  readonly performance: ReturnType<typeof performancePoints> | Record<string, never>;
  readonly identical: boolean;
  readonly nonFinite: boolean;
  /** What `min_better` is read off instead, where other candidates were judged on these rows before. */
  readonly strict?: readonly Measurement[] | null;
}

/** Verdicts of the gates that look at this dataset; those that name none look at the first. */
export function gatesOn({ context, baseline }: Judging, judged: SetJudged): GateVerdict[] {
  const { gates, baseline: rule, evaluate } = context.model;
  const { strict = null, ...usual } = judged;
  const judge = (gate: Gate, measurements: readonly Measurement[]) =>
    judgeGates({
      ...usual,
      measurements,
      gates: [gate],
      against: baseline?.source ?? null,
      whenAbsent: rule.whenAbsent,
      confidence: evaluate.confidence,
    });
  const own = gates.filter(
    ({ dataset, slice }) =>
      slice === undefined && (dataset === undefined ? judged.isFirst : dataset === judged.dataset),
  );
  return own.flatMap((gate) => {
    const isStrict = gate.minBetter !== null && strict?.some(({ name }) => name === gate.metric) === true;
    if (!isStrict) return judge(gate, usual.measurements);
    const better = { ...gate, min: null, max: null, maxWorse: null };
    return [...judge({ ...gate, minBetter: null }, usual.measurements), ...judge(better, strict ?? [])];
  });
}

export interface SetFindings {
  readonly metrics: readonly MetricRow[];
  readonly gates: readonly GateVerdict[];
  readonly nonFiniteScores: number;
  readonly identical: boolean;
  readonly notes: readonly string[];
  readonly read: readonly FileEntry[];
}

/** Judges the datasets after the first: metrics and gates, without slices, latency and golden rows. */
export async function judgeOtherSets(
  given: Judging,
  candidate: RunnableModel | null,
  sets: readonly SetRows[],
): Promise<SetFindings[]> {
  const findings: SetFindings[] = [];
  for (const set of sets.slice(1)) findings.push(await judgeSet(given, candidate, { set, sets }));
  return findings;
}

async function judgeSet(
  given: Judging,
  candidate: RunnableModel | null,
  { set, sets }: { readonly set: SetRows; readonly sets: readonly SetRows[] },
): Promise<SetFindings> {
  const { name: dataset, rows } = set;
  const judged = await judgeRows(given, candidate, { rows, sets });
  const identical = given.identical && isSameScores(judged.candidate, judged.baseline);
  const { metrics } = given.context.model.evaluate;
  const asked = { ...observedOn(given, { judged, rows }), metrics, subset: null };
  const measurements = await inTurn(measureMetricsInSteps(asked), restingIn(given.context));
  const { count } = await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), restingIn(given.context));
  const against = given.baseline?.source ?? null;
  return {
    metrics: metricRows(measurements, { dataset, against, identical }),
    gates: gatesOn(given, {
      dataset,
      isFirst: false,
      measurements,
      performance: {},
      identical,
      nonFinite: count > 0,
    }),
    nonFiniteScores: count,
    identical,
    notes: notesOf(set, judged, count),
    read: rows.files,
  };
}

function notesOf({ name, rows }: SetRows, { notes }: JudgedRows, broken: number): string[] {
  return [
    ...notes,
    ...(rows.excluded > 0
      ? [`${counted(rows.excluded, 'row without a label was', 'rows without a label were')} left out`]
      : []),
    ...(broken > 0
      ? [`the candidate gave NaN or an infinity on ${formatCount(broken)} of ${counted(rows.rows, 'row')}`]
      : []),
  ].map((note) => `${name}: ${note}`);
}
