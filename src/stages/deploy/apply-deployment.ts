import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gitIdentity } from '../../adapters/git/repository.ts';
import type { EnvironmentConfig } from '../../config/resolved.ts';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { EventLog, ReleaseForge, StoredRelease } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import { type DeployRecord, deployRecordSchema } from '../../records/deploy.ts';
import { type Golden, goldenSchema } from '../../records/golden.ts';
import { recordHeader } from '../../records/header.ts';
import { readRecord, recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { findOnnxGraph } from '../evaluate/evidence.ts';
import type { SmokeResult } from '../evaluate/golden.ts';
import { readRevision } from '../revision.ts';
import { assertNobodyDeploys, closeDeadIntents, deploymentsOf, type Intent } from './deployment-log.ts';
import { modelFiles } from './release-files.ts';

export interface DeployPorts {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  readonly target: Target;
  /** Runs the deployed bytes on the release's golden rows. */
  readonly smoke: (modelPath: string, golden: Golden) => Promise<SmokeResult>;
}

export interface Deployment {
  readonly environment: EnvironmentConfig;
  readonly release: StoredRelease;
  /** What is live now, to go back to; null when nothing is. */
  readonly before: StoredRelease | null;
  readonly action: 'deploy' | 'rollback';
  readonly reason: string | null;
}

/**
 * Intent, stage, switch, read back, smoke, result. A deployment that fails after the switch puts back what was live,
 * recorded as an event of its own. The result is a record; only a log or a target that cannot be written throws.
 */
export async function applyDeployment(
  context: StageContext,
  ports: DeployPorts,
  deployment: Deployment,
): Promise<DeployRecord> {
  const startedMs = context.clock.monotonicMs();
  const intent = await openIntent(context, ports, deployment);
  const outcome = await putLive(context, ports, deployment.release);
  const record = await deployRecord(context, {
    deployment,
    startedMs,
    by: intent.by,
    outcome,
    action: deployment.action,
  });
  const restored =
    outcome.problem === null
      ? null
      : await restore(context, ports, { deployment, failed: record, by: intent.by });
  await appendResult(context, ports, { intent: intent.id, record });
  if (restored !== null) await appendResult(context, ports, { intent: intent.id, record: restored });
  await writeRecord(
    recordPath(context.project.directory, context.model.name, 'deploy'),
    deployRecordSchema,
    record,
  );
  return record;
}

async function openIntent(
  context: StageContext,
  { log }: DeployPorts,
  deployment: Deployment,
): Promise<Intent> {
  const { name } = deployment.environment;
  const at = context.clock.now().toISOString();
  const identity = await gitIdentity(context.project.repository);
  const intent: Intent = {
    id: randomUUID(),
    environment: name,
    release: deployment.release.tag.tag,
    digest: deployment.release.record.candidate,
    action: deployment.action,
    by: `${identity.name} <${identity.email}>`,
    host: hostname(),
    pid: process.pid,
  };
  const { entries } = await log.read();
  const before = deploymentsOf(entries, context.model.name, name);
  assertNobodyDeploys(before);
  await closeDeadIntents(log, { model: context.model.name, at, open: before.open });
  await log.append({ kind: 'intent', at, model: context.model.name, body: intent }, (now) =>
    assertNobodyDeploys(deploymentsOf(now, context.model.name, name)),
  );
  return intent;
}

async function appendResult(
  context: StageContext,
  { log }: DeployPorts,
  body: { readonly intent: string; readonly record: DeployRecord },
): Promise<void> {
  await log.append({ kind: 'result', at: body.record.at, model: context.model.name, body });
}

interface Outcome {
  /** Read back from the target; null when nothing is served. */
  readonly live: string | null;
  readonly smoke: DeployRecord['smoke'];
  readonly smokeReason: string;
  /** Why the deployment failed; null when it did not. */
  readonly problem: string | null;
}

async function putLive(context: StageContext, ports: DeployPorts, release: StoredRelease): Promise<Outcome> {
  const model = context.model.name;
  const { target } = ports;
  const digest = release.record.candidate;
  await target.stage(model, modelFiles(release));
  await target.activate(model, digest);
  const observed = await target.observe(model);
  if (observed?.digest !== digest) {
    const problem = `the target serves ${observed?.digest ?? 'nothing'} after the switch to ${digest}`;
    return { live: observed?.digest ?? null, smoke: 'not-run', smokeReason: problem, problem };
  }
  const result = await smokeOf(ports, release, observed.path);
  return {
    live: observed.digest,
    smoke: result.smoke,
    smokeReason: result.reason,
    problem: result.smoke === 'fail' ? result.reason : null,
  };
}

async function smokeOf(
  ports: DeployPorts,
  release: StoredRelease,
  servedPath: string,
): Promise<{ smoke: DeployRecord['smoke']; reason: string }> {
  if (!release.record.serving.runnable)
    return { smoke: 'not-run', reason: 'the model cannot be run here: it is not ONNX' };
  const golden = await readRecord(join(release.folder, 'golden.json'), goldenSchema);
  if (golden === null) return { smoke: 'not-run', reason: 'the release holds no golden rows' };
  try {
    const graph = await findOnnxGraph(servedPath);
    if (graph === null) return { smoke: 'fail', reason: 'what is served holds no ONNX file' };
    const { verdict, reason } = await ports.smoke(graph, golden);
    return { smoke: verdict, reason };
  } catch (error) {
    if (error instanceof ModelyardError && error.code === 'interrupted') throw error;
    return { smoke: 'fail', reason: `the deployed model cannot be run: ${messageOf(error)}` };
  }
}

interface RecordFacts {
  readonly deployment: Deployment;
  readonly startedMs: number;
  readonly by: string;
  readonly outcome: Outcome;
  readonly action: DeployRecord['action'];
}

async function deployRecord(context: StageContext, facts: RecordFacts): Promise<DeployRecord> {
  const { deployment, outcome } = facts;
  return {
    schema: 'modelyard/deploy/1',
    verdict: outcome.problem === null ? 'pass' : 'fail',
    ...recordHeader(context, {
      startedMs: facts.startedMs,
      revision: await readRevision(context.project.repository),
      read: [],
      written: [],
    }),
    environment: deployment.environment.name,
    release: deployment.release.tag.tag,
    digest: deployment.release.record.candidate,
    previous: deployment.before?.tag.tag ?? null,
    live: outcome.live,
    action: facts.action,
    smoke: outcome.smoke,
    smokeReason: outcome.smokeReason,
    by: facts.by,
    reason: outcome.problem ?? deployment.reason,
    target: {
      kind: deployment.environment.target.kind,
      location: deployment.environment.target.path.written,
    },
  };
}

interface Restore {
  readonly deployment: Deployment;
  readonly failed: DeployRecord;
  readonly by: string;
}

/** Puts back what was live before, or serves nothing when nothing was; an event of its own. */
async function restore(
  context: StageContext,
  ports: DeployPorts,
  { deployment, failed, by }: Restore,
): Promise<DeployRecord | null> {
  const startedMs = context.clock.monotonicMs();
  const { before } = deployment;
  context.reporter.warn(
    `${deployment.environment.name}: ${failed.reason}; going back to ${before?.tag.tag ?? 'nothing'}`,
  );
  if (before === null) {
    await ports.target.activate(context.model.name, null);
    return null;
  }
  const outcome = await putLive(context, ports, before);
  const reason = `${failed.release} failed: ${failed.reason}`;
  const back: Deployment = { ...deployment, release: before, before: deployment.release, reason };
  return deployRecord(context, { deployment: back, startedMs, by, outcome, action: 'restore' });
}
