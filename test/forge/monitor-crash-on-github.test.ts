import { describe, expect, it } from 'vitest';
import { alarmOn, githubWithRetraining, loggedSteps } from '../fixtures/forge/monitoring-job.ts';
import type { Github } from '../github/github.ts';

async function onGithub<T>(work: (github: Github) => Promise<T>): Promise<T> {
  const github = await githubWithRetraining();
  try {
    return await work(github);
  } finally {
    await github.close();
  }
}

/** Ids of runs: one that was killed, and two that come after it and are at work at the same time. */
function runsOf(github: Github) {
  const [killed, one, two] = (['completed', 'in_progress', 'in_progress'] as const).map((status) =>
    String(github.addWorkflowRun({ headSha: 'a'.repeat(40), status, event: 'schedule' })),
  );
  return { killed: killed ?? '', one: one ?? '', two: two ?? '' };
}

function expectOneOfEach(github: Github, point: unknown): void {
  const open = [...github.tables.issues.values()].filter(({ state }) => state === 'open');
  expect([point, open.length, github.tables.dispatches.length]).toEqual([point, 1, 1]);
}

const KILLS = ['killBeforeMutation', 'killAfterMutation'] as const;

describe('an alarm that is killed at any of its changes, and told again', () => {
  let points = 0;

  it('knows its points', async () => {
    points = await onGithub(async (github) => {
      await alarmOn(github);
      return github.mutations;
    });
    process.stdout.write(`an alarm on GitHub can be killed at ${points} points\n`);
    // Three for each line of the log (monitored, asked, started), the issue, the dispatch.
    expect(points).toBe(11);
  });

  it.each(['one run', 'two runs at once'])(
    'is one issue and one start of the training, by %s',
    async (again) => {
      for (const kill of KILLS)
        for (let point = 1; point <= points; point++)
          await onGithub(async (github) => {
            const { killed, one, two } = runsOf(github);
            github[kill](point);
            await expect(alarmOn(github, { run: killed })).rejects.toMatchObject({ exitCode: 3 });
            github.revive();
            const next = again === 'one run' ? [one] : [one, two];
            const outcomes = await Promise.all(next.map((run) => alarmOn(github, { run })));
            expectOneOfEach(github, [kill, point]);
            expect(outcomes.filter(([, { kind }]) => kind === 'unseen')).toEqual([]);
            expect((await loggedSteps(github)).at(-1)).toBe('started');
          });
    },
  );
});
