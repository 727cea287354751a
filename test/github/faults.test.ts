import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let api: Client;

beforeEach(async () => {
  github = await startGithub();
  api = connect(github, github.token({ permissions: { contents: 'write', issues: 'write' } }));
});

afterEach(() => github.close());

function open(title = 'x') {
  return api.post('/issues', { title });
}

async function titles(): Promise<string[]> {
  return ((await api.get('/issues')).body as { title: string }[]).map(({ title }) => title);
}

describe('faults', () => {
  it('refuse with a status, so often and not more', async () => {
    github.faults.add({ match: /^POST .*\/issues$/, kind: 'status', status: 502, times: 2, skip: 1 });
    const statuses = [await open('a'), await open('b'), await open('c'), await open('d')].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([201, 502, 502, 201]);
    expect(await titles()).toEqual(['d', 'a']);
  });

  it('answer an error although it took effect', async () => {
    github.faults.add({ match: /issues/, kind: 'status-after', status: 502 });
    expect((await open()).status).toBe(502);
    expect(await titles()).toEqual(['x']);
    expect(github.mutations).toBe(1);
  });

  it('drop the connection before or after it took effect', async () => {
    github.faults.add({ match: /POST/, kind: 'drop-before' });
    await expect(open('a')).rejects.toThrow();
    github.faults.add({ match: ({ body }) => JSON.stringify(body).includes('b'), kind: 'drop-after' });
    await expect(open('b')).rejects.toThrow();
    expect(await titles()).toEqual(['b']);
    expect(github.requests.map(({ status, applied }) => [status, applied])).toEqual([
      [null, false],
      [null, true],
      [200, false],
    ]);
  });

  it('answer late, and let others pass', async () => {
    const order: string[] = [];
    const quick = api.get('/issues').then(() => order.push('quick'));
    github.faults.add({ match: /POST/, kind: 'latency', until: quick });
    github.faults.add({ match: /POST/, kind: 'latency', latencyMs: 1 });
    await open('slow').then(() => order.push('slow'));
    await open('a moment later').then(() => order.push('moment'));
    expect(order).toEqual(['quick', 'slow', 'moment']);
    expect(await titles()).toEqual(['a moment later', 'slow']);
  });

  it('limit the rate a second time', async () => {
    github.faults.secondaryLimit(/POST/, { retryAfterSeconds: 7 });
    const answer = await open();
    expect(answer).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('secondary rate limit') },
    });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect((await open()).status).toBe(201);
  });

  it('carry headers, and can be taken back', async () => {
    github.faults.add({
      match: /./,
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      times: 99,
    });
    expect((await open()).headers.get('retry-after')).toBe('1');
    github.faults.clear();
    expect((await open()).status).toBe(201);
  });
});

describe('stale reads', () => {
  it('lag behind the last change, list by list', async () => {
    await open('old');
    github.staleReads = 2;
    await open('new');
    expect([await titles(), await titles(), await titles()]).toEqual([['old'], ['old'], ['new', 'old']]);
  });

  it('hide a ref from a list, and not from a direct question', async () => {
    github.staleReads = 1;
    const sha = (await github.git.ref('refs/heads/main'))?.sha;
    await api.post('/git/refs', { ref: 'refs/tags/v1', sha });
    expect((await api.get('/git/ref/tags/v1')).status).toBe(200);
    expect((await api.get('/git/matching-refs/tags/v')).body).toEqual([]);
    expect((await api.get('/git/matching-refs/tags/v')).body).toMatchObject([{ ref: 'refs/tags/v1' }]);
  });
});

describe('the kill switch', () => {
  it('takes the k-th change and lets nothing through after it', async () => {
    let killed = 0;
    await open('before');
    github.killAfterMutation(2, () => {
      killed += 1;
    });
    expect((await open('one')).status).toBe(201);
    await expect(open('two')).rejects.toThrow();
    await expect(open('three')).rejects.toThrow();
    await expect(titles()).rejects.toThrow();
    expect(killed).toBe(1);
    github.revive();
    expect(await titles()).toEqual(['two', 'one', 'before']);
    expect((await open('four')).status).toBe(201);
    expect(github.mutations).toBe(4);
  });

  it('refuses the k-th change', async () => {
    github.killBeforeMutation(2);
    expect((await open('one')).status).toBe(201);
    await expect(open('two')).rejects.toThrow();
    github.revive();
    expect(await titles()).toEqual(['one']);
  });

  it('counts refusals as no change', async () => {
    github.killAfterMutation(1);
    expect((await open('')).status).toBe(422);
    await expect(open('one')).rejects.toThrow();
  });
});
