import { evaluationSets } from '../../../config/evaluation-sets.ts';
import type { ModelConfig } from '../../../config/resolved.ts';
import type { Contract } from '../../../domain/contract/contract.ts';
import { isClassified } from '../../../domain/contract/plan-checks.ts';
import type { CheckSettings } from '../../../domain/data-checks/catalogue.ts';
import { judgeLabelLink } from '../../../domain/data-checks/judge-groups.ts';
import {
  judgeClasses,
  judgeMissingCategories,
  judgeNewCategories,
  judgeRepeated,
  judgeTime,
  judgeUnseenLabels,
  pairsByChance,
} from '../../../domain/data-checks/judge-rows.ts';
import { shareText } from '../../../domain/data-checks/judgement.ts';
import type { ColumnSurvey, Survey } from '../../../domain/data-checks/survey.ts';
import { formatCount } from '../../../domain/report/format-number.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { CheckResult } from '../../../records/validate.ts';
import type { StageContext } from '../../context.ts';
import { judgeSharedRows, tellingColumns } from '../../shared-rows.ts';
import { type OpenedDataset, settledResult, shownExamples } from '../check-dataset.ts';
import { type Asked, type AskedCheck, startAsking } from './asked.ts';
import { columnChecks, redundancyChecks, sliceChecks } from './column-checks.ts';
import { type LabelPorts, labelChecks } from './label-checks.ts';
import { type ColumnRoles, columnRoles, hasNumbers, planSurvey } from './plan-survey.ts';

export interface DataChecksRequest {
  readonly train: OpenedDataset;
  /** In the order of the config; at least one. */
  readonly evaluations: readonly OpenedDataset[];
  readonly contract: Contract | null;
  readonly settings: CheckSettings;
  /** Finds the data of the base; null: nobody asks what became of their labels. */
  readonly base: LabelPorts | null;
}

/** Results by dataset. */
export interface DataChecks {
  readonly train: readonly CheckResult[];
  /** Of each evaluation dataset, in their order. */
  readonly evaluations: readonly (readonly CheckResult[])[];
}

/** The checks on data for learning. What compares both datasets stands with the evaluation data. */
export async function dataChecks(
  context: StageContext,
  engine: DataEngine,
  { train, evaluations, contract, settings, base }: DataChecksRequest,
): Promise<DataChecks> {
  if (Object.keys(settings).length === 0) return { train: [], evaluations: evaluations.map(() => []) };
  const { model } = context;
  const look = async (dataset: OpenedDataset, roles: ColumnRoles, until: string | null) => {
    context.reporter.progress({
      label: `look at ${dataset.name ?? dataset.role}`,
      done: 0,
      total: null,
      unit: 'rows',
    });
    return engine.survey(dataset.source, planSurvey(model, dataset, { roles, until }));
  };
  const trainRoles = columnRoles(model, train);
  const trained = await look(train, trainRoles, null);
  const subject = { data: model.data, isClassified: (column: string) => isClassified(contract, [column]) };

  const ofTrain = startAsking(settings);
  columnChecks(trained, { ...subject, roles: trainRoles }, { ask: ofTrain.ask, isTraining: true });
  sliceChecks(trained, { ...subject, roles: trainRoles }, ofTrain.ask);
  rowChecks(context, { survey: trained, roles: trainRoles }, ofTrain.ask);
  trainingChecks(context, { survey: trained, roles: trainRoles }, ofTrain.ask);
  const askLabels = await labelChecks(context, engine, { base, contract, settings });
  await askLabels(ofTrain.ask, { dataset: train, paths: model.data.train });

  const results = (asked: readonly AskedCheck[]) => asked.map((each) => resultOf(context, contract, each));
  const ofEach: CheckResult[][] = [];
  const sets = evaluationSets(model.data);
  for (const [index, evaluation] of evaluations.entries()) {
    const roles = columnRoles(model, evaluation);
    const evaluated = await look(evaluation, roles, trained.time?.latest ?? null);
    const ofEvaluation = startAsking(settings);
    columnChecks(evaluated, { ...subject, roles }, { ask: ofEvaluation.ask, isTraining: false });
    sliceChecks(evaluated, { ...subject, roles }, ofEvaluation.ask);
    rowChecks(context, { survey: evaluated, roles }, ofEvaluation.ask);
    pairChecks(context, { trained, evaluated, roles }, ofEvaluation.ask);
    if (settings.overlap_rows !== undefined) {
      const columns = tellingColumns(model, [evaluation.columns, train.columns]);
      const judgement = await judgeSharedRows(engine, [evaluation.source, train.source], columns);
      ofEvaluation.ask('overlap_rows', null, () => ({
        expected: 'no row of the training data, but for chance',
        judgement,
      }));
    }
    await askLabels(ofEvaluation.ask, {
      dataset: evaluation,
      paths: sets[index]?.paths ?? model.data.evaluation,
    });
    ofEach.push(results(ofEvaluation.asked));
  }
  return { train: results(ofTrain.asked), evaluations: ofEach };
}

function resultOf(
  context: StageContext,
  contract: Contract | null,
  { check, examples }: AskedCheck,
): CheckResult {
  const hidden = check.column === null ? false : isClassified(contract, [check.column]);
  const result = settledResult(check, check.outcome);
  if (result.verdict === 'pass') return result;
  return { ...result, examples: shownExamples(context, examples, hidden) };
}

interface Seen {
  readonly survey: Survey;
  readonly roles: ColumnRoles;
}

/** Whole rows and the label of one dataset. */
function rowChecks({ model }: StageContext, { survey, roles }: Seen, ask: Asked): void {
  const { repeated } = survey;
  if (repeated !== null)
    ask('duplicate_rows', null, (limit) => ({
      expected: limit === 0 ? 'no row twice' : `at most ${shareText(limit)} of the rows twice`,
      judgement: judgeRepeated(repeated, pairsByChance(survey, roles.told), limit),
    }));
  const target = labelOf(survey, model.data);
  if (target !== null && !hasNumbers(model.task))
    ask('class_balance', null, (limit) => ({
      expected: `each class has ${shareText(limit)} of the rows`,
      judgement: judgeClasses(target, limit),
    }));
}

function trainingChecks({ model }: StageContext, { survey, roles }: Seen, ask: Asked): void {
  const { conflicting } = survey;
  if (model.task !== 'regression')
    ask('conflicting_labels', null, (limit) => ({
      expected: 'equal features have one label',
      judgement:
        conflicting === null
          ? { isMet: null, failing: null, checked: null, reason: 'no column is a feature' }
          : judgeRepeated(conflicting, pairsByChance(survey, roles.features), limit),
    }));
  redundancyChecks(survey, roles, ask);
}

interface Pair {
  readonly trained: Survey;
  readonly evaluated: Survey;
  readonly roles: ColumnRoles;
}

/** What only the evaluation data beside the training data can show. */
function pairChecks({ model }: StageContext, { trained, evaluated, roles }: Pair, ask: Asked): void {
  ask('evaluation_size', null, (limit) => ({
    expected: `at least ${formatCount(limit)} rows`,
    judgement: { isMet: evaluated.rows >= limit, failing: null, checked: evaluated.rows },
  }));
  const { time } = evaluated;
  if (time !== null)
    ask('overlap_time', model.data.time, () => ({
      expected: 'every row is later than the training data',
      judgement: judgeTime(time, trained.time?.latest ?? null),
    }));
  const [known, seen] = [labelOf(trained, model.data), labelOf(evaluated, model.data)];
  if (!hasNumbers(model.task) && known !== null && seen !== null)
    ask('unseen_labels', null, () => ({
      expected: 'only labels of the training data',
      judgement: judgeUnseenLabels(known, seen),
    }));
  for (const column of roles.features) {
    const [before, now] = [columnOf(trained, column), columnOf(evaluated, column)];
    // A column that training lacks has nothing to be held against: that it is missing there, the contract tells.
    if (before === null || now === null) continue;
    categoryPair(before, now, ask);
    if (model.data.targets.length > 0) labelPair(before, now, ask);
  }
}

function categoryPair(before: ColumnSurvey, now: ColumnSurvey, ask: Asked): void {
  if (before.text !== null || now.text !== null) {
    ask('new_categories', now.column, () => ({
      expected: 'only categories of the training data',
      judgement: judgeNewCategories(before, now),
    }));
    ask('missing_categories', now.column, () => ({
      expected: 'every frequent category of the training data',
      judgement: judgeMissingCategories(before, now),
    }));
  }
}

function labelPair(before: ColumnSurvey, now: ColumnSurvey, ask: Asked): void {
  ask('label_link', now.column, (limit) => ({
    expected: `tells as much of the label as in training, within ${limit}`,
    judgement: judgeLabelLink(before, now, limit),
  }));
}

/** The first target as it was surveyed: of several the others are only measured. */
function labelOf(survey: Survey, { targets: [target] }: ModelConfig['data']): ColumnSurvey['label'] {
  return target === undefined ? null : (columnOf(survey, target)?.label ?? null);
}

function columnOf({ columns }: Survey, name: string): ColumnSurvey | null {
  return columns.find(({ column }) => column === name) ?? null;
}
