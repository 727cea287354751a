import { pairMetricNames } from '../../domain/metrics/pair-metrics.ts';
import { isMetricOf } from '../../domain/metrics/registry.ts';
import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import type { WrittenModel } from '../schema/config.ts';
import { targetsOf } from '../targets-of.ts';
import { writtenGates } from '../written-gates.ts';

const TASK = [['task']];

/** Scores need no label, a regression may have several, everything else has one; gates name one that there is. */
export function checkTargets(model: WrittenModel): Finding[] {
  return [...checkNumber(model), ...checkEvidence(model), ...checkGates(model)];
}

function checkNumber({ task, data }: WrittenModel): Finding[] {
  const path = ['data', 'target'];
  const targets = targetsOf(data);
  if (targets.length === 0)
    return task === 'scores'
      ? []
      : [
          {
            path,
            message: 'missing; expected the name of the column that the model predicts',
            restsOn: TASK,
          },
        ];
  const twice = targets.findIndex((target, index) => targets.indexOf(target) !== index);
  if (twice !== -1) return [{ path: [...path, twice], message: `${targets[twice]} stands twice` }];
  if (targets.length === 1 || task === 'regression') return [];
  return [{ path, message: `task ${task} has one target; several are for task regression`, restsOn: TASK }];
}

/** A metrics file has one number under a name. */
function checkEvidence({ data, train }: WrittenModel): Finding[] {
  if (targetsOf(data).length < 2 || train.model !== undefined || train.predictions !== undefined) return [];
  const message = 'several targets are judged row by row: name train.model or train.predictions';
  const restsOn = [
    ['train', 'model'],
    ['train', 'predictions'],
  ];
  return [{ path: ['data', 'target'], message, restsOn }];
}

function checkGates({ task, data, gates }: WrittenModel): Finding[] {
  const targets = targetsOf(data);
  return writtenGates(gates).flatMap(({ metric, at, gate: { target } }): Finding[] => {
    if (target === undefined) return [];
    const path = [...at, 'target'];
    const restsOn = [['data', 'target']];
    if (!isMetricOf(task, metric) && !pairMetricNames(task).includes(metric))
      return [{ path, message: `${metric} is no metric of a target: leave target out` }];
    if (targets.includes(target)) return [];
    const near = nearest(target, targets);
    const help = near === null ? `it lists ${targets.join(', ') || 'none'}` : `did you mean ${near}?`;
    return [{ path, message: `data.target has no ${target}; ${help}`, restsOn }];
  });
}
