import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Forge } from '../../ports/forge.ts';
import { gitCommonFolder, gitIdentity, originUrl } from '../git/repository.ts';
import type { Tagger } from './claim-tag.ts';
import { readConnection } from './connection.ts';
import { createClient } from './create-client.ts';
import { createGithubLog } from './github-log.ts';
import { createGithubReleases } from './github-releases.ts';
import { createPatience, type PatienceOptions } from './patience.ts';

export interface GithubForgeOptions {
  /** Top of the work tree. */
  readonly repository: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Version, for the user agent. */
  readonly toolkit: string;
  readonly signal: AbortSignal;
  /** For people: what is waited for. */
  readonly note: (text: string) => void;
  readonly patience?: Omit<PatienceOptions, 'signal'>;
}

/** The forge on GitHub: tags, releases and the log of the repository, through its API. */
export async function createGithubForge(options: GithubForgeOptions): Promise<Forge> {
  const { repository, environment, clock, toolkit, signal, note } = options;
  const connection = readConnection(environment, await originUrl(repository));
  const patience = createPatience({ ...options.patience, signal });
  const client = await createClient({ connection, patience, toolkit, signal, note, environment });
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
