import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeployingRun } from '../../src/adapters/github/environment-rules.ts';
import type { StageContext } from '../../src/stages/context.ts';
import { type DeployOptions, deployStage } from '../../src/stages/deploy/deploy.ts';
import { deploymentsOf } from '../../src/stages/deploy/deployment-log.ts';
import { rollbackStage } from '../../src/stages/deploy/rollback.ts';
import {
  agreement,
  type DeployingJob,
  makeReleases,
  portsOf,
  shownOn,
} from '../fixtures/forge/deployment-world.ts';
import { githubOf } from '../fixtures/forge/github-world.ts';
import { copyRepository, git, removeRepository, workshopContext } from '../fixtures/release/workshop.ts';
import type { Github } from '../github/github.ts';

/** Releases 1.0.0, 1.0.1 and 1.0.2; the last fails its smoke. */
let template: string;
let directory: string;
let context: StageContext;
let github: Github;
let said: string[];

beforeAll(async () => {
  template = await makeReleases();
});
beforeEach(async () => {
  directory = await copyRepository(template);
  github = await githubOf(directory);
  said = [];
  context = workshopContext(directory, { warnings: said });
});
afterEach(async () => {
  await github.close();
  await removeRepository(directory);
});
afterAll(() => removeRepository(template));

type Asked = Partial<DeployOptions> & DeployingJob;

/** Each is a job of its own. */
async function deploy(version: string | null, { permissions, run, signal, ...options }: Asked = {}) {
  const ports = await portsOf(github, context, {
    ...(permissions === undefined ? {} : { permissions }),
    ...(run === undefined ? {} : { run }),
    ...(signal === undefined ? {} : { signal }),
  });
  return deployStage(context, ports, {
    environment: 'staging',
    version,
    reason: null,
    dryRun: false,
    ...options,
  });
}
async function rollback(to: string | null = null, job: DeployingJob = {}) {
  const ports = await portsOf(github, context, job);
  return rollbackStage(context, ports, { environment: 'staging', to, reason: null, dryRun: false });
}
const told = (environment?: string) =>
  shownOn(github, environment).map(({ release, states }) => [release, ...states]);
const weights = (environment = 'staging') =>
  readFile(join(directory, 'deployed', environment, 'visits/current/visits.onnx'), 'utf8');
const RUN = {
  id: '77',
  url: 'https://github.com/acme/models/actions/runs/77/attempts/1',
  ref: 'refs/heads/main',
};

describe('a deployment on GitHub', () => {
  it('is one of our own, with everything that says what it is', async () => {
    const { record } = await deploy('1.0.0', { run: RUN });
    const [deployment] = github.tables.deployments.values();
    const { log } = await portsOf(github, context);
    const { entries } = await log.read();
    expect(deployment).toMatchObject({
      sha: await git(directory, 'rev-parse', 'visits@v1.0.0^{commit}'),
      task: 'modelyard:visits',
      environment: 'staging',
      production: false,
      transient: false,
      description: 'visits@v1.0.0',
      payload: {
        model: 'visits',
        release: 'visits@v1.0.0',
        digest: record?.digest,
        logHead: entries[1]?.previous,
        intent: (entries[0]?.body as { id?: string } | undefined)?.id ?? 'none',
      },
    });
    const statuses = [...github.tables.deploymentStatuses.values()];
    expect(statuses.map(({ state, logUrl, description }) => [state, logUrl, description])).toEqual([
      ['in_progress', RUN.url, 'visits@v1.0.0'],
      ['success', RUN.url, 'visits@v1.0.0 is live, smoke pass'],
    ]);
  });

  it.each(['staging', 'production'])('retires the one before it: %s', async (environment) => {
    for (const version of ['1.0.0', '1.0.1']) {
      await deploy(version);
      if (environment === 'production') await deploy(version, { environment });
    }
    expect(told(environment)).toEqual([
      ['visits@v1.0.0', 'in_progress', 'success', 'inactive'],
      ['visits@v1.0.1', 'in_progress', 'success'],
    ]);
    const rows = [...github.tables.deployments.values()].filter((row) => row.environment === environment);
    expect(rows.map(({ production }) => production)).toEqual([
      environment === 'production',
      environment === 'production',
    ]);
    const ofThese = rows.map(({ id }) => id);
    const order = [...github.tables.deploymentStatuses.values()]
      .filter(({ deployment }) => ofThese.includes(deployment))
      .map(({ deployment, state }) => [ofThese.indexOf(deployment), state]);
    expect(order.slice(2)).toEqual([
      [1, 'in_progress'],
      [1, 'success'],
      [0, 'inactive'],
    ]);
  });

  it('leaves those of other models and of other tools alone', async () => {
    await deploy('1.0.0');
    const [own] = github.tables.deployments.values();
    if (own === undefined) throw new Error('there is none');
    const others = [
      { task: 'deploy', payload: own.payload },
      { task: 'modelyard:other', payload: own.payload },
      { task: 'modelyard:visits', payload: 'a text' },
      { task: 'modelyard:visits', payload: { intent: 'of no log' } },
    ];
    for (const [index, other] of others.entries()) {
      const [id, at] = [900_000 + index, own.createdAt];
      github.tables.deployments.set(id, { ...own, ...other, id });
      const status = { id, deployment: id, state: 'success', creator: 'eve', at } as const;
      const texts = { description: '', logUrl: '', environmentUrl: '', environment: 'staging' };
      github.tables.deploymentStatuses.set(id, { ...status, ...texts });
    }
    await deploy('1.0.1');
    const states = shownOn(github).map((shown) => shown.states.at(-1));
    expect(states).toEqual(['inactive', 'success', 'success', 'success', 'success', 'success']);
  });

  it('that fails its smoke is a failure, and the one before stays active', async () => {
    await deploy('1.0.0');
    const { record } = await deploy('1.0.2');
    expect(record?.verdict).toBe('fail');
    expect(told()).toEqual([
      ['visits@v1.0.0', 'in_progress', 'success'],
      ['visits@v1.0.2', 'in_progress', 'failure'],
    ]);
    expect(await weights()).toBe('one\n');
    const last = [...github.tables.deploymentStatuses.values()].at(-1);
    expect(last?.description).toMatch(/^visits@v1\.0\.2: 2 of 2 outputs/);
  });

  it('back to an older release is a new one', async () => {
    for (const version of ['1.0.0', '1.0.1']) await deploy(version);
    await rollback();
    expect(told()).toEqual([
      ['visits@v1.0.0', 'in_progress', 'success', 'inactive'],
      ['visits@v1.0.1', 'in_progress', 'success', 'inactive'],
      ['visits@v1.0.0', 'in_progress', 'success'],
    ]);
  });

  it('costs few requests, and even fewer when there is nothing to do', async () => {
    await deploy('1.0.0');
    await deploy('1.0.1');
    const boardCalls = (from: number) =>
      github.requests
        .slice(from)
        .map(({ method, operation }) => `${method} ${operation}`)
        .filter((call) => /deployments|environments|approvals/.test(call));
    const before = github.requests.length;
    await rollback();
    expect(boardCalls(before)).toHaveLength(9);
    expect(github.requests.length - before).toBeLessThanOrEqual(22);
    const after = github.requests.length;
    expect((await deploy('1.0.0')).outcome).toBe('unchanged');
    expect(boardCalls(after)).toHaveLength(3);
    expect(github.requests.length - after).toBeLessThanOrEqual(6);
  });

  it('of what was taken back by a rollback is refused, unless it is named', async () => {
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.2!');
    await deploy('1.0.0');
    await deploy(null);
    await rollback('1.0.0');
    const again = { code: 'refused', message: expect.stringContaining('visits@v1.0.1 was live') };
    await expect(deploy(null)).rejects.toMatchObject(again);
    await expect(deploy(null, { released: 'visits@v1.0.1' })).rejects.toMatchObject(again);
    expect(await weights()).toBe('one\n');
    expect((await deploy('1.0.1')).outcome).toBe('deployed');
  });

  it('of what failed its smoke is not tried again by itself', async () => {
    await deploy('1.0.0');
    await deploy(null);
    await expect(deploy(null)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('visits@v1.0.2 was tried in this environment and failed'),
    });
    expect(github.tables.deployments.size).toBe(2);
    expect((await deploy('1.0.2')).record?.verdict).toBe('fail');
  });

  it('of what this run released is that release and no newer one, and never an older or a withdrawn one', async () => {
    const released = (version: string) => deploy(null, { released: `visits@v${version}` });
    expect((await released('1.0.0')).release).toBe('visits@v1.0.0');
    expect((await released('1.0.1')).release).toBe('visits@v1.0.1');
    await expect(released('1.0.0')).rejects.toMatchObject({ code: 'refused' });
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.2!');
    await expect(released('1.0.2')).rejects.toMatchObject({ message: expect.stringContaining('withdrawn') });
    await expect(deploy('1.0.2', { released: 'visits@v1.0.2' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('that was approved late does not undo a newer one', async () => {
    await deploy('1.0.1');
    await rollback('1.0.0');
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.1!');
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.2!');
    await expect(deploy(null)).rejects.toMatchObject({ code: 'refused' });
    expect(github.tables.deployments.size).toBe(2);
  });
});

describe('what GitHub does not let be written', () => {
  it('stops the deployment before traffic moves, with the lines to add', async () => {
    await deploy('1.0.0');
    const permissions = { contents: 'write', deployments: 'read', actions: 'read' } as const;
    await expect(deploy('1.0.1', { permissions })).rejects.toMatchObject({
      status: 403,
      hint: expect.stringContaining('permissions:\n  deployments: write\n'),
    });
    expect(await weights()).toBe('one\n');
    expect(await agreement(github, context)).toMatchObject({ open: 0, live: 'visits@v1.0.0' });
    await deploy('1.0.1');
    expect(said).toEqual([]);
  });

  it('is a warning once the deployment is done, and the next run shows it', async () => {
    await deploy('1.0.0');
    const statuses = /^POST .*\/statuses$/;
    github.faults.add({ match: statuses, kind: 'status', status: 403, skip: 1 });
    expect((await deploy('1.0.1')).record?.verdict).toBe('pass');
    expect(said).toEqual([expect.stringContaining('could not be shown')]);
    github.faults.clear();
    expect((await deploy('1.0.1')).outcome).toBe('unchanged');
    expect(told()).toEqual([
      ['visits@v1.0.0', 'in_progress', 'success', 'inactive'],
      ['visits@v1.0.1', 'in_progress', 'success'],
    ]);
  });
});

describe('an environment with required reviewers', () => {
  let run: DeployingRun;
  beforeEach(async () => {
    github.setEnvironment({ name: 'Staging', reviewers: ['rui'] });
    github.setEnvironment({ name: 'staging', reviewers: ['rui'] });
    const headSha = await git(directory, 'rev-parse', 'HEAD');
    run = { ...RUN, id: String(github.addWorkflowRun({ headSha })) };
  });

  it('refuses a run that nobody approved for it, or no run at all, and says how to ask', async () => {
    const refused = async (job: Asked) =>
      expect(deploy('1.0.0', job)).rejects.toMatchObject({
        code: 'refused',
        hint: expect.stringContaining('environment: {name: staging, deployment: false}'),
      });
    await refused({ run });
    await refused({ run: null });
    github.approve(Number(run.id), 'staging', 'rui', 'rejected');
    github.approve(Number(run.id), 'production', 'rui');
    await refused({ run });
    expect(github.mutations).toBe(0);
  });

  it('takes a run that was approved, however its name is written', async () => {
    github.approve(Number(run.id), 'Staging', 'rui');
    expect((await deploy('1.0.0', { run })).record?.verdict).toBe('pass');
  });

  it('refuses where the rules cannot be read', async () => {
    const permissions = { contents: 'write', deployments: 'write' } as const;
    await expect(deploy('1.0.0', { run, permissions })).rejects.toMatchObject({
      hint: expect.stringContaining('actions: read'),
    });
    expect(github.mutations).toBe(0);
  });
});

describe('the other rules of an environment', () => {
  const run = async (createdAt?: string, ref = 'refs/heads/main'): Promise<DeployingRun> => {
    const headSha = await git(directory, 'rev-parse', 'HEAD');
    const id = github.addWorkflowRun({ headSha, ...(createdAt === undefined ? {} : { createdAt }) });
    return { ...RUN, id: String(id), ref };
  };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it('a wait timer is waited for, also by a job that does not name the environment', async () => {
    github.setEnvironment({ name: 'staging', waitMinutes: 30 });
    await expect(deploy('1.0.0', { run: await run(minutesAgo(29)) })).rejects.toMatchObject({
      code: 'refused',
      message: 'the environment staging asks to wait 30 minutes from the start of a run',
    });
    expect(github.mutations).toBe(0);
    expect((await deploy('1.0.0', { run: await run(minutesAgo(31)) })).record?.verdict).toBe('pass');
  });

  it.each<[string, readonly string[], string, boolean]>([
    ['the branch', ['main'], 'refs/heads/main', true],
    ['a pattern', ['release/*'], 'refs/heads/release/1', true],
    ['another branch', ['main'], 'refs/heads/mine', false],
    ['a deeper branch', ['release/*'], 'refs/heads/release/1/2', false],
    ['a pull request', ['main'], 'refs/pull/7/merge', false],
    ['a tag of that name', ['main'], 'refs/tags/main', false],
    ['no branch at all', [], 'refs/heads/main', false],
  ])('branches by name: %s', async (_, patterns, ref, isOpen) => {
    github.setEnvironment({ name: 'staging', branches: 'custom', patterns });
    const outcome = await deploy('1.0.0', { run: await run(undefined, ref) }).catch((error: Error) => error);
    if (isOpen) expect(outcome).toMatchObject({ outcome: 'deployed' });
    else expect(outcome).toMatchObject({ code: 'refused', message: expect.stringContaining(ref) });
  });

  it('protected branches only, where there are any', async () => {
    github.setEnvironment({ name: 'staging', branches: 'protected' });
    expect((await deploy('1.0.0', { run: await run() })).outcome).toBe('deployed');
    github.tables.protectedBranches.add('main');
    expect((await deploy('1.0.1', { run: await run() })).outcome).toBe('deployed');
    github.tables.protectedBranches.delete('main');
    await git(directory, 'push', '--quiet', github.gitUrl, 'HEAD:refs/heads/stable');
    github.tables.protectedBranches.add('stable');
    await expect(deploy('1.0.0', { run: await run() })).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('answers that are lost', () => {
  it.each(['drop-before', 'drop-after'] as const)('%s: nothing is shown twice', async (kind) => {
    await deploy('1.0.0');
    for (const match of [/^POST .*\/deployments$/, /^POST .*\/statuses$/]) github.faults.add({ match, kind });
    await deploy('1.0.1');
    expect(told()).toEqual([
      ['visits@v1.0.0', 'in_progress', 'success', 'inactive'],
      ['visits@v1.0.1', 'in_progress', 'success'],
    ]);
  });

  it('lists that lag leave one active deployment in the end', async () => {
    await deploy('1.0.0');
    github.staleReads = 2;
    github.faults.add({ match: /^POST .*\/deployments$/, kind: 'drop-after' });
    await deploy('1.0.1');
    github.staleReads = 0;
    await deploy('1.0.1');
    const { log } = await portsOf(github, context);
    expect(deploymentsOf((await log.read()).entries, 'visits', 'staging').open).toEqual([]);
    expect(await agreement(github, context)).toMatchObject({
      shownActive: ['visits@v1.0.1'],
      unsettled: 0,
    });
  });

  it('of two runs at once one deploys, and one is active', async () => {
    await deploy('1.0.0');
    await Promise.allSettled([deploy('1.0.1'), deploy('1.0.1')]);
    await deploy('1.0.1');
    expect(await agreement(github, context)).toMatchObject({
      open: 0,
      shownActive: ['visits@v1.0.1'],
      isTheLoggedOne: true,
    });
  });
});
