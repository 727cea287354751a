import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PROJECT } from '../architecture/source-files.ts';
import type { Github } from '../github/github.ts';
import type { Queued } from '../github/merge-queue.ts';
import { startGithub } from '../github/start-github.ts';
import { type PublishedAction, publishAction } from '../runner/published-action.ts';
import type { StubCall } from '../runner/run-steps.ts';
import { type JobResult, runWorkflow } from '../runner/run-workflow.ts';
import { EXAMPLE, keepThird, NOT_PART_OF_IT } from './quickstart-project.ts';

/** The quickstart on a GitHub, with example workflows in it, and a runner. */
export interface HostedProject {
  readonly github: Github;
  /** Folder that the environments serve from; it outlives the jobs. */
  readonly served: string;
  /** Changes files on a branch that starts at main, and opens a pull request by mia. */
  propose(branch: string, files: Readonly<Record<string, string>>): Promise<number>;
  /** Changes files of an open pull request. */
  change(branch: string, files: Readonly<Record<string, string>>): Promise<void>;
  pull(workflow: string, number: number, attempt?: number): Promise<Jobs>;
  push(workflow: string, attempt?: number): Promise<Jobs>;
  /** The event `merge_group` of a pull request in the merge queue. */
  queue(workflow: string, queued: Queued): Promise<Jobs>;
  dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<Jobs>;
  schedule(workflow: string): Promise<Jobs>;
  close(): Promise<void>;
}

export type Jobs = Readonly<Record<string, JobResult & { readonly log: string }>>;

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', [...IDENTITY, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

export async function hostedProject(): Promise<HostedProject> {
  const action = await publishAction();
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-hosted-')));
  const served = join(root, 'served');
  const github = await startGithub({ owner: 'acme', repo: 'visits', isEmpty: true });
  github.addUser('mia');
  github.addUser('bob');
  const seed = join(root, 'seed');
  writeSeed(seed, served);
  git(seed, 'push', '--quiet', github.gitUrl, 'HEAD:refs/heads/main');
  const host = { github, action, root, runs: 0 };
  const at = (ref: string) => git(github.gitUrl, 'rev-parse', ref);
  return {
    github,
    served,
    async propose(branch, files) {
      git(github.gitUrl, 'branch', branch, 'main');
      await github.commit({ branch, files, author: 'mia' });
      return github.openPull({ head: branch, author: 'mia' });
    },
    async change(branch, files) {
      await github.commit({ branch, files, author: 'mia' });
    },
    pull: (workflow, number, attempt = 1) => runPull(host, { workflow, number, attempt }),
    push: (workflow, attempt = 1) =>
      runOn(host, { workflow, attempt, event: 'push', ref: 'refs/heads/main', sha: at('main'), payload: {} }),
    queue: (workflow, { commit: sha, ref, base }) =>
      runOn(host, {
        workflow,
        attempt: 1,
        event: 'merge_group',
        ref,
        sha,
        payload: {
          merge_group: { head_sha: sha, head_ref: ref, base_sha: base, base_ref: 'refs/heads/main' },
        },
        headBranch: ref.replace('refs/heads/', ''),
      }),
    dispatch: (workflow, inputs) =>
      runOn(host, {
        workflow,
        attempt: 1,
        event: 'workflow_dispatch',
        ref: 'refs/heads/main',
        sha: at('main'),
        payload: { inputs },
      }),
    schedule: (workflow) =>
      runOn(host, {
        workflow,
        attempt: 1,
        event: 'schedule',
        ref: 'refs/heads/main',
        sha: at('main'),
        payload: {},
      }),
    async close() {
      await github.close();
      action.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The example, its environments in folders that outlive a job, and a smaller training set. */
function writeSeed(seed: string, served: string): void {
  cpSync(EXAMPLE, seed, { recursive: true, filter: (path) => !NOT_PART_OF_IT.test(path) });
  keepThird(join(seed, 'data', 'train.csv'));
  const config = join(seed, 'modelyard.yml');
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('path: deployed/', `path: ${served}/`));
  mkdirSync(join(seed, '.github/workflows'), { recursive: true });
  cpSync(join(PROJECT, 'examples/workflows/quickstart.yml'), join(seed, '.github/workflows/modelyard.yml'));
  git(seed, 'init', '--quiet', '--initial-branch=main');
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '--message', 'first');
}

interface Host {
  readonly github: Github;
  readonly action: PublishedAction;
  readonly root: string;
  runs: number;
}

interface Run {
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
}

/** On a pull request the runner checks out a merge of head and base that is on no branch. */
async function runPull(
  host: Host,
  {
    workflow,
    number,
    attempt,
  }: { readonly workflow: string; readonly number: number; readonly attempt: number },
): Promise<Jobs> {
  const { github, root } = host;
  const row = github.tables.pulls.get(number);
  if (row === undefined) throw new Error(`there is no pull request ${number}`);
  const workTree = mkdtempSync(join(root, 'merge-'));
  git(root, 'clone', '--quiet', '--branch', 'main', github.gitUrl, workTree);
  const base = git(workTree, 'rev-parse', 'HEAD');
  git(workTree, 'merge', '--quiet', '--no-ff', '--message', 'merge', `origin/${row.headRef}`);
  const head = git(workTree, 'rev-parse', `origin/${row.headRef}`);
  const pull = {
    number,
    head: { sha: head, ref: row.headRef, repo: { full_name: row.headRepo } },
    base: { sha: base, ref: 'main' },
  };
  return runOn(host, {
    workflow,
    attempt,
    event: 'pull_request',
    ref: `refs/pull/${number}/merge`,
    sha: git(workTree, 'rev-parse', 'HEAD'),
    payload: { pull_request: pull },
    workTree,
    headSha: head,
    headBranch: row.headRef,
  });
}

async function runOn(host: Host, run: Run): Promise<Jobs> {
  const { github, action } = host;
  const { workflow, event, ref, sha, attempt, payload } = run;
  const path = '.github/workflows/modelyard.yml';
  const runId = github.addWorkflowRun({
    headSha: run.headSha ?? sha,
    headBranch: run.headBranch ?? 'main',
    path,
    event,
    attempt,
  });
  const uploads = join(host.root, `run-${runId}`);
  const repository = `${github.owner}/${github.repo}`;
  const jobs = await runWorkflow({
    file: join(PROJECT, 'examples/workflows', workflow),
    event: { name: event, payload: { ...payload, repository: { default_branch: 'main', private: false } } },
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
    resolve: (uses) => resolveAction(host, { uses, runId, uploads, run }),
  });
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      { ...job, log: job.trace.steps.map(({ output }) => output).join('\n') },
    ]),
  );
}

interface Used {
  readonly uses: string;
  readonly runId: number;
  /** Where the artifacts of the run lie. */
  readonly uploads: string;
  readonly run: Run;
}

function resolveAction({ github, action }: Host, { uses, runId, uploads, run }: Used) {
  const name = uses.replace(/@.*$/, '');
  if (name.startsWith('modelyard/modelyard'))
    return { folder: join(action.folder, name.replace(/^modelyard\/modelyard\/?/, '')) };
  const stubs: Readonly<Record<string, (call: StubCall) => void>> = {
    'actions/checkout': ({ job }) => checkout(github, run, job.workspace),
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
  };
  const stub = stubs[name];
  if (stub === undefined) throw new Error(`the runner knows no action ${uses}`);
  return {
    stub: async (call: StubCall) => {
      stub(call);
      return {};
    },
  };
}

function checkout(github: Github, { workTree, sha }: Run, workspace: string): void {
  if (workTree !== undefined) {
    cpSync(workTree, workspace, { recursive: true });
    return;
  }
  git(dirname(workspace), 'clone', '--quiet', '--no-checkout', github.gitUrl, workspace);
  git(workspace, 'checkout', '--quiet', sha);
}
