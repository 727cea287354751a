import type { PredictionsForm } from '../../domain/predictions-form.ts';
import type { Finding } from '../finding.ts';
import type { WrittenModel } from '../schema/config.ts';
import { targetsOf } from '../targets-of.ts';

const TASKS: Readonly<Record<PredictionsForm['form'], readonly string[]>> = {
  list: ['binary', 'multiclass', 'ranking'],
  long: ['binary', 'multiclass'],
  chosen: ['binary'],
  ranked: ['ranking'],
};

/** The rest of a probability belongs to one class where there are two; of more nobody knows to which. */
const OF_ONE_CLASS =
  ': the score of one label says nothing of the other classes. Write a column for each class; where there are labels alone, 1 for the chosen one and 0 for the others';

/** `evaluate.output`: of a model, and of one number or class list per row. */
export function checkOutput({ task, data, train, evaluate }: WrittenModel): Finding[] {
  if (evaluate.output === undefined) return [];
  const path = ['evaluate', 'output'];
  if (task === 'scores') return [{ path, message: 'has no meaning for task scores', restsOn: [['task']] }];
  if (evaluate.predict !== undefined)
    return [{ path, message: 'has no meaning beside evaluate.predict', restsOn: [['evaluate', 'predict']] }];
  if (train.model === undefined)
    return [{ path, message: 'has no meaning without train.model', restsOn: [['train', 'model']] }];
  return targetsOf(data).length < 2
    ? []
    : [
        {
          path,
          message: 'names one output; outputs of several targets are found by their names',
          restsOn: [['data', 'target']],
        },
      ];
}

/** `evaluate.predictions`: a form that says all that the task asks, of predictions that there are. */
export function checkPredictions({ task, data, train, evaluate }: WrittenModel): Finding[] {
  const { predictions, link } = evaluate;
  if (predictions === undefined) return [];
  const { form } = predictions;
  const path = ['evaluate', 'predictions'];
  if (!TASKS[form].includes(task)) {
    const why = task === 'multiclass' && form === 'chosen' ? OF_ONE_CLASS : '';
    const message = `${form} belongs to task ${TASKS[form].join(' or ')}, this is ${task}${why}`;
    return [{ path: [...path, 'form'], message, restsOn: [['task']] }];
  }
  if (form === 'list' && task !== 'ranking' && data.classes === undefined)
    return [
      {
        path: [...path, 'form'],
        message: 'a list needs data.classes: the class of each of its numbers',
        restsOn: [['data', 'classes']],
      },
    ];
  if (link === 'logit' && form !== 'chosen')
    return [
      {
        path: ['evaluate', 'link'],
        message: `logit speaks of one score; ${form} has one for each class`,
        restsOn: [[...path, 'form']],
      },
    ];
  if (train.predictions !== undefined || evaluate.predict !== undefined) return [];
  const message = 'has no meaning without train.predictions or evaluate.predict';
  const restsOn = [
    ['train', 'predictions'],
    ['evaluate', 'predict'],
  ];
  return [{ path, message, restsOn }];
}
