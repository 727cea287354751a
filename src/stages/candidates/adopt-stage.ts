import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { hashFile } from '../../adapters/files/hash-file.ts';
import { ModelyardError } from '../../errors.ts';
import { headerShape } from '../../records/common.ts';
import { modelFolder, readRecord } from '../../records/store.ts';
import { type TrainRecord, trainedDigests, trainRecordSchema } from '../../records/train.ts';
import type { StageContext } from '../context.ts';
import { readRevision } from '../revision.ts';
import { openCandidate } from './candidate-store.ts';
import { type HandingStage, STAGE_FILES } from './stage-files.ts';

type Checkout = Pick<StageContext, 'project' | 'model' | 'ci'>;

/** What every record says, whatever stage wrote it. */
const headerSchema = z.object(headerShape);

export interface HandedStage {
  readonly stage: HandingStage;
  /** The unpacked `<model>/` of the archive that another job left. */
  readonly folder: string;
}

/**
 * Puts what another job's stage left in its place in this checkout: the files of that stage and no others. Its record must be of this
 * commit and this run, and every byte the one that the record names. Throws `refused` where it is not, `unreadable` for a record or a
 * candidate that is broken.
 */
export async function adoptStage(context: Checkout, { stage, folder }: HandedStage): Promise<void> {
  const { project, model } = context;
  const own = modelFolder(project.directory, model.name);
  await mkdir(own, { recursive: true });
  const there = await readdir(folder);
  for (const name of STAGE_FILES[stage].files.filter((each) => there.includes(each)))
    await cp(join(folder, name), join(own, name));
  await assertOfThisRun(context, { stage, folder: own });
  if (STAGE_FILES[stage].candidate) await adoptCandidate(context, { folder, own });
}

async function assertOfThisRun(context: Checkout, { stage, folder }: HandedStage): Promise<void> {
  const revision = await readRevision(context);
  const own = STAGE_FILES[stage].files;
  for (const name of own.filter(isRecordName)) {
    const record = await readRecord(join(folder, name), headerSchema);
    if (record === null && name !== `${stage}.json`) continue;
    const isOurs =
      record?.model === context.model.name &&
      (['commit', 'tree', 'run'] as const).every((key) => record[key] === revision[key]);
    if (!isOurs) throw refused(context, stage, 'it is not of this commit and this run');
    for (const { path, sha256 } of record.written.filter((each) => own.includes(basename(each.path)))) {
      const found = await hashFile(join(folder, basename(path))).catch(() => null);
      if (found?.sha256 !== sha256)
        throw refused(context, stage, `${basename(path)} is not the file that the stage wrote`);
    }
  }
}

/** The profile and the golden rows are vouched for by the records beside them. */
function isRecordName(name: string): boolean {
  return name !== 'profile.json' && name !== 'golden.json';
}

/** Only the candidate that the record names, and what other seeds of it left; their bytes are hashed. */
async function adoptCandidate(
  context: Checkout,
  { folder, own }: { readonly folder: string; readonly own: string },
): Promise<void> {
  const record = await readRecord(join(own, 'train.json'), trainRecordSchema);
  if (record === null || record.verdict !== 'pass') return;
  for (const digest of trainedDigests(record)) {
    const inputs = digest.replace(/^sha256:/, '');
    await cp(join(folder, 'candidates', inputs), join(own, 'candidates', inputs), { recursive: true }).catch(
      (cause: unknown) => {
        throw refused(context, 'train', 'its candidate is missing', cause);
      },
    );
    const candidate = await openCandidate(context, digest);
    if (candidate === null || candidate.record.candidate !== namedIn(record, digest))
      throw refused(context, 'train', 'its candidate is not the one that it names');
  }
}

/** Digest of the model that was trained from these inputs, as the record says. */
function namedIn({ inputDigest, candidate, seeds = [] }: TrainRecord, digest: string): string | null {
  if (digest === inputDigest) return candidate;
  return seeds.find((each) => each.inputDigest === digest)?.candidate ?? null;
}

function refused({ model }: Checkout, stage: string, why: string, cause?: unknown): ModelyardError {
  return new ModelyardError('refused', `${model.name}: what ${stage} left in this run is not taken: ${why}`, {
    hint: 'Run all jobs of the workflow again.',
    ...(cause === undefined ? {} : { cause }),
  });
}
