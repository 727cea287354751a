import { findPairMetric } from '../../domain/metrics/pair-metrics.ts';
import { isMetricOf, metricNames } from '../../domain/metrics/registry.ts';
import { MODEL_NAME } from '../../domain/names.ts';
import { checkCustomMetrics, isCustomMetric } from '../custom-metrics.ts';
import type { Finding } from '../finding.ts';
import { checkOwnMetrics, metricNameOf, ownMetricNames } from '../own-metrics.ts';
import { PERFORMANCE_METRICS } from '../performance-metrics.ts';
import type { WrittenModel } from '../schema/config.ts';
import { targetsOf } from '../targets-of.ts';
import { checkBaseline } from './check-baseline.ts';
import { checkData } from './check-data.ts';
import { checkEnvironments } from './check-deploy.ts';
import { checkFairness } from './check-fairness.ts';
import { checkGates, unknownMetric } from './check-gates.ts';
import { checkLink, checkMetricsMap } from './check-metrics-map.ts';
import { checkPerturbations } from './check-perturbations.ts';
import { checkOutput, checkPredictions } from './check-predictions.ts';
import { checkRanking } from './check-ranking.ts';
import { checkSeeds } from './check-seeds.ts';
import { checkSlices } from './check-slice-columns.ts';
import { checkSliceGates } from './check-slices.ts';
import { checkTargets } from './check-targets.ts';

/** Contradictions within one model; paths start at the model. */
export function checkModel(model: WrittenModel): Finding[] {
  return CHECKS.flatMap((check) => check(model));
}

const CHECKS: readonly ((model: WrittenModel) => Finding[])[] = [
  checkTargets,
  checkRanking,
  checkPositive,
  checkData,
  checkColumns,
  checkClasses,
  checkEvidence,
  checkMetrics,
  checkMetricsMap,
  checkLink,
  checkPredictions,
  checkOutput,
  checkSeeds,
  checkOwnMetrics,
  checkCustomMetrics,
  checkThreshold,
  checkGates,
  checkSlices,
  checkSliceGates,
  checkFairness,
  checkPerturbations,
  checkEnvironments,
  checkBaseline,
  checkRelease,
];

const TASK = [['task']];

function checkPositive({ task, data }: WrittenModel): Finding[] {
  const path = ['data', 'positive'];
  const { positive } = data;
  const target = targetsOf(data).join(', ');
  if (task === 'binary' && positive === undefined) {
    const message = `missing; a binary task names the value of ${target} that a score speaks of`;
    return [{ path, message, restsOn: [...TASK, ['data', 'target']] }];
  }
  if (task !== 'binary' && positive !== undefined)
    return [{ path, message: `has no meaning for task ${task}`, restsOn: TASK }];
  return notExact(positive).map((message) => ({ path, message }));
}

/** Numbers that a computer cannot hold would silently name another label. */
function notExact(value: string | number | boolean | undefined): string[] {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return [];
  return ['a number this large cannot be held exactly; write it in quotes'];
}

function checkColumns({ data }: WrittenModel): Finding[] {
  const { id, weight, features = [] } = data;
  const targets = targetsOf(data);
  const repeated = features.flatMap((feature, index): Finding[] => {
    const path = ['data', 'features', index];
    if (features.indexOf(feature) !== index) return [{ path, message: `${feature} stands twice` }];
    if (targets.includes(feature))
      return [{ path, message: `${feature} is the target; it cannot be a feature` }];
    if (feature === id) return [{ path, message: `${feature} is the id; it cannot be a feature` }];
    return feature === weight
      ? [{ path, message: `${feature} is the weight of rows; it cannot be a feature` }]
      : [];
  });
  const roles = (['id', 'group_by', 'time', 'weight'] as const).filter((role) =>
    targets.includes(data[role] ?? ''),
  );
  return [
    ...repeated,
    ...roles.map((role) => ({ path: ['data', role], message: `${data[role]} is the target already` })),
  ];
}

function checkClasses({ task, data }: WrittenModel): Finding[] {
  const { classes = [], positive } = data;
  const path = ['data', 'classes'];
  const names = classes.map(String);
  const findings = classes.flatMap((value, index): Finding[] => {
    const twice = names.indexOf(String(value)) === index ? [] : [`${value} stands twice`];
    return [...twice, ...notExact(value)].map((message) => ({ path: [...path, index], message }));
  });
  if (names.length === 0) return findings;
  if (task !== 'binary' && task !== 'multiclass')
    return [...findings, { path, message: `has no meaning for task ${task}`, restsOn: TASK }];
  if (task !== 'binary') return findings;
  const restsOn = [...TASK, ['data', 'positive'], path];
  if (names.length > 2) findings.push({ path, message: 'a binary task has two classes', restsOn });
  if (positive !== undefined && !names.includes(String(positive)))
    findings.push({ path, message: `${positive} (data.positive) is missing here`, restsOn });
  return findings;
}

const EVIDENCE = ['model', 'predictions', 'metrics'] as const;

function checkEvidence({ task, train, data, evaluate }: WrittenModel): Finding[] {
  const findings: Finding[] = [];
  if (task === 'scores' && train.predictions === undefined)
    return [
      {
        path: ['train', 'predictions'],
        message: 'missing; task scores reads its columns from a predictions file',
        restsOn: TASK,
      },
    ];
  if (EVIDENCE.every((key) => train[key] === undefined)) {
    findings.push({
      path: ['train', 'model'],
      message: 'missing; name what training writes: model, predictions or metrics',
      restsOn: EVIDENCE.map((key) => ['train', key]),
    });
  }
  if (evaluate.predict !== undefined && train.model === undefined) {
    findings.push({
      path: ['train', 'model'],
      message: 'missing; evaluate.predict needs a model to predict with',
      restsOn: [['evaluate', 'predict']],
    });
  }
  const byId = train.predictions !== undefined ? 'train.predictions' : 'evaluate.predict';
  if ((train.predictions !== undefined || evaluate.predict !== undefined) && data.id === undefined) {
    findings.push({
      path: ['data', 'id'],
      message: `missing; predictions (${byId}) are joined to rows by id`,
      restsOn: [
        ['train', 'predictions'],
        ['evaluate', 'predict'],
      ],
    });
  }
  return findings;
}

function checkMetrics(model: WrittenModel): Finding[] {
  const { task, evaluate } = model;
  const metrics = (evaluate.metrics ?? []).map(metricNameOf);
  const own = ownMetricNames(model);
  const known = [...metricNames(task), ...own];
  return metrics.flatMap((metric, index): Finding[] => {
    const path = ['evaluate', 'metrics', index];
    if (metrics.indexOf(metric) !== index) return [{ path, message: `${metric} stands twice` }];
    if (own.includes(metric) || isMetricOf(task, metric)) return [];
    if (isCustomMetric(model, metric))
      return [{ path, message: `${metric} is always reported: leave it out here` }];
    if (PERFORMANCE_METRICS.includes(metric) || findPairMetric(metric) !== null)
      return [{ path, message: `${metric} is always measured; name it under gates only` }];
    return [{ path, ...unknownMetric(task, metric, known) }];
  });
}

/** A threshold is chosen for decisions of a binary task, on rows of their own that are known by id. */
function checkThreshold({ task, data, train, evaluate }: WrittenModel): Finding[] {
  const path = ['evaluate', 'threshold'];
  const restsOn = [path];
  if (typeof evaluate.threshold === 'number') return [];
  if (task !== 'binary')
    return [{ path, message: `has no meaning for task ${task}`, restsOn: [...TASK, path] }];
  const findings: Finding[] = [];
  if (data.tuning === undefined)
    findings.push({
      path: ['data', 'tuning'],
      message: 'missing; it holds the rows on which evaluate.threshold is chosen',
      restsOn,
    });
  if (data.id === undefined)
    findings.push({
      path: ['data', 'id'],
      message: 'missing; ids tell that no row both chooses the threshold and judges the model',
      restsOn,
    });
  if (train.model === undefined && train.predictions === undefined)
    findings.push({
      path,
      message:
        'a metrics file has no scores to choose a threshold by: name train.model or train.predictions, or write a number',
      restsOn: [path, ['train', 'model'], ['train', 'predictions']],
    });
  return findings;
}

function checkRelease({ release }: WrittenModel): Finding[] {
  const from = release.renamed_from;
  if (from === undefined) return [];
  const path = ['release', 'renamed_from'];
  if (!MODEL_NAME.test(from)) return [{ path, message: `${from} can be no model's name` }];
  return release.new ? [{ path, message: 'a model is either new or renamed: take out new: true' }] : [];
}
