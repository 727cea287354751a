import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgeOf, releasePorts } from '../../test/fixtures/release/ports.ts';
import {
  git,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../test/fixtures/release/workshop.ts';
import { findTaggedBaseline } from './find-tagged-baseline.ts';
import { releaseStage } from './release/release.ts';

let directory: string;
beforeEach(async () => {
  directory = await makeRepository();
  for (const weights of [null, 'two\n']) {
    const context = workshopContext(directory);
    await makeCandidate(context, weights);
    await releaseStage(context, await releasePorts(context), { bump: null, version: null, dryRun: false });
  }
});
afterEach(() => removeRepository(directory));

const find = async (tag: string) => {
  const context = workshopContext(directory);
  return findTaggedBaseline(context, (await forgeOf(context)).releases, tag);
};

it('is the release of that tag, however old', async () => {
  expect(await find('visits@v1.0.0')).toMatchObject({ source: 'visits@v1.0.0', release: 'visits@v1.0.0' });
});

it('a tag that is none of this model is a mistake in the config', async () => {
  for (const tag of ['visits@v9.0.0', 'other@v1.0.0'])
    await expect(find(tag)).rejects.toMatchObject({
      code: 'config',
      hint: expect.stringContaining('visits@v1.0.0'),
    });
});

it('a release that was withdrawn is refused', async () => {
  await git(directory, 'tag', '--annotate', '--message', 'withdrawn', 'visits@v1.0.0!');
  await expect(find('visits@v1.0.0')).rejects.toMatchObject({ code: 'refused' });
});
