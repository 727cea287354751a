import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
import { deployStage } from '../deploy/deploy.ts';
import { releaseStage } from '../release/release.ts';
import { verificationText, verifyStage } from './verify.ts';

/** Release 1.0.0, deployed, then 1.0.1, whose tag carries the head of the log. */
let template: string;
let directory: string;

beforeAll(async () => {
  template = await makeRepository();
  const context = workshopContext(template);
  for (const weights of [null, 'two\n']) {
    await makeCandidate(context, weights);
    await releaseStage(context, await releasePorts(context), { bump: null, version: null, dryRun: false });
    const options = { environment: 'staging', version: null, reason: null, dryRun: false };
    if (weights === null) await deployStage(context, await deployPorts(context), options);
  }
});
afterAll(() => removeRepository(template));
beforeEach(async () => {
  directory = await copyRepository(template);
});
afterEach(() => removeRepository(directory));

async function verify(tag = 'visits@v1.0.1') {
  const { releases, log } = await forgeOf(workshopContext(directory));
  return verifyStage({ releases, log }, tag);
}

const asset = (name: string) => join(directory, '.git/modelyard/releases/visits@v1.0.1', name);
const edit = async (name: string, from: string, to: string) =>
  writeFile(asset(name), (await readFile(asset(name), 'utf8')).replace(from, to));

describe('verify', () => {
  it('finds an untouched chain whole', async () => {
    const verification = await verify();
    expect(verification).toMatchObject({ verdict: 'pass', links: Array(10).fill({ problem: null }) });
    expect(verificationText(verification)).toMatch(/^(ok {6}.*\n){10}visits@v1\.0\.1 holds\n$/);
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a record that was edited',
      () => edit('release.json', '"bump":"patch"', '"bump":"minor"'),
      /release\.json is/,
    ],
    ['a record that is gone', () => rm(asset('release.json')), /the record that the tag names/],
    [
      'checksums that were edited',
      () => appendFile(asset('SHA256SUMS'), `${'0'.repeat(64)}  x\n`),
      /SHA256SUMS/,
    ],
    ['checksums that are gone', () => rm(asset('SHA256SUMS')), /SHA256SUMS/],
    [
      'a model with one byte more',
      () => appendFile(asset('visits.onnx'), '\0'),
      /every asset has its digest/,
    ],
    ['a model that is gone', () => rm(asset('visits.onnx')), /every asset has its digest/],
    [
      'an evaluation that was embellished',
      () => edit('evaluate.json', '0.7264', '0.9264'),
      /every asset has its digest/,
    ],
    ['an asset put in', () => writeFile(asset('extra.bin'), 'x'), /the release holds nothing else/],
    ['a release that is not published', () => rename(asset(''), join(directory, 'moved')), /is published/],
    [
      'a log that was cut off',
      () => git(directory, 'branch', '--quiet', '-D', 'modelyard-log'),
      /the log is unbroken/,
    ],
    [
      'a log that lost its last line',
      () => git(directory, 'update-ref', 'refs/heads/modelyard-log', 'modelyard-log~1'),
      /the log is unbroken/,
    ],
  ])('names %s as the first broken link', async (_, damage, link) => {
    await damage();
    const verification = await verify();
    expect(verification.verdict).toBe('fail');
    const broken = verification.links.at(-1);
    expect(verification.links.slice(0, -1).every(({ problem }) => problem === null)).toBe(true);
    expect(`${broken?.link}: ${broken?.problem}`).toMatch(link);
    expect(broken?.problem).not.toBeNull();
    expect(verificationText(verification)).toContain('BROKEN');
  });

  it('names a tag that was put elsewhere', async () => {
    await git(directory, 'tag', 'visits@v9.0.0', 'visits@v1.0.1');
    await git(directory, 'tag', 'visits@v8.0.0');
    for (const tag of ['visits@v9.0.0', 'visits@v8.0.0'])
      expect(await verify(tag)).toMatchObject({
        verdict: 'fail',
        links: [{ link: `tag ${tag} names a release` }],
      });
  });

  it('sees a release that was exchanged for another one, records and all', async () => {
    await rename(asset(''), `${asset('')}.away`);
    await rename(join(directory, '.git/modelyard/releases/visits@v1.0.0'), asset(''));
    expect(await verify()).toMatchObject({ verdict: 'fail' });
  });

  it.each(['visits@v7.7.7', 'calls@v1.0.0'])('%s is not there', async (tag) => {
    await expect(verify(tag)).rejects.toMatchObject({ code: 'input' });
  });

  it.each(['', 'visits', '1.0.0', 'visits@v1.0.0!', '../x@v1.0.0', 'visits@deprecated'])(
    '%j is no tag',
    async (tag) => {
      await expect(verify(tag)).rejects.toMatchObject({ code: 'usage' });
    },
  );
});
