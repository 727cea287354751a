import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Contexts, condition, interpolate, plainValue, type Scope } from './evaluate.ts';
import { runComposite } from './run-composite.ts';
import { type JobState, runSteps, type Step, type Stub, type Trace } from './run-steps.ts';

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  readonly environment?: string | { readonly name: string };
  readonly strategy?: { readonly matrix: string | Readonly<Record<string, unknown>> };
  readonly steps: readonly Step[];
}

type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What triggered the workflow, and the platform that it runs against. */
export interface WorkflowRequest {
  readonly file: string;
  readonly event: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
  /** `github` context: repository, ref, sha, run_id, run_attempt, actor, api_url, server_url … */
  readonly github: Readonly<Record<string, string>>;
  /** A token with just these permissions. */
  readonly token: (permissions: Permissions) => string;
  /** Where `uses:` leads: a folder with an action.yml, or a stub. Throws for what the test does not know. */
  readonly resolve: (
    uses: string,
    workspace: string,
  ) => { readonly folder: string } | { readonly stub: Stub };
  /** Called before a job with an environment starts; false: not approved, the job fails. */
  readonly approve?: (environment: string) => boolean;
  /** Jobs that are not run again, with how they ended: those of an earlier attempt that succeeded, or that a test lets die. */
  readonly earlier?: Readonly<Record<string, JobResult>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly trace: Trace;
}

/** Runs the jobs of a workflow in the order of their needs. Throws when the event does not start it, as nothing would run. */
export async function runWorkflow(request: WorkflowRequest): Promise<Readonly<Record<string, JobResult>>> {
  const workflow = parse(readFileSync(request.file, 'utf8')) as Workflow;
  assertTriggered(workflow, request.event.name);
  const results: Record<string, JobResult> = { ...request.earlier };
  const names = Object.keys(workflow.jobs);
  while (Object.keys(results).length < names.length) {
    const ready = names.find(
      (name) => !(name in results) && needsOf(workflow.jobs[name]).every((need) => need in results),
    );
    if (ready === undefined) throw new Error('the jobs need each other');
    results[ready] = await runJob(request, workflow, { name: ready, results });
  }
  return results;
}

function assertTriggered({ on }: Workflow, event: string): void {
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? (on as string[]) : Object.keys(on);
  if (!events.includes(event)) throw new Error(`${event} does not start this workflow: ${events.join(', ')}`);
}

function needsOf(job: Job | undefined): readonly string[] {
  const { needs = [] } = job ?? {};
  return typeof needs === 'string' ? [needs] : needs;
}

interface NamedJob {
  readonly name: string;
  readonly results: Readonly<Record<string, JobResult>>;
}

async function runJob(
  request: WorkflowRequest,
  workflow: Workflow,
  { name, results }: NamedJob,
): Promise<JobResult> {
  const job = workflow.jobs[name] as Job;
  const needed = needsOf(job).map((need) => [need, results[need] as JobResult] as const);
  const needs = Object.fromEntries(needed.map(([need, { result, outputs }]) => [need, { result, outputs }]));
  const base = baseContexts(request, { needs });
  const status = { failed: needed.some(([, { result }]) => result !== 'success'), cancelled: false };
  const skipped: JobResult = { result: 'skipped', outputs: {}, trace: emptyTrace() };
  if (!condition(job.if, { contexts: base, status, workspace: '/' })) return skipped;
  const matrices = matricesOf(job, { contexts: base, status, workspace: '/' });
  const runs: JobResult[] = [];
  for (const matrix of matrices)
    runs.push(await runJobOnce(request, workflow, { name, job, contexts: { ...base, matrix } }));
  return runs.length === 0 ? skipped : merged(runs);
}

/** The matrix may be an expression; only lists and `include` are known here. */
function matricesOf({ strategy }: Job, scope: Scope): Readonly<Record<string, unknown>>[] {
  if (strategy === undefined) return [{}];
  const { matrix } = strategy;
  const value = (typeof matrix === 'string' ? plainValue(matrix, scope) : matrix) as Record<string, unknown>;
  const lists = Object.entries(value).map(
    ([key, list]) => [key, typeof list === 'string' ? plainValue(list, scope) : list] as const,
  );
  const include = lists.find(([key]) => key === 'include')?.[1] as Record<string, unknown>[] | undefined;
  const combined = lists
    .filter(([key]) => key !== 'include')
    .reduce<Record<string, unknown>[]>(
      (sofar, [key, list]) =>
        sofar.flatMap((each) => (list as unknown[]).map((item) => ({ ...each, [key]: item }))),
      [{}],
    );
  return include ?? combined;
}

function merged(runs: readonly JobResult[]): JobResult {
  const trace = emptyTrace();
  for (const run of runs) {
    trace.steps.push(...run.trace.steps);
    trace.annotations.push(...run.trace.annotations);
    trace.summary += run.trace.summary;
  }
  const failed = runs.some(({ result }) => result === 'failure');
  return {
    result: failed ? 'failure' : 'success',
    outputs: Object.assign({}, ...runs.map(({ outputs }) => outputs)),
    trace,
  };
}

interface JobRun {
  readonly name: string;
  readonly job: Job;
  readonly contexts: Contexts;
}

async function runJobOnce(
  request: WorkflowRequest,
  workflow: Workflow,
  { name, job, contexts }: JobRun,
): Promise<JobResult> {
  const environment = typeof job.environment === 'object' ? job.environment.name : job.environment;
  const trace = emptyTrace();
  const token = request.token(job.permissions ?? workflow.permissions ?? {});
  const root = mkdtempSync(join(tmpdir(), 'modelyard-job-'));
  const github = { ...(contexts.github as object), token, job: name, workspace: join(root, 'work') };
  const runner = { os: 'Linux', temp: join(root, 'temp'), tool_cache: join(root, 'tools') };
  const scope: Scope = {
    contexts: { ...contexts, github, runner },
    status: { failed: false, cancelled: false },
    workspace: join(root, 'work'),
  };
  if (environment !== undefined && request.approve?.(interpolate(environment, scope)) === false)
    return { result: 'failure', outputs: {}, trace };
  const state = jobState(request, { root, contexts: scope.contexts, trace });
  const env = interpolatedAll({ ...workflow.env, ...job.env }, scope);
  const steps = await runSteps({
    job: state,
    steps: job.steps,
    contexts: {},
    environment: env,
    actionPath: null,
    path: name,
  });
  const after = { ...scope, contexts: { ...scope.contexts, steps: steps.steps } };
  return {
    result: steps.failed ? 'failure' : 'success',
    outputs: interpolatedAll(job.outputs ?? {}, after),
    trace,
  };
}

function jobState(
  request: WorkflowRequest,
  { root, contexts, trace }: { readonly root: string; readonly contexts: Contexts; readonly trace: Trace },
): JobState {
  const folders = Object.fromEntries(
    ['work', 'temp', 'tools', 'home'].map((name) => [name, join(root, name)]),
  );
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const { work = '', temp = '', tools = '', home = '' } = folders;
  const eventPath = join(temp, 'event.json');
  writeFileSync(eventPath, JSON.stringify(request.event.payload));
  return {
    workspace: work,
    temporary: temp,
    contexts,
    variables: {
      ...runnerVariables(request),
      HOME: home,
      GITHUB_WORKSPACE: work,
      GITHUB_EVENT_PATH: eventPath,
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: tools,
      ...request.variables,
    },
    environment: {},
    trace,
    resolve: (uses) => request.resolve(uses, work),
    runComposite,
  };
}

/** GITHUB_* variables for the strings of the `github` context; never the token. */
function runnerVariables({ github, event }: WorkflowRequest): Record<string, string> {
  const own = Object.entries(github).map(([key, value]) => [`GITHUB_${key.toUpperCase()}`, value]);
  return {
    PATH: process.env.PATH ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event.name,
    RUNNER_OS: 'Linux',
    RUNNER_ENVIRONMENT: 'self-hosted',
    ...Object.fromEntries(own),
  };
}

function baseContexts({ github, event, secrets = {} }: WorkflowRequest, more: Contexts): Contexts {
  const { inputs = {} } = event.payload;
  return {
    github: { ...github, event_name: event.name, event: event.payload },
    secrets,
    vars: {},
    inputs,
    env: {},
    job: { status: 'success' },
    runner: { os: 'Linux', temp: '' },
    strategy: {},
    matrix: {},
    steps: {},
    ...more,
  };
}

function interpolatedAll(values: Readonly<Record<string, unknown>>, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, interpolate(String(value ?? ''), scope)]),
  );
}

function emptyTrace(): Trace {
  return { steps: [], annotations: [], summary: '' };
}
