import { ModelyardError } from '../../errors.ts';
import type { AcceptRecord } from '../../records/accept.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { readAccepted } from '../accept/read-accepted.ts';
import type { StageContext } from '../context.ts';

/** How the evaluation before a release comes about. */
export type Reevaluate = () => Promise<EvaluateRecord>;

/**
 * Where `accept` has judged the candidate again for this very commit, a release takes its word and runs nothing: the job that
 * may write runs no model. Throws `refused` where accept said no.
 */
export async function acceptedEvaluation(context: StageContext): Promise<Reevaluate | null> {
  const accepted = await readAccepted(context);
  if (accepted === null) return null;
  assertAccepted(context, accepted);
  return async () => {
    const path = recordPath(context.project.directory, context.model.name, 'evaluate');
    const record = await readRecord(path, evaluateRecordSchema);
    if (record?.candidate.digest === accepted.candidate && record !== null) return record;
    throw new ModelyardError('refused', 'the evaluation beside accept.json speaks of another candidate', {
      hint: 'Take all files of the artifact that accept left.',
    });
  };
}

function assertAccepted({ model }: StageContext, { verdict, reason }: AcceptRecord): void {
  if (verdict === 'pass') return;
  throw new ModelyardError('refused', `${model.name} is not released: accept said ${verdict}, ${reason}`, {
    hint: 'Read the record accept.json of this run.',
  });
}
