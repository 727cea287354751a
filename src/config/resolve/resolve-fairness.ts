import { FAIRNESS_METRIC_NAMES, fairnessName } from '../../domain/fairness/fairness-metrics.ts';
import { cutName } from '../checks/check-fairness.ts';
import type { EvaluateConfig, GateConfig } from '../resolved.ts';
import type { WrittenModel } from '../schema/config.ts';
import { writtenGates } from '../written-gates.ts';
import { resolveGate } from './resolve-gate.ts';
import { resolveCut } from './resolve-slice.ts';

/** What is told by group, and the gates on it; nothing where the config asks for none. */
export function resolveFairness({ evaluate, gates }: WrittenModel): Pick<EvaluateConfig, 'fairness'> {
  if (evaluate.fairness === undefined) return {};
  const { by, positive, min_rows } = evaluate.fairness;
  return {
    fairness: {
      by: by.map((cut) => ({ name: cutName(cut), cut: resolveCut(cut) })),
      positive: positive === undefined ? null : String(positive),
      leastRows: min_rows,
      gates: resolveGates(gates, by.map(cutName)),
    },
  };
}

/** A gate that names no column is one for each. */
function resolveGates(gates: WrittenModel['gates'], names: readonly string[]): GateConfig[] {
  return writtenGates(gates)
    .filter(({ metric }) => FAIRNESS_METRIC_NAMES.includes(metric))
    .flatMap(({ metric, gate }) =>
      (gate.by === undefined ? names : [gate.by]).map((by) => resolveGate(fairnessName(metric, by), gate)),
    );
}
