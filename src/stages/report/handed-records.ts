import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unpackFiles } from '../../adapters/files/tar-archive.ts';
import { MODEL_NAME } from '../../domain/names.ts';
import { ModelyardError } from '../../errors.ts';
import type { JudgeRecord } from '../../records/judge.ts';
import { modelFolder } from '../../records/store.ts';
import { readJudge, readStageRecords } from './read-records.ts';
import type { StageRecords } from './report-facts.ts';

/** Records of one model that somebody else's run left: they have the form of records, and say whatever they say. */
export interface HandedRecords {
  readonly model: string;
  readonly records: StageRecords;
  readonly judge: JudgeRecord | null;
}

/** What the platform says of the run that left them. */
export interface HandedBy {
  readonly head: string;
  readonly run: string;
}

/** Bytes of a whole archive: records are small, and the candidate of such a run is not kept. */
export const MOST_ARCHIVE_BYTES = 64 * 2 ** 20;
const LIMITS = { mostBytes: MOST_ARCHIVE_BYTES, mostEntries: 2000 };
const MOST_RECORD_BYTES = 16 * 2 ** 20;

/**
 * Reads an archive whose every byte may be hostile, in an empty folder. Throws `input` for links, names that lead elsewhere,
 * too many or too large entries, and records of another run, commit or model; `unreadable` for what has not the form of a record.
 */
export async function readHanded(archive: string, work: string, by: HandedBy): Promise<HandedRecords[]> {
  const top = dirname(modelFolder(work, 'x'));
  await unpackFiles(archive, top, LIMITS);
  const handed: HandedRecords[] = [];
  for (const entry of await readdir(top, { withFileTypes: true })) {
    if (!entry.isDirectory() || !MODEL_NAME.test(entry.name)) continue;
    const found = await readModel(work, entry.name, by);
    if (found !== null) handed.push(found);
  }
  return handed;
}

async function readModel(work: string, model: string, by: HandedBy): Promise<HandedRecords | null> {
  const folder = modelFolder(work, model);
  for (const name of await readdir(folder)) {
    const { size } = await stat(join(folder, name));
    if (name.endsWith('.json') && size > MOST_RECORD_BYTES)
      throw new ModelyardError(
        'input',
        `${model}: a record of ${size} bytes; ${MOST_RECORD_BYTES} is the most`,
      );
  }
  const records = await readStageRecords(work, model);
  const judge = await readJudge(work, model, records);
  const present = [records.validate, records.train, records.evaluate, judge].filter((each) => each !== null);
  if (present.length === 0) return null;
  for (const record of present) assertOf(record, model, by);
  return { model, records, judge };
}

interface Claimed {
  readonly schema: string;
  readonly model: string;
  readonly commit: string | null;
  readonly run: string | null;
}

/** What can be held against the platform has to agree with it; the rest stays a claim. */
function assertOf({ schema, ...claimed }: Claimed, model: string, { head, run }: HandedBy): void {
  const expected = { model, commit: head, run };
  for (const key of ['model', 'commit', 'run'] as const) {
    if (claimed[key] === expected[key]) continue;
    const said = JSON.stringify(claimed[key])?.slice(0, 80);
    throw new ModelyardError(
      'input',
      `${model}: ${schema} speaks of the ${key} ${said}, not of ${expected[key]}`,
    );
  }
}
