import { portions, type Steps } from '../steps.ts';
import { type Area, type Estimate, type MetricInput, undefinedEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';
import { areaUnderRoc } from './roc-auc.ts';

/** Unweighted mean over the classes of the ROC AUC of each against the rest; its influence is the mean of theirs. */
function* estimateOvr({ truth, predictions, weights }: MetricInput): Steps<Estimate> {
  if (truth.task !== 'multiclass' || predictions.task !== 'multiclass')
    return undefinedEstimate('not a multiclass task', 0);
  const width = truth.classes.length;
  const influence = new Float64Array(truth.labels.length);
  const areas: Area[] = [];
  let value = 0;
  for (let index = 0; index < width; index++) {
    const labels = new Uint8Array(truth.labels.length);
    const scores = new Float64Array(labels.length);
    for (const [from, to] of portions(labels.length)) {
      for (let row = from; row < to; row++) {
        labels[row] = truth.labels[row] === index ? 1 : 0;
        scores[row] = predictions.probabilities[row * width + index] as number;
      }
      yield to - from;
    }
    const one = yield* areaUnderRoc({ labels, scores, weights });
    if (one.value === null) return undefinedEstimate(missing(truth.classes[index], labels), labels.length);
    value += one.value / width;
    areas.push(...(one.areas ?? []));
    for (const [from, to] of portions(labels.length)) {
      for (let row = from; row < to; row++) influence[row]! += (one.influence[row] as number) / width;
      yield to - from;
    }
  }
  return { value, influence, reason: null, areas };
}

function missing(name: string | undefined, labels: Uint8Array): string {
  const what = labels.includes(1) ? 'all rows are' : 'no row is';
  return `${what} of class ${name}: its ROC AUC is not defined, and so is their mean`;
}

export const rocAucOvr: Metric = {
  name: 'roc_auc_ovr_macro',
  tasks: ['multiclass'],
  better: 'higher',
  method: 'auc',
  estimate: estimateOvr,
};
