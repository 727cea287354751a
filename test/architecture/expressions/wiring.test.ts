import { describe, expect, it } from 'vitest';
import { loadOfficialParser } from './official-parser.ts';
import { referencesIn } from './references.ts';
import { actionProblems, workflowProblems } from './wiring.ts';

const { actionErrors, workflowErrors } = await loadOfficialParser();

/** `$[[ x ]]` stands for an expression, which no template literal can hold. */
const yaml = (text: string) => text.replaceAll('$[[', '$' + '{{').replaceAll(']]', '}}');

describe('names that an expression reads', () => {
  it.each<[string, (string | null)[][]]>([
    ['steps.main.outputs.artifact-path', [['steps', 'main', 'outputs', 'artifact-path']]],
    ["steps['main'].outputs", [['steps', 'main', 'outputs']]],
    [
      "always() && !inputs.a || (needs.b.result == 'x')",
      [
        ['inputs', 'a'],
        ['needs', 'b', 'result'],
      ],
    ],
    ["format('{0}', toJSON(inputs))", [['inputs']]],
    ['fromJSON(steps.a.outputs.list)[0].name', [['steps', 'a', 'outputs', 'list']]],
    [
      'matrix[inputs.key].x',
      [
        ['matrix', null, 'x'],
        ['inputs', 'key'],
      ],
    ],
    ['needs.*.result', [['needs', null, 'result']]],
    ["'steps.not.outputs.read'", []],
  ])('%s', (expression, names) => {
    expect(referencesIn(expression)).toEqual(names);
  });
});

const ACTION = `
name: a
description: a
inputs:
  given: { description: d, default: "$[[ github.token ]]" }
outputs:
  told: { description: d, value: "$[[ steps.one.outputs.told ]]" }
runs:
  using: composite
  steps:
    - { id: one, shell: bash, run: 'echo "told=$GIVEN" >> "$GITHUB_OUTPUT"', env: { GIVEN: "$[[ inputs.given ]]" } }
    - { if: "always() && steps.one.outputs.told != ''", shell: bash, run: "true" }
`;

describe('a planted mistake in an action.yml is found', () => {
  const changed = (from: string, to: string) => {
    expect(ACTION).toContain(from);
    return yaml(ACTION.replace(from, to));
  };

  it('without one nothing is', () => {
    expect(actionProblems(yaml(ACTION))).toEqual([]);
    expect(actionErrors(yaml(ACTION))).toEqual([]);
  });

  it.each([
    [
      'inputs.given ]]',
      'inputs.givn ]]',
      'runs.steps[0].env.GIVEN: inputs.givn: there is no givn, only given',
    ],
    [
      'value: "$[[ steps.one.outputs.told',
      'value: "$[[ steps.one.outputs.tld',
      'outputs.told.value: steps.one.outputs.tld: there is no tld, only told',
    ],
    [
      'value: "$[[ steps.one.outputs',
      'value: "$[[ steps.two.outputs',
      'outputs.told.value: steps.two.outputs.told: there is no two, only one',
    ],
    [
      'always() && steps.one',
      'always() && steps.on',
      'runs.steps[1].if: steps.on.outputs.told: there is no on, only one',
    ],
    [
      "steps.one.outputs.told != ''",
      'steps.one.result',
      'runs.steps[1].if: steps.one.result: there is no result, only outcome, conclusion, outputs',
    ],
    [
      'told=$GIVEN',
      'told=$[[ inputs.given ]]',
      'runs.steps[0].run: an expression in a script; hand it over by env:',
    ],
    [
      '$[[ github.token ]]',
      '$[[ steps.one.outputs.told ]]',
      'inputs.given.default: steps.one.outputs.told: there is no one',
    ],
    [
      '$[[ inputs.given ]]',
      '$[[ inputs.given + ]]',
      "runs.steps[0].env.GIVEN: inputs.given + is no expression: Unexpected symbol: '+'",
    ],
  ])('%s → %s', (from, to, problem) => {
    expect(actionProblems(changed(from, to))).toContainEqual(expect.stringContaining(problem));
  });

  it('a step sees only those before it', () => {
    const text = changed('inputs.given ]]', 'steps.one.outputs.told ]]');
    expect(actionProblems(text)).toEqual([
      'runs.steps[0].env.GIVEN: steps.one.outputs.told: there is no one',
    ]);
  });

  it.each([
    ['a secret', '$[[ inputs.given ]]', '$[[ secrets.given ]]', "'secrets'"],
    ['a variable', '$[[ inputs.given ]]', '$[[ vars.given ]]', "'vars'"],
    ['another job', '$[[ inputs.given ]]', '$[[ needs.given.result ]]', "'needs'"],
    ['an input as another’s default', '$[[ github.token ]]', '$[[ inputs.given ]]', "'inputs'"],
    [
      'a time limit of a step',
      'shell: bash, run: "true"',
      'shell: bash, timeout-minutes: 5, run: "true"',
      'timeout-minutes',
    ],
    ['no shell', 'shell: bash, run: "true"', 'run: "true"', 'shell'],
  ])('by GitHub’s own parser: %s', (_, from, to, said) => {
    expect(actionErrors(changed(from, to)).join()).toContain(said);
  });
});

const WORKFLOW = `
name: w
on: { workflow_dispatch: { inputs: { version: { type: string } } } }
permissions: {}
concurrency: "w-$[[ inputs.version ]]"
jobs:
  first:
    runs-on: ubuntu-24.04
    outputs: { models: "$[[ steps.plan.outputs.models ]]" }
    steps:
      - { id: plan, uses: modelyard/modelyard/actions/plan@v0, with: { changed-since: "$[[ inputs.version ]]" } }
  second:
    needs: first
    if: needs.first.outputs.models != ''
    strategy: { matrix: { model: "$[[ fromJSON(needs.first.outputs.models) ]]" } }
    runs-on: ubuntu-24.04
    steps:
      - { run: 'echo "$M"', env: { M: "$[[ matrix.model ]]" } }
`;

describe('a planted mistake in a workflow is found', () => {
  const changed = (from: string, to: string) => {
    expect(WORKFLOW).toContain(from);
    return yaml(WORKFLOW.replace(from, to));
  };

  it('without one nothing is', () => {
    expect(workflowProblems(yaml(WORKFLOW))).toEqual([]);
    expect(workflowErrors(yaml(WORKFLOW))).toEqual([]);
  });

  it.each([
    [
      'w-$[[ inputs.version',
      'w-$[[ inputs.verson',
      'concurrency: inputs.verson: there is no verson, only version',
    ],
    [
      'w-$[[ inputs.version',
      'w-$[[ github.run_idd',
      'concurrency: github.run_idd: there is no run_idd, only action, ',
    ],
    [
      'w-$[[ inputs.version',
      'w-$[[ secrets.DEPLOY_KEY',
      'concurrency: secrets.DEPLOY_KEY: there is no DEPLOY_KEY, only GITHUB_TOKEN',
    ],
    ['needs: first', 'needs: frist', 'jobs.second.needs: there is no job frist'],
    ['needs: first', 'needs: []', 'jobs.second.if: needs.first.outputs.models: there is no first'],
    ['if: needs.first.outputs.models', 'if: needs.first.outputs.model', 'there is no model, only models'],
    [
      'if: needs.first.outputs.models',
      'if: needs.first.outcome',
      'there is no outcome, only result, outputs',
    ],
    ['matrix.model', 'matrix.modl', 'jobs.second.steps[0].env.M: matrix.modl: there is no modl, only model'],
    [
      'matrix: { model: "$[[ fromJSON(needs.first.outputs.models) ]]" }',
      'matrix: "$[[ fromJSON(needs.first.outputs.models) ]]"',
      'matrix.model: there is no model',
    ],
    [
      'steps.plan.outputs.models',
      'steps.plan.outputs.model',
      'jobs.first.outputs.models: steps.plan.outputs.model: there is no model, only models, any',
    ],
    ['changed-since:', 'changed-sinc:', 'modelyard/modelyard/actions/plan@v0 has no such input'],
    [`'echo "$M"'`, `'echo "$[[ github.ref ]]"'`, 'an expression in a script'],
  ])('%s → %s', (from, to, problem) => {
    expect(workflowProblems(changed(from, to))).toContainEqual(expect.stringContaining(problem));
  });

  it('by GitHub’s own parser: a key that is none', () => {
    expect(workflowErrors(changed('permissions: {}', 'permision: {}')).join()).toContain('permision');
  });
});
