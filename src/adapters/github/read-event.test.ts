import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvent } from './read-event.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelyard-event-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(name: string, payload: object) {
  const path = join(folder, 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return readEvent({
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_REF: 'refs/heads/main',
  });
}

const repository = { default_branch: 'main', private: true };

describe('what the runner says of its event', () => {
  it('outside of GitHub Actions there is none', () => {
    expect(readEvent({})).toBeNull();
  });

  it('in a merge queue there is no pull request, but the commit on which the change is put', async () => {
    const merge_group = { base_sha: 'b'.repeat(40), head_sha: 'a'.repeat(40), base_ref: 'refs/heads/main' };
    expect(await read('merge_group', { merge_group, repository })).toMatchObject({
      name: 'merge_group',
      pull: null,
      queue: { base: 'b'.repeat(40) },
    });
  });

  it('elsewhere there is no queue', async () => {
    expect(await read('push', { repository })).toMatchObject({
      pull: null,
      queue: null,
      defaultBranch: 'main',
    });
  });

  it('a file that the runner did not write is told', async () => {
    await expect(read('push', { repository: 'main' })).rejects.toMatchObject({ code: 'outside' });
  });
});
