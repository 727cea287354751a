import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { PROJECT } from '../../architecture/source-files.ts';
import {
  eventOf,
  git,
  type Host,
  type Jobs,
  jobToken,
  type StartedRun,
} from '../../end-to-end/hosted-run.ts';
import { run as runProgram } from '../../protocol/bundle.ts';
import { actPath } from './act-path.ts';
import { readActLog } from './read-act-log.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly permissions?: Readonly<Record<string, string>> }>>;
}

/** act knows environments by their name alone, and heeds none of them. */
const UNKNOWN = ', deployment: false';

/** Actions that act takes from this folder. */
const STUBS = join(import.meta.dirname);

/**
 * Runs a workflow of the examples in act, on this machine and without containers. What act does not know is not asked of it:
 * conditions of `on:`, permissions of each job, environments and concurrency are the other runner's.
 */
export async function executeInAct(host: Host, run: StartedRun): Promise<Jobs> {
  const file = resolve(PROJECT, 'examples/workflows', run.workflow);
  const text = readFileSync(file, 'utf8');
  const { jobs } = parse(text) as Workflow;
  const folder = mkdtempSync(join(host.root, 'act-'));
  const known = join(folder, basename(file));
  writeFileSync(known, text.replaceAll(UNKNOWN, ''));
  const event = join(folder, 'event.json');
  writeFileSync(event, JSON.stringify(eventOf(host, run)));
  const ended = await runProgram(
    'env',
    [
      // Whatever this machine has set would be seen by the jobs.
      ...['-i', `PATH=${process.env.PATH}`, `HOME=${folder}`, actPath()],
      ...[run.event, '--workflows', known, '--eventpath', event, '--json'],
      ...['--platform', 'ubuntu-24.04=-self-hosted', '--no-skip-checkout', '--no-cache-server'],
      ...['--actor', run.actor ?? 'mia', '--secret', `GITHUB_TOKEN=${tokenFor(host, run, jobs)}`],
      ...usedActions(text).flatMap((uses) => ['--local-repository', `${uses}=${folderOf(host, uses)}`]),
      ...Object.entries(variables(host, run)).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ],
    { cwd: workingCopy(folder, host) },
  );
  const read = readActLog(ended.stdout, Object.keys(jobs));
  if (Object.values(read).every(({ result }) => result === 'skipped'))
    throw new Error(`act ran no job of ${run.workflow}: ${ended.stderr}\n${ended.stdout}`);
  storeArtifacts(host, run);
  return read;
}

/** act knows one token for all jobs, so it has what the most trusted of them may. */
function tokenFor(host: Host, run: StartedRun, jobs: Workflow['jobs']): string {
  const all: Record<string, string> = {};
  for (const { permissions = {} } of Object.values(jobs))
    for (const [scope, level] of Object.entries(permissions)) if (all[scope] !== 'write') all[scope] = level;
  return jobToken(host, run, all);
}

/** Actions by repository and version, those inside of our own included; the path within the repository is not asked for. */
function usedActions(text: string): string[] {
  const inside = readdirSync(join(PROJECT, 'actions'))
    .map((name) => join(PROJECT, 'actions', name, 'action.yml'))
    .filter(existsSync)
    .map((path) => readFileSync(path, 'utf8'));
  const used = [text, ...inside].flatMap((each) => [
    ...each.matchAll(/^[^#\n]*\buses: *([\w-]+\/[\w-]+)[^@\s]*@(\S+)/gm),
  ]);
  return [...new Set(used.map(([, repository, ref]) => `${repository}@${ref}`))];
}

function folderOf({ action }: Host, uses: string): string {
  const [repository = ''] = uses.split('@');
  if (repository === 'modelyard/modelyard') return action.folder;
  const stub = join(STUBS, repository.replace('actions/', ''));
  if (existsSync(join(stub, 'action.yml'))) return stub;
  throw new Error(`the test knows no action ${uses}`);
}

function variables({ github, action }: Host, run: StartedRun): Readonly<Record<string, string>> {
  const { sha, ref, runId, attempt, path, uploads } = run;
  return {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_WORKFLOW_REF: `${github.owner}/${github.repo}/${path}@${ref}`,
    SHA_REF: sha,
    RUNNER_ENVIRONMENT: 'self-hosted',
    MODELYARD_RUNTIME: action.runtime,
    CHECKOUT_FROM: run.workTree ?? github.gitUrl,
    UPLOADS: uploads,
  };
}

/** act asks the folder that it runs in which repository this is. */
function workingCopy(folder: string, { github }: Host): string {
  const copy = join(folder, 'copy');
  mkdirSync(copy);
  git(copy, 'clone', '--quiet', github.gitUrl, '.');
  git(copy, 'remote', 'set-url', 'origin', `https://github.com/${github.owner}/${github.repo}.git`);
  return copy;
}

function storeArtifacts({ github }: Host, { runId, uploads }: StartedRun): void {
  if (!existsSync(uploads)) return;
  for (const name of readdirSync(uploads)) {
    const files = readdirSync(join(uploads, name));
    github.addArtifact({
      runId,
      name,
      files: Object.fromEntries(files.map((file) => [file, readFileSync(join(uploads, name, file))])),
    });
  }
}
