import { hostname } from 'node:os';
import { processStart } from '../../adapters/process/process-start.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import type { DeployRecord } from '../../records/deploy.ts';
import type { StageContext } from '../context.ts';
import {
  assertNobodyDeploys,
  type Deployments,
  deploymentsOf,
  desired,
  type Intent,
} from './deployment-log.ts';

export interface Announcement {
  /** Of the intent. */
  readonly id: string;
  readonly environment: string;
  readonly release: string;
  readonly digest: string;
  readonly action: DeployRecord['action'];
  readonly by: string;
  /** Sees the environment as it is when the claim is made, and throws to refuse. */
  readonly guard: (here: Deployments) => void;
}

export interface Announced {
  readonly intent: Intent;
  /** What was live when the claim was made; nobody else moves it until the result is written. */
  readonly live: DeployRecord | null;
  /** Somebody had begun before and not ended. */
  readonly tookOver: boolean;
  /** Hash of the line in the log that is the intent. */
  readonly head: string;
}

/** Claims the environment: appends the intent, unless somebody else is at it. What dead processes announced is closed, and said. */
export async function announce(
  context: StageContext,
  log: EventLog,
  { guard, ...facts }: Announcement,
): Promise<Announced> {
  const model = context.model.name;
  const intent: Intent = {
    ...facts,
    host: hostname(),
    pid: process.pid,
    started: processStart(process.pid),
  };
  const look = (entries: Parameters<typeof deploymentsOf>[0]) =>
    deploymentsOf(entries, model, facts.environment);
  const before = look((await log.read()).entries);
  assertNobodyDeploys(before, context.clock.now());
  guard(before);
  await closeDead(context, log, before);
  const at = context.clock.now().toISOString();
  let live: DeployRecord | null = null;
  const head = await log.append({ kind: 'intent', at, model, body: intent }, (entries) => {
    const now = look(entries);
    assertNobodyDeploys(now, context.clock.now());
    guard(now);
    live = desired(now);
  });
  return { intent, live, tookOver: before.open.length > 0, head };
}

async function closeDead(context: StageContext, log: EventLog, { open }: Deployments): Promise<void> {
  for (const { id, release, environment, by } of open) {
    context.reporter.warn(
      `${by} began to deploy ${release} to ${environment} and did not end; starting over`,
    );
    await abandon(context, log, id);
  }
}

/** Closes an intent that brought nothing. */
export async function abandon(context: StageContext, log: EventLog, intent: string): Promise<void> {
  const at = context.clock.now().toISOString();
  await log.append({ kind: 'abandoned', at, model: context.model.name, body: { intent } });
}

/** Appends a result. Throws `conflict` when somebody took the claim for dead and closed it: what is live is theirs to say. */
export async function appendResult(
  context: StageContext,
  log: EventLog,
  { intent, record }: { readonly intent: Intent; readonly record: DeployRecord },
): Promise<void> {
  const model = context.model.name;
  await log.append(
    { kind: 'result', at: record.at, model, body: { intent: intent.id, record } },
    (entries) => {
      const taken = entries.some(
        ({ kind, body }) =>
          kind === 'abandoned' && (body as { intent?: unknown } | null)?.intent === intent.id,
      );
      if (!taken) return;
      throw new ModelyardError(
        'conflict',
        `somebody else took over ${intent.environment} while ${intent.release} was being deployed`,
        { hint: 'Look at modelyard status, then deploy again.' },
      );
    },
  );
}
