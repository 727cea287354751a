import { stat } from 'node:fs/promises';
import { measureMetricsInSteps } from '../../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import type { Predictions } from '../../../domain/metrics/observations.ts';
import { findMetric } from '../../../domain/metrics/registry.ts';
import { selectColumns, selectRows } from '../../../domain/select-rows.ts';
import { inTurn } from '../../../domain/steps.ts';
import { type StoredTable, windowsOf } from '../../../domain/stored-table.ts';
import type { ColumnKind, Table } from '../../../domain/table.ts';
import { standingInSteps } from '../../../domain/texts/text-index.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import { constantModel, type LearntFrom, learnLinear } from '../../../domain/trivial/trivial-models.ts';
import { ModelyardError } from '../../../errors.ts';
import type { TrivialRow } from '../../../records/model-tests.ts';
import { findSource } from '../../data-source.ts';
import { restingIn } from '../../resting.ts';
import type { Judging } from '../judging.ts';
import { metricRows } from '../points/metric-rows.ts';
import type { EvaluationRows } from '../rows/evaluation-rows.ts';
import { observedOn } from '../rows/evaluation-set.ts';
import type { JudgedRows } from '../rows/judged-rows.ts';
import { binaryTruth, multiclassTruth, regressionTruth } from '../rows/truth.ts';
import { labelReading } from '../rows/truth-of-rows.ts';

/** Of larger training data nothing is learnt here. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Of more rows every so many is learnt from. */
const MOST_ROWS = 10_000;

interface Compared {
  readonly rows: EvaluationRows;
  readonly judged: JudgedRows;
  readonly dataset: string;
  /** None where the evidence is a predictions file. */
  readonly features: readonly string[];
}

export interface TrivialFindings {
  readonly trivial?: TrivialRow[];
  readonly notes: readonly string[];
}

/**
 * Whether the candidate is better than models that anybody could make: one that only knows how frequent each class is, or
 * the mean, and a linear one. They learn from the training rows alone, without those whose id is an evaluation row's.
 * Training data that cannot be read here are no error: nothing is decided by this.
 */
export async function compareWithTrivial(judging: Judging, compared: Compared): Promise<TrivialFindings> {
  const { truth } = compared.judged;
  if (judging.context.model.baseline.trivial === false || !isLearnable(truth)) return { notes: [] };
  try {
    const train = await readTraining(judging, compared);
    if (typeof train === 'string') return { notes: [`no trivial model to compare with: ${train}`] };
    const learnt = labelsOf(judging, train, { truth, kind: compared.rows.labelKind });
    return { trivial: await trivialRows(judging, compared, { train: train.table, learnt }), notes: [] };
  } catch (error) {
    if (!(error instanceof ModelyardError) || error.code === 'internal' || error.code === 'interrupted')
      throw error;
    return { notes: [`no trivial model to compare with: ${error.message}`] };
  }
}

function isLearnable(truth: JudgedRows['truth']): truth is LearntFrom {
  return truth.task === 'binary' || truth.task === 'multiclass' || truth.task === 'regression';
}

interface Training {
  readonly labels: Texts;
  readonly table: Table;
}

async function readTraining(
  { context, ports: { engine }, types }: Judging,
  { rows, features }: Compared,
): Promise<Training | string> {
  const { data } = context.model;
  const source = await findSource(context, data.train, { types });
  const sizes = await Promise.all(source.files.map(async (file) => (await stat(file)).size));
  if (sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES)
    return 'the training data are larger than 256 MiB';
  const known = new Map((await engine.describe(source)).map(({ name, logicalType }) => [name, logicalType]));
  const [target = ''] = data.targets;
  const wanted = [target, data.id ?? target, ...features.filter((name) => known.has(name))];
  const columns = [...new Set(wanted)].map((name) => ({
    name,
    as: name === target || name === data.id ? 'text' : kindOf(known.get(name)),
  }));
  const read = await engine.read(source, { columns, orderBy: null });
  const isEvaluated =
    data.id === null || rows.ids === null
      ? () => false
      : await inTurn(standingInSteps(textOf(read, data.id), rows.ids), restingIn(context));
  const table = learnable(read, target, isEvaluated);
  if (table.rows === 0) return 'no training row has a label that is not an evaluation row’s';
  return {
    labels: textOf(table, target),
    table: selectColumns(
      table,
      features.filter((name) => name !== target && name !== data.id),
    ),
  };
}

function kindOf(logicalType: string | undefined): ColumnKind {
  if (logicalType === 'number' || logicalType === 'integer') return 'number';
  return logicalType === 'boolean' ? 'boolean' : 'text';
}

/** Some of the rows with a label that are no evaluation rows. */
function learnable(read: Table, target: string, isEvaluated: (row: number) => boolean): Table {
  const missing = read.columns.find(({ name }) => name === target)?.missing;
  const usable: number[] = [];
  for (let row = 0; row < read.rows; row++) if (missing?.[row] !== 1 && !isEvaluated(row)) usable.push(row);
  const step = Math.ceil(usable.length / MOST_ROWS);
  return selectRows(read, Int32Array.from(usable.filter((_, index) => index % step === 0)));
}

function textOf(table: Table, name: string): Texts {
  const column = table.columns.find((each) => each.name === name);
  if (column?.kind !== 'text') throw new ModelyardError('internal', `column ${name} was not read as text`);
  return column.data;
}

function labelsOf(
  { context }: Judging,
  { labels }: Training,
  { truth, kind }: { readonly truth: LearntFrom; readonly kind: EvaluationRows['labelKind'] },
): LearntFrom {
  const reading = labelReading(context, kind);
  if (truth.task === 'regression') return regressionTruth(labels) as LearntFrom;
  if (truth.task === 'binary') return binaryTruth(labels, reading.positive ?? '', reading.kind) as LearntFrom;
  return multiclassTruth(labels, truth.classes, reading.kind) as LearntFrom;
}

async function trivialRows(
  judging: Judging,
  compared: Compared,
  { train, learnt }: { readonly train: Table; readonly learnt: LearntFrom },
): Promise<TrivialRow[]> {
  const isRegression = learnt.task === 'regression';
  const rows = compared.rows.rows;
  const linear =
    train.columns.length === 0 ? null : await linearPredictions(learnt, train, compared.rows.stored);
  const learntRows = isRegression ? learnt.values.length : learnt.labels.length;
  const models: (readonly [string, Predictions])[] = [
    [isRegression ? 'the mean' : 'class frequencies', constantModel(learnt, rows)],
    ...(linear === null
      ? []
      : [[isRegression ? 'a ridge regression' : 'a logistic regression', linear] as const]),
  ];
  const found: TrivialRow[] = [];
  for (const [model, predictions] of models) {
    const measured = await mostTelling(judging, compared, predictions);
    if (measured === null) continue;
    const source = `trivial:${model}`;
    const [metric] = metricRows([measured], { dataset: compared.dataset, against: source });
    if (metric !== undefined) found.push({ model, learntRows, verdict: verdictOf(measured), metric });
  }
  return found;
}

async function linearPredictions(
  learnt: LearntFrom,
  train: Table,
  stored: StoredTable,
): Promise<Predictions | null> {
  const linear = learnLinear(learnt, train);
  if (linear === null) return null;
  const names = train.columns.map(({ name }) => name);
  let all = new Float64Array(0);
  for await (const { from, table } of windowsOf(stored, names)) {
    const numbers = linear.numbersOf(table);
    if (numbers === null) return null;
    const width = numbers.length / table.rows;
    if (from === 0) all = new Float64Array(stored.rows * width);
    all.set(numbers, from * width);
  }
  return linear.predictionsOf(all);
}

/** The first metric of which a verdict can be read off; else the first. None after it is measured. */
async function mostTelling(
  judging: Judging,
  { judged, rows }: Compared,
  baseline: Predictions,
): Promise<Measurement | null> {
  const { evaluate } = judging.context.model;
  const known = evaluate.metrics.filter(
    (name) => findMetric(name) !== null && findMetric(name)?.displayOnly === undefined,
  );
  const { own: _, ...candidate } = judged.candidate;
  const observed = observedOn(judging, { judged: { ...judged, candidate, baseline } as JudgedRows, rows });
  const request = { ...observed, baselineThreshold: evaluate.threshold, subset: null };
  let first: Measurement | null = null;
  for (const name of known) {
    const measured = await inTurn(
      measureMetricsInSteps({ ...request, metrics: [name] }),
      restingIn(judging.context),
    );
    const readable = measured.find((each) => each.contrast(1)?.guard === null);
    if (readable !== undefined) return readable;
    first ??= measured[0] ?? null;
  }
  return first;
}

function verdictOf(measurement: Measurement): TrivialRow['verdict'] {
  const contrast = measurement.contrast(1);
  if (contrast === null || contrast.guard !== null) return 'not-shown';
  const [low, high] = contrast.interval;
  const [better, worse] = measurement.better === 'higher' ? [low > 0, high < 0] : [high < 0, low > 0];
  return better ? 'better' : worse ? 'worse' : 'not-shown';
}
