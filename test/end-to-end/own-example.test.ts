import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';
import { PROJECT } from '../protocol/bundle.ts';
import { type PublishedAction, publishAction } from '../runner/published-action.ts';
import { resolveStubs } from '../runner/resolve-stubs.ts';
import { runWorkflow } from '../runner/run-workflow.ts';
import { git } from './hosted-run.ts';
import { EXAMPLE, keepThird, NOT_PART_OF_IT } from './quickstart-project.ts';

let action: PublishedAction;
let github: Github;
let root: string;
beforeAll(async () => {
  action = await publishAction();
  github = await startGithub({ owner: 'modelyard', repo: 'modelyard', isEmpty: true, isPrivate: false });
  root = realpathSync(mkdtempSync(join(tmpdir(), 'modelyard-own-')));
});
afterAll(async () => {
  await github.close();
  action.remove();
  rmSync(root, { recursive: true, force: true });
});

/** This repository as far as the workflow sees it, and a pull request that changes the example's training. */
async function pullRequest() {
  const seed = join(root, 'seed');
  cpSync(action.folder, seed, { recursive: true });
  const example = join(seed, 'examples/quickstart');
  cpSync(EXAMPLE, example, { recursive: true, filter: (path) => !NOT_PART_OF_IT.test(path) });
  keepThird(join(example, 'data/train.csv'));
  git(seed, 'init', '--quiet', '--initial-branch=main');
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '--message', 'first');
  git(seed, 'push', '--quiet', github.gitUrl, 'HEAD:refs/heads/main', 'HEAD:refs/heads/change');
  const params = JSON.parse(readFileSync(join(EXAMPLE, 'params.json'), 'utf8')) as object;
  const changed = { 'examples/quickstart/params.json': JSON.stringify({ ...params, seed: 1 }) };
  await github.commit({ branch: 'change', files: changed });
  const number = await github.openPull({ head: 'change' });
  git(seed, 'fetch', '--quiet', github.gitUrl, 'change');
  git(seed, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'FETCH_HEAD');
  return { seed, number, head: git(seed, 'rev-parse', 'FETCH_HEAD'), base: git(seed, 'rev-parse', 'HEAD^1') };
}

describe('example.yml of this repository', { timeout: 240_000 }, () => {
  it('judges the example by the actions of the pull request, in one step and stage by stage', async () => {
    const { seed, number, head, base } = await pullRequest();
    const repo = { full_name: 'modelyard/modelyard' };
    const uploads: string[] = [];
    const stubs = resolveStubs({
      'actions/checkout': ({ job }) => cpSync(seed, job.workspace, { recursive: true }),
      'actions/upload-artifact': ({ inputs }) => {
        uploads.push(basename(inputs.path ?? ''));
      },
    });
    const jobs = await runWorkflow({
      file: join(PROJECT, '.github/workflows/example.yml'),
      event: {
        name: 'pull_request',
        payload: {
          pull_request: { number, head: { sha: head, repo }, base: { sha: base, ref: 'main' } },
          repository: { default_branch: 'main', private: false },
        },
      },
      github: {
        repository: 'modelyard/modelyard',
        ref: `refs/pull/${number}/merge`,
        sha: git(seed, 'rev-parse', 'HEAD'),
        run_id: '1',
        run_attempt: '1',
        actor: 'ada',
        api_url: github.url,
        server_url: 'https://github.com',
      },
      token: (permissions) => github.token({ permissions: { metadata: 'read', ...permissions } as never }),
      variables: { MODELYARD_RUNTIME: action.runtime },
      resolve: (uses, workspace) => (uses.startsWith('./') ? { folder: join(workspace, uses) } : stubs(uses)),
    });
    const said = Object.values(jobs).flatMap(({ trace }) => trace.steps.map(({ output }) => output));
    expect([jobs.pipeline?.result, jobs.stages?.result], said.join('\n')).toEqual(['success', 'success']);
    expect([...github.tables.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringMatching(/^### ✅ visits may become the first release/),
    ]);
    expect(uploads).toHaveLength(2);
  });
});
