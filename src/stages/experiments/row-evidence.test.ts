import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observed } from '../../domain/experiments/observed.ts';
import { keepEvidence, pruneEvidence, readEvidence } from './row-evidence.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelyard-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

const observed = (score: number, labels = [0, 1]): Observed => ({
  truth: { task: 'binary', labels: Uint8Array.from(labels) },
  candidate: { task: 'binary', scores: Float64Array.of(score, 0.5), scoreType: 'float64' },
  groups: { index: Int32Array.of(0, 0), count: 1 },
  threshold: 0.5,
});

const keep = (id: string, score: number, { labels = [0, 1], files = ['a'] } = {}) =>
  keepEvidence(folder, id, { observed: observed(score, labels), files });

const there = async () => ({
  rows: (await readdir(join(folder, 'rows'))).length,
  predictions: (await readdir(join(folder, 'predictions'))).sort(),
});

describe('the evidence of rows', () => {
  it('comes back as it was, and keeps what candidates share once', async () => {
    const one = await keep('a', 0.1);
    const two = await keep('b', 0.2);
    expect(one).toEqual(two);
    expect(await there()).toEqual({ rows: 1, predictions: ['a.gz', 'b.gz'] });
    expect(await readEvidence(folder, 'b', two.rows ?? '')).toEqual(observed(0.2));
  });

  it('is of other rows where a label or a file differs', async () => {
    const digests = [
      await keep('a', 0.1),
      await keep('b', 0.1, { labels: [1, 1] }),
      await keep('c', 0.1, { files: ['b'] }),
    ].map(({ rows }) => rows);
    expect(new Set(digests).size).toBe(3);
  });

  it('of the oldest goes when there is too much of it, with rows that nobody needs', async () => {
    const kept = [];
    for (const [age, id] of ['a', 'b', 'c'].entries()) {
      kept.push(await keep(id, 0.1 + age / 10, { files: [id] }));
      await utimes(join(folder, 'predictions', `${id}.gz`), 1000 + age, 1000 + age);
    }
    const used = kept.slice(1).flatMap(({ rows }) => rows ?? []);
    await pruneEvidence(folder, used, { mostCandidates: 2, mostBytes: 1e9 });
    expect(await there()).toEqual({ rows: 2, predictions: ['b.gz', 'c.gz'] });
    // The newest stays, however small the room.
    await pruneEvidence(folder, used, { mostCandidates: 2, mostBytes: 1 });
    expect((await there()).predictions).toEqual(['c.gz']);
    await expect(readEvidence(folder, 'b', used[0] ?? '')).rejects.toThrow('not kept any more');
  });
});
