import type { Task } from '../../config/resolved.ts';
import type { Predictions, Truth } from '../../domain/metrics/observations.ts';
import { selectColumns } from '../../domain/select-rows.ts';
import type { Table } from '../../domain/table.ts';
import { ModelyardError } from '../../errors.ts';
import type { ModelOutput, ModelRuntime, ModelTask } from '../../ports/model-runtime.ts';
import type { StageContext } from '../context.ts';
import { type LabelReading, toPredictions } from './to-predictions.ts';

/** A model that can be run here, with what it needs to be fed and read. */
export interface RunnableModel {
  /** `candidate`, or the baseline's tag: how errors and progress name it. */
  readonly who: string;
  readonly path: string;
  readonly features: readonly string[];
  /** Class list for graphs that carry none. */
  readonly classes: readonly string[] | null;
}

/** Runs a model on all rows, with progress. */
export async function runModel(
  context: StageContext,
  runtime: ModelRuntime,
  { model, table }: { readonly model: RunnableModel; readonly table: Table },
): Promise<ModelOutput> {
  return runtime.predict({
    model: { path: model.path },
    task: modelTask(context.model.task),
    features: featureTable(table, model),
    classes: model.classes,
    signal: context.signal,
    onProgress: (done) => {
      context.reporter.progress({ label: `evaluate ${model.who}`, done, total: table.rows, unit: 'rows' });
    },
  });
}

/** What a model of this task gives: a ranking is made of one number per row. */
export function modelTask(task: Task): ModelTask {
  return task === 'ranking' || task === 'scores' ? 'regression' : task;
}

/** The model's features out of what was read. Throws `input` where a column is not there. */
export function featureTable(table: Table, model: RunnableModel): Table {
  const features = selectColumns(table, model.features);
  if (features.columns.length === model.features.length) return features;
  const present = new Set(table.columns.map((column) => column.name));
  const missing = model.features.filter((name) => !present.has(name));
  throw new ModelyardError(
    'input',
    `${model.who} needs the feature ${missing.join(', ')}, which the evaluation data do not have`,
  );
}

/** `toPredictions`, and a probability outside 0 … 1 is an error: log loss and Brier would be nonsense. */
export function checkedPredictions(
  output: ModelOutput,
  truth: Truth,
  reading: LabelReading & { readonly who: string },
): Predictions {
  const predictions = toPredictions(output, truth, reading);
  assertProbabilities(predictions, reading.who);
  return predictions;
}

/** Throws `input` when a score lies outside 0 … 1; NaN and infinities pass here and fail the verdict later. */
export function assertProbabilities(predictions: Predictions, who: string): void {
  if (predictions.task !== 'binary' && predictions.task !== 'multiclass') return;
  const values = predictions.task === 'binary' ? predictions.scores : predictions.probabilities;
  const bad = values.find((value) => Number.isFinite(value) && (value < 0 || value > 1));
  if (bad === undefined) return;
  throw new ModelyardError(
    'input',
    `${who}: a score of ${bad} is no probability; scores must lie between 0 and 1`,
    {
      hint: 'If these are logits, apply a sigmoid or softmax before writing them.',
    },
  );
}
