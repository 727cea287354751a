import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  MODEL,
  makeCandidate,
  makeRepository,
  removeRepository,
  workshopContext,
} from '../../../test/fixtures/release/workshop.ts';
import { currentCandidate } from './candidate-store.ts';
import { pruneCandidates, touchCandidate } from './prune-candidates.ts';

let directory: string;
let store: string;
beforeEach(async () => {
  directory = await makeRepository();
  store = join(directory, '.modelyard', MODEL, 'candidates');
});
afterEach(() => removeRepository(directory));

const name = (index: number) => String(index).repeat(64);
const day = (index: number) => new Date(Date.UTC(2026, 0, index));

/** A candidate of 100 bytes that was trained on that day of January. */
async function stored(index: number): Promise<void> {
  const [template = ''] = await readdir(store);
  const record = JSON.parse(await readFile(join(store, template, 'train.json'), 'utf8'));
  const outputs = [{ path: 'm.onnx', sha256: '0'.repeat(64), bytes: 100 }];
  await mkdir(join(store, name(index)));
  await writeFile(join(store, name(index), 'train.json'), JSON.stringify({ ...record, outputs }));
  await utimes(join(store, name(index)), day(index), day(index));
}

const kept = async () =>
  (await readdir(store)).filter((each) => /^([1-9])\1{63}$/.test(each)).map((each) => each[0]);

it.each([
  ['by number', { mostCandidates: 3, mostBytes: 1e9, untouched: 1 }, ['4', '5']],
  ['by size', { mostCandidates: 50, mostBytes: 350, untouched: 1 }, ['3', '4', '5']],
  ['but never the newest', { mostCandidates: 1, mostBytes: 1, untouched: 2 }, ['5']],
  ['none where all fit', { mostCandidates: 50, mostBytes: 1e9, untouched: 3 }, ['1', '2', '3', '4', '5']],
])('the oldest candidates are removed %s', async (_, retention, expected) => {
  const context = workshopContext(directory);
  await makeCandidate(context);
  for (const index of [3, 1, 5, 2, 4]) await stored(index);
  await pruneCandidates(context, retention);
  expect((await kept()).sort()).toEqual(expected);
  expect(await currentCandidate(context)).not.toBeNull();
  expect((await readdir(store)).filter((each) => each.startsWith('.'))).toEqual([]);
});

it('one that is taken again is as young as the newest', async () => {
  const context = workshopContext(directory);
  await makeCandidate(context);
  for (const index of [1, 2, 3]) await stored(index);
  await touchCandidate(context, `sha256:${name(1)}`, new Date(Date.now() + 60_000));
  await pruneCandidates(context, { mostCandidates: 2, mostBytes: 1e9, untouched: 1 });
  expect(await kept()).toEqual(['1']);
});

it('what is no candidate stays, and a link is not followed', async () => {
  const context = workshopContext(directory);
  await makeCandidate(context);
  await mkdir(join(store, 'mine'));
  await symlink(directory, join(store, name(9)));
  await pruneCandidates(context, { mostCandidates: 0, mostBytes: 0, untouched: 0 });
  expect((await readdir(store)).sort()).toEqual([name(9), 'mine']);
  expect(await readdir(directory)).toContain('modelyard.yml');
});
