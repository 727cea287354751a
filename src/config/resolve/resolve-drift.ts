import { DRIFT_DEFAULTS, type DriftLimits } from '../../domain/drift/drift-settings.ts';
import type { DriftConfig } from '../resolved.ts';
import type { WrittenModel } from '../schema/config.ts';

type Written = WrittenModel['drift'];
type WrittenLimits = Exclude<Written['columns'][string], 'off'>;

/** Limits as written; those of single columns over them. */
export function resolveDrift(written: Written): DriftConfig {
  const columns = Object.entries(written.columns).map(
    ([column, own]) => [column, own === 'off' ? own : limitsOf(own)] as const,
  );
  return {
    settings: {
      ...DRIFT_DEFAULTS,
      ...limitsOf(written),
      alpha: written.alpha,
      leastRows: written.min_rows,
      leastGroups: written.min_groups,
      columns: Object.fromEntries(columns),
    },
    trainEvaluation: written.train_evaluation,
    base: written.base,
    serving: written.serving,
  };
}

const KEYS = [
  ['js', 'js'],
  ['wasserstein', 'wasserstein'],
  ['psi', 'psi'],
  ['lInfinity', 'l_infinity'],
  ['nullShare', 'missing'],
] as const;

/** Only what is written. */
function limitsOf(written: WrittenLimits): Partial<DriftLimits> {
  const limits = KEYS.flatMap(([name, key]) => {
    const limit = written[key];
    return limit === undefined ? [] : [[name, limit === 'off' ? null : limit] as const];
  });
  return Object.fromEntries(limits);
}
