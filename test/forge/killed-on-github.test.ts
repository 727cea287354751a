import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashGround, makeCrashGround, onGithub } from '../fixtures/forge/crash-points.ts';
import { expectOneRelease, releaseOn } from '../fixtures/forge/github-world.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

const points = () => Array.from({ length: ground.mutations }, (_, index) => index + 1);

describe('a release that is killed at any of its changes, and run again', () => {
  it('knows its points', () => {
    process.stdout.write(`a release on GitHub can be killed at ${ground.mutations} points\n`);
    // A draft, nine files, the tag's object, its ref, the publication.
    expect(ground.mutations).toBe(13);
  });

  it('ends in the same state, by one run on the same machine', async () => {
    const { directory } = ground;
    for (const point of points())
      await onGithub(directory, async (github) => {
        github.killAfterMutation(point);
        await expect(releaseOn(github, directory)).rejects.toMatchObject({ exitCode: 3 });
        github.revive();
        await releaseOn(github, directory);
        await expectOneRelease(github, directory);
      });
  });
});
