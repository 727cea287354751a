import { metricLabel } from '../../domain/report/quantity-format.ts';
import { type ChosenBump, chooseBump } from '../../domain/versions/choose-bump.ts';
import { type Bump, bumped, compareVersions, parseVersion } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseList, StoredRelease } from '../../ports/forge.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { readRecord } from '../../records/store.ts';
import { servedSignature } from '../evaluate/parts/served-signature.ts';

export interface VersionRequest {
  readonly model: string;
  readonly firstVersion: string;
  /** Class that the candidate's scores speak of. */
  readonly positive: string | null;
  /** Columns that the candidate predicts. */
  readonly targets: readonly string[];
  readonly list: ReleaseList;
  readonly previous: StoredRelease | null;
  readonly evaluate: EvaluateRecord;
  readonly bump: Bump | null;
  readonly version: string | null;
}

export interface ChosenVersion {
  readonly version: string;
  readonly bump: ReleaseRecord['bump'];
  readonly reason: string;
}

/** The next version: given, or by what changed. Withdrawn versions, and those that others tagged, are never used again. */
export async function chooseVersion(request: VersionRequest): Promise<ChosenVersion> {
  const { releases, foreign } = request.list;
  const taken = [...releases, ...foreign]
    .filter((release) => release.model === request.model)
    .map(({ version }) => version);
  if (request.version !== null) return givenVersion(request.version, taken);
  const highest = taken.sort(compareVersions).at(-1);
  if (highest === undefined)
    return { version: request.firstVersion, bump: 'first', reason: 'the first release' };
  const chosen =
    request.bump === null
      ? await bumpByChange(request)
      : { bump: request.bump, reason: 'asked for with --bump' };
  return { version: bumped(highest, chosen.bump), ...chosen };
}

function givenVersion(version: string, taken: readonly string[]): ChosenVersion {
  const plain = version.replace(/^v/, '');
  if (parseVersion(plain) === null) {
    throw new ModelyardError('usage', `--version ${version}: expected a version such as 1.2.3`);
  }
  if (taken.includes(plain))
    throw new ModelyardError('usage', `--version ${version}: that version exists`, {
      hint: 'A version is never used twice.',
    });
  return { version: plain, bump: 'given', reason: 'asked for with --version' };
}

async function bumpByChange({ previous, evaluate, positive, targets }: VersionRequest): Promise<ChosenBump> {
  const released =
    previous === null ? null : await readRecord(`${previous.folder}/evaluate.json`, evaluateRecordSchema);
  const before =
    previous === null ? null : servedSignature(released?.signature ?? null, previous.record.serving);
  const after = servedSignature(evaluate.signature, { features: evaluate.features, positive, targets });
  return chooseBump({ before, after, improvement: improvementOf(evaluate, previous?.tag.tag ?? null) });
}

/** A kept min_better gate, or an interval of the primary metric wholly on the better side; against the previous release, or it proves nothing of it. */
function improvementOf(evaluate: EvaluateRecord, previous: string | null): string | null {
  if (previous === null || evaluate.baseline?.release !== previous) return null;
  const gate = evaluate.gates.find(
    ({ rule, verdict, outcome, slice }) =>
      slice === undefined &&
      rule === 'min_better' &&
      verdict === 'pass' &&
      (outcome === undefined || outcome === 'kept'),
  );
  if (gate !== undefined) return `${metricLabel(gate.metric, gate.target)} is provably better`;
  const primary = evaluate.metrics[0];
  if (primary?.interval == null || primary.reason !== undefined) return null;
  const isBetter = primary.better === 'higher' ? primary.interval[0] > 0 : primary.interval[1] < 0;
  return isBetter ? `${primary.name} is provably better` : null;
}
