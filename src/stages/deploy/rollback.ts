import { liveReleases } from '../../domain/lineage/live-releases.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge, ReleaseTag } from '../../ports/forge.ts';
import type { StageContext } from '../context.ts';
import { applyDeployment, type DeployPorts } from './apply-deployment.ts';
import { chooseRelease, readyRelease } from './choose-release.ts';
import { type DeployResult, deploymentsIn, environmentNamed, serves } from './deploy.ts';
import { type Deployments, desired } from './deployment-log.ts';
import { showEnd } from './show-deployment.ts';

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
  const here = await deploymentsIn(context, ports, environment);
  const live = desired(here);
  const tag =
    options.to === null
      ? await releaseLiveBefore(ports.releases, here, environment.name)
      : await chooseRelease(context, ports.releases, options.to);
  if (live?.release === tag.tag && (await serves(context, ports, { environment, tag }))) {
    // A run that was killed may have done all but show it.
    if (!options.dryRun) await showEnd(context, ports, { environment: environment.name, own: null });
    throw new ModelyardError('refused', `${environment.name} serves ${tag.tag} already`, {
      hint: 'Name another version with --to.',
    });
  }
  const release = await readyRelease(ports.releases, tag, options);
  if (options.dryRun) return { record: null, outcome: 'planned', release: tag.tag };
  const record = await applyDeployment(context, ports, {
    environment,
    release,
    action: 'rollback',
    reason: (before) => options.reason ?? `rollback from ${before?.release ?? 'nothing'}`,
    guard: (now) => assertUnmoved(here, now, environment.name),
  });
  return { record, outcome: 'deployed', release: tag.tag };
}

/** "The one before" was said of what was live then. */
function assertUnmoved(seen: Deployments, now: Deployments, environment: string): void {
  const [before, after] = [desired(seen)?.release, desired(now)?.release];
  if (before === after) return;
  throw new ModelyardError(
    'conflict',
    `${environment} serves ${after} since a moment ago, no longer ${before}`,
    {
      hint: 'Look at modelyard history, then run the command again.',
    },
  );
}

/** The release before the live one on the way that this environment went; withdrawn and lost ones are passed over. */
async function releaseLiveBefore(
  forge: ReleaseForge,
  { results }: Deployments,
  environment: string,
): Promise<ReleaseTag> {
  const { releases } = await forge.listReleases();
  const way = liveReleases(results.filter((record) => record.verdict === 'pass'));
  const live = way.at(-1);
  const earlier = way.slice(0, -1).filter((release) => release !== live);
  const found = earlier
    .map((tag) => releases.find((release) => release.tag === tag && !release.withdrawn))
    .findLast((release) => release !== undefined);
  if (found !== undefined) return found;
  throw new ModelyardError('refused', `nothing was live in ${environment} before ${live ?? 'now'}`, {
    hint: 'Name a version with --to.',
  });
}
