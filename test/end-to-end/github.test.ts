import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes } from '../../src/adapters/files/hash-file.ts';
import { PROJECT } from '../architecture/source-files.ts';
import { shownOn } from '../fixtures/forge/deployment-world.ts';
import { type HostedProject, hostedProject } from './hosted-project.ts';
import type { Jobs } from './hosted-run.ts';
import { BETTER, EXAMPLE, WORSE } from './quickstart-project.ts';

const params = (value: object) => ({ 'params.json': `${JSON.stringify(value)}\n` });
const LOGISTIC = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../examples/quickstart/params.json'), 'utf8'),
);

let project: HostedProject;
beforeAll(async () => {
  project = await hostedProject();
}, 120_000);
afterAll(() => project.close());

const results = (jobs: Jobs) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
const comments = () => [...project.github.tables.comments.values()].map(({ body }) => body);
const tags = async () =>
  [...project.github.tables.releases.values()].filter(({ draft }) => !draft).map(({ tag }) => tag);
const servedDigest = () =>
  hashBytes(readFileSync(join(realpathSync(join(project.served, 'staging/visits/current')), 'visits.onnx')));

/** What a check asks for: to know the baseline, its files where they are not here yet, and to write the comment. */
async function asked(work: () => Promise<unknown>) {
  const before = project.github.requests.length;
  await work();
  const paths = project.github.requests.slice(before).map(({ path }) => path);
  const files = paths.filter((path) => path.includes('/releases/assets/'));
  const report = paths.slice(paths.findLastIndex((path) => /\/(releases|git)\//.test(path)) + 1);
  return { baseline: paths.length - files.length - report.length, report: report.length };
}

describe('the loop on GitHub, by the example workflows', { timeout: 240_000 }, () => {
  let first: number;

  it('a pull request is judged, commented and leaves its candidate', async () => {
    first = await project.propose('first', params({ ...LOGISTIC, seed: 1 }));
    let jobs: Jobs = {};
    const requests = await asked(async () => {
      jobs = await project.pull('quickstart.yml', first);
    });
    // Tags and releases are one look; the comment is made.
    expect(requests).toEqual({ baseline: 1, report: 5 });
    expect(jobs.check?.log).toContain('may become the first release');
    expect(results(jobs)).toEqual({ check: 'success', accept: 'skipped', ship: 'skipped' });
    expect(comments()).toEqual([expect.stringMatching(/^### ✅ visits may become the first release\n/)]);
    expect([...project.github.tables.artifacts.values()].map(({ name }) => name)).toEqual([
      expect.stringMatching(/^modelyard-visits-check-[0-9a-f]{12}-1$/),
    ]);
  });

  it('merged, the reviewed bytes are released and served', async () => {
    await project.github.mergePull(first, 'squash', 'bob');
    const jobs = await project.push('quickstart.yml');
    expect(jobs.accept?.log).toContain(`the reviewed bytes of pull request ${first}`);
    expect(jobs.ship?.log).toContain('visits@v1.0.0 is live in staging');
    expect(results(jobs)).toEqual({ check: 'skipped', accept: 'success', ship: 'success' });
    expect(await tags()).toEqual(['visits@v1.0.0']);
    const [artifact] = [...project.github.tables.artifacts.values()];
    expect(servedDigest().startsWith(artifact?.name.split('-')[3] ?? 'none')).toBe(true);
  });

  it('the same push run again changes nothing', async () => {
    const jobs = await project.push('quickstart.yml', 2);
    expect(jobs.accept?.log).toContain('nothing to release');
    expect(results(jobs)).toMatchObject({ accept: 'success', ship: 'success' });
    expect(await tags()).toEqual(['visits@v1.0.0']);
  });

  it('a worse candidate is refused, and its comment says why; a better one replaces the verdict', async () => {
    const number = await project.propose('second', params(WORSE));
    const worse = await project.pull('quickstart.yml', number);
    expect(results(worse).check).toBe('failure');
    expect(comments().at(-1)).toMatch(
      /^### (⛔ visits must not replace v1\.0\.0|❔ visits: it cannot be told)/,
    );
    await project.change('second', params(BETTER));
    let better: Jobs = {};
    const requests = await asked(async () => {
      better = await project.pull('quickstart.yml', number);
    });
    // The release and its files are looked at once, however many stages need them; the comment is updated.
    expect(requests).toEqual({ baseline: 4, report: 4 });
    expect(results(better).check).toBe('success');
    expect(comments()).toHaveLength(2);
    expect(comments().at(-1)).toMatch(/^### ✅ visits may replace v1\.0\.0/);
    await project.github.mergePull(number, 'merge', 'bob');
    const pushed = await project.push('quickstart.yml');
    expect(results(pushed)).toMatchObject({ accept: 'success', ship: 'success' });
    expect(await tags()).toEqual(['visits@v1.0.0', 'visits@v1.1.0']);
  });

  it('a loosened gate is the first thing that the comment says', async () => {
    const config = readFileSync(join(project.served, '../seed/modelyard.yml'), 'utf8');
    const number = await project.propose('loosened', {
      'modelyard.yml': config.replace('max_worse: 0.01', 'max_worse: 0.5'),
      ...params(WORSE),
    });
    const jobs = await project.pull('quickstart.yml', number);
    expect(results(jobs).check).toBe('failure');
    const [title, , heading, , change] = comments().at(-1)?.split('\n') ?? [];
    expect(title).toContain('also changes how it is judged');
    expect(heading).toContain('How this is judged has changed');
    expect(change).toContain('gates.');
  });

  it('rolls back by hand', async () => {
    const before = servedDigest();
    const jobs = await project.dispatch('rollback.yml', {
      environment: 'staging',
      version: '',
      reason: 'wrong scores',
    });
    expect(jobs.rollback?.log).toContain('visits@v1.0.0 is live in staging');
    expect(results(jobs)).toEqual({ rollback: 'success' });
    expect(servedDigest()).not.toBe(before);
    expect(shownOn(project.github).map(({ release, states }) => [release, states.at(-1)])).toEqual([
      ['visits@v1.0.0', 'inactive'],
      ['visits@v1.1.0', 'inactive'],
      ['visits@v1.0.0', 'success'],
    ]);
  });

  it('new data that drifted are an alarm', async () => {
    const jobs = await project.schedule('schedule.yml');
    expect(jobs.monitor?.log).toMatch(/signals against visits@v1\.1\.0/);
    expect(jobs.monitor?.log).toContain('site');
    expect(results(jobs)).toEqual({ monitor: 'failure' });
    await project.schedule('schedule.yml');
    const open = [...project.github.tables.issues.values()].filter(({ state }) => state === 'open');
    expect(open.map(({ title, author }) => [title, author])).toEqual([
      ['visits: new data are not as they were', 'github-actions[bot]'],
    ]);
    expect(open[0]?.body).toMatch(/\| `site` \| shape, Jensen–Shannon \| 0\.\d+ \| 0\.1 \|/);
  });

  it('starts the training of a model that is not well once, which releases and deploys what it makes of fresh data', async () => {
    const workflow = join(project.served, '../schedule.yml');
    writeFileSync(workflow, withRetraining());
    const started = await project.schedule(workflow);
    expect(results(started)).toEqual({ monitor: 'failure' });
    expect(started.monitor?.trace.annotations).toContainEqual(
      expect.objectContaining({
        level: 'notice',
        message: expect.stringContaining('retrain.yml was started'),
      }),
    );
    const again = await project.schedule(workflow);
    expect(again.monitor?.log).toContain('is not started again within the cool-down');
    const { dispatches } = project.github.tables;
    expect(dispatches).toMatchObject([{ workflow: 'retrain.yml', ref: 'main', inputs: { model: 'visits' } }]);
    const fresh = readFileSync(join(EXAMPLE, 'data/train.csv'), 'utf8');
    await project.github.commit({ files: { 'data/train.csv': fresh } });
    const before = servedDigest();
    const jobs = await project.dispatch('retrain.yml', { model: 'visits' });
    expect(jobs.train?.log).toContain('trained again, because that was asked for');
    expect(results(jobs)).toEqual({ train: 'success', ship: 'success' });
    expect(await tags()).toHaveLength(3);
    expect(servedDigest()).not.toBe(before);
  });

  it('in a merge queue the check runs and nothing is released; what the queue lands is accepted', async () => {
    const number = await project.propose('queued', params({ ...BETTER, rounds: 70 }));
    expect(results(await project.pull('quickstart.yml', number)).check).toBe('success');
    const said = comments().length;
    const queue = await project.github.queue([number], 'squash');
    const jobs = await project.queue('quickstart.yml', queue[0] ?? never());
    expect(results(jobs)).toEqual({ check: 'success', accept: 'skipped', ship: 'skipped' });
    expect([comments().length, (await tags()).length]).toEqual([said, 3]);
    await project.github.landQueue(queue);
    const landed = await project.push('quickstart.yml');
    expect(landed.accept?.log).toContain(`the reviewed bytes of pull request ${number}`);
    expect(results(landed)).toMatchObject({ accept: 'success', ship: 'success' });
    expect(await tags()).toHaveLength(4);
  });
});

/** The example as it is when its commented lines are wanted. */
function withRetraining(): string {
  const text = readFileSync(join(PROJECT, 'examples/workflows/schedule.yml'), 'utf8');
  return text.replace('# actions: write', 'actions: write').replace('# with: {', 'with: {');
}

function never(): never {
  throw new Error('the queue is empty');
}
