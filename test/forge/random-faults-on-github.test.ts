import { afterAll, beforeAll, it } from 'vitest';
import { randomNumbers, untilDone } from '../fixtures/forge/bad-line.ts';
import { type CrashGround, makeCrashGround, onGithub } from '../fixtures/forge/crash-points.ts';
import { expectOneRelease, forgetRuns, releaseOn } from '../fixtures/forge/github-world.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

const SEEDS = Number(process.env.MODELYARD_TEST_SEEDS ?? 6);

it('two machines that release over a bad line, again and again, end in one release', async () => {
  const { directory, other } = ground;
  for (let seed = 1; seed <= SEEDS; seed++)
    await onGithub(directory, async (github) => {
      await forgetRuns(other);
      const random = randomNumbers(seed);
      github.staleReads = seed % 3;
      for (const kind of ['drop-before', 'drop-after', 'status-after'] as const)
        github.faults.add({ kind, status: 502, match: () => random() < 0.12, times: 10_000 });
      const machines = [directory, other];
      await Promise.all(machines.map((machine) => untilDone(() => releaseOn(github, machine))));
      github.faults.clear();
      github.staleReads = 0;
      await releaseOn(github, directory);
      await expectOneRelease(github, directory);
    });
});
