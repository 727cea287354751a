import type { DataPaths } from '../../../config/resolved.ts';
import type { Contract } from '../../../domain/contract/contract.ts';
import type { CheckSettings } from '../../../domain/data-checks/catalogue.ts';
import { shareText } from '../../../domain/data-checks/judgement.ts';
import type { DataEngine } from '../../../ports/data-engine.ts';
import type { StageContext } from '../../context.ts';
import type { BasePorts } from '../base-data.ts';
import { changedLabels, findLabelsBefore } from '../changed-labels.ts';
import type { OpenedDataset } from '../check-dataset.ts';
import type { Asked } from './asked.ts';

export type LabelPorts = Omit<BasePorts, 'engine'>;

interface Labelled {
  readonly dataset: OpenedDataset;
  readonly paths: DataPaths;
}

interface LabelsAsked {
  readonly base: LabelPorts | null;
  readonly contract: Contract | null;
  readonly settings: CheckSettings;
}

/** Asks of a dataset whether rows that it had before have other labels now; of nothing where there is no id or nothing was before. */
export async function labelChecks(
  context: StageContext,
  engine: DataEngine,
  { base, contract, settings }: LabelsAsked,
): Promise<(ask: Asked, labelled: Labelled) => Promise<void>> {
  const { id, targets } = context.model.data;
  const setting = settings.changed_labels;
  if (base === null || id === null || setting === undefined) return async () => {};
  const before = await findLabelsBefore(context, base);
  if (before.kind === 'none') return async () => {};
  const limit = setting.limit ?? 0;
  return async (ask, { dataset, paths }) => {
    for (const target of targets) {
      const asked = { before, dataset, paths, contract, id, target, limit };
      const judgement = await changedLabels(context, engine, asked);
      ask('changed_labels', target, () => ({
        expected:
          limit === 0
            ? 'known rows keep their label'
            : `at most ${shareText(limit)} of the known rows get another label`,
        judgement,
      }));
    }
  };
}
