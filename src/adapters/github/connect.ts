import { originUrl } from '../git/repository.ts';
import { readConnection } from './connection.ts';
import { createClient, type GithubClient } from './create-client.ts';
import { createPatience, type PatienceOptions } from './patience.ts';

export interface ConnectOptions {
  /** Top of the work tree. */
  readonly repository: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Version, for the user agent. */
  readonly toolkit: string;
  readonly signal: AbortSignal;
  /** For people: what is waited for. */
  readonly note: (text: string) => void;
  readonly patience?: Omit<PatienceOptions, 'signal'>;
}

/** A client for the repository that the environment or the remote names. */
export async function connectGithub(options: ConnectOptions): Promise<GithubClient> {
  const { repository, environment, toolkit, signal, note } = options;
  const connection = readConnection(environment, await originUrl(repository));
  const patience = createPatience({ ...options.patience, signal });
  return createClient({ connection, patience, toolkit, signal, note, environment });
}
