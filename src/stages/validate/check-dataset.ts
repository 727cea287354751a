import type { DataPaths } from '../../config/resolved.ts';
import {
  type AnyCheck,
  type CheckHead,
  type CheckOutcome,
  checkVerdict,
  notRun,
  type PlannedCheck,
  type QueryCheck,
  type SettledCheck,
} from '../../domain/contract/check.ts';
import type { ContractTable, Environment } from '../../domain/contract/contract.ts';
import { declaredReadings, declaredTypes } from '../../domain/contract/declared-columns.ts';
import type { MeasurePlan, RuleMeasurement } from '../../domain/contract/measure-plan.ts';
import { planChecks, planRowCountChecks, withUniqueIds } from '../../domain/contract/plan-checks.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataEngine, DataSource } from '../../ports/data-engine.ts';
import type { CheckResult, DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { type WatchedSource, watchSource, whileUnchanged } from '../data-source.ts';
import { showsValues } from '../shows-values.ts';

/** A dataset that was opened: its files, types and columns. */
export interface OpenedDataset extends WatchedSource {
  readonly role: string;
  /** Of one of several evaluation datasets. */
  readonly name?: string;
  readonly columns: readonly ColumnDescription[];
}

/** Finds and hashes the files of a dataset and reads its columns. Throws `input` where there is nothing to read. */
export async function openDataset(
  context: StageContext,
  engine: DataEngine,
  {
    role,
    paths,
    contract,
    ...named
  }: {
    readonly role: string;
    readonly name?: string;
    readonly paths: DataPaths;
    readonly contract: ContractTable | null;
  },
): Promise<OpenedDataset> {
  context.reporter.progress({ label: `open ${named.name ?? role}`, done: 0, total: null, unit: 'rows' });
  const watched = await watchSource(context, paths, {
    types: declaredTypes(contract),
    readings: declaredReadings(contract),
  });
  const columns = await whileUnchanged([watched], () => engine.describe(watched.source));
  return { role, ...named, ...watched, columns };
}

export interface CheckRequest {
  readonly contract: ContractTable | null;
  /** Checks that only this role has: target, id, group. */
  readonly roleChecks: readonly (PlannedCheck | SettledCheck)[];
  /** Columns that may be absent here. */
  readonly optional: readonly string[];
  /** Where the rows come from; null for a table that keys point to. */
  readonly environment: Environment | null;
  /** Other objects of the contract, of which there are no rows here. */
  readonly withoutRows?: readonly string[];
  /** Tables that keys point to, by name. */
  readonly tables: Readonly<Record<string, DataSource>>;
}

const MOST_EXAMPLES = 5;

/** Runs every check on one dataset. Each check that was asked for is in the result, with a verdict. */
export async function checkDataset(
  context: StageContext,
  engine: DataEngine,
  { dataset, request }: { readonly dataset: OpenedDataset; readonly request: CheckRequest },
): Promise<DatasetResult> {
  const planned = withUniqueIds([
    ...request.roleChecks,
    ...planChecks({ ...request, columns: dataset.columns, nowMs: context.clock.now().getTime() }),
  ]);
  const toCount = planned.filter((check): check is PlannedCheck => 'rule' in check);
  context.reporter.progress({
    label: `validate ${dataset.name ?? dataset.role}`,
    done: 0,
    total: null,
    unit: 'rows',
  });
  const plan: MeasurePlan = {
    rules: toCount.map(({ id, rule }) => ({ id, rule })),
    profile: [],
    maxCategories: 0,
    groupBy: null,
    maxExamples: context.model.examples === 'none' ? 0 : MOST_EXAMPLES,
  };
  const tables = { ...request.tables, ...itself(request.contract, dataset.source) };
  const measured = await engine.measure(dataset.source, plan, tables);
  const answered = await askQuestions(engine, planned, tables);
  const byId = new Map(measured.rules.map((rule) => [rule.id, rule]));
  const rowCounts = planRowCountChecks(request.contract, measured.rows);
  const results = planned.map((check) =>
    'rule' in check
      ? countedResult(context, check, { measurement: byId.get(check.id), rows: measured.rows })
      : settledResult(check, 'outcome' in check ? check.outcome : answered(check)),
  );
  const settled = [...(await fileChecks(engine, dataset)), ...rowCounts];
  const checks = [...settled.map((check) => settledResult(check, check.outcome)), ...results];
  return {
    role: dataset.role,
    ...(dataset.name === undefined ? {} : { name: dataset.name }),
    files: [...dataset.files],
    rows: measured.rows,
    checks: withUniqueIds(checks),
  };
}

/** A table may point to itself, and be asked by each of its names. */
function itself(table: ContractTable | null, source: DataSource): Record<string, DataSource> {
  const names = table === null ? [] : [...table.aliases, table.name];
  return Object.fromEntries(names.map((name) => [name, source]));
}

/** Asks the queries of the contract, all in one go; what has no answer could not run. */
async function askQuestions(
  engine: DataEngine,
  planned: readonly AnyCheck[],
  tables: Readonly<Record<string, DataSource>>,
): Promise<(check: QueryCheck) => CheckOutcome> {
  const checks = planned.filter((check): check is QueryCheck => 'query' in check);
  const questions = checks.map(({ id, query }) => ({ id, sql: query }));
  const answers = checks.length === 0 ? [] : await engine.ask(tables, questions);
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return (check) => {
    const answer = byId.get(check.id);
    if (answer === undefined) throw new ModelyardError('internal', `check ${check.id} was not asked`);
    return answer.value === null ? notRun(check, answer.reason).outcome : check.judge(answer.value);
  };
}

/** Of several files: whether each has every column. */
async function fileChecks(engine: DataEngine, { source }: OpenedDataset): Promise<SettledCheck[]> {
  if (source.files.length < 2) return [];
  const differences = await engine.differences(source);
  const reason = differences.length === 0 ? {} : { reason: differences.join('; ') };
  const head: CheckHead = {
    id: 'files.columns',
    column: null,
    kind: 'files',
    severity: 'warning',
    expected: 'every file has every column',
  };
  return [{ ...head, outcome: { isMet: differences.length === 0, failing: null, checked: null, ...reason } }];
}

/** The result of a check whose outcome is known. A check that could not run is an error, never a pass. */
export function settledResult(
  { id, column, kind, severity, expected }: CheckHead,
  outcome: CheckOutcome,
): CheckResult {
  return {
    id,
    column,
    kind,
    severity,
    verdict: checkVerdict(outcome, severity),
    expected,
    failing: outcome.failing,
    checked: outcome.checked,
    examples: [],
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  };
}

function countedResult(
  context: StageContext,
  check: PlannedCheck,
  { measurement, rows }: { readonly measurement: RuleMeasurement | undefined; readonly rows: number },
): CheckResult {
  if (measurement === undefined) throw new ModelyardError('internal', `check ${check.id} was not counted`);
  const result = settledResult(check, check.judge(measurement, rows));
  if (result.verdict === 'pass') return result;
  return { ...result, examples: shownExamples(context, measurement.examples, check.classified) };
}

/** Values may be of people: a classified column never shows them, and nobody's build server does unless told to. */
export function shownExamples(
  context: StageContext,
  examples: CheckResult['examples'] | RuleMeasurement['examples'],
  isClassified: boolean,
): CheckResult['examples'] {
  if (context.model.examples === 'none') return [];
  if (isClassified) return examples.map(({ row }) => ({ row, value: '(classified)' }));
  if (!showsValues(context)) return examples.map(({ row }) => ({ row, value: '(not shown)' }));
  return [...examples];
}
