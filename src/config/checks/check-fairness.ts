import { FAIRNESS_METRIC_NAMES } from '../../domain/fairness/fairness-metrics.ts';
import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import type { WrittenModel } from '../schema/config.ts';
import { type WrittenGate, writtenGates } from '../written-gates.ts';
import { checkCut, type WrittenCut, writtenColumns } from './check-slice-columns.ts';

const FAIRNESS = ['evaluate', 'fairness'];

/** How gates, records and reports call what groups are told apart by: `sex`, `sex × age`. */
export function cutName(cut: WrittenCut): string {
  return writtenColumns(cut).join(' × ');
}

/** Groups that can be told apart, decisions that can be counted, and gates that ask for an amount. */
export function checkFairness(model: WrittenModel): Finding[] {
  const { fairness } = model.evaluate;
  return [
    ...(fairness === undefined ? [] : [...checkBy(fairness.by), ...checkDecisions(model)]),
    ...writtenGates(model.gates).flatMap((gate) => checkGate(model, gate)),
  ];
}

function checkBy(by: readonly WrittenCut[]): Finding[] {
  const names = by.map(cutName);
  return by.flatMap((cut, index): Finding[] => {
    const path = [...FAIRNESS, 'by', index];
    const name = names[index] ?? '';
    return names.indexOf(name) === index ? checkCut(cut, path) : [{ path, message: `${name} stands twice` }];
  });
}

function checkDecisions({ task, data, train, evaluate: { fairness } }: WrittenModel): Finding[] {
  const path = [...FAIRNESS, 'positive'];
  const positive = fairness?.positive;
  if (task !== 'binary' && task !== 'multiclass') {
    const message = `has no meaning for task ${task}: it speaks of decisions`;
    return [{ path: FAIRNESS, message, restsOn: [['task']] }];
  }
  if (train.model === undefined && train.predictions === undefined) {
    const message = 'a metrics file has no rows to group: train.model or train.predictions gives them';
    const restsOn = [
      ['train', 'model'],
      ['train', 'predictions'],
    ];
    return [{ path: FAIRNESS, message, restsOn }];
  }
  if (task === 'binary')
    return positive === undefined
      ? []
      : [{ path, message: 'data.positive says it already: leave it out', restsOn: [['task']] }];
  if (positive === undefined)
    return [{ path, message: 'missing; expected the class that is asked about', restsOn: [['task']] }];
  const classes = (data.classes ?? []).map(String);
  if (classes.length === 0 || classes.includes(String(positive))) return [];
  const near = nearest(String(positive), classes);
  const help = near === null ? `it lists ${classes.join(', ')}` : `did you mean ${near}?`;
  return [{ path, message: `data.classes has no ${positive}; ${help}`, restsOn: [['data', 'classes']] }];
}

/** What a gate on fairness cannot ask for, and why. */
const REFUSED = {
  slice: 'it compares groups of all rows: leave slice out, or cross the columns under evaluate.fairness.by',
  dataset: 'fairness is measured on the first dataset: leave dataset out',
  target: 'fairness is measured on decisions: leave target out',
  max_worse:
    'a difference to the baseline is shown and not judged: write max (a difference) or min (a ratio)',
  min_better:
    'a difference to the baseline is shown and not judged: write max (a difference) or min (a ratio)',
} as const;

function checkGate({ evaluate }: WrittenModel, { metric, at, gate }: WrittenGate): Finding[] {
  const path = [...at, 'by'];
  if (!FAIRNESS_METRIC_NAMES.includes(metric))
    return gate.by === undefined
      ? []
      : [{ path, message: `${metric} is measured on all rows: leave by out` }];
  if (evaluate.fairness === undefined) {
    const message = 'evaluate.fairness is missing; it says what groups are told apart by: {by: [sex]}';
    return [{ path: at, at: 'key', message, restsOn: [FAIRNESS] }];
  }
  const refused = (Object.keys(REFUSED) as (keyof typeof REFUSED)[]).filter((key) => gate[key] !== undefined);
  const findings = refused.map((key): Finding => ({ path: [...at, key], message: REFUSED[key] }));
  const names = evaluate.fairness.by.map(cutName);
  if (gate.by === undefined || names.includes(gate.by)) return findings;
  const near = nearest(gate.by, names);
  const help = near === null ? `it lists ${names.join(', ')}` : `did you mean ${near}?`;
  return [
    ...findings,
    { path, message: `evaluate.fairness.by has no ${gate.by}; ${help}`, restsOn: [[...FAIRNESS, 'by']] },
  ];
}
