import type { MetricInput } from '../../../domain/metrics/estimate.ts';
import { countFlips, surestFlips } from '../../../domain/metrics/flips.ts';
import { measureMetricsInSteps } from '../../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../../domain/metrics/measurement.ts';
import type { Predictions } from '../../../domain/metrics/observations.ts';
import { inTurn } from '../../../domain/steps.ts';
import type { Flips } from '../../../records/score-changes.ts';
import { restingIn } from '../../resting.ts';
import { observedOn } from '../rows/evaluation-set.ts';
import { rowNames } from '../rows/row-names.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';
import type { Part } from './part.ts';

const MOST_NAMED = 20;
const SHARES = ['churn', 'negative_flip_rate', 'positive_flip_rate'] as const;

/** Which decisions are not what the baseline's were; nothing where no label is decided, or nothing was to compare with. */
export async function flipsPart(run: RowsRun): Promise<Part> {
  const { judging, judged, rows } = run;
  const { baseline, truth, candidate } = judged;
  if (baseline === null || (truth.task !== 'binary' && truth.task !== 'multiclass')) return {};
  const observed = observedOn(judging, { judged, rows });
  const rest = restingIn(judging.context);
  const [changed, nowWrong, nowRight] = await inTurn(
    measureMetricsInSteps({ ...observed, metrics: SHARES, subset: null }),
    rest,
  );
  if (changed === undefined || nowWrong === undefined || nowRight === undefined) return {};
  if (changed.candidate === null) return {};
  const input = (predictions: Predictions, threshold: number): MetricInput => ({
    truth,
    predictions,
    threshold,
    epsilon: 0,
    weights: null,
  });
  const own = input(candidate, observed.threshold);
  const other = input(baseline, observed.baselineThreshold);
  const counts = await inTurn(countFlips(own, other), rest);
  const wrong = await inTurn(surestFlips(own, other, MOST_NAMED), rest);
  const flips: Flips = {
    rows: changed.rows,
    groups: changed.groups,
    confidence: changed.confidence,
    changed: shareOf(changed, counts.changed),
    nowWrong: shareOf(nowWrong, counts.nowWrong),
    nowRight: shareOf(nowRight, counts.nowRight),
    wrongRows: wrong.map(rowNames(run)),
  };
  return { facts: { flips } };
}

function shareOf({ candidate, candidateInterval }: Measurement, rows: number): Flips['changed'] {
  return {
    rows,
    share: candidate ?? 0,
    interval: candidateInterval?.every(Number.isFinite) ? [candidateInterval[0], candidateInterval[1]] : null,
  };
}
