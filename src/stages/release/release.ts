import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeDeadWork } from '../../adapters/process/dead-work.ts';
import type { Bump } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog, ReleaseForge, ReleaseList, StoredRelease } from '../../ports/forge.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { type ReleaseRecord, releaseRecordSchema } from '../../records/release.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import { readAccepted } from '../accept/read-accepted.ts';
import type { StageContext } from '../context.ts';
import { confirmEvaluation } from './agreement.ts';
import { newestRelease, releasesOf } from './baseline-release.ts';
import { buildRelease, type ReleaseFacts } from './build-release.ts';
import { chooseVersion } from './choose-version.ts';
import { completeClaims, existingRelease } from './existing-release.ts';
import { logExperiments } from './log-experiments.ts';
import { olderStateProblem } from './older-state.ts';
import { type Releasable, readReleasable } from './releasable.ts';
import { sealAssets } from './write-assets.ts';

export interface ReleasePorts {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  /** Folder for files that are being put together; on the same file system as the releases. */
  readonly workFolder: string;
  /** Evaluates the candidate again, now, and writes nothing: the reviewed record stays. */
  readonly reevaluate: () => Promise<EvaluateRecord>;
}

export interface ReleaseOptions {
  readonly bump: Bump | null;
  readonly version: string | null;
  /** Say what would be done and change nothing. */
  readonly dryRun: boolean;
}

export interface ReleaseResult {
  readonly record: ReleaseRecord;
  readonly folder: string | null;
  /** released: new. unchanged: this candidate was released already. planned: --dry-run. */
  readonly outcome: 'released' | 'unchanged' | 'planned';
}

const MOST_ATTEMPTS = 10;

/** Releases the candidate that was judged. Every step may be killed and run again: the second run ends in the same state. */
export async function releaseStage(
  context: StageContext,
  ports: ReleasePorts,
  options: ReleaseOptions,
): Promise<ReleaseResult> {
  const startedMs = context.clock.monotonicMs();
  if (!options.dryRun) {
    await removeDeadWork(ports.workFolder);
    await completeClaims(context, ports.releases);
  }
  const released = await releasedBefore(context, ports.releases);
  if (released !== null) return finish(context, released, 'unchanged');
  const judged = await readReleasable(context);
  if (!options.dryRun) await logExperiments(context, ports.log);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const result = await tryRelease(context, ports, { startedMs, judged, options });
    if (result !== null) return result;
  }
  throw new ModelyardError('conflict', `${MOST_ATTEMPTS} times another release came first`, {
    hint: 'Run the command again.',
  });
}

/** The newest release, where accept found that what is checked out is it. */
async function releasedBefore(context: StageContext, forge: ReleaseForge): Promise<StoredRelease | null> {
  const accepted = await readAccepted(context);
  return accepted?.outcome === 'unchanged' ? previousRelease(context, forge) : null;
}

interface Try {
  readonly startedMs: number;
  readonly judged: Releasable;
  readonly options: ReleaseOptions;
}

/** One attempt, from what the forge says now; null when the version was taken meanwhile and everything must be looked at again. */
async function tryRelease(
  context: StageContext,
  ports: ReleasePorts,
  { startedMs, judged, options }: Try,
): Promise<ReleaseResult | null> {
  const list = await ports.releases.listReleases();
  const existing = await existingRelease(context, ports.releases, { list, judged, version: options.version });
  if (existing !== null) {
    if (options.dryRun) return unchanged(existing);
    return finish(context, await ports.releases.publish(existing.tag), 'unchanged');
  }
  await assertNotOlder(context, judged.commit, list);
  const evaluate = await confirm(ports, judged.evaluate);
  const previous = await previousRelease(context, ports.releases);
  const version = await nextVersion(context, { list, previous, evaluate, options });
  const facts = { startedMs, judged: { ...judged, evaluate }, previous, version };
  return draftAndClaim(context, ports, { facts, dryRun: options.dryRun });
}

/** A newer state may have been released since accept looked; on a laptop whoever checks out an older commit means it. */
async function assertNotOlder(context: StageContext, commit: string, list: ReleaseList): Promise<void> {
  if ((await readAccepted(context)) === null) return;
  const [newest = null] = releasesOf(list, context.model.name);
  const problem = await olderStateProblem(context, commit, newest);
  if (problem !== null) throw new ModelyardError('refused', problem);
}

async function confirm(ports: ReleasePorts, reviewed: EvaluateRecord): Promise<EvaluateRecord> {
  const confirmation = confirmEvaluation(reviewed, await ports.reevaluate());
  if (confirmation.kind === 'confirmed') return confirmation.evaluate;
  throw new ModelyardError(
    'refused',
    `the evaluation before the release does not confirm what was judged: ${confirmation.reason}`,
    { hint: 'Run `modelyard run` again and read its report.' },
  );
}

async function previousRelease(context: StageContext, forge: ReleaseForge): Promise<StoredRelease | null> {
  const tag = await newestRelease(context, forge);
  return tag === null ? null : forge.readRelease(tag);
}

interface VersionFacts {
  readonly list: ReleaseList;
  readonly previous: StoredRelease | null;
  readonly evaluate: EvaluateRecord;
  readonly options: ReleaseOptions;
}

function nextVersion({ model }: StageContext, { list, previous, evaluate, options }: VersionFacts) {
  return chooseVersion({
    model: model.name,
    firstVersion: model.release.firstVersion,
    positive: model.data.positive?.text ?? null,
    targets: model.data.targets,
    list,
    previous,
    evaluate,
    bump: options.bump,
    version: options.version,
  });
}

/** Draft, claim, publish. null when the version was taken meanwhile. */
async function draftAndClaim(
  context: StageContext,
  { releases, log, workFolder }: ReleasePorts,
  { facts, dryRun }: { readonly facts: ReleaseFacts; readonly dryRun: boolean },
): Promise<ReleaseResult | null> {
  const folder = join(workFolder, `${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { recursive: true });
  try {
    const record = await buildRelease(context, folder, facts);
    if (dryRun) return { record, folder: null, outcome: 'planned' };
    const draft = { record, recordDigest: await sealAssets(folder, record), folder };
    await releases.saveDraft(draft);
    const claimed = await releases.claimTag(draft, (await log.read()).head);
    return claimed === null ? null : finish(context, await releases.publish(claimed), 'released');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function unchanged({ record, folder }: StoredRelease): ReleaseResult {
  return { record, folder, outcome: 'unchanged' };
}

async function finish(
  context: StageContext,
  { record, folder }: StoredRelease,
  outcome: ReleaseResult['outcome'],
): Promise<ReleaseResult> {
  const path = recordPath(context.project.directory, context.model.name, 'release');
  await writeRecord(path, releaseRecordSchema, record);
  return { record, folder, outcome };
}
