import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelyardError, messageOf } from '../../errors.ts';
import type { ReviewedCandidates } from '../../ports/reviewed-candidates.ts';
import type { MergedExperiment } from '../../records/merged-experiment.ts';
import { readRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { experimentOf } from '../experiments/experiment-of.ts';
import { openArchive } from './open-archive.ts';

/** Each costs a handful of requests, and the download of its archive. */
const MOST_LOOKED_FOR = 10;
const MOST_BYTES = 256 * 1024 ** 2;
/** The whole log is read by whoever asks it anything, and a check of a pull request writes what it likes. */
const MOST_ENTRY_BYTES = 512 * 1024;

/**
 * What was judged of changes that were merged and never released, as the log will keep it. Nothing rests on it: one that cannot be had (a
 * direct push, an archive that expired or is large) is left out.
 */
export async function supersededExperiments(
  context: StageContext,
  reviewed: Pick<ReviewedCandidates, 'find'>,
  commits: readonly string[],
): Promise<MergedExperiment[]> {
  const found = new Map<string, MergedExperiment>();
  for (const merged of commits.slice(0, MOST_LOOKED_FOR)) {
    const experiment = await experimentOfMerge(context, reviewed, merged).catch((error: unknown) => {
      if (error instanceof ModelyardError && error.code === 'interrupted') throw error;
      context.reporter.note(`what was judged of ${merged.slice(0, 7)} is not known: ${messageOf(error)}`);
      return null;
    });
    if (experiment !== null && !found.has(experiment.id)) found.set(experiment.id, { merged, experiment });
  }
  return [...found.values()];
}

async function experimentOfMerge(
  context: StageContext,
  reviewed: Pick<ReviewedCandidates, 'find'>,
  commit: string,
) {
  const request = { model: context.model.name, commit, approval: 'merge', mostBytes: MOST_BYTES } as const;
  const found = await reviewed.find(request);
  // Archives that somebody named are not known to be this commit's.
  if (found.kind !== 'found' || found.pull === null) return null;
  const [newest] = found.archives;
  if (newest === undefined) return null;
  const work = await mkdtemp(join(tmpdir(), 'modelyard-superseded-'));
  try {
    const { folder, evaluate } = await openArchive(context, newest, work);
    const train = await readRecord(join(folder, 'train.json'), trainRecordSchema);
    if (train === null) return null;
    const rows = { rows: null, rowsReason: 'it is known by the log alone' };
    const experiment = { ...experimentOf(context, { train, evaluate, ...rows }), pullRequest: found.pull };
    const bytes = Buffer.byteLength(JSON.stringify(experiment));
    if (bytes <= MOST_ENTRY_BYTES) return experiment;
    throw new ModelyardError('input', `its records hold ${bytes} bytes; the log takes ${MOST_ENTRY_BYTES}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
