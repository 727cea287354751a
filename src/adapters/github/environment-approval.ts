import { ModelyardError } from '../../errors.ts';
import type { GithubClient } from './create-client.ts';
import { orNull } from './github-error.ts';

/**
 * An environment of GitHub with required reviewers is deployed to only by a run that one of them approved for it. GitHub
 * asks them only for jobs that name the environment, so a job that does not name it would pass by them. `run`: id of the
 * run of GitHub Actions; null elsewhere. Throws `refused`.
 */
export async function assertRunApproved(
  client: GithubClient,
  environment: string,
  run: string | null,
): Promise<void> {
  if (!(await wantsReviewers(client, environment))) return;
  if (run !== null && (await isApproved(client, environment, run))) return;
  throw new ModelyardError(
    'refused',
    `the environment ${environment} has required reviewers on GitHub, and ${
      run === null
        ? 'outside of GitHub Actions there is no run to approve'
        : 'nobody approved this run for it'
    }`,
    {
      hint: `Deploy from a job that names the environment, so that GitHub asks them; Modelyard makes the deployment itself:\nenvironment: {name: ${environment}, deployment: false}`,
    },
  );
}

/** An environment that GitHub does not know has no rules: it is made by the first deployment. */
async function wantsReviewers({ ask }: GithubClient, environment: string): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  const found = await orNull(ask(route, { environment_name: environment }));
  return found?.protection_rules?.some(({ type }) => type === 'required_reviewers') ?? false;
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
