import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgeOf } from '../../../test/fixtures/release/ports.ts';
import {
  git,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import type { Draft, Forge, LogEntry, ReleaseTag } from '../../ports/forge.ts';
import type { ReleaseRecord } from '../../records/release.ts';
import { recordDigest, recordText } from '../../records/store.ts';

let directory: string;
let forge: Forge;
beforeEach(async () => {
  directory = await makeRepository();
  forge = await forgeOf(workshopContext(directory));
});
afterEach(() => removeRepository(directory));

async function draftOf(model: string, version: string): Promise<Draft> {
  const record = {
    schema: 'modelyard/release/1',
    verdict: 'pass',
    toolkit: '0.1.0',
    model,
    at: new Date().toISOString(),
    durationMs: 1,
    commit: await git(directory, 'rev-parse', 'HEAD'),
    base: null,
    merge: null,
    tree: null,
    pullRequest: null,
    run: null,
    attempt: null,
    read: [],
    written: [],
    tag: `${model}@v${version}`,
    version,
    candidate: `sha256:${'a'.repeat(64)}`,
    inputDigest: `sha256:${'b'.repeat(64)}`,
    origin: 'reviewed',
    reevaluated: true,
    previous: null,
    bump: 'first',
    bumpReason: 'the first release',
    serving: {
      task: 'binary',
      features: [],
      classes: null,
      positive: null,
      threshold: null,
      model: 'm.onnx',
      runnable: false,
    },
    assets: [],
  } satisfies ReleaseRecord;
  const folder = join(forge.workFolder, `${process.pid}-${model}-${version}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'release.json'), recordText(record));
  return { record, recordDigest: recordDigest(record), folder };
}

async function claim(model: string, version: string): Promise<ReleaseTag> {
  const draft = await draftOf(model, version);
  await forge.releases.saveDraft(draft);
  const tag = await forge.releases.claimTag(draft, null);
  if (tag === null) throw new Error('the tag was taken');
  return tag;
}

const publish = async (model: string, version: string) => forge.releases.publish(await claim(model, version));
const annotate = (tag: string, message = 'x') => git(directory, 'tag', '-a', '-m', message, tag);
const store = (...parts: string[]) => join(directory, '.git/modelyard', ...parts);

describe('releases of the local forge', () => {
  it('are annotated tags that GTO and people can read', async () => {
    await publish('churn', '1.2.0');
    const message = await git(directory, 'for-each-ref', '--format=%(objecttype)%0a%(contents)', 'refs/tags');
    expect(message).toMatch(
      /^tag\nchurn v1\.2\.0\n\nModel: churn\nVersion: 1\.2\.0\nCandidate: sha256:a{64}\nRelease-Record: sha256:[0-9a-f]{64}\nLog-Head: none\nPrevious: none$/m,
    );
  });

  it('are listed newest version first, whatever the order of the tags', async () => {
    for (const version of ['1.9.0', '1.10.0', '0.5.0']) await publish('churn', version);
    const { releases, complete } = await forge.releases.listReleases();
    expect(releases.map(({ version }) => version)).toEqual(['1.10.0', '1.9.0', '0.5.0']);
    expect(complete).toBe(true);
  });

  it('a claim is made once', async () => {
    const [one, two] = [await draftOf('churn', '1.0.0'), await draftOf('churn', '1.0.0')];
    expect(await forge.releases.claimTag(one, null)).not.toBeNull();
    expect(await forge.releases.claimTag(two, null)).toBeNull();
  });

  it('what is claimed and not published can be read, and published by anybody', async () => {
    const tag = await claim('churn', '1.0.0');
    const [listed] = (await forge.releases.listReleases()).releases;
    expect(listed).toMatchObject({ tag: 'churn@v1.0.0', published: false });
    expect((await forge.releases.readRelease(tag)).folder).toContain('drafts');
    const [first, second] = await Promise.all([forge.releases.publish(tag), forge.releases.publish(tag)]);
    expect(first.folder).toBe(store('releases/churn@v1.0.0'));
    expect(second.folder).toBe(first.folder);
  });

  it('publishing one takes no draft away that another claim needs', async () => {
    const other = await claim('other', '1.0.0');
    await publish('churn', '1.0.0');
    expect((await forge.releases.publish(other)).record.tag).toBe('other@v1.0.0');
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

  it.each(['churn@v1.0.0!', 'churn@v1.0.0!#2', 'churn@deprecated', 'churn@deprecated#5'])(
    'the tag %s withdraws',
    async (withdrawal) => {
      await publish('churn', '1.0.0');
      await annotate(withdrawal);
      const { releases } = await forge.releases.listReleases();
      expect(releases).toMatchObject([{ tag: 'churn@v1.0.0', withdrawn: true }]);
    },
  );

  it('a version is withdrawn alone, and a model only up to the moment when it was deprecated', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publish('churn', version);
    await annotate('churn@v1.1.0!');
    await publish('churn-eu', '1.1.0');
    const env = { ...process.env, GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z' };
    execFileSync('git', ['tag', '-a', '-m', 'x', 'churn@deprecated'], { cwd: directory, env });
    const { releases } = await forge.releases.listReleases();
    expect(releases.filter(({ withdrawn }) => withdrawn).map(({ tag }) => tag)).toEqual(['churn@v1.1.0']);
  });

  it.each<[string, (tag: string) => Promise<unknown>]>([
    ['lightweight', (tag) => git(directory, 'tag', tag)],
    ['made by hand', (tag) => annotate(tag)],
    [
      'a copy of another release',
      (tag) => git(directory, 'update-ref', `refs/tags/${tag}`, 'refs/tags/other@v1.0.0'),
    ],
    [
      'a message that tries to look like more than one tag',
      (tag) => annotate(tag, 'x\u001e\nchurn@v9.9.9\u001ftag\u001f\u001f\u001f'),
    ],
  ])('a tag that is %s is no release, and is told', async (_, make) => {
    await publish('other', '1.0.0');
    await make('churn@v1.0.0');
    const { releases, foreign } = await forge.releases.listReleases();
    expect(releases.map(({ tag }) => tag)).toEqual(['other@v1.0.0']);
    expect(foreign).toEqual([{ tag: 'churn@v1.0.0', model: 'churn', version: '1.0.0', withdrawn: false }]);
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

/** Rewrites the log as somebody with write access to the branch could. */
async function tamper(change: (lines: string[]) => void): Promise<void> {
  const lines = (await git(directory, 'show', 'modelyard-log:log.jsonl')).split('\n');
  change(lines);
  const folder = `${directory}-log`;
  await git(directory, 'worktree', 'add', '--quiet', folder, 'modelyard-log');
  await writeFile(join(folder, 'log.jsonl'), `${lines.join('\n')}\n`);
  await git(folder, 'commit', '--quiet', '--all', '--message', 'x');
  await git(directory, 'worktree', 'remove', folder);
}

describe('the log of the local forge', () => {
  it('is empty at first', async () => {
    expect(await forge.log.read()).toEqual({ entries: [], head: null });
  });

  it('keeps what was appended, in order, chained', async () => {
    const heads = [await forge.log.append(entry('a')), await forge.log.append(entry('b'))];
    const { entries, head } = await forge.log.read();
    expect(entries).toEqual([
      { ...entry('a'), previous: null },
      { ...entry('b'), previous: heads[0] },
    ]);
    expect(head).toBe(heads[1]);
  });

  it('can be checked with git and sha256sum', async () => {
    const head = await forge.log.append(entry('a'));
    await forge.log.append(entry('b'));
    const [first = '', second = ''] = (await git(directory, 'show', 'modelyard-log:log.jsonl')).split('\n');
    expect(createHash('sha256').update(first).digest('hex')).toBe(head);
    expect(JSON.parse(second).previous).toBe(head);
  });

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

  it('loses nothing when several append at once', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `m${index}`);
    await Promise.all(names.map((name) => forge.log.append(entry(name))));
    const { entries } = await forge.log.read();
    expect(entries.map(({ model }) => model).sort()).toEqual(names);
    expect(await git(directory, 'rev-list', '--count', 'modelyard-log')).toBe('8');
  });

  it('a guard sees what is there and can refuse', async () => {
    await forge.log.append(entry('a'));
    const refuse = forge.log.append(entry('b'), (entries) => {
      throw new Error(`${entries.length} is enough`);
    });
    await expect(refuse).rejects.toThrow('1 is enough');
    expect((await forge.log.read()).entries).toHaveLength(1);
  });

  it.each<[string, (lines: string[]) => void]>([
    ['changed', (lines) => lines.splice(0, 1, (lines[0] ?? '').replace('"a"', '"z"'))],
    ['taken out', (lines) => lines.splice(1, 1)],
    ['put in', (lines) => lines.splice(1, 0, lines[0] ?? '')],
    ['no JSON', (lines) => lines.splice(1, 1, '<<<<<<< ours')],
    ['JSON of another kind', (lines) => lines.splice(2, 1, 'null')],
  ])('says so when a line is %s', async (_, change) => {
    for (const name of ['a', 'b', 'c']) await forge.log.append(entry(name));
    await tamper(change);
    await expect(forge.log.read()).rejects.toMatchObject({ code: 'unreadable' });
    await expect(forge.log.append(entry('d'))).rejects.toMatchObject({ code: 'unreadable' });
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
