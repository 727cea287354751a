import type { Consequence } from '../../config/resolved.ts';
import type { Contract } from '../../domain/contract/contract.ts';
import { compareProfiles } from '../../domain/drift/compare-profiles.ts';
import { driftSettings } from '../../domain/drift/contract-settings.ts';
import type { Profile } from '../../domain/drift/profile.ts';
import type { DataEngine } from '../../ports/data-engine.ts';
import type { Comparison } from '../../records/comparison.ts';
import type { Signal } from '../../records/signal.ts';
import type { StageContext } from '../context.ts';
import { withPictures } from '../with-pictures.ts';
import type { OpenedDataset } from './check-dataset.ts';
import { profileDataset } from './profile-dataset.ts';

export interface Against {
  readonly kind: Comparison['kind'];
  readonly consequence: Exclude<Consequence, 'off'>;
  /** What the data are held against, for people, and its profile. */
  readonly against: string;
  readonly reference: Profile;
  readonly dataset: OpenedDataset;
  readonly contract: Contract | null;
  /** Columns that may be absent in the data. */
  readonly optional: readonly string[];
}

/** Holds a dataset against a profile, counted in the cells of that profile: `current`, null where that cannot be. */
export async function compareDataset(
  context: StageContext,
  engine: DataEngine,
  request: Against,
): Promise<{ readonly comparison: Comparison; readonly current: Profile | null }> {
  const { reference, dataset, contract, optional } = request;
  const { groupBy } = reference;
  if (groupBy !== null && !dataset.columns.some(({ name }) => name === groupBy))
    return {
      comparison: notCompared(
        context,
        request,
        `the ${dataset.role} data have no column ${groupBy}, by which rows are grouped: they cannot be told apart from repeated ones`,
      ),
      current: null,
    };
  const current = await profileDataset(context, engine, { dataset, contract, reference });
  const kind = request.kind === 'serving' ? 'skew' : 'drift';
  const settings = driftSettings(context.model.drift.settings, contract, kind);
  const found = compareProfiles(reference, current, { settings, optional });
  const signals = withPictures(context, found, [reference, current]);
  return { comparison: judgedComparison({ ...request, alpha: settings.alpha }, current, signals), current };
}

type Told = Pick<Against, 'kind' | 'consequence' | 'against'> & {
  readonly dataset: { readonly role: string };
};

/** A comparison that was asked for and could not be made: never a pass. */
export function notCompared(
  { model }: StageContext,
  { kind, consequence, against, dataset }: Told,
  reason: string,
): Comparison {
  return {
    alpha: model.drift.settings.alpha,
    kind,
    against,
    role: dataset.role,
    severity: severityOf(consequence),
    verdict: 'error',
    rows: { before: null, now: null },
    groups: { before: null, now: null },
    reason,
    signals: [],
  };
}

function judgedComparison(
  request: Against & { readonly alpha: number },
  current: Profile,
  signals: readonly Signal[],
): Comparison {
  const severity = severityOf(request.consequence);
  const alarm = severity === 'error' ? 'fail' : 'warn';
  return {
    kind: request.kind,
    against: request.against,
    role: request.dataset.role,
    severity,
    verdict: verdictOf(signals, alarm),
    rows: { before: request.reference.rows, now: current.rows },
    groups: { before: request.reference.groups, now: current.groups },
    alpha: request.alpha,
    signals: signals.map((signal) => (signal.verdict === 'fail' ? { ...signal, verdict: alarm } : signal)),
  };
}

function severityOf(consequence: Consequence): Comparison['severity'] {
  return consequence === 'block' ? 'error' : 'warning';
}

/** Nothing that could be judged is no pass. */
function verdictOf(signals: readonly Signal[], alarm: 'fail' | 'warn'): Comparison['verdict'] {
  if (signals.some(({ verdict }) => verdict === 'fail')) return alarm;
  const compared = signals.filter(({ statistic }) => statistic !== 'off');
  return compared.every(({ verdict }) => verdict === 'insufficient') ? 'insufficient' : 'pass';
}
