import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyStage } from '../../src/stages/verify/verify.ts';
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

const tag = (...args: string[]) =>
  git(github.gitUrl, '-c', 'user.name=Eve', '-c', 'user.email=eve@example.org', 'tag', ...args);
const release = (run?: Parameters<typeof releaseOn>[2]) => releaseOn(github, directory, run);
const calls = () => github.requests.map(({ method, operation }) => `${method} ${operation}`);

describe('a release on GitHub', () => {
  it('is a tag and a release with every file, made with few requests', async () => {
    expect((await release()).outcome).toBe('released');
    // Besides one upload for each file.
    expect(calls().filter((call) => !call.includes('/uploads/'))).toHaveLength(18);
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
    expect(github.requests.length - requests).toBeLessThanOrEqual(12);
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

describe('what is refused', () => {
  it('a commit that is not pushed', async () => {
    await makeCandidate(workshopContext(directory), 'two\n');
    await expect(release()).rejects.toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('Push it'),
    });
    expect(github.mutations).toBe(0);
  });

  it('a tag that a ruleset forbids: nothing is left behind', async () => {
    github.ruleset({ name: 'tags', target: 'tag', include: ['refs/tags/*@v*'], rules: ['creation'] });
    await expect(release()).rejects.toMatchObject({
      code: 'refused',
      exitCode: 1,
      message: expect.stringContaining('a ruleset of the repository forbids the tag visits@v1.0.0'),
    });
    expect(await stateOf(github)).toEqual({ tags: [], releases: [] });
  });

  it('a commit whose workflows differ from the default branch', async () => {
    const workflow = { '.github/workflows/ci.yml': 'on: push\n' };
    await github.commit({ files: workflow, message: 'workflow' });
    await git(directory, 'pull', '--quiet', github.gitUrl, 'main');
    await github.commit({ files: { '.github/workflows/ci.yml': 'on: pull_request\n' }, message: 'another' });
    await expect(release()).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringMatching(
        /workflow files .* differ from those of the default branch[\s\S]*workflows: write/,
      ),
    });
    expect(await stateOf(github)).toEqual({ tags: [], releases: [] });
  });

  it('a token that may only read, with the lines to add', async () => {
    const token = github.token({ permissions: { contents: 'read' } });
    await expect(release({ token })).rejects.toMatchObject({
      exitCode: 3,
      hint: expect.stringContaining('permissions:\n  contents: write\n'),
    });
    expect(await stateOf(github)).toEqual({ tags: [], releases: [] });
  });

  it('a token that nobody issued, without showing it', async () => {
    const token = 'ghs_secretsecretsecret';
    const error: Error & { hint?: string; exitCode?: number } = await release({ token }).catch(
      (each) => each,
    );
    expect(error).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('does not accept the token'),
    });
    expect(`${error.message}${error.hint}${error.stack}${JSON.stringify(error)}`).not.toContain(token);
  });

  it('a tag that was made by hand', async () => {
    await tag('visits@v1.0.0', 'main');
    await expect(release()).rejects.toMatchObject({
      code: 'unreadable',
      hint: expect.stringContaining('visits@v1.0.0!'),
    });
    await tag('-a', '-m', 'x', 'visits@v1.0.0!', 'main');
    expect((await release()).record.tag).toBe('visits@v1.0.1');
  });

  it('the tag of an immutable release that was deleted, and the next version is free', async () => {
    github.immutableReleases = true;
    await release();
    const token = github.token({ permissions: { contents: 'write' } });
    const [row] = github.tables.releases.values();
    await fetch(`${github.url}/repos/acme/models/releases/${row?.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    await forgetRuns(directory);
    await expect(release()).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('the tag visits@v1.0.0 exists, its release does not'),
    });
    await tag('-a', '-m', 'x', 'visits@v1.0.0!', 'main');
    expect((await release()).record.tag).toBe('visits@v1.0.1');
  });
});

describe('a release that somebody changed on GitHub', () => {
  const assetNamed = (name: string) =>
    [...github.tables.assets.values()].find((asset) => asset.name === name);

  it.each<[string, string, () => unknown]>([
    ['a file that is another one', 'every asset has its digest', () => replace('visits.onnx', 'evil')],
    [
      'a record that is another one',
      'release.json is the record that the tag names',
      () => replace('release.json', '{}'),
    ],
    ['a file that is gone', 'every asset has its digest', () => remove('visits.onnx')],
    ['a file that was added', 'the release holds nothing else', () => add('extra.txt')],
  ])('%s is found by verify', async (_, link, change) => {
    await release();
    await change();
    const { verdict, links } = await verifyStage(await githubForge(github, directory), 'visits@v1.0.0');
    expect([verdict, links.at(-1)?.link]).toEqual(['fail', link]);
  });

  async function remove(name: string): Promise<void> {
    const asset = assetNamed(name);
    if (asset === undefined) throw new Error(`no asset ${name}`);
    github.tables.assets.delete(asset.id);
  }
  async function add(name: string, content = 'x'): Promise<void> {
    const token = github.token({ permissions: { contents: 'write' } });
    const [row] = github.tables.releases.values();
    const answer = await fetch(
      `${github.url}/uploads/repos/acme/models/releases/${row?.id}/assets?name=${name}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: content,
      },
    );
    if (answer.status !== 201) throw new Error(await answer.text());
  }
  async function replace(name: string, content: string): Promise<void> {
    await remove(name);
    await add(name, content);
  }
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
