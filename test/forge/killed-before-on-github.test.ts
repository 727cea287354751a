import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashGround, makeCrashGround, onGithub } from '../fixtures/forge/crash-points.ts';
import { expectOneRelease, forgetRuns, releaseOn } from '../fixtures/forge/github-world.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

const points = () => Array.from({ length: ground.mutations }, (_, index) => index + 1);

describe('a release that is killed just before any of its changes, and run again', () => {
  it('ends in the same state, by two runs at once on new machines', async () => {
    const { directory, other } = ground;
    for (const point of points())
      await onGithub(directory, async (github) => {
        github.killBeforeMutation(point);
        await expect(releaseOn(github, directory)).rejects.toMatchObject({ exitCode: 3 });
        github.revive();
        await forgetRuns(directory);
        await forgetRuns(other);
        const runs = await Promise.all([releaseOn(github, directory), releaseOn(github, other)]);
        expect(runs.map(({ record }) => record.tag)).toEqual(['visits@v1.0.0', 'visits@v1.0.0']);
        await expectOneRelease(github, directory);
      });
  });
});
