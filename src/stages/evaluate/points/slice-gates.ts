import type { Gate, GateVerdict } from '../../../domain/gates/gate.ts';
import { judgeGates } from '../../../domain/gates/judge-gates.ts';
import type { SliceMeasurements } from '../../../domain/gates/judge-slices.ts';
import { JudgingError } from '../../../domain/gates/judging-error.ts';
import type { Judging } from '../judging.ts';

/** A slice with its measurements; `isProven`: it must be shown to keep every max_worse. */
export interface CutSlice extends SliceMeasurements {
  readonly isProven: boolean;
}

interface SlicesJudged {
  readonly dataset: string;
  readonly slices: readonly CutSlice[];
  readonly identical: boolean;
  readonly nonFinite: boolean;
}

/**
 * Verdicts of the gates that name a slice, and of those that `prove: true` asks for: max_worse of every gate, on each slice
 * by itself. All of them must pass, so none is corrected for their number. Throws JudgingError for a name that no slice has.
 */
export function gatesOnSlices({ context, baseline }: Judging, judged: SlicesJudged): GateVerdict[] {
  const { gates, baseline: rule, evaluate } = context.model;
  const { slices, ...base } = judged;
  for (const { metric, slice } of gates) if (slice !== undefined) assertKnown(slice, { metric, slices });
  return slices.flatMap((slice) =>
    judgeGates({
      ...base,
      gates: [...named(gates, slice), ...(slice.isProven ? proofs(gates, judged) : [])],
      measurements: slice.measurements,
      performance: {},
      labels: { slice: slice.slice },
      against: baseline?.source ?? null,
      whenAbsent: rule.whenAbsent,
      confidence: evaluate.confidence,
    }),
  );
}

function named(gates: Judging['context']['model']['gates'], { slice }: SliceMeasurements): readonly Gate[] {
  return gates.filter((gate) => gate.slice === slice);
}

function proofs(
  gates: Judging['context']['model']['gates'],
  { dataset, slices: [first] }: SlicesJudged,
): readonly Gate[] {
  const measured = new Set(first?.measurements.map(({ name }) => name));
  return gates
    .filter(
      (gate) =>
        gate.maxWorse !== null &&
        gate.slice === undefined &&
        (gate.dataset === undefined || gate.dataset === dataset) &&
        measured.has(gate.metric),
    )
    .map((gate) => ({ ...gate, min: null, max: null, minBetter: null }));
}

const MOST_NAMED = 10;

function assertKnown(
  wanted: string,
  { metric, slices }: { readonly metric: string; readonly slices: readonly CutSlice[] },
): void {
  if (slices.some(({ slice }) => slice === wanted)) return;
  const names = slices.map(({ slice }) => slice);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  throw new JudgingError(
    `gates.${metric}.slice: no evaluation row is in a slice ${wanted}`,
    `The slices of these rows are: ${names.slice(0, MOST_NAMED).join('; ')}${more}. Write one of these names, or evaluate on rows of that slice.`,
  );
}
