import type { GateVerdict } from '../../../domain/gates/gate.ts';
import { judgeGates } from '../../../domain/gates/judge-gates.ts';
import type { RowsRun } from '../rows/run-on-rows.ts';

export interface ShareAsked {
  /** How gates and reports call it. */
  readonly name: string;
  readonly held: number;
  /** Rows that were tried; 0: nothing was, and `reason` says why. */
  readonly rows: number;
  readonly min: number;
  readonly severity: 'block' | 'warn';
  readonly reason?: string;
}

/** At least a share of these rows must hold: a count of the rows at hand, without an interval. */
export function shareGate({ given, judging, dataset, nonFinite }: RowsRun, asked: ShareAsked): GateVerdict[] {
  const { context, baseline } = given;
  const { name, held, rows, min, severity, reason = null } = asked;
  const { confidence } = context.model.evaluate;
  const gate = { metric: name, max: null, maxWorse: null, minBetter: null, on: null, severity };
  const measurement = {
    name,
    better: 'higher' as const,
    rows,
    groups: null,
    confidence,
    candidate: rows === 0 ? null : held / rows,
    candidateInterval: null,
    baseline: null,
    reason,
    contrast: () => null,
  };
  return judgeGates({
    gates: [{ ...gate, min: { value: min, relative: false } }],
    measurements: [measurement],
    performance: {},
    dataset,
    against: baseline?.source ?? null,
    whenAbsent: context.model.baseline.whenAbsent,
    identical: judging.identical,
    nonFinite: nonFinite.count > 0,
    confidence,
  });
}
