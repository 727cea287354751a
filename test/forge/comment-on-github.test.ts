import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalsOf } from '../../src/adapters/github/approvals.ts';
import type { CommentStamp } from '../../src/adapters/github/sticky-comment.ts';
import { COMMENT, characterCount } from '../../src/domain/report/fit-report.ts';
import { firstLines, jobClient, postVerdict } from '../fixtures/forge/commenting-job.ts';
import type { Github, NewToken } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';

let github: Github;
let pull: number;
let head: string;
beforeEach(async () => {
  github = await startGithub();
  github.addUser('mia');
  head = await github.commit({ branch: 'change', files: { 'train.py': 'x' }, author: 'mia' });
  pull = await github.openPull({ head: 'change', author: 'mia' });
});
afterEach(() => github.close());

const post = (body = '### pass', stamp: Partial<CommentStamp> = {}, token?: NewToken) =>
  postVerdict(github, {
    pull,
    body,
    stamp: { head, run: '10', attempt: 1, ...stamp },
    ...(token === undefined ? {} : { token }),
  });

const bodies = () => firstLines(github);

describe('the comment on GitHub', () => {
  it('is created and kept up to date with at most four requests', async () => {
    expect(await post()).toBe('created');
    expect(github.requests).toHaveLength(4);
    expect(await post('### fail', { run: '11' })).toBe('updated');
    expect(github.requests).toHaveLength(8);
    expect(await post('### fail', { run: '11' })).toBe('unchanged');
    expect(github.requests).toHaveLength(9);
    expect(bodies()).toEqual(['### fail']);
  });

  it('is found behind a hundred others', async () => {
    await post();
    for (let at = 0; at < 120; at++) github.addComment(pull, { author: 'mia', body: `comment ${at}` });
    expect(await post('### fail', { run: '11' })).toBe('updated');
    expect(bodies().filter((body) => body?.startsWith('###'))).toEqual(['### fail']);
  });

  it('of an older commit does not overwrite the newer one', async () => {
    await post('### newer');
    const old = head;
    await github.commit({ branch: 'change', files: { 'train.py': 'y' }, author: 'mia' });
    expect(await post('### older', { head: old, run: '99' })).toBe('superseded');
    expect(bodies()).toEqual(['### newer']);
  });

  it('runs that race end with one comment', async () => {
    await Promise.all([
      post('### one', { run: '1' }),
      post('### two', { run: '2' }),
      post('### three', { run: '3' }),
    ]);
    expect(bodies()).toEqual(['### three']);
  });

  it.each(['drop-before', 'drop-after'] as const)(
    'is one comment when a connection breaks (%s)',
    async (kind) => {
      github.faults.add({ match: /^(POST|PATCH) /, kind });
      await post();
      github.faults.add({ match: /^(POST|PATCH) /, kind });
      await post('### fail', { run: '11' });
      expect(bodies()).toEqual(['### fail']);
    },
  );

  it.each([1, 2, 3])('is one comment when lists lag by %i readings', async (reads) => {
    github.staleReads = reads;
    await post();
    await post('### fail', { run: '11' });
    expect(bodies()).toEqual(['### fail']);
  });

  it('as long as a report may be is taken, and its key survives; one character of four bytes counts once', async () => {
    const longest = `### pass\n${'😀'.repeat(COMMENT.most - 9)}`;
    expect(characterCount(longest)).toBe(COMMENT.most);
    expect(await post(longest)).toBe('created');
    expect(await post('### fail', { run: '11' })).toBe('updated');
    await expect(post(`${longest}${'x'.repeat(600)}`, { run: '12' })).rejects.toMatchObject({ status: 422 });
  });

  it('without the permission says which lines to add', async () => {
    const token: NewToken = { permissions: { 'pull-requests': 'read' } };
    await expect(post('x', {}, token)).rejects.toMatchObject({
      status: 403,
      hint: expect.stringContaining('pull-requests: write'),
    });
    expect(bodies()).toEqual([]);
  });
});

describe('approvals', () => {
  async function approvals() {
    const found = await approvalsOf(
      await jobClient(github, { permissions: { 'pull-requests': 'read', metadata: 'read' } }),
      pull,
    );
    return found.map(({ by, commit }) => [by, commit === head]);
  }

  it('are those of people who may write and are not the author, by their last word', async () => {
    for (const login of ['bob', 'eve', 'zoe']) github.addUser(login);
    github.addUser('guest', 'read');
    for (const user of ['mia', 'bob', 'eve', 'guest']) github.review(pull, { user, state: 'APPROVED' });
    github.review(pull, { user: 'eve', state: 'CHANGES_REQUESTED' });
    github.review(pull, { user: 'bob', state: 'COMMENTED' });
    github.review(pull, { user: 'zoe', state: 'DISMISSED' });
    expect(await approvals()).toEqual([['bob', true]]);
  });

  it('name the commit that was approved', async () => {
    github.addUser('bob');
    github.review(pull, { user: 'bob', state: 'APPROVED' });
    head = await github.commit({ branch: 'change', files: { 'train.py': 'y' }, author: 'mia' });
    expect(await approvals()).toEqual([['bob', false]]);
  });
});
