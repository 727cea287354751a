import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import type { Exchange } from './http/exchange.ts';
import { contractProblems, describedPaths } from './openapi/contract.ts';
import { describedOperations, describedPath } from './openapi/described-operations.ts';
import { startGithub } from './start-github.ts';
import type { Permissions } from './world.ts';

const ALL: Permissions = Object.fromEntries(
  ['contents', 'pull-requests', 'issues', 'statuses', 'deployments', 'actions', 'administration'].map(
    (name) => [name, 'write'],
  ),
);

let github: Github;
let api: Client;

beforeEach(async () => {
  github = await startGithub({
    files: { 'a/b.txt': 'x', '.github/workflows/ci.yml': 'on: workflow_dispatch' },
  });
  api = connect(github, github.token({ permissions: ALL }));
});

afterEach(() => github.close());

async function made<T>(answer: Promise<{ readonly body: unknown }>): Promise<T> {
  return (await answer).body as T;
}

type Id = { readonly id: number };
type Sha = { readonly sha: string };

async function visitGit(): Promise<void> {
  const head = (await github.git.ref('refs/heads/main'))?.sha ?? '';
  const blob = await made<Sha>(api.post('/git/blobs', { content: 'text', encoding: 'utf-8' }));
  const entry = { path: 'c', mode: '100644', type: 'blob', sha: blob.sha };
  const tree = await made<Sha>(api.post('/git/trees', { base_tree: head, tree: [entry] }));
  const commit = await made<Sha>(api.post('/git/commits', { message: 'm', tree: tree.sha, parents: [head] }));
  const tag = await made<Sha>(
    api.post('/git/tags', { tag: 't', message: 'm', object: commit.sha, type: 'commit' }),
  );
  await api.post('/git/refs', { ref: 'refs/tags/t', sha: tag.sha });
  await api.post('/git/refs', { ref: 'refs/tags/t', sha: tag.sha });
  await api.post('/git/refs', { ref: 'refs/heads/log', sha: head });
  await api.patch('/git/refs/heads/log', { sha: commit.sha, force: false });
  for (const path of [
    '/git/ref/tags/t',
    '/git/matching-refs/tags/',
    `/git/blobs/${blob.sha}`,
    `/git/trees/${tree.sha}?recursive=1`,
    `/git/commits/${commit.sha}`,
    `/git/tags/${tag.sha}`,
    '/commits/log',
    '/compare/main...log',
    '/contents/a/b.txt?ref=main',
    '/contents/a',
    '/contents/none',
  ]) {
    await api.get(path);
  }
  await api.delete('/git/refs/heads/log');
}

async function visitPulls(): Promise<void> {
  const sha = await github.commit({ branch: 'change', files: { 'a/b.txt': 'y' }, author: 'mia' });
  const number = await github.openPull({ head: 'change', author: 'mia' });
  github.review(number, { user: 'rui' });
  for (const path of ['', '/files', '/commits', '/reviews?per_page=100&page=1'])
    await api.get(`/pulls/${number}${path}`);
  await api.get('/pulls?state=all&head=acme:change&base=main&sort=updated&direction=desc');
  await api.get(`/commits/${sha}/pulls`);
  for (const base of ['change', 'main']) await github.retarget(number, base);
  await api.get(`/issues/${number}/events?per_page=100`);
  await github.mergePull(number, 'squash');
  await api.get(`/pulls/${number}`);
  const comment = await made<Id>(api.post(`/issues/${number}/comments`, { body: 'x' }));
  await api.post(`/issues/${number}/comments`, { body: 'x'.repeat(70_000) });
  await api.patch(`/issues/comments/${comment.id}`, { body: 'y' });
  await api.get(`/issues/comments/${comment.id}`);
  await api.get(`/issues/${number}/comments?per_page=100`);
  await api.delete(`/issues/comments/${comment.id}`);
  const issue = await made<{ number: number }>(api.post('/issues', { title: 't', labels: ['a'], body: 'b' }));
  await api.patch(`/issues/${issue.number}`, { state: 'closed', state_reason: 'completed', labels: [] });
  await api.get(`/issues/${issue.number}`);
  await api.get('/issues?state=all&labels=a&creator=mia&sort=created&direction=asc&per_page=100');
  await api.get('/issues?state=all');
}

async function visitReleases(): Promise<void> {
  const draft = await made<Id & { upload_url: string }>(
    api.post('/releases', {
      tag_name: 'v1',
      name: 'one',
      body: 'b',
      draft: true,
      prerelease: false,
      make_latest: 'false',
    }),
  );
  const upload = (name: string) =>
    api.request('POST', draft.upload_url.replace(/\{.*/, `?name=${name}`), 'bytes');
  const asset = await made<Id>(upload('a'));
  await upload('a');
  await upload('b');
  await api.get(`/releases/${draft.id}/assets?per_page=100`);
  await api.get(`/releases/assets/${asset.id}`);
  await api.get(`/releases/assets/${asset.id}`, { accept: 'application/octet-stream' });
  await api.delete(`/releases/assets/${asset.id}`);
  await api.patch(`/releases/${draft.id}`, { tag_name: 'v1', draft: false });
  for (const path of ['', '/latest', '/tags/v1', '/tags/none', `/${draft.id}`])
    await api.get(`/releases${path}`);
  await api.post('/releases', { tag_name: 'v1' });
  await api.delete(`/releases/${draft.id}`);
}

async function visitDeployments(): Promise<void> {
  github.setEnvironment({ name: 'production', reviewers: ['rui'], waitMinutes: 1, branches: 'protected' });
  const sha = (await github.git.ref('refs/heads/main'))?.sha ?? '';
  await api.post(`/statuses/${sha}`, { state: 'pending', context: 'modelyard', description: 'd' });
  await api.get(`/commits/${sha}/statuses`);
  await api.post('/deployments', { ref: sha, auto_merge: false });
  const ask = {
    ref: sha,
    environment: 'production',
    auto_merge: false,
    required_contexts: [],
    payload: { a: 1 },
  };
  const { id } = await made<Id>(api.post('/deployments', ask));
  await api.post(`/deployments/${id}/statuses`, {
    state: 'in_progress',
    description: 'd',
    auto_inactive: false,
  });
  for (const path of ['?environment=production', `/${id}`, `/${id}/statuses`])
    await api.get(`/deployments${path}`);
  await github.commit({ branch: 'old', files: { o: '1' } });
  await github.commit({ files: { n: '1' } });
  await api.post('/deployments', { ref: 'old', required_contexts: [] });
  for (const path of ['', '/production', '/none']) await api.get(`/environments${path}`);
  github.setEnvironment({ name: 'eu', branches: 'custom', patterns: ['release/*'] });
  await api.get('/environments/eu/deployment-branch-policies');
}

async function visitActions(): Promise<void> {
  const headSha = (await github.git.ref('refs/heads/main'))?.sha ?? '';
  await github.commit({ branch: 'other', files: { p: '1' } });
  const pull = await github.openPull({ head: 'other' });
  const jobs = [{ name: 'check' }];
  const runId = github.addWorkflowRun({ headSha, headBranch: 'other', jobs, attempt: 2, pulls: [pull] });
  const artifact = github.addArtifact({ runId, name: 'candidate', files: { a: '1' } });
  github.approve(runId, 'production', 'rui');
  for (const path of [
    `/runs?event=pull_request&head_sha=${headSha}&branch=other&status=success&per_page=100`,
    '/workflows/modelyard.yml/runs',
    `/runs/${runId}`,
    `/runs/${runId}/approvals`,
    `/runs/${runId}/jobs`,
    `/runs/${runId}/artifacts?name=candidate`,
    '/artifacts?name=candidate&per_page=1',
    `/artifacts/${artifact}`,
    `/artifacts/${artifact}/zip`,
  ]) {
    await api.get(`/actions${path}`);
  }
  await api.post('/actions/workflows/ci.yml/dispatches', { ref: 'main', inputs: {} });
}

async function visitRepository(): Promise<void> {
  github.addUser('mia');
  const ruleset = github.ruleset({ rules: ['deletion', 'update'] });
  github.immutableReleases = true;
  for (const path of [
    '',
    '/collaborators/mia/permission',
    '/rulesets?targets=tag',
    `/rulesets/${ruleset}`,
    '/branches?protected=true',
    '/branches',
    '/immutable-releases',
    '//rate_limit',
  ]) {
    await api.get(path);
  }
}

describe("GitHub's description", () => {
  it('fits every request and every answer of every route', async () => {
    await visitGit();
    await visitPulls();
    await visitReleases();
    await visitDeployments();
    await visitActions();
    await visitRepository();
    expect(contractProblems(github.requests)).toEqual([]);
    const visited = new Set(
      github.requests
        .filter(({ status }) => status !== null && status < 400)
        .map(({ method, operation }) => `${method.toLowerCase()} ${describedPath(operation ?? '')}`),
    );
    const routes = describedOperations().map(({ method, path }) => `${method} ${path}`);
    expect(routes.filter((one) => !visited.has(one))).toEqual([]);
    expect(describedPaths().sort()).toEqual([...routes].sort());
  });

  const good: Exchange = {
    method: 'POST',
    path: '/repos/acme/models/git/refs',
    operation: '/repos/{owner}/{repo}/git/refs',
    body: { ref: 'refs/tags/t', sha: '1' },
    status: 201,
    response: {
      ref: 'r',
      node_id: 'n',
      url: 'https://x.example/',
      object: { type: 'tag', sha: '1'.repeat(40), url: 'https://x.example/' },
    },
    login: null,
    applied: true,
  };

  it.each<[string, Partial<Exchange>]>([
    ['no such operation', { operation: null }],
    ['request: force is no field', { body: { ref: 'r', sha: '1', force: true } }],
    ["request: must have required property 'sha'", { body: { ref: 'r' } }],
    ['request: no body', { body: null }],
    ['query: page is no parameter', { path: '/repos/acme/models/git/refs?page=1' }],
    ['response: status 200 is not described', { status: 200 }],
    [
      "response: must have required property 'object'",
      { response: { ref: 'r', node_id: 'n', url: 'https://x.example/' } },
    ],
    [
      "response: must have required property 'documentation_url'",
      { status: 422, response: { message: 'm' } },
    ],
    [
      'query: per_page: must be integer',
      {
        method: 'GET',
        operation: '/repos/{owner}/{repo}/releases',
        path: '/repos/acme/models/releases?per_page=all',
        body: null,
        status: 200,
        response: [],
      },
    ],
  ])('finds: %s', (problem, change) => {
    expect(contractProblems([good])).toEqual([]);
    expect(contractProblems([{ ...good, ...change }]).join('\n')).toContain(problem);
  });
});
