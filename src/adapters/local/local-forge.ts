import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Forge } from '../../ports/forge.ts';
import { gitCommonFolder } from '../git/repository.ts';
import { createLocalLog } from './local-log.ts';
import { createLocalReleases } from './local-releases.ts';

/** The forge of a laptop: tags and the log in the repository, assets beside them. */
export async function createLocalForge(
  repository: string,
  clock: Clock,
  checkpoint?: (step: string) => void,
): Promise<Forge> {
  const folder = join(await gitCommonFolder(repository), 'modelyard');
  const hook = checkpoint === undefined ? {} : { checkpoint };
  return {
    releases: createLocalReleases({ repository, folder, clock, ...hook }),
    log: createLocalLog({ repository, ...hook }),
    workFolder: join(folder, 'work'),
  };
}
