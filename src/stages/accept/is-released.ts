import { join } from 'node:path';
import type { StoredRelease } from '../../ports/forge.ts';
import { evaluateRecordSchema } from '../../records/evaluate.ts';
import { readRecord } from '../../records/store.ts';
import type { StageContext } from '../context.ts';
import type { Merged } from './findings.ts';

/** What was trained from these inputs is released, and decides as the config says. */
export async function isReleased(
  { model }: StageContext,
  { record, folder }: StoredRelease,
  { inputDigest }: Merged,
): Promise<boolean> {
  if (record.inputDigest !== inputDigest) return false;
  const { threshold } = record.serving;
  if (threshold === null) return true;
  const { choose } = model.evaluate;
  if (choose === undefined) return threshold === model.evaluate.threshold;
  // What would be chosen today is known when the tuning rows are scored; here it counts how it is chosen.
  const evaluation = await readRecord(join(folder, 'evaluate.json'), evaluateRecordSchema);
  return evaluation?.thresholdChoice?.metric === choose;
}
