import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptOn, leaveCandidate } from '../fixtures/forge/accepting-job.ts';
import { githubOf, releaseOn } from '../fixtures/forge/github-world.ts';
import {
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { MergeMethod } from '../github/git/merge-branches.ts';
import type { Github } from '../github/github.ts';

let github: Github;
let first: string;
const folders: string[] = [];
beforeEach(async () => {
  first = await makeRepository();
  folders.push(first);
  github = await githubOf(first);
  for (const login of ['mia', 'bob']) github.addUser(login);
  for (const login of ['eve', 'mallory']) github.addUser(login, 'read');
});
afterEach(async () => {
  await github.close();
  for (const folder of folders.splice(0)) {
    await removeRepository(folder);
    await removeRepository(`${folder}-archives`);
  }
});

async function clone(branch = 'main'): Promise<string> {
  const directory = `${first}-${folders.length}`;
  folders.push(directory);
  await git(first, 'clone', '--quiet', '--branch', branch, github.gitUrl, directory);
  await git(directory, 'config', 'user.name', 'Ada');
  await git(directory, 'config', 'user.email', 'ada@example.org');
  return directory;
}

async function released(): Promise<void> {
  await makeCandidate(workshopContext(first));
  await releaseOn(github, first);
}

/** A pull request of mia's own branch whose check left nothing: what it brings could only be trained again. */
async function propose(branch: string, files: Record<string, string>): Promise<number> {
  for (const [name, content] of Object.entries(files))
    await github.commit({ branch, files: { [name]: content }, author: 'mia' });
  return github.openPull({ head: branch, author: 'mia' });
}

const approve = (pull: number, user = 'bob') => github.review(pull, { user, state: 'APPROVED' });

const REVIEW = { approval: 'review', onMismatch: 'retrain' } as const;

async function accept(options: Parameters<typeof acceptOn>[2] = { release: REVIEW }) {
  return acceptOn(github, await clone(), options);
}

describe('approval: review with on_mismatch: retrain', () => {
  it.each<MergeMethod>(['merge', 'squash', 'rebase'])('refuses a %s that nobody approved', async (method) => {
    await released();
    await github.mergePull(await propose('model', { 'weights.txt': 'sneaky\n' }), method, 'mia');
    const record = await accept();
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused', candidate: null, approvedBy: null });
    expect(record.reason).toContain('nobody else approved the last change of weights.txt');
  });

  it.each<MergeMethod>(['merge', 'squash', 'rebase'])('trains an approved %s again', async (method) => {
    await released();
    const pull = await propose('model', {
      'weights.txt': 'good\n',
      'params.txt': 'a\n',
      'README.md': 'words\n',
    });
    approve(pull);
    await github.mergePull(pull, method, 'bob');
    expect(await accept()).toMatchObject({ outcome: 'retrained', approvedBy: 'bob', pullRequest: pull });
  });

  it.each<[string, (pull: number) => Promise<unknown> | unknown]>([
    ['its author', (pull) => approve(pull, 'mia')],
    ['somebody who may only read', (pull) => approve(pull, 'eve')],
    [
      'somebody who then asked for changes',
      (pull) => {
        approve(pull);
        github.review(pull, { user: 'bob', state: 'CHANGES_REQUESTED' });
      },
    ],
    [
      'somebody before its last commit',
      async (pull) => {
        approve(pull);
        await github.commit({ branch: 'model', files: { 'weights.txt': 'later\n' }, author: 'mia' });
      },
    ],
    [
      'somebody while it went to another branch',
      async (pull) => {
        await github.commit({ branch: 'easy', files: { x: 'y' } });
        await github.retarget(pull, 'easy');
        approve(pull);
        await github.retarget(pull, 'main');
      },
    ],
  ])('refuses what was approved only by %s', async (_, prepare) => {
    await released();
    const pull = await propose('model', { 'weights.txt': 'sneaky\n' });
    await prepare(pull);
    await github.mergePull(pull, 'squash', 'mia');
    expect(await accept()).toMatchObject({ verdict: 'fail', outcome: 'refused', pullRequest: pull });
  });

  it('refuses a direct push of an input, of the rules, and of a workflow', async () => {
    await released();
    for (const name of ['weights.txt', 'modelyard.yml', '.github/workflows/train.yml']) {
      await github.commit({ branch: 'main', files: { [name]: `${name}\n` }, author: 'mia' });
      const record = await accept({ retrain: true, release: REVIEW });
      expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused', pullRequest: null });
      expect(record.reason).toContain(`${name}`);
      expect(record.reason).toContain('pushed directly');
    }
  });

  it('an approved merge on top does not carry an unapproved one in', async () => {
    await released();
    await github.mergePull(await propose('model', { 'weights.txt': 'sneaky\n' }), 'squash', 'mia');
    const docs = await propose('docs', { 'README.md': 'docs\n', 'params.txt': 'p\n' });
    approve(docs);
    await github.mergePull(docs, 'rebase', 'bob');
    expect((await accept()).reason).toContain('weights.txt');
    const repair = await propose('repair', { 'weights.txt': 'reviewed\n' });
    approve(repair);
    await github.mergePull(repair, 'squash', 'bob');
    expect(await accept()).toMatchObject({ outcome: 'retrained', approvedBy: 'bob' });
  });

  it('is not decided in a shallow clone, whose oldest commit seems to have brought everything', async () => {
    await released();
    await github.mergePull(await propose('model', { 'weights.txt': 'sneaky\n' }), 'squash', 'mia');
    const docs = await propose('docs', { 'params.txt': 'p\n' });
    approve(docs);
    await github.mergePull(docs, 'squash', 'bob');
    const directory = await clone();
    await git(directory, 'fetch', '--quiet', '--depth', '1', '--tags');
    await expect(acceptOn(github, directory, { release: REVIEW })).rejects.toThrow('this clone is shallow');
  });

  it('refuses the deletion of an input that nobody approved', async () => {
    await released();
    const pull = await propose('model', { 'params.txt': 'p\n', 'weights.txt': 'w\n' });
    approve(pull);
    await github.mergePull(pull, 'squash', 'bob');
    const directory = await clone();
    await git(directory, 'rm', '--quiet', 'params.txt');
    await git(directory, 'commit', '--quiet', '--message', 'gone');
    await git(directory, 'push', '--quiet', 'origin', 'HEAD:main');
    expect((await accept()).reason).toContain('params.txt');
  });

  it('words pushed directly after an approved merge change nothing', async () => {
    await released();
    const pull = await propose('model', { 'weights.txt': 'good\n' });
    approve(pull);
    await github.mergePull(pull, 'squash', 'bob');
    await github.commit({ branch: 'main', files: { 'README.md': 'typo\n' } });
    expect(await accept()).toMatchObject({ outcome: 'retrained', approvedBy: 'bob', pullRequest: pull });
  });

  it.each([false, true])('holds for what the merge queue lands; approved: %s', async (isApproved) => {
    await released();
    const one = await propose('one', { 'weights.txt': 'better\n' });
    const two = await propose('two', { 'params.txt': 'seed\n' });
    approve(two);
    if (isApproved) approve(one);
    await github.landQueue(await github.queue([one, two], 'squash'));
    const record = await accept();
    expect(record.outcome).toBe(isApproved ? 'retrained' : 'refused');
    if (!isApproved) expect(record).toMatchObject({ pullRequest: one });
  });

  it.each([false, true])('holds for a fork; approved: %s', async (isApproved) => {
    await released();
    const headRepo = 'mallory/models';
    await github.commit({
      branch: 'theirs',
      fork: headRepo,
      files: { 'weights.txt': 'x\n' },
      author: 'mallory',
    });
    const pull = await github.openPull({ head: 'theirs', headRepo, author: 'mallory' });
    if (isApproved) approve(pull);
    await github.mergePull(pull, 'squash', 'mia');
    expect((await accept()).outcome).toBe(isApproved ? 'retrained' : 'refused');
    expect((await accept({ release: { approval: 'review' } })).outcome).toBe(
      isApproved ? 'retrained' : 'refused',
    );
  });

  it('holds for from: retrain, and asks for nothing where only the data are fresh', async () => {
    await released();
    expect((await accept({ retrain: true, release: REVIEW })).outcome).toBe('unchanged');
    await github.mergePull(await propose('model', { 'weights.txt': 'sneaky\n' }), 'squash', 'mia');
    const release = { approval: 'review', from: 'retrain' } as const;
    expect((await accept({ release })).outcome).toBe('refused');
    expect((await accept({ release: { ...release, approval: 'merge' } })).outcome).toBe('retrained');
  });

  it('the first release needs an approval of what brought modelyard.yml', async () => {
    const record = await accept();
    expect(record).toMatchObject({ outcome: 'refused' });
    expect(record.reason).toContain('pushed directly');
  });

  it('takes no candidate that nobody approved', async () => {
    await released();
    const pull = await propose('model', { 'weights.txt': 'good\n' });
    const checkout = await clone('model');
    await writeFile(join(checkout, 'weights.txt'), 'good\n');
    await makeCandidate(workshopContext(checkout));
    const headSha = await git(checkout, 'rev-parse', 'HEAD');
    await leaveCandidate(github, checkout, { headSha, headBranch: 'model' });
    await github.mergePull(pull, 'squash', 'mia');
    expect(await accept()).toMatchObject({ outcome: 'refused', pullRequest: pull });
    expect(await accept({})).toMatchObject({ outcome: 'accepted', pullRequest: pull });
  });
});
