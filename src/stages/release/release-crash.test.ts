import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgeOf } from '../../../test/fixtures/release/ports.ts';
import { buildChildren, type ChildResult, type Children } from '../../../test/fixtures/release/run-child.ts';
import {
  copyRepository,
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  tree,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { verifyStage } from '../verify/verify.ts';

let children: Children;
let template: string;
let steps: readonly string[];
const made: string[] = [];

beforeAll(async () => {
  children = await buildChildren();
  template = await makeRepository();
  await makeCandidate(workshopContext(template));
  const whole = await copy();
  ({ steps } = await children.run({ directory: whole, command: 'release' }));
});
afterAll(async () => {
  await children.remove();
  for (const directory of [template, ...made]) await removeRepository(directory);
});

async function copy(): Promise<string> {
  const directory = await copyRepository(template);
  made.push(directory);
  return directory;
}

const release = (directory: string, killBefore: number | null = null) =>
  children.run({ directory, command: 'release', killBefore });

/** Everything that a release leaves, but for the times in it. */
async function finalState(directory: string) {
  const { releases, log } = await forgeOf(workshopContext(directory));
  const list = await releases.listReleases();
  const verdicts = [];
  for (const { tag } of list.releases) verdicts.push((await verifyStage({ releases, log }, tag)).verdict);
  const store = join(directory, '.git', 'modelyard');
  return {
    tags: await git(
      directory,
      'for-each-ref',
      '--format=%(refname) %(objecttype) %(*objectname)',
      'refs/tags',
    ),
    verdicts,
    assets: await tree(join(store, 'releases')),
    drafts: await readdir(join(store, 'drafts')).catch(() => []),
    work: await readdir(join(store, 'work')).catch(() => []),
    workTree: await git(directory, 'status', '--porcelain'),
    head: await git(directory, 'rev-parse', 'HEAD'),
    local: JSON.parse(await readFile(join(directory, '.modelyard/visits/release.json'), 'utf8')).tag,
  };
}

async function expectOneRelease(directory: string): Promise<void> {
  const state = await finalState(directory);
  expect(state).toEqual({
    tags: `refs/tags/visits@v1.0.0 tag ${state.head}`,
    verdicts: ['pass'],
    assets: [
      'MODEL_CARD.md',
      'SHA256SUMS',
      'evaluate.json',
      'golden.json',
      'profile.json',
      'release.json',
      'train.json',
      'validate.json',
      'visits.onnx',
    ].map((name) => `visits@v1.0.0/${name}`),
    drafts: [],
    work: [],
    workTree: '',
    head: state.head,
    local: 'visits@v1.0.0',
  });
}

describe('a release that is killed and run again', () => {
  it('has steps to be killed between', () => {
    expect(steps).toEqual(['re-evaluate', 'save draft', 'claim tag', 'publish']);
  });

  it('ends as one release, wherever it was killed', async () => {
    const killAndRepeat = async (killBefore: number) => {
      const directory = await copy();
      const killed = await release(directory, killBefore);
      expect(killed.signal).toBe('SIGKILL');
      const second = await release(directory);
      expect(second, `killed before ${steps[killBefore - 1]}`).toMatchObject({
        signal: null,
        verdict: 'pass',
      });
      await expectOneRelease(directory);
    };
    await Promise.all(steps.map((_, index) => killAndRepeat(index + 1)));
  });

  it('ends as one release when the second run is killed as well', async () => {
    for (let first = 1; first <= steps.length; first++) {
      const directory = await copy();
      await release(directory, first);
      const { signal } = await release(directory, 2);
      const third = await release(directory);
      expect(third, `killed before ${first}, then before 2 (${signal})`).toMatchObject({ verdict: 'pass' });
      await expectOneRelease(directory);
    }
  });

  it('ends as one release when all of it is killed at any moment', async () => {
    const directory = await copy();
    const started = performance.now();
    await release(await copy());
    const wholeMs = performance.now() - started;
    let last: ChildResult = { signal: null, steps: [] };
    for (let round = 1; round <= 12; round++)
      last = await children.run({ directory, command: 'release' }, (wholeMs * round) / 12);
    if (last.signal !== null) last = await release(directory);
    expect(last.verdict).toBe('pass');
    await expectOneRelease(directory);
  });

  it('does not stand in the way of the next candidate', async () => {
    const directory = await copy();
    await release(directory, steps.indexOf('publish') + 1);
    const context = workshopContext(directory);
    await makeCandidate(context, 'two\n');
    expect(await release(directory)).toMatchObject({ outcome: 'released' });
    const { tags, verdicts, drafts } = await finalState(directory);
    expect(tags.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'refs/tags/visits@v1.0.0',
      'refs/tags/visits@v1.0.1',
    ]);
    expect(verdicts).toEqual(['pass', 'pass']);
    expect(drafts).toEqual([]);
  });

  it('is completed even when its candidate is not the one here any more', async () => {
    const directory = await copy();
    await release(directory, steps.indexOf('publish') + 1);
    await writeFile(join(directory, 'weights.txt'), 'two\n');
    await git(directory, 'commit', '--quiet', '--all', '--message', 'two');
    expect(await release(directory)).toMatchObject({ error: 'refused' });
    const { releases, log } = await forgeOf(workshopContext(directory));
    expect(await verifyStage({ releases, log }, 'visits@v1.0.0')).toMatchObject({ verdict: 'pass' });
    expect(await readdir(join(directory, '.git/modelyard/drafts'))).toEqual([]);
  });
});

describe('releases at the same time', () => {
  it('of one candidate are one release', async () => {
    for (let round = 0; round < 4; round++) {
      const directory = await copy();
      const results = await Promise.all([release(directory), release(directory), release(directory)]);
      for (const result of results) expect(result).toMatchObject({ signal: null, verdict: 'pass' });
      expect(results.filter(({ outcome }) => outcome === 'released')).toHaveLength(1);
      await expectOneRelease(directory);
    }
  });

  it('of two candidates in two work trees are two releases', async () => {
    const directory = await copy();
    const other = `${directory}-other`;
    made.push(other);
    await git(directory, 'worktree', 'add', '--quiet', '-b', 'other', other);
    await makeCandidate(workshopContext(other), 'other\n');
    const results = await Promise.all([release(directory), release(other)]);
    for (const result of results) expect(result).toMatchObject({ outcome: 'released', verdict: 'pass' });
    const { tags, verdicts, drafts } = await finalState(directory);
    expect(tags.split('\n')).toHaveLength(2);
    expect(verdicts).toEqual(['pass', 'pass']);
    expect(drafts).toEqual([]);
  });

  it('survive one of them being killed anywhere', async () => {
    for (let killBefore = 1; killBefore <= steps.length; killBefore++) {
      const directory = await copy();
      await Promise.all([release(directory, killBefore), release(directory)]);
      await release(directory);
      await expectOneRelease(directory);
    }
  });
});
