import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../architecture/source-files.ts';
import { type HostedProject, hostedProject } from '../end-to-end/hosted-project.ts';
import type { Jobs } from '../end-to-end/hosted-run.ts';
import { BETTER, EXAMPLE } from '../end-to-end/quickstart-project.ts';
import { shownOn } from '../fixtures/forge/deployment-world.ts';
import { executeInAct } from './act/execute-in-act.ts';

let project: HostedProject;
beforeAll(async () => {
  project = await hostedProject(executeInAct);
});
afterAll(() => project.close());

/** How each job ended; where that is not what was expected, what the jobs said. */
function expectResults(jobs: Jobs, expected: Readonly<Record<string, string>>): void {
  const results = Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
  const said = Object.entries(jobs).map(([name, { log }]) => `--- ${name}\n${log}`);
  expect(results, said.join('\n')).toEqual(expected);
}

const paramsFile = (params: object) => ({ 'params.json': `${JSON.stringify(params)}\n` });
const published = () =>
  [...project.github.tables.releases.values()].filter(({ draft }) => !draft).map(({ tag }) => tag);
const served = () => shownOn(project.github).map(({ release, states }) => [release, states.at(-1)]);

/** A story for each workflow; later ones go on where earlier ones ended. */
const STORIES: Readonly<Record<string, () => Promise<void>>> = {
  async 'quickstart.yml'() {
    const first = await project.propose('first', { 'README.md': 'first\n', ...paramsFile(logistic()) });
    const judged = await project.pull('quickstart.yml', first);
    expectResults(judged, { check: 'success', accept: 'skipped', ship: 'skipped' });
    expect(judged.check?.outputs).toMatchObject({
      verdict: 'pass',
      record: '.modelyard/visits/report.json',
      artifact: expect.stringMatching(/^modelyard-visits-check-[0-9a-f]{12}-1$/),
    });
    expect(judged.check?.trace.summary).toContain('visits may become the first release');
    expect([...project.github.tables.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringMatching(/^### ✅ visits may become the first release\n/),
    ]);

    await project.github.mergePull(first, 'squash', 'bob');
    const shipped = await project.push('quickstart.yml');
    expectResults(shipped, { check: 'skipped', accept: 'success', ship: 'success' });
    expect(shipped.accept?.outputs).toMatchObject({
      outcome: 'accepted',
      digest: judged.check?.outputs.digest,
    });
    expect(shipped.ship?.outputs).toMatchObject({
      tag: 'visits@v1.0.0',
      version: '1.0.0',
      live: judged.check?.outputs.digest,
    });
    expect(published()).toEqual(['visits@v1.0.0']);
    expect(served()).toEqual([['visits@v1.0.0', 'success']]);
  },

  async 'monorepo.yml'() {
    const number = await project.propose('second', paramsFile(BETTER));
    const changed = await project.pull('monorepo.yml', number);
    expectResults(changed, { plan: 'success', check: 'success', models: 'success' });
    expect(changed.plan?.outputs).toEqual({ models: '["visits"]', any: 'true' });
    expect(changed.check?.outputs.verdict).toBe('pass');
    const other = await project.propose('words', { 'README.md': 'other words\n' });
    const unchanged = await project.pull('monorepo.yml', other);
    expectResults(unchanged, { plan: 'success', check: 'skipped', models: 'success' });
    expect(unchanged.plan?.outputs).toEqual({ models: '[]', any: 'false' });
    await project.pull('quickstart.yml', number);
    await project.github.mergePull(number, 'merge', 'bob');
    await project.push('quickstart.yml');
    expect(published()).toEqual(['visits@v1.0.0', 'visits@v1.1.0']);
  },

  async 'forks.yml'() {
    project.github.addUser('mallory', 'read');
    const number = await project.proposeFrom('mallory', 'theirs', paramsFile({ ...logistic(), seed: 2 }));
    const judged = await project.pull('quickstart.yml', number);
    expect(judged.check?.log).toContain('the token of a fork or of Dependabot may not comment');
    const comments = () =>
      [...project.github.tables.comments.values()]
        .filter(({ issue }) => issue === number)
        .map(({ body }) => body);
    expect(comments()).toEqual([]);
    expectResults(await project.ended('forks.yml'), { report: 'success' });
    expect(comments()).toEqual([expect.stringMatching(/^### .* — says the run of a fork\n/)]);
    const own = await project.propose('own', { 'notes.md': 'own\n' });
    await project.pull('quickstart.yml', own);
    await expect(project.ended('forks.yml')).rejects.toThrow('act ran no job');
  },

  async 'rollback.yml'() {
    const inputs = { environment: 'staging', version: '', reason: 'wrong scores' };
    const jobs = await project.dispatch('rollback.yml', inputs);
    expectResults(jobs, { rollback: 'success' });
    expect(jobs.rollback?.outputs).toMatchObject({ tag: 'visits@v1.0.0', verdict: 'pass' });
    expect(served()).toEqual([
      ['visits@v1.0.0', 'inactive'],
      ['visits@v1.1.0', 'inactive'],
      ['visits@v1.0.0', 'success'],
    ]);
  },

  async 'schedule.yml'() {
    const jobs = await project.schedule('schedule.yml');
    expectResults(jobs, { monitor: 'failure' });
    expect(jobs.monitor?.outputs).toMatchObject({ verdict: 'fail' });
    const open = [...project.github.tables.issues.values()].filter(({ state }) => state === 'open');
    expect(open.map(({ title }) => title)).toEqual(['visits: new data are not as they were']);
  },

  async 'retrain.yml'() {
    const fresh = readFileSync(join(EXAMPLE, 'data/train.csv'), 'utf8');
    await project.github.commit({ files: { 'data/train.csv': fresh } });
    const jobs = await project.dispatch('retrain.yml', { model: 'visits' });
    expectResults(jobs, { train: 'success', ship: 'success' });
    expect(jobs.train?.outputs).toMatchObject({ verdict: 'pass', outcome: 'retrained' });
    expect(published()).toHaveLength(3);
    expect(served().at(-1)).toEqual([jobs.ship?.outputs.tag, 'success']);
  },

  async 'hardened.yml'() {
    const skipped = (...jobs: string[]) => Object.fromEntries(jobs.map((job) => [job, 'skipped']));
    const passed = (...jobs: string[]) => Object.fromEntries(jobs.map((job) => [job, 'success']));
    const number = await project.propose('staged', paramsFile({ ...BETTER, rounds: 70 }));
    const judged = await project.pull('hardened.yml', number);
    const [before, after] = [
      ['validate', 'train', 'evaluate', 'report'],
      ['accept', 'release', 'staging', 'production'],
    ] as const;
    expectResults(judged, { ...passed(...before), ...skipped(...after) });
    expect(judged.report?.trace.summary).toContain('visits may replace');
    await project.github.mergePull(number, 'squash', 'bob');
    const shipped = await project.push('hardened.yml');
    expectResults(shipped, { ...skipped(...before), ...passed(...after) });
    expect(published()).toHaveLength(4);
    expect(shipped.production?.outputs.tag).toBe(published().at(-1));
  },
};

function logistic(): object {
  return { ...JSON.parse(readFileSync(join(EXAMPLE, 'params.json'), 'utf8')), seed: 1 };
}

describe('the example workflows, run by act', () => {
  it.each(Object.entries(STORIES))('%s', async (_, story) => {
    await story();
  });

  it('a job for which there is no runner is told, though act passes over it as if it were well', async () => {
    const workflow = join(project.served, '../two-systems.yml');
    const job = (system: string) => `{ runs-on: ${system}, steps: [{ run: "true" }] }`;
    writeFileSync(
      workflow,
      `on: workflow_dispatch\njobs:\n  one: ${job('ubuntu-24.04')}\n  other: ${job('macos-15')}\n`,
    );
    expectResults(await project.dispatch(workflow, {}), { one: 'success', other: 'skipped' });
  });

  it('each of them has its story here', () => {
    const examples = readdirSync(join(PROJECT, 'examples/workflows'));
    expect(Object.keys(STORIES).sort()).toEqual(examples.sort());
  });
});
