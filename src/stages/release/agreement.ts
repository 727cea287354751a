import { overallVerdict } from '../../domain/gates/overall-verdict.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import type { GateRow } from '../../records/gate-row.ts';

const RELATIVE_TOLERANCE = 1e-6;

/** Metrics that depend on the machine and the moment keep the verdict that was reviewed. */
const TIMING = /^(latency_.*_ms|train_seconds)$/;

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly evaluate: EvaluateRecord }
  | { readonly kind: 'refuted'; readonly reason: string };

/**
 * Holds a second evaluation of a candidate against the one that was reviewed: the same values, within 1e-6 relative, and
 * a pass by today's rules and today's baseline. What is confirmed carries the reviewed timings, and what other seeds gave.
 */
export function confirmEvaluation(reviewed: EvaluateRecord, now: EvaluateRecord): Confirmation {
  const gates = now.gates.map((gate) => reviewedTiming(reviewed, gate) ?? gate);
  const nonFinite = (now.nonFiniteScores ?? 0) > 0;
  const verdict = overallVerdict(gates, now.slices, { nonFinite });
  const { latencyMs, baselineCosts } = reviewed;
  const seeds = fullerSeeds(reviewed.seeds, now.seeds);
  const merged = {
    ...now,
    gates,
    latencyMs,
    ...(baselineCosts === undefined ? {} : { baselineCosts }),
    ...(seeds === undefined ? {} : { seeds }),
    verdict,
  };
  const reason = difference(reviewed, now) ?? (verdict === 'pass' ? null : whyNot(merged));
  return reason === null ? { kind: 'confirmed', evaluate: merged } : { kind: 'refuted', reason };
}

type Seeds = EvaluateRecord['seeds'];

/** Today's word, unless fewer of the trainings are at hand than when it was reviewed. */
function fullerSeeds(reviewed: Seeds, now: Seeds): Seeds {
  const known = (seeds: Seeds) => (seeds?.trained ?? []).filter(({ kept }) => kept !== false).length;
  return known(reviewed) > known(now) ? reviewed : now;
}

function reviewedTiming(reviewed: EvaluateRecord, gate: GateRow): GateRow | null {
  if (!TIMING.test(gate.metric)) return null;
  return reviewed.gates.find((each) => each.metric === gate.metric && each.rule === gate.rule) ?? null;
}

function difference(reviewed: EvaluateRecord, now: EvaluateRecord): string | null {
  if (reviewed.candidate.digest !== now.candidate.digest) return 'the candidate is another one';
  if (reviewed.inputDigest !== now.inputDigest) return 'the candidate was trained from other inputs';
  for (const row of reviewed.metrics) {
    const other = now.metrics.find(
      (each) => each.name === row.name && each.target === row.target && each.dataset === row.dataset,
    );
    if (other === undefined || !agrees(row.candidate, other.candidate)) {
      return `${row.name} was ${row.candidate} when it was judged and is ${other?.candidate ?? 'missing'} now`;
    }
  }
  return null;
}

function agrees(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return a === b || Math.abs(a - b) <= RELATIVE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** The first thing that keeps an evaluation from passing. */
function whyNot({ gates, slices, verdict }: EvaluateRecord): string {
  const gate = gates.find((each) => each.severity === 'block' && each.verdict !== 'pass');
  if (gate !== undefined) return `${gate.metric} ${gate.rule}: ${gate.reason}`;
  const harm = slices.find((slice) => slice.verdict === 'harm' && slice.severity !== 'warn');
  if (harm !== undefined) return `${harm.slice}: ${harm.reason}`;
  return gates.length === 0 ? 'no gate is configured any more' : `the verdict is ${verdict} now`;
}
