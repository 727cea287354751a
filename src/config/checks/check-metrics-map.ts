import { isMetricOf, metricNames } from '../../domain/metrics/registry.ts';
import type { Finding } from '../finding.ts';
import type { WrittenModel } from '../schema/config.ts';
import { unknownMetric } from './check-gates.ts';

/** `evaluate.metrics_map`: metrics of the task, and a file that it can speak of. */
export function checkMetricsMap({ task, evaluate, train }: WrittenModel): Finding[] {
  const { metrics_map: map } = evaluate;
  if (map === undefined) return [];
  const path = ['evaluate', 'metrics_map'];
  if (train.metrics === undefined)
    return [{ path, message: 'has no meaning without train.metrics', restsOn: [['train', 'metrics']] }];
  return Object.keys(map)
    .filter((metric) => !isMetricOf(task, metric))
    .map((metric) => ({
      path: [...path, metric],
      at: 'key',
      ...unknownMetric(task, metric, metricNames(task)),
    }));
}

const LINKED = { logit: 'binary', softmax: 'multiclass' } as const;

/** `evaluate.link`: one for each task that has logits, and predictions that it can speak of. */
export function checkLink({ task, evaluate, train }: WrittenModel): Finding[] {
  const { link } = evaluate;
  if (link === undefined) return [];
  const path = ['evaluate', 'link'];
  if (LINKED[link] !== task)
    return [
      { path, message: `${link} belongs to task ${LINKED[link]}, this is ${task}`, restsOn: [['task']] },
    ];
  if (train.predictions !== undefined || evaluate.predict !== undefined) return [];
  const message =
    'has no meaning without train.predictions or evaluate.predict: an ONNX model says itself what it gives';
  return [
    {
      path,
      message,
      restsOn: [
        ['train', 'predictions'],
        ['evaluate', 'predict'],
      ],
    },
  ];
}
