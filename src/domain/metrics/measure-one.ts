import { atOnce, inOneGo, type Steps } from '../steps.ts';
import { contrastOf } from './contrast.ts';
import { allFinite, type Estimates, estimateBoth, hasValue } from './estimate-both.ts';
import type { MeasuredRows } from './measured-rows.ts';
import type { Contrast, Measurement } from './measurement.ts';
import type { Metric } from './metric.ts';
import { besideBaseline, type PairMetric } from './pair-metrics.ts';
import { singleGuard, singleInterval } from './single-interval.ts';

export interface Asked {
  readonly rows: MeasuredRows;
  /** The same rows, when they are asked for later: copies of a slice's rows are not held until then. */
  readonly again: () => Steps<MeasuredRows>;
  /** Factors, besides 1, of the contrasts that will be asked for. */
  readonly factors: readonly number[];
}

/** One metric of the candidate, and of the baseline beside it where there is one. */
export function* measureOne(metric: Metric, { rows, again, factors }: Asked): Steps<Measurement> {
  const estimates = yield* estimateBoth(metric, rows);
  const { candidate, baseline, pair } = estimates;
  const { value } = candidate;
  const refusal =
    value === null || metric.refusal === undefined ? null : yield* metric.refusal(rows.candidate);
  const interval = yield* ownInterval(metric, estimates, rows);
  const known = new Map<number, Contrast>();
  if (pair !== null)
    for (const factor of [1, ...factors]) known.set(factor, yield* contrastOf(metric, pair, factor));
  const nullValue =
    value === null || metric.nullValue === undefined ? null : yield* metric.nullValue(rows.candidate);
  return {
    name: metric.name,
    better: metric.better,
    rows: rows.count,
    groups: rows.groups?.count ?? null,
    confidence: rows.confidence,
    candidate: value,
    ...interval,
    baseline: baseline?.value ?? null,
    reason: candidate.reason ?? baseline?.reason ?? null,
    ...(metric.ofDecisions === true ? ofThresholds(rows) : {}),
    nullValue,
    refusal,
    contrast: contrasts(known, refusal, (factor) => inOneGo(contrastAnew(metric, again, factor))),
  };
}

function ofThresholds({ truth, candidate, baseline }: MeasuredRows): Pick<Measurement, 'decidesOtherwise'> {
  const isOther = truth.task === 'binary' && baseline !== null && baseline.threshold !== candidate.threshold;
  return isOther ? { decidesOtherwise: true } : {};
}

const NO_OTHER = 'there is nothing to compare with row by row';

/** What the two models' answers differ by; without the baseline's it has no value. */
export function* measurePair(pair: PairMetric, rows: MeasuredRows): Steps<Measurement> {
  const { baseline, confidence } = rows;
  const found = { ofPair: pair.method, name: pair.name, better: 'lower', confidence } as const;
  const counts = { rows: rows.count, groups: rows.groups?.count ?? null };
  if (baseline !== null && (yield* allFinite(baseline.predictions))) {
    const alone = { ...rows, baseline: null };
    const asked = { rows: alone, factors: [], again: () => atOnce(alone) };
    const measured = yield* measureOne(besideBaseline(pair, baseline), asked);
    return { ...measured, ...ofThresholds(rows), ...found, contrast: () => null };
  }
  const reason = baseline === null ? NO_OTHER : 'the baseline gave a score that is NaN or infinite';
  const none = { candidate: null, candidateInterval: null, baseline: null, reason };
  return { ...found, ...counts, ...none, contrast: () => null };
}

/** Influence values are let go of: a factor that nobody announced is estimated anew. */
function* contrastAnew(metric: Metric, again: Asked['again'], factor: number): Steps<Contrast | null> {
  const { pair } = yield* estimateBoth(metric, yield* again());
  return pair === null ? null : yield* contrastOf(metric, pair, factor);
}

/** Record, gates and slices ask for the same ones: each is worked out once. */
function contrasts(
  known: Map<number, Contrast>,
  refusal: string | null,
  workOut: (factor: number) => Contrast | null,
): Measurement['contrast'] {
  return (factor) => {
    if (known.size === 0) return null;
    const found = known.get(factor) ?? workOut(factor);
    if (found !== null) known.set(factor, found);
    return found === null || refusal === null ? found : { ...found, guard: refusal };
  };
}

function* ownInterval(
  metric: Metric,
  { candidate, draws }: Estimates,
  { groups, confidence, candidate: candidateInput }: MeasuredRows,
): Steps<Pick<Measurement, 'candidateInterval' | 'candidateGuard'>> {
  if (!hasValue(candidate)) return { candidateInterval: null, candidateGuard: null };
  const single = { candidate, candidateInput, groups, confidence, draws: draws?.candidate ?? null };
  const candidateInterval = yield* singleInterval(metric, single);
  return { candidateInterval, candidateGuard: yield* singleGuard(metric, single) };
}
