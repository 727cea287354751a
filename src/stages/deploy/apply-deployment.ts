import { randomUUID } from 'node:crypto';
import { gitIdentity } from '../../adapters/git/repository.ts';
import type { EnvironmentConfig, TargetConfig } from '../../config/resolved.ts';
import { ModelyardError } from '../../errors.ts';
import type { DeploymentBoard } from '../../ports/deployment-board.ts';
import type { EventLog, ReleaseForge, StoredRelease } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import { type DeployRecord, deployRecordSchema } from '../../records/deploy.ts';
import { recordHeader } from '../../records/header.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { announce, appendResult } from './announce.ts';
import type { Deployments, Intent } from './deployment-log.ts';
import { goBack } from './go-back.ts';
import { type Outcome, putLive, type Smoke } from './put-live.ts';
import { showBegin, showEnd } from './show-deployment.ts';
import { whileUnderWay } from './under-way.ts';

export interface DeployPorts {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  /** Where deployments are shown besides; null where there is no such place. */
  readonly board: DeploymentBoard | null;
  readonly targetOf: (environment: EnvironmentConfig) => Target;
  readonly smoke: Smoke;
}

export interface Deployment {
  readonly environment: EnvironmentConfig;
  readonly release: StoredRelease;
  readonly action: 'deploy' | 'rollback';
  /** Why, given what is live when the deployment begins. */
  readonly reason: (live: DeployRecord | null) => string | null;
  /** Sees the environment as it is when the claim is made, and throws to refuse. */
  readonly guard: (here: Deployments) => void;
}

/**
 * Intent, stage, switch, read back, smoke, result. A deployment that fails after the switch puts back what was live,
 * recorded as an event of its own. A model that fails is a record; throws where something outside failed, once all is recorded.
 */
export async function applyDeployment(
  context: StageContext,
  ports: DeployPorts,
  deployment: Deployment,
): Promise<DeployRecord> {
  const id = randomUUID();
  return whileUnderWay(id, () => applyIntent(context, ports, { ...deployment, id }));
}

async function applyIntent(
  context: StageContext,
  ports: DeployPorts,
  { id, ...deployment }: Deployment & { readonly id: string },
): Promise<DeployRecord> {
  const startedMs = context.clock.monotonicMs();
  const { environment, release, action } = deployment;
  // A target that cannot be used here is refused before anything is claimed.
  const target = ports.targetOf(environment);
  const { tag, record: released } = release;
  const identity = await gitIdentity(context.project.repository);
  const by = `${identity.name} <${identity.email}>`;
  const names = { release: tag.tag, digest: released.candidate };
  const announcement = { ...names, id, environment: environment.name, action, by, guard: deployment.guard };
  await ports.board?.assertApproved(environment.name);
  const announced = await announce(context, ports.log, announcement);
  const { intent, live } = announced;
  const own = await showBegin(context, ports, { announced, release });
  const outcome = await putLive(context, { target, smoke: ports.smoke, release });
  const event: DeployEvent = { environment, startedMs, by, outcome, action };
  const record = await deployRecord(context, {
    ...event,
    ...names,
    previous: live?.release ?? null,
    reason: outcome.problem ?? deployment.reason(live),
  });
  const records = [record];
  if (outcome.problem !== null && outcome.switched) {
    const back = await goBack(context, { ...ports, target }, { live, failed: record });
    if (live === null) records[0] = { ...record, live: await digestServed(context, target) };
    if (live !== null && back !== null)
      records.push(await restoreRecord(context, { event, live, failed: record, back }));
  }
  await keep(context, ports.log, { intent, records });
  await showEnd(context, ports, { environment: environment.name, own });
  throwOutside(outcome);
  return records[0] ?? record;
}

async function digestServed({ model }: StageContext, target: Target): Promise<string | null> {
  const observed = await target.observe(model.name).catch(() => null);
  return observed?.digest ?? null;
}

interface Kept {
  readonly intent: Intent;
  readonly records: readonly DeployRecord[];
}

/** The local record first: once the result is in the log nothing is left to be done, or to be done twice. */
async function keep(context: StageContext, log: EventLog, { intent, records }: Kept): Promise<void> {
  const path = recordPath(context.project.directory, context.model.name, 'deploy');
  if (records[0] !== undefined) await writeRecord(path, deployRecordSchema, records[0]);
  for (const record of records) await appendResult(context, log, { intent, record });
}

interface Restored {
  readonly event: DeployEvent;
  readonly live: DeployRecord;
  readonly failed: DeployRecord;
  readonly back: Outcome;
}

async function restoreRecord(
  context: StageContext,
  { event, live, failed, back }: Restored,
): Promise<DeployRecord> {
  return deployRecord(context, {
    ...event,
    outcome: back,
    action: 'restore',
    release: live.release,
    digest: live.digest,
    previous: failed.release,
    reason: back.problem ?? `${failed.release} failed: ${failed.reason}`,
  });
}

/** A target that cannot be written, or Ctrl-C, is no verdict on the model. */
function throwOutside({ error, problem }: Outcome): void {
  if (error === null) return;
  if (error instanceof ModelyardError) throw error;
  throw new ModelyardError('outside', problem ?? 'the deployment failed', { cause: error });
}

interface DeployEvent {
  readonly environment: EnvironmentConfig;
  readonly startedMs: number;
  readonly by: string;
  readonly outcome: Outcome;
  readonly action: DeployRecord['action'];
}

/** As people wrote it. */
function locationOf(target: TargetConfig): string {
  return target.kind === 'directory' ? target.path.written : target.run;
}

type Named = Pick<DeployRecord, 'release' | 'digest' | 'previous' | 'reason'>;

async function deployRecord(context: StageContext, facts: DeployEvent & Named): Promise<DeployRecord> {
  const { environment, outcome } = facts;
  const revision = await readRevision(context);
  return {
    schema: 'modelyard/deploy/1',
    verdict: outcome.problem === null ? 'pass' : 'fail',
    ...recordHeader(context, { startedMs: facts.startedMs, revision, read: [], written: [] }),
    environment: environment.name,
    release: facts.release,
    digest: facts.digest,
    previous: facts.previous,
    live: outcome.live,
    action: facts.action,
    smoke: outcome.smoke,
    smokeReason: outcome.smokeReason,
    by: facts.by,
    reason: facts.reason,
    target: { kind: environment.target.kind, location: locationOf(environment.target) },
  };
}
