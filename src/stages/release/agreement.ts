import type { EvaluateRecord, GateRow } from '../../records/evaluate.ts';

const TOLERANCE = 1e-6;

/** Metrics that depend on the machine and the moment keep the verdict that was reviewed. */
const TIMING = /^(latency_.*_ms|train_seconds)$/;

/** Why a second evaluation of the same candidate does not confirm the first; null when it does. */
export function disagreement(first: EvaluateRecord, second: EvaluateRecord): string | null {
  if (first.candidate.digest !== second.candidate.digest) return 'the candidate is another one';
  for (const row of first.metrics) {
    const other = second.metrics.find((each) => each.name === row.name && each.dataset === row.dataset);
    if (!agrees(row.candidate, other?.candidate ?? null)) {
      return `${row.name} was ${row.candidate} when it was judged and is ${other?.candidate ?? 'missing'} now`;
    }
  }
  const failing = second.gates.find(
    (gate) => gate.severity === 'block' && !TIMING.test(gate.metric) && gate.verdict !== 'pass',
  );
  if (failing !== undefined) return gateText(failing);
  const timing = first.gates.find(
    (gate) => gate.severity === 'block' && TIMING.test(gate.metric) && gate.verdict !== 'pass',
  );
  if (timing !== undefined) return gateText(timing);
  const harm = second.slices.find((slice) => slice.verdict === 'harm' && slice.severity !== 'warn');
  return harm === undefined ? null : `${harm.slice}: ${harm.reason}`;
}

function gateText(gate: GateRow): string {
  return `${gate.metric} ${gate.rule}: ${gate.reason}`;
}

function agrees(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}
