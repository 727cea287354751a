import { z } from 'zod';
import { DRIFT_DEFAULTS } from '../../domain/drift/drift-settings.ts';
import { columnName } from './parts.ts';

const OFF = z.literal('off');

/** Above zero: an effect of zero is always reached. */
function effect(most: number, what: string) {
  const range = most === Number.MAX_VALUE ? '' : ` and at most ${most}`;
  return z
    .union([z.number().gt(0).max(most), OFF], { error: `expected a number above 0${range}, or off` })
    .meta({ description: what });
}

const effects = {
  js: effect(1, 'Smallest Jensen–Shannon distance that matters, 0 … 1.'),
  wasserstein: effect(
    Number.MAX_VALUE,
    'Smallest Wasserstein distance that matters, in standard deviations of the reference.',
  ),
  psi: effect(Number.MAX_VALUE, 'Smallest population stability index that matters.'),
  l_infinity: effect(1, 'Smallest change of the share of any one category that matters.'),
  missing: effect(1, 'Smallest change of the share of missing cells that matters.'),
};

const ownLimits = z.strictObject(effects).partial();

const consequence = z
  .enum(['block', 'warn', 'off'], { error: 'expected block, warn or off' })
  .default('warn');

/** Limits, per column where they differ, and what follows from each comparison. */
export const drift = z.strictObject({
  js: effects.js.default(DRIFT_DEFAULTS.js ?? 'off'),
  wasserstein: effects.wasserstein.default(DRIFT_DEFAULTS.wasserstein ?? 'off'),
  psi: effects.psi.default(DRIFT_DEFAULTS.psi ?? 'off'),
  l_infinity: effects.l_infinity.default(DRIFT_DEFAULTS.lInfinity ?? 'off'),
  missing: effects.missing.default(DRIFT_DEFAULTS.nullShare ?? 'off'),
  alpha: z.number().gt(0).lt(0.5).default(DRIFT_DEFAULTS.alpha).meta({
    description: 'How often a comparison without any drift may alarm, however many columns it has.',
  }),
  min_rows: z
    .number()
    .int()
    .min(30)
    .default(DRIFT_DEFAULTS.leastRows)
    .meta({ description: 'Rows with a value below which nothing is judged.' }),
  min_groups: z
    .number()
    .int()
    .min(10)
    .default(DRIFT_DEFAULTS.leastGroups)
    .meta({ description: 'With group_by: groups below which nothing is judged.' }),
  columns: z
    .record(columnName, z.union([OFF, ownLimits], { error: 'expected off, or limits such as {js: 0.2}' }))
    .default({})
    .meta({ description: 'Columns with limits of their own; off: not compared.' }),
  train_evaluation: consequence.meta({ description: 'Evaluation data unlike the training data.' }),
  base: consequence.meta({
    description: 'Training data unlike those of the base, or of the newest release.',
  }),
  serving: consequence.meta({ description: 'data.serving unlike the training data.' }),
});
