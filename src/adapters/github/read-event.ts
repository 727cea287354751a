import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEPENDABOT } from '../../domain/lineage/choose-candidate.ts';
import { ModelyardError } from '../../errors.ts';

/** The pull request that a run belongs to, as the event says. */
export interface EventPull {
  readonly number: number;
  /** Commit under review: the tip of the branch, not the merge commit that the runner checks out. */
  readonly head: string;
  readonly base: string;
  readonly baseRef: string;
  /** Whose run this is where its token may only read: the branch is in another repository, or Dependabot's. */
  readonly foreign: 'fork' | 'Dependabot' | null;
}

/** What GitHub Actions says of the run. */
export interface GithubEvent {
  readonly name: string;
  /** owner/name */
  readonly repository: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string | null;
  readonly ref: string;
  /** Commit that the runner checks out. */
  readonly sha: string;
  readonly run: string;
  readonly attempt: number;
  readonly serverUrl: string;
  /** Page of the run. */
  readonly url: string;
  readonly pull: EventPull | null;
  /** On `merge_group`: the commit on which the merge queue puts the change. */
  readonly queue: { readonly base: string } | null;
  /** On `workflow_run`: id of the run that has ended. What else the event says of it is asked for anew. */
  readonly endedRun: number | null;
}

const pullSchema = z.object({
  number: z.number().int(),
  head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
  base: z.object({ sha: z.string(), ref: z.string() }),
});
const eventSchema = z.object({
  pull_request: pullSchema.optional(),
  merge_group: z.object({ base_sha: z.string() }).optional(),
  workflow_run: z.object({ id: z.number().int().positive() }).optional(),
  repository: z.object({ default_branch: z.string(), private: z.boolean() }).optional(),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** The event of a GitHub Actions job; null outside of one. Throws `outside` when the runner's file cannot be read. */
export function readEvent(environment: Environment): GithubEvent | null {
  if (environment.GITHUB_ACTIONS !== 'true') return null;
  const {
    pull_request: pull,
    merge_group: group,
    workflow_run: ended,
    repository,
  } = parseEvent(environment.GITHUB_EVENT_PATH ?? '');
  const ownName = environment.GITHUB_REPOSITORY ?? '';
  const serverUrl = environment.GITHUB_SERVER_URL ?? 'https://github.com';
  const run = environment.GITHUB_RUN_ID ?? '';
  return {
    name: environment.GITHUB_EVENT_NAME ?? '',
    repository: ownName,
    isPrivate: repository?.private ?? false,
    defaultBranch: repository?.default_branch ?? null,
    ref: environment.GITHUB_REF ?? '',
    sha: environment.GITHUB_SHA ?? '',
    run,
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
    serverUrl,
    url: `${serverUrl}/${ownName}/actions/runs/${run}`,
    endedRun: ended?.id ?? null,
    queue: group === undefined ? null : { base: group.base_sha },
    pull:
      pull === undefined
        ? null
        : {
            number: pull.number,
            head: pull.head.sha,
            base: pull.base.sha,
            baseRef: pull.base.ref,
            foreign: foreignOf(pull.head.repo?.full_name === ownName, environment),
          },
  };
}

function foreignOf(isOwnBranch: boolean, { GITHUB_ACTOR: actor }: Environment): EventPull['foreign'] {
  if (!isOwnBranch) return 'fork';
  return actor === DEPENDABOT ? 'Dependabot' : null;
}

function parseEvent(path: string): z.infer<typeof eventSchema> {
  if (path === '') return {};
  try {
    return eventSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new ModelyardError('outside', `cannot read the event that GITHUB_EVENT_PATH names: ${path}`, {
      hint: 'The runner writes it; a workflow must not change the variable.',
      cause,
    });
  }
}
