import { counted } from '../../domain/report/counted.ts';
import { gatherTexts } from '../../domain/texts/gather-texts.ts';
import type { Texts } from '../../domain/texts/texts.ts';
import { ModelyardError } from '../../errors.ts';
import type { ModelOutput } from '../../ports/model-runtime.ts';
import type { OutputPlan } from './choose-outputs.ts';
import { clipProbabilities } from './probability-limits.ts';
import type { TensorData } from './protocol.ts';
import { floatsOf, textsOf, widthOf } from './tensor-numbers.ts';

/** Takes the outputs call by call. `fedRows` counts the rows of the call, `keptRows` those that are no padding. */
export interface ScoreCollector {
  add(outputs: readonly TensorData[], fedRows: number, keptRows: number): void;
  /** rows × width, row-major. */
  readonly scores: () => Float64Array;
  readonly width: () => number;
  readonly labels: () => Texts | null;
}

/** Outputs come in the order of `fetchedNames`. */
export function fetchedNames(plan: OutputPlan): string[] {
  return [...plan.scores, ...(plan.label === null ? [] : [plan.label])].map(({ name }) => name);
}

/** Collects scores for `rows` rows; `areProbabilities` clips and checks them. */
export function collectScores(plan: OutputPlan, rows: number, areProbabilities: boolean): ScoreCollector {
  let scores = new Float64Array();
  let width = 0;
  let done = 0;
  const labels = plan.label === null ? null : gatherTexts();
  const store = (parts: readonly Float64Array[], widthNow: number, keptRows: number) => {
    if (width === 0) {
      width = widthNow;
      scores = new Float64Array(rows * width);
    }
    if (widthNow !== width) throw changedWidth(plan, width, widthNow);
    writeRows({ scores, done, width }, parts, keptRows);
    done += keptRows;
  };
  return {
    add: (outputs, fedRows, keptRows) => {
      const tensors = outputs.slice(0, plan.scores.length);
      const widths = tensors.map((tensor) => widthOf(tensor, fedRows));
      const parts = tensors.map(floatsOf);
      if (areProbabilities)
        parts.forEach((part, index) => void clipProbabilities(part, tensors[index] as TensorData));
      store(
        parts,
        widths.reduce((sum, each) => sum + each, 0),
        keptRows,
      );
      const label = outputs[plan.scores.length];
      if (label !== undefined)
        for (const text of labelRows(label, fedRows).slice(0, keptRows)) labels?.add(text);
    },
    scores: () => scores,
    width: () => width,
    labels: () => labels?.finish() ?? null,
  };
}

/** Several parts hold one column each; a single one holds whole rows. */
function writeRows(
  { scores, done, width }: { readonly scores: Float64Array; readonly done: number; readonly width: number },
  parts: readonly Float64Array[],
  keptRows: number,
): void {
  const [whole] = parts;
  if (parts.length === 1 && whole !== undefined) {
    scores.set(whole.subarray(0, keptRows * width), done * width);
    return;
  }
  parts.forEach((part, column) => {
    for (let row = 0; row < keptRows; row++) scores[(done + row) * width + column] = part[row] ?? Number.NaN;
  });
}

/** One label per row; skl2onnx gives those of a discriminant analysis as [1, n]. */
function labelRows(label: TensorData, fedRows: number): string[] {
  if (label.data.length === fedRows) return textsOf(label);
  throw new ModelyardError(
    'input',
    `output ${label.name} of the model gives ${counted(label.data.length, 'label')} for ${counted(fedRows, 'row')}`,
    { hint: 'Models with several targets or several labels per row are not supported.' },
  );
}

function changedWidth(plan: OutputPlan, before: number, now: number): ModelyardError {
  return new ModelyardError(
    'input',
    `output ${plan.scores[0]?.name} of the model changes its width from ${before} to ${now} between calls`,
  );
}

/** Log loss clips at the type's precision; float16 counts as float32. */
export function scoreTypeOf(plan: OutputPlan): ModelOutput['scoreType'] {
  return plan.scores.every(({ type }) => type === 'float64') ? 'float64' : 'float32';
}
