import type { Finding } from '../finding.ts';
import { nearest } from '../nearest.ts';
import type { KeyPath } from '../problems.ts';
import type { WrittenModel } from '../schema/config.ts';
import type { WrittenPerturbation } from '../schema/perturbation.ts';
import { targetsOf } from '../targets-of.ts';

const CHANGES = ['set', 'add', 'scale', 'swap', 'typos'] as const;

/** Changes that can be made, of a model that is run here, with an expectation that fits the task. */
export function checkPerturbations(model: WrittenModel): Finding[] {
  const entries = Object.entries(model.evaluate.perturbations);
  return [
    ...(entries.length === 0 ? [] : checkRunnable(model)),
    ...entries.flatMap(([name, each]) => {
      const path = ['evaluate', 'perturbations', name];
      return [
        ...checkChange(each, path),
        ...checkColumn(model, each, path),
        ...checkExpected(model, each, path),
      ];
    }),
  ];
}

function checkRunnable({ task, train }: WrittenModel): Finding[] {
  const path = ['evaluate', 'perturbations'];
  if (task === 'scores')
    return [{ path, message: 'has no meaning for task scores: no model is run', restsOn: [['task']] }];
  if (train.model === undefined)
    return [
      {
        path,
        message: 'changed rows need a model that is run: name train.model',
        restsOn: [['train', 'model']],
      },
    ];
  return [];
}

function checkChange(each: WrittenPerturbation, path: KeyPath): Finding[] {
  const written = CHANGES.filter((key) => each[key] !== undefined);
  const [first, second] = written;
  if (first === undefined)
    return [{ path, message: `missing; expected one change: ${CHANGES.join(', ')}`, restsOn: [path] }];
  if (second !== undefined)
    return [{ path: [...path, second], message: `one change at a time: ${first} or ${second}` }];
  if (each.add === 0) return [{ path: [...path, 'add'], message: 'adding 0 changes nothing' }];
  if (each.scale === 1) return [{ path: [...path, 'scale'], message: 'times 1 changes nothing' }];
  const names = (each.swap ?? []).map((value) => JSON.stringify(value));
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  return twice === -1 ? [] : [{ path: [...path, 'swap', twice], message: `${names[twice]} stands twice` }];
}

function checkColumn({ data }: WrittenModel, { column }: WrittenPerturbation, path: KeyPath): Finding[] {
  const at = [...path, 'column'];
  if (column === data.id)
    return [{ path: at, message: `${column} is data.id: rows are told by it`, restsOn: [['data', 'id']] }];
  if (targetsOf(data).includes(column))
    return [
      { path: at, message: `${column} is data.target: no model is shown it`, restsOn: [['data', 'target']] },
    ];
  const features = data.features ?? [column];
  if (features.includes(column)) return [];
  const near = nearest(column, features);
  const help = near === null ? `features are ${features.join(', ')}` : `did you mean ${near}?`;
  const message = `data.features has no ${column}; ${help}`;
  return [{ path: at, message, restsOn: [['data', 'features']] }];
}

function checkExpected(
  model: WrittenModel,
  { expect, of, tolerance }: WrittenPerturbation,
  path: KeyPath,
): Finding[] {
  const { task, data } = model;
  const restsOn = [['task']];
  const isClassified = task === 'binary' || task === 'multiclass';
  if (expect === 'same_decision') {
    const message = `task ${task} decides nothing: expect same, not_lower, not_higher, higher or lower`;
    if (!isClassified) return [{ path: [...path, 'expect'], message, restsOn }];
    const unused = { of, tolerance };
    const keys = (['of', 'tolerance'] as const).filter((key) => unused[key] !== undefined);
    return keys.map((key) => ({ path: [...path, key], message: 'has no meaning for same_decision' }));
  }
  const names = task === 'multiclass' ? (data.classes ?? []).map(String) : targetsOf(data);
  const hasSeveral = task === 'multiclass' || names.length > 1;
  if (of !== undefined && !hasSeveral)
    return [{ path: [...path, 'of'], message: 'there is one score only: leave it out', restsOn }];
  if (of === undefined && hasSeveral && expect !== 'same') {
    const what = task === 'multiclass' ? 'the class whose probability' : 'the target whose value';
    return [{ path: [...path, 'of'], message: `missing; expected ${what} is ${expect}`, restsOn }];
  }
  const unknown = of !== undefined && names.length > 0 && !names.includes(of);
  const wrongOf = unknown
    ? [{ path: [...path, 'of'], message: `there is no ${of}; there are ${names.join(', ')}`, restsOn }]
    : [];
  if (expect !== 'same' || isClassified || tolerance !== undefined) return wrongOf;
  const message = 'missing; expected how much counts as no change, in the unit of the score';
  return [...wrongOf, { path: [...path, 'tolerance'], message, restsOn }];
}
