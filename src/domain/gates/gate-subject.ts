import type { Contrast, Measurement } from '../metrics/measurement.ts';
import { type Criterion, criterionOf } from './criterion.ts';
import type { Gate, GateLimit, GateRule, GateVerdict } from './gate.ts';
import { JudgingError } from './judging-error.ts';

/** A metric that is no score (latency, size, seconds): smaller is better, and only points are known. */
export interface PerformancePoint {
  readonly candidate: number | null;
  readonly baseline: number | null;
}

export interface JudgeGatesRequest {
  readonly gates: readonly Gate[];
  readonly measurements: readonly Measurement[];
  readonly performance: Readonly<Record<string, PerformancePoint>>;
  readonly dataset: string;
  /** What the verdicts say besides of what was looked at. */
  readonly labels?: Pick<GateVerdict, 'slice' | 'against'>;
  /** The baseline's tag or `file:<path>`; null when its absence is proven. */
  readonly against: string | null;
  /** What to do when there is nothing to compare with. */
  readonly whenAbsent: 'fail' | 'absolute-only';
  /** True when candidate and baseline are the same bytes. */
  readonly identical: boolean;
  /** True when any score of the candidate is NaN or infinite: then no score gate passes. */
  readonly nonFinite: boolean;
  readonly confidence: number;
}

export interface Asking {
  readonly request: JudgeGatesRequest;
  readonly gate: Gate;
  readonly rule: GateRule;
  readonly limit: GateLimit;
}

/** What one rule looks at, brought to one shape for scores and performance. */
export interface Subject extends Asking {
  readonly measurement: Measurement;
  readonly isPerformance: boolean;
  readonly on: 'point' | 'bound';
  readonly criterion: Criterion;
  readonly contrast: Contrast | null;
}

/**
 * Brings a rule and its metric together. Throws JudgingError for a percentage in `min` or `max`.
 */
export function subjectOf(asking: Asking): Subject {
  const { gate, rule, limit, request } = asking;
  if (limit.relative && !comparative(rule)) {
    throw new JudgingError(
      `gates.${gate.metric}.${rule}: a percentage needs something to be a percentage of`,
      'Write a number here, or use max_worse or min_better, which compare with the baseline.',
    );
  }
  const found = request.measurements.find((each) => each.name === gate.metric && each.target === gate.target);
  const measurement = found ?? performanceMeasurement(asking);
  const isPerformance = found === undefined && request.performance[gate.metric] !== undefined;
  const criterion = criterionOf(rule, limit, measurement.better);
  const contrast =
    comparative(rule) && request.against !== null ? measurement.contrast(criterion.factor) : null;
  const on = gate.on ?? (comparative(rule) && !isPerformance ? 'bound' : 'point');
  return { ...asking, measurement, isPerformance, criterion, contrast, on };
}

/** True for the rules that compare with the baseline. */
export function comparative(rule: GateRule): boolean {
  return rule === 'max_worse' || rule === 'min_better';
}

function performanceMeasurement({ gate, request }: Asking): Measurement {
  const point = request.performance[gate.metric];
  const candidate = point?.candidate ?? null;
  return {
    name: gate.metric,
    better: 'lower',
    rows: 0,
    groups: null,
    confidence: request.confidence,
    candidate,
    candidateInterval: null,
    baseline: point?.baseline ?? null,
    reason: null,
    contrast: () => null,
  };
}
