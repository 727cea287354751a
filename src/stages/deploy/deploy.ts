import type { EnvironmentConfig } from '../../config/resolved.ts';
import { compareVersions, parseTag, parseVersion } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { readVerified, releasesOf } from '../release/baseline-release.ts';
import { applyDeployment, type DeployPorts } from './apply-deployment.ts';
import { type Deployments, deploymentsOf, desired } from './deployment-log.ts';

export interface DeployOptions {
  readonly environment: string;
  /** `1.2.3`, `v1.2.3` or the tag; null: the newest release. */
  readonly version: string | null;
  readonly reason: string | null;
  readonly dryRun: boolean;
}

export interface DeployResult {
  /** null for --dry-run. */
  readonly record: DeployRecord | null;
  /** deployed: done now. unchanged: it was live and healthy already. planned: --dry-run. */
  readonly outcome: 'deployed' | 'unchanged' | 'planned';
  readonly release: string;
}

/** Deploys a release to an environment; by default the newest. */
export async function deployStage(
  context: StageContext,
  ports: DeployPorts,
  options: DeployOptions,
): Promise<DeployResult> {
  const environment = environmentNamed(context, options.environment);
  const { entries } = await ports.log.read();
  const here = deploymentsOf(entries, context.model.name, environment.name);
  const tag = await chooseRelease(context, ports, options.version);
  assertRequired(context, {
    environment,
    tag,
    results: (name) => deploymentsOf(entries, context.model.name, name),
  });
  if (options.version === null) assertNotOlder(here, tag);
  const release = await readVerified(ports.releases, tag);
  const live = desired(here);
  if (live !== null && live.release === tag.tag && (await serves(context, ports, release))) {
    return { record: live, outcome: 'unchanged', release: tag.tag };
  }
  if (options.dryRun) return { record: null, outcome: 'planned', release: tag.tag };
  const before = await releaseBefore(ports, live, tag);
  const record = await applyDeployment(context, ports, {
    environment,
    release,
    before,
    action: 'deploy',
    reason: options.reason,
  });
  return { record, outcome: 'deployed', release: tag.tag };
}

export function environmentNamed({ model }: StageContext, name: string): EnvironmentConfig {
  const found = model.deploy.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const known = model.deploy.map((environment) => environment.name);
  throw new ModelyardError('usage', `${model.name} has no environment ${name}`, {
    hint:
      known.length === 0
        ? `Add it under models.${model.name}.deploy.`
        : `Its environments are ${known.join(', ')}.`,
  });
}

/** The release that was asked for, withdrawn ones only by name. */
export async function chooseRelease(
  { model }: StageContext,
  ports: DeployPorts,
  version: string | null,
): Promise<ReleaseTag> {
  const list = await ports.releases.listReleases();
  if (version === null) {
    const newest = releasesOf(list, model.name)[0];
    if (newest !== undefined) return newest;
    throw new ModelyardError('refused', `${model.name} has no release to deploy`, {
      hint: 'Run modelyard release first.',
    });
  }
  const plain = (parseTag(version)?.version ?? version).replace(/^v/, '');
  if (parseVersion(plain) === null)
    throw new ModelyardError(
      'usage',
      `${version}: expected a version such as 1.2.3, or a tag such as ${model.name}@v1.2.3`,
    );
  const own = list.releases.filter((release) => release.model === model.name);
  const found = own.find((release) => release.version === plain);
  if (found !== undefined) return found;
  throw new ModelyardError('usage', `${model.name} has no release ${plain}`, {
    hint: `There are ${own.map((release) => release.version).join(', ') || 'none'}.`,
  });
}

interface Required {
  readonly environment: EnvironmentConfig;
  readonly tag: ReleaseTag;
  readonly results: (environment: string) => Deployments;
}

/** `requires:` the other environment must serve this very release. */
function assertRequired({ model }: StageContext, { environment, tag, results }: Required): void {
  if (environment.requires === null) return;
  const live = desired(results(environment.requires));
  if (live?.release === tag.tag) return;
  throw new ModelyardError(
    'refused',
    `${environment.name} requires ${environment.requires} to serve ${tag.tag}; it serves ${live?.release ?? 'nothing'}`,
    {
      hint: `Run modelyard deploy --model ${model.name} --environment ${environment.requires} first.`,
    },
  );
}

/** Without a named version nothing goes back below what was ever attempted: a late or repeated job must not undo a newer one. */
function assertNotOlder({ intents }: Deployments, tag: ReleaseTag): void {
  const attempted = intents
    .map((intent) => parseTag(intent.release)?.version ?? null)
    .filter((version) => version !== null);
  const highest = attempted.sort(compareVersions).at(-1);
  if (highest === undefined || compareVersions(tag.version, highest) >= 0) return;
  throw new ModelyardError(
    'refused',
    `${tag.tag} is older than ${highest}, which was attempted in this environment`,
    {
      hint: 'Name the version to deploy it all the same, or use rollback.',
    },
  );
}

async function serves(
  { model }: StageContext,
  { target }: DeployPorts,
  release: StoredRelease,
): Promise<boolean> {
  const observed = await target.observe(model.name).catch(() => null);
  return observed?.digest === release.record.candidate;
}

/** What is live now; null when nothing is, or when it is the same release being repaired. */
export async function releaseBefore(
  ports: DeployPorts,
  live: DeployRecord | null,
  tag: ReleaseTag,
): Promise<StoredRelease | null> {
  if (live === null || live.release === tag.tag) return null;
  const list = await ports.releases.listReleases();
  const found = list.releases.find((release) => release.tag === live.release);
  return found === undefined ? null : readVerified(ports.releases, found);
}
