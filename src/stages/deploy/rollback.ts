import { compareVersions } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { readVerified } from '../release/baseline-release.ts';
import { applyDeployment, type DeployPorts } from './apply-deployment.ts';
import { chooseRelease, type DeployResult, environmentNamed, releaseBefore } from './deploy.ts';
import { deploymentsOf, desired } from './deployment-log.ts';

export interface RollbackOptions {
  readonly environment: string;
  /** Version to go back to; null: the release that was live before. */
  readonly to: string | null;
  readonly reason: string | null;
  readonly dryRun: boolean;
}

/** A new deployment of an older release. The order between environments does not hold it up. */
export async function rollbackStage(
  context: StageContext,
  ports: DeployPorts,
  options: RollbackOptions,
): Promise<DeployResult> {
  const environment = environmentNamed(context, options.environment);
  const { entries } = await ports.log.read();
  const here = deploymentsOf(entries, context.model.name, environment.name);
  const live = desired(here);
  const tag =
    options.to === null
      ? await releaseLiveBefore(ports, { live, results: here.results, environment: environment.name })
      : await chooseRelease(context, ports, options.to);
  if (live?.release === tag.tag) {
    throw new ModelyardError('refused', `${environment.name} serves ${tag.tag} already`, {
      hint: 'Name another version with --to.',
    });
  }
  const release = await readVerified(ports.releases, tag);
  if (options.dryRun) return { record: null, outcome: 'planned', release: tag.tag };
  const before = await releaseBefore(ports, live, tag);
  const reason = options.reason ?? `rollback from ${live?.release ?? 'nothing'}`;
  const record = await applyDeployment(context, ports, {
    environment,
    release,
    before,
    action: 'rollback',
    reason,
  });
  return { record, outcome: 'deployed', release: tag.tag };
}

interface Past {
  readonly live: DeployRecord | null;
  readonly results: readonly DeployRecord[];
  readonly environment: string;
}

/** The newest successful release older than the one that is live, by the order of deployments; withdrawn ones are passed over. */
async function releaseLiveBefore(
  ports: DeployPorts,
  { live, results, environment }: Past,
): Promise<ReleaseTag> {
  const { releases } = await ports.releases.listReleases();
  const usable = new Map(
    releases.filter((release) => !release.withdrawn).map((release) => [release.tag, release]),
  );
  const liveTag = releases.find((release) => release.tag === live?.release);
  const past = results
    .filter((record) => record.verdict === 'pass' && record.release !== live?.release)
    .map((record) => usable.get(record.release));
  const found = past.findLast((release) => release !== undefined && isBefore(release, liveTag));
  if (found !== undefined) return found;
  throw new ModelyardError('refused', `nothing was live in ${environment} before ${live?.release ?? 'now'}`, {
    hint: 'Name a version with --to.',
  });
}

/** Going back twice must not go forth again: only what was released before the live one counts. */
function isBefore(release: ReleaseTag, live: ReleaseTag | undefined): boolean {
  return live === undefined || compareVersions(release.version, live.version) < 0;
}
