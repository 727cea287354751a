import { FAIRNESS_METRIC_NAMES } from '../../domain/fairness/fairness-metrics.ts';
import { pairMetricNames } from '../../domain/metrics/pair-metrics.ts';
import { findMetric, isMetricOf, METRICS, metricNames } from '../../domain/metrics/registry.ts';
import { isCustomMetric } from '../custom-metrics.ts';
import { writtenSets } from '../evaluation-sets.ts';
import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import { ownMetricNames } from '../own-metrics.ts';
import { PERFORMANCE_METRICS } from '../performance-metrics.ts';
import type { KeyPath } from '../problems.ts';
import type { WrittenModel } from '../schema/config.ts';
import { type WrittenGate, writtenGates } from '../written-gates.ts';

type Task = WrittenModel['task'];
type WrittenRules = WrittenGate['gate'];

/** Gates on metrics that the task has, asking for something that can be judged. */
export function checkGates(model: WrittenModel): Finding[] {
  const { task, gates, train, data } = model;
  const own = ownMetricNames(model);
  const pairs = pairMetricNames(task);
  const known = [
    ...metricNames(task),
    ...pairs,
    ...own,
    ...Object.keys(model.evaluate.custom),
    ...PERFORMANCE_METRICS,
    ...(model.evaluate.fairness === undefined ? [] : FAIRNESS_METRIC_NAMES),
  ];
  const hasIntervals = train.model !== undefined || train.predictions !== undefined;
  const sets = writtenSets(data.evaluation).map(({ name }) => name);
  // What their rules may ask is held in check-fairness.
  const isPlain = (metric: string) => isCustomMetric(model, metric) || FAIRNESS_METRIC_NAMES.includes(metric);
  const measured = writtenGates(gates).filter(({ metric }) => !isPlain(metric));
  const custom = writtenGates(gates).filter(({ metric }) => isPlain(metric));
  return [
    ...custom.flatMap(({ at, gate }) => checkLimits(at, gate)),
    ...measured.flatMap(({ metric, at, gate }): Finding[] => [
      ...(own.includes(metric) ||
      isMetricOf(task, metric) ||
      [...PERFORMANCE_METRICS, ...pairs].includes(metric)
        ? checkDisplayOnly(metric)
        : [unknownGate(metric, unknownMetric(task, metric, known))]),
      ...checkLimits(at, gate),
      ...checkDataset({ metric, at, gate }, { sets, hasRows: hasIntervals }),
      ...checkRules(at, { metric, gate, hasRows: hasIntervals, isOfPair: pairs.includes(metric) }),
    ]),
  ];
}

/** A dataset that there is, and that the gate's metric can be measured on. */
function checkDataset(
  { metric, at, gate: { dataset } }: WrittenGate,
  { sets, hasRows }: { readonly sets: readonly string[]; readonly hasRows: boolean },
): Finding[] {
  if (dataset === undefined) return [];
  const path = [...at, 'dataset'];
  const restsOn = [['data', 'evaluation']];
  if (!sets.includes(dataset)) {
    const near = nearest(dataset, sets);
    const help = near === null ? `known are ${sets.join(', ')}` : `did you mean ${near}?`;
    return [{ path, message: `data.evaluation has no dataset ${dataset}; ${help}`, restsOn }];
  }
  if (dataset === sets[0]) return [];
  if (PERFORMANCE_METRICS.includes(metric))
    return [{ path, message: `${metric} is measured once, on ${sets[0]}: leave dataset out`, restsOn }];
  if (hasRows) return [];
  const message = `a metrics file speaks of ${sets[0]} alone: train.model or train.predictions gives values on ${dataset}`;
  return [{ path, message, restsOn: [...restsOn, ['train', 'model'], ['train', 'predictions']] }];
}

function checkDisplayOnly(metric: string): Finding[] {
  const why = findMetric(metric)?.displayOnly;
  return why === undefined ? [] : [{ path: ['gates', metric], at: 'key', message: why }];
}

function unknownGate(metric: string, unknown: UnknownMetric): Finding {
  return { path: ['gates', metric], at: 'key', ...unknown };
}

/** A metric that the task does not have; the nearest is looked for in the task first, then in all. */
export function unknownMetric(task: Task, metric: string, known: readonly string[]): UnknownMetric {
  const everywhere = METRICS.map(({ name }) => name);
  const near = nearest(metric, known) ?? nearest(metric, everywhere);
  if (findMetric(metric) === null && near !== null)
    return { message: `no metric of this name; did you mean ${near}?`, restsOn: [] };
  return { message: `no metric of task ${task}; known are ${known.join(', ')}`, restsOn: [['task']] };
}

type UnknownMetric = Pick<Finding, 'message' | 'restsOn'>;

const RULES = ['min', 'max', 'max_worse', 'min_better'] as const;

function checkLimits(at: KeyPath, gate: WrittenRules): Finding[] {
  const { min, max } = gate;
  if (RULES.every((rule) => gate[rule] === undefined))
    return [{ path: at, at: 'key', message: `a gate asks for one of ${RULES.join(', ')}`, restsOn: [at] }];
  if (min === undefined || max === undefined || min <= max) return [];
  return [{ path: [...at, 'min'], message: `min ${min} is above max ${max}` }];
}

/** A metrics file holds points. Its differences have no interval to be judged by. */
function checkPoints(at: KeyPath, gate: WrittenRules, hasIntervals: boolean): Finding[] {
  if (hasIntervals || gate.on === 'point') return [];
  const message = 'a metrics file gives values without intervals: set on: point';
  const restsOn = [
    ['train', 'model'],
    ['train', 'predictions'],
    [...at, 'on'],
  ];
  if (gate.on === 'bound') return [{ path: [...at, 'on'], message, restsOn }];
  const rules = (['max_worse', 'min_better'] as const).filter((rule) => gate[rule] !== undefined);
  return rules.map((rule) => ({ path: [...at, rule], message, restsOn }));
}

interface Asked extends Pick<WrittenGate, 'metric' | 'gate'> {
  readonly hasRows: boolean;
  readonly isOfPair: boolean;
}

function checkRules(at: KeyPath, asked: Asked): Finding[] {
  if (asked.isOfPair) return checkPair(at, asked);
  if (PERFORMANCE_METRICS.includes(asked.metric)) return checkPerformance(at, asked);
  return checkPoints(at, asked.gate, asked.hasRows);
}

/** What two models differ by is a quantity of both: there is no better or worse value of one beside the other's. */
function checkPair(at: KeyPath, { metric, gate, hasRows }: Asked): Finding[] {
  const wrong = RULES.filter((rule) => rule !== 'max' && gate[rule] !== undefined);
  const findings = wrong.map((rule): Finding => {
    const message = `${metric} is measured against the baseline already: use max`;
    return { path: [...at, rule], message, restsOn: [[...at, rule]] };
  });
  if (hasRows) return findings;
  const message = `a metrics file does not say what became of single rows: ${metric} needs train.model or train.predictions`;
  const restsOn = [
    ['train', 'model'],
    ['train', 'predictions'],
  ];
  return [...findings, { path: at, at: 'key', message, restsOn }];
}

function checkPerformance(at: KeyPath, { metric, gate }: Pick<WrittenGate, 'metric' | 'gate'>): Finding[] {
  if (gate.on !== 'bound') return [];
  return [{ path: [...at, 'on'], message: `${metric} has no interval: use on: point, or leave it out` }];
}
