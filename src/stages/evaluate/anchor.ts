import { isLatency } from '../../config/performance-metrics.ts';
import type { Gate, GateVerdict } from '../../domain/gates/gate.ts';
import { judgeGates } from '../../domain/gates/judge-gates.ts';
import { measureMetricsInSteps } from '../../domain/metrics/measure-metrics.ts';
import type { Measurement } from '../../domain/metrics/measurement.ts';
import { inTurn } from '../../domain/steps.ts';
import { ModelyardError } from '../../errors.ts';
import type { MetricRow } from '../../records/metric-row.ts';
import type { StageContext } from '../context.ts';
import { restingIn } from '../resting.ts';
import { type Baseline, resolveBaseline } from './baseline.ts';
import type { EvaluatePorts, Judging } from './judging.ts';
import { customMeasurements } from './points/custom-measurements.ts';
import { metricRows } from './points/metric-rows.ts';
import { type Costs, performancePoints } from './points/performance.ts';
import type { RunnableModel } from './predictions/score-model.ts';
import { isSameScores, nonFiniteRows } from './predictions/to-predictions.ts';
import { judgeRows, observedOn, type SetRows } from './rows/evaluation-set.ts';

export interface AnchorFindings {
  readonly gates: readonly GateVerdict[];
  readonly metrics: readonly MetricRow[];
}

const NOTHING: AnchorFindings = { gates: [], metrics: [] };

/** The release that small losses may not add up against; null where the config names none. */
export async function resolveAnchor(context: StageContext, ports: EvaluatePorts): Promise<Baseline | null> {
  const { anchor } = context.model.baseline;
  if (anchor === undefined) return null;
  if (ports.findTagged === undefined)
    throw new ModelyardError('internal', 'there is nothing to read baseline.anchor from');
  return ports.findTagged(context, anchor);
}

/** What the metrics are shown against as well: each once, without what is proven not to be there. */
export async function resolveBeside(
  context: StageContext,
  ports: EvaluatePorts,
): Promise<readonly Baseline[]> {
  const found: Baseline[] = [];
  for (const from of context.model.baseline.beside ?? []) {
    const model = { ...context.model, baseline: { ...context.model.baseline, from } };
    const baseline = await resolveBaseline({ ...context, model }, ports.findRelease);
    if (baseline !== null && !found.some(({ source }) => source === baseline.source)) found.push(baseline);
  }
  return found;
}

interface AnchoredRows {
  readonly candidate: RunnableModel | null;
  readonly sets: readonly [SetRows, ...SetRows[]];
  readonly costs: Costs;
}

/**
 * Each max_worse once more, against the anchor instead of the baseline: ten releases that each lose a little less than the
 * margin would otherwise lose ten margins. Then the metrics against what else the config names, without gates. Nothing
 * against what is the baseline itself.
 */
export async function judgeBeside(given: Judging, asked: AnchoredRows): Promise<AnchorFindings> {
  const { anchor = null, beside = [] } = given;
  const first = judgingAgainst(given, anchor);
  const found = first === null ? NOTHING : anchored(first, await measureAgainst(first, asked));
  const metrics = [...found.metrics];
  for (const each of beside.filter(({ source }) => source !== anchor?.source)) {
    const judging = judgingAgainst(given, each);
    if (judging === null) continue;
    const { dataset, identical, measurements } = await measureAgainst(judging, asked);
    metrics.push(...metricRows(measurements, { dataset, against: each.source, identical }));
  }
  return { gates: found.gates, metrics };
}

async function measureAgainst(against: Judging, { candidate, sets, costs }: AnchoredRows): Promise<Anchored> {
  const [{ name: dataset, rows }] = sets;
  const judged = await judgeRows(against, candidate, { rows, sets });
  const identical = against.identical && isSameScores(judged.candidate, judged.baseline);
  const { metrics } = against.context.model.evaluate;
  const measurements = [
    ...(await inTurn(
      measureMetricsInSteps({ ...observedOn(against, { judged, rows }), metrics, subset: null }),
      restingIn(against.context),
    )),
    ...(await customMeasurements(against, against.custom)),
  ];
  const broken = await inTurn(nonFiniteRows(judged.candidate, rows.rows, 1), restingIn(against.context));
  const nonFinite = broken.count > 0;
  return { dataset, measurements, identical, nonFinite, costs };
}

interface Anchored {
  readonly dataset: string;
  readonly measurements: readonly Measurement[];
  readonly identical: boolean;
  readonly nonFinite: boolean;
  readonly costs: Costs;
}

/** The same judgement with another model in the baseline's place; null where that changes nothing. */
export function judgingAgainst(
  given: Judging,
  other: Baseline | null,
): (Judging & { readonly baseline: Baseline }) | null {
  const { baseline, candidate } = given;
  if (other === null || other.source === baseline?.source) return null;
  const digest = candidate.model?.digest ?? null;
  return { ...given, baseline: other, identical: digest !== null && digest === other.digest };
}

/** Verdicts and rows of measurements that were taken beside the anchor. */
export function anchored(
  { context, baseline }: Judging & { readonly baseline: Baseline },
  { costs, ...judged }: Anchored,
): AnchorFindings {
  const { source, sizeBytes, trainSeconds = null } = baseline;
  const gates = judgeGates({
    ...judged,
    gates: context.model.gates.flatMap((gate) => marginOf(gate, judged.dataset)),
    performance: performancePoints(costs, { latencyMs: null, sizeBytes, trainSeconds }),
    labels: { against: source },
    against: source,
    whenAbsent: context.model.baseline.whenAbsent,
    confidence: context.model.evaluate.confidence,
  });
  const { dataset, identical } = judged;
  return { gates, metrics: metricRows(judged.measurements, { dataset, against: source, identical }) };
}

/** The margin of a gate on all rows of the first dataset; latency is measured beside the baseline alone. */
function marginOf(gate: Judging['context']['model']['gates'][number], dataset: string): Gate[] {
  const isElsewhere = gate.slice !== undefined || (gate.dataset !== undefined && gate.dataset !== dataset);
  if (gate.maxWorse === null || isElsewhere || isLatency(gate.metric)) return [];
  return [{ ...gate, min: null, max: null, minBetter: null }];
}
