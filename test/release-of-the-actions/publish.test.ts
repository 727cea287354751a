import { afterEach, describe, expect, it } from 'vitest';
import { hashBytes } from '../../src/adapters/files/hash-file.ts';
import type { Github } from '../github/github.ts';
import { ASSETS, type ReleaseGround, releaseGround } from './release-ground.ts';

const grounds: ReleaseGround[] = [];
afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground.close();
});

async function ground(): Promise<ReleaseGround> {
  const made = await releaseGround();
  grounds.push(made);
  return made;
}

/** Everything that is public, and whatever should not be there. */
async function stateOf({ tables, git }: Github) {
  const releases = [...tables.releases.values()].map(
    ({ tag, draft, prerelease, name, latest, immutable }) => ({
      ...{ tag, draft, prerelease, name, latest, immutable },
    }),
  );
  const assets = [...tables.assets.values()].map(({ name, digest }) => [name, digest]);
  const tags = (await git.refs()).filter(({ ref }) => ref.startsWith('refs/tags/'));
  const commits = await Promise.all(
    tags.map(async ({ ref, type }) => [ref.slice(10), type, await git.commitOf(ref)]),
  );
  return { releases, assets: assets.sort(), tags: commits.sort() };
}

const published = (commit: string) => ({
  releases: [
    { tag: 'v1.2.3', draft: false, prerelease: false, name: 'v1.2.3', latest: true, immutable: true },
  ],
  assets: Object.entries(ASSETS).map(([name, text]) => [name, hashBytes(text)]),
  tags: [
    ['v1', 'commit', commit],
    ['v1.2.3', 'tag', commit],
  ],
});

describe('the release of the actions', () => {
  it('is a tag, an immutable release with its assets, and the moved major tag; again it is the same', async () => {
    const { github, commit, publish } = await ground();
    github.immutableReleases = true;
    const first = await publish();
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(await stateOf(github)).toEqual(published(commit));
    expect([...github.tables.releases.values()][0]?.body).toBe('### Added\n\n- all of it\n');
    const before = github.mutations;
    const again = await publish();
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('v1 is here') });
    expect(github.mutations).toBe(before);
  });

  it('killed at any moment and run again it ends in the same state', async () => {
    const whole = await ground();
    await whole.publish();
    const points = whole.github.mutations;
    for (const kill of ['killAfterMutation', 'killBeforeMutation'] as const)
      for (let k = 1; k <= points; k++) {
        const { github, commit, publish } = await ground();
        github.immutableReleases = true;
        github[kill](k);
        expect((await publish()).code, `${kill} ${k}`).toBe(1);
        github.revive();
        const again = await publish();
        expect(again.code, `${kill} ${k}: ${again.stdout}`).toBe(0);
        expect(await stateOf(github), `${kill} ${k}`).toEqual(published(commit));
      }
    console.log(`${points} changes, ${2 * points} crash points`);
    expect(points).toBe(7);
  });

  it('a tag that was pushed by hand is taken where it is of this commit, refused where it is not', async () => {
    const one = await ground();
    await one.github.git.createRef('refs/tags/v1.2.3', one.commit);
    expect((await one.publish()).code).toBe(0);
    const other = await ground();
    await other.github.git.createRef('refs/tags/v1.2.3', other.commit);
    const next = await other.next();
    const { code, stdout } = await other.publish();
    expect(code).toBe(1);
    expect(stdout).toContain(`v1.2.3 is the tag of ${other.commit}, not of ${next}`);
    expect(other.github.tables.releases.size).toBe(0);
  });

  it('other bytes under a published version are an error, and nothing is changed', async () => {
    const { github, publish, pack } = await ground();
    await publish();
    const before = github.mutations;
    pack('other bytes');
    expect(await publish()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        'the assets of v1.2.3 are not those of this commit: SHA256SUMS, modelyard-1.2.3.tar',
      ),
    });
    expect(github.mutations).toBe(before);
  });

  it('bytes that were not packed for it are refused', async () => {
    const { github, publish, write } = await ground();
    write('modelyard-1.2.3.tar', 'half');
    expect((await publish()).stdout).toContain('modelyard-1.2.3.tar is not what SHA256SUMS says');
    expect(github.mutations).toBe(0);
  });

  it('two drafts of an interrupted past become one; a wrong asset in it is replaced', async () => {
    const { github, commit, publish, pack } = await ground();
    github.immutableReleases = true;
    pack('half of it');
    github.killBeforeMutation(6);
    await publish();
    github.revive();
    pack(ASSETS['modelyard-1.2.3.tar']);
    for (const draft of [...github.tables.releases.values()])
      github.tables.releases.set(99_999, { ...draft, id: 99_999 });
    expect((await publish()).code).toBe(0);
    expect(await stateOf(github)).toEqual(published(commit));
  });

  it('the major tag follows the newest version alone', async () => {
    const { github, publish, next } = await ground();
    await publish('1.10.0');
    const newer = await github.git.commitOf('refs/tags/v1');
    await next();
    expect((await publish('1.9.1')).stdout).toContain('v1 stays: it names a newer version');
    expect(await github.git.commitOf('refs/tags/v1')).toBe(newer);
    const pre = await publish('1.11.0-rc.1');
    expect(pre.stdout).toContain('none: a pre-release');
    const third = await next();
    await publish('1.11.0');
    expect(await github.git.commitOf('refs/tags/v1')).toBe(third);
    const latest = [...github.tables.releases.values()].filter((row) => row.latest).map(({ tag }) => tag);
    expect(latest).toEqual(['v1.11.0']);
  });

  it('says loudly that a release can be changed, and what GitHub said when it refuses', async () => {
    const { github, publish } = await ground();
    expect((await publish()).stdout).toContain('::warning title=release::The release is not immutable');
    const other = await ground();
    other.github.ruleset({ target: 'tag', include: ['~ALL'], rules: ['creation'] });
    expect((await other.publish()).stdout).toContain(
      '::error title=release::the tag v1.2.3 cannot be made: Repository rule violations found',
    );
    expect(github.tables.releases.size).toBe(1);
  });
});
