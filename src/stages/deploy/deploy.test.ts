import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deployPorts, forgeOf, releasePorts } from '../../../test/fixtures/release/ports.ts';
import {
  copyRepository,
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { ModelyardError } from '../../errors.ts';
import type { StageContext } from '../context.ts';
import { historyStage, historyText } from '../history/history.ts';
import { releaseStage } from '../release/release.ts';
import { statusStage, statusText } from '../status/status.ts';
import type { DeployPorts } from './apply-deployment.ts';
import { type DeployOptions, deployStage } from './deploy.ts';
import { deploymentsOf } from './deployment-log.ts';
import { rollbackStage } from './rollback.ts';

/** Releases 1.0.0, 1.0.1 and 1.0.2; the last fails its smoke. */
let template: string;
let directory: string;
let context: StageContext;
let ports: DeployPorts;
let said: string[];

beforeAll(async () => {
  template = await makeRepository();
  const given = workshopContext(template);
  for (const weights of [null, 'two\n', 'BAD\n']) {
    await makeCandidate(given, weights);
    await releaseStage(given, await releasePorts(given), { bump: null, version: null, dryRun: false });
  }
});
afterAll(() => removeRepository(template));
beforeEach(async () => {
  directory = await copyRepository(template);
  said = [];
  context = workshopContext(directory, { warnings: said });
  ports = await deployPorts(context);
});
afterEach(() => removeRepository(directory));

const deploy = (version: string | null, options: Partial<DeployOptions> = {}) =>
  deployStage(context, ports, { environment: 'staging', version, reason: null, dryRun: false, ...options });
const rollback = (to: string | null = null, reason: string | null = null) =>
  rollbackStage(context, ports, { environment: 'staging', to, reason, dryRun: false });
const served = (environment = 'staging', ...parts: string[]) =>
  join(directory, 'deployed', environment, 'visits', ...parts);
const weights = () => readFile(served('staging', 'current', 'visits.onnx'), 'utf8');
const history = (at: string | null = null) =>
  historyStage(context, ports.log, { environment: 'staging', at });
const told = async () => (await history()).map(({ action, release, verdict }) => [action, release, verdict]);
const openIntents = async () => deploymentsOf((await ports.log.read()).entries, 'visits', 'staging').open;

describe('deploy', () => {
  it('puts a release live, reads it back, smokes it and records who and why', async () => {
    const { record, outcome } = await deploy('1.0.0', { reason: 'the first one' });
    expect(outcome).toBe('deployed');
    expect(record).toMatchObject({
      verdict: 'pass',
      environment: 'staging',
      release: 'visits@v1.0.0',
      previous: null,
      action: 'deploy',
      smoke: 'pass',
      by: 'Ada <ada@example.org>',
      reason: 'the first one',
      target: { kind: 'directory', location: 'deployed/staging' },
    });
    expect(record?.live).toBe(record?.digest);
    expect(await weights()).toBe('one\n');
    expect(await history()).toEqual([record]);
  });

  it('of what is live and healthy does nothing', async () => {
    const { record } = await deploy('1.0.1');
    const head = await git(directory, 'rev-parse', 'modelyard-log');
    expect(await deploy('visits@v1.0.1')).toEqual({ record, outcome: 'unchanged', release: 'visits@v1.0.1' });
    expect(await git(directory, 'rev-parse', 'modelyard-log')).toBe(head);
  });

  it('repairs what is live and damaged', async () => {
    await deploy('1.0.0');
    await chmod(served('staging', 'current', 'visits.onnx'), 0o644);
    await writeFile(served('staging', 'current', 'visits.onnx'), 'evil');
    expect(await deploy('1.0.0')).toMatchObject({ outcome: 'deployed', record: { verdict: 'pass' } });
    expect(await weights()).toBe('one\n');
  });

  it('--dry-run tells and changes nothing', async () => {
    const before = await git(directory, 'for-each-ref');
    expect(await deploy('1.0.0', { dryRun: true })).toEqual({
      record: null,
      outcome: 'planned',
      release: 'visits@v1.0.0',
    });
    expect(await git(directory, 'for-each-ref')).toBe(before);
    await expect(readFile(served())).rejects.toThrow();
  });

  it('without a version takes the newest that is not withdrawn', async () => {
    await git(directory, 'tag', '-a', '-m', 'bad', 'visits@v1.0.2!');
    expect((await deploy(null)).release).toBe('visits@v1.0.1');
  });

  it('of a withdrawn release only by name, and says so', async () => {
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.1!');
    expect((await deploy('1.0.1')).outcome).toBe('deployed');
    expect(said).toContain('visits@v1.0.1 is withdrawn');
  });

  it.each(['9.9.9', 'latest', '../x', 'calls@v1.0.0', 'visits@v1.0.0!'])(
    'of %s is refused',
    async (version) => {
      await expect(deploy(version)).rejects.toMatchObject({ code: 'usage', exitCode: 2 });
    },
  );

  it('to an environment that there is not is refused', async () => {
    await expect(deploy('1.0.0', { environment: 'moon' })).rejects.toMatchObject({
      code: 'usage',
      hint: 'Its environments are production, staging.',
    });
  });

  it('of a release whose asset was changed is refused before anything moves', async () => {
    await appendFile(join(directory, '.git/modelyard/releases/visits@v1.0.0/visits.onnx'), 'x');
    await expect(deploy('1.0.0')).rejects.toMatchObject({ code: 'unreadable' });
    expect(await history()).toEqual([]);
  });

  it('goes not below what was ever attempted, unless it is named', async () => {
    await deploy('1.0.1');
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.2!');
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.1!');
    await expect(deploy(null)).rejects.toMatchObject({ code: 'refused' });
    expect((await deploy('1.0.0')).outcome).toBe('deployed');
  });
});

describe('a deployment that fails its smoke', () => {
  it('puts back what was live, as an event of its own', async () => {
    await deploy('1.0.1');
    const { record } = await deploy(null);
    expect(record).toMatchObject({
      verdict: 'fail',
      smoke: 'fail',
      release: 'visits@v1.0.2',
      previous: 'visits@v1.0.1',
    });
    expect(await weights()).toBe('two\n');
    expect(await told()).toEqual([
      ['deploy', 'visits@v1.0.1', 'pass'],
      ['deploy', 'visits@v1.0.2', 'fail'],
      ['restore', 'visits@v1.0.1', 'pass'],
    ]);
    expect(said.join()).toContain('visits@v1.0.1 is live again');
  });

  it('leaves nothing live where nothing was', async () => {
    const { record } = await deploy('1.0.2');
    expect(record).toMatchObject({ verdict: 'fail', live: null });
    await expect(weights()).rejects.toThrow();
    const { environments } = await statusStage(context, ports);
    expect(environments.find((each) => each.environment === 'staging')).toMatchObject({
      desired: null,
      observed: null,
      agrees: true,
    });
  });

  it('puts back what was live though its release be lost', async () => {
    await deploy('1.0.1');
    await rm(join(directory, '.git/modelyard/releases/visits@v1.0.1'), { recursive: true });
    expect((await deploy('1.0.2')).record?.verdict).toBe('fail');
    expect(await weights()).toBe('two\n');
    expect((await told()).at(-1)).toEqual(['restore', 'visits@v1.0.1', 'pass']);
  });

  it('of a release that was live already stays, and is told', async () => {
    await deploy('1.0.0');
    await chmod(served('staging', 'current', 'visits.onnx'), 0o644);
    await writeFile(served('staging', 'current', 'visits.onnx'), 'evil');
    const smoke: DeployPorts['smoke'] = async () => ({ verdict: 'fail', reason: 'no luck' });
    const { record } = await deployStage(
      context,
      { ...ports, smoke },
      { environment: 'staging', version: '1.0.0', reason: null, dryRun: false },
    );
    expect(record?.verdict).toBe('fail');
    expect(await weights()).toBe('one\n');
    expect(said.join()).toContain('it was live already and stays');
  });

  it('a model that cannot be run at all fails, rather than being waved through', async () => {
    const smoke: DeployPorts['smoke'] = async () => {
      throw new Error('no such operator');
    };
    const { record } = await deployStage(
      context,
      { ...ports, smoke },
      { environment: 'staging', version: '1.0.0', reason: null, dryRun: false },
    );
    expect(record).toMatchObject({
      verdict: 'fail',
      smoke: 'fail',
      reason: expect.stringContaining('no such operator'),
    });
  });
});

describe('when something outside fails', () => {
  it('a target that cannot be written is recorded, moves nothing, and is no verdict', async () => {
    await deploy('1.0.0');
    const broken: DeployPorts = {
      ...ports,
      targetOf: (environment) => ({
        ...ports.targetOf(environment),
        stage: async () => {
          throw new Error('no space left on device');
        },
      }),
    };
    const failing = deployStage(context, broken, {
      environment: 'staging',
      version: '1.0.1',
      reason: null,
      dryRun: false,
    });
    await expect(failing).rejects.toMatchObject({ code: 'outside', exitCode: 3 });
    expect(await weights()).toBe('one\n');
    expect((await told()).at(-1)).toEqual(['deploy', 'visits@v1.0.1', 'fail']);
    expect(await openIntents()).toEqual([]);
  });

  it('a foreign `current` is a conflict', async () => {
    await mkdir(served('staging', 'current'), { recursive: true });
    await expect(deploy('1.0.0')).rejects.toMatchObject({ code: 'conflict' });
    expect(await openIntents()).toEqual([]);
  });

  it('a target that serves something else after the switch is put back', async () => {
    await deploy('1.0.0');
    const real = ports.targetOf;
    let calls = 0;
    const lying: DeployPorts = {
      ...ports,
      targetOf: (environment) => ({
        ...real(environment),
        observe: async (model) => (calls++ === 0 ? null : real(environment).observe(model)),
      }),
    };
    const { record } = await deployStage(context, lying, {
      environment: 'staging',
      version: '1.0.1',
      reason: null,
      dryRun: false,
    });
    expect(record).toMatchObject({ verdict: 'fail', smoke: 'not-run' });
    expect(await weights()).toBe('one\n');
  });

  it('Ctrl-C during the smoke puts back what was live', async () => {
    await deploy('1.0.0');
    const abort = new AbortController();
    const smoke: DeployPorts['smoke'] = async () => {
      abort.abort();
      throw new ModelyardError('interrupted', 'interrupted');
    };
    const options = { environment: 'staging', version: '1.0.1', reason: null, dryRun: false };
    const interrupted = deployStage({ ...context, signal: abort.signal }, { ...ports, smoke }, options);
    await expect(interrupted).rejects.toMatchObject({ code: 'interrupted' });
    expect(await weights()).toBe('one\n');
    expect((await told()).at(-1)).toEqual(['restore', 'visits@v1.0.0', 'pass']);
  });
});

describe('the order between environments', () => {
  const production = { environment: 'production' };

  it('is kept', async () => {
    await expect(deploy('1.0.0', production)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('it serves nothing'),
    });
    await deploy('1.0.0');
    expect((await deploy('1.0.0', production)).outcome).toBe('deployed');
    await expect(deploy('1.0.1', production)).rejects.toMatchObject({ code: 'refused' });
  });

  it('looks at what is served, not only at what should be', async () => {
    await deploy('1.0.0');
    await rm(served('staging', 'current'));
    await expect(deploy('1.0.0', production)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('something else'),
    });
  });
});

describe('somebody else who is deploying', () => {
  const intent = (changes: object) => ({
    kind: 'intent' as const,
    at: new Date().toISOString(),
    model: 'visits',
    body: {
      id: 'other',
      environment: 'staging',
      release: 'visits@v1.0.1',
      digest: 'sha256:x',
      action: 'deploy',
      by: 'Eve <eve@example.org>',
      host: hostname(),
      pid: process.ppid,
      started: null,
      ...changes,
    },
  });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

  it('blocks while alive', async () => {
    await ports.log.append(intent({}));
    await expect(deploy('1.0.0')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Eve <eve@example.org> is deploying visits@v1.0.1'),
    });
    expect(statusText([await statusStage(context, ports)], new Date())).toContain(
      'visits@v1.0.1 is being deployed by Eve',
    );
  });

  it('blocks neither another environment nor another model', async () => {
    await ports.log.append(intent({ environment: 'production' }));
    await ports.log.append({ ...intent({}), model: 'calls' });
    expect((await deploy('1.0.0')).outcome).toBe('deployed');
  });

  it.each<[string, object]>([
    ['has ended', { pid: 999_999_999 }],
    ['has ended, its number given to another process', { started: 'another boot/1' }],
  ])('does not block when the process %s, and that is said', async (_, changes) => {
    await ports.log.append(intent(changes));
    expect(statusText([await statusStage(context, ports)], new Date())).toContain('WAS INTERRUPTED');
    expect((await deploy('1.0.0')).outcome).toBe('deployed');
    expect(said.join()).toContain('began to deploy visits@v1.0.1 to staging and did not end');
    expect(await openIntents()).toEqual([]);
  });

  it('in this very process blocks as well, until it has ended', async () => {
    let second: unknown = null;
    const smoke: DeployPorts['smoke'] = async () => {
      second ??= await deploy('1.0.0').catch((error: unknown) => error);
      return { verdict: 'pass', reason: 'as expected' };
    };
    const options = { environment: 'staging', version: '1.0.1', reason: null, dryRun: false };
    expect((await deployStage(context, { ...ports, smoke }, options)).outcome).toBe('deployed');
    expect(second).toMatchObject({ code: 'conflict' });
    expect((await deploy('1.0.0')).outcome).toBe('deployed');
  });

  it('on another machine blocks for a quarter of an hour', async () => {
    await ports.log.append({ ...intent({ host: 'elsewhere' }), at: minutesAgo(14) });
    await expect(deploy('1.0.0')).rejects.toMatchObject({ code: 'conflict' });
    await ports.log.append({
      kind: 'abandoned',
      at: minutesAgo(0),
      model: 'visits',
      body: { intent: 'other' },
    });
    await ports.log.append({ ...intent({ id: 'late', host: 'elsewhere' }), at: minutesAgo(16) });
    expect((await deploy('1.0.0')).outcome).toBe('deployed');
  });

  it('is cleaned up after even where what is asked for is live', async () => {
    await deploy('1.0.0');
    await ports.log.append(intent({ pid: 999_999_999 }));
    await deploy('1.0.0');
    expect(await openIntents()).toEqual([]);
  });

  /** The log in which somebody else writes between our look at it and our claim. */
  const overtaken = (entry: Parameters<DeployPorts['log']['append']>[0][]): DeployPorts => ({
    ...ports,
    log: {
      ...ports.log,
      async append(own, guard) {
        for (const other of entry.splice(0)) await ports.log.append(other);
        return ports.log.append(own, guard);
      },
    },
  });
  const byNobody = { environment: 'staging', version: null, reason: null, dryRun: false };

  it('who claims first, wins', async () => {
    const late = deployStage(context, overtaken([intent({})]), byNobody);
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect((await openIntents()).map(({ id }) => id)).toEqual(['other']);
  });

  it('what was newest a moment ago does not undo what is newer', async () => {
    const newer = intent({ pid: 999_999_999, release: 'visits@v1.0.3' });
    const late = deployStage(context, overtaken([newer]), byNobody);
    await expect(late).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('1.0.3') });
  });

  it('what goes back is what was live when the claim was made', async () => {
    await deploy('1.0.0');
    const [first] = await history();
    const record = { ...first, release: 'visits@v1.0.1', at: minutesAgo(0) };
    const other = {
      kind: 'result' as const,
      at: minutesAgo(0),
      model: 'visits',
      body: { intent: 'x', record },
    };
    const result = await deployStage(context, overtaken([other]), { ...byNobody, version: '1.0.2' });
    expect(result.record).toMatchObject({ verdict: 'fail', previous: 'visits@v1.0.1' });
    expect(await weights()).toBe('two\n');
  });

  it('a rollback to "the one before" is not taken back further', async () => {
    await deploy('1.0.0');
    await deploy('1.0.1');
    const [first] = await history();
    const record = { ...first, action: 'rollback', at: minutesAgo(0) };
    const other = {
      kind: 'result' as const,
      at: minutesAgo(0),
      model: 'visits',
      body: { intent: 'x', record },
    };
    const options = { environment: 'staging', to: null, reason: null, dryRun: false };
    await expect(rollbackStage(context, overtaken([other]), options)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('who took over has the last word', async () => {
    const smoke: DeployPorts['smoke'] = async () => {
      const [own] = await openIntents();
      await ports.log.append({
        kind: 'abandoned',
        at: minutesAgo(0),
        model: 'visits',
        body: { intent: own?.id },
      });
      return { verdict: 'pass', reason: 'x' };
    };
    const options = { environment: 'staging', version: '1.0.0', reason: null, dryRun: false };
    await expect(deployStage(context, { ...ports, smoke }, options)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await history()).toEqual([]);
  });

  it('an entry that cannot be understood is never passed over', async () => {
    const at = new Date().toISOString();
    for (const kind of ['intent', 'result', 'abandoned'] as const) {
      const fresh = await copyRepository(template);
      const { log } = await forgeOf(workshopContext(fresh));
      await log.append({ kind, at, model: 'visits', body: { record: { schema: 'modelyard/deploy/2' } } });
      const { entries } = await log.read();
      expect(() => deploymentsOf(entries, 'visits', 'staging')).toThrow('cannot be understood');
      await removeRepository(fresh);
    }
  });
});

describe('rollback', () => {
  it('is a new deployment of the release before, with a reason, without training', async () => {
    await deploy('1.0.0');
    await deploy('1.0.1');
    const { record } = await rollback(null, 'it annoyed people');
    expect(record).toMatchObject({
      action: 'rollback',
      release: 'visits@v1.0.0',
      previous: 'visits@v1.0.1',
      smoke: 'pass',
      reason: 'it annoyed people',
    });
    expect(await weights()).toBe('one\n');
    await expect(rollback()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('nothing was live'),
    });
  });

  it('--to names it', async () => {
    await deploy('1.0.1');
    expect((await rollback('1.0.0')).record).toMatchObject({
      release: 'visits@v1.0.0',
      reason: 'rollback from visits@v1.0.1',
    });
    await expect(rollback('1.0.0')).rejects.toMatchObject({ code: 'refused' });
  });

  it('passes over what is withdrawn', async () => {
    for (const version of ['1.0.0', '1.0.1']) await deploy(version);
    await git(directory, 'tag', '-a', '-m', 'x', 'visits@v1.0.0!');
    await expect(rollback()).rejects.toMatchObject({ code: 'refused' });
  });

  it('does not wait for the order between environments', async () => {
    for (const version of ['1.0.0', '1.0.1'])
      for (const environment of ['staging', 'production']) await deploy(version, { environment });
    const back = await rollbackStage(context, ports, {
      environment: 'production',
      to: null,
      reason: null,
      dryRun: false,
    });
    expect(back.record).toMatchObject({ verdict: 'pass', release: 'visits@v1.0.0' });
  });

  it('works where the log says that it is live and the target says otherwise', async () => {
    await deploy('1.0.0');
    await rm(served('staging', 'current'));
    expect((await rollback('1.0.0')).record?.verdict).toBe('pass');
    expect(await weights()).toBe('one\n');
  });

  it('does not undo itself', async () => {
    for (const version of ['1.0.0', '1.0.1', '1.0.0']) await deploy(version);
    expect((await rollback()).release).toBe('visits@v1.0.1');
    expect((await rollback()).release).toBe('visits@v1.0.0');
    await expect(rollback()).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('history', () => {
  it('tells what was live at a moment', async () => {
    await deploy('1.0.0');
    const between = new Date(Date.now() + 5).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await deploy('1.0.1');
    await deploy('1.0.2');
    const at = async (moment: string) => (await history(moment)).map(({ release }) => release);
    expect(await at(between)).toEqual(['visits@v1.0.0']);
    expect(await at('9999-12-31')).toEqual(['visits@v1.0.1']);
    expect(await at('2000-01-01T00:00')).toEqual([]);
  });

  it.each(['yesterday', '1', '2026-13-01', '2026-05-01 12:00', '', '2026-05-01T12:00:00Zx'])(
    '--at %j is refused',
    async (at) => {
      await expect(history(at)).rejects.toMatchObject({ code: 'usage' });
    },
  );

  it('is a line for each event, in which nothing moves the cursor', async () => {
    await deploy('1.0.0', { reason: 'a\u001b[2Jb\nc' });
    const text = historyText(await history(), 'staging');
    expect(text).toMatch(
      /Z {2}live {4}deploy {4}visits@v1\.0\.0 {2}[0-9a-f]{12} {2}by Ada <ada@example\.org> {2}a/,
    );
    expect(text).not.toContain('\u001b');
    expect(text.split('\n')).toHaveLength(2);
  });
});

describe('status', () => {
  const text = async () => statusText([await statusStage(context, ports)], new Date());

  it('tells newest, candidate and what is live where', async () => {
    await deploy('1.0.1');
    expect(await text()).toMatch(
      /^visits\n {2}newest {6}visits@v1\.0\.2\n {2}candidate {3}[0-9a-f]{12} {2}pass, \d+ (?:second|minute)s? old\n {2}production {2}nothing\n {2}staging {5}visits@v1\.0\.1 {2}live for \d+ (?:second|minute)s?\n$/,
    );
  });

  it('shows a difference loudly', async () => {
    await deploy('1.0.1');
    await rm(served('staging', 'current'));
    expect(await text()).toContain('staging     DIFFERS: should serve visits@v1.0.1, serves nothing');
    await mkdir(served('staging', 'current'));
    expect(await text()).toContain('CANNOT BE READ');
  });

  it('shows a tag that nobody released, and a release that is not published', async () => {
    await git(directory, 'tag', 'visits@v7.0.0');
    await rm(join(directory, '.git/modelyard/releases/visits@v1.0.2'), { recursive: true });
    expect(await text()).toContain('visits@v1.0.2  NOT PUBLISHED: its files are not here');
    expect(await text()).toContain('the tag visits@v7.0.0 was not made by a release');
  });
});
