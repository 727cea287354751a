import type { Contract } from '../../domain/contract/contract.ts';
import { withUniqueIds } from '../../domain/contract/plan-checks.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { DatasetResult } from '../../records/validate.ts';
import type { StageContext } from '../context.ts';
import { addOverlap } from './add-overlap.ts';
import type { BasePorts } from './base-data.ts';
import { type CheckRequest, checkDataset, type OpenedDataset } from './check-dataset.ts';
import type { CheckParts } from './check-parts.ts';
import { compareWithBase } from './compare-with-base.ts';
import { compareToTraining } from './comparisons.ts';
import { contractPatch } from './contract-patch.ts';
import { type DataChecks, dataChecks } from './data-checks/data-checks.ts';
import { profileDataset } from './profile-dataset.ts';
import { checkTables, type OpenedTable, sourcesOf } from './reference-tables.ts';
import { assertConfiguredColumns, roleChecks } from './role-checks.ts';

/** What is read, and by what it is judged. */
export interface Opened {
  readonly train: OpenedDataset;
  readonly evaluations: readonly [OpenedDataset, ...OpenedDataset[]];
  readonly serving: OpenedDataset | null;
  readonly tables: readonly OpenedTable[];
  readonly contract: Contract | null;
  /** What a short form stands for; null where the contract is kept in the standard's form. */
  readonly short: unknown;
}

export interface Examination {
  readonly engine: DataEngine;
  readonly parts: CheckParts;
  readonly base: BasePorts | null;
}

/** Everything that is read of the rows. */
export async function examine(
  context: StageContext,
  { engine, parts, base }: Examination,
  { train, evaluations, serving, tables, contract, short }: Opened,
) {
  const { data } = context.model;
  const [evaluation] = evaluations;
  const datasets = [];
  for (const dataset of [train, ...evaluations])
    datasets.push(await checkOne(context, engine, { dataset, contract, tables, parts }));
  const compared = parts.overlap
    ? await addOverlap(context, engine, { train, evaluations, datasets, contract })
    : datasets;
  const settings = parts.learning(data.checks);
  const learning = await dataChecks(context, engine, { train, evaluations, contract, settings, base });
  const checked = [
    ...compared.map((dataset, index) => withChecks(dataset, learning, index)),
    ...(await checkTables(context, engine, tables)),
  ];
  const profile = parts.drift
    ? await profileDataset(context, engine, { dataset: train, contract, reference: null })
    : null;
  const comparisons =
    profile === null
      ? []
      : [
          ...(await compareWithBase(context, base, { dataset: train, contract, profile })),
          ...(await compareToTraining(context, engine, { profile, evaluation, serving, contract })),
        ];
  const patch =
    contract === null || !parts.contract
      ? null
      : await contractPatch(context, engine, {
          contract,
          short,
          datasets: [train, ...evaluations],
          results: datasets,
        });
  return { checked, comparisons, patch, profile };
}

/** The training data come first, the evaluation data after them. */
function withChecks(dataset: DatasetResult, learning: DataChecks, index: number): DatasetResult {
  const own = index === 0 ? learning.train : (learning.evaluations[index - 1] ?? []);
  return { ...dataset, checks: withUniqueIds([...dataset.checks, ...own]) };
}

async function checkOne(
  context: StageContext,
  engine: DataEngine,
  {
    dataset,
    contract,
    tables,
    parts,
  }: {
    readonly dataset: OpenedDataset;
    readonly contract: Contract | null;
    readonly tables: readonly OpenedTable[];
    readonly parts: CheckParts;
  },
): Promise<DatasetResult> {
  assertConfiguredColumns(context.model.data, dataset);
  const request: CheckRequest = {
    contract: parts.contract ? contract : null,
    roleChecks: parts.roles ? roleChecks(context.model, dataset, contract) : [],
    optional: [],
    environment: dataset.role === 'train' ? 'training' : 'evaluation',
    withoutRows: parts.contract ? (contract?.withoutRows ?? []) : [],
    tables: sourcesOf(tables),
  };
  return checkDataset(context, engine, { dataset, request });
}
