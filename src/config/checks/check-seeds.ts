import type { Finding } from '../finding.ts';
import type { WrittenModel } from '../schema/config.ts';

/** `train.seeds`: every seed is one that training can be given, and each training is judged on rows. */
export function checkSeeds({ train }: WrittenModel): Finding[] {
  const { seed, seeds = 1, model, predictions } = train;
  const path = ['train', 'seeds'];
  if (seeds > 1 && model === undefined && predictions === undefined) {
    const message =
      'has no meaning for train.metrics alone: a metrics file has no rows to judge each seed on';
    return [{ path, message, restsOn: [['train', 'metrics']] }];
  }
  if (seed + seeds - 1 < 2 ** 31) return [];
  return [
    {
      path,
      message: `from seed ${seed} on there are not ${seeds} seeds up to ${2 ** 31 - 1}`,
      restsOn: [['train', 'seed']],
    },
  ];
}
