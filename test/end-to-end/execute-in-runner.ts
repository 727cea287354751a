import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import picomatch from 'picomatch';
import { PROJECT } from '../architecture/source-files.ts';
import { resolveStubs } from '../runner/resolve-stubs.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import { eventOf, git, type Host, type Jobs, jobToken, type StartedRun } from './hosted-run.ts';

/** Runs a workflow of the examples in the runner of this repository. */
export async function executeInRunner(host: Host, run: StartedRun): Promise<Jobs> {
  const { github, action } = host;
  const { workflow, event, ref, sha, attempt, path, runId } = run;
  const repository = `${github.owner}/${github.repo}`;
  const jobs = await runWorkflow({
    earlier: run.earlier ?? {},
    file: resolve(PROJECT, 'examples/workflows', workflow),
    event: { name: event, payload: eventOf(host, run) },
    github: {
      repository,
      ref,
      sha,
      run_id: String(runId),
      run_attempt: String(attempt),
      actor: run.actor ?? 'mia',
      workflow_ref: `${repository}/${path}@${ref}`,
      api_url: github.url,
      server_url: 'https://github.com',
    },
    token: (permissions) => {
      const token = jobToken(host, run, permissions);
      host.seen.tokens.push(token);
      return token;
    },
    variables: { MODELYARD_RUNTIME: action.runtime },
    approve: (environment) => isLetIn(host, run, environment),
    resolve: (uses) => resolveAction(host, run, uses),
  });
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      { ...job, log: job.trace.steps.map(({ output }) => output).join('\n') },
    ]),
  );
}

/** Whether a job that names the environment starts: the reviewers that it may have let this run in. */
function isLetIn({ github }: Host, { runId }: StartedRun, environment: string): boolean {
  const { reviewers = [] } = github.tables.environments.get(environment) ?? {};
  const approvals = github.tables.approvals.filter(
    ({ run, environments, state }) =>
      run === runId && environments.includes(environment) && state === 'approved',
  );
  return reviewers.length === 0 || approvals.length > 0;
}

function resolveAction({ github, action, seen }: Host, run: StartedRun, uses: string) {
  const { runId, uploads } = run;
  const name = uses.replace(/@.*$/, '');
  if (name.startsWith('modelyard/modelyard'))
    return { folder: join(action.folder, name.replace(/^modelyard\/modelyard\/?/, '')) };
  return resolveStubs({
    'actions/checkout': ({ job, inputs }) => {
      seen.folders.push(dirname(job.workspace));
      checkout(github.gitUrl, run, { workspace: job.workspace, isWhole: inputs['fetch-depth'] === '0' });
    },
    'actions/upload-artifact': ({ inputs }) => {
      const file = inputs.path ?? '';
      mkdirSync(uploads, { recursive: true });
      cpSync(file, join(uploads, basename(file)));
      github.addArtifact({ runId, name: inputs.name ?? '', files: { [basename(file)]: readFileSync(file) } });
    },
    'actions/download-artifact': ({ inputs }) => {
      const { path = '', pattern = '' } = inputs;
      mkdirSync(path, { recursive: true });
      const found = existsSync(uploads) ? readdirSync(uploads) : [];
      for (const name of found.filter((each) => picomatch.isMatch(each, pattern)))
        cpSync(join(uploads, name), join(path, name));
    },
  })(uses);
}

interface Checkout {
  readonly workspace: string;
  /** With history and tags. */
  readonly isWhole: boolean;
}

function checkout(gitUrl: string, { workTree, sha }: StartedRun, { workspace, isWhole }: Checkout): void {
  if (workTree === undefined) {
    git(dirname(workspace), 'clone', '--quiet', '--no-checkout', gitUrl, workspace);
    git(workspace, 'checkout', '--quiet', sha);
    return;
  }
  if (isWhole) cpSync(workTree, workspace, { recursive: true });
  else git(dirname(workspace), 'clone', '--quiet', '--depth=1', '--no-tags', `file://${workTree}`, workspace);
}
