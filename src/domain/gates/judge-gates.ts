import type { Contrast } from '../metrics/measurement.ts';
import { equalModelPasses, powerOf } from './equal-model.ts';
import { type Finding, findVerdict } from './find-verdict.ts';
import type { Gate, GateLimit, GateOutcome, GateRule, GateSeen, GateVerdict } from './gate.ts';
import { gateReason } from './gate-reason.ts';
import { type Asking, comparative, type JudgeGatesRequest, type Subject, subjectOf } from './gate-subject.ts';

const RULES: readonly (readonly [GateRule, (gate: Gate) => GateLimit | null])[] = [
  ['min', (gate) => gate.min],
  ['max', (gate) => gate.max],
  ['max_worse', (gate) => gate.maxWorse],
  ['min_better', (gate) => gate.minBetter],
];

/**
 * One verdict per rule, in the order of the gates. Throws JudgingError for a percentage of a baseline that is not
 * positive, and for a percentage in `min` or `max`.
 */
export function judgeGates(request: JudgeGatesRequest): GateVerdict[] {
  return request.gates.flatMap((gate) =>
    RULES.flatMap(([rule, limitOf]) => {
      const limit = limitOf(gate);
      return limit === null ? [] : [judgeRule({ request, gate, rule, limit })];
    }),
  );
}

function judgeRule(asking: Asking): GateVerdict {
  const { request, gate, rule, limit } = asking;
  const subject = subjectOf(asking);
  const finding = findVerdict(subject);
  const equal = equalModel(subject, finding.outcome);
  const row: GateVerdict = {
    metric: gate.metric,
    ...(gate.target === undefined ? {} : { target: gate.target }),
    dataset: request.dataset,
    ...request.labels,
    rule,
    limit: limit.value,
    relative: limit.relative,
    on: subject.on,
    severity: gate.severity,
    verdict: finding.verdict,
    reason: '',
    equalModelPasses: equal?.chance ?? null,
    outcome: finding.outcome,
    seen: seenOf(subject, finding, equal?.power ?? null),
  };
  return { ...row, reason: gateReason(row, { baseline: request.against, groupBy: null }) };
}

const JUDGED: readonly GateOutcome[] = ['kept', 'broken', 'undecided'];

function equalModel(subject: Subject, outcome: GateOutcome) {
  const { rule, contrast, measurement, criterion, on, limit } = subject;
  const { baseline } = measurement;
  if (rule !== 'max_worse' || !JUDGED.includes(outcome) || contrast === null || baseline === null)
    return null;
  if (contrast.method === 'point' || contrast.guard !== null) return null;
  const asked = { criterion, contrast, baseline, on };
  const units = measurement.groups ?? measurement.rows;
  return { chance: equalModelPasses(asked), power: powerOf({ ...asked, units, relative: limit.relative }) };
}

function seenOf(subject: Subject, finding: Finding, power: GateSeen['power']): GateSeen {
  const { measurement, rule, contrast, criterion, isPerformance } = subject;
  const hasRows = !isPerformance && measurement.rows > 0;
  return {
    better: measurement.better,
    candidate: finiteOrNull(measurement.candidate),
    baseline: finiteOrNull(measurement.baseline),
    factor: criterion.factor,
    estimate: estimateOf(subject),
    interval: comparative(rule) ? contrastInterval(contrast) : copyInterval(measurement.candidateInterval),
    confidence: measurement.confidence,
    rows: hasRows ? measurement.rows : null,
    groups: hasRows ? measurement.groups : null,
    note: finding.note ?? null,
    power,
  };
}

function estimateOf({ measurement, criterion, rule, contrast }: Subject): number | null {
  const { candidate, baseline } = measurement;
  if (!comparative(rule)) return finiteOrNull(candidate);
  if (contrast !== null) return finiteOrNull(contrast.estimate);
  return candidate === null || baseline === null
    ? null
    : finiteOrNull(candidate - criterion.factor * baseline);
}

function contrastInterval(contrast: Contrast | null): [number, number] | null {
  return contrast === null || contrast.method === 'point' ? null : copyInterval(contrast.interval);
}

function copyInterval(interval: readonly [number, number] | null): [number, number] | null {
  return interval?.every(Number.isFinite) ? [interval[0], interval[1]] : null;
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
