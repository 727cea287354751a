import type { Endpoints } from '@octokit/types';
import picomatch from 'picomatch';
import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { orNull } from './github-error.ts';

/** The run of GitHub Actions that deploys. */
export interface DeployingRun {
  readonly id: string;
  readonly url: string;
  /** `refs/heads/main` */
  readonly ref: string;
}

type Environment = Endpoints['GET /repos/{owner}/{repo}/environments/{environment_name}']['response']['data'];

interface Question {
  readonly client: GithubClient;
  readonly environment: Environment;
  readonly run: DeployingRun;
}

/** What each rule asks, and why a run does not keep it; null where it does. Rules of apps are kept by GitHub alone. */
const RULES: Readonly<Record<string, (question: Question) => Promise<string | null>>> = {
  required_reviewers: async ({ client, environment, run }) =>
    (await isApproved(client, environment.name, run.id))
      ? null
      : 'has required reviewers on GitHub, and nobody approved this run for it',
  branch_policy: branchProblem,
  wait_timer: waitProblem,
};

/**
 * The rules of an environment of GitHub: reviewers, branches and timer. GitHub keeps them only for jobs that name the environment, so
 * a job that does not name it would pass by them; here they hold for every job. Outside of GitHub Actions there is no run that could
 * keep them (`run` is null). Throws `refused`.
 */
export async function assertRulesKept(
  client: GithubClient,
  name: string,
  run: DeployingRun | null,
): Promise<void> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  // One that GitHub does not know has no rules: it is made by the first deployment.
  const environment = await orNull(client.ask(route, { environment_name: name }));
  const types = environment?.protection_rules?.map(({ type }) => type) ?? [];
  if (environment === null || types.length === 0) return;
  if (run === null)
    throw refused(
      name,
      'is protected on GitHub, and outside of GitHub Actions there is no run that could be let in',
    );
  for (const type of types) {
    const problem = (await RULES[type]?.({ client, environment, run })) ?? null;
    if (problem !== null) throw refused(name, problem);
  }
}

function refused(environment: string, problem: string): ModelyardError {
  return new ModelyardError('refused', `the environment ${environment} ${problem}`, {
    hint: `Deploy from a job that names the environment, so that GitHub keeps its rules; Modelyard makes the deployment itself:\nenvironment: {name: ${environment}, deployment: false}`,
  });
}

/** GitHub's names of environments do not tell upper from lower case. */
async function isApproved({ ask }: GithubClient, environment: string, run: string): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
  const approvals = await ask(route, { run_id: Number(run) });
  const wanted = environment.toLowerCase();
  return approvals.some(
    ({ state, environments }) =>
      state === 'approved' && environments.some(({ name }) => name?.toLowerCase() === wanted),
  );
}

async function branchProblem({ client, environment, run }: Question): Promise<string | null> {
  const policy = environment.deployment_branch_policy ?? null;
  const [, kind = '', name = run.ref] = /^refs\/(heads|tags)\/(.+)$/.exec(run.ref) ?? [];
  const isAllowed =
    policy === null ||
    (policy.protected_branches
      ? await isProtected(client, kind === 'heads' ? name : '')
      : (await allowedNames(client, environment.name, kind)).some((pattern) =>
          picomatch(pattern, { dot: true })(name),
        ));
  return isAllowed ? null : `is not open to ${run.ref} by its rule on branches`;
}

/** Where no branch is protected at all, GitHub lets every branch in. */
async function isProtected(client: GithubClient, branch: string): Promise<boolean> {
  const listed = await client.list('GET /repos/{owner}/{repo}/branches', { protected: true });
  return listed.length === 0 || listed.some(({ name }) => name === branch);
}

async function allowedNames({ ask }: GithubClient, environment: string, kind: string): Promise<string[]> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
  const { branch_policies: policies } = await ask(route, { environment_name: environment, per_page: 100 });
  const wanted = kind === 'tags' ? 'tag' : 'branch';
  return policies.flatMap(({ name, type = 'branch' }) =>
    name === undefined || type !== wanted ? [] : [name],
  );
}

/** GitHub starts a job that names the environment so many minutes late; from a job that does not, the same time is asked. */
async function waitProblem({ client, environment, run }: Question): Promise<string | null> {
  const minutes = environment.protection_rules?.find(({ type }) => type === 'wait_timer');
  const wanted = minutes !== undefined && 'wait_timer' in minutes ? (minutes.wait_timer ?? 0) : 0;
  const { run_started_at: started } = await client.ask('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
    run_id: Number(run.id),
  });
  const waited = (Date.now() - Date.parse(started ?? '')) / 60_000;
  return waited >= wanted ? null : `asks to wait ${wanted} minutes from the start of a run`;
}
