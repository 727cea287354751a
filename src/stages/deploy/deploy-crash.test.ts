import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployPorts, releasePorts } from '../../../test/fixtures/release/ports.ts';
import { buildChildren, type Children } from '../../../test/fixtures/release/run-child.ts';
import {
  copyRepository,
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  tree,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { historyStage } from '../history/history.ts';
import { releaseStage } from '../release/release.ts';
import { statusStage } from '../status/status.ts';
import { deployStage } from './deploy.ts';

let children: Children;
/** Releases 1.0.0 (live in staging), 1.0.1 and 1.0.2, which fails its smoke. */
let template: string;
const made: string[] = [];

beforeAll(async () => {
  children = await buildChildren();
  template = await makeRepository();
  const context = workshopContext(template);
  for (const weights of [null, 'two\n', 'BAD\n']) {
    await makeCandidate(context, weights);
    await releaseStage(context, await releasePorts(context), { bump: null, version: null, dryRun: false });
  }
  const first = { environment: 'staging', version: '1.0.0', reason: null, dryRun: false };
  await deployStage(context, await deployPorts(context), first);
});
afterAll(async () => {
  await children.remove();
  for (const directory of [template, ...made]) await removeRepository(directory);
});

async function copy(): Promise<string> {
  const directory = await copyRepository(template);
  made.push(directory);
  return directory;
}

interface Scenario {
  readonly command: 'deploy' | 'rollback';
  readonly version: string | null;
  /** Weights that are served in the end, and the release that should be. */
  readonly served: string;
  readonly live: string;
  readonly verdict: string;
  /** Deployed before, and not killed. */
  readonly before?: string;
}

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a deployment': {
    command: 'deploy',
    version: '1.0.1',
    served: 'two\n',
    live: 'visits@v1.0.1',
    verdict: 'pass',
  },
  'a deployment that fails its smoke': {
    command: 'deploy',
    version: null,
    served: 'one\n',
    live: 'visits@v1.0.0',
    verdict: 'fail',
  },
  'a rollback to a version': {
    command: 'rollback',
    version: '1.0.0',
    served: 'one\n',
    live: 'visits@v1.0.0',
    verdict: 'pass',
    before: '1.0.1',
  },
};

async function finalState(directory: string) {
  const context = workshopContext(directory);
  const ports = await deployPorts(context);
  const served = join(directory, 'deployed/staging/visits');
  const [staging] = (await statusStage(context, ports)).environments.filter(
    (each) => each.environment === 'staging',
  );
  return {
    content: await readFile(join(served, 'current/visits.onnx'), 'utf8'),
    link: await readlink(join(served, 'current')),
    // Nothing half-written: no hidden file anywhere, every version whole.
    strays: (await tree(served)).filter((name) => name.split('/').some((part) => part.startsWith('.'))),
    desired: staging?.desired,
    agrees: staging?.agrees,
    underWay: staging?.underWay,
    lastLive: (await historyStage(context, ports.log, { environment: 'staging', at: '9999-01-01' }))[0]
      ?.release,
    workTree: await git(directory, 'status', '--porcelain'),
  };
}

async function prepare(scenario: Scenario): Promise<string> {
  const directory = await copy();
  if (scenario.before !== undefined)
    await children.run({ directory, command: 'deploy', version: scenario.before });
  return directory;
}

async function expectFinal(directory: string, { served, live }: Scenario): Promise<void> {
  const state = await finalState(directory);
  expect(state).toEqual({
    content: served,
    link: state.link,
    strays: [],
    desired: live,
    agrees: true,
    underWay: null,
    lastLive: live,
    workTree: '',
  });
}

describe.each(Object.entries(SCENARIOS))('%s that is killed and run again', (_, scenario) => {
  const start = (directory: string, killBefore: number | null = null) =>
    children.run({ directory, command: scenario.command, version: scenario.version, killBefore });

  it('ends as if it had not been killed, wherever it was', async () => {
    const whole = await prepare(scenario);
    const { steps, verdict } = await start(whole);
    expect(verdict).toBe(scenario.verdict);
    expect(steps).toEqual(
      expect.arrayContaining(['append intent', 'switch pointer', 'smoke', 'append result']),
    );
    await expectFinal(whole, scenario);
    const killAndRepeat = async (killBefore: number) => {
      const directory = await prepare(scenario);
      expect((await start(directory, killBefore)).signal).toBe('SIGKILL');
      const second = await start(directory);
      expect(second.signal).toBeNull();
      // What failed its smoke, and is recorded as that, is not tried again by itself.
      const ends = scenario.verdict === 'fail' ? ['fail', 'refused'] : ['pass'];
      expect(ends, `killed before step ${killBefore}, ${steps[killBefore - 1]}`).toContain(
        second.verdict ?? second.error,
      );
      await expectFinal(directory, scenario);
    };
    await Promise.all(steps.map((_, index) => killAndRepeat(index + 1)));
  });

  it('ends so after being killed at any moment, with all of its processes', async () => {
    const directory = await prepare(scenario);
    const clean = await prepare(scenario);
    const began = performance.now();
    await start(clean);
    const wholeMs = performance.now() - began;
    let verdict: string | null | undefined;
    for (let round = 1; round <= 10 && verdict === undefined; round++) {
      const { command, version } = scenario;
      ({ verdict } = await children.run({ directory, command, version }, (wholeMs * round) / 10));
    }
    // Killed after all was done is done: a second rollback to what is live is refused.
    if (verdict === undefined) await start(directory);
    await expectFinal(directory, scenario);
  });
});

describe('deployments at the same time', () => {
  it('are one after the other, or refused', async () => {
    for (let round = 0; round < 4; round++) {
      const directory = await copy();
      const results = await Promise.all(
        ['1.0.1', '1.0.1', '1.0.0'].map((version) => children.run({ directory, command: 'deploy', version })),
      );
      for (const { outcome, error, message } of results)
        expect(['deployed', 'unchanged', 'conflict'], message).toContain(outcome ?? error);
      expect(results.some(({ outcome }) => outcome !== undefined)).toBe(true);
      const { agrees, underWay, strays } = await finalState(directory);
      expect({ agrees, underWay, strays }).toEqual({ agrees: true, underWay: null, strays: [] });
    }
  });

  it('leave every version whole', async () => {
    const directory = await copy();
    await Promise.all(
      ['1.0.1', '1.0.0'].map((version) => children.run({ directory, command: 'deploy', version })),
    );
    const versions = join(directory, 'deployed/staging/visits/versions');
    for (const name of await readdir(versions)) expect(name).toMatch(/^[0-9a-f]{64}$/);
  });
});
