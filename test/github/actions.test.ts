import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';
import { zipFiles } from './zip-files.ts';

let github: Github;
let api: Client;
let sha: string;

beforeEach(async () => {
  github = await startGithub({
    files: { '.github/workflows/train.yml': 'on: { workflow_dispatch: { inputs: { model: {} } } }' },
  });
  api = connect(github, github.token({ permissions: { actions: 'read' } }));
  sha = (await github.git.ref('refs/heads/main'))?.sha ?? '';
});

afterEach(() => github.close());

async function ids(path: string, key: string): Promise<number[]> {
  const body = (await api.get(path)).body as Record<string, { id: number }[]>;
  return (body[key] ?? []).map(({ id }) => id);
}

describe('runs', () => {
  it('are found by event, commit, branch, status and day', async () => {
    const run = { headSha: sha, headBranch: 'change' };
    const old = github.addWorkflowRun({ ...run, createdAt: '2026-01-05T12:00:00Z' });
    const failed = github.addWorkflowRun({ ...run, conclusion: 'failure' });
    const push = github.addWorkflowRun({
      headSha: sha,
      headBranch: 'main',
      event: 'push',
      path: '.github/workflows/train.yml',
    });
    const find = (query: string) => ids(`/actions/runs?${query}`, 'workflow_runs');
    expect(await find(`head_sha=${sha}`)).toEqual([push, failed, old]);
    expect(await find('event=push')).toEqual([push]);
    expect(await find('branch=change&status=success')).toEqual([old]);
    expect(await find('status=completed&per_page=1')).toEqual([push]);
    expect(await find(`created=${encodeURIComponent('<2026-02-01')}`)).toEqual([old]);
    expect(await find('created=2026-01-05')).toEqual([old]);
    expect(await find('created=2026-01-06..2026-12-31')).toEqual([push, failed]);
    expect(await find(`head_sha=${'1'.repeat(40)}`)).toEqual([]);
    expect(await ids('/actions/workflows/train.yml/runs', 'workflow_runs')).toEqual([push]);
  });

  it('carry the platform fields that a candidate is chosen by', async () => {
    const id = github.addWorkflowRun({
      headSha: sha,
      headBranch: 'main',
      headRepo: 'eve/models',
      attempt: 2,
      jobs: [{ name: 'check' }, { name: 'late', conclusion: null }],
    });
    const { body } = await api.get(`/actions/runs/${id}`);
    expect(body).toMatchObject({
      path: '.github/workflows/modelyard.yml',
      event: 'pull_request',
      head_sha: sha,
      run_attempt: 2,
      pull_requests: [],
      head_repository: { full_name: 'eve/models' },
      repository: { full_name: 'acme/models' },
    });
    expect((await api.get(`/actions/runs/${id}/jobs`)).body).toMatchObject({
      total_count: 2,
      jobs: [{ name: 'check', conclusion: 'success' }, { status: 'in_progress' }],
    });
    expect((await api.get('/actions/runs/1')).status).toBe(404);
  });

  it('say who approved', async () => {
    github.setEnvironment({ name: 'production', reviewers: ['rui'] });
    const id = github.addWorkflowRun({ headSha: sha });
    github.approve(id, 'production', 'rui');
    expect((await api.get(`/actions/runs/${id}/approvals`)).body).toMatchObject([
      { state: 'approved', user: { login: 'rui' }, environments: [{ name: 'production' }] },
    ]);
  });
});

describe('artifacts', () => {
  it('are found by name and run, and read as ZIP from another origin', async () => {
    const [one, two] = [github.addWorkflowRun({ headSha: sha }), github.addWorkflowRun({ headSha: sha })];
    const first = github.addArtifact({ runId: one, name: 'candidate', files: { 'report.json': '{}' } });
    const second = github.addArtifact({
      runId: two,
      name: 'candidate',
      files: { 'a.txt': 'text', 'b/ü.txt': 'more' },
    });
    const other = github.addArtifact({ runId: two, name: 'log', files: {} });
    expect(await ids('/actions/artifacts?name=candidate', 'artifacts')).toEqual([second, first]);
    expect(await ids(`/actions/runs/${two}/artifacts`, 'artifacts')).toEqual([other, second]);
    const { body } = await api.get(`/actions/artifacts/${second}`);
    expect(body).toMatchObject({ expired: false, workflow_run: { id: two, head_sha: sha } });
    const redirect = await api.get(`/actions/artifacts/${second}/zip`);
    expect(redirect.status).toBe(302);
    const zip = Buffer.from(await (await fetch(redirect.headers.get('location') ?? '')).arrayBuffer());
    expect(zip).toEqual(zipFiles({ 'a.txt': 'text', 'b/ü.txt': 'more' }));
    expect((body as { size_in_bytes: number }).size_in_bytes).toBe(zip.length);
  });

  it('have one name in a run', () => {
    const runId = github.addWorkflowRun({ headSha: sha });
    github.addArtifact({ runId, name: 'candidate', files: {} });
    expect(() => github.addArtifact({ runId, name: 'candidate', files: {} })).toThrow('(409) Conflict');
  });

  it('expire', async () => {
    const runId = github.addWorkflowRun({ headSha: sha });
    const id = github.addArtifact({ runId, name: 'candidate', files: {}, days: 14 });
    expect((await api.get(`/actions/artifacts/${id}/zip`)).status).toBe(302);
    github.clock.advance(14 * 86_400);
    expect((await api.get(`/actions/artifacts/${id}`)).body).toMatchObject({ expired: true });
    expect((await api.get(`/actions/artifacts/${id}/zip`)).status).toBe(410);
  });

  it('are ZIP archives: a known answer', () => {
    // CRC-32 of "123456789" is the check value of its definition.
    const zip = zipFiles({ 'a.txt': '123456789' });
    expect(zip.readUInt32LE(14)).toBe(0xcbf43926);
    expect(zip.subarray(30, 35).toString()).toBe('a.txt');
    expect(zip.readUInt32LE(zip.length - 6)).toBe(zip.indexOf(Buffer.from('504b0102', 'hex')));
  });
});

describe('dispatches', () => {
  const ask = { ref: 'main', inputs: { model: 'churn' } };

  it('need actions: write', async () => {
    const refused = await api.post('/actions/workflows/train.yml/dispatches', ask);
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('actions=write');
    const writer = connect(github, github.token({ permissions: { actions: 'write' } }));
    expect((await writer.post('/actions/workflows/train.yml/dispatches', ask)).status).toBe(204);
    expect(github.tables.dispatches).toEqual([
      { workflow: 'train.yml', ref: 'main', inputs: { model: 'churn' }, by: 'github-actions[bot]' },
    ]);
    expect((await writer.post('/actions/workflows/none.yml/dispatches', ask)).status).toBe(404);
    expect(
      await ids('/actions/workflows/train.yml/runs?event=workflow_dispatch', 'workflow_runs'),
    ).toHaveLength(1);
    const inputs = { other: 'x' };
    const unexpected = await writer.post('/actions/workflows/train.yml/dispatches', { ...ask, inputs });
    expect(unexpected).toMatchObject({
      status: 422,
      body: { message: 'Unexpected inputs provided: ["other"]' },
    });
    expect((await api.get('/actions/workflows/none.yml/runs')).status).toBe(404);
    const lost = await writer.post('/actions/workflows/train.yml/dispatches', { ...ask, ref: 'none' });
    expect(lost).toMatchObject({ status: 422, body: { message: 'No ref found for: none' } });
  });
});
