import { afterEach, expect, it } from 'vitest';
import { BOT, firstLines, postVerdict } from '../fixtures/forge/commenting-job.ts';
import type { Github } from '../github/github.ts';
import { startGithub } from '../github/start-github.ts';

interface Scene {
  readonly github: Github;
  readonly pull: number;
  readonly head: string;
}

let open: Github[] = [];
afterEach(async () => {
  await Promise.all(open.map((github) => github.close()));
  open = [];
});

async function scene(existing: Existing): Promise<Scene> {
  const github = await startGithub();
  open.push(github);
  github.addUser('mia');
  const head = await github.commit({ branch: 'change', files: { 'train.py': 'x' }, author: 'mia' });
  const pull = await github.openPull({ head: 'change', author: 'mia' });
  for (const { of = head, run } of existing)
    github.addComment(pull, {
      author: BOT,
      body: `### run ${run}\n\n<!-- modelyard key=visits head=${of} run=${run} attempt=1 -->\n`,
    });
  return { github, pull, head };
}

const post = ({ github, pull, head }: Scene, run: number) =>
  postVerdict(github, { pull, body: `### run ${run}`, stamp: { head, run: String(run), attempt: 1 } });

type Existing = readonly { readonly of?: string; readonly run: number }[];

/** What is there when run 10 comes. */
const SCENES: Readonly<Record<string, Existing>> = {
  'no comment': [],
  'a comment of an older run': [{ run: 9 }],
  'a comment of an older commit': [{ of: 'c'.repeat(40), run: 9 }],
  'three comments of runs that raced': [{ run: 7 }, { run: 9 }, { run: 8 }],
  'a comment of an older and one of a newer run': [{ run: 9 }, { run: 11 }],
};

/** The verdict that stays: the newest that anybody gave. */
const newest = (existing: Existing, ...runs: readonly number[]) => [
  `### run ${Math.max(...runs, ...existing.map(({ run }) => run))}`,
];

const WAYS = ['killBeforeMutation', 'killAfterMutation'] as const;

it('killed at any change, run again, alone and with a later run at the same moment, there is one comment', async () => {
  let points = 0;
  for (const [name, existing] of Object.entries(SCENES)) {
    const whole = await scene(existing);
    const before = whole.github.mutations;
    await post(whole, 10);
    const changes = whole.github.mutations - before;
    expect([name, firstLines(whole.github)]).toEqual([name, newest(existing, 10)]);
    for (let k = 1; k <= changes; k++)
      for (const way of WAYS) {
        points += 1;
        for (const later of [[], [12]]) {
          const here = await scene(existing);
          let isKilled = false;
          here.github[way](k, () => {
            isKilled = true;
          });
          await expect(post(here, 10)).rejects.toMatchObject({ code: 'outside' });
          here.github.revive();
          await Promise.all([10, ...later].map((run) => post(here, run)));
          const seen = firstLines(here.github);
          expect([name, way, k, isKilled, seen]).toEqual([
            name,
            way,
            k,
            true,
            newest(existing, 10, ...later),
          ]);
        }
        await Promise.all(open.splice(0).map((github) => github.close()));
      }
  }
  console.log(`${points} points at which the comment can be killed`);
  expect(points).toBe(16);
}, 120_000);

it.each(['drop-before', 'drop-after'] as const)(
  'one lost answer at any change changes nothing (%s)',
  async (kind) => {
    for (const existing of Object.values(SCENES))
      for (let skip = 0; skip < 3; skip++) {
        const here = await scene(existing);
        github(here, kind, skip);
        await post(here, 10);
        expect(firstLines(here.github)).toEqual(newest(existing, 10));
      }
  },
);

/** The connection of the change after `skip` others breaks once. */
function github({ github }: Scene, kind: 'drop-before' | 'drop-after', skip: number): void {
  github.faults.add({ match: /^(POST|PATCH|DELETE) /, kind, skip });
}
