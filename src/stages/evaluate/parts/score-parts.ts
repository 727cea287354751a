import { claimsOf } from '../../../domain/metrics/calibration-error.ts';
import { calibrationTableInSteps } from '../../../domain/metrics/calibration-table.ts';
import type { MetricInput } from '../../../domain/metrics/estimate.ts';
import { isFiniteEverywhere } from '../../../domain/metrics/estimate-both.ts';
import { type Predictions, type Truth, tableColumn } from '../../../domain/metrics/observations.ts';
import { scoreShiftInSteps } from '../../../domain/metrics/score-shift.ts';
import { numbersOf } from '../../../domain/metrics/units.ts';
import { inTurn, type Steps } from '../../../domain/steps.ts';
import type { ScoreShiftRow } from '../../../records/score-changes.ts';
import { restingIn } from '../../resting.ts';
import { observedOn } from '../rows/evaluation-set.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import type { Part } from './part.ts';

/** How often what the candidate gives a chance to comes true; nothing for tasks without chances, or scores that are no numbers. */
export async function calibrationPart({ judging, judged, rows, nonFinite }: RowsRun): Promise<Part> {
  const { truth, candidate } = judged;
  if (nonFinite.count > 0 || (truth.task !== 'binary' && truth.task !== 'multiclass')) return {};
  const { confidence, weights } = observedOn(judging, { judged, rows });
  const input = inputOf(truth, candidate, weights);
  const table = await inTurn(
    calibrationTableInSteps(input, { groups: rows.groups, confidence }),
    restingIn(judging.context),
  );
  if (table === null) return {};
  const of =
    truth.task === 'binary' ? (judging.context.model.data.positive?.text ?? '') : 'the decided class';
  const bins = table.bins.map((bin) => ({
    ...bin,
    interval: [bin.interval[0], bin.interval[1]] as [number, number],
  }));
  return { facts: { calibration: { of, confidence, bins } } };
}

/** How the scores moved from the baseline's; nothing where there are none of it, or where it is the same bytes. */
export async function scoreShiftPart({ judging, judged, rows, nonFinite }: RowsRun): Promise<Part> {
  const { baseline, candidate, truth } = judged;
  const { confidence } = judging.context.model.evaluate;
  if (baseline === null || judging.identical || nonFinite.count > 0) return {};
  const { positive } = judging.context.model.data;
  const rest = restingIn(judging.context);
  const both = { candidate, baseline, positive: positive?.text ?? '' };
  const lists = await inTurn(listsOf(truth, both), rest);
  const shifts: ScoreShiftRow[] = [];
  for (const { of, own, other } of lists) {
    if (!(await inTurn(isFiniteEverywhere(own), rest)) || !(await inTurn(isFiniteEverywhere(other), rest)))
      continue;
    const asked = { candidate: own, baseline: other, groups: rows.groups, confidence };
    const found = await inTurn(scoreShiftInSteps(asked), rest);
    if (found === null) continue;
    const interval: [number, number] | null = found.interval === null ? null : [...found.interval];
    shifts.push({ of, rows: own.length, confidence, ...found, interval });
  }
  return shifts.length === 0 ? {} : { facts: { scoreShift: shifts } };
}

interface List {
  readonly of: string;
  readonly own: Float64Array;
  readonly other: Float64Array;
}

interface Both {
  readonly candidate: Predictions;
  readonly baseline: Predictions;
  readonly positive: string;
}

/** The numbers of both models that mean the same; those of a ranking mean nothing by themselves. */
function* listsOf(truth: Truth, { candidate, baseline, positive }: Both): Steps<List[]> {
  if (truth.task === 'ranking') return [];
  if (truth.task === 'multiclass') {
    const own = yield* claimsOf(inputOf(truth, candidate, null));
    const other = yield* claimsOf(inputOf(truth, baseline, null));
    if (own === null || other === null) return [];
    return [{ of: 'the chance of the decided class', own: own.chance, other: other.chance }];
  }
  if (candidate.task === 'targets' && baseline.task === 'targets') return columnsOf(candidate, baseline);
  if (candidate.task === 'scores' && baseline.task === 'scores')
    return columnsOf(candidate.own, baseline.own);
  const of = truth.task === 'binary' ? `the score of ${positive}` : 'the predicted value';
  // What orders a list is kept with it: a copy is let go of.
  const kept = (values: Float64Array) => (truth.task === 'binary' ? values : values.slice());
  return [{ of, own: kept(numbersOf(candidate)), other: kept(numbersOf(baseline)) }];
}

type NamedNumbers = Parameters<typeof tableColumn>[0];

function columnsOf(own: NamedNumbers, other: NamedNumbers): List[] {
  return own.names
    .filter((name) => other.names.includes(name))
    .map((name) => ({ of: name, own: tableColumn(own, name), other: tableColumn(other, name) }));
}

function inputOf(truth: Truth, predictions: Predictions, weights: Float64Array | null): MetricInput {
  return { truth, predictions, threshold: 0.5, epsilon: 0, weights };
}
