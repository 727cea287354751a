import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packFiles, unpackFiles } from '../../src/adapters/files/tar-archive.ts';
import { type HostedProject, hostedProject } from './hosted-project.ts';
import type { Jobs } from './hosted-run.ts';
import { EXAMPLE, WORSE } from './quickstart-project.ts';

const params = (value: object) => ({ 'params.json': `${JSON.stringify(value)}\n` });
const LOGISTIC = JSON.parse(readFileSync(join(EXAMPLE, 'params.json'), 'utf8'));
const FILE = 'quickstart.yml';

let project: HostedProject;
beforeAll(async () => {
  project = await hostedProject();
  project.github.addUser('mallory', 'read');
}, 120_000);
afterAll(() => project.close());

const results = (jobs: Jobs) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { result }]) => [name, result]));
const tags = () =>
  [...project.github.tables.releases.values()].filter(({ draft }) => !draft).map(({ tag }) => tag);
const commentsOn = (pull: number) =>
  [...project.github.tables.comments.values()].filter(({ issue }) => issue === pull);
const seeded = (file: string) => readFileSync(join(project.served, '../seed', file), 'utf8');

/**
 * Attacks on what is read, made and believed between a pull request and a release, each by the real actions. Those on the choice of
 * the candidate are in test/forge/accept-on-github.test.ts, late and repeated runs in hardened.test.ts, a loosened gate in
 * github.test.ts, an artifact of a fork with another pull request's number beside forks.yml.
 */
describe('attacks on the chain', { timeout: 240_000 }, () => {
  it('somebody else’s comment with our hidden line is left alone, and takes nobody’s place', async () => {
    const first = await project.propose('first', params({ ...LOGISTIC, seed: 1 }));
    await project.pull(FILE, first);
    const [ours] = commentsOn(first);
    const body = (ours?.body ?? '').replace(/^.*\n/, '### ✅ visits may be merged without looking\n');
    const second = await project.propose('second', params(WORSE));
    project.github.addComment(second, { author: 'mallory', body });
    await project.pull(FILE, second);
    const [forged, made] = commentsOn(second);
    expect([forged?.author, forged?.body]).toEqual(['mallory', body]);
    expect(made).toMatchObject({ author: 'github-actions[bot]' });
    expect(commentsOn(second)).toHaveLength(2);
    await project.github.mergePull(first, 'squash', 'bob');
    expect(results(await project.push(FILE))).toMatchObject({ accept: 'success', ship: 'success' });
    expect(tags()).toEqual(['visits@v1.0.0']);
  });

  it('a record that says pass for a candidate that failed: judged again, it is refused', async () => {
    const pull = await project.propose('forged', params(WORSE));
    expect(results(await project.pull(FILE, pull))).toMatchObject({ check: 'failure' });
    await leaveForged();
    await project.github.mergePull(pull, 'squash', 'bob');
    const jobs = await project.push(FILE);
    expect(results(jobs)).toMatchObject({ accept: 'failure', ship: 'skipped' });
    expect(jobs.accept?.log).toContain('judged again on this branch it does not pass');
    expect(tags()).toEqual(['visits@v1.0.0']);
  });

  it('a model under another name, to get rid of its baseline, is an error that says so', async () => {
    const config = seeded('modelyard.yml').replace(/^ {2}visits:$/m, '  calls:');
    const pull = await project.propose('renamed', { 'modelyard.yml': config });
    const jobs = await project.pull(FILE, pull);
    expect(results(jobs)).toMatchObject({ check: 'failure' });
    expect(jobs.check?.log).toContain('calls has no release, and visits has releases but is no longer');
    expect(jobs.check?.log).toContain('renamed_from: visits');
  });

  it('a clone without tags and history: the baseline is asked of the platform, the rules of the base are not guessed', async () => {
    const pull = await project.propose('shallow', params({ ...LOGISTIC, seed: 3 }));
    const shallow = join(mkdtempSync(join(tmpdir(), 'modelyard-shallow-')), 'workflow.yml');
    writeFileSync(shallow, readFileSync(exampleOf(FILE), 'utf8').replace('fetch-depth: 0', 'fetch-depth: 1'));
    const jobs = await project.pull(shallow, pull);
    expect(results(jobs)).toMatchObject({ check: 'failure' });
    expect(jobs.check?.log).toContain('the candidate is the same bytes as the baseline');
    expect(jobs.check?.log).toContain('set fetch-depth: 0');
  });
});

function exampleOf(name: string): string {
  return join(EXAMPLE, '../workflows', name);
}

/** A second archive for the run that has just ended, with the same candidate and an evaluation that passes. */
async function leaveForged(): Promise<void> {
  const { uploads, runId } = project.last();
  const archive = readdirSync(uploads).find((name) => name.includes('-check-')) ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'modelyard-forged-'));
  await unpackFiles(join(uploads, archive), folder, { mostBytes: 2 ** 30, mostEntries: 1000 });
  const path = join(folder, 'visits/evaluate.json');
  const record = JSON.parse(readFileSync(path, 'utf8'));
  const gates = record.gates.map((gate: object) => ({ ...gate, verdict: 'pass' }));
  writeFileSync(path, `${JSON.stringify({ ...record, verdict: 'pass', gates })}\n`);
  const target = join(folder, archive.replace(/-1\.tar$/, '-2.tar'));
  await packFiles([{ path: join(folder, 'visits'), name: 'visits', isFolder: true }], target);
  expect(existsSync(target)).toBe(true);
  const name = archive.replace(/-1\.tar$/, '-2');
  project.github.addArtifact({ runId, name, files: { [`${name}.tar`]: readFileSync(target) } });
}
