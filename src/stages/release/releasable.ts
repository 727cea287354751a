import { headCommit } from '../../adapters/git/repository.ts';
import { ModelyardError } from '../../errors.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { validateRecordSchema } from '../../records/validate.ts';
import { readAccepted } from '../accept/read-accepted.ts';
import { type Candidate, currentCandidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';
import { computeInputDigest } from '../train/input-digest.ts';
import { assertBelongTogether, type Judgement } from './assert-belong-together.ts';

/** A candidate that may be released: judged, passed, and trained from what is committed. */
export interface Releasable extends Judgement {
  readonly commit: string;
  /** Digest of the candidate's model. */
  readonly digest: string;
}

/** Reads and checks everything that a release rests on. Throws `refused` with what is missing and how to get it. */
export async function readReleasable(context: StageContext): Promise<Releasable> {
  const { project, model } = context;
  const path = (stage: string) => recordPath(project.directory, model.name, stage);
  const candidate = await currentCandidate(context);
  const validate = await readRecord(path('validate'), validateRecordSchema);
  const evaluate = await readRecord(path('evaluate'), evaluateRecordSchema);
  if (candidate === null || validate === null || evaluate === null) {
    throw new ModelyardError(
      'refused',
      `${model.name} has no candidate that was validated, trained and evaluated`,
      { hint: `Run modelyard run --model ${model.name} first.` },
    );
  }
  if (candidate.model === null) {
    throw new ModelyardError('input', 'the candidate holds no model, so there is nothing to release', {
      hint: 'Name the file or folder that training writes in train.model.',
    });
  }
  assertBelongTogether(model.name, { candidate, validate, evaluate });
  const commit = await assertCommitted(context, candidate);
  return { candidate, evaluate, validate, commit, digest: candidate.model.digest };
}

/** The commit whose tree gives exactly this candidate's inputs. */
async function assertCommitted(context: StageContext, candidate: Candidate): Promise<string> {
  const commit = await headCommit(context.project.repository);
  if (commit === null)
    throw new ModelyardError('refused', 'there is no commit to release', { hint: 'Commit first.' });
  // Accept has read the inputs of this very commit, and the job that may write has not fetched the data of which they consist.
  const accepted = await readAccepted(context);
  const committed = accepted?.inputDigest ?? (await computeInputDigest(context, { commit })).digest;
  if (committed === candidate.record.inputDigest) return commit;
  const dirty = candidate.record.dirty.slice(0, 5).join(', ');
  throw new ModelyardError(
    'refused',
    `the candidate was not trained from what is committed${dirty === '' ? '' : ` (changed: ${dirty})`}`,
    { hint: 'Commit the inputs, run `modelyard run` again, then release.' },
  );
}
