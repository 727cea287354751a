import { sliceColumns } from '../../../domain/gates/cut-rows.ts';
import { canonicalLabel, type LabelKind } from '../../../domain/metrics/canonical-label.ts';
import type { Truth } from '../../../domain/metrics/observations.ts';
import { inTurn, portions, type Steps } from '../../../domain/steps.ts';
import { ROWS_OF_A_TEXT } from '../../../domain/texts/packed-texts.ts';
import type { Texts } from '../../../domain/texts/texts.ts';
import type { StageContext } from '../../context.ts';
import { restingIn } from '../../resting.ts';
import type { LabelReading } from '../predictions/to-predictions.ts';
import type { EvaluationRows } from './evaluation-rows.ts';
import { rankingTruth } from './ranking-truth.ts';
import { binaryTruthInSteps, multiclassTruthInSteps, regressionTruthInSteps } from './truth.ts';

/** How the labels of these rows are to be read. */
export function labelReading(context: StageContext, kind: LabelKind): LabelReading {
  const positive = context.model.data.positive;
  return { positive: positive?.text ?? null, kind: positive?.type === 'boolean' ? 'boolean' : kind };
}

/** What the rows say. Throws `input` where labels do not fit the task. */
export async function truthOf(
  context: StageContext,
  rows: EvaluationRows,
  classes: readonly string[],
): Promise<Truth> {
  if (context.model.task === 'scores') return { task: 'scores', rows: rows.rows };
  if (context.model.task === 'ranking') {
    const slices = context.model.evaluate.slices.flatMap(sliceColumns);
    return rankingTruth(rows, { groupBy: context.model.data.groupBy, slices });
  }
  const { kind, positive } = labelReading(context, rows.labelKind);
  const { labels } = rows;
  const steps =
    context.model.task === 'regression'
      ? regressionTruthInSteps(labels, rows.targets)
      : context.model.task === 'binary'
        ? binaryTruthInSteps(labels, positive ?? '', kind)
        : multiclassTruthInSteps(labels, context.model.data.classes ?? classes, kind);
  return inTurn(steps, restingIn(context));
}

/** The classes in the labels, each in the first of the spellings that mean it (1 and 1.0). */
export function* labelClasses(context: StageContext, rows: EvaluationRows): Steps<readonly string[]> {
  const { kind } = labelReading(context, rows.labelKind);
  const byMeaning = new Map<string, string>();
  for (const label of [...(yield* distinct(rows.labels))].sort()) {
    const meaning = canonicalLabel(label, kind);
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, label);
  }
  return [...byMeaning.values()];
}

function* distinct(labels: Texts): Steps<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const [from, to] of portions(labels.length, ROWS_OF_A_TEXT)) {
    for (let row = from; row < to; row++) found.add(labels.at(row) ?? '');
    yield (to - from) * ROWS_OF_A_TEXT;
  }
  return found;
}
