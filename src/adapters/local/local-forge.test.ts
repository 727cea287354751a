import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimed } from '../../../test/fixtures/forge/draft.ts';
import { forgeOf } from '../../../test/fixtures/release/ports.ts';
import {
  git,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import type { Forge, LogEntry } from '../../ports/forge.ts';

let directory: string;
let forge: Forge;
beforeEach(async () => {
  directory = await makeRepository();
  forge = await forgeOf(workshopContext(directory));
});
afterEach(() => removeRepository(directory));

const claim = (model: string, version: string) => claimed(forge, directory, [model, version]);
const publish = async (model: string, version: string) => forge.releases.publish(await claim(model, version));
const annotate = (tag: string, message = 'x') => git(directory, 'tag', '-a', '-m', message, tag);
const store = (...parts: string[]) => join(directory, '.git/modelyard', ...parts);

describe('releases of the local forge', () => {
  it('what is claimed and not published can be read, and published by anybody', async () => {
    const tag = await claim('churn', '1.0.0');
    const [listed] = (await forge.releases.listReleases()).releases;
    expect(listed).toMatchObject({ tag: 'churn@v1.0.0', published: false });
    expect((await forge.releases.readRelease(tag)).folder).toContain('drafts');
    const [first, second] = await Promise.all([forge.releases.publish(tag), forge.releases.publish(tag)]);
    expect(first.folder).toBe(store('releases/churn@v1.0.0'));
    expect(second.folder).toBe(first.folder);
  });

  it('publishing takes away what nobody can claim any more, and nothing of a living run', async () => {
    const alive = `${'c'.repeat(64)}.${process.ppid}`;
    for (const name of [alive, `${'d'.repeat(64)}.999999999`])
      await mkdir(store('drafts', name), { recursive: true });
    await publish('churn', '1.0.0');
    expect(await readdir(store('drafts'))).toEqual([alive]);
  });

  it('a tag without its assets is unreadable, never absent', async () => {
    const { tag } = await publish('churn', '1.0.0');
    await rm(store('releases'), { recursive: true });
    await expect(forge.releases.readRelease(tag)).rejects.toMatchObject({ code: 'unreadable' });
    await expect(forge.releases.publish(tag)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('a record that is not the one that the tag names is unreadable', async () => {
    const one = await publish('churn', '1.0.0');
    const two = await publish('churn', '1.1.0');
    await rm(one.folder, { recursive: true });
    await rename(two.folder, one.folder);
    await expect(forge.releases.readRelease(one.tag)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('a version is withdrawn alone, and a model only up to the moment when it was deprecated', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publish('churn', version);
    await annotate('churn@v1.1.0!');
    await publish('churn-eu', '1.1.0');
    const env = { ...process.env, GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' };
    execFileSync('git', ['tag', '-a', '-m', 'x', 'churn@deprecated'], { cwd: directory, env });
    const { releases } = await forge.releases.listReleases();
    expect(releases.filter(({ withdrawn }) => withdrawn).map(({ tag }) => tag)).toEqual(['churn@v1.1.0']);
  });

  it('a shallow clone does not claim to know everything', async () => {
    await git(directory, 'commit', '--quiet', '--allow-empty', '--message', 'second');
    const shallow = `${directory}-shallow`;
    await git(directory, 'clone', '--quiet', '--depth=1', `file://${directory}`, shallow);
    const { complete } = await (await forgeOf(workshopContext(shallow))).releases.listReleases();
    await removeRepository(shallow);
    expect(complete).toBe(false);
  });

  it('are shared by all work trees', async () => {
    const other = `${directory}-other`;
    await git(directory, 'worktree', 'add', '--quiet', other);
    await publish('churn', '1.0.0');
    const seen = await forgeOf(workshopContext(other));
    const { releases } = await seen.releases.listReleases();
    expect(releases[0] && (await seen.releases.readRelease(releases[0])).record.tag).toBe('churn@v1.0.0');
    await removeRepository(other);
  });
});

const entry = (model: string): Omit<LogEntry, 'previous'> => ({
  kind: 'monitor',
  at: '2026-01-05T10:00:00.000Z',
  model,
  body: { text: '"\u2028$'.concat('{{ x }}') },
});

describe('the log of the local forge', () => {
  it('touches neither work tree nor index nor HEAD', async () => {
    await writeFile(join(directory, 'weights.txt'), 'changed\n');
    await git(directory, 'add', 'weights.txt');
    // One after the other: both take the lock of the index.
    const look = async () => [
      await git(directory, 'status', '--porcelain=2', '--branch'),
      await git(directory, 'write-tree'),
    ];
    const before = await look();
    await forge.log.append(entry('a'));
    expect(await look()).toEqual(before);
  });

  it('names a lock that a dead git left, rather than turning in circles', async () => {
    await forge.log.append(entry('a'));
    await writeFile(join(directory, '.git/refs/heads/modelyard-log.lock'), '');
    await expect(forge.log.append(entry('b'))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('modelyard-log.lock'),
    });
  });
});
