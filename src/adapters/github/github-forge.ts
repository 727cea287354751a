import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Forge } from '../../ports/forge.ts';
import { gitCommonFolder, gitIdentity } from '../git/repository.ts';
import type { Tagger } from './claim-tag.ts';
import { type ConnectOptions, connectGithub } from './connect.ts';
import type { GithubClient } from './create-client.ts';
import { createGithubLog } from './github-log.ts';
import { createGithubReleases } from './github-releases.ts';

export interface GithubForgeOptions extends ConnectOptions {
  readonly clock: Clock;
}

/** The forge on GitHub: tags, releases and the log of the repository, through its API. */
export async function createGithubForge(
  options: GithubForgeOptions,
  connected?: GithubClient,
): Promise<Forge> {
  const { repository, clock } = options;
  const client = connected ?? (await connectGithub(options));
  const folder = join(await gitCommonFolder(repository), 'modelyard');
  const workFolder = join(folder, 'work');
  const places = { repository, folder: join(folder, 'github'), workFolder };
  const tagger = await taggerOf(options);
  return {
    releases: createGithubReleases({ client, ...places, tagger, clock }),
    log: createGithubLog(client),
    workFolder,
  };
}

const BOT: Tagger = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** Inside Actions the bot whose token is used; elsewhere whoever runs git. */
async function taggerOf({ environment, repository }: GithubForgeOptions): Promise<Tagger> {
  return environment.GITHUB_ACTIONS === 'true' ? BOT : gitIdentity(repository);
}
