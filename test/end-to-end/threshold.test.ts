import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bundle, buildBundle } from '../protocol/bundle.ts';
import { type QuickstartProject, quickstartProject, sha256Of } from './quickstart-project.ts';

/** One story, told in order: each test begins where the one before ended. */
let bundle: Bundle;
let project: QuickstartProject;

beforeAll(async () => {
  bundle = await buildBundle();
  project = await quickstartProject(bundle);
});
afterAll(() => bundle.remove());

async function recordOf(commandLine: string, code = 0) {
  const ended = await project.modelyard(`${commandLine} --json`);
  expect(ended.code, `modelyard ${commandLine}\n${ended.stderr}${ended.stdout}`).toBe(code);
  return JSON.parse(ended.stdout);
}

async function commitThreshold(threshold: string) {
  const file = project.path('modelyard.yml');
  const before = readFileSync(file, 'utf8');
  const text = before
    .replace(/\n {6}threshold: .*/, '')
    .replace('\n    evaluate:', `\n    evaluate:\n      threshold: ${threshold}`);
  writeFileSync(file, text);
  await project.git('commit', '-q', '-a', '-m', `decide from ${threshold} on`);
}

it('a model is released with the threshold that it was judged at, and deployed', async () => {
  await commitThreshold('0.5');
  await recordOf('run');
  expect(await recordOf('release')).toMatchObject({ tag: 'visits@v1.0.0', serving: { threshold: 0.5 } });
  await recordOf('deploy --environment staging');
});

it('the same bytes at another threshold are judged, and announced as the next release', async () => {
  await commitThreshold('0.45');
  const { stages } = await recordOf('run');
  expect(stages.evaluate).toMatchObject({ identical: false, threshold: 0.45 });
  expect(stages.evaluate.candidate.digest).toBe(stages.evaluate.baseline.digest);
  const { stdout } = await project.modelyard('report');
  expect(stdout).toMatch(/\*\*If merged\*\* release `visits@v1\.\d\.\d`/);
});

it('they become a release of their own, once', async () => {
  const record = await recordOf('release');
  expect(record).toMatchObject({ previous: 'visits@v1.0.0', serving: { threshold: 0.45 } });
  expect(record.candidate).toBe(
    `sha256:${sha256Of(project.path('.git/modelyard/releases/visits@v1.0.0/visits.onnx'))}`,
  );
  const again = await project.modelyard('release');
  expect(again.stderr).toContain(`nothing to release: ${record.tag} is this candidate`);
  expect((await project.modelyard(`verify ${record.tag}`)).code).toBe(0);
});

it('are deployed in the place of the former, and rolled back to it', async () => {
  const deployed = await recordOf('deploy --environment staging');
  expect(deployed).toMatchObject({ previous: 'visits@v1.0.0', smoke: 'pass' });
  expect(deployed.release).not.toBe('visits@v1.0.0');
  expect(await recordOf('rollback --environment staging')).toMatchObject({ release: 'visits@v1.0.0' });
});

it('the next candidate is compared with the release as it decides', async () => {
  const { stages } = await recordOf('run');
  expect(stages.evaluate).toMatchObject({ identical: true, baseline: { threshold: 0.45 } });
});
