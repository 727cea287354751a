import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes } from '../../src/adapters/files/hash-file.ts';
import { shownOn } from '../fixtures/forge/deployment-world.ts';
import { type HostedProject, hostedProject } from './hosted-project.ts';
import type { Jobs, StartedRun } from './hosted-run.ts';
import { BETTER, EXAMPLE, WORSE } from './quickstart-project.ts';

const params = (value: object) => ({ 'params.json': `${JSON.stringify(value)}\n` });
const LOGISTIC = JSON.parse(readFileSync(join(EXAMPLE, 'params.json'), 'utf8'));
const FILE = 'hardened.yml';

let project: HostedProject;
beforeAll(async () => {
  project = await hostedProject();
  project.github.setEnvironment({ name: 'production', reviewers: ['bob'] });
}, 120_000);
afterAll(() => project.close());

const results = (jobs: Jobs) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
const comments = () => [...project.github.tables.comments.values()].map(({ body }) => body);
const tags = () =>
  [...project.github.tables.releases.values()].filter(({ draft }) => !draft).map(({ tag }) => tag);
const shown = (environment: string) =>
  shownOn(project.github, environment).map(({ release, states }) => [release, states.at(-1)]);
const served = (environment: string) =>
  hashBytes(
    readFileSync(join(realpathSync(join(project.served, environment, 'visits/current')), 'visits.onnx')),
  );
const ON_PULL = { accept: 'skipped', release: 'skipped', staging: 'skipped', production: 'skipped' };
const ON_PUSH = { validate: 'skipped', train: 'skipped', evaluate: 'skipped', report: 'skipped' };

/** A pull request that passes, merged, and what the push to main did. */
async function ship(branch: string, value: object): Promise<Jobs> {
  const number = await project.propose(branch, params(value));
  expect(results(await project.pull(FILE, number))).toMatchObject({ report: 'success' });
  await project.github.mergePull(number, 'squash', 'bob');
  return project.push(FILE);
}

const without = (jobs: Jobs, job: string): Jobs =>
  Object.fromEntries(Object.entries(jobs).filter(([name]) => name !== job));

/** Somebody lets the run into production, and GitHub starts the job that waited. */
async function approve(run: StartedRun, earlier: Jobs): Promise<Jobs> {
  project.github.approve(run.runId, 'production', 'bob');
  return project.goOn(run, without(earlier, 'production'));
}

describe('one job for each stage', { timeout: 240_000 }, () => {
  it('hands its records from job to job, and comments on what they say', async () => {
    const number = await project.propose('first', params({ ...LOGISTIC, seed: 1 }));
    const jobs = await project.pull(FILE, number);
    expect(jobs.report?.trace.summary).toContain('may become the first release');
    const passed = { validate: 'success', train: 'success', evaluate: 'success', report: 'success' };
    expect(results(jobs)).toEqual({ ...passed, ...ON_PULL });
    expect(comments()).toEqual([expect.stringMatching(/^### ✅ visits may become the first release\n/)]);
    const names = [...project.github.tables.artifacts.values()].map(({ name }) => name);
    const digits = names.at(-1)?.split('-')[3];
    expect(names).toEqual([
      'modelyard-visits-validate-none-1',
      `modelyard-visits-train-${digits}-1`,
      `modelyard-visits-evaluate-${digits}-1`,
      `modelyard-visits-check-${digits}-1`,
    ]);
    await project.github.mergePull(number, 'squash', 'bob');
  });

  it('releases the reviewed bytes, and puts them into production when somebody approves', async () => {
    const jobs = await project.push(FILE);
    expect(results(jobs)).toEqual({
      ...ON_PUSH,
      accept: 'success',
      release: 'success',
      staging: 'success',
      production: 'failure',
    });
    expect(shown('production')).toEqual([]);
    const approved = await approve(project.last(), jobs);
    expect(approved.production?.log).toContain('visits@v1.0.0 is live in production');
    expect([tags(), shown('production')]).toEqual([['visits@v1.0.0'], [['visits@v1.0.0', 'success']]]);
    expect(served('production')).toBe(served('staging'));
  });

  it('tells what stopped a job: a worse candidate, then data that are broken', async () => {
    const number = await project.propose('worse', params(WORSE));
    const worse = await project.pull(FILE, number);
    expect(results(worse)).toMatchObject({ train: 'success', evaluate: 'failure', report: 'failure' });
    expect(comments().at(-1)).toMatch(
      /^### (⛔ visits must not replace v1\.0\.0|❔ visits: it cannot be told)/,
    );
    const rows = readFileSync(join(project.served, '../seed/data/train.csv'), 'utf8').split('\n');
    const age = rows[0]?.split(',').indexOf('age') ?? -1;
    rows[17] = rows[17]?.split(',').with(age, '-4').join(',') ?? '';
    await project.change('worse', { 'data/train.csv': rows.join('\n') });
    const broken = await project.pull(FILE, number);
    const stopped = { validate: 'failure', train: 'skipped', evaluate: 'skipped', report: 'failure' };
    expect(results(broken)).toMatchObject(stopped);
    expect(comments().at(-1)).toContain('| range | train | age |');
  });

  it('a job that dies in a later attempt is no pass, whatever the first attempt had said', async () => {
    const number = await project.propose('flaky', params(BETTER));
    const jobs = await project.pull(FILE, number);
    expect(results(jobs)).toMatchObject({ report: 'success' });
    const { train } = jobs;
    if (train === undefined) throw new Error('there was no training');
    const died: Jobs = { ...without(jobs, 'report'), train: { ...train, result: 'failure' } };
    const again = await project.goOn({ ...project.last(), attempt: 2 }, died);
    expect(results(again)).toMatchObject({ train: 'failure', report: 'failure' });
    await project.github.mergePull(number, 'squash', 'bob');
  });
});

describe('what is late', { timeout: 240_000 }, () => {
  let first: readonly [StartedRun, Jobs];
  let second: readonly [StartedRun, Jobs];

  it('an approval that came before a newer one puts live what was approved, and no more than that', async () => {
    const jobs = await project.push(FILE);
    first = [project.last(), jobs];
    expect(tags()).toEqual(['visits@v1.0.0', 'visits@v1.1.0']);
    const newer = await ship('third', { ...BETTER, rounds: 70 });
    second = [project.last(), newer];
    expect(tags()).toHaveLength(3);
    // Staging has gone on, so what was approved here is no longer what was tried there.
    const late = await approve(...first);
    expect(late.production?.log).toContain('production requires staging to serve visits@v1.1.0');
    expect(shown('production')).toEqual([['visits@v1.0.0', 'success']]);
    const approved = await approve(...second);
    expect(results(approved).production).toBe('success');
  });

  it('neither an old approval nor an old run undoes a rollback', async () => {
    const inputs = { environment: 'production', version: '1.0.0', reason: 'complaints' };
    const rollback = await project.dispatch('rollback.yml', inputs);
    // The rollback is protected like the deployment, and waits for its reviewer.
    expect(results(rollback).rollback).toBe('failure');
    const run = project.last();
    project.github.approve(run.runId, 'production', 'bob');
    expect(results(await project.goOn(run, {})).rollback).toBe('success');
    const live = served('production');
    for (const [old, earlier] of [first, second]) {
      const again = await project.goOn(old, without(earlier, 'production'));
      expect(results(again).production).toBe('failure');
    }
    expect(served('production')).toBe(live);
  });

  it('an old push that is run again releases nothing and deploys nothing', async () => {
    const before = [tags(), shown('staging'), shown('production')];
    const [old] = first;
    const jobs = await project.goOn({ ...old, attempt: 2 }, {});
    expect(results(jobs)).toMatchObject({ accept: 'failure', release: 'skipped', production: 'skipped' });
    expect(jobs.accept?.log).toContain('only the newest state of a branch is released');
    expect([tags(), shown('staging'), shown('production')]).toEqual(before);
  });
});

describe('the tokens of all these jobs', () => {
  it('are in no file that they left: no record, archive, output, git config or log of a step', () => {
    const { tokens, folders } = project.seen;
    expect([tokens.length > 20, folders.length > 20]).toEqual([true, true]);
    const found = spawnSync(
      'grep',
      ['--recursive', '--files-with-matches', '--text', '--fixed-strings', '--file=-', ...folders],
      {
        input: `${tokens.join('\n')}\n`,
        encoding: 'utf8',
      },
    );
    expect([found.status, found.stdout]).toEqual([1, '']);
  });
});
