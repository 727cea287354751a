import { decideLabels, trueLabels } from './decide-labels.ts';
import { type Estimate, type MetricInput, ratioEstimate } from './estimate.ts';
import type { Metric } from './metric.ts';

/** 2·TP / (2·TP + FP + FN) of one class; 0 when there is neither a true nor a predicted row of it. */
export function f1OfClass(input: MetricInput, index: number): Estimate {
  const [decided, labels, { weights }] = [decideLabels(input), trueLabels(input), input];
  const top = new Float64Array(labels.length);
  const bottom = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const isTrue = labels[row] === index;
    const isDecided = decided[row] === index;
    top[row] = isTrue && isDecided ? 2 : 0;
    bottom[row] = (isTrue ? 1 : 0) + (isDecided ? 1 : 0);
  }
  return ratioEstimate(top, bottom, weights);
}

function estimateF1(input: MetricInput): Estimate {
  return f1OfClass(input, 1);
}

/** Unweighted mean of F1 over the classes that occur in the truth or in the decisions. */
function estimateMacroF1(input: MetricInput): Estimate {
  const decided = decideLabels(input);
  const labels = trueLabels(input);
  const classes = [...new Set([...labels, ...decided])];
  const each = classes.map((index) => f1OfClass(input, index));
  const value = each.reduce((sum, { value: f1 }) => sum + (f1 ?? 0), 0) / classes.length;
  const influence = new Float64Array(labels.length);
  for (const { influence: own } of each) {
    for (let row = 0; row < own.length; row++) influence[row]! += (own[row] as number) / classes.length;
  }
  return { value, influence, reason: null };
}

export const f1: Metric = {
  name: 'f1',
  tasks: ['binary'],
  usualIn: ['binary'],
  better: 'higher',
  method: 'linearised',
  ofDecisions: true,
  estimate: estimateF1,
};

export const f1Macro: Metric = {
  name: 'f1_macro',
  tasks: ['multiclass'],
  usualIn: ['multiclass'],
  better: 'higher',
  method: 'linearised',
  ofDecisions: true,
  estimate: estimateMacroF1,
};
