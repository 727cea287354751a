const HEADER = 'x-accepted-github-permissions';

interface Asked {
  readonly status: 403 | 404 | number;
  readonly path: string;
}

/** What to do about a 403 or 404: the YAML to add, or why GitHub refuses a commit whose workflows differ. */
export function permissionHint(
  headers: Readonly<Record<string, string | number | undefined>>,
  { status, path }: Asked,
): string | null {
  if (headers['x-github-sso'] !== undefined)
    return 'The organisation demands single sign-on: authorise the token for it.';
  const accepted = parseAccepted(String(headers[HEADER] ?? ''));
  const changesRefs = /\/(git\/refs|git\/tags|releases)(\/|$)/.test(path);
  if (changesRefs && accepted.some((each) => each.workflows !== undefined)) return WORKFLOWS;
  // A comment on a pull request may be written with either; the narrower one is what the documentation asks for.
  const least = accepted.find((each) => each.pull_requests !== undefined) ?? accepted[0];
  if (status === 404)
    return 'It does not exist, or the token may not see it: check GITHUB_REPOSITORY and the permissions of the token.';
  if (least === undefined) return 'The token lacks a permission for this.';
  return `Give the job the permission that it lacks:\n${permissionsYaml(least)}\nA run of a fork or of Dependabot never gets it.`;
}

const WORKFLOWS = [
  'The workflow files (.github/workflows) of this commit differ from those of the default branch. GITHUB_TOKEN may not',
  'tag or release such a commit. Release from the newest commit of the default branch, or use the token of a GitHub App',
  'with the permission `workflows: write`. If they do not differ, the job lacks this permission:',
  'permissions:',
  '  contents: write',
].join('\n');

type Permissions = Readonly<Record<string, string>>;

/** `issues=write; pull_requests=write`: alternatives by `;`, all of one by `,`. */
export function parseAccepted(header: string): Permissions[] {
  return header
    .split(';')
    .map((each) => Object.fromEntries(each.split(',').flatMap(pair)))
    .filter((each) => Object.keys(each).length > 0);
}

function pair(text: string): [string, string][] {
  const [, name, level] = /^\s*([a-z_]+)\s*=\s*(read|write|admin)\s*$/.exec(text) ?? [];
  return name === undefined || level === undefined ? [] : [[name, level]];
}

function permissionsYaml(permissions: Permissions): string {
  const lines = Object.entries(permissions).map(
    ([name, level]) => `  ${name.replaceAll('_', '-')}: ${level}`,
  );
  return ['permissions:', ...lines].join('\n');
}
