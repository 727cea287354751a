import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelyardError } from '../../src/errors.ts';
import { findAction } from '../../src/runner/action-definitions.ts';
import type { StageContext } from '../../src/stages/context.ts';
import { deployStage } from '../../src/stages/deploy/deploy.ts';
import { rollbackStage } from '../../src/stages/deploy/rollback.ts';
import { agreement, DEPLOYING, makeReleases, portsOf } from '../fixtures/forge/deployment-world.ts';
import { githubOf } from '../fixtures/forge/github-world.ts';
import { removeRepository, workshopContext } from '../fixtures/release/workshop.ts';
import type { Github } from '../github/github.ts';

/** One GitHub for all: each crash comes upon whatever the ones before it left. */
let directory: string;
let context: StageContext;
let github: Github;

beforeAll(async () => {
  directory = await makeReleases();
  github = await githubOf(directory, { requestsPerHour: 100_000 });
  context = workshopContext(directory);
  await deploy('1.0.0')(new AbortController().signal);
});
afterAll(async () => {
  await github.close();
  await removeRepository(directory);
});

type Job = (signal: AbortSignal) => Promise<unknown>;
const HERE = { environment: 'staging', reason: null, dryRun: false };

const deploy =
  (version: string): Job =>
  async (signal) =>
    deployStage(context, await portsOf(github, context, { signal }), { ...HERE, version });

/** To be told that it is done already is what the second run of a rollback may end with. */
const rollback =
  (to: string): Job =>
  async (signal) => {
    const done = rollbackStage(context, await portsOf(github, context, { signal }), { ...HERE, to });
    await done.catch((error: unknown) => {
      if (!(error instanceof ModelyardError && /serves .* already/.test(error.message))) throw error;
    });
  };

interface Crash {
  readonly when: 'killBeforeMutation' | 'killAfterMutation';
  readonly k: number;
  readonly job: Job;
  readonly live: string;
  readonly weights: string;
  /** How many jobs run at once after the crash, before the last one. */
  readonly atOnce?: number;
}

/** Kills the job, runs it again, and compares what is served, the log and GitHub. False: the job ended before change k. */
async function crashAndRunAgain({ when, k, job, live, weights, atOnce = 0 }: Crash): Promise<boolean> {
  const controller = new AbortController();
  github[when](k, () => controller.abort());
  await job(controller.signal).catch(() => undefined);
  github.revive();
  if (controller.signal.aborted) {
    // They are in each other's way, so each may end in a conflict; what they leave counts.
    const again = () => job(new AbortController().signal);
    await Promise.allSettled(Array.from({ length: atOnce }, again));
    await again();
  }
  const seen = await agreement(github, context);
  const expected = { open: 0, live, shownActive: [live], isTheLoggedOne: true, unsettled: 0 };
  expect([when, k, seen]).toEqual([when, k, expected]);
  expect(await readFile(join(directory, 'deployed/staging/visits/current/visits.onnx'), 'utf8')).toBe(
    weights,
  );
  return controller.signal.aborted;
}

const FORTH = { job: deploy('1.0.1'), live: 'visits@v1.0.1', weights: 'two\n' };
const BACK = { job: rollback('1.0.0'), live: 'visits@v1.0.0', weights: 'one\n' };
const BROKEN = { job: deploy('1.0.2'), live: 'visits@v1.0.0', weights: 'one\n' };

/** So many changes has a deployment or a rollback: three for each line of the log, two lines; the deployment, its two statuses; the one before it. */
const CHANGES = 2 * 3 + 4;

describe('a deployment and a rollback that are killed at any change', () => {
  let points = 0;
  afterAll(() => {
    process.stdout.write(`a deployment on GitHub can be killed at ${points} points\n`);
    expect(points).toBe(2 * 2 * 2 * CHANGES);
  });

  it.each([
    ['before it', 'killBeforeMutation', 0],
    ['after it', 'killAfterMutation', 0],
    ['before it', 'killBeforeMutation', 2],
    ['after it', 'killAfterMutation', 2],
  ] as const)(
    '%s (%s), end as if they had not been, with %i runs at once in between',
    async (_, when, atOnce) => {
      for (let k = 1; ; k++) {
        const forth = await crashAndRunAgain({ ...FORTH, when, k, atOnce });
        const back = await crashAndRunAgain({ ...BACK, when, k, atOnce });
        if (!forth && !back) break;
        points += Number(forth) + Number(back);
      }
    },
    180_000,
  );
});

it.each(['drop-before', 'drop-after'] as const)(
  'a deployment and a rollback that lose the answer of any change end in one run: %s',
  async (kind) => {
    const isChange = ({ method }: { readonly method: string }) => method !== 'GET';
    for (let k = 0; k < CHANGES; k++)
      for (const { job, live } of [FORTH, BACK]) {
        github.faults.clear();
        github.faults.add({ match: isChange, kind, skip: k });
        await job(new AbortController().signal);
        const expected = { open: 0, live, shownActive: [live], isTheLoggedOne: true, unsettled: 0 };
        expect([kind, k, await agreement(github, context)]).toEqual([kind, k, expected]);
      }
    github.faults.clear();
  },
  180_000,
);

it('a deployment that fails its smoke, too', async () => {
  let points = 0;
  while (await crashAndRunAgain({ ...BROKEN, when: 'killAfterMutation', k: points + 1 })) points += 1;
  // Three lines: the intent, the failure, what was restored; the deployment and its two statuses.
  expect(points).toBe(3 * 3 + 3);
}, 180_000);

it.each(['deploy', 'rollback'])('the README of the action %s names what these jobs may do', (name) => {
  expect(findAction(name)?.permissions).toEqual([{ when: 'always', needs: DEPLOYING }]);
});
