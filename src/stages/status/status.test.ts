import { describe, expect, it } from 'vitest';
import { deployed, digestOf, fakeLog, fakeReleases } from '../../../test/fixtures/deploy/fake-log.ts';
import { stageContext } from '../../../test/fixtures/report/stage-context.ts';
import { ModelyardError } from '../../errors.ts';
import type { EventLog, ReleaseForge } from '../../ports/forge.ts';
import type { Target } from '../../ports/target.ts';
import { type ModelStatus, statusStage, statusText } from './status.ts';

const context = stageContext('/nowhere');
const NOW = new Date('2026-05-10T12:00:00Z');

interface World {
  readonly log?: EventLog;
  readonly releases?: ReleaseForge;
  /** What staging serves; production serves nothing. */
  readonly observe?: () => Promise<string | null>;
}

function status({ log = fakeLog([]), releases = fakeReleases([]), observe = async () => null }: World) {
  const never = async (): Promise<never> => {
    throw new Error('status writes nothing');
  };
  const targetOf = ({ name }: { readonly name: string }): Target => ({
    location: name,
    stage: never,
    activate: never,
    observe: async () => {
      const digest = name === 'staging' ? await observe() : null;
      return digest === null ? null : { digest, path: null };
    },
  });
  return statusStage(context, { log, releases, targetOf });
}

const staging = ({ environments }: ModelStatus) =>
  environments.find((each) => each.environment === 'staging');
const line = (given: ModelStatus) =>
  statusText([given], NOW)
    .split('\n')
    .find((text) => text.startsWith('  staging'));
const live = (at: string, patch = 1) => fakeLog([deployed(at, patch)]);
const serves = (patch: number) => async () => digestOf(String(patch));

describe('status', () => {
  it('of a model that was never released nor deployed', async () => {
    const found = await status({});
    expect(found).toMatchObject({ model: 'visits', newest: null, complete: true, candidate: null });
    expect(staging(found)).toEqual({
      environment: 'staging',
      desired: null,
      since: null,
      withdrawn: false,
      observed: null,
      agrees: true,
      problem: null,
      underWay: null,
    });
    expect(statusText([found], NOW)).toBe(
      'visits\n  newest      no release\n  candidate   none\n  production  nothing\n  staging     nothing\n',
    );
  });

  it('does not take a shallow clone for a model without releases', async () => {
    const found = await status({ releases: fakeReleases([], { complete: false }) });
    expect(statusText([found], NOW)).toContain('no release can be seen: the clone is shallow');
  });

  it.each([
    ['2026-05-10T12:00:00Z', '0 seconds'],
    ['2026-05-10T11:58:01Z', '119 seconds'],
    ['2026-05-10T11:58:00Z', '2 minutes'],
    ['2026-05-10T10:00:01Z', '119 minutes'],
    ['2026-05-10T10:00:00Z', '2 hours'],
    ['2026-05-08T12:00:01Z', '47 hours'],
    ['2026-05-08T12:00:00Z', '2 days'],
    ['2026-05-10T12:00:09Z', '0 seconds'],
  ])('since %s a release is live for %s', async (at, age) => {
    const found = await status({ log: live(at), releases: fakeReleases([1]), observe: serves(1) });
    expect(line(found)).toBe(`  staging     visits@v1.0.1  live for ${age}`);
  });

  it('passes over a withdrawn release as the newest, and marks it where it is live', async () => {
    const found = await status({
      log: live('2026-05-01T12:00:00Z', 2),
      releases: fakeReleases([2, 1], { withdrawn: [2] }),
      observe: serves(2),
    });
    expect(found.newest?.tag).toBe('visits@v1.0.1');
    expect(staging(found)).toMatchObject({ desired: 'visits@v1.0.2', agrees: true, withdrawn: true });
    expect(line(found)).toBe('  staging     visits@v1.0.2  live for 9 days  WITHDRAWN');
  });

  it.each([
    ['another version', serves(3), `serves ${digestOf('3')}`],
    ['nothing', async () => null, 'serves nothing'],
  ])('shows a target that serves %s', async (_, observe, told) => {
    const found = await status({ log: live('2026-05-01T12:00:00Z'), releases: fakeReleases([1]), observe });
    expect(staging(found)?.agrees).toBe(false);
    expect(line(found)).toBe(`  staging     DIFFERS: should serve visits@v1.0.1, ${told}`);
  });

  it('shows a target that serves what nobody deployed', async () => {
    expect(line(await status({ observe: serves(3) }))).toContain('DIFFERS: should serve nothing');
  });

  it('shows a target that cannot be read, and the other environments all the same', async () => {
    const found = await status({
      log: live('2026-05-01T12:00:00Z'),
      releases: fakeReleases([1]),
      observe: async () => {
        throw new ModelyardError('unreadable', 'permission\u001b[2J denied');
      },
    });
    expect(staging(found)).toMatchObject({ agrees: false, observed: null, desired: 'visits@v1.0.1' });
    expect(line(found)).toMatch(/^ {2}staging {5}visits@v1\.0\.1 {2}CANNOT BE READ: permission.* denied$/);
    expect(statusText([found], NOW)).not.toContain('\u001b');
    expect(statusText([found], NOW)).toContain('  production  nothing\n');
  });

  it('does not guess when the log is broken', async () => {
    const read = async (): Promise<never> => {
      throw new ModelyardError('unreadable', 'the log was changed');
    };
    await expect(status({ log: { ...fakeLog([]), read } })).rejects.toMatchObject({ exitCode: 3 });
  });
});
