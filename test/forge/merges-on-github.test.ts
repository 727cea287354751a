import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherExperiments } from '../../src/stages/experiments/gather.ts';
import { type AcceptingJob, acceptOn, leaveCandidate } from '../fixtures/forge/accepting-job.ts';
import { githubForge, githubOf, pushTo, releaseOn } from '../fixtures/forge/github-world.ts';
import {
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { Github } from '../github/github.ts';

let github: Github;
let first: string;
const folders: string[] = [];
beforeEach(async () => {
  first = await makeRepository();
  folders.push(first);
  github = await githubOf(first);
  for (const login of ['mia', 'bob']) github.addUser(login);
  await makeCandidate(workshopContext(first));
  await releaseOn(github, first);
});
afterEach(async () => {
  await github.close();
  for (const folder of folders.splice(0)) {
    await removeRepository(folder);
    await removeRepository(`${folder}-archives`);
  }
});

/** A clone of a branch, as a runner has it. */
async function clone(branch = 'main'): Promise<string> {
  const directory = `${first}-${folders.length}`;
  folders.push(directory);
  await git(first, 'clone', '--quiet', '--branch', branch, github.gitUrl, directory);
  await git(directory, 'config', 'user.name', 'Ada');
  await git(directory, 'config', 'user.email', 'ada@example.org');
  return directory;
}

/** A pull request that changes one file, judged on its merge with `main`: its check left the candidate. */
async function propose(branch: string, name: string, content: string): Promise<number> {
  const headSha = await github.commit({ branch, files: { [name]: content }, author: 'mia' });
  const pull = await github.openPull({ head: branch, author: 'mia' });
  const checkout = await clone(branch);
  await git(checkout, 'merge', '--quiet', '--message', 'as the runner', 'origin/main');
  await makeCandidate(workshopContext(checkout));
  await leaveCandidate(github, checkout, { headSha, headBranch: branch });
  return pull;
}

/** What the jobs of a push to `main` do: accept, and where there is something to release, release it. */
async function push(job: AcceptingJob = {}) {
  const directory = await clone();
  const accepted = await acceptOn(github, directory, job);
  if (accepted.verdict !== 'pass') return { accepted, released: null };
  return { accepted, released: (await releaseOn(github, directory)).record };
}

const tags = async () => (await githubForge(github, first)).releases.listReleases();
const versions = async () => (await tags()).releases.map(({ tag }) => tag);

it('a merge after a release is accepted with few requests, besides those for the files of that release', async () => {
  await github.mergePull(await propose('model', 'weights.txt', 'better\n'), 'squash', 'bob');
  const directory = await clone();
  const before = github.requests.length;
  expect((await acceptOn(github, directory)).outcome).toBe('accepted');
  const asked = github.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
  const isFile = (request: string) => /^GET \/(repos\/.*\/releases\/assets\/\d+|storage\/)/.test(request);
  expect(asked.filter(isFile).length).toBeGreaterThan(5);
  expect(asked.filter((request) => !isFile(request)).length).toBeLessThanOrEqual(13);
});

describe('several merges', () => {
  it('in one push: the newest state is released, and what it takes the place of is recorded', async () => {
    const one = await propose('one', 'weights.txt', 'one more\n');
    await github.mergePull(one, 'squash', 'bob');
    const between = await github.git.commitOf('main');
    const two = await propose('two', 'weights.txt', 'two\n');
    await github.mergePull(two, 'squash', 'bob');
    const { accepted, released } = await push();
    const superseded = [{ commit: between, pullRequest: one }];
    expect(accepted).toMatchObject({ outcome: 'accepted', pullRequest: two, superseded });
    expect(accepted.reason).toContain(`in place of #${one}, merged since and never released`);
    expect(released).toMatchObject({ tag: 'visits@v1.0.1', origin: 'reviewed', superseded });
    expect(await versions()).toEqual(['visits@v1.0.1', 'visits@v1.0.0']);
    const fresh = await clone();
    const { experiments, skipped } = await gatherExperiments(
      workshopContext(fresh),
      await githubForge(github, fresh),
    );
    expect(skipped).toEqual([]);
    expect(experiments.map(({ where, pullRequest }) => [where, pullRequest])).toEqual(
      expect.arrayContaining([[['log'], one]]),
    );
    expect(experiments).toHaveLength(3);
  });

  it('the last of which touched no input: the candidate of the one before is taken, whose run was cancelled', async () => {
    const model = await propose('model', 'weights.txt', 'better\n');
    const docs = await propose('docs', 'README.md', 'docs\n');
    await github.mergePull(model, 'merge', 'bob');
    await github.mergePull(docs, 'merge', 'bob');
    const { accepted, released } = await push();
    expect(accepted).toMatchObject({ outcome: 'accepted', pullRequest: model, mismatch: null });
    expect(accepted.superseded).toBeUndefined();
    expect(released).toMatchObject({ tag: 'visits@v1.0.1', origin: 'reviewed' });
  });

  it('and a direct push that touched no input: what was reviewed is still what is there', async () => {
    const model = await propose('model', 'weights.txt', 'better\n');
    await github.mergePull(model, 'rebase', 'bob');
    await github.commit({ branch: 'main', files: { 'README.md': 'typo\n' } });
    expect((await push()).accepted).toMatchObject({ outcome: 'accepted', pullRequest: model });
  });

  it('after which somebody pushes an input: refused, or trained again', async () => {
    const model = await propose('model', 'weights.txt', 'better\n');
    await github.mergePull(model, 'squash', 'bob');
    await github.commit({ branch: 'main', files: { 'weights.txt': 'direct\n' } });
    const { accepted } = await push();
    expect(accepted).toMatchObject({ outcome: 'refused', pullRequest: null });
    expect(accepted.mismatch).toContain('pushed directly');
    const { released } = await push({ release: { onMismatch: 'retrain' } });
    expect(released).toMatchObject({ tag: 'visits@v1.0.1', origin: 'retrained' });
  });

  it('of which none touched an input release nothing', async () => {
    await github.mergePull(await propose('docs', 'README.md', 'docs\n'), 'squash', 'bob');
    const { accepted, released } = await push();
    expect(accepted).toMatchObject({ verdict: 'pass', outcome: 'unchanged' });
    expect(accepted.reason).toBe('nothing to release: visits@v1.0.0 was trained from these very inputs');
    expect(released?.tag).toBe('visits@v1.0.0');
    expect(await versions()).toEqual(['visits@v1.0.0']);
  });

  it('that took a change back release nothing either', async () => {
    await github.mergePull(await propose('model', 'weights.txt', 'better\n'), 'squash', 'bob');
    await github.mergePull(await propose('revert', 'weights.txt', 'one\n'), 'squash', 'bob');
    expect((await push()).accepted.outcome).toBe('unchanged');
  });
});

describe('a merge queue', () => {
  it('lands one pull request by the queue’s own commit: accepted', async () => {
    const model = await propose('model', 'weights.txt', 'better\n');
    const queue = await github.queue([model], 'squash');
    expect(await versions()).toEqual(['visits@v1.0.0']);
    await github.landQueue(queue);
    expect(await github.git.commitOf('main')).toBe(queue[0]?.commit);
    const { accepted, released } = await push();
    expect(accepted).toMatchObject({ outcome: 'accepted', pullRequest: model, commit: queue[0]?.commit });
    expect(released).toMatchObject({ tag: 'visits@v1.0.1', commit: queue[0]?.commit });
  });

  it('lands several with one push: the one that brought the inputs is found', async () => {
    const model = await propose('model', 'weights.txt', 'better\n');
    const docs = await propose('docs', 'README.md', 'docs\n');
    await github.landQueue(await github.queue([model, docs], 'merge'));
    expect((await push()).accepted).toMatchObject({ outcome: 'accepted', pullRequest: model });
  });

  it('combines two changes that nobody saw together: refused, or trained again in place of both', async () => {
    const one = await propose('one', 'weights.txt', 'better\n');
    const two = await propose('two', 'params.txt', 'seed\n');
    await github.landQueue(await github.queue([one, two], 'squash'));
    const { accepted } = await push();
    expect(accepted).toMatchObject({ outcome: 'refused', pullRequest: two });
    expect(accepted.mismatch).toContain('not what the candidate was trained from');
    const again = await push({ release: { onMismatch: 'retrain' } });
    expect(again.accepted.superseded).toMatchObject([{ pullRequest: one }]);
    expect(again.released).toMatchObject({ tag: 'visits@v1.0.1', origin: 'retrained' });
  });
});

it('an accepted candidate is released where the training data are not: the job that writes need not fetch them', async () => {
  const directory = await clone();
  await git(directory, 'rm', '--quiet', '--cached', 'data/train.csv');
  await writeFile(join(directory, '.gitignore'), '.modelyard/\nout/\ndata/train.csv\n');
  await writeFile(join(directory, 'weights.txt'), 'fresh\n');
  await git(directory, 'commit', '--quiet', '--all', '--message', 'data outside git');
  await pushTo(github, directory);
  const accepted = await acceptOn(github, directory, { release: { from: 'retrain' } });
  expect(accepted.outcome).toBe('retrained');
  await removeRepository(join(directory, 'data/train.csv'));
  expect((await releaseOn(github, directory)).record).toMatchObject({
    tag: 'visits@v1.0.1',
    origin: 'retrained',
  });
});
