import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draftOf } from '../fixtures/forge/draft.ts';
import {
  ASSETS,
  expectOneRelease,
  forgetRuns,
  githubForge,
  githubOf,
  pushTo,
  releaseOn,
  stateOf,
} from '../fixtures/forge/github-world.ts';
import {
  copyRepository,
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { Github } from '../github/github.ts';

let template: string;
let directory: string;
let github: Github;
beforeAll(async () => {
  template = await makeRepository();
  await makeCandidate(workshopContext(template));
});
beforeEach(async () => {
  directory = await copyRepository(template);
  github = await githubOf(directory);
});
afterEach(async () => {
  await github.close();
  await removeRepository(directory);
});
afterAll(() => removeRepository(template));

const release = (run?: Parameters<typeof releaseOn>[2]) => releaseOn(github, directory, run);
const calls = () => github.requests.map(({ method, operation }) => `${method} ${operation}`);

describe('a release on GitHub', () => {
  it('is a tag and a release with every file, made with few requests', async () => {
    expect((await release()).outcome).toBe('released');
    // Besides one upload for each file.
    expect(calls().filter((call) => !call.includes('/uploads/'))).toHaveLength(15);
    await expectOneRelease(github, directory);
    const [row] = github.tables.releases.values();
    expect(row).toMatchObject({
      latest: false,
      name: 'visits@v1.0.0',
      body: expect.stringContaining('visits'),
    });
    expect(row?.body).not.toMatch(/^---/);
  });

  it('of the same candidate again changes nothing and asks little', async () => {
    await release();
    const [mutations, requests] = [github.mutations, github.requests.length];
    expect((await release()).outcome).toBe('unchanged');
    expect(github.mutations).toBe(mutations);
    // Seven, and two to see at which threshold it was released.
    expect(github.requests.length - requests).toBe(9);
  });

  it('of the next candidate has the next version, and is compared with what GitHub holds', async () => {
    await release();
    await makeCandidate(workshopContext(directory), 'two\n');
    await pushTo(github, directory);
    await forgetRuns(directory);
    const { record } = await release();
    expect(record).toMatchObject({ tag: 'visits@v1.0.1', previous: 'visits@v1.0.0', bump: 'patch' });
    const { releases } = await stateOf(github);
    expect(releases.map(({ tag: name, draft, assets }) => [name, draft, assets])).toEqual([
      ['visits@v1.0.0', false, ASSETS],
      ['visits@v1.0.1', false, ASSETS],
    ]);
  });

  it('is claimed by one of two runs, and found by the other', async () => {
    const other = await copyRepository(directory);
    const results = await Promise.all([release(), releaseOn(github, other)]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['released', 'unchanged']);
    expect(results[0].record).toEqual(results[1].record);
    await removeRepository(other);
    await expectOneRelease(github, directory);
  });

  it('of two candidates at the same time are two releases', async () => {
    const other = await copyRepository(directory);
    await makeCandidate(workshopContext(other), 'other\n');
    await pushTo(github, other, 'other');
    const results = await Promise.all([release(), releaseOn(github, other)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['released', 'released']);
    await removeRepository(other);
    const { tags, releases } = await stateOf(github);
    expect(tags).toHaveLength(2);
    expect(releases.map(({ draft, assets }) => [draft, assets.length])).toEqual([
      [false, ASSETS.length],
      [false, ASSETS.length],
    ]);
  });

  it('can be immutable', async () => {
    github.immutableReleases = true;
    await release();
    expect([...github.tables.releases.values()][0]?.immutable).toBe(true);
    await expectOneRelease(github, directory);
  });

  it('is made although lists lag behind', async () => {
    github.staleReads = 3;
    expect((await release()).outcome).toBe('released');
    github.staleReads = 0;
    await release();
    await expectOneRelease(github, directory);
  });
});

it('drafts that no run can claim any more are removed, others are left', async () => {
  const forge = await githubForge(github, directory);
  const old = new Date(Date.now() - 25 * 3600_000).toISOString();
  for (const [version, at] of [
    ['1.0.0', new Date().toISOString()],
    ['3.0.0', old],
    ['4.0.0', new Date().toISOString()],
  ] as const)
    await forge.releases.saveDraft(await draftOf(forge, directory, ['visits', version], { at }));
  const token = github.token({ permissions: { contents: 'write' } });
  await fetch(`${github.url}/repos/acme/models/releases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tag_name: 'v9', draft: true, body: 'somebody else' }),
  });
  await release();
  const { releases } = await stateOf(github);
  expect(releases.map(({ tag: name, draft }) => [name, draft])).toEqual([
    ['visits@v4.0.0', true],
    ['v9', true],
    ['visits@v1.0.0', false],
  ]);
});

it('a run in a clone that has the tags asks for none of them', async () => {
  await release();
  await git(directory, 'fetch', '--quiet', '--tags', github.gitUrl);
  const before = github.requests.length;
  await (await githubForge(github, directory)).releases.listReleases();
  expect(calls().slice(before)).toEqual([
    'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    'GET /repos/{owner}/{repo}/releases',
  ]);
});
