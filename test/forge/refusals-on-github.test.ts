import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyStage } from '../../src/stages/verify/verify.ts';
import { draftOf } from '../fixtures/forge/draft.ts';
import { forgetRuns, githubForge, githubOf, releaseOn, stateOf } from '../fixtures/forge/github-world.ts';
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

interface DraftFile {
  readonly name: string;
  readonly bytes: number;
}

const tag = (...args: string[]) =>
  git(github.gitUrl, '-c', 'user.name=Eve', '-c', 'user.email=eve@example.org', 'tag', ...args);
const release = (run?: Parameters<typeof releaseOn>[2]) => releaseOn(github, directory, run);

describe('what is refused', () => {
  it('a commit that is not pushed', async () => {
    await makeCandidate(workshopContext(directory), 'two\n');
    await expect(release()).rejects.toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('Push it'),
    });
    expect(github.mutations).toBe(0);
  });

  it.each<[string, (folder: string) => Promise<readonly DraftFile[]>, string]>([
    [
      'a file of 2 GiB',
      async (folder) => {
        // Sparse: it takes no room on the disk, and reading it would take seconds.
        await truncate(join(folder, 'm.onnx'), 2 ** 31);
        return [{ name: 'm.onnx', bytes: 2 ** 31 }];
      },
      'm.onnx has 2.15 GB',
    ],
    [
      'a thousand files besides those that every release has',
      async () => Array.from({ length: 1000 }, (_, at) => ({ name: `model/part-${at}`, bytes: 1 })),
      'the release has 1002 files',
    ],
  ])('%s: before anything is uploaded, with the way out', async (_, made, message) => {
    const forge = await githubForge(github, directory);
    const draft = await draftOf(forge, directory, ['visits', '1.0.0']);
    const files = await made(draft.folder);
    const assets = files.map((file) => ({ ...file, sha256: 'a'.repeat(64) }));
    const record = { ...draft.record, assets };
    await expect(forge.releases.saveDraft({ ...draft, record })).rejects.toMatchObject({
      code: 'input',
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringContaining('--forge local'),
    });
    expect(github.requests).toEqual([]);
  });

  const forbidden = {
    code: 'refused',
    exitCode: 1,
    message: expect.stringContaining('a ruleset of the repository forbids the tag visits@v1.0.0'),
  };
  const TAGS = { name: 'tags', target: 'tag', include: ['refs/tags/*@v*'], rules: ['creation'] } as const;

  it('a tag that a ruleset forbids, before anything is made', async () => {
    github.ruleset(TAGS);
    await expect(release()).rejects.toMatchObject(forbidden);
    expect(github.mutations).toBe(0);
  });

  it('the same where GitHub does not tell its rules: nothing is left behind', async () => {
    github.ruleset(TAGS);
    github.faults.add({ match: /^GET .*\/rulesets\?/, kind: 'status', status: 404 });
    await expect(release()).rejects.toMatchObject(forbidden);
    expect(github.mutations).toBeGreaterThan(0);
    expect(await stateOf(github)).toEqual({ tags: [], releases: [] });
  });

  it.each([
    ['that others may pass', { bypass: ['github-actions[bot]'] }],
    ['for other tags', { include: ['refs/tags/other@v*'] }],
    ['that is only watched', { enforcement: 'evaluate' }],
    ['against deletion', { rules: ['deletion', 'update'] }],
  ] as const)('not: a ruleset %s', async (_, change) => {
    github.ruleset({ ...TAGS, ...change });
    expect((await release()).outcome).toBe('released');
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
