import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Github } from '../../../test/github/github.ts';
import { startGithub } from '../../../test/github/start-github.ts';
import { createClient, type GithubClient } from './create-client.ts';
import { createPatience } from './patience.ts';

let github: Github;
let abort: AbortController;
let notes: string[];
beforeEach(async () => {
  github = await startGithub({ requestsPerHour: 20 });
  abort = new AbortController();
  notes = [];
});
afterEach(() => github.close());

function client(given: { readonly environment?: Record<string, string>; readonly base?: string } = {}) {
  const { signal } = abort;
  return createClient({
    connection: {
      apiUrl: `${github.url}${given.base ?? ''}`,
      owner: github.owner,
      repo: github.repo,
      token: github.token({ permissions: { contents: 'write' } }),
    },
    patience: createPatience({ signal, pausesMs: [1, 1, 1] }),
    toolkit: '0.1.0',
    signal,
    note: (text) => notes.push(text),
    environment: given.environment ?? {},
  });
}

const tags = async (asked: Promise<GithubClient>) =>
  (await asked).list('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: 'tags' });
const draft = async () =>
  (await client()).ask('POST /repos/{owner}/{repo}/releases', { tag_name: 'v1', draft: true });
const TAGS = /matching-refs/;

describe('reading', () => {
  it.each<[string, Parameters<Github['faults']['add']>[0]]>([
    ['a connection breaks', { match: TAGS, kind: 'drop-before', times: 3 }],
    ['the server fails', { match: TAGS, kind: 'status', status: 503, times: 3 }],
    [
      'a limit without a time is met',
      { match: TAGS, kind: 'status', status: 429, headers: { 'retry-after': '0' } },
    ],
  ])('is repeated when %s', async (_, fault) => {
    github.faults.add(fault);
    expect(await tags(client())).toEqual([]);
  });

  it('gives up after the last pause, and says what was asked', async () => {
    github.faults.add({ match: TAGS, kind: 'status', status: 502, message: 'Server Error', times: 9 });
    await expect(tags(client())).rejects.toMatchObject({
      code: 'outside',
      message: 'GitHub answered 502 to GET /repos/acme/models/git/matching-refs/tags: Server Error',
      hint: expect.stringContaining('githubstatus'),
    });
    expect(github.requests).toHaveLength(4);
  });

  it('reads all pages', async () => {
    const head = await github.git.ref('refs/heads/main');
    for (let index = 0; index < 130; index++)
      await github.git.createRef(`refs/tags/t${index}`, head?.sha ?? '');
    expect(await tags(client())).toHaveLength(130);
    expect(github.requests).toHaveLength(2);
  });

  it('works on a GitHub Enterprise Server', async () => {
    expect(await tags(client({ base: '/api/v3' }))).toEqual([]);
  });
});

describe('writing', () => {
  it.each(['drop-before', 'drop-after'] as const)(
    'is not repeated after %s: who asked must look',
    async (kind) => {
      github.faults.add({ match: /releases/, kind });
      await expect(draft()).rejects.toMatchObject({ outcomeUnknown: true, status: null });
      expect(github.requests).toHaveLength(1);
    },
  );

  it('is not repeated after a 502', async () => {
    github.faults.add({ match: /releases/, kind: 'status-after', status: 502 });
    await expect(draft()).rejects.toMatchObject({ outcomeUnknown: true, status: 502 });
    expect([github.requests.length, github.mutations]).toEqual([1, 1]);
  });

  it('is repeated after a rate limit, which comes before the change', async () => {
    github.faults.secondaryLimit(/releases/, { retryAfterSeconds: 0 });
    await draft();
    expect([github.requests.length, github.mutations]).toEqual([2, 1]);
    expect(notes).toEqual(['GitHub limits requests: waiting 0 s as it asks']);
  });
});

describe('rate limits', () => {
  it('that last too long are an error that says how long', async () => {
    github.faults.secondaryLimit(TAGS, { retryAfterSeconds: 3600 });
    await expect(tags(client())).rejects.toMatchObject({
      exitCode: 3,
      message: 'GitHub limits requests and asks to wait 60 min; more than 5 min is not waited for',
    });
  });

  it('the primary one is told by its reset', async () => {
    for (let index = 0; index < 20; index++) await tags(client());
    await expect(tags(client())).rejects.toMatchObject({
      message: expect.stringContaining('asks to wait 61 min'),
    });
  });
});

describe('cancelling', () => {
  it('ends a request in flight', async () => {
    github.faults.add({ match: TAGS, kind: 'latency', latencyMs: 2000 });
    const asked = tags(client());
    setTimeout(() => abort.abort(), 30);
    await expect(asked).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('ends one that waits to be sent again', async () => {
    github.faults.secondaryLimit(TAGS, { retryAfterSeconds: 200 });
    const asked = tags(client());
    const timer = setInterval(() => notes.length > 0 && abort.abort(), 5);
    await expect(asked).rejects.toMatchObject({ code: 'interrupted' });
    clearInterval(timer);
  });
});

describe('a proxy', () => {
  it('is used for what it is for, and not for NO_PROXY', async () => {
    let connections = 0;
    const proxy = createServer().on('connect', (request, socket) => {
      connections += 1;
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => socket.destroy());
      socket.on('error', () => target.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      expect(await tags(client({ environment: { HTTP_PROXY } }))).toEqual([]);
      expect(connections).toBe(1);
      expect(await tags(client({ environment: { http_proxy: HTTP_PROXY, no_proxy: '127.0.0.1' } }))).toEqual(
        [],
      );
      expect(connections).toBe(1);
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });
});

it('a server that is not there is told with what to check', async () => {
  const { url } = github;
  await github.close();
  await expect(tags(client())).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(
      `${url} cannot be reached (GET /repos/acme/models/git/matching-refs/tags)`,
    ),
    hint: expect.stringContaining('HTTPS_PROXY'),
  });
  github = await startGithub();
});
