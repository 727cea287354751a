import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptOn, leaveCandidate } from '../fixtures/forge/accepting-job.ts';
import { githubOf } from '../fixtures/forge/github-world.ts';
import {
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { MergeMethod } from '../github/git/merge-branches.ts';
import type { Github } from '../github/github.ts';
import type { NewRun } from '../github/seed/seed-actions.ts';

/** The branch's checkout, in which the candidate was judged, and the one of `main` after the merge. */
let branch: string;
let main: string;
let github: Github;
let pull: number;
beforeEach(async () => {
  branch = await makeRepository();
  github = await githubOf(branch);
  github.addUser('mia');
  github.addUser('bob');
  await git(branch, 'checkout', '--quiet', '-b', 'better');
  await writeFile(join(branch, 'weights.txt'), 'better\n');
  await git(branch, 'commit', '--quiet', '--all', '--message', 'better');
  await git(branch, 'push', '--quiet', github.gitUrl, 'HEAD:refs/heads/better');
  pull = await github.openPull({ head: 'better', author: 'mia' });
  await makeCandidate(workshopContext(branch));
  main = `${branch}-main`;
});
afterEach(async () => {
  await github.close();
  for (const folder of [branch, main, `${branch}-archives`]) await removeRepository(folder);
});

/** What the check of the pull request left on the platform. */
async function check(attempt = 1, run: Partial<NewRun> = {}): Promise<number> {
  const headSha = await git(branch, 'rev-parse', 'HEAD');
  return leaveCandidate(github, branch, { headSha, headBranch: 'better', attempt, ...run });
}

async function merge(method: MergeMethod = 'squash'): Promise<void> {
  await github.mergePull(pull, method, 'bob');
  await checkoutMain();
}

async function checkoutMain(): Promise<void> {
  await removeRepository(main);
  await git(branch, 'clone', '--quiet', '--branch', 'main', github.gitUrl, main);
  for (const [key, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@example.org'],
  ] as const)
    await git(main, 'config', key, value);
}

const accept = () => acceptOn(github, main);

describe('accept on GitHub', () => {
  it.each<MergeMethod>(['merge', 'squash', 'rebase'])(
    'takes the reviewed bytes after a %s',
    async (method) => {
      await check();
      await merge(method);
      expect(await accept()).toMatchObject({
        verdict: 'pass',
        outcome: 'accepted',
        pullRequest: pull,
        approvedBy: null,
      });
    },
  );

  it('needs no right to write, and few requests', async () => {
    await check();
    await merge();
    const before = github.mutations;
    const asked = github.requests.length;
    await accept();
    expect(github.mutations).toBe(before);
    expect(github.requests.length - asked).toBeLessThanOrEqual(13);
  });

  it('a re-run after the approval does not replace what was approved', async () => {
    await check();
    github.review(pull, { user: 'bob', state: 'APPROVED' });
    await writeFile(join(branch, 'weights.txt'), 'sneaky\n');
    await makeCandidate(workshopContext(branch));
    await check(2);
    await merge();
    expect(await accept()).toMatchObject({ outcome: 'accepted', approvedBy: 'bob' });
  });

  it('attempts with different bytes and no review are refused', async () => {
    await check();
    const other = workshopContext(branch, {
      model: {
        train: { ...workshopContext(branch).model.train, run: 'mkdir -p out && date +%N > out/visits.onnx' },
      },
    });
    await makeCandidate(other);
    await check(2);
    await merge();
    expect((await accept()).mismatch).toContain('trained different bytes');
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['no run judged it', async () => undefined, 'no run of'],
    [
      'another workflow made the artifact',
      () => check(1, { path: '.github/workflows/evil.yml' }),
      'no run of',
    ],
    ['a fork made the artifact', () => check(1, { headRepo: 'mallory/models' }), 'no run of'],
    ['it was made on push', () => check(1, { event: 'push' }), 'no run of'],
    [
      'it was judged when it went to another branch, also where that check ran again afterwards',
      async () => {
        await github.commit({ branch: 'easy', files: { x: 'y' } });
        const headSha = await git(branch, 'rev-parse', 'HEAD');
        await github.retarget(pull, 'easy');
        const began = github.clock.iso();
        await github.retarget(pull, 'main');
        await leaveCandidate(github, branch, { headSha, headBranch: 'better', attempt: 2, createdAt: began });
      },
      'was sent to another branch',
    ],
    [
      'a second pull request is open from the branch',
      async () => {
        await check();
        await github.commit({ branch: 'release', files: { x: 'y' } });
        await github.openPull({ head: 'better', base: 'release', author: 'mia' });
      },
      'another pull request',
    ],
  ])('refuses where %s', async (_, prepare, reason) => {
    await prepare();
    await merge();
    const record = await accept();
    expect(record).toMatchObject({ verdict: 'fail', outcome: 'refused' });
    expect(record.mismatch).toContain(reason);
  });

  it('refuses where the pull request edits a workflow', async () => {
    await github.commit({
      branch: 'better',
      files: { '.github/workflows/modelyard.yml': 'on: push' },
      author: 'mia',
    });
    await git(branch, 'pull', '--quiet', github.gitUrl, 'better');
    await check();
    await merge();
    expect((await accept()).mismatch).toContain('under .github/');
  });

  it('refuses a direct push', async () => {
    await check();
    await github.commit({ branch: 'main', files: { 'weights.txt': 'direct\n' } });
    await checkoutMain();
    expect((await accept()).mismatch).toContain('pushed directly');
  });

  it('refuses where main moved and the merge is something else than what was judged', async () => {
    await check();
    await github.commit({ branch: 'main', files: { 'params.txt': 'new input\n' } });
    await merge();
    expect((await accept()).mismatch).toContain('not what the candidate was trained from');
  });

  it('an artifact whose bytes are not the listed ones is an error', async () => {
    const id = await check();
    const row = github.tables.artifacts.get(id);
    if (row !== undefined) github.tables.artifacts.set(id, { ...row, digest: `sha256:${'0'.repeat(64)}` });
    await merge();
    await expect(accept()).rejects.toMatchObject({ code: 'outside' });
  });

  it.each(['fork', 'Dependabot'])(
    'trains again what came from %s, and takes nothing that its run left',
    async (whose) => {
      const login = whose === 'fork' ? 'mallory' : 'dependabot[bot]';
      const headRepo = whose === 'fork' ? 'mallory/models' : `${github.owner}/${github.repo}`;
      github.addUser(login, 'read');
      const fork = whose === 'fork' ? { fork: headRepo } : {};
      const content = readFileSync(join(branch, 'weights.txt'), 'utf8');
      await github.commit({ branch: 'theirs', ...fork, files: { 'weights.txt': content }, author: login });
      pull = await github.openPull({ head: 'theirs', headRepo, author: login });
      const headSha = github.tables.pulls.get(pull)?.headSha ?? '';
      // As good as an own run in everything but where it came from.
      await check(1, { headRepo, headBranch: 'theirs', headSha, actor: login });
      await merge();
      const record = await accept();
      expect(record).toMatchObject({ outcome: 'retrained', pullRequest: pull });
      expect(record.mismatch).toContain(whose);
      expect(github.requests.filter(({ path }) => path.includes('/zip'))).toEqual([]);
    },
  );
});
