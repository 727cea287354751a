import type { ModelConfig } from '../../../config/resolved.ts';
import { splitColumns } from '../../../config/split-columns.ts';
import { COLUMN_JUDGES, type ColumnJudge } from '../../../domain/data-checks/judge-column.ts';
import { judgeLabelRate, judgeRepresentation } from '../../../domain/data-checks/judge-groups.ts';
import type { Judgement } from '../../../domain/data-checks/judgement.ts';
import type { ColumnSurvey, Survey } from '../../../domain/data-checks/survey.ts';
import type { Asked } from './asked.ts';
import { type ColumnRoles, MOST_CORRELATED } from './plan-survey.ts';

/** What a check on a column needs to know of the model. */
interface ColumnSubject {
  readonly data: ModelConfig['data'];
  readonly roles: ColumnRoles;
  readonly isClassified: (column: string) => boolean;
}

type ColumnKind = keyof typeof COLUMN_JUDGES;

/** Which columns each kind looks at. */
const LOOKS_AT: Readonly<Record<ColumnKind, (column: string, subject: ColumnSubject) => boolean>> = {
  constant: isFeature,
  missing_share: (column, subject) => isFeature(column, subject),
  mixed_types: isDescription,
  null_spellings: isDescription,
  variants: isDescription,
  symbols: isDescription,
  outliers: isFeature,
  personal_data: (column, { isClassified }) => !isClassified(column),
  label_leak: (column, subject) => hasLabel(subject) && isFeature(column, subject),
  id_tells_label: (column, subject) => hasLabel(subject) && column === subject.data.id,
};

const ONLY_TRAINING: readonly ColumnKind[] = ['constant', 'personal_data', 'label_leak', 'id_tells_label'];

/** Where nothing is labelled, nothing can tell a label. */
function hasLabel({ data }: Pick<ColumnSubject, 'data'>): boolean {
  return data.targets.length > 0;
}

function isFeature(column: string, { roles }: ColumnSubject): boolean {
  return roles.features.includes(column);
}

/** Features, the target and what else is no key of the rows. */
function isDescription(column: string, { data }: ColumnSubject): boolean {
  return ![data.id, data.groupBy, data.time, ...splitColumns(data)].includes(column);
}

/** The checks that look at one column at a time. */
export function columnChecks(
  survey: Survey,
  subject: ColumnSubject,
  { ask, isTraining }: { readonly ask: Asked; readonly isTraining: boolean },
): void {
  for (const kind of Object.keys(COLUMN_JUDGES) as ColumnKind[]) {
    if (ONLY_TRAINING.includes(kind) && !isTraining) continue;
    const judge: ColumnJudge = COLUMN_JUDGES[kind];
    for (const column of survey.columns) {
      if (!LOOKS_AT[kind](column.column, subject) || !judge.appliesTo(typeOf(column, subject))) continue;
      ask(kind, column.column, (limit) => ({
        expected: judge.expected(limit),
        judgement: judge.judge(column, limit, survey.rows),
      }));
    }
  }
}

function typeOf({ column }: ColumnSurvey, { roles }: ColumnSubject): string {
  return roles.types.get(column) ?? '';
}

/** Each column by which slices are made: how many rows a slice has, and how often the positive class. */
export function sliceChecks(survey: Survey, { data, roles }: ColumnSubject, ask: Asked): void {
  if (!hasLabel({ data })) return;
  const groups = survey.columns.find(({ column }) => column === data.groupBy)?.distinct ?? survey.rows;
  const rowsOfGroup = Math.max(1, survey.rows / Math.max(1, groups));
  for (const column of survey.columns.filter((each) => roles.slices.includes(each.column))) {
    const { label } = column;
    ask('representation', column.column, (limit) => ({
      expected: `each slice has 30 rows and ${limit * 100} % of all`,
      judgement: judgeRepresentation(label, limit),
    }));
    const { positive } = data;
    if (positive === null) continue;
    ask('label_rate', column.column, (limit) => ({
      expected: `label rates of slices within ${limit} of each other`,
      judgement: judgeLabelRate(label, { positive: positive.text, limit, rowsOfGroup }),
    }));
  }
}

/** Features of which one says what another says; beyond so many numbers the pairs are too many. */
export function redundancyChecks(
  { correlations, columns, twins }: Survey,
  { numbers, others }: ColumnRoles,
  ask: Asked,
): void {
  if (numbers.length > MOST_CORRELATED)
    ask('redundant', null, (limit) => ({
      expected: `no correlation of ${limit} of two columns`,
      judgement: {
        isMet: null,
        failing: null,
        checked: null,
        reason: `${numbers.length} numeric features are more than the ${MOST_CORRELATED} that are held against each other`,
      },
    }));
  else if (numbers.length > 1)
    for (const { column } of columns.filter((each) => numbers.includes(each.column)))
      ask('redundant', column, (limit) => ({
        expected: `no correlation of ${limit} with another column`,
        judgement: redundantJudgement(correlations, column, limit),
      }));
  if (others.length > 1)
    for (const column of others)
      ask('redundant', column, () => ({
        expected: 'not equal to another column in every row',
        judgement: twinJudgement(twins.get(column)),
      }));
}

function twinJudgement(twin: string | undefined): Judgement {
  const reason = twin === undefined ? {} : { reason: `says what ${twin} says` };
  return { isMet: twin === undefined, failing: null, checked: null, ...reason };
}

function redundantJudgement(correlations: Survey['correlations'], column: string, limit: number): Judgement {
  const own = correlations.filter(({ columns }) => columns.includes(column));
  if (own.length === 0)
    return { isMet: null, failing: null, checked: null, reason: 'it does not vary where another does' };
  const twins = own
    .filter(({ columns, value }) => columns[1] === column && Math.abs(value) >= limit)
    .map(({ columns }) => columns[0]);
  return {
    isMet: twins.length === 0,
    failing: null,
    checked: null,
    ...(twins.length === 0 ? {} : { reason: `says what ${twins.slice(0, 3).join(', ')} says` }),
  };
}
