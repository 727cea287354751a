import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let api: Client;
let sha: string;

beforeEach(async () => {
  github = await startGithub();
  api = connect(
    github,
    github.token({ permissions: { deployments: 'write', statuses: 'write', actions: 'read' } }),
  );
  sha = (await github.git.ref('refs/heads/main'))?.sha ?? '';
});

afterEach(() => github.close());

async function deploy(environment: string, more: object = {}): Promise<number> {
  const ask = { ref: sha, environment, auto_merge: false, required_contexts: [], ...more };
  return ((await api.post('/deployments', ask)).body as { id: number }).id;
}

async function statesOf(id: number): Promise<string[]> {
  return ((await api.get(`/deployments/${id}/statuses`)).body as { state: string }[]).map(
    ({ state }) => state,
  );
}

describe('deployments', () => {
  it('keep their payload and are listed newest first, by environment', async () => {
    const first = await deploy('staging', { payload: { digest: 'sha256:1' } });
    await deploy('production');
    const second = await deploy('staging');
    const { body } = await api.get('/deployments?environment=staging');
    expect(body).toMatchObject([{ id: second }, { id: first, payload: { digest: 'sha256:1' }, sha }]);
    expect((await api.get(`/deployments/${first}`)).body).toMatchObject({ environment: 'staging' });
  });

  it('make their environment', async () => {
    expect((await api.get('/environments/staging')).status).toBe(404);
    await deploy('staging');
    expect((await api.get('/environments/staging')).body).toMatchObject({
      name: 'staging',
      protection_rules: [],
    });
  });

  it('refuse with 409 while a status of the commit is no success, unless none is required', async () => {
    await api.post(`/statuses/${sha}`, { state: 'pending', context: 'modelyard' });
    const refused = await api.post('/deployments', { ref: sha, auto_merge: false });
    expect(refused).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('Commit status checks failed') },
    });
    const named = await api.post('/deployments', {
      ref: sha,
      auto_merge: false,
      required_contexts: ['other'],
    });
    expect(named.status).toBe(409);
    await api.post(`/statuses/${sha}`, { state: 'success', context: 'modelyard' });
    expect((await api.post('/deployments', { ref: sha, auto_merge: false })).status).toBe(201);
  });

  it('merge the default branch into a branch that is behind, and deploy nothing, unless told not to', async () => {
    await github.commit({ branch: 'old', files: { a: '1' } });
    const newest = await github.commit({ files: { b: '1' } });
    const ask = { ref: 'old', required_contexts: [] };
    const merged = await api.post('/deployments', ask);
    expect(merged).toMatchObject({
      status: 202,
      body: { message: 'Auto-merged main into old on deployment.' },
    });
    expect((await api.get('/deployments')).body).toEqual([]);
    expect(await github.git.isAncestor(newest, 'refs/heads/old')).toBe(true);
    expect((await api.post('/deployments', ask)).status).toBe(201);
    expect((await api.post('/deployments', { ref: 'none' })).status).toBe(422);
  });
});

describe('deployment statuses', () => {
  it('retire earlier successes of the environment, production excepted', async () => {
    const [first, failed] = [await deploy('staging'), await deploy('staging')];
    const production = await deploy('production');
    const kept = await deploy('staging', { production_environment: true });
    for (const id of [first, production, kept])
      await api.post(`/deployments/${id}/statuses`, { state: 'success' });
    await api.post(`/deployments/${failed}/statuses`, { state: 'failure' });
    const [next, nextProduction] = [await deploy('staging'), await deploy('production')];
    for (const id of [next, nextProduction])
      await api.post(`/deployments/${id}/statuses`, { state: 'success' });
    expect(await statesOf(first)).toEqual(['inactive', 'success']);
    expect(await statesOf(failed)).toEqual(['failure']);
    expect(await statesOf(kept)).toEqual(['success']);
    expect(await statesOf(production)).toEqual(['success']);
    expect(await statesOf(next)).toEqual(['success']);
  });

  it('leave all alone with auto_inactive false', async () => {
    const first = await deploy('staging');
    await api.post(`/deployments/${first}/statuses`, { state: 'success' });
    const next = await deploy('staging');
    await api.post(`/deployments/${next}/statuses`, { state: 'success', auto_inactive: false });
    expect(await statesOf(first)).toEqual(['success']);
  });

  it('have a short description and a known state', async () => {
    const id = await deploy('staging');
    const long = await api.post(`/deployments/${id}/statuses`, {
      state: 'success',
      description: 'x'.repeat(141),
    });
    expect(long.status).toBe(422);
    expect((await api.post(`/deployments/${id}/statuses`, { state: 'done' })).status).toBe(422);
    expect((await api.post('/deployments/1/statuses', { state: 'success' })).status).toBe(404);
  });
});

describe('commit statuses', () => {
  it('are listed newest first', async () => {
    await api.post(`/statuses/${sha}`, { state: 'pending', context: 'modelyard' });
    await api.post(`/statuses/${sha}`, {
      state: 'success',
      context: 'modelyard',
      target_url: 'https://x.example/',
    });
    expect((await api.get('/commits/main/statuses')).body).toMatchObject([
      { state: 'success' },
      { state: 'pending' },
    ]);
    expect((await api.post(`/statuses/${'1'.repeat(40)}`, { state: 'success' })).status).toBe(422);
    expect(
      (await api.post(`/statuses/${sha}`, { state: 'success', description: 'x'.repeat(141) })).status,
    ).toBe(422);
  });
});

describe('environments', () => {
  it('show their rules', async () => {
    github.setEnvironment({
      name: 'production',
      reviewers: ['rui'],
      preventSelfReview: true,
      waitMinutes: 5,
    });
    expect((await api.get('/environments/production')).body).toMatchObject({
      protection_rules: [
        { type: 'wait_timer', wait_timer: 5 },
        {
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [{ type: 'User', reviewer: { login: 'rui' } }],
        },
      ],
    });
    expect((await api.get('/environments')).body).toMatchObject({ total_count: 1 });
  });
});
