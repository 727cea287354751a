import { resolve } from 'node:path';
import { type CheckSettings, DATA_CHECKS } from '../../domain/data-checks/catalogue.ts';
import { FAIRNESS_METRIC_NAMES } from '../../domain/fairness/fairness-metrics.ts';
import { pairMetricNames } from '../../domain/metrics/pair-metrics.ts';
import { defaultMetrics, isMetricOf } from '../../domain/metrics/registry.ts';
import { customMetrics } from '../custom-metrics.ts';
import { metricNameOf, ownColumns } from '../own-metrics.ts';
import { PERFORMANCE_METRICS } from '../performance-metrics.ts';
import type {
  BaselineConfig,
  ConfigPath,
  EnvironmentConfig,
  GateConfig,
  ModelConfig,
  TargetConfig,
} from '../resolved.ts';
import type { WrittenModel } from '../schema/config.ts';
import { durationMs } from '../schema/parts.ts';
import { targetsOf } from '../targets-of.ts';
import { type WrittenGate, writtenGates } from '../written-gates.ts';
import { dataPaths, resolveEvaluation } from './resolve-data.ts';
import { resolveDrift } from './resolve-drift.ts';
import { resolveFairness } from './resolve-fairness.ts';
import { resolveGate } from './resolve-gate.ts';
import { resolvePerturbations } from './resolve-perturbations.ts';
import { resolveSlice } from './resolve-slice.ts';

type Locate = (written: string) => ConfigPath;

/** A model's part of the config as the stages read it: defaults filled in, paths absolute. */
export function resolveModel(name: string, written: WrittenModel, directory: string): ModelConfig {
  const path: Locate = (text) => ({ written: text, absolute: resolve(directory, text) });
  const optional = (text: string | undefined) => (text === undefined ? null : path(text));
  const { train } = written;
  return {
    name,
    task: written.task,
    root: path(written.root),
    data: resolveData(written, path),
    train: {
      run: train.run,
      inputs: train.inputs ?? null,
      params: optional(train.params),
      model: optional(train.model),
      predictions: optional(train.predictions),
      metrics: optional(train.metrics),
      timeoutMs: durationMs(train.timeout),
      env: train.env,
      seed: train.seed,
      ...(train.seeds === undefined ? {} : { seeds: train.seeds }),
    },
    baseline: resolveBaseline(written, path),
    evaluate: {
      metrics: reportedMetrics(written),
      columns: ownColumns(written),
      custom: customMetrics(written, path(written.root).absolute),
      ...resolveThreshold(written.evaluate.threshold),
      slices: written.evaluate.slices.map(resolveSlice),
      ...resolveFairness(written),
      ...resolvePerturbations(written),
      ...resolveAgain(written.evaluate),
      confidence: written.evaluate.confidence,
      ...resolvePredict(written.evaluate),
      ...resolveForm(written),
    },
    gates: writtenGates(written.gates)
      .filter(({ metric }) => !FAIRNESS_METRIC_NAMES.includes(metric))
      .flatMap((gate) => resolveGates(written, gate)),
    release: {
      from: written.release.from,
      approval: written.release.approval,
      onMismatch: written.release.on_mismatch,
      firstVersion: written.release.first_version,
      renamedFrom: written.release.renamed_from ?? null,
      isNew: written.release.new,
    },
    deploy: Object.entries(written.deploy).map(([environment, each]) =>
      resolveEnvironment(environment, each, path),
    ),
    drift: resolveDrift(written.drift),
    monitor: written.monitor === undefined ? null : { data: dataPaths(written.monitor.data, path) },
    examples: written.examples ?? 'auto',
  };
}

function resolveData({ data }: WrittenModel, path: Locate): ModelConfig['data'] {
  return {
    train: dataPaths(data.train, path),
    ...resolveEvaluation(data.evaluation, path),
    serving: data.serving === undefined ? null : dataPaths(data.serving, path),
    ...(data.tuning === undefined ? {} : { tuning: dataPaths(data.tuning, path) }),
    contract: data.contract === undefined ? null : path(data.contract),
    targets: targetsOf(data),
    positive: data.positive === undefined ? null : positiveOf(data.positive),
    id: data.id ?? null,
    groupBy: data.group_by ?? null,
    time: data.time ?? null,
    weight: data.weight ?? null,
    features: data.features ?? null,
    classes: data.classes?.map(String) ?? null,
    nullLabels: data.null_labels,
    checks: resolveChecks(data.checks ?? {}),
  };
}

function resolveChecks(written: NonNullable<WrittenModel['data']['checks']>): CheckSettings {
  const settings = DATA_CHECKS.flatMap(({ kind, severity, limit }) => {
    const own = written[kind] ?? {};
    if (own === 'off') return [];
    const { except = [], ...rest } = typeof own === 'string' ? { severity: own } : own;
    return [[kind, { severity: rest.severity ?? severity, limit: rest.limit ?? limit, except }] as const];
  });
  return Object.fromEntries(settings);
}

function positiveOf(value: string | number | boolean): NonNullable<ModelConfig['data']['positive']> {
  const type = typeof value;
  return { text: String(value), type: type === 'boolean' || type === 'number' ? type : 'string' };
}

/** What is usual is left out. */
function resolveAgain({
  tolerance,
  determinism,
}: WrittenModel['evaluate']): Pick<ModelConfig['evaluate'], 'tolerance' | 'determinism'> {
  return {
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(determinism === 'warn' ? {} : { determinism }),
  };
}

function resolvePredict({
  predict,
  predict_code,
  predict_timeout,
  metrics_map,
  link,
  output,
}: WrittenModel['evaluate']) {
  return {
    ...(output === undefined ? {} : { output }),
    ...(link === undefined ? {} : { link }),
    ...(metrics_map === undefined ? {} : { metricsMap: metrics_map }),
    ...(predict === undefined ? {} : { predict, predictCode: predict_code }),
    ...(predict_timeout === undefined ? {} : { predictTimeoutMs: durationMs(predict_timeout) }),
  };
}

/** Lists are in the order of the classes that the config had when they were written. */
function resolveForm({ task, data, evaluate }: WrittenModel): Pick<ModelConfig['evaluate'], 'predictions'> {
  const { predictions } = evaluate;
  if (predictions === undefined) return {};
  const isOfClasses = predictions.form === 'list' && task !== 'ranking';
  return { predictions: { ...predictions, classes: isOfClasses ? (data.classes ?? []).map(String) : null } };
}

function resolveBaseline({ baseline }: WrittenModel, path: Locate): BaselineConfig {
  const { trivial, anchor, beside } = baseline;
  return {
    from: resolveFrom(baseline.from, path),
    whenAbsent: baseline.when_absent,
    ...(trivial ? {} : { trivial }),
    ...(anchor === undefined ? {} : { anchor }),
    ...(beside.length === 0 ? {} : { beside: beside.map((from) => resolveFrom(from, path)) }),
  };
}

function resolveFrom(written: string, path: Locate): BaselineConfig['from'] {
  const [, kind, rest = ''] = /^([a-z-]+):?(.*)$/s.exec(written) ?? [];
  if (kind === 'live') return { kind, environment: rest };
  return kind === 'file' ? { kind, path: path(rest) } : { kind: 'latest-release' };
}

/** Asked metrics, or the task's own, and every gated score besides. */
function reportedMetrics({ task, evaluate, gates }: WrittenModel): string[] {
  const asked = evaluate.metrics?.map(metricNameOf) ?? defaultMetrics(task);
  const gated = Object.keys(gates).filter(
    (metric) =>
      ![...PERFORMANCE_METRICS, ...FAIRNESS_METRIC_NAMES].includes(metric) &&
      !Object.hasOwn(evaluate.custom, metric),
  );
  return [...new Set([...asked, ...gated])];
}

function resolveThreshold(
  written: WrittenModel['evaluate']['threshold'],
): Pick<ModelConfig['evaluate'], 'threshold' | 'choose'> {
  return typeof written === 'number' ? { threshold: written } : { threshold: 0.5, choose: written.choose };
}

/** A gate on a metric that each of several targets has is a gate on each, unless it names one. */
function resolveGates(model: WrittenModel, { metric, gate }: WrittenGate): GateConfig[] {
  const targets = targetsOf(model.data);
  const isOfTargets = isMetricOf(model.task, metric) || pairMetricNames(model.task).includes(metric);
  if (targets.length < 2 || !isOfTargets) return [resolveGate(metric, gate)];
  const named = gate.target === undefined ? targets : [gate.target];
  return named.map((target) => ({ ...resolveGate(metric, gate), target }));
}

function resolveEnvironment(
  name: string,
  written: WrittenModel['deploy'][string],
  path: Locate,
): EnvironmentConfig {
  return { name, target: resolveTarget(written.target, path), requires: written.requires ?? null };
}

function resolveTarget(written: WrittenModel['deploy'][string]['target'], path: Locate): TargetConfig {
  if (written.kind === 'directory') return { kind: 'directory', path: path(written.path) };
  return { kind: 'command', run: written.run, timeoutMs: durationMs(written.timeout) };
}
