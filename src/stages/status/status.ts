import type { EnvironmentConfig } from '../../config/resolved.ts';
import { visible } from '../../domain/report/escape-markdown.ts';
import { messageOf } from '../../errors.ts';
import type { EventLog, ReleaseForge, ReleaseList } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { deploymentsOf, desired, mayBeRunning } from '../deploy/deployment-log.ts';
import { releasesOf } from '../release/baseline-release.ts';

export interface EnvironmentStatus {
  readonly environment: string;
  /** What the log says should be live; null: nothing was ever deployed. */
  readonly desired: string | null;
  readonly since: string | null;
  /** What should be live was withdrawn since. */
  readonly withdrawn: boolean;
  /** Digest read back from the target; null: nothing is served. */
  readonly observed: string | null;
  /** What is served is what should be. */
  readonly agrees: boolean;
  readonly problem: string | null;
  /** Release whose deployment was announced and has no result: it is under way, or was interrupted. */
  readonly underWay: { readonly release: string; readonly by: string; readonly running: boolean } | null;
}

export interface ModelStatus {
  readonly model: string;
  /** `published` is false when the run that claimed it did not end. */
  readonly newest: { readonly tag: string; readonly candidate: string; readonly published: boolean } | null;
  /** Version tags above or beside the releases that no release made. */
  readonly foreign: readonly string[];
  /** False where releases may exist that cannot be seen from here. */
  readonly complete: boolean;
  readonly candidate: {
    readonly digest: string | null;
    readonly at: string;
    readonly verdict: string;
  } | null;
  readonly environments: readonly EnvironmentStatus[];
}

export interface StatusPorts {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  readonly targetOf: (environment: EnvironmentConfig) => Target;
}

/** Newest release, what is live where, and the open candidate. */
export async function statusStage(context: StageContext, ports: StatusPorts): Promise<ModelStatus> {
  const { model } = context;
  const list = await ports.releases.listReleases();
  const newest = releasesOf(list, model.name)[0];
  const environments: EnvironmentStatus[] = [];
  for (const environment of model.deploy)
    environments.push(await environmentStatus(context, ports, { environment, list }));
  return {
    model: model.name,
    newest:
      newest === undefined
        ? null
        : { tag: newest.tag, candidate: newest.candidate, published: newest.published },
    foreign: list.foreign.filter((tag) => tag.model === model.name && !tag.withdrawn).map(({ tag }) => tag),
    complete: list.complete,
    candidate: await candidateStatus(context),
    environments,
  };
}

async function environmentStatus(
  context: StageContext,
  ports: StatusPorts,
  { environment, list }: { readonly environment: EnvironmentConfig; readonly list: ReleaseList },
): Promise<EnvironmentStatus> {
  const { entries } = await ports.log.read();
  const here = deploymentsOf(entries, context.model.name, environment.name);
  const live = desired(here);
  const open = here.open.at(-1);
  const base = {
    environment: environment.name,
    desired: live?.release ?? null,
    since: live?.at ?? null,
    withdrawn: list.releases.some(({ tag, withdrawn }) => withdrawn && tag === live?.release),
    underWay:
      open === undefined
        ? null
        : { release: open.release, by: open.by, running: mayBeRunning(open, context.clock.now()) },
  };
  try {
    const observed = (await ports.targetOf(environment).observe(context.model.name))?.digest ?? null;
    return { ...base, observed, agrees: observed === (live?.digest ?? null), problem: null };
  } catch (error) {
    return { ...base, observed: null, agrees: false, problem: messageOf(error) };
  }
}

async function candidateStatus({ project, model }: StageContext): Promise<ModelStatus['candidate']> {
  const path = (stage: string) => recordPath(project.directory, model.name, stage);
  const train = await readRecord(path('train'), trainRecordSchema);
  if (train === null) return null;
  const evaluate = await readRecord(path('evaluate'), evaluateRecordSchema);
  const isJudged = evaluate !== null && evaluate.inputDigest === train.inputDigest;
  return {
    digest: train.candidate,
    at: train.at,
    verdict: train.verdict === 'fail' ? 'training failed' : isJudged ? evaluate.verdict : 'not evaluated',
  };
}

/** The status as lines for a terminal; `now` gives ages. */
export function statusText(statuses: readonly ModelStatus[], now: Date): string {
  return statuses.map((status) => `${modelLines(status, now).join('\n')}\n`).join('\n');
}

function modelLines(status: ModelStatus, now: Date): string[] {
  const { candidate } = status;
  const open =
    candidate === null
      ? 'none'
      : `${candidate.digest?.slice(7, 19) ?? 'no model'}  ${candidate.verdict}, ${age(candidate.at, now)} old`;
  return [
    `${status.model}`,
    `  newest      ${newestText(status)}`,
    ...status.foreign.map((tag) => `  UNKNOWN     the tag ${tag} was not made by a release`),
    `  candidate   ${open}`,
    ...status.environments.flatMap((each) => environmentLines(each, now)),
  ];
}

function newestText({ newest, complete }: ModelStatus): string {
  if (newest === null) return complete ? 'no release' : 'no release can be seen: the clone is shallow';
  return newest.published
    ? newest.tag
    : `${newest.tag}  NOT PUBLISHED: its files are not here (in a clone copy them, else run modelyard release again)`;
}

function environmentLines(each: EnvironmentStatus, now: Date): string[] {
  const name = `  ${each.environment.padEnd(10)}  `;
  const lines = [`${name}${servedText(each, now)}${each.withdrawn ? '  WITHDRAWN' : ''}`];
  if (each.underWay !== null) {
    const { release, by, running } = each.underWay;
    const what = running ? 'is being deployed' : 'WAS INTERRUPTED while it was deployed';
    lines.push(`${''.padEnd(name.length)}${release} ${what} by ${visible(by)}`);
  }
  return lines;
}

function servedText(each: EnvironmentStatus, now: Date): string {
  if (each.problem !== null) return `${each.desired ?? 'nothing'}  CANNOT BE READ: ${visible(each.problem)}`;
  if (!each.agrees)
    return `DIFFERS: should serve ${each.desired ?? 'nothing'}, serves ${each.observed ?? 'nothing'}`;
  return each.desired === null ? 'nothing' : `${each.desired}  live for ${age(each.since ?? '', now)}`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, 'days'],
  [3_600_000, 'hours'],
  [60_000, 'minutes'],
];

function age(since: string, now: Date): string {
  const ms = now.getTime() - Date.parse(since);
  const [size, unit] = UNITS.find(([each]) => ms >= 2 * each) ?? [1000, 'seconds'];
  const count = Math.max(0, Math.floor(ms / size));
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
