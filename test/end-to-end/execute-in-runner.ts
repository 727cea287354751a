import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PROJECT } from '../architecture/source-files.ts';
import { resolveStubs } from '../runner/resolve-stubs.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import { eventOf, git, type Host, type Jobs, type StartedRun } from './hosted-run.ts';

/** Runs a workflow of the examples in the runner of this repository. */
export async function executeInRunner(host: Host, run: StartedRun): Promise<Jobs> {
  const { github, action } = host;
  const { workflow, event, ref, sha, attempt, path, runId } = run;
  const repository = `${github.owner}/${github.repo}`;
  const jobs = await runWorkflow({
    file: resolve(PROJECT, 'examples/workflows', workflow),
    event: { name: event, payload: eventOf(host, run) },
    github: {
      repository,
      ref,
      sha,
      run_id: String(runId),
      run_attempt: String(attempt),
      actor: 'mia',
      workflow_ref: `${repository}/${path}@${ref}`,
      api_url: github.url,
      server_url: 'https://github.com',
    },
    token: (permissions) => github.token({ permissions: { metadata: 'read', ...permissions } as never }),
    variables: { MODELYARD_RUNTIME: action.runtime },
    resolve: (uses) => resolveAction(host, run, uses),
  });
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      { ...job, log: job.trace.steps.map(({ output }) => output).join('\n') },
    ]),
  );
}

function resolveAction({ github, action }: Host, run: StartedRun, uses: string) {
  const { runId, uploads } = run;
  const name = uses.replace(/@.*$/, '');
  if (name.startsWith('modelyard/modelyard'))
    return { folder: join(action.folder, name.replace(/^modelyard\/modelyard\/?/, '')) };
  return resolveStubs({
    'actions/checkout': ({ job }) => checkout(github.gitUrl, run, job.workspace),
    'actions/upload-artifact': ({ inputs }) => {
      const file = inputs.path ?? '';
      mkdirSync(uploads, { recursive: true });
      cpSync(file, join(uploads, basename(file)));
      github.addArtifact({ runId, name: inputs.name ?? '', files: { [basename(file)]: readFileSync(file) } });
    },
    'actions/download-artifact': ({ inputs }) => {
      mkdirSync(inputs.path ?? '', { recursive: true });
      cpSync(uploads, inputs.path ?? '', { recursive: true });
    },
  })(uses);
}

function checkout(gitUrl: string, { workTree, sha }: StartedRun, workspace: string): void {
  if (workTree !== undefined) {
    cpSync(workTree, workspace, { recursive: true });
    return;
  }
  git(dirname(workspace), 'clone', '--quiet', '--no-checkout', gitUrl, workspace);
  git(workspace, 'checkout', '--quiet', sha);
}
