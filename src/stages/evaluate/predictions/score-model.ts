import type { EvaluateConfig, Task } from '../../../config/resolved.ts';
import { type Predictions, type Truth, tableColumn, tableOf } from '../../../domain/metrics/observations.ts';
import { portions, type Steps } from '../../../domain/steps.ts';
import { type StoredTable, storedColumns } from '../../../domain/stored-table.ts';
import { ModelyardError } from '../../../errors.ts';
import type { ModelOutput, ModelRuntime, ModelTask } from '../../../ports/model-runtime.ts';
import type { StageContext } from '../../context.ts';
import { type LabelReading, toPredictions } from './to-predictions.ts';

/** A model that can be run here, with what it needs to be fed and read. */
export interface RunnableModel {
  /** `candidate`, or the baseline's tag: how errors and progress name it. */
  readonly who: string;
  readonly path: string;
  readonly features: readonly string[];
  /** Class list for graphs that carry none. */
  readonly classes: readonly string[] | null;
  /** What it predicts; left out: what the config lists. */
  readonly targets?: readonly string[];
  /** Name of the output that is read; null: the only one that can be. */
  readonly output?: string | null;
}

/** Runs a model on all rows, with progress. */
export async function runModel(
  context: StageContext,
  runtime: ModelRuntime,
  {
    model,
    table,
    batchRows,
  }: { readonly model: RunnableModel; readonly table: StoredTable; readonly batchRows?: number },
): Promise<ModelOutput> {
  const targets = model.targets ?? context.model.data.targets;
  const output = await runtime.predict({
    model: { path: model.path },
    task: modelTask(context.model.task),
    features: featureTable(table, model),
    classes: model.classes,
    ...(targets.length > 1 ? { targets } : {}),
    ...(model.output == null ? {} : { output: model.output }),
    ...(batchRows === undefined ? {} : { batchRows }),
    ...answerLimit(context.model.evaluate),
    signal: context.signal,
    onProgress: (done) => {
      context.reporter.progress({ label: `evaluate ${model.who}`, done, total: table.rows, unit: 'rows' });
    },
  });
  if (output.kind === 'classes') return output;
  return onlyTargets({ ...output, targets }, { wanted: context.model.data.targets, who: model.who });
}

/** How long a model that is run here may take for an answer, where the config says so. */
export function answerLimit({ predictTimeoutMs }: EvaluateConfig): { readonly limitMs?: number } {
  return predictTimeoutMs === undefined ? {} : { limitMs: predictTimeoutMs };
}

/** Of a release that predicted more, or something else besides, what is judged now. */
function onlyTargets(
  output: Extract<ModelOutput, { kind: 'values' }>,
  { wanted, who }: { readonly wanted: readonly string[]; readonly who: string },
): ModelOutput {
  const names = output.targets ?? wanted;
  if (names.join('\n') === wanted.join('\n')) return output;
  const known = wanted.filter((name) => names.includes(name));
  if (known.length === 0)
    throw new ModelyardError('input', `${who} predicts ${names.join(', ')}, not ${wanted.join(', ')}`, {
      hint: 'A model of another target is another model: give it a name of its own, or release.new: true.',
    });
  const table = { names, values: output.values };
  const { values } = tableOf(known.map((name) => [name, tableColumn(table, name)] as const));
  return { ...output, targets: known, values };
}

/** What a model of this task gives: a ranking is made of one number per row. */
export function modelTask(task: Task): ModelTask {
  return task === 'ranking' || task === 'scores' ? 'regression' : task;
}

/** The model's features out of what was read. Throws `input` where a column is not there. */
export function featureTable(table: StoredTable, model: RunnableModel): StoredTable {
  const features = storedColumns(table, model.features);
  if (features.columns.length === model.features.length) return features;
  const present = new Set(table.columns.map((column) => column.name));
  const missing = model.features.filter((name) => !present.has(name));
  throw new ModelyardError(
    'input',
    `${model.who} needs the feature ${missing.join(', ')}, which the evaluation data do not have`,
  );
}

/** `toPredictions`, and a probability outside 0 … 1 is an error: log loss and Brier would be nonsense. */
export function* checkedPredictions(
  output: ModelOutput,
  truth: Truth,
  reading: LabelReading & { readonly who: string },
): Steps<Predictions> {
  const predictions = yield* toPredictions(output, truth, reading);
  yield* assertProbabilities(predictions, reading.who);
  return predictions;
}

/** Throws `input` when a score lies outside 0 … 1; NaN and infinities pass here and fail the verdict later. */
export function* assertProbabilities(predictions: Predictions, who: string): Steps<void> {
  if (predictions.task !== 'binary' && predictions.task !== 'multiclass') return;
  const values = predictions.task === 'binary' ? predictions.scores : predictions.probabilities;
  const bad = yield* outside(values);
  if (bad === null) return;
  throw new ModelyardError(
    'input',
    `${who}: a score of ${bad} is no probability; scores must lie between 0 and 1`,
    {
      hint: 'Write shares, 0.25 and not 25. If a predictions file holds logits, say so: evaluate.link: logit (softmax for several classes).',
    },
  );
}

/** The first finite number below 0 or above 1; a loop, as `find` with a function takes three times as long. */
function* outside(values: Float64Array): Steps<number | null> {
  for (const [from, to] of portions(values.length)) {
    for (let at = from; at < to; at++) {
      const value = values[at] as number;
      if ((value < 0 || value > 1) && Number.isFinite(value)) return value;
    }
    yield to - from;
  }
  return null;
}
