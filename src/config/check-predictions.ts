import type { PredictionsForm } from '../domain/predictions-form.ts';
import type { Finding } from './finding.ts';
import type { WrittenModel } from './schema.ts';

const TASKS: Readonly<Record<PredictionsForm['form'], readonly string[]>> = {
  list: ['binary', 'multiclass', 'ranking'],
  long: ['binary', 'multiclass'],
  chosen: ['binary'],
  ranked: ['ranking'],
};

/** `evaluate.predictions`: a form that says all that the task asks, of predictions that there are. */
export function checkPredictions({ task, data, train, evaluate }: WrittenModel): Finding[] {
  const { predictions, link } = evaluate;
  if (predictions === undefined) return [];
  const { form } = predictions;
  const path = ['evaluate', 'predictions'];
  if (!TASKS[form].includes(task)) {
    const why = task === 'multiclass' && form === 'chosen' ? ': it says nothing of the other classes' : '';
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
