import type { Limit } from '../limit.ts';
import { isLatency } from '../performance-metrics.ts';
import type { GateConfig } from '../resolved.ts';
import type { WrittenGate } from '../written-gates.ts';

/** One gate as the stages read it, on a metric by the name that records know it by. */
export function resolveGate(metric: string, gate: WrittenGate['gate']): GateConfig {
  return {
    metric,
    min: limitOf(gate.min),
    max: limitOf(gate.max),
    maxWorse: limitOf(gate.max_worse),
    minBetter: limitOf(gate.min_better),
    on: gate.on ?? null,
    severity: gate.severity ?? (isLatency(metric) ? 'warn' : 'block'),
    ...(gate.dataset === undefined ? {} : { dataset: gate.dataset }),
    ...(gate.slice === undefined ? {} : { slice: gate.slice }),
  };
}

function limitOf(written: string | number | undefined): Limit | null {
  if (written === undefined) return null;
  return typeof written === 'number'
    ? { value: written, relative: false }
    : { value: Number(written.slice(0, -1)) / 100, relative: true };
}
