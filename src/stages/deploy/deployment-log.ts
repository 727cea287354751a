import { hostname } from 'node:os';
import { z } from 'zod';
import { isAlive } from '../../adapters/process/is-alive.ts';
import { processStart } from '../../adapters/process/process-start.ts';
import { ModelyardError } from '../../errors.ts';
import type { LogEntry } from '../../ports/forge.ts';
import { type DeployRecord, deployRecordSchema } from '../../records/deploy.ts';
import { isUnderWayHere } from './under-way.ts';

/** What is written before traffic moves. */
const intentSchema = z.object({
  id: z.string(),
  environment: z.string(),
  release: z.string(),
  digest: z.string(),
  action: deployRecordSchema.shape.action,
  by: z.string(),
  host: z.string(),
  pid: z.number().int(),
  /** Tells the process from a later one with the same number; null where the system does not say. */
  started: z.string().nullable(),
});
export type Intent = z.infer<typeof intentSchema>;

export interface OpenIntent extends Intent {
  readonly at: string;
}

export interface Deployments {
  /** Results of one model and environment, oldest first. */
  readonly results: readonly DeployRecord[];
  /** Every intent, open or closed. */
  readonly intents: readonly Intent[];
  /** Intents without a result. */
  readonly open: readonly OpenIntent[];
  /** How each intent ended that did: the result of what was announced, or null when it was abandoned. */
  readonly ends: ReadonlyMap<string, DeployRecord | null>;
  /** Intent that made what should be live now: a restore brings nothing new. */
  readonly active: string | null;
}

const resultSchema = z.object({ intent: z.string(), record: deployRecordSchema });
const abandonedSchema = z.object({ intent: z.string() });

/** What the log says of one model in one environment. Throws `unreadable` for an entry that cannot be understood: it may be the one that counts. */
export function deploymentsOf(entries: readonly LogEntry[], model: string, environment: string): Deployments {
  const own = entries.filter((entry) => entry.model === model);
  const intents = own
    .filter(({ kind }) => kind === 'intent')
    .map((entry) => ({ ...understood(entry, intentSchema), at: entry.at }))
    .filter((intent) => intent.environment === environment);
  const results = own.filter(({ kind }) => kind === 'result').map((entry) => understood(entry, resultSchema));
  const abandoned = own
    .filter(({ kind }) => kind === 'abandoned')
    .map((entry) => understood(entry, abandonedSchema));
  const here = results.filter(({ record }) => record.environment === environment);
  const announced = here.filter(({ record }) => record.action !== 'restore');
  const closed = new Set([...results, ...abandoned].map(({ intent }) => intent));
  return {
    results: here.map(({ record }) => record),
    intents,
    open: intents.filter(({ id }) => !closed.has(id)),
    ends: new Map([
      ...abandoned.map(({ intent }) => [intent, null] as const),
      ...announced.map(({ intent, record }) => [intent, record] as const),
    ]),
    active: announced.findLast(({ record }) => record.verdict === 'pass')?.intent ?? null,
  };
}

function understood<T>({ kind, at, body }: LogEntry, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(body);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new ModelyardError(
    'unreadable',
    `the log holds a deployment ${kind} of ${at} that cannot be understood: ${issue?.path.join('.')} ${issue?.message}`,
    { hint: 'A newer Modelyard may have written it: use that one.' },
  );
}

/** The deployment that should be live: the newest that succeeded. null: nothing ever was. */
export function desired({ results }: Deployments): DeployRecord | null {
  return results.findLast((record) => record.verdict === 'pass') ?? null;
}

/** Whoever announced a deployment on another machine cannot be looked up: after this time it is taken for dead. */
const FOREIGN_PATIENCE_MS = 15 * 60_000;

/** Whether the process that announced a deployment may still be at it. */
export function mayBeRunning(intent: OpenIntent, now: Date): boolean {
  if (intent.host !== hostname()) return now.getTime() - Date.parse(intent.at) < FOREIGN_PATIENCE_MS;
  if (intent.pid === process.pid) return isUnderWayHere(intent.id);
  if (!isAlive(intent.pid)) return false;
  const started = processStart(intent.pid);
  return intent.started === null || started === null || intent.started === started;
}

/** Throws `conflict` while another process is deploying to the environment; dead ones do not block. */
export function assertNobodyDeploys({ open }: Deployments, now: Date): void {
  const other = open.find((intent) => mayBeRunning(intent, now));
  if (other === undefined) return;
  throw new ModelyardError(
    'conflict',
    `${other.by} is deploying ${other.release} to ${other.environment} (process ${other.pid} on ${other.host}, since ${other.at})`,
    {
      hint:
        other.host === hostname()
          ? 'Wait for it, then run the command again.'
          : `If it has ended, run the command again ${FOREIGN_PATIENCE_MS / 60_000} minutes after it began.`,
    },
  );
}
