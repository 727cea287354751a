import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reviewed } from '../../ports/reviewed-candidates.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { recordPath, writeRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import { confirmEvaluation } from '../release/agreement.ts';
import type { AcceptPorts, Findings, Merged, Mismatch } from './findings.ts';
import { adoptArchive, type OpenedArchive, openArchive } from './open-archive.ts';

type Found = Extract<Reviewed, { kind: 'found' }>;

/** Takes the candidate of an archive where it is what is checked out, and judges it again; a mismatch where it is something else. */
export async function takeReviewed(
  context: StageContext,
  ports: Pick<AcceptPorts, 'reevaluate'>,
  { found, merged }: { readonly found: Found; readonly merged: Merged },
): Promise<Findings | Mismatch> {
  const work = await mkdtemp(join(tmpdir(), 'modelyard-accept-'));
  try {
    const opened: OpenedArchive[] = [];
    for (const [index, archive] of found.archives.entries())
      opened.push(await openArchive(context, archive, join(work, String(index))));
    const [newest] = opened;
    const problem = archiveProblem(opened, merged);
    if (problem !== null || newest === undefined)
      return { mismatch: problem ?? 'there is no archive', pull: found.pull };
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

async function judgedAgain(
  context: StageContext,
  { reevaluate }: Pick<AcceptPorts, 'reevaluate'>,
  { found, reviewed }: { readonly found: Found; readonly reviewed: OpenedArchive },
): Promise<Findings> {
  const { approvedBy, pull } = found;
  const { candidate } = reviewed;
  const confirmation = confirmEvaluation(reviewed.evaluate, await reevaluate());
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
