import { expandPaths } from '../../adapters/files/expand-paths.ts';
import { hashFile } from '../../adapters/files/hash-file.ts';
import type { DataPaths } from '../../config/resolved.ts';
import {
  type CheckHead,
  type CheckOutcome,
  checkVerdict,
  type PlannedCheck,
  type SettledCheck,
} from '../../domain/contract/check.ts';
import { type Contract, declaredTypes } from '../../domain/contract/contract.ts';
import type { RuleMeasurement } from '../../domain/contract/measure-plan.ts';
import { planChecks, planRowCountChecks, withUniqueIds } from '../../domain/contract/plan-checks.ts';
import { ModelyardError } from '../../errors.ts';
import type { ColumnDescription, DataEngine, DataSource } from '../../ports/data-engine.ts';
import type { FileEntry } from '../../records/common.ts';
import type { CheckResult, DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { displayPath } from '../paths.ts';
import { showsValues } from '../shows-values.ts';

/** A dataset that was opened: its files, types and columns. */
export interface OpenedDataset {
  readonly role: string;
  readonly source: DataSource;
  readonly files: readonly FileEntry[];
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
  }: { readonly role: string; readonly paths: DataPaths; readonly contract: Contract | null },
): Promise<OpenedDataset> {
  const files = await expandPaths(paths);
  const source: DataSource = { files, types: declaredTypes(contract) };
  const columns = await engine.describe(source);
  const entries: FileEntry[] = [];
  for (const file of files)
    entries.push({ path: displayPath(context.project, file), ...(await hashFile(file)) });
  return { role, source, files: entries, columns };
}

export interface CheckRequest {
  readonly contract: Contract | null;
  /** Checks that only this role has: target, id, group. */
  readonly roleChecks: readonly (PlannedCheck | SettledCheck)[];
  /** Columns that may be absent here. */
  readonly optional: readonly string[];
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
    ...planChecks({ contract: request.contract, columns: dataset.columns, optional: request.optional }),
  ]);
  const toCount = planned.filter((check): check is PlannedCheck => 'rule' in check);
  context.reporter.progress({ label: `validate ${dataset.role}`, done: 0, total: null, unit: 'rows' });
  const measured = await engine.measure(dataset.source, {
    rules: toCount.map(({ id, rule }) => ({ id, rule })),
    profile: [],
    maxCategories: 0,
    groupBy: null,
    maxExamples: context.model.examples === 'none' ? 0 : MOST_EXAMPLES,
  });
  const byId = new Map(measured.rules.map((rule) => [rule.id, rule]));
  const rowCounts = planRowCountChecks(request.contract, measured.rows);
  const results = planned.map((check) =>
    'outcome' in check
      ? settledResult(check, check.outcome)
      : countedResult(context, check, { measurement: byId.get(check.id), rows: measured.rows }),
  );
  const checks = [...rowCounts.map((check) => settledResult(check, check.outcome)), ...results];
  return {
    role: dataset.role,
    files: [...dataset.files],
    rows: measured.rows,
    checks: withUniqueIds(checks),
  };
}

/** The result of a check whose outcome is known. A check that could not run is an error, never a pass. */
export function settledResult(
  { id, column, kind, severity, expected }: CheckHead,
  outcome: CheckOutcome,
): CheckResult {
  const isNotRun = outcome.reason?.startsWith('not run') ?? false;
  return {
    id,
    column,
    kind,
    severity,
    verdict: isNotRun ? 'error' : toldVerdict(outcome, severity),
    expected,
    failing: outcome.failing,
    checked: outcome.checked,
    examples: [],
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
  };
}

function toldVerdict({ isMet, isInsufficient }: CheckOutcome, severity: CheckHead['severity']) {
  return isInsufficient === true ? 'insufficient' : checkVerdict(isMet, severity);
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
