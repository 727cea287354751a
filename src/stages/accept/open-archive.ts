import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unpackFiles } from '../../adapters/files/tar-archive.ts';
import { ModelyardError } from '../../errors.ts';
import { type EvaluateRecord, evaluateRecordSchema } from '../../records/evaluate.ts';
import { modelFolder, readRecord } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import { openCandidate } from '../candidates/candidate-store.ts';
import type { StageContext } from '../context.ts';

/** What an archive holds of one model; the candidate's bytes were hashed, whatever its records say. */
export interface OpenedArchive {
  readonly archive: string;
  /** Folder that stands for `.modelyard/<model>`. */
  readonly folder: string;
  readonly inputDigest: string;
  /** Digest of the bytes; null where training left no model. */
  readonly candidate: string | null;
  readonly evaluate: EvaluateRecord;
}

/** Records are small; of the candidate as much as a release asset may hold, for each of a few files. */
const LIMITS = { mostBytes: 16 * 2 ** 30, mostEntries: 100_000 };

/**
 * Unpacks the archive of a check into an empty folder and opens this model's candidate in it. Throws `input` when it holds
 * no judged candidate of the model, and `unreadable` when the bytes are not those of its record.
 */
export async function openArchive(
  context: StageContext,
  archive: string,
  work: string,
): Promise<OpenedArchive> {
  // As a checkout would have it, so that the candidate is opened by the same code.
  const folder = modelFolder(work, context.model.name);
  await unpackFiles(archive, dirname(folder), LIMITS);
  const train = await readRecord(join(folder, 'train.json'), trainRecordSchema);
  const evaluate = await readRecord(join(folder, 'evaluate.json'), evaluateRecordSchema);
  const scratch = { ...context, project: { ...context.project, directory: work } };
  const candidate = train === null ? null : await openCandidate(scratch, train.inputDigest);
  if (candidate === null || evaluate === null)
    throw new ModelyardError(
      'input',
      `${archive} holds no candidate of ${context.model.name} that was evaluated`,
    );
  const digest = candidate.model?.digest ?? null;
  if (evaluate.candidate.digest !== digest || evaluate.inputDigest !== candidate.record.inputDigest)
    throw new ModelyardError('input', `${archive}: its evaluation speaks of another candidate than it holds`);
  return { archive, folder, inputDigest: candidate.record.inputDigest, candidate: digest, evaluate };
}

/** Puts an opened archive in the place of this checkout's own records of the model. */
export async function adoptArchive(context: StageContext, { folder }: OpenedArchive): Promise<void> {
  const own = modelFolder(context.project.directory, context.model.name);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  for (const name of await readdir(folder))
    await cp(join(folder, name), join(own, name), { recursive: true });
}
