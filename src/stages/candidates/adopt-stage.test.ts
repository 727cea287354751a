import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  copyRepository,
  git,
  MODEL,
  makeCandidate,
  makeRepository,
  removeRepository,
  tree,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { unpackFiles } from '../../adapters/files/tar-archive.ts';
import { recordPath, recordText } from '../../records/store.ts';
import { readRevision } from '../revision.ts';
import { trainStage } from '../train/train.ts';
import { adoptStage } from './adopt-stage.ts';
import { packRecords } from './pack-records.ts';
import { HANDING_STAGES, type HandingStage } from './stage-files.ts';

const LIMITS = { mostBytes: 2 ** 20, mostEntries: 100 };

let template: string;
/** Where a stage ran, and a fresh checkout of the same commit, as the next job has it. */
let made: string;
let next: string;
beforeAll(async () => {
  template = await makeRepository();
  const context = workshopContext(template);
  await makeCandidate(context);
  const revision = await readRevision(context);
  for (const stage of ['validate', 'evaluate'] as const) {
    const path = recordPath(template, MODEL, stage);
    const record = JSON.parse(await readFile(path, 'utf8'));
    const written = record.profile === undefined ? record.written : [record.profile];
    await writeFile(path, recordText({ ...record, ...revision, written }));
  }
});
beforeEach(async () => {
  made = await copyRepository(template);
  next = await copyRepository(template);
  await rm(join(next, '.modelyard'), { recursive: true });
});
afterEach(async () => {
  for (const folder of [made, next]) await removeRepository(folder);
});
afterAll(() => removeRepository(template));

/** The unpacked archive of a stage. */
async function handed(stage: HandingStage): Promise<string> {
  const { project } = workshopContext(made);
  const packed = await packRecords({
    project,
    models: [MODEL],
    stage,
    attempt: 2,
    folder: join(made, 'packed'),
  });
  const folder = join(made, `unpacked-${stage}`);
  await unpackFiles(packed?.path ?? '', folder, LIMITS);
  return join(folder, MODEL);
}

async function adopt(
  stage: HandingStage,
  change: (folder: string) => Promise<unknown> = async () => undefined,
) {
  const folder = await handed(stage);
  await change(folder);
  await adoptStage(workshopContext(next), { stage, folder });
}

const edit = (file: string, change: (text: string) => string) => async (folder: string) =>
  writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')));

describe('what one job hands to the next', () => {
  it('is the same after every stage as in one job', async () => {
    for (const stage of HANDING_STAGES) await adopt(stage);
    // What is kept of candidates to compare them later stays where they were made.
    const below = async (at: string) =>
      (await tree(join(at, '.modelyard', MODEL))).filter((path) => !path.startsWith('experiments/')).sort();
    expect(await below(next)).toEqual(await below(made));
  });

  it('is of each stage what it writes, and no record of another one', async () => {
    const names = (await tree(await handed('train'))).map((each) => each.split('/')[0]);
    expect(new Set(names)).toEqual(new Set(['candidates', 'train.json']));
    await adopt('train', (folder) => writeFile(join(folder, 'evaluate.json'), '{"verdict":"pass"}'));
    await expect(readFile(join(next, '.modelyard', MODEL, 'evaluate.json'))).rejects.toThrow();
  });
});

describe('other seeds of the recipe', () => {
  const seeded = (folder: string) => {
    const context = workshopContext(folder);
    return { ...context, model: { ...context.model, train: { ...context.model.train, seeds: 3 } } };
  };
  const trainedThere = async () => {
    const { seeds = [] } = await trainStage(seeded(made), { force: true, onOutput: () => undefined });
    return seeds.map(({ inputDigest }) => inputDigest.slice('sha256:'.length));
  };

  it('are handed to the job that judges them, and to none after it', async () => {
    const trained = await trainedThere();
    expect(new Set(trained).size).toBe(3);
    await adopt('train');
    expect((await readdir(join(next, '.modelyard', MODEL, 'candidates'))).sort()).toEqual(trained.toSorted());
    const { project } = workshopContext(made);
    const request = { project, models: [MODEL], stage: 'check', attempt: 3, folder: join(made, 'packed') };
    await unpackFiles((await packRecords(request))?.path ?? '', join(made, 'checked'), LIMITS);
    expect(await readdir(join(made, 'checked', MODEL, 'candidates'))).toEqual([trained[0]]);
  });

  it('are not taken where one is missing or another one', async () => {
    const [, second = '', third = ''] = await trainedThere();
    await expect(
      adopt('train', (folder) => rm(join(folder, 'candidates', second), { recursive: true })),
    ).rejects.toThrow('its candidate is missing');
    await expect(
      adopt('train', (folder) =>
        appendFile(join(folder, 'candidates', third, 'model/visits.onnx'), 'forged'),
      ),
    ).rejects.toMatchObject({ code: 'unreadable' });
  });
});

describe('what is not taken', () => {
  it.each<[string, HandingStage, (folder: string) => Promise<unknown>, string]>([
    [
      'a record of another run',
      'evaluate',
      edit('evaluate.json', (text) => text.replace('"run":null', '"run":"4711"')),
      'not of this commit and this run',
    ],
    [
      'a record of another model',
      'train',
      edit('train.json', (text) => text.replace(`"model":"${MODEL}"`, '"model":"other"')),
      'not of this commit and this run',
    ],
    ['no record at all', 'evaluate', (folder) => rm(join(folder, 'evaluate.json')), 'not of this commit'],
    [
      'a profile that is another one',
      'validate',
      (folder) => appendFile(join(folder, 'profile.json'), ' '),
      'profile.json is not the file',
    ],
    [
      'a profile that is gone',
      'validate',
      (folder) => rm(join(folder, 'profile.json')),
      'profile.json is not',
    ],
    [
      'no candidate',
      'train',
      (folder) => rm(join(folder, 'candidates'), { recursive: true }),
      'its candidate is missing',
    ],
  ])('%s', async (_, stage, change, message) => {
    await expect(adopt(stage, change)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(message),
    });
  });

  it('a candidate whose bytes are not those of its record, also where both records were changed', async () => {
    const folder = await handed('train');
    const [inputs = ''] = (await tree(join(folder, 'candidates'))).map((each) => each.split('/')[0] ?? '');
    await appendFile(join(folder, 'candidates', inputs, 'model/visits.onnx'), 'forged');
    const taking = adoptStage(workshopContext(next), { stage: 'train', folder });
    await expect(taking).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('a record of another commit', async () => {
    const folder = await handed('validate');
    await git(next, 'commit', '--quiet', '--allow-empty', '--message', 'another');
    const taking = adoptStage(workshopContext(next), { stage: 'validate', folder });
    await expect(taking).rejects.toMatchObject({ code: 'refused' });
  });

  it('a file that is no record', async () => {
    await expect(
      adopt('train', (folder) => writeFile(join(folder, 'train.json'), '{}')),
    ).rejects.toMatchObject({
      code: 'unreadable',
    });
  });
});
