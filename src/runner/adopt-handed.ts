import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectConfig } from '../config/resolved.ts';
import { adoptStage } from '../stages/candidates/adopt-stage.ts';
import type { HandingStage } from '../stages/candidates/stage-files.ts';
import type { CiRun } from '../stages/context.ts';
import { unpackArchives } from './unpack-archives.ts';

export interface HandedOver {
  /** This run, whose records alone are taken. */
  readonly ci: CiRun | null;
  /** Where the download put the archives of this run. */
  readonly folder: string;
  /** Whose records this stage goes on from, in their order. */
  readonly stages: readonly HandingStage[];
}

/** Takes what earlier jobs of the run left of the models that the config names. A stage that left nothing is none: whoever needs it says so. */
export async function adoptHanded(project: ProjectConfig, { folder, stages, ci }: HandedOver): Promise<void> {
  for (const stage of stages)
    await unpackArchives(folder, stage, async (unpacked) => {
      const found = await readdir(unpacked);
      for (const model of project.models.filter(({ name }) => found.includes(name)))
        await adoptStage({ project, model, ci }, { stage, folder: join(unpacked, model.name) });
    });
}
