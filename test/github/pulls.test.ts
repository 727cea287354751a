import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let api: Client;

beforeEach(async () => {
  github = await startGithub({ files: { 'train.py': 'fit()\n', 'data.csv': 'a\n1\n' } });
  api = connect(github, github.token({ permissions: { contents: 'read', 'pull-requests': 'read' } }));
});

afterEach(() => github.close());

async function numbers(path: string): Promise<number[]> {
  return ((await api.get(path)).body as { number: number }[]).map(({ number }) => number);
}

describe('a pull request', () => {
  it('follows its branch while it is open', async () => {
    const first = await github.commit({ branch: 'change', files: { 'train.py': 'fit(2)\n' } });
    const number = await github.openPull({ head: 'change', author: 'mia' });
    expect((await api.get(`/pulls/${number}`)).body).toMatchObject({
      state: 'open',
      merged: false,
      mergeable: true,
      commits: 1,
      changed_files: 1,
      head: { sha: first, ref: 'change', label: 'acme:change' },
      base: { ref: 'main' },
    });
    const second = await github.commit({ branch: 'change', files: { new: '1' } });
    expect((await api.get(`/pulls/${number}`)).body).toMatchObject({ head: { sha: second }, commits: 2 });
    expect((await github.git.ref(`refs/pull/${number}/head`))?.sha).toBe(second);
    const merge = (await github.git.ref(`refs/pull/${number}/merge`))?.sha;
    expect((await api.get(`/pulls/${number}`)).body).toMatchObject({ merge_commit_sha: merge });
    expect((await api.get(`/pulls/${number}/files`)).body).toMatchObject([
      { filename: 'new', status: 'added' },
      { filename: 'train.py', status: 'modified', additions: 1, deletions: 1 },
    ]);
    expect((await api.get(`/pulls/${number}/commits`)).body).toMatchObject([{ sha: first }, { sha: second }]);
  });

  it('says when it conflicts', async () => {
    await github.commit({ branch: 'change', files: { 'train.py': 'mine\n' } });
    await github.commit({ files: { 'train.py': 'theirs\n' } });
    const number = await github.openPull({ head: 'change' });
    expect((await api.get(`/pulls/${number}`)).body).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
    });
    await expect(github.mergePull(number)).rejects.toThrow('does not merge');
  });

  it('may come from a fork', async () => {
    const headSha = await github.commit({ branch: 'main', fork: 'eve/models', files: { evil: '1' } });
    const number = await github.openPull({ head: 'main', headRepo: 'eve/models', author: 'eve' });
    const { body } = await api.get(`/pulls/${number}`);
    expect(body).toMatchObject({
      head: { sha: headSha, label: 'eve:main', repo: { full_name: 'eve/models', fork: true } },
      base: { repo: { full_name: 'acme/models', fork: false } },
      author_association: 'NONE',
    });
    expect(await numbers('/pulls?head=eve:main')).toEqual([number]);
    expect(await numbers('/pulls?head=acme:main')).toEqual([]);
  });

  it('is found by base and state', async () => {
    await github.commit({ branch: 'one', files: { a: '1' } });
    await github.commit({ branch: 'two', files: { b: '1' } });
    const [one, two] = [
      await github.openPull({ head: 'one' }),
      await github.openPull({ head: 'two', base: 'one' }),
    ];
    expect(await numbers('/pulls')).toEqual([two, one]);
    expect(await numbers('/pulls?base=one')).toEqual([two]);
    await github.mergePull(one);
    expect(await numbers('/pulls')).toEqual([two]);
    expect(await numbers('/pulls?state=closed')).toEqual([one]);
    expect(await numbers('/pulls?state=all&direction=asc')).toEqual([one, two]);
  });

  it('has reviews that name the commit', async () => {
    const first = await github.commit({ branch: 'change', files: { a: '1' } });
    const number = await github.openPull({ head: 'change' });
    github.review(number, { user: 'rui' });
    const second = await github.commit({ branch: 'change', files: { a: '2' } });
    await api.get(`/pulls/${number}`);
    github.review(number, { user: 'rui', state: 'CHANGES_REQUESTED' });
    expect((await api.get(`/pulls/${number}/reviews`)).body).toMatchObject([
      { state: 'APPROVED', commit_id: first, user: { login: 'rui' } },
      { state: 'CHANGES_REQUESTED', commit_id: second },
    ]);
  });
});

/** First-parent subjects that each way of merging leaves, newest first. */
const SUBJECTS = {
  merge: ['Merge pull request #1 from acme/change'],
  squash: ['Better model (#1)'],
  rebase: ['second', 'first'],
};

describe('merging', () => {
  async function change(): Promise<{ number: number; head: string; base: string }> {
    const base = (await github.git.ref('refs/heads/main'))?.sha ?? '';
    await github.commit({ branch: 'change', files: { a: '1' }, author: 'mia', message: 'first' });
    const head = await github.commit({
      branch: 'change',
      files: { b: '1' },
      author: 'mia',
      message: 'second',
    });
    const number = await github.openPull({ head: 'change', author: 'mia', title: 'Better model' });
    return { number, head, base };
  }

  it.each(['merge', 'squash', 'rebase'] as const)('by %s makes real commits', async (method) => {
    const { number, head, base } = await change();
    const moved = await github.commit({ files: { other: '1' } });
    const landed = await github.mergePull(number, method);
    const log = await github.git.run(['log', '--format=%s', '--first-parent', `${base}..main`]);
    expect(log.trim().split('\n')).toEqual([...SUBJECTS[method], 'change other']);
    expect((await github.git.ref('refs/heads/main'))?.sha).toBe(landed);
    expect(await github.git.run(['ls-tree', '--name-only', landed])).toBe(
      'a\nb\ndata.csv\nother\ntrain.py\n',
    );
    expect((await api.get(`/pulls/${number}`)).body).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: landed,
      head: { sha: head },
    });
    expect(await github.git.isAncestor(head, landed)).toBe(method === 'merge');
    expect(await numbers(`/commits/${landed}/pulls`)).toEqual([number]);
    expect(await numbers(`/commits/${moved}/pulls`)).toEqual([]);
    const check = ['-C', github.gitUrl, 'fsck', '--strict', '--no-dangling'];
    expect(execFileSync('git', check, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })).toBe('');
  });

  it('by rebase leaves merges of the branch out, and lands every other commit with its pull request', async () => {
    const { number, head } = await change();
    await github.commit({ files: { other: '1' } });
    const merge = await github.git.run([
      'commit-tree',
      '-p',
      head,
      '-p',
      'main',
      '-m',
      'catch up',
      `${head}^{tree}`,
    ]);
    await github.git.setRefs(['refs/heads/change', merge.trim()]);
    await github.commit({ branch: 'change', files: { other: '1', c: '1' }, message: 'third' });
    const landed = await github.mergePull(number, 'rebase');
    const log = await github.git.run(['log', '--format=%s', '--max-count=4', landed]);
    expect(log).toBe('third\nsecond\nfirst\nchange other\n');
    expect(await github.git.run(['ls-tree', '--name-only', landed])).toBe(
      'a\nb\nc\ndata.csv\nother\ntrain.py\n',
    );
    const below = (await github.git.run(['rev-parse', `${landed}~2`])).trim();
    expect(await numbers(`/commits/${below}/pulls`)).toEqual([number]);
  });

  it('leaves a commit of an open branch with its pull request', async () => {
    const { number, head } = await change();
    expect(await numbers(`/commits/${head}/pulls`)).toEqual([number]);
    expect((await api.get(`/commits/${'1'.repeat(40)}/pulls`)).status).toBe(422);
  });

  it('shows a commit with its files', async () => {
    const { head } = await change();
    expect((await api.get(`/commits/${head}`)).body).toMatchObject({
      sha: head,
      commit: { message: 'second\n', author: { name: 'mia' } },
      files: [{ filename: 'b', status: 'added' }],
      stats: { additions: 1, deletions: 0, total: 1 },
    });
    expect((await api.get('/commits/change')).body).toMatchObject({ sha: head });
  });
});
