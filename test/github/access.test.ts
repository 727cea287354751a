import { afterEach, describe, expect, it } from 'vitest';
import { connect } from './api-client.ts';
import type { Github, GithubOptions } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;

async function start(options: GithubOptions = {}) {
  github = await startGithub(options);
  return github;
}

afterEach(() => github.close());

describe('tokens', () => {
  it('must have been issued', async () => {
    await start();
    const answer = await connect(github, 'ghs_forged').get('');
    expect(answer).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
    expect((await connect(github, null).get('')).status).toBe(404);
    expect((await connect(github, null).post('/issues', { title: 'x' })).status).toBe(401);
    const basic = `Basic ${Buffer.from(`x-access-token:${github.token()}`).toString('base64')}`;
    expect((await connect(github, null).get('', { authorization: basic })).status).toBe(200);
  });

  it('do what they were granted', async () => {
    await start();
    const api = connect(github, github.token({ permissions: { contents: 'read' } }));
    expect((await api.get('/git/ref/heads/main')).status).toBe(200);
    expect((await api.get('/pulls')).status).toBe(403);
    const answer = await api.post('/git/refs', { ref: 'refs/tags/v1', sha: '1'.repeat(40) });
    expect(answer).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(answer.headers.get('x-accepted-github-permissions')).toBe('contents=write');
    expect(github.mutations).toBe(0);
  });

  it('of a fork only read', async () => {
    await start();
    const permissions = { contents: 'write', 'pull-requests': 'write', issues: 'write' } as const;
    const api = connect(github, github.token({ permissions, fork: true }));
    await github.commit({ branch: 'change', files: { a: '1' } });
    const number = await github.openPull({ head: 'change' });
    expect((await api.get('/pulls')).status).toBe(200);
    expect((await api.post(`/issues/${number}/comments`, { body: 'x' })).status).toBe(403);
    expect((await api.post('/releases', { tag_name: 'v1' })).status).toBe(403);
  });

  it('of anybody read a public repository, but no drafts', async () => {
    await start({ isPrivate: false });
    const writer = connect(github, github.token({ permissions: { contents: 'write' } }));
    await writer.post('/releases', { tag_name: 'v1', draft: true });
    expect((await connect(github, null).get('/releases')).body).toEqual([]);
    expect((await connect(github, github.token()).get('/pulls')).status).toBe(200);
    expect((await connect(github, github.token()).get('/immutable-releases')).status).toBe(403);
  });

  it('act for a login', async () => {
    await start();
    github.addUser('mia', 'maintain');
    const api = connect(github, github.token({ login: 'mia', permissions: { issues: 'write' } }));
    expect((await api.post('/issues', { title: 'x' })).body).toMatchObject({
      user: { login: 'mia', type: 'User' },
      author_association: 'COLLABORATOR',
    });
    const roles = async (login: string) => (await api.get(`/collaborators/${login}/permission`)).body;
    expect(await roles('mia')).toMatchObject({ permission: 'write', role_name: 'maintain' });
    expect(await roles('acme')).toMatchObject({ permission: 'admin' });
    expect((await api.get('/collaborators/nobody/permission')).status).toBe(404);
  });
});

describe('the API', () => {
  it('is also where a GitHub Enterprise Server has it', async () => {
    await start();
    const token = github.token({ permissions: { contents: 'write' } });
    const server = connect({ ...github, url: `${github.url}/api/v3`, owner: 'acme', repo: 'models' }, token);
    const { body } = await server.post('/releases', { tag_name: 'v1', draft: true });
    const { url, upload_url: upload } = body as { url: string; upload_url: string };
    expect(url.startsWith(`${github.url}/api/v3/repos/acme/models/releases/`)).toBe(true);
    expect(upload.startsWith(`${github.url}/api/uploads/repos/`)).toBe(true);
    expect((await server.request('POST', upload.replace(/\{.*/, '?name=a'), 'x')).status).toBe(201);
    await server.post('/releases', { tag_name: 'v2', draft: true });
    const { headers } = await server.get('/releases?per_page=1');
    expect(headers.get('link')).toContain(
      `<${github.url}/api/v3/repos/acme/models/releases?per_page=1&page=2>`,
    );
    const graphql = await server.request('POST', `${github.url}/api/graphql`, {
      query: '{ viewer { login } }',
    });
    expect(graphql.body).toMatchObject({ errors: [{ type: 'NOT_IMPLEMENTED' }] });
  });

  it('is loud about what it does not know, and 404 for other repositories', async () => {
    await start();
    const api = connect(github, github.token());
    expect((await api.get('/labels')).status).toBe(501);
    expect((await api.get('//repos/acme/other')).status).toBe(404);
    expect((await api.get('//repos/ACME/Models')).status).toBe(200);
    expect((await api.get('/rulesets/%zz')).status).toBe(404);
  });

  it('counts the hour', async () => {
    await start({ requestsPerHour: 2 });
    const api = connect(github, github.token());
    const first = await api.get('');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    await api.get('');
    const refused = await api.get('');
    expect(refused).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('API rate limit exceeded') },
    });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await api.get('//rate_limit')).body).toMatchObject({ rate: { limit: 2, remaining: 0 } });
  });

  it('remembers its requests', async () => {
    await start();
    const api = connect(github, github.token({ permissions: { issues: 'write' } }));
    await api.get('/issues?state=all');
    await api.post('/issues', { title: 'x' });
    expect(github.requests).toMatchObject([
      { method: 'GET', path: '/repos/acme/models/issues?state=all', status: 200, applied: false },
      { method: 'POST', body: { title: 'x' }, status: 201, applied: true, login: 'github-actions[bot]' },
    ]);
    expect(github.mutations).toBe(1);
  });

  it('gives the same answers twice', async () => {
    const tell = async () => {
      await start();
      const api = connect(github, github.token({ permissions: { contents: 'write', issues: 'write' } }));
      await api.post('/issues', { title: 'x' });
      await api.post('/releases', { tag_name: 'v1' });
      const answers = [(await api.get('/issues')).body, (await api.get('/releases')).body];
      return JSON.stringify(answers).replaceAll(github.url, '');
    };
    const first = await tell();
    await github.close();
    expect(await tell()).toBe(first);
  });
});
