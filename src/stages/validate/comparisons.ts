import type { Contract } from '../../domain/contract/contract.ts';
import { absentIn } from '../../domain/contract/declared-columns.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { Comparison } from '../../records/comparison.ts';
import type { StageContext } from '../context.ts';
import { type OpenedDataset, openDataset } from './check-dataset.ts';
import { type Against, compareDataset } from './compare-datasets.ts';

export interface Compared {
  /** Of the training data. */
  readonly profile: Profile;
  readonly evaluation: OpenedDataset;
  /** What the model was asked in operation; null: nothing is known of it here. */
  readonly serving: OpenedDataset | null;
  readonly contract: Contract | null;
}

/** Opens `data.serving`, where it is configured and looked at. */
export async function openServing(
  context: StageContext,
  engine: DataEngine,
  contract: Contract | null,
): Promise<OpenedDataset | null> {
  const { data, drift } = context.model;
  if (data.serving === null || drift.serving === 'off') return null;
  return openDataset(context, engine, { role: 'serving', paths: data.serving, contract });
}

/** Evaluation data and what was asked in operation, each held against the training data. */
export async function compareToTraining(
  context: StageContext,
  engine: DataEngine,
  { profile, evaluation, serving, contract }: Compared,
): Promise<Comparison[]> {
  const { drift, data } = context.model;
  const comparisons: Comparison[] = [];
  const add = async (against: Against) =>
    comparisons.push((await compareDataset(context, engine, against)).comparison);
  const common = { against: 'train', reference: profile, contract };
  if (drift.trainEvaluation !== 'off')
    await add({
      ...common,
      kind: 'train-evaluation',
      consequence: drift.trainEvaluation,
      dataset: evaluation,
      optional: absentIn(contract, 'evaluation'),
    });
  if (serving !== null && drift.serving !== 'off')
    await add({
      ...common,
      kind: 'serving',
      consequence: drift.serving,
      dataset: serving,
      optional: [...data.targets, ...absentIn(contract, 'serving')],
    });
  return comparisons;
}
