import type { Contract } from '../../domain/contract/contract.ts';
import { isClassified, withUniqueIds } from '../../domain/contract/plan-checks.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { CheckResult, DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { type OpenedDataset, settledResult, shownExamples } from './check-dataset.ts';
import { overlapChecks } from './role-checks.ts';

interface Datasets {
  readonly train: OpenedDataset;
  readonly evaluations: readonly OpenedDataset[];
  readonly datasets: readonly DatasetResult[];
  readonly contract: Contract | null;
}

/** Checks between the datasets stand with the evaluation data. */
export async function addOverlap(
  context: StageContext,
  engine: DataEngine,
  { train, evaluations, datasets, contract }: Datasets,
): Promise<DatasetResult[]> {
  const [trained, ...judged] = datasets;
  if (trained === undefined) return [];
  const compared: DatasetResult[] = [trained];
  for (const [index, dataset] of judged.entries()) {
    const evaluation = evaluations[index];
    if (evaluation === undefined) continue;
    compared.push(await withOverlap(context, engine, { train, evaluation, dataset, contract }));
  }
  return compared;
}

async function withOverlap(
  context: StageContext,
  engine: DataEngine,
  {
    train,
    evaluation,
    dataset,
    contract,
  }: Omit<Datasets, 'evaluations' | 'datasets'> & {
    readonly evaluation: OpenedDataset;
    readonly dataset: DatasetResult;
  },
): Promise<DatasetResult> {
  const label = `look for rows of ${evaluation.name ?? evaluation.role} in train`;
  context.reporter.progress({ label, done: 0, total: null, unit: 'rows' });
  const found = await overlapChecks(context.model.data, engine, [train, evaluation]);
  const results = found.map(({ check, examples }): CheckResult => {
    const classified = check.column !== null && isClassified(contract, [check.column]);
    const result = settledResult(check, check.outcome);
    return { ...result, examples: shownExamples(context, examples, classified) };
  });
  return { ...dataset, checks: withUniqueIds([...dataset.checks, ...results]) };
}
