import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let api: Client;

beforeEach(async () => {
  github = await startGithub();
  api = connect(github, github.token({ permissions: { contents: 'write' } }));
});

afterEach(() => github.close());

async function headOf(branch: string): Promise<string> {
  return (await github.git.ref(`refs/heads/${branch}`))?.sha ?? '';
}

function fsck(): string {
  return execFileSync('git', ['-C', github.gitUrl, 'fsck', '--strict', '--full', '--no-dangling'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('refs', () => {
  it('creates a ref once: the claim', async () => {
    const sha = await headOf('main');
    const first = await api.post('/git/refs', { ref: 'refs/tags/churn@v1.0.0', sha });
    const second = await api.post('/git/refs', { ref: 'refs/tags/churn@v1.0.0', sha });
    expect([first.status, second.status]).toEqual([201, 422]);
    expect(second.body).toMatchObject({ message: 'Reference already exists' });
    expect((await api.get('/git/ref/tags/churn@v1.0.0')).body).toMatchObject({
      object: { sha, type: 'commit' },
    });
    expect((await api.get('/git/ref/tags/churn@v1')).status).toBe(404);
  });

  it('lets one of two claims at once win', async () => {
    const sha = await headOf('main');
    const claims = Array.from({ length: 8 }, () => api.post('/git/refs', { ref: 'refs/tags/v1', sha }));
    const statuses = (await Promise.all(claims)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 422, 422, 422, 422, 422, 422, 422]);
  });

  it('matches refs by prefix', async () => {
    const sha = await headOf('main');
    for (const tag of ['churn@v1.0.0', 'churn@v1.1.0', 'churn-eu@v1.0.0']) {
      await api.post('/git/refs', { ref: `refs/tags/${tag}`, sha });
    }
    const found = (await api.get('/git/matching-refs/tags/churn@')).body;
    expect(found).toMatchObject([{ ref: 'refs/tags/churn@v1.0.0' }, { ref: 'refs/tags/churn@v1.1.0' }]);
    expect((await api.get('/git/matching-refs/tags/none')).body).toEqual([]);
  });

  it('moves a branch forward only, unless forced', async () => {
    const old = await headOf('main');
    const next = await github.commit({ files: { a: '1' } });
    const other = await github.commit({ branch: 'side', from: old, files: { b: '1' } });
    await api.post('/git/refs', { ref: 'refs/heads/log', sha: old });
    expect((await api.patch('/git/refs/heads/log', { sha: next })).status).toBe(200);
    const refused = await api.patch('/git/refs/heads/log', { sha: other, force: false });
    expect(refused).toMatchObject({ status: 422, body: { message: 'Update is not a fast forward' } });
    expect((await api.patch('/git/refs/heads/log', { sha: other, force: true })).status).toBe(200);
    expect((await api.patch('/git/refs/heads/none', { sha: other })).status).toBe(422);
  });

  it('deletes a ref', async () => {
    await api.post('/git/refs', { ref: 'refs/tags/v1', sha: await headOf('main') });
    expect((await api.delete('/git/refs/tags/v1')).status).toBe(204);
    expect(await api.delete('/git/refs/tags/v1')).toMatchObject({
      status: 422,
      body: { message: 'Reference does not exist' },
    });
  });

  it.each([
    ['main', 'two slashes'],
    ['refs/tags/a..b', 'not a valid ref name'],
    ['refs/heads/a b', 'not a valid ref name'],
  ])('refuses the name %s', async (ref, why) => {
    const answer = await api.post('/git/refs', { ref, sha: await headOf('main') });
    expect(answer).toMatchObject({ status: 422, body: { message: expect.stringContaining(why) } });
  });

  it('refuses an object that is not there', async () => {
    const answer = await api.post('/git/refs', { ref: 'refs/tags/v1', sha: '1'.repeat(40) });
    expect(answer).toMatchObject({ status: 422, body: { message: 'Object does not exist' } });
  });

  it('refuses what a tag ruleset forbids', async () => {
    github.ruleset({ include: ['refs/tags/*@v*'], rules: ['creation', 'deletion'] });
    const sha = await headOf('main');
    const answer = await api.post('/git/refs', { ref: 'refs/tags/churn@v1.0.0', sha });
    expect(answer).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('Repository rule violations found') },
    });
    expect((await api.post('/git/refs', { ref: 'refs/tags/other', sha })).status).toBe(201);
    expect((await api.get('/rulesets?targets=tag')).body).toMatchObject([
      { target: 'tag', enforcement: 'active' },
    ]);
  });

  it('refuses a commit whose workflows differ from the default branch', async () => {
    const sha = await github.commit({ files: { '.github/workflows/ci.yml': 'on: push' } });
    await github.commit({ files: { '.github/workflows/ci.yml': 'on: pull_request' } });
    const answer = await api.post('/git/refs', { ref: 'refs/tags/v1', sha });
    expect(answer).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(answer.headers.get('x-accepted-github-permissions')).toBe(
      'contents=write; contents=write,workflows=write',
    );
    const app = connect(github, github.token({ permissions: { contents: 'write', workflows: 'write' } }));
    expect((await app.post('/git/refs', { ref: 'refs/tags/v1', sha })).status).toBe(201);
  });
});

describe('the repository', () => {
  it('takes nothing while it has no branch, and all after a push', async () => {
    const empty = await startGithub({ isEmpty: true });
    try {
      const client = connect(empty, empty.token({ permissions: { contents: 'write' } }));
      const refused = await client.post('/git/blobs', { content: 'x' });
      expect(refused).toMatchObject({ status: 409, body: { message: 'Git Repository is empty.' } });
      execFileSync('git', ['-C', github.gitUrl, 'push', '--quiet', empty.gitUrl, 'main']);
      expect((await client.post('/git/blobs', { content: 'x' })).status).toBe(201);
      expect((await client.get('/contents/README.md')).status).toBe(200);
    } finally {
      await empty.close();
    }
  });

  it('goes on after git refused a ref, and finds packed refs', async () => {
    const sha = await headOf('main');
    await api.post('/git/refs', { ref: 'refs/tags/a', sha });
    // A ref cannot be a folder of refs too.
    expect((await api.post('/git/refs', { ref: 'refs/tags/a/b', sha })).status).toBe(422);
    expect((await api.post('/git/refs', { ref: 'refs/tags/c', sha })).status).toBe(201);
    execFileSync('git', ['-C', github.gitUrl, 'pack-refs', '--all']);
    expect((await api.get('/git/matching-refs/tags/')).body).toMatchObject([
      { ref: 'refs/tags/a' },
      { ref: 'refs/tags/c' },
    ]);
    expect((await api.post('/git/refs', { ref: 'refs/tags/a', sha })).status).toBe(422);
    const listed = (await github.git.refs())
      .map(({ ref, sha: at, type }) => `${at} ${type}\t${ref}\n`)
      .join('');
    expect(listed).toBe(await github.git.run(['for-each-ref']));
  });
});

describe('git objects', () => {
  it('writes what git can read: blob, tree, commit, tag', async () => {
    const base = await headOf('main');
    const blob = await api.post('/git/blobs', { content: 'aGVsbG8=', encoding: 'base64' });
    const { tree } = (await api.get(`/git/commits/${base}`)).body as { tree: { sha: string } };
    const made = await api.post('/git/trees', {
      base_tree: tree.sha,
      tree: [
        { path: 'log/2026/entry.json', mode: '100644', type: 'blob', content: '{}\n' },
        { path: 'hello', mode: '100644', type: 'blob', sha: (blob.body as { sha: string }).sha },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
    });
    const commit = await api.post('/git/commits', {
      message: 'log: one entry',
      tree: (made.body as { sha: string }).sha,
      parents: [base],
    });
    const { sha } = commit.body as { sha: string };
    expect((await api.post('/git/refs', { ref: 'refs/heads/log', sha })).status).toBe(201);
    const tag = await api.post('/git/tags', { tag: 'v1', message: 'one\n', object: sha, type: 'commit' });
    await api.post('/git/refs', { ref: 'refs/tags/v1', sha: (tag.body as { sha: string }).sha });
    expect((await api.get('/git/trees/log?recursive=1')).body).toMatchObject({
      tree: [
        { path: 'hello', type: 'blob', size: 5 },
        { path: 'log', type: 'tree' },
        { path: 'log/2026', type: 'tree' },
        { path: 'log/2026/entry.json', type: 'blob', mode: '100644' },
      ],
    });
    expect(await github.git.run(['show', 'v1:hello'])).toBe('hello');
    expect(await github.git.run(['cat-file', '-t', 'v1'])).toBe('tag\n');
    expect(fsck()).toBe('');
  });

  it('makes the same tag object twice from the same tagger', async () => {
    const object = await headOf('main');
    const tagger = { name: 'Ann <a>', email: 'ann@example.org', date: '2026-03-01T10:00:00Z' };
    const ask = { tag: 'v1', message: 'same', object, type: 'commit', tagger };
    const [first, second] = [await api.post('/git/tags', ask), await api.post('/git/tags', ask)];
    expect(first.body).toEqual(second.body);
    expect(first.body).toMatchObject({
      tagger: { name: 'Ann a', date: '2026-03-01T10:00:00Z' },
      message: 'same',
    });
  });

  it('has the contents of a path at a ref, whole or raw', async () => {
    const sha = await github.commit({ files: { 'a/ü b.txt': 'text\n' } });
    await github.commit({ files: { 'a/ü b.txt': null } });
    const path = `/contents/a/${encodeURIComponent('ü b.txt')}?ref=${sha}`;
    expect((await api.get(path)).body).toMatchObject({
      type: 'file',
      content: 'dGV4dAo=\n',
      encoding: 'base64',
      size: 5,
    });
    const raw = await api.get(path, { accept: 'application/vnd.github.raw+json' });
    expect([raw.status, raw.body]).toEqual([200, 'text\n']);
    expect((await api.get(`/contents/a?ref=${sha}`)).body).toMatchObject([{ name: 'ü b.txt', type: 'file' }]);
    expect((await api.get('/contents/a/none')).status).toBe(404);
    expect((await api.get('/contents/README.md?ref=none')).status).toBe(404);
  });

  it('leaves out the content above a megabyte', async () => {
    await github.commit({ files: { big: 'x'.repeat(1_000_001) } });
    expect((await api.get('/contents/big')).body).toMatchObject({
      encoding: 'none',
      content: '',
      size: 1_000_001,
    });
  });

  it('compares two commits', async () => {
    const base = await headOf('main');
    const side = await github.commit({ branch: 'side', files: { 'src/a.py': 'a\nb\n' } });
    await github.commit({ files: { b: '1' } });
    expect((await api.get('/compare/main...side')).body).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: base },
      commits: [{ sha: side }],
      files: [{ filename: 'src/a.py', status: 'added', additions: 2 }],
    });
    expect((await api.get('/compare/main...none')).status).toBe(404);
  });

  it('is cloned and pushed to by git', async () => {
    const out = execFileSync('git', ['ls-remote', github.gitUrl], { encoding: 'utf8' });
    expect(out).toContain('refs/heads/main');
  });
});
