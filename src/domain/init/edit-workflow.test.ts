import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { QUICKSTART_WORKFLOW } from '../../stages/init/workflow-source.ts';
import { branchPattern, editWorkflow, isBranchName, type WorkflowChanges } from './edit-workflow.ts';

const LEAST: WorkflowChanges = {
  branch: 'main',
  setup: [],
  remarks: [],
  hasLfs: false,
  config: null,
  environment: null,
};

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}

function edited(changes: Partial<WorkflowChanges>) {
  const text = editWorkflow(QUICKSTART_WORKFLOW, { ...LEAST, ...changes });
  return {
    text,
    workflow: parse(text) as {
      readonly on: { readonly push: unknown };
      readonly name: string;
      readonly jobs: Readonly<Record<string, Job>>;
    },
  };
}

const usesOf = (job: Job | undefined) => job?.steps.map(({ uses, run }) => run ?? uses?.replace(/@.*/, ''));

describe('the workflow that init writes', () => {
  it('releases only, with no more rights than that takes', () => {
    const { text, workflow } = edited({});
    expect(usesOf(workflow.jobs.ship)).toEqual(['actions/checkout', 'modelyard/modelyard/actions/release']);
    expect(workflow.jobs.ship?.permissions).toEqual({ contents: 'write' });
    expect(workflow.jobs.accept?.permissions).toMatchObject({ actions: 'read' });
    expect(text).not.toMatch(/lfs|Whatever|deploy|environment|traffic|Copy to/);
  });

  it('keeps all that the example has where nothing differs', () => {
    const { workflow } = edited({ setup: null, hasLfs: true, environment: 'staging' });
    expect(workflow).toEqual(parse(QUICKSTART_WORKFLOW));
  });

  it('sets up before both jobs that may train', () => {
    const setup = [['- uses: a/b@c', '  with: { d: e }'], ['- run: pip install x']];
    const { text, workflow } = edited({ setup, remarks: ['Mind the data.'] });
    expect(usesOf(workflow.jobs.check)).toEqual([
      'actions/checkout',
      'a/b',
      'pip install x',
      'modelyard/modelyard',
    ]);
    expect(usesOf(workflow.jobs.accept)).toEqual([
      'actions/checkout',
      'a/b',
      'pip install x',
      'modelyard/modelyard/actions/accept',
    ]);
    expect(text.match(/^ {6}# Mind the data\.\n {6}- uses: modelyard/gm)).toHaveLength(2);
  });

  it('names its config, branch and environment', () => {
    const config = { path: 'a "b"/modelyard.yml', suffix: 'churn' };
    const { text, workflow } = edited({ config, branch: 'v"1"', environment: 'live' });
    const own = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('modelyard/')),
    );
    expect(own.map((step) => step.with?.config)).toEqual(Array(4).fill(config.path));
    expect(own.at(-1)?.with?.environment).toBe('live');
    expect(workflow.jobs.ship).toMatchObject({ environment: { name: 'live', deployment: false } });
    expect(text).not.toContain('staging');
    expect(workflow.name).toBe('modelyard churn');
    expect(workflow.on.push).toEqual({ branches: ['v"1"'] });
  });

  it.each([
    'push: { branches: [main] }',
    'uses: modelyard/modelyard/actions/accept@v0',
    'Whatever your training needs, as above',
    'environment: staging',
  ])('is not made of an example that lost %s', (line) => {
    const without = QUICKSTART_WORKFLOW.replace(line, 'x');
    expect(() => editWorkflow(without, { ...LEAST, environment: 'staging' })).toThrow(RangeError);
  });
});

it('a branch is a pattern that matches it alone', () => {
  expect(branchPattern('!release/v1+x]')).toBe('\\!release/v1\\+x]');
});

it.each(['a b', 'a[1]', 'a*', 'a..b', '-a', 'a/', 'a\\b', '', 'a\nb'])('%j is no name of a branch', (name) =>
  expect(isBranchName(name)).toBe(false),
);
