import type { History } from '../../domain/lineage/split-history.ts';
import { ModelyardError } from '../../errors.ts';
import type { ReleaseTag, StoredRelease } from '../../ports/forge.ts';
import type { Reviewed } from '../../ports/reviewed-candidates.ts';
import { type AcceptRecord, acceptRecordSchema } from '../../records/accept.ts';
import { recordHeader } from '../../records/header.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { fetchData } from '../data-files.ts';
import { newestRelease } from '../release/baseline-release.ts';
import { olderStateProblem } from '../release/older-state.ts';
import { readRevision } from '../revision.ts';
import { computeInputDigest } from '../train/input-digest.ts';
import { approvedState } from './approved-state.ts';
import type { AcceptPorts, Findings, Merged, Mismatch } from './findings.ts';
import { inputHistory } from './input-history.ts';
import { isReleased } from './is-released.ts';
import { supersededExperiments } from './superseded-experiments.ts';
import { takeReviewed } from './take-reviewed.ts';

export interface AcceptOptions {
  /** Train again whatever was reviewed or released: somebody asked for it. */
  readonly retrain: boolean;
}

/**
 * On merge: finds the reviewed candidate of what is checked out, proves that it is that and still passes, and leaves it where
 * a release takes it from. Where it does not fit, the config says whether to train again or to refuse; nothing is guessed.
 */
export async function acceptStage(
  context: StageContext,
  ports: AcceptPorts,
  options: AcceptOptions = { retrain: false },
): Promise<AcceptRecord> {
  const startedMs = context.clock.monotonicMs();
  const revision = await readRevision(context);
  const { commit } = revision;
  if (commit === null)
    throw new ModelyardError('refused', 'there is no commit whose candidate could be accepted');
  await fetchData(context);
  const inputs = await computeInputDigest(context, { commit });
  const merged = { commit, inputDigest: inputs.digest };
  const { pull, superseded, experiments, ...findings } = await decide(context, ports, { merged, options });
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
    ...(superseded.length === 0 ? {} : { superseded }),
    ...(experiments.length === 0 ? {} : { experiments }),
  };
  const path = recordPath(context.project.directory, context.model.name, 'accept');
  await writeRecord(path, acceptRecordSchema, record);
  return record;
}

type Superseded = NonNullable<AcceptRecord['superseded']>;
type Experiments = NonNullable<AcceptRecord['experiments']>;
type Decision = Findings & { readonly superseded: Superseded; readonly experiments: Experiments };
const NOTHING_SUPERSEDED = { superseded: [], experiments: [] };

interface Deciding {
  readonly merged: Merged;
  readonly options: AcceptOptions;
}

/** Level-triggered: what counts is whether the state of the branch is released, not what this push changed. */
async function decide(
  context: StageContext,
  ports: AcceptPorts,
  { merged, options }: Deciding,
): Promise<Decision> {
  const tag = await newestRelease(context, ports.releases);
  const released = tag === null ? null : await ports.releases.readRelease(tag);
  if (released !== null && !options.retrain && (await isReleased(context, released, merged)))
    return {
      ...unchanged(
        released.tag,
        `nothing to release: ${released.tag.tag} was trained from these very inputs`,
      ),
      ...NOTHING_SUPERSEDED,
    };
  const older = await olderStateProblem(context, merged.commit, tag);
  if (older !== null) return { ...refusal(older, null), ...NOTHING_SUPERSEDED };
  const history = await inputHistory(context, { commit: merged.commit, since: tag?.commit ?? null });
  const findings = await candidateOf(context, ports, { merged, options, history, released });
  const isReplacing = findings.outcome === 'accepted' || findings.outcome === 'retrained';
  if (!isReplacing || history.superseded.length === 0) return { ...findings, ...NOTHING_SUPERSEDED };
  const superseded = await namePulls(ports, history.superseded);
  const experiments = await supersededExperiments(context, ports.reviewed, history.superseded);
  return { ...findings, reason: `${findings.reason}${supersededText(superseded)}`, superseded, experiments };
}

function unchanged({ candidate }: ReleaseTag, reason: string): Findings {
  const pull = null;
  return { verdict: 'pass', outcome: 'unchanged', candidate, mismatch: null, approvedBy: null, reason, pull };
}

interface Choosing extends Deciding {
  readonly history: History;
  readonly released: StoredRelease | null;
}

async function candidateOf(
  context: StageContext,
  ports: AcceptPorts,
  { merged, options, history, released }: Choosing,
): Promise<Findings> {
  const { release } = context.model;
  const again = (why: Retraining) => retrainedIfApproved(context, ports, { merged, released, why });
  if (options.retrain) return again({ ...NOTHING_FOUND, why: 'that was asked for' });
  if (release.from === 'retrain') return again({ ...NOTHING_FOUND, why: 'release.from is retrain' });
  const found = await findReviewed(context, ports, { merged, history });
  if ('verdict' in found) return found;
  const { mismatch, pull, foreign } = found;
  if (foreign !== undefined || release.onMismatch === 'retrain')
    return again({ mismatch, pull, approvedBy: foreign?.by ?? null, why: mismatch });
  return refusal(mismatch, pull);
}

/** Under `approval: review` nothing is trained from what somebody merged or pushed alone, whatever else the config allows. */
async function retrainedIfApproved(
  context: StageContext,
  ports: AcceptPorts,
  { merged, released, why }: Pick<Choosing, 'merged' | 'released'> & { readonly why: Retraining },
): Promise<Findings> {
  const retraining = { ports, merged, released };
  if (context.model.release.approval !== 'review') return retrained(retraining, why);
  const since = released?.tag.commit ?? null;
  const approved = await approvedState(context, ports.reviewed, { commit: merged.commit, since });
  if (approved.kind === 'refused') return refusal(approved.reason, approved.pull);
  const { by, pull } = approved;
  return retrained(retraining, { ...why, approvedBy: why.approvedBy ?? by, pull: why.pull ?? pull });
}

function refusal(mismatch: string, pull: number | null): Findings {
  const nothing = { candidate: null, approvedBy: null };
  return { verdict: 'fail', outcome: 'refused', ...nothing, mismatch, reason: mismatch, pull };
}

/** Each costs a handful of requests; in a repository that is new to Modelyard, no commit ever brought the inputs. */
const MOST_TRIED = 10;

/**
 * The newest commit's candidate, or that of an older one which left the inputs as they are: its run may have been killed, or
 * what came after it concerned something else. The mismatch is the newest commit's, unless the commit that brought the
 * inputs is a fork's: then there never was anything to take, and `on_mismatch` has nothing to decide.
 */
async function findReviewed(
  context: StageContext,
  ports: AcceptPorts,
  { merged, history }: Pick<Choosing, 'merged' | 'history'>,
): Promise<Findings | Mismatch> {
  const { approval } = context.model.release;
  const mismatches: Mismatch[] = [];
  for (const commit of history.current.slice(0, MOST_TRIED)) {
    const found = await ports.reviewed.find({ model: context.model.name, commit, approval });
    const taken =
      found.kind === 'found' && isApproved(found, approval)
        ? await takeReviewed(context, ports, { found, merged })
        : mismatchOf(found);
    if ('verdict' in taken) return taken;
    mismatches.push(taken);
  }
  const origin = mismatches.at(-1);
  if (origin?.foreign !== undefined) return origin;
  const newest = mismatches.find(({ foreign }) => foreign === undefined);
  return newest ?? { mismatch: 'there is no commit whose candidate could be looked for', pull: null };
}

/** Archives that were named by hand come without anybody's word for them. */
function isApproved({ approvedBy }: Extract<Reviewed, { kind: 'found' }>, approval: 'merge' | 'review') {
  return approval === 'merge' || approvedBy !== null;
}

function mismatchOf(found: Reviewed): Mismatch {
  if (found.kind === 'found')
    return {
      mismatch: 'release.approval is review, and nobody is known who approved the candidate',
      pull: found.pull,
    };
  if (found.kind === 'none') return { mismatch: found.reason, pull: null };
  return { mismatch: found.reason, pull: found.pull, foreign: { by: found.approvedBy } };
}

const NOTHING_FOUND = { mismatch: null, pull: null, approvedBy: null };

interface Retraining {
  readonly mismatch: string | null;
  readonly pull: number | null;
  readonly approvedBy: string | null;
  readonly why: string;
}

async function retrained(
  { ports, merged, released }: Pick<Choosing, 'merged' | 'released'> & { readonly ports: AcceptPorts },
  { mismatch, pull, approvedBy, why }: Retraining,
): Promise<Findings> {
  const { verdict, candidate, inputDigest } = await ports.retrain();
  const again = `trained again, because ${why}`;
  const base = { mismatch, approvedBy, pull };
  if (inputDigest !== null && inputDigest !== merged.inputDigest)
    return {
      ...base,
      verdict: 'fail',
      outcome: 'refused',
      candidate: null,
      reason: `${again}: ${NOT_COMMITTED}`,
    };
  if (released !== null && candidate === released.tag.candidate)
    return unchanged(released.tag, `nothing to release: ${again}, it is ${released.tag.tag} byte by byte`);
  return { ...base, verdict, outcome: 'retrained', candidate, reason: again };
}

const NOT_COMMITTED =
  'inputs that git tracks were changed in this checkout, so no commit says what was trained. Commit them first, or keep data that change in files that git does not track';

async function namePulls({ reviewed }: AcceptPorts, commits: readonly string[]): Promise<Superseded> {
  const named: Superseded = [];
  for (const commit of commits) named.push({ commit, pullRequest: await reviewed.pullOf(commit) });
  return named;
}

function supersededText(superseded: Superseded): string {
  const names = superseded.map(({ commit, pullRequest }) =>
    pullRequest === null ? commit.slice(0, 7) : `#${pullRequest}`,
  );
  return `; in place of ${names.join(', ')}, merged since and never released`;
}
