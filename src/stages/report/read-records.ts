import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { type JudgeRecord, judgeRecordSchema } from '../../records/judge.ts';
import { readRecord, recordPath } from '../../records/store.ts';
import { trainRecordSchema } from '../../records/train.ts';
import { validateRecordSchema } from '../../records/validate.ts';
import type { StageRecords } from './report-facts.ts';

/** The records of one model beside a modelyard.yml. Throws `unreadable` for a broken one. */
export async function readStageRecords(directory: string, model: string): Promise<StageRecords> {
  const path = (stage: string) => recordPath(directory, model, stage);
  const [validate, train, evaluate] = await Promise.all([
    readRecord(path('validate'), validateRecordSchema),
    readRecord(path('train'), trainRecordSchema),
    readRecord(path('evaluate'), evaluateRecordSchema),
  ]);
  return { validate, train, evaluate };
}

/** Only one that was made for this very evaluation: an older one speaks of another change. */
export async function readJudge(
  directory: string,
  model: string,
  { evaluate }: StageRecords,
): Promise<JudgeRecord | null> {
  const record = await readRecord(recordPath(directory, model, 'judge'), judgeRecordSchema);
  const isOurs =
    record !== null && evaluate !== null && record.run === evaluate.run && record.at >= evaluate.at;
  return isOurs ? record : null;
}
