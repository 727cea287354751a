import { counted } from '../report/counted.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { Found, Question } from './found.ts';

export type Task = 'binary' | 'multiclass' | 'regression';
export const TASKS: readonly Task[] = ['binary', 'multiclass', 'regression'];

/** Whether the sources speak of classes or of numbers. */
export interface TaskHints {
  readonly classes: boolean;
  readonly numbers: boolean;
}

const MOST_CLASSES = 50;

/** The task that the values of the target ask for; a question where they leave it open. */
export function chooseTask(target: ColumnFacts, hints: TaskHints): Found<Task> | Question {
  const { name, logicalType, train } = target;
  const holds = `${name} holds ${counted(train.distinct, 'value')}`;
  if (train.distinct < 2) return question(`${holds}: there is nothing to predict`);
  if (train.distinct === 2) return { value: 'binary', because: `${holds}: ${shares(target)}` };
  if (logicalType === 'integer' || logicalType === 'number') return numericTask(target, hints);
  if (train.distinct <= MOST_CLASSES) return { value: 'multiclass', because: `${holds}: ${shares(target)}` };
  return question(`${holds} of text: more than classes mostly have`);
}

/** Whole numbers may be classes, ranks or counts: then the sources decide, or nobody. */
function numericTask({ name, train }: ColumnFacts, { classes, numbers }: TaskHints): Found<Task> | Question {
  const isWhole = train.values.every(({ text }) => Number.isInteger(Number(text)));
  const what = `${name} holds ${counted(train.distinct, 'number')}`;
  if (!isWhole) return { value: 'regression', because: `${what} with fractions` };
  if (classes && !numbers && train.distinct <= MOST_CLASSES)
    return { value: 'multiclass', because: `${what}, and the sources train a classifier` };
  if (numbers && !classes)
    return { value: 'regression', because: `${what}, and the sources train a regression` };
  if (train.distinct > MOST_CLASSES) return { value: 'regression', because: `${what}: too many for classes` };
  return question(`${what}, all whole: classes or amounts?`);
}

/** `no 69 %, yes 31 %`. */
function shares({ train }: ColumnFacts): string {
  const present = train.rows - train.nulls;
  const shown = train.values.slice(0, 5).map(({ text, rows }) => `${text} ${percent(rows / present)}`);
  return `${shown.join(', ')}${train.distinct > 5 ? ' …' : ''}`;
}

function percent(share: number): string {
  return share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}

function question(text: string): Question {
  return { option: 'task', text, choices: TASKS };
}
