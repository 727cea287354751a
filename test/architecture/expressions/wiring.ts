import { parse } from 'yaml';
import { findAction } from '../../../src/runner/action-definitions.ts';
import { anythingUnder, type Known, problemOf, STANDING } from './known-names.ts';
import { type Reference, referencesIn } from './references.ts';
import { outputsOf, outputsOfMain, outputsOfScript, ownAction } from './used-actions.ts';

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix?: unknown };
}

type Names = Readonly<Record<string, Known>>;

/** What no linter tells of an action.yml: names that nothing sets are empty at run time, and the run succeeds. */
export function actionProblems(text: string): string[] {
  const action = parse(text) as {
    readonly inputs?: Readonly<Record<string, { readonly default?: unknown }>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly runs: { readonly steps: readonly Step[] };
  };
  const { steps } = action.runs;
  const inputs = anythingUnder(Object.keys(action.inputs ?? {}));
  return [
    ...stepProblems('runs', steps, { inputs }),
    ...problemsIn('inputs', action.inputs, { inputs: {}, steps: {} }),
    ...problemsIn('outputs', action.outputs, { inputs, steps: stepNames(steps) }),
  ];
}

/** The same of a workflow, with what jobs tell each other and what our own actions take. */
export function workflowProblems(text: string): string[] {
  const { jobs, on, ...rest } = parse(text) as {
    readonly on: Readonly<Record<string, { readonly inputs?: object } | null>> | string | readonly string[];
    readonly jobs: Readonly<Record<string, Job>>;
  };
  const inputs = anythingUnder(inputNames(on));
  const names: Names = { inputs, steps: {}, needs: {}, matrix: {} };
  return [
    ...problemsIn('', rest, names),
    ...Object.entries(jobs).flatMap(([name, job]) => jobProblems(name, job, { jobs, inputs })),
  ];
}

function inputNames(on: unknown): string[] {
  if (typeof on !== 'object' || on === null || Array.isArray(on)) return [];
  const { workflow_dispatch: byHand, workflow_call: called } = on as Record<
    string,
    { inputs?: object } | null
  >;
  return [byHand, called].flatMap((event) => Object.keys(event?.inputs ?? {}));
}

interface Surroundings {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly inputs: Known;
}

function jobProblems(name: string, job: Job, { jobs, inputs }: Surroundings): string[] {
  const needed = typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []);
  const missing = needed.filter((need) => jobs[need] === undefined);
  const needs = Object.fromEntries(needed.map((need) => [need, resultNames(jobs[need])]));
  const { steps = [], outputs, strategy, ...rest } = job;
  const names: Names = { inputs, needs, matrix: matrixNames(strategy?.matrix) };
  const before: Names = { ...names, steps: {} };
  return [
    ...missing.map((need) => `jobs.${name}.needs: there is no job ${need}`),
    ...problemsIn(`jobs.${name}.strategy`, strategy, { ...before, matrix: {} }),
    ...problemsIn(`jobs.${name}`, rest, before),
    ...stepProblems(`jobs.${name}`, steps, names),
    ...problemsIn(`jobs.${name}.outputs`, outputs, { ...names, steps: stepNames(steps) }),
  ];
}

function resultNames(job: Job | undefined): Known {
  return { result: 'anything', outputs: anythingUnder(Object.keys(job?.outputs ?? {})) };
}

/** Of a matrix that is an expression as a whole nobody knows the names, so none may be read. */
function matrixNames(matrix: unknown): Known {
  if (typeof matrix !== 'object' || matrix === null) return {};
  const { include = [], exclude: _, ...lists } = matrix as Record<string, unknown>;
  const included = Array.isArray(include) ? include.flatMap((each) => Object.keys(each as object)) : [];
  return anythingUnder([...Object.keys(lists), ...included]);
}

/** A step knows those before it alone. */
function stepProblems(at: string, steps: readonly Step[], names: Names): string[] {
  return steps.flatMap((step, index) => {
    const here = `${at}.steps[${index}]`;
    return [
      ...problemsIn(here, step, { ...names, steps: stepNames(steps.slice(0, index)) }),
      ...scriptProblems(here, step),
      ...inputProblems(here, step),
    ];
  });
}

function stepNames(steps: readonly Step[]): Known {
  const named = steps.filter((step) => step.id !== undefined);
  return Object.fromEntries(
    named.map((step) => [
      step.id,
      { outcome: 'anything', conclusion: 'anything', outputs: outputNames(step) } as const,
    ]),
  );
}

function outputNames({ run, uses }: Step): Known {
  if (uses !== undefined) return anythingUnder(outputsOf(uses) ?? []);
  const started = /\/start\.sh" (\S+)/.exec(run ?? '')?.[1];
  const action = started === undefined ? null : findAction(started);
  return anythingUnder(action === null ? outputsOfScript(run ?? '') : outputsOfMain(action));
}

function scriptProblems(at: string, { run = '' }: Step): string[] {
  return run.includes('${{') ? [`${at}.run: an expression in a script; hand it over by env:`] : [];
}

/** The runner only warns of an input that an action does not have. */
function inputProblems(at: string, { uses, with: given = {} }: Step): string[] {
  const own = uses === undefined ? null : ownAction(uses);
  if (own === null) return [];
  const known = own.inputs.map(({ name }) => name);
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${at}.with.${name}: ${uses} has no such input, only ${known.join(', ')}`);
}

function problemsIn(at: string, node: unknown, names: Names): string[] {
  if (typeof node === 'string') return textProblems(at, node, names);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    problemsIn(Array.isArray(node) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`, value, names),
  );
}

function textProblems(at: string, text: string, names: Names): string[] {
  return expressionsIn(at, text).flatMap((expression) => {
    const problems = readReferences(expression).map((found) =>
      typeof found === 'string' ? found : problemOf(found, { ...STANDING, ...names }),
    );
    return problems.filter((problem) => problem !== null).map((problem) => `${at}: ${problem}`);
  });
}

/** `if:` is an expression with or without the braces. */
function expressionsIn(at: string, text: string): string[] {
  const marked = [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner = '']) => inner);
  return marked.length === 0 && /(^|\.)if$/.test(at) ? [text] : marked;
}

function readReferences(expression: string): (Reference | string)[] {
  try {
    return referencesIn(expression);
  } catch (error) {
    return [`${expression.trim()} is no expression: ${error instanceof Error ? error.message : error}`];
  }
}
