import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashGround, makeCrashGround, onGithub } from '../fixtures/forge/crash-points.ts';
import { expectOneRelease, releaseOn } from '../fixtures/forge/github-world.ts';
import { LOST_ANSWERS } from '../fixtures/forge/lost-answers.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await makeCrashGround();
});
afterAll(() => ground.remove());

const CHANGES: readonly (readonly [string, RegExp])[] = [
  ['the draft', /^POST \/repos\/[^/]+\/[^/]+\/releases$/],
  ['an upload', /^POST \/uploads\/.*name=visits\.onnx/],
  ['the object of the tag', /\/git\/tags$/],
  ['the ref of the tag', /^POST .*\/git\/refs$/],
  ['the publication', /^PATCH .*\/releases\//],
];

describe('a release of which an answer is lost', () => {
  it.each(CHANGES)('%s: goes on, and nothing is made twice', async (_, match) => {
    for (const kind of LOST_ANSWERS)
      await onGithub(ground.directory, async (github) => {
        github.faults.add({ ...kind, match });
        expect((await releaseOn(github, ground.directory)).outcome).toBe('released');
        await expectOneRelease(github, ground.directory);
      });
  });

  it('goes on when every reading fails once', async () => {
    const seen = new Set<string>();
    await onGithub(ground.directory, async (github) => {
      const isNew = ({ method, path }: { readonly method: string; readonly path: string }) => {
        if (method !== 'GET' || seen.has(path)) return false;
        seen.add(path);
        return true;
      };
      github.faults.add({ kind: 'drop-before', match: isNew, times: 1000 });
      expect((await releaseOn(github, ground.directory)).outcome).toBe('released');
      await expectOneRelease(github, ground.directory);
    });
    expect(seen.size).toBeGreaterThan(5);
  });

  it('makes a second draft when lists lag behind, and removes it', async () => {
    await onGithub(ground.directory, async (github) => {
      github.staleReads = 2;
      github.faults.add({ kind: 'drop-after', match: CHANGES[0]?.[1] ?? /x/ });
      await releaseOn(github, ground.directory);
      github.staleReads = 0;
      await releaseOn(github, ground.directory);
      await expectOneRelease(github, ground.directory);
      expect(github.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
    });
  });

  it('goes on where a server lets only one draft have a tag: what stands in the way of the claim goes first', async () => {
    await onGithub(ground.directory, async (github) => {
      github.killAfterMutation(3);
      await expect(releaseOn(github, ground.directory)).rejects.toMatchObject({ exitCode: 3 });
      github.revive();
      const taken = { kind: 'status', status: 422, message: 'Validation Failed' } as const;
      github.faults.add({ ...taken, match: /^POST \/repos\/[^/]+\/[^/]+\/releases$/ });
      const inTheWay = ({ method }: { readonly method: string }) =>
        method === 'PATCH' && github.tables.releases.size > 1;
      github.faults.add({ ...taken, match: inTheWay, times: 9 });
      expect((await releaseOn(github, ground.directory)).outcome).toBe('released');
      await expectOneRelease(github, ground.directory);
    });
  });

  it('removes half an upload', async () => {
    await onGithub(ground.directory, async (github) => {
      const match = /^POST \/uploads\/.*name=visits\.onnx/;
      github.faults.add({ kind: 'drop-after', match });
      let isHalved = false;
      const halve = ({ method, path }: { readonly method: string; readonly path: string }) => {
        if (isHalved || method !== 'GET' || !path.includes('/assets?')) return false;
        const asset = [...github.tables.assets.values()].find(({ name }) => name === 'visits.onnx');
        isHalved = Object.assign(asset ?? {}, { state: 'open', size: 1 }).size === 1;
        return false;
      };
      github.faults.add({ kind: 'latency', match: halve });
      expect((await releaseOn(github, ground.directory)).outcome).toBe('released');
      expect(github.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
      await expectOneRelease(github, ground.directory);
    });
  });
});
