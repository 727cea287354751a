import { ModelyardError } from '../../errors.ts';

/** The repository on GitHub, and how it is reached. */
export interface Connection {
  /** Base of the REST API, without a slash at the end: `https://api.github.com`, `https://host/api/v3`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the repository is, by GITHUB_REPOSITORY and GITHUB_API_URL or by the remote `origin`, and the token of
 * GITHUB_TOKEN or GH_TOKEN. Throws `usage` that says what is missing; the token is in no message.
 */
export function readConnection(environment: Environment, origin: string | null): Connection {
  const remote = origin === null ? null : parseRemote(origin);
  const { owner, repo } = repositoryOf(environment, remote);
  return { apiUrl: apiUrlOf(environment, remote), owner, repo, token: tokenOf(environment) };
}

export interface Remote {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

const REMOTES = [
  /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/i,
  /^(?:[^@/:]+@)?([^/:]+):([^/]+)\/([^/]+?)(?:\.git)?\/?$/,
];

/** Host, owner and name in the URL of a remote; null where it has another form. */
export function parseRemote(url: string): Remote | null {
  for (const pattern of REMOTES) {
    const [, host, owner, repo] = pattern.exec(url) ?? [];
    if (host !== undefined && isName(owner) && isName(repo)) return { host: host.toLowerCase(), owner, repo };
  }
  return null;
}

/** What GitHub allows in the name of an account or a repository, and what cannot lead to another path. */
function isName(text: string | undefined): text is string {
  return text !== undefined && /^[\w.-]+$/.test(text) && !/^\.\.?$/.test(text);
}

function repositoryOf(environment: Environment, remote: Remote | null): Pick<Connection, 'owner' | 'repo'> {
  const given = environment.GITHUB_REPOSITORY ?? '';
  if (given !== '') {
    const [owner = '', repo = '', ...more] = given.split('/');
    if (more.length === 0 && isName(owner) && isName(repo)) return { owner, repo };
    throw new ModelyardError('usage', `GITHUB_REPOSITORY is ${JSON.stringify(given)}: expected owner/name`);
  }
  if (remote !== null) return remote;
  throw new ModelyardError(
    'usage',
    '--forge github does not know the repository: GITHUB_REPOSITORY is not set, and the remote origin is no GitHub URL',
    { hint: 'Set GITHUB_REPOSITORY=owner/name, or add the remote: git remote add origin <url>.' },
  );
}

/** A token goes to a server that the environment names, or to GitHub's own; never to whatever host a remote names. */
function apiUrlOf(environment: Environment, remote: Remote | null): string {
  const given = environment.GITHUB_API_URL ?? '';
  if (given !== '') return checkedUrl('GITHUB_API_URL', given);
  const server = environment.GITHUB_SERVER_URL ?? '';
  if (server !== '') return apiOfHost(new URL(checkedUrl('GITHUB_SERVER_URL', server)).host);
  if ((environment.GITHUB_REPOSITORY ?? '') !== '' || remote === null) return apiOfHost('github.com');
  if (isGithubHost(remote.host)) return apiOfHost(remote.host);
  throw new ModelyardError('usage', `the remote origin is on ${remote.host}, which is not github.com`, {
    hint: `For a GitHub Enterprise Server set GITHUB_API_URL=https://${remote.host}/api/v3.`,
  });
}

function checkedUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new ModelyardError('usage', `${name} is no URL such as https://api.github.com`);
  return text.replace(/\/+$/, '');
}

function isGithubHost(host: string): boolean {
  return host === 'github.com' || host === 'ssh.github.com' || host.endsWith('.ghe.com');
}

function apiOfHost(host: string): string {
  if (host === 'github.com' || host === 'ssh.github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

function tokenOf(environment: Environment): string {
  const token = (environment.GITHUB_TOKEN || environment.GH_TOKEN || '').trim();
  if (token === '')
    throw new ModelyardError('usage', '--forge github needs a token: GITHUB_TOKEN and GH_TOKEN are not set', {
      hint: 'In a workflow pass github.token as the variable GITHUB_TOKEN. On a laptop: GH_TOKEN=$(gh auth token).',
    });
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ModelyardError(
    'usage',
    'the token in GITHUB_TOKEN or GH_TOKEN holds characters that no token has',
    {
      hint: 'Look for line breaks, blanks or quotes in it.',
    },
  );
}
