import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { writeFileAtomic } from '../../adapters/files/write-atomic.ts';
import { removeDeadWork } from '../../adapters/process/dead-work.ts';
import { type Bump, releaseTag } from '../../domain/versions/version.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog, ReleaseForge, ReleaseList, ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { goldenSchema } from '../../records/golden.ts';
import { recordHeader } from '../../records/header.ts';
import { type ReleaseRecord, releaseRecordSchema } from '../../records/release.ts';
import { modelFolder, readRecord, recordPath, writeRecord } from '../../records/store.ts';
import type { ValidateRecord } from '../../records/validate.ts';
import type { Candidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { disagreement } from './agreement.ts';
import { releasesOf } from './baseline-release.ts';
import { type ChosenVersion, chooseVersion } from './choose-version.ts';
import { assetSources, copyAssets, modelAssetName, sealAssets } from './collect-assets.ts';
import { modelCard } from './model-card.ts';
import { readReleasable } from './releasable.ts';

export interface ReleasePorts {
  readonly releases: ReleaseForge;
  readonly log: EventLog;
  readonly workFolder: string;
  /** Evaluates the candidate again, now. */
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
  /** released: new. unchanged: this candidate is the newest release already. planned: --dry-run. */
  readonly outcome: 'released' | 'unchanged' | 'planned';
}

/** Releases the candidate that was judged. Every step may be killed and run again: the second run ends in the same state. */
export async function releaseStage(
  context: StageContext,
  ports: ReleasePorts,
  options: ReleaseOptions,
): Promise<ReleaseResult> {
  const startedMs = context.clock.monotonicMs();
  const judged = await readReleasable(context);
  await removeDeadWork(ports.workFolder);
  const list = await ports.releases.listReleases();
  const existing = await adoptExisting(context, ports, {
    list,
    candidate: judged.candidate,
    commit: judged.commit,
  });
  if (existing !== null) return finish(context, existing, 'unchanged');
  const evaluate = await confirm(ports, judged.evaluate);
  const facts: ReleaseFacts = {
    startedMs,
    judged: { ...judged, evaluate },
    list,
    previous: await previousRelease(context, ports, list),
  };
  for (;;) {
    const version = await chooseVersion({
      model: context.model.name,
      firstVersion: context.model.release.firstVersion,
      list: await ports.releases.listReleases(),
      previous: facts.previous,
      evaluate,
      bump: options.bump,
      version: options.version,
    });
    const published = await attempt(context, ports, { facts, version, dryRun: options.dryRun });
    if (published !== null) return published;
    if (options.version !== null)
      throw new ModelyardError('conflict', `somebody else has just released ${options.version}`);
  }
}

interface Judged {
  readonly candidate: Candidate;
  readonly evaluate: EvaluateRecord;
  readonly validate: ValidateRecord;
  readonly commit: string;
}

interface ReleaseFacts {
  readonly startedMs: number;
  readonly judged: Judged;
  readonly list: ReleaseList;
  readonly previous: StoredRelease | null;
}

/** A release of exactly this candidate that is newest, or was claimed on this commit and not yet published. */
async function adoptExisting(
  { model }: StageContext,
  { releases }: ReleasePorts,
  {
    list,
    candidate,
    commit,
  }: { readonly list: ReleaseList; readonly candidate: Candidate; readonly commit: string },
): Promise<StoredRelease | null> {
  const own = releasesOf(list, model.name);
  const claimed = own.find((tag) => tag.commit === commit && tag.candidate === candidate.record.candidate);
  const newest = own[0];
  const tag = claimed ?? (newest?.candidate === candidate.record.candidate ? newest : undefined);
  return tag === undefined ? null : releases.publish(tag);
}

async function confirm(ports: ReleasePorts, reviewed: EvaluateRecord): Promise<EvaluateRecord> {
  const now = await ports.reevaluate();
  const reason = disagreement(reviewed, now);
  if (reason === null) return now;
  throw new ModelyardError(
    'refused',
    `the evaluation before the release does not confirm what was judged: ${reason}`,
    {
      hint: 'Run `modelyard run` again and read its report.',
    },
  );
}

async function previousRelease(
  { model }: StageContext,
  { releases }: ReleasePorts,
  list: ReleaseList,
): Promise<StoredRelease | null> {
  const tag = releasesOf(list, model.name)[0];
  return tag === undefined ? null : releases.readRelease(tag);
}

interface Attempt {
  readonly facts: ReleaseFacts;
  readonly version: ChosenVersion;
  readonly dryRun: boolean;
}

/** Draft, claim, publish. null when the version was taken meanwhile. */
async function attempt(
  context: StageContext,
  ports: ReleasePorts,
  { facts, version, dryRun }: Attempt,
): Promise<ReleaseResult | null> {
  await mkdir(ports.workFolder, { recursive: true });
  const folder = join(ports.workFolder, `${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    const record = await putTogether(context, folder, { facts, version, dryRun });
    if (dryRun) return { record, folder: null, outcome: 'planned' };
    const draft = { record, recordDigest: await sealAssets(folder, record), folder };
    await ports.releases.saveDraft(draft);
    const claimed =
      (await ports.releases.claimTag(draft, (await ports.log.read()).head)) ??
      (await claimedByTwin(ports, record));
    return claimed === null ? null : finish(context, await ports.releases.publish(claimed), 'released');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tag is taken: by another run of this very release, which is then completed, or by another candidate. */
async function claimedByTwin({ releases }: ReleasePorts, record: ReleaseRecord): Promise<ReleaseTag | null> {
  const list = await releases.listReleases();
  return (
    list.releases.find(
      (tag) => tag.tag === record.tag && tag.commit === record.commit && tag.candidate === record.candidate,
    ) ?? null
  );
}

async function putTogether(
  context: StageContext,
  folder: string,
  { facts, version }: Attempt,
): Promise<ReleaseRecord> {
  const { judged } = facts;
  const tag = releaseTag(context.model.name, version.version);
  const digest = judged.candidate.model?.digest ?? '';
  const golden = await goldenSource(context, digest);
  const card = {
    tag,
    model: context.model.name,
    digest,
    target: context.model.data.target,
    train: judged.candidate.record,
    validate: judged.validate,
    evaluate: judged.evaluate,
  };
  await writeFileAtomic(join(folder, 'MODEL_CARD.md'), modelCard(card));
  const sources = [...(await assetSources(context, judged.candidate)), ...golden];
  const copied = await copyAssets(folder, sources);
  const cardAsset = { name: 'MODEL_CARD.md', ...(await hashFile(join(folder, 'MODEL_CARD.md'))) };
  const assets = [...copied, cardAsset].sort((a, b) => (a.name < b.name ? -1 : 1));
  const revision = { ...(await readRevision(context.project.repository)), commit: judged.commit };
  return {
    schema: 'modelyard/release/1',
    verdict: 'pass',
    ...recordHeader(context, { startedMs: facts.startedMs, revision, read: [], written: [] }),
    tag,
    version: version.version,
    candidate: digest,
    inputDigest: judged.candidate.record.inputDigest,
    origin: 'reviewed',
    reevaluated: true,
    previous: facts.previous?.tag.tag ?? null,
    bump: version.bump,
    bumpReason: version.reason,
    serving: {
      task: judged.evaluate.task,
      features: judged.evaluate.features,
      classes: judged.evaluate.signature?.classes ?? null,
      positive: context.model.data.positive?.text ?? null,
      threshold: judged.evaluate.threshold,
      model: assets.some(({ name }) => name.startsWith('model/'))
        ? 'model'
        : modelAssetName(judged.candidate),
      runnable: judged.evaluate.evidence === 'model',
    },
    assets,
  };
}

/** Golden rows belong to the candidate that they were made with, or they are left out. */
async function goldenSource(context: StageContext, digest: string) {
  const path = join(modelFolder(context.project.directory, context.model.name), 'golden.json');
  const golden = await readRecord(path, goldenSchema);
  return golden?.candidate === digest ? [{ name: 'golden.json', path }] : [];
}

async function finish(
  context: StageContext,
  stored: StoredRelease,
  outcome: ReleaseResult['outcome'],
): Promise<ReleaseResult> {
  const path = recordPath(context.project.directory, context.model.name, 'release');
  await writeRecord(path, releaseRecordSchema, stored.record);
  return { record: stored.record, folder: stored.folder, outcome };
}
