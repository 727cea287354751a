import type { ModelConfig } from '../../../config/resolved.ts';
import { splitColumns } from '../../../config/split-columns.ts';
import type { SurveyedColumn, SurveyPlan } from '../../../domain/data-checks/survey.ts';
import type { OpenedDataset } from '../check-dataset.ts';

const AS: Readonly<Record<string, SurveyedColumn['as']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'other',
  date: 'other',
  timestamp: 'other',
  time: 'other',
};

/** What each column is to the model. */
export interface ColumnRoles {
  /** Every column with single values, in the order of the file. */
  readonly all: readonly string[];
  /** The same without the ids, which tell a row that was copied from the one that it was copied from. */
  readonly told: readonly string[];
  readonly features: readonly string[];
  /** Whole columns by which slices are made. */
  readonly slices: readonly string[];
  /** Features that are numbers, and those that are none. */
  readonly numbers: readonly string[];
  readonly others: readonly string[];
  /** Logical type of each column. */
  readonly types: ReadonlyMap<string, string>;
}

export function columnRoles(
  { data, evaluate }: ModelConfig,
  { columns }: Pick<OpenedDataset, 'columns'>,
): ColumnRoles {
  const all = columns.filter(({ logicalType }) => AS[logicalType] !== undefined).map(({ name }) => name);
  const others = [...data.targets, data.id, data.groupBy, data.time, data.weight, ...splitColumns(data)];
  const features = data.features ?? all.filter((name) => !others.includes(name));
  const types = new Map(columns.map(({ name, logicalType }) => [name, logicalType]));
  const slices = evaluate.slices.flatMap((slice) => (slice.kind === 'category' ? [slice.column] : []));
  const isNumber = (name: string) => AS[types.get(name) ?? ''] === 'number';
  const known = features.filter((name) => all.includes(name));
  return {
    all,
    told: all.filter((name) => name !== data.id),
    features: known,
    slices: slices.filter((name) => all.includes(name)),
    numbers: known.filter(isNumber),
    others: known.filter((name) => !isNumber(name)),
    types,
  };
}

/** The target is an amount, no class. */
export function hasNumbers(task: ModelConfig['task']): boolean {
  return task !== 'binary' && task !== 'multiclass';
}

/** Beyond this many columns the pairs are too many to correlate. */
export const MOST_CORRELATED = 60;

/** What the checks ask of one dataset; `until` is the last moment of the training data. */
export function planSurvey(
  { data, task }: ModelConfig,
  dataset: OpenedDataset,
  { roles, until }: { readonly roles: ColumnRoles; readonly until: string | null },
): SurveyPlan {
  const { numbers } = roles;
  const [target] = data.targets;
  const isTraining = dataset.role === 'train';
  return {
    columns: roles.all.map((column) =>
      surveyedColumn({ column, as: AS[roles.types.get(column) ?? ''] ?? 'other' }, { roles, data }),
    ),
    label: target === undefined ? null : { column: target, as: hasNumbers(task) ? 'bins' : 'classes' },
    groupBy: data.groupBy,
    rows: roles.told.length === 0 ? null : roles.told,
    features: isTraining && target !== undefined && !hasNumbers(task) ? roles.features : null,
    correlated: isTraining && numbers.length <= MOST_CORRELATED ? numbers : [],
    twins: isTraining ? roles.others : [],
    time: data.time === null ? null : { column: data.time, until },
  };
}

function surveyedColumn(
  { column, as }: Pick<SurveyedColumn, 'column' | 'as'>,
  { roles, data }: { readonly roles: ColumnRoles; readonly data: ModelConfig['data'] },
): SurveyedColumn {
  const isKey = column === data.id || column === data.groupBy || column === data.time;
  const withLabel = roles.features.includes(column) || column === data.id || data.targets.includes(column);
  if (isKey && as === 'number') return { column, as: 'other', withLabel, cells: 'bins' };
  if (isKey) return { column, as, withLabel, cells: 'order' };
  const isNamed = roles.slices.includes(column) || data.targets.includes(column) || as === 'text';
  if (isNamed) return { column, as, withLabel: withLabel || roles.slices.includes(column), cells: 'values' };
  return { column, as, withLabel, cells: as === 'number' ? 'bins' : 'order' };
}
