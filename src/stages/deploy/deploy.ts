import type { EnvironmentConfig } from '../../config/resolved.ts';
import { compareVersions, parseTag } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import { applyDeployment, type DeployPorts } from './apply-deployment.ts';
import { chooseRelease, readyRelease } from './choose-release.ts';
import { type Deployments, deploymentsOf, desired } from './deployment-log.ts';
import { showEnd } from './show-deployment.ts';

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
  const tag = await chooseRelease(context, ports.releases, options.version);
  await assertRequired(context, ports, { environment, tag });
  const guard = (now: Deployments) => {
    if (options.version === null) assertNotOlder(now, tag);
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

/** Without a named version nothing goes back below what was ever attempted: a late or repeated job must not undo a newer one. */
function assertNotOlder({ intents }: Deployments, tag: ReleaseTag): void {
  const attempted = intents.flatMap((intent) => parseTag(intent.release)?.version ?? []);
  const highest = attempted.sort(compareVersions).at(-1);
  if (highest === undefined || compareVersions(tag.version, highest) >= 0) return;
  throw new ModelyardError(
    'refused',
    `${tag.tag} is older than ${highest}, which was attempted in this environment`,
    { hint: 'Name the version to deploy it all the same, or use rollback.' },
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
