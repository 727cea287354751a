import { findMetric } from '../domain/metrics/registry.ts';
import type { Finding } from './finding.ts';
import { ownMetricNames } from './own-metrics.ts';
import { PERFORMANCE_METRICS } from './performance-metrics.ts';
import type { CustomMetric } from './resolved.ts';
import type { WrittenModel } from './schema/config.ts';
import { durationMs } from './schema/parts.ts';
import { type WrittenGate, writtenGates } from './written-gates.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_.@-]{0,62}$/;

export function customMetrics({ evaluate }: WrittenModel, cwd: string): CustomMetric[] {
  return Object.entries(evaluate.custom).map(([name, { run, better, timeout }]) => ({
    name,
    run,
    cwd,
    better,
    timeoutMs: durationMs(timeout),
  }));
}

export function isCustomMetric({ evaluate }: WrittenModel, name: string): boolean {
  return Object.hasOwn(evaluate.custom, name);
}

/** Names that mean nothing else, and gates that a single number can answer. */
export function checkCustomMetrics(model: WrittenModel): Finding[] {
  return [
    ...Object.keys(model.evaluate.custom).flatMap((name) => checkName(model, name)),
    ...writtenGates(model.gates)
      .filter(({ metric }) => isCustomMetric(model, metric))
      .flatMap(checkGate),
  ];
}

function checkName(model: WrittenModel, name: string): Finding[] {
  const at = { path: ['evaluate', 'custom', name], at: 'key' as const };
  if (!NAME.test(name))
    return [
      { ...at, message: 'a metric is named with letters, digits, _ . @ and -, starting with a letter' },
    ];
  const isTaken =
    findMetric(name) !== null || PERFORMANCE_METRICS.includes(name) || ownMetricNames(model).includes(name);
  return isTaken ? [{ ...at, message: `${name} is a metric already; choose another name` }] : [];
}

/** One number has no interval, and is neither of a dataset nor of a slice. */
function checkGate({ metric, at, gate }: WrittenGate): Finding[] {
  const parts = (['dataset', 'slice', 'target'] as const).filter((key) => gate[key] !== undefined);
  const findings: Finding[] = parts.map((key) => ({
    path: [...at, key],
    message: `${metric} is one number that a command prints: leave ${key} out`,
  }));
  if (gate.on === 'point') return findings;
  const message = 'a command prints a number without an interval: set on: point';
  const restsOn = [[...at, 'on']];
  if (gate.on === 'bound') return [...findings, { path: [...at, 'on'], message, restsOn }];
  const rules = (['max_worse', 'min_better'] as const).filter((rule) => gate[rule] !== undefined);
  return [...findings, ...rules.map((rule) => ({ path: [...at, rule], message, restsOn }))];
}
