import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  removeScratch,
  scratchFolder,
  scratchRepository,
  write,
} from '../../../test/fixtures/git/scratch.ts';
import { configText, projectContext } from '../../../test/fixtures/train/project.ts';
import { trainStage } from '../train/train.ts';
import { currentCandidate, openCandidate, storeCandidate } from './candidate-store.ts';

afterAll(removeScratch);

const RUN = `run: "mkdir -p out && printf model > out/m.onnx && printf 'id,score' > out/p.csv"
model: out/m.onnx
predictions: out/p.csv`;

let base: string;

beforeAll(async () => {
  base = scratchRepository({
    'modelyard.yml': configText({ train: RUN, data: 'id: x' }),
    'data/train.csv': 'x,y\n1,2\n',
    'data/evaluation.csv': 'x,y\n3,4\n',
    '.gitignore': 'out/\n.modelyard/\n',
  });
  await trainStage(await projectContext(base), { force: false, onOutput: () => undefined });
});

function copy(): string {
  const folder = join(scratchFolder(), 'copy');
  cpSync(base, folder, { recursive: true });
  return folder;
}

function stored(folder: string): string {
  const parent = join(folder, '.modelyard/m/candidates');
  return join(parent, readdirSync(parent).find((name) => !name.startsWith('.')) ?? 'none');
}

describe('the stored candidate', () => {
  it('stays what it is when the outputs are overwritten', async () => {
    const folder = copy();
    write(folder, { 'out/m.onnx': 'other', 'out/p.csv': 'other' });
    const candidate = await currentCandidate(await projectContext(folder));
    expect(readFileSync(candidate?.model?.path ?? '', 'utf8')).toBe('model');
    expect(readFileSync(candidate?.predictions ?? '', 'utf8')).toBe('id,score');
    expect(candidate).toMatchObject({
      metrics: null,
      model: { bytes: 5, digest: candidate?.record.candidate },
    });
  });

  it.each([
    ['model/m.onnx', /is sha256:[0-9a-f]{64}; its record says sha256:/],
    ['predictions/p.csv', /is not the one that training wrote$/],
  ])('is refused when %s was touched', async (name, message) => {
    const folder = copy();
    writeFileSync(join(stored(folder), name), 'touched');
    await expect(currentCandidate(await projectContext(folder))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(message),
    });
  });

  it('is refused when a file was removed, or the config names other outputs', async () => {
    const removed = copy();
    rmSync(join(stored(removed), 'model/m.onnx'));
    const other = copy();
    write(other, {
      'modelyard.yml': configText({ train: RUN.replaceAll('m.onnx', 'n.onnx'), data: 'id: x' }),
    });
    for (const folder of [removed, other])
      await expect(currentCandidate(await projectContext(folder))).rejects.toMatchObject({
        code: 'unreadable',
        message: expect.stringMatching(/^the stored candidate holds no [mn]\.onnx/),
        hint: 'Train again with `modelyard train`.',
      });
  });

  it('is none where nothing was trained, or under another digest', async () => {
    const folder = copy();
    const context = await projectContext(folder);
    expect(await openCandidate(context, `sha256:${'0'.repeat(64)}`)).toBeNull();
    rmSync(join(folder, '.modelyard'), { recursive: true });
    expect(await currentCandidate(context)).toBeNull();
  });

  it('replaces an older one, and clears away what a killed run left', async () => {
    const folder = copy();
    const context = await projectContext(folder);
    const { record } = (await currentCandidate(context)) ?? {};
    if (record === undefined) throw new Error('there is no candidate');
    mkdirSync(join(folder, '.modelyard/m/candidates/.abc.tmp/model'), { recursive: true });
    writeFileSync(join(stored(folder), 'stray'), 'x');
    await storeCandidate(context, record);
    expect(readdirSync(join(folder, '.modelyard/m/candidates'))).toHaveLength(1);
    expect(readdirSync(stored(folder)).sort()).toEqual(['model', 'predictions', 'train.json']);
  });
});
