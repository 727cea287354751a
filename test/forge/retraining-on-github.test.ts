import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { githubWithRetraining, loggedSteps, retrainOn, WEEK_MS } from '../fixtures/forge/monitoring-job.ts';
import type { Github } from '../github/github.ts';

let github: Github;
beforeEach(async () => {
  github = await githubWithRetraining();
});
afterEach(() => github.close());

const started = () =>
  github.tables.dispatches.map(({ workflow, ref, inputs }) => [workflow, ref, inputs.model]);
const later = (ms: number) => new Date(github.clock.now().getTime() + ms);
const VISITS = ['retrain.yml', 'main', 'visits'];

describe('the training that an alarm starts', () => {
  it('is started once, by a dispatch on the default branch', async () => {
    expect(await retrainOn(github)).toMatchObject({ kind: 'started' });
    expect(started()).toEqual([VISITS]);
    expect(await loggedSteps(github)).toEqual(['asked', 'started']);
  });

  it('is not started again within the cool-down, with two requests; after it it is', async () => {
    const now = github.clock.now();
    await retrainOn(github, { now });
    const before = github.requests.length;
    expect(await retrainOn(github, { run: '2', now: later(WEEK_MS / 2) })).toEqual({
      kind: 'cooling',
      since: now.toISOString(),
    });
    expect(github.requests.length - before).toBe(2);
    expect(await retrainOn(github, { run: '3', now: later(WEEK_MS + 60_000) })).toMatchObject({
      kind: 'started',
    });
    expect(started()).toEqual([VISITS, VISITS]);
  });

  it('is each model’s own', async () => {
    await retrainOn(github);
    await retrainOn(github, { model: 'other' });
    expect(await retrainOn(github)).toMatchObject({ kind: 'cooling' });
    expect(started().map(([, , model]) => model)).toEqual(['visits', 'other']);
  });

  it('is started by one of three runs at once', async () => {
    const runs = ['1', '2', '3'].map((run) =>
      github.addWorkflowRun({ headSha: 'a'.repeat(40), status: 'in_progress', name: run }),
    );
    const outcomes = await Promise.all(runs.map((run) => retrainOn(github, { run: String(run) })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['cooling', 'cooling', 'started']);
    expect(started()).toEqual([VISITS]);
  });

  it('that somebody else started is not taken for it', async () => {
    github.addWorkflowRun({
      headSha: 'a'.repeat(40),
      event: 'workflow_dispatch',
      path: '.github/workflows/retrain.yml',
    });
    expect(await retrainOn(github)).toMatchObject({ kind: 'started' });
    expect(started()).toHaveLength(1);
  });

  it('whose answer is lost is found by its run', async () => {
    for (const kind of ['drop-after', 'status-after'] as const) {
      github.faults.add({ kind, status: 502, match: /dispatches$/ });
      expect(await retrainOn(github, { model: kind })).toMatchObject({ kind: 'started' });
    }
    expect(started()).toHaveLength(2);
  });

  it('that nobody saw is not started twice by the same run; the next one does it', async () => {
    github.faults.add({ kind: 'drop-before', match: /dispatches$/ });
    expect(await retrainOn(github)).toEqual({ kind: 'unseen' });
    expect(started()).toEqual([]);
    expect(await retrainOn(github, { run: '2' })).toMatchObject({ kind: 'started' });
    expect(started()).toEqual([VISITS]);
  });

  it('that a living run is about to start is left to it', async () => {
    const alive = String(github.addWorkflowRun({ headSha: 'a'.repeat(40), status: 'in_progress' }));
    github.faults.add({ kind: 'drop-before', match: /dispatches$/ });
    await retrainOn(github, { run: alive });
    expect(await retrainOn(github, { run: '2' })).toMatchObject({ kind: 'cooling' });
    expect(started()).toEqual([]);
    // The same run again: its first attempt has ended.
    expect(await retrainOn(github, { run: alive })).toMatchObject({ kind: 'started' });
  });

  it('needs actions: write, and says so in YAML', async () => {
    const permissions = { contents: 'write', actions: 'read' } as const;
    await expect(retrainOn(github, { permissions })).rejects.toMatchObject({
      status: 403,
      hint: expect.stringContaining('permissions:\n  actions: write'),
    });
    // What was claimed and not started is started as soon as it may be.
    expect(await retrainOn(github, { run: '2' })).toMatchObject({ kind: 'started' });
  });

  it.each([
    ['none.yml', 'main has no workflow none.yml', 'examples/workflows/retrain.yml'],
    [
      'push.yml',
      "push.yml cannot be started: Workflow does not have 'workflow_dispatch' trigger",
      'workflow_dispatch',
    ],
  ])('of %s is explained', async (workflow, message, hint) => {
    await expect(retrainOn(github, { workflow })).rejects.toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});
