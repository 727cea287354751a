import { hostname } from 'node:os';
import { isAlive } from '../../adapters/process/is-alive.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog, LogEntry } from '../../ports/forge.ts';
import { type DeployRecord, deployRecordSchema } from '../../records/deploy.ts';

/** What is written before traffic moves. */
export interface Intent {
  readonly id: string;
  readonly environment: string;
  readonly release: string;
  readonly digest: string;
  readonly action: DeployRecord['action'];
  readonly by: string;
  readonly host: string;
  readonly pid: number;
}

export interface Deployments {
  /** Results of one model and environment, oldest first. */
  readonly results: readonly DeployRecord[];
  /** Every intent, open or closed. */
  readonly intents: readonly Intent[];
  /** Intents without a result. */
  readonly open: readonly Intent[];
}

/** What the log says of one model in one environment. */
export function deploymentsOf(entries: readonly LogEntry[], model: string, environment: string): Deployments {
  const own = entries.filter((entry) => entry.model === model);
  const intents = own.flatMap(({ kind, body }) => (kind === 'intent' ? [body as Intent] : []));
  const closed = new Set(
    own.flatMap(({ kind, body }) =>
      kind === 'intent' || kind === 'monitor' ? [] : [(body as { intent: string }).intent],
    ),
  );
  const results = own.flatMap(({ kind, body }) => {
    const record = (body as { record?: unknown }).record;
    if (kind !== 'result' || record === undefined) return [];
    const parsed = deployRecordSchema.safeParse(record);
    return parsed.success && parsed.data.environment === environment ? [parsed.data] : [];
  });
  const here = intents.filter((intent) => intent.environment === environment);
  return { results, intents: here, open: here.filter((intent) => !closed.has(intent.id)) };
}

/** The release that should be live: of the newest result that left something live. */
export function desired({ results }: Deployments): DeployRecord | null {
  const last = results.findLast((record) => record.verdict === 'pass');
  return last ?? null;
}

/** Throws `conflict` while another process is deploying to the environment; dead processes do not block. */
export function assertNobodyDeploys(deployments: Deployments): void {
  const foreign = deployments.open.find(
    (intent) => intent.host !== hostname() || (intent.pid !== process.pid && isAlive(intent.pid)),
  );
  if (foreign === undefined) return;
  throw new ModelyardError(
    'conflict',
    `${foreign.by} is deploying ${foreign.release} to ${foreign.environment} (process ${foreign.pid} on ${foreign.host})`,
    {
      hint: 'Wait for it, then run the command again.',
    },
  );
}

/** Closes the intents of processes that were killed. */
export async function closeDeadIntents(
  log: EventLog,
  given: { readonly model: string; readonly at: string; readonly open: readonly Intent[] },
): Promise<void> {
  for (const intent of given.open) {
    await log.append({ kind: 'abandoned', at: given.at, model: given.model, body: { intent: intent.id } });
  }
}
