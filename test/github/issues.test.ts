import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let api: Client;

beforeEach(async () => {
  github = await startGithub();
  api = connect(github, github.token({ permissions: { issues: 'write', 'pull-requests': 'write' } }));
});

afterEach(() => github.close());

async function openPull(): Promise<number> {
  await github.commit({ branch: 'change', files: { a: '1' } });
  return github.openPull({ head: 'change', author: 'mia' });
}

describe('comments', () => {
  it('are made, changed, listed in order and deleted', async () => {
    const number = await openPull();
    const first = (await api.post(`/issues/${number}/comments`, { body: 'one' })).body as { id: number };
    await api.post(`/issues/${number}/comments`, { body: 'two' });
    await api.patch(`/issues/comments/${first.id}`, { body: 'changed' });
    const listed = await api.get(`/issues/${number}/comments`);
    expect(listed.body).toMatchObject([
      { id: first.id, body: 'changed', user: { login: 'github-actions[bot]', type: 'Bot' } },
      { body: 'two' },
    ]);
    expect((await api.delete(`/issues/comments/${first.id}`)).status).toBe(204);
    expect((await api.get(`/issues/comments/${first.id}`)).status).toBe(404);
    expect((await api.patch(`/issues/comments/${first.id}`, { body: 'x' })).status).toBe(404);
    expect((await api.post('/issues/99/comments', { body: 'x' })).status).toBe(404);
  });

  it('end at 65,536 characters, astral ones counted once', async () => {
    const number = await openPull();
    const longest = await api.post(`/issues/${number}/comments`, { body: '😀'.repeat(65_536) });
    expect(longest.status).toBe(201);
    const { id } = longest.body as { id: number };
    for (const answer of [
      await api.post(`/issues/${number}/comments`, { body: 'x'.repeat(65_537) }),
      await api.patch(`/issues/comments/${id}`, { body: 'x'.repeat(65_537) }),
    ]) {
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ message: 'Body is too long (maximum is 65536 characters)' }] },
      });
    }
    expect((await api.post(`/issues/${number}/comments`, { body: ' ' })).status).toBe(422);
  });

  it('are paged, a hundred at most', async () => {
    const number = await openPull();
    for (let n = 0; n < 205; n += 1) github.addComment(number, { author: 'mia', body: `${n}` });
    const first = await api.get(`/issues/${number}/comments?per_page=500`);
    expect(first.body).toHaveLength(100);
    const link = first.headers.get('link') ?? '';
    expect(link).toContain('rel="next"');
    expect(link).toContain('page=3>; rel="last"');
    const last = await api.get(`/issues/${number}/comments?per_page=100&page=3`);
    expect(last.body).toHaveLength(5);
    expect(last.headers.get('link')).not.toContain('rel="next"');
    expect((await api.get(`/issues/${number}/comments?page=99`)).body).toEqual([]);
    const few = await api.get(`/issues/${number}/comments`);
    expect(few.body).toHaveLength(30);
  });

  it('need one of two permissions, which the refusal names', async () => {
    const number = await openPull();
    const weak = connect(github, github.token({ permissions: { issues: 'read', contents: 'write' } }));
    const answer = await weak.post(`/issues/${number}/comments`, { body: 'x' });
    expect(answer).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(answer.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    const enough = connect(github, github.token({ permissions: { 'pull-requests': 'write' } }));
    expect((await enough.post(`/issues/${number}/comments`, { body: 'x' })).status).toBe(201);
  });

  it('are minimised through GraphQL', async () => {
    const number = await openPull();
    const { node_id: id } = (await api.post(`/issues/${number}/comments`, { body: 'x' })).body as {
      node_id: string;
    };
    const ask = {
      query:
        'mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { clientMutationId } }',
      variables: { id },
    };
    expect((await api.post('//graphql', ask)).body).toMatchObject({
      data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'outdated' } } },
    });
    const weak = connect(github, github.token({ permissions: { issues: 'read' } }));
    expect((await weak.post('//graphql', ask)).body).toMatchObject({ errors: [{ type: 'FORBIDDEN' }] });
    expect(github.mutations).toBe(2);
    expect([...github.tables.comments.values()].map(({ minimized }) => minimized)).toEqual(['outdated']);
  });
});

describe('issues', () => {
  it('are found by label, state and creator, pull requests among them', async () => {
    const made = await api.post('/issues', { title: 'Drift', labels: ['modelyard', 'drift'], body: 'text' });
    const { number } = made.body as { number: number };
    github.addIssue({ title: 'Other', author: 'mia', labels: ['modelyard'] });
    await openPull();
    const titles = async (query: string) =>
      ((await api.get(`/issues?${query}`)).body as { title: string }[]).map(({ title }) => title);
    expect(await titles('labels=modelyard,drift')).toEqual(['Drift']);
    expect(await titles('creator=mia')).toEqual(['Change change', 'Other']);
    await api.patch(`/issues/${number}`, { state: 'closed' });
    expect(await titles('labels=drift')).toEqual([]);
    expect(await titles('labels=drift&state=closed')).toEqual(['Drift']);
    await api.patch(`/issues/${number}`, { state: 'open' });
    expect((await api.get(`/issues/${number}`)).body).toMatchObject({
      state: 'open',
      state_reason: 'reopened',
    });
  });

  it('have limits too', async () => {
    expect((await api.post('/issues', { title: 'x', body: 'x'.repeat(65_537) })).status).toBe(422);
    expect((await api.post('/issues', { title: 'x'.repeat(257) })).status).toBe(422);
    expect((await api.post('/issues', { title: '' })).status).toBe(422);
  });
});
