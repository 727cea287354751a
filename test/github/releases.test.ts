import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, connect } from './api-client.ts';
import { assetName } from './asset-name.ts';
import type { Github } from './github.ts';
import { startGithub } from './start-github.ts';

let github: Github;
let writer: Client;
let reader: Client;

beforeEach(async () => {
  github = await startGithub();
  writer = connect(github, github.token({ permissions: { contents: 'write' } }));
  reader = connect(github, github.token({ permissions: { contents: 'read' } }));
});

afterEach(() => github.close());

interface Release {
  readonly id: number;
  readonly upload_url: string;
  readonly tag_name: string;
}

async function draft(tag: string): Promise<Release> {
  return (await writer.post('/releases', { tag_name: tag, draft: true })).body as Release;
}

function upload(release: Release, name: string, bytes: string) {
  const url = release.upload_url.replace(/\{.*\}/, `?name=${encodeURIComponent(name)}`);
  return writer.request('POST', url, bytes);
}

async function head(): Promise<string> {
  return (await github.git.ref('refs/heads/main'))?.sha ?? '';
}

describe('drafts', () => {
  it('are seen by those who may write, and never by their tag', async () => {
    const { id } = await draft('v1');
    expect((await writer.get('/releases')).body).toMatchObject([{ id, draft: true, tag_name: 'v1' }]);
    expect((await reader.get('/releases')).body).toEqual([]);
    expect((await writer.get('/releases/tags/v1')).status).toBe(404);
    expect((await writer.get(`/releases/${id}`)).status).toBe(200);
    expect((await reader.get(`/releases/${id}`)).status).toBe(404);
    expect(await github.git.ref('refs/tags/v1')).toBeNull();
  });

  it('may share a tag until one is published', async () => {
    const [first, second] = [await draft('v1'), await draft('v1')];
    expect((await writer.patch(`/releases/${first.id}`, { tag_name: 'v1', draft: false })).status).toBe(200);
    const refused = await writer.patch(`/releases/${second.id}`, { tag_name: 'v1', draft: false });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }] },
    });
    expect((await reader.get('/releases/tags/v1')).body).toMatchObject({ id: first.id, draft: false });
  });

  it('lose their tag when changed without it', async () => {
    const { id } = await draft('v1');
    const changed = await writer.patch(`/releases/${id}`, { name: 'one' });
    expect(changed.body).toMatchObject({ name: 'one', tag_name: expect.stringMatching(/^untagged-/) });
  });
});

describe('publishing', () => {
  it('makes the tag at the target, or keeps the one that is there', async () => {
    const old = await head();
    await github.commit({ files: { a: '1' } });
    await writer.post('/releases', { tag_name: 'v1', target_commitish: old });
    expect((await github.git.ref('refs/tags/v1'))?.sha).toBe(old);
    await writer.post('/git/refs', { ref: 'refs/tags/v2', sha: old });
    await writer.post('/releases', { tag_name: 'v2', target_commitish: 'main' });
    expect((await github.git.ref('refs/tags/v2'))?.sha).toBe(old);
    expect((await writer.post('/releases', { tag_name: 'v3', target_commitish: 'none' })).status).toBe(422);
  });

  it('names the newest, unless told not to', async () => {
    await writer.post('/releases', { tag_name: 'a@v1.0.0' });
    await writer.post('/releases', { tag_name: 'b@v1.0.0', make_latest: 'false' });
    expect((await reader.get('/releases/latest')).body).toMatchObject({ tag_name: 'a@v1.0.0' });
  });

  it('is refused by a ruleset, in the words of a release', async () => {
    github.ruleset({ rules: ['creation'] });
    const answer = await writer.post('/releases', { tag_name: 'v1' });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: [
          { field: 'pre_receive', message: expect.stringContaining('Repository rule violations') },
          {},
        ],
      },
    });
    expect((await writer.get('/releases')).body).toEqual([]);
  });

  it('is refused as 404 for a commit with other workflows', async () => {
    const sha = await github.commit({ files: { '.github/workflows/ci.yml': 'on: push' } });
    await github.commit({ files: { '.github/workflows/ci.yml': 'on: pull_request' } });
    const answer = await writer.post('/releases', { tag_name: 'v1', target_commitish: sha });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-accepted-github-permissions')).toContain('workflows=write');
  });
});

describe('immutable releases', () => {
  it('keep their assets and their tag, and burn the tag for ever', async () => {
    github.immutableReleases = true;
    const release = await draft('v1');
    const asset = (await upload(release, 'model.onnx', 'bytes')).body as { id: number };
    const published = await writer.patch(`/releases/${release.id}`, { tag_name: 'v1', draft: false });
    expect(published.body).toMatchObject({ immutable: true });
    expect(await upload(release, 'more', 'x')).toMatchObject({
      status: 422,
      body: { message: 'Cannot upload assets to an immutable release.' },
    });
    expect((await writer.delete(`/releases/assets/${asset.id}`)).status).toBe(422);
    expect((await writer.delete('/git/refs/tags/v1')).status).toBe(422);
    expect((await writer.patch(`/releases/${release.id}`, { body: 'notes' })).status).toBe(200);
    expect((await writer.patch(`/releases/${release.id}`, { tag_name: 'v2' })).status).toBe(422);
    expect((await writer.delete(`/releases/${release.id}`)).status).toBe(204);
    expect((await writer.delete('/git/refs/tags/v1')).status).toBe(204);
    expect((await writer.post('/git/refs', { ref: 'refs/tags/v1', sha: await head() })).status).toBe(422);
    expect(await writer.post('/releases', { tag_name: 'v1' })).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'tag_name was used by an immutable release' }, {}] },
    });
  });

  it('are a setting that only an administrator reads', async () => {
    expect((await writer.get('/immutable-releases')).status).toBe(403);
    const admin = connect(github, github.token({ permissions: { administration: 'read' } }));
    expect((await admin.get('/immutable-releases')).status).toBe(404);
    github.immutableReleases = true;
    expect((await admin.get('/immutable-releases')).body).toMatchObject({ enabled: true });
  });
});

describe('assets', () => {
  it('have the digest of their bytes and are downloaded from another origin', async () => {
    const release = await draft('v1');
    const made = await upload(release, 'model.onnx', 'bytes');
    const digest = createHash('sha256').update('bytes').digest('hex');
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'model.onnx', size: 5, digest: `sha256:${digest}`, state: 'uploaded', label: '' },
    });
    const { id } = made.body as { id: number };
    const redirect = await writer.get(`/releases/assets/${id}`, { accept: 'application/octet-stream' });
    const location = redirect.headers.get('location') ?? '';
    expect([redirect.status, new URL(location).origin === github.url]).toEqual([302, false]);
    expect(await (await fetch(location)).text()).toBe('bytes');
    expect((await writer.get(location)).status).toBe(400);
    github.clock.advance(61);
    expect((await fetch(location)).status).toBe(403);
    expect((await reader.get(`/releases/assets/${id}`)).status).toBe(404);
  });

  it('are unique by name', async () => {
    const release = await draft('v1');
    await upload(release, 'a b', '1');
    expect(await upload(release, 'a.b', '2')).toMatchObject({
      status: 422,
      body: { errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }] },
    });
    expect((await writer.get(`/releases/${release.id}/assets`)).body).toMatchObject([
      { name: 'a.b', label: 'a b' },
    ]);
  });

  it('go with their release', async () => {
    const release = await draft('v1');
    const { id } = (await upload(release, 'a', '1')).body as { id: number };
    await writer.delete(`/releases/${release.id}`);
    expect((await writer.get(`/releases/assets/${id}`)).status).toBe(404);
  });

  it('are not empty', async () => {
    expect((await upload(await draft('v1'), 'empty', '')).status).toBe(400);
  });

  it.each([
    ['model.onnx', 'model.onnx'],
    ['my model.onnx', 'my.model.onnx'],
    ['a  (b)~c.txt', 'a.b.c.txt'],
    ['.hidden', 'default.hidden'],
    ['façade.txt', 'facade.txt'],
    ['x+y@z_1-2', 'x+y@z_1-2'],
    ['end.', 'end'],
  ])('are renamed: %s is %s', (given, kept) => {
    expect(assetName(given)).toBe(kept);
  });
});
