import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCommentApi } from '../../src/adapters/github/comment-api.ts';
import { connectGithub } from '../../src/adapters/github/connect.ts';
import { createGithubLog } from '../../src/adapters/github/github-log.ts';
import { createIssueApi } from '../../src/adapters/github/issue-api.ts';
import { postComment } from '../../src/adapters/github/sticky-comment.ts';
import { keepIssueOpen } from '../../src/adapters/github/sticky-issue.ts';
import { verifyStage } from '../../src/stages/verify/verify.ts';
import { randomNumbers, untilDone } from '../fixtures/forge/bad-line.ts';
import { ASSETS, forgetRuns, githubForge, releaseOn } from '../fixtures/forge/github-world.ts';
import {
  copyRepository,
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import { normaliseCommit, pushOverApi } from './emulator/push.ts';
import { type Emulator, OWNER, startEmulator, tokenOf } from './emulator/start-emulator.ts';
import type { Fate } from './emulator/unreliable-proxy.ts';

const SEEDS = Array.from({ length: Number(process.env.MODELYARD_TEST_SEEDS ?? 20) }, (_, index) => index + 1);
const repositoryOf = (seed: number) => `models-${seed}`;

let emulator: Emulator;
let directory: string;
let other: string;
beforeAll(async () => {
  emulator = await startEmulator(SEEDS.map(repositoryOf));
  directory = await makeRepository();
  await normaliseCommit(directory);
  await makeCandidate(workshopContext(directory));
  other = await copyRepository(directory);
  for (const seed of SEEDS) await pushOverApi(await clientOf(seed), directory, 'refs/heads/change');
});
afterAll(async () => {
  await emulator.close();
  for (const each of [directory, other]) await removeRepository(each);
});

/** A repository of the emulator as a place for releases. */
const placeOf = (seed: number) => ({
  url: emulator.proxy.url,
  owner: OWNER,
  repo: repositoryOf(seed),
  token: () => tokenOf(repositoryOf(seed)),
});

async function clientOf(seed: number) {
  const { url, owner, repo, token } = placeOf(seed);
  return connectGithub({
    repository: tmpdir(),
    environment: { GITHUB_API_URL: url, GITHUB_REPOSITORY: `${owner}/${repo}`, GITHUB_TOKEN: token() },
    toolkit: '0.1.0',
    signal: new AbortController().signal,
    note: () => undefined,
    patience: { pausesMs: [1, 2, 4, 8] },
  });
}

const FATES: readonly Fate[] = ['before', 'after', 'half'];

/** Runs that are at work, to be cancelled. */
const running = new Set<AbortController>();

/** Does something that can be cancelled at any moment. */
async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  running.add(controller);
  return work(controller.signal).finally(() => running.delete(controller));
}

/** Breaks about one connection in six while something is done, and now and then cancels what is being done. */
async function overBadLine<T>(seed: number, work: () => Promise<T>): Promise<T> {
  const random = randomNumbers(seed);
  emulator.proxy.fate = () => {
    if (random() < 1 / 150) for (const controller of running) controller.abort();
    return random() < 1 / 6 ? (FATES[Math.floor(random() * FATES.length)] ?? 'pass') : 'pass';
  };
  try {
    return await work();
  } finally {
    emulator.proxy.fate = () => 'pass';
  }
}

async function releasesOf(seed: number) {
  const client = await clientOf(seed);
  const tags = await client.list('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: 'tags' });
  const releases = await client.list('GET /repos/{owner}/{repo}/releases', {});
  return {
    tags: tags.map(({ ref, object }) => [ref, object.type]),
    releases: releases.map(({ tag_name, draft, assets }) => [
      tag_name,
      draft,
      assets.map(({ name }) => name).sort(),
    ]),
  };
}

it('two machines release over a bad line: one tag on the commit, one published release, whole, no draft', async () => {
  const head = await git(directory, 'rev-parse', 'HEAD');
  for (const seed of SEEDS) {
    for (const machine of [directory, other]) await forgetRuns(machine);
    const release = (machine: string) =>
      cancellable((signal) => releaseOn(placeOf(seed), machine, { signal }));
    await overBadLine(seed, () =>
      Promise.all([directory, other].map((machine) => untilDone(() => release(machine)))),
    );
    // What a machine that was first left behind is cleared away by the next run.
    await releaseOn(placeOf(seed), directory);
    expect([seed, await releasesOf(seed)]).toEqual([
      seed,
      { tags: [['refs/tags/visits@v1.0.0', 'tag']], releases: [['visits@v1.0.0', false, ASSETS]] },
    ]);
    await forgetRuns(directory);
    const forge = await githubForge(placeOf(seed), directory);
    expect((await forge.releases.listReleases()).releases.map(({ commit }) => commit)).toEqual([head]);
    const { links } = await verifyStage(forge, 'visits@v1.0.0');
    expect([seed, links.filter(({ problem }) => problem !== null)]).toEqual([seed, []]);
  }
});

it('two runs comment on a pull request over a bad line: one comment, the newer run’s', async () => {
  for (const seed of SEEDS) {
    const client = await clientOf(seed);
    const pull = await client.ask('POST /repos/{owner}/{repo}/pulls', {
      title: 'x',
      head: 'change',
      base: 'main',
    });
    const post = async (run: string) =>
      postComment(createCommentApi(await clientOf(seed)), {
        pull: pull.number,
        key: 'visits',
        author: OWNER,
        body: `### run ${run}`,
        stamp: { head: pull.head.sha, run, attempt: 1 },
      });
    await overBadLine(seed, () => Promise.all(['1', '2'].map((run) => untilDone(() => post(run)))));
    await post('2');
    const comments = await createCommentApi(client).listComments(pull.number);
    expect([seed, comments.map(({ body }) => body.split('\n')[0])]).toEqual([seed, ['### run 2']]);
  }
});

it('two monitors raise an alarm over a bad line: one issue', async () => {
  for (const seed of SEEDS) {
    const raise = async (run: string) =>
      keepIssueOpen(
        createIssueApi(await clientOf(seed)),
        { key: 'visits', author: OWNER, run: { id: run, attempt: 1 } },
        { title: 'not well', body: `seen by ${run}` },
      );
    await overBadLine(seed, () => Promise.all(['1', '2'].map((run) => untilDone(() => raise(run)))));
    await raise('2');
    const open = await createIssueApi(await clientOf(seed)).listOpen();
    expect([seed, open.map(({ body }) => body.split('\n')[0])]).toEqual([seed, ['seen by 2']]);
  }
});

it('three jobs append to the log over a bad line: an unbroken chain, no line lost, and none twice but where a run was told that it failed', async () => {
  for (const seed of SEEDS) {
    const append = async (job: number) => {
      const log = createGithubLog(await clientOf(seed));
      let runs = 0;
      for (const line of [1, 2, 3]) {
        const entry = {
          kind: 'monitor',
          at: '2026-01-01T00:00:00Z',
          model: 'visits',
          body: { job, line },
        } as const;
        runs += await untilDone(() => log.append(entry));
      }
      return runs;
    };
    const runs = await overBadLine(seed, () => Promise.all([1, 2, 3].map(append)));
    const { entries } = await createGithubLog(await clientOf(seed)).read();
    expect([seed, new Set(entries.map(({ body }) => JSON.stringify(body))).size]).toEqual([seed, 9]);
    expect(entries.length).toBeLessThanOrEqual(runs.reduce((sum, each) => sum + each, 0));
  }
});

it('the line was bad', () => {
  process.stdout.write(`${emulator.proxy.broken} connections were broken\n`);
  expect(emulator.proxy.broken).toBeGreaterThan(30 * SEEDS.length);
});
