import { randomUUID } from 'node:crypto';
import { ModelyardError } from '../../errors.ts';
import type { EventLog } from '../../ports/forge.ts';
import {
  type Asked,
  type RetrainingEntry,
  type Retrainings,
  retrainingsOf,
} from '../../records/retraining.ts';

/** What a retraining needs of the platform: the runs of one workflow that somebody started, and a start. */
export interface WorkflowApi {
  /** Ids of the runs that were started by a dispatch; higher ones are newer. */
  dispatchedRuns(): Promise<readonly number[]>;
  /** May return without knowing whether it did; the runs tell later. */
  dispatch(model: string): Promise<void>;
  /** Whether a run of this repository, by its id, is still at work. */
  isRunning(run: string): Promise<boolean>;
  /** Asks again, with pauses, until there is an answer. */
  until<T>(ask: () => Promise<T | null>): Promise<T | null>;
}

export interface RetrainingRequest {
  readonly model: string;
  readonly workflow: string;
  /** At most one start within this time. */
  readonly coolDownMs: number;
  /** The run that asks. */
  readonly run: string;
  readonly now: Date;
}

/**
 * started: by this run. found: a run that was killed had started it. cooling: within the cool-down it was started, or another
 * run is about to. unseen: it was asked for, and no run shows up yet; the next run of the monitor looks again.
 */
export type RetrainingOutcome =
  | { readonly kind: 'started' | 'found'; readonly run: number }
  | { readonly kind: 'cooling'; readonly since: string }
  | { readonly kind: 'unseen' };

export interface RetrainingPorts {
  readonly log: EventLog;
  readonly api: WorkflowApi;
}

const MOST_ROUNDS = 5;

/**
 * Starts the workflow that trains, at most once per model within the cool-down, whoever is killed and however many try. The
 * log is the claim: a line before the start, another when its run was seen. What a killed run left is found by the
 * platform's list of runs, and a start of which nobody knows is never made twice by the run that lost its answer.
 */
export async function startRetraining(
  ports: RetrainingPorts,
  request: RetrainingRequest,
): Promise<RetrainingOutcome> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const seen = retrainingsOf((await ports.log.read()).entries, request.model);
    const settled = await settle(ports, request, seen);
    if (settled !== null) return settled;
    const asked = await claim(ports, request, seen.last);
    if (asked === null) continue;
    await ports.api.dispatch(request.model);
    return record(ports, request, asked);
  }
  throw new ModelyardError('conflict', `${request.model}: other runs keep asking for its retraining`, {
    hint: 'Run the workflow again.',
  });
}

/** What the last claim comes to; null where a start is due. */
async function settle(
  ports: RetrainingPorts,
  request: RetrainingRequest,
  { last, isStarted, known }: Retrainings,
): Promise<RetrainingOutcome | null> {
  if (last === null || request.now.getTime() - Date.parse(last.at) >= request.coolDownMs) return null;
  const cooling = { kind: 'cooling', since: last.at } as const;
  if (isStarted) return cooling;
  if (last.run !== request.run && (await ports.api.isRunning(last.run))) return cooling;
  const run = await startedRun(ports, last, known);
  if (run === null) return null;
  await note(ports, request, { step: 'started', id: last.id, run });
  return { kind: 'found', run };
}

/** The run that a claim led to: the first one after it that belongs to no other. */
async function startedRun(
  { api }: RetrainingPorts,
  { after }: Pick<Asked, 'after'>,
  known: ReadonlySet<number>,
): Promise<number | null> {
  const runs = (await api.dispatchedRuns()).filter((id) => id > after && !known.has(id));
  return runs.length === 0 ? null : Math.min(...runs);
}

/** Appends the claim, unless somebody else did since the log was read: then null. */
async function claim(
  { log, api }: RetrainingPorts,
  request: RetrainingRequest,
  last: Asked | null,
): Promise<Asked | null> {
  const { model, workflow, run, now } = request;
  const after = Math.max(0, ...(await api.dispatchedRuns()));
  const body = { step: 'asked', id: randomUUID(), workflow, after, run } as const;
  const at = now.toISOString();
  try {
    await log.append({ kind: 'retrain', at, model, body }, (entries) => {
      if (retrainingsOf(entries, model).last?.id !== last?.id) throw new Overtaken();
    });
    return { ...body, at };
  } catch (error) {
    if (error instanceof Overtaken) return null;
    throw error;
  }
}

/** Another run was first. */
class Overtaken extends Error {}

async function record(
  ports: RetrainingPorts,
  request: RetrainingRequest,
  asked: Asked,
): Promise<RetrainingOutcome> {
  const run = await ports.api.until(async () => {
    const { known } = retrainingsOf((await ports.log.read()).entries, request.model);
    return startedRun(ports, asked, known);
  });
  if (run === null) return { kind: 'unseen' };
  await note(ports, request, { step: 'started', id: asked.id, run });
  return { kind: 'started', run };
}

/** Once: whoever comes second finds it written. */
async function note(
  { log }: RetrainingPorts,
  { model, now }: RetrainingRequest,
  body: Extract<RetrainingEntry, { readonly step: 'started' }>,
): Promise<void> {
  const entry = { kind: 'retrain', at: now.toISOString(), model, body } as const;
  try {
    await log.append(entry, (entries) => {
      const { last, isStarted } = retrainingsOf(entries, model);
      if (last?.id === body.id && isStarted) throw new Overtaken();
    });
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
  }
}
