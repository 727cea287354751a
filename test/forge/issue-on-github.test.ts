import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectGithub } from '../../src/adapters/github/connect.ts';
import { createIssueApi } from '../../src/adapters/github/issue-api.ts';
import { closeIssue, keepIssueOpen } from '../../src/adapters/github/sticky-issue.ts';
import type { Github, NewToken } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';

const BOT = 'github-actions[bot]';
let github: Github;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(() => github.close());

interface Run {
  readonly run?: string;
  readonly key?: string;
  readonly permissions?: NewToken['permissions'];
}

async function job({ run = '10', key = 'visits', permissions = { issues: 'write' } }: Run) {
  const client = await connectGithub({
    repository: tmpdir(),
    environment: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: `${github.owner}/${github.repo}`,
      GITHUB_TOKEN: github.token({ permissions }),
    },
    toolkit: '0.1.0',
    signal: new AbortController().signal,
    note: () => undefined,
    patience: { pausesMs: [1, 2, 4] },
  });
  return { api: createIssueApi(client), owner: { key, author: BOT, run: { id: run, attempt: 1 } } };
}

async function alarm(text: string, run: Run = {}) {
  const { api, owner } = await job(run);
  return keepIssueOpen(api, owner, { title: 'not well', body: text });
}
async function well(run: Run = {}) {
  const { api, owner } = await job(run);
  return closeIssue(api, owner, 'well again');
}

/** State, first line and comments of each issue, oldest first. */
const issues = () =>
  [...github.tables.issues.values()].map(({ number, state, body }) => [
    state,
    body?.split('\n')[0],
    ...[...github.tables.comments.values()]
      .filter(({ issue }) => issue === number)
      .map((comment) => comment.body.split('\n')[0]),
  ]);

describe('the issue of a model', () => {
  it('is opened, kept up to date and closed with a comment, with few requests', async () => {
    const requests: number[] = [];
    const counted = async (done: Promise<string>) => {
      const before = github.requests.length;
      const outcome = await done;
      requests.push(github.requests.length - before);
      return outcome;
    };
    expect(await counted(well())).toBe('none');
    expect(await counted(alarm('a', { run: '11' }))).toBe('opened');
    expect(await counted(alarm('b', { run: '12' }))).toBe('updated');
    expect(issues()).toEqual([['open', 'b']]);
    expect(await counted(well({ run: '13' }))).toBe('closed');
    expect(issues()).toEqual([['closed', 'b', 'well again']]);
    expect(requests).toEqual([1, 3, 3, 6]);
  });

  it('that was closed stays closed: the next alarm has its own', async () => {
    await alarm('a');
    await well({ run: '11' });
    await alarm('b', { run: '12' });
    expect(issues()).toEqual([
      ['closed', 'a', 'well again'],
      ['open', 'b'],
    ]);
  });

  it('is no business of another model, of a person or of a pull request', async () => {
    await alarm('other', { key: 'other' });
    const body = github.tables.issues.values().next().value?.body?.replace('issue=other', 'issue=visits');
    github.addIssue({ title: 'forged', author: 'eve', body: body ?? '' });
    await github.commit({ branch: 'change', files: { a: 'x' } });
    await github.openPull({ head: 'change', author: 'mia' });
    expect(await well()).toBe('none');
    expect(await alarm('a')).toBe('opened');
    expect(issues()).toEqual([
      ['open', 'other'],
      ['open', 'other'],
      ['open', 'a'],
    ]);
  });

  it('is found behind a hundred others', async () => {
    await alarm('a');
    for (let at = 0; at < 120; at++) github.addIssue({ title: `issue ${at}` });
    expect(await alarm('b', { run: '11' })).toBe('updated');
  });

  it('is not told by a run that began earlier and ends late', async () => {
    await alarm('newer', { run: '12' });
    expect(await alarm('older', { run: '11' })).toBe('superseded');
    expect(await well({ run: '11' })).toBe('superseded');
    expect(issues()).toEqual([['open', 'newer']]);
  });

  it('runs that race leave one open', async () => {
    await Promise.all(['1', '2', '3'].map((run) => alarm(run, { run })));
    await alarm('3', { run: '3' });
    expect(issues().filter(([state]) => state === 'open')).toEqual([['open', '3']]);
  });

  it('without the permission says which lines to add', async () => {
    await expect(alarm('a', { permissions: { issues: 'read' } })).rejects.toMatchObject({
      status: 403,
      hint: expect.stringContaining('issues: write'),
    });
  });
});

const STORY: readonly (readonly [string, () => Promise<string>, readonly unknown[]])[] = [
  ['opening', () => alarm('a', { run: '11' }), ['open', 'a']],
  ['updating', () => alarm('b', { run: '12' }), ['open', 'b']],
  ['closing', () => well({ run: '13' }), ['closed', 'b', 'well again']],
];

it('killed at any change and run again there is one issue, and one comment when it is closed', async () => {
  let points = 0;
  for (const [name, step, expected] of STORY) {
    const count = name === 'closing' ? 2 : 1;
    for (let k = 1; k <= count; k++)
      for (const when of ['killBeforeMutation', 'killAfterMutation'] as const) {
        await github.close();
        github = await startGithub();
        for (const [earlier, done] of STORY)
          if (earlier !== name) await done();
          else break;
        let isKilled = false;
        github[when](k, () => {
          isKilled = true;
        });
        await step().catch(() => undefined);
        github.revive();
        expect([name, k, when, isKilled]).toEqual([name, k, when, true]);
        points += 1;
        await step();
        expect([name, k, when, issues()]).toEqual([name, k, when, [expected]]);
      }
  }
  expect(points).toBe(8);
});

it.each(['drop-before', 'drop-after'] as const)('answers that are lost change nothing (%s)', async (kind) => {
  for (const [, step, expected] of STORY) {
    for (const match of [/^POST /, /^PATCH /]) github.faults.add({ match, kind });
    await step();
    github.faults.clear();
    expect(issues()).toEqual([expected]);
  }
});
