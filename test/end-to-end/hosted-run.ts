import { execFileSync } from 'node:child_process';
import type { Github } from '../github/github.ts';
import type { PublishedAction } from '../runner/published-action.ts';
import type { JobResult } from '../runner/run-workflow.ts';

/** Where workflows of a hosted project run. */
export interface Host {
  readonly github: Github;
  readonly action: PublishedAction;
  /** Folder for whatever a run leaves. */
  readonly root: string;
  /** Tokens that jobs were given, and the folders that they worked in. */
  readonly seen: { readonly tokens: string[]; readonly folders: string[] };
}

/** One run of a workflow, as the event asks for it. */
export interface HostedRun {
  /** File name in examples/workflows, or an absolute path. */
  readonly workflow: string;
  readonly attempt: number;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What `actions/checkout` leaves; a clone of `sha` without it. */
  readonly workTree?: string;
  readonly headSha?: string;
  readonly headBranch?: string;
  /** `owner/name` of the fork that the branch is in; the repository itself without it. */
  readonly headRepo?: string;
  /** Who started it; mia without it. Dependabot's token may only read, as a fork's. */
  readonly actor?: string;
}

/** The same when the platform knows it. */
export interface StartedRun extends HostedRun {
  readonly runId: number;
  /** Path of the workflow in the repository. */
  readonly path: string;
  /** Where the artifacts of the run lie. */
  readonly uploads: string;
  /** Jobs of an earlier go: what succeeded or died then is not run again, everything else is. */
  readonly earlier?: Jobs;
}

/** Jobs by name with what they printed; one that did not run is `skipped`. */
export type Jobs = Readonly<Record<string, JobResult & { readonly log: string }>>;

/** Runs the jobs of a workflow and stores its artifacts. */
export type Execute = (host: Host, run: StartedRun) => Promise<Jobs>;

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];

export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', [...IDENTITY, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** What every event says of the repository. */
export function eventOf({ github }: Host, { payload }: HostedRun): Readonly<Record<string, unknown>> {
  const { owner, repo } = github;
  const repository = { full_name: `${owner}/${repo}`, name: repo, default_branch: 'main', private: false };
  return { ...payload, repository: { ...repository, owner: { login: owner } } };
}

/** A token with the permissions of a job; of a fork's run, and of Dependabot's, it may only read. */
export function jobToken(
  { github }: Host,
  { event, headRepo, actor }: HostedRun,
  permissions: Readonly<Record<string, string>>,
): string {
  const own = `${github.owner}/${github.repo}`;
  const fork = event === 'pull_request' && ((headRepo ?? own) !== own || actor === 'dependabot[bot]');
  return github.token({ permissions: { metadata: 'read', ...permissions } as never, fork });
}
