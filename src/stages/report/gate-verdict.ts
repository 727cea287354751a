import type { GateOutcome, GateSeen, GateVerdict } from '../../domain/gates/gate.ts';
import { isComparative } from '../../domain/gates/gate-words.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { GateRow } from '../../records/gate-row.ts';
import type { MetricRow } from '../../records/metric-row.ts';

const OUTCOME_BY_VERDICT: Readonly<Record<GateRow['verdict'], GateOutcome>> = {
  pass: 'kept',
  fail: 'broken',
  inconclusive: 'undecided',
};

/** Gates as they were judged. What a record leaves out is taken from its metrics row; the verdict never is. */
export function gateVerdicts(record: EvaluateRecord): GateVerdict[] {
  return record.gates.map((row) => ({
    ...row,
    outcome: row.outcome ?? OUTCOME_BY_VERDICT[row.verdict],
    seen: row.seen ?? seenFromMetrics(row, metricRowOf(record, row)),
  }));
}

/** The metrics row of a gate; undefined for latency, size and training time. */
export function metricRowOf(
  record: EvaluateRecord,
  gate: Pick<GateRow, 'metric' | 'target' | 'dataset' | 'slice' | 'against'>,
): MetricRow | undefined {
  const against = gate.against ?? record.baseline?.source ?? null;
  const rows =
    gate.slice === undefined
      ? [
          ...record.metrics,
          ...(record.beside ?? []),
          ...(record.fairness ?? []).flatMap(({ metrics }) => metrics),
        ]
      : (record.slices.find(({ slice }) => slice === gate.slice)?.metrics ?? []);
  return rows.find(
    (row) =>
      row.name === gate.metric &&
      row.target === gate.target &&
      row.dataset === gate.dataset &&
      row.against === against,
  );
}

function seenFromMetrics(gate: GateRow, metric: MetricRow | undefined): GateSeen {
  const comparative = isComparative(gate);
  return {
    better: metric?.better ?? 'lower',
    candidate: metric?.candidate ?? null,
    baseline: metric?.baseline ?? null,
    factor: comparative ? 1 : 0,
    estimate: (comparative ? metric?.difference : metric?.candidate) ?? null,
    interval: (comparative ? metric?.interval : metric?.candidateInterval) ?? null,
    confidence: metric?.confidence ?? 0.95,
    rows: metric?.rows ?? null,
    groups: metric?.groups ?? null,
    note: metric?.reason ?? null,
    power: null,
  };
}
