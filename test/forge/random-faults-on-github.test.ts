import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CrashGround, makeCrashGround, onGithub } from '../fixtures/forge/crash-points.ts';
import { expectOneRelease, forgetRuns, releaseOn } from '../fixtures/forge/github-world.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SEEDS = Number(process.env.MODELYARD_TEST_SEEDS ?? 6);
const MOST_RUNS = 20;

it('two machines that release over a bad line, again and again, end in one release', async () => {
  const { directory, other } = ground;
  for (let seed = 1; seed <= SEEDS; seed++)
    await onGithub(directory, async (github) => {
      await forgetRuns(other);
      const random = randomNumbers(seed);
      github.staleReads = seed % 3;
      for (const kind of ['drop-before', 'drop-after', 'status-after'] as const)
        github.faults.add({ kind, status: 502, match: () => random() < 0.12, times: 10_000 });
      const finished = { directory: 0, other: 0 };
      const run = async (name: 'directory' | 'other') => {
        for (let tries = 0; tries < MOST_RUNS && finished[name] === 0; tries++)
          finished[name] += await releaseOn(github, ground[name]).then(
            () => 1,
            (error: { readonly exitCode?: number }) => {
              // What fails outside is run again; anything else is a bug.
              if (error.exitCode === 3) return 0;
              throw error;
            },
          );
      };
      await Promise.all([run('directory'), run('other')]);
      expect([seed, finished]).toEqual([seed, { directory: 1, other: 1 }]);
      github.faults.clear();
      github.staleReads = 0;
      await releaseOn(github, directory);
      await expectOneRelease(github, directory);
    });
});
