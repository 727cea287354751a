import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gatherExperiments } from '../../src/stages/experiments/gather.ts';
import { forgetRuns, githubForge, githubOf, releaseOn } from '../fixtures/forge/github-world.ts';
import {
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../fixtures/release/workshop.ts';
import type { Github } from '../github/github.ts';

let directory: string;
let github: Github;
beforeAll(async () => {
  directory = await makeRepository();
  await makeCandidate(workshopContext(directory));
  github = await githubOf(directory);
  await releaseOn(github, directory);
});
afterAll(async () => {
  await github.close();
  await removeRepository(directory);
});

it('merged work is known by the records of its releases: no model is downloaded, nothing is changed', async () => {
  await forgetRuns(directory);
  await rm(join(directory, '.modelyard'), { recursive: true });
  const [mutations, before] = [github.mutations, github.requests.length];
  const reader = { token: github.token({ permissions: { contents: 'read' } }) };
  const forge = await githubForge(github, directory, reader);
  const { experiments, skipped } = await gatherExperiments(workshopContext(directory), forge);
  expect(skipped).toEqual([]);
  expect(experiments).toMatchObject([{ where: ['release'], tags: ['visits@v1.0.0'], verdict: 'pass' }]);
  expect(github.mutations).toBe(mutations);
  const asked = github.requests.slice(before).map(({ path }) => path);
  // Tags, releases, the release, its assets, three records.
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(12);
  const names = [...github.tables.assets.values()].filter(({ id }) =>
    asked.some((path) => path.endsWith(`/assets/${id}`)),
  );
  expect(names.map(({ name }) => name).sort()).toEqual(['evaluate.json', 'release.json', 'train.json']);
});
