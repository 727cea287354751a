import { isMetricOf, METRICS } from '../metrics/registry.ts';
import type { Task } from './choose-task.ts';
import type { ConfigLine } from './found.ts';

/** What candidate and release are judged by: rows that can be paired, or a file of numbers. */
export type JudgedBy = 'rows' | 'metrics-file';

interface Margin {
  readonly metric: string;
  readonly margin: number | string;
  readonly because: string;
}

/** One metric for the order or the decision, one for the size of the error. Numbers have no unit of their own, so theirs are relative. */
const MARGINS: Readonly<Record<Task, readonly Margin[]>> = {
  binary: [
    { metric: 'roc_auc', margin: 0.01, because: 'how well scores put the classes in order; 0.5 is chance' },
    { metric: 'log_loss', margin: 0.01, because: 'how well scores are probabilities' },
  ],
  multiclass: [
    { metric: 'accuracy', margin: 0.01, because: 'the share of right decisions' },
    { metric: 'log_loss', margin: 0.01, because: 'how well scores are probabilities' },
  ],
  regression: [
    { metric: 'rmse', margin: '1%', because: 'the size of the error, large ones above all' },
    { metric: 'mae', margin: '1%', because: 'the size of the usual error' },
  ],
};

const NO_MINIMUM = 'Add min: or max: once you know what is good enough';

/** Gates that any first model passes and that no later one may undercut. */
export function chooseGates(task: Task, known: readonly string[] | null): ConfigLine[] {
  if (known !== null) return metricsFileGates(task, known);
  return MARGINS[task].map(({ metric, margin, because }, index) => ({
    path: ['gates', metric],
    value: { max_worse: margin },
    because: `${because}: at most ${margin} worse than the release.${index === 0 ? ` ${NO_MINIMUM}.` : ''}`,
  }));
}

function metricsFileGates(task: Task, known: readonly string[]): ConfigLine[] {
  const margins = new Map(MARGINS[task].map((each) => [each.metric, each.margin]));
  const usual = known.filter((metric) => margins.has(metric));
  const chosen = (usual.length > 0 ? usual : known).slice(0, 2);
  return [
    {
      path: ['evaluate', 'metrics'],
      value: known,
      because: 'what the metrics file tells under a name that is known',
    },
    ...chosen.map((metric, index) => ({
      path: ['gates', metric],
      value: { max_worse: margins.get(metric) ?? (task === 'regression' ? '1%' : 0.01), on: 'point' },
      because: `the file has single numbers without rows, so the values themselves are compared.${index === 0 ? ` ${NO_MINIMUM}.` : ''}`,
    })),
  ];
}

/** Of some names those that are metrics of a task, in the order of reports. */
export function knownMetrics(task: Task, names: readonly string[]): string[] {
  const order = METRICS.map(({ name }) => name);
  const known = names.filter((name) => isMetricOf(task, name));
  return known.sort((a, b) => placeOf(a, order) - placeOf(b, order));
}

/** Members of a family that stand for it in no list come last. */
function placeOf(name: string, order: readonly string[]): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}
