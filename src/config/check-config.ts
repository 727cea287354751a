import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { metricNames } from '../domain/metrics/registry.ts';
import { PERFORMANCE_METRICS } from './performance-metrics.ts';
import type { WrittenConfig, WrittenModel } from './schema.ts';
import { type KeyPath, nearest, type Problem, type YamlFile } from './yaml-document.ts';

export interface CheckPlace {
  readonly document: YamlFile;
  readonly directory: string;
  readonly repository: string;
}

type Finding = readonly [path: KeyPath, message: string];

/** What the schema alone cannot see: names that must exist, rules that contradict each other, paths that leave the repository. */
export async function checkConfig(config: WrittenConfig, place: CheckPlace): Promise<Problem[]> {
  const findings: Finding[] = [];
  for (const [name, model] of Object.entries(config.models)) {
    const own = [...CHECKS.flatMap((check) => check(model)), ...(await pathFindings(model, place))];
    findings.push(...own.map(([path, message]): Finding => [['models', name, ...path], message]));
  }
  findings.push(...sharedDirectories(config, place.directory));
  return findings.map(([path, message]) => ({
    ...place.document.locate(path, 'value'),
    path: path.join('.'),
    message,
  }));
}

const CHECKS: readonly ((model: WrittenModel) => Finding[])[] = [
  checkPositive,
  checkColumns,
  checkEvidence,
  checkMetrics,
  checkGates,
  checkSlices,
  checkEnvironments,
  checkBaseline,
];

function checkPositive({ task, data }: WrittenModel): Finding[] {
  if (task === 'binary' && data.positive === undefined) {
    return [[['data'], `a binary task needs positive: the value of ${data.target} that a score speaks of`]];
  }
  if (task !== 'binary' && data.positive !== undefined)
    return [[['data', 'positive'], `positive has no meaning for task ${task}`]];
  return [];
}

function checkColumns({ data }: WrittenModel): Finding[] {
  const roles = { target: data.target, id: data.id, group_by: data.group_by, time: data.time };
  const findings: Finding[] = [];
  for (const [index, feature] of (data.features ?? []).entries()) {
    if (data.features?.indexOf(feature) !== index)
      findings.push([['data', 'features', index], `${feature} stands twice`]);
    for (const role of ['target', 'id'] as const) {
      if (roles[role] === feature)
        findings.push([['data', 'features', index], `${feature} is the ${role}; it cannot be a feature`]);
    }
  }
  for (const role of ['id', 'group_by', 'time'] as const) {
    if (roles[role] === data.target) findings.push([['data', role], `${data.target} is the target`]);
  }
  return findings;
}

function checkEvidence({ train, data }: WrittenModel): Finding[] {
  const { model, predictions, metrics } = train;
  if (model === undefined && predictions === undefined && metrics === undefined) {
    return [[['train'], 'name what training writes: model, predictions or metrics']];
  }
  if (predictions !== undefined && data.id === undefined) {
    return [[['train', 'predictions'], 'predictions are joined to rows by id: set data.id']];
  }
  return [];
}

function unknownMetric(task: WrittenModel['task'], metric: string, known: readonly string[]): string {
  const near = nearest(metric, known);
  return `no metric of this name for task ${task}; ${near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`}`;
}

function checkMetrics({ task, evaluate }: WrittenModel): Finding[] {
  const known = metricNames(task);
  return (evaluate.metrics ?? []).flatMap((metric, index): Finding[] => {
    if (PERFORMANCE_METRICS.includes(metric))
      return [[['evaluate', 'metrics', index], `${metric} is always measured; name it under gates only`]];
    return known.includes(metric)
      ? []
      : [[['evaluate', 'metrics', index], unknownMetric(task, metric, known)]];
  });
}

function checkGates({ task, gates, train }: WrittenModel): Finding[] {
  const known = [...metricNames(task), ...PERFORMANCE_METRICS];
  return Object.entries(gates).flatMap(([metric, gate]): Finding[] => {
    const at = ['gates', metric];
    if (!known.includes(metric)) return [[at, unknownMetric(task, metric, known)]];
    return [...checkLimits(at, gate), ...checkEvidenceOf(at, gate, train)];
  });
}

type WrittenGate = WrittenModel['gates'][string];

function checkLimits(at: readonly string[], gate: WrittenGate): Finding[] {
  const { min, max } = gate;
  const findings: Finding[] = [];
  if ([min, max, gate.max_worse, gate.min_better].every((limit) => limit === undefined)) {
    findings.push([at, 'a gate asks for something: min, max, max_worse or min_better']);
  }
  for (const [key, limit] of Object.entries({ min, max })) {
    if (typeof limit === 'string')
      findings.push([[...at, key], `a percentage needs a baseline: use a number here, or max_worse`]);
  }
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    findings.push([[...at, 'min'], `min ${min} is above max ${max}`]);
  return findings;
}

function checkEvidenceOf(at: readonly string[], gate: WrittenGate, train: WrittenModel['train']): Finding[] {
  const pointsOnly = train.model === undefined && train.predictions === undefined;
  if (!pointsOnly || gate.on === 'point' || PERFORMANCE_METRICS.includes(at[1] ?? '')) return [];
  return (['max_worse', 'min_better'] as const)
    .filter((rule) => gate[rule] !== undefined)
    .map((rule) => [[...at, rule], 'a metrics file gives points only, without an interval: set on: point']);
}

function checkSlices({ evaluate }: WrittenModel): Finding[] {
  return evaluate.slices.flatMap((slice, index): Finding[] => {
    if (typeof slice === 'string' || slice.bins === undefined) return [];
    const isAscending = slice.bins.every((edge, i) => i === 0 || edge > (slice.bins?.[i - 1] ?? edge));
    return isAscending ? [] : [[['evaluate', 'slices', index, 'bins'], 'edges must ascend']];
  });
}

function checkEnvironments({ deploy }: WrittenModel): Finding[] {
  return Object.entries(deploy).flatMap(([name, { requires }]): Finding[] => {
    if (requires === undefined) return [];
    const at = ['deploy', name, 'requires'];
    if (deploy[requires] === undefined)
      return [[at, `there is no environment ${requires}; known are ${Object.keys(deploy).join(', ')}`]];
    return isCircular(deploy, name) ? [[at, `${name} requires itself through ${requires}`]] : [];
  });
}

function isCircular(deploy: WrittenModel['deploy'], start: string): boolean {
  const seen = new Set<string>();
  for (
    let name = deploy[start]?.requires;
    name !== undefined && !seen.has(name);
    name = deploy[name]?.requires
  ) {
    if (name === start) return true;
    seen.add(name);
  }
  return false;
}

function checkBaseline({ baseline, deploy }: WrittenModel): Finding[] {
  const environment = /^live:(.*)$/.exec(baseline.from)?.[1];
  if (environment === undefined || deploy[environment] !== undefined) return [];
  return [[['baseline', 'from'], `there is no environment ${environment} under deploy`]];
}

function sharedDirectories(config: WrittenConfig, directory: string): Finding[] {
  const findings: Finding[] = [];
  for (const [model, { deploy }] of Object.entries(config.models)) {
    const first = new Map<string, string>();
    for (const [name, { target }] of Object.entries(deploy)) {
      const path = resolve(directory, target.path);
      const other = first.get(path);
      if (other !== undefined)
        findings.push([['models', model, 'deploy', name, 'target', 'path'], `${other} uses the same folder`]);
      first.set(path, name);
    }
  }
  return findings;
}

const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\//i;

async function pathFindings(model: WrittenModel, place: CheckPlace): Promise<Finding[]> {
  const written: (readonly [KeyPath, string | readonly string[] | undefined])[] = [
    [['root'], model.root],
    [['data', 'train'], model.data.train],
    [['data', 'evaluation'], model.data.evaluation],
    [['data', 'contract'], model.data.contract],
    [['train', 'inputs'], model.train.inputs],
    [['train', 'params'], model.train.params],
    [['train', 'model'], model.train.model],
    [['train', 'predictions'], model.train.predictions],
    [['train', 'metrics'], model.train.metrics],
    [['baseline', 'from'], /^file:(.*)$/.exec(model.baseline.from)?.[1]],
    [['monitor', 'data'], model.monitor?.data],
  ];
  const findings: Finding[] = [];
  for (const [at, paths] of written) {
    for (const path of paths === undefined ? [] : typeof paths === 'string' ? [paths] : paths) {
      const problem = await pathProblem(path, place);
      if (problem !== null) findings.push([at, problem]);
    }
  }
  return findings;
}

async function pathProblem(path: string, { directory, repository }: CheckPlace): Promise<string | null> {
  if (URL_LIKE.test(path)) return `${path}: data at a URL is not built yet`;
  if (path.endsWith('.dvc')) return `${path}: a .dvc pointer is not built yet; name the file itself`;
  if (path.includes('\0') || path.includes('\n')) return 'a path holds no line breaks and no NUL';
  const absolute = resolve(directory, path);
  const isOutside = leaves(repository, absolute) || leaves(repository, await realPathOf(absolute));
  return isOutside ? `${path} leaves the repository` : null;
}

/** Where a path really leads, for as much of it as exists. */
async function realPathOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return resolve(await realPathOf(dirname(path)), relative(dirname(path), path));
}

function leaves(repository: string, path: string): boolean {
  const inside = relative(repository, path);
  return inside === '..' || inside.startsWith('../') || inside.startsWith('..\\') || isAbsolute(inside);
}
