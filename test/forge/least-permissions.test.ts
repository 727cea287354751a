import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalsOf } from '../../src/adapters/github/approvals.ts';
import { checksOf } from '../../src/adapters/github/check-runs.ts';
import { connectGithub } from '../../src/adapters/github/connect.ts';
import type { GithubClient } from '../../src/adapters/github/create-client.ts';
import { assertRulesKept } from '../../src/adapters/github/environment-rules.ts';
import { createGithubDeployments } from '../../src/adapters/github/github-deployments.ts';
import { createGithubLog } from '../../src/adapters/github/github-log.ts';
import { createIssueApi } from '../../src/adapters/github/issue-api.ts';
import { mergedPull } from '../../src/adapters/github/merged-pull.ts';
import { createWorkflowApi } from '../../src/adapters/github/workflow-api.ts';
import { findAction } from '../../src/runner/action-definitions.ts';
import { githubWithRetraining } from '../fixtures/forge/monitoring-job.ts';
import type { Github } from '../github/github.ts';

let github: Github;
let head: string;
let merged: string;
let pull: number;
beforeAll(async () => {
  github = await githubWithRetraining();
  github.addUser('mia');
  head = await github.commit({ branch: 'change', files: { a: 'b' }, author: 'mia' });
  pull = await github.openPull({ head: 'change', author: 'mia' });
  merged = await github.mergePull(pull, 'squash');
  github.setEnvironment({ name: 'staging', reviewers: ['mia'] });
  github.addWorkflowRun({ headSha: head, headBranch: 'change' });
});
afterAll(() => github.close());

type Permissions = Readonly<Record<string, string>>;

function clientWith(permissions: Permissions): Promise<GithubClient> {
  return connectGithub({
    repository: tmpdir(),
    environment: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: `${github.owner}/${github.repo}`,
      GITHUB_TOKEN: github.token({ permissions: permissions as never }),
    },
    toolkit: '0.1.0',
    signal: new AbortController().signal,
    note: () => undefined,
    patience: { pausesMs: [1] },
  });
}

const line = { kind: 'intent', at: '2026-03-02T09:00:00Z', model: 'visits', body: {} } as const;
const deployment = () => ({
  model: 'visits',
  environment: 'staging',
  release: 'visits@v1.0.0',
  digest: 'sha256:x',
  commit: merged,
  intent: 'i',
  logHead: 'h',
});

/** What an action asks of the platform, and the permission that it needs for that. */
const NEEDS: readonly (readonly [string, string, (client: GithubClient) => Promise<unknown>])[] = [
  ['evaluate', 'pull-requests: read', (client) => approvalsOf(client, pull)],
  ['accept', 'pull-requests: read', (client) => mergedPull(client, merged)],
  ['accept', 'actions: read', (client) => checksOf(client, head)],
  ['deploy', 'contents: write', (client) => createGithubLog(client).append(line)],
  ['deploy', 'actions: read', (client) => assertRulesKept(client, 'staging', null)],
  ['deploy', 'deployments: write', (client) => createGithubDeployments(client, null).begin(deployment())],
  ['monitor', 'contents: write', (client) => createGithubLog(client).append(line)],
  ['monitor', 'issues: write', (client) => createIssueApi(client).open({ title: 't', body: 'b' })],
  [
    'monitor',
    'actions: write',
    (client) => createWorkflowApi(client, { workflow: 'retrain.yml', branch: 'main' }).dispatch('visits'),
  ],
];

/** The most that a README asks for. */
function statedOf(action: string): Permissions {
  const stated = findAction(action)?.permissions.map(({ needs }) => needs) ?? [];
  return stated.sort((a, b) => Object.keys(b).length - Object.keys(a).length)[0] ?? {};
}

describe('the permissions that the README of an action states', () => {
  it.each(NEEDS)('%s has %s, and that is enough', async (action, permission, ask) => {
    const [scope = '', level] = permission.split(': ');
    const stated = statedOf(action);
    expect(stated[scope]).toBe(level);
    // A refusal of our own rules is an answer of the platform, too.
    const failure = await ask(await clientWith(stated)).catch((error: { code?: string }) => error.code);
    expect(failure).not.toBe('outside');
  });

  it.each(NEEDS)('%s without %s prints that line', async (action, permission, ask) => {
    const [scope = '', level] = permission.split(': ');
    const { [scope]: _, ...without } = statedOf(action);
    const less = level === 'write' ? { ...without, [scope]: 'read' } : without;
    await expect(ask(await clientWith(less))).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining(`permissions:\n  ${permission}`),
    });
  });
});
