import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgeOf, releasePorts } from '../../../test/fixtures/release/ports.ts';
import {
  copyRepository,
  git,
  MODEL,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import type { EvaluateRecord } from '../../records/evaluate.ts';
import { releaseStage } from '../release/release.ts';
import { compareExperiments } from './compare-experiments.ts';
import { gatherExperiments } from './gather.ts';

const TAG = `${MODEL}@v1.0.0`;
let template: string;
let directory: string;
const made: string[] = [];

beforeAll(async () => {
  template = await makeRepository();
  const context = workshopContext(template);
  await makeCandidate(context);
  await releaseStage(context, await releasePorts(context), { bump: null, version: null, dryRun: false });
});
beforeEach(async () => {
  directory = await copyRepository(template);
  made.push(directory);
});
afterAll(async () => {
  for (const each of [template, ...made]) await removeRepository(each);
});

const checkout = (...names: string[]) => join(directory, '.modelyard', ...names);
const released = (...names: string[]) => join(directory, '.git/modelyard/releases', TAG, ...names);

async function gathered() {
  const context = workshopContext(directory);
  return gatherExperiments(context, await forgeOf(context));
}

describe('what is known of candidates', () => {
  it('is one experiment where a release holds the candidate of this checkout', async () => {
    const { experiments, skipped } = await gathered();
    expect(skipped).toEqual([]);
    expect(experiments).toMatchObject([{ where: ['checkout', 'release'], tags: [TAG], verdict: 'pass' }]);
  });

  it('is what the release says, where this checkout knows nothing', async () => {
    const [before] = (await gathered()).experiments;
    await rm(checkout(), { recursive: true });
    const [after] = (await gathered()).experiments;
    expect(after).toEqual({ ...before, where: ['release'] });
    expect(after).toMatchObject({ rows: null, rowsReason: 'it is known by its release alone' });
    expect(after?.metrics.length).toBeGreaterThan(0);
  });

  it('leaves out a release whose records were changed, or whose files a clone lacks, and says so', async () => {
    await rm(checkout(), { recursive: true });
    const record = await readFile(released('train.json'), 'utf8');
    await writeFile(released('train.json'), record.replace('"seed":', '"seed": '));
    expect(await gathered()).toEqual({
      experiments: [],
      skipped: [{ where: TAG, reason: 'train.json is not the one that was released' }],
    });
    await rm(released(), { recursive: true });
    const { skipped } = await gathered();
    expect(skipped).toMatchObject([
      { reason: expect.stringMatching(`^the files of ${TAG} are not here; --forge github`) },
    ]);
  });

  it('knows what a killed run left: a temporary file is none', async () => {
    await mkdir(checkout(MODEL, 'experiments'), { recursive: true });
    await writeFile(checkout(MODEL, 'experiments', '.aabbcc.tmp'), '{');
    expect((await gathered()).skipped).toEqual([]);
  });
});

describe('a candidate beside the release that it was evaluated against', () => {
  const metric = (evaluate: EvaluateRecord) => ({
    ...(evaluate.metrics[0] as EvaluateRecord['metrics'][number]),
    against: TAG,
    difference: -0.02,
    interval: [-0.03, -0.01] as [number, number],
    method: 'delong',
  });

  it('has the interval of its evaluation, where no rows are kept', async () => {
    const context = workshopContext(directory);
    const { evaluate } = await makeCandidate(context, 'two\n');
    await writeFile(checkout(MODEL, 'evaluate.json'), JSON.stringify(evaluate));
    const [name = ''] = (await readdir(checkout(MODEL, 'experiments'))).filter((each) =>
      each.endsWith('.json'),
    );
    const experiments = await gathered();
    const own = experiments.experiments.find(({ tags }) => tags.length === 0);
    const path = checkout(MODEL, 'experiments', `${own?.id ?? name}.json`);
    const record = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...record, verdict: 'pass', metrics: [metric(evaluate)] }));
    const forge = await forgeOf(context);
    const options = { files: { params: [], metrics: [] }, metrics: [], failOn: 'worse' as const };
    const comparison = await compareExperiments(context, forge, {
      before: TAG,
      after: own?.id ?? '',
      ...options,
    });
    expect(comparison.metrics[0]).toMatchObject({
      basis: 'evaluation',
      difference: -0.02,
      interval: [-0.03, -0.01],
      change: 'worse',
    });
    expect(comparison.verdict).toBe('fail');
    // The other way round nothing was evaluated: two points are left.
    const back = await compareExperiments(context, forge, {
      before: own?.id ?? '',
      after: TAG,
      ...options,
    });
    expect(back.metrics[0]).toMatchObject({ basis: 'point', interval: null });
    expect(await git(directory, 'status', '--porcelain')).toBe('');
  });
});

describe('the tag of a release', () => {
  it('belongs to the candidate of its commit, also where other inputs gave the same bytes', async () => {
    const context = workshopContext(directory);
    const [first] = (await gathered()).experiments;
    await writeFile(join(directory, 'unused.txt'), 'another input, the same bytes\n');
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--message', 'unused');
    await makeCandidate(context);
    const { experiments } = await gathered();
    expect(experiments).toHaveLength(2);
    expect(new Set(experiments.map(({ candidate }) => candidate)).size).toBe(1);
    expect(experiments.filter(({ tags }) => tags.length > 0).map(({ id }) => id)).toEqual([first?.id]);
  });
});
