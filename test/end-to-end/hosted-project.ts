import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT } from '../architecture/source-files.ts';
import type { Github } from '../github/github.ts';
import type { Queued } from '../github/merge-queue.ts';
import { startGithub } from '../github/start-github.ts';
import { publishAction } from '../runner/published-action.ts';
import { executeInRunner } from './execute-in-runner.ts';
import { type Execute, git, type Host, type HostedRun, type Jobs, type StartedRun } from './hosted-run.ts';
import { EXAMPLE, keepThird, NOT_PART_OF_IT } from './quickstart-project.ts';

/** The quickstart on a GitHub, with example workflows in it, and a runner. */
export interface HostedProject {
  readonly github: Github;
  /** Folder that the environments serve from; it outlives the jobs. */
  readonly served: string;
  /** Changes files on a branch that starts at main, and opens a pull request by mia. */
  propose(branch: string, files: Readonly<Record<string, string>>): Promise<number>;
  /** The same in the fork `<owner>/visits` of somebody who may only read; Dependabot has none and uses the repository itself. */
  proposeFrom(owner: string, branch: string, files: Readonly<Record<string, string>>): Promise<number>;
  /** Changes files of an open pull request. */
  change(branch: string, files: Readonly<Record<string, string>>): Promise<void>;
  pull(workflow: string, number: number, attempt?: number): Promise<Jobs>;
  push(workflow: string, attempt?: number): Promise<Jobs>;
  /** The event `merge_group` of a pull request in the merge queue. */
  queue(workflow: string, queued: Queued): Promise<Jobs>;
  dispatch(workflow: string, inputs: Readonly<Record<string, string>>): Promise<Jobs>;
  schedule(workflow: string): Promise<Jobs>;
  /** The run that was started last. */
  last(): StartedRun;
  readonly seen: Host['seen'];
  /** Goes on with a run: jobs that had succeeded are not run again, as when one is approved late or what failed is run again. */
  goOn(run: StartedRun, earlier: Jobs): Promise<Jobs>;
  /** The event `workflow_run` when the newest run on a pull request has ended. */
  ended(workflow: string): Promise<Jobs>;
  close(): Promise<void>;
}

interface ProjectHost extends Host {
  readonly execute: Execute;
  readonly runs: StartedRun[];
}

/** Where the seed has the workflow that judges and ships. */
const WORKFLOW = '.github/workflows/modelyard.yml';

/** Files of another project than the quickstart; `served` is where its environments lie. */
export type Seed = (served: string) => Readonly<Record<string, string | Uint8Array>>;

/** The workflows run in the runner of this repository unless told otherwise. */
export async function hostedProject(
  execute: Execute = executeInRunner,
  files: Seed | null = null,
): Promise<HostedProject> {
  const action = await publishAction();
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-hosted-')));
  const served = join(root, 'served');
  const github = await startGithub({ owner: 'acme', repo: 'visits', isEmpty: true });
  github.addUser('mia');
  github.addUser('bob');
  const seed = join(root, 'seed');
  if (files === null) writeExample(seed, served);
  else writeFiles(seed, files(served));
  commitSeed(seed);
  git(seed, 'push', '--quiet', github.gitUrl, 'HEAD:refs/heads/main');
  const host: ProjectHost = {
    github,
    action,
    root,
    execute,
    runs: [],
    seen: { tokens: [], folders: [root] },
  };
  const at = (ref: string) => git(github.gitUrl, 'rev-parse', ref);
  return {
    github,
    served,
    async propose(branch, files) {
      git(github.gitUrl, 'branch', branch, 'main');
      await github.commit({ branch, files, author: 'mia' });
      return github.openPull({ head: branch, author: 'mia' });
    },
    async proposeFrom(owner, branch, files) {
      const isFork = owner !== DEPENDABOT;
      const headRepo = `${isFork ? owner : github.owner}/${github.repo}`;
      await github.commit({ branch, files, author: owner, ...(isFork ? { fork: headRepo } : {}) });
      return github.openPull({ head: branch, headRepo, author: owner });
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
    seen: host.seen,
    last: () => host.runs.at(-1) ?? noRun(),
    goOn: (run, earlier) => execute(host, { ...run, earlier }),
    ended: (workflow) =>
      runOn(host, {
        workflow,
        attempt: 1,
        event: 'workflow_run',
        ref: 'refs/heads/main',
        sha: at('main'),
        payload: { action: 'completed', workflow_run: endedRun(github) },
      }),
    async close() {
      await github.close();
      action.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The example, its environments in folders that outlive a job, and a smaller training set. */
function writeExample(seed: string, served: string): void {
  cpSync(EXAMPLE, seed, { recursive: true, filter: (path) => !NOT_PART_OF_IT.test(path) });
  keepThird(join(seed, 'data', 'train.csv'));
  const config = join(seed, 'modelyard.yml');
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('path: deployed/', `path: ${served}/`));
}

function writeFiles(seed: string, files: ReturnType<Seed>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(seed, name)), { recursive: true });
    writeFileSync(join(seed, name), content);
  }
}

function commitSeed(seed: string): void {
  mkdirSync(join(seed, '.github/workflows'), { recursive: true });
  cpSync(join(PROJECT, 'examples/workflows/quickstart.yml'), join(seed, WORKFLOW));
  cpSync(join(PROJECT, 'examples/workflows/retrain.yml'), join(seed, '.github/workflows/retrain.yml'));
  git(seed, 'init', '--quiet', '--initial-branch=main');
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '--message', 'first');
}

/** On a pull request the runner checks out a merge of head and base that is on no branch. */
async function runPull(
  host: ProjectHost,
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
  const own = `${github.owner}/${github.repo}`;
  const ref =
    row.headRepo === own
      ? `refs/heads/${row.headRef}`
      : `refs/forks/${row.headRepo.split('/')[0]}/heads/${row.headRef}`;
  git(workTree, 'fetch', '--quiet', 'origin', ref);
  const head = git(workTree, 'rev-parse', 'FETCH_HEAD');
  git(workTree, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'FETCH_HEAD');
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
    headRepo: row.headRepo,
    actor: row.author,
  });
}

const DEPENDABOT = 'dependabot[bot]';

/** What the event tells of the newest run on a pull request. For a fork `pull_requests` is empty. */
function endedRun({ tables }: Github): Readonly<Record<string, unknown>> {
  const run = [...tables.runs.values()].filter(({ event }) => event === 'pull_request').at(-1);
  if (run === undefined) throw new Error('there was no run on a pull request');
  return {
    id: run.id,
    name: run.name,
    event: run.event,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_repository: { full_name: run.headRepo },
    actor: { login: run.actor },
    pull_requests: [],
  };
}

async function runOn(host: ProjectHost, run: HostedRun): Promise<Jobs> {
  const { event, sha, attempt, headSha = sha, headBranch = 'main', headRepo, actor = 'mia' } = run;
  const path = WORKFLOW;
  const from = headRepo === undefined ? {} : { headRepo };
  const runId = host.github.addWorkflowRun({ headSha, headBranch, path, event, attempt, actor, ...from });
  const started = { ...run, path, runId, uploads: join(host.root, `run-${runId}`) };
  host.runs.push(started);
  return host.execute(host, started);
}

function noRun(): never {
  throw new Error('no run was started');
}
