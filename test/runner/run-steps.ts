import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Contexts, condition, interpolate, type Scope, type Status } from './evaluate.ts';
import { type LogAnnotation, readLog } from './log-commands.ts';
import { createRunnerFiles } from './runner-files.ts';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
}

export interface StepResult {
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
}

/** What happened, for tests to look at. */
export interface Trace {
  readonly steps: { readonly path: string; readonly outcome: string; readonly output: string }[];
  readonly annotations: LogAnnotation[];
  summary: string;
}

export interface StubCall {
  readonly inputs: Readonly<Record<string, string>>;
  readonly job: JobState;
}
export type Stub = (call: StubCall) => Promise<Readonly<Record<string, string>>>;

/** One job under way. GITHUB_ENV and GITHUB_PATH outlive the step that wrote them. */
export interface JobState {
  readonly workspace: string;
  readonly temporary: string;
  readonly contexts: Contexts;
  /** Variables that the runner sets for every step. */
  readonly variables: Readonly<Record<string, string>>;
  readonly environment: Record<string, string>;
  readonly trace: Trace;
  /** Folder of an action that a workflow names, or a stub; throws for an action that the test does not know. */
  readonly resolve: (uses: string) => { readonly folder: string } | { readonly stub: Stub };
  readonly runComposite: (folder: string, call: CompositeCall) => Promise<StepsResult>;
}

export interface CompositeCall {
  readonly job: JobState;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly path: string;
}

export interface StepsRequest {
  readonly job: JobState;
  readonly steps: readonly Step[];
  /** Contexts besides the job's: `inputs` in a composite. */
  readonly contexts: Contexts;
  /** Environment of the caller: the job's, or the step that uses the composite. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the action; null in a workflow. */
  readonly actionPath: string | null;
  readonly path: string;
}

export interface StepsResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly failed: boolean;
}

/** Runs steps one after the other; after a failure only those whose `if` asks for it. */
export async function runSteps(
  request: StepsRequest,
): Promise<{ readonly steps: Record<string, StepResult>; readonly failed: boolean }> {
  const steps: Record<string, StepResult> = {};
  const status = { failed: false, cancelled: false };
  for (const [index, step] of request.steps.entries()) {
    const scope = scopeOf(request, steps, status);
    const path = `${request.path}/${step.id ?? step.name ?? index}`;
    const result = await runStep({ ...request, path }, step, scope);
    if (step.id !== undefined) steps[step.id] = result;
    if (result.conclusion === 'failure') status.failed = true;
  }
  return { steps, failed: status.failed };
}

function scopeOf(
  { job, contexts, environment, actionPath }: StepsRequest,
  steps: Readonly<Record<string, StepResult>>,
  status: Status,
): Scope {
  const github = job.contexts.github as Readonly<Record<string, unknown>>;
  return {
    contexts: {
      ...job.contexts,
      ...contexts,
      github: { ...github, ...(actionPath === null ? {} : { action_path: actionPath }) },
      job: { status: status.failed ? 'failure' : 'success' },
      env: { ...job.environment, ...environment },
      steps,
    },
    status,
    workspace: job.workspace,
  };
}

async function runStep(request: StepsRequest, step: Step, scope: Scope): Promise<StepResult> {
  const { trace } = request.job;
  if (!condition(step.if, scope)) {
    trace.steps.push({ path: request.path, outcome: 'skipped', output: '' });
    return { outcome: 'skipped', conclusion: 'skipped', outputs: {} };
  }
  const own = interpolated(step.env ?? {}, scope);
  const inner = {
    ...scope,
    contexts: { ...scope.contexts, env: { ...(scope.contexts.env as object), ...own } },
  };
  const { outputs, failed } =
    step.run === undefined ? await runUses(request, step, inner) : await runScript(request, step, inner);
  const outcome = failed ? 'failure' : 'success';
  return {
    outcome,
    conclusion: failed && step['continue-on-error'] !== true ? 'failure' : 'success',
    outputs,
  };
}

function interpolated(values: Readonly<Record<string, unknown>>, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, interpolate(String(value ?? ''), scope)]),
  );
}

async function runUses(request: StepsRequest, step: Step, scope: Scope): Promise<StepsResult> {
  const { job, path } = request;
  const inputs = interpolated(step.with ?? {}, scope);
  const found = job.resolve(step.uses ?? '');
  if ('folder' in found) {
    const environment = scope.contexts.env as Record<string, string>;
    const result = await job.runComposite(found.folder, { job, inputs, environment, path });
    job.trace.steps.push({ path, outcome: result.failed ? 'failure' : 'success', output: '' });
    return result;
  }
  try {
    const outputs = await found.stub({ inputs, job });
    job.trace.steps.push({ path, outcome: 'success', output: '' });
    return { outputs, failed: false };
  } catch (error) {
    job.trace.steps.push({ path, outcome: 'failure', output: String(error) });
    return { outputs: {}, failed: true };
  }
}

/** The command lines of the real runner's shells. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail'],
  sh: ['sh', '-e'],
};

async function runScript(request: StepsRequest, step: Step, scope: Scope): Promise<StepsResult> {
  const { job, actionPath, path } = request;
  if (actionPath !== null && step.shell === undefined)
    throw new Error(`${path}: Required property is missing: shell`);
  const files = createRunnerFiles(job.temporary);
  const script = join(dirname(files.variables.GITHUB_OUTPUT ?? ''), 'script.sh');
  writeFileSync(script, interpolate(step.run ?? '', scope));
  const [command = 'bash', ...args] = SHELLS[step.shell ?? ''] ?? [];
  const output = await spawned(command, [...args, script], {
    cwd: join(job.workspace, interpolate(step['working-directory'] ?? '.', scope)),
    env: {
      ...job.variables,
      ...(scope.contexts.env as Record<string, string>),
      ...files.variables,
      ...(actionPath === null ? {} : { GITHUB_ACTION_PATH: actionPath }),
    },
  });
  const failed = output.code !== 0;
  const { annotations } = readLog(output.text);
  job.trace.annotations.push(...annotations);
  job.trace.summary += files.text('STEP_SUMMARY');
  job.trace.steps.push({ path, outcome: failed ? 'failure' : 'success', output: output.text });
  Object.assign(job.environment, files.read('ENV'));
  const added = files.text('PATH').split('\n').filter(Boolean);
  if (added.length > 0)
    job.environment.PATH = [...added, job.environment.PATH ?? job.variables.PATH].join(':');
  return { outputs: files.read('OUTPUT'), failed };
}

interface SpawnOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

function spawned(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      env: { ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, text }));
  });
}
