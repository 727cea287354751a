import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/ports/forge.ts';
import { onGithub } from '../fixtures/forge/crash-points.ts';
import { githubForge } from '../fixtures/forge/github-world.ts';
import { LOST_ANSWERS } from '../fixtures/forge/lost-answers.ts';
import { git, makeRepository, removeRepository } from '../fixtures/release/workshop.ts';

let directory: string;
beforeAll(async () => {
  directory = await makeRepository();
});
afterAll(() => removeRepository(directory));

describe('a log of which an answer is lost', () => {
  const entry: Omit<LogEntry, 'previous'> = {
    kind: 'monitor',
    at: '2026-01-05T10:00:00.000Z',
    model: 'a',
    body: {},
  };
  const WRITES: readonly (readonly [string, RegExp])[] = [
    ['the tree', /\/git\/trees$/],
    ['the commit', /\/git\/commits$/],
    ['the branch that is made', /^POST .*\/git\/refs$/],
    ['the branch that is moved', /^PATCH .*\/git\/refs\//],
  ];

  it.each(WRITES)('%s: has each entry once', async (_, match) => {
    for (const kind of LOST_ANSWERS)
      await onGithub(directory, async (github) => {
        const { log } = await githubForge(github, directory);
        github.faults.add({ ...kind, match });
        const heads = [await log.append(entry), await log.append({ ...entry, model: 'b' })];
        const { entries, head } = await (await githubForge(github, directory)).log.read();
        expect(entries.map(({ model }) => model)).toEqual(['a', 'b']);
        expect(head).toBe(heads[1]);
      });
  });

  it('takes its own entry for nobody else’s: the guard is not asked about it', async () => {
    await onGithub(directory, async (github) => {
      const { log } = await githubForge(github, directory);
      github.faults.add({ kind: 'drop-after', match: WRITES[2]?.[1] ?? /x/ });
      const seen: number[] = [];
      await log.append(entry, (entries) => void seen.push(entries.length));
      expect(seen).toEqual([0]);
    });
  });

  it('asks the guard again about what came first', async () => {
    await onGithub(directory, async (github) => {
      const [one, two] = [await githubForge(github, directory), await githubForge(github, directory)];
      await one.log.append(entry);
      const before = await git(github.gitUrl, 'rev-parse', 'modelyard-log');
      await two.log.append({ ...entry, model: 'b' });
      const after = await git(github.gitUrl, 'rev-parse', 'modelyard-log');
      const seen: number[] = [];
      await git(github.gitUrl, 'update-ref', 'refs/heads/modelyard-log', before);
      const commit = /^POST .*\/git\/commits$/;
      github.faults.add({
        kind: 'latency',
        latencyMs: 1,
        match: ({ method, path }) => {
          if (!commit.test(`${method} ${path}`) || seen.length > 1) return false;
          execFileSync('git', ['update-ref', 'refs/heads/modelyard-log', after], { cwd: github.gitUrl });
          return false;
        },
      });
      await one.log.append({ ...entry, model: 'c' }, (entries) => void seen.push(entries.length));
      expect(seen).toEqual([1, 2]);
      expect((await one.log.read()).entries.map(({ model }) => model)).toEqual(['a', 'b', 'c']);
    });
  });

  it('costs few requests', async () => {
    await onGithub(directory, async (github) => {
      const { log } = await githubForge(github, directory);
      const counted = async (work: () => Promise<unknown>) => {
        const before = github.requests.length;
        await work();
        return github.requests.length - before;
      };
      expect(await counted(() => log.append(entry))).toBe(5);
      expect(await counted(() => log.append(entry))).toBe(4);
      expect(await counted(() => log.read())).toBe(1);
      const other = (await githubForge(github, directory)).log;
      expect(await counted(() => other.append(entry))).toBe(5);
    });
  });

  it('says which ruleset stands in its way', async () => {
    await onGithub(directory, async (github) => {
      github.ruleset({ name: 'all', target: 'branch', include: ['~ALL'], rules: ['creation'] });
      await expect((await githubForge(github, directory)).log.append(entry)).rejects.toMatchObject({
        exitCode: 3,
        hint: expect.stringContaining('Exclude the branch modelyard-log'),
      });
    });
  });
});
