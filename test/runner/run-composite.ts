import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { interpolate } from './evaluate.ts';
import { type CompositeCall, runSteps, type Step, type StepsResult } from './run-steps.ts';

interface Manifest {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/**
 * Runs a composite action: inputs are strings with their defaults and reach run steps only through `inputs`, never as
 * INPUT_*; status functions see the composite alone; outputs are evaluated even when a step failed.
 */
export async function runComposite(
  folder: string,
  { job, inputs, environment, path }: CompositeCall,
): Promise<StepsResult> {
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Manifest;
  if (manifest.runs.using !== 'composite') throw new Error(`${folder} is no composite action`);
  const given = { ...defaults(manifest, job), ...inputs };
  const request = {
    job,
    steps: manifest.runs.steps,
    contexts: { inputs: given },
    environment,
    actionPath: folder,
    path,
  };
  const { steps, failed } = await runSteps(request);
  const { contexts } = job;
  const scope = {
    contexts: { ...contexts, inputs: given, steps, env: environment },
    status: { failed, cancelled: false },
    workspace: job.workspace,
  };
  const outputs = Object.entries(manifest.outputs ?? {}).map(([name, { value }]) => [
    name,
    interpolate(value, scope),
  ]);
  return { outputs: Object.fromEntries(outputs) as Record<string, string>, failed };
}

/** Defaults may use fewer contexts than steps: `env` and `inputs` are not among them. */
function defaults(
  { inputs = {} }: Manifest,
  { contexts, workspace }: CompositeCall['job'],
): Record<string, string> {
  const { github, strategy = {}, matrix = {}, job = { status: 'success' }, runner = {} } = contexts;
  const scope = {
    contexts: { github, strategy, matrix, job, runner },
    status: { failed: false, cancelled: false },
    workspace,
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, interpolate(String(input?.default ?? ''), scope)]),
  );
}
