import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runWorkflow, type WorkflowRequest } from './run-workflow.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelyard-runner-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Text with `$[[ x ]]` for expressions, so that no linter takes it for a template. */
const text = (lines: string) => lines.replaceAll('$[[', '${{').replaceAll(']]', '}}');

function action(name: string, yaml: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'action.yml'), text(yaml));
}

async function run(jobs: string, changes: Partial<WorkflowRequest> = {}) {
  const file = join(folder, 'workflow.yml');
  writeFileSync(file, text(`on: push\njobs:\n${jobs}`));
  return runWorkflow({
    file,
    event: { name: 'push', payload: {} },
    github: { repository: 'o/r', ref: 'refs/heads/main', sha: 'a'.repeat(40), run_id: '1', run_attempt: '1' },
    token: () => 'a-token',
    resolve: (uses) => ({ folder: join(folder, uses) }),
    ...changes,
  });
}

const OUTPUTS = `
runs:
  using: composite
  steps:
    - id: one
      shell: bash
      run: echo "value=$X" >> "$GITHUB_OUTPUT"; env | grep -c ^INPUT_ || true
      env: { X: "$[[ inputs.x ]]" }
    - shell: bash
      run: exit 3
    - shell: bash
      run: echo "never"
    - if: always()
      id: last
      shell: bash
      run: echo "ran=yes" >> "$GITHUB_OUTPUT"
inputs:
  x: { default: "$[[ github.ref ]]" }
outputs:
  value: { value: "$[[ steps.one.outputs.value ]]" }
  ran: { value: "$[[ steps.last.outputs.ran ]]" }
`;

describe('the runner of the tests', () => {
  it('a failed composite has outputs, later steps are skipped, always() runs, and no INPUT_ is set', async () => {
    action('a', OUTPUTS);
    const { job } = await run(`
  job:
    outputs: { value: "$[[ steps.a.outputs.value ]]", ran: "$[[ steps.a.outputs.ran ]]" }
    steps:
      - id: a
        uses: a`);
    expect(job).toMatchObject({ result: 'failure', outputs: { value: 'refs/heads/main', ran: 'yes' } });
    expect(job?.trace.steps.find(({ path }) => path === 'job/a/one')?.output).toBe('0\n');
    expect(job?.trace.steps.find(({ path }) => path === 'job/a/2')?.outcome).toBe('skipped');
  });

  it('status functions in a composite see the composite alone', async () => {
    action('b', 'runs:\n  using: composite\n  steps:\n    - { id: s, shell: bash, run: "true" }\n');
    const { job } = await run(`
  job:
    steps:
      - run: exit 1
      - if: always()
        id: b
        uses: b`);
    expect(job?.trace.steps.map(({ outcome }) => outcome)).toEqual(['failure', 'success', 'success']);
  });

  it('continue-on-error, needs, if, outputs and matrices', async () => {
    const results = await run(`
  first:
    outputs: { list: "$[[ steps.s.outputs.list ]]" }
    steps:
      - { run: exit 1, continue-on-error: true }
      - id: s
        run: echo 'list=["a","b"]' >> "$GITHUB_OUTPUT"
  many:
    needs: first
    strategy: { matrix: { model: "$[[ fromJSON(needs.first.outputs.list) ]]" } }
    steps:
      - run: echo "::notice::$M"
        env: { M: "$[[ matrix.model ]]" }
  never:
    needs: [first]
    if: needs.first.outputs.list == ''
    steps: [{ run: exit 1 }]
  last:
    needs: [many, never]
    if: always()
    steps:
      - run: '[ "$R" = success-skipped ]'
        env: { R: "$[[ needs.many.result ]]-$[[ needs.never.result ]]" }`);
    expect(Object.entries(results).map(([name, { result }]) => [name, result])).toEqual([
      ['first', 'success'],
      ['many', 'success'],
      ['never', 'skipped'],
      ['last', 'success'],
    ]);
    expect(results.many?.trace.annotations.map(({ message }) => message)).toEqual(['a', 'b']);
  });

  it('nothing between stop-commands and its token is a command', async () => {
    const { job } = await run(`
  job:
    steps:
      - run: |
          echo '::stop-commands::t'
          echo '::error::no'
          echo '::t::'
          echo '::error file=a,line=2::yes%0Atwo'`);
    expect(job?.trace.annotations).toEqual([
      { level: 'error', message: 'yes\ntwo', properties: { file: 'a', line: '2' } },
    ]);
  });

  it('refuses what the platform refuses: no shell in a composite, an unknown function, an event that starts nothing', async () => {
    action('c', 'runs:\n  using: composite\n  steps:\n    - run: "true"\n');
    const using = '  job:\n    steps:\n      - uses: c';
    await expect(run(using)).rejects.toThrow('shell');
    await expect(run('  job:\n    if: nope()\n    steps: []')).rejects.toThrow();
    await expect(run(using, { event: { name: 'schedule', payload: {} } })).rejects.toThrow('does not start');
  });

  it('a job gets a token with its own permissions, and an environment asks for approval', async () => {
    const asked: unknown[] = [];
    const { job } = await run(
      '  job:\n    permissions: { contents: write }\n    environment: production\n    steps: [{ run: "true" }]',
      {
        token: (permissions) => String(asked.push(permissions)),
        approve: (environment) => asked.push(environment) === 0,
      },
    );
    expect(asked).toEqual([{ contents: 'write' }, 'production']);
    expect(job?.result).toBe('failure');
  });
});
