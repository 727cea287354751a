import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseForge } from '../../ports/forge.ts';
import type { Reviewed, ReviewedCandidates } from '../../ports/reviewed-candidates.ts';
import { type AcceptRecord, acceptRecordSchema } from '../../records/accept.ts';
import type { Verdict } from '../../records/common.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { recordHeader } from '../../records/header.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { confirmEvaluation } from '../release/agreement.ts';
import { newestRelease } from '../release/baseline-release.ts';
import { readRevision } from '../revision.ts';
import { computeInputDigest } from '../train/input-digest.ts';
import { adoptArchive, type OpenedArchive, openArchive } from './open-archive.ts';

export interface AcceptPorts {
  readonly releases: ReleaseForge;
  readonly reviewed: ReviewedCandidates;
  /** Judges the candidate of this checkout again, with this checkout's code and today's baseline; writes nothing. */
  readonly reevaluate: () => Promise<EvaluateRecord>;
  /** Validates, trains and evaluates anew; the verdict of the whole, and the candidate's digest. */
  readonly retrain: () => Promise<{ readonly verdict: Verdict; readonly candidate: string | null }>;
}

type Findings = Pick<
  AcceptRecord,
  'verdict' | 'outcome' | 'candidate' | 'mismatch' | 'approvedBy' | 'reason'
> & { readonly pull: number | null };

/**
 * On merge: finds the reviewed candidate of what is checked out, proves that it is that and still passes, and leaves it where
 * a release takes it from. Where it does not fit, the config says whether to train again or to refuse; nothing is guessed.
 */
export async function acceptStage(context: StageContext, ports: AcceptPorts): Promise<AcceptRecord> {
  const startedMs = context.clock.monotonicMs();
  const revision = await readRevision(context);
  const { commit } = revision;
  if (commit === null)
    throw new ModelyardError('refused', 'there is no commit whose candidate could be accepted');
  const inputs = await computeInputDigest(context, { commit });
  const { pull, ...findings } = await decide(context, ports, { commit, inputDigest: inputs.digest });
  const record: AcceptRecord = {
    schema: 'modelyard/accept/1',
    ...findings,
    ...recordHeader(context, {
      startedMs,
      revision: { ...revision, pullRequest: pull ?? revision.pullRequest },
      read: [],
      written: [],
    }),
    inputDigest: inputs.digest,
  };
  const path = recordPath(context.project.directory, context.model.name, 'accept');
  await writeRecord(path, acceptRecordSchema, record);
  return record;
}

interface Merged {
  readonly commit: string;
  readonly inputDigest: string;
}

async function decide(context: StageContext, ports: AcceptPorts, merged: Merged): Promise<Findings> {
  const released = await releasedAlready(context, ports, merged);
  if (released !== null) return released;
  if (context.model.release.from === 'retrain')
    return retrained(ports, { mismatch: null, pull: null, why: 'release.from is retrain' });
  const { approval } = context.model.release;
  const found = await ports.reviewed.find({ model: context.model.name, commit: merged.commit, approval });
  if (found.kind === 'none') return mismatched(context, ports, { reason: found.reason, pull: null });
  return takeReviewed(context, ports, { found, merged });
}

/** Level-triggered: what counts is whether the state of the branch is released, not what this push changed. */
async function releasedAlready(
  context: StageContext,
  { releases }: AcceptPorts,
  { inputDigest }: Merged,
): Promise<Findings | null> {
  const tag = await newestRelease(context, releases);
  if (tag === null) return null;
  const { record } = await releases.readRelease(tag);
  if (record.inputDigest !== inputDigest) return null;
  const reason = `nothing to release: ${tag.tag} was trained from these very inputs`;
  return {
    verdict: 'pass',
    outcome: 'unchanged',
    candidate: tag.candidate,
    mismatch: null,
    approvedBy: null,
    reason,
    pull: null,
  };
}

interface Taking {
  readonly found: Extract<Reviewed, { kind: 'found' }>;
  readonly merged: Merged;
}

async function takeReviewed(
  context: StageContext,
  ports: AcceptPorts,
  { found, merged }: Taking,
): Promise<Findings> {
  const work = await mkdtemp(join(tmpdir(), 'modelyard-accept-'));
  try {
    const opened: OpenedArchive[] = [];
    for (const [index, archive] of found.archives.entries())
      opened.push(await openArchive(context, archive, join(work, String(index))));
    const [newest] = opened;
    const problem = archiveProblem(opened, merged);
    if (problem !== null || newest === undefined)
      return mismatched(context, ports, { reason: problem ?? 'there is no archive', pull: found.pull });
    await adoptArchive(context, newest);
    return await judgedAgain(context, ports, { found, reviewed: newest });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function archiveProblem(opened: readonly OpenedArchive[], { inputDigest }: Merged): string | null {
  const [newest] = opened;
  if (newest === undefined) return null;
  if (new Set(opened.map(({ candidate }) => candidate)).size > 1)
    return 'the attempts of its check trained different bytes, and no review says which of them was meant';
  if (newest.inputDigest !== inputDigest)
    return 'what was merged is not what the candidate was trained from: the branch was not up to date, or was changed by the merge';
  return null;
}

interface Reviewing {
  readonly found: Taking['found'];
  readonly reviewed: OpenedArchive;
}

async function judgedAgain(
  context: StageContext,
  ports: AcceptPorts,
  { found, reviewed }: Reviewing,
): Promise<Findings> {
  const { approvedBy, pull } = found;
  const confirmation = confirmEvaluation(reviewed.evaluate, await ports.reevaluate());
  const { candidate } = reviewed;
  if (confirmation.kind === 'refuted') {
    const reason = `judged again on this branch it does not pass: ${confirmation.reason}`;
    return { verdict: 'fail', outcome: 'refused', candidate, mismatch: null, approvedBy, reason, pull };
  }
  // What a release rests on is today's judgement, with the reviewed timings.
  const path = recordPath(context.project.directory, context.model.name, 'evaluate');
  await writeRecord(path, evaluateRecordSchema, confirmation.evaluate);
  const by = approvedBy === null ? '' : `, approved by ${approvedBy}`;
  const reason = `the reviewed bytes${pull === null ? '' : ` of pull request ${pull}`}${by}, judged again`;
  return { verdict: 'pass', outcome: 'accepted', candidate, mismatch: null, approvedBy, reason, pull };
}

interface Mismatch {
  readonly reason: string;
  readonly pull: number | null;
}

async function mismatched(
  context: StageContext,
  ports: AcceptPorts,
  { reason, pull }: Mismatch,
): Promise<Findings> {
  if (context.model.release.onMismatch === 'retrain')
    return retrained(ports, { mismatch: reason, pull, why: reason });
  return {
    verdict: 'fail',
    outcome: 'refused',
    candidate: null,
    mismatch: reason,
    approvedBy: null,
    reason,
    pull,
  };
}

interface Retraining {
  readonly mismatch: string | null;
  readonly pull: number | null;
  readonly why: string;
}

async function retrained(ports: AcceptPorts, { mismatch, pull, why }: Retraining): Promise<Findings> {
  const { verdict, candidate } = await ports.retrain();
  const reason = `trained again, because ${why}`;
  return { verdict, outcome: 'retrained', candidate, mismatch, approvedBy: null, reason, pull };
}
