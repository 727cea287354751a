import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/runner/action-definitions.ts';
import { loadOfficialParser } from './expressions/official-parser.ts';
import { actionProblems, workflowProblems } from './expressions/wiring.ts';
import { PROJECT } from './source-files.ts';

const { actionErrors, workflowErrors } = await loadOfficialParser();

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const ymlIn = (folder: string) =>
  readdirSync(join(PROJECT, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`);

const actions = ACTIONS.map(({ name }) =>
  name === 'pipeline' ? 'action.yml' : `actions/${name}/action.yml`,
);
const workflows = [...ymlIn('examples/workflows'), ...ymlIn('.github/workflows')];

describe('what no linter finds', () => {
  it.each(actions)('%s is an action, and reads only names that are set', (path) => {
    expect(actionErrors(read(path))).toEqual([]);
    expect(actionProblems(read(path))).toEqual([]);
  });

  it.each(workflows)('%s is a workflow, and reads only names that are set', (path) => {
    expect(workflowErrors(read(path))).toEqual([]);
    expect(workflowProblems(read(path))).toEqual([]);
  });
});

/** `uses: owner/name@commit # version` of everybody else, also where a comment suggests it. */
function foreignActions(path: string) {
  return [...read(path).matchAll(/\buses: *([^\s.][^\s@]*)@(\S+)(?: +# +(\S+))?$/gm)]
    .map(([, action = '', ref = '', version]) => ({ path, action, ref, version }))
    .filter(({ action }) => !/^modelyard\/modelyard(\/|$)/.test(action));
}

describe('actions of others', () => {
  const used = [...actions, ...workflows].flatMap(foreignActions);

  it('are found wherever one is used', () => {
    const all = [...actions, ...workflows].flatMap((path) => [...read(path).matchAll(/\buses:/g)]);
    const own = [...actions, ...workflows].flatMap((path) => [
      ...read(path).matchAll(/\buses: *(modelyard\/modelyard[/@]|\.)/g),
    ]);
    expect(used).toHaveLength(all.length - own.length);
  });

  it.each(used.map((each) => [each.path, each.action, each] as const))(
    '%s: %s is pinned by commit, and says which version that is',
    (_, __, { ref, version }) => {
      expect(ref).toMatch(/^[0-9a-f]{40}$/);
      expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
    },
  );

  it('are these few, each at one commit', () => {
    const versions = new Set(used.map(({ action, ref, version }) => `${action}@${ref} ${version}`));
    expect([...versions].map((each) => each.split('@')[0]).sort()).toEqual([
      'actions/attest',
      'actions/checkout',
      'actions/download-artifact',
      'actions/setup-node',
      'actions/setup-python',
      'actions/upload-artifact',
    ]);
  });

  it('in an action that people use: two, for what the runner lets no script do', () => {
    const inActions = new Set(actions.flatMap(foreignActions).map(({ action }) => action));
    expect([...inActions].sort()).toEqual(['actions/download-artifact', 'actions/upload-artifact']);
  });
});
