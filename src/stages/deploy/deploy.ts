import type { EnvironmentConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { applyDeployment, type DeployPorts } from './apply-deployment.ts';
import { assertForward } from './assert-forward.ts';
import { chooseRelease, readyRelease } from './choose-release.ts';
import { type Deployments, deploymentsOf, desired } from './deployment-log.ts';
import { showEnd } from './show-deployment.ts';

export interface DeployOptions {
  readonly environment: string;
  /** `1.2.3`, `v1.2.3` or the tag; null: the newest release. */
  readonly version: string | null;
  /**
   * Tag of the release that this run made, and that was approved with it: this one and no other, as far as an environment goes
   * forward with it. null: the newest.
   */
  readonly released?: string | null;
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
  const tag = await releaseToDeploy(context, ports, options);
  await assertRequired(context, ports, { environment, tag });
  const guard = (now: Deployments) => {
    if (options.version === null) assertForward(now, tag);
  };
  const here = await deploymentsIn(context, ports, environment);
  guard(here);
  const release = await readyRelease(ports.releases, tag, options);
  const live = desired(here);
  if (
    live?.release === tag.tag &&
    here.open.length === 0 &&
    (await serves(context, ports, { environment, tag }))
  ) {
    if (!options.dryRun) await showEnd(context, ports, { environment: environment.name, own: null });
    return { record: live, outcome: 'unchanged', release: tag.tag };
  }
  if (options.dryRun) return { record: null, outcome: 'planned', release: tag.tag };
  const reason = () => options.reason;
  const record = await applyDeployment(context, ports, {
    environment,
    release,
    action: 'deploy',
    reason,
    guard,
  });
  return { record, outcome: 'deployed', release: tag.tag };
}

async function releaseToDeploy(
  context: StageContext,
  { releases }: DeployPorts,
  { version, released = null }: DeployOptions,
): Promise<ReleaseTag> {
  if (version !== null && released !== null)
    throw new ModelyardError('usage', 'a version and --released exclude each other', {
      hint: 'A version is what somebody wants by name; --released is what this run has released.',
    });
  const tag = await chooseRelease(context, releases, version ?? released);
  if (released === null || !tag.withdrawn) return tag;
  throw new ModelyardError('refused', `${tag.tag} was withdrawn after it was released`, {
    hint: 'Name the version to deploy it all the same.',
  });
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

export async function deploymentsIn(
  { model }: StageContext,
  { log }: DeployPorts,
  { name }: EnvironmentConfig,
): Promise<Deployments> {
  return deploymentsOf((await log.read()).entries, model.name, name);
}

interface Placed {
  readonly environment: EnvironmentConfig;
  readonly tag: ReleaseTag;
}

/** `requires:` the other environment must serve this very release now: by the log, and read back. */
async function assertRequired(
  context: StageContext,
  ports: DeployPorts,
  { environment, tag }: Placed,
): Promise<void> {
  if (environment.requires === null) return;
  const required = environmentNamed(context, environment.requires);
  const live = desired(await deploymentsIn(context, ports, required));
  const should = live?.release === tag.tag;
  if (should && (await serves(context, ports, { environment: required, tag }))) return;
  throw new ModelyardError(
    'refused',
    `${environment.name} requires ${required.name} to serve ${tag.tag}; ${
      should
        ? 'by the log it does, but what it serves is something else'
        : `it serves ${live?.release ?? 'nothing'}`
    }`,
    {
      hint: `Run modelyard deploy ${tag.version} --model ${context.model.name} --environment ${required.name} first.`,
    },
  );
}

/** What the target serves, read back, is this release. */
export async function serves(
  { model }: StageContext,
  { targetOf }: DeployPorts,
  { environment, tag }: Placed,
): Promise<boolean> {
  const observed = await targetOf(environment)
    .observe(model.name)
    .catch(() => null);
  return observed?.digest === tag.candidate;
}
