import { headCommit } from '../../adapters/git/repository.ts';
import { ModelyardError } from '../../errors.ts';
import { type AcceptRecord, acceptRecordSchema } from '../../records/accept.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import type { StageContext } from '../context.ts';

/** What `accept` decided for the commit that is checked out; null where it was not asked. Throws `refused` for one of another commit or run. */
export async function readAccepted({ project, model, ci }: StageContext): Promise<AcceptRecord | null> {
  const path = recordPath(project.directory, model.name, 'accept');
  const record = await readRecord(path, acceptRecordSchema);
  if (record === null) return null;
  const commit = await headCommit(project.repository);
  const isOfHere = record.commit === commit && record.run === (ci?.run ?? null);
  if (isOfHere) return record;
  throw new ModelyardError(
    'refused',
    `${model.name}: what was accepted is ${record.commit?.slice(0, 7)} of run ${record.run ?? 'none'}, not what is checked out`,
    { hint: 'Run modelyard accept for this commit first.' },
  );
}
