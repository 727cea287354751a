import { rm } from 'node:fs/promises';
import { recordPath } from '../../records/store.ts';
import type { StageContext } from '../context.ts';

const LATER_STAGES = ['train', 'evaluate', 'judge', 'report'];

/** Removes the records of an earlier run, so that a run that stops early is never reported with an older verdict. */
export async function forgetJudgement({ project, model }: StageContext): Promise<void> {
  for (const stage of LATER_STAGES)
    await rm(recordPath(project.directory, model.name, stage), { force: true });
}
