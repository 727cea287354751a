import { canonicalLabel, labelReader } from '../../../domain/metrics/canonical-label.ts';
import type { Predictions, Truth } from '../../../domain/metrics/observations.ts';
import { decisionNotes } from '../../../domain/metrics/score-notes.ts';
import { counted } from '../../../domain/report/counted.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import { inTurn, portions, type Steps } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import type { ModelOutput } from '../../../ports/model-runtime.ts';
import type { StageContext } from '../../context.ts';
import { restingIn } from '../../resting.ts';
import type { Baseline } from '../baseline.ts';
import { sampleOutput } from '../predictions/sampled-output.ts';
import { checkedPredictions, type RunnableModel, runModel } from '../predictions/score-model.ts';
import type { LabelReading } from '../predictions/to-predictions.ts';
import { withOwnNumbers } from './judge-predictions.ts';
import type { JudgedRows, JudgeRequest } from './judged-rows.ts';
import { labelReading, truthOf } from './truth-of-rows.ts';

/** Runs candidate and baseline on all rows. */
export async function judgeModels(
  context: StageContext,
  candidate: RunnableModel,
  request: JudgeRequest,
): Promise<JudgedRows> {
  const { rows, runtime, baseline } = request;
  const reading = labelReading(context, rows.labelKind);
  const output = await runModel(context, runtime, { model: candidate, table: rows.stored });
  const truth = await truthOf(context, rows, output.kind === 'classes' ? output.classes : []);
  const rest = restingIn(context);
  const who = 'the candidate';
  const predictions = await inTurn(checkedPredictions(output, truth, { ...reading, who }), rest);
  const notes = [
    ...output.notes,
    ...(await inTurn(labelNotes(context, output, { predictions, reading }), rest)),
    ...decisionNotes(predictions),
  ];
  const judged = { truth, candidate: predictions, output: sampleOutput(output, rows.rows), notes };
  if (request.identical) return withOwnNumbers(context, { ...judged, baseline: predictions }, request);
  const released =
    baseline === null ? null : await baselinePredictions(context, { request, baseline, truth, candidate });
  return withOwnNumbers(context, { ...judged, baseline: released }, request);
}

interface BaselineRequest {
  readonly request: JudgeRequest;
  readonly baseline: Baseline;
  readonly truth: Truth;
  readonly candidate: RunnableModel;
}

async function baselinePredictions(
  context: StageContext,
  given: BaselineRequest,
): Promise<Predictions | null> {
  const { baseline, request, truth, candidate } = given;
  if (baseline.modelPath === null) return null;
  const model: RunnableModel = {
    who: baseline.source,
    path: baseline.modelPath,
    features: baseline.features ?? candidate.features,
    classes: baseline.classes ?? candidate.classes,
    ...(baseline.targets == null ? {} : { targets: baseline.targets }),
    output: baseline.release === null ? (candidate.output ?? null) : (baseline.output ?? null),
  };
  const output = await runModel(context, request.runtime, { model, table: request.rows.stored });
  const reading = { ...labelReading(context, request.rows.labelKind), who: baseline.source };
  return inTurn(checkedPredictions(output, truth, reading), restingIn(context));
}

/** Says when the model's own label output disagrees with score ≥ threshold, which is what is judged. */
function* labelNotes(
  context: StageContext,
  output: ModelOutput,
  { predictions, reading }: { readonly predictions: Predictions; readonly reading: LabelReading },
): Steps<string[]> {
  if (output.kind !== 'classes' || output.labels === null || predictions.task !== 'binary') return [];
  const positive = canonicalLabel(reading.positive ?? '', reading.kind);
  const { threshold } = context.model.evaluate;
  const read = labelReader(reading.kind);
  const own = output.labels;
  let [differing, positives] = [0, 0];
  for (const [from, to] of portions(own.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) {
      const isPositive = read(own.at(row) ?? '') === positive;
      if (isPositive) positives += 1;
      if ((predictions.scores[row] as number) >= threshold !== isPositive) differing += 1;
    }
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  if (differing === 0 || positives === 0) return [];
  return [
    `on ${formatCount(differing)} of ${counted(own.length, 'row')} the model's own label differs from score ≥ ${threshold}, which is what is judged`,
  ];
}
